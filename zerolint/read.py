"""From a file to the training program: parse, execute abstractly, build. Never raises for what the file holds."""

from __future__ import annotations

import os
from dataclasses import dataclass

from zerolint.interp.failures import FAILED
from zerolint.interp.modules import FUEL_PER_STATEMENT
from zerolint.program.program import EMPTY, Note, Program
from zerolint.source.load import load
from zerolint.source.model import Problem
from zerolint.source.parse import ParsedFile, parse
from zerolint.source.project import Module, Project

FUEL_BASE = 1_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the program, the file's parts, what is wrong with them, the project's files that were followed."""

    program: Program
    parsed: ParsedFile
    problems: tuple[Problem, ...]
    files_followed: tuple[ParsedFile, ...]
    cells: tuple[tuple[ParsedFile, object], ...] = ()
    """Code that stands as a string in a call, each with the call."""
    beside: frozenset[str] = frozenset()
    """The files of `files_followed` that are programs of their own: what they saved is loaded here."""


def read(path: str, data: bytes, *, target_keras: str = "auto") -> Reading:
    """The training program of a file."""
    parsed = parse(load(path, data))
    project = Project(parsed)
    program = _understand(parsed, project, target_keras)
    followed = tuple(module.parsed for module in project.modules.values() if module is not None)
    return Reading(program, parsed, parsed.problems, followed, project.cells, frozenset(project.beside))


def _understand(parsed: ParsedFile, project: Project, target_keras: str) -> Program:
    from zerolint.source.roomy import roomy

    try:
        return roomy(lambda: _execute(parsed, project, target_keras))
    except Exception as error:  # an engine's fault must not hide the other files' results
        if os.environ.get("ZEROLINT_DEBUG"):
            raise
        return Program(notes=(Note(f"{FAILED}{type(error).__name__}: {error}"),))


def _execute(parsed: ParsedFile, project: Project, target_keras: str, unread: frozenset[str] = frozenset()) -> Program:
    from zerolint.interp import modules
    from zerolint.interp.entry import run_uncalled
    from zerolint.interp.machine import Machine
    from zerolint.libs.build.program import build
    from zerolint.libs.build.recorded import recorded
    from zerolint.libs.build.target import target_of
    from zerolint.libs.library import Libraries
    from zerolint.libs.stdlib.opening import leave_unread, written_later

    unit = Module(parsed, "__main__")
    if not unit.bodies and not project.written:
        return EMPTY
    fuel = FUEL_BASE + FUEL_PER_STATEMENT * sum(chunk.code.count("\n") + 1 for chunk in parsed.source.chunks)
    machine = Machine(Libraries(), project, fuel)
    leave_unread(machine, unread)
    units = (unit, *project.written.values())
    for one in units:
        if one.path not in modules.loaded(machine):  # what a notebook writes and doesn't import is a script
            modules.execute(machine, modules.new_scope(machine, one, "__main__"))
    for one in units:
        run_uncalled(machine, one)
    if later := written_later(machine):  # it keeps its state there: what stands in them today is no configuration
        return _execute(parsed, project, target_keras, unread | later)
    read = (module.parsed.source for module in project.modules.values() if module is not None)
    followed = (source for source in read if source.path not in project.beside)
    target = target_of(machine, target_keras, parsed.source, followed)
    return build(machine, target, recorded(machine, parsed.source))
