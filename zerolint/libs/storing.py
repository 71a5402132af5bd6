"""Values stored into parts of an array: filling a blank, setting a column, one-hot rows, thresholds by mask."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import libcst as cst

from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, Unknown, Value
from zerolint.program.data import NO_STATS, NOT_KNOWN, Data, Kind, Origin, Scale, Stats, Step
from zerolint.source.walk import walk

from . import dtypes, statistics
from .arrays import Array, Facets, TraceStep, as_array
from .casting import cast_data
from .facets import APART, join_stats, partly_changed
from .indices import Picked, index_parts, is_row_of_tokens
from .intervals import exactly, joined


def store_item(m: Machine, array: Array, index: Value, value: Value, node: Node) -> None:
    """`array[index] = value` for everything but columns of frames."""
    data = array.data(m)
    parts = index_parts(m, index, data.shape)
    _note_reading(m, array, value, node)
    if type(value) is Const and isinstance(value.value, (int, float)):
        if parts and parts[0].kind == "mask":
            m.record("nan-replaced", data, node)
        outer = array.fields.get("@loops")
        depth = len(m.loops) - (outer.value if isinstance(outer, Const) else 0)
        changed = _with_number(depth, data, parts, value, node)
        if changed is not None and is_blank(data):
            changed = _placed_by(m, changed, parts)
        statistics.guard(m, array)
    else:
        changed = _with_codes(_with_values(m, data, parts, value, node), data, as_array(m, value), m)
        if changed is not None and array.container == "series" and not _is_single(m, value):
            changed = replace(changed, dtype=None, scale=Scale.OPAQUE)
    if changed is not None:
        array.put(m, replace(changed, sample=None, stats=replace(changed.stats, reached=None)))
        _keep_columns(m, array, data, parts, value, node)


def _placed_by(m: Machine, changed: Data, parts: list[Picked]) -> Data:
    """Numbers in a blank whose places other data say (one-hot rows, bags of words) are these in another form."""
    told = {part.kind: part.chosen.data(m) for part in parts if part.chosen is not None}
    source = told["gather"].source if "gather" in told else None
    made = changed if source is None or source.origin not in MEANT else replace(changed, source=source)
    return replace(made, random=True) if any(data.random for data in told.values()) else made


def _is_single(m: Machine, value: Value) -> bool:
    """Whether it is one number or word; a cell of a column may also be given an array."""
    stored = as_array(m, value)
    return isinstance(value, Const) or (stored is not None and stored.data(m).shape == ())


def _keep_columns(m: Machine, array: Array, before: Data, parts: list[Picked], value: Value, node: Node) -> None:
    """What is known of single columns after one of them was set; `put` forgot it."""
    at = parts[1].at if len(parts) == 2 and parts[0].kind == "keep" else None
    stored = as_array(m, value)
    if isinstance(at, int) and stored is not None and -len(before.names) <= at < len(before.names):
        name = before.names[at]
        data = stored.data(m)
        m.store.put(array.fields, f".{name}", Facets(replace(data, shape=(before.rows,), names=(name,)), node))


MEANT: Final = frozenset({Origin.DATASET, Origin.FILE, Origin.RANDOM})
"""Where numbers come from that mean something, unlike those that only count the rows."""
MAX_COLUMNS: Final = 100
"""Wider arrays are no tables whose columns are told apart."""


def is_blank(data: Data) -> bool:
    """Whether nothing but a blank (or parts already filled into it) is there."""
    uninitialised = data.source is not None and data.source.name in _EMPTY
    return data.stats.constant or (uninitialised and data.did("fill") is None)


_EMPTY: Final = frozenset({"np.empty", "np.empty_like", "np.ndarray"})


def _note_reading(m: Machine, array: Array, value: Value, node: Node) -> None:
    """Predictions whose values are replaced by constants are decided; those stored as integers are truncated."""
    if array.trace is not None and isinstance(value, Const):
        array.trace = array.trace._replace(steps=(*array.trace.steps, TraceStep("threshold", node, "assignment")))
    if isinstance(value, Array) and value.trace is not None and dtypes.is_integer(array.data(m).dtype):
        value.derive(m, lambda d: d, node, op="cast", by=array.data(m).dtype or "int")


def _with_number(depth: int, data: Data, parts: list[Picked], value: Const, node: Node) -> Data | None:
    number = float(value.value)
    if number != number:
        return data.then("fill", node, "nan")
    stored = exactly(number)
    if all(p.kind == "keep" for p in parts):
        return data.then("fill", node, stats=stored, columns=None, random=False)
    kind, classes = _kind_after(depth, data, parts, number)
    stats = join_stats([data.stats, stored]) if data.stats.bounded else NO_STATS
    if is_blank(data) and not data.stats.bounded:
        stats = stored
    if data.stats.constant:
        stats = replace(stats, tight=True)
    elif data.kind is not Kind.IMAGE and (_again(data) or (parts and parts[0].kind == "mask")):
        stats = replace(stats, tight=False)  # the values that are replaced may be those at an end
    ordered = data.ordered
    if kind is Kind.CLASSES and parts and parts[0].kind == "slice":
        ordered = True
    columns = _one_column(data, parts, stored)
    if kind is Kind.CLASSES and data.stats.constant and len(parts) == 1:
        stats = replace(stats, mean=_mean_after(data, parts[0], number))
    drawn_into = len(data.shape or ()) > 1 and all(p.kind in ("drop", "keep", "slice") for p in parts)
    random = data.random and not drawn_into  # noise with a figure in it
    return data.then(
        "fill", node, stats=stats, columns=columns, kind=kind, classes=classes, ordered=ordered, random=random
    )


def _mean_after(data: Data, part: Picked, number: float) -> float | None:
    """The mean of equal values once a slice of them took another one."""
    before, rows, changed = data.stats.lo, data.rows, part.size
    if part.kind != "slice" or before is None or not rows or changed is None:
        return None
    return (before * (rows - changed) + number * changed) / rows


def _kind_after(depth: int, data: Data, parts: list[Picked], number: float) -> tuple[Kind, int | None]:
    """Ones put into zeros make one-hot rows or labels; `depth` loops stand between making and filling."""
    blank = is_blank(data) and data.stats.lo in (None, 0.0)
    rank = len(data.shape) if data.shape is not None else 0
    if blank and number == 1.0 and rank >= 2 and len(parts) == rank and parts[-1].kind in ("drop", "unsure", "gather"):
        width = data.shape[-1] if data.shape is not None else None
        if parts[-1].kind == "gather" and parts[0].kind in ("drop", "unsure"):
            one_row = parts[0].kind == "drop" or depth > 0
            return (Kind.MULTI_HOT if one_row and _several(parts[-1]) else Kind.UNKNOWN), width
        if parts[-1].kind == "gather" or depth < rank:
            return Kind.ONE_HOT, width
        return Kind.UNKNOWN, None
    if data.kind in (Kind.ONE_HOT, Kind.MULTI_HOT) and number == 1.0:
        return data.kind, data.classes
    column = rank == 1 or (rank == 2 and data.shape is not None and data.shape[1] == 1)
    if column and number.is_integer() and data.stats.bounded:
        ends = join_stats([data.stats, exactly(number)])
        if data.stats.constant and (ends.lo, ends.hi) == (0.0, 1.0):
            return Kind.CLASSES, 2
        if data.kind is Kind.CLASSES and ends.lo == 0.0 and ends.hi is not None:
            return Kind.CLASSES, int(ends.hi) + 1
    kept = data.kind in (Kind.IMAGE, Kind.CLASSES) or (data.kind is Kind.CONTINUOUS and not _again(data))
    return (data.kind if kept else Kind.UNKNOWN), data.classes


def _again(data: Data) -> bool:
    """Whether numbers were stored before: one may cut off what is too low, two may replace all that was there."""
    return not is_blank(data) and data.did("fill") is not None


def _several(part: Picked) -> bool:
    """Whether an array that is an index is a row of them: `y[i, [2, 5]]`, not `y[i, j, labels[i, j]]`."""
    if part.chosen is None:
        return False
    facets = part.chosen.fields["data"]
    data = facets.data if isinstance(facets, Facets) else NOT_KNOWN
    if is_row_of_tokens(data):
        return True
    return isinstance(part.chosen.origin, (cst.List, cst.ListComp)) or (data.shape is not None and len(data.shape) == 1)


def _one_column(data: Data, parts: list[Picked], stored: Stats) -> tuple[Stats, ...] | None:
    """Column statistics after `x[:, 3] = …`; what holds for all values holds for those of each column."""
    if len(parts) != 2 or not isinstance(parts[1].at, int):
        return None
    width = data.shape[1] if data.shape is not None and len(data.shape) == 2 else None
    if data.columns is not None:
        columns = list(data.columns)
    elif width is not None and width <= MAX_COLUMNS and data.stats.bounded and not is_blank(data):
        columns = [Stats(data.stats.lo, data.stats.hi)] * width
    else:
        return None
    at = parts[1].at
    if not -len(columns) <= at < len(columns):
        return None
    columns[at] = stored if parts[0].kind == "keep" else join_stats([columns[at], stored])
    return tuple(columns)


def _with_codes(changed: Data | None, before: Data, stored: Array | None, m: Machine) -> Data | None:
    """`x[:, 1] = encoder.fit_transform(x[:, 1])`: codes stand among the columns from now on."""
    if changed is None or stored is None or not stored.data(m).codes:
        return changed
    return replace(changed, codes=(*before.codes, *stored.data(m).codes))


def _with_values(m: Machine, data: Data, parts: list[Picked], value: Value, node: Node) -> Data | None:
    stored = as_array(m, value)
    if stored is None:
        reason = value.reason if isinstance(value, Unknown) else ""
        return data.then("fill", node, reason, stats=NO_STATS, columns=None, scale=Scale.OPAQUE, kind=_blurred(data))
    new = stored.data(m)
    m.record("stored", {"into": data, "value": new, "dtype": data.dtype, "type": _given_type(data)}, node)
    columns = _one_column(data, parts, new.stats)
    if columns is not None:
        step = new.trail[-1] if new.trail else Step("fill", node)
        changed = replace(data, columns=columns, stats=joined(columns), trail=(*data.trail, step))
        return replace(changed, scale=Scale.RAW if data.scale is Scale.RAW else Scale.OPAQUE)
    if all(p.kind == "keep" for p in parts):
        return replace(new, shape=data.shape or new.shape, dtype=data.dtype or new.dtype)
    if is_blank(data) or data.source is None:  # a blank that is filled piece by piece
        shape, dtype = data.shape, data.dtype or new.dtype
        if dtype == "bool" != new.dtype:
            new = cast_data(new, dtype, None)  # whatever isn't 0 becomes True
        before = [data.stats] if data.stats.bounded or not is_blank(data) else []  # of `np.empty` nothing is to be kept
        stats = join_stats([*before, new.stats]) if new.stats.bounded else new.stats
        stats = replace(stats, tight=new.stats.tight)
        which = APART if new.whole is not data.whole and _only_filled(m, node) else None
        made = new.then("fill", node, dtype or "", which=which)
        return replace(made, shape=shape, dtype=dtype, stats=stats, columns=None, whole=data.whole)
    return partly_changed(data, new)


def _only_filled(m: Machine, node: Node) -> bool:
    """Whether nothing in the loops around reads the array: what a round puts in then depends on no other round."""
    name = getattr(getattr(node, "value", None), "value", None)
    return bool(m.loops) and isinstance(name, str) and all(_never_read(m, loop.node, name) for loop in m.loops)


def _never_read(m: Machine, loop: Node, name: str) -> bool:
    known: dict[tuple[int, str], bool] = m.state.setdefault("never read", {})
    if (id(loop), name) not in known:
        parts = list(walk(loop))
        filled = {id(part.target) for part, _ in parts if isinstance(part, cst.AssignTarget)}
        named = (above for part, above in parts if isinstance(part, cst.Name) and part.value == name)
        known[id(loop), name] = all(id(above) in filled for above in named)
    return known[id(loop), name]


def _given_type(data: Data) -> Node:
    """The `dtype=` of the call that made the array, where it has one."""
    arguments = getattr(data.source.site if data.source is not None else None, "args", ())
    return next((a.value for a in arguments if getattr(a.keyword, "value", "") == "dtype"), None)


def _blurred(data: Data) -> Kind:
    return data.kind if data.kind is Kind.IMAGE else Kind.UNKNOWN
