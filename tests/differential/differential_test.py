#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The differential generator itself: it finds a wrong result and undefined behaviour, reduces, and writes the same nest every time."""

import subprocess
import sys
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import differential
import nests

BUILD, DEPS = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))


def nest(*body, returns="int"):
    head = f"NOINLINE {returns} nest_0(const int32_t *a0, int32_t *o0, int n) {{"
    return nests.Nest("nest_0", [head, *body, "}"], ["int32_t"], ["int32_t"], [], returns, False, "test")


class Generator(unittest.TestCase):
    def test_a_nest_depends_on_its_seed_and_index_only(self):
        for index in range(200):
            self.assertEqual(nests.make_nest(5, index, True).lines, nests.make_nest(5, index, True).lines)
        self.assertNotEqual(nests.make_nest(5, 1, False).lines, nests.make_nest(6, 1, False).lines)

    def test_every_shape_occurs(self):
        made = {nests.make_nest(1, index, False).shape.split(",")[0] for index in range(2000)}
        self.assertGreaterEqual(len(made), len(nests.SHAPES))

    def test_the_buffers_of_the_driver_hold_every_nest(self):
        for index in range(2000):
            made = nests.make_nest(2, index, index % 2 == 0)
            self.assertLessEqual(max(len(made.inputs), len(made.outputs)), 8)
            self.assertLessEqual(len(made.scalars), 6)


class Comparison(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)
        self.arguments = Namespace(build=BUILD, deps=DEPS, seed=0, first=0, count=1, per_module=1, jobs=1, reduce_seconds=60, findings=self.path / "findings")
        self.differential = differential.Differential(self.arguments, self.path)
        self.addCleanup(lambda: [runner.stop() for runners in self.differential.runners for runner in runners.values()])
        self.runners = self.differential.runners[0]

    def where(self, made):
        return self.differential.differs(made, ["-O3"], False, self.runners, "test")

    def test_equal_results_are_equal(self):
        self.assertIsNone(self.where(nest("int s = 0;", "for (int i = 0; i < n; ++i) s ^= a0[i];", "return s;")))

    def test_a_wrong_result_of_the_optimised_build_is_found(self):
        self.assertIn("passes on v8", self.where(nest("int s = n;", "#ifdef __OPTIMIZE__", "s += n == 131;", "#endif", "return s;")))

    def test_a_write_outside_is_found(self):
        self.assertIn("passes on v8", self.where(nest("#ifdef __OPTIMIZE__", "o0[n + 1] = 0;", "#endif", "return 0;")))

    def test_any_nan_is_any_nan(self):
        made = nest("return __builtin_bit_cast(float, 0x7fc00001 + (defined_at_all() << 3));".replace("defined_at_all()", "OPTIMISED"), returns="float")
        made.lines.insert(1, "enum { OPTIMISED =")
        made.lines[2:2] = ["#ifdef __OPTIMIZE__", "1", "#else", "0", "#endif", "};"]
        self.assertIsNone(self.where(made))

    def test_native_results_count(self):
        self.assertIn("-O0 on native", self.where(nest("#ifdef __wasm__", "return 1;", "#else", "return 2;", "#endif")))

    def test_undefined_behaviour_is_an_error(self):
        with self.assertRaises(differential.Failure):
            self.where(nest("return 2147483647 + n;"))

    def test_a_finding_is_reduced_and_written_down(self):
        body = ["int s = 0;", "for (int i = 0; i < n; ++i)", "s ^= a0[i];", "o0[0] = 3;", "#ifdef __OPTIMIZE__", "s += 1;", "#endif", "o0[1] = 4;", "return s;"]
        self.differential.investigate(nest(*body), 0, ["-O3"], False, "passes on v8 against -O0 on v8, case 0", self.runners)
        text = (self.arguments.findings / "0-0.c").read_text()
        self.assertIn("LLVM gives the same without the passes", text)
        self.assertIn("s += 1;", text)
        self.assertNotIn("o0[1] = 4;", text)


class CommandLine(unittest.TestCase):
    def test_a_build_folder_without_plugin_is_one_line(self):
        done = subprocess.run([sys.executable, HERE / "differential.py", "--build", "/nonexistent"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(len(done.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
