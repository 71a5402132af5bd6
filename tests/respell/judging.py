"""Holds the findings of a respelled program against those of the fixture."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from fixtures.judging import counted, place
from fixtures.programs import Place, Program

from .spelled import Spelled


def complaints(spelled: Spelled) -> Iterator[str]:
    """Each fault that isn't found at its line any more, and each finding that wasn't there."""
    wants = [(one, line) for one, line in spelled.wants if one.kind == "want"]
    others = [(one, line) for one, line in spelled.wants if one.kind != "want"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "program"
        spelled.write(root)
        found = counted(root, [one for one, _ in spelled.wants], spelled.quiet)
        places = [(one, _inside(place(Program(root), one))) for one in found]
    lines = spelled.lines()
    met: set[int] = set()
    for one, line in wants:
        matches = [i for i, (d, at) in enumerate(places) if d.code == one.code and line in lines.get(at, ())]
        if not matches:
            yield f"lost {one.code} of line {one.place.line}"
        elif all(places[i][0].confidence.value != one.confidence for i in matches):
            yield f"{one.code} of line {one.place.line} is {places[matches[0]][0].confidence.value} now"
        met.update(matches)
    for i, (d, at) in enumerate(places):
        if i not in met and not any(d.code == one.code and line in lines.get(at, ()) for one, line in others):
            yield f"new {d.code} {d.confidence.value} at {at.file}:{at.cell}:{at.line}: {d.message}"


def _inside(at: Place) -> Place:
    return Place(at.file.partition("/")[2], at.cell, at.line)


def respelled(program: Spelled, names: Sequence[str]) -> Spelled | None:
    """The program after these ways, one after the other; None if one doesn't fit."""
    from .spelled import ways

    left_out = program.unlike | (program.lost if len(names) > 1 else frozenset())
    for name in names:
        made = ways()[name](program) if name not in left_out else None
        if made is None:
            return None
        program = made
    return program
