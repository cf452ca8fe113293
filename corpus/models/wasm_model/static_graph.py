# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A compiled graph as data (calls of kernels on buffers), the planner of its arena, and literals in C. Knows nothing of TVM."""

from dataclasses import dataclass, field

import numpy as np

ALIGNMENT = 64  # bytes; a cache line, and enough for any vector a compiler may use

C_TYPES = {"float32": "float", "float64": "double", "int8": "int8_t", "uint8": "uint8_t", "int16": "int16_t", "uint16": "uint16_t",
           "int32": "int32_t", "uint32": "uint32_t", "int64": "int64_t", "bool": "uint8_t"}


class CompileError(Exception):
    """Something the user can act on; the message is one line."""


@dataclass(frozen=True)
class Tensor:
    shape: tuple
    dtype: str

    @property
    def bytes(self):
        return int(np.prod(self.shape, dtype=np.int64)) * np.dtype(self.dtype).itemsize

    @property
    def c_type(self):
        return c_type(self.dtype)


def c_type(dtype):
    if dtype not in C_TYPES:
        raise CompileError(f"a tensor of type {dtype} has no C type here; known: {', '.join(C_TYPES)}")
    return C_TYPES[dtype]


@dataclass(frozen=True)
class Operand:
    """Names one tensor of a Graph: `kind` is "input", "constant" or "value", `index` its place in that list."""
    kind: str
    index: int


@dataclass
class Call:
    """One kernel call: reads `arguments`, writes `result` (an index into Graph.values)."""
    kernel: str
    arguments: list
    result: int


@dataclass
class Graph:
    inputs: list = field(default_factory=list)     # Tensor
    input_names: list = field(default_factory=list)
    constants: list = field(default_factory=list)  # numpy arrays
    values: list = field(default_factory=list)     # Tensor; each written by exactly one call
    calls: list = field(default_factory=list)      # Call, in order
    outputs: list = field(default_factory=list)    # (Operand, Tensor)


@dataclass(frozen=True)
class Buffer:
    """`bytes` of memory that must stay untouched by others from step `first` to step `last`, both included."""
    bytes: int
    first: int
    last: int


def plan_arena(buffers):
    """Places buffers (any key -> Buffer) in one arena, largest first, each at the lowest offset free for its whole life.
    Returns ({key: offset}, arena bytes). Offsets are multiples of ALIGNMENT."""
    def padded(buffer):
        return -(-buffer.bytes // ALIGNMENT) * ALIGNMENT

    offsets = {}
    for key, buffer in sorted(buffers.items(), key=lambda item: -item[1].bytes):
        neighbours = [other for other in offsets if buffers[other].first <= buffer.last and buffer.first <= buffers[other].last]
        offset = 0
        for start, end in sorted((offsets[other], offsets[other] + padded(buffers[other])) for other in neighbours):
            if offset + padded(buffer) <= start:
                break
            offset = max(offset, end)
        offsets[key] = offset
    return offsets, max((offsets[key] + padded(buffers[key]) for key in offsets), default=0)


def lifetimes(graph, workspaces):
    """What the arena must hold: ("input", index) for good, ("value", index) from its call to its last use, and ("workspace", call, index)
    during one call. `workspaces`: kernel name -> Tensors it needs besides its arguments."""
    buffers = {("input", index): Buffer(tensor.bytes, -1, len(graph.calls)) for index, tensor in enumerate(graph.inputs)}
    last_use = {}
    for step, call in enumerate(graph.calls):
        last_use.update({argument: step for argument in call.arguments})
    for output, _ in graph.outputs:
        last_use[output] = len(graph.calls)
    for step, call in enumerate(graph.calls):
        last = last_use.get(Operand("value", call.result), step)
        buffers["value", call.result] = Buffer(graph.values[call.result].bytes, step, last)
        for index, tensor in enumerate(workspaces.get(call.kernel, [])):
            buffers["workspace", step, index] = Buffer(tensor.bytes, step, step)
    return buffers


def c_literal(value, dtype):
    """A C constant expression of exactly this value. 9 and 17 significant digits give every float and double back."""
    if dtype not in ("float32", "float64"):
        return str(int(value))
    if not np.isfinite(value):
        return "NAN" if np.isnan(value) else "-INFINITY" if value < 0 else "INFINITY"
    text = f"{value:.9g}" if dtype == "float32" else f"{value:.17g}"
    text += "" if "." in text or "e" in text else ".0"
    return text + ("f" if dtype == "float32" else "")
