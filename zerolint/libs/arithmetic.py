"""Operators on arrays: arithmetic, in place too, and comparisons."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.operators import COMPARE, FOLD
from zerolint.interp.values import Choice, Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Source, Stats

from . import dtypes, intervals, shapes, statistics
from .arrays import OPERATIONS, Array, Facets, as_array, operation
from .scales import after_number, integer_trap

WORDS: Final = {
    "%": "mod",
    "&": "compare",
    "*": "multiply",
    "**": "power",
    "+": "add",
    "-": "subtract",
    "/": "divide",
    "//": "floor",
    "@": "matmul",
    "^": "compare",
    "|": "compare",
}
"""Operators by their word of the trail."""


class Operand(NamedTuple):
    """The other side of an operator. `number` if it is a Python number, else `data`."""

    data: Data
    number: float | None = None
    about: statistics.About | None = None
    array: Array | None = None
    passing: bool = True
    """Written on the spot, so that nothing else of the program refers to it."""


def operand(m: Machine, value: Value, node: Node) -> Operand | None:
    """The value as an operand; None if it isn't of arrays' business."""
    if type(value) is Const:
        if not isinstance(value.value, (int, float)):
            return None
        number = value.value
        return Operand(Data(shape=(), stats=intervals.exactly(float(number))), number)
    if isinstance(value, Unknown):
        return Operand(Data(shape=None, why=value.reason))
    array = as_array(m, value) if isinstance(value, (Array, ListValue, TupleValue)) else None
    if array is None:
        return None
    data = array.data(m)
    return Operand(data, None, statistics.about(m, array), array, anonymous(array, node, data))


def unknown_array(value: Unknown) -> Array:
    """An array of which only the identity is known."""
    return Array(Data(why=value.reason, whole=("unknown", value.key)), value.origin)


def anonymous(array: Array, node: Node, data: Data) -> bool:
    """Whether random numbers were drawn by this very expression, so that no name of the program refers to them."""
    if not data.random or node is None or array.origin is not node:
        return False
    site: Node = data.source.site if data.source is not None else None
    return site is not None and _holds(node, site)


MAX_LOOK: Final = 24
"""Parts of an expression that are searched for the drawing call."""


def _holds(node: Node, site: Node) -> bool:
    waiting = [node]
    for _ in range(MAX_LOOK):
        if not waiting:
            break
        here = waiting.pop()
        if here is site:
            return True
        parts = [getattr(here, name, None) for name in ("value", "func", "left", "right", "expression")]
        parts += [getattr(argument, "value", None) for argument in getattr(here, "args", ())]
        waiting.extend(part for part in parts if part is not None and not isinstance(part, str))
    return False


@operation("binary")
def binary(m: Machine, array: Array, op: str, other: Value, node: Node, swapped: bool) -> Value | None:
    """`array op other`, or `other op array` when swapped."""
    if op == "%" and swapped and type(other) is Const and isinstance(other.value, str):
        array.formatted(m, other.value.rpartition("%")[2][:8], node)
        return Unknown("a formatted text", node)
    if op not in WORDS:
        return None
    if array.container == "list" and op == "+":
        return OPERATIONS["list_plus"](m, array, other, node, swapped)  # type: ignore[no-any-return]  # a value
    left, right = getattr(node, "left", None), getattr(node, "right", None)
    if isinstance(other, Unknown) and statistics.about(m, array) is not None:
        other = unknown_array(other)
    second = operand(m, other, left if swapped else right)
    if second is None:
        return None
    return apply(m, op, array, second, node, swapped=swapped, mine=right if swapped else left)


def apply(
    m: Machine, op: str, array: Array, second: Operand, node: Node, *, swapped: bool = False, mine: Node = None
) -> Value:
    """One arithmetic operation between an array and an operand; `mine` is the node of the array's expression."""
    data = array.data(m)
    first = Operand(data, None, statistics.about(m, array), array, anonymous(array, mine, data))
    if _takes_over(first, second) and second.array is not None:
        array, first, second, swapped = second.array, second, first, not swapped
    scalar = _exact_scalar(op, first, second, swapped, node)
    if scalar is not None:
        return scalar
    _remember(m, op, array, first, second, node, swapped)

    def change(data: Data) -> Data:
        return combined(op, data, first, second, node, swapped)

    made = array.derive(m, change, node, op=WORDS[op], value=second.number, container=_container(array, second))
    abouts = (second.about, first.about) if swapped else (first.about, second.about)
    return statistics.mark(m, made, statistics.arithmetic(op, *abouts, second.number))


def _takes_over(first: Operand, second: Operand) -> bool:
    """Whether the result is rather the second array, changed by the first."""
    if second.array is None or first.array is None:
        return False
    if second.array.trace is not None:
        return first.array.trace is None
    if first.array.trace is not None:
        return False
    if first.about is not None or first.data.shape == ():
        return second.about is None and second.data.shape != ()
    return first.data.source is None and second.data.source is not None


def _container(array: Array, second: Operand) -> str:
    if second.array is not None and array.container == "ndarray":
        return second.array.container
    return array.container


def _exact_scalar(op: str, first: Operand, second: Operand, swapped: bool, node: Node) -> Value | None:
    """Whole numbers that are exactly known fold: `y.max() + 1`."""
    if first.data.shape != () or not first.data.stats.constant or not dtypes.is_integer(first.data.dtype):
        return None
    if second.number is None or not isinstance(second.number, int) or first.data.stats.lo is None:
        return None
    mine, number = int(first.data.stats.lo), second.number
    a, b = (number, mine) if swapped else (mine, number)
    if op not in FOLD or (op in ("/", "//", "%") and b == 0) or op in ("**", "@"):
        return None
    return Const(FOLD[op](a, b), node)


def _remember(m: Machine, op: str, array: Array, first: Operand, second: Operand, node: Node, swapped: bool) -> None:
    """Record what rules want to know of this operation: integer arithmetic, standardising, scores that broadcast."""
    data, other = first.data, second.data
    trap = integer_trap(op, data, second.number, swapped=swapped) if second.array is None else ""
    if trap:
        m.record("integer-arithmetic", {"trap": trap, "data": data, "op": op, "number": second.number}, node)
    if op == "/" and not swapped and second.about is not None:
        record_standardisation(m, data, second.about, node)
    if array.trace is not None and _crosses(data, other):
        m.record("broadcast", {"trace": array.trace, "prediction": data, "other": other, "op": op}, node)


def _crosses(data: Data, other: Data) -> bool:
    """Whether (n,) meets (n, 1): the result is (n, n)."""
    if data.shape is None or other.shape is None or {len(data.shape), len(other.shape)} != {1, 2}:
        return False
    return 1 in (data.shape[-1], other.shape[-1])


def record_standardisation(m: Machine, data: Data, what: statistics.About, node: Node) -> None:
    """`(x - mean) / std` and the like: for the rule that asks whether the divisor can be zero."""
    last = data.trail[-1] if data.trail else None
    if what.kind not in ("std", "range") or last is None or last.op != "subtract" or not last.by:
        return
    payload = {
        "data": what.of,
        "divided": data,
        "divisor": getattr(node, "right", None) or getattr(node, "value", node),
        "guarded": what.guarded,
        "in_function": bool(m.stack) and what.of.source is None,
        "kind": what.kind,
        "whole": what.whole,
    }
    m.record("standardise", payload, node)


# -- what becomes of the facets ---------------------------------------------------------------------------------


def combined(op: str, data: Data, first: Operand, second: Operand, node: Node, swapped: bool) -> Data:
    """The facets of `data op second`."""
    if second.array is None and second.number is None:
        return _with_unknown(op, data, second, node)
    other = second.data
    stats = _stats(op, data.stats, other.stats, swapped, same=second.array is first.array and first.array is not None)
    if second.array is not None:
        stats = _dependent(op, stats, data, other)
    columns = _columns(op, data, other, swapped)
    result = _with_statistic(op, data, second.about, stats, columns, node) if not swapped and second.about else None
    if result is None:
        if second.number is not None:
            result = _with_number(op, data, second.number, stats, columns, node, swapped)
        else:
            result = _with_array(op, data, other, stats, columns, node)
    scalar = second.number is not None or other.shape == ()
    shape = data.shape if scalar else (_matmul(data, other) if op == "@" else shapes.broadcast(data.shape, other.shape))
    dtype = _dtype(op, data, second)
    if second.about is not None and shape is None:
        shape = data.shape
    return drawn(replace(result, shape=shape, dtype=dtype), data, second, first.passing, WORDS[op], node)


def _dependent(op: str, stats: Stats, data: Data, other: Data) -> Stats:
    """Without what only holds for independent operands, unless both were drawn."""
    if other.stats.constant or (data.random and other.random) or data.stats.constant:
        return stats
    ranks = {len(d.shape) for d in (data, other) if d.shape}
    mean = stats.mean if op in "+-" and len(ranks) < 2 else None
    return replace(stats, mean=mean, std=None)


def drawn(result: Data, data: Data, second: Operand | None, passing: bool, by: str, node: Node) -> Data:
    """Whether the result still counts as random numbers: only if nothing else can depend on its operands."""
    other = second.data if second is not None else None
    if not data.random and not (other is not None and other.random):
        if result.source is None and other is not None and other.source is not None:
            return replace(result, source=other.source, whole=other.whole)
        return result
    free = passing and (second is None or second.number is not None or (second.passing and second.data.random))
    if free and data.random:
        return result
    if data.source is not None and not data.random:  # noise on real data
        return replace(result, random=False)
    whole = other.whole if other is not None and not other.random and other.source is not None else data.whole
    return replace(result, random=False, source=Source(Origin.COMPUTED, by, node), whole=whole)


def _with_unknown(op: str, data: Data, second: Operand, node: Node) -> Data:
    kind = data.kind if data.kind in (Kind.IMAGE, Kind.CONTINUOUS) else Kind.UNKNOWN
    return data.then(
        WORDS[op],
        node,
        scale=Scale.OPAQUE,
        stats=NO_STATS,
        columns=None,
        kind=kind,
        classes=None,
        dtype=data.dtype if dtypes.is_float(data.dtype) else ("float64" if op == "/" and data.dtype else None),
    )


def _with_statistic(
    op: str,
    data: Data,
    what: statistics.About | None,
    stats: Stats,
    columns: intervals.Columns,
    node: Node,
) -> Data | None:
    """Subtracting a mean or minimum, dividing by a spread."""
    if what is None:
        return None
    if op == "-":
        centre = statistics.centred_by(data, what)
        if not centre:
            return None
        if what.whole == data.whole and what.whole is not None and centre == "mean" and stats.mean is None:
            stats = replace(stats, mean=0.0, std=data.stats.std)
        return data.then("subtract", node, centre, stats=stats, columns=columns, scale=_shifted(data, stats))
    if op == "/" and what.kind in (*statistics.SPREADS, "sum", "absmax"):
        done = statistics.divided(data, what, stats, columns)
        by = what.kind if done.op == "divide" else f"x / {what.kind}"
        return data.then(done.op, node, by, stats=done.stats, columns=done.columns, scale=done.scale)
    return None


def _shifted(data: Data, stats: Stats) -> Scale:
    if data.scale in (Scale.UNIT, Scale.SYMMETRIC):
        return Scale.SYMMETRIC
    return data.scale


def _with_number(
    op: str,
    data: Data,
    number: float,
    stats: Stats,
    columns: intervals.Columns,
    node: Node,
    swapped: bool,
) -> Data:
    """Arithmetic with a Python number keeps what the values mean."""
    kind, classes = data.kind, data.classes
    if op == "%" and dtypes.is_integer(data.dtype) and not swapped and 1 < number <= 1000:
        kind, classes, stats = Kind.CLASSES, int(number), Stats(0.0, number - 1.0, tight=True)
    elif op in ("**", "//", "%", "@") and kind is not Kind.IMAGE:
        kind, classes = (Kind.CONTINUOUS, None) if kind is Kind.CONTINUOUS else (Kind.UNKNOWN, None)
    elif kind is Kind.ONE_HOT and op in "&|^":
        kind = Kind.UNKNOWN
    scale = after_number(op, data, number, stats, swapped=swapped)
    return data.then(
        WORDS[op], node, _text(number), stats=stats, columns=columns, kind=kind, classes=classes, scale=scale
    )


def _text(number: float) -> str:
    return repr(number) if isinstance(number, int) else f"{number:.6g}"


def _with_array(op: str, data: Data, other: Data, stats: Stats, columns: intervals.Columns, node: Node) -> Data:
    """Arithmetic between two arrays."""
    kinds = {data.kind, other.kind}
    kind, classes = Kind.UNKNOWN, None
    if op in "&|^" and data.binary and other.binary:
        kind, classes, stats = Kind.CLASSES, 2, Stats(0.0, 1.0, tight=True)
    elif data.kind is Kind.IMAGE:
        kind = Kind.IMAGE
    elif Kind.CONTINUOUS in kinds or op in ("/", "@"):
        kind = Kind.CONTINUOUS
    scale = data.scale
    if scale in (Scale.UNIT, Scale.SYMMETRIC) and not stats.within(-1.0, 1.0):
        scale = Scale.OPAQUE
    elif other.scale is Scale.OPAQUE or (not stats.bounded and scale is not Scale.STANDARD):
        scale = Scale.OPAQUE if scale is not Scale.RAW or op in "/" else Scale.RAW
    source, whole = data.source, data.whole
    if source is None:
        source, whole = other.source, other.whole
    elif other.source is not None and op in ("@", "/", "**") and other.source != source and not other.random:
        source = Source(Origin.COMPUTED, WORDS[op], node) if op == "@" else source
    return replace(
        data.then(WORDS[op], node, stats=stats, columns=columns, kind=kind, classes=classes, scale=scale),
        source=source,
        whole=whole,
        names=data.names if data.names == other.names else (),
    )


def _matmul(data: Data, other: Data) -> tuple[int | None, ...] | None:
    a, b = data.shape, other.shape
    if a is None or b is None or not a or not b:
        return None
    if len(b) == 1:
        return a[:-1]
    return (*a[:-1], b[-1]) if len(a) > 1 else b[1:]


def _dtype(op: str, data: Data, second: Operand) -> str | None:
    if second.number is not None:
        return dtypes.with_number(data.dtype, second.number, op)
    return dtypes.together(data.dtype, second.data.dtype, op)


def _stats(op: str, a: Stats, b: Stats, swapped: bool, *, same: bool) -> Stats:
    if swapped:
        a, b = b, a
    if op == "+":
        found = intervals.plus(a, b)
    elif op == "-":
        found = intervals.minus(a, b)
    elif op == "*":
        found = intervals.power(a, 2) if same else intervals.times(a, b)
    elif op == "/":
        found = intervals.over(a, b)
    elif op == "**" and b.constant and b.lo is not None:
        found = intervals.power(a, b.lo)
    elif op == "//" and b.constant and b.lo:
        found = replace(intervals.monotone(intervals.over(a, b), lambda v: float(v // 1)), tight=False)
    elif op == "%" and b.constant and b.lo is not None and b.lo > 0:
        found = Stats(0.0, b.lo)
    else:
        return NO_STATS
    return replace(found, mean=None, std=None, tight=False) if same else found


def _columns(op: str, data: Data, other: Data, swapped: bool) -> intervals.Columns:
    if data.columns is None or op == "@":
        return None
    others = other.columns
    if other.shape is not None and len(other.shape) == 1 and data.shape is not None and len(data.shape) == 1:
        others = None if others is None or len(others) != len(data.columns) else others
    return intervals.each(data.columns, others, other.stats, lambda a, b: _stats(op, a, b, swapped, same=False))


# -- in place, unary, comparisons -------------------------------------------------------------------------------


@operation("inplace")
def inplace(m: Machine, array: Array, op: str, other: Value, node: Node) -> Value | None:
    """`array op= other`: the array itself changes, unless it is a part that is written back through its index."""
    target = getattr(node, "target", None)
    if getattr(target, "slice", None) is not None or op not in WORDS or array.container == "list":
        return None
    second = operand(m, other, getattr(node, "value", None))
    if second is None:
        return None
    first = Operand(array.data(m), None, statistics.about(m, array), array, passing=True)
    _remember(m, op, array, first, second, node, swapped=False)
    if dtypes.is_integer(first.data.dtype) and op == "/" and array.container == "ndarray":
        return array  # raises
    if first.about is not None:
        what = statistics.arithmetic(op, first.about, second.about, second.number)
        statistics.mark(m, array, what or first.about)
    now = array.fields["data"]

    def change(facets: Value) -> Facets:
        data = facets.data if isinstance(facets, Facets) else Data()
        made = combined(op, data, first, second, node, swapped=False)
        kept = made if not data.random else replace(made, random=True, source=data.source)
        dtype = data.dtype if array.container == "ndarray" and data.dtype is not None else made.dtype
        return Facets(replace(kept, dtype=dtype), node)

    if type(now) is Choice:
        m.store.put(array.fields, "data", m.each(now, change, node))
    else:
        array.put(m, change(now).data)
    return array


@operation("unary")
def unary(m: Machine, array: Array, op: str, node: Node) -> Value:
    """`-x`, `+x`, `~x`."""
    if op == "+":
        return array
    if op == "~":
        return array.derive(m, lambda d: d.then("compare", node, "~"), node, op="invert")

    def change(data: Data) -> Data:
        columns = tuple(intervals.negate(c) for c in data.columns) if data.columns is not None else None
        return data.then("multiply", node, "-1", stats=intervals.negate(data.stats), columns=columns)

    return array.derive(m, change, node, op="multiply", value=-1)


BOOLEAN: Final = Stats(0.0, 1.0, tight=True)


@operation("compare")
def compare(m: Machine, array: Array, op: str, other: Value, node: Node, swapped: bool) -> Value | None:
    """A comparison: a mask, or a truth value for single numbers."""
    if op not in COMPARE or op in ("is", "is not"):
        return None
    second = operand(m, other, None)
    first = array
    if second is None and not isinstance(other, Const):
        return None
    if second is not None and second.array is not None and second.array.trace is not None and array.trace is None:
        first, second = second.array, Operand(array.data(m), None, None, array)
    data = first.data(m)
    number = second.number if second is not None else None
    decided = _decided(op, data, second.data if second is not None else None, swapped, node)
    if decided is not None:
        return decided
    if second is not None and first.trace is not None and _crosses(data, second.data):
        m.record("broadcast", {"trace": first.trace, "prediction": data, "other": second.data, "op": op}, node)
    passing = _compares_anonymous(node, array, array.data(m))

    def change(d: Data) -> Data:
        shape = d.shape
        if second is not None and second.array is not None:
            shape = shapes.broadcast(d.shape, second.data.shape)
        mask = d.then(
            "compare",
            node,
            op,
            shape=shape,
            dtype="bool",
            stats=BOOLEAN,
            columns=None,
            kind=Kind.CLASSES,
            classes=2,
            scale=Scale.RAW,
            ordered=None,
        )
        return drawn(mask, d, second, passing, "comparison", node)

    return first.derive(m, change, node, op="compare", by=op, value=number)


def _compares_anonymous(node: Node, array: Array, data: Data) -> bool:
    sides = [getattr(node, "left", None)]
    sides += [getattr(target, "comparator", None) for target in getattr(node, "comparisons", ())]
    return any(anonymous(array, side, data) for side in sides)


def _decided(op: str, data: Data, other: Data | None, swapped: bool, node: Node) -> Value | None:
    """A comparison of single numbers whose bounds decide it."""
    if data.shape != () or other is None or other.shape != ():
        return None
    a, b = (other.stats, data.stats) if swapped else (data.stats, other.stats)
    if a.lo is None or a.hi is None or b.lo is None or b.hi is None:
        return None
    test = COMPARE[op]
    if a.constant and b.constant:
        return Const(bool(test(a.lo, b.lo)), node)
    if op in (">", ">=", "<", "<="):
        answers = {bool(test(x, y)) for x in (a.lo, a.hi) for y in (b.lo, b.hi)}
        return Const(answers.pop(), node) if len(answers) == 1 else None
    return None
