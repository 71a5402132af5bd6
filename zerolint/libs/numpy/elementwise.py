"""Functions of each element: exp, log, clip, where, maximum, round … and the arithmetic ones by name."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef
from zerolint.interp.values import Choice, Const, Unknown, Value
from zerolint.program.data import NO_STATS, SCALED, Data, Kind, Scale, Stats

from .. import arithmetic, combining, comparing, dtypes, intervals, operands, sampling, shapes, statistics
from ..arrays import Array
from ..casting import cast_data
from ..facets import join_data
from ..registry import CONSTANTS, function
from .register import array_function, over_arrays, shared, split_first, to_array


class Curve(NamedTuple):
    """A function of each element: its values, what it makes of statistics, and the scale of what comes out."""

    value: Callable[[float], float]
    stats: Callable[[Stats], Stats]
    scale: Scale | None = None


def _growing(
    value: Callable[[float], float], lo: float | None = None, hi: float | None = None, scale: Scale | None = None
) -> Curve:
    """A growing function with limits that hold whatever goes in."""

    def stats(given: Stats) -> Stats:
        found = intervals.monotone(given, value)
        return replace(found, lo=found.lo if found.lo is not None else lo, hi=found.hi if found.hi is not None else hi)

    return Curve(value, stats, scale)


def _wave(stats: Stats) -> Stats:
    wide = stats.lo is not None and stats.hi is not None and stats.tight and stats.hi - stats.lo >= 2 * math.pi
    return Stats(-1.0, 1.0, tight=wide)


CURVES: Final[dict[str, Curve]] = {
    "abs": Curve(abs, intervals.absolute),
    "arctan": _growing(math.atan, -1.5708, 1.5708),
    "cbrt": _growing(lambda v: math.copysign(abs(v) ** (1 / 3), v)),
    "cos": Curve(math.cos, _wave),
    "exp": _growing(math.exp, 0.0, scale=Scale.RAW),
    "expm1": _growing(math.expm1, -1.0, scale=Scale.RAW),
    "fabs": Curve(abs, intervals.absolute),
    "log": _growing(math.log, scale=Scale.LOG),
    "log10": _growing(math.log10, scale=Scale.LOG),
    "log1p": _growing(math.log1p, scale=Scale.LOG),
    "log2": _growing(math.log2, scale=Scale.LOG),
    "sign": Curve(lambda v: math.copysign(1.0, v) if v else 0.0, lambda s: Stats(-1.0, 1.0)),
    "sin": Curve(math.sin, _wave),
    "sinh": _growing(math.sinh),
    "sqrt": _growing(math.sqrt, 0.0),
    "square": Curve(lambda v: v * v, lambda s: intervals.power(s, 2)),
    "tan": Curve(math.tan, lambda s: NO_STATS),
    "tanh": _growing(math.tanh, -1.0, 1.0),
}
_WORDS: Final = {"log10": "log", "log1p": "log", "log2": "log"}


@array_function(*CURVES)
def curve(call: Call, array: Array, name: str) -> Value:
    """A function with a curve of its own."""
    m, node = call.m, call.node
    value, shape, scale = CURVES[name]
    what = statistics.about(m, array)
    passing = operands.anonymous(array, call.nodes.get("first"), array.data(m))

    def change(data: Data) -> Data:
        columns = tuple(shape(c) for c in data.columns) if data.columns is not None else None
        kind = data.kind if data.kind is Kind.IMAGE else (data.kind if name in ("abs", "fabs") else Kind.CONTINUOUS)
        dtype = data.dtype if name in ("abs", "fabs", "square", "sign") or dtypes.is_float(data.dtype) else "float64"
        made = data.then(
            _WORDS.get(name, name),
            node,
            f"np.{name}",
            stats=shape(data.stats),
            columns=columns,
            kind=kind,
            classes=None if kind is not data.kind else data.classes,
            scale=_scale(data, shape(data.stats), scale),
            dtype=dtype if data.dtype is not None else None,
        )
        sampled = sampling.mapped(data.sample, value)
        return sampling.with_sample(combining.drawn(made, data, None, passing, f"np.{name}", node), sampled)

    made = array.derive(m, change, node, op=_WORDS.get(name, name), by=f"np.{name}")
    if what is not None and name == "sqrt" and what.kind == "var":
        statistics.mark(m, made, what._replace(kind="std"))
    elif what is not None and name in ("abs", "fabs") and what.kind in ("max", "min"):
        statistics.mark(m, made, what._replace(kind="absmax"))
    return made


def _scale(data: Data, stats: Stats, scale: Scale | None) -> Scale:
    if scale is Scale.RAW:
        return Scale.RAW if stats.bounded else Scale.OPAQUE
    if scale is not None:
        return scale
    if stats.within(-1.0, 1.0):
        return Scale.UNIT if stats.within(0.0, 1.0) else Scale.SYMMETRIC
    return data.scale


def _between(value: float, lo: float | None, hi: float | None) -> float:
    return min(max(value, lo if lo is not None else value), hi if hi is not None else math.inf)


@shared("clip")
def clip(call: Call, array: Array, name: str) -> Value:
    """`np.clip(x, lo, hi)`."""
    lo = call.first("a_min", "min", "lower", position=0)
    hi = call.first("a_max", "max", "upper", position=1)
    ends = [float(v.value) if isinstance(v, Const) and isinstance(v.value, (int, float)) else None for v in (lo, hi)]

    def change(data: Data) -> Data:
        stats = intervals.clipped(data.stats, ends[0], ends[1])
        columns = None
        if data.columns is not None:
            columns = tuple(intervals.clipped(c, ends[0], ends[1]) for c in data.columns)
        scale = data.scale
        if scale is Scale.OPAQUE and stats.within(0.0, 1.0):
            scale = Scale.UNIT
        made = data.then("clip", call.node, "np.clip", stats=stats, columns=columns, scale=scale)
        return sampling.with_sample(made, sampling.mapped(data.sample, lambda v: _between(v, ends[0], ends[1])))

    made = array.derive(call.m, change, call.node, op="clip", by="np.clip")
    what = statistics.about(call.m, array)
    if what is not None and ends[0] is not None and ends[0] > 0:
        statistics.mark(call.m, made, what._replace(guarded=True))
    return made


@shared("round")
def rounded(call: Call, array: Array, name: str) -> Value:
    """`np.round(x)`; to decimals it leaves the values (nearly) what they are."""
    decimals = call.const("decimals", 0, 0)
    if decimals != 0:
        kept = isinstance(decimals, int) and decimals > 0
        within = 0.5 * 10.0**-decimals if isinstance(decimals, int) and kept else None

        def change(data: Data) -> Data:
            return data.but(stats=intervals.wider(data.stats, within), columns=None, sample=None)

        return array.derive(call.m, change, call.node, op="decimals" if kept else "opaque", value=decimals)
    return _stepped(call, array, "round", lambda v: float(round(v)))


@array_function("rint", "floor", "ceil", "trunc", "fix")
def stepped(call: Call, array: Array, name: str) -> Value:
    """`np.floor(x)` and kin."""
    functions: dict[str, Callable[[float], float]] = {
        "ceil": lambda v: float(math.ceil(v)),
        "floor": lambda v: float(math.floor(v)),
        "rint": lambda v: float(round(v)),
    }
    return _stepped(call, array, name, functions.get(name, lambda v: float(int(v))))


def _stepped(call: Call, array: Array, name: str, function_: Callable[[float], float]) -> Value:
    op = {"rint": "round", "round": "round"}.get(name, "floor" if name in ("floor", "fix", "trunc") else name)
    passing = operands.anonymous(array, call.nodes.get("first") or _receiver_node(call), array.data(call.m))

    def change(data: Data) -> Data:
        stats = intervals.monotone(data.stats, function_)
        if op == "floor":
            stats = replace(stats, tight=False)  # the upper end is met by single values at most
        kind, classes = data.kind, data.classes
        if kind is Kind.CONTINUOUS:
            unit = stats.within(0.0, 1.0) and stats.tight and name in ("round", "rint", "ceil")
            kind, classes = (Kind.CLASSES, 2) if unit else (Kind.UNKNOWN, None)
        made = data.then(op, call.node, f"np.{name}", stats=stats, columns=None, kind=kind, classes=classes)
        sampled = sampling.mapped(data.sample, function_)
        return sampling.with_sample(combining.drawn(made, data, None, passing, f"np.{name}", call.node), sampled)

    return array.derive(call.m, change, call.node, op=op, by=f"np.{name}")


def _receiver_node(call: Call) -> object:
    func = getattr(call.node, "func", None)
    return getattr(func, "value", None)


_NAMED: Final = {
    "add": "+",
    "bitwise_and": "&",
    "bitwise_or": "|",
    "bitwise_xor": "^",
    "divide": "/",
    "dot": "@",
    "floor_divide": "//",
    "logical_and": "&",
    "logical_or": "|",
    "logical_xor": "^",
    "matmul": "@",
    "mod": "%",
    "multiply": "*",
    "power": "**",
    "subtract": "-",
}


@array_function(*_NAMED)
def named_operator(call: Call, array: Array, name: str) -> Value:
    """`np.subtract(a, b)`."""
    return operate(call, array, _NAMED[name])


def operate(call: Call, array: Array, op: str) -> Value:
    """`array op first argument`."""
    other = call.args[0] if call.args else call.get("x2") or call.get("b") or call.get("other")
    if other is None:
        return call.unknown("an operator without its second operand")
    if type(other) is Choice:
        return call.m.each(other, lambda arm: operate(Call(call.m, call.node, [arm], {}), array, op), call.node)
    second = operands.operand(call.m, other, call.nodes.get(0))
    if second is None:
        return call.unknown("an operand that is no array")
    return arithmetic.apply(call.m, op, array, second, call.node, mine=call.nodes.get("first"))


_COMPARISONS: Final = {
    "equal": "==",
    "greater": ">",
    "greater_equal": ">=",
    "less": "<",
    "less_equal": "<=",
    "not_equal": "!=",
}


@array_function(*_COMPARISONS)
def named_comparison(call: Call, array: Array, name: str) -> Value:
    """`np.equal(a, b)`."""
    if not call.args:
        return call.unknown(name)
    found = array.compare(call.m, _COMPARISONS[name], call.args[0], call.node, swapped=False)
    return found if found is not None else call.unknown(name)


@array_function(
    "logical_not", "invert", "isnan", "isfinite", "isinf", "isin", "isclose", "signbit", "iscomplex", "isreal"
)
def masks(call: Call, array: Array, name: str) -> Value:
    """Functions that answer yes or no for each element."""

    def change(data: Data) -> Data:
        return data.then(
            "compare",
            call.node,
            f"np.{name}",
            dtype="bool",
            stats=comparing.BOOLEAN,
            columns=None,
            kind=Kind.CLASSES,
            classes=2,
            scale=Scale.RAW,
        )

    return array.derive(call.m, change, call.node, op="compare", by=f"np.{name}")


@array_function("maximum", "minimum", "fmax", "fmin")
def extremes(call: Call, array: Array, name: str) -> Value:
    """`np.maximum(x, eps)`: limits, and guards a spread."""
    other = call.args[0] if call.args else None
    number = other.value if isinstance(other, Const) and isinstance(other.value, (int, float)) else None
    lo, hi = (number, None) if name in ("maximum", "fmax") else (None, number)

    def change(data: Data) -> Data:
        if number is None:
            return data.then("clip", call.node, f"np.{name}", stats=NO_STATS, columns=None)
        columns = tuple(intervals.clipped(c, lo, hi) for c in data.columns) if data.columns is not None else None
        return data.then("clip", call.node, f"np.{name}", stats=intervals.clipped(data.stats, lo, hi), columns=columns)

    made = array.derive(call.m, change, call.node, op="clip", by=f"np.{name}", value=number)
    what = statistics.about(call.m, array)
    if what is None and isinstance(other, Array):
        what = statistics.about(call.m, other)
        number = array.exact(call.m)
    guarded = what is not None and lo is not None and what.kind in statistics.SPREADS
    return statistics.mark(call.m, made, what._replace(guarded=True) if what is not None and guarded else what)


@function("numpy.where")
def where(call: Call) -> Value:
    """`np.where(condition, a, b)`; with the condition alone, the indices."""
    m, node = call.m, call.node
    condition = call.args[0] if call.args else None
    if len(call.args) < 3:
        from zerolint.interp.values import TupleValue

        index = Array(Data((None,), "int64", why="where a condition holds"), node)
        return TupleValue((index,), node, rest=index)
    mask, sides = to_array(m, condition, node), [to_array(m, v, node) for v in call.args[1:3]]
    if sides[0] is None or sides[1] is None:
        return call.unknown("np.where")
    shape = mask.data(m).shape if mask is not None else None
    numbers = [v.value if isinstance(v, Const) and isinstance(v.value, (int, float)) else None for v in call.args[1:3]]
    made = _chosen_by(call, mask, [s for s in sides if s is not None], numbers, shape)
    for side, value in zip(sides, call.args[1:3], strict=True):
        what = statistics.about(m, side) if isinstance(value, Array) else None
        if what is not None and what.kind in statistics.SPREADS:
            return statistics.mark(m, made, what._replace(guarded=True))
    return made


def _chosen_by(
    call: Call,
    mask: Array | None,
    sides: list[Array],
    numbers: list[float | None],
    shape: tuple[int | None, ...] | None,
) -> Array:
    m, node = call.m, call.node
    first, second = numbers
    if first is not None and second is not None:
        ends = sorted((float(first), float(second)))
        labels = all(v.is_integer() for v in ends) and ends[0] != ends[1]
        kind = Kind.CLASSES if labels else Kind.UNKNOWN
        dtype = "int64" if all(isinstance(v, int) for v in numbers) else "float64"

        def change(data: Data) -> Data:
            stats = Stats(ends[0], ends[1], tight=True)
            by = f"np.where {first} {second}"
            return data.then(
                "compare",
                node,
                by,
                stats=stats,
                columns=None,
                kind=kind,
                classes=2 if labels else None,
                dtype=dtype,
                scale=Scale.RAW,
            )

        base = mask if mask is not None else sides[0]
        return base.derive(m, change, node, op="where", by="np.where")
    main = sides[0] if first is None else sides[1]
    words = _words(call.args[1:3])
    joined = join_data([s.data(m) for s in sides])

    def blend(data: Data) -> Data:
        scale = data.scale if joined.stats.bounded or data.scale not in SCALED else Scale.OPAQUE
        wide = shapes.broadcast(shape, data.shape) if shape is not None and data.shape is not None else data.shape
        classes = words if words != 0 else _classes_with(data, first if first is not None else second)
        stats = Stats(joined.stats.lo, joined.stats.hi)  # the values that give way may be those at an end
        return data.then("where", node, "np.where", stats=stats, columns=None, shape=wide, scale=scale, classes=classes)

    return main.derive(m, blend, node, op="where", by="np.where")


def _words(values: Sequence[Value]) -> int | None:
    """How many words are chosen from: 0 if there is none, None if not only words are."""
    words = {value.value for value in values if isinstance(value, Const) and isinstance(value.value, str)}
    only = all(isinstance(value, Const) and isinstance(value.value, str) for value in values)
    return len(words) if only or not words else None


def _classes_with(data: Data, label: float | None) -> int | None:
    """The number of classes once this label may stand among them."""
    if data.kind is not Kind.CLASSES or data.classes is None or label is None:
        return data.classes
    known = data.stats.lo is not None and data.stats.hi is not None and data.stats.lo <= label <= data.stats.hi
    return data.classes if known else data.classes + 1


@array_function("nan_to_num", "real", "positive", "require")
def unchanged(call: Call, array: Array, name: str) -> Value:
    """What changes no value that concerns rules."""
    word = "copy"
    if name == "nan_to_num":
        word = "fill"
        call.m.record("nan-replaced", array.data(call.m), call.node)
    return array.derive(call.m, lambda d: d.then(word, call.node, f"np.{name}"), call.node, op=word, by=f"np.{name}")


@array_function("negative")
def negative(call: Call, array: Array, name: str) -> Value:
    """`-x`."""
    return array.unary(call.m, "-", call.node)


TYPES: Final = (
    *("bool_", "double", "float16", "float32", "float64", "half", "intp", "longlong", "single"),
    *(f"{kind}{size}" for kind in ("int", "uint") for size in (8, 16, 32, 64)),
)


@function(*(f"numpy.{name}" for name in TYPES))
def scalar_type(call: Call) -> Value:
    """`np.float32(x)`: a cast; of a Python number, that number."""
    value, _ = split_first(call)
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "")
    dtype = dtypes.named(LibRef(f"numpy.{word}"))
    if isinstance(value, Const) and isinstance(value.value, (int, float)):
        whole = dtypes.is_integer(dtype) and math.isfinite(value.value)
        return Const.computed(int(value.value) if whole else float(value.value), call.node, value)
    if value is None:
        return Unknown("a number", call.node)

    def cast(array: Array) -> Value:
        return array.derive(
            call.m, lambda d: cast_data(d, dtype, call.node), call.node, op="cast", by=dtype or str(word)
        )

    return over_arrays(call.m, value, call.node, cast, str(word))


ABOVE: Final = {"floating": dtypes.is_float, "inexact": dtypes.is_float, "integer": dtypes.is_integer}


@function("numpy.issubdtype")
def issubdtype(call: Call) -> Value:
    """`np.issubdtype(y.dtype, np.integer)`."""
    given, wanted = call.get("arg1", 0), call.get("arg2", 1)
    dtype = dtypes.named(given) if given is not None else None
    above = ABOVE.get(wanted.path.removeprefix("numpy.")) if isinstance(wanted, LibRef) else None
    return Const(above(dtype), call.node) if above is not None and dtype is not None else call.unknown("np.issubdtype")


for _name, _value in {
    "e": math.e,
    "euler_gamma": 0.5772156649015329,
    "inf": math.inf,
    "nan": math.nan,
    "newaxis": None,
    "pi": math.pi,
}.items():
    CONSTANTS[f"numpy.{_name}"] = lambda node, value=_value: Const(value, node)  # type: ignore[misc]  # default binds the loop variable
