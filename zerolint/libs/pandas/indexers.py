"""`df.loc`, `df.iloc` and their kin."""

from __future__ import annotations

from dataclasses import replace

from zerolint.interp.machine import Machine
from zerolint.interp.ranges import SliceValue
from zerolint.interp.values import Const, Node, TupleValue, Value

from ..arrays import Array, attribute
from ..frames import (
    carry,
    chosen_names,
    column,
    column_data,
    rows,
    select,
    set_column,
    thinned,
    unsized,
)
from ..indexing import first_axis, pick, subscript
from ..indices import index_parts
from ..picked import placed
from ..storing import store_item


class Indexer(Value):
    """`df.loc`, `df.iloc`, `df.at`, `df.iat`."""

    __slots__ = ("by_name", "frame")
    type_name = "an indexer"

    def __init__(self, frame: Array, by_name: bool, origin: Node) -> None:
        self.frame = frame
        self.by_name = by_name
        self.origin = origin

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        frame = self.frame
        if frame.container != "frame":
            if self.by_name and isinstance(index, Const) and isinstance(index.value, str):
                return column(m, frame, index, node)
            return subscript(m, frame, index, node)
        row, col = (*index.items, None)[:2] if isinstance(index, TupleValue) else (index, None)
        chosen = self._columns(m, frame, col, node) if col is not None else frame
        return self._rows(m, chosen, row, node) if isinstance(chosen, Array) and row is not None else chosen

    def _columns(self, m: Machine, frame: Array, col: Value, node: Node) -> Value:
        if isinstance(col, SliceValue) and col.full:
            return frame
        names = frame.data(m).names
        if isinstance(col, Const) and isinstance(col.value, str):
            return column(m, frame, col, node)
        listed = chosen_names(m, col)
        if listed is not None:
            return select(m, frame, listed, node)
        if names:
            found = self._positions(m, names, col)
            if isinstance(found, str):
                return column(m, frame, Const(found, node), node)
            if found is not None:
                return select(m, frame, found, node)
        parts = index_parts(
            m, TupleValue((SliceValue(None, None, None, node), col), node), frame.data(m).shape or (None, None)
        )
        data = frame.data(m)
        if data.shape is None:
            frame = frame.derive(m, lambda d: replace(d, shape=(None, None)), node, op="copy")
        return pick(m, frame, parts, node)

    def _positions(self, m: Machine, names: tuple[str, ...], col: Value) -> str | tuple[str, ...] | None:
        """The names at positions, or between two names."""
        if isinstance(col, SliceValue):
            if self.by_name:
                ends = [p.value if isinstance(p, Const) else None for p in (col.start, col.stop)]
                if all(e is None or e in names for e in ends):
                    first = names.index(ends[0]) if ends[0] is not None else 0
                    last = names.index(ends[1]) + 1 if ends[1] is not None else len(names)
                    return names[first:last]
                return None
            known = col.constant()
            return names[known] if known is not None else None
        positions = m.plain(col)
        if isinstance(positions, int) and not isinstance(positions, bool) and -len(names) <= positions < len(names):
            return names[positions]
        if isinstance(positions, (list, tuple)) and all(isinstance(p, int) and p < len(names) for p in positions):
            return tuple(names[p] for p in positions)
        return None

    def _rows(self, m: Machine, frame: Array, row: Value, node: Node) -> Value:
        if isinstance(row, SliceValue):
            if row.full:
                return frame
            known = None if self.by_name else row.constant()
            if known is not None:
                part = first_axis(m, frame, known, node)
                return carry(m, frame, part, thinned(frame.data(m), part.data(m).rows))
            return rows(m, frame, unsized(node, "slice", frame.data(m)), node, "index")
        parts = index_parts(m, row, frame.data(m).shape)
        made = pick(m, frame, parts, node, row)
        if parts and parts[0].kind == "drop" and frame.container == "frame":
            made.container = "series"
            return made
        thin = thinned(frame.data(m), made.data(m).rows)
        in_place = placed(parts, made.data(m))
        return carry(m, frame, made, lambda d: in_place(thin(d)).then("index", node))

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        frame = self.frame
        if frame.container == "frame" and isinstance(index, TupleValue) and len(index.items) == 2:
            row, col = index.items
            if isinstance(row, SliceValue) and row.full:
                set_column(m, frame, col, value, node)
                return
            if isinstance(col, Const) and isinstance(col.value, str):
                part = Array(column_data(m, frame, col.value), node, "series")
                store_item(m, part, row, value, node)
                set_column(m, frame, col, part, node)
                return
        store_item(m, frame, index, value, node)

    def truth(self, m: Machine) -> bool | None:
        return True


@attribute("loc", "at", "ix")
def loc(m: Machine, array: Array, node: Node) -> Value:
    """`df.loc`."""
    return Indexer(array, True, node)


@attribute("iloc", "iat")
def iloc(m: Machine, array: Array, node: Node) -> Value:
    """`df.iloc`."""
    return Indexer(array, False, node)
