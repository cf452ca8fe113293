# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ONNX Runtime's own answer: run_onnx.py MODEL OUTPUT INPUT…; raw bytes, in the shapes that the model declares."""
import sys

import numpy
import onnxruntime

types = {"tensor(float)": numpy.float32, "tensor(int64)": numpy.int64}
session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
feeds = {value.name: numpy.fromfile(path, types[value.type]).reshape(value.shape) for value, path in zip(session.get_inputs(), sys.argv[3:], strict=True)}
with open(sys.argv[2], "wb") as output:
    for value in session.run(None, feeds):
        output.write(value.tobytes())
