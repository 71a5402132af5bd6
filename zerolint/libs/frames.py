"""Data frames: columns by name, kept as facets beside those of the whole frame.

A column that is known apart from the others is in `fields[".name"]`. `Data.names` lists all columns in order, or is
empty where they aren't known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.ranges import SliceValue
from zerolint.interp.values import Choice, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from .arrays import Array, Facets, as_array, operation
from .facets import IN_CELLS, codes_among, holes_among, join_data, join_stats, of_objects
from .files import part_of_file
from .intervals import joined
from .masks import NameMask

Change = Callable[[Data], Data]
MAX_COLUMNS: Final = 128


def make_frame(m: Machine, data: Data, columns: dict[str, Data], node: Node) -> Array:
    """A frame; `columns` are those that are known apart."""
    frame = Array(data, node, "frame")
    for name, facets in columns.items():
        frame.fields[f".{name}"] = Facets(facets, node)
    return frame


def known_columns(m: Machine, frame: Array) -> dict[str, Data]:
    """The columns that are known apart."""
    out: dict[str, Data] = {}
    for key, value in frame.fields.items():
        if key.startswith("."):
            facets = m.narrow(value) if type(value) is Choice else value
            if isinstance(facets, Facets):
                out[key[1:]] = facets.data
            elif isinstance(facets, Choice):
                out[key[1:]] = join_data([arm.data for _, arm in facets.arms if isinstance(arm, Facets)])
    return out


def names_of(m: Machine, frame: Array) -> tuple[str, ...]:
    """All column names in order; empty where they aren't known."""
    return frame.data(m).names


def column_data(m: Machine, frame: Array, name: str) -> Data:
    """The facets of one column."""
    data = frame.data(m)
    found = frame.fields.get(f".{name}")
    if found is not None:
        known = known_columns(m, frame).get(name)
        if known is not None:
            return known
    stats = NO_STATS
    if name in data.names:
        position = data.names.index(name)
        stats = data.columns[position] if data.columns is not None and position < len(data.columns) else NO_STATS
    return replace(
        _any_column(data),
        stats=stats,
        names=(name,),
        codes=codes_among(data.codes, (name,)),
        holes=holes_among(data.holes, (name,)),
    )


def _any_column(data: Data) -> Data:
    """What is known of each column that isn't known apart."""
    kind = data.kind if data.kind is Kind.CONTINUOUS else Kind.UNKNOWN
    return replace(
        data,
        shape=(data.rows,),
        dtype=None,
        stats=NO_STATS,
        columns=None,
        kind=kind,
        classes=None,
        names=(),
        codes=(),
        holes=(),
    )


@operation("as_dict")
def as_dict(m: Machine, frame: Array, node: Node) -> DictValue:
    """The columns by their names: `dict(df)`, `df.items()`."""
    words = names_of(m, frame)
    apart = known_columns(m, frame)
    entries: dict[Any, Value] = {word: column(m, frame, Const(word, node), node) for word in words or apart}
    if words:
        return DictValue(entries, node)
    some = _any_column(frame.data(m))
    some = replace(some, kind=Kind.UNKNOWN, scale=Scale.OPAQUE) if apart else some
    return DictValue(entries, node, Array(some.then("column", node, "some column"), node, "series"))


@operation("column")
def column(m: Machine, array: Array, index: Value, node: Node) -> Value:
    """`df["name"]` and `df.name`; a name into an archive of arrays."""
    name = index.value if isinstance(index, Const) else None
    if not isinstance(name, str):
        return Unknown("a column that is not known", node)
    if array.container == "frame":
        data = column_data(m, array, name).then("column", node, name)
        if len(array.data(m).shape or (None, None)) == 1:  # of one row
            data = data.but(shape=None if of_objects(data) else ())
        if array.trace is not None:
            return array.derive(m, lambda d: data, node, op="column", container="series")
        return Array(data, node, "series", base=array)
    if array.container == "series":
        return _labelled(m, array, name, node)
    return part_of_file(m, array, name, node)


def _labelled(m: Machine, array: Array, name: str, node: Node) -> Value:
    """`stats["age"]` of a series whose index are the names of columns."""
    from .statistics import about, mark

    data = array.data(m)
    stats = data.stats
    if name in data.names and data.columns is not None:
        stats = data.columns[data.names.index(name)]
    own = any((step.op == "fill" and not step.by) or step.by == IN_CELLS for step in data.trail)
    shape = None if own else ()  # columns of one's own may hold arrays

    def change(d: Data) -> Data:
        return replace(d, shape=shape, stats=stats, columns=None, names=(name,))

    made = array.derive(m, change, node, op="index")
    return mark(m, made, about(m, array))


def chosen_names(m: Machine, index: Value) -> tuple[str, ...] | None:
    """`["a", "b"]` as names, and `df.columns != "y"`; None for anything else."""
    if isinstance(index, NameMask):
        return index.chosen
    known = m.plain(index)
    if isinstance(known, (list, tuple)) and known and all(isinstance(n, str) for n in known):
        return tuple(known)
    if isinstance(index, Array) and index.data(m).names and index.data(m).kind is Kind.TEXT:
        return index.data(m).names  # `df[df.columns]`
    return None


@operation("frame_subscript")
def frame_subscript(m: Machine, frame: Array, index: Value, node: Node) -> Value | None:
    """`df[["a", "b"]]`, `df[mask]`, `df[:n]`."""
    names = chosen_names(m, index)
    if names is not None:
        question(m, frame, names)
        return select(m, frame, names, node)
    if isinstance(index, Array) and index.data(m).dtype == "bool":
        thin = thinned(frame.data(m), None)
        return rows(m, frame, lambda d: thin(d).then("index", node, "mask", shape=_rows(d, None)), node, "index")
    if isinstance(index, Const) and isinstance(index.value, int) and not isinstance(index.value, bool):
        return Array(_numbered(frame.data(m), index.value).then("column", node, str(index.value)), node, "series")
    if isinstance(index, SliceValue):
        from .indexing import first_axis

        known = index.constant()
        if known is not None:
            part = first_axis(m, frame, known, node)
            return carry(m, frame, part, thinned(frame.data(m), part.data(m).rows))
        return rows(m, frame, lambda d: d.then("index", node, "slice", shape=_rows(d, None)), node, "index")
    if isinstance(index, (ListValue, TupleValue, Unknown)):
        return rows(m, frame, _some_columns(node), node, "index", keep=False)
    if isinstance(index, Array):  # labels of columns; where not even its type is known, a mask of rows as well
        mask = index.data(m).dtype is None and index.container != "index"
        picked = rows(m, frame, _some_columns(node), node, "index", keep=False)
        return rows(m, picked, unsized(node, "mask", None), node, "index", keep=False) if mask else picked
    return None


def _numbered(data: Data, at: int) -> Data:
    """A column that is called by a number: of a frame made of an array, or without a header, the one at that place."""
    one = _any_column(data)
    if data.names or data.columns is None or not 0 <= at < len(data.columns):
        return one
    return one.but(stats=data.columns[at])


def _some_columns(node: Node, count: int | None = None) -> Change:
    """Columns whose names aren't known, or stand there twice."""

    def change(data: Data) -> Data:
        rows_ = data.rows
        return data.then(
            "column", node, "some columns", shape=(rows_, count), columns=None, names=(), codes=(), holes=()
        )

    return change


def _alike(node: Node, names: tuple[str, ...], words: str) -> Change:
    """Many columns, none of which is known apart."""

    def change(data: Data) -> Data:
        shape = (data.rows, len(names))
        codes, holes = codes_among(data.codes, names), holes_among(data.holes, names)
        return data.then("column", node, words, shape=shape, columns=None, names=names, codes=codes, holes=holes)

    return change


def _rows(data: Data, count: int | None) -> tuple[int | None, ...] | None:
    return (count, *data.shape[1:]) if data.shape is not None else None


def thinned(before: Data, count: int | None) -> Change:
    """What taking `count` rows (None: those that fit a condition) leaves of a column's statistics."""
    from .picked import FEW, by_condition, in_class_order, only_bounds

    total = before.rows
    if count is not None:
        return only_bounds if count < FEW else lambda data: only_bounds(data) if in_class_order(data) else data
    few = total is not None and total < 20 * FEW
    return lambda data: by_condition(only_bounds(data) if few else data)


def rows(m: Machine, frame: Array, change: Change, node: Node, op: str, *, keep: bool = True) -> Array:
    """A frame (or series) made by a change of rows that concerns all columns alike."""
    made = frame.derive(m, change, node, op=op)
    return carry(m, frame, made, change) if keep else made


def carry(m: Machine, frame: Array, made: Array, change: Change) -> Array:
    """Give the columns that are known apart to a frame (or an array of its values) made of this one."""
    shape = made.data(m).shape
    if made is not frame and (shape is None or len(shape) == 2):
        names = made.data(m).names
        whole = bool(frame.data(m).holes) and not made.data(m).holes  # the rows with holes may be gone
        for name, data in known_columns(m, frame).items():
            if names and name not in names:
                continue
            data = data.but(holes=()) if whole else data
            changed = replace(change(data), shape=shape[:1] if shape is not None else None, names=data.names)
            made.fields[f".{name}"] = Facets(changed, made.origin)
    return made


def unsized(node: Node, by: str, before: Data | None) -> Change:
    """Some of the rows, of unknown number; `before` None: whatever else they hold."""
    thin = thinned(before, None) if before is not None else lambda data: data

    def change(data: Data) -> Data:
        shape = (None, *data.shape[1:]) if data.shape is not None else None
        return thin(data).then("index", node, by, shape=shape)

    return change


def put_rows(m: Machine, array: Array, change: Change) -> None:
    """Change the rows of an array or frame in place, all columns alike."""
    columns = known_columns(m, array)
    array.put(m, change(array.data(m)))
    for name, data in columns.items():
        m.store.put(array.fields, f".{name}", Facets(change(data), array.origin))


@operation("question")
def question(m: Machine, frame: Array, names: tuple[str, ...]) -> None:
    """These columns are used: where the table that a file of this name usually holds lacks one, it is another table."""
    data = frame.data(m)
    if data.source is None or not data.source.by_convention or not data.names:
        return
    if all(name in data.names or f".{name}" in frame.fields for name in names):
        return
    for key in [key for key in frame.fields if key.startswith(".")]:
        m.store.drop(frame.fields, key)
    source = replace(data.source, by_convention=False)
    frame.put(
        m, Data((None, None), scale=Scale.RAW, source=source, trail=data.trail, whole=data.whole, why="not its columns")
    )


def select(m: Machine, frame: Array, names: tuple[str, ...], node: Node) -> Array:
    """`df[["a", "b"]]`."""
    if len(set(names)) < len(names):  # a column that stands there twice has one name
        return rows(m, frame, _some_columns(node, len(names)), node, "index", keep=False)
    data = frame.data(m)
    words = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
    if len(names) > MAX_COLUMNS and not any(f".{name}" in frame.fields for name in names):
        return rows(m, frame, _alike(node, names, words), node, "index", keep=False)
    parts = {name: column_data(m, frame, name) for name in names}
    whole = assembled(data, parts)
    return make_frame(m, whole.then("column", node, words), parts, node)


def assembled(data: Data, parts: dict[str, Data]) -> Data:
    """The facets of a frame of these columns."""
    stats = tuple(p.stats for p in parts.values())
    known = any(s is not NO_STATS for s in stats)
    overall = _overall(list(parts.values()))
    scales = {p.scale for p in parts.values()}
    kinds = {p.kind for p in parts.values()}
    types = {p.dtype for p in parts.values()}
    return replace(
        data,
        shape=(data.rows, len(parts)),
        columns=stats if known and len(parts) <= MAX_COLUMNS else None,
        stats=overall,
        scale=scales.pop() if len(scales) == 1 else data.scale,
        kind=kinds.pop() if kinds == {Kind.CONTINUOUS} or len(parts) == 1 else Kind.UNKNOWN,
        classes=next(iter(parts.values())).classes if len(parts) == 1 else None,
        dtype=types.pop() if len(types) == 1 else None,
        names=tuple(parts),
        categories=next(iter(parts.values())).categories if len(parts) == 1 else (),
        codes=tuple(code for part in parts.values() for code in part.codes),
        holes=tuple(hole for part in parts.values() for hole in part.holes),
    )


def _overall(parts: list[Data]) -> Stats:
    numbers = [p.stats for p in parts]
    return joined(tuple(numbers)) if numbers else NO_STATS


def dropped(m: Machine, frame: Array, names: tuple[str, ...], node: Node) -> Array:
    """The frame without these columns."""
    data = frame.data(m)
    by = ", ".join(names)
    parts = {n: d for n, d in known_columns(m, frame).items() if n not in names}
    if data.names:
        left = tuple(n for n in data.names if n not in names)
        if len(left) <= MAX_COLUMNS:
            whole = assembled(data, {n: column_data(m, frame, n) for n in left})
            return make_frame(m, whole.then("drop", node, by), parts, node)
    width = data.shape[1] if data.shape is not None and len(data.shape) == 2 else None
    shape = (data.rows, width - len(names) if width is not None else None)
    codes = tuple(code for code in data.codes if code.column and code.column not in names)
    holes = tuple(hole for hole in data.holes if hole.column and hole.column not in names)
    kept = tuple(n for n in data.names if n not in names)
    whole = data.then("drop", node, by, shape=shape, columns=None, names=kept, codes=codes, holes=holes)
    return make_frame(m, whole, parts, node)


@operation("set_column")
def set_column(m: Machine, frame: Array, index: Value, value: Value, node: Node) -> bool:
    """`df["name"] = values`; False for other items."""
    names = (index.value,) if isinstance(index, Const) and isinstance(index.value, str) else chosen_names(m, index)
    if names is None:  # a column that there was, or one more
        data = frame.data(m)
        shape = (data.rows, None) if data.shape is not None else None
        made = data.then("fill", node, shape=shape, stats=NO_STATS, columns=None, scale=Scale.OPAQUE)
        frame.put(m, made if isinstance(index, (Array, ListValue)) else made.but(names=()))
        return True
    stored = _stored(m, value, frame, node)
    for position, name in enumerate(names):
        data = stored
        if len(names) > 1 and stored.columns is not None and position < len(stored.columns):
            data = replace(stored, stats=stored.columns[position])
        column_ = replace(
            data,
            shape=(frame.data(m).rows or data.rows,),
            columns=None,
            names=(name,),
            codes=tuple(replace(code, column=name) for code in data.codes),
            holes=tuple(replace(hole, column=name) for hole in data.holes),
        )
        m.store.put(frame.fields, f".{name}", Facets(column_, node))
    refresh(m, frame, names)
    return True


def _stored(m: Machine, value: Value, frame: Array, node: Node) -> Data:
    array = as_array(m, value) if not isinstance(value, Unknown) else None
    if array is not None:
        return array.data(m)
    if isinstance(value, Const):
        from .literals import of_plain

        found = of_plain(value.value, node) if isinstance(value.value, (int, float, str)) else None
        if found is not None:
            return found
    data = frame.data(m)
    why = value.reason if isinstance(value, Unknown) else value.type_name
    return Data(source=data.source, whole=data.whole, scale=Scale.OPAQUE, why=why)


def refresh(m: Machine, frame: Array, changed: tuple[str, ...]) -> None:
    """The frame's own facets after some columns changed or came."""
    data = frame.data(m)
    width = data.shape[1] if data.shape is not None and len(data.shape) == 2 else None
    if data.source is None:  # an empty frame that is filled
        data = replace(data, source=column_data(m, frame, changed[0]).source)
    rows_ = data.rows
    if rows_ is None:
        rows_ = next((d.rows for d in known_columns(m, frame).values() if d.rows is not None), None)
    if data.names or width == 0:
        names = (*data.names, *(n for n in changed if n not in data.names))
        if len(names) <= MAX_COLUMNS:
            parts = {n: column_data(m, frame, n) for n in names}
            frame.put(m, assembled(replace(data, shape=(rows_, len(names))), parts))
            return
    stats = join_stats([data.stats, *(column_data(m, frame, n).stats for n in changed)])
    scale = data.scale if data.scale is Scale.RAW else Scale.OPAQUE
    codes = tuple(code for code in data.codes if code.column not in changed)
    codes += tuple(code for name in changed for code in column_data(m, frame, name).codes)
    holes = tuple(hole for hole in data.holes if hole.column not in changed)
    holes += tuple(hole for name in changed for hole in column_data(m, frame, name).holes)
    made = replace(data, shape=(rows_, None), stats=stats, columns=None, names=(), scale=scale)
    frame.put(m, replace(made, codes=codes, holes=holes))


@operation("del_subscript")
def del_subscript(m: Machine, frame: Array, index: Value) -> None:
    """`del df["name"]`."""
    if frame.container == "frame" and isinstance(index, Const) and isinstance(index.value, str):
        become(m, frame, dropped(m, frame, (index.value,), frame.origin))


def become(m: Machine, frame: Array, other: Array) -> None:
    """Take over the facets of another frame (in-place operations)."""
    for key in [k for k in frame.fields if k.startswith(".") and k not in other.fields]:
        m.store.drop(frame.fields, key)
    for key, value in other.fields.items():
        m.store.put(frame.fields, key, value)


@operation("set_attribute")
def set_attribute(m: Machine, array: Array, name: str, value: Value) -> None:
    """`df.columns = [...]`, `x.shape = (...)`, `df.name = values` of a column that is there."""
    node = value.origin
    if name == "columns" and array.container == "frame":
        rename(m, array, chosen_names(m, value))
    elif name == "shape":
        from .shapes import wanted_shape

        wanted = wanted_shape(m, value)
        array.put(m, array.data(m).then("reshape", node, shape=wanted, columns=None))
    elif array.container == "frame" and (name in array.data(m).names or f".{name}" in array.fields):
        set_column(m, array, Const(name, node), value, node)


def rename(m: Machine, frame: Array, names: tuple[str, ...] | None) -> None:
    """New names for all columns."""
    data = frame.data(m)
    old = data.names
    if names is None or (old and len(old) != len(names)):
        frame.put(m, replace(data, names=()))
        return
    parts = {new: column_data(m, frame, was) for was, new in zip(old, names, strict=False)} if old else {}
    for key in [k for k in frame.fields if k.startswith(".")]:
        m.store.drop(frame.fields, key)
    for name, part in parts.items():
        m.store.put(frame.fields, f".{name}", Facets(replace(part, names=(name,)), frame.origin))
    frame.put(m, replace(data, names=names, shape=(data.rows, len(names))))


@operation("column_names")
def column_names(m: Machine, frame: Array) -> Items:
    """Iterating a frame gives its column names."""
    names = frame.data(m).names
    if names:
        return Items(tuple(Const(n, frame.origin) for n in names))
    return Items((), Unknown("the name of a column", frame.origin))
