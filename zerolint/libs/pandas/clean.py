"""Values of frames changed: map, replace, apply, fillna, dropna, categories, summaries."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import BoundMethod, Function, LibRef, Native
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import Choice, Const, Node, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from .. import arithmetic, comparing, dtypes, operands
from ..arrays import METHODS, OPERATIONS, Array, Facets, method
from ..facets import IN_CELLS, join_data, join_stats
from ..frames import Change, carry, rows, unsized
from ..literals import of_plain
from ..masks import NameMask
from .select import or_in_place


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
            return or_in_place(
                call, array, _by_table(m, array, dict(zip(old, new, strict=False)), call.node, replacing)
            )
        return or_in_place(call, array, rows(m, array, _some_replaced(new, call.node), call.node, "fill"))
    if isinstance(given, DictValue):
        table = m.plain(given)
        if isinstance(table, dict) and table and not any(isinstance(v, dict) for v in table.values()):
            return or_in_place(call, array, _by_table(m, array, table, call.node, replacing))
        return or_in_place(call, array, _opaque(m, array, call.node, "map"))
    if isinstance(given, (Function, BoundMethod, Native, LibRef)):
        return applied(m, array, given, call)
    return or_in_place(call, array, _opaque(m, array, call.node, "map"))


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
        if found is None or (partial and not _all_of(data, table, labels=labels and count > 1)):
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


def _all_of(data: Data, table: dict[object, object], *, labels: bool) -> bool:
    """Whether a table in which values are looked up has, as far as can be told, all that there are."""
    if data.classes is not None and (data.kind is Kind.CLASSES or dtypes.is_text(data.dtype)):
        return len(table) >= data.classes
    return labels and all(isinstance(key, str) for key in table)


def _some_replaced(new: object, node: Node) -> Change:
    """One value gives way to another: it may have been at an end, or one of the classes."""
    number = float(new) if isinstance(new, (int, float)) and new == new else None

    def loose(stats: Stats) -> Stats:
        within = Stats(stats.lo, stats.hi)
        return join_stats([within, Stats(number, number)]) if number is not None else within

    def change(data: Data) -> Data:
        columns = tuple(map(loose, data.columns)) if data.columns is not None else None
        return data.then("fill", node, "replace", stats=loose(data.stats), columns=columns, classes=None)

    return change


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
    if array.container == "frame" and not rowwise and given is not None:
        each = _column_by_column(m, array, given, node)
        if each is not None:
            return each
    if rowwise and array.container == "frame":
        from ..indexing import pick
        from ..indices import Picked

        element: Array = pick(m, array, [Picked("drop")], node)
        element = carry(m, array, element, lambda d: d)
    else:
        element = Array(_one(array, m), node, array.container)
        for key, value in array.fields.items():
            if key.startswith("."):
                element.fields[key] = value
    result = m.call_values(given, [element], node) if given is not None else Unknown("apply", node)
    if rowwise and array.container == "frame" and not isinstance(result, Array):
        if call.const("result_type") == "expand":
            return _opaque(m, array, node, "apply").derive(m, lambda d: _several_columns(d), node, op="opaque")
        array = _one_each(array, m, node, held=not isinstance(result, (Choice, Const)))
    if isinstance(result, Choice):
        return _of_choice(m, array, result, node)
    if isinstance(result, Array):
        made = result.data(m)
        shape = array.data(m).shape
        columns = result.container == "series" and made.shape != ()
        if rowwise and (columns or call.const("result_type") == "expand"):
            wide = made.shape[:1] if made.shape else (None,)
            table = made.but(shape=(*(shape or (None,))[:1], *wide), columns=None, whole=array.data(m).whole)
            return Array(table, node, "frame")
        shape = shape[:1] if rowwise and shape is not None else shape
        if (rowwise or array.container != "frame") and made.shape != ():
            made = made.then("stack", node, IN_CELLS)
        return Array(
            replace(made, shape=shape, whole=array.data(m).whole), node, "series" if rowwise else array.container
        )
    if isinstance(result, Const):
        return _of_choice(m, array, Choice((((), result),), node), node)
    return _opaque(m, array, node, "apply")


def _several_columns(data: Data) -> Data:
    return data.but(shape=(data.rows, None), names=())


def _one_each(frame: Array, m: Machine, node: Node, *, held: bool) -> Array:
    """A column with something for each row of a frame; it may be an array (`held`)."""
    data = frame.data(m)
    made = data.but(shape=(data.rows,), stats=NO_STATS, columns=None, names=(), dtype=None, codes=(), holes=())
    return Array(made.then("stack", node, IN_CELLS) if held else made, node, "series")


def _column_by_column(m: Machine, array: Array, given: Value, node: Node) -> Array | None:
    """`df.apply(LabelEncoder().fit_transform)`: each column that is known goes through the function."""
    names = array.data(m).names
    if not names or any(f".{name}" not in array.fields for name in names):
        return None
    made: dict[str, Data] = {}
    for name in names:
        column = OPERATIONS["column"](m, array, Const(name, node), node)
        result = m.call_values(given, [column], node)
        if not isinstance(result, Array) or result.data(m).rows != array.data(m).rows:
            return None
        made[name] = result.data(m)
    joined, before = join_data(list(made.values())), array.data(m)
    if joined.kind is Kind.CLASSES and len(names) > 1:  # several labels for each row are a table
        joined = joined.but(kind=Kind.UNKNOWN, classes=None)
    codes = tuple(code for data in made.values() for code in data.codes)
    table = joined.but(shape=before.shape, names=names, whole=before.whole, columns=None, codes=codes)
    frame = Array(table, node, "frame")
    for name, data in made.items():
        frame.fields[f".{name}"] = Facets(data.but(names=(name,)), node)
    return frame


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
    call.m.record("nan-replaced", array.data(call.m), call.node)
    return or_in_place(
        call, array, rows(call.m, array, lambda d: d.then("fill", call.node, "fillna"), call.node, "fill")
    )


@method("dropna")
def dropna(call: Call, array: Array) -> Value:
    """Rows with holes go."""
    call.m.record("nan-replaced", array.data(call.m), call.node)
    made = rows(call.m, array, unsized(call.node, "dropna", None), call.node, "index")
    return or_in_place(call, array, made)


@method("isnull", "isna", "notnull", "notna", "duplicated", "between", "eq", "ne", "gt", "ge", "lt", "le")
def mask(call: Call, array: Array) -> Value:
    """Yes or no for each value."""

    def change(data: Data) -> Data:
        return data.then(
            "compare",
            call.node,
            dtype="bool",
            stats=comparing.BOOLEAN,
            columns=None,
            kind=Kind.CLASSES,
            classes=2,
            scale=Scale.RAW,
        )

    return array.derive(call.m, change, call.node, op="compare")


@method("isin")
def isin(call: Call, array: Array) -> Value:
    """`series.isin([…])`; of column names, which of them."""
    names, asked = array.data(call.m).names, call.m.plain(call.get("values", 0))
    if array.container == "index" and names and isinstance(asked, (list, tuple)):
        return NameMask(names, tuple(name in asked for name in names), call.node)
    return mask(call, array)


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
    second = operands.operand(call.m, call.args[0], call.nodes.get(0))
    return arithmetic.apply(call.m, op, array, second, call.node) if second is not None else call.unknown("an operand")


for _name, _op in _OPERATORS.items():
    method(_name)(lambda call, array, op=_op: _operator(op, call, array))  # type: ignore[misc]  # default binds the loop variable
