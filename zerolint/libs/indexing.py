"""Subscripts of arrays: indices, slices, masks, index arrays; items set in place; iteration."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import takewhile
from typing import Final

from zerolint.interp.machine import Machine
from zerolint.interp.values import Choice, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.program.data import NEVER_MADE, NOT_KNOWN, Data, Kind, Origin, Step

from . import dtypes, folds, statistics
from .arrays import OPERATIONS, Array, Facets, Window, note_read, operation
from .indices import (
    Picked,
    Same,
    ends_in_column,
    index_parts,
    slice_size,
    words_of,
)
from .masks import NameMask
from .picked import (
    CELLS,
    Told,
    few,
    items_at,
    names_at,
    only_bounds,
    outside,
    picked_data,
    picked_shape,
    placed,
)

MAX_ROWS: Final = 8
"""An array of up to this many rows is iterated row by row."""

WITHIN: Final = frozenset({"drop", "gather", "keep", "mask", "slice"})
TABLE_TEXTS: Final = (".csv", ".tsv", ".txt")


@operation("subscript")
def subscript(m: Machine, array: Array, index: Value, node: Node) -> Value:
    """`array[index]`."""
    if type(index) is Const and isinstance(index.value, str):
        if array.container == "frame":
            OPERATIONS["question"](m, array, (index.value,))
        return OPERATIONS["column"](m, array, index, node)  # type: ignore[no-any-return]  # a value
    if array.container == "frame":
        found = OPERATIONS["frame_subscript"](m, array, index, node)
        if found is not None:
            return found  # type: ignore[no-any-return]  # a value
    if isinstance(index, NameMask):
        left = index.chosen
        return array.derive(m, lambda d: replace(d, names=left, shape=(len(left),)), node, op="index")
    if array.trace is not None:
        _note_own_places(m, array, index)
    parts = index_parts(m, index, array.data(m).shape)
    if array.container == "index" and parts[0].kind == "drop":
        names = names_at(array.data(m), parts)
        return Const(names[0], node) if names else Unknown("the name of a column", node, (array, index))
    return pick(m, array, parts, node, index)


def _note_own_places(m: Machine, predicted: Array, index: Value) -> None:
    """`y[:, argmax(y[0])]` picks an output, as maps of what it looks at do: no class is read."""
    for part in index.items if isinstance(index, TupleValue) else (index,):
        own = part.trace if isinstance(part, Array) else None
        if own is not None and predicted.trace is not None and own.prediction is predicted.trace.prediction:
            m.state.setdefault("own places", set()).add(id(own.steps[-1].node))


def pick(m: Machine, array: Array, parts: list[Picked], node: Node, index: Value | None = None) -> Array:
    """The part of an array that an index picks; a view where NumPy gives one."""
    for part in parts:
        if part.chosen is not None:
            note_read(m, part.chosen)
    if m.loops and parts and parts[0].kind == "drop":
        note_read(m, array)
    _see_as_table(m, array, parts)
    view = bool(parts) and all(p.kind in ("keep", "slice", "drop", "new", "unsure") for p in parts)  # unsure: it may be
    data = array.data(m)
    labels = parts[0].chosen if len(parts) == 1 and parts[0].kind == "gather" else None
    if labels is not None and data.kind is Kind.ONE_HOT and data.source is not None and data.source.name == "np.eye":
        return _encoded(m, labels, data, node)
    order = next((p.chosen for p in parts[:1] if p.kind == "gather" and p.chosen is not None), None)
    by = order.data(m) if order is not None else NOT_KNOWN
    told = _told(by, parts, node, Same(index) if index is not None else None)
    container = "series" if array.container == "frame" and ends_in_column(parts) else array.container

    def change(d: Data) -> Data:
        if array.container == "ndarray" and d.kind not in CELLS and outside(m, d, parts):
            return NEVER_MADE
        return picked_data(m, d, parts, told, by)

    single = _known_column(m, array, data, parts)
    if single is not None:
        in_place = placed(parts, single if not told.shuffles else replace(single, ordered=False))
        made = array.derive(m, lambda d: told.of(in_place(single)), node, op="index", container=container, view=view)
    else:
        made = array.derive(m, change, node, op="index", container=container, view=view)
        _keep_known(m, array, made, parts)
    if len(parts) == 1 and parts[0].first is not None and len(data.shape or ()) == 1:
        made.window = Window(data, parts[0].first)
    return statistics.mark(m, made, statistics.about(m, array))


def _see_as_table(m: Machine, array: Array, parts: list[Picked]) -> None:
    """What was read from a table's text, and has rows and columns picked, has these two axes."""
    data = array.data(m)
    if data.shape is None and not data.trail and len(parts) == 2 and all(p.kind in WITHIN for p in parts):
        source = data.source
        if source is not None and source.origin is Origin.FILE and source.name.endswith(TABLE_TEXTS):
            array.put(m, replace(data, shape=(None, None)))


def _told(order: Data, parts: list[Picked], node: Node, which: Same | None) -> Told:
    """How the trail tells of an index; `order` is the index array, of which nothing is known where there is none."""
    shuffled, words = order.did("shuffle"), words_of(parts)
    if shuffled is None:
        return Told("index", node, folds.side(order) or words, which)
    cut = _cut_of(order.trail)
    if cut is None:
        return Told("shuffle", shuffled.site, folds.side(order) or words, which, shuffles=True)
    return Told(
        "index", node, f"{cut.by} of shuffled", which, shuffles=True, part_of=Step("shuffle", shuffled.site, words)
    )


def _known_column(m: Machine, array: Array, data: Data, parts: list[Picked]) -> Data | None:
    """`table[:, 8]` where that column is known apart from the others."""
    if len(parts) != 2 or not isinstance(parts[1].at, int) or parts[0].kind == "drop" or not data.names:
        return None
    names = items_at(data.names, parts[1].at)
    if not names or f".{names[0]}" not in array.fields:
        return None
    from .frames import known_columns

    columns = known_columns(m, array)
    found, dtype = columns[names[0]], data.dtype
    if few(data, parts[:1]) and parts[0].kind != "keep":
        found = only_bounds(found)
    if dtype is None:
        dtype = found.dtype if array.container == "frame" else _of_all(columns, data)
    return replace(found, shape=picked_shape(m, data.shape, parts), dtype=dtype, whole=data.whole)


def _of_all(columns: dict[str, Data], data: Data) -> str | None:
    """The type that the values of a frame have once they are one array."""
    if data.shape is None or len(columns) != data.shape[-1]:
        return None
    return reduce(lambda a, b: dtypes.together(a, b, "+"), [column.dtype for column in columns.values()])


def _keep_known(m: Machine, array: Array, made: Array, parts: list[Picked]) -> None:
    """The columns that are known apart stay known in a part of a table."""
    if array.container == "frame" or not any(key.startswith(".") for key in array.fields):
        return
    from .frames import carry, known_columns

    if parts and parts[0].kind != "drop" and len(made.data(m).shape or ()) == 2:
        thin = only_bounds if few(array.data(m), parts[:1]) and parts[0].kind != "keep" else (lambda d: d)
        data = made.data(m)
        in_place = placed(parts, data)
        carry(m, array, made, lambda d: in_place(thin(d)))
        kinds = {column.kind for name, column in known_columns(m, made).items() if name in data.names}
        if kinds == {Kind.CONTINUOUS} and all(f".{name}" in made.fields for name in data.names):
            made.fields["data"] = Facets(replace(data, kind=Kind.CONTINUOUS), made.origin)


def _encoded(m: Machine, labels: Array, table: Data, node: Node) -> Array:
    """`np.eye(n)[labels]`: the labels as one-hot rows."""

    def change(d: Data) -> Data:
        shape = (*d.shape, table.classes) if d.shape is not None else None
        return d.then(
            "one_hot",
            node,
            "np.eye",
            shape=shape,
            dtype=table.dtype,
            stats=table.stats,
            columns=None,
            kind=Kind.ONE_HOT,
            classes=table.classes,
            names=(),
        )

    return labels.derive(m, change, node, op="one_hot", by="np.eye", container="ndarray")


def _cut_of(trail: tuple[Step, ...]) -> Step | None:
    """What took a part of an order after it was shuffled: such rows are some of all, not all of them."""
    behind = takewhile(lambda step: step.op != "shuffle", reversed(trail))
    return next((step for step in behind if step.op in ("index", "split")), None)


# -- items set in place -----------------------------------------------------------------------------------------


@operation("set_subscript")
def set_subscript(m: Machine, array: Array, index: Value, value: Value, node: Node) -> None:
    """`array[index] = value`."""
    if type(index) is Choice:
        index = m.narrow(index)
    if array.container == "frame" and OPERATIONS["set_column"](m, array, index, value, node):
        return
    from .storing import store_item

    store_item(m, array, index, value, node)


@operation("iterate")
def iterate(m: Machine, array: Array) -> Items:
    """Rows of an array; a frame gives its column names."""
    data = array.data(m)
    if array.container == "frame":
        return OPERATIONS["column_names"](m, array)  # type: ignore[no-any-return]  # items
    node = array.origin
    if array.container == "index":
        if data.names and data.rows == len(data.names):
            return Items(tuple(Const(name, node) for name in data.names))
        return Items((), Unknown("the name of a column", node))
    if data.rows is not None and data.rows <= MAX_ROWS:
        rows = [pick(m, array, [Picked("drop", None, i)], node) for i in range(data.rows)]
        return Items(tuple(rows))
    return Items((), pick(m, array, [Picked("drop")], node))


@operation("index_by")
def index_by(m: Machine, array: Array, index: Value, node: Node) -> Value:
    """`array.take(index)` and the like."""
    parts = index_parts(m, index, array.data(m).shape)
    return pick(m, array, parts, node, index)


def first_axis(m: Machine, array: Array, part: slice, node: Node) -> Array:
    """`array[a:b]`."""
    data = array.data(m)
    return pick(m, array, [Picked("slice", slice_size(part, data.rows), part)], node)
