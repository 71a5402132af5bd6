"""How an index is read: what it does to each axis of an array."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zerolint.interp.callables import LibRef
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.ranges import RangeValue, SliceValue
from zerolint.interp.values import Const, Index, TupleValue, Unknown, Value
from zerolint.program.data import Data, Dim, Kind, Shape

from .arrays import Array, as_array


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


def index_parts(m: Machine, index: Value, shape: Shape | None) -> list[Picked]:
    """The index as one `Picked` per axis, `...` filled in."""
    parts = list(index.items) if isinstance(index, TupleValue) else [index]
    dots = next((i for i, part in enumerate(parts) if type(part) is Const and part.value is ...), None)
    if dots is not None:
        before = _picked(m, parts[:dots], shape)
        after = parts[dots + 1 :]
        used = sum(p.kind != "new" for p in before) + sum(not is_new(p) for p in after)
        missing = len(shape) - used if shape is not None else 0
        middle = [Picked("keep", None, slice(None))] * max(0, missing)
        tail = shape[len(shape) - sum(not is_new(p) for p in after) :] if shape is not None and after else None
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


def is_new(part: Value) -> bool:
    return (type(part) is Const and part.value is None) or (isinstance(part, LibRef) and part.path.endswith("newaxis"))


def _picked(m: Machine, parts: list[Value], shape: Shape | None) -> list[Picked]:
    out: list[Picked] = []
    axis = 0
    for part in parts:
        if is_new(part):
            out.append(Picked("new", 1))
            continue
        dim = shape[axis] if shape is not None and axis < len(shape) else None
        picked = _one(m, part, dim)
        out.append(picked)
        rank = axes_of(m, picked)
        axis += rank
    return out


def axes_of(m: Machine, picked: Picked) -> int:
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
        return Picked("slice", slice_size(known, dim), known)
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
    if data.shape == () and not is_row_of_tokens(data):
        return Picked("drop")
    return Picked("gather", data.rows, None, chosen)


def is_row_of_tokens(data: Data) -> bool:
    """Whether it is a list of numbers of words, whose length isn't known: a cell of an array of lists."""
    return data.shape == () and data.kind is Kind.TOKENS and data.dtype == "object"


def _are_numbers(m: Machine, several: Value) -> bool:
    """Whether a list holds single numbers that were computed, as places of rows."""
    found = m.iterate(several).different
    return bool(found) and all(isinstance(one, Array) and one.data(m).shape == () for one in found)


def _moving_size(part: SliceValue) -> Dim:
    """Rows of `a[i - 60:i]` and `a[i:i + 60]`: a window that a loop moves along."""
    size = part.stop.minus(part.start) if isinstance(part.stop, Index) and part.step is None else None
    return size if size is not None and size > 0 else None


def slice_size(known: slice, dim: Dim) -> Dim:
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


def ends_in_column(parts: list[Picked]) -> bool:
    return len(parts) == 2 and parts[1].kind == "drop"


def words_of(parts: list[Picked]) -> str:
    """The index in short: `:800`, `:, 3`, `mask`."""
    return ", ".join(_word(p) for p in parts)


def _word(part: Picked) -> str:
    if isinstance(part.at, slice):
        ends = [("" if v is None else str(v)) for v in (part.at.start, part.at.stop)]
        return ":".join([*ends, str(part.at.step)] if part.at.step is not None else ends)
    return str(part.at) if part.at is not None else part.kind
