# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Small ONNX models for the tests here: make_models.py DIR."""
import sys
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper


def save(folder, name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info(n, t, s) for n, t, s in inputs],
                              [helper.make_tensor_value_info(n, t, s) for n, t, s in outputs],
                              [numpy_helper.from_array(value, key) for key, value in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, Path(folder) / f"{name}.onnx")


def main(folder):
    generator = numpy.random.default_rng(1)
    f32 = TensorProto.FLOAT

    # y = x + (1, 2, 3, 4), for any number of rows
    save(folder, "add", [helper.make_node("Add", ["x", "c"], ["y"])], [("x", f32, ["n", 4])], [("y", f32, ["n", 4])],
         {"c": numpy.array([1, 2, 3, 4], numpy.float32)})

    # A loop that takes years.
    body = helper.make_graph([helper.make_node("MatMul", ["state", "w"], ["next"]), helper.make_node("Identity", ["go"], ["go_on"])], "body",
                             [helper.make_tensor_value_info("i", TensorProto.INT64, []), helper.make_tensor_value_info("go", TensorProto.BOOL, []),
                              helper.make_tensor_value_info("state", f32, [4, 4])],
                             [helper.make_tensor_value_info("go_on", TensorProto.BOOL, []), helper.make_tensor_value_info("next", f32, [4, 4])])
    save(folder, "endless", [helper.make_node("Loop", ["count", "", "x"], ["y"], body=body)], [("x", f32, [4, 4])], [("y", f32, [4, 4])],
         {"count": numpy.array(2**60, numpy.int64), "w": numpy.eye(4, dtype=numpy.float32)})

    # An image classifier in small: a convolution, its average, a matrix.
    save(folder, "classify",
         [helper.make_node("Conv", ["image", "k"], ["features"], pads=[1, 1, 1, 1]), helper.make_node("Relu", ["features"], ["positive"]),
          helper.make_node("GlobalAveragePool", ["positive"], ["average"]), helper.make_node("Flatten", ["average"], ["flat"]),
          helper.make_node("Gemm", ["flat", "m"], ["scores"])],
         [("image", f32, [1, 3, 16, 16])], [("scores", f32, [1, 10])],
         {"k": generator.standard_normal((8, 3, 3, 3)).astype(numpy.float32), "m": generator.standard_normal((8, 10)).astype(numpy.float32)})

    # Two inputs of two types, two outputs.
    save(folder, "several", [helper.make_node("Neg", ["a"], ["p"]), helper.make_node("Mul", ["b", "b"], ["q"])],
         [("a", f32, [2, 3]), ("b", TensorProto.INT64, [4])], [("p", f32, [2, 3]), ("q", TensorProto.INT64, [4])], {})


main(sys.argv[1])
