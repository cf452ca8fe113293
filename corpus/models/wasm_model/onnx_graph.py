# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is done to an ONNX graph before TVM sees it: reading, checking, folding batch norms into convolutions."""

import numpy as np
import onnx
from onnx import numpy_helper

from .static_graph import CompileError


def load(path):
    """Reads and checks an ONNX file; raises CompileError with one line if it is missing or not a valid model."""
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model)
        return model
    except OSError as error:
        raise CompileError(f"cannot read {path}: {error.strerror or error}") from error
    except Exception as error:  # protobuf and the checker raise their own, unrelated types
        raise CompileError(f"{path} is not a valid ONNX model: {first_line(error)}") from error


def with_fixed_inputs(model, shapes, path):
    """A copy of `model` whose inputs have fixed sizes; `shapes`: {input name: sizes} for those that the model leaves open."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    constants = {tensor.name for tensor in model.graph.initializer}
    inputs = {value.name: value for value in model.graph.input if value.name not in constants}
    unknown = sorted(set(shapes) - set(inputs))
    if unknown:
        raise CompileError(f"{path} has no input {unknown[0]}; its inputs: {', '.join(inputs)}")
    for name, value in inputs.items():
        tensor = value.type.tensor_type
        sizes = [dimension.dim_value if dimension.HasField("dim_value") else None for dimension in tensor.shape.dim]
        if name in shapes:
            wanted = shapes[name]
            if tensor.HasField("shape") and (len(wanted) != len(sizes) or any(old not in (None, new) for old, new in zip(sizes, wanted))):
                raise CompileError(f"input {name} of {path} has the shape {shown(tensor)}, not {'x'.join(map(str, wanted))}")
            del tensor.shape.dim[:]
            for size in wanted:
                tensor.shape.dim.add().dim_value = size
        elif not value.type.HasField("tensor_type") or not tensor.HasField("shape") or any(size is None or size <= 0 for size in sizes):
            raise CompileError(f"input {name} of {path} has the shape {shown(tensor)}; fixed sizes are needed: --input-shape {name}=...")
    if shapes:  # what was known of sizes in between was symbolic
        del model.graph.value_info[:]
        for output in model.graph.output:
            output.type.tensor_type.ClearField("shape")
        model = onnx.shape_inference.infer_shapes(model)
    return model


def shown(tensor):
    return "x".join(dimension.dim_param or (str(dimension.dim_value) if dimension.HasField("dim_value") else "?") for dimension in tensor.shape.dim) or "?"


def check_operators(model):
    """Raises CompileError with the names of all operators that TVM's importer does not know, before any work is done."""
    from tvm.relax.frontend.onnx import onnx_frontend
    known = set(onnx_frontend._get_convert_map())
    unknown = {node.op_type if node.domain in ("", "ai.onnx") else f"{node.domain}.{node.op_type}" for node in model.graph.node
               if node.domain not in ("", "ai.onnx") or node.op_type not in known | {"Constant"}}
    if unknown:
        raise CompileError(f"unknown operator: {', '.join(sorted(unknown))}")


def first_line(error):
    lines = str(error).strip().splitlines()
    return lines[0].strip() if lines else type(error).__name__


def split_as_slices(model):
    """Returns `model`, or a copy in which each Split of known sizes has become one Slice per output: kernels have one result."""
    if not any(node.op_type == "Split" for node in model.graph.node):
        return model
    model = onnx.shape_inference.infer_shapes(model)
    graph = model.graph
    shapes = {value.name: [size.dim_value for size in value.type.tensor_type.shape.dim] for value in [*graph.input, *graph.value_info, *graph.output]}
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    constants.update({node.output[0]: numpy_helper.to_array(a.t) for node in graph.node if node.op_type == "Constant" for a in node.attribute if a.name == "value"})
    nodes = []
    for node in graph.node:
        attributes = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        axis = attributes.get("axis", 0)
        sizes = attributes.get("split")
        if node.op_type == "Split" and len(node.input) > 1 and node.input[1]:
            sizes = constants.get(node.input[1])
        elif node.op_type == "Split" and sizes is None and shapes.get(node.input[0]):
            whole, parts = shapes[node.input[0]][axis], len(node.output)
            part = -(-whole // parts)
            sizes = [min(part, whole - index * part) for index in range(parts)]
        if node.op_type != "Split" or sizes is None:
            nodes.append(node)
            continue
        start = 0
        for output, size in zip(node.output, sizes):
            inputs = []
            for what, value in (("start", start), ("end", start + size), ("axis", axis)):
                inputs.append(f"{output}_{what}")
                graph.initializer.append(numpy_helper.from_array(np.array([value], np.int64), inputs[-1]))
            nodes.append(onnx.helper.make_node("Slice", [node.input[0], *inputs], [output]))
            start += size
    nodes = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def fold_batch_norms(model):
    """Returns a copy of `model` in which every batch norm that only scales and shifts a convolution has become part of its
    weights and bias. (TVM's own folding compiles a program per constant and skips convolutions that have a bias.)"""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    graph = model.graph
    constants = {tensor.name: tensor for tensor in graph.initializer}
    producers = {output: node for node in graph.node for output in node.output}
    uses = [name for node in graph.node for name in node.input] + [value.name for value in graph.output]

    def foldable(norm):
        convolution = producers.get(norm.input[0])
        return (convolution is not None and convolution.op_type == "Conv" and uses.count(norm.input[0]) == 1
                and all(name in constants for name in [*norm.input[1:], *convolution.input[1:]])
                and len(norm.output) == 1 and not any(a.name == "training_mode" and a.i for a in norm.attribute))

    def value(name):
        return numpy_helper.to_array(constants[name]).astype(np.float64)

    kept = []
    for node in graph.node:
        if node.op_type != "BatchNormalization" or not foldable(node):
            kept.append(node)
            continue
        convolution = producers[node.input[0]]
        scale, shift, mean, variance = (value(name) for name in node.input[1:5])
        epsilon = next((a.f for a in node.attribute if a.name == "epsilon"), 1e-5)  # 1e-5: the default of the ONNX standard
        factor = scale / np.sqrt(variance + epsilon)
        weights = value(convolution.input[1])
        bias = value(convolution.input[2]) if len(convolution.input) > 2 else 0.0
        folded = {f"{node.output[0]}_weights": weights * factor.reshape(-1, *[1] * (weights.ndim - 1)),
                  f"{node.output[0]}_bias": (bias - mean) * factor + shift}
        for name, array in folded.items():
            tensor = numpy_helper.from_array(array.astype(np.float32), name)
            constants[name] = tensor
            graph.initializer.append(tensor)
        convolution.input[:] = [convolution.input[0], *folded]
        convolution.output[0] = node.output[0]
        producers[node.output[0]] = convolution

    nodes = [onnx.NodeProto.FromString(node.SerializeToString()) for node in kept]
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in graph.node for name in node.input} | {output.name for output in graph.output}
    initializers = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(initializers)
    return model
