# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes small ONNX models to a folder: make_onnx.py FOLDER. For the Python that has onnx (build/deps/venv)."""
import pathlib
import sys

import onnx
from onnx import TensorProto, helper


def model(name, nodes, inputs, outputs, initializers=()):
    def info(tensors):
        return [helper.make_tensor_value_info(tensor, kind, shape) for tensor, kind, shape in tensors]

    graph = helper.make_graph(list(nodes), name, info(inputs), info(outputs), initializer=list(initializers))
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    return made


def identity(name, kind, shape):
    """Not the operator Identity: a backend may give its input back as the output, without a copy."""
    nodes = [helper.make_node("Neg", ["x"], ["negated"]), helper.make_node("Neg", ["negated"], ["y"])]
    return model(name, nodes, [("x", kind, shape)], [("y", kind, shape)])


def endless():
    """A loop of a hundred million multiplications: a compute that no test waits for."""
    matrix = [64, 64]
    body = helper.make_graph(
        [helper.make_node("MatMul", ["state", "state"], ["product"]), helper.make_node("Tanh", ["product"], ["next"]),
         helper.make_node("Identity", ["go"], ["again"])],
        "body",
        [helper.make_tensor_value_info("i", TensorProto.INT64, []), helper.make_tensor_value_info("go", TensorProto.BOOL, []),
         helper.make_tensor_value_info("state", TensorProto.FLOAT, matrix)],
        [helper.make_tensor_value_info("again", TensorProto.BOOL, []), helper.make_tensor_value_info("next", TensorProto.FLOAT, matrix)])
    expand = [helper.make_node("Expand", ["x", "shape"], ["wide"])]
    loop = helper.make_node("Loop", ["count", "", "wide"], ["y"], body=body)
    constants = [helper.make_tensor("count", TensorProto.INT64, [], [100_000_000]),
                 helper.make_tensor("shape", TensorProto.INT64, [2], matrix)]
    return model("endless", [*expand, loop], [("x", TensorProto.FLOAT, [1, 4 * 16])], [("y", TensorProto.FLOAT, matrix)], constants)


MODELS = {
    "identity": identity("identity", TensorProto.FLOAT, [1, 4]),
    "dynamic": identity("dynamic", TensorProto.FLOAT, ["batch", 4]),
    "two": model("two", [helper.make_node("Sub", ["a", "b"], ["difference"]), helper.make_node("Add", ["a", "b"], ["sum"])],
                 [("a", TensorProto.INT64, [2]), ("b", TensorProto.INT64, [2])],
                 [("difference", TensorProto.INT64, [2]), ("sum", TensorProto.INT64, [2])]),
    "text": model("text", [helper.make_node("Identity", ["x"], ["y"])], [("x", TensorProto.STRING, [1])], [("y", TensorProto.STRING, [1])]),
    "endless": endless(),
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, made in MODELS.items():
    (folder / f"{name}.onnx").write_bytes(made.SerializeToString())
