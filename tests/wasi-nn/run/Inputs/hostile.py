# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Guests that do what no guest should: hostile.py FOLDER ENGINE MODELS [BACKEND].

Each guest is a list of calls with the errno that each must give (docs/wasi-nn.md); it is written as text, translated with wat2wasm and run
with wasi-nn-run on ENGINE, with the model MODELS/identity.onnx as "m". A guest whose calls all answer as they must ends with 0; the first
that does not is told on stdout and ends the guest. Prints one line per guest; exit code 1 when one is wrong.

With BACKEND (libtorch, openvino) the guests are those about models and tensors that this backend has to refuse, with MODELS/identity.pt, or
identity.xml and identity.bin.
"""
import dataclasses
import pathlib
import struct
import subprocess
import sys

# errno of the ABI
SUCCESS, INVALID_ARGUMENT, INVALID_ENCODING, MISSING_MEMORY, BUSY, RUNTIME_ERROR, UNSUPPORTED, TOO_LARGE, NOT_FOUND = range(9)
OPENVINO, ONNX, TENSORFLOW, PYTORCH, TENSORFLOWLITE, AUTODETECT = range(6)
F16, F32, F64, U8, I32, I64 = range(6)
CPU, GPU, TPU = range(3)

IMPORTS = {"load": 5, "load_by_name": 3, "init_execution_context": 2, "set_input": 3, "compute": 1, "get_output": 5}

# Where things are in the guest's memory; below 64 is what a failed check is told with.
GRAPH, CONTEXT, WRITTEN, SECOND, NAME, BUILDER, TENSOR, DIMS, DATA, OUT, MODEL = 64, 68, 72, 76, 96, 128, 160, 192, 256, 512, 1024
PAGES = 2
END = PAGES * 65536
FAILED = 99  # the guest's exit code when a check fails

ONE, TWO, MINUS_THREE, FOUR = (struct.unpack("<I", struct.pack("<f", value))[0] for value in (1.0, 2.0, -3.0, 4.0))
INPUT = (ONE, TWO, MINUS_THREE, FOUR)


def number(value):
    return value if isinstance(value, str) else f"(i32.const {value & 0xFFFFFFFF})"


def at(address):
    return f"(i32.load {number(address)})"


@dataclasses.dataclass
class Check:
    """`got` must be `want`. `where`: the source line, for the report."""
    got: str
    want: object
    what: str


def call(name, *arguments, want=SUCCESS):
    assert len(arguments) == IMPORTS[name], name
    return Check(f"(call ${name} {' '.join(map(number, arguments))})", want, f"{name}({', '.join(map(str, arguments))})")


def holds(address, *words):
    return [Check(at(address + 4 * i), word, f"the word at {address + 4 * i}") for i, word in enumerate(words)]


def put(address, *words):
    return [f"(i32.store {number(address + 4 * i)} {number(word)})" for i, word in enumerate(words)]


def tensor(dims=DIMS, rank=2, kind=F32, data=DATA, size=16, place=TENSOR):
    return put(place, dims, rank, kind, data, size)


def grow(pages, want):
    return Check(f"(memory.grow {number(pages)})", want, f"memory.grow({pages})")


def repeat(count, *steps):
    return ("repeat", count, steps)


def flatten(steps):
    for step in steps:
        if isinstance(step, list):
            yield from flatten(step)
        else:
            yield step


BY_NAME = [call("load_by_name", NAME, 1, GRAPH)]
OPENED = [*BY_NAME, call("init_execution_context", at(GRAPH), CONTEXT), put(DIMS, 1, 4), put(DATA, *INPUT), tensor()]
FED = [*OPENED, call("set_input", at(CONTEXT), 0, TENSOR)]
COMPUTED = [*FED, call("compute", at(CONTEXT))]


def output_is(*words):
    return [put(OUT, *[0] * len(words)), call("get_output", at(CONTEXT), 0, OUT, 4 * len(words), WRITTEN), holds(WRITTEN, 4 * len(words)),
            holds(OUT, *words)]


OUTSIDE = (END, END + 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)  # of memory
ACROSS = (END - 1, END - 2, END - 3)  # its end, for a word
NO_HANDLES = (0, 1, 2, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFF0000, 0xFFFFFFFF)


@dataclasses.dataclass
class Guest:
    name: str
    steps: list = dataclasses.field(default_factory=list)
    options: tuple = ()
    exit_code: int = 0
    memory: str = f'(memory (export "memory") {PAGES})'
    model: bytes = b""
    start: bool = False  # all of it in the module's start function
    text: str = ""  # instead of all of the above


def guests(models, engine):
    identity = (models / "identity.onnx").read_bytes()
    whole = put(BUILDER, MODEL, len(identity))
    load = call("load", BUILDER, 1, ONNX, CPU, GRAPH)

    def load_fails(errno, *, builders=BUILDER, count=1, encoding=ONNX, target=CPU, graph=GRAPH):
        return call("load", builders, count, encoding, target, graph, want=errno)

    def set_fails(errno, context=at(CONTEXT), index=0, place=TENSOR):
        return call("set_input", context, index, place, want=errno)

    yield Guest("works", [*COMPUTED, output_is(*INPUT), whole, load, call("init_execution_context", at(GRAPH), CONTEXT),
                          call("set_input", at(CONTEXT), 0, TENSOR), call("compute", at(CONTEXT)), output_is(*INPUT)], model=identity)

    # -- Pointers
    yield Guest("load-pointers", [
        whole,
        [load_fails(INVALID_ARGUMENT, builders=place) for place in (*OUTSIDE, *ACROSS, END - 7)],
        [load_fails(INVALID_ARGUMENT, graph=place) for place in (*OUTSIDE, *ACROSS)],
        [[put(BUILDER, pointer, length), load_fails(INVALID_ARGUMENT)] for pointer, length in (
            (END, 1), (END - 1, 2), (0, END + 1), (0, 0xFFFFFFFF), (0xFFFFFFFF, 1), (0xFFFFFFFF, 0xFFFFFFFF), (1, 0xFFFFFFFF),
            (0x80000000, 0x80000000), (MODEL, 0), (END, 0))],
        # The handle goes where the builder is, and a builder at an odd address: both are allowed.
        whole, call("load", BUILDER, 1, ONNX, CPU, BUILDER),
        put(BUILDER + 1, MODEL, len(identity)), call("load", BUILDER + 1, 1, ONNX, CPU, GRAPH + 1),
    ], model=identity)

    yield Guest("load-counts", [
        whole, [load_fails(INVALID_ARGUMENT, count=count) for count in (0, 2, 0x20000000, 0x20000001, 0x80000000, 0xFFFFFFFF)],
        [load_fails(INVALID_ARGUMENT, count=count, encoding=AUTODETECT) for count in (0, 3, 0xFFFFFFFF)],
    ], model=identity)

    yield Guest("load-numbers", [
        whole, [load_fails(INVALID_ENCODING, encoding=encoding) for encoding in (TENSORFLOW, TENSORFLOWLITE, 6, 0x80000000, 0xFFFFFFFF)],
        [load_fails(UNSUPPORTED, target=target) for target in (GPU, TPU)],
        [load_fails(INVALID_ARGUMENT, target=target) for target in (3, 0x80000000, 0xFFFFFFFF)],
        call("load", BUILDER, 1, AUTODETECT, CPU, GRAPH), call("init_execution_context", at(GRAPH), CONTEXT),
    ], model=identity)

    yield Guest("load-by-name", [
        [call("load_by_name", place, length, GRAPH, want=INVALID_ARGUMENT) for place, length in (
            (END, 1), (END - 1, 2), (0, 0xFFFFFFFF), (0xFFFFFFFF, 1), (0xFFFFFFFF, 0xFFFFFFFF), (NAME, END))],
        [call("load_by_name", NAME, 1, place, want=INVALID_ARGUMENT) for place in (*OUTSIDE, *ACROSS)],
        # Not even with the path of the file behind "m" is there a file to be had.
        [call("load_by_name", MODEL, length, GRAPH, want=NOT_FOUND) for length in (0, 1, 20, len(str(models / "identity.onnx")), END - MODEL)],
        call("load_by_name", NAME, 2, GRAPH, want=NOT_FOUND),  # "m\0"
        call("load_by_name", END, 0, GRAPH, want=NOT_FOUND),
        call("load_by_name", NAME, 1, GRAPH), call("load_by_name", NAME, 1, SECOND),
        Check(f"(i32.eq {at(GRAPH)} {at(SECOND)})", 1, "the same handle for the same name"),
    ], model=str(models / "identity.onnx").encode())

    yield Guest("context-pointers", [BY_NAME, [call("init_execution_context", at(GRAPH), place, want=INVALID_ARGUMENT)
                                              for place in (*OUTSIDE, *ACROSS)], call("init_execution_context", at(GRAPH), END - 4)])

    yield Guest("input-pointers", [
        OPENED,
        [set_fails(INVALID_ARGUMENT, place=place) for place in (*OUTSIDE, *ACROSS, END - 19)],
        [[tensor(dims=place), set_fails(INVALID_ARGUMENT)] for place in (*OUTSIDE, *ACROSS, END - 7)],
        [[tensor(data=place), set_fails(INVALID_ARGUMENT)] for place in (*OUTSIDE, *ACROSS, END - 15)],
        [[tensor(data=place, size=size), set_fails(INVALID_ARGUMENT)] for place, size in (
            (0, 0xFFFFFFFF), (DATA, 0xFFFFFFF0), (0xFFFFFFF0, 16), (0xFFFFFFF8, 16))],
        # Nothing is set by a call that failed.
        call("compute", at(CONTEXT), want=INVALID_ARGUMENT),
        # All of it at odd addresses, overlapping, and up to the last byte of memory.
        put(DIMS + 1, 1, 4), put(END - 16, *INPUT), tensor(dims=DIMS + 1, data=END - 16, place=TENSOR + 3), set_fails(SUCCESS, place=TENSOR + 3),
        call("compute", at(CONTEXT)), output_is(*INPUT),
        put(DATA + 1, *INPUT), put(DIMS, 1, 4), tensor(data=DATA + 1), set_fails(SUCCESS), call("compute", at(CONTEXT)), output_is(*INPUT),
    ])

    yield Guest("output-pointers", [
        COMPUTED,
        [call("get_output", at(CONTEXT), 0, place, 16, WRITTEN, want=INVALID_ARGUMENT) for place in (*OUTSIDE, *ACROSS, END - 15)],
        [call("get_output", at(CONTEXT), 0, OUT, size, WRITTEN, want=INVALID_ARGUMENT) for size in (END, 0x80000000, 0xFFFFFFFF)],
        call("get_output", at(CONTEXT), 0, 0xFFFFFFFF, 0xFFFFFFFF, WRITTEN, want=INVALID_ARGUMENT),
        [call("get_output", at(CONTEXT), 0, OUT, 16, place, want=INVALID_ARGUMENT) for place in (*OUTSIDE, *ACROSS)],
        # Too small a buffer: not a byte of it is written, and the guest learns what it needs.
        [[put(OUT, 1, 2, 3, 4), put(WRITTEN, 0), call("get_output", at(CONTEXT), 0, OUT, size, WRITTEN, want=TOO_LARGE), holds(WRITTEN, 16),
          holds(OUT, 1, 2, 3, 4)] for size in (0, 1, 15)],
        call("get_output", at(CONTEXT), 0, END, 0, WRITTEN, want=TOO_LARGE),
        # The number of bytes goes into the buffer itself.
        call("get_output", at(CONTEXT), 0, OUT, 16, OUT + 4), holds(OUT, ONE, 16, MINUS_THREE, FOUR),
        put(OUT + 16, 77), call("get_output", at(CONTEXT), 0, OUT, 1000, WRITTEN), holds(WRITTEN, 16), holds(OUT, *INPUT, 77),
        call("get_output", at(CONTEXT), 0, END - 17, 17, END - 64), output_is(*INPUT),
    ])

    # -- Handles and indexes
    yield Guest("handles", [
        FED,
        [call("init_execution_context", handle, SECOND, want=INVALID_ARGUMENT) for handle in NO_HANDLES],
        [[call("compute", handle, want=INVALID_ARGUMENT), set_fails(INVALID_ARGUMENT, context=handle),
          call("get_output", handle, 0, OUT, 16, WRITTEN, want=INVALID_ARGUMENT)] for handle in NO_HANDLES],
        # One kind is not the other, and the neighbours are none.
        call("init_execution_context", at(CONTEXT), SECOND, want=INVALID_ARGUMENT), call("compute", at(GRAPH), want=INVALID_ARGUMENT),
        [call("compute", f"(i32.add {at(CONTEXT)} {number(step)})", want=INVALID_ARGUMENT) for step in (1, -1, 0x10000, 0x80000000)],
        call("compute", at(CONTEXT)), output_is(*INPUT),
    ])
    yield Guest("indexes", [
        OPENED, [set_fails(INVALID_ARGUMENT, index=index) for index in (1, 2, 64, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)],
        set_fails(SUCCESS), call("compute", at(CONTEXT)),
        [call("get_output", at(CONTEXT), index, OUT, 16, WRITTEN, want=INVALID_ARGUMENT) for index in (1, 2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)],
    ])

    # -- Tensors
    yield Guest("tensor-types", [
        OPENED, [[tensor(kind=kind), set_fails(INVALID_ARGUMENT)] for kind in (F16, F64, U8, I32, I64, 6, 127, 128, 255)],
        [[tensor(kind=kind, size=size), set_fails(INVALID_ARGUMENT)] for kind, size in ((F16, 8), (F64, 32), (U8, 4), (I32, 16), (I64, 32))],
        # The three bytes after the type are padding and hold anything.
        tensor(kind=0xABCDEF00 | F32), set_fails(SUCCESS), call("compute", at(CONTEXT)), output_is(*INPUT),
    ])
    shapes = [(1,), (4,), (4, 1), (2, 2), (1, 5), (1, 4, 1), (1, 1, 1, 4), (0, 4), (1, 0), (0xFFFFFFFF, 4), (0x10000, 0x10000), (0x80000000, 2),
              (0x40000000, 4), (0x10001, 0xFFFF), (0, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0), (1,) * 8, (0x10000,) * 4 + (0,) * 4]
    yield Guest("tensor-shapes", [
        OPENED,
        [[put(DIMS, *shape), tensor(rank=len(shape)), set_fails(INVALID_ARGUMENT)] for shape in shapes],
        [[put(DIMS, *shape), tensor(rank=len(shape), size=0), set_fails(INVALID_ARGUMENT)] for shape in shapes],
        put(DIMS, 1, 4), [[tensor(size=size), set_fails(INVALID_ARGUMENT)] for size in (0, 1, 15, 17, 12, 20, 65536)],
        [[tensor(rank=rank), set_fails(TOO_LARGE)] for rank in (9, 1000, 0x40000000, 0x80000000, 0xFFFFFFFF)],
        tensor(rank=0, size=4), set_fails(INVALID_ARGUMENT), tensor(rank=0, size=16), set_fails(INVALID_ARGUMENT),
        tensor(), set_fails(SUCCESS), call("compute", at(CONTEXT)), output_is(*INPUT),
    ])
    dynamic = ("--graph", f"m=onnx:{models / 'dynamic.onnx'}")
    yield Guest("dynamic-shapes", [
        OPENED, put(DATA, *INPUT, *INPUT, *INPUT),
        [[put(DIMS, rows, 4), tensor(size=16 * rows), set_fails(SUCCESS), call("compute", at(CONTEXT)), output_is(*(INPUT * rows))]
         for rows in (1, 3, 2, 1)],
        [[put(DIMS, *shape), tensor(rank=len(shape), size=size), set_fails(INVALID_ARGUMENT)] for shape, size in (
            ((1, 5), 20), ((4,), 16), ((0xFFFFFFFF, 4), 0xFFFFFFF0), ((0x40000000, 4), 0), ((0x10000000, 4), 0))],
        # An empty batch is a shape like any other.
        put(DIMS, 0, 4), tensor(size=0), set_fails(SUCCESS), call("compute", at(CONTEXT)),
        call("get_output", at(CONTEXT), 0, OUT, 0, WRITTEN), holds(WRITTEN, 0), call("get_output", at(CONTEXT), 0, END, 0, WRITTEN),
    ], options=dynamic)
    yield Guest("strings", [BY_NAME, call("init_execution_context", at(GRAPH), CONTEXT), put(DIMS, 1),
                            [[tensor(rank=1, kind=kind, size=size), set_fails(UNSUPPORTED)] for kind, size in ((U8, 1), (F32, 4), (I64, 8))],
                            call("compute", at(CONTEXT), want=INVALID_ARGUMENT)], options=("--graph", f"m=onnx:{models / 'text.onnx'}"))

    # -- Order
    yield Guest("order", [
        call("compute", at(CONTEXT), want=INVALID_ARGUMENT), OPENED,
        call("get_output", at(CONTEXT), 0, OUT, 16, WRITTEN, want=RUNTIME_ERROR),
        call("compute", at(CONTEXT), want=INVALID_ARGUMENT),
        call("get_output", at(CONTEXT), 0, OUT, 16, WRITTEN, want=RUNTIME_ERROR),
        set_fails(SUCCESS), call("get_output", at(CONTEXT), 0, OUT, 16, WRITTEN, want=RUNTIME_ERROR),
        call("compute", at(CONTEXT)), output_is(*INPUT), output_is(*INPUT), call("compute", at(CONTEXT)), output_is(*INPUT),
        # Contexts of one graph have inputs of their own.
        call("init_execution_context", at(GRAPH), SECOND), call("compute", at(SECOND), want=INVALID_ARGUMENT), output_is(*INPUT),
    ])
    two = ("--graph", f"m=onnx:{models / 'two.onnx'}")
    yield Guest("one-of-two-inputs", [
        BY_NAME, call("init_execution_context", at(GRAPH), CONTEXT), put(DIMS, 2), put(DATA, 7, 0, 9, 0), tensor(rank=1, kind=I64),
        set_fails(SUCCESS, index=1), call("compute", at(CONTEXT), want=INVALID_ARGUMENT), set_fails(SUCCESS, index=0), call("compute", at(CONTEXT)),
        call("get_output", at(CONTEXT), 1, OUT, 16, WRITTEN), holds(OUT, 14, 0, 18, 0), output_is(0, 0, 0, 0),
        call("get_output", at(CONTEXT), 2, OUT, 16, WRITTEN, want=INVALID_ARGUMENT),
    ], options=two)

    # -- Memory that grows (and moves) and changes between the calls
    for mode in ("copy", "deferred", "several-copies"):
        seen = (FOUR, TWO, MINUS_THREE, FOUR) if mode == "deferred" else INPUT
        yield Guest(f"grow-{mode}", [
            OPENED, grow(1, PAGES), set_fails(SUCCESS), grow(300, PAGES + 1), put(DATA, FOUR), call("compute", at(CONTEXT)), grow(700, PAGES + 301),
            output_is(*seen), put(DATA, *INPUT),
            # Inputs in memory that there was not before, and an output there.
            put(END + 65536 * 900, *INPUT), tensor(data=END + 65536 * 900), set_fails(SUCCESS), grow(1000, PAGES + 1001), call("compute", at(CONTEXT)),
            call("get_output", at(CONTEXT), 0, END + 65536 * 1900, 16, WRITTEN), holds(END + 65536 * 1900, *INPUT),
            # The pointers are no longer needed: only what they lead to.
            put(DATA, *INPUT), tensor(), set_fails(SUCCESS), tensor(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF), call("compute", at(CONTEXT)),
            output_is(*INPUT),
        ], options=("--input-mode", mode))
    yield Guest("deferred-odd-address", [OPENED, put(DATA + 1, *INPUT), tensor(data=DATA + 1), set_fails(SUCCESS), grow(500, PAGES), call("compute", at(CONTEXT)),
                                         output_is(*INPUT), put(DATA + 1, TWO), call("compute", at(CONTEXT)), output_is(TWO, *INPUT[1:])],
                options=("--input-mode", "deferred"))
    yield Guest("memory-limit", [FED, grow(15, -1), grow(14, PAGES), grow(1, -1), grow(0xFFFF, -1), grow(0xFFFFFFFF, -1), call("compute", at(CONTEXT)),
                                 output_is(*INPUT)], options=("--max-guest-memory", "1M"))

    # -- Limits
    yield Guest("graphs-limit", [whole, load, load, load, load_fails(TOO_LARGE), call("load_by_name", NAME, 1, GRAPH, want=TOO_LARGE)],
                model=identity, options=("--max-graphs", "3"))
    yield Guest("contexts-limit", [OPENED, repeat(3, call("init_execution_context", at(GRAPH), SECOND)),
                                   repeat(1000, call("init_execution_context", at(GRAPH), SECOND, want=TOO_LARGE)), set_fails(SUCCESS),
                                   call("compute", at(CONTEXT)), output_is(*INPUT)], options=("--max-contexts", "4"))
    yield Guest("model-bytes-limit", [whole, load_fails(TOO_LARGE), put(BUILDER, 0, END), load_fails(TOO_LARGE)], model=identity,
                options=("--max-model-bytes", "64"))
    yield Guest("tensor-bytes-limit", [OPENED, put(DIMS, 4, 4), tensor(size=64), set_fails(TOO_LARGE), put(DIMS, 3, 4), tensor(size=48), set_fails(SUCCESS)],
                options=(*dynamic, "--max-tensor-bytes", "63"))
    yield Guest("host-bytes-limit", [
        OPENED, put(DIMS, 4, 4), tensor(size=64), set_fails(TOO_LARGE), put(DIMS, 1, 4), tensor(), set_fails(SUCCESS),
        call("init_execution_context", at(GRAPH), SECOND), set_fails(SUCCESS, context=at(SECOND)), call("init_execution_context", at(GRAPH), GRAPH),
        set_fails(SUCCESS, context=at(GRAPH)), put(BUILDER, MODEL, 64), load_fails(TOO_LARGE),
    ], options=(*dynamic, "--max-host-bytes", "63"))
    yield Guest("rank-limit", [OPENED, set_fails(TOO_LARGE), tensor(rank=1), put(DIMS, 4), set_fails(INVALID_ARGUMENT)], options=("--max-rank", "1"))
    yield Guest("no-load", [whole, load_fails(UNSUPPORTED), load_fails(UNSUPPORTED, builders=0xFFFFFFFF), COMPUTED, output_is(*INPUT)], model=identity,
                options=("--no-load",))

    # -- Models that are none
    parts = [length for length in range(1, len(identity), 7)]
    yield Guest("truncated-models", [
        [[put(BUILDER, MODEL, length), repeat(3, ("fails", load_fails(SUCCESS)))] for length in parts],
        [[put(BUILDER, MODEL + skip, len(identity) - skip), ("fails", load_fails(SUCCESS))] for skip in (1, 2, 9, 40)],
        put(BUILDER, 0, END), ("fails", load_fails(SUCCESS)),
        # And then one that is.
        whole, load, call("init_execution_context", at(GRAPH), CONTEXT),
    ], model=identity)
    # Each byte of the model flipped in turn. Some of these are models too (of another name, say): what counts is that the host lives.
    yield Guest("damaged-models", [
        whole,
        *[[f"(i32.store8 (i32.const {MODEL + i}) (i32.const {identity[i] ^ 0xFF}))",
           f"(drop (call $load (i32.const {BUILDER}) (i32.const 1) (i32.const {ONNX}) (i32.const {CPU}) (i32.const {GRAPH})))",
           f"(i32.store8 (i32.const {MODEL + i}) (i32.const {identity[i]}))"] for i in range(len(identity))],
        load,
    ], model=identity, options=("--max-graphs", "0"))

    # -- Odd modules
    every = [call("load", 0, 1, ONNX, CPU, 0, want=MISSING_MEMORY), call("load_by_name", 0, 1, 0, want=MISSING_MEMORY),
             call("init_execution_context", 0, 0, want=MISSING_MEMORY), call("set_input", 0, 0, 0, want=MISSING_MEMORY),
             call("compute", 0, want=MISSING_MEMORY), call("get_output", 0, 0, 0, 0, 0, want=MISSING_MEMORY)]
    yield Guest("no-memory", every, memory="")
    yield Guest("hidden-memory", every, memory=f'(memory {PAGES}) (export "Memory" (memory 0))')
    yield Guest("function-named-memory", every, memory=f'(memory {PAGES}) (func (export "memory"))')
    yield Guest("empty-memory", [every], memory='(memory (export "memory") 0)')
    # V8 gives no exports to anybody before the start function has returned.
    yield Guest("start-function", every if engine == "v8" else [COMPUTED, output_is(*INPUT)], start=True)

    # -- Control flow
    yield Guest("exit-in-the-middle", [FED, "(call $exit (i32.const 42))"], exit_code=42, options=("--input-mode", "deferred"))
    yield Guest("trap-in-the-middle", [COMPUTED, "unreachable"], exit_code=134, options=("--input-mode", "deferred"))
    yield Guest("deep-stack", exit_code=134, text=f"""(module
  (import "wasi_ephemeral_nn" "load_by_name" (func $load_by_name (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $deeper (param i32) (result i32)
    (i32.add (call $load_by_name (i32.const 0) (i32.const 70000) (i32.const 0)) (call $deeper (i32.add (local.get 0) (i32.const 1)))))
  (func (export "_start") (drop (call $deeper (i32.const 0)))))""")
    yield Guest("random-calls", text=random_calls())


def survives(check):
    """Whatever the answer: there are damaged models that are models, and tensors that a model turns out to take. What counts is the host."""
    return f"(drop {check.got})"


def backend_guests(models, backend):
    files = {"libtorch": ["identity.pt"], "openvino": ["identity.xml", "identity.bin"]}[backend]
    encoding = {"libtorch": PYTORCH, "openvino": OPENVINO}[backend]
    parts = [(models / file).read_bytes() for file in files]
    places = [MODEL, MODEL + len(parts[0])]
    graph = ("--graph", f"m={'pytorch' if backend == 'libtorch' else 'openvino'}:" + ",".join(str(models / file) for file in files))

    def builders(*lengths):
        return put(BUILDER, *(word for place, length in zip(places, lengths) for word in (place, length)))

    def load(want=SUCCESS, encoding=encoding):
        return call("load", BUILDER, len(parts), encoding, CPU, GRAPH, want=want)

    lengths = [len(part) for part in parts]
    whole = builders(*lengths)
    use = [call("init_execution_context", at(GRAPH), CONTEXT), put(DIMS, 1, 4), put(DATA, *INPUT), tensor(), call("set_input", at(CONTEXT), 0, TENSOR),
           call("compute", at(CONTEXT)), output_is(*INPUT)]
    everything = b"".join(parts)
    pages = (MODEL + len(everything)) // 65536 + 2
    step = max(len(parts[0]) // 60, 1)
    common = {"model": everything, "memory": f'(memory (export "memory") {pages})'}
    yield Guest(f"{backend}-models", [
        [[builders(length, *lengths[1:]), ("fails", load())] for length in range(1, len(parts[0]) - 1, step)],
        [[whole, f"(i32.store8 (i32.const {MODEL + i}) (i32.const {everything[i] ^ 0x55}))", survives(load()),
          f"(i32.store8 (i32.const {MODEL + i}) (i32.const {everything[i]}))"] for i in range(0, len(parts[0]), step)],
        whole, load(), use, load(encoding=AUTODETECT), use, call("load", BUILDER, len(parts), ONNX, CPU, GRAPH, want=RUNTIME_ERROR if len(parts) == 1 else INVALID_ARGUMENT),
        call("load", BUILDER, 3 - len(parts), encoding, CPU, GRAPH, want=INVALID_ARGUMENT), BY_NAME, use,
    ], options=(*graph, "--max-graphs", "0"), **common)
    shapes = [((), 4, F32), ((4,), 16, F32), ((1, 5), 20, F32), ((0, 4), 0, F32), ((1, 4), 16, I32), ((1, 4), 32, I64), ((1, 4), 4, U8), ((1, 4), 8, F16),
              ((1,) * 8, 4, F32), ((0xFFFFFFFF, 0), 0, F32), ((1, 4, 0), 0, F64)]
    yield Guest(f"{backend}-tensors", [
        BY_NAME, call("init_execution_context", at(GRAPH), CONTEXT),
        [[put(DIMS, *shape), tensor(rank=len(shape), size=size, kind=kind), survives(call("set_input", at(CONTEXT), 0, TENSOR)),
          survives(call("compute", at(CONTEXT))), survives(call("get_output", at(CONTEXT), 0, OUT, 256, WRITTEN))] for shape, size, kind in shapes],
        [call("set_input", at(CONTEXT), index, TENSOR, want=INVALID_ARGUMENT) for index in (64, 0x80000000, 0xFFFFFFFF)],
        use, call("get_output", at(CONTEXT), 1, OUT, 256, WRITTEN, want=INVALID_ARGUMENT),
    ], options=graph)


def random_calls():
    """Every import, with numbers that are random, or random and close to something."""
    cases = []
    for index, (name, count) in enumerate(IMPORTS.items()):
        cases.append(f"(if (i32.eq (local.get $which) (i32.const {index})) (then (drop (call ${name} {'(call $number) ' * count}))))")
    imports = "\n  ".join(f'(import "wasi_ephemeral_nn" "{name}" (func ${name} (param {"i32 " * count}) (result i32)))' for name, count in IMPORTS.items())
    return f"""(module
  {imports}
  (memory (export "memory") {PAGES} 64)
  (data (i32.const {NAME}) "m")
  (global $state (mut i32) (i32.const 12345))
  (func $random (result i32)
    (global.set $state (i32.add (i32.mul (global.get $state) (i32.const 1664525)) (i32.const 1013904223)))
    (i32.rotl (global.get $state) (i32.const 13)))
  (func $number (result i32) (local $kind i32)
    (local.set $kind (i32.and (call $random) (i32.const 7)))
    (if (i32.eqz (local.get $kind)) (then (return (call $random))))
    (if (i32.eq (local.get $kind) (i32.const 1)) (then (return (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.and (call $random) (i32.const 31))))))
    (if (i32.eq (local.get $kind) (i32.const 2)) (then (return (i32.load (i32.and (call $random) (i32.const 1023))))))
    (if (i32.eq (local.get $kind) (i32.const 3)) (then (return (i32.and (call $random) (i32.const 7)))))
    (i32.and (call $random) (i32.const 1023)))
  (func (export "_start") (local $i i32) (local $which i32)
    (loop $again
      (local.set $which (i32.rem_u (call $random) (i32.const 7)))
      {' '.join(cases)}
      (if (i32.eq (local.get $which) (i32.const 6)) (then (i32.store (i32.and (call $random) (i32.const 1023)) (call $number))))
      (if (i32.eqz (i32.and (local.get $i) (i32.const 1023))) (then (drop (memory.grow (i32.const 1)))
        (i32.store8 (i32.const {NAME}) (i32.const 109)) (drop (call $load_by_name (i32.const {NAME}) (i32.const 1) (i32.const {GRAPH})))
        (drop (call $init_execution_context (i32.load (i32.const {GRAPH})) (i32.const {CONTEXT})))))
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20000))))))"""


def text_of(guest, described):
    """The guest as WebAssembly text. `described` gets the words for each check, in order."""
    if guest.text:
        return guest.text

    def statement(step):
        if isinstance(step, str):
            return step
        if isinstance(step, Check):
            described.append(step)
            return f"(call $expect (i32.const {len(described) - 1}) {step.got} {number(step.want)})"
        kind, *rest = step
        if kind == "fails":  # whatever the errno
            described.append(dataclasses.replace(rest[0], want="any error"))
            return f"(call $expect (i32.const {len(described) - 1}) (i32.ne {rest[0].got} (i32.const 0)) (i32.const 1))"
        count, steps = rest
        body = "\n".join(map(statement, flatten(list(steps))))
        return f"(local.set $i (i32.const {count}))\n(loop {body}\n(br_if 0 (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))"

    body = "\n".join(map(statement, flatten(guest.steps)))
    imports = "\n".join(f'(import "wasi_ephemeral_nn" "{name}" (func ${name} (param {"i32 " * count}) (result i32)))' for name, count in IMPORTS.items())
    data = "".join(f"\\{byte:02x}" for byte in guest.model)
    has_memory = guest.memory.startswith('(memory (export "memory")') and not guest.memory.endswith(" 0)")
    # Without a memory there is nothing to tell with: the exit code has to do.
    tell = "(i32.store (i32.const 16) (local.get $check)) (i32.store (i32.const 20) (local.get $got)) (i32.store (i32.const 0) (i32.const 16))" \
           "(i32.store (i32.const 4) (i32.const 8)) (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))" if has_memory else ""
    contents = f'(data (i32.const {NAME}) "m") (data (i32.const {MODEL}) "{data}")' if has_memory else ""
    where = "(start $all) (func (export \"_start\"))" if guest.start else '(export "_start" (func $all))'
    return f"""(module
{imports}
(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
{guest.memory}
{contents}
(func $expect (param $check i32) (param $got i32) (param $want i32)
  (if (i32.ne (local.get $got) (local.get $want)) (then {tell} (call $exit (i32.const {FAILED})))))
(func $all (local $i i32)
{body})
{where})
"""


def problem(guest, folder, engine, models):
    """What is wrong with the run of `guest`; None when nothing is."""
    described = []
    source, module = folder / f"{guest.name}.wat", folder / f"{guest.name}.wasm"
    source.write_text(text_of(guest, described))
    subprocess.run(["wat2wasm", "--debug-names", source, "-o", module], check=True)
    graph = () if "--graph" in guest.options else ("--graph", f"m=onnx:{models / 'identity.onnx'}")
    run = subprocess.run(["wasi-nn-run", module, "--engine", engine, *graph, *guest.options], capture_output=True, timeout=300, check=False)
    if run.returncode == FAILED and len(run.stdout) == 8:
        check, got = struct.unpack("<II", run.stdout)
        return f"{described[check].what} gave {got} instead of {described[check].want}"
    if run.returncode != guest.exit_code:
        return f"it ended with {run.returncode}: {run.stderr.decode(errors='replace')[-2000:]}"
    # However often a guest fails, the terminal stays readable.
    lines = run.stderr.count(b"\n")
    if lines > 25:
        return f"{lines} lines on stderr"
    return None


def main():
    folder, engine, models = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for guest in backend_guests(models, sys.argv[4]) if len(sys.argv) > 4 else guests(models, engine):
        found = problem(guest, folder, engine, models)
        wrong += found is not None
        print(f"{guest.name}: {found or 'ok'}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
