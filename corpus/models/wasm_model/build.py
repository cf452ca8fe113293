# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs clang and, if asked, our passes and wasm-pipeline on a compiled model's C."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .static_graph import CompileError

ROOT = Path(__file__).resolve().parents[3]
WASM_FLAGS_FILE = ROOT / "cmake" / "NearNativeWasmFlags.cmake"
NATIVE_FLAGS = ["-O3", "-fPIC", "-shared", "-fno-math-errno"]  # as cmake/NearNativeKernel.cmake has them: Wasm's libm sets no errno
NATIVE = {"v2": "x86-64-v2", "v3": "x86-64-v3"}


@dataclass(frozen=True)
class Tools:
    clang: str = "clang-22"
    passes: str = None     # the plugin NearNativePasses-22.so
    pipeline: str = None   # wasm-pipeline

    def check(self):
        if shutil.which(self.clang) is None:
            raise CompileError(f"{self.clang} not found; install clang-22 (setup/install) or name one with --clang")
        for option, path in (("--passes", self.passes), ("--wasm-pipeline", self.pipeline)):
            if path and shutil.which(path) is None and not os.path.isfile(path):
                raise CompileError(f"{option}: {path} does not exist")


def wasm_flags():
    """The flags that every Wasm compile of this project has, from the file that CMake reads."""
    values = dict(re.findall(r"^set\((\w+) ([^)]*)\)", WASM_FLAGS_FILE.read_text(encoding="utf-8"), re.MULTILINE))
    return [f"--target={values['NEARNATIVE_WASM_TARGET']}", *values["NEARNATIVE_WASM_FLAGS"].split()]


def run(command, what, folder=None):
    try:
        result = subprocess.run([str(part) for part in command], cwd=folder, text=True, capture_output=True, check=False)
    except OSError as error:
        raise CompileError(f"cannot run {command[0]}: {error.strerror or error}") from error
    if result.returncode:
        lines = (result.stderr.strip() or result.stdout.strip()).splitlines()
        reason = next((line for line in lines if "error" in line), lines[0] if lines else f"exit code {result.returncode}")
        raise CompileError(f"cannot {what}: {reason}")
    return result.stdout


def version_of(tool):
    lines = run([tool, "--version"], f"ask {tool} for its version").strip().splitlines()
    return lines[0] if lines else "unknown"


def wasm_module(tools, source, output, defines=(), passes=False, more=()):
    """A reactor module with the functions of the header, without their prefix. The names of functions stay, for
    profilers. `more`: flags."""
    plugin = [f"-fpass-plugin={os.path.abspath(tools.passes)}"] if passes and tools.passes else []
    run([tools.clang, *wasm_flags(), "-O3", *plugin, "-DNN_MODEL_MODULE", *(f"-D{define}" for define in defines), "-mexec-model=reactor",
         "-Wl,--strip-debug", *more, os.path.basename(source), "-o", os.path.abspath(output)], f"compile {source}", os.path.dirname(source))
    if passes and tools.pipeline:
        tuned = f"{output}.tuned"
        run([tools.pipeline, output, "-o", tuned, "--profile=balanced", "--quiet"], f"run wasm-pipeline on {output}")
        os.replace(tuned, output)


def native_library(tools, source, output, level, defines=(), more=()):
    """A shared object with the functions of the header. `level`: a key of NATIVE. `more`: further C files."""
    run([tools.clang, *NATIVE_FLAGS, f"-march={NATIVE[level]}", *(f"-D{define}" for define in defines), os.path.basename(source),
         *map(os.path.abspath, more), "-lm", "-o", os.path.abspath(output)], f"compile {source}", os.path.dirname(source))
