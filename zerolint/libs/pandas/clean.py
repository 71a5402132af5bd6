"""Values of frames changed: map, replace, apply, fillna, dropna, categories, summaries."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.containers import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import (
    NONE,
    BoundMethod,
    Choice,
    Const,
    Function,
    LibRef,
    Native,
    Node,
    TupleValue,
    Unknown,
    Value,
)
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from .. import arithmetic, dtypes, intervals, statistics
from ..arrays import METHODS, Array, attribute, method
from ..frames import Change, carry, column, rows
from ..literals import of_plain
from ..numpy.reduce import reduce
from ..numpy.register import over_arrays, to_array
from ..registry import function
from .select import _or_in_place, _unsized


@method("map", "replace")
def mapped(call: Call, array: Array) -> Value:
    """`series.map({"no": 0, "yes": 1})`, `series.replace(…)`."""
    m = call.m
    given = call.first("arg", "to_replace", "mapper", position=0)
    func = getattr(getattr(call.node, "func", None), "attr", None)
    replacing = getattr(func, "value", "map") == "replace"
    if replacing and len(call.args) > 1:
        old, new = m.plain(call.args[0]), m.plain(call.args[1])
        if isinstance(old, (list, tuple)) and isinstance(new, (list, tuple)):
            return _or_in_place(
                call, array, _by_table(m, array, dict(zip(old, new, strict=False)), call.node, replacing)
            )
        return _or_in_place(
            call, array, rows(m, array, lambda d: d.then("fill", call.node, "replace"), call.node, "fill")
        )
    if isinstance(given, DictValue):
        table = m.plain(given)
        if isinstance(table, dict) and table and not any(isinstance(v, dict) for v in table.values()):
            return _or_in_place(call, array, _by_table(m, array, table, call.node, replacing))
        return _or_in_place(call, array, _opaque(m, array, call.node, "map"))
    if isinstance(given, (Function, BoundMethod, Native, LibRef)):
        return applied(m, array, given, call)
    return _or_in_place(call, array, _opaque(m, array, call.node, "map"))


def _by_table(m: Machine, array: Array, table: dict[object, object], node: Node, partial: bool) -> Array:
    """Values replaced by those of a table."""
    found = of_plain(list(table.values()), node)
    labels = (
        found is not None
        and dtypes.is_integer(found.dtype)
        and set(table.values()) == set(range(len(set(table.values()))))
    )
    count = len(set(map(repr, table.values())))

    def change(data: Data) -> Data:
        if found is None or (partial and not dtypes.is_text(data.dtype) and data.dtype is not None and not labels):
            return data.then(
                "encode", node, "map", stats=NO_STATS, columns=None, kind=Kind.UNKNOWN, classes=None, dtype=None
            )
        kind = Kind.CLASSES if labels and count > 1 else (Kind.UNKNOWN if found.dtype != "float64" else Kind.CONTINUOUS)
        stats = replace(found.stats, mean=None, std=None)
        return data.then(
            "encode",
            node,
            "map",
            stats=stats,
            columns=None,
            kind=kind,
            classes=count,
            dtype=found.dtype,
            scale=Scale.RAW,
        )

    if array.container == "frame":
        return _opaque(m, array, node, "replace")
    return array.derive(m, change, node, op="encode", by="map")


def _opaque(m: Machine, array: Array, node: Node, by: str) -> Array:
    def change(data: Data) -> Data:
        return data.then(
            "opaque",
            node,
            by,
            stats=NO_STATS,
            columns=None,
            scale=Scale.OPAQUE,
            kind=Kind.UNKNOWN,
            classes=None,
            dtype=None,
        )

    return rows(m, array, change, node, "opaque")


@method("apply", "applymap", "transform", "pipe", "agg", "aggregate")
def apply(call: Call, array: Array) -> Value:
    """`df.apply(lambda x: …)`: the function is asked about the whole column at once."""
    given = call.get("func", 0)
    if isinstance(given, Const) and isinstance(given.value, str) and given.value in METHODS:
        return METHODS[given.value](Call(call.m, call.node, [], {}), array)
    if isinstance(given, (Function, BoundMethod, Native, LibRef)) or getattr(given, "target", None) is not None:
        return applied(call.m, array, given, call)
    return _opaque(call.m, array, call.node, "apply")


def applied(m: Machine, array: Array, given: Value | None, call: Call) -> Value:
    """What a function makes of each value (row, column): computed on the facets of all of them."""
    node = call.node
    rowwise = call.const("axis", 1, 0) in (1, "columns")
    if rowwise and array.container == "frame":
        from ..indexing import Picked, pick

        element: Array = pick(m, array, [Picked("drop")], node)
        element = carry(m, array, element, lambda d: d)
    else:
        element = Array(_one(array, m), node, array.container)
        for key, value in array.fields.items():
            if key.startswith("."):
                element.fields[key] = value
    result = m.call_values(given, [element], node) if given is not None else Unknown("apply", node)
    if isinstance(result, Choice):
        return _of_choice(m, array, result, node)
    if isinstance(result, Array):
        made = result.data(m)
        shape = array.data(m).shape
        shape = shape[:1] if rowwise and shape is not None else shape
        return Array(
            replace(made, shape=shape, whole=array.data(m).whole), node, "series" if rowwise else array.container
        )
    if isinstance(result, Const):
        return _of_choice(m, array, Choice((((), result),), node), node)
    return _opaque(m, array, node, "apply")


def _one(array: Array, m: Machine) -> Data:
    """A value of the column: like all of them, but a single one."""
    data = array.data(m)
    return data if array.container == "frame" else replace(data, shape=())


def _of_choice(m: Machine, array: Array, result: Choice, node: Node) -> Value:
    """A function that gives one of several constants decides classes."""
    known = [arm.value for _, arm in result.arms if isinstance(arm, Const)]
    if len(known) < len(result.arms) or not known:
        return _opaque(m, array, node, "apply")
    return _by_table(m, array, dict(enumerate(known)), node, partial=False)


@method("fillna", "interpolate", "ffill", "bfill", "infer_objects", "convert_dtypes")
def fillna(call: Call, array: Array) -> Value:
    """Holes are filled."""
    return _or_in_place(
        call, array, rows(call.m, array, lambda d: d.then("fill", call.node, "fillna"), call.node, "fill")
    )


@method("dropna")
def dropna(call: Call, array: Array) -> Value:
    """Rows with holes go."""
    made = rows(call.m, array, _unsized(call.node, "dropna", Data()), call.node, "index")
    return _or_in_place(call, array, made)


@method("isnull", "isna", "notnull", "notna", "duplicated", "between", "isin", "eq", "ne", "gt", "ge", "lt", "le")
def mask(call: Call, array: Array) -> Value:
    """Yes or no for each value."""

    def change(data: Data) -> Data:
        return data.then(
            "compare",
            call.node,
            dtype="bool",
            stats=arithmetic.BOOLEAN,
            columns=None,
            kind=Kind.CLASSES,
            classes=2,
            scale=Scale.RAW,
        )

    return array.derive(call.m, change, call.node, op="compare")


_OPERATORS: Final = {
    "add": "+",
    "div": "/",
    "divide": "/",
    "floordiv": "//",
    "mod": "%",
    "mul": "*",
    "multiply": "*",
    "pow": "**",
    "sub": "-",
    "subtract": "-",
    "truediv": "/",
}


def _operator(op: str, call: Call, array: Array) -> Value:
    if not call.args:
        return call.unknown("an operator without its second operand")
    second = arithmetic.operand(call.m, call.args[0], call.nodes.get(0))
    return arithmetic.apply(call.m, op, array, second, call.node) if second is not None else call.unknown("an operand")


for _name, _op in _OPERATORS.items():
    method(_name)(lambda call, array, op=_op: _operator(op, call, array))  # type: ignore[misc]  # default binds the loop variable


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
        return Const(count, call.node) if count is not None else Unknown("nunique", call.node, (array, "nunique"))
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
    "value_counts",
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


@method("shift", "diff", "pct_change", "cumsum", "cumprod")
def shifted(call: Call, array: Array) -> Value:
    """Values of earlier rows: they leave holes at the start."""
    func = getattr(getattr(call.node, "func", None), "attr", None)
    word = str(getattr(func, "value", "shift"))

    def change(data: Data) -> Data:
        stats = data.stats if word == "shift" else NO_STATS
        return data.then(word, call.node, stats=stats, columns=data.columns if word == "shift" else None)

    return rows(call.m, array, change, call.node, word)


class Grouped(Value):
    """`df.groupby(...)`: not followed, but its results come from the same source."""

    __slots__ = ("array",)
    type_name = "groups of rows"

    def __init__(self, array: Array, origin: Node) -> None:
        self.array = array
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return Native(name, lambda m, call: self.result(m, call.node), node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return self

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


# -- categories, text, dates ------------------------------------------------------------------------------------


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
        if self.kind == "dt" and name in _DATES:
            lo, hi = _DATES[name]
            return self.array.derive(m, _calendar(node, name, lo, hi), node, op="index")
        change = _text_change(node, f"{self.kind}.{name}")
        return Native(name, lambda m, call: self.array.derive(m, change, call.node, op="opaque"), node)

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
        "index", node, f"dt.{name}", dtype="int64", kind=Kind.UNKNOWN, stats=Stats(float(lo), float(hi))
    )


def _text_change(node: Node, by: str) -> Change:
    return lambda d: d.then("opaque", node, by, stats=NO_STATS, kind=d.kind if d.kind is Kind.TEXT else Kind.UNKNOWN)


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
        return replace(made, kind=Kind.CLASSES, classes=count)

    return array.derive(m, change, node, op="encode", by=by)


@attribute("codes")
def categorical_codes(m: Machine, array: Array, node: Node) -> Value:
    """`pd.Categorical(x).codes`."""
    return codes(m, array, node, "codes")


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
