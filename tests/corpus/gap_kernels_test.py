# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""corpus/gap-kernels: which kernels it lists, with which ratio and interval, and the one line it prints for what it cannot read."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL = os.path.join(ROOT, "corpus", "gap-kernels")
ENGINES = ("v8", "wasmtime")


def entry(name, **more):
    return {"name": name, "group": "kernels", "elements": {"small": 1, "large": 1}, "unchecked": None, "outside_means": None,
            "yardstick": True, "passes": ["wasm-lower"], "style_of": None, "value_changing_flags": False, **more}


def row(kernel, variant, engine, time, size="small"):
    """Noise that hits all rows of a round alike, and a slower second order."""
    samples = [[time * order * (1 + 0.2 * (i % 3)) for i in range(9)] for order in (1, 1.21)]
    return {"kernel": kernel, "group": "kernels", "variant": variant, "engine": engine, "size": size, "elements": 1, "correct": True,
            "equal": "bits", "samples_ns": samples}


class GapKernels(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        # A gap on both engines; one on Wasmtime only, where wasm-opt is the faster stock; none; a style; a kernel without a twin.
        times = {"dot": [(300, 320, 100), (400, 380, 100)], "map": [(130, 110, 100), (200, 116, 100)], "even": [(114, 200, 100)] * 2,
                 "dot-bump": [(300, 300, None)] * 2, "plain": [(300, 300, None)] * 2}
        self.measurements = {
            "schema": "nearnative-measurements-1", "corpus": "test", "errors": [], "notes": [],
            "fingerprint": {"cpu": "x", "cores": 2, "kernel": "6", "git_commit": None, "tools": {"v8": "14"}, "flags": {},
                            "started": "2026-11-21T12:00:00Z", "seconds": 1},
            "entries": [entry("dot", passes=["wasm-int-idioms", "wasm-lower"]), entry("map", passes=[]), entry("even"),
                        entry("dot-bump", yardstick=False, style_of="dot"), entry("plain", yardstick=False)],
            "rows": [row(kernel, variant, engine, time) for kernel, both in times.items() for engine, one in zip(ENGINES, both)
                     for variant, time in zip(("raw", "wasm-opt", "twin"), one) if time]
                    + [row("even", "raw", "v8", 9000, "large"), row("even", "native-v2", "native", 9000)]}

    def run_tool(self, *arguments, text=None):
        path = os.path.join(self.folder.name, "measurements.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(json.dumps(self.measurements) if text is None else text)
        return subprocess.run([sys.executable, TOOL, path, *arguments], capture_output=True, text=True, check=False)

    def listed(self, *arguments):
        result = self.run_tool("--out", "-", *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def refused(self, words, *arguments, text=None):
        result = self.run_tool("--out", "-", *arguments, text=text)
        self.assertEqual((result.returncode, result.stdout), (2, ""), result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertIn(words, result.stderr)

    def test_list(self):
        document = self.listed()
        head = [document[key] for key in ("schema", "corpus", "size", "least_ratio")]
        self.assertEqual(head, ["nearnative-gap-kernels-1", "test", "small", 1.15])
        self.assertEqual(document["measured"]["started"], "2026-11-21T12:00:00Z")
        self.assertEqual([(one["kernel"], one["engine"], one["ratio"]) for one in document["kernels"]],
                         [("dot", "v8", 3.0), ("dot", "wasmtime", 3.8), ("map", "wasmtime", 1.16)])
        self.assertEqual([one["passes"] for one in document["kernels"]], [["wasm-int-idioms", "wasm-lower"]] * 2 + [[]])
        for one in document["kernels"]:  # the noise of a round cancels
            self.assertAlmostEqual(one["lo"], one["ratio"], places=3)
            self.assertAlmostEqual(one["hi"], one["ratio"], places=3)

    def test_interval(self):
        for one in self.measurements["rows"]:
            if one["variant"] == "twin":
                one["samples_ns"] = [[100 + 10 * ((i * 7) % 5 - 2) for i in range(9)] for _ in range(2)]
        first, again = self.listed(), self.listed()
        self.assertEqual(first, again)
        for one in first["kernels"]:
            self.assertLess(one["lo"], one["ratio"] - 0.01)
            self.assertGreater(one["hi"], one["ratio"] + 0.01)

    def test_engines(self):
        self.assertEqual({one["engine"] for one in self.listed("--engines", "v8")["kernels"]}, {"v8"})
        self.refused("dot: no time of raw on wasmtime-explicit", "--engines", "wasmtime-explicit")

    def test_writes(self):
        out = os.path.join(self.folder.name, "list.json")
        self.assertEqual(self.run_tool("--out", out).returncode, 0)
        with open(out, encoding="utf-8") as file:
            self.assertEqual(json.load(file), self.listed())
        result = self.run_tool("--out", "/proc/nowhere/list.json")
        self.assertEqual(result.returncode, 2)
        self.assertIn("/proc/nowhere/list.json", result.stderr)

    def test_reached(self):
        out = os.path.join(self.folder.name, "list.json")
        self.assertEqual(self.run_tool("--out", out).returncode, 0)
        for one in self.measurements["rows"]:
            one.update(median_ns=one["samples_ns"][0][4], lo_ns=1, hi_ns=2)
        # Half of the gap on V8; all of it and more on Wasmtime.
        for engine, strict in (("v8", 150), ("wasmtime", 80)):
            for variant, time in (("post-link", 300), ("strict", strict), ("passes", strict)):
                self.measurements["rows"].append({**row("dot", variant, engine, time), "median_ns": time, "lo_ns": time, "hi_ns": time})
        result = self.run_tool("--out", out, "--reached")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("v8: 1 gap kernels with passes: 2.00x over stock at the same post-link step, time / twin 1.50 (geometric means); "
                      "below 80 % of the twin's speed: dot (0.67)", result.stdout)
        self.assertIn("wasmtime: 1 gap kernels with passes: 3.75x", result.stdout)
        self.assertIn("below 80 % of the twin's speed: none", result.stdout)
        self.assertNotIn("| map |", result.stdout)  # names no pass

    def test_refuses(self):
        self.refused("measurements.json", text="{")
        self.refused("is no measurements", text="{}")
        self.refused("does not have the form", text='{"schema": "nearnative-measurements-1"}')
        self.measurements["rows"][2]["correct"] = False
        self.refused("dot: no time of twin on v8")
        del self.measurements["entries"][0]["passes"]
        self.refused('does not know "passes"')


if __name__ == "__main__":
    unittest.main()
