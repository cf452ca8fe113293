#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a modules directory (docs/formats.md) of the three kernels in driver.c.

  make_modules.py DIR [--only ENTRY[,ENTRY]] [ENTRY/VARIANT.ORDER=MACRO[=VALUE]]...

Each further argument names a module that is compiled with that macro: a module in which something is wrong.
"""
import os
import shutil
import subprocess
import sys

KERNELS = {"scale-f32": "scale_f32", "sum-f32": "sum_f32", "histogram-u8": "histogram_u8"}
WASM = ["clang-22", "--target=wasm32-wasi", "-Wno-deprecated", "--no-wasm-opt", "-mexec-model=reactor", "-Wl,-z,stack-size=65536", "-Wl,--strip-all"]
NATIVE = ["clang-22", "-shared", "-fPIC", "-fvisibility=hidden"]
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "driver.c")


def compile_module(path, entry, macro=None):
    if path.endswith(".so"):
        flags = NATIVE + ["-O2", "-march=x86-64-v3" if "native-v3" in path else "-march=x86-64-v2"]
    else:
        flags = WASM + ["-O0" if os.path.basename(path).startswith("reference") else "-O3", "-msimd128"]
    subprocess.run(flags + [f"-DKERNEL={KERNELS[entry]}"] + ([f"-D{macro}"] if macro else []) + [SOURCE, "-o", path, "-lm"], check=True)


def main():
    out, arguments = sys.argv[1], sys.argv[2:]
    entries = list(KERNELS)
    if arguments and arguments[0] == "--only":
        entries, arguments = arguments[1].split(","), arguments[2:]
    shutil.rmtree(out, ignore_errors=True)
    for entry in entries:
        folder = os.path.join(out, entry)
        os.makedirs(folder)
        compile_module(f"{folder}/reference.0.wasm", entry)
        compile_module(f"{folder}/raw.0.wasm", entry)
        compile_module(f"{folder}/native-v2.0.so", entry)
        shutil.copy(f"{folder}/native-v2.0.so", f"{folder}/native-v2.1.so")
        for order in "01":
            shutil.copy(f"{folder}/native-v2.0.so", f"{folder}/native-v3.{order}.so")
            for variant in ["raw", "wasm-opt", "post-link", "passes", "strict"] + ["twin"] * (entry == "scale-f32"):
                if (variant, order) != ("raw", "0"):
                    shutil.copy(f"{folder}/raw.0.wasm", f"{folder}/{variant}.{order}.wasm")
    for argument in arguments:
        module, macro = argument.split("=", 1)
        entry, variant = module.split("/")
        compile_module(os.path.join(out, entry, variant + (".so" if variant.startswith("native") else ".wasm")), entry, macro)


main()
