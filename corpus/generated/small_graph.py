# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Our ONNX graphs for the corpus, with seeded random weights: made without a framework, so that the corpus needs none.

small_graph: one of each operator of a mobile vision network. Two inverted-residual blocks between a strided convolution and a classifier: convolution, batch norm, relu6 (Clip), 1x1 and
depthwise convolution, residual add, max-pool, global average pool, dense (Gemm), softmax. 3.6 million multiply-adds and 100 KB
of weights; one inference takes a quarter of a millisecond natively.

mobilenetv2_small: the layers of MobileNetV2 at 0.35 of its width, 96 x 96 pixels and 100 classes: all shapes of kernels that a real
network of its kind has. 11 million multiply-adds, 2 MB of weights.

The weights are random: the timing is that of the architecture, the probabilities mean nothing.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SEED = 20261121
IMAGE = (1, 3, 64, 64)
CLASSES = 96
OPSET = 17
MOBILE_IMAGE = (1, 3, 96, 96)
MOBILE_CLASSES = 100


class GraphBuilder:
    """Collects ONNX nodes and initializers. Every method that adds a node returns the name of the node's output."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.nodes = []
        self.initializers = []

    def constant(self, values):
        name = f"weights{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.asarray(values, np.float32), name))
        return name

    def node(self, operator, *inputs, output=None, **attributes):
        output = output or f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def convolution(self, x, inputs, outputs, kernel=1, stride=1, groups=1, relu6=True):
        """Convolution without bias, batch norm and, unless switched off, relu6, as frameworks export them."""
        fan_in = inputs // groups * kernel * kernel
        weights = self.random.standard_normal((outputs, inputs // groups, kernel, kernel)) * (1.6 / np.sqrt(fan_in))
        x = self.node("Conv", x, self.constant(weights), kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[kernel // 2] * 4,
                      group=groups)
        scale, variance = self.random.uniform(0.8, 1.2, outputs), self.random.uniform(0.7, 1.3, outputs)
        shift, mean = 0.3 * self.random.standard_normal(outputs), 0.1 * self.random.standard_normal(outputs)
        x = self.node("BatchNormalization", x, *(self.constant(values) for values in (scale, shift, mean, variance)))
        return self.node("Clip", x, self.constant(0), self.constant(6)) if relu6 else x

    def inverted_residual(self, x, inputs, expanded, outputs, stride):
        """1x1 up (if it is), depthwise 3x3, 1x1 down; the input is added where the shapes agree."""
        y = self.convolution(x, inputs, expanded) if expanded != inputs else x
        y = self.convolution(y, expanded, expanded, kernel=3, stride=stride, groups=expanded)
        y = self.convolution(y, expanded, outputs, relu6=False)
        return self.node("Add", x, y) if stride == 1 and inputs == outputs else y

    def dense(self, x, inputs, outputs):
        weights = self.random.standard_normal((inputs, outputs)) * (0.6 / np.sqrt(inputs))
        return self.node("Gemm", x, self.constant(weights), self.constant(0.1 * self.random.standard_normal(outputs)))

    def model(self, name, image, output, classes):
        model = helper.make_model(
            helper.make_graph(self.nodes, name, [helper.make_tensor_value_info("image", TensorProto.FLOAT, image)],
                              [helper.make_tensor_value_info(output, TensorProto.FLOAT, (1, classes))], self.initializers),
            opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
        onnx.checker.check_model(model)
        return model


def build():
    """Returns the checked onnx.ModelProto: `image` f32 [1, 3, 64, 64] in, `probabilities` f32 [1, 96] out."""
    graph = GraphBuilder(SEED)
    x = graph.convolution("image", 3, 16, kernel=3, stride=2)
    x = graph.inverted_residual(x, 16, 64, 24, stride=2)
    x = graph.inverted_residual(x, 24, 96, 24, stride=1)
    x = graph.node("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])
    x = graph.convolution(x, 24, 128)
    x = graph.node("GlobalAveragePool", x)
    x = graph.node("Flatten", x)
    x = graph.dense(x, 128, CLASSES)
    graph.node("Softmax", x, output="probabilities", axis=-1)
    return graph.model("small_graph", IMAGE, "probabilities", CLASSES)


def build_mobilenetv2():
    """Returns the checked onnx.ModelProto: `image` f32 [1, 3, 96, 96] in, `scores` f32 [1, 100] out."""
    width = 0.35

    def channels(full):
        """MobileNetV2's rule: the nearest multiple of 8, but not less than nine tenths of what was asked."""
        nearest = max(8, int(full * width + 4) // 8 * 8)
        return nearest + 8 if nearest < 0.9 * full * width else nearest

    graph = GraphBuilder(SEED + 1)
    inputs = channels(32)
    x = graph.convolution("image", 3, inputs, kernel=3, stride=2)
    for expansion, full, repeats, stride in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]:
        for repeat in range(repeats):
            x = graph.inverted_residual(x, inputs, inputs * expansion, channels(full), stride if repeat == 0 else 1)
            inputs = channels(full)
    x = graph.convolution(x, inputs, 1280)
    x = graph.node("GlobalAveragePool", x)
    x = graph.node("Flatten", x)
    weights = graph.random.standard_normal((1280, MOBILE_CLASSES)) * (2 / np.sqrt(1280))
    graph.node("Gemm", x, graph.constant(weights), graph.constant(np.zeros(MOBILE_CLASSES)), output="scores")
    return graph.model("mobilenetv2_small", MOBILE_IMAGE, "scores", MOBILE_CLASSES)


GRAPHS = {"small_graph": build, "mobilenetv2_small": build_mobilenetv2}
