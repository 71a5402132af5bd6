"""Arrays put together and taken apart: concatenate, stack, split, append, `np.c_`."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.ranges import RangeValue, SliceValue
from zerolint.interp.values import Choice, Node, TupleValue, Unknown, Value
from zerolint.program.data import NEVER_MADE, NO_STATS, Data, Kind, Shape, Stats

from .. import sampling, shapes
from ..arrays import Array, operation, traced
from ..dtypes import is_integer
from ..facets import join_data, join_items, may_hold_arrays, with_copies
from ..indexing import first_axis
from ..registry import SUBSCRIPTS, function
from .register import array_function, given_axes, split_first, to_array

MAX_PARTS: Final = 64
"""More arrays side by side are no columns that anybody asks about."""


def parts_of(m: Machine, value: Value | None, node: Node) -> list[Array] | None:
    """The arrays of a sequence of arrays; an unknown number of them gives one that stands for all."""
    if value is None:
        return None
    if isinstance(value, Array):
        shape = value.data(m).shape
        if may_hold_arrays(value.data(m)):
            return None
        if shape is None or len(shape) < 2:
            return [value]
        return [value.derive(m, lambda d: d.but(shape=shape[1:]), node, op="index")]  # one for each of its rows
    items = m.iterate(value)
    values = items.different
    arrays = [to_array(m, _one(m, v), node) for v in values]
    known = [a for a in arrays if a is not None]
    return known if known and len(known) == len(arrays) else None


def _one(m: Machine, value: Value) -> Value:
    """An alternative that stands for a choice (joins of joins are cut short)."""
    if type(value) is Choice:
        value = m.narrow(value)
        return value.arms[0][1] if type(value) is Choice else value
    return value


def exact_count(m: Machine, value: Value | None) -> bool:
    """Whether the number of parts is known."""
    return value is not None and not isinstance(value, (Array, Unknown)) and m.iterate(value).exact


@function("numpy.concatenate", "numpy.vstack", "numpy.hstack", "numpy.dstack", "numpy.column_stack", "numpy.block")
def concatenate(call: Call) -> Value:
    """`np.concatenate((a, b), axis)` and its kin."""
    value, rest = split_first(call)
    if value is None:
        value = call.first("arrays", "tup", "seq")
    name = _word(call)
    axis = rest.const("axis", 0, 0)
    parts = parts_of(call.m, value, call.node)
    if parts is None or axis is None:
        return call.unknown("parts that are not known")
    if isinstance(value, Array) and name in ("vstack", "column_stack") and len(value.data(call.m).shape or ()) == 1:
        return _of_numbers(call, value, name)
    known = [p.data(call.m).shape for p in parts]
    ranks = {len(shape) for shape in known if shape is not None}
    mixed = name in ("vstack", "column_stack") and None in known  # what isn't known may be a table
    one_dimensional = ranks == {1} and not mixed
    exact = exact_count(call.m, value)
    if name == "vstack" and one_dimensional:
        return stack_arrays(call.m, parts, 0, call.node, exact=exact)
    if name == "column_stack" and one_dimensional:
        return columns_of(call.m, parts, call.node, exact=exact)
    if name == "column_stack":
        parts = [_as_table(call.m, part, call.node) for part in parts]
    wanted = {"hstack": 0 if one_dimensional else 1, "vstack": 0, "column_stack": 1, "dstack": 2}.get(name, axis)
    if (name == "concatenate" or len(ranks) == 1) and shapes.cannot_join(known, wanted):
        return Array(NEVER_MADE, call.node)
    return concatenated(call.m, parts, wanted, call.node, exact=exact)


def _of_numbers(call: Call, value: Array, name: str) -> Array:
    """`np.vstack(np.arange(9))`: each number is a row of one column (or a column of one row)."""
    count = value.data(call.m).rows
    shape = (count, 1) if name == "vstack" else (1, count)
    return value.derive(
        call.m, lambda d: d.then("reshape", call.node, f"np.{name}", shape=shape), call.node, op="reshape"
    )


def concatenated(m: Machine, parts: list[Array], axis: int, node: Node, *, exact: bool = True) -> Array:
    """Arrays one after another along an axis."""
    datas = [p.data(m) for p in parts]
    shape = shapes.concatenated([_widened(d.shape, datas) for d in datas], axis)
    types = {d.dtype for d in datas}
    datas = [d for d in datas if 0 not in (d.shape or ())] or datas  # what is empty adds its type only
    joined = join_items(datas).but(dtype=types.pop() if len(types) == 1 else None)
    if not exact and shape is not None:
        shape = tuple(None if i == axis % len(shape) else d for i, d in enumerate(shape))
    rank = len(shape) if shape is not None else None
    along_rows = axis == 0 or rank == 1
    joined = with_copies(joined, datas) if along_rows else joined
    columns, names = (joined.columns, joined.names) if along_rows else _side_by_side(datas, rank, axis)
    stats = _together(joined.stats, datas) if along_rows else joined.stats
    kind = joined.kind if along_rows or joined.kind not in (Kind.ONE_HOT, Kind.CLASSES) else Kind.UNKNOWN
    ordered = _ordered(datas) if along_rows else joined.ordered
    source = next((d.source for d in datas if d.source is not None), None)
    made = joined.then(
        "concatenate",
        node,
        shape=shape,
        stats=stats,
        columns=columns,
        names=names,
        kind=kind,
        source=source,
        ordered=ordered,
        codes=joined.codes if along_rows else tuple(code for d in datas for code in d.codes),
        holes=tuple(dict.fromkeys(hole for d in datas for hole in d.holes)),
    )
    if not along_rows and rank == 2:
        made = sampling.with_sample(made, sampling.side_by_side([d.sample for d in datas]))
    whole = datas[0].whole if len({id(d.whole) for d in datas}) == 1 or not along_rows else object()
    classes = joined.classes if kind is joined.kind else None
    if kind is Kind.UNKNOWN and along_rows and exact:
        kind, classes = _labels(datas)
    random = all(d.random for d in datas if d.source is not None) and joined.random
    result = Array(replace(made, whole=whole, kind=kind, classes=classes, random=random), node)
    result.trace = traced(parts)
    if along_rows and result.trace is not None and any(p.trace is None for p in parts):
        m.record("beside-predictions", {"parts": datas}, node)
    return result


def _together(stats: Stats, datas: list[Data]) -> Stats:
    """With the mean of all rows, where that of each part and its rows are known."""
    if any(_picked_labels(d) for d in datas):
        return replace(stats, mean=None, std=None)
    rows = [d.rows for d in datas]
    means = [d.stats.lo if d.stats.constant else d.stats.mean for d in datas]
    if None in rows or None in means or not sum(r for r in rows if r):
        return stats
    mean = sum(m * r for m, r in zip(means, rows, strict=True) if m and r) / sum(r for r in rows if r)
    labels = (stats.lo, stats.hi) == (0.0, 1.0) and all(d.stats.constant for d in datas)
    return replace(stats, mean=mean, std=(mean * (1 - mean)) ** 0.5 if labels else stats.std)


def _picked_labels(data: Data) -> bool:
    """Whether they are labels of some rows, which may be those of one class."""
    picked = any(step.op in ("index", "resample", "some rows") or step.by == "sample" for step in data.trail)
    return picked and data.kind is Kind.CLASSES and not data.stats.constant


def _widened(shape: Shape | None, datas: list[Data]) -> Shape | None:
    return shape if shape != (0,) or len(datas) == 1 else None


def _ordered(datas: list[Data]) -> bool | None:
    """Blocks of one class each, one after the other, stand in class order."""
    constants = [d.stats.lo for d in datas if d.stats.constant]
    if len(constants) == len(datas) and len(set(constants)) > 1:
        return True
    return None


def one_below_other(joined: Data, datas: list[Data], *, exact: bool) -> Data:
    """A column that comes from several tables; `exact`: each of them stands for one."""
    ordered = _ordered(datas) if exact else None
    if not exact or joined.kind is not Kind.UNKNOWN:
        return replace(joined, ordered=ordered, stats=_together(joined.stats, datas) if exact else joined.stats)
    kind, classes = _labels(datas)
    return replace(joined, stats=_together(joined.stats, datas), kind=kind, classes=classes, ordered=ordered)


def _labels(datas: list[Data]) -> tuple[Kind, int | None]:
    """`np.concatenate([np.zeros(n), np.ones(n)])` are labels; of more values only whole numbers, as of one literal."""
    values = {d.stats.lo for d in datas if d.stats.constant}
    column = all(d.shape is not None and (len(d.shape) == 1 or d.shape[1:] == (1,)) for d in datas)
    whole = len(values) == 2 or all(is_integer(d.dtype) for d in datas)
    counted = len(values) > 1 and values == set(range(len(values)))
    if column and whole and counted and all(d.stats.constant for d in datas):
        return Kind.CLASSES, len(values)
    return Kind.UNKNOWN, None


def _side_by_side(datas: list[Data], rank: int | None, axis: int) -> tuple[tuple[Stats, ...] | None, tuple[str, ...]]:
    """Columns of tables that are put beside each other."""
    if rank is None or axis not in (-1, rank - 1):
        return None, ()
    columns: list[Stats] = []
    names: list[str] = []
    for d in datas:
        if d.columns is not None:
            columns.extend(d.columns)
        elif d.shape is not None and d.shape[-1] is not None and d.shape[-1] <= 64 and d.stats is not NO_STATS:
            columns.extend([d.stats] * d.shape[-1])
        else:
            return None, ()
        names.extend(d.names)
    return tuple(columns), tuple(names) if len(names) == len(columns) else ()


@operation("list_plus")
def list_plus(m: Machine, array: Array, other: Value, node: Node, swapped: bool) -> Value | None:
    """`list(a) + list(b)`."""
    second = to_array(m, other, node) if isinstance(other, (Array, ListValue)) else None
    if second is None:
        return None
    made = concatenated(m, [second, array] if swapped else [array, second], 0, node)
    made.container = "list"
    return made


def lengthen(m: Machine, array: Array, other: Value | None, node: Node) -> None:
    """`rows.append(x)` where rows is a list that was made of an array."""
    added = to_array(m, other, node)
    data = array.data(m)
    rows = data.rows
    shape = (rows + 1 if rows is not None else None, *data.shape[1:]) if data.shape is not None else None
    joined = join_data([data, added.data(m)]) if added is not None else Data(source=data.source)
    array.put(m, replace(joined, shape=shape, names=data.names, whole=object(), trail=data.trail))


@function("numpy.stack")
def stack(call: Call) -> Value:
    """`np.stack(arrays, axis)`."""
    value, rest = split_first(call)
    if value is None:
        value = call.first("arrays")
    if isinstance(value, Array):
        cells = may_hold_arrays(value.data(call.m))
        return value.derive(call.m, lambda d: d.but(shape=None) if cells else d, call.node, op="stack")
    parts = parts_of(call.m, value, call.node)
    axis = rest.const("axis", 0, 0)
    if parts is None or axis is None:
        return call.unknown("parts that are not known")
    if axis in (1, -1) and all(len(p.data(call.m).shape or (1, 1)) == 1 for p in parts):
        return columns_of(call.m, parts, call.node, exact=exact_count(call.m, value))
    if shapes.cannot_join([p.data(call.m).shape for p in parts], None):
        return Array(NEVER_MADE, call.node)
    return stack_arrays(call.m, parts, axis, call.node, exact=exact_count(call.m, value))


def stack_arrays(m: Machine, parts: list[Array], axis: int, node: Node, *, exact: bool) -> Array:
    """Arrays of one shape along a new axis."""
    joined = join_data([p.data(m) for p in parts])
    shape: Shape | None = None
    if joined.shape is not None:
        out = list(joined.shape)
        out.insert(axis if axis >= 0 else len(out) + 1 + axis, len(parts) if exact else None)
        shape = tuple(out)
    kind = joined.kind if axis == 0 or joined.kind not in (Kind.ONE_HOT, Kind.CLASSES) else Kind.UNKNOWN
    last = exact and shape is not None and len(shape) > 1 and axis in (-1, len(shape) - 1) and len(parts) <= MAX_PARTS
    columns = tuple(p.data(m).stats for p in parts) if last else None
    data = joined.then("stack", node, shape=shape, columns=columns, names=(), whole=object(), kind=kind)
    if kind is not joined.kind:
        data = data.but(classes=None)
    result = Array(data, node)
    result.trace = traced(parts)
    return result


def columns_of(m: Machine, parts: list[Array], node: Node, *, exact: bool) -> Array:
    """Vectors as the columns of a table."""
    datas = [p.data(m) for p in parts]
    joined = join_data(datas)
    rows = joined.rows
    columns = tuple(d.stats for d in datas) if exact else None
    names = tuple(d.names[0] if d.names else "" for d in datas) if exact and any(d.names for d in datas) else ()
    kind = joined.kind if joined.kind is not Kind.CLASSES else Kind.UNKNOWN
    data = joined.then(
        "stack",
        node,
        shape=(rows, len(parts) if exact else None),
        columns=columns,
        names=names,
        kind=kind,
        codes=tuple(code for d in datas for code in d.codes),
        holes=tuple(hole for d in datas for hole in d.holes),
    )
    whole = datas[0].whole
    random = all(d.random for d in datas)
    made = replace(data, whole=whole, random=random, classes=None)
    beside = sampling.side_by_side([d.sample for d in datas]) if exact else None
    return Array(sampling.with_sample(made, beside), node)


@array_function("append")
def append(call: Call, array: Array, name: str) -> Value:
    """`np.append(a, b, axis)`: a new array."""
    other = to_array(call.m, call.get("values", 0), call.node)
    axes = given_axes(call, 1)
    if other is None:
        return call.unknown("values that are appended")
    if axes is None:
        datas = [array.data(call.m), other.data(call.m)]
        sizes = [shapes.size(d.shape) for d in datas]
        total = sum(s for s in sizes if s is not None) if None not in sizes else None
        joined = join_items(datas)
        return Array(joined.then("concatenate", call.node, "np.append", shape=(total,), columns=None), call.node)
    return concatenated(call.m, [array, other], axes[0] if isinstance(axes, tuple) else 0, call.node)


@array_function("insert", "delete")
def insert(call: Call, array: Array, name: str) -> Value:
    """Rows or columns more or fewer."""
    axes = given_axes(call, 2 if name == "insert" else 1)
    known = call.m.plain(call.args[0]) if call.args else None
    many = len(known) if isinstance(known, (list, tuple)) else (1 if isinstance(known, int) else None)
    sign = 1 if name == "insert" else -1

    def change(data: Data) -> Data:
        shape, columns, stats = data.shape, data.columns, data.stats
        if not shape or not isinstance(axes, tuple) or not axes:
            return data.then(name, call.node, f"np.{name}", shape=None, columns=None)
        axis = axes[0] % len(shape)
        dim = shape[axis]
        size = None if dim is None or many is None else dim + sign * many
        shape = (*shape[:axis], size, *shape[axis + 1 :])
        last = axis == len(shape) - 1
        if last and columns is not None and name == "delete" and known is not None:
            gone = {known} if isinstance(known, int) else set(known)
            gone = {g % len(columns) for g in gone if isinstance(g, int) and columns}
            columns = tuple(c for i, c in enumerate(columns) if i not in gone)
        elif last:
            columns = None
        return data.then(name, call.node, f"np.{name}", shape=shape, columns=columns, stats=stats, names=())

    return array.derive(call.m, change, call.node, op=name)


@array_function("split", "array_split", "vsplit", "hsplit", "dsplit")
def split(call: Call, array: Array, name: str) -> Value:
    """`np.split(x, [a, b])`: parts one after the other."""
    m = call.m
    given = m.plain(call.first("indices_or_sections", position=0))
    axes = given_axes(call, 1)
    axis = 1 if name == "hsplit" else (axes[0] if isinstance(axes, tuple) else 0)
    rows = array.data(m).rows
    if axis == 0 and isinstance(given, (list, tuple)) and all(isinstance(g, int) for g in given):
        ends = [None, *given, None]
        pieces = [first_axis(m, array, slice(a, b), call.node) for a, b in pairwise(ends)]
        return ListValue(tuple(pieces), call.node)
    if axis == 0 and isinstance(given, int) and 0 < given <= 64 and rows is not None:
        step = rows // given
        pieces = [first_axis(m, array, slice(i * step, (i + 1) * step), call.node) for i in range(given)]
        return ListValue(tuple(pieces), call.node)

    def change(data: Data) -> Data:
        cut = data.then("split", call.node, f"np.{name}", shape=_cut(data, axis))
        return cut if axis == 0 else cut.but(columns=None, names=(), sample=None)

    piece = array.derive(m, change, call.node, op="index")
    count = given + 0 if isinstance(given, int) else (len(given) + 1 if isinstance(given, (list, tuple)) else None)
    if count is not None and 0 < count <= 16:
        return ListValue((piece,) * count, call.node)
    length = _parts(m, call)
    return ListValue((piece,) * length, call.node) if length else ListValue((), call.node, piece)


def _parts(m: Machine, call: Call) -> int | None:
    """The number of parts where the places of the cuts are unknown but counted: `[int(.6 * n), int(.8 * n)]`."""
    value = call.first("indices_or_sections", position=0)
    items = m.iterate(value) if isinstance(value, (ListValue, TupleValue)) else None
    return len(items.items) + 1 if items is not None and items.exact else None


def _cut(data: Data, axis: int) -> Shape | None:
    if not data.shape:
        return None
    return tuple(None if i == axis % len(data.shape) else d for i, d in enumerate(data.shape))


def _c_(m: Machine, index: Value, node: Node) -> Value:
    """`np.c_[a, b]`: columns side by side."""
    values = list(index.items) if isinstance(index, TupleValue) else [index]
    parts = [to_array(m, _one(m, v), node) for v in values]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return Unknown("np.c_ of something unknown", node)
    if all(len(p.data(m).shape or (1, 1)) == 1 for p in known):
        return columns_of(m, known, node, exact=True)
    tables = [_as_table(m, p, node) for p in known]
    return concatenated(m, tables, 1, node)


def _as_table(m: Machine, array: Array, node: Node) -> Array:
    shape = array.data(m).shape
    if shape is None or len(shape) != 1:
        return array
    data = array.data(m)
    return Array(replace(data, shape=(shape[0], 1), columns=(data.stats,)), node)


def _r_(m: Machine, index: Value, node: Node) -> Value:
    """`np.r_[a, b]`: one after the other; ranges as slices."""
    values = list(index.items) if isinstance(index, TupleValue) else [index]
    parts: list[Value | None] = []
    for value in values:
        known = value.constant() if isinstance(value, SliceValue) else None
        if known is not None and known.stop is not None:
            parts.append(RangeValue(range(known.start or 0, known.stop, known.step or 1), node))
        else:
            parts.append(None if isinstance(value, SliceValue) else value)
    arrays = [to_array(m, p, node) if p is not None else None for p in parts]
    known_arrays = [a for a in arrays if a is not None]
    if len(known_arrays) < len(arrays) or not known_arrays:
        return Unknown("np.r_ of something unknown", node)
    return concatenated(m, known_arrays, 0, node)


SUBSCRIPTS["numpy.c_"] = _c_
SUBSCRIPTS["numpy.r_"] = _r_
SUBSCRIPTS["numpy.s_"] = lambda m, index, node: index
SUBSCRIPTS["numpy.index_exp"] = lambda m, index, node: index


def _word(call: Call) -> str:
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "")
    word = word if isinstance(word, str) else ""
    return "vstack" if word == "row_stack" else word
