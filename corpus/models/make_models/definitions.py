# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The models of the corpus: torchvision's definitions and a transformer encoder, with seeded weights.

Untrained weights time like trained ones, if activations stay in a normal range: so batch norms, and convolutions
that have none after them, get statistics from seeded images. That is computed in double precision and rounded once, so that the
sum order of a machine's kernels does not reach the bits of the weights.
"""
import math

import numpy as np
import torch
import torchvision
from torch import nn

import samples

CALIBRATION_IMAGES = 8
VOCABULARY = 1000


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each with residual and layer norm after it, of plain operators: the fused fast path of
    nn.TransformerEncoder has no ONNX export."""

    def __init__(self, width, heads, hidden, sequence):
        super().__init__()
        self.split = (-1, sequence, heads, width // heads)
        self.joined = (-1, sequence, width)
        self.query, self.key, self.value, self.projection = (nn.Linear(width, width) for _ in range(4))
        self.attention_norm = nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.output_norm = nn.LayerNorm(width)

    def forward(self, x):
        query, key, value = (linear(x).reshape(self.split).transpose(1, 2) for linear in (self.query, self.key, self.value))
        scores = torch.matmul(query, key.transpose(2, 3)) * (1 / math.sqrt(self.split[3]))
        mixed = torch.matmul(torch.softmax(scores, dim=-1), value).transpose(1, 2).reshape(self.joined)
        x = self.attention_norm(x + self.projection(mixed))
        return self.output_norm(x + self.down(nn.functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Token ids, i64 [1, sequence], to f32 [1, sequence, width]."""

    def __init__(self, layers=2, width=128, heads=4, hidden=512, sequence=64):
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, width)
        self.positions = nn.Parameter(torch.empty(1, sequence, width))
        self.norm = nn.LayerNorm(width)
        self.layers = nn.Sequential(*(EncoderLayer(width, heads, hidden, sequence) for _ in range(layers)))

    def forward(self, ids):
        return self.layers(self.norm(self.tokens(ids) + self.positions))


def image_input(size):
    return [{"name": "x", "type": "f32", "shape": [1, 3, size, size]}]


# name: (task, inputs, constructor). catalogue.py has the names and descriptions, for who has no PyTorch.
MODELS = {
    "mobilenetv2": ("classify", image_input(224), lambda: torchvision.models.mobilenet_v2(weights=None)),
    "squeezenet1-1": ("classify", image_input(224), lambda: torchvision.models.squeezenet1_1(weights=None)),
    "resnet50": ("classify", image_input(224), lambda: torchvision.models.resnet50(weights=None)),
    "mobilenetv2-small": ("classify", image_input(96), lambda: torchvision.models.mobilenet_v2(weights=None, width_mult=0.35)),
    "encoder": ("tensors", [{"name": "ids", "type": "i64", "shape": [1, 64], "range": [0, VOCABULARY - 1]}], Encoder),
}


def seed_weights(module, seed):
    """Fills all parameters: those of matrices uniform with variance 1 / inputs, scales around 1, shifts around 0."""
    random = np.random.default_rng(seed)
    embeddings = {id(part.weight) for part in module.modules() if isinstance(part, nn.Embedding)}
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            values = random.random(tuple(parameter.shape))
            if parameter.dim() > 1:
                inputs = 1 if id(parameter) in embeddings or name == "positions" else parameter[0].numel()
                values = (2 * values - 1) * math.sqrt(3 / inputs)
            elif name.endswith("weight"):
                values = 0.8 + 0.4 * values
            else:
                values = 0.6 * values - 0.3
            parameter.copy_(torch.from_numpy(values))


def calibrate(module, images):
    """One forward pass that gives batch norms the statistics of `images`, and every convolution with a bias of its own such weights
    that each of its channels has mean 0 and variance 1. (A classifier's last layer is left as it is: images differ little in what reaches
    it, so the same would enlarge rounding differences.)"""
    def normalise(layer, _, output):
        axes = [axis for axis in range(output.dim()) if axis != 1]
        shape = [-1 if axis == 1 else 1 for axis in range(output.dim())]
        mean = output.mean(axes)
        deviation = torch.sqrt(output.var(axes, unbiased=False) + 1e-6)
        layer.weight.div_(deviation.reshape(-1, *[1] * (layer.weight.dim() - 1)))
        layer.bias.sub_(mean).div_(deviation)
        return (output - mean.reshape(shape)) / deviation.reshape(shape)

    hooks = [layer.register_forward_hook(normalise) for layer in module.modules()
             if isinstance(layer, nn.Conv2d) and layer.bias is not None]
    norms = [(layer, layer.momentum) for layer in module.modules() if isinstance(layer, nn.BatchNorm2d)]
    for layer, _ in norms:
        layer.momentum = 1.0  # the running statistics become those of this one batch
        layer.train()
    with torch.no_grad():
        module(images)
    for layer, momentum in norms:
        layer.momentum = momentum
        layer.eval()
    for hook in hooks:
        hook.remove()


def build(name):
    """Returns (task, inputs, module in eval mode, f32)."""
    task, inputs, construct = MODELS[name]
    module = construct().eval().double()
    seed_weights(module, seed=list(name.encode()))
    if task == "classify":
        height, width = inputs[0]["shape"][2:]
        images = [samples.preprocess(samples.image(1000 + index), height, width) for index in range(CALIBRATION_IMAGES)]
        calibrate(module, torch.from_numpy(np.concatenate(images).astype(np.float64)))
    return task, inputs, module.float()
