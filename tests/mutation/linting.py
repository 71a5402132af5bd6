"""Whether the linter kills a mutant: a new finding of a right rule at the place of the fault.

*New*: the original has no finding of that rule from that line. *Right*: a rule whose condition, as the catalogue has
it, the change meets; where it meets none, there is nothing to be found. *Place*: the finding's own line, or that of one
of its notes, is one that the operator names. Only findings that users see by default count: medium confidence and up.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fixtures.judging import session
from fixtures.programs import Place
from respell.spelled import Spelled
from respell.text import NEW, Origins

from .mutant import Mutant


@dataclass(frozen=True)
class Found:
    """A finding, with the original lines that it and its notes stand on."""

    code: str
    confidence: str
    message: str
    lines: Origins
    noted: Origins


def findings(program: Spelled) -> list[Found]:
    """All of them, those of low confidence too."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "program"
        program.write(root)
        outcome = session(root, min_confidence="low", preview=False).run()
    lines = program.lines()

    def origins(path: str, cell: int | None, line: int) -> Origins:
        name = Path(path).resolve().relative_to(root).as_posix()
        return lines.get(Place(name, cell or 0, line), NEW)

    found = []
    for one in outcome.diagnostics:
        places = [note.place for note in one.notes if note.place is not None]
        noted = NEW.union(*(origins(p.path, p.cell, p.line) for p in places))
        here = origins(one.path, one.cell, one.line)
        found.append(Found(one.code, one.confidence.value, one.message, here, noted))
    return found


@dataclass(frozen=True)
class Verdict:
    """What was found of one mutant."""

    killed: bool
    found: tuple[str, ...]
    """Every new finding, in words."""


def judge(mutant: Mutant, original: list[Found]) -> Verdict:
    known = {(one.code, one.lines) for one in original}
    new = [one for one in findings(mutant.program) if (one.code, one.lines) not in known]
    return Verdict(any(kills(one, mutant) for one in new), tuple(_words(new, mutant)))


def kills(one: Found, mutant: Mutant) -> bool:
    there = bool((one.lines | one.noted) & mutant.lines)
    return one.code in mutant.codes and there and one.confidence != "low"


def _words(new: list[Found], mutant: Mutant) -> Iterator[str]:
    for one in new:
        away = "" if (one.lines | one.noted) & mutant.lines else " (elsewhere)"
        yield f"{one.code} {one.confidence}{away}: {one.message}"
