#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A graph in C or LLVM IR behind one C function: what a model compiler emits, as input for the corpus.

  vector, tile  what wasm-model (corpus/models) writes: the kernels in vectors of four, or in scalar register tiles
  naive         TVM's default loops in its own LLVM IR, for both targets: NAME_naive.x86_64.ll, NAME_naive.wasm32.ll, and the graph in C

With each come NAME.h, NAME.weights.bin and NAME_entry.c: the entry `int32_t NAME(const T *input, T *output)`, with input0, input1, ...
where the graph has several. It returns 0; it is not reentrant: its memory is static. The same arguments give the same bytes."""

import argparse
import os
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # a build leaves nothing in the source folder
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "models"))

from wasm_model import compiler, model_c
from wasm_model.files import whole_folder, write
from wasm_model.static_graph import CompileError

TOOL = "compile_graph.py"
GRAPHS = ("small_graph", "mobilenetv2_small")

EXAMPLES = """examples:
  compile_graph.py --form tile --out build/generated
  compile_graph.py --form naive --model mobilenet.onnx --name mobilenet --out build/generated"""


def compile_graph(model, name, form, optimise=False):
    """onnx.ModelProto -> {file name: str or bytes}. Raises CompileError."""
    lowered = compiler.lower_model(model, name)
    if form == "naive":
        files, graph = naive_form(lowered, optimise)
    else:
        compiled = compiler.compile_forms(lowered, [form])
        files, graph = compiler.files_of(compiled), compiled.graph
        if compiled.default_loops:
            print(f"compile_graph: TVM's default loops: {', '.join(compiled.default_loops)}", flush=True)
    files[f"{name}_entry.c"] = model_c.entry_c(graph, name, TOOL)
    return files


def naive_form(lowered, optimise):
    lower, _ = compiler.import_compiler()
    name, graph = lowered.name, compiler.with_packed_constants(lowered.graph, {})
    files = {}
    for target in lower.LLVM_TARGETS:
        files[f"{name}_naive.{target}.ll"], workspaces = lower.kernels_as_llvm(lowered.kernels, target, optimise)
    counts = compiler.read_counts(graph)
    results = {call.kernel: graph.values[call.result] for call in graph.calls}
    declarations = []
    for kernel in lowered.kernels:
        parameters = ["const void *"] * counts[kernel] + [f"{tensor.c_type} *" for tensor in [results[kernel], *workspaces[kernel]]]
        declarations.append(f"int32_t {kernel}({', '.join(parameters)});")
    layout = model_c.layout_of(graph, workspaces)
    files[f"{name}_naive.c"] = model_c.model_c(graph, layout, name, "naive", "\n".join(declarations) + "\n", workspaces, TOOL)
    files[f"{name}.h"] = model_c.header(graph, layout, name, compiler.names_of(lowered), TOOL)
    files[f"{name}.weights.bin"] = model_c.weights_file(graph, layout)
    return files, graph


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(prog=TOOL, description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", required=True, choices=[*compiler.FORMS, "naive"], help="what to emit")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder to write into; made if missing")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--graph", choices=GRAPHS, default=GRAPHS[0], help="graph of ours to compile (default: %(default)s)")
    source.add_argument("--model", metavar="FILE.onnx", help="graph to compile instead")
    parser.add_argument("--name", help="C name of the entry, start of the file names (default: the graph's, or `model`)")
    parser.add_argument("--optimise", action="store_true", help="naive: run TVM's own LLVM optimiser over the IR")
    parser.add_argument("--version", action="version", version=f"%(prog)s for Apache TVM {compiler.TVM_VERSION}")
    options = parser.parse_args(arguments)
    options.name = options.name or ("model" if options.model else options.graph)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", options.name):
        parser.error(f"--name={options.name}: not a lower-case C identifier")
    return options


def read_model(options):
    _, onnx_graph = compiler.import_compiler()
    if options.model:
        model = onnx_graph.with_fixed_inputs(onnx_graph.load(options.model), {}, options.model)
        onnx_graph.check_operators(model)
        return model
    import small_graph
    return small_graph.GRAPHS[options.graph]()


def main(arguments):
    options = parse_arguments(arguments)
    try:
        files = compile_graph(read_model(options), options.name, options.form, options.optimise)
        with whole_folder(options.out) as folder:
            for name, content in files.items():
                write(os.path.join(folder, name), content)
    except CompileError as error:
        print(f"{TOOL}: error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
