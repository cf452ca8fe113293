# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The worker under build/deps/venv: reads the ONNX files of one model, makes OpenVINO's from them, and compares what ONNX Runtime and
OpenVINO compute with the reference outputs."""
import os
import sys

import numpy as np
import onnx
import onnxruntime
import openvino
from onnx import numpy_helper, shape_inference

import reference
import samples
import worker
from worker import ModelError, one_line

ONNX_TYPES = {"f16": onnx.TensorProto.FLOAT16, "f32": onnx.TensorProto.FLOAT, "f64": onnx.TensorProto.DOUBLE, "u8": onnx.TensorProto.UINT8,
              "i32": onnx.TensorProto.INT32, "i64": onnx.TensorProto.INT64}
PYTORCH_VARIANTS = ("torchscript", "torchscript-frozen", "torchscript-channels-last", "lite", "lite-optimised", "onnx-unfused")


def run_onnxruntime(data):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    names = [entry.name for entry in session.get_inputs()]
    return lambda arrays: session.run(None, dict(zip(names, arrays)))


def run_openvino(model):
    """`model`: one that is read, or the path of one."""
    # Full precision: on some CPUs the default is bf16.
    compiled = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1})
    return lambda arrays: list(compiled(arrays).to_tuple())


def value_text(value):
    tensor = value.type.tensor_type
    if not value.type.HasField("tensor_type"):
        return value.type.WhichOneof("value") or "?"
    sizes = [str(size.dim_value) if size.HasField("dim_value") else size.dim_param or "?" for size in tensor.shape.dim]
    return f"{onnx.TensorProto.DataType.Name(tensor.elem_type).lower()}[{','.join(sizes)}]"


def attribute_text(attribute):
    value = onnx.helper.get_attribute_value(attribute)
    if isinstance(value, onnx.TensorProto):
        array = numpy_helper.to_array(value)
        return f"{array.dtype}{list(array.shape)}{array.ravel()[:16].tolist()}"
    if isinstance(value, onnx.GraphProto):
        return "{" + "; ".join(graph_lines(value)) + "}"
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def graph_lines(graph):
    """One line per operator, in order: outputs with their types and shapes, operator, inputs, attributes by name. Values are numbered,
    so that it does not matter what an exporter calls them."""
    types = {value.name: value_text(value) for value in [*graph.input, *graph.value_info, *graph.output]}
    types |= {tensor.name: f"{onnx.TensorProto.DataType.Name(tensor.data_type).lower()}{list(tensor.dims)}".replace(" ", "")
              for tensor in graph.initializer}
    numbers = {}

    def number(name):
        return f"%{numbers.setdefault(name, len(numbers))}" if name else "none"

    initializers = {tensor.name for tensor in graph.initializer}
    yield from (f"input {number(value.name)} {types[value.name]}" for value in graph.input if value.name not in initializers)
    yield from (f"weights {number(tensor.name)} {types[tensor.name]}" for tensor in graph.initializer)
    for node in graph.node:
        outputs = " ".join(f"{number(name)} {types.get(name, '?')}" for name in node.output)
        by_name = sorted(node.attribute, key=lambda attribute: attribute.name)
        attributes = "".join(f" {attribute.name}={attribute_text(attribute)}" for attribute in by_name)
        operator = f"{node.domain}.{node.op_type}" if node.domain else node.op_type
        yield f"{outputs} = {operator}({', '.join(map(number, node.input))}){attributes}"
    yield "output " + " ".join(number(value.name) for value in graph.output)


def graph_text(model):
    inferred = shape_inference.infer_shapes(model)
    versions = sorted(f"{entry.domain or 'onnx'} {entry.version}" for entry in model.opset_import)
    return "\n".join([f"operators {', '.join(versions)}", *graph_lines(inferred.graph)]) + "\n"


def hash_tensors(model):
    digest = worker.TensorHash()
    for tensor in model.graph.initializer:
        array = np.ascontiguousarray(numpy_helper.to_array(tensor))
        digest.add(tensor.name, str(array.dtype), array.shape, array.tobytes())
    return digest.hexdigest()


def read_user_model(path):
    try:
        model = onnx.load(path)  # with the files beside it that hold its weights, if there are any
        onnx.checker.check_model(model)
        return model
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror or error}") from error
    except Exception as error:  # protobuf and the checker raise their own, unrelated types
        raise ModelError(f"is not a valid ONNX model: {one_line(error)}") from error


def fix_inputs(model, wanted):
    """Returns the inputs as in models.json; sizes that the model leaves open are set to those of `wanted` (None: not given)."""
    initializers = {tensor.name for tensor in model.graph.initializer}
    values = [value for value in model.graph.input if value.name not in initializers]
    if wanted is not None and [entry["name"] for entry in wanted] != [value.name for value in values]:
        takes = ", ".join(f"{value.name}:{value_text(value)}" for value in values)
        raise ModelError(f"takes {takes}; --input must name these, in this order")
    inputs = []
    for index, value in enumerate(values):
        given = wanted[index] if wanted is not None else None
        type_name = next((name for name, known in ONNX_TYPES.items() if known == value.type.tensor_type.elem_type), None)
        dimensions = value.type.tensor_type.shape.dim
        if type_name is None:
            raise ModelError(f"input {value.name} is {value_text(value)}; known types are {', '.join(ONNX_TYPES)}")
        if given is None and any(not size.HasField("dim_value") for size in dimensions):
            raise ModelError(f"input {value.name} is {value_text(value)}: its open sizes must be given: "
                             f"--input {value.name}:{type_name}:SHAPE")
        if given is not None:
            fits = given["type"] == type_name and len(given["shape"]) == len(dimensions) and all(
                not size.HasField("dim_value") or size.dim_value == wanted_size for size, wanted_size in zip(dimensions, given["shape"]))
            if not fits:
                raise ModelError(f"input {value.name} is {value_text(value)}; --input {value.name}:{given['type']}:"
                                 f"{'x'.join(map(str, given['shape']))} does not fit it")
            for size, wanted_size in zip(dimensions, given["shape"]):
                size.dim_value = wanted_size
        entry = {"name": value.name, "type": type_name, "shape": [size.dim_value for size in dimensions]}
        inputs.append(entry if given is None or "range" not in given else {**entry, "range": given["range"]})
    return inputs


def take_user_model(request):
    """A user's ONNX file: copies it with all its weights inside, and lets ONNX Runtime compute the reference of the samples."""
    model = read_user_model(request["file"])
    inputs = fix_inputs(model, request["inputs"])
    data = model.SerializeToString()
    try:
        run = run_onnxruntime(data)
    except Exception as error:
        raise ModelError(f"ONNX Runtime does not take it: {one_line(error)}") from error
    task, outputs, made = reference.make(run, request["task"], inputs)
    names = [value.name for value in model.graph.output]
    return {"task": task, "inputs": reference.without_range(inputs),
            "outputs": [{**output, "name": name} for output, name in zip(outputs, names)],
            **reference.write(request["folder"], task, made), "tensors": hash_tensors(model),
            "files": {"onnx": [worker.write(request["folder"], "model.onnx", data)]},
            "differences": {}, "left_out": dict.fromkeys(PYTORCH_VARIANTS, "made from PyTorch models only")}


def read_samples(model, folder):
    def read(names, entries):
        return [np.fromfile(os.path.join(folder, name), samples.DTYPES[entry["type"]]).reshape(entry["shape"])
                for name, entry in zip(names, entries)]

    return [(read(sample["inputs"], model["inputs"]), read(sample["outputs"], model["outputs"])) for sample in model["samples"]]


def make(request):
    """Completes the model of request["model"], what torch_side.py returned, in request["folder"]; without one, request["file"] is a user's
    ONNX file."""
    folder = request["folder"]
    model = request.get("model") or take_user_model(request)
    made = read_samples(model, folder)
    for variant in ("onnx", "onnx-unfused"):
        if variant in model["files"]:
            path = os.path.join(folder, model["files"][variant][0])
            try:
                model["differences"][variant] = reference.compare(variant, run_onnxruntime(path), made)
            except ModelError:
                raise
            except Exception as error:
                if "own" in request:
                    raise ModelError(f"{variant}: ONNX Runtime: {one_line(error)}") from error
                del model["files"][variant]
                os.remove(path)
                model["left_out"][variant] = f"ONNX Runtime: {one_line(error)}"
    if "onnx" not in model["files"]:
        model["left_out"]["openvino"] = "there is no ONNX file to make it from"
        return model

    path = os.path.join(folder, "model.onnx")
    worker.write(folder, "graph.txt", graph_text(onnx.load(path)).encode())
    try:
        imported = openvino.Core().read_model(path)
        run_openvino(imported)
    except Exception as error:
        if "own" in request:
            raise ModelError(f"openvino: {one_line(error)}") from error
        model["left_out"]["openvino"] = one_line(error)
        return model
    ir = os.path.join(folder, "model.xml")
    try:
        openvino.save_model(imported, ir, compress_to_fp16=False)
        run = run_openvino(ir)
    except Exception as error:  # it says nothing when the disk is full; reading back does
        raise ModelError(f"cannot write model.xml and model.bin and read them back (disk full?): {one_line(error)}") from error
    model["differences"]["openvino"] = reference.compare("openvino", run, made)
    model["files"]["openvino"] = ["model.xml", "model.bin"]
    return model


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    worker.main(make)
