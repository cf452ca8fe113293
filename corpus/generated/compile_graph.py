#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles an ONNX graph into C or LLVM IR behind one C function: what a model compiler emits, as input for the corpus.

  tile   NAME_tile.c: kernels in scalar register tiles, the weights, and the driver; nothing else is needed.
  naive  NAME_naive.x86_64.ll and NAME_naive.wasm32.ll: TVM's default loops in its own LLVM IR; NAME_naive.c: weights and driver.

Either way the entry is `int32_t NAME(const T *input, T *output)`, with input0, input1, ... where the graph has several. It returns 0;
it is not reentrant: its memory is static. The same arguments give the same bytes."""

import argparse
import os
import re
import sys
import tempfile

sys.dont_write_bytecode = True  # a build leaves nothing in the source folder

from static_graph import Call, CompileError, Graph, Operand, driver_c

TVM_VERSION = "0.27.0"

EXAMPLES = """examples:
  compile_graph.py --form tile --out build/generated
  compile_graph.py --form naive --model mobilenet.onnx --name mobilenet --out build/generated"""

KERNEL_PRELUDE = """#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* Not inlined: a profile, a loop report and a size table then name the kernel. */
#define KERNEL static __attribute__((noinline)) int32_t
"""


def import_compiler():
    """The modules that need TVM and onnx, or a CompileError that says how to get them."""
    try:
        import tvm
        if not tvm.__version__.startswith(TVM_VERSION):
            raise CompileError(f"needs Apache TVM {TVM_VERSION} and found {tvm.__version__}; run setup/install")
        import lower
        import onnx_graph
        import schedule
    except ImportError as error:
        raise CompileError(f"needs Apache TVM, onnx and numpy ({error}); run setup/install and use build/deps/venv/bin/python") from error
    return lower, onnx_graph, schedule


def progress(stage):
    print(f"compile_graph: {stage}", flush=True)


def compile_graph(model, name, form, optimise=False):
    """onnx.ModelProto -> {file name: text}. Raises CompileError."""
    lower, onnx_graph, schedule = import_compiler()
    module = lower.import_graph(onnx_graph.fold_batch_norms(model))
    graph = lower.read_graph(module)
    kernels = {f"{name}_{kernel}": function for kernel, function in lower.kernels_of(module).items()}
    for call in graph.calls:
        call.kernel = f"{name}_{call.kernel}"
    progress(f"imported {len(model.graph.node)} nodes as {len(graph.calls)} calls of {len(kernels)} kernels")
    if form == "tile":
        kernels, packings, untiled = tile_kernels(kernels, graph, schedule)
        progress(f"tiled {len(kernels) - len(untiled)} kernels; default loops: {', '.join(untiled) or 'none'}")
        graph = with_packed_constants(graph, packings)
        return {f"{name}_tile.c": tile_form(kernels, graph, name, lower)}
    return naive_form(kernels, with_packed_constants(graph, {}), name, optimise, lower)


def tile_kernels(kernels, graph, schedule):
    """Returns ({kernel: scheduled}, {kernel: Packing}, names of those left as they were)."""
    tiled, packings, untiled = {}, {}, []
    for name, kernel in kernels.items():
        calls = [call.arguments for call in graph.calls if call.kernel == name]
        constant = {index for index in range(len(calls[0])) if all(arguments[index].kind == "constant" for arguments in calls)}
        tiled[name], packing, covered = schedule.tile_kernel(kernel, constant)
        if packing:
            packings[name] = packing
        if not covered:
            untiled.append(name)
    return tiled, packings, untiled


def with_packed_constants(graph, packings):
    """The same graph with constants as the kernels want them, each distinct one once and unused ones gone."""
    packed = Graph(graph.inputs, [], graph.values, [], [])
    places = {}

    def place(array):
        key = array.dtype.str, array.shape, array.tobytes()
        if key not in places:
            places[key] = len(packed.constants)
            packed.constants.append(array)
        return Operand("constant", places[key])

    def operand(old, packing=None):
        if old.kind != "constant":
            return old
        array = graph.constants[old.index]
        return place(packing.apply(array) if packing else array)

    for call in graph.calls:
        packing = packings.get(call.kernel)
        arguments = [operand(argument, packing if packing and packing.argument == index else None)
                     for index, argument in enumerate(call.arguments)]
        packed.calls.append(Call(call.kernel, arguments, call.result))
    packed.outputs = [(operand(output), tensor) for output, tensor in graph.outputs]
    return packed


def read_counts(graph):
    return {call.kernel: len(call.arguments) for call in graph.calls}


def banner(name, form):
    return f"/* Written by compile_graph.py (Apache TVM {TVM_VERSION}) from the graph {name}, form {form}. Do not edit. */\n"


def tile_form(kernels, graph, name, lower):
    texts, workspaces = lower.kernels_as_c(kernels, read_counts(graph))
    driver = driver_c(graph, name, workspaces)
    progress("wrote C")
    return "\n".join([banner(name, "tile") + KERNEL_PRELUDE, *texts.values(), driver])


def naive_form(kernels, graph, name, optimise, lower):
    files = {}
    for target in lower.LLVM_TARGETS:
        files[f"{name}_naive.{target}.ll"], workspaces = lower.kernels_as_llvm(kernels, target, optimise)
        progress(f"wrote LLVM IR for {target}")
    counts = read_counts(graph)
    results = {call.kernel: graph.values[call.result] for call in graph.calls}
    declarations = []
    for kernel in kernels:
        parameters = ["const void *"] * counts[kernel] + [f"{results[kernel].c_type} *"]
        parameters += [f"{tensor.c_type} *" for tensor in workspaces[kernel]]
        declarations.append(f"int32_t {kernel}({', '.join(parameters)});")
    prelude = "#include <math.h>\n#include <stdint.h>\n\n" + "\n".join(declarations) + "\n"
    files[f"{name}_naive.c"] = "\n".join([banner(name, "naive") + prelude, driver_c(graph, name, workspaces)])
    return files


def write_files(folder, files):
    """All files or none: each is written beside its place first, then all are moved; if that fails, none is left there."""
    temporary, moved = {}, []
    try:
        os.makedirs(folder, exist_ok=True)
        for name, text in files.items():
            handle, temporary[name] = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text)
            os.chmod(temporary[name], 0o644)
        for name in files:
            os.replace(temporary[name], os.path.join(folder, name))
            del temporary[name]
            moved.append(os.path.join(folder, name))
    except OSError as error:
        for path in moved:
            os.unlink(path)
        raise CompileError(f"cannot write to {folder}: {error.strerror or error}") from error
    finally:
        for path in temporary.values():
            os.unlink(path)


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(prog="compile_graph.py", description=__doc__, epilog=EXAMPLES,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", required=True, choices=["tile", "naive"], help="what to emit")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder to write into; made if missing")
    parser.add_argument("--model", metavar="FILE.onnx", help="graph to compile (default: the one of small_graph.py)")
    parser.add_argument("--name", default="small_graph", help="C name of the entry, start of the file names (default: %(default)s)")
    parser.add_argument("--optimise", action="store_true", help="naive: run TVM's own LLVM optimiser over the IR")
    parser.add_argument("--version", action="version", version=f"%(prog)s for Apache TVM {TVM_VERSION}")
    options = parser.parse_args(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", options.name):
        parser.error(f"--name={options.name}: not a lower-case C identifier")
    return options


def main(arguments):
    options = parse_arguments(arguments)
    try:
        _, onnx_graph, _ = import_compiler()
        if options.model:
            model = onnx_graph.load(options.model)
        else:
            import small_graph
            model = small_graph.build()
        files = compile_graph(model, options.name, options.form, options.optimise)
        write_files(options.out, files)
    except CompileError as error:
        print(f"compile_graph.py: error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
