# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A compiled model's folder read back, and its native build called from Python."""

import ctypes
import json
import os

import numpy as np

from .model_c import SCHEMA, TYPES
from .static_graph import CompileError

NUMPY_TYPES = {short: np.dtype(long) for long, short in TYPES.items() if long != "bool"}
TRACE = ctypes.CFUNCTYPE(None, ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32)


def read_description(folder):
    """The one NAME.json of a compiled model."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".json"))
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                data = json.load(file)
            if isinstance(data, dict) and data.get("schema") == SCHEMA:
                return data
    except (OSError, ValueError) as error:
        raise CompileError(f"cannot read {folder}: {getattr(error, 'strerror', None) or error}") from error
    raise CompileError(f"{folder} holds no compiled model (no JSON file of schema {SCHEMA}); make one with wasm-model compile")


def seeded_inputs(description, seed, limits=None):
    """{name: array}: normal values; integers below `limits[name]` (default 2)."""
    random = np.random.default_rng(seed)
    values = {}
    for tensor in description["inputs"]:
        dtype = NUMPY_TYPES[tensor["type"]]
        if dtype.kind == "f":
            values[tensor["name"]] = random.standard_normal(tensor["shape"]).astype(dtype)
        else:
            values[tensor["name"]] = random.integers(0, (limits or {}).get(tensor["name"], 2), tensor["shape"]).astype(dtype)
    return values


class NativeModel:
    """A shared object of the functions in NAME.h."""

    def __init__(self, library, description, weights):
        self.description = description
        self.name = description["name"]
        self.library = ctypes.CDLL(os.path.abspath(library))
        for function in ("weights", "input", "output"):
            self.function(function).restype = ctypes.c_void_p
        if len(weights):
            ctypes.memmove(self.function("weights")(), weights, len(weights))

    def function(self, name):
        return getattr(self.library, f"{self.name}_{name}")

    def run(self, inputs):
        """{name: array} -> {name: array}"""
        for index, tensor in enumerate(self.description["inputs"]):
            array = np.ascontiguousarray(inputs[tensor["name"]])
            ctypes.memmove(self.function("input")(index), array.ctypes.data, array.nbytes)
        status = self.function("run")()
        if status:
            raise CompileError(f"{self.name}_run gave {status}")
        return {tensor["name"]: array_at(self.function("output")(index), tensor)
                for index, tensor in enumerate(self.description["outputs"])}

    def trace(self, inputs):
        """The results of all calls, in order (the library is built with NN_KERNEL_TRACE), and the outputs."""
        results = []

        def keep(number, place, _bytes):
            results.append(array_at(place, self.description["calls"][number]["result"]))

        callback = TRACE(keep)
        ctypes.c_void_p.in_dll(self.library, f"{self.name}_trace").value = ctypes.cast(callback, ctypes.c_void_p).value
        outputs = self.run(inputs)
        return results, outputs


def array_at(place, tensor):
    dtype = NUMPY_TYPES[tensor["type"]]
    count = int(np.prod(tensor["shape"], dtype=np.int64))
    return np.frombuffer(ctypes.string_at(place, count * dtype.itemsize), dtype).reshape(tensor["shape"])
