"""The order in which mutants are measured: each beginning of it is a random sample with its share of each operator."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from itertools import takewhile

from .journal import Journal
from .mutant import Mutant

SEED = 0
QUANTILE = 1.959964
"""Of the normal distribution, for intervals of 95 %."""


def drawn(mutants: Iterable[Mutant]) -> list[Mutant]:
    """Those of an operator stand in a drawn order, evenly spaced.

    Whether the linter finds a mutant has no part in it, so that a sample stays one when a rule is mended.
    """
    of: dict[str, list[Mutant]] = {}
    for one in mutants:
        of.setdefault(one.operator, []).append(one)
    draw = random.Random(SEED)
    placed: list[tuple[float, Mutant]] = []
    for group in of.values():
        draw.shuffle(group)
        start = draw.random()
        placed += (((number + start) / len(group), one) for number, one in enumerate(group))
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


def measured(mutants: Iterable[Mutant], journal: Journal) -> Sequence[Mutant]:
    """The beginning of the order up to which each was measured."""
    return list(takewhile(lambda one: "harmful" in journal.entry(one.name), drawn(mutants)))


def wilson(count: int, size: int) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share; a sample that has its part of each stratum is rather more exact."""
    if not size:
        return 0.0, 1.0
    share, square = count / size, QUANTILE**2
    middle = share + square / (2 * size)
    reach = QUANTILE * math.sqrt(share * (1 - share) / size + square / (4 * size**2))
    return (middle - reach) / (1 + square / size), (middle + reach) / (1 + square / size)
