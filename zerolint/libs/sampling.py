"""Arrays by a sample of their rows: what arithmetic on drawn or spaced numbers really reaches.

Intervals only bound a result, and forget how its operands depend on each other. Of numbers that the program itself
draws or spaces, some rows can be computed instead: `y = 4 * np.sin(x) + x ** 2` of a sample of `x` says which values
`y` surely reaches. A sample stands for rows of any number; nothing rests on a single value of it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from zerolint.interp.machine import Machine
from zerolint.program.data import Data, Kind, Sample, Stats

from . import dtypes

Draw = Callable[[random.Random], float]
ROWS: Final = 48
MAX_COLUMNS: Final = 12
"""Wider arrays aren't sampled: each column costs as much as one array."""
TRIMMED: Final = 3
"""Values at either end of a sample that don't count, so that few rows reach what is said to be reached."""
MAX_FRACTIONS: Final = 10
"""Ratings in halves up to ten have as many."""
MIN_ROWS: Final = 20
"""Arrays of fewer rows may well not reach what a sample reaches."""


def with_sample(data: Data, sample: Sample | None) -> Data:
    """The data with a sample of their rows, and what that sample says of the values."""
    if sample is not None and data.rows == len(sample.columns[0]) < MIN_ROWS:
        return data.but(sample=sample)  # these are all the rows
    if sample is None or (data.rows is not None and data.rows < MIN_ROWS):
        unsaid = data.sample is None and data.stats.reached is None
        return data if unsaid else data.but(sample=None, stats=replace(data.stats, reached=None))
    values = sorted(value for column in sample.columns for value in column)
    trimmed = TRIMMED * len(sample.columns)
    if len(values) <= 2 * trimmed:
        return replace(data, sample=sample)
    reached = (values[trimmed], values[-1 - trimmed])
    continuous = data.kind is Kind.UNKNOWN and dtypes.is_float(data.dtype) and _fractions(values)
    kind = Kind.CONTINUOUS if continuous else data.kind
    return data.but(sample=sample, stats=replace(data.stats, reached=reached), kind=kind)


def _fractions(values: Sequence[float]) -> bool:
    """Whether so many of them are different fractions, as no codes of classes are."""
    return len({value for value in values if not value.is_integer()}) > MAX_FRACTIONS


def drawn(m: Machine, data: Data, draw: Draw) -> Data:
    """Independent draws: another sample each time, the same in each run of the analysis."""
    width = _width(data)
    if width is None:
        return data
    number = m.state["draws"] = m.state.get("draws", 0) + 1
    source = random.Random(number)  # no secret
    columns = tuple(tuple(draw(source) for _ in range(ROWS)) for _ in range(width))
    return replace(data, sample=Sample(columns, flat=_flat(data)))


def spaced(data: Data, first: float, last: float) -> Data:
    """Evenly spaced numbers, in order: some of those that there are."""
    if not (data.shape is None or len(data.shape) == 1):
        return data
    total = data.rows or ROWS
    step = (last - first) / max(1, total - 1)
    values = tuple(first + step * _position(i, ROWS, total) for i in range(ROWS))
    return replace(data, sample=Sample((values,), flat=True, in_order=True))


def _position(index: int, count: int, total: int) -> int:
    """Which of all rows the row of a sample is."""
    return round(index * (total - 1) / (count - 1))


def _flat(data: Data) -> bool:
    return data.shape is None or len(data.shape) <= 1


def _width(data: Data) -> int | None:
    """Columns to be sampled; None if there are too many, or not rows and columns."""
    shape = data.shape
    if shape is None or len(shape) > 2:
        return None
    width = 1 if len(shape) < 2 else shape[1]
    return width if width is not None and 0 < width <= MAX_COLUMNS else None


# -- operations: None where the result can't be sampled ---------------------------------------------------------------


def mapped(sample: Sample | None, function: Callable[[float], float]) -> Sample | None:
    """A function of each value."""
    if sample is None:
        return None
    try:
        columns = tuple(tuple(map(function, column)) for column in sample.columns)
    except (ArithmeticError, ValueError, TypeError):
        return None
    return replace(sample, columns=columns) if _finite(columns) else None


_OPERATORS: Final[dict[str, Callable[[float, float], float]]] = {
    "%": lambda a, b: a % b,
    "*": lambda a, b: a * b,
    "**": math.pow,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "&": lambda a, b: float(int(a) & int(b)),
    "^": lambda a, b: float(int(a) ^ int(b)),
    "|": lambda a, b: float(int(a) | int(b)),
    "!=": lambda a, b: float(a != b),
    "<": lambda a, b: float(a < b),
    "<=": lambda a, b: float(a <= b),
    "==": lambda a, b: float(a == b),
    ">": lambda a, b: float(a > b),
    ">=": lambda a, b: float(a >= b),
}


def binary(op: str, first: Sample | None, second: Sample | float | None, *, swapped: bool = False) -> Sample | None:
    """`first op second`, row by row; `second` may be one number."""
    if op == "@":
        return _times_vector(first, second) if isinstance(second, Sample) and not swapped else None
    function = _OPERATORS.get(op)
    if function is None or first is None or second is None:
        return None
    if isinstance(second, (int, float)):
        number = float(second)
        return mapped(first, (lambda v: function(number, v)) if swapped else (lambda v: function(v, number)))
    if first.every or second.every:
        return None
    left, right = (second, first) if swapped else (first, second)
    width = max(len(left.columns), len(right.columns))
    sides = [one.columns * width if len(one.columns) == 1 else one.columns for one in (left, right)]
    if left.flat is not right.flat or {len(side) for side in sides} != {width}:
        return None  # a row for each column, or an outer product
    if {len(column) for side in sides for column in side} != {len(left.columns[0])}:
        return None
    try:
        columns = tuple(
            tuple(function(a, b) for a, b in zip(mine, other, strict=True)) for mine, other in zip(*sides, strict=True)
        )
    except (ArithmeticError, ValueError, TypeError):
        return None
    return Sample(columns, left.flat, left.in_order or right.in_order) if _finite(columns) else None


def literal(data: Data, values: Sequence[float]) -> Data:
    """A short vector or table that is written out: all of its rows."""
    width = _width(data)
    if width is None or not values or len(values) > ROWS * width:
        return data
    columns = tuple(tuple(values[i::width]) for i in range(width))
    return replace(data, sample=Sample(columns, _flat(data), in_order=True))


def _times_vector(first: Sample | None, vector: Sample) -> Sample | None:
    """`x @ w` with a `w` that is written out, one weight for each column; `w` may be a vector or one column."""
    if (
        first is None
        or first.flat
        or first.every
        or len(vector.columns) != 1
        or len(vector.columns[0]) != len(first.columns)
    ):
        return None
    weights = vector.columns[0]
    values = tuple(
        math.fsum(map(math.prod, zip(row, weights, strict=True))) for row in zip(*first.columns, strict=True)
    )
    return Sample((values,), flat=vector.flat, in_order=first.in_order) if _finite((values,)) else None


def _finite(columns: Sequence[Sequence[float]]) -> bool:
    return all(math.isfinite(value) for column in columns for value in column)


_REDUCED: Final[dict[str, Callable[[Sequence[float]], float]]] = {
    "max": max,
    "mean": lambda row: math.fsum(row) / len(row),
    "min": min,
    "prod": math.prod,
    "sum": math.fsum,
}


def along_columns(sample: Sample | None, name: str, *, keep: bool) -> Sample | None:
    """`x.sum(axis=1)` and its kin."""
    function = _REDUCED.get(name)
    if sample is None or sample.flat or sample.every or function is None:
        return None
    values = tuple(function(row) for row in zip(*sample.columns, strict=True))
    return Sample((values,), flat=not keep, in_order=sample.in_order)


def column(sample: Sample | None, at: int | slice | None, *, keep: bool) -> Sample | None:
    """`x[:, 3]`, `x[:, :2]`."""
    if sample is None or sample.flat or at is None:
        return None
    if sample.every:
        return sample if keep or isinstance(at, slice) else replace(sample, flat=True, every=False)
    if isinstance(at, slice):
        chosen = sample.columns[at]
        return replace(sample, columns=chosen) if chosen else None
    if not -len(sample.columns) <= at < len(sample.columns):
        return None
    return replace(sample, columns=(sample.columns[at],), flat=not keep)


def rows(sample: Sample | None, at: slice, total: int | None) -> Sample | None:
    """Some of the rows: of draws any are as good, of ordered ones those that lie there."""
    if sample is None or not sample.in_order:
        return sample
    if total is None or total <= 0:
        return None
    count = len(sample.columns[0])
    chosen = range(total)[at]
    kept = [i for i in range(count) if _position(i, count, total) in chosen]
    if len(kept) <= 4 * TRIMMED:
        return None
    return replace(sample, columns=tuple(tuple(column[i] for i in kept) for column in sample.columns))


def reshaped(sample: Sample | None, shape: tuple[int | None, ...] | None) -> Sample | None:
    """Between a vector and one column."""
    if sample is None or shape is None or len(sample.columns) != 1:
        return None
    if sample.every:
        return sample if len(shape) > 1 else None
    if len(shape) == 1:
        return replace(sample, flat=True)
    return replace(sample, flat=False) if len(shape) == 2 and shape[1] == 1 else None


def side_by_side(samples: Sequence[Sample | None]) -> Sample | None:
    """The columns of all."""
    known = [sample for sample in samples if sample is not None]
    columns = tuple(column for sample in known for column in sample.columns)
    if any(sample.every for sample in known):
        return None
    if len(known) < len(samples) or len({len(column) for column in columns}) != 1 or len(columns) > MAX_COLUMNS:
        return None
    return Sample(columns, flat=False, in_order=any(sample.in_order for sample in known))


def number_of(stats: Stats) -> float | None:
    """The one value that there is."""
    return stats.lo if stats.constant else None
