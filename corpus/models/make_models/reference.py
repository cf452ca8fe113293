# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reference outputs of a model, and the comparison of others with them. Runs under both interpreters."""
import numpy as np

import samples
import worker
from worker import ModelError, one_line

# The largest accepted difference of an output, relative to the largest magnitude in it. Integers must be equal.
TOLERANCES = {"f16": 1e-2, "f32": 1e-4, "f64": 1e-4, "u8": 0.0, "i32": 0.0, "i64": 0.0}


def takes_image(inputs):
    return len(inputs) == 1 and inputs[0]["type"] == "f32" and len(inputs[0]["shape"]) == 4 and inputs[0]["shape"][:2] == [1, 3]


def is_classifier(inputs, outputs):
    """One f32 image in, one row of f32 scores out."""
    return (takes_image(inputs) and len(outputs) == 1 and outputs[0]["type"] == "f32" and len(outputs[0]["shape"]) == 2
            and outputs[0]["shape"][0] == 1)


def difference(got, expected):
    """The largest difference relative to the largest magnitude of `expected`; infinite where type, shape or finiteness differ."""
    if got.dtype != expected.dtype or got.shape != expected.shape:
        return float("inf")
    if not np.issubdtype(expected.dtype, np.floating):
        return 0.0 if np.array_equal(got, expected) else float("inf")
    if expected.size == 0:
        return 0.0
    got, expected = got.astype(np.float64), expected.astype(np.float64)
    if not np.isfinite(got).all():
        return float("inf")
    return float(np.abs(got - expected).max() / max(np.abs(expected).max(), np.finfo(np.float32).tiny))


def compare(variant, run, made):
    """Runs `run` (list of arrays to list of arrays) on the samples of `make`; returns the largest difference.
    Raises ModelError when it exceeds the tolerance of the outputs' type."""
    worst = 0.0
    for inputs, expected in made:
        got = run(inputs)
        if len(got) != len(expected):
            raise ModelError(f"{variant} gives {len(got)} outputs, the reference gives {len(expected)}", check=True)
        for one, wanted in zip(got, expected):
            apart = difference(np.asarray(one), wanted)
            tolerance = TOLERANCES[samples.type_name(wanted.dtype)]
            if apart > tolerance:
                raise ModelError(f"{variant} differs from the reference by {apart:.1e} of its largest value; "
                                 f"at most {tolerance:.0e} is accepted", check=True)
            worst = max(worst, apart)
    return worst


def describe_outputs(arrays):
    names = ["y"] if len(arrays) == 1 else [f"y{index}" for index in range(len(arrays))]
    outputs = [{"name": name, "type": samples.type_name(array.dtype), "shape": list(array.shape)} for name, array in zip(names, arrays)]
    for output, array in zip(outputs, arrays):
        if output["type"] is None:
            raise ModelError(f"output {output['name']} has the type {array.dtype}; known are {', '.join(samples.DTYPES)}")
    return outputs


def make(run, task, inputs):
    """Runs all samples; returns (task, outputs as in models.json, pairs of input and output arrays)."""
    def attempt(arrays):
        try:
            return run(arrays)
        except ModelError:
            raise
        except Exception as error:
            given = ", ".join(f"{entry['name']}:{entry['type']}:{'x'.join(map(str, entry['shape']))}" for entry in inputs)
            raise ModelError(f"the model does not run on {given}: {one_line(error)}") from error

    if task is None:  # what is made of it decides
        outputs = describe_outputs(attempt(samples.make_inputs("tensors", inputs)[0]))
        task = "classify" if is_classifier(inputs, outputs) else "tensors"
    not_one = ModelError("a classifier takes one f32 image 1x3xHxW and gives f32 scores 1xN; this model does not: use --task tensors")
    if task == "classify" and not takes_image(inputs):
        raise not_one
    made = [(arrays, attempt(arrays)) for arrays in samples.make_inputs(task, inputs)]
    outputs = describe_outputs(made[0][1])
    if task == "classify" and not is_classifier(inputs, outputs):
        raise not_one
    for _, results in made:
        if not all(np.isfinite(array).all() for array in results if np.issubdtype(array.dtype, np.floating)):
            raise ModelError("an output is not finite", check=True)
    return task, outputs, made


def write(folder, task, made):
    """Writes raw little-endian bytes of the samples, and for a classifier the image that sample 0 is made from. Returns what models.json
    says of them."""
    result = {"samples": [{
        "inputs": [worker.write(folder, f"input-{sample}-{index}.bin", array.tobytes()) for index, array in enumerate(inputs)],
        "outputs": [worker.write(folder, f"output-{sample}-{index}.bin", array.tobytes()) for index, array in enumerate(outputs)],
    } for sample, (inputs, outputs) in enumerate(made)]}
    if task == "classify":
        file = worker.write(folder, "image.rgb", samples.image(0).tobytes())
        result["image"] = {"file": file, "width": samples.IMAGE_WIDTH, "height": samples.IMAGE_HEIGHT}
    return result


def without_range(inputs):
    """`inputs` as models.json has them."""
    return [{key: entry[key] for key in ("name", "type", "shape")} for entry in inputs]
