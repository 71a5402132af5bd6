"""Summaries of frames: describe, medians, groups, rolling windows; output."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Hole, Kind, Scale

from .. import dtypes, intervals, statistics
from ..arrays import Array, attribute, method
from ..frames import column, rows
from ..numpy.reduce import reduce
from ..picked import only_bounds


@method("abs")
def absolute(call: Call, array: Array) -> Value:
    """`df.abs()`."""

    def change(data: Data) -> Data:
        columns = tuple(intervals.absolute(c) for c in data.columns) if data.columns is not None else None
        return data.then("abs", call.node, stats=intervals.absolute(data.stats), columns=columns)

    return array.derive(call.m, change, call.node, op="abs")


@method("median", "quantile", "mode", "nunique", "count", "skew", "kurtosis", "sem", "mad", "idxmax", "idxmin")
def summary(call: Call, array: Array) -> Value:
    """Summaries of columns."""
    func = getattr(getattr(call.node, "func", None), "attr", None)
    word = str(getattr(func, "value", "median"))
    if word == "nunique" and array.container == "series":
        count = array.data(call.m).classes
        if count is not None:
            return Const(count, call.node, usual=array.by_convention(call.m))
        return Unknown("nunique", call.node, (array, "nunique"))
    if word == "median":
        return reduce(call, array, "median")
    made = array.derive(call.m, lambda d: Data(None, source=d.source, why=word), call.node, op=word)
    if word == "quantile":
        data = array.data(call.m)
        return statistics.mark(call.m, made, statistics.About("percentile", data, data.whole, call.node))
    return made


@method("unique")
def unique(call: Call, array: Array) -> Value:
    """`series.unique()`."""
    data = array.data(call.m)
    count = data.classes

    def change(d: Data) -> Data:
        return d.then(
            "unique", call.node, shape=(count,), kind=Kind.UNKNOWN, columns=None, whole=object(), ordered=None
        )

    return array.derive(call.m, change, call.node, op="unique", container="ndarray")


class Described(Value):
    """`df.describe()`, also transposed: statistics by name."""

    __slots__ = ("array", "turned")
    type_name = "a summary"

    def __init__(self, array: Array, origin: Node, turned: bool = False) -> None:
        self.array = array
        self.origin = origin
        self.turned = turned

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "T":
            return Described(self.array, node, not self.turned)
        if name == "transpose":
            return Native(name, lambda m, call: Described(self.array, node, not self.turned), node)
        if name in ("loc", "at"):
            return self
        if name == "pop":
            return Native(name, lambda m, call: NONE, node)
        return self.statistic(m, name, node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        if isinstance(index, TupleValue):
            words = [v.value for v in index.items if isinstance(v, Const) and isinstance(v.value, str)]
            return self.statistic(m, next((w for w in words if w in _DESCRIBED), ""), node)
        name = index.value if isinstance(index, Const) else ""
        if isinstance(name, str) and name not in _DESCRIBED and isinstance(index, Const):
            found = column(m, self.array, index, node)
            return Described(found, node) if isinstance(found, Array) else self
        return self.statistic(m, str(name), node)

    def statistic(self, m: Machine, name: str, node: Node) -> Value:
        """One of its rows (columns when transposed)."""
        if name not in _DESCRIBED:
            return Unknown(f"`{name}` of a summary", node)
        return reduce(Call(m, node, [], {"axis": Const(0)}), self.array, _DESCRIBED[name])

    def truth(self, m: Machine) -> bool | None:
        return True


_DESCRIBED: Final = {"50%": "median", "max": "max", "mean": "mean", "min": "min", "std": "std"}


@method("describe")
def describe(call: Call, array: Array) -> Value:
    """`df.describe()`."""
    return Described(array, call.node)


@method(
    "info",
    "to_csv",
    "to_excel",
    "to_pickle",
    "to_json",
    "to_hdf",
    "to_parquet",
    "to_sql",
    "hist",
    "boxplot",
    "memory_usage",
    "to_string",
    "to_markdown",
    "to_html",
    "corrwith",
    "savez",
)
def shown(call: Call, array: Array) -> Value:
    """Output."""
    return NONE


@attribute("plot", "style")
def plot(m: Machine, array: Array, node: Node) -> Value:
    """`df.plot`."""
    from ..stdlib.system import Harmless

    return Harmless(node)


@method(
    "corr",
    "cov",
    "rolling",
    "expanding",
    "ewm",
    "resample",
    "pivot",
    "pivot_table",
    "stack",
    "unstack",
    "explode",
    "crosstab",
    "nlargest_",
    "cummax",
    "rank",
    "rolling_mean",
)
def derived(call: Call, array: Array) -> Value:
    """Frames of other rows and columns."""

    def change(data: Data) -> Data:
        return Data(None, scale=Scale.OPAQUE, source=data.source, trail=data.trail, why="computed from a frame")

    return array.derive(call.m, change, call.node, op="opaque")


@method("value_counts")
def value_counts(call: Call, array: Array) -> Value:
    """`series.value_counts()`: how often each value occurs."""

    def change(data: Data) -> Data:
        shape = (data.classes,) if array.container == "series" else None
        return Data(shape, scale=Scale.OPAQUE, source=data.source, trail=data.trail, why="computed from a frame")

    return array.derive(call.m, change, call.node, op="opaque", container="series")


@method("shift", "diff", "pct_change", "cumsum", "cumprod")
def shifted(call: Call, array: Array) -> Value:
    """Values of earlier rows: they leave holes at the start."""
    func = getattr(getattr(call.node, "func", None), "attr", None)
    word = str(getattr(func, "value", "shift"))
    moved = call.first("periods", position=0)
    leaves = word in ("shift", "diff", "pct_change") and "fill_value" not in call.kwargs and moved != Const(0)

    def change(data: Data) -> Data:
        stats = data.stats if word == "shift" else NO_STATS
        dtype = "float64" if leaves and dtypes.is_integer(data.dtype) else data.dtype
        made = data.then(word, call.node, stats=stats, columns=data.columns if word == "shift" else None, dtype=dtype)
        if not leaves or (made.names and len(made.names) > 1):
            return made
        hole = Hole(made.trail[-1], made.names[0] if made.names else "")
        return replace(made, holes=(*(one for one in made.holes if one.column != hole.column), hole))

    return rows(call.m, array, change, call.node, word)


class Grouped(Value):
    """`df.groupby(...)`: not followed, but its results come from the same source."""

    __slots__ = ("array",)
    type_name = "groups of rows"

    def __init__(self, array: Array, origin: Node) -> None:
        self.array = array
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "get_group":
            return Native(name, lambda m, call: self.group(m, call.node), node)
        return Native(name, lambda m, call: self.result(m, call.node), node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return self

    def iterate(self, m: Machine) -> Items:
        """`for key, rows in df.groupby("k")`."""
        key = Unknown("the key of a group", self.origin)
        return Items((), TupleValue((key, self.group(m, self.origin)), self.origin))

    def group(self, m: Machine, node: Node) -> Array:
        """The rows of one group."""

        def change(data: Data) -> Data:
            shape = (None, *data.shape[1:]) if data.shape is not None else None
            return only_bounds(data).then("index", node, "mask", shape=shape)

        return rows(m, self.array, change, node, "index")

    def result(self, m: Machine, node: Node) -> Value:
        """A frame of unknown rows."""
        data = self.array.data(m)
        opaque = Data((None, None), scale=Scale.OPAQUE, source=data.source, whole=object(), why="grouped rows")
        return Array(opaque, node, "frame")

    def truth(self, m: Machine) -> bool | None:
        return True


@method("groupby")
def groupby(call: Call, array: Array) -> Value:
    """`df.groupby("key")`."""
    return Grouped(array, call.node)
