"""Categories, text and dates of columns: codes, factorize, cut."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, TupleValue, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from ..arrays import Array, attribute, method
from ..facets import IN_CELLS, codes_of
from ..frames import Change
from ..numpy.register import over_arrays, to_array
from ..registry import function
from .summaries import unique


class Accessor(Value):
    """`series.cat`, `series.str`, `series.dt`."""

    __slots__ = ("array", "kind")
    type_name = "an accessor of a column"

    def __init__(self, array: Array, kind: str, origin: Node) -> None:
        self.array = array
        self.kind = kind
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if self.kind == "cat" and name == "codes":
            return codes(m, self.array, node, "cat.codes")
        if self.kind == "cat" and name == "categories":
            return categories(m, self.array, node)
        if self.kind == "dt" and name in _DATES:
            lo, hi = _DATES[name]
            return self.array.derive(m, _calendar(node, name, lo, hi), node, op="index")
        return Native(name, lambda m, call: self._called(m, f"{self.kind}.{name}", call), node)

    def _called(self, m: Machine, word: str, call: Call) -> Array:
        if word in TABLES or call.const("expand") is True:
            data = self.array.data(m)
            wide = Data((data.rows, None), scale=Scale.OPAQUE, source=data.source, whole=data.whole, why=f"`{word}`")
            return Array(wide, call.node, "frame")
        return self.array.derive(m, _text_change(call.node, word), call.node, op="opaque")

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return self.array.derive(m, _text_change(node, "str"), node, op="opaque")

    def truth(self, m: Machine) -> bool | None:
        return True


_DATES: Final = {
    "day": (1, 31),
    "dayofweek": (0, 6),
    "dayofyear": (1, 366),
    "hour": (0, 23),
    "minute": (0, 59),
    "month": (1, 12),
    "quarter": (1, 4),
    "second": (0, 59),
    "week": (1, 53),
    "weekday": (0, 6),
}


def _calendar(node: Node, name: str, lo: int, hi: int) -> Change:
    return lambda d: d.then(
        "index", node, f"dt.{name}", dtype="int32", kind=Kind.UNKNOWN, stats=Stats(float(lo), float(hi))
    )


TABLES: Final = frozenset({"str.extract", "str.extractall", "str.get_dummies", "str.partition", "str.rpartition"})
"""What makes several columns of one."""
LISTS: Final = frozenset({"str.findall", "str.rsplit", "str.split"})
"""What makes a list of each word of a column."""


def _text_change(node: Node, by: str) -> Change:
    def change(data: Data) -> Data:
        kind = data.kind if data.kind is Kind.TEXT else Kind.UNKNOWN
        made = data.then("opaque", node, by, stats=NO_STATS, kind=kind)
        return made.then("stack", node, IN_CELLS) if by in LISTS else made

    return change


@attribute("cat", "str", "dt")
def accessor(m: Machine, array: Array, node: Node) -> Value:
    """`series.cat`."""
    return Accessor(array, str(getattr(getattr(node, "attr", None), "value", "str")), node)


def codes(m: Machine, array: Array, node: Node, by: str) -> Array:
    """Categories as 0 … k−1."""
    count = array.data(m).classes
    stats = Stats(0.0, count - 1.0, tight=True) if count else Stats(0.0, None)
    dtype = "int64" if by == "factorize" else (("int8" if count < 128 else "int16") if count else None)

    def change(data: Data) -> Data:
        made = data.then("encode", node, by, dtype=dtype, stats=stats, scale=Scale.RAW)
        return replace(made, kind=Kind.CLASSES, classes=count, codes=codes_of(data, node, by))

    return array.derive(m, change, node, op="encode", by=by)


@attribute("codes")
def categorical_codes(m: Machine, array: Array, node: Node) -> Value:
    """`pd.Categorical(x).codes`."""
    return codes(m, array, node, "codes")


@attribute("categories")
def categories(m: Machine, array: Array, node: Node) -> Array:
    """`pd.Categorical(x).categories`: the different values, in order."""
    data = array.data(m)
    return Array(Data((data.classes,), source=data.source, why="categories"), node)


@method("factorize")
def factorize_method(call: Call, array: Array) -> Value:
    """`series.factorize()`."""
    return TupleValue((codes(call.m, array, call.node, "factorize"), unique(call, array)), call.node)


@function("pandas.factorize")
def factorize(call: Call) -> Value:
    """`pd.factorize(values)`."""
    array = to_array(call.m, call.args[0] if call.args else None, call.node)
    if array is None:
        return call.unknown("factorize")
    return factorize_method(call, array)


@function("pandas.cut", "pandas.qcut")
def cut(call: Call) -> Value:
    """Values as categories of intervals."""
    bins = call.m.plain(call.get("bins", 1) or call.get("q", 1))
    count = len(bins) - 1 if isinstance(bins, (list, tuple)) else (bins if isinstance(bins, int) else None)
    labels = call.get("labels")
    coded = isinstance(labels, Const) and labels.value is False

    def make(array: Array) -> Value:
        def change(data: Data) -> Data:
            stats = Stats(0.0, count - 1.0) if coded and count else NO_STATS
            return data.then(
                "encode",
                call.node,
                "pd.cut",
                dtype="int64" if coded else "category",
                stats=stats,
                kind=Kind.CLASSES if coded else Kind.UNKNOWN,
                classes=count,
            )

        return array.derive(call.m, change, call.node, op="encode")

    return over_arrays(call.m, call.args[0] if call.args else None, call.node, make, "cut")
