# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A WASI-NN host in Python, to test guests without a backend: models are Python functions. It is as strict as the ABI allows: every
pointer, shape and order is checked, so that a guest that passes here says what it means."""
import os
import shutil
import struct
import tempfile
import weakref

import numpy
import wasmtime

SUCCESS, INVALID_ARGUMENT, INVALID_ENCODING, RUNTIME_ERROR, UNSUPPORTED_OPERATION, TOO_LARGE, NOT_FOUND = 0, 1, 2, 5, 6, 7, 8
TYPES = [numpy.float16, numpy.float32, numpy.float64, numpy.uint8, numpy.int32, numpy.int64]
FIRST_HANDLE = 0x1000  # no guest may take handles for indices

ENGINE = wasmtime.Engine()
_modules = {}


def module(path):
    if path not in _modules:
        _modules[path] = wasmtime.Module.from_file(ENGINE, path)
    return _modules[path]


class Fault(Exception):
    """What ends a call: its errno."""


class Context:
    def __init__(self, model):
        self.model, self.inputs, self.outputs = model, {}, None


class Guest:
    """One instance of a guest. `models`: name -> function(list of arrays) -> list of arrays; `loader`: function(encoding, parts) -> such a
    function, for load(). `fails`: name of an import -> errno that it returns instead of working. `loads`: what load() was given, each as
    list of bytes."""

    def __init__(self, path, models=None, loader=None, arguments=(), environment=None, folders=None, fails=None):
        self.models, self.loader, self.fails = models or {}, loader, fails or {}
        self.loads, self.graphs, self.contexts = [], [], []
        scratch = tempfile.mkdtemp()
        weakref.finalize(self, shutil.rmtree, scratch)
        self.store = wasmtime.Store(ENGINE)
        wasi = wasmtime.WasiConfig()
        wasi.argv = ["guest", *arguments]
        wasi.env = list((environment or {}).items())
        for guest, host in (folders or {}).items():
            wasi.preopen_dir(host, guest)
        self.out, self.err = (os.path.join(scratch, name) for name in ("out", "err"))
        wasi.stdout_file, wasi.stderr_file = self.out, self.err
        self.store.set_wasi(wasi)
        linker = wasmtime.Linker(ENGINE)
        linker.define_wasi()
        i32 = wasmtime.ValType.i32()
        parameters = {"load": 5, "load_by_name": 3, "init_execution_context": 2, "set_input": 3, "compute": 1, "get_output": 5}
        for name, count in parameters.items():
            linker.define_func("wasi_ephemeral_nn", name, wasmtime.FuncType([i32] * count, [i32]), self.call(name))
        self.exports = linker.instantiate(self.store, module(path)).exports(self.store)
        self.memory = self.exports["memory"]

    def call(self, name):
        def function(*arguments):
            if name in self.fails:
                return self.fails[name]
            try:
                getattr(self, name)(*(a & 0xFFFFFFFF for a in arguments))
                return SUCCESS
            except Fault as fault:
                return fault.args[0]
        return function

    def read(self, pointer, size):
        if pointer + size > self.memory.data_len(self.store):
            raise Fault(INVALID_ARGUMENT)
        return bytes(self.memory.read(self.store, pointer, pointer + size))

    def write(self, pointer, data):
        self.read(pointer, len(data))
        self.memory.write(self.store, data, pointer)

    @staticmethod
    def find(table, handle):
        if not FIRST_HANDLE <= handle < FIRST_HANDLE + len(table):
            raise Fault(INVALID_ARGUMENT)
        return table[handle - FIRST_HANDLE]

    def keep(self, table, value, pointer):
        self.write(pointer, struct.pack("<I", FIRST_HANDLE + len(table)))
        table.append(value)

    def load(self, builders, count, encoding, target, graph):
        if encoding > 5 or not self.loader:
            raise Fault(INVALID_ENCODING)
        if target != 0:
            raise Fault(UNSUPPORTED_OPERATION)
        parts = [self.read(*struct.unpack("<II", self.read(builders + 8 * i, 8))) for i in range(count)]
        self.loads.append(parts)
        self.keep(self.graphs, self.loader(encoding, parts), graph)

    def load_by_name(self, name, size, graph):
        model = self.models.get(self.read(name, size).decode())
        if not model:
            raise Fault(NOT_FOUND)
        self.keep(self.graphs, model, graph)

    def init_execution_context(self, graph, context):
        self.keep(self.contexts, Context(self.find(self.graphs, graph)), context)

    def set_input(self, context, index, tensor):
        dims, rank, kind, data, size = struct.unpack("<IIBxxxII", self.read(tensor, 20))
        shape = struct.unpack(f"<{rank}I", self.read(dims, 4 * rank))
        if kind >= len(TYPES) or size != int(numpy.prod(shape, dtype=numpy.uint64)) * numpy.dtype(TYPES[kind]).itemsize:
            raise Fault(INVALID_ARGUMENT)
        self.find(self.contexts, context).inputs[index] = numpy.frombuffer(self.read(data, size), TYPES[kind]).reshape(shape)

    def compute(self, context):
        context = self.find(self.contexts, context)
        if sorted(context.inputs) != list(range(len(context.inputs))) or not context.inputs:
            raise Fault(INVALID_ARGUMENT)
        context.outputs = context.model([context.inputs[i] for i in range(len(context.inputs))])

    def get_output(self, context, index, buffer, capacity, written):
        context = self.find(self.contexts, context)
        if context.outputs is None:
            raise Fault(RUNTIME_ERROR)
        if index >= len(context.outputs):
            raise Fault(INVALID_ARGUMENT)
        data = context.outputs[index].tobytes()
        self.read(buffer, capacity)
        self.write(written, struct.pack("<I", len(data)))
        if len(data) > capacity:
            raise Fault(TOO_LARGE)
        self.write(buffer, data)

    def start(self):
        """Runs a command: (exit code, standard output, standard error)."""
        code = 0
        try:
            self.exports["_start"](self.store)
        except wasmtime.ExitTrap as exit_:
            code = exit_.code
        texts = []
        for path in (self.out, self.err):
            with open(path, encoding="utf-8") as file:
                texts.append(file.read())
        return code, *texts


class WasmStages:
    """The stages of an application built to Wasm."""

    def __init__(self, path, **options):
        self.guest = Guest(path, **options)
        self.guest.exports["_initialize"](self.guest.store)

    def __call__(self, stage, *arguments):
        return self.guest.exports[f"stage_{stage}"](self.guest.store, *arguments)

    def output(self, index):
        return self.guest.read(self("output", index), self("output_bytes", index))

    def top(self):
        return struct.unpack("<" + "if" * 5, self.guest.read(self("top"), 40))
