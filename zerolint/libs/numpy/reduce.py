"""Reductions: sum, mean, std, min, max, argmax, any, unique, percentiles."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Shape, Stats

from .. import combining, dtypes, intervals, operands, sampling, shapes, statistics
from ..arrays import Array, operation
from .register import array_function, flag, given_axes, shared

EXACT: Final = 2**53
"""Whole numbers below it are exact as floats, and don't wrap around."""


@shared("all", "any", "max", "mean", "min", "prod", "ptp", "std", "sum", "var")
def summary(call: Call, array: Array, name: str) -> Value:
    """One number of many; of numbers that are written (`np.prod((28, 28))`) that very number."""
    written: Any = call.m.plain(call.receiver) if name in ("prod", "sum") and not (call.args or call.kwargs) else None
    made = reduce(call, array, name)
    flat = isinstance(written, (list, tuple)) and all(isinstance(one, (int, float)) for one in written)
    if isinstance(made, Array) and flat:
        number = math.prod(written) if name == "prod" else math.fsum(written)
        if abs(number) < EXACT:
            made.put(call.m, replace(made.data(call.m), stats=intervals.exactly(float(number))))
    return made


@array_function("average", "median", "nanmax", "nanmean", "nanmedian", "nanmin", "nanstd", "nansum", "nanvar")
def function_summary(call: Call, array: Array, name: str) -> Value:
    """Reductions that arrays have no methods for."""
    return reduce(call, array, {"average": "mean"}.get(name, name.removeprefix("nan")))


def reduce(call: Call, array: Array, name: str) -> Value:
    """The reduction `name` of an array over the axes that the call names."""
    m, node = call.m, call.node
    axes = given_axes(call)
    if axes is None and array.container == "frame":
        axes = (0,)
    keep = flag(call, "keepdims")
    data = array.data(m)
    passing = operands.anonymous(array, call.nodes.get("first") or _receiver(call), data)

    def change(d: Data) -> Data:
        made = _reduced(d, name, axes, keep, node)
        if array.container == "frame" and axes == (0,):
            made = replace(made, shape=(d.shape[-1],) if d.shape else None)
        made = combining.drawn(made, d, None, passing, f"np.{name}", node)
        along = sampling.along_columns(d.sample, name, keep=keep) if axes in ((1,), (-1,)) else None
        return sampling.with_sample(made, along)

    container = "series" if array.container == "frame" else array.container
    single = axes is None
    made = array.derive(m, change, node, op=name, by=f"np.{name}", container="ndarray" if single else container)
    axis = axes[0] if isinstance(axes, tuple) and len(axes) == 1 else None
    if name in ("mean", "median", "std", "var", "min", "max", "sum"):
        statistics.mark(m, made, statistics.About(name, data, data.whole, node, axis=axis))
        earlier = statistics.about(m, array)
        if earlier is not None and earlier.kind in ("absmax",) and name == "max":
            statistics.mark(m, made, earlier)
        elif data.did("abs", "fabs") is not None and name == "max" and data.trail[-1].op in ("abs", "fabs"):
            statistics.mark(m, made, statistics.About("absmax", data, data.whole, node, axis=axis))
    elif name == "ptp":
        statistics.mark(m, made, statistics.About("range", data, data.whole, node, axis=axis))
    return made


def _receiver(call: Call) -> object:
    return getattr(getattr(call.node, "func", None), "value", None)


def _reduced(data: Data, name: str, axes: Any, keep: bool, node: Node) -> Data:
    known_axes = axes is None or isinstance(axes, tuple)
    shape = shapes.without(data.shape, axes, keep=keep) if known_axes else None
    count = shapes.along(data.shape, axes) if known_axes else None
    columns = _columns(data, name, axes)
    stats = intervals.joined(columns) if columns is not None else _stats(data, name, axes, count)
    rows_stay = isinstance(axes, tuple) and bool(axes) and 0 not in axes and axes != (-len(data.shape or ()),)
    kind = _kind(data, name)
    if kind is Kind.IMAGE and rows_stay and shape is not None and len(shape) == 1:
        kind = Kind.CONTINUOUS if name in ("mean", "median") else Kind.UNKNOWN  # one number for each picture
    made = data.then(
        name,
        node,
        f"np.{name}",
        shape=shape,
        stats=stats,
        columns=columns,
        kind=kind,
        classes=2 if name in ("any", "all") else None,
        dtype=_dtype(data, name),
        whole=data.whole if rows_stay else None,
        per_sample=rows_stay,
        scale=data.scale
        if name in ("max", "mean", "median", "min")
        else (Scale.RAW if stats.bounded else Scale.OPAQUE),
        names=data.names if columns is not None else (),
    )
    return replace(made, ordered=data.ordered if rows_stay else None)


def _kind(data: Data, name: str) -> Kind:
    if name in ("any", "all"):
        return Kind.CLASSES
    if name in ("max", "min") and data.kind is Kind.CLASSES:
        return Kind.UNKNOWN
    if name in ("max", "min", "mean", "median") and data.kind is Kind.IMAGE:
        return Kind.IMAGE
    if name in ("sum", "prod", "max", "min") and not dtypes.is_float(data.dtype):
        return Kind.UNKNOWN
    return Kind.CONTINUOUS


def _dtype(data: Data, name: str) -> str | None:
    if name in ("any", "all"):
        return "bool"
    if name in ("mean", "std", "var", "median"):
        return data.dtype if dtypes.is_float(data.dtype) else "float64"
    if name in ("sum", "prod") and dtypes.is_integer(data.dtype):
        return "uint64" if str(data.dtype).startswith("u") else "int64"
    return "int64" if data.dtype == "bool" and name in ("sum", "prod") else data.dtype


def _columns(data: Data, name: str, axes: Any) -> intervals.Columns:
    """Per-column results of a reduction over the rows."""
    if data.columns is None or axes != (0,) or data.shape is None or len(data.shape) != 2:
        return None
    return tuple(_of_column(c, name, data) for c in data.columns)


def _of_column(column: Stats, name: str, data: Data) -> Stats:
    if name == "sum":
        return intervals.total(column, data.rows)
    return _exact(column, name, data) or _bounds(column, name)


def _stats(data: Data, name: str, axes: Any, count: int | None) -> Stats:
    if name in ("any", "all"):
        return Stats(0.0, 1.0)
    if axes is None:
        found = _exact(data.stats, name, data)
        if found is not None:
            return found
    if name in ("sum", "mean"):
        found = intervals.total(data.stats, count) if name == "sum" else intervals.average(data.stats, count)
        return found if data.random or found.constant else replace(found, std=None)  # values may depend on each other
    return _bounds(data.stats, name)


def _exact(stats: Stats, name: str, data: Data) -> Stats | None:
    """The one number where it is known."""
    value: float | None = None
    certain = stats.tight and _sure(data)
    if name == "max":
        value = stats.hi if certain else None
    elif name == "min":
        value = stats.lo if certain else None
    elif name == "ptp" and certain and stats.lo is not None and stats.hi is not None:
        value = stats.hi - stats.lo
    elif name == "mean" and (_sure(data) or stats.constant):
        value = stats.mean
    elif name == "std" and (_sure(data) or stats.constant):
        value = stats.std
    elif name == "var" and stats.std is not None and (_sure(data) or stats.constant):
        value = stats.std**2
    return intervals.exactly(value) if value is not None else None


def _sure(data: Data) -> bool:
    """Whether the statistics are exact: class labels, and all rows of written values and known sets."""
    if data.kind is Kind.CLASSES:
        return True
    if data.did("index", "split", "resample") is not None:
        return False  # of some rows they are others
    return data.source is not None and data.source.origin in (Origin.DATASET, Origin.LITERAL)


def _bounds(stats: Stats, name: str) -> Stats:
    if name in ("max", "min", "median", "mean"):
        return Stats(stats.lo, stats.hi, stats.mean if name in ("mean", "median") else None)
    if name in ("std", "var", "ptp"):
        if stats.lo is None or stats.hi is None:
            return Stats(0.0, None)
        width = stats.hi - stats.lo
        return Stats(0.0, {"std": width / 2, "var": width**2 / 4, "ptp": width}[name])
    return NO_STATS


@shared("argmax", "argmin", "nanargmax")
def argmax(call: Call, array: Array, name: str) -> Value:
    """The index of the largest value along an axis: a class, where the rows were scores or one-hot."""
    m, node = call.m, call.node
    axes = given_axes(call)
    data = array.data(m)
    sizes = shapes.along(data.shape, axes) if axes is not ... else None
    op = "argmax" if name != "argmin" else name

    def change(d: Data) -> Data:
        shape = shapes.without(d.shape, axes, keep=flag(call, "keepdims")) if axes is not ... else None
        size = shapes.along(d.shape, axes) if axes is not ... else None
        if axes is None:
            return d.then(
                op,
                node,
                f"np.{name}",
                shape=(),
                dtype="int64",
                stats=NO_STATS,
                columns=None,
                classes=None,
                kind=Kind.UNKNOWN,
                whole=None,
                scale=Scale.RAW,
            )
        stats = Stats(0.0, size - 1.0, tight=d.kind is Kind.ONE_HOT) if size else NO_STATS
        return d.then(
            op,
            node,
            f"np.{name}",
            shape=shape,
            dtype="int64",
            stats=stats,
            columns=None,
            kind=Kind.CLASSES,
            classes=size,
            scale=Scale.RAW,
            names=(),
        )

    axis = axes[0] if isinstance(axes, tuple) and len(axes) == 1 else None
    if array.trace is not None:
        m.record("argmax", {"trace": array.trace, "axis": axis, "data": data, "all": axes is None}, node)
    return array.derive(m, change, node, op=op, by=f"np.{name}", value=axis, axis_size=sizes)


@array_function("percentile", "quantile", "nanpercentile", "nanquantile")
def percentile(call: Call, array: Array, name: str) -> Value:
    """`np.percentile(x, 5)`; of several shares, one array of each."""
    data, asked = array.data(call.m), call.get("q", 0)
    single = isinstance(asked, Const) or (isinstance(asked, Array) and asked.data(call.m).shape == ())
    axes, keep = given_axes(call, 1), flag(call, "keepdims")
    known = axes if single and (axes is None or isinstance(axes, tuple)) else ...

    def change(d: Data) -> Data:
        found = _reduced(d, "median", known, keep, call.node)
        return found.but(stats=Stats(found.stats.lo, found.stats.hi), columns=None)

    made = array.derive(call.m, change, call.node, op="percentile")
    return statistics.mark(call.m, made, statistics.About("percentile", data, data.whole, call.node))


@array_function("unique")
def unique(call: Call, array: Array, name: str) -> Value:
    """`np.unique(y)`: the classes; their number is known where the labels are."""
    m, node = call.m, call.node
    lines = given_axes(call, 3) is not None  # rows or columns, each once
    count = different(array.data(m)) if not lines else None
    out: list[Value] = [_distinct_lines(m, array, node) if lines else distinct(m, array, node)]
    for what in ("return_index", "return_inverse", "return_counts"):
        if flag(call, what):
            out.append(_codes(m, array, count, node) if what == "return_inverse" else _counts(count, node))
    return TupleValue(out, node) if len(out) > 1 else out[0]


def _distinct_lines(m: Machine, array: Array, node: Node) -> Array:
    def change(d: Data) -> Data:
        shape = (None,) * len(d.shape) if d.shape is not None else None
        return d.then("unique", node, "np.unique", shape=shape, columns=None, whole=object(), ordered=None)

    return array.derive(m, change, node, op="unique")


def different(data: Data) -> int | None:
    """How many different values there are."""
    if data.classes is not None and (data.kind is Kind.CLASSES or dtypes.is_text(data.dtype)):
        return data.classes
    return 1 if data.stats.constant else None


@operation("distinct")
def distinct(m: Machine, array: Array, node: Node) -> Array:
    """The different values."""
    count = different(array.data(m))

    def change(d: Data) -> Data:
        return d.then(
            "unique",
            node,
            "np.unique",
            shape=(count,),
            kind=Kind.UNKNOWN,
            classes=count,
            columns=None,
            whole=object(),
            ordered=None,
        )

    return array.derive(m, change, node, op="unique")


def _codes(m: Machine, array: Array, count: int | None, node: Node) -> Array:
    """For each value the index of its class."""
    stats = Stats(0.0, count - 1.0, tight=True) if count else NO_STATS

    def change(d: Data) -> Data:
        return d.then("encode", node, "np.unique", dtype="int64", kind=Kind.CLASSES, classes=count, stats=stats)

    return array.derive(m, change, node, op="encode")


def _counts(count: int | None, node: Node) -> Array:
    return Array(Data((count,), "int64", why="counts of classes"), node)


@array_function(
    "bincount", "histogram", "cumsum", "cumprod", "diff", "gradient", "corrcoef", "cov", "cross", "convolve"
)
def derived(call: Call, array: Array, name: str) -> Value:
    """Values that follow from the array, of which no more is said."""
    m, node = call.m, call.node

    def change(d: Data) -> Data:
        shape = d.shape if name in ("cumsum", "cumprod", "gradient") else None
        if name == "bincount" and d.stats.tight and d.stats.hi is not None and not (call.args or call.kwargs):
            shape = (int(d.stats.hi) + 1,)
        dtype = _derived_type(name, d.dtype, plain=not (call.args or call.kwargs))
        made = d.then(
            name, node, f"np.{name}", shape=shape, dtype=dtype, stats=NO_STATS, columns=None, scale=Scale.OPAQUE
        )
        sums = name in ("cumsum", "cumprod") and dtypes.is_float(d.dtype)
        return replace(made, kind=Kind.CONTINUOUS if sums else Kind.UNKNOWN, classes=None, random=False)

    made = array.derive(m, change, node, op=name)
    if name == "histogram":
        return TupleValue((made, made), node)
    return made


def _derived_type(name: str, dtype: str | None, *, plain: bool) -> str | None:
    """The type of what follows from values of a type; of two arrays' values it is both that decide."""
    if name == "bincount":
        return "int64" if plain else None
    if name in ("corrcoef", "cov"):
        return "float64"
    kept = name in ("diff", "cumsum", "cumprod", "gradient") and dtypes.is_float(dtype)
    return dtype if kept or (name == "diff" and dtypes.is_integer(dtype)) else None


@array_function("count_nonzero", "size", "ndim", "shape", "alen")
def measures(call: Call, array: Array, name: str) -> Value:
    """`np.shape(x)`, `np.size(x)`, `np.ndim(x)`."""
    m, node = call.m, call.node
    shape: Shape | None = array.data(m).shape
    if name == "shape" and shape is not None:
        return shapes.as_tuple(shape, array, node, usual=array.by_convention(m))
    if name == "ndim" and shape is not None:
        return Const(len(shape), node)
    known = shapes.size(shape) if name == "size" else None
    return (
        Const(known, node, usual=array.by_convention(m))
        if known is not None
        else Unknown(f"np.{name}", node, (array, name))
    )
