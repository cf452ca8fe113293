# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The models of make_onnx_models.py as TorchScript, and what only TorchScript can say: make_torch_models.py FOLDER. For Debian's Python."""
import pathlib
import sys
from typing import Dict, List, Optional, Tuple

import torch


class Identity(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x


class SumAndProduct(torch.nn.Module):
    def forward(self, a: torch.Tensor, b: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        return a + b, a * b


class Double(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + x


class Dense(torch.nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(7)
        self.linear = torch.nn.Linear(64, 64)
        self.norm = torch.nn.BatchNorm1d(64)
        # What training leaves behind, so that eval() is seen to matter.
        self.norm.running_mean.uniform_(-1, 1)
        self.norm.running_var.uniform_(1, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.norm(self.linear(x)), 1)


class Positive(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x > 0


class Rank9(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.reshape([1, 1, 1, 1, 1, 1, 1, 1, -1])


class InPlace(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x.add_(1)
        return x


class Transposed(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.t()


class AsList(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> List[torch.Tensor]:
        return [x + 1, x + 2]


class AsDict(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> Dict[str, torch.Tensor]:
        return {"x": x}


class WithDefault(torch.nn.Module):
    def forward(self, x: torch.Tensor, scale: float = 3.0, mask: Optional[torch.Tensor] = None) -> torch.Tensor:
        return x * scale if mask is None else x * mask


class Raises(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("not today")


class TakesList(torch.nn.Module):
    def forward(self, x: List[torch.Tensor]) -> torch.Tensor:
        return x[0]


MODELS = {"sum-and-product": SumAndProduct, "double": Double, "dense": Dense, "positive": Positive, "rank9": Rank9, "in-place": InPlace,
          "transposed": Transposed, "as-list": AsList, "as-dict": AsDict, "with-default": WithDefault, "raises": Raises, "takes-list": TakesList}


def main():
    folder = pathlib.Path(sys.argv[1]) / "libtorch"
    folder.mkdir(parents=True, exist_ok=True)
    for element in ("f16", "f32", "f64", "u8", "i32", "i64"):
        torch.jit.script(Identity()).save(str(folder / f"identity-{element}.pt"))
    for name, kind in MODELS.items():
        torch.jit.script(kind()).save(str(folder / f"{name}.pt"))
    for name in ("dense", "sum-and-product", "in-place"):
        torch.jit.script(MODELS[name]().eval())._save_for_lite_interpreter(str(folder / f"{name}-lite.pt"))
    torch.jit.freeze(torch.jit.script(Dense().eval())).save(str(folder / "dense-frozen.pt"))


main()
