# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The worker under Debian's Python: eager reference, TorchScript, PyTorch Mobile and ONNX files of one model."""
import inspect
import io
import os
import sys
import warnings

import numpy as np
import torch
from torch.jit.mobile import _load_for_lite_interpreter
from torch.utils.mobile_optimizer import optimize_for_mobile

import reference
import worker
from worker import ModelError, one_line

OPSET = 17  # the newest that PyTorch 1.13 and 2.6 both write; has LayerNormalization as one operator


def tensors(arrays):
    return [torch.from_numpy(array.copy()) for array in arrays]


def flatten(value):
    """The arrays of a module's result: a tensor, or nested tuples and lists of them."""
    if isinstance(value, torch.Tensor):
        return [np.ascontiguousarray(value.detach().cpu().numpy())]
    if isinstance(value, (tuple, list)):
        return [array for part in value for array in flatten(part)]
    raise ModelError(f"the model gives a {type(value).__name__}; outputs must be tensors, or tuples or lists of them")


def runner(module):
    def run(arrays):
        with torch.no_grad():
            return flatten(module(*tensors(arrays)))
    return run


def load_script(data):
    return torch.jit.load(io.BytesIO(data), map_location="cpu").eval()


def save_script(module):
    """The bytes of an archive; written through memory, so that its inner name does not depend on where it goes."""
    buffer = io.BytesIO()
    torch.jit.save(module, buffer)
    return buffer.getvalue()


def export_onnx(module, inputs, output_names, example, **options):
    buffer = io.BytesIO()
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        options["dynamo"] = False
    torch.onnx.export(module, tuple(example), buffer, opset_version=OPSET, input_names=[entry["name"] for entry in inputs],
                      output_names=output_names, **options)
    return buffer.getvalue()


def hash_tensors(module):
    digest = worker.TensorHash()
    for name, tensor in module.state_dict().items():
        array = np.ascontiguousarray(tensor.detach().cpu().numpy())
        digest.add(name, str(array.dtype), array.shape, array.tobytes())
    return digest.hexdigest()


def check_outputs_differ(made):
    """Weights whose outputs do not depend on the input would hide every mistake in the input's way."""
    for one in range(len(made)):
        for other in range(one):
            first, second = made[one][1][0].astype(np.float64), made[other][1][0].astype(np.float64)
            apart = np.linalg.norm(first - second) / np.linalg.norm(second)
            if apart < 0.1:
                raise ModelError(f"outputs {other} and {one} differ by {apart:.1e} only; the weights must let the input through",
                                 check=True)


class Exports:
    """The files that are made of one model: what there is, how far each is from the reference, and what there is not and why.
    With `complete`, what an exporter refuses is an error."""

    def __init__(self, folder, made, complete):
        self.folder, self.made, self.complete = folder, made, complete
        self.files, self.differences, self.left_out = {}, {}, {}

    def add(self, variant, name, make_bytes, load=None):
        """Makes one file; `load` gives the module in it, which is compared with the reference. What the exporter refuses or cannot run is
        left out."""
        try:
            data = make_bytes()
            if load:
                self.differences[variant] = reference.compare(variant, runner(load(data)), self.made)
        except ModelError:
            raise
        except Exception as error:
            if self.complete:
                raise ModelError(f"{variant}: {one_line(error)}") from error
            self.left_out[variant] = one_line(error)
        else:
            self.files[variant] = [worker.write(self.folder, name, data)]

    def add_torchscript(self, plain):
        """All that comes from the bytes of a TorchScript file."""
        def frozen():
            return torch.jit.freeze(load_script(plain))

        def lite(data):
            return _load_for_lite_interpreter(io.BytesIO(data))

        self.add("torchscript", "plain.pt", lambda: plain, load_script)
        self.add("torchscript-frozen", "frozen.pt", lambda: save_script(frozen()), load_script)
        if any(parameter.dim() == 4 for parameter in load_script(plain).parameters()):
            self.add("torchscript-channels-last", "channels-last.pt",
                     lambda: save_script(load_script(plain).to(memory_format=torch.channels_last)), load_script)
        else:
            self.left_out["torchscript-channels-last"] = "no parameter has four dimensions"
        self.add("lite", "lite.ptl", lambda: load_script(plain)._save_to_buffer_for_lite_interpreter(), lite)
        # Frozen first: optimize_for_mobile alone folds the batch norms of a traced model wrongly (PyTorch 1.13; pytorch/pytorch#76431).
        self.add("lite-optimised", "lite-optimised.ptl", lambda: optimize_for_mobile(frozen())._save_to_buffer_for_lite_interpreter(), lite)

    def add_onnx(self, module, has_batch_norms, inputs, outputs):
        """ONNX files, which the other worker reads and compares."""
        example, names = tensors(self.made[0][0]), [output["name"] for output in outputs]
        self.add("onnx", "model.onnx", lambda: export_onnx(module, inputs, names, example))
        if has_batch_norms:
            self.add("onnx-unfused", "unfused.onnx", lambda: export_onnx(
                module, inputs, names, example, training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False))
        else:
            self.left_out["onnx-unfused"] = "the model has no batch norms"


def read_user_model(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        return load_script(data), data
    except Exception as error:
        raise ModelError(f"is not a TorchScript file that this PyTorch reads: {one_line(error)}") from error


def make(request):
    """Writes the files of one model into request["folder"]. `request` has either "own", the name of a definition, or "file", a TorchScript
    file, with "inputs" and "task"; "onnx_packages" is where the package onnx is."""
    folder = request["folder"]
    if "own" in request:
        import definitions
        task, inputs, module = definitions.build(request["own"])
    else:
        task, inputs = request["task"], request["inputs"]
        module, plain = read_user_model(request["file"])
    task, outputs, made = reference.make(runner(module), task, inputs)
    if "own" in request:
        check_outputs_differ(made)
        # Traced, not scripted: shapes are fixed, and every exporter then sees the same flat list of operators.
        plain = save_script(torch.jit.trace(module, tuple(tensors(made[0][0]))))

    graph = load_script(plain).inlined_graph
    exports = Exports(folder, made, complete="own" in request)
    exports.add_torchscript(plain)
    # PyTorch 2 imports onnx when it exports. At the end of the path, so that all else stays Debian's.
    sys.path.append(request["onnx_packages"])
    exports.add_onnx(module, "aten::batch_norm" in str(graph), inputs, outputs)
    # The other worker writes it anew from the ONNX file, if there is one: that has all shapes.
    worker.write(folder, "graph.txt", torch._C._jit_pass_canonicalize(graph).str(False).encode())
    return {"task": task, "inputs": reference.without_range(inputs), "outputs": outputs, **reference.write(folder, task, made),
            "tensors": hash_tensors(module), "files": exports.files, "differences": exports.differences, "left_out": exports.left_out}


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of tracers and exporters; what they refuse is an exception
    torch.set_num_threads(1)  # the sum order, and so the reference outputs, depend on the number
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    worker.main(make)
