# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The corpus's own models by name; definitions.py builds them."""
OWN = {
    "mobilenetv2": "torchvision's mobilenet_v2, 224x224",
    "squeezenet1-1": "torchvision's squeezenet1_1, 224x224",
    "resnet50": "torchvision's resnet50, 224x224",
    "mobilenetv2-small": "torchvision's mobilenet_v2 with width_mult=0.35, 96x96",
    "encoder": "transformer encoder: 2 layers, width 128, 4 heads, feed-forward 512, 64 token ids",
}
