"""Choosing and ordering: take, delete, argsort, searchsorted, digitize; methods of the same names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from zerolint.interp.call import Call
from zerolint.interp.ranges import SliceValue
from zerolint.interp.values import NONE, TupleValue, Value
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Source, Stats

from .. import sampling
from ..arrays import Array, Order, method
from ..indexing import pick
from ..indices import Picked, index_parts
from ..storing import store_item
from .elementwise import operate
from .register import array_function, shared


@shared("take", "compress")
def take(call: Call, array: Array, name: str) -> Value:
    """`np.take(x, index, axis)`."""
    index = call.first("indices", "condition", position=0)
    given = call.const("axis", 1, 0)
    axis = given if isinstance(given, int) else 0
    if index is None:
        return call.unknown("np.take")
    parts = index_parts(call.m, index, array.data(call.m).shape)
    before = [Picked("keep", d, slice(None)) for d in (array.data(call.m).shape or ())[:axis]]
    return pick(call.m, array, [*before, *parts], call.node)


@array_function(
    "take_along_axis", "choose", "extract", "setdiff1d", "union1d", "intersect1d", "trim_zeros", "partition"
)
def some_of(call: Call, array: Array, name: str) -> Value:
    """Some of the values."""
    return array.derive(
        call.m,
        lambda d: replace(d, shape=(None,) if d.shape and len(d.shape) == 1 else None, columns=None),
        call.node,
        op="index",
    )


@shared("argsort", "argpartition")
def argsort(call: Call, array: Array, name: str) -> Value:
    """Indices in order of the values."""
    m, node = call.m, call.node

    def change(d: Data) -> Data:
        source = Source(Origin.COMPUTED, "np.argsort", node)
        return d.then(
            "argsort",
            node,
            shape=d.shape,
            dtype="int64",
            stats=NO_STATS,
            columns=None,
            kind=Kind.UNKNOWN,
            classes=None,
            source=source,
            random=False,
            whole=Order(d) if name == "argsort" else object(),
            scale=Scale.RAW,
        )

    return array.derive(m, change, node, op="argsort")


@method("sort")
def sort_in_place(call: Call, array: Array) -> Value:
    """`x.sort()`."""
    array.put(call.m, array.data(call.m).then("sort", call.node))
    return NONE


@array_function("digitize")
def digitize(call: Call, array: Array, name: str) -> Value:
    """`np.digitize(x, bins)`: which interval each value lies in; all of them occur where a sample reaches them all."""
    bins = call.m.plain(call.get("bins", 0))
    right = call.const("right", 1, default=False)
    rising = (
        isinstance(bins, (list, tuple))
        and all(isinstance(b, (int, float)) for b in bins)
        and list(bins) == sorted(bins)
    )
    if not rising or not bins or not isinstance(right, bool):
        return array.derive(call.m, lambda d: _indices(d, call), call.node, op="encode")
    find = bisect_left if right else bisect_right

    def change(data: Data) -> Data:
        sample = sampling.mapped(data.sample, lambda value: float(find(bins, value)))
        seen = {value for column in sample.columns for value in column} if sample is not None else set()
        every = len(seen) == len(bins) + 1
        stats = Stats(0.0, float(len(bins)), tight=every)
        made = replace(_indices(data, call), stats=stats)
        if every:
            made = replace(made, kind=Kind.CLASSES, classes=len(seen))
        return sampling.with_sample(made, sample)

    return array.derive(call.m, change, call.node, op="encode")


def _rising(bins: object) -> list[float] | None:
    """The bounds of intervals, if they are numbers that grow."""
    if not isinstance(bins, (list, tuple)) or not bins or not all(isinstance(b, (int, float)) for b in bins):
        return None
    return list(bins) if list(bins) == sorted(bins) else None


def _indices(data: Data, call: Call) -> Data:
    return data.then(
        "encode",
        call.node,
        "np.digitize",
        dtype="int64",
        stats=Stats(0.0),
        columns=None,
        kind=Kind.UNKNOWN,
        classes=None,
        scale=Scale.RAW,
        ordered=None,
        sample=None,
    )


@array_function("argwhere", "nonzero", "searchsorted", "lexsort", "unravel_index", "triu_indices_from")
def indices(call: Call, array: Array, name: str) -> Value:
    """Indices, of which no more is said."""
    data = array.data(call.m)
    index = Array(Data((None,), "int64", Stats(0.0), source=data.source, whole=data.whole), call.node)
    return TupleValue((index,), call.node, rest=index) if name == "nonzero" else index


@array_function("apply_along_axis", "apply_over_axes", "piecewise", "interp", "select")
def applied(call: Call, array: Array, name: str) -> Value:
    """A function applied along an axis: not followed."""
    return Array(Data(why=f"np.{name} is not followed"), call.node)


@method("dot")
def dot(call: Call, array: Array) -> Value:
    """`x.dot(w)`."""
    return operate(call, array, "@")


@method("searchsorted", "trace")
def opaque_method(call: Call, array: Array) -> Value:
    """Values that follow from the array."""
    return array.derive(
        call.m,
        lambda d: d.then(
            "opaque", call.node, scale=Scale.OPAQUE, stats=NO_STATS, columns=None, kind=Kind.UNKNOWN, dtype=None
        ),
        call.node,
        op="opaque",
    )


@array_function("putmask", "place", "put", "copyto")
def put(call: Call, array: Array, name: str) -> Value:
    """`np.putmask(x, mask, values)` is `x[mask] = values`; `np.put` takes indices, `np.copyto` the values first."""
    copied = name == "copyto"
    value = call.get("src" if copied else "values", 0 if copied else 1)
    index = call.get("where") if copied else call.first("mask", "ind", position=0)
    if value is None:
        value = call.unknown(f"what np.{name} puts in")
    store_item(call.m, array, index or SliceValue(None, None, None, call.node), value, call.node)
    return NONE
