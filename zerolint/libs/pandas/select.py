"""Choosing rows and columns of frames: loc, iloc, values, drop, pop, head, sample, query."""

from __future__ import annotations

from dataclasses import replace

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef, Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Choice, Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import Data, Kind, Stats

from .. import shapes
from ..arrays import METHODS, Array, Facets, attribute, method
from ..facets import IN_CELLS, of_objects
from ..frames import (
    assembled,
    become,
    carry,
    chosen_names,
    column,
    column_data,
    dropped,
    known_columns,
    make_frame,
    question,
    rename,
    rows,
    select,
    set_column,
    thinned,
    unsized,
)
from ..indexing import pick
from ..indices import Picked
from ..picked import only_bounds
from ..shuffles import remember


@attribute("values", "array")
def values(m: Machine, array: Array, node: Node) -> Value:
    """`df.values`; of an archive or dictionary-like content, a method."""
    if array.container in ("frame", "series", "index"):
        return as_ndarray(m, array, node)
    return Native("values", lambda m, call: as_ndarray(m, array, node), node)


def as_ndarray(m: Machine, array: Array, node: Node) -> Array:
    """The values of a frame as one array."""
    return carry(m, array, array.derive(m, lambda d: d, node, op="copy", container="ndarray"), lambda d: d)


@method("to_numpy", "as_matrix")
def to_numpy(call: Call, array: Array) -> Value:
    """`df.to_numpy("float32")`."""
    values = as_ndarray(call.m, array, call.node)
    return values if call.get("dtype", 0) is None else METHODS["astype"](call, values)


@attribute("columns")
def columns(m: Machine, array: Array, node: Node) -> Value:
    """`df.columns`: the names."""
    data = array.data(m)
    count = data.shape[1] if data.shape is not None and len(data.shape) > 1 else None
    return Array(Data((count,), "str", kind=Kind.TEXT, names=data.names, source=data.source), node, "index")


@attribute("index")
def index(m: Machine, array: Array, node: Node) -> Value:
    """`df.index`."""
    data = array.data(m)
    return Array(Data((data.rows,), "int64", source=data.source, whole=data.whole, why="an index"), node, "index")


@attribute("name")
def name(m: Machine, array: Array, node: Node) -> Value:
    """`series.name`."""
    names = array.data(m).names
    return Const(names[0], node) if len(names) == 1 else Unknown("the name of a column", node)


@attribute("empty")
def empty(m: Machine, array: Array, node: Node) -> Value:
    """`df.empty`."""
    count = array.data(m).rows
    return Const(count == 0, node) if count is not None else Unknown("whether it is empty", node, (array, "empty"))


@method("drop")
def drop(call: Call, array: Array) -> Value:
    """`df.drop("y", axis=1)`, `df.drop(columns=["y"])`; rows else."""
    m, node = call.m, call.node
    given = call.first("columns")
    axis = call.const("axis", 1, 0)
    if given is None and (axis in (1, "columns")):
        given = call.first("labels", position=0)
    if array.container == "index":
        return _fewer_names(m, array, call.get("labels", 0), node)
    if given is None or array.container != "frame":
        made = rows(m, array, unsized(node, "drop", array.data(m)), node, "index")
    else:
        if call.const("errors") != "ignore":
            question(m, array, _named(m, given) or ())
        made = _without(m, array, given, node)
    return or_in_place(call, array, made)


def _fewer_names(m: Machine, index: Array, given: Value | None, node: Node) -> Value:
    """`df.columns.drop("y")`."""
    names = (
        (given.value,) if isinstance(given, Const) and isinstance(given.value, str) else chosen_names(m, given or NONE)
    )

    def change(data: Data) -> Data:
        left = tuple(n for n in data.names if names is not None and n not in names)
        return replace(data, names=left, shape=(len(left) or None,))

    return index.derive(m, change, node, op="drop")


def _named(m: Machine, given: Value) -> tuple[str, ...] | None:
    return (given.value,) if isinstance(given, Const) and isinstance(given.value, str) else chosen_names(m, given)


def _without(m: Machine, frame: Array, given: Value, node: Node) -> Array:
    names = _named(m, given)
    if names is not None:
        return dropped(m, frame, names, node)

    def change(data: Data) -> Data:
        within = Stats(data.stats.lo, data.stats.hi)
        return data.then("drop", node, shape=(data.rows, None), columns=None, names=(), stats=within)

    return carry(m, frame, frame.derive(m, change, node, op="drop"), lambda d: d)


def or_in_place(call: Call, array: Array, made: Array) -> Value:
    """The changed frame, or None where the call changes its own."""
    if call.const("inplace") is True:
        become(call.m, array, made)
        return NONE
    return made


@method("pop")
def pop(call: Call, array: Array) -> Value:
    """`y = df.pop("y")`."""
    m = call.m
    word = call.args[0] if call.args else NONE
    if array.container != "frame":
        return call.unknown("pop")
    taken = array.subscript(m, word, call.node)
    become(m, array, _without(m, array, word, call.node))
    return taken


@method("nlargest", "nsmallest")
def largest(call: Call, array: Array) -> Value:
    """The rows where a column is largest, these first."""
    return rows(call.m, _first(call, array), lambda data: replace(only_bounds(data), ordered=None), call.node, "sort")


@method("head", "tail")
def head(call: Call, array: Array) -> Value:
    """The first or last rows."""
    return _first(call, array)


def _first(call: Call, array: Array) -> Array:
    count = shapes.dim_of(call.get("n", 0), call.m) if call.args or call.kwargs else 5
    by = f":{count}"

    thin = thinned(array.data(call.m), count)

    def change(data: Data) -> Data:
        return thin(data).then(
            "index", call.node, by, shape=(count, *data.shape[1:]) if data.shape is not None else None
        )

    return rows(call.m, array, change, call.node, "index")


@method("sample")
def sample(call: Call, array: Array) -> Value:
    """`df.sample(frac=1)`: rows in another order, or some of them."""
    frac, count = call.const("frac", 1), call.const("n", 0)
    remember(call, call.get("random_state", 4))
    drawn_again = any(call.get(word, place) is not None for word, place in (("replace", 2), ("weights", 3)))
    by = "sample of all" if frac in (1, 1.0) and not drawn_again else "sample"

    def change(data: Data) -> Data:
        size = data.rows if frac in (1, 1.0) else (count if isinstance(count, int) else None)
        if isinstance(frac, float) and frac != 1.0 and data.rows is not None:
            size = round(frac * data.rows)
        shape = (size, *data.shape[1:]) if data.shape is not None else None
        return data.then("shuffle", call.node, by, shape=shape, ordered=False)

    return rows(call.m, array, change, call.node, "shuffle")


@method(
    "query",
    "filter",
    "truncate",
    "between_time",
    "first",
    "last",
    "xs",
    "where",
    "mask",
    "drop_duplicates",
)
def some_rows(call: Call, array: Array) -> Value:
    """Some of the rows."""
    if call.get("items") is not None or call.get("like") is not None or call.get("regex") is not None:
        names = chosen_names(call.m, call.get("items") or NONE)
        if names is not None:
            return select(call.m, array, names, call.node)
        return array.derive(
            call.m,
            lambda d: d.then("column", call.node, shape=(d.rows, None), columns=None, names=()),
            call.node,
            op="index",
        )
    return or_in_place(
        call, array, rows(call.m, array, unsized(call.node, "some rows", array.data(call.m)), call.node, "index")
    )


@method("select_dtypes")
def select_dtypes(call: Call, array: Array) -> Value:
    """`df.select_dtypes("number")`: columns that are known as such."""
    m, node = call.m, call.node
    wanted = str(m.plain(call.first("include", position=0)))
    data = array.data(m)
    if data.names and wanted != "None":
        text = "object" in wanted or "category" in wanted
        parts = {n: column_data(m, array, n) for n in data.names}
        if all(p.dtype is not None for p in parts.values()):
            chosen = {n: p for n, p in parts.items() if (p.dtype in ("object", "str", "category")) is text}
            return make_frame(m, assembled(data, chosen).then("column", node), chosen, node)
    return array.derive(
        m, lambda d: d.then("column", node, shape=(d.rows, None), columns=None, names=()), node, op="index"
    )


@method("rename")
def rename_(call: Call, array: Array) -> Value:
    """`df.rename(columns={"a": "b"})`."""
    m = call.m
    mapping = m.plain(call.get("columns"))
    data = array.data(m)
    made = make_frame(m, data, {n: column_data(m, array, n) for n in _known(array)}, call.node)
    if array.container != "frame":
        return array
    if isinstance(mapping, dict) and data.names:
        rename(m, made, tuple(str(mapping.get(n, n)) for n in data.names))
    elif isinstance(mapping, dict):
        for old, new in mapping.items():
            found = made.fields.pop(f".{old}", None)
            if isinstance(found, Facets):
                made.fields[f".{new}"] = found
    return or_in_place(call, array, made)


def _known(frame: Array) -> list[str]:
    return [key[1:] for key in frame.fields if key.startswith(".")]


@method("set_index", "reset_index")
def reindexed(call: Call, array: Array) -> Value:
    """The index comes and goes; a dropped one is no column."""
    m = call.m
    word = call.m.plain(call.args[0]) if call.args else None
    func = getattr(getattr(call.node, "func", None), "attr", None)
    if getattr(func, "value", "") == "set_index" and array.container == "frame":
        names = tuple(word) if isinstance(word, (list, tuple)) else (word,)
        made = dropped(m, array, tuple(n for n in names if isinstance(n, str)), call.node)
        return or_in_place(call, array, made)
    if call.const("drop") is True or array.container != "frame":
        return or_in_place(call, array, rows(m, array, lambda d: d, call.node, "copy"))
    made = rows(
        m,
        array,
        lambda d: replace(d, shape=(d.rows, None) if d.shape and len(d.shape) == 2 else d.shape),
        call.node,
        "copy",
    )
    made.put(m, replace(made.data(m), names=(), columns=None))
    return or_in_place(call, array, made)


@method("sort_values", "sort_index", "reindex")
def ordered(call: Call, array: Array) -> Value:
    """Rows in order of some values."""

    def change(data: Data) -> Data:
        return data.then("sort", call.node, ordered=None)

    made = rows(call.m, array, change, call.node, "sort")
    by = call.m.plain(call.get("by", 0))
    key = by[0] if isinstance(by, (list, tuple)) and by else by
    if isinstance(key, str) and made.container == "frame":
        column_ = column_data(call.m, made, key)
        if column_.kind is Kind.CLASSES:
            made.fields[f".{key}"] = Facets(replace(column_, ordered=True), call.node)
    return or_in_place(call, array, made)


@method("squeeze_columns", "keys")
def keys(call: Call, array: Array) -> Value:
    """`df.keys()`; the names in an archive."""
    return columns(call.m, array, call.node)


@method("get")
def get(call: Call, array: Array) -> Value:
    """`df.get("y")`, `archive.get("x")`."""
    return column(call.m, array, call.args[0], call.node) if call.args else NONE


@method("insert")
def insert(call: Call, array: Array) -> Value:
    """`df.insert(0, "bias", 1)`."""
    if len(call.args) > 2:
        set_column(call.m, array, call.args[1], call.args[2], call.node)
    return NONE


@method("assign")
def assign(call: Call, array: Array) -> Value:
    """`df.assign(z=…)`."""
    m = call.m
    made = carry(m, array, array.derive(m, lambda d: d, call.node, op="copy"), lambda d: d)
    for word, value in call.kwargs.items():
        given = (
            m.call_values(value, [made], call.node) if not isinstance(value, (Array, Const, Choice, LibRef)) else value
        )
        set_column(m, made, Const(word, call.node), given if not isinstance(given, Unknown) else value, call.node)
    return made


@method("items", "iteritems")
def items(call: Call, array: Array) -> Value:
    """Columns of a frame with their names; values of a column with their index."""
    if array.container == "frame":
        columns = array.as_dict(call.m, call.node)
        return call.m.call_values(columns.attribute(call.m, "items", call.node), [], call.node)
    return walk(call, array)


@method("iterrows", "itertuples")
def walk(call: Call, array: Array) -> Value:
    """Rows one by one."""
    m, node = call.m, call.node
    row = pick(m, array, [Picked("drop")], node)
    row.container = "series"
    if any(map(of_objects, known_columns(m, array).values())):
        row.put(m, row.data(m).then("stack", node, IN_CELLS))
    pair = TupleValue((Unknown("the index of a row", node), row), node)
    func = getattr(getattr(call.node, "func", None), "attr", None)
    return ListValue((), node, row if getattr(func, "value", "") == "itertuples" else pair)
