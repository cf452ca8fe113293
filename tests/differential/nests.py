# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random loop nests and straight-line tiles of the shapes that inference code has, as C functions without undefined behaviour.

Every integer expression carries the interval of its values, every float expression whether it may be NaN and its interval if it has one: an
operation that could overflow a signed type is done on unsigned, a float becomes an integer only when it is known to fit. That is what makes
a difference between two builds a compiler's fault and not the program's.
"""

import random
import re
from dataclasses import dataclass, field

INT_MIN, INT_MAX, UINT_MAX = -(2**31), 2**31 - 1, 2**32 - 1

# What memory may hold: C type -> (type of a loaded value after promotion, interval); floats have no interval.
ELEMENTS = {
    "int8_t": ("int", -128, 127),
    "uint8_t": ("int", 0, 255),
    "int16_t": ("int", -32768, 32767),
    "uint16_t": ("int", 0, 65535),
    "int32_t": ("int", INT_MIN, INT_MAX),
    "uint32_t": ("unsigned", 0, UINT_MAX),
    "float": ("float", None, None),
    "double": ("double", None, None),
}
BYTES = {"int8_t": 1, "uint8_t": 1, "int16_t": 2, "uint16_t": 2, "int32_t": 4, "uint32_t": 4, "float": 4, "double": 8}
FLOATS = ("float", "double")
# The most that driver.c passes as n, and the rows of a nest with two loops: no index reaches the size of the buffers.
LONGEST_TRIP = 131
# Ranges of run-time zero points, bounds and offsets: a byte's, a little more, what sums of bytes may still have, what no lane holds.
OFFSETS = ((-128, 127), (0, 255), (-128, 255), (-1000, 1000), (-40000, 40000), (-(2**20), 2**20), (-(2**30), 2**30))
MOST_ROWS = 6


@dataclass
class Value:
    """A C expression: its text, its type after promotion, the interval of its values (None: unbounded float), whether it may be NaN."""

    text: str
    type: str
    low: float | None = None
    high: float | None = None
    nan: bool = False

    @property
    def is_float(self):
        return self.type in FLOATS

    @property
    def bounded(self):
        return self.low is not None


@dataclass
class Nest:
    """One function: `lines` is the whole definition. `inputs` and `outputs` are C element types; `scalars` holds ("int", low, high) or
    ("float",). Inputs come first among the parameters, then outputs, then n, then scalars; `returns` is a C type or None."""

    name: str
    lines: list[str]
    inputs: list[str]
    outputs: list[str]
    scalars: list[tuple]
    returns: str | None
    # Native results may differ where C leaves them free: the sign of fmax(+0, -0), a libm function's last bit.
    native_differs: bool
    shape: str
    in_place: bool = False
    parameters: list[str] = field(default_factory=list)


class Writer:
    """Writes one nest from one random source."""

    def __init__(self, name: str, source: random.Random, cplusplus: bool):
        self.name, self.random, self.cplusplus = name, source, cplusplus
        self.inputs: list[str] = []
        self.outputs: list[str] = []
        self.scalars: list[tuple] = []
        self.returns: str | None = None
        self.native_differs = False
        self.in_place = False
        self.restrict = source.random() < 0.3
        self.index = source.choice(["int", "int", "size_t", "unsigned", "ptrdiff_t"])
        self.before: list[str] = []
        self.temporaries = 0
        # Whether clamps may take their bounds from parameters.
        self.runtime_bounds = source.random() < 0.2

    # Choices and parameters.
    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *choices):
        return self.random.choice(choices)

    def input(self, element: str) -> str:
        self.inputs.append(element)
        return f"a{len(self.inputs) - 1}"

    def output(self, element: str) -> str:
        self.outputs.append(element)
        return f"o{len(self.outputs) - 1}"

    def int_scalar(self, low: int, high: int) -> Value:
        self.scalars.append(("int", low, high))
        return Value(f"s{len(self.scalars) - 1}", "int", low, high)

    def float_scalar(self) -> Value:
        self.scalars.append(("float",))
        return Value(f"s{len(self.scalars) - 1}", "float", -4, 4)

    def element(self, *, integer=None):
        integers = ["int8_t", "uint8_t", "int16_t", "uint16_t", "int32_t", "uint32_t"]
        narrow = integers[:4]
        if integer is True:
            return self.pick(*integers, *narrow)
        if integer is False:
            return self.pick("float", "float", "float", "double")
        return self.pick(*integers, *narrow, "float", "float", "float", "float", "double")

    def load(self, pointer: str, element: str, index: str) -> Value:
        kind, low, high = ELEMENTS[element]
        return Value(f"{pointer}[{index}]", kind, low, high, nan=kind in FLOATS)

    def constant(self, like: Value) -> Value:
        if like.is_float:
            number = self.pick("0", "1", "6", "0.5", "-1", "3", "2.5", "127", "-128", "0.0078125", "-0.25", "255", "1e-3")
            value = float(number)
            text = number if "." in number or "e" in number else number + "."
            return Value(text + ("f" if like.type == "float" else ""), like.type, value, value)
        value = self.pick(0, 1, 2, 3, 7, 15, 16, 63, 100, 127, 128, 255, 1000, 0x7FFF, 65535)
        if like.type == "unsigned":
            return Value(f"{value}u", "unsigned", value, value)
        if self.chance(0.3):
            value = -value
        return Value(f"({value})" if value < 0 else str(value), "int", value, value)

    # Conversions.
    def to_float(self, value: Value, kind="float") -> Value:
        if value.type == kind:
            return value
        if value.is_float and not value.bounded:
            return Value(f"({kind}){value.text}", kind, nan=value.nan)
        slack = max(abs(value.low), abs(value.high)) * 1e-6
        return Value(f"({kind}){value.text}", kind, value.low - slack, value.high + slack, value.nan)

    def as_signed(self, value: Value) -> Value:
        if value.type == "unsigned":
            if value.high <= INT_MAX:
                return Value(f"(int){value.text}", "int", value.low, value.high)
            return Value(f"(int){value.text}", "int", INT_MIN, INT_MAX)
        return value

    def as_unsigned(self, value: Value) -> Value:
        if value.type == "unsigned":
            return value
        low, high = (value.low, value.high) if value.low >= 0 else (0, UINT_MAX)
        return Value(f"(unsigned){value.text}", "unsigned", low, high)

    def to_integer(self, value: Value) -> Value:
        """A float into an int that is known to hold it."""
        limit = 2.0e9
        if value.nan or not value.bounded or value.low < -limit or value.high > limit:
            low, high = self.pick((-128, 127), (0, 255), (-1000, 1000), (0, 15), (-32768, 32767))
            value = self.clamp(value, low, high, removes_nan=True)
        suffix = "f" if value.type == "float" else ""
        form = self.pick("cast", "cast", "lrint", "lrint", "lround", "round", "floor", "rint", "nearbyint", "half", "magic" if suffix else "half")
        if form == "half":
            x = self.local(value)
            value = Value(f"({x} + ({x} >= 0 ? 0.5{suffix} : -0.5{suffix}))", value.type, value.low - 1, value.high + 1)
        if form == "magic":
            # 1.5 * 2^23 moves the integer into the low bits.
            bounds = (value.low - 1, value.high + 1) if max(abs(value.low), abs(value.high)) < 2**21 else (INT_MIN, INT_MAX)
            return Value(f"(int)(bits_of({value.text} + 12582912.f) - 0x4b400000u)", "int", *map(int, bounds))
        text = {
            "cast": f"(int){value.text}",
            "half": f"(int){value.text}",
            "lrint": f"(int)lrint{suffix}({value.text})",
            "lround": f"(int)lround{suffix}({value.text})",
            "round": f"(int)round{suffix}({value.text})",
            "floor": f"(int)floor{suffix}({value.text} + 0.5{suffix})",
            "rint": f"(int)rint{suffix}({value.text})",
            "nearbyint": f"(int)nearbyint{suffix}({value.text})",
        }[form]
        return Value(f"({text})", "int", max(INT_MIN, int(value.low) - 1), min(INT_MAX, int(value.high) + 1))

    # Minimum, maximum and clamps, as people write them.
    def minmax(self, left: Value, right: Value, largest: bool) -> Value:
        nan = left.nan or right.nan
        low = high = None
        if left.bounded and right.bounded:
            choose = max if largest else min
            low, high = choose(left.low, right.low), choose(left.high, right.high)
            if nan:
                # The other operand may come out whatever its value.
                low, high = min(left.low, right.low), max(left.high, right.high)
        if self.cplusplus and self.chance(0.5) and left.type == right.type:
            return Value(f"{'largest' if largest else 'smallest'}<{left.type}>({left.text}, {right.text})", left.type, low, high, nan)
        if left.is_float and self.chance(0.4):
            self.native_differs = True
            suffix = "f" if left.type == "float" else ""
            result = Value(f"{'fmax' if largest else 'fmin'}{suffix}({left.text}, {right.text})", left.type, low, high, left.nan and right.nan)
            return result
        greater = self.pick(">", ">=") if largest else self.pick("<", "<=")
        a, b = (left, right) if self.chance(0.5) else (right, left)
        return Value(f"({a.text} {greater} {b.text} ? {a.text} : {b.text})", left.type, low, high, nan)

    def clamp(self, value: Value, low, high, removes_nan=False) -> Value:
        suffix = {"float": ".f", "double": ".", "unsigned": "u", "int": ""}[value.type]
        lo, hi = (f"({number}{suffix})" if number < 0 else f"{number}{suffix}" for number in (low, high))
        if value.type in ("int", "float") and len(self.scalars) < 4 and self.runtime_bounds and self.chance(0.5):
            bounds = [self.int_scalar(low, high) if value.type == "int" else self.float_scalar() for _ in range(2)]
            low, high = min(low, bounds[0].low), max(high, bounds[0].high)
            # The lower bound may be above the upper one; one of them is fixed at times.
            lo, hi = (bounds[k].text if len(bounds) > k and self.chance(0.8) else text for k, text in enumerate((lo, hi)))
        x = self.local(value)
        result = Value("", value.type, low, high, nan=value.nan)
        if value.is_float and removes_nan:
            result.nan = False
            form = self.pick("select", "select-equal", "fmax")
            if form == "fmax":
                letter = "f" if value.type == "float" else ""
                self.native_differs = True
                result.text = f"fmin{letter}(fmax{letter}({x}, {lo}), {hi})"
            else:
                op = ">" if form == "select" else ">="
                y = self.local(Value(f"{x} {op} {lo} ? {x} : {lo}", value.type))
                result.text = f"({y} < {hi} ? {y} : {hi})"
            return result
        form = self.pick("ternary", "if", "nested", "helper" if self.cplusplus else "ternary")
        if form == "helper":
            result.text = f"clamped<{value.type}>({x}, {lo}, {hi})"
        elif form == "if":
            y = self.local(Value(x, value.type), constant=False)
            self.before += [f"if ({y} < {lo}) {y} = {lo};", f"if ({y} > {hi}) {y} = {hi};"]
            result.text = y
        elif form == "nested":
            result.text = f"({x} > {hi} ? {hi} : {x} < {lo} ? {lo} : {x})"
        else:
            result.text = f"({x} < {lo} ? {lo} : {x} > {hi} ? {hi} : {x})"
        return result

    def local(self, value: Value, constant=True) -> str:
        """Puts a value into a variable of the innermost body, so that it is computed once and in this place."""
        name = f"t{self.temporaries}"
        self.temporaries += 1
        qualifier = "const " if constant and self.chance(0.5) else ""
        self.before.append(f"{qualifier}{value.type} {name} = {value.text};")
        return name

    # Expressions.
    def combine(self, left: Value, right: Value) -> Value:
        """One binary operation without undefined behaviour."""
        if left.is_float or right.is_float:
            kind = "double" if "double" in (left.type, right.type) else "float"
            return self.combine_floats(self.to_float(left, kind), self.to_float(right, kind))
        return self.combine_integers(left, right)

    def compared(self, left: Value, right: Value) -> Value:
        """A comparison as a number: a flag or a mask."""
        text = f"({left.text} {self.pick('<', '>', '<=', '>=', '==', '!=')} {right.text})"
        return self.pick(Value(text, "int", 0, 1), Value(f"(-{text})", "int", -1, 0), Value(f"({text} ? 255 : 0)", "int", 0, 255))

    def combine_floats(self, left: Value, right: Value) -> Value:
        kind = left.type
        form = self.pick("+", "-", "*", "*", "+", "-", "*", "*", "min", "max", "min", "max", "select", "select", "compare")
        if form in ("min", "max"):
            return self.minmax(left, right, form == "max")
        if form == "compare":
            return self.compared(left, right)
        if form == "select":
            zero = self.constant(left)
            low = high = None
            if left.bounded and right.bounded:
                low, high = min(left.low, right.low), max(left.high, right.high)
            compare = self.pick("<", ">", "<=", ">=", "==")
            return Value(f"({left.text} {compare} {zero.text} ? {right.text} : {left.text})", kind, low, high, left.nan or right.nan)
        low = high = None
        if left.bounded and right.bounded:
            corners = {
                "+": [left.low + right.low, left.high + right.high],
                "-": [left.low - right.high, left.high - right.low],
                "*": [a * b for a in (left.low, left.high) for b in (right.low, right.high)],
            }[form]
            slack = max(map(abs, corners)) * 1e-6
            low, high = min(corners) - slack, max(corners) + slack
        # Infinities cancel: an unbounded operand may make a NaN.
        nan = left.nan or right.nan or low is None
        return Value(f"({left.text} {form} {right.text})", kind, low, high, nan)

    def combine_integers(self, left: Value, right: Value) -> Value:
        form = self.pick("+", "-", "*", "+", "-", "*", "&", "|", "^", "min", "max", "absdiff", "select", "average", "compare")
        unsigned = "unsigned" in (left.type, right.type)
        if unsigned:
            left, right = self.as_unsigned(left), self.as_unsigned(right)
        if form == "compare":
            return self.compared(left, right)
        if form in ("min", "max"):
            return self.minmax(left, right, form == "max")
        if form == "select":
            bound = self.constant(left)
            compare = self.pick("<", ">", "<=", "==")
            return Value(f"({left.text} {compare} {bound.text} ? {right.text} : {left.text})", left.type, min(left.low, right.low), max(left.high, right.high))
        if form == "average":
            if left.low < 0 or right.low < 0 or left.high + right.high + 1 > INT_MAX:
                form = "+"
            else:
                return Value(f"(({left.text} + {right.text} + 1) >> 1)", left.type, 0, (left.high + right.high + 1) // 2)
        if form == "absdiff":
            if left.low < -(2**30) or right.low < -(2**30) or left.high > 2**30 or right.high > 2**30:
                form = "-"
            else:
                reach = max(left.high - right.low, right.high - left.low, 0)
                if unsigned or self.chance(0.5):
                    return Value(f"({left.text} > {right.text} ? {left.text} - {right.text} : {right.text} - {left.text})", left.type, 0, reach)
                return Value(f"abs({left.text} - {right.text})", "int", 0, reach)
        if form in "&|^":
            if left.low >= 0 and right.low >= 0:
                bits = max(int(left.high).bit_length(), int(right.high).bit_length())
                high = min(left.high, right.high) if form == "&" else 2**bits - 1
                return Value(f"({left.text} {form} {right.text})", left.type, 0, high)
            return Value(f"({left.text} {form} {right.text})", left.type, *((0, UINT_MAX) if unsigned else self.signed_bits(left, right)))
        low, high = {
            "+": (left.low + right.low, left.high + right.high),
            "-": (left.low - right.high, left.high - right.low),
            "*": (min(corners := [a * b for a in (left.low, left.high) for b in (right.low, right.high)]), max(corners)),
        }[form]
        if unsigned:
            if low < 0 or high > UINT_MAX:
                low, high = 0, UINT_MAX
            return Value(f"({left.text} {form} {right.text})", "unsigned", low, high)
        if low < INT_MIN or high > INT_MAX:
            # What overflows is computed on unsigned, where it wraps.
            text = f"((unsigned){left.text} {form} (unsigned){right.text})"
            if self.chance(0.5):
                return Value(f"((int){text})", "int", INT_MIN, INT_MAX)
            return Value(text, "unsigned", 0, UINT_MAX)
        return Value(f"({left.text} {form} {right.text})", "int", low, high)

    @staticmethod
    def signed_bits(left: Value, right: Value):
        bits = max(int(abs(v)).bit_length() for v in (left.low, left.high, right.low, right.high))
        return max(INT_MIN, -(2**bits)), min(INT_MAX, 2**bits - 1)

    def unary(self, value: Value) -> Value:
        if value.is_float:
            letter = "f" if value.type == "float" else ""
            form = self.pick("fabs", "neg", "relu", "relu", "relu6", "hardswish", "clamp", "round", "floor", "ceil", "trunc", "rint", "nearbyint", "sqrt", "leaky")
            if form == "relu":
                return self.minmax(value, Value("0.f" if letter else "0.", value.type, 0, 0), True)
            if form in ("relu6", "clamp"):
                low, high = (0, 6) if form == "relu6" else self.pick((-1, 1), (0, 1), (-128, 127))
                return self.clamp(value, low, high, removes_nan=self.chance(0.6))
            if form == "hardswish":
                x = self.local(value)
                six = self.clamp(Value(f"{x} + 3.f" if letter else f"{x} + 3.", value.type, nan=value.nan), 0, 6, removes_nan=self.chance(0.6))
                return Value(f"({x} * {six.text} * {'0.25f' if letter else '0.25'})", value.type, nan=True)
            if form == "leaky":
                x = self.local(value)
                return Value(f"({x} > 0 ? {x} : {x} * {'0.125f' if letter else '0.125'})", value.type, nan=value.nan)
            if form == "neg":
                return Value(f"(-{value.text})", value.type, *((-value.high, -value.low) if value.bounded else (None, None)), value.nan)
            if form == "sqrt":
                return Value(f"sqrt{letter}(fabs{letter}({value.text}))", value.type, nan=value.nan)
            if form == "fabs":
                reach = max(abs(value.low), abs(value.high)) if value.bounded else None
                return Value(f"fabs{letter}({value.text})", value.type, 0 if value.bounded else None, reach, value.nan)
            bounds = (value.low - 1, value.high + 1) if value.bounded else (None, None)
            return Value(f"{form}{letter}({value.text})", value.type, *bounds, value.nan)
        form = self.pick("shift", "shift", "clamp", "clamp", "and", "divide", "round-shift", "abs")
        if form == "and":
            mask = self.pick(1, 7, 15, 127, 255, 0xF0)
            return Value(f"({value.text} & {mask})", value.type, 0, mask)
        if form == "clamp":
            low, high = self.pick((-128, 127), (0, 255), (-32768, 32767), (0, 65535), (0, 6), (-100, 50))
            if value.type == "unsigned":
                low = max(low, 0)
            return self.clamp(value, low, high)
        if form == "divide":
            by = self.pick(3, 255, 16, 7)
            if value.type == "unsigned":
                return Value(f"({value.text} / {by}u)", "unsigned", int(value.low) // by, int(value.high) // by)
            return Value(f"({value.text} / {by})", "int", int(value.low / by) - 1, int(value.high / by) + 1)
        if form == "abs" and value.type == "int" and value.low > INT_MIN:
            return Value(f"abs({value.text})", "int", 0, max(abs(value.low), abs(value.high)))
        by = self.pick(1, 2, 4, 7, 8, 15)
        if form == "round-shift" and value.type == "int" and value.high + (1 << (by - 1)) <= INT_MAX:
            half = 1 << (by - 1)
            return Value(f"(({value.text} + {half}) >> {by})", "int", (int(value.low) + half) >> by, (int(value.high) + half) >> by)
        return Value(f"({value.text} >> {by})", value.type, int(value.low) >> by, int(value.high) >> by)

    def expression(self, leaves: list[Value], depth: int) -> Value:
        if depth == 0 or self.chance(0.15):
            return self.pick(*leaves)
        if self.chance(0.35):
            return self.unary(self.expression(leaves, depth - 1))
        left = self.expression(leaves, depth - 1)
        right = self.constant(left) if self.chance(0.25) else self.expression(leaves, depth - 1)
        return self.combine(left, right)

    def stored(self, value: Value, element: str) -> str:
        """The text of `value` converted to `element`."""
        kind, low, high = ELEMENTS[element]
        if kind in FLOATS:
            return value.text if value.type == kind else f"({element}){value.text}"
        if value.is_float and BYTES[element] < 4 and self.chance(0.2):
            # Straight to the narrow type.
            self.runtime_bounds = False
            return f"({element}){self.clamp(value, low, high, removes_nan=True).text}"
        if value.is_float:
            value = self.to_integer(value)
        if BYTES[element] < 4 and self.chance(0.6):
            value = self.clamp(self.as_signed(value), low, high)
        return f"({element}){value.text}"

    def difference(self, left: Value, right: Value) -> Value:
        """left - right, wrapping where it could overflow."""
        low, high = left.low - right.high, left.high - right.low
        if left.type == "unsigned" or low < INT_MIN or high > INT_MAX:
            return Value(f"((unsigned){left.text} - (unsigned){right.text})", "unsigned", 0, UINT_MAX)
        return Value(f"({left.text} - {right.text})", "int", low, high)

    def product(self, left: Value, right: Value) -> Value:
        """left * right in the type that holds it."""
        if left.is_float or right.is_float:
            kind = "double" if "double" in (left.type, right.type) else "float"
            return Value(f"({self.to_float(left, kind).text} * {self.to_float(right, kind).text})", kind, nan=True)
        corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
        if "unsigned" in (left.type, right.type) or min(corners) < INT_MIN or max(corners) > INT_MAX:
            return Value(f"((unsigned){left.text} * (unsigned){right.text})", "unsigned", 0, UINT_MAX)
        return Value(f"({left.text} * {right.text})", "int", min(corners), max(corners))

    def absdiff(self, left: Value, right: Value) -> Value:
        """|left - right|."""
        if left.is_float:
            return Value(f"fabs{'f' if left.type == 'float' else ''}({left.text} - {right.text})", left.type, nan=True)
        difference = self.difference(left, right)
        if difference.type == "unsigned" or difference.low == INT_MIN:
            return difference
        return Value(f"abs({difference.text})", "int", 0, max(abs(difference.low), abs(difference.high)))

    def sum_of(self, left: Value, right: Value) -> Value:
        """left + right, wrapping where it could overflow."""
        if left.is_float or right.is_float:
            kind = "double" if "double" in (left.type, right.type) else "float"
            if not (left.bounded and right.bounded):
                return Value(f"({left.text} + {right.text})", kind, nan=True)
            slack = max(abs(left.low + right.low), abs(left.high + right.high)) * 1e-6
            return Value(f"({left.text} + {right.text})", kind, left.low + right.low - slack, left.high + right.high + slack, left.nan or right.nan)
        low, high = left.low + right.low, left.high + right.high
        if "unsigned" in (left.type, right.type) or low < INT_MIN or high > INT_MAX:
            return Value(f"((unsigned){left.text} + (unsigned){right.text})", "unsigned", 0, UINT_MAX)
        return Value(f"({left.text} + {right.text})", "int", low, high)

    def float_product(self, left: Value, right: Value) -> Value:
        """left * right of two floats, with its interval."""
        if not (left.bounded and right.bounded):
            return Value(f"({left.text} * {right.text})", left.type, nan=True)
        corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
        slack = max(map(abs, corners)) * 1e-6
        return Value(f"({left.text} * {right.text})", left.type, min(corners) - slack, max(corners) + slack)

    # Loops.
    def loop(self, variable: str, bound: str, body: list[str], *, start="0") -> list[str]:
        """`body` for variable = start .. bound - 1."""
        kind = self.index
        end = f"({kind}){bound}" if bound == "n" and kind != "int" else bound
        inner = ["  " + line for line in body]
        form = self.pick("for", "for", "for", "for", "while", "not-equal", "down")
        if form == "while":
            return ["{", f"  {kind} {variable} = {start};", f"  while ({variable} < {end}) {{", *["  " + line for line in inner], f"    ++{variable};", "  }", "}"]
        if form == "down" and start == "0":
            return [f"for ({kind} {variable} = {end}; {variable}-- > 0;) {{", *inner, "}"]
        if form == "not-equal" and start == "0":
            return [f"for ({kind} {variable} = 0; {variable} != {end}; {variable}++) {{", *inner, "}"]
        return [f"for ({kind} {variable} = {start}; {variable} < {end}; ++{variable}) {{", *inner, "}"]

    def walk(self, step: list[str], *, variable="i", bound="n", start=0, accumulators=()) -> list[str]:
        """`step` for variable = start .. bound - 1, as people and generators write it: a loop, pointers that are bumped, either unrolled by
        hand, with a tail or for whole trips only, copy after copy or line after line; a few elements without a loop. Each of `accumulators`, (type, name, start value,
        how two are combined), is declared here, perhaps once per copy."""
        copies = self.pick(1, 1, 1, 1, 2, 4, 4, 8)
        fixed = bound.isdigit()
        if bound == "n" and self.chance(0.1):
            bound, fixed = self.pick("3", "4", "7", "8", "12", "16", "32", "40"), True
        steps = self.steps_of(step, variable) if self.chance(0.35) else {}
        split = copies > 1 and self.chance(0.6)
        parts = {name: [f"{name}_{k}" if k else name for k in range(copies if split else 1)] for _, name, _, _ in accumulators}
        declared = re.findall(r"^(?:const )?\w+ (\w+) = ", "\n".join(step), re.MULTILINE)
        staged = copies > 1 and not any(brace in line for line in step for brace in "{}") and self.chance(0.5)

        def copied(k):
            lines = step
            if steps:
                lines = [re.sub(rf"\b([ao]\d)\[([^\[\]]*)\b{variable}\b", lambda m: f"p_{m[1]}[{m[2]}{k}", line) for line in lines]
            if k:
                lines = [re.sub(rf"(\* )?\b{variable}\b", lambda m: f"* ({variable} + {k})" if m[1] else f"{variable} + {k}", line) for line in lines]
            renamed = [*(parts if split else []), *(declared if staged else [])]
            return [re.sub(rf"\b({'|'.join(renamed)})\b", rf"\1_{k}", line) for line in lines] if k and renamed else lines

        body = [copied(k) for k in range(copies)]
        if copies == 1:
            body = body[0]
        elif staged:
            body = [line for stage in zip(*body) for line in stage]
        else:
            body = [line for copy in body for line in ("{", *("  " + line for line in copy), "}")]
        names = [f"{kind} {', '.join(f'{part} = {first}' for part in parts[name])};" for kind, name, first, _ in accumulators]
        combined = [f"{name} = {combine(name, part)};" for _, name, _, combine in accumulators for part in parts[name][1:]]
        if fixed and int(bound) <= 16 and self.chance(0.3):
            # No loop at all: every element is written out.
            straight = [re.sub(rf"\b{variable}\b", str(at), line) for at in range(start, int(bound)) for line in ["{", *("  " + line for line in step), "}"]]
            return [*(f"{kind} {name} = {first};" for kind, name, first, _ in accumulators), *straight]
        if copies == 1 and not steps:
            return [*names, *self.loop(variable, bound, body, start=str(start))]
        whole = copies == 1 or fixed and (int(bound) - start) % copies == 0 or self.chance(0.2)
        tail_first = self.chance(0.5)
        if steps:
            return [*names, "{", *("  " + line for line in self.bumped(body, copied(0), steps, variable, bound, start, copies, whole)), "}", *combined]
        kind = self.index
        end = f"({kind}){bound}" if bound == "n" else bound
        head = self.pick(f"for (; {variable} + {copies} <= {end}; {variable} += {copies}) {{", f"for (; {variable} + {copies - 1} < {end}; {variable} += {copies}) {{")
        tail = [] if whole else [f"for (; {variable} < {end}; ++{variable}) {{", *("  " + line for line in copied(0)), "}"]
        main = [f"{kind} {variable} = {start};", head, *("  " + line for line in body), "}"]
        return [*names, "{", *("  " + line for line in [*main, *(tail + combined if tail_first else combined + tail)]), "}"]

    def steps_of(self, step: list[str], variable: str) -> dict[str, int]:
        """How far each pointer of `step` goes per element; empty if pointers cannot be bumped instead of the index."""
        steps: dict[str, set] = {}
        for pointer, index in re.findall(r"(\w+)\[([^\[\]]*)\]", "\n".join(step)):
            if re.search(rf"\b{variable}\b", index):
                form = re.fullmatch(rf"(?:(\d+) \* )?{variable}(?: \+ \d+)?", index)
                steps.setdefault(pointer, set()).add(int(form[1] or 1) if form and re.fullmatch(r"[ao]\d", pointer) else None)
        if any(len(found) > 1 or None in found for found in steps.values()):
            return {}
        return {pointer: found.pop() for pointer, found in steps.items()}

    def bumped(self, body, single, steps, variable, bound, start, copies, whole) -> list[str]:
        """The loop of `walk` over pointers: `body` for `copies` elements at a time, `single` for one."""
        kind = {"a": lambda k: f"const {self.inputs[k]}", "o": lambda k: self.outputs[k]}
        lines = [f"{kind[pointer[0]](int(pointer[1:]))} *p_{pointer} = {pointer} + {step * start};" for pointer, step in steps.items()]
        counted = any(re.search(rf"\b{variable}\b", line) for line in [*body, *single])
        if counted:
            lines.append(f"int {variable} = {start};")

        def bumps(by):
            return [" ".join([*(f"p_{pointer} += {step * by};" for pointer, step in steps.items()), *([f"{variable} += {by};"] if counted else [])])]

        if copies == 1 and start == 0 and self.chance(0.3):
            # Up to an end.
            pointer, step = self.random.choice(sorted(steps.items()))
            lines.append(f"{kind[pointer[0]](int(pointer[1:]))} *const end = {pointer} + {step} * {bound};")
            head = self.pick(f"while (p_{pointer} != end) {{", f"for (; p_{pointer} < end;) {{")
            return [*lines, head, *("  " + line for line in body + bumps(1)), "}"]
        lines.append(f"int left = {bound} - {start};" if start else f"int left = {bound};")
        head = self.pick(f"for (; left >= {copies}; left -= {copies}) {{", f"while (left > {copies - 1}) {{")
        if copies == 1 and start == 0:
            head = self.pick("while (left--) {", "for (; left; --left) {", "while (left-- > 0) {")
        body = [*body, *bumps(copies), *([f"left -= {copies};"] if "while (left >" in head else [])]
        tail = [] if whole else ["while (left-- > 0) {", *("  " + line for line in single + bumps(1)), "}"]
        return [*lines, head, *("  " + line for line in body), "}", *tail]

    def take_before(self) -> list[str]:
        lines, self.before = self.before, []
        return lines

    def finish(self, shape: str, body: list[str]) -> Nest:
        restrict = " __restrict" if self.restrict and not self.in_place else ""
        parameters = [f"const {element} *{restrict} a{k}".replace("  ", " ") for k, element in enumerate(self.inputs)]
        parameters += [f"{element} *{restrict} o{k}".replace("  ", " ") for k, element in enumerate(self.outputs)]
        parameters.append("int n")
        parameters += [f"{'float' if scalar[0] == 'float' else 'int'} s{k}" for k, scalar in enumerate(self.scalars)]
        head = f"NOINLINE {self.returns or 'void'} {self.name}({', '.join(parameters)}) {{"
        return Nest(self.name, [head, *["  " + line for line in body], "}"], self.inputs, self.outputs, self.scalars, self.returns,
                    self.native_differs, shape, self.in_place, parameters)


# The shapes. Each writes one nest.


def leaves_at(w: Writer, index: str, count: int, *, integer=None) -> list[Value]:
    """Loads of `count` new inputs at `index`, perhaps beside scalars."""
    leaves = []
    for _ in range(count):
        element = w.element(integer=integer)
        leaves.append(w.load(w.input(element), element, index))
    if w.chance(0.3):
        leaves.append(w.int_scalar(-128, 255) if integer or w.chance(0.5) else w.float_scalar())
    return leaves


def elementwise(w: Writer) -> Nest:
    """o[i] = expression of a[i], b[i]; contiguous, strided, or in place."""
    style = w.pick("contiguous", "contiguous", "contiguous", "strided", "in-place")
    integer = w.pick(True, True, False, None)
    factor, offset = "", ""
    if style == "in-place":
        element = w.element(integer=integer)
        w.in_place = True
        leaves, target = [w.load(w.input(element), element, "i")], w.output(element)
    else:
        offset = w.pick("", "", "", " + 1", " + 3")
        factor = w.pick("2 * ", "3 * ", "4 * ") if style == "strided" else ""
        leaves = leaves_at(w, f"{factor}i{offset}", w.pick(1, 2, 2, 3), integer=integer)
        if factor and w.chance(0.7):
            leaves += [Value(leaf.text.replace(f"i{offset}", "i + 2"), leaf.type, leaf.low, leaf.high, leaf.nan) for leaf in leaves if "[" in leaf.text]
        element = w.element(integer=integer)
        target = w.output(element)
    text = w.stored(w.expression(leaves, w.pick(1, 2, 2, 3, 4)), element)
    # A strided store leaves gaps that keep what they hold.
    at = f"{factor}i" if factor and w.chance(0.3) else "i"
    return w.finish(f"elementwise, {style}", w.walk([*w.take_before(), f"{target}[{at}] = {text};"]))


def reduction(w: Writer) -> Nest:
    """A sum, dot product, extreme or count over one or two inputs, with one or two results."""
    integer = w.pick(True, True, False)
    kind = w.pick("sum", "sum", "sum", "max", "min", "count", "xor")
    element = w.element(integer=integer)
    other = w.pick(element, element, w.element(integer=integer))
    a, b = w.input(element), w.input(other)
    x, y = w.load(a, element, "i"), w.load(b, other, "i")
    zero_points = integer and w.chance(0.4)
    if zero_points:
        low, high = w.pick((0, 255), (-128, 127), (-20000, 20000))
        x = w.difference(x, w.int_scalar(low, high))
        if w.chance(0.5):
            y = w.difference(y, w.int_scalar(low, high))
    form = w.pick("product", "product", "plain", "square", "absdiff", "expression")
    if x.is_float or y.is_float:
        wide = "double" if "double" in (x.type, y.type) else "float"
        x, y = w.to_float(x, wide), w.to_float(y, wide)
    term = {
        "product": lambda: w.product(x, y),
        "plain": lambda: x,
        "square": lambda: w.product(x, x),
        "absdiff": lambda: w.absdiff(x, y),
        "expression": lambda: w.expression([x, y], 2),
    }[form]()
    lines = w.take_before()
    if term.is_float:
        accumulator, zero = term.type, "0"
    else:
        fits = term.low * LONGEST_TRIP >= INT_MIN and term.high * LONGEST_TRIP <= INT_MAX
        accumulator, zero = ("int" if fits and term.type == "int" else "unsigned"), "0"
        if accumulator == "unsigned":
            term = w.as_unsigned(term)
    if kind in ("max", "min"):
        accumulator = term.type
        zero = {"float": w.pick("-INFINITY", "0", "-1e30f"), "double": w.pick("-INFINITY", "0"), "int": "(-2147483647 - 1)", "unsigned": "0"}[accumulator]
        if kind == "min":
            zero = {"float": "INFINITY", "double": "INFINITY", "int": "2147483647", "unsigned": "4294967295u"}[accumulator]

    if kind == "count":
        accumulator, zero = w.pick("int", "unsigned"), "0"
    largest = kind == "max"
    form = w.pick("fmax", "if", "select")
    if kind in ("max", "min"):
        less, more = w.pick(("<", ">"), ("<=", ">="))
        if term.is_float and form == "fmax":
            w.native_differs = True
            letter = "f" if term.type == "float" else ""
            update = f"r0 = {'fmax' if largest else 'fmin'}{letter}(r0, {term.text});"
        elif form == "if":
            update = f"if ({term.text} {'>' if largest else '<'} r0) r0 = {term.text};"
        else:
            update = f"r0 = {term.text} {more if largest else less} r0 ? {term.text} : r0;"
    else:
        limit = "0.5f" if term.is_float else "2"
        update = {"sum": f"r0 += {term.text};", "xor": f"r0 {'-' if term.is_float else '^'}= {term.text};", "count": f"r0 += {term.text} > {limit};"}[kind]
    w.returns = accumulator
    if not term.is_float and kind in ("sum", "xor") and w.chance(0.15):
        # A checksum: the accumulator wraps.
        accumulator = w.pick("uint8_t", "uint16_t", "int8_t")
    elif term.text == f"{a}[i]" and kind in ("max", "min") and BYTES[element] < 4 and w.chance(0.5):
        # As narrow as the elements.
        accumulator, zero = element, term.low if largest else term.high

    def combine(one, other):
        if kind in ("max", "min"):
            return f"{one} {'>' if largest else '<'} {other} ? {one} : {other}"
        sign = "^" if kind == "xor" and not term.is_float else "+"
        return f"(int)((unsigned){one} {sign} (unsigned){other})" if accumulator == "int" else f"{one} {sign} {other}"

    accumulators = [(accumulator, "r0", zero, combine)]
    step = [*lines, update]
    end = ["return r0;"]
    if w.chance(0.2) and kind == "sum":
        z = w.load(w.input(other), other, "i")
        second = w.product(x, w.to_float(z, x.type) if x.is_float else z)
        if not second.is_float:
            second = w.as_unsigned(second)
        accumulators.append((second.type, "r1", "0", lambda one, other: f"{one} + {other}"))
        step.append(f"r1 += {second.text};")
        end.insert(0, f"{w.output('double' if second.type == 'double' else 'float' if second.is_float else 'uint32_t')}[0] = r1;")
    if kind in ("max", "min") and w.chance(0.3):
        # The other extreme beside it.
        beyond = "<" if largest else ">"
        accumulators.append((term.type, "r1", "0", lambda one, other: f"{one} {beyond} {other} ? {one} : {other}"))
        step.append(f"r1 = {term.text} {beyond} r1 ? {term.text} : r1;")
        end.insert(0, f"{w.output({'int': 'int32_t', 'unsigned': 'uint32_t'}.get(term.type, term.type))}[0] = r1;")
    return w.finish(f"reduction, {kind}", [*w.walk(step, accumulators=accumulators), *end])


def arg_extreme(w: Writer) -> Nest:
    """The place of the largest or smallest element, first or last, by index, pointer or place alone, of a row or of several."""
    element = w.element()
    a = w.input(element)
    kind, low, high = ELEMENTS[element]
    compare = w.pick(">", "<", ">=", "<=")
    w.returns = "int"
    form = w.pick("place", "pointer", "both", "if", "if", "ternary", "not", "rows")
    end = ["return (int)best;"]
    if form == "place":
        return w.finish("argument of an extreme, place", ["int best = 0;", *w.walk([f"if ({a}[i] {compare} {a}[best]) best = i;"], start=w.pick(0, 1)), *end])
    if form == "pointer":
        ending = w.pick("p < a0 + n", "p <= a0 + n - 1")
        return w.finish("argument of an extreme, pointer", [f"const {element} *best = {a};", f"for (const {element} *p = {a} + 1; {ending}; ++p)",
                                                            f"  if (*p {compare} *best) best = p;", f"return (int)(best - {a});"])  # fmt: skip
    row = "r * n + " if form == "rows" else ""
    x = f"{a}[{row}i]"
    if w.chance(0.2) and kind != "unsigned":
        x = f"{'fabsf' if kind == 'float' else 'fabs' if kind == 'double' else 'abs'}({x})" if low != INT_MIN else f"({x} >> 1)"
    largest = compare[0] == ">"
    extreme = {"float": "INFINITY", "double": "1e300"}.get(kind) if low is None else None
    first = w.pick(f"{a}[{row}0]", f"{'-' if largest else ''}{extreme}" if extreme else f"{low if largest else high}".replace("-2147483648", "(-2147483647 - 1)"))
    start = w.pick(0, 1) if "[" in first else 0
    declared = [f"{kind} m = {first};", f"{w.pick('int', 'int', w.index)} best = 0;"]
    opposite = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
    step = {
        "ternary": [f"const int better = {x} {compare} m;", f"m = better ? {x} : m;", "best = better ? i : best;"],
        "not": [f"if (!({x} {opposite[compare]} m)) {{", f"  m = {x};", "  best = i;", "}"],
        "both": [f"if ({x} {compare} m) {{", f"  m = {x};", "  best = i;", f"}} else if ({x} {opposite[compare]} other) {{", f"  other = {x};", "  least = i;", "}"],
    }.get(form, [f"if ({x} {compare} m) {{", f"  m = {x};", "  best = i;", "}"])
    if form == "both":
        declared += [f"{kind} other = {first};", "int least = 0;"]
        end = ["return (int)best * 256 + least;"]
    if form == "rows":
        target = w.output(w.pick("int32_t", "uint8_t", "uint32_t"))
        w.returns = None
        return w.finish("argument of an extreme, rows", w.loop("r", str(MOST_ROWS), [*declared, *w.walk(step, start=start), f"{target}[r] = best;"]))
    if w.chance(0.6):
        end.insert(0, f"{w.output(element)}[0] = ({element})m;")
    return w.finish(f"argument of an extreme, {form}", [*declared, *w.walk(step, start=start), *end])


def activation_tile(w: Writer) -> Nest:
    """A straight-line register tile: rows x lanes accumulators over k, then bias and activation, stored contiguously. The accumulators are
    variables or an array."""
    element = w.pick("float", "float", "float", "double", "int8_t", "int16_t")
    kind = element if element in FLOATS else "int"
    lanes, rows = w.pick(2, 4, 4, 8), w.pick(1, 1, 2, 4)
    w.restrict = w.chance(0.6)
    x, weights, bias = w.input(element), w.input(element), w.input("int16_t" if kind == "int" else kind)
    out = w.output("int32_t" if kind == "int" else kind)
    w.index = "int"
    as_array = w.chance(0.3)
    sums = [[f"c[{r * lanes + lane}]" if as_array else f"c{r}_{lane}" for lane in range(lanes)] for r in range(rows)]
    body = [f"{kind} c[{rows * lanes}] = {{0}};"] if as_array else [f"{kind} {', '.join(f'{name} = 0' for name in row)};" for row in sums]
    if as_array and w.chance(0.6):
        inner = [f"for (int r = 0; r < {rows}; ++r)", f"  for (int l = 0; l < {lanes}; ++l)",
                 f"    c[r * {lanes} + l] += {x}[k * {rows} + r] * {weights}[k * {lanes} + l];"]  # fmt: skip
    else:
        inner = []
        for r in range(rows):
            inner.append(f"const {kind} x{r} = {x}[k * {rows} + {r}];")
            inner += [f"{sums[r][lane]} += x{r} * {weights}[k * {lanes} + {lane}];" for lane in range(lanes)]
    # 16 bits by 16 bits: one product more would leave int.
    count = "1" if element == "int16_t" else w.pick("n", "n", "8", "16")
    body += w.loop("k", count, inner)
    suffix = {"float": "f", "double": "", "int": ""}[kind]
    form = w.pick("relu6", "relu6", "relu", "hardswish", "hardswish", "clamp", "fminmax", "residual", "none", "run-time")
    if kind == "int" and form in ("hardswish", "fminmax"):
        form = "run-time"
    if form == "fminmax":
        w.native_differs = True
    bounds = [w.int_scalar(*w.pick(*OFFSETS)) if kind == "int" else w.float_scalar() for _ in range(2)] if form == "run-time" else None
    greater, less = w.pick((">", "<"), (">=", "<="))
    for r in range(rows):
        for lane in range(lanes):
            v, h = f"v{r}_{lane}", f"h{r}_{lane}"
            body.append(f"{kind} {v} = {sums[r][lane]} + {bias}[{lane}];")
            body += {
                "relu6": lambda: [f"{v} = {v} {greater} 0 ? {v} : 0;", f"{v} = {v} {less} 6 ? {v} : 6;"],
                "relu": lambda: [f"if ({v} < 0) {v} = 0;"],
                "clamp": lambda: [f"{v} = {v} < -1 ? -1 : {v} > 1 ? 1 : {v};"],
                "run-time": lambda: [f"{v} = {v} {greater} {bounds[0].text} ? {v} : {bounds[0].text};", f"{v} = {v} {less} {bounds[1].text} ? {v} : {bounds[1].text};"],
                "fminmax": lambda: [f"{v} = fmin{suffix}(fmax{suffix}({v}, 0), 6);"],
                "hardswish": lambda: [f"{kind} {h} = {v} + 3;", f"{h} = {h} {greater} 0 ? {h} : 0;", f"{h} = {h} {less} 6 ? {h} : 6;", f"{v} = {v} * {h} * 0.125{suffix};"],
                "residual": lambda: [f"{v} += {x}[{r * lanes + lane}];", f"{v} = {v} >= 0 ? {v} : 0;", f"{v} = {v} <= 6 ? {v} : 6;"],
                "none": list,
            }[form]()
    stores = [f"{out}[{r * lanes + lane}] = v{r}_{lane};" for r in range(rows) for lane in range(lanes)]
    return w.finish(f"tile, {form}", body + stores)


def matrix(w: Writer) -> Nest:
    """Rows of dot products with an epilogue: gemv, fully connected, 1x1 convolution; float, or integer with zero points that is requantized."""
    integer = w.chance(0.6)
    element = w.pick("int8_t", "int8_t", "uint8_t", "int16_t") if integer else w.pick("float", "float", "double")
    other = w.pick(element, "int8_t") if integer else element
    a, x = w.input(element), w.input(other)
    p, q = w.load(a, element, f"r * {'(size_t)' if w.chance(0.3) else ''}n + k"), w.load(x, other, "k")
    if integer and w.chance(0.6):
        offsets = w.pick((-128, 127), (0, 255))
        p = w.difference(p, w.int_scalar(*offsets))
        if w.chance(0.6):
            q = w.sum_of(q, w.int_scalar(*offsets))
    term = w.product(p, q)
    if not term.is_float and (term.low * LONGEST_TRIP < INT_MIN or term.high * LONGEST_TRIP > INT_MAX):
        term = w.as_unsigned(term)
    kind = term.type
    total = Value("sum", kind, nan=True) if term.is_float else Value("sum", kind, *((term.low * LONGEST_TRIP, term.high * LONGEST_TRIP) if kind == "int" else (0, UINT_MAX)))
    w.index = w.pick("int", "size_t")
    dot = w.walk([f"sum += {term.text};"], variable="k", accumulators=[(kind, "sum", "0", lambda one, other: f"{one} + {other}")])
    if integer and w.chance(0.5):
        element_out = w.pick("int8_t", "uint8_t", "int16_t")
        target = w.output(element_out)
        text = requantized(w, w.as_signed(total), "r", element_out)
    else:
        element_out = w.element(integer=None if integer else False)
        target = w.output(element_out)
        bias = "int32_t" if integer else element
        value = w.expression([total, total, *([w.load(w.input(bias), bias, "r")] if w.chance(0.6) else [])], w.pick(1, 2, 3))
        if w.chance(0.4) and not value.is_float:
            value = w.float_product(w.to_float(value), w.float_scalar())
        text = w.stored(value, element_out)
    return w.finish("matrix times vector", w.loop("r", str(w.pick(1, 3, 4, MOST_ROWS)), [*dot, *w.take_before(), f"{target}[r] = {text};"]))


def blocks(w: Writer) -> Nest:
    """Blocks of 8 to 32 quantized values with a scale each: 8, 4 or 2 bits packed in bytes, by a table or not; a dot product or floats."""
    size, bits = w.pick(8, 16, 32), w.pick(8, 4, 4, 4, 2)
    per_byte = 8 // bits
    packed = size // per_byte
    a, scales = w.input("int8_t" if bits == 8 else "uint8_t"), w.input("float")
    low, high = (-128, 127) if bits == 8 else (0, 2**bits - 1)
    form = w.pick("plain", "less", "table") if bits == 4 else "plain"
    lines = []
    if form == "table":
        lines.append(f"static const int8_t table[16] = {{{', '.join(str(w.random.randrange(-128, 128)) for _ in range(16))}}};")
    less = {"less": " - 8"}.get(form, "")
    value = Value("", "int", *((-128, 127) if form == "table" else (low - 8, high - 8) if less else (low, high)))

    def part(k):
        byte = f"{a}[j * {packed} + k]"
        text = byte if bits == 8 else f"({byte} >> {bits * k}) & {2**bits - 1}" if k < per_byte - 1 or w.chance(0.3) else f"{byte} >> {bits * k}"
        text = text.replace(" >> 0", "")
        return Value(f"table[{text}]" if form == "table" else f"(({text}){less})", "int", value.low, value.high)

    # The halves of a byte are neighbours or half a block apart.
    split = w.chance(0.6)
    parts = [part(k) for k in range(per_byte)]
    places = [(f"k + {packed * k}" if k else "k") if split else f"{per_byte} * k + {k}" for k in range(per_byte)]
    if w.chance(0.4):
        out = w.output("float")
        least = w.input("float") if w.chance(0.4) else None
        rest = f" + {least}[j]" if least else ""
        step = [f"{out}[j * {size} + {place}] = (float){q.text} * {scales}[j]{rest};" for q, place in zip(parts, places)]
        return w.finish("quantized blocks, to floats", [*lines, *w.loop("j", "n / 8", w.walk(step, variable="k", bound=str(packed)))])
    if w.chance(0.3):
        # A sum per block, beside the dot product in the formats that have a least value.
        target = w.output(w.pick("int16_t", "int32_t", "float"))
        step = [f"sum += {' + '.join(q.text for q in parts)};"]
        inner = w.walk(step, variable="k", bound=str(packed), accumulators=[("int", "sum", "0", lambda one, other: f"{one} + {other}")])
        return w.finish("quantized blocks, sums", [*lines, *w.loop("j", "n / 8", [*inner, f"{target}[j] = sum;"])])
    b = w.input(w.pick("int8_t", "int8_t", "int16_t"))
    w.returns = "float"
    terms = " + ".join(f"{q.text} * {b}[j * {size} + {place}]" for q, place in zip(parts, places))
    inner = w.walk([f"sum += {terms};"], variable="k", bound=str(packed), accumulators=[("int", "sum", "0", lambda one, other: f"{one} + {other}")])
    body = [*lines, "float total = 0;", *w.loop("j", "n / 8", [*inner, f"total += (float)sum * {scales}[j];"]), "return total;"]
    return w.finish("quantized blocks, dot", body)


def guarded(w: Writer) -> Nest:
    """A condition in the body: a masked store, a masked sum, a filter that packs indices, a search that ends early, a border."""
    form = w.pick("store", "sum", "filter", "search", "border", "branch")
    element = w.element()
    a = w.input(element)
    x = w.load(a, element, "i")
    limit = w.constant(x)
    compare = w.pick("<", ">", "<=", ">=")
    condition = f"{x.text} {compare} {limit.text}"
    w.index = "int"
    if form == "store":
        target = w.output(element)
        text = w.stored(w.expression([x], 2), element)
        body = w.walk([f"if ({condition}) {{", *["  " + line for line in w.take_before()], f"  {target}[i] = {text};", "}"])
    elif form == "branch":
        target = w.output(element)
        one = w.expression([x], 1)
        lines_one, text_one = w.take_before(), w.stored(one, element)
        lines_one += w.take_before()
        other = w.stored(w.expression([x], 2), element)
        body = w.walk([f"if ({condition}) {{", *["  " + line for line in lines_one], f"  {target}[i] = {text_one};", "} else {",
                                 *["  " + line for line in w.take_before()], f"  {target}[i] = {other};", "}"])
    elif form == "sum":
        w.returns = x.type if x.is_float else "unsigned"
        accumulators = [(w.returns, "sum", "0", lambda one, other: f"{one} + {other}")]
        body = [*w.walk([f"if ({condition}) sum += {x.text if x.is_float else w.as_unsigned(x).text};"], accumulators=accumulators), "return sum;"]
    elif form == "filter":
        target = w.output("int32_t")
        w.returns = "int"
        body = ["int kept = 0;", *w.walk([f"if ({condition}) {target}[kept++] = i;"]), "return kept;"]
    elif form == "search":
        w.returns = "int"
        body = [*w.walk([f"if ({condition}) return i;"]), "return -1;"]
    else:
        target = w.output("float" if x.is_float else "uint32_t")
        kind = "float" if x.is_float else "unsigned"
        element_text = f"({kind}){a}[i + d]" if not x.is_float or x.type != "float" else f"{a}[i + d]"
        body = w.loop("i", "n", [f"{kind} sum = 0;", "for (int d = -1; d <= 1; ++d)", f"  if (i + d >= 0 && i + d < n) sum += {element_text};", f"{target}[i] = sum;"])
    return w.finish(f"guarded, {form}", body)


def table(w: Writer) -> Nest:
    """A table looked up by masked bytes or nibbles; 16 or 256 entries, a constant of the program or a parameter."""
    size = w.pick(16, 16, 256)
    element = w.pick("int8_t", "uint8_t", "uint8_t", "int16_t", "float")
    source_type = w.pick("uint8_t", "uint8_t", "int8_t", "uint16_t", "int32_t")
    a = w.input(source_type)
    target = w.output(w.pick(element, element, "float"))
    form = w.pick("low", "high", "both") if size == 16 else "low"
    body = []
    if w.chance(0.6):
        entries = ", ".join(str(w.random.randrange(0 if element.startswith("u") else -128, 128)) for _ in range(size))
        body.append(f"static const {element} table[{size}] = {{{entries}}};")
        name = "table"
    else:
        name = w.input(element)
    index = {"low": f"{a}[i] & {size - 1}", "high": f"({a}[i] >> 4) & 15", "both": None}[form]
    out = w.outputs[0]
    if form == "both":
        body += w.walk([f"{target}[2 * i] = ({out}){name}[{a}[i] & 15];", f"{target}[2 * i + 1] = ({out}){name}[({a}[i] >> 4) & 15];"])
    else:
        body += w.walk([f"{target}[i] = ({out}){name}[{index}];"])
    return w.finish(f"table of {size}", body)


def channels(w: Writer) -> Nest:
    """Two, three or four interleaved channels: to planes and back, to grey, to pixels of other channels, a value per channel in a loop."""
    count = w.pick(2, 3, 3, 4)
    element = w.pick("uint8_t", "uint8_t", "int16_t", "float")
    form = w.pick("to planes", "to planes", "from planes", "weighted", "pixels", "pixels", "loop")
    w.restrict = w.chance(0.7)
    out = w.pick(element, "float", "uint8_t" if element != "float" else "float")
    scale, shift = w.float_scalar(), w.float_scalar()
    w.index = w.pick("int", "size_t")

    def converted(text):
        value = Value(text, *ELEMENTS[element], nan=element == "float")
        if out == "float":
            value = Value(f"({value.text} * {scale.text} - {shift.text})", "float", nan=True)
        return w.stored(value, out)

    if form == "weighted":
        a, target = w.input(element), w.output(out)
        if element == "float":
            text = " + ".join(f"{a}[{count} * i + {c}] * {0.25 + c / 8}f" for c in range(count))
            value = Value(f"({text})", "float", nan=True)
        else:
            weights = [77, 150, 29, 5]
            text = " + ".join(f"{weights[c]} * {a}[{count} * i + {c}]" for c in range(count))
            bound = max(abs(v) for v in ELEMENTS[element][1:]) * 261
            value = Value(f"(({text} + 128) >> 8)", "int", -(bound >> 8) - 2, (bound >> 8) + 2)
        text = w.stored(value, out)
        return w.finish("channels, weighted", w.walk([*w.take_before(), f"{target}[i] = {text};"]))
    if form == "pixels":
        a, target, others = w.input(element), w.output(out), w.pick(2, 3, 4)
        body = []
        for c in range(others):
            # Another order, and a constant for the channel that the source lacks.
            text = "255" if c >= count else converted(f"{a}[{count} * i + {w.pick(c, count - 1 - c)}]")
            body += [*w.take_before(), f"{target}[{others} * i + {c}] = {text};"]
        return w.finish("channels, pixels", w.walk(body))
    if form == "loop":
        a, target, other = w.input(element), w.output(out), w.input(w.pick(element, "float") if out == "float" else element)
        value = w.combine(w.load(a, element, f"i * {count} + c"), w.load(other, w.inputs[-1], "c"))
        text = w.stored(value, out)
        place = w.pick(f"i * {count} + c", "c * n + i")
        return w.finish("channels, loop", w.loop("i", "n", w.loop("c", str(count), [*w.take_before(), f"{target}[{place}] = {text};"])))
    if form == "to planes":
        a = w.input(element)
        used = range(count if w.chance(0.6) else count - 1)
        targets = [w.output(out) for _ in used]
        body = []
        for c, target in zip(used, targets):
            text = converted(f"{a}[{count} * i + {c}]")
            body += [*w.take_before(), f"{target}[i] = {text};"]
        return w.finish("channels, to planes", w.walk(body))
    sources = [w.input(element) for _ in range(count)]
    target = w.output(out)
    body = []
    for c, source in enumerate(sources):
        text = converted(f"{source}[i]")
        body += [*w.take_before(), f"{target}[{count} * i + {c}] = {text};"]
    return w.finish("channels, from planes", w.walk(body))


def window(w: Writer) -> Nest:
    """A sliding window: convolution or pooling along a row, weights fixed or loaded."""
    element = w.pick("float", "float", "int8_t", "uint8_t", "int16_t", "double")
    taps = w.pick(3, 3, 5)
    stride = w.pick(1, 1, 2)
    a = w.input(element)
    form = w.pick("weights", "max", "average")
    at = [w.load(a, element, (f"i + {t}" if stride == 1 else f"2 * i + {t}")) for t in range(taps)]
    if form == "max":
        value = at[0]
        for tap in at[1:]:
            value = w.minmax(Value(w.local(value), value.type, value.low, value.high, value.nan), tap, True)
    elif form == "average":
        value = at[0]
        for tap in at[1:]:
            value = w.sum_of(value, tap)
        if not value.is_float:
            value = Value(f"({value.text} / {taps})", "int", int(value.low / taps) - 1, int(value.high / taps) + 1)
    else:
        weights = w.input(w.pick("int8_t", "int16_t") if element not in FLOATS else element)
        kind = w.inputs[-1]
        value = None
        for t, tap in enumerate(at):
            term = w.product(tap, w.load(weights, kind, str(t)))
            value = term if value is None else w.sum_of(value, term)
    element_out = w.pick(element, "float" if element in FLOATS else "int32_t")
    target = w.output(element_out)
    text = w.stored(value, element_out)
    return w.finish(f"window, {form}", w.walk([*w.take_before(), f"{target}[i] = {text};"]))


def depthwise(w: Writer) -> Nest:
    """A 3 x 3 window over rows with zeros around them: a convolution or the largest value, by guards or by clamped coordinates."""
    element = w.pick("float", "float", "int8_t", "uint8_t")
    kind = ELEMENTS[element][0]
    w.index = "int"
    a = w.input(element)
    pooling = w.chance(0.3)
    inside = "y + dy >= 0 && y + dy < 3 && x + dx >= 0 && x + dx < n"
    at = f"{a}[(y + dy) * n + x + dx]"
    if pooling:
        update = w.pick(f"if ({at} > sum) sum = {at};", f"sum = sum < {at} ? {at} : sum;")
        first = {"float": "-INFINITY", "int": "-128"}[kind]
    else:
        update = f"sum += {at} * {w.input('int8_t' if kind == 'int' else element)}[(dy + 1) * 3 + dx + 1];"
        first = "0"
    form = w.pick("guard", "continue", "limits")
    if form == "limits":
        inner = ["for (int dy = y > 0 ? -1 : 0; dy <= (y < 2 ? 1 : 0); ++dy)", "  for (int dx = x > 0 ? -1 : 0; dx <= (x < n - 1 ? 1 : 0); ++dx)", f"    {update}"]
    else:
        guarded_update = f"if ({inside}) {{ {update} }}" if form == "guard" else f"{{ if (!({inside})) continue; {update} }}"
        inner = ["for (int dy = -1; dy <= 1; ++dy)", "  for (int dx = -1; dx <= 1; ++dx)", f"    {guarded_update}"]
    total = Value("sum", kind, nan=True) if kind == "float" else Value("sum", "int", -(9 * 2**15), 9 * 2**15)
    out = w.pick("float", "float") if kind == "float" else w.pick("int8_t", "uint8_t", "int32_t")
    target = w.output(out)
    text = w.stored(w.expression([total], w.pick(0, 1, 2)), out)
    body = [f"{kind} sum = {first};", *inner, *w.take_before(), f"{target}[y * n + x] = {text};"]
    return w.finish(f"3 x 3, {form}", w.loop("y", "3", w.loop("x", "n", body)))


def requantized(w: Writer, x: Value, channel: str, out: str) -> str:
    """The text of accumulator `x` as an `out`: by float, or by fixed point with one or two roundings; per tensor, or per `channel`. What
    comes before it is left in w.before."""
    _, low, high = ELEMENTS[out]
    zero_point = w.int_scalar(*w.pick(*OFFSETS[:6]))
    if w.chance(0.5):
        w.native_differs = True
        # |x| * scale stays below 2^31: lrintf of more is not defined.
        form = w.pick("constant", "divide", "channel")
        if form == "channel":
            scale = Value(f"((float){w.input('uint8_t')}[{channel}] * 0.00001f)", "float", 0, 0.00256)
        else:
            scale = Value(w.pick("0.0009765625f", "0.01f"), "float", 0, 0.01)
        value = w.float_product(w.to_float(x), scale)
        if form == "divide":
            value.text = f"({w.to_float(x).text} / {w.pick('100.f', '255.f', '127.5f')})"
        first = w.chance(0.3)
        if first:
            # The zero point is added before it is rounded.
            value = w.sum_of(value, w.to_float(zero_point))
        if w.chance(0.4):
            value = w.clamp(value, low, high, removes_nan=w.chance(0.5))
        q = w.to_integer(value)
        if not first:
            q = w.sum_of(q, zero_point)
    else:
        multiplier = w.load(w.input("int32_t"), "int32_t", channel) if w.chance(0.4) else w.int_scalar(1 << 30, INT_MAX)
        shift = w.pick("1", "5", "8", "parameter", "channel")
        if shift == "parameter":
            shift = w.int_scalar(1, 24).text
        elif shift == "channel":
            shift = f"({w.input('uint8_t')}[{channel}] & 15) + 1"
        w.before += [f"const int by = {shift};", f"const int64_t p = (int64_t){x.text} * {multiplier.text};"]
        form = w.pick("one", "one, away", "two, mask", "two, floor")
        if form == "one":
            w.before.append("const int h = (int)((p + ((int64_t)1 << (30 + by))) >> (31 + by));")
        elif form == "one, away":
            w.before += ["const int64_t half = (int64_t)1 << (30 + by);", "const int h = (int)((p + (p >= 0 ? half : -half)) / ((int64_t)1 << (31 + by)));"]
        else:
            w.before += ["const int nudge = p >= 0 ? (1 << 30) : (1 - (1 << 30));", "const int g = (int)((p + nudge) / ((int64_t)1 << 31));"]
            if form == "two, floor":
                w.before.append("const int h = (int)(((int64_t)g + (1 << (by - 1))) >> by);")
            else:
                w.before += ["const int mask = (1 << by) - 1;", "const int rest = g & mask;", "const int h = (g >> by) + (rest > (mask >> 1) + (g < 0));"]
        # By at least one bit less than an int.
        q = w.sum_of(Value("h", "int", -(2**30) - 1, 2**30 + 1), zero_point)
    return f"({out}){w.clamp(w.as_signed(q), low, high).text}"


def requantize(w: Writer) -> Nest:
    """Accumulators, or floats, to bytes."""
    out = w.pick("int8_t", "uint8_t", "int16_t")
    source = w.pick("int32_t", "int32_t", "int32_t", "int16_t")
    text = requantized(w, w.load(w.input(source), source, "i"), "i", out)
    return w.finish("requantize", w.walk([*w.take_before(), f"{w.output(out)}[i] = {text};"]))


def fixed_point(w: Writer) -> Nest:
    """Q15 products, saturating sums with an element or a parameter, averages, differences, divisions that round."""
    form = w.pick("q15", "q15 round", "add", "add", "sub", "average", "absdiff", "divide", "shift", "or", "rescale", "rescale")
    elements = {"q15": ["int16_t"], "q15 round": ["int16_t"], "or": ["uint8_t"], "divide": ["uint8_t", "int8_t", "int16_t"]}
    element = w.pick(*elements.get(form, ["uint8_t", "int8_t", "int16_t", "uint16_t"]))
    x = w.load(w.input(element), element, "i")
    y = w.int_scalar(*w.pick(*OFFSETS)) if form in ("add", "sub", "absdiff") and w.chance(0.4) else w.load(w.input(element), element, "i")
    kind, low, high = ELEMENTS[element]
    target = w.output(element)
    if form == "or":
        w.before += [f"unsigned s = (unsigned)({x.text} + {y.text});", "s |= 0u - (s >> 8);"]
        return w.finish("fixed point, or", w.walk([*w.take_before(), f"{target}[i] = (uint8_t)s;"]))
    if form == "divide":
        half = 1 << w.pick(0, 3, 7)
        z = w.local(w.product(x, y))
        value = Value(f"(({z} + ({z} >= 0 ? {half} : {1 - half})) / {2 * half})", "int", INT_MIN // 2, INT_MAX // 2)
    elif form == "rescale":
        product = w.product(w.difference(x, w.int_scalar(*w.pick(*OFFSETS))), w.int_scalar(*w.pick((0, 255), (0, 32767), (-32768, 32767), (-(2**20), 2**20))))
        value = w.as_signed(product)
        value = w.sum_of(Value(f"({value.text} >> 7)", "int", int(value.low) >> 7, int(value.high) >> 7), w.int_scalar(*w.pick(*OFFSETS[:4])))
    elif form == "shift":
        # By a parameter, to the left if it is negative.
        shift = w.int_scalar(-8, 12)
        value = Value(f"({shift.text} >= 0 ? {x.text} >> {shift.text} : {x.text} * (1 << -{shift.text}))", "int", low * 256, high * 256)
    elif form == "average":
        value = Value(f"(({x.text} + {y.text} + 1) >> 1)", "int", low, high)
    else:
        value = {
            "q15": lambda: Value(f"(({x.text} * {y.text}) >> 15)", "int", -32768, 32768),
            "q15 round": lambda: Value(f"(({x.text} * {y.text} + 16384) >> 15)", "int", -32768, 32768),
            "absdiff": lambda: w.absdiff(x, y),
            "add": lambda: w.sum_of(*w.pick((x, y), (y, x))),
            "sub": lambda: w.difference(*w.pick((x, y), (y, x))),
        }[form]()
    text = f"({element}){w.clamp(value, low, high).text}" if w.chance(0.8) else f"({element}){value.text}"
    return w.finish(f"fixed point, {form}", w.walk([*w.take_before(), f"{target}[i] = {text};"]))


def called(w: Writer) -> Nest:
    """The body calls a function of the same file, inlined or not: per element, or per row with pointers."""
    w.runtime_bounds = False
    element, out = w.element(), w.element()
    a, target = w.input(element), w.output(out)
    kind, low, high = ELEMENTS[element]
    helper = f"{w.name}_of"
    qualifier = w.pick("static inline", "static NOINLINE", "static")
    if w.chance(0.4):
        x = w.load("a0", element, "i")
        result = kind if x.is_float else "unsigned"
        term = w.product(x, w.load("a0", element, "i + 1")) if x.is_float else w.as_unsigned(w.product(x, x))
        inner = [*w.walk([f"sum += {term.text};"], accumulators=[(result, "sum", "0", lambda one, other: f"{one} + {other}")]), "return sum;"]
        call = Value(f"{helper}({a} + r * n, n)", result, *((None, None) if x.is_float else (0, UINT_MAX)), nan=x.is_float)
        text = w.stored(call, out)
        nest = w.finish("call per row", w.loop("r", str(MOST_ROWS), [*w.take_before(), f"{target}[r] = {text};"]))
        nest.lines = [f"{qualifier} {result} {helper}(const {element} *a0, int n) {{", *["  " + line for line in inner], "}", *nest.lines]
        return nest
    text = w.stored(w.expression([Value("x", kind, low, high, nan=kind in FLOATS)], 3), out)
    before = w.take_before()
    nest = w.finish("call per element", w.walk([f"{target}[i] = {helper}({a}[i]);"]))
    nest.lines = [f"{qualifier} {out} {helper}({kind} x) {{", *["  " + line for line in before], f"  return {text};", "}", *nest.lines]
    return nest


def transposed(w: Writer) -> Nest:
    """Two loops with one side strided: transpose, sums of columns, an outer product."""
    element = w.element()
    a = w.input(element)
    rows = w.pick(2, 3, 4, MOST_ROWS)
    form = w.pick("transpose", "columns", "rows", "outer")
    w.index = w.pick("int", "size_t")
    if form == "transpose":
        target = w.output(element)
        body = w.loop("i", str(rows), w.loop("j", "n", [f"{target}[j * {rows} + i] = {a}[i * n + j];"]))
    elif form == "outer":
        b = w.input(element)
        target = w.output(element)
        text = w.stored(w.product(w.load(a, element, "i"), w.load(b, element, "j")), element)
        body = w.loop("i", str(rows), w.loop("j", "n", [*w.take_before(), f"{target}[i * n + j] = {text};"]))
    else:
        kind = ELEMENTS[element][0] if element in FLOATS else "unsigned"
        target = w.output("double" if kind == "double" else "float" if kind == "float" else "uint32_t")
        outer, inner, at = (("j", "i", "j") if form == "columns" else ("i", "j", "i"))
        bounds = {"i": str(rows), "j": "n"}
        body = w.loop(outer, bounds[outer], [f"{kind} sum = 0;", *w.loop(inner, bounds[inner], [f"sum += ({kind}){a}[i * n + j];"]), f"{target}[{at}] = sum;"])
    return w.finish(f"two loops, {form}", body)


def normalised(w: Writer) -> Nest:
    """Several loops after another over the same row: mean and variance, largest value, then a map."""
    a = w.input("float")
    target = w.output("float")
    form = w.pick("rms", "mean", "largest")
    w.native_differs = form == "largest"
    if form == "rms":
        body = ["float sum = 0;", *w.loop("i", "n", [f"sum += {a}[i] * {a}[i];"]), "const float scale = 1 / sqrtf(sum / (float)(n + 1) + 1e-5f);",
                *w.walk([f"{target}[i] = {a}[i] * scale;"])]
    elif form == "mean":
        body = ["float sum = 0, squares = 0;", *w.loop("i", "n", [f"sum += {a}[i];", f"squares += {a}[i] * {a}[i];"]), "const float mean = sum / (float)(n + 1);",
                *w.walk([f"{target}[i] = ({a}[i] - mean) * 0.5f + squares;"])]
    else:
        first = w.pick("-INFINITY", f"{a}[0]", "-1e30f")
        form_max = w.pick(f"m = fmaxf(m, {a}[i]);", f"if ({a}[i] > m) m = {a}[i];", f"m = m < {a}[i] ? {a}[i] : m;")
        body = [f"float m = {first};", *w.walk([form_max]), *w.walk([f"{target}[i] = {a}[i] - m;"])]
    return w.finish(f"normalise, {form}", body)


SHAPES = (
    (elementwise, 8), (reduction, 8), (activation_tile, 4), (matrix, 4), (requantize, 4), (fixed_point, 3), (guarded, 4), (arg_extreme, 4), (blocks, 4),
    (table, 3), (channels, 4), (window, 3), (depthwise, 2), (called, 2), (transposed, 2), (normalised, 2),
)  # fmt: skip


def make_nest(seed: int, index: int, cplusplus: bool) -> Nest:
    """Nest `index` of `seed`: always the same function, whatever is made beside it."""
    source = random.Random(f"{seed}:{index}")
    writer = Writer(f"nest_{index}", source, cplusplus)
    shape = source.choices([shape for shape, _ in SHAPES], [weight for _, weight in SHAPES])[0]
    return shape(writer)


CODES = {"int8_t": "b", "uint8_t": "B", "int16_t": "h", "uint16_t": "H", "int32_t": "i", "uint32_t": "I", "int": "i", "unsigned": "I", "float": "f", "double": "d"}


def program(nests: list[Nest]) -> str:
    """The source of a module: the nests, a wrapper for each that takes its arguments from a struct Call, and the table for driver.c."""
    lines = ["// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception", '#include "driver.h"', ""]
    for nest in nests:
        lines += [f"// {nest.shape}", *nest.lines]
        arguments = [f"(const {element} *)call->in[{k}]" for k, element in enumerate(nest.inputs)]
        arguments += [f"({element} *)call->out[{k}]" for k, element in enumerate(nest.outputs)]
        arguments.append("call->n")
        arguments += [f"call->{'floats' if scalar[0] == 'float' else 'ints'}[{k}]" for k, scalar in enumerate(nest.scalars)]
        result = f"call->result.{CODES[nest.returns]} = " if nest.returns else ""
        lines += [f"static void call_{nest.name}(struct Call *call) {{ {result}{nest.name}({', '.join(arguments)}); }}", ""]
    lines.append("const struct Nest nests[] = {")
    for nest in nests:
        scalars = ", ".join("{0, 0, 1}" if scalar[0] == "float" else f"{{{scalar[1]}, {scalar[2]}, 0}}" for scalar in nest.scalars)
        codes = ['"' + "".join(CODES[element] for element in elements) + '"' for elements in (nest.inputs, nest.outputs)]
        returns = f"'{CODES[nest.returns]}'" if nest.returns else "0"
        restrict = int("__restrict" in nest.lines[0] or any("__restrict" in parameter for parameter in nest.parameters))
        lines.append(f"    {{call_{nest.name}, {codes[0]}, {codes[1]}, {{{scalars}}}, {len(nest.scalars)}, {returns}, {restrict}}},")
    lines += ["};", f"const int nestCount = {len(nests)};", ""]
    return "\n".join(lines)
