"""Arrays written out: nested lists and tuples of numbers or words, with exact facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.methods import alternatives
from zerolint.interp.plain import plain
from zerolint.interp.ranges import RangeValue
from zerolint.interp.values import (
    NONE,
    Choice,
    Const,
    Items,
    Node,
    OneOf,
    TupleValue,
    Unknown,
    Value,
    constants_of,
    different_constants,
)
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Sample, Scale, Source, Stats

from . import dtypes, sampling
from .arrays import Array, Facets, operation
from .counting import counted
from .facets import join_items
from .intervals import of_values
from .origins import of_unknown

MAX_COLUMNS: Final = 256


@operation("from_literal")
def from_literal(m: Machine, value: Value) -> Array | None:
    """A list or tuple of numbers (of lists of numbers …) as an array; None for anything else."""
    if isinstance(value, RangeValue):
        return Array(of_range(value.values, value.origin), value.origin)
    if not isinstance(value, (ListValue, TupleValue)):
        return None
    known = plain(m, value)
    if known is not None:
        data = of_plain(known, value.origin)
        return Array(data, value.origin) if data is not None else None
    if any(isinstance(item, Array) for item in _rows(m.iterate(value))):
        return None  # several arrays: what a list of them means is its reader's affair
    return stacked(m, value, value.origin)


def of_range(values: range, node: Node) -> Data:
    """`range(...)` and `np.arange(...)` of whole numbers."""
    count = len(values)
    stats = NO_STATS
    if count:
        ends = sorted((values[0], values[-1]))
        spread = abs(values.step) * (((count**2 - 1) / 12) ** 0.5)
        stats = Stats(float(ends[0]), float(ends[1]), (ends[0] + ends[1]) / 2, spread, tight=True)
    data = Data(
        shape=(count,),
        dtype="int64",
        stats=stats,
        scale=Scale.RAW,
        source=Source(Origin.LITERAL, "a range", node),
        whole=object(),
    )
    return sampling.spaced(data, float(values[0]), float(values[-1])) if count else data


MAX_WORDS: Final = 50
"""Longer vocabularies aren't kept as words."""


def of_plain(known: Any, node: Node) -> Data | None:
    """Facets of a Python list of numbers, words, or lists of them; None when it is ragged or holds other things."""
    shape = _shape(known)
    if shape is None:
        return None
    values = _flat(known, len(shape))
    dtype = _dtype(values)
    source = Source(Origin.LITERAL, "values in the source", node)
    if dtype is None:
        return None
    if dtype == "str":
        words = tuple(dict.fromkeys(values))
        kept = words if len(words) <= MAX_WORDS else ()
        return Data(shape, dtype, classes=len(words), source=source, scale=Scale.RAW, whole=object(), categories=kept)
    numbers = [float(v) for v in values]
    if any(n != n for n in numbers):
        return Data(shape, "float64", kind=Kind.CONTINUOUS, source=source, scale=Scale.RAW, whole=object())
    kind, classes = _kind(numbers, dtype, shape)
    data = Data(
        shape,
        dtype,
        of_values(numbers),
        _columns(numbers, shape),
        kind,
        classes,
        Scale.RAW,
        source,
        ordered=_ordered(numbers) if kind is Kind.CLASSES else None,
        whole=object(),
    )
    return sampling.literal(data, numbers)


def _shape(known: Any) -> tuple[int, ...] | None:
    if not isinstance(known, (list, tuple)):
        return ()
    if not known:
        return (0,)
    inner = _shape(known[0])
    if inner is None or any(_shape(item) != inner for item in known[1:]):
        return None
    return (len(known), *inner)


def _flat(known: Any, rank: int) -> list[Any]:
    if rank == 0:
        return [known]
    values: Sequence[Any] = known
    for _ in range(rank - 1):
        values = [item for row in values for item in row]
    return list(values)


def _dtype(values: list[Any]) -> str | None:
    kinds = {type(v) for v in values}
    if not kinds:
        return "float64"
    if kinds == {bool}:
        return "bool"
    if kinds <= {int, bool}:
        return "int64"
    if kinds <= {int, float, bool}:
        return "float64"
    return "str" if kinds == {str} else None


def _kind(numbers: list[float], dtype: str, shape: tuple[int, ...]) -> tuple[Kind, int | None]:
    """Labels only by evidence: 0 … k−1 that repeat in one column, or rows with a single one."""
    column = len(shape) == 1 or (len(shape) == 2 and shape[1] == 1)
    distinct = set(numbers)
    count = len(distinct)
    labels = distinct == set(range(count)) and (count == 2 or (dtype != "float64" and len(numbers) > count))
    if column and count >= 2 and labels:
        return Kind.CLASSES, count
    if len(shape) == 2 and shape[1] >= 2 and distinct == {0.0, 1.0}:
        width = shape[1]
        if all(sum(numbers[i : i + width]) == 1 for i in range(0, len(numbers), width)):
            return Kind.ONE_HOT, width
    known = count if column and dtype == "int64" else None  # for encoders; by itself no evidence of labels
    return (Kind.CONTINUOUS if dtype == "float64" and distinct - {0.0, 1.0} else Kind.UNKNOWN), known


def _columns(numbers: list[float], shape: tuple[int, ...]) -> tuple[Stats, ...] | None:
    if len(shape) != 2 or not 1 <= shape[1] <= MAX_COLUMNS:
        return None
    return tuple(of_values(numbers[i :: shape[1]]) for i in range(shape[1]))


def _ordered(numbers: list[float]) -> bool | None:
    """Whether the labels of several rows each stand in class order."""
    if len(numbers) < 8:
        return None
    changes = sum(a != b for a, b in pairwise(numbers))
    return True if changes == len(set(numbers)) - 1 else None


MAX_NESTING: Final = 8
MAX_FIELDS: Final = 64
"""Longer rows that are written out are read as one thing."""


def stacked(m: Machine, value: Value, node: Node, depth: int = 0) -> Array | None:
    """A sequence whose items are not all constants: arrays are stacked, other items leave the values unknown."""
    items = m.iterate(value)
    rows = _rows(items)
    if not rows or depth > MAX_NESTING:
        return None
    among = _constants(rows)
    if among and not all(type(row) is Const for row in rows):
        found = _among(among)
        count = m.length(value)
        return None if found is None else Array(found.but(shape=(count,) if found.shape == () else None), node)
    if depth and items.exact and 0 < len(items.items) <= MAX_FIELDS:
        return _record(m, items.items, node, depth)
    arrays = [_row(m, row, depth) for row in rows]
    if any(row is None for row in arrays):
        return None
    known = [row.data(m) for row in arrays if row is not None]
    joined = join_items(known)
    shape = (m.length(value), *joined.shape) if joined.shape is not None else None
    names = joined.names if len(joined.shape or ()) == 1 else ()
    made = Array(Data(), node)
    changed = joined.then("stack", node, shape=shape, names=names, whole=object(), ordered=None)
    if m.length(value) is None and not all(isinstance(row, Array) for row in rows):  # rounds may have been left out
        changed = replace(changed, stats=Stats(changed.stats.lo, changed.stats.hi), columns=None, sample=None)
    elif joined.sample is not None and (joined.shape == () or not joined.sample.flat):
        changed = sampling.with_sample(changed, replace(joined.sample, in_order=False))
    windows = _of_windows(items, wide=bool(joined.shape))
    if windows is not None:
        changed = sampling.with_sample(changed, windows)
    traces = [row.trace for row in arrays if row is not None]
    if None not in traces:
        made.trace = traces[0]
    made.fields["data"] = Facets(changed, node)
    return made


def _record(m: Machine, items: tuple[Value, ...], node: Node, depth: int) -> Array | None:
    """One row that is written out, such as `[x, y, x * y]`: where its items are single numbers, each is a column."""
    found = [_row(m, item, depth) for item in items]
    known = [one.data(m) for one in found if one is not None]
    if len(known) < len(items):
        return None
    joined = join_items(known)
    if joined.shape is None:
        return Array(joined.then("stack", node, names=(), whole=object(), ordered=None), node)
    data = joined.then("stack", node, shape=(len(items), *joined.shape), names=(), whole=object(), ordered=None)
    if joined.shape == ():
        number = all(dtypes.is_integer(one.dtype) or dtypes.is_float(one.dtype) for one in known)
        data = data.but(
            dtype=data.dtype or ("float64" if number else None),
            columns=tuple(one.stats for one in known),
            kind=Kind.UNKNOWN if joined.kind is Kind.CLASSES else joined.kind,
            classes=None,
            random=all(one.random for one in known),
            scale=Scale.RAW if all(one.scale is Scale.RAW for one in known) else data.scale,
            sample=sampling.side_by_side([one.sample for one in known]),
        )
    made = Array(data, node)
    traces = [one.trace for one in found if one is not None]
    made.trace = traces[0] if None not in traces else None
    return made


def _one_hot(m: Machine, row: Value) -> Array | None:
    """One of several rows like `[1, 0]` and `[0, 1]`."""
    arms = alternatives(row)
    if len(arms) < 2:
        return None
    known = [plain(m, one) for one in arms]
    if not all(isinstance(one, list) for one in known):
        return None
    data = of_plain(known, row.origin)
    if data is None or data.kind is not Kind.ONE_HOT:
        return None
    return Array(data.but(shape=(data.classes,), columns=None, sample=None, whole=object()), row.origin)


def _among(constants: tuple[Const, ...]) -> Data | None:
    """One of several constants: which of them occur, and how often, nobody knows."""
    known = [one.value for one in constants]
    data = of_plain(known * 2, constants[0].origin)
    if data is None or len(known) == 1:
        why = "one of several constants"
        return Data(source=data.source, whole=object(), why=why) if data is not None else None
    stats = Stats(data.stats.lo, data.stats.hi)
    return data.but(shape=(), stats=stats, columns=None, sample=None, whole=object(), ordered=None)


def _of_windows(items: Items, *, wide: bool) -> Sample | None:
    """The sample of all windows that a loop takes of a series, as the series has them."""
    window = items.rest.window if isinstance(items.rest, Array) and not items.items else None
    places = window.first.values if window is not None else None
    if window is None or not places or items.length != len(places) or places.step != 1:
        return None
    rows = sampling.rows(window.series.sample, slice(places.start, places.stop), window.series.rows)
    return None if rows is None else replace(rows, flat=not wide, every=wide)


def _constants(rows: list[Value]) -> tuple[Const, ...] | None:
    """All constants that the items of a list may be; None where some may be anything else."""
    parts = [constants_of(row) for row in rows]
    return None if None in parts else different_constants([one for part in parts for one in part or ()])


def _rows(items: Items) -> list[Value]:
    rows = list(items.items[:64])
    if items.rest is not None:
        rows.append(items.rest)
    different = {id(row): row for row in rows}  # one list may stand at many places
    return [row for row in different.values() if not (isinstance(row, Const) and row.value is None)]


def _row(m: Machine, row: Value, depth: int) -> Array | None:
    among = constants_of(row) if type(row) is Choice or type(row) is OneOf else None
    if among:
        data = _among(among)
        return Array(data, row.origin) if data is not None else None
    one_hot = _one_hot(m, row)
    if one_hot is not None:
        return one_hot
    if type(row) is Choice:
        arms = [_row(m, arm, depth) for _, arm in row.arms if arm != NONE]
        known = [arm.data(m) for arm in arms if arm is not None]
        return Array(join_items(known), row.origin) if known and len(known) == len(arms) else None
    if isinstance(row, Array):
        return row
    if isinstance(row, Unknown):
        return counted(m, row) or Array(of_unknown(m, row), row.origin)
    if isinstance(row, Const):
        if not isinstance(row.value, (int, float, str)):
            return None
        data = of_plain(row.value, row.origin)
        return Array(data, row.origin) if data is not None else None
    if isinstance(row, (ListValue, TupleValue)):
        known = plain(m, row)
        if known is None:
            return stacked(m, row, row.origin, depth + 1)
    return from_literal(m, row) if isinstance(row, RangeValue) else None


def lists_of_labels(m: Machine, value: Value, node: Node) -> Array:
    """A list of several labels for each row, as an array of lists; `categories` are the different labels."""
    rows = [m.plain(row) for row in m.iterate(value).items]
    known = all(isinstance(row, (list, tuple, set)) for row in rows) and m.iterate(value).exact
    words = {str(word) for row in rows for word in row} if known else set()
    source = Source(Origin.LITERAL, "values in the source", value.origin) if known else None
    data = Data((m.length(value),), "object", source=source, categories=tuple(sorted(words)), whole=object())
    return Array(data, node)
