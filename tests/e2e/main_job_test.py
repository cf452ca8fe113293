# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The whole main job: on a user's corpus outside the repository, on the repository's own corpus (every variant built, every
result compared on every engine; hardly any timing, because nothing here asserts a time), and on the small model: every row of it.
Usage: main_job_test.py BUILD_DIR [user|own|models]"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.abspath(sys.argv[1])
# Few and short samples: enough to run every module in every engine.
BENCH = "--sizes=small;--samples=4;--sample-ms=0.1"
VARIANTS = {"raw", "wasm-opt", "post-link", "passes", "strict", "native-v2", "native-v3"}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


class MainJob(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.products = os.path.join(self.folder, "build")

    def job(self, corpus, *settings):
        """Configures and builds everything for a corpus; returns what wasm-report shows."""
        self.succeeds("cmake", "-S", os.path.join(ROOT, "corpus"), "-B", self.products, "-G", "Ninja", f"-DNEARNATIVE_TOOLS={BUILD}",
                      f"-DNEARNATIVE_CORPUS={corpus}", f"-DNEARNATIVE_BENCH_ARGUMENTS={BENCH}", *settings)
        self.build()
        self.report = os.path.join(self.folder, "report")
        shown = self.succeeds(os.path.join(BUILD, "bin", "wasm-report"), os.path.join(self.products, "measurements.json"),
                              "--findings", os.path.join(self.products, "findings"), "--ledger", os.path.join(self.products, "ledgers"),
                              "-o", self.report).stdout
        self.documents = {
            "corpus": [corpus],
            "findings": [os.path.join(self.products, "findings", f) for f in sorted(os.listdir(os.path.join(self.products, "findings")))],
            "ledger": [os.path.join(self.products, "ledgers", f) for f in sorted(os.listdir(os.path.join(self.products, "ledgers")))],
            "measurements": [os.path.join(self.products, "measurements.json")],
            "report": [os.path.join(self.report, "report.json")],
        }
        return shown

    def build(self):
        return self.succeeds("cmake", "--build", self.products, "--target", "corpus-ir", "corpus-modules", "corpus-findings", "corpus-measurements")

    def succeeds(self, *command):
        result = run(*command)
        self.assertEqual(result.returncode, 0, (result.stdout + result.stderr)[-4000:])
        return result

    def check_documents(self):
        for kind, paths in self.documents.items():
            with open(os.path.join(ROOT, "reports", "schemas", f"{kind}.schema.json"), encoding="utf-8") as file:
                schema = json.load(file)
            self.assertTrue(paths, kind)
            for path in paths:
                with open(path, encoding="utf-8") as file, self.subTest(path=os.path.basename(path)):
                    jsonschema.validate(json.load(file), schema)

    def check_measurements(self, names, twins):
        with open(self.documents["measurements"][0], encoding="utf-8") as file:
            measurements = json.load(file)
        self.assertEqual(measurements["errors"], [])
        self.assertEqual([r for r in measurements["rows"] if not r["correct"]], [])
        with open("/proc/cpuinfo", encoding="ascii") as file:
            cpu = file.read()
        has_v3 = all(f in cpu for f in (" avx2", " fma", " bmi2"))
        for name in names:
            for engine in ("v8", "wasmtime", "wasmtime-explicit", "native"):
                expected = {v for v in VARIANTS if v.startswith("native") == (engine == "native") and (has_v3 or v != "native-v3")}
                if name in twins and engine != "native":
                    expected = expected | {"twin"}
                found = {r["variant"] for r in measurements["rows"] if (r["kernel"], r["engine"]) == (name, engine)}
                self.assertEqual(found, expected, f"{name} on {engine}")

    def check_wasm_headers(self):
        """The dependency files of all Wasm compiles, generated code included, name no header of the host's libc."""
        seen = 0
        for folder, _, files in os.walk(os.path.join(self.products, "build")):
            if re.search(r"/native|/driver-NATIVE", folder):
                continue
            for name in files:
                if name.endswith(".d") and "NATIVE" not in name:
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        paths = file.read().replace("\\\n", " ").split()
                    wrong = [p for p in paths if p.startswith("/usr/include/") and p.split("/")[3] not in ("wasm32-wasi", "eigen3", "gemmlowp", "stb")]
                    self.assertEqual(wrong, [], os.path.join(folder, name))
                    seen += 1
        self.assertGreater(seen, 5)

    def test_user_corpus(self):
        mine = os.path.join(self.folder, "mine")
        shutil.copytree(os.path.join(ROOT, "tests", "e2e", "corpus"), mine)
        shown = self.job(os.path.join(mine, "corpus.json"))
        self.assertIn("clamp-f32", shown)
        self.check_documents()
        self.check_measurements(["blend-f32", "clamp-f32"], [])
        self.check_wasm_headers()
        with open(self.documents["report"][0], encoding="utf-8") as file:
            report = json.load(file)
        self.assertEqual({k["kernel"] for k in report["kernels"]}, {"blend-f32", "clamp-f32"})

        # What the passes are for, seen by the tools themselves: a loop around calls of fmaxf and fminf becomes a vector loop.
        def findings(variant):
            with open(os.path.join(self.products, "findings", f"clamp-f32.0.{variant}.json"), encoding="utf-8") as file:
                return json.load(file)["loops"][0]
        self.assertIn(findings("raw")["verdict"], ("lost", "in-name-only"))
        self.assertGreater(findings("raw")["wasm"]["scalar_calls"], 0)
        self.assertEqual(findings("strict")["wasm"]["scalar_calls"], 0)
        self.assertIn(findings("strict")["verdict"], ("parity", "better"))

        # A second run does only what changed.
        self.assertIn("no work to do", self.build().stdout)
        with open(os.path.join(mine, "clamp.c"), "a", encoding="ascii") as file:
            file.write("/* changed */\n")
        log = self.build().stdout
        self.assertIn("clamp", log)
        self.assertEqual(re.findall(r"^\[.*blend.*", log, re.M), [])  # wasm-bench's own table names every kernel

        # A broken kernel shows the compiler's own message.
        with open(os.path.join(mine, "clamp.c"), "a", encoding="ascii") as file:
            file.write("broken\n")
        result = run("cmake", "--build", self.products, "--target", "corpus-modules")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("clamp.c", result.stdout)
        self.assertIn("error: ", result.stdout)

    def test_own_corpus(self):
        corpus = os.path.join(ROOT, "corpus", "corpus.json")
        # The nightly builds every order and style; here each kernel is built once.
        self.job(corpus, "-DNEARNATIVE_ORDERS=1", "-DNEARNATIVE_STYLES=OFF")
        self.check_documents()
        with open(corpus, encoding="utf-8") as file:
            entries = [entry for entry in json.load(file)["entries"] if "style_of" not in entry]
        self.check_measurements([e["name"] for e in entries], {e["name"] for e in entries if "yardstick" in e})
        self.check_wasm_headers()

        # At least 90 % of the corpus's loops are paired.
        loops = {"paired": 0, "unmatched": 0}
        for path in self.documents["findings"]:
            with open(path, encoding="utf-8") as file:
                for state, count in json.load(file)["summary"]["loops"].items():
                    loops[state] += count
        self.assertGreaterEqual(loops["paired"], 0.9 * (loops["paired"] + loops["unmatched"]), loops)

    def test_models(self):
        model = "mobilenetv2-small"
        self.succeeds("cmake", "-S", os.path.join(ROOT, "corpus", "models"), "-B", self.products, "-G", "Ninja", f"-DNEARNATIVE_TOOLS={BUILD}",
                      f"-DNEARNATIVE_MODELS={model}", "-DNEARNATIVE_BENCH_ARGUMENTS=--samples=2;--pairs=2;--cold=1")
        unmade = run("cmake", "--build", self.products, "--target", "models-measurements")
        self.assertNotEqual(unmade.returncode, 0)
        self.assertIn("build the target models-made first", unmade.stdout)
        self.succeeds("cmake", "--build", self.products, "--target", "models-made")
        self.succeeds("cmake", "--build", self.products, "--target", "models-measurements")
        path = os.path.join(self.products, "model-measurements.json")
        with open(os.path.join(ROOT, "reports", "schemas", "nearnative-model-measurements-1.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        with open(path, encoding="utf-8") as file:
            measurements = json.load(file)
        jsonschema.validate(measurements, schema)
        measured, = measurements["models"]
        self.assertEqual(measured["errors"], [])
        self.assertEqual(measured["skipped"], [])
        rows = {row["name"]: row for row in measured["rows"]}
        self.assertEqual([name for name, row in rows.items() if not row["correct"]], [])
        self.assertEqual(measured["reference"], "native-onnxruntime")
        # The same library with the same input gives the same bits on both engines, in every input mode and however the model is loaded.
        through = [name for name in rows if name.startswith("wasi-nn-")]
        self.assertEqual({name.rsplit("-", 1)[0] for name in through if name.endswith(("-v8", "-wasmtime"))},
                         {"wasi-nn-onnxruntime", "wasi-nn-libtorch", "wasi-nn-openvino"})
        self.assertEqual([name for name in through if not rows[name]["equals_native"]], [])
        for name in ("pure-vector-strict-v8", "pure-tile-stock-wasmtime", "compiled-native-v2", "onnxruntime-web"):
            self.assertIn(name, rows)
        self.assertIsNotNone(rows["pure-vector-strict-wasmtime"]["cold_cached_ns"])

        # A second run does nothing but look at the models.
        again = self.succeeds("cmake", "--build", self.products, "--target", "models-made").stdout
        self.assertIn(f"{model}: up to date", again)
        self.assertIn("no work to do", self.succeeds("cmake", "--build", self.products, "--target", "models-measurements").stdout)


if __name__ == "__main__":
    only = {"user": ["MainJob.test_user_corpus"], "own": ["MainJob.test_own_corpus"], "models": ["MainJob.test_models"]}.get(sys.argv[2] if len(sys.argv) > 2 else "", None)
    unittest.main(argv=sys.argv[:1], defaultTest=only)
