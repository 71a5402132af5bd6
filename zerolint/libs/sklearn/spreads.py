"""How far the numbers spread that scikit-learn's generators draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from zerolint.knowledge import datasets as known
from zerolint.program.data import NO_STATS, Stats

FARTHEST: Final = 6
"""No number of a bell curve lies further away than so many spreads (one in five hundred million)."""
STANDARD: Final = frozenset({"make_hastie_10_2", "make_regression"})
OUTERMOST: Final = ((2, 6.5), (100, 8.5))
"""Spreads within which x of `make_classification` lies, by `n_informative`: 6.3 (2) and 8.1 (3 to 12) were the most in
40 draws each of 2,000 rows, `class_sep` 0.5 to 3."""


def x_stats(row: known.Generator, options: dict[str, Any]) -> Stats:
    noise = options.get("noise")
    if row.lo is not None and row.hi is not None:
        if row.name.startswith("make_friedman") or not noise:
            return Stats(row.lo, row.hi)
        if noise is ... or noise > 0.5:
            return NO_STATS
        return Stats(row.lo - FARTHEST * noise, row.hi + FARTHEST * noise, 0.0 if row.lo == -row.hi else None)
    if row.name in STANDARD:
        return Stats(-FARTHEST, FARTHEST, mean=0.0, std=1.0)
    made = {"make_blobs": _blobs, "make_classification": _clusters, "make_multilabel_classification": _counts}
    return made[row.name](options) if row.name in made else NO_STATS


def _blobs(options: dict[str, Any]) -> Stats:
    """Around centres that are given, or drawn out of a box."""
    places, spreads = options["places"], list(_numbers(options["cluster_std"]))
    given = isinstance(places, (list, tuple))
    around = list(_numbers(places if given else options["center_box"]))
    if not around or not spreads or not (given or places is None or isinstance(places, int)):
        return NO_STATS
    return Stats(min(around) - FARTHEST * max(spreads), max(around) + FARTHEST * max(spreads))


def _numbers(value: Any) -> Iterator[float]:
    """Those in nested lists; none where one isn't known."""
    if isinstance(value, (list, tuple)):
        parts = [list(_numbers(part)) for part in value]
        yield from (number for part in parts for number in part) if all(parts) else ()
    elif isinstance(value, (int, float)):
        yield float(value)


def _clusters(options: dict[str, Any]) -> Stats:
    """Clusters around the corners of a cube, each stretched at random; redundant columns are sums of the others."""
    names = ("n_informative", "n_redundant", "class_sep", "shift", "scale")
    count, redundant, apart, shift, scale = found = [options[name] for name in names]
    if not all(isinstance(one, (int, float)) for one in found):
        return NO_STATS
    own = (apart**2 + count / 3) ** 0.5
    spread = max(1.0, own, own * (count / 3) ** 0.5 if redundant else 0.0)
    outermost = next((factor for most, factor in OUTERMOST if count <= most), None)
    if outermost is None:
        return NO_STATS
    reach = outermost * spread
    return Stats(scale * (shift - reach), scale * (shift + reach), scale * shift, scale * spread)


def _counts(options: dict[str, Any]) -> Stats:
    """How often a word stands in a text of about `length` words."""
    length = options["length"]
    return Stats(0.0, length + FARTHEST * length**0.5) if isinstance(length, (int, float)) else NO_STATS
