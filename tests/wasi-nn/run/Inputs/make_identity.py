# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a model f32[1x4] that gives its input back: make_identity.py FOLDER/identity.pt with the Python that has torch (Debian's), or
FOLDER/identity.xml (and .bin) with the one that has openvino (build/deps/venv)."""
import sys

if sys.argv[1].endswith(".pt"):
    import torch

    class Identity(torch.nn.Module):
        def forward(self, x: torch.Tensor):
            return -(-x)

    torch.jit.script(Identity()).save(sys.argv[1])
else:
    import numpy
    import openvino
    from openvino import opset8 as operators

    x = operators.parameter([1, 4], numpy.float32, name="x")
    # With a constant, so that the file of weights is not empty.
    y = operators.add(x, operators.constant(numpy.zeros((1, 4), numpy.float32)))
    openvino.save_model(openvino.Model([y], [x], "identity"), sys.argv[1], compress_to_fp16=False)
