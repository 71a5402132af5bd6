"""Which ways of choosing exclude each other."""

from collections.abc import Mapping

import pytest

from zerolint.interp.exclusion import falls_through, impossible
from zerolint.interp.values import Choice, Condition, Const, Key, Unknown

UNITS = Key.of(("units",))
MODE = Key.of(("mode",))


def asked(*tests: tuple[str, object, object, bool], bare: bool = False) -> Mapping[Condition, bool]:
    return {Condition((op, of, Const(constant)), bare=bare): holds for op, of, constant, holds in tests}


@pytest.mark.parametrize(
    "path",
    [
        asked(("==", UNITS, 1, True), (">", UNITS, 1, True)),
        asked(("==", UNITS, 1, False), (">", UNITS, 1, False)),  # there is at least one of what is counted
        asked(("!=", UNITS, 1, False), (">=", UNITS, 2, True)),
        asked(("<", UNITS, 0.5, True), (">", UNITS, 0.5, True)),
        asked(("==", MODE, "train", True), ("==", MODE, "test", True)),
        {Condition(Key.of(("<", Const(3), UNITS))): True, **asked(("<", UNITS, 3, True))},
    ],
)
def test_no_value_makes_them_come_out_like_this(path: Mapping[Condition, bool]) -> None:
    assert impossible(path)


@pytest.mark.parametrize(
    "path",
    [
        asked(("==", UNITS, 1, False), (">", UNITS, 1, True)),
        asked((">", UNITS, 0, False), ("==", UNITS, -2, True)),
        asked((">", UNITS, 2, True), ("<", UNITS, 3, True)),
        asked(("==", UNITS, 1, True), ("==", MODE, 2, True)),
        asked(("==", MODE, "train", False), ("==", MODE, "test", False)),
        asked(("==", UNITS, 1, True), ("==", UNITS, "one", True)),  # whatever stands for both
    ],
)
def test_some_value_does(path: Mapping[Condition, bool]) -> None:
    assert not impossible(path)


def test_a_test_with_alternatives_comes_out_as_the_one_that_was_chosen() -> None:
    many, unknown = Condition(("many",)), Unknown("a test")
    test = Condition(Choice(((((many, True),), unknown), (((many, False),), Const(value=True)))))
    assert impossible({many: False, test: False})
    assert not impossible({many: False, test: True})
    assert not impossible({many: True, test: False})


def test_a_name_that_none_of_the_branches_is_for() -> None:
    neither = (("==", MODE, "train", False), ("==", MODE, "test", False))
    assert falls_through(asked(*neither, bare=True))
    assert not falls_through(asked(*neither))
    assert not falls_through(asked(neither[0], ("==", MODE, "test", True), bare=True))
    assert not falls_through(asked(neither[0], bare=True))
