# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A kernel as data: stages of perfect loop nests over flat buffers, and what is done to them before C is written.

A fused kernel is a chain of stages, each one store inside loops: perhaps a pad, a reduction (convolution, matmul, pooling), then
element-wise steps. Here the element-wise stages are inlined into their readers, axes are split where an index divides and joined
where two are walked as one, and a stage that asks at every element whether it is at an edge becomes several that do not ask.
Knows nothing of TVM (lower.py reads its kernels into this) nor of C (kernel_c.py writes it).
"""

from dataclasses import dataclass, field, replace


class NotCovered(Exception):
    """The kernel has a form that is not known here; it keeps TVM's default loops."""


@dataclass(frozen=True, eq=False)
class Expression:
    """A node; equality is identity, so that a shared node stays one node (and one C variable)."""
    dtype: str


@dataclass(frozen=True, eq=False)
class Constant(Expression):
    value: object


@dataclass(frozen=True, eq=False)
class Variable(Expression):
    name: str


@dataclass(frozen=True, eq=False)
class Load(Expression):
    buffer: str
    offset: Expression  # in elements


@dataclass(frozen=True, eq=False)
class Operation(Expression):
    """`name`: add sub mul div floordiv floormod min max lt le gt ge eq ne and or not select cast, or a function (exp, erf, ...).
    `select` may evaluate both arms, `if_then_else` only the one that it takes."""
    name: str
    operands: tuple


INDEX = "int64"


def index(value):
    return Constant(INDEX, value)


def variable(name):
    return Variable(INDEX, name)


def variable_of(dtype, name):
    return Variable(dtype, name)


def operation(dtype, name, *operands):
    return Operation(dtype, name, operands)


@dataclass(frozen=True)
class Buffer:
    name: str
    shape: tuple
    dtype: str

    @property
    def elements(self):
        count = 1
        for size in self.shape:
            count *= size
        return count

    def offset_of(self, indices):
        """The flat offset of these indices. One that is read from memory is clamped: what a model is fed must not move a read
        outside its tensor."""
        total = index(0)
        for place, size in zip(indices, self.shape):
            if any(isinstance(node, Load) for node in walk(place)):
                place = operation(place.dtype, "max", place, Constant(place.dtype, 0))
                place = operation(place.dtype, "min", place, Constant(place.dtype, size - 1))
                place = place if place.dtype == INDEX else operation(INDEX, "cast", place)
            total = operation(INDEX, "add", operation(INDEX, "mul", total, index(size)), place)
        return total


@dataclass
class Stage:
    """`buffer[offset] = value` for all `axes`. With a `combine`, per step of `axes`: an accumulator starts as `start`, is combined with
    `value` for all `reduced` axes, and `final`, in which the variable ACCUMULATOR stands for it, is stored."""
    buffer: str
    offset: Expression
    axes: list                # (name, extent)
    value: Expression
    reduced: list = field(default_factory=list)
    combine: str = ""         # "", or an operation: add, max, min, mul
    start: Expression = None
    final: Expression = None

    def expressions(self):
        return [self.offset, self.value] + ([self.final] if self.combine else [])

    def rewritten(self, change, **changes):
        """With change(expression) in the place of each expression."""
        final = change(self.final) if self.combine else None
        return replace(self, offset=change(self.offset), value=change(self.value), final=final, **changes)


ACCUMULATOR = "@accumulator"


@dataclass
class Kernel:
    name: str
    parameters: list  # Buffer; the last is the result
    buffers: dict     # name -> Buffer, parameters included
    stages: list


def walk(expression):
    """Every node once, operands before users."""
    seen, order = set(), []

    def visit(node):
        if id(node) in seen:
            return
        seen.add(id(node))
        for operand in operands_of(node):
            visit(operand)
        order.append(node)

    visit(expression)
    return order


def operands_of(node):
    if isinstance(node, Load):
        return (node.offset,)
    return node.operands if isinstance(node, Operation) else ()


def rewrite(expression, change, memo=None):
    """Rebuilds `expression` from the leaves up; change(node) gives the node that stands for `node`, whose operands are done."""
    memo = {} if memo is None else memo
    for node in walk(expression):
        if id(node) in memo:
            continue
        if isinstance(node, Load):
            offset = memo[id(node.offset)][1]
            new = node if offset is node.offset else replace(node, offset=offset)
        elif isinstance(node, Operation):
            operands = tuple(memo[id(operand)][1] for operand in node.operands)
            new = node if all(a is b for a, b in zip(operands, node.operands)) else replace(node, operands=operands)
        else:
            new = node
        memo[id(node)] = (node, change(new))  # the node is kept: an id is good only while its object lives
    return memo[id(expression)][1]


def shared(expression):
    """The same expression with equal nodes made one node."""
    known = {}

    def change(node):
        if isinstance(node, Constant):
            key = "constant", node.dtype, repr(node.value)
        elif isinstance(node, Variable):
            key = "variable", node.dtype, node.name
        elif isinstance(node, Load):
            key = "load", node.buffer, id(node.offset)
        else:
            key = node.name, node.dtype, *map(id, node.operands)
        return known.setdefault(key, node)

    return rewrite(expression, change)


def variables(expression):
    return {node.name for node in walk(expression) if isinstance(node, Variable)}


def loads(expression):
    return [node for node in walk(expression) if isinstance(node, Load)]


def substitute(expression, values):
    """Variables replaced by expressions, {name: Expression}."""
    return rewrite(expression, lambda node: values.get(node.name, node) if isinstance(node, Variable) else node)


# Affine index expressions: {variable: coefficient}, constant under the key "".

def affine(expression):
    """{variable: coefficient, "": constant}, or None if `expression` is not of that form."""
    if isinstance(expression, Constant):
        return {"": expression.value}
    if isinstance(expression, Variable):
        return {expression.name: 1, "": 0}
    if not isinstance(expression, Operation) or expression.name not in ("add", "sub", "mul"):
        return None
    left, right = (affine(operand) for operand in expression.operands)
    if left is None or right is None:
        return None
    if expression.name == "mul":
        if len(left) > 1:
            left, right = right, left
        if len(left) > 1:
            return None
        return {name: coefficient * left[""] for name, coefficient in right.items() if name == "" or coefficient * left[""]}
    sign = 1 if expression.name == "add" else -1
    total = dict(left)
    for name, coefficient in right.items():
        total[name] = total.get(name, 0) + sign * coefficient
    return {name: coefficient for name, coefficient in total.items() if name == "" or coefficient}


def from_affine(terms):
    total = index(terms.get("", 0))
    for name, coefficient in terms.items():
        if name and coefficient:
            term = variable(name) if coefficient == 1 else operation(INDEX, "mul", variable(name), index(coefficient))
            total = term if isinstance(total, Constant) and total.value == 0 else operation(INDEX, "add", total, term)
    return total


def bounds(terms, extents):
    """Least and greatest value of an affine expression whose variables run from 0 to their extents."""
    reach = [(coefficient * (extents[name] - 1)) for name, coefficient in terms.items() if name]
    return terms.get("", 0) + sum(r for r in reach if r < 0), terms.get("", 0) + sum(r for r in reach if r > 0)


COMPARISONS = {"lt": lambda d: d < 0, "le": lambda d: d <= 0, "gt": lambda d: d > 0, "ge": lambda d: d >= 0}


def simplify(expression, extents):
    """Divisions, remainders and comparisons of affine indices decided where the extents of the loops decide them."""
    def divide(name, numerator, divisor):
        """floordiv or floormod of an affine expression, or None if it stays."""
        whole = {n: c for n, c in numerator.items() if c % divisor == 0}
        rest = {n: c for n, c in numerator.items() if c % divisor}
        rest[""] = numerator[""] % divisor
        whole[""] = numerator[""] - rest[""]
        low, high = bounds(rest, extents)
        if 0 <= low and high < divisor:
            return from_affine({n: c // divisor for n, c in whole.items()} if name == "floordiv" else rest)
        return None

    def change(node):
        if not isinstance(node, Operation):
            return node
        if node.name == "cast" and node.dtype == INDEX and affine(node.operands[0]) is not None:
            return node.operands[0]
        if node.name in ("and", "or"):
            known = [operand for operand in node.operands if isinstance(operand, Constant)]
            if known:
                other = next((operand for operand in node.operands if operand is not known[0]), known[0])
                return (other if known[0].value else known[0]) if node.name == "and" else (known[0] if known[0].value else other)
            return node
        if node.name == "not" and isinstance(node.operands[0], Constant):
            return Constant(node.dtype, not node.operands[0].value)
        if node.name in ("select", "if_then_else") and isinstance(node.operands[0], Constant):
            return node.operands[1] if node.operands[0].value else node.operands[2]
        if not all(is_integer(operand.dtype) for operand in node.operands):
            return node
        if node.name in ("floordiv", "floormod"):
            numerator, divisor = affine(node.operands[0]), node.operands[1]
            if numerator is not None and isinstance(divisor, Constant) and divisor.value > 0:
                return divide(node.name, numerator, divisor.value) or node
        if node.name in COMPARISONS:
            difference = affine(operation(INDEX, "sub", *node.operands))
            if difference is not None:
                answers = {COMPARISONS[node.name](end) for end in bounds(difference, extents)}
                if len(answers) == 1:
                    return Constant("bool", answers.pop())
        if node.name in ("min", "max"):
            difference = affine(operation(INDEX, "sub", *node.operands))
            if difference is not None:
                low, high = bounds(difference, extents)
                if high <= 0 or low >= 0:
                    return node.operands[(high <= 0) != (node.name == "min")]
        if node.name in ("add", "sub", "mul"):
            terms = affine(node)
            return node if terms is None else from_affine(terms)
        return node

    return rewrite(expression, change)


def is_integer(dtype):
    return dtype.startswith(("int", "uint"))


def extents_of(stage):
    return dict(stage.axes + stage.reduced)


def simplified(stage):
    extents = extents_of(stage)
    return stage.rewritten(lambda expression: simplify(expression, extents))


def without_unit_axes(stage):
    """Axes of one step become the constant 0."""
    units = {name: index(0) for name, extent in stage.axes + stage.reduced if extent == 1}
    return simplified(stage.rewritten(lambda expression: substitute(expression, units), axes=[axis for axis in stage.axes if axis[1] > 1],
                                      reduced=[axis for axis in stage.reduced if axis[1] > 1]))


def split_divided_axes(stage):
    """Where an index divides an axis by a divisor of its extent, the axis becomes two: grouped convolutions, reshapes."""
    while True:
        extents = extents_of(stage)
        found = next(((terms, node.operands[1].value) for expression in stage.expressions() for node in walk(expression)
                      if isinstance(node, Operation) and node.name in ("floordiv", "floormod") and isinstance(node.operands[1], Constant)
                      for terms in [affine(node.operands[0])] if terms is not None), None)
        if found is None:
            return stage
        terms, divisor = found
        # The variable whose steps are finer than the divisor and whose extent the divisor (in its steps) divides.
        name = next((n for n, c in terms.items() if n and c > 0 and divisor % c == 0 and divisor > c
                     and extents[n] > divisor // c and extents[n] % (divisor // c) == 0), None)
        if name is None:
            return stage
        inner = divisor // terms[name]
        outer_name, inner_name = f"{name}_o", f"{name}_i"
        both = {name: operation(INDEX, "add", operation(INDEX, "mul", variable(outer_name), index(inner)), variable(inner_name))}

        def split(axes):
            return [part for axis in axes
                    for part in ([(outer_name, axis[1] // inner), (inner_name, inner)] if axis[0] == name else [axis])]

        before = divisions(stage)
        stage = simplified(stage.rewritten(lambda expression: substitute(expression, both), axes=split(stage.axes),
                                           reduced=split(stage.reduced)))
        if divisions(stage) >= before:
            return stage


def divisions(stage):
    nodes = [node for expression in stage.expressions() for node in walk(expression)]
    return sum(isinstance(node, Operation) and node.name in ("floordiv", "floormod") for node in nodes)


def join_axes(stage):
    """Two neighbouring axes that every access walks as one long axis become one."""
    def accesses(name):
        """All offsets, or None if `name` is used outside of affine offsets."""
        offsets = [stage.offset, *(load.offset for expression in stage.expressions()[1:] for load in loads(expression))]
        tables = [affine(offset) for offset in offsets]
        inside = {id(node) for offset, table in zip(offsets, tables) if table is not None for node in walk(offset)}
        elsewhere = any(isinstance(node, Variable) and node.name == name and id(node) not in inside
                        for expression in stage.expressions()[1:] for node in walk(expression))
        return None if elsewhere else [table for table in tables if table is not None]

    def join(axes):
        for (outer, count), (inner, size) in zip(axes, axes[1:]):
            outer_tables, inner_tables = accesses(outer), accesses(inner)
            if outer_tables is None or inner_tables is None:
                continue
            if all(table.get(outer, 0) == size * table.get(inner, 0) for table in outer_tables):
                return outer, inner, count * size
        return None

    while True:
        pair = join(stage.axes) or join(stage.reduced)
        if pair is None:
            return stage
        outer, inner, size = pair
        # The joined axis keeps the inner one's name and coefficients.
        gone = {outer: index(0)}

        def merged(axes):
            return [(inner, size) if axis[0] == inner else axis for axis in axes if axis[0] != outer]

        stage = simplified(stage.rewritten(lambda expression: substitute(expression, gone), axes=merged(stage.axes),
                                           reduced=merged(stage.reduced)))


def split_at_edges(stage):
    """A stage that selects by where it is along an axis (a pad, a concatenation) becomes stages of parts that do not ask."""
    extents = extents_of(stage)
    for node in walk(stage.value):
        if not (isinstance(node, Operation) and node.name in COMPARISONS and all(is_integer(o.dtype) for o in node.operands)):
            continue
        terms = affine(operation(INDEX, "sub", *node.operands))
        if terms is None or len(terms) != 2 or stage.combine:
            continue
        (name, coefficient), = ((n, c) for n, c in terms.items() if n)
        holds = [COMPARISONS[node.name](coefficient * place + terms[""]) for place in range(extents[name])]
        edge = next((place for place in range(1, len(holds)) if holds[place] != holds[0]), None)
        if edge is None:
            continue
        parts = []
        for start, size in ((0, edge), (edge, extents[name] - edge)):
            shifted = {name: operation(INDEX, "add", variable(name), index(start))}
            part = stage.rewritten(lambda expression, shifted=shifted: substitute(expression, shifted),
                                   axes=[(n, size if n == name else e) for n, e in stage.axes])
            parts += split_at_edges(without_unit_axes(part))
        return parts
    return [stage]


COSTLY = {"exp", "erf", "tanh", "sigmoid", "log", "pow", "sqrt", "rsqrt", "sin", "cos", "div"}


def inline_stages(kernel):
    """Element-wise stages become part of the stages that read them, unless that would repeat dear work: into a reduction goes only
    what is a plain load; what is dear goes into one reader."""
    stages = [without_unit_axes(stage) for stage in kernel.stages]
    parameters = {buffer.name for buffer in kernel.parameters}
    done = []
    for place, stage in enumerate(stages):
        readers = [other for other in stages[place + 1:] if reads(other, stage.buffer)]
        names = affine(stage.offset)
        # Stored densely in the order of its axes: then an offset that is read says which step wrote it.
        dense = names is not None and names == dense_terms(stage.axes)
        plain = isinstance(stage.value, Load)
        dear = any(isinstance(node, Operation) and node.name in COSTLY for node in walk(stage.value))
        fits = all(plain or not reader.combine for reader in readers) and (not dear or len(readers) <= 1)
        if stage.combine or stage.buffer in parameters or not dense or not fits or not readers:
            done.append(stage)
            continue
        for later in range(place + 1, len(stages)):
            stages[later] = inlined(stage, stages[later])
    kernel.stages = done
    return kernel


def reads(stage, buffer):
    return any(load.buffer == buffer for expression in stage.expressions()[1:] for load in loads(expression))


def join_epilogues(kernel):
    """An element-wise stage that alone reads the result of a reduction, step by step, becomes the reduction's `final`."""
    stages = list(kernel.stages)
    for reduction in [stage for stage in stages if stage.combine]:
        readers = [stage for stage in stages if reads(stage, reduction.buffer)]
        if len(readers) != 1 or readers[0].combine or reduction.buffer in {buffer.name for buffer in kernel.parameters}:
            continue
        reader = readers[0]
        own = [load for load in loads(reader.value) if load.buffer == reduction.buffer]
        same_steps = [extent for _, extent in reader.axes] == [extent for _, extent in reduction.axes]
        dense = affine(reduction.offset) == dense_terms(reduction.axes)
        if not same_steps or not dense or any(affine(load.offset) != dense_terms(reader.axes) for load in own):
            continue
        names = {old: variable(new) for (old, _), (new, _) in zip(reader.axes, reduction.axes)}
        accumulator = substitute(reduction.final, {})

        def change(node, accumulator=accumulator, buffer=reduction.buffer):
            return accumulator if isinstance(node, Load) and node.buffer == buffer else node

        value = substitute(reader.value, {old: variable(f"@{new.name}") for old, new in names.items()})
        value = substitute(value, {f"@{new.name}": new for new in names.values()})
        offset = substitute(reader.offset, {old: variable(f"@{new.name}") for old, new in names.items()})
        offset = substitute(offset, {f"@{new.name}": new for new in names.values()})
        merged = simplified(replace(reduction, buffer=reader.buffer, offset=offset, final=rewrite(value, change))).rewritten(shared)
        stages[stages.index(reader)] = merged  # at the reader's place: by then all that it reads is there
        stages.remove(reduction)
    kernel.stages = stages
    return kernel


def dense_terms(axes):
    terms, stride = {"": 0}, 1
    for name, extent in reversed(axes):
        terms[name] = stride
        stride *= extent
    return terms


def inlined(producer, reader):
    extents = extents_of(reader)
    memo = {}

    def indices(offset):
        """The step of `producer` that wrote `offset`."""
        place = {}
        for name, extent in reversed(producer.axes):
            place[name] = simplify(operation(INDEX, "floormod", offset, index(extent)), extents)
            offset = simplify(operation(INDEX, "floordiv", offset, index(extent)), extents)
        return place

    def change(node):
        if not isinstance(node, Load) or node.buffer != producer.buffer:
            return node
        terms = affine(node.offset)
        key = tuple(sorted(terms.items())) if terms is not None else id(node)
        if key not in memo:
            memo[key] = substitute(producer.value, indices(node.offset))
        return memo[key]

    return simplified(reader.rewritten(lambda expression: rewrite(expression, change))).rewritten(shared)
