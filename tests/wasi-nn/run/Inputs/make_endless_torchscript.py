# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a TorchScript model that does not end in any time a test waits for. For the Python that has torch (Debian's)."""
import sys

import torch


class Endless(torch.nn.Module):
    def forward(self, x: torch.Tensor):
        for _ in range(1_000_000_000):
            x = torch.tanh(x + 1)
        return x


torch.jit.script(Endless()).save(sys.argv[1])
