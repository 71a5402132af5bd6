"""Statistics of arrays as values: what `x.mean(axis=0)` is the mean of, so that standardising by hand is understood."""

from __future__ import annotations

from typing import Final, NamedTuple

from zerolint.interp.machine import Machine
from zerolint.interp.values import Choice, Node, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from .arrays import Array


class About(NamedTuple):
    """`kind`: mean, median, std, var, min, max, range, sum, norm. `of`: the array's facets when it was computed."""

    kind: str
    of: Data
    whole: object
    site: Node
    guarded: bool = False
    axis: int | None = None
    """None: over everything."""


class Statistic(Value):
    """Kept in `fields["statistic"]` of the array that holds the numbers."""

    __slots__ = ("about",)
    type_name = "a statistic"

    def __init__(self, about: About) -> None:
        self.about = about
        self.origin = about.site

    def __eq__(self, other: object) -> bool:
        return type(other) is Statistic and self.about is other.about

    def __hash__(self) -> int:
        return id(self.about)


def about(m: Machine, value: Value | None) -> About | None:
    """What a value is a statistic of; None if it isn't one."""
    if not isinstance(value, Array):
        return None
    found = value.fields.get("statistic")
    if type(found) is Choice:
        found = m.narrow(found)
    if type(found) is Choice:  # guarded on one path only, say
        found = next((arm for _, arm in found.arms if isinstance(arm, Statistic)), None)
    return found.about if isinstance(found, Statistic) else None


def mark(m: Machine, array: Array, what: About | None) -> Array:
    """The array, known to hold that statistic."""
    if what is not None:
        m.store.put(array.fields, "statistic", Statistic(what))
    return array


SMALL_EPSILON: Final = 0.1
"""Constants up to this size that are added to a spread are guards against zero."""
SPREADS: Final = frozenset({"std", "var", "range", "max", "norm", "iqr"})
CENTRES: Final = frozenset({"mean", "median"})


def arithmetic(op: str, left: About | None, right: About | None, number: float | None) -> About | None:
    """What `left op right` (or `left op number`) is a statistic of."""
    if left is not None and right is not None:
        if op == "-" and left.kind in ("max", "percentile") and right.kind in ("min", "percentile"):
            return left._replace(kind="range" if left.kind == "max" else "iqr")
        return None
    only = left or right
    if only is None or number is None:
        return None
    if op == "+" and only.kind in SPREADS and 0 < number <= SMALL_EPSILON:
        return only._replace(guarded=True)
    if op == "**" and only.kind == "var" and number == 0.5 and left is not None:
        return only._replace(kind="std")
    return None


def guard(m: Machine, array: Array) -> None:
    """Zeros of a spread are replaced or excluded."""
    what = about(m, array)
    if what is not None and what.kind in SPREADS:
        mark(m, array, what._replace(guarded=True))


def centred_by(data: Data, what: About) -> str:
    """The word for subtracting this statistic, "" when it isn't one that centres."""
    return what.kind if what.kind in CENTRES or what.kind == "min" else ""


class Division(NamedTuple):
    """What dividing by a statistic makes of the data."""

    op: str
    scale: Scale
    stats: Stats
    columns: tuple[Stats, ...] | None
    standardises: str = ""
    """std or range, when this ends a standardisation by hand."""


def divided(data: Data, what: About, stats: Stats, columns: tuple[Stats, ...] | None) -> Division:
    """`data / statistic`; `stats` and `columns` are what plain arithmetic gives."""
    same = what.whole == data.whole and what.whole is not None and data.split is what.of.split
    centre = _last_centre(data)
    if what.kind == "std":
        return _by_std(data, what, stats, columns, same, centre)
    if what.kind == "range":
        return _by_range(what, stats, columns, same, centre)
    if what.kind == "iqr":
        return Division("standardise", Scale.ROBUST, NO_STATS, None, "std")
    if what.kind in ("max", "absmax"):
        lo = data.stats.lo
        unit = data.kind is Kind.IMAGE or (lo is not None and lo >= 0)
        known = stats if stats.bounded else (Stats(0.0, 1.0) if unit and same else NO_STATS)
        return Division("divide", Scale.UNIT if unit else Scale.NORMALISED, known, columns)
    if what.kind in ("norm", "sum", "var"):
        return Division("normalise", Scale.NORMALISED, NO_STATS, None)
    return Division("divide", Scale.OPAQUE, stats, columns)


def _by_std(
    data: Data, what: About, stats: Stats, columns: tuple[Stats, ...] | None, same: bool, centre: str
) -> Division:
    if centre not in CENTRES:
        return Division("divide", Scale.NORMALISED, stats, columns, "std")
    if not same:
        return Division("standardise", Scale.STANDARD, _bounds(stats), columns, "std")
    known = Stats(stats.lo, stats.hi, 0.0, 1.0, stats.tight)
    if columns is not None and what.axis == 0:
        columns = tuple(Stats(c.lo, c.hi, 0.0, 1.0, c.tight) for c in columns)
    return Division("standardise", Scale.STANDARD, known, columns, "std")


def _by_range(what: About, stats: Stats, columns: tuple[Stats, ...] | None, same: bool, centre: str) -> Division:
    if centre == "min":
        known = Stats(0.0, 1.0, stats.mean, stats.std, tight=True) if same else _bounds(stats)
        return Division("minmax", Scale.UNIT, known, columns, "range")
    if centre in CENTRES:
        return Division("minmax", Scale.SYMMETRIC, Stats(-1.0, 1.0) if same else _bounds(stats), columns, "range")
    return Division("divide", Scale.NORMALISED, stats, columns, "range")


def _bounds(stats: Stats) -> Stats:
    return stats if stats.bounded else NO_STATS


def _last_centre(data: Data) -> str:
    last = data.trail[-1] if data.trail else None
    return last.by if last is not None and last.op == "subtract" else ""
