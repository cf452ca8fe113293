# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""corpus/manifest.py: what it accepts, the one line it prints for each thing it refuses, and the drivers it writes."""
import copy
import ctypes
import json
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL = os.path.join(ROOT, "corpus", "manifest.py")

KERNEL = """
#include <stddef.h>
#include <stdint.h>
float scale(const float *in, const int8_t *step, float *out, size_t n, float by) {
  float sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += out[i] = in[i] * by + step[i];
  return sum;
}
"""
ENTRY = {
    "name": "scale", "group": "mine", "sources": ["scale.c"], "entry": "scale",
    "arguments": [
        {"buffer": "in", "type": "f32", "count": "n", "role": "in", "values": {"uniform": [-1, 1]}},
        {"buffer": "step", "type": "i8", "count": "n", "role": "in", "values": {"uniform": [-3, 3]}},
        {"buffer": "out", "type": "f32", "count": "(n + 1) * 2 / 2 - 1", "role": "out"},
        {"scalar": "n", "type": "usize", "value": "n"},
        {"scalar": "by", "type": "f32", "value": 0.5},
    ],
    "returns": "f32", "sizes": {"small": {"n": 100}, "large": {"n": 1000}}, "elements": "n", "special_values": True,
    "licence": "Apache-2.0 WITH LLVM-exception",
}


class Manifest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        with open(os.path.join(self.folder.name, "scale.c"), "w", encoding="ascii") as file:
            file.write(KERNEL)
        self.manifest = {"schema": "nearnative-corpus-1", "name": "mine", "entries": [copy.deepcopy(ENTRY)]}
        self.entry = self.manifest["entries"][0]

    def run_tool(self, *arguments, text=None):
        path = os.path.join(self.folder.name, "corpus.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(json.dumps(self.manifest) if text is None else text)
        return subprocess.run([sys.executable, TOOL, path, *arguments], capture_output=True, text=True, check=False)

    def refused(self, words, text=None):
        result = self.run_tool("--check", text=text)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertIn(words, result.stderr)

    def test_accepts(self):
        result = self.run_tool("--check")
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_refuses_what_is_no_manifest(self):
        self.refused("is not JSON", text="{")
        self.refused("is not JSON", text="[" * 100000)
        self.refused('"schema" must be', text="[]")
        self.manifest["schema"] = "nearnative-corpus-9"
        self.refused('"schema" must be')
        result = subprocess.run([sys.executable, TOOL, "/nonexistent.json", "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 2)
        self.assertIn("cannot read it", result.stderr)

    def test_refuses_bad_entries(self):
        def change(words, **changes):
            self.manifest["entries"][0] = {**copy.deepcopy(ENTRY), **changes}
            self.refused(words)
        change("must match", name="A b")
        change('unknown key "sizs"', sizs={})
        change("does not exist", sources=["missing.c"])
        change("neither C", sources=["scale.rs"])
        change("must be a C identifier", entry="a b")
        change('"small" and "large"', sizes={"small": {"n": 1}})
        change("must name the same", sizes={"small": {"n": 1}, "large": {"m": 1}})
        change("is not a name of", elements="m")
        change("is not an expression", elements="n +")
        change("may hold only", elements="n ** 2")
        change("may hold only", elements="__import__('os')")
        change("no output", returns=None, arguments=ENTRY["arguments"][:2])
        change("is no entry before it", unchecked="other")
        change('"tolerance"', tolerance={"relative": -1})
        change("list of strings", flags="-O3")
        change("as many sources", sources={"native": ["scale.c"], "wasm": ["scale.c", "scale.c"]})
        change("lists no", generate={"script": "scale.c"})
        change("list of strings", passes="wasm-lower")
        change("is no pass", passes=["lower"])

    def test_refuses_bad_arguments(self):
        def change(words, argument):
            self.entry["arguments"][0] = argument
            self.refused(words)
        buffer = ENTRY["arguments"][0]
        change("unknown type", {**buffer, "type": "f16"})
        change("\"role\"", {**buffer, "role": "inout"})
        change("\"buffer\" or \"scalar\"", {"type": "f32"})
        change("[low, high]", {**buffer, "values": {"uniform": [1, -1]}})
        change("does not fit i8", {**buffer, "type": "i8", "values": {"uniform": [-129, 0]}})
        change("needs an integer type", {**buffer, "values": {"index": "n"}})
        change("has no \"values\"", {**buffer, "role": "out"})

    def test_duplicate(self):
        self.manifest["entries"].append(copy.deepcopy(ENTRY))
        self.refused("is there twice")

    def test_styles(self):
        """A style is comparable with what it is a style of: same work, one yardstick."""
        twin = {"sources": ["scale.c"], "entry": "scale"}
        self.entry.update(yardstick=twin, passes=["wasm-lower", "wasm-int-idioms"])

        def style(**changes):
            self.manifest["entries"][1:] = [{**copy.deepcopy(ENTRY), "name": "scale-bump", "style_of": "scale", **changes}]
        style()
        result = self.run_tool("--check")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for words, changes in (("is no entry before it", {"style_of": "scale-bump"}), ("yardstick of a style", {"yardstick": twin}),
                               ('same "elements"', {"elements": "2 * n"}), ('same "sizes"', {"sizes": {"small": {"n": 1}, "large": {"n": 1000}}})):
            style(**changes)
            self.refused(words)
        style()
        self.manifest["entries"].append({**copy.deepcopy(ENTRY), "name": "scale-span", "style_of": "scale-bump"})
        self.refused("is a style itself")

    def test_unwritable(self):
        result = self.run_tool("--out", "/proc/nowhere")
        self.assertEqual(result.returncode, 2)
        self.assertIn("cannot write", result.stderr)

    def test_driver(self):
        """The generated driver, compiled and run natively: same inputs each time, right sizes, special values on request."""
        out = os.path.join(self.folder.name, "out")
        self.assertEqual(self.run_tool("--out", out).returncode, 0)
        library = os.path.join(self.folder.name, "scale.so")
        inputs = os.path.join(ROOT, "corpus", "driver")
        subprocess.run(["clang-22", "-std=gnu17", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror", "-O1", "-shared", "-fPIC", "-I", inputs,
                        os.path.join(out, "scale", "driver.c"), os.path.join(inputs, "inputs.c"),
                        os.path.join(self.folder.name, "scale.c"), "-o", library], check=True)
        module = ctypes.CDLL(library)
        module.nn_output_data.restype = ctypes.c_void_p

        def outputs(size, data):
            self.assertEqual(module.nn_setup(size, data), 0)
            module.nn_run(1)
            return [ctypes.string_at(module.nn_output_data(i), module.nn_output_bytes(i)) for i in range(module.nn_output_count())]

        small = outputs(0, 0)
        self.assertEqual([len(x) for x in small], [400, 4])
        self.assertEqual(small, outputs(0, 0))
        self.assertEqual([len(x) for x in outputs(1, 0)], [4000, 4])
        values = memoryview(small[0]).cast("f")
        self.assertTrue(all(abs(v) <= 3.5 for v in values))
        self.assertGreater(len(set(values)), 90)
        special = memoryview(outputs(1, 1)[0]).cast("f")
        self.assertTrue(any(v != v for v in special))
        self.assertTrue(any(abs(v) == float("inf") for v in special))

    def test_unchanged_files_keep_their_time(self):
        out = os.path.join(self.folder.name, "out")
        self.run_tool("--out", out)
        paths = [os.path.join(out, "entries.cmake"), os.path.join(out, "scale", "driver.c")]
        before = [os.stat(path).st_mtime_ns for path in paths]
        self.run_tool("--out", out)
        self.assertEqual(before, [os.stat(path).st_mtime_ns for path in paths])


if __name__ == "__main__":
    unittest.main()
