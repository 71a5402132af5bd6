"""Arithmetic on statistics: bounds stay sound, means and spreads assume independent operands."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from zerolint.program.data import NO_STATS, Stats

Columns = tuple[Stats, ...] | None


def exactly(value: float) -> Stats:
    """One single value."""
    return Stats(value, value, value, 0.0, tight=True)


def plus(a: Stats, b: Stats) -> Stats:
    """`a + b`."""
    return _finite(
        Stats(_add(a.lo, b.lo), _add(a.hi, b.hi), _add(a.mean, b.mean), _hypot(a.std, b.std), _ends_met(a, b))
    )


def negate(a: Stats) -> Stats:
    """`-a`."""
    flipped = Stats(_neg(a.hi), _neg(a.lo), _neg(a.mean), a.std, a.tight)
    return flipped if a is not NO_STATS else a


def minus(a: Stats, b: Stats) -> Stats:
    """`a - b`."""
    return plus(a, negate(b))


def times(a: Stats, b: Stats) -> Stats:
    """`a * b`."""
    if b.constant and b.lo is not None:
        return scaled(a, b.lo)
    if a.constant and a.lo is not None:
        return scaled(b, a.lo)
    mean = None if a.mean is None or b.mean is None else a.mean * b.mean
    std = None
    if mean is not None and a.std is not None and b.std is not None and a.mean is not None and b.mean is not None:
        std = math.sqrt((a.std * b.std) ** 2 + (a.std * b.mean) ** 2 + (b.std * a.mean) ** 2)
    return _finite(Stats(*_corners(a, b, lambda x, y: x * y), mean, std))


def over(a: Stats, b: Stats) -> Stats:
    """`a / b`."""
    if b.constant and b.lo is not None:
        return scaled(a, 1.0 / b.lo) if b.lo != 0 else NO_STATS
    if a.lo is not None and a.hi is not None and a.lo >= 0 and b.lo is not None and b.lo > 0 and b.hi is None:
        return Stats(0.0, a.hi / b.lo)
    if b.lo is None or b.hi is None or b.lo <= 0.0 <= b.hi:
        return NO_STATS
    return _finite(Stats(*_corners(a, b, lambda x, y: x / y)))


def scaled(a: Stats, factor: float) -> Stats:
    """`a * factor`."""
    if a is NO_STATS or factor != factor:
        return NO_STATS
    ends = [None if v is None else v * factor for v in (a.lo, a.hi)]
    lo, hi = (ends[1], ends[0]) if factor < 0 else (ends[0], ends[1])
    return _finite(
        Stats(
            lo,
            hi,
            None if a.mean is None else a.mean * factor,
            None if a.std is None else a.std * abs(factor),
            a.tight,
        )
    )


def power(a: Stats, exponent: float) -> Stats:
    """`a ** exponent`."""
    if exponent == 1:
        return a
    if exponent == 2 or (exponent > 0 and exponent % 2 == 0):
        magnitude = absolute(a)
        squared = monotone(magnitude, lambda v: v**exponent)
        mean = a.mean**2 + a.std**2 if exponent == 2 and a.mean is not None and a.std is not None else None
        return replace(squared, mean=mean, std=None)
    if exponent > 0 and (exponent % 2 == 1 or (a.lo is not None and a.lo >= 0)):
        return monotone(a, lambda v: v**exponent)
    if exponent < 0 and a.lo is not None and a.lo > 0:
        return flipped(a, lambda v: v**exponent)
    return NO_STATS


def absolute(a: Stats) -> Stats:
    """`abs(a)`."""
    if a.lo is not None and a.lo >= 0:
        return a
    if a.hi is not None and a.hi <= 0:
        return negate(a)
    ends = None if a.lo is None or a.hi is None else max(-a.lo, a.hi)
    return Stats(0.0, ends)


def monotone(a: Stats, function: Callable[[float], float]) -> Stats:
    """A growing function of the values."""
    return _finite(Stats(_try(function, a.lo), _try(function, a.hi), tight=a.tight))


def flipped(a: Stats, function: Callable[[float], float]) -> Stats:
    """A falling function of the values."""
    return _finite(Stats(_try(function, a.hi), _try(function, a.lo), tight=a.tight))


def clipped(a: Stats, lo: float | None, hi: float | None) -> Stats:
    """The values limited to [lo, hi]."""
    low = lo if a.lo is None else (a.lo if lo is None else min(max(a.lo, lo), hi if hi is not None else math.inf))
    high = hi if a.hi is None else (a.hi if hi is None else max(min(a.hi, hi), lo if lo is not None else -math.inf))
    return Stats(low, high, tight=a.tight)


def total(a: Stats, count: int | None) -> Stats:
    """The sum of `count` of the values."""
    if count is None:
        lo = 0.0 if a.lo is not None and a.lo >= 0 else None
        return Stats(lo, None)
    spread = None if a.std is None else a.std * math.sqrt(count)
    known = scaled(replace(a, std=None), float(count)) if count else exactly(0.0)
    return replace(known, std=spread, tight=a.tight and a.constant)


def average(a: Stats, count: int | None) -> Stats:
    """The mean of `count` of the values."""
    spread = None if a.std is None or not count else a.std / math.sqrt(count)
    return Stats(a.lo, a.hi, a.mean, spread, tight=a.constant)


def of_values(values: list[float]) -> Stats:
    """Exact statistics of numbers."""
    if not values:
        return NO_STATS
    try:
        mean = math.fsum(values) / len(values)
        std = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values))
    except (OverflowError, ValueError):
        return NO_STATS
    lo, hi = min(values), max(values)
    return _finite(Stats(float(lo), float(hi), mean, 0.0 if lo == hi else std, tight=True))


def each(columns: Columns, others: Columns, other: Stats, function: Callable[[Stats, Stats], Stats]) -> Columns:
    """Column by column, the second operand's columns or its overall statistics; None when they don't fit."""
    if columns is None:
        return None
    if others is None:
        return tuple(function(c, other) for c in columns) if other.constant else None
    if len(others) != len(columns):
        return tuple(function(c, others[0]) for c in columns) if len(others) == 1 else None
    return tuple(function(a, b) for a, b in zip(columns, others, strict=True))


def wider(a: Stats, by: float | None) -> Stats:
    """Values that each lie no further than this from what they were; anywhere where that isn't known."""
    if by is None:
        return NO_STATS
    return Stats(_add(a.lo, -by), _add(a.hi, by))


def joined(columns: tuple[Stats, ...]) -> Stats:
    """Overall statistics from those of columns of equal length."""
    if not columns:
        return NO_STATS
    from .facets import join_stats

    bounds = join_stats(list(columns))
    means = [c.mean for c in columns if c.mean is not None]
    if len(means) != len(columns):
        return bounds
    mean = sum(means) / len(means)
    variances = [c.std**2 + (c.mean - mean) ** 2 for c in columns if c.std is not None and c.mean is not None]
    std = math.sqrt(sum(variances) / len(columns)) if len(variances) == len(columns) else None
    return replace(bounds, mean=mean, std=std)


LIMIT: Final = 1e300


def _finite(a: Stats) -> Stats:
    lo = a.lo if a.lo is not None and abs(a.lo) < LIMIT else None
    hi = a.hi if a.hi is not None and abs(a.hi) < LIMIT else None
    mean = a.mean if a.mean is not None and abs(a.mean) < LIMIT else None
    std = a.std if a.std is not None and a.std < LIMIT else None
    return Stats(lo, hi, mean, std, a.tight and lo is not None and hi is not None)


def _add(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b


def _neg(a: float | None) -> float | None:
    return None if a is None else -a


def _hypot(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else math.hypot(a, b)


def _ends_met(a: Stats, b: Stats) -> bool:
    return (a.tight and b.constant) or (b.tight and a.constant)


def _corners(a: Stats, b: Stats, function: Callable[[float, float], float]) -> tuple[float | None, float | None]:
    if a.lo is None or a.hi is None or b.lo is None or b.hi is None:
        return None, None
    try:
        ends = [function(x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    except (OverflowError, ZeroDivisionError):
        return None, None
    return min(ends), max(ends)


def _try(function: Callable[[float], float], value: float | None) -> float | None:
    if value is None:
        return None
    try:
        return function(value)
    except (OverflowError, TypeError, ValueError, ZeroDivisionError):
        return None
