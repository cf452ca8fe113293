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


def make(request):
    """Writes the files of one model into request["folder"]. `request` has either "own", the name of a definition, or "file", a TorchScript
    file, with "inputs" and "task"."""
    folder = request["folder"]
    if "own" in request:
        import definitions
        task, inputs, module = definitions.build(request["own"])
        source = module
    else:
        with open(request["file"], "rb") as file:
            plain = file.read()
        try:
            module = load_script(plain)
        except Exception as error:
            raise ModelError(f"is not a TorchScript file that this PyTorch reads: {one_line(error)}") from error
        task, inputs, source = request["task"], request["inputs"], module
    task, outputs, made = reference.make(runner(module), task, inputs)
    if "own" in request:
        check_outputs_differ(made)
        # Traced, not scripted: shapes are fixed, and every exporter then sees the same flat list of operators.
        plain = save_script(torch.jit.trace(module, tuple(tensors(made[0][0]))))

    files, differences, left_out = {}, {}, {}

    def add(variant, name, make_bytes, load):
        """Makes one file, checks what is read back from it, and writes it; what the exporter refuses is noted."""
        try:
            data = make_bytes()
            loaded = load(data)
        except Exception as error:
            left_out[variant] = one_line(error)
            return
        differences[variant] = reference.compare(variant, runner(loaded), made)
        files[variant] = [worker.write(folder, name, data)]

    def lite(data):
        return _load_for_lite_interpreter(io.BytesIO(data))

    def channels_last():
        script = load_script(plain)
        if not any(parameter.dim() == 4 for parameter in script.parameters()):
            raise ModelError("no parameter has four dimensions")
        return save_script(script.to(memory_format=torch.channels_last))

    add("torchscript", "plain.pt", lambda: plain, load_script)
    add("torchscript-frozen", "frozen.pt", lambda: save_script(torch.jit.freeze(load_script(plain))), load_script)
    add("torchscript-channels-last", "channels-last.pt", channels_last, load_script)
    add("lite", "lite.ptl", lambda: load_script(plain)._save_to_buffer_for_lite_interpreter(), lite)
    # Frozen first: before PyTorch 2.7, optimize_for_mobile alone folds batch norms of a traced model wrongly (pytorch/pytorch#76431).
    add("lite-optimised", "lite-optimised.ptl",
        lambda: optimize_for_mobile(torch.jit.freeze(load_script(plain)))._save_to_buffer_for_lite_interpreter(), lite)

    # The ONNX files are read and checked by the other worker.
    example, output_names = tensors(made[0][0]), [output["name"] for output in outputs]
    script = load_script(plain)
    has_batch_norms = "aten::batch_norm" in str(script.inlined_graph)
    variants = {"onnx": ("model.onnx", {})}
    if has_batch_norms:
        variants["onnx-unfused"] = ("unfused.onnx", {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False})
    else:
        left_out["onnx-unfused"] = "the model has no batch norms"
    for variant, (name, options) in variants.items():
        try:
            data = export_onnx(source, inputs, output_names, example, **options)
        except Exception as error:
            left_out[variant] = one_line(error)
        else:
            files[variant] = [worker.write(folder, name, data)]

    if "onnx" not in files:  # else the other worker writes the graph, from the ONNX file
        graph = torch._C._jit_pass_canonicalize(script.inlined_graph)
        worker.write(folder, "graph.txt", graph.str(False).encode())
    return {"task": task, "inputs": [{key: entry[key] for key in ("name", "type", "shape")} for entry in inputs], "outputs": outputs,
            "files": files, **reference.write(folder, task, made), "tensors": hash_tensors(module), "differences": differences,
            "left_out": left_out}


def check_outputs_differ(made):
    """Weights whose outputs do not depend on the input would hide every mistake in the input's way."""
    for one in range(len(made)):
        for other in range(one):
            first, second = made[one][1][0].astype(np.float64), made[other][1][0].astype(np.float64)
            apart = np.linalg.norm(first - second) / np.linalg.norm(second)
            if apart < 0.1:
                raise ModelError(f"outputs {other} and {one} differ by {apart:.1e} only; the weights must let the input through", check=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of tracers and exporters; what they refuse is an exception
    torch.set_num_threads(1)  # the sum order, and so the reference outputs, depend on the number
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    worker.main(make)
