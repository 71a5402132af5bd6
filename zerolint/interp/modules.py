"""Modules of the project: found by a loader, executed once, their names shared."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from .callables import LibRef
from .objects import ModuleValue
from .scope import Scope
from .values import Const, Node, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


class Unit(Protocol):
    """One parsed file of the project."""

    @property
    def name(self) -> str:
        """Dotted module name as far as it is known."""
        ...

    @property
    def path(self) -> str: ...

    @property
    def bodies(self) -> tuple[Any, ...]:
        """LibCST modules in order (a notebook has one per cell)."""
        ...

    @property
    def codes(self) -> tuple[str, ...]:
        """The text of each of them."""
        ...

    @property
    def is_package(self) -> bool: ...


class Loader(Protocol):
    """Finds files of the project."""

    def find(self, name: str, level: int, importer: Unit) -> Unit | None:
        """The unit that `import name` (with `level` leading dots) means in `importer`; None if not the project's."""
        ...

    def cell(self, text: str, call: Node, importer: Unit) -> Sequence[Any]:
        """The code of a notebook cell that stands as a string in a call; findings in it are shown at the call."""
        ...

    def writer(self, name: str, importer: Unit) -> Unit | None:
        """The script beside `importer` that writes a file of this name, if it is exactly one."""
        ...

    def text(self, path: str, importer: Unit) -> str | None:
        """What the small file holds that `importer` opens under this path; None if that isn't sure."""
        ...


def new_scope(m: Machine, unit: Unit, name: str) -> Scope:
    """A module scope with what Python puts there."""
    scope = Scope("module", None, unit)
    scope.names["__name__"] = Const(name)
    scope.names["__file__"] = Const(os.path.abspath(unit.path))
    scope.names["__doc__"] = Const(None)
    return scope


def execute(m: Machine, scope: Scope) -> None:
    """Run all bodies of the scope's unit in it; where the events of each begin is kept."""
    from .execute import exec_block

    outer = (m.scope, m.path, m.loops, m.stack, m.assumed)
    m.scope, m.path, m.loops, m.stack, m.assumed = scope, {}, (), [], False
    m.state.setdefault("units", []).append(scope.unit)
    began = m.state.setdefault("began", {}).setdefault(scope.unit.path, [])
    try:
        for body in scope.unit.bodies:
            began.append(len(m.events))
            exec_block(m, body.body)
        began.append(len(m.events))
    finally:
        m.scope, m.path, m.loops, m.stack, m.assumed = outer


def run_cell(m: Machine, text: str, call: Node) -> None:
    """Run the text of a notebook cell, magics and all, as if it stood in place of the call."""
    from .execute import exec_block

    importer = m.scope.module.unit
    for body in m.loader.cell(text, call, importer) if importer is not None else ():
        exec_block(m, body.body)


def opened_text(m: Machine, path: str) -> str | None:
    """What the small file of the project holds that the current module opens under this path."""
    importer = m.scope.module.unit
    return m.loader.text(path, importer) if importer is not None else None


FUEL_PER_STATEMENT = 6
"""Fuel grows with the file, so that the cost of a file is bounded by its size. Calls and undecided branches burn it:
99 of 100 real files less than 700; of 936 files one ran out (a parser that it imports)."""


def run_writer(m: Machine, name: str) -> bool:
    """Run the script that writes a file which the current one loads, as it was run before; whether there is one.

    What that one loads in turn is left alone.
    """
    importer, ran = m.scope.module.unit, m.state.setdefault("ran before", {})
    unit = m.loader.writer(name, importer) if importer is not None and importer.path not in ran else None
    if unit is None or unit.path in ran:
        return False
    ran[unit.path] = scope = new_scope(m, unit, "__main__")
    m.fuel += sum(code.count("\n") for code in unit.codes) * FUEL_PER_STATEMENT
    outer_journal, m.store.journal = m.store.journal, None
    try:
        execute(m, scope)
    finally:
        m.store.journal = outer_journal
    return True


def loaded(m: Machine) -> dict[str, ModuleValue]:
    """The project's modules that were imported so far, by path."""
    return m.state.setdefault("modules", {})  # type: ignore[no-any-return]  # room for anything


def load(m: Machine, name: str, level: int) -> Value | None:
    """The module of the project called `name` from the current file, executed at its first import.

    A library whose meaning is known is never the project's, not even in the library's own repository.
    """
    importer = m.scope.module.unit
    if importer is None or (not level and m.library.provides(name)):
        return None
    unit = m.loader.find(name, level, importer)
    if unit is None:
        return None
    known = loaded(m)
    found = known.get(unit.path)
    if found is None:
        found = known[unit.path] = ModuleValue(unit.name, new_scope(m, unit, unit.name))
        outer_journal, m.store.journal = m.store.journal, None
        try:
            execute(m, found.scope)
        finally:
            m.store.journal = outer_journal
    return found


def submodule(m: Machine, module: ModuleValue, name: str, node: Node) -> Value | None:
    """`package.name` where that is a file of the package."""
    outer, m.scope = m.scope, module.scope
    try:
        unit = module.scope.unit
        return load(m, name, 1) if unit is not None and unit.is_package else None
    finally:
        m.scope = outer


def import_module(m: Machine, name: str, node: Node, *, dotted: bool) -> Value:
    """`import name`; `dotted`: the value of the last part (with `as`), else of the first."""
    wanted = name if dotted else name.split(".")[0]
    found = load(m, wanted, 0)
    if found is not None:
        if not dotted and "." in name:
            load(m, name, 0)
        return found
    if not dotted and "." in name and (inner := load(m, name, 0)) is not None:
        return _folder(m, name, inner)
    if "." in name and m.library.provides(name):  # it is there, or was in the version that this is written for
        folder, _, last = name.rpartition(".")
        m.library.attribute(m, folder, last, node)
    return LibRef(wanted, node)


def _folder(m: Machine, name: str, inner: Value) -> Value:
    """What the first part of `import a.b.c` stands for where `a` is a folder without an `__init__.py`."""
    folders: dict[str, ModuleValue] = m.state.setdefault("folders", {})
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        path = ".".join(parts[:count])
        folder = folders.get(path) or folders.setdefault(path, ModuleValue(path, Scope("module", None, None)))
        folder.scope.names[parts[count]] = inner
        inner = folder
    return inner


def import_from(m: Machine, module: str, level: int, name: str, node: Node) -> Value:
    """`from module import name`."""
    found = load(m, module, level)
    if isinstance(found, ModuleValue):
        value = found.scope.lookup_own(m, name, node)
        if value is not None:
            return value  # type: ignore[no-any-return]  # a value
        return submodule(m, found, name, node) or Unknown(f"{module or '.'} has no `{name}`", node)
    inner = load(m, f"{module}.{name}" if module else name, level)  # `module` may be a folder without `__init__.py`
    if inner is not None:
        return inner
    if level:
        return Unknown(f"module `{'.' * level}{module}` was not found", node)
    return m.library.attribute(m, module, name, node)


def import_star(m: Machine, module: str, level: int, node: Node) -> None:
    """`from module import *`."""
    found = load(m, module, level)
    if isinstance(found, ModuleValue):
        for name, value in found.scope.names.items():
            if not name.startswith("_"):
                m.scope.assign(m, name, value)
        m.scope.module.stars.extend(found.scope.stars)
    elif not level:
        m.scope.module.stars.insert(0, LibRef(module, node))
