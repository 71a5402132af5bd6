"""Runs a script abstractly, without any library, and shows the values of its names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zerolint.interp import modules
from zerolint.interp.entry import run_uncalled
from zerolint.interp.machine import Machine
from zerolint.interp.values import Choice, Const, Unknown, Value
from zerolint.libs.library import Libraries
from zerolint.source.load import load
from zerolint.source.parse import parse
from zerolint.source.project import Module, Project

UNKNOWN = object()
"""Stands for a value that must not be known."""


def run(source: str, folder: Path | None = None) -> tuple[Machine, dict[str, Value]]:
    """The machine and the module's names after the script; other files are found in `folder`."""
    path = str((folder or Path("/nowhere")) / "script.py")
    parsed = parse(load(path, source.encode()))
    assert not parsed.problems, parsed.problems
    unit = Module(parsed, "__main__")
    machine = Machine(Libraries(), Project())
    scope = modules.new_scope(machine, unit, "__main__")
    modules.execute(machine, scope)
    run_uncalled(machine, unit)
    return machine, scope.names


def plain(machine: Machine, value: Value) -> Any:
    """The Python object; the set of them for alternatives of constants; UNKNOWN."""
    if isinstance(value, Choice):
        parts = [plain(machine, arm) for _, arm in value.arms]
        return UNKNOWN if UNKNOWN in parts else set(parts)
    if isinstance(value, Unknown):
        return UNKNOWN
    return machine.plain(value, UNKNOWN)


def check(source: str, folder: Path | None = None, **expected: Any) -> None:
    """After the script its names have these values."""
    machine, names = run(source, folder)
    found = {name: plain(machine, names[name]) if name in names else "(not bound)" for name in expected}
    assert found == expected


__all__ = ["UNKNOWN", "Const", "check", "run"]
