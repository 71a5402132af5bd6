"""From a file to the training program: parse, execute abstractly, build. Never raises for what the file holds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from zerolint.program.program import EMPTY, Note, Program, Target
from zerolint.source.load import load
from zerolint.source.model import Problem
from zerolint.source.parse import ParsedFile, parse

FUEL_BASE = 4_000
FUEL_PER_STATEMENT = 12
"""Fuel grows with the file, so that the cost of a file is bounded by its size."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the program, the file's parts, what is wrong with them, the project's files that were followed."""

    program: Program
    parsed: ParsedFile
    problems: tuple[Problem, ...]
    files_followed: tuple[ParsedFile, ...]


class FileUnit:
    """One parsed file as the interpreter sees it."""

    __slots__ = ("bodies", "is_package", "name", "parsed", "path")

    def __init__(self, parsed: ParsedFile, name: str) -> None:
        self.parsed = parsed
        self.path = parsed.source.path
        self.name = name
        self.is_package = os.path.basename(self.path) == "__init__.py"  # noqa: PTH119  # os.path is loaded anyway
        self.bodies = tuple(part.module for part in parsed.modules if part.chunk.written_module is None)


class ProjectLoader:
    """Finds the project's files: from the importer's folder, its packages' roots, the project's root."""

    def __init__(self) -> None:
        self.units: dict[str, FileUnit | None] = {}

    def find(self, name: str, level: int, importer: Any) -> FileUnit | None:
        """See `interp.modules.Loader`."""
        for folder in self._folders(importer.path, level):
            base = os.path.join(folder, *name.split(".")) if name else folder  # noqa: PTH118
            for path in (f"{base}.py", os.path.join(base, "__init__.py")):  # noqa: PTH118
                if path != importer.path and os.path.isfile(path):  # noqa: PTH113
                    return self._unit(path, name or os.path.basename(folder))  # noqa: PTH119
        return None

    def _folders(self, path: str, level: int) -> list[str]:
        folder = os.path.dirname(path)  # noqa: PTH120
        if level:
            for _ in range(level - 1):
                folder = os.path.dirname(folder)  # noqa: PTH120
            return [folder]
        found = [folder]
        for _ in range(6):
            if any(os.path.exists(os.path.join(folder, mark)) for mark in (".git", "pyproject.toml", "setup.py")):  # noqa: PTH110, PTH118
                found.append(folder)
                break
            parent = os.path.dirname(folder)  # noqa: PTH120
            if parent == folder:
                break
            if os.path.exists(os.path.join(folder, "__init__.py")):  # noqa: PTH110, PTH118
                found.append(parent)
            folder = parent
        return list(dict.fromkeys(found))

    def _unit(self, path: str, name: str) -> FileUnit | None:
        if path not in self.units:
            try:
                with open(path, "rb") as file:
                    data = file.read()
            except OSError:
                self.units[path] = None
            else:
                self.units[path] = FileUnit(parse(load(path, data)), name)
        return self.units[path]


def read(path: str, data: bytes, *, target_keras: str = "auto") -> Reading:
    """The training program of a file."""
    parsed = parse(load(path, data))
    loader = ProjectLoader()
    program = _understand(parsed, loader, target_keras)
    followed = tuple(unit.parsed for unit in loader.units.values() if unit is not None)
    return Reading(program, parsed, parsed.problems, followed)


def _understand(parsed: ParsedFile, loader: ProjectLoader, target_keras: str) -> Program:
    from zerolint.source.roomy import roomy

    try:
        return roomy(lambda: _execute(parsed, loader, target_keras))
    except Exception as error:  # an engine's fault must not hide the other files' results
        if os.environ.get("ZEROLINT_DEBUG"):
            raise
        return Program(notes=(Note(f"the analysis failed: {type(error).__name__}: {error}"),))


def _execute(parsed: ParsedFile, loader: ProjectLoader, target_keras: str) -> Program:
    from zerolint.interp import modules
    from zerolint.interp.entry import run_uncalled
    from zerolint.interp.machine import Machine
    from zerolint.libs.build.program import build
    from zerolint.libs.library import Libraries

    unit = FileUnit(parsed, "__main__")
    if not unit.bodies:
        return EMPTY
    fuel = FUEL_BASE + FUEL_PER_STATEMENT * parsed.source.text.count("\n")
    machine = Machine(Libraries(), loader, fuel)
    scope = modules.new_scope(machine, unit, "__main__")
    modules.execute(machine, scope)
    run_uncalled(machine, unit)
    version = int(target_keras) if target_keras in ("2", "3") else 3
    return build(machine, Target(version, "setting" if target_keras in ("2", "3") else "default"))
