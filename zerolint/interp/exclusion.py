"""Tests that exclude each other: `k == 1` and `k > 1`, `mode == "train"` and `mode == "test"`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final, NamedTuple

from .values import Choice, Condition, Const, Unknown

TESTS: Final = {"!=": ne, "<": lt, "<=": le, "==": eq, ">": gt, ">=": ge}
SWAPPED: Final[Mapping[Any, str]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
COUNTED: Final = frozenset({1, 2})
"""What is compared with these only counts something that is there: classes, units, columns. It isn't below 1."""


class Asked(NamedTuple):
    """One comparison of a value with a constant, and how it came out."""

    op: str
    constant: Any
    holds: bool
    bare: bool


MAX_WAYS: Final = 32


def impossible(path: Mapping[Condition, bool]) -> bool:
    """Whether no value of what is compared makes all tests come out like this."""
    return bool(path) and all(_conflicting(way) for way in _ways(path))


def falls_through(path: Mapping[Condition, bool]) -> bool:
    """Whether a value is asked for several names, is none of them, and nothing is written for that case.

    Such a path stands in the source and isn't meant: whoever gives another name is told so by an error later on.
    """
    return len(path) > 1 and all(_unnamed(way) or _conflicting(way) for way in _ways(path))


def _ways(path: Mapping[Condition, bool]) -> list[dict[Condition, bool]]:
    """The path with each test that has alternatives replaced by what one of them says; no more than a handful."""
    ways: list[dict[Condition, bool]] = [{c: holds for c, holds in path.items() if type(c.key) is not Choice}]
    for condition, holds in path.items():
        if type(condition.key) is Choice and len(ways) * len(condition.key.arms) <= MAX_WAYS:
            ways = [one for way in ways for one in _chosen(condition, condition.key, way, holds)]
    return ways


def _chosen(
    condition: Condition, test: Choice, way: dict[Condition, bool], holds: bool
) -> Iterator[dict[Condition, bool]]:
    for path, arm in test.arms:
        if any(way.get(other, truth) is not truth for other, truth in path):
            continue
        if type(arm) is Const:
            if bool(arm.value) is holds:
                yield {**way, **dict(path)}
            continue
        key, truth = arm.key if isinstance(arm, Unknown) else arm, holds
        while isinstance(key, tuple) and len(key) == 2 and key[0] == "not":
            key, truth = key[1], not truth
        asked = Condition(key, bare=condition.bare)
        if way.get(asked, truth) is truth:
            yield {**way, **dict(path), asked: truth}


def _conflicting(path: Mapping[Condition, bool]) -> bool:
    return len(path) > 1 and any(len(tests) > 1 and _exclude_each_other(tests) for tests in _asked(path).values())


def _unnamed(path: Mapping[Condition, bool]) -> bool:
    return any(
        len({test.constant for test in tests}) > 1
        and all(test.op == "==" and not test.holds for test in tests)
        and any(test.bare for test in tests)
        for tests in _asked(path).values()
    )


def _asked(path: Mapping[Condition, bool]) -> Mapping[object, list[Asked]]:
    """The comparisons with constants, by what is compared."""
    asked: dict[object, list[Asked]] = {}
    for condition, holds in path.items():
        key = condition.key
        if isinstance(key, tuple) and len(key) == 3 and key[0] in TESTS:
            op, left, right = key
            if type(right) is Const and type(left) is not Const:
                asked.setdefault(left, []).append(Asked(op, right.value, holds, condition.bare))
            elif type(left) is Const and type(right) is not Const:
                asked.setdefault(right, []).append(Asked(SWAPPED.get(op, op), left.value, holds, condition.bare))
    return asked


def _exclude_each_other(tests: list[Asked]) -> bool:
    constants = [test.constant for test in tests]
    candidates: list[Any]
    if all(isinstance(each, (int, float)) for each in constants):
        candidates = _numbers(constants)
    elif all(isinstance(each, str) for each in constants) and all(test.op in ("==", "!=") for test in tests):
        candidates = [*constants, None]
    else:
        return False
    return not any(all(TESTS[t.op](value, t.constant) is t.holds for t in tests) for value in candidates)


def _numbers(constants: Iterable[float]) -> list[float]:
    """One number of each part into which these cut all numbers."""
    cuts = set(constants)
    if cuts <= COUNTED:
        return [1, 2, 3]
    return [cut + step for cut in cuts for step in (-1, -0.5, 0, 0.5, 1)]
