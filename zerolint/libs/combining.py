"""What arithmetic makes of the facets of its operands."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.values import Node
from zerolint.program.data import NEVER_MADE, NO_STATS, Data, Kind, Origin, Sample, Scale, Source, Stats

from . import dtypes, intervals, sampling, shapes, statistics
from .operands import WORDS, Operand
from .scales import after_number


def combined(op: str, data: Data, first: Operand, second: Operand, node: Node, swapped: bool) -> Data:
    """The facets of `data op second`."""
    if second.array is None and second.number is None:
        return _with_unknown(op, data, second, node)
    other = second.data
    if op == "@" and shapes.cannot_multiply(*((other.shape, data.shape) if swapped else (data.shape, other.shape))):
        return NEVER_MADE
    plain = all(side.array is not None and side.array.container == "ndarray" for side in (first, second))
    if op != "@" and plain and shapes.cannot_broadcast(data.shape, other.shape):
        return NEVER_MADE
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
    if shape and _by_labels(first, second) and data.shape and other.shape and data.shape[-1] != other.shape[-1]:
        shape = (*shape[:-1], None)  # there is a column for each label of either side
    result = result.but(shape=shape, dtype=dtype, stats=_wrapped(result.stats, dtype))
    made = drawn(result, data, second, first.passing, WORDS[op], node)
    return sampling.with_sample(made, sample(op, data, second, swapped))


def _by_labels(first: Operand, second: Operand) -> bool:
    """Whether columns meet by their names, as those of a frame and its statistics do."""
    containers = {side.array.container for side in (first, second) if side.array is not None}
    return {"frame", "series"} <= containers


def _wrapped(stats: Stats, dtype: str | None) -> Stats:
    """What doesn't fit into a whole-number type wraps around: it is anywhere in its range."""
    limits = dtypes.limits(dtype)
    if limits is None or stats.lo is None or stats.hi is None or stats.within(*limits):
        return stats
    return Stats(float(limits[0]), float(limits[1]))


def sample(op: str, data: Data, second: Operand, swapped: bool) -> Sample | None:
    other = second.data
    if second.number is not None:
        return sampling.binary(op, data.sample, second.number, swapped=swapped)
    if other.shape == () and data.shape != ():  # one number for all rows
        return sampling.binary(op, data.sample, sampling.number_of(other.stats), swapped=swapped)
    if data.shape == () and other.shape != ():
        return None
    return sampling.binary(op, data.sample, other.sample, swapped=swapped)


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
    statistic = second is not None and second.about is not None  # of whatever rows: these stay what they are
    real = other is not None and not other.random and other.source is not None and not statistic
    whole = other.whole if other is not None and real else data.whole
    return replace(result, random=False, source=Source(Origin.COMPUTED, by, node), whole=whole)


def _with_unknown(op: str, data: Data, second: Operand, node: Node) -> Data:
    kind = data.kind if data.kind in (Kind.IMAGE, Kind.CONTINUOUS) else Kind.UNKNOWN
    return data.then(
        WORDS[op],
        node,
        shape=None if op == "@" else shapes.stretched(data.shape),
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


_SPREAD_OUT: Final = frozenset({Kind.ONE_HOT, Kind.MULTI_HOT})
"""Labels that stay labels when they are weighted and mixed (mixup, label smoothing): soft ones."""


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
    elif kinds.isdisjoint(_SPREAD_OUT) and (Kind.CONTINUOUS in kinds or op in ("/", "@")):
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
