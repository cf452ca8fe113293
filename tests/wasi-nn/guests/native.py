# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A staged application built as a shared object, and a backend in Python behind its table of calls (corpus/guests/include/nn_calls.h)."""
import ctypes
import os
import shutil
import tempfile

import numpy

from host import TOO_LARGE, TYPES

SELF = 1234  # what must come back as `self`


class View(ctypes.Structure):
    _fields_ = [("dims", ctypes.POINTER(ctypes.c_uint32)), ("rank", ctypes.c_uint32), ("type", ctypes.c_uint8),
                ("data", ctypes.c_void_p), ("bytes", ctypes.c_size_t)]


Step = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)
SetInput = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.POINTER(View))
GetOutput = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_size_t,
                             ctypes.POINTER(ctypes.c_size_t))


class Calls(ctypes.Structure):
    _fields_ = [("self", ctypes.c_void_p), ("open", Step), ("set_input", SetInput), ("compute", Step), ("get_output", GetOutput)]


class Stages:
    """The stages, of a fresh copy of the library each time. `model` as in host.Guest; not asked by a library with a model of its own."""

    def __init__(self, path, environment, model=None):
        self.environment, self.model, self.inputs, self.outputs = environment, model, {}, None
        with tempfile.NamedTemporaryFile(suffix=".so") as copy:
            shutil.copyfile(path, copy.name)
            self.library = ctypes.CDLL(copy.name)
        for name, result in (("output", ctypes.c_void_p), ("output_bytes", ctypes.c_uint32), ("top", ctypes.c_void_p)):
            if hasattr(self.library, f"stage_{name}"):
                getattr(self.library, f"stage_{name}").restype = result
        if model and hasattr(self.library, "stage_use"):
            self.table = Calls(SELF, Step(self.open), SetInput(self.set_input), Step(self.compute), GetOutput(self.get_output))
            self.library.stage_use(ctypes.byref(self.table))

    @staticmethod
    def open(self_):
        return 0 if self_ == SELF else 5

    def set_input(self, _, index, view):
        view = view[0]
        data = numpy.frombuffer(ctypes.string_at(view.data, view.bytes), TYPES[view.type])
        self.inputs[index] = data.reshape([view.dims[i] for i in range(view.rank)])
        return 0

    def compute(self, _):
        self.outputs = self.model([self.inputs[i] for i in sorted(self.inputs)])
        return 0

    def get_output(self, _, index, buffer, capacity, written):
        data = self.outputs[index].tobytes()
        written[0] = len(data)
        if len(data) > capacity:
            return TOO_LARGE
        ctypes.memmove(buffer, data, len(data))
        return 0

    def __call__(self, stage, *arguments):
        for name in [name for name in os.environ if name.startswith("NN_")]:
            del os.environ[name]
        os.environ.update(self.environment)
        return getattr(self.library, f"stage_{stage}")(*arguments)

    def output(self, index):
        return ctypes.string_at(self("output", index), self("output_bytes", index))

    def top(self):
        return numpy.frombuffer(ctypes.string_at(self("top"), 40), numpy.dtype([("index", "<i4"), ("probability", "<f4")])).tolist()
