"""Making arrays: from values, filled, counted, as identity matrices."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue, SetValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, TupleValue, Value
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Shape, Source, Stats

from .. import dtypes, sampling, shapes
from ..arrays import Array
from ..intervals import exactly
from ..literals import of_range
from ..registry import function
from .register import over_arrays, split_first, to_array

SAME: Final = ("asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "asmatrix")
"""Of an array these make no copy, unless they are to change its type."""
KNOWN_ARRAYS: Final = ("array", *SAME, "matrix")


@function("numpy.array", "numpy.matrix", "numpy.fromiter", "numpy.copy")
def array(call: Call) -> Value:
    """`np.array(values, dtype)`."""
    return _array(call, view=False)


@function(*(f"numpy.{name}" for name in SAME), "numpy.asarray_chkfinite")
def as_array(call: Call) -> Value:
    """`np.asarray(values, dtype)`."""
    return _array(call, view=True)


def _array(call: Call, *, view: bool) -> Value:
    value, rest = split_first(call)
    dtype = dtypes.named(rest.get("dtype", 0))
    if isinstance(value, SetValue):
        return call.unknown("an array of a set")
    return over_arrays(
        call.m, value, call.node, lambda a: _copied(call.m, a, value, dtype, call.node, view), "np.array"
    )


def _copied(m: Machine, source: Array, value: Value | None, dtype: str | None, node: Node, view: bool) -> Value:
    """An array of the same values; a cast when a type is given."""
    from ..casting import cast_data

    fresh = not isinstance(value, Array) and source.trace is None
    plain = source.container in ("frame", "series", "tensor", "index", "list", "picture")
    container = "ndarray" if plain else source.container
    if dtype is None:
        same = view and source is value and source.container == "ndarray"
        return source.derive(m, lambda d: d, node, op="copy", container=container, view=same)
    if fresh:  # the values are written with this type: nothing is lost on the way
        return source.derive(m, lambda d: cast_data(d, dtype, None), node, op="copy", container=container)
    return source.derive(m, lambda d: cast_data(d, dtype, node), node, op="cast", by=dtype, container=container)


def filled(m: Machine, shape: Shape | None, stats: Stats, dtype: str | None, node: Node, name: str) -> Array:
    """An array of one value."""
    data = Data(
        shape=shape,
        dtype=dtype,
        stats=stats,
        scale=Scale.RAW,
        source=Source(Origin.LITERAL, name, node),
        whole=object(),
    )
    made = Array(data, node)
    made.fields["@loops"] = Const(len(m.loops))  # how deep in loops it was made: see `storing`
    return made


@function("numpy.zeros", "numpy.ones", "numpy.empty")
def blank(call: Call) -> Value:
    """`np.zeros(shape, dtype)`."""
    name = _name(call)
    shape = shapes.wanted_shape(call.m, call.get("shape", 0))
    dtype = dtypes.named(call.get("dtype", 1)) or ("float64" if call.get("dtype", 1) is None else None)
    stats = {"ones": exactly(1.0), "zeros": exactly(0.0)}.get(name, NO_STATS)
    return filled(call.m, shape, stats, dtype, call.node, f"np.{name}")


@function("numpy.full")
def full(call: Call) -> Value:
    """`np.full(shape, value)`."""
    shape = shapes.wanted_shape(call.m, call.get("shape", 0))
    value = call.get("fill_value", 1)
    dtype = dtypes.named(call.get("dtype", 2))
    if isinstance(value, Const) and isinstance(value.value, (int, float)) and value.value == value.value:
        found = dtype or ("int64" if isinstance(value.value, int) else "float64")
        return filled(call.m, shape, exactly(float(value.value)), found, call.node, "np.full")
    return filled(call.m, shape, NO_STATS, dtype, call.node, "np.full")


@function("numpy.zeros_like", "numpy.ones_like", "numpy.empty_like", "numpy.full_like")
def like(call: Call) -> Value:
    """`np.zeros_like(x)`."""
    name = _name(call)
    value, rest = split_first(call)
    wanted = dtypes.named(rest.get("dtype", 1 if name == "full_like" else 0))
    number = rest.const("fill_value", 0) if name == "full_like" else (1.0 if name == "ones_like" else 0.0)

    def make(model: Array) -> Value:
        data = model.data(call.m)
        stats = exactly(float(number)) if isinstance(number, (int, float)) and name != "empty_like" else NO_STATS
        return filled(call.m, data.shape, stats, wanted or data.dtype, call.node, f"np.{name}")

    return over_arrays(call.m, value, call.node, make, name)


MAX_COUNT: Final = 2**62


@function("numpy.arange")
def arange(call: Call) -> Value:
    """`np.arange(start, stop, step)`."""
    m = call.m
    known = [m.plain(v, None) for v in call.args[:3]]
    if "start" in call.kwargs or "stop" in call.kwargs or "step" in call.kwargs:
        known = [m.plain(v, None) for v in (call.get("start", 0), call.get("stop", 1), call.get("step", 2)) if v]
    dtype = dtypes.named(call.get("dtype", 3))
    if all(isinstance(v, int) and abs(v) < MAX_COUNT for v in known) and known and known[2:] != [0]:
        data = of_range(range(*known), call.node)
        return Array(replace(data, dtype=dtype or "int64"), call.node)
    if all(isinstance(v, (int, float)) and abs(v) <= sys.float_info.max for v in known) and known:  # no NaN either
        start, stop = (0.0, known[0]) if len(known) == 1 else known[:2]
        step = known[2] if len(known) > 2 else 1
        count = max(0, -int(-(stop - start) // step)) if step else None
        return _spread(
            m, start, start + step * max(0, (count or 1) - 1), count, dtype or "float64", call.node, "np.arange"
        )
    data = Data((None,), dtype or "int64", source=Source(Origin.LITERAL, "np.arange", call.node), whole=object())
    return Array(replace(data, scale=Scale.RAW), call.node)


@function("numpy.linspace")
def linspace(call: Call) -> Value:
    """`np.linspace(start, stop, num)`."""
    start, stop = call.const("start", 0), call.const("stop", 1)
    given = call.get("num", 2)
    count = 50 if given is None else shapes.dim_of(given, call.m)
    dtype = dtypes.named(call.get("dtype")) or "float64"
    if isinstance(start, (int, float)) and isinstance(stop, (int, float)):
        return _spread(call.m, start, stop, count, dtype, call.node, "np.linspace")
    shape = None if _several(call.m, call.get("start", 0)) or _several(call.m, call.get("stop", 1)) else (count,)
    return Array(Data(shape, dtype, whole=object(), scale=Scale.RAW, kind=Kind.CONTINUOUS), call.node)


def _several(m: Machine, end: Value | None) -> bool:
    """Whether it isn't, or may not be, a single number."""
    if isinstance(end, Array):
        return end.data(m).shape != ()
    return isinstance(end, (ListValue, TupleValue))


def _spread(m: Machine, start: float, stop: float, count: int | None, dtype: str, node: Node, name: str) -> Array:
    lo, hi = sorted((float(start), float(stop)))
    stats = Stats(lo, hi, (lo + hi) / 2, (hi - lo) / 12**0.5, tight=True)
    source = Source(Origin.LITERAL, name, node)
    data = Data((count,), dtype, stats, None, Kind.CONTINUOUS, None, Scale.RAW, source, whole=object())
    return Array(sampling.spaced(data, float(start), float(stop)), node)


@function("numpy.logspace", "numpy.geomspace")
def logspace(call: Call) -> Value:
    """`np.logspace(a, b, n)`: mostly candidates of a sweep."""
    count = shapes.dim_of(call.args[2], call.m) if len(call.args) > 2 else 50
    source = Source(Origin.LITERAL, "np.logspace", call.node)
    return Array(Data((count,), "float64", kind=Kind.CONTINUOUS, source=source, whole=object()), call.node)


@function("numpy.eye", "numpy.identity")
def eye(call: Call) -> Value:
    """`np.eye(n)`; `np.eye(n)[labels]` is one-hot because its rows are."""
    size = shapes.dim_of(call.args[0], call.m) if call.args else None
    second = call.get("M", 1)
    width = shapes.dim_of(second, call.m) if second is not None else size
    dtype = dtypes.named(call.get("dtype")) or "float64"
    source = Source(Origin.LITERAL, "np.eye", call.node)
    stats = Stats(0.0, 1.0, tight=True)
    kind, classes = (Kind.ONE_HOT, width) if size == width and width != 1 else (Kind.UNKNOWN, None)
    data = Data((size, width), dtype, stats, None, kind, classes, Scale.RAW, source, whole=object())
    return Array(data, call.node)


@function("numpy.meshgrid")
def meshgrid(call: Call) -> Value:
    """`np.meshgrid(a, b)`."""
    parts = [to_array(call.m, value, call.node) for value in call.args]
    rows = [p.data(call.m) if p is not None else Data() for p in parts]
    dims = tuple(d.rows for d in rows)
    if len(dims) >= 2:
        dims = (dims[1], dims[0], *dims[2:])
    grids = [Array(replace(d, shape=dims, columns=None, whole=object()), call.node) for d in rows]
    return ListValue(tuple(grids), call.node)


@function("numpy.vectorize", "numpy.frompyfunc", "numpy.nditer", "numpy.ndenumerate")
def wrapped(call: Call) -> Value:
    """Functions applied element by element, and walks over arrays: the function itself stays callable."""
    return call.args[0] if call.args else call.unknown("a wrapped function")


@function("numpy.ndarray")
def ndarray(call: Call) -> Value:
    """`np.ndarray(shape, dtype)`: a blank to be filled."""
    shape = shapes.wanted_shape(call.m, call.get("shape", 0))
    dtype = dtypes.named(call.get("dtype", 1)) or "float64"
    return filled(call.m, shape, NO_STATS, dtype, call.node, "np.ndarray")


def _name(call: Call) -> str:
    """The last word of what was called, as registered for several functions at once."""
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "")
    return word if isinstance(word, str) else ""
