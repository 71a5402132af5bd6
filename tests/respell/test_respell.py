"""Every fixture in every other spelling, and 500 pairs of ways: the same faults at their lines, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from fixtures.programs import Program, programs

from .drawing import commit, pairs
from .judging import complaints, respelled
from .spelled import spelled, ways

PAIRS, PARTS = 500, 20


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_in_other_words(program: Program) -> None:
    original = spelled(program)
    if original is None:
        return
    wrong = []
    for name in ways():
        other = respelled(original, [name])
        found = list(complaints(other)) if other is not None else []
        if name in original.lost:
            wrong += [] if found else [f"{name}: is right now: delete the comment"]
        else:
            wrong += [f"{name}: {one}" for one in found]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_in_other_words_twice(part: int) -> None:
    wrong = [
        f"{program.name}, {first} then {second}: {one}"
        for program, (first, second), found in islice(_fitting(part), PAIRS // PARTS)
        for one in found
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def _fitting(part: int) -> Iterator[tuple[Program, tuple[str, str], list[str]]]:
    """The pairs of one part that fit, with what is wrong about them."""
    for program, pair in islice(pairs(commit()), part, None, PARTS):
        original = spelled(program)
        other = respelled(original, pair) if original is not None else None
        if other is not None:
            yield program, pair, list(complaints(other))
