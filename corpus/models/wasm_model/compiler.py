# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ONNX model in, the texts and bytes of a compiled model out."""

import json
from dataclasses import dataclass, field

from . import kernel_c, model_c
from .kernel_c import FORMS
from .loops import NotCovered
from .static_graph import Call, CompileError, Graph, Operand

TVM_VERSION = "0.27.0"
TOOL = "wasm-model"


def import_compiler():
    """The modules that need TVM and onnx, or a CompileError that says how to get them."""
    try:
        import tvm
        if not tvm.__version__.startswith(TVM_VERSION):
            raise CompileError(f"needs Apache TVM {TVM_VERSION} and found {tvm.__version__}; run setup/install")
        from . import lower, onnx_graph
    except ImportError as error:
        raise CompileError(f"needs Apache TVM, onnx and numpy ({error}); run setup/install and use build/deps/venv/bin/python") from error
    return lower, onnx_graph


@dataclass
class Lowered:
    """A model after TVM: what all forms share."""
    name: str
    graph: Graph
    kernels: dict            # name -> TVM's PrimFunc
    output_names: list
    constant_arguments: dict = field(default_factory=dict)  # kernel -> indices of the arguments that are constants in every call


@dataclass
class Compiled:
    """A model in C: the graph with its constants as the kernels want them, and one text of kernels per form."""
    lowered: Lowered
    graph: Graph
    layout: model_c.Layout
    workspaces: dict          # kernel -> Tensors
    kernel_texts: dict        # form -> {kernel: C}
    default_loops: list       # kernels that keep TVM's


def lower_model(model, name):
    """onnx.ModelProto of fixed sizes -> Lowered. Raises CompileError."""
    lower, onnx_graph = import_compiler()
    module = lower.import_graph(onnx_graph.fold_batch_norms(onnx_graph.split_as_slices(model)))
    graph = lower.read_graph(module)
    kernels = {f"{name}_{kernel}": function for kernel, function in lower.kernels_of(module).items()}
    lowered = Lowered(name, graph, kernels, [output.name for output in model.graph.output])
    for call in graph.calls:
        call.kernel = f"{name}_{call.kernel}"
    for kernel in kernels:
        calls = [call.arguments for call in graph.calls if call.kernel == kernel]
        lowered.constant_arguments[kernel] = {index for index in range(len(calls[0])) if all(arguments[index].kind == "constant" for arguments in calls)}
    return lowered


def compile_forms(lowered, forms=FORMS):
    """Lowered -> Compiled. The forms have the same packing and memory; only the texts of their kernels differ."""
    lower, _ = import_compiler()
    texts, packings, workspaces, others = {form: {} for form in forms}, {}, {}, {}
    for name, function in lowered.kernels.items():
        try:
            kernels = {form: kernel_c.kernel_as_c(lower.read_kernel(name, function), lowered.constant_arguments[name], form) for form in forms}
        except NotCovered:
            others[name] = function
            continue
        for form, kernel in kernels.items():
            texts[form][name] = kernel.text
        packings[name], workspaces[name] = kernels[forms[0]].packings, kernels[forms[0]].workspaces
    if others:
        default, more = lower.kernels_as_c(others, read_counts(lowered.graph))
        workspaces.update(more)
        for form in forms:
            texts[form].update(default)
    graph = with_packed_constants(lowered.graph, packings)
    return Compiled(lowered, graph, model_c.layout_of(graph, workspaces), workspaces, texts, sorted(others))


def with_packed_constants(graph, packings):
    """The same graph with constants as the kernels want them, each distinct one once and unused ones gone."""
    packed = Graph(graph.inputs, graph.input_names, [], graph.values, [], [])
    places = {}

    def place(array):
        key = array.dtype.str, array.tobytes()
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
        packing = {packing.argument: packing for packing in packings.get(call.kernel, ())}
        packed.calls.append(Call(call.kernel, [operand(argument, packing.get(index)) for index, argument in enumerate(call.arguments)], call.result))
    packed.outputs = [(operand(output), tensor) for output, tensor in graph.outputs]
    return packed


def read_counts(graph):
    return {call.kernel: len(call.arguments) for call in graph.calls}


def names_of(lowered):
    return lowered.graph.input_names, lowered.output_names


def kernel_section(compiled, form):
    preludes = [kernel_c.prelude("prelude.h")] + ([kernel_c.prelude("prelude_vector.h")] if form == "vector" else [])
    return "\n".join([*preludes, *compiled.kernel_texts[form].values()])


def files_of(compiled):
    """{file name: str or bytes} of header, C per form, weights; the description is separate (it names what was built)."""
    name, graph, layout = compiled.lowered.name, compiled.graph, compiled.layout
    files = {f"{name}.h": model_c.header(graph, layout, name, names_of(compiled.lowered), TOOL), f"{name}.weights.bin": model_c.weights_file(graph, layout)}
    for form in compiled.kernel_texts:
        files[f"{name}_{form}.c"] = model_c.model_c(graph, layout, name, form, kernel_section(compiled, form), compiled.workspaces, TOOL)
    return files


def description(compiled, tools, files):
    """NAME.json. `tools`: {name: version}; `files`: {file: {"bytes", "sha256"}}."""
    lowered = compiled.lowered
    data = model_c.description(compiled.graph, compiled.layout, lowered.name, names_of(lowered), compiled.kernel_texts)
    return json.dumps({**data, "default_loops": compiled.default_loops, "files": files, "tools": tools}, indent=1) + "\n"
