"""A mutant: a correct program with one fault, and what has to be found of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from respell.spelled import Spelled
from respell.text import NEW, Edit, Origins, Text

from .study import Study

INSERTED = 1_000_000
"""The number of a line that wasn't there before."""


@dataclass(frozen=True)
class Mutant:
    """One program with one fault."""

    operator: str
    original: str
    what: str
    """The change in words."""
    program: Spelled
    codes: frozenset[str]
    """The rules that are right for it: those of the catalogue whose condition the change meets. Empty: none."""
    lines: Origins
    """Original lines that the fault stands on; a finding (or a note of it) has to be there."""

    @property
    def name(self) -> str:
        return f"{self.original}: {self.operator}: {self.what}"


Operator = Callable[[Study], Iterator["Mutant | None"]]
OPERATORS: dict[str, tuple[str, Operator]] = {}


def operator(source: str) -> Callable[[Operator], Operator]:
    """Register an operator under its function's name. `source`: DeepCrime's abbreviation, or `own`."""

    def register(function: Operator) -> Operator:
        OPERATORS[function.__name__] = source, function
        return function

    return register


@cache
def operators() -> Mapping[str, tuple[str, Operator]]:
    """All of them; every module in `operators/` holds some."""
    from . import operators as package

    for found in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{found.name}")
    return dict(sorted(OPERATORS.items()))


def mutants(study: Study, names: Iterable[str] = ()) -> Iterator[Mutant]:
    """Every mutant of a program."""
    wanted = set(names)
    for name, (_, function) in operators().items():
        if not wanted or name in wanted:
            yield from (one for one in function(study) if one is not None)


def made(
    study: Study,
    operator: str,
    what: str,
    edits: Sequence[tuple[str, Edit]],
    codes: Iterable[str] = (),
    lines: Origins = NEW,
) -> Mutant | None:
    """The mutant after these edits (with the files that they are of); None if they change nothing."""
    files = dict(study.program.files)
    for file in {file for file, _ in edits}:
        files[file] = study.program.files[file].edited(edit for name, edit in edits if name == file)
    if all(files[name].characters == study.program.files[name].characters for name in files):
        return None
    program = replace(study.program, files=files)
    return Mutant(operator, study.name, what, program, frozenset(codes), lines | {INSERTED})


def inserted(text: str) -> Text:
    """Text that is found at no line of the original."""
    return Text(text, (frozenset({INSERTED}),) * len(text))
