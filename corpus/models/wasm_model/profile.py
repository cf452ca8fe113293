# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where the time of a compiled model goes: per kernel, natively (x86-64-v2), on V8 and on Wasmtime, from the same C."""

import ctypes
import json
import os
import statistics
import tempfile
import time

from . import build, check
from .native import NativeModel, read_description, seeded_inputs
from .static_graph import CompileError

ROUNDS = 3
CLOCK = """#include <time.h>
double nn_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}
"""
ENGINES = ("native v2", "V8", "Wasmtime")


def profile_model(folder, tools, form, runs, progress):
    """Prints the table. The engines take turns; a kernel's time is the median of the rounds."""
    description = read_description(folder)
    if form not in description["forms"]:
        raise CompileError(f"{folder} has the forms {', '.join(description['forms'])}, not {form}")
    if runs < 1:
        raise CompileError(f"--runs={runs}: at least 1")
    inputs = seeded_inputs(description, check.SEEDS[0])
    with open(os.path.join(folder, f"{description['name']}.weights.bin"), "rb") as file:
        weights = file.read()
    with tempfile.TemporaryDirectory() as temporary:
        source = os.path.join(folder, f"{description['name']}_{form}.c")
        module, library, clock = (os.path.join(temporary, name) for name in ("model.wasm", "model.so", "clock.c"))
        with open(clock, "w", encoding="ascii") as file:
            file.write(CLOCK)
        # In Wasm the clock is an import.
        build.wasm_module(tools, source, module, ["NN_KERNEL_CLOCK"], more=["-Wl,--allow-undefined"])
        build.native_library(tools, source, library, "v2", ["NN_KERNEL_CLOCK"], more=[clock])
        files = [os.path.join(temporary, f"input-{index}") for index in range(len(description["inputs"]))]
        for path, tensor in zip(files, description["inputs"]):
            inputs[tensor["name"]].tofile(path)
        native = NativeModel(library, description, weights)
        wasmtime = WasmtimeModel(module, description, weights)
        rounds = {engine: [] for engine in ENGINES}
        for number in range(ROUNDS):
            rounds["native v2"].append(native_times(native, inputs, runs))
            rounds["V8"].append(json.loads(check.run_in_node(folder, description, module, [files], [], runs)))
            rounds["Wasmtime"].append(wasmtime.times(inputs, runs))
            progress(f"round {number + 1} of {ROUNDS}")
    print(table(description, rounds, form))


def native_times(model, inputs, runs):
    model.function("kernel_times").restype = ctypes.POINTER(ctypes.c_double)
    times = model.function("kernel_times")()
    count = len(model.description["calls"])
    model.run(inputs)
    for index in range(count):
        times[index] = 0.0
    for _ in range(runs):
        model.function("run")()
    return [times[index] / runs for index in range(count)]


class WasmtimeModel:
    def __init__(self, module, description, weights):
        try:
            import wasmtime
        except ImportError as error:
            raise CompileError(f"profile needs the Python package wasmtime ({error}); run setup/install") from error
        engine = wasmtime.Engine()
        self.store, linker = wasmtime.Store(engine), wasmtime.Linker(engine)
        linker.define_func("env", "nn_clock", wasmtime.FuncType([], [wasmtime.ValType.f64()]), time.perf_counter)
        self.exports = linker.instantiate(self.store, wasmtime.Module.from_file(engine, module)).exports(self.store)
        self.description = description
        self.call("_initialize")
        self.exports["memory"].write(self.store, weights, self.call("weights"))

    def call(self, name, *arguments):
        return self.exports[name](self.store, *arguments)

    def times(self, inputs, runs):
        for index, tensor in enumerate(self.description["inputs"]):
            self.exports["memory"].write(self.store, inputs[tensor["name"]].tobytes(), self.call("input", index))
        place, count = self.call("kernel_times"), len(self.description["calls"])
        self.call("run")
        self.exports["memory"].write(self.store, bytes(8 * count), place)
        for _ in range(runs):
            self.call("run")
        content = self.exports["memory"].read(self.store, place, place + 8 * count)
        return [seconds / runs for seconds in memoryview(bytes(content)).cast("d")]


def table(description, rounds, form):
    """One line per kernel, dearest on V8 first: calls, share, milliseconds per inference, ratios to native."""
    totals = {}
    for number, call in enumerate(description["calls"]):
        row = totals.setdefault(call["kernel"], [0, *[0.0] * len(ENGINES)])
        row[0] += 1
        for place, engine in enumerate(ENGINES):
            row[1 + place] += 1e3 * statistics.median(times[number] for times in rounds[engine])
    sums = [sum(row[1 + place] for row in totals.values()) for place in range(len(ENGINES))]
    lines = [f"{description['name']}, form {form}: milliseconds per inference, median of {ROUNDS} rounds",
             f"{'share':>6} {'native v2':>10} {'V8':>8} {'Wasmtime':>9} {'V8/native':>10} {'Wt/native':>10}  kernel (calls)"]

    def line(share, values, label):
        ratios = [value / values[0] if values[0] else float("nan") for value in values[1:]]
        return f"{share:6.1%} {values[0]:10.3f} {values[1]:8.3f} {values[2]:9.3f} {ratios[0]:10.2f} {ratios[1]:10.2f}  {label}"

    for kernel, (calls, *values) in sorted(totals.items(), key=lambda item: -item[1][2]):
        lines.append(line(values[1] / sums[1] if sums[1] else 0.0, values, f"{kernel.removeprefix(description['name'] + '_')} ({calls})"))
    lines.append(line(1.0, sums, "all"))
    return "\n".join(lines)
