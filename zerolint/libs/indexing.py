"""Subscripts of arrays: indices, slices, masks, index arrays; items set in place; iteration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from itertools import takewhile
from typing import Any, Final, NamedTuple

from zerolint.interp.callables import LibRef
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.ranges import RangeValue, SliceValue
from zerolint.interp.values import Choice, Const, Index, Items, Node, TupleValue, Unknown, Value
from zerolint.program.data import NEVER_MADE, NOT_KNOWN, Codes, Data, Dim, Kind, Origin, Sample, Shape, Stats, Step

from . import dtypes, folds, sampling, statistics
from .arrays import OPERATIONS, Array, Facets, Order, Window, as_array, operation
from .facets import codes_among, may_hold_arrays
from .intervals import joined
from .masks import NameMask

MAX_ROWS: Final = 8
"""An array of up to this many rows is iterated row by row."""


class Picked(NamedTuple):
    """What an index does to one axis."""

    kind: str
    """drop (an integer), keep (`:`), slice, mask, gather (index array), new (newaxis)."""
    size: Dim = None
    at: slice | int | None = None
    """The constant index or slice, where known."""
    chosen: Array | None = None
    first: Index | None = None
    """Where it begins, if that is the variable of a loop, which goes through all places (or some places off it)."""


@operation("subscript")
def subscript(m: Machine, array: Array, index: Value, node: Node) -> Value:
    """`array[index]`."""
    if type(index) is Const and isinstance(index.value, str):
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
        names = _names_at(array.data(m), parts)
        return Const(names[0], node) if names else Unknown("the name of a column", node, (array, index))
    return pick(m, array, parts, node, index)


def _note_own_places(m: Machine, predicted: Array, index: Value) -> None:
    """`y[:, argmax(y[0])]` picks an output, as maps of what it looks at do: no class is read."""
    for part in index.items if isinstance(index, TupleValue) else (index,):
        own = part.trace if isinstance(part, Array) else None
        if own is not None and predicted.trace is not None and own.prediction is predicted.trace.prediction:
            m.state.setdefault("own places", set()).add(id(own.steps[-1].node))


def index_parts(m: Machine, index: Value, shape: Shape | None) -> list[Picked]:
    """The index as one `Picked` per axis, `...` filled in."""
    parts = list(index.items) if isinstance(index, TupleValue) else [index]
    dots = next((i for i, part in enumerate(parts) if type(part) is Const and part.value is ...), None)
    if dots is not None:
        before = _picked(m, parts[:dots], shape)
        after = parts[dots + 1 :]
        used = sum(p.kind != "new" for p in before) + sum(not _is_new(p) for p in after)
        missing = len(shape) - used if shape is not None else 0
        middle = [Picked("keep", None, slice(None))] * max(0, missing)
        tail = shape[len(shape) - sum(not _is_new(p) for p in after) :] if shape is not None and after else None
        return [*_sized(before + middle, shape), *_picked(m, after, tail)] if shape is not None else [*before]
    return _picked(m, parts, shape)


def _sized(parts: list[Picked], shape: Shape | None) -> list[Picked]:
    out = []
    axis = 0
    for part in parts:
        if part.kind == "keep" and shape is not None and axis < len(shape):
            part = part._replace(size=shape[axis])
        axis += part.kind != "new"
        out.append(part)
    return out


def _is_new(part: Value) -> bool:
    return (type(part) is Const and part.value is None) or (isinstance(part, LibRef) and part.path.endswith("newaxis"))


def _picked(m: Machine, parts: list[Value], shape: Shape | None) -> list[Picked]:
    out: list[Picked] = []
    axis = 0
    for part in parts:
        if _is_new(part):
            out.append(Picked("new", 1))
            continue
        dim = shape[axis] if shape is not None and axis < len(shape) else None
        picked = _one(m, part, dim)
        out.append(picked)
        rank = _mask_rank(m, picked)
        axis += rank
    return out


def _mask_rank(m: Machine, picked: Picked) -> int:
    if picked.kind == "mask" and picked.chosen is not None:
        return len(picked.chosen.data(m).shape or (1,))
    return 1


def _one(m: Machine, part: Value, dim: Dim) -> Picked:
    if isinstance(part, SliceValue):
        known = part.constant()
        if known is None:
            size = _moving_size(part)
            return Picked("slice", size, first=part.start if size is not None and type(part.start) is Index else None)
        if part.full:
            return Picked("keep", dim, slice(None))
        return Picked("slice", _slice_size(known, dim), known)
    number = const_int(part)
    if number is not None:
        return Picked("drop", None, number)
    if isinstance(part, RangeValue):
        return Picked("gather", len(part.values))
    chosen = as_array(m, part) if isinstance(part, (Array, ListValue, TupleValue)) else None
    if chosen is None:
        if isinstance(part, Index):
            return Picked("drop", first=part)
        if isinstance(part, (ListValue, TupleValue)):
            return Picked("gather", m.length(part)) if _are_numbers(m, part) else Picked("unsure")
        several = isinstance(part, Unknown) or getattr(part, "counting", False)  # or nobody knows how many
        return Picked("unsure") if several else Picked("drop")
    data = chosen.data(m)
    if data.dtype == "bool":
        return Picked("mask", None, None, chosen)
    if data.shape == ():
        return Picked("drop")
    return Picked("gather", data.rows, None, chosen)


def _are_numbers(m: Machine, several: Value) -> bool:
    """Whether a list holds single numbers that were computed, as places of rows."""
    found = m.iterate(several).different
    return bool(found) and all(isinstance(one, Array) and one.data(m).shape == () for one in found)


def _moving_size(part: SliceValue) -> Dim:
    """Rows of `a[i - 60:i]` and `a[i:i + 60]`: a window that a loop moves along."""
    size = part.stop.minus(part.start) if isinstance(part.stop, Index) and part.step is None else None
    return size if size is not None and size > 0 else None


def _slice_size(known: slice, dim: Dim) -> Dim:
    if dim is not None:
        return len(range(*known.indices(dim))) if dim >= 0 else None  # such an array raises when it is made
    start, stop, step = known.start or 0, known.stop, known.step or 1
    if step == 1 and start < 0 and stop is None:
        return -start
    return None


class Same:
    """Equal only to what holds the very same values, or the same constants."""

    __slots__ = ("leaves",)

    def __init__(self, index: Value) -> None:
        self.leaves = tuple(_leaves(index))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Same)
            and len(self.leaves) == len(other.leaves)
            and all(map(_is, self.leaves, other.leaves))
        )

    def __hash__(self) -> int:
        return len(self.leaves)


def _leaves(index: Value | None) -> Iterator[Value | None]:
    if isinstance(index, SliceValue):
        yield from (index.start, index.stop, index.step)
    elif isinstance(index, TupleValue):
        for item in index.items:
            yield from _leaves(item)
    else:
        yield index


def _is(first: Value | None, second: Value | None) -> bool:
    return first is second or (isinstance(first, (Const, Index)) and first == second)


def pick(m: Machine, array: Array, parts: list[Picked], node: Node, index: Value | None = None) -> Array:
    """The part of an array that an index picks; a view where NumPy gives one."""
    for part in parts:
        if part.chosen is not None:
            note_read(m, part.chosen)
    if m.loops and parts and parts[0].kind == "drop":
        note_read(m, array)
    view = bool(parts) and all(p.kind in ("keep", "slice", "drop", "new", "unsure") for p in parts)  # unsure: it may be
    words = _words(parts)
    data = array.data(m)
    labels = parts[0].chosen if len(parts) == 1 and parts[0].kind == "gather" else None
    if labels is not None and data.kind is Kind.ONE_HOT and data.source is not None and data.source.name == "np.eye":
        return _encoded(m, labels, data, node)
    order = next((p.chosen for p in parts[:1] if p.kind == "gather" and p.chosen is not None), None)
    shuffled = order.data(m).did("shuffle") if order is not None else None
    shuffles = shuffled is not None
    sorting = order.data(m) if order is not None and len(parts) == 1 else NOT_KNOWN
    container = "series" if array.container == "frame" and _ends_in_column(parts) else array.container
    cut = _cut_of(order.data(m).trail) if shuffles and order is not None else None
    if cut is not None:
        words = f"{cut.by} of shuffled"
    elif order is not None:
        words = folds.side(order.data(m)) or words
    step = "shuffle" if shuffles and cut is None else "index"
    site = shuffled.site if shuffled is not None and cut is None else node
    which = Same(index) if index is not None else None

    def change(d: Data) -> Data:
        if array.container == "ndarray" and d.kind not in CELLS and _outside(m, d, parts):
            return NEVER_MADE
        shape = None if _of_cell(d, parts) else picked_shape(m, d.shape, parts)
        columns, stats, names = picked_columns(d, parts)
        kind, classes = d.kind, d.classes
        if kind is Kind.ONE_HOT and len(parts) > 1:
            kind, classes = (Kind.CLASSES, 2) if parts[-1].kind == "drop" else (kind, _last_size(shape))
        gone = bool(parts) and parts[0].kind == "drop"
        mixed = bool(parts) and parts[0].kind in ("gather", "unsure")
        whole = d if shuffled is None or cut is None else d.then("shuffle", shuffled.site, _words(parts))
        made = whole.then(
            step,
            site,
            words,
            which=which,
            shape=shape,
            columns=columns,
            stats=stats,
            names=names,
            kind=kind,
            classes=classes,
            codes=_codes(d, parts, names),
            colours=_colours(d, parts),
            per_sample=d.per_sample and not gone,
            ordered=False if shuffles else (_sorts(sorting, d) or None if gone or mixed else d.ordered),
        )
        made = sampling.with_sample(made, _sample(d, parts))
        if _looked_up(m, d, parts):
            made = replace(made, classes=d.rows)
        elif _by_value(m, d, parts) and not shuffles:
            made = by_condition(made)
        if _anywhere(parts) or (d.sample is None and _most(parts, d.rows)):
            # one of many places, which a loop goes through, or most of them
            made = replace(made, stats=replace(made.stats, reached=d.stats.reached))
        return made

    single = _known_column(m, array, data, parts)
    if single is not None:
        made = array.derive(
            m, lambda d: single.then(step, site, words, which=which), node, op="index", container=container, view=view
        )
    else:
        made = array.derive(m, change, node, op="index", axis_size=None, container=container, view=view)
        _keep_known(m, array, made, parts)
    if len(parts) == 1 and parts[0].first is not None and len(data.shape or ()) == 1:
        made.window = Window(data, parts[0].first)
    return statistics.mark(m, made, statistics.about(m, array))


def note_read(m: Machine, array: Array) -> None:
    """Draws that are an index, or are looked at one by one in a loop: other arrays may depend on them from now on."""
    data = array.data(m)
    if not data.random or data.source is None or data.source.site is None:
        return
    read: dict[int, Node] = m.state.setdefault("draws read", {})
    if id(data.source.site) not in read:
        read[id(data.source.site)] = data.source.site
        m.record("draws-read", data.source.site, array.origin)


def _sorts(index: Data, data: Data) -> bool:
    """Whether an index puts these very values in their order: `y[np.argsort(y)]`."""
    plain = bool(index.trail) and index.trail[-1].op == "argsort"
    return plain and isinstance(index.whole, Order) and index.whole.of is data


def _looked_up(m: Machine, data: Data, parts: list[Picked]) -> bool:
    """Whether it is the names of classes by their numbers, each of which occurs: `names[y]`."""
    chosen = parts[0].chosen if len(parts) == 1 and parts[0].kind == "gather" else None
    if chosen is None or data.rows is None or data.classes != data.rows or not dtypes.is_text(data.dtype):
        return False
    index = chosen.data(m)
    return index.kind is Kind.CLASSES and index.classes == data.rows


def _by_value(m: Machine, data: Data, parts: list[Picked]) -> bool:
    """Whether rows may be chosen by what they hold: not by numbers that are drawn from all of them."""
    first = parts[0] if parts else None
    if first is None or first.kind not in ("mask", "gather") or first.chosen is None:
        return False
    index = first.chosen.data(m) if first.kind == "gather" else NOT_KNOWN
    drawn = index.source is not None and index.source.origin is Origin.RANDOM
    return not (drawn and index.stats.lo == 0 and data.rows is not None and index.stats.hi == data.rows - 1)


def _anywhere(parts: list[Picked]) -> bool:
    """Whether an index picks an element or a window at a place that isn't known."""
    return len(parts) == 1 and parts[0].at is None and parts[0].kind in ("drop", "slice", "unsure")


def _most(parts: list[Picked], rows: int | None) -> bool:
    """Whether an index picks at least half of the rows."""
    return rows is not None and len(parts) == 1 and parts[0].size is not None and 2 * parts[0].size >= rows


def _sample(data: Data, parts: list[Picked]) -> Sample | None:
    """The sampled rows of what an index picks."""
    found = data.sample
    if not parts or parts[0].kind not in ("keep", "slice", "gather"):
        return None
    if parts[0].kind == "slice":
        found = sampling.rows(found, parts[0].at, data.rows) if isinstance(parts[0].at, slice) else None
    if len(parts) == 1:
        return found
    if len(parts) == 2 and parts[1].kind == "new":
        return replace(found, flat=False) if found is not None and found.flat else None
    if len(parts) == 2 and parts[1].kind in ("drop", "slice"):
        return sampling.column(found, parts[1].at, keep=parts[1].kind == "slice")
    return found if all(part.kind == "keep" for part in parts[1:]) else None


def _codes(data: Data, parts: list[Picked], names: tuple[str, ...]) -> tuple[Codes, ...]:
    """The coded columns that are surely among those that an index picks."""
    if len(parts) < 2 or all(part.kind in ("keep", "new") for part in parts[1:]):
        return data.codes
    return codes_among(data.codes, names)


def _known_column(m: Machine, array: Array, data: Data, parts: list[Picked]) -> Data | None:
    """`table[:, 8]` where that column is known apart from the others."""
    if len(parts) != 2 or not isinstance(parts[1].at, int) or parts[0].kind == "drop" or not data.names:
        return None
    names = _chosen(data.names, parts[1].at)
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
        carry(m, array, made, thin)
        data = made.data(m)
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


def _of_cell(data: Data, parts: list[Picked]) -> bool:
    """Whether one cell is picked of a column whose cells may be arrays."""
    return len(parts) == 1 and parts[0].kind == "drop" and may_hold_arrays(data)


def _ends_in_column(parts: list[Picked]) -> bool:
    return len(parts) == 2 and parts[1].kind == "drop"


def _words(parts: list[Picked]) -> str:
    """The index in short: `:800`, `:, 3`, `mask`."""
    return ", ".join(_word(p) for p in parts)


def _word(part: Picked) -> str:
    if isinstance(part.at, slice):
        ends = [("" if v is None else str(v)) for v in (part.at.start, part.at.stop)]
        return ":".join([*ends, str(part.at.step)] if part.at.step is not None else ends)
    return str(part.at) if part.at is not None else part.kind


def _last_size(shape: Shape | None) -> int | None:
    return shape[-1] if shape else None


def _colours(data: Data, parts: list[Picked]) -> str:
    """The order of the channels, which `[..., ::-1]` turns round."""
    if not data.colours:
        return ""
    axes = [part for part in parts if part.kind != "new"]
    last = axes[-1] if data.shape is not None and len(axes) == len(data.shape) else None
    if any(part.kind in ("gather", "unsure") for part in axes[1:]) or (last is not None and last.kind == "drop"):
        return ""
    turned = [isinstance(part.at, slice) and (part.at.step or 1) < 0 for part in axes]
    if data.shape is None and any(turned):
        return ""
    return data.colours[::-1] if last is not None and turned[-1] else data.colours


CELLS: Final = (Kind.TEXT, Kind.TOKENS)
"""What may have lists or words where a shape has no axis."""


def _outside(m: Machine, data: Data, parts: list[Picked]) -> bool:
    """Whether an index surely lies behind the end of an axis, or there is no such axis."""
    axis, shape = 0, data.shape
    if not shape or may_hold_arrays(data):
        return False
    for part in parts:
        dim = shape[axis] if axis < len(shape) else None
        if part.kind == "drop" and isinstance(part.at, int) and dim is not None and not -dim <= part.at < dim:
            return True
        axis += 0 if part.kind == "new" else _mask_rank(m, part)
    return axis > len(shape)


def picked_shape(m: Machine, shape: Shape | None, parts: list[Picked]) -> Shape | None:
    """The shape of what is picked."""
    if any(p.kind == "unsure" for p in parts):
        return None  # mostly a single row (`x[i]`) or an array of rows
    out: list[Dim] = []
    axis = 0
    gathered = False
    for part in parts:
        if part.kind == "gather" and part.chosen is not None:
            if not gathered:
                out.extend(part.chosen.data(m).shape or (None,))
            gathered = True
        elif part.kind == "mask":
            out.append(None)
        elif part.kind != "drop":
            out.append(part.size)
        axis += 0 if part.kind == "new" else _mask_rank(m, part)
    if shape is None:
        return None
    return (*out, *shape[axis:])


def picked_columns(data: Data, parts: list[Picked]) -> tuple[tuple[Stats, ...] | None, Stats, tuple[str, ...]]:
    """Column statistics, overall statistics and names of what is picked."""
    rank = len(data.shape) if data.shape is not None else None
    axes = [p for p in parts if p.kind != "new"]
    last = axes[rank - 1] if rank and len(axes) >= rank else None
    rows_cut = any(p.kind != "keep" for p in axes[: (rank or 1) - 1 or 1])
    if rows_cut and few(data, axes):
        data = only_bounds(data)
    stats, columns, names = data.stats, data.columns, data.names
    if rank == 1:
        return (None, stats, _names_at(data, axes)) if columns is None else _of_vector(data, axes)
    if last is None or last.kind == "keep":
        return columns, stats, names
    if last.at is None:
        return None, _part(stats), ()
    chosen_names = _chosen(names, last.at)
    if columns is None:
        return None, stats if data.kind is Kind.IMAGE or data.random else _part(stats), chosen_names
    chosen = _chosen(columns, last.at)
    overall = chosen[0] if len(chosen) == 1 else joined(chosen)
    return (chosen if isinstance(last.at, slice) else None), overall, chosen_names


def _names_at(data: Data, axes: list[Picked]) -> tuple[str, ...]:
    """The names that stay, where an array is the list of the names themselves."""
    if data.kind is not Kind.TEXT or not axes or axes[0].kind == "keep":
        return data.names
    return _chosen(data.names, axes[0].at) if axes[0].at is not None else ()


def _chosen(items: tuple[Any, ...], at: slice | int) -> tuple[Any, ...]:
    if isinstance(at, slice):
        return items[at]
    return (items[at],) if -len(items) <= at < len(items) else ()


def _of_vector(data: Data, axes: list[Picked]) -> tuple[tuple[Stats, ...] | None, Stats, tuple[str, ...]]:
    """Items of a row of statistics."""
    columns = data.columns or ()
    at = axes[0].at if axes else slice(None)
    if at is None:
        return None, _part(data.stats), ()
    chosen = _chosen(columns, at)
    if not chosen:
        return None, _part(data.stats), ()
    return (chosen if isinstance(at, slice) else None), joined(chosen), _chosen(data.names, at)


def _part(stats: Stats) -> Stats:
    """What holds for any part of the values."""
    return stats if stats.constant else Stats(stats.lo, stats.hi)


FEW: Final = 50
"""Statistics of fewer rows may well differ from those of all rows."""


def few(data: Data, axes: list[Picked]) -> bool:
    """Whether so few rows are picked that their statistics need not be those of all."""
    first = axes[0]
    if first.first is not None:
        return data.rows is not None and data.rows < FEW
    if first.kind == "drop":
        return data.kind is not Kind.IMAGE
    if first.size is None and first.kind in ("gather", "mask"):  # chosen by their values, perhaps
        return data.rows is not None and data.rows < 20 * FEW
    left = first.size if first.kind in ("slice", "gather") else data.rows
    return left is not None and left < FEW


def by_condition(data: Data) -> Data:
    """Rows that were chosen, by their values perhaps (`y[y < 5]`): of more than two classes some may be missing."""
    if data.classes is None or data.classes == 2 or data.kind in (Kind.ONE_HOT, Kind.MULTI_HOT):
        return data
    return replace(data, classes=None, categories=(), stats=_part(data.stats))


def only_bounds(data: Data) -> Data:
    """Without means and spreads, and without the claim that the ends are met."""
    columns = tuple(_part(c) for c in data.columns) if data.columns is not None else None
    return replace(data, stats=_part(data.stats), columns=columns)


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
    return pick(m, array, [Picked("slice", _slice_size(part, data.rows), part)], node)
