# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tiny models for the tests of the backends, as ONNX and as OpenVINO IR: make_onnx_models.py FOLDER."""
import pathlib
import sys

import numpy
import onnx
import openvino
from onnx import TensorProto, external_data_helper, helper, numpy_helper

TYPES = {"f16": TensorProto.FLOAT16, "f32": TensorProto.FLOAT, "f64": TensorProto.DOUBLE, "u8": TensorProto.UINT8,
         "i32": TensorProto.INT32, "i64": TensorProto.INT64, "bool": TensorProto.BOOL}


def value(name, element, shape):
    return helper.make_tensor_value_info(name, TYPES[element], shape)


def model(nodes, inputs, outputs, constants=()):
    initializers = [numpy_helper.from_array(array, name) for name, array in constants]
    graph = helper.make_graph([helper.make_node(kind, given, made, **attributes) for kind, given, made, attributes in nodes],
                              "tiny", inputs, outputs, initializers)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    return made


def models():
    for element in ("f16", "f32", "f64", "u8", "i32", "i64"):
        yield f"identity-{element}", model([("Identity", ["x"], ["y"], {})], [value("x", element, [2, 3])], [value("y", element, [2, 3])])
    yield "sum-and-product", model([("Add", ["a", "b"], ["s"], {}), ("Mul", ["a", "b"], ["p"], {})],
                                   [value("a", "f32", [4]), value("b", "f32", [4])], [value("s", "f32", [4]), value("p", "f32", [4])])
    yield "double", model([("Add", ["x", "x"], ["y"], {})], [value("x", "f32", ["n", 3])], [value("y", "f32", ["n", 3])])
    weights = numpy.random.default_rng(7).standard_normal((64, 64), dtype=numpy.float32)
    yield "dense", model([("MatMul", ["x", "w"], ["t"], {}), ("Softmax", ["t"], ["y"], {"axis": 1})],
                         [value("x", "f32", [1, 64])], [value("y", "f32", [1, 64])], [("w", weights)])
    # Many steps: a library can only be stopped between two of them.
    steps = [("MatMul", ["x" if step == 0 else f"t{step}", "x"], ["y" if step == 199 else f"t{step + 1}"], {}) for step in range(200)]
    yield "slow", model(steps, [value("x", "f32", [1024, 1024])], [value("y", "f32", [1024, 1024])])
    yield "positive", model([("Greater", ["x", "zero"], ["y"], {})], [value("x", "f32", [4])], [value("y", "bool", [4])],
                            [("zero", numpy.zeros((), numpy.float32))])
    yield "negation", model([("Not", ["x"], ["y"], {})], [value("x", "bool", [4])], [value("y", "bool", [4])])
    yield "rank9", model([("Neg", ["x"], ["y"], {})], [value("x", "f32", [1] * 9)], [value("y", "f32", [1] * 9)])


def main():
    folder = pathlib.Path(sys.argv[1])
    for sub in ("onnxruntime", "openvino"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    for name, made in models():
        onnx.save(made, folder / f"onnxruntime/{name}.onnx")
        openvino.save_model(openvino.convert_model(folder / f"onnxruntime/{name}.onnx"), folder / f"openvino/{name}.xml", compress_to_fp16=False)
        if name == "dense":
            external_data_helper.convert_model_to_external_data(made, location="external.bin", size_threshold=0)
            onnx.save(made, folder / "onnxruntime/external.onnx")


main()
