"""Facets of what an index picks: shape, statistics, names, codes, the order of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple

from zerolint.interp.machine import Machine
from zerolint.program.data import NOT_KNOWN, Codes, Data, Dim, Kind, Origin, Sample, Shape, Stats, Step

from . import dtypes, sampling
from .arrays import Order
from .facets import codes_among, may_hold_arrays
from .indices import (
    Picked,
    axes_of,
)
from .intervals import joined


class Told(NamedTuple):
    """How the trail tells of an index: as a step `op`; `part_of` is the shuffle of which it takes a part."""

    op: str
    site: Any
    words: str
    which: Any = None
    shuffles: bool = False
    part_of: Step | None = None

    def of(self, data: Data, **changes: object) -> Data:
        """These data after it, with the facets that it changed."""
        return data.then(self.op, self.site, self.words, which=self.which, **changes)


def picked_data(m: Machine, data: Data, parts: list[Picked], told: Told, order: Data) -> Data:
    """The facets of what is picked; `order` are those of the index array."""
    shape = None if of_cell(data, parts) else picked_shape(m, data.shape, parts)
    dtype = data.dtype
    if shape == () and data.kind is Kind.TOKENS and dtype == "object":  # lists of their own lengths, one for each row
        shape, dtype = (None,), "int64"
    columns, stats, names = picked_columns(data, parts)
    if columns is not None and (shape is None or len(columns) != last_size(shape)):
        columns = None
    kind, classes = data.kind, data.classes
    if kind is Kind.ONE_HOT and len(parts) > 1:
        kind, classes = (Kind.CLASSES, 2) if parts[-1].kind == "drop" else (kind, last_size(shape))
    whole = data
    if told.part_of is not None:
        whole = data.then(told.part_of.op, told.part_of.site, told.part_of.by)
    made = told.of(
        whole,
        shape=shape,
        dtype=dtype,
        columns=columns,
        stats=stats,
        names=names,
        kind=kind,
        classes=classes,
        codes=codes_of(data, parts, names),
        colours=colours_of(data, parts),
        per_sample=data.per_sample and not (parts and parts[0].kind == "drop"),
        ordered=False if told.shuffles else _ordered(data, parts, order),
    )
    made = sampling.with_sample(made, sample_of(data, parts))
    if looked_up(m, data, parts):
        made = replace(made, classes=data.rows)
    elif by_value(m, data, parts) and not told.shuffles:
        made = by_condition(made)
    if _anywhere(parts) or (data.sample is None and _most(parts, data.rows)):
        # one of many places, which a loop goes through, or most of them
        made = replace(made, stats=replace(made.stats, reached=data.stats.reached))
    return made


def _ordered(data: Data, parts: list[Picked], order: Data) -> bool | None:
    """Whether the values stand in their order, where rows were picked."""
    if parts and parts[0].kind in ("drop", "gather", "unsure"):
        return (len(parts) == 1 and sorts(order, data)) or None
    return data.ordered


def placed(parts: list[Picked], made: Data) -> Callable[[Data], Data]:
    """What the rows that were picked leave of the order of a column that is known apart."""
    if parts and parts[0].kind in ("drop", "gather", "unsure"):
        return lambda data: replace(data, ordered=False if made.ordered is False else None)
    return lambda data: data


def sorts(index: Data, data: Data) -> bool:
    """Whether an index puts these very values in their order: `y[np.argsort(y)]`."""
    plain = bool(index.trail) and index.trail[-1].op == "argsort"
    return plain and isinstance(index.whole, Order) and index.whole.of is data


def looked_up(m: Machine, data: Data, parts: list[Picked]) -> bool:
    """Whether it is the names of classes by their numbers, each of which occurs: `names[y]`."""
    chosen = parts[0].chosen if len(parts) == 1 and parts[0].kind == "gather" else None
    if chosen is None or data.rows is None or data.classes != data.rows or not dtypes.is_text(data.dtype):
        return False
    index = chosen.data(m)
    return index.kind is Kind.CLASSES and index.classes == data.rows


def by_value(m: Machine, data: Data, parts: list[Picked]) -> bool:
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


def sample_of(data: Data, parts: list[Picked]) -> Sample | None:
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


def codes_of(data: Data, parts: list[Picked], names: tuple[str, ...]) -> tuple[Codes, ...]:
    """The coded columns that are surely among those that an index picks."""
    if len(parts) < 2 or all(part.kind in ("keep", "new") for part in parts[1:]):
        return data.codes
    return codes_among(data.codes, names)


def of_cell(data: Data, parts: list[Picked]) -> bool:
    """Whether one cell is picked of a column whose cells may be arrays."""
    return len(parts) == 1 and parts[0].kind == "drop" and may_hold_arrays(data)


def last_size(shape: Shape | None) -> int | None:
    return shape[-1] if shape else None


def colours_of(data: Data, parts: list[Picked]) -> str:
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


def outside(m: Machine, data: Data, parts: list[Picked]) -> bool:
    """Whether an index surely lies behind the end of an axis, or there is no such axis."""
    axis, shape = 0, data.shape
    if not shape or may_hold_arrays(data):
        return False
    for part in parts:
        dim = shape[axis] if axis < len(shape) else None
        if part.kind == "drop" and isinstance(part.at, int) and dim is not None and not -dim <= part.at < dim:
            return True
        axis += 0 if part.kind == "new" else axes_of(m, part)
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
        axis += 0 if part.kind == "new" else axes_of(m, part)
    if shape is None:
        return None
    return (*out, *shape[axis:])


def picked_columns(data: Data, parts: list[Picked]) -> tuple[tuple[Stats, ...] | None, Stats, tuple[str, ...]]:
    """Column statistics, overall statistics and names of what is picked."""
    rank = len(data.shape) if data.shape is not None else None
    axes = [p for p in parts if p.kind != "new"]
    last = axes[rank - 1] if rank and len(axes) >= rank else None
    rows_cut = any(p.kind != "keep" for p in axes[: (rank or 1) - 1 or 1])
    if rows_cut and (few(data, axes) or in_class_order(data)):
        data = only_bounds(data)
    stats, columns, names = data.stats, data.columns, data.names
    if rank == 1:
        return (None, stats, names_at(data, axes)) if columns is None else _of_vector(data, axes)
    if last is None or last.kind == "keep":
        return columns, stats, names
    if last.at is None:
        return None, _part(stats), ()
    chosen_names = items_at(names, last.at)
    if columns is None:
        return None, stats if data.kind is Kind.IMAGE or data.random else _part(stats), chosen_names
    chosen = items_at(columns, last.at)
    overall = chosen[0] if len(chosen) == 1 else joined(chosen)
    return (chosen if isinstance(last.at, slice) else None), overall, chosen_names


def names_at(data: Data, axes: list[Picked]) -> tuple[str, ...]:
    """The names that stay, where an array is the list of the names themselves."""
    if data.kind is not Kind.TEXT or not axes or axes[0].kind == "keep":
        return data.names
    return items_at(data.names, axes[0].at) if axes[0].at is not None else ()


def items_at(items: tuple[Any, ...], at: slice | int) -> tuple[Any, ...]:
    if isinstance(at, slice):
        return items[at]
    return (items[at],) if -len(items) <= at < len(items) else ()


def _of_vector(data: Data, axes: list[Picked]) -> tuple[tuple[Stats, ...] | None, Stats, tuple[str, ...]]:
    """Items of a row of statistics."""
    columns = data.columns or ()
    at = axes[0].at if axes else slice(None)
    if at is None:
        return None, _part(data.stats), ()
    chosen = items_at(columns, at)
    if not chosen:
        return None, _part(data.stats), ()
    return (chosen if isinstance(at, slice) else None), joined(chosen), items_at(data.names, at)


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


def in_class_order(data: Data) -> bool:
    """Whether they are labels in order, so that a part of them may well be of one class."""
    return data.kind is Kind.CLASSES and data.ordered is True


def only_bounds(data: Data) -> Data:
    """Without means and spreads, and without the claim that the ends are met."""
    columns = tuple(_part(c) for c in data.columns) if data.columns is not None else None
    return replace(data, stats=_part(data.stats), columns=columns)
