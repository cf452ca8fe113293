# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From a kernel as data (loops.py) to C: the schedule.

  tiles       A reduction whose results lie side by side (convolution, matmul, depthwise, pooling): `rows` pixels x `vectors` x 4
              channels stay in registers over the whole reduction, then the element-wise steps work on them before they are stored.
  rows        A reduction along what lies side by side (softmax, layer norm): four vectors of partial results.
  map         No reduction: vectors along the last axis.
  plain       Everything else: the loops as they are.

Where a tile does not divide an axis, the last one starts earlier and overlaps its neighbour: what both compute is the same, so no size
is odd and no memory is padded. Constant weights are packed in the order in which the tile reads them.

The form `vector` writes a vector as float4, the form `tile` as a loop over its lanes: the same arithmetic in the same order, so both
give the same bits; the one is what ships, the other shows what an autovectoriser makes of it.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import loops
from .loops import ACCUMULATOR, Constant, Load, NotCovered, Operation, Variable, affine
from .static_graph import Tensor, c_literal, c_type

LANES = 4       # f32 in 128 bits: Wasm, and x86-64-v2
REGISTERS = 16  # vector registers of x86-64-v2, and of what Wasm engines make of it
CHAINS = 8      # independent additions in flight that hide the latency of one
L1_BYTES = 24 << 10  # what of the first-level cache a block of weights may fill
UNROLLED_TAPS = 8  # a row of a window up to this width is written out
FORMS = ("vector", "tile")
WRAP = 1 << 32  # offsets are uint32_t

INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
VECTOR_FUNCTIONS = {"min", "max", "exp", "erf", "tanh", "sigmoid", "sqrt", "rsqrt", "abs", "floor", "ceil", "trunc", "round"}
SCALAR_FUNCTIONS = {"log": "logf", "pow": "powf", "sin": "sinf", "cos": "cosf", "tan": "tanf", "atan": "atanf", "fmod": "fmodf",
                    "acos": "acosf", "asin": "asinf", "sinh": "sinhf", "cosh": "coshf", "log2": "log2f", "log10": "log10f", "log1p": "log1pf",
                    "exp2": "exp2f", "exp10": "exp10f", "atan2": "atan2f", "asinh": "asinhf", "acosh": "acoshf", "atanh": "atanhf"}


@dataclass(frozen=True)
class Packing:
    """A constant argument that a kernel reads as [tile][outer...][lane]: element (tile, outer..., lane) is that of the dense array at
    starts[tile] * lane_stride + sum(outer * strides) + lane * lane_stride + offset."""
    argument: int
    starts: tuple
    lanes: int
    lane_stride: int
    outer: tuple  # (extent, stride), in the order of the loops
    offset: int

    def apply(self, weights):
        flat = np.ascontiguousarray(weights).ravel()
        places = np.asarray(self.starts)[:, None] * self.lane_stride
        places = places.reshape(-1, *[1] * len(self.outer), 1)
        for axis, (extent, stride) in enumerate(self.outer):
            places = places + (np.arange(extent) * stride).reshape(1, *[extent if a == axis else 1 for a in range(len(self.outer))], 1)
        return np.ascontiguousarray(flat[places + np.arange(self.lanes) * self.lane_stride + self.offset])


@dataclass(frozen=True)
class CKernel:
    text: str
    packings: tuple
    workspaces: tuple  # Tensor


def prelude(file):
    return (Path(__file__).parent / file).read_text(encoding="ascii")


def kernel_as_c(kernel, constant_arguments, form):
    """loops.Kernel -> CKernel. `constant_arguments`: indices of the parameters that are constants in every call, whose layout then is
    ours. Raises NotCovered for a form that is not known here."""
    kernel = loops.join_epilogues(loops.inline_stages(kernel))
    writer = Writer(kernel, constant_arguments, form)
    for stage in kernel.stages:
        writer.stage(stage)
    return writer.finish()


class Writer:
    def __init__(self, kernel, constant_arguments, form):
        self.kernel = kernel
        self.constant = constant_arguments
        self.vector = form == "vector"
        self.lines = []
        self.depth = 1
        self.packings = []
        self.names = 0
        own = {parameter.name for parameter in kernel.parameters}
        stored = {stage.buffer for stage in kernel.stages}
        self.workspaces = [buffer for name, buffer in kernel.buffers.items() if name not in own and name in stored]
        self.c_names = {buffer.name: f"p{place}" for place, buffer in enumerate(kernel.parameters[:-1])}
        self.c_names[kernel.parameters[-1].name] = "result"
        self.c_names.update({buffer.name: f"scratch{place}" for place, buffer in enumerate(self.workspaces)})

    # Text

    def line(self, text):
        self.lines.append("  " * self.depth + text)

    def name(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def open(self, text):
        self.line(f"{text} {{" if text else "{")
        self.depth += 1

    def close(self, count=1):
        for _ in range(count):
            self.depth -= 1
            self.line("}")

    def finish(self):
        parameters = [f"const {c_type(buffer.dtype)} *restrict {self.c_names[buffer.name]}" for buffer in self.kernel.parameters[:-1]]
        parameters += [f"{c_type(buffer.dtype)} *restrict {self.c_names[buffer.name]}" for buffer in [self.kernel.parameters[-1], *self.workspaces]]
        unused = [f"  (void){self.c_names[buffer.name]};" for buffer in self.kernel.parameters[:-1]
                  if not any(loops.reads(stage, buffer.name) for stage in self.kernel.stages)]
        text = "\n".join([f"KERNEL {self.kernel.name}({', '.join(parameters)}) {{", *unused, *self.lines, "  return 0;", "}", ""])
        return CKernel(text, tuple(self.packings), tuple(Tensor(buffer.shape, buffer.dtype) for buffer in self.workspaces))

    def loop(self, variable, extent, step=1):
        """Opens a loop; returns the name that stands for `variable` in it. A step that does not divide: the last overlaps."""
        if extent <= step:
            return None
        counter = self.name("i")
        advance = f"{counter}++" if step == 1 else f"{counter} += {step}"
        self.open(f"{self.loop_prefix()}for (uint32_t {counter} = 0; {counter} < {extent}; {advance})")
        if extent % step:
            overlapped = self.name("i")
            self.line(f"const uint32_t {overlapped} = {counter} < {extent - step} ? {counter} : {extent - step};")
            return overlapped
        return counter

    def loop_prefix(self):
        return "NN_LOOP " if self.vector else ""

    # Stages

    def stage(self, stage):
        if not stage.combine:
            for part in loops.split_at_edges(stage):
                self.map(loops.join_axes(loops.split_divided_axes(part)))
            return
        stage = loops.join_axes(loops.split_divided_axes(stage))
        if self.dtype(stage) == "float32" and all(node.dtype == "float32" or loops.is_integer(node.dtype) or node.dtype == "bool"
                                                  for expression in stage.expressions() for node in loops.walk(expression)):
            lane = self.lane_axis(stage)
            if lane is not None:
                return Tile(self, stage, lane).write()
            if self.along_row(stage):
                return self.row_reduction(stage)
        self.plain_reduction(stage)

    def dtype(self, stage):
        return self.kernel.buffers[stage.buffer].dtype

    def packable(self, load, stage):
        """The argument that `load` reads, if its layout is ours to choose."""
        places = [place for place, buffer in enumerate(self.kernel.parameters) if buffer.name == load.buffer]
        reads = [other for expression in (s for st in self.kernel.stages for s in st.expressions()[1:]) for other in loops.loads(expression)
                 if other.buffer == load.buffer]
        if not places or places[0] not in self.constant or len(reads) != 1 or affine(load.offset) is None:
            return None
        return places[0]

    def lane_axis(self, stage):
        """The axis along which results lie side by side and operands too, or are the same, or can be packed so."""
        store = affine(stage.offset)
        if store is None:
            return None
        for name, extent in reversed(stage.axes):
            if store.get(name, 0) != 1 or extent < 2:
                continue
            if all(self.lane_ready(load, name, stage) for load in loops.loads(stage.value)) and not self.lane_condition(stage.value, name):
                return name
        return None

    def lane_ready(self, load, lane, stage):
        terms = affine(load.offset)
        forwards = terms is not None and all(coefficient >= 0 for coefficient in terms.values())
        return forwards and (terms.get(lane, 0) in (0, 1) or self.packable(load, stage) is not None)

    @staticmethod
    def lane_condition(expression, lane):
        """Whether something other than the place of a load depends on the lane."""
        return any(isinstance(node, Operation) and node.name not in ("add", "sub", "mul") and lane in loops.variables(node)
                   and any(loops.is_integer(operand.dtype) and lane in loops.variables(operand) for operand in node.operands)
                   for node in loops.walk(expression) if node.dtype in ("bool", "float32"))

    def along_row(self, stage):
        """Whether the last reduced axis is what lies side by side in memory."""
        if not stage.reduced:
            return False
        name, extent = stage.reduced[-1]
        tables = [affine(load.offset) for load in loops.loads(stage.value)]
        return extent >= 2 * LANES and all(t is not None and t.get(name, 0) in (0, 1) for t in tables) and any(t.get(name, 0) for t in tables) \
            and not self.lane_condition(stage.value, name)

    def plain_nest(self, axes):
        environment = {}
        for name, extent in axes:
            counter = self.loop(name, extent)
            environment[name] = (counter, 0)
        return environment

    def map(self, stage):
        store = affine(stage.offset)
        lane = next((name for name, extent in reversed(stage.axes) if store is not None and store.get(name, 0) == 1 and extent >= LANES), None)
        vectorised = self.vector and lane is not None and self.dtype(stage) == "float32"
        axes = [axis for axis in stage.axes if axis[0] != lane] if vectorised else stage.axes
        environment = self.plain_nest(axes)
        depth = sum(extent > 1 for _, extent in axes)
        if not vectorised:
            text = Block(self, environment).scalar(stage.value)
            self.line(f"*({self.address(stage.buffer, stage.offset, environment)}) = {text};")
            return self.close(depth)
        extent = dict(stage.axes)[lane]
        group = next(size for size in (4 * LANES, 2 * LANES, LANES) if extent % size == 0 or size == LANES)
        counter = self.loop(lane, extent, group)
        for vector in range(group // LANES):
            inner = {**environment, lane: (counter, vector * LANES)}
            self.open("")
            block = Block(self, inner, lane)
            text = block.vector(stage.value)
            self.line(f"nn_store4({self.address(stage.buffer, stage.offset, inner)}, {text});")
            self.close()
        self.close(depth + (counter is not None))

    def plain_reduction(self, stage):
        environment = self.plain_nest(stage.axes)
        dtype = stage.start.dtype
        accumulator = self.name("sum")
        self.line(f"{c_type(dtype)} {accumulator} = {c_literal(stage.start.value, dtype)};")
        inner = {**environment, **self.plain_nest(stage.reduced)}
        step = Operation(dtype, stage.combine, (Variable(dtype, ACCUMULATOR), stage.value))
        self.line(f"{accumulator} = {Block(self, inner, accumulator=accumulator).scalar(step)};")
        self.close(sum(extent > 1 for _, extent in stage.reduced))
        text = Block(self, environment, accumulator=accumulator).scalar(stage.final)
        self.line(f"*({self.address(stage.buffer, stage.offset, environment)}) = {text};")
        self.close(sum(extent > 1 for _, extent in stage.axes))

    def row_reduction(self, stage):
        """Along the last reduced axis: partial results in 16 lanes, then in 4, then one; the rest of the row after them."""
        environment = self.plain_nest(stage.axes)
        total = self.name("sum")
        partial = self.name("part")
        wide = 4 * LANES
        start = c_literal(stage.start.value, "float32")
        if self.vector:
            self.line(f"float4 {', '.join(f'{partial}_{v} = nn_splat4({start})' for v in range(4))};")
        else:
            self.line(f"float {partial}[{wide}];")
            self.line(f"for (uint32_t lane = 0; lane < {wide}; lane++)")
            self.line(f"  {partial}[lane] = {start};")
        self.line(f"float {total} = {start};")
        inner = {**environment, **self.plain_nest(stage.reduced[:-1])}
        lane, extent = stage.reduced[-1]
        step = Operation("float32", stage.combine, (Variable("float32", ACCUMULATOR), stage.value))
        done = extent // wide * wide
        if done:
            counter = self.name("i")
            self.open(f"{self.loop_prefix()}for (uint32_t {counter} = 0; {counter} < {done}; {counter} += {wide})")
            if self.vector:
                for vector in range(4):
                    block = Block(self, {**inner, lane: (counter, vector * LANES)}, lane, accumulator=f"{partial}_{vector}")
                    self.line(f"{partial}_{vector} = {block.vector(step)};")
            else:
                self.line(f"for (uint32_t lane = 0; lane < {wide}; lane++)")
                block = Block(self, {**inner, lane: (f"({counter} + lane)", 0)}, accumulator=f"{partial}[lane]", inline=True)
                self.line(f"  {partial}[lane] = {block.scalar(step)};")
            self.close()
        if extent > done:
            counter = self.name("i")
            self.open(f"for (uint32_t {counter} = {done}; {counter} < {extent}; {counter}++)")
            self.line(f"{total} = {Block(self, {**inner, lane: (counter, 0)}, accumulator=total).scalar(step)};")
            self.close()
        self.close(sum(size > 1 for _, size in stage.reduced[:-1]))

        for left, right in ((0, 1), (2, 3), (0, 2)):  # the same order in both forms
            if self.vector:
                self.line(f"{partial}_{left} = {combined(stage.combine, f'{partial}_{left}', f'{partial}_{right}', '4')};")
            else:
                self.line(f"for (uint32_t lane = 0; lane < {LANES}; lane++)")
                sides = (f"{partial}[{side * LANES} + lane]" for side in (left, right))
                self.line(f"  {partial}[{left * LANES} + lane] = {combined(stage.combine, *sides)};")
        for place in range(LANES):
            self.line(f"{total} = {combined(stage.combine, total, f'{partial}_0[{place}]' if self.vector else f'{partial}[{place}]')};")
        text = Block(self, environment, accumulator=total).scalar(stage.final)
        self.line(f"*({self.address(stage.buffer, stage.offset, environment)}) = {text};")
        self.close(sum(extent > 1 for _, extent in stage.axes))

    # Places in memory

    def address(self, buffer, offset, environment):
        """The C pointer to one element."""
        terms = affine(offset)
        if terms is None:
            return f"{self.c_names[buffer]} + {Block(self, environment, inline=True).scalar(offset)}"
        parts, constant = place_of(terms, environment)
        base = self.c_names[buffer] if not parts else f"{self.c_names[buffer]} + ({' + '.join(parts)})"
        return f"{base} + {constant}u" if constant else base


def combined(operation, left, right, width=""):
    return f"nn_{operation}{width}({left}, {right})" if operation in ("min", "max") else f"{left} {INFIX[operation]} {right}"


def place_of(terms, environment):
    """Affine terms -> (C summands, constant). Unsigned, and the constant apart: then the compiler may fold it into the access."""
    parts, constant = [], terms.get("", 0)
    for name, coefficient in terms.items():
        if not name:
            continue
        counter, added = environment[name]
        constant += coefficient * added
        if counter is not None:
            parts.append(counter if coefficient == 1 else f"{counter} * {coefficient % WRAP}u")
    if constant < 0 or any(coefficient < 0 for name, coefficient in terms.items() if name):
        # What is walked backwards: only the whole sum is sure to be an offset, so all of it is added up (unsigned, modulo 2^32).
        parts, constant = [*parts, f"{constant % WRAP}u"], 0
    return parts, constant


class Block:
    """Straight-line C for expressions at one place of the loops: {variable: (C counter or None for 0, constant)}. A node that is used
    more than once becomes a variable (unless `inline`)."""

    def __init__(self, writer, environment, lane=None, accumulator=None, inline=False):
        self.writer = writer
        self.environment = environment
        self.lane = lane
        self.accumulator = accumulator
        self.inline = inline
        self.written = {}
        self.uses = {}

    def count(self, expression):
        for node in loops.walk(expression):
            for operand in loops.operands_of(node):
                self.uses[id(operand)] = self.uses.get(id(operand), 0) + 1

    def shared(self, node, text, vector):
        """`text`, or the variable that now holds it."""
        if not self.inline and self.uses.get(id(node), 0) > 1 and isinstance(node, (Operation, Load)):
            name = self.writer.name("t")
            self.writer.line(f"const {'float4' if vector else c_type(node.dtype)} {name} = {text};")
            text = name
        self.written[id(node), vector] = text
        return text

    def varies(self, node):
        """Whether a node has a value per lane."""
        return self.lane is not None and (self.lane in loops.variables(node)
                                          or any(isinstance(n, Variable) and n.name == ACCUMULATOR for n in loops.walk(node)))

    def scalar(self, expression):
        self.count(expression)
        return self.scalar_text(expression)

    def vector(self, expression):
        self.count(expression)
        return self.vector_text(expression)

    def scalar_text(self, node):
        if (id(node), False) in self.written:
            return self.written[id(node), False]
        if isinstance(node, Constant):
            return literal(node)
        if isinstance(node, Variable):
            if node.name == ACCUMULATOR:
                return self.accumulator
            counter, added = self.environment[node.name]
            return f"((int64_t){counter} + {added})" if counter is not None else str(added)
        if isinstance(node, Load):
            return self.shared(node, f"*({self.address(node)})", False)
        if node.name == "if_then_else" and not self.inline:  # an arm is not to be evaluated before it is chosen
            operands = [Block(self.writer, self.environment, accumulator=self.accumulator, inline=True).scalar(operand) for operand in node.operands]
        else:
            operands = [self.scalar_text(operand) for operand in node.operands]
        return self.shared(node, scalar_operation(node, operands), False)

    def address(self, node):
        return self.writer.address(node.buffer, node.offset, self.environment)

    def vector_text(self, node):
        """A float4, or a mask (int4) for a comparison."""
        if (id(node), True) in self.written:
            return self.written[id(node), True]
        if not self.varies(node):
            text = self.scalar_text(node)
            return self.shared(node, f"nn_splat4({text})", True) if node.dtype == "float32" else text
        if isinstance(node, Variable):
            return self.accumulator
        if isinstance(node, Load):
            terms = affine(node.offset)
            if node.dtype == "float32" and terms is not None and terms.get(self.lane, 0) == 1:
                return self.shared(node, f"nn_load4({self.address(node)})", True)
            return self.by_lane(node)
        floats = all(operand.dtype == "float32" for operand in node.operands)
        if node.dtype == "float32" and floats and node.name in ("add", "sub", "mul", "div"):
            # A scalar operand needs no splat: the compiler makes one.
            texts = [self.vector_text(o) if self.varies(o) else self.scalar_text(o) for o in node.operands]
            return self.shared(node, f"({texts[0]} {INFIX[node.name]} {texts[1]})", True)
        if node.dtype == "float32" and floats and node.name in VECTOR_FUNCTIONS:
            return self.shared(node, f"nn_{node.name}4({', '.join(self.vector_text(o) for o in node.operands)})", True)
        if node.name == "select" and node.dtype == "float32" and is_float_comparison(node.operands[0]):
            condition, *arms = node.operands
            texts = [self.vector_text(operand) for operand in condition.operands]
            mask = f"({texts[0]} {INFIX[condition.name]} {texts[1]})"
            return self.shared(node, f"nn_select4({mask}, {', '.join(self.vector_text(arm) for arm in arms)})", True)
        if node.name in ("select", "if_then_else") and node.dtype == "float32" and not self.varies(node.operands[0]):
            arms = [Block(self.writer, self.environment, self.lane, self.accumulator, inline=True).vector(arm) for arm in node.operands[1:]]
            return self.shared(node, f"({self.scalar_text(node.operands[0])} ? {arms[0]} : {arms[1]})", True)
        return self.by_lane(node)

    def by_lane(self, node):
        """Lane by lane: what has no vector form."""
        if node.dtype != "float32":
            raise NotCovered(f"a vector of {node.dtype}")
        counter, added = self.environment[self.lane] if self.lane in self.environment else (None, 0)
        texts = []
        for place in range(LANES):
            environment = {**self.environment, self.lane: (counter, added + place)} if self.lane in self.environment else self.environment
            accumulator = f"{self.accumulator}[{place}]" if self.accumulator else None
            texts.append(Block(self.writer, environment, accumulator=accumulator, inline=True).scalar(node))
        return self.shared(node, f"(float4){{{', '.join(texts)}}}", True)


def is_float_comparison(node):
    return isinstance(node, Operation) and node.name in INFIX and node.dtype == "bool" and all(o.dtype == "float32" for o in node.operands)


def literal(node):
    if node.dtype == "bool":
        return "1" if node.value else "0"
    return c_literal(node.value, node.dtype) if node.value >= 0 or node.value != node.value else f"({c_literal(node.value, node.dtype)})"


def scalar_operation(node, operands):
    name, dtype = node.name, node.dtype
    integer = loops.is_integer(dtype)
    if name in ("select", "if_then_else"):
        return f"({operands[0]} ? {operands[1]} : {operands[2]})"
    if name == "cast":
        return f"(({c_type(dtype)}){operands[0]})" if dtype != "bool" else f"({operands[0]} != 0)"
    if name in ("and", "or"):
        return f"({operands[0]} {'&&' if name == 'and' else '||'} {operands[1]})"
    if name == "not":
        return f"(!{operands[0]})"
    if name in ("floordiv", "floormod") and integer:
        return f"nn_{name}({operands[0]}, {operands[1]})"
    if name == "div" and integer:
        return f"({operands[0]} / {operands[1]})"
    if name in INFIX:
        return f"({operands[0]} {INFIX[name]} {operands[1]})"
    if name in ("min", "max") and integer:
        return f"({operands[0]} {'<' if name == 'min' else '>'} {operands[1]} ? {operands[0]} : {operands[1]})"
    if dtype == "float32" and name in VECTOR_FUNCTIONS:
        return f"nn_{name}({', '.join(operands)})"
    if dtype == "float32" and name in SCALAR_FUNCTIONS:
        return f"{SCALAR_FUNCTIONS[name]}({', '.join(operands)})"
    raise NotCovered(f"{name} of {dtype}")


class Tile:
    """One reduction in register tiles."""

    def __init__(self, writer, stage, lane):
        self.writer, self.stage, self.lane = writer, stage, lane
        self.extents = loops.extents_of(stage)
        self.loads = loops.loads(stage.value)
        self.terms = {id(load): affine(load.offset) for load in self.loads}
        reduced = {name for name, _ in stage.reduced}
        along_lane = [load for load in self.loads if self.terms[id(load)].get(lane, 0)]
        # Operands that are the same for all lanes and change with the reduction: a convolution or matmul. Not so depthwise, pooling.
        self.broadcast = [load for load in self.loads if not self.terms[id(load)].get(lane, 0) and reduced & set(self.terms[id(load)])]
        self.contracts = bool(self.broadcast) and bool(along_lane)
        self.weights = next((load for load in along_lane if self.contracts and writer.packable(load, stage) is not None), None)
        if any(self.terms[id(load)].get(lane, 0) not in (0, 1) and load is not self.weights for load in self.loads):
            raise NotCovered("lanes that lie apart")
        outer = [axis for axis in stage.axes if axis[0] != lane]
        # Rows: the axis along which most can be shared. Weights that are the same for all rows are loaded once per tile.
        rows = [axis for axis in outer if not any(self.terms[id(load)].get(axis[0], 0) for load in along_lane)] if self.contracts else outer
        self.row = max(reversed(rows), key=lambda axis: axis[1] >= 4, default=None) if rows else None
        self.outer = [axis for axis in outer if axis is not self.row]
        # The last axis of a window is written out: the compiler loads once what several rows read.
        written_out = not self.contracts and stage.reduced and stage.reduced[-1][1] <= UNROLLED_TAPS
        self.looped, self.taps = (stage.reduced[:-1], stage.reduced[-1]) if written_out else (stage.reduced, None)
        self.rows, self.vectors, self.lanes = choose_tile(self.row[1] if self.row else 1, self.extents[lane], self.contracts, self.rows_share())

    def rows_share(self):
        """Whether neighbouring rows read the same elements, or the same operand: then several at once save loads."""
        return self.contracts or len(self.loads) > 1 or any(extent > 1 for _, extent in self.stage.reduced)

    def write(self):
        writer, stage = self.writer, self.stage
        environment = {}
        lane_extent = self.extents[self.lane]
        tiles = -(-lane_extent // self.lanes)
        starts = tuple(min(tile * self.lanes, lane_extent - self.lanes) for tile in range(tiles))
        depth = 0
        weights_bytes = self.pack(starts)
        # A contraction streams pixels past one block of weights, unless all of them stay in the first-level cache: then, and where nothing
        # is shared between pixels, the order of memory is best.
        lanes_first = self.contracts and weights_bytes > L1_BYTES and self.weights is not None
        weight_axes = [axis for axis in self.outer if self.weights is not None and self.terms[id(self.weights)].get(axis[0], 0)]
        order = weight_axes + ([("lane", 0)] if lanes_first else []) + [axis for axis in self.outer if axis not in weight_axes] + [("row", 0)]
        order += [] if lanes_first else [("lane", 0)]
        tile_counter = None
        for axis in order:
            if axis == ("lane", 0):
                environment[self.lane], tile_counter, opened = self.lane_loop(lane_extent, tiles)
            elif axis == ("row", 0):
                counter = writer.loop(self.row[0], self.row[1], self.rows) if self.row else None
                opened = counter is not None
                if self.row:
                    environment[self.row[0]] = (counter, 0)
            else:
                counter = writer.loop(*axis)
                environment[axis[0]] = (counter, 0)
                opened = counter is not None
            depth += opened
        self.body(environment, tile_counter, weight_axes)
        writer.close(depth)

    def lane_loop(self, extent, tiles):
        writer = self.writer
        if tiles == 1:
            return (None, 0), None, False
        tile = writer.name("i")
        writer.open(f"for (uint32_t {tile} = 0; {tile} < {tiles}; {tile}++)")
        counter = writer.name("i")
        start = f"{tile} * {self.lanes}u"
        if extent % self.lanes:
            start = f"{tile} < {tiles - 1} ? {start} : {extent - self.lanes}"
        writer.line(f"const uint32_t {counter} = {start};")
        return (counter, 0), tile, True

    def pack(self, starts):
        """Plans the packing of the weights; returns the bytes of all tiles of one group."""
        if self.weights is None:
            return 0
        terms = self.terms[id(self.weights)]
        axes = [axis for axis in self.outer if terms.get(axis[0], 0)] + self.stage.reduced
        argument = self.writer.packable(self.weights, self.stage)
        self.writer.packings.append(Packing(argument, starts, self.lanes, terms[self.lane],
                                            tuple((extent, terms.get(name, 0)) for name, extent in axes), terms.get("", 0)))
        return 4 * self.lanes * len(starts) * math.prod(extent for _, extent in self.stage.reduced)

    # The tile itself

    def accumulator(self, row, vector):
        return f"c{row}_{vector}"

    def body(self, environment, tile_counter, weight_axes):
        writer, stage = self.writer, self.stage
        start = c_literal(stage.start.value, "float32")
        vectors = range(self.vectors)
        if self.text_vectors():
            for row in range(self.rows):
                writer.line(f"float4 {', '.join(f'{self.accumulator(row, v)} = nn_splat4({start})' for v in vectors)};")
        else:
            writer.line(f"float c[{self.rows * self.lanes}];")
            writer.line(f"for (uint32_t lane = 0; lane < {self.rows * self.lanes}; lane++)")
            writer.line(f"  c[lane] = {start};")
        self.reduction_loops(self.base_pointers(environment, tile_counter, weight_axes))
        self.epilogue(environment)

    def text_vectors(self):
        return self.writer.vector and self.lanes % LANES == 0

    def base_pointers(self, environment, tile_counter, weight_axes):
        """{(buffer, coefficients): C pointer} with everything in it that the reduction does not change."""
        writer, pointers = self.writer, {}
        reduced = {name for name, _ in self.stage.reduced}
        for load in self.loads:
            key = self.key(load)
            if key in pointers:
                continue
            name = writer.name("a")
            buffer = writer.c_names[load.buffer]
            if load is self.weights:
                block = self.lanes * math.prod(extent for _, extent in self.stage.reduced)
                parts, stride = [], block
                for axis, extent in reversed(weight_axes):
                    if environment[axis][0] is not None:
                        parts.append(f"{environment[axis][0]} * {stride}u")
                    stride *= extent
                if tile_counter is not None:
                    parts.append(f"{tile_counter} * {stride}u")
            else:
                terms = {n: c for n, c in self.terms[id(load)].items() if n and n not in reduced}
                parts, constant = place_of(terms, environment)
                parts += [f"{constant}u"] if constant else []
            writer.line(f"const float *{name} = {' + '.join([buffer, *parts])};")
            pointers[key] = name
        return pointers

    def key(self, load):
        if load is self.weights:
            return "weights"
        return load.buffer, tuple(sorted((n, c) for n, c in self.terms[id(load)].items() if n))

    def reduction_loops(self, pointers):
        writer = self.writer
        for position, (name, extent) in enumerate(self.looped):
            strides, moved = {}, {}
            for load in self.loads:
                inner = math.prod(size for _, size in self.stage.reduced[position + 1:])
                strides[self.key(load)] = self.lanes * inner if load is self.weights else self.terms[id(load)].get(name, 0)
            counter = writer.name("i")
            moved = {key: writer.name("a") if stride else pointers[key] for key, stride in strides.items()}
            head = f"{writer.loop_prefix()}for (uint32_t {counter} = 0; {counter} < {extent}; {counter}++"
            if writer.vector:
                for key, stride in strides.items():
                    if stride:
                        writer.line(f"const float *{moved[key]} = {pointers[key]};")
                        head += f", {moved[key]} += {stride}"
                writer.open(head + ")")
            else:
                writer.open(head + ")")
                for key, stride in strides.items():
                    if stride:
                        writer.line(f"const float *{moved[key]} = {pointers[key]} + {counter} * {stride}u;")
            pointers = moved
        if writer.vector:
            for pointer in dict.fromkeys(pointers.values()):
                if self.looped:
                    writer.line(f"NN_HERE({pointer});")
        name, extent = self.taps or ("", 1)
        for place in range(extent):
            self.step({key: (pointer, {name: place}) for key, pointer in pointers.items()})
        writer.close(len(self.looped))

    def step(self, pointers):
        """One multiply-add (or what the reduction does) for every accumulator."""
        writer = self.writer
        writer.open("")
        if self.text_vectors():
            texts = {}
            for row in range(self.rows):
                for vector in range(self.vectors):
                    value = StepBlock(self, pointers, row, vector, texts).text(self.stage.value)
                    accumulator = self.accumulator(row, vector)
                    writer.line(f"{accumulator} = {combined(self.stage.combine, accumulator, value, '4')};")
        else:
            for row in range(self.rows):
                place = f"{row * self.lanes} + lane" if row else "lane"
                texts = {}
                value = StepBlock(self, pointers, row, None, texts).text(self.stage.value)
                writer.line(f"for (uint32_t lane = 0; lane < {self.lanes}; lane++)")
                writer.line(f"  c[{place}] = {combined(self.stage.combine, f'c[{place}]', value)};")
        writer.close()

    def epilogue(self, environment):
        writer, stage = self.writer, self.stage
        for row in range(self.rows):
            if self.row:
                environment = {**environment, self.row[0]: (environment[self.row[0]][0], row)}
            if self.text_vectors():
                for vector in range(self.vectors):
                    here = {**environment, self.lane: (environment[self.lane][0], vector * LANES)}
                    writer.open("")
                    block = Block(writer, here, self.lane, self.accumulator(row, vector))
                    text = block.vector(stage.final)
                    writer.line(f"nn_store4({writer.address(stage.buffer, stage.offset, here)}, {text});")
                    writer.close()
            else:
                counter = environment[self.lane][0]
                here = {**environment, self.lane: (f"({counter} + lane)" if counter is not None else "lane", 0)}
                writer.open(f"for (uint32_t lane = 0; lane < {self.lanes}; lane++)")
                block = Block(writer, here, accumulator=f"c[{row * self.lanes} + lane]" if row else "c[lane]")
                text = block.scalar(stage.final)
                writer.line(f"*({writer.address(stage.buffer, stage.offset, here)}) = {text};")
                writer.close()


class StepBlock:
    """The value of one reduction step, for one row and one vector (or for the variable `lane`)."""

    def __init__(self, tile, pointers, row, vector, texts):
        self.tile, self.pointers, self.row, self.vector, self.texts = tile, pointers, row, vector, texts

    def text(self, node):
        tile = self.tile
        if isinstance(node, Constant):
            return literal(node)
        if isinstance(node, Load):
            return self.load(node)
        if not isinstance(node, Operation) or node.dtype != "float32" or any(o.dtype != "float32" for o in node.operands):
            raise NotCovered("a reduction of what is not a float")
        texts = [self.text(operand) for operand in node.operands]
        if self.vector is None:
            return scalar_operation(node, texts)
        if node.name in ("add", "sub", "mul", "div"):
            return f"({texts[0]} {INFIX[node.name]} {texts[1]})"
        if node.name in VECTOR_FUNCTIONS:
            texts = [t if self.wide(o) else f"nn_splat4({t})" for t, o in zip(texts, node.operands)]
            return f"nn_{node.name}4({', '.join(texts)})"
        raise NotCovered(f"{node.name} in a reduction")

    def wide(self, node):
        return any(self.tile.terms[id(load)].get(self.tile.lane, 0) for load in loops.loads(node))

    def load(self, load):
        """A load of one of the tile's operands; the same place is loaded into one variable."""
        tile = self.tile
        pointer, taps = self.pointers[tile.key(load)]
        terms = tile.terms[id(load)]
        along_lane = bool(terms.get(tile.lane, 0))
        if load is tile.weights:
            constant = 0
        else:
            constant = terms.get("", 0) + sum(terms.get(name, 0) * step for name, step in taps.items())
            constant += terms.get(tile.row[0], 0) * self.row if tile.row else 0
        if along_lane and self.vector is None:
            return f"{pointer}[{constant}u + lane]"
        constant += self.vector * LANES if along_lane else 0
        key = pointer, constant, along_lane
        if key not in self.texts:
            self.texts[key] = tile.writer.name("x")
            kind, value = ("float4", f"nn_load4({pointer} + {constant}u)") if along_lane else ("float", f"{pointer}[{constant}u]")
            tile.writer.line(f"const {kind} {self.texts[key]} = {value};")
        return self.texts[key]


def choose_tile(pixels, channels, contracts, shares):
    """(rows, vectors, lanes) that fit the registers at the lowest price per result.

    The price of one reduction step: a multiplication and an addition per accumulator, a load per vector of weights, and a broadcast per
    row, which on Wasmtime costs two instructions on the port that the arithmetic wants (a load alone on V8). Overlap is work done twice;
    fewer accumulators than the latency of an addition leave the processor idle."""
    if channels < LANES:
        return min(pixels, 4), 1, channels
    best = None
    for vectors in (1, 2, 3, 4, 5, 6, 8, 10, 12):
        lanes = vectors * LANES
        if lanes > channels:
            break
        for rows in range(1, min(pixels, 8 if contracts else 4) + 1):
            accumulators = rows * vectors
            # Cranelift loads all vectors of weights before the first product; then come a broadcast and a product.
            registers = accumulators + (vectors + 2 if contracts else 3)
            if registers > REGISTERS or (not shares and rows > 1):
                continue
            useful = (pixels / (-(-pixels // rows) * rows)) * (channels / (-(-channels // lanes) * lanes))
            price = (2 * accumulators + 2.0 * rows + 0.5 * vectors) / accumulators if contracts else (2 * accumulators + vectors + 1) / accumulators
            price *= max(1.0, CHAINS / accumulators) if contracts else max(1.0, 4 / accumulators)
            price /= useful
            if best is None or price < best[0] - 1e-9:
                best = price, rows, vectors, lanes
    return best[1:]
