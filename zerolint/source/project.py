"""The project's modules: found where Python would look for them, read and parsed up to a limit."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100, PTH113, PTH118, PTH119, PTH120, PTH202

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from zerolint.source.load import load, load_cell
from zerolint.source.parse import ParsedFile, parse
from zerolint.source.roots import folders_of_project, import_roots
from zerolint.source.writers import writers

if TYPE_CHECKING:
    import libcst

MAX_FOLLOWED: Final = 150_000
"""Bytes of modules that are followed for one file: about 0.3 seconds of parsing. A training script's own modules are
rarely two thirds of that; without a limit, one module of a large library leads to all of it."""
MAX_TEXT: Final = 100_000
"""Bytes of a file that is read for what it says: configurations are far smaller, data mostly larger."""
MAX_KEPT: Final = 2_000_000
"""Bytes of source whose trees are kept for the next files (a tree takes about 40 times its source)."""


class Importer(Protocol):
    """A file that imports others."""

    @property
    def path(self) -> str: ...


class Module:
    """One parsed file of the project, or the module that cells of a notebook write, as the interpreter sees it."""

    __slots__ = ("bodies", "codes", "is_package", "name", "parsed", "path")

    def __init__(self, parsed: ParsedFile, name: str, written: str | None = None) -> None:
        self.parsed = parsed
        self.path = parsed.source.path if written is None else _written_path(parsed, written)
        self.name = name
        self.is_package = os.path.basename(self.path) == "__init__.py"
        own = [part for part in parsed.modules if part.chunk.written_module == written]
        self.bodies = tuple(part.module for part in own)
        self.codes = tuple(part.chunk.code for part in own)


class Parses:
    """Trees by path, so that a module which several files import is parsed once; the oldest make room."""

    def __init__(self) -> None:
        self._kept: dict[str, ParsedFile] = {}
        self._size = 0

    def parsed(self, path: str, data: bytes) -> ParsedFile:
        """The file, parsed anew where it holds something else by now."""
        found = self._kept.pop(path, None)
        if found is not None:
            self._size -= len(found.source.data)
        if found is None or found.source.data != data:
            found = parse(load(path, data))
        self._kept[path] = found
        self._size += len(data)
        while self._size > MAX_KEPT and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            self._size -= len(self._kept.pop(oldest).source.data)
        return found


_PARSES = Parses()


class Project:
    """Finds and reads the modules that one file leads to; those that it writes itself are `written`, by their path."""

    def __init__(self, parsed: ParsedFile | None = None) -> None:
        names = [part.chunk.written_module for part in parsed.modules] if parsed is not None else []
        made = [Module(parsed, name, name) for name in dict.fromkeys(names) if name and parsed is not None]
        self.written = {module.path: module for module in made}
        self.modules: dict[str, Module | None] = {}
        self._cells: dict[tuple[int, str], tuple[ParsedFile, object]] = {}
        self._room = MAX_FOLLOWED
        self._entry = parsed.source.path if parsed is not None else None
        self._texts: dict[str, str | None] = {}
        self._writers: dict[tuple[str, str], Module | None] = {}
        self.beside: set[str] = set()
        """The scripts that are read because this one loads what they wrote."""
        self._roots: dict[str, tuple[str, ...]] = {}

    def find(self, name: str, level: int, importer: Importer) -> Module | None:
        """The module that `import name` (with `level` leading dots) means in `importer`; None if not the project's.

        None as well for what is unreadable, and for what would go beyond `MAX_FOLLOWED`.
        """
        around = self._folders(os.path.dirname(importer.path), level)
        for folder in (*around, *_above(importer.path, name)) if not level else around:
            base = os.path.join(folder, *name.split(".")) if name else folder
            package = os.path.join(base, "__init__.py")
            for path in (package, f"{base}.py") if name else (package,):
                if path == importer.path:
                    continue
                if path in self.written:
                    return self.written[path]
                if os.path.isfile(path):
                    return self._module(path, name or os.path.basename(folder))
        return None

    def writer(self, name: str, importer: Importer) -> Module | None:
        """The one script beside `importer` that writes a file of this name; None if there is none, or several."""
        folder = os.path.dirname(os.path.abspath(importer.path))
        if (folder, name) not in self._writers:
            self._writers[folder, name] = self._written_by(folder, name)
        return self._writers[folder, name]

    def _written_by(self, folder: str, name: str) -> Module | None:
        found = list(writers(folder, name))  # a script that goes on with its own file starts with what it made itself
        made = self._module(found[0], "__main__") if len(found) == 1 and found[0] != self._entry else None
        if made is not None:
            self.beside.add(made.path)
        return made

    def cell(self, text: str, call: object, importer: Importer) -> Sequence[libcst.Module]:
        """The modules of a notebook cell's text; those that write a file aren't run."""
        key = (id(call), text)
        if key not in self._cells:
            self._cells[key] = (parse(load_cell(importer.path, text)), call)
        parsed, _ = self._cells[key]
        return [part.module for part in parsed.modules if part.chunk.written_module is None]

    def text(self, path: str, importer: Importer) -> str | None:
        """What stands in the small file that `importer` opens under this path; None if that isn't sure.

        A relative path starts where the program is run: in a folder between the project's and that of one of its files.
        """
        starts = {os.path.dirname(os.path.abspath(one)) for one in (importer.path, self._entry) if one is not None}
        try:
            found = {held for start in starts for held in _held(path, start)}
        except (OSError, ValueError):  # a path that can't be
            return None
        return self._text(found.pop()) if len(found) == 1 else None

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            try:
                with open(path, "rb") as file:
                    data = file.read(MAX_TEXT + 1)
                self._texts[path] = data.decode("utf-8-sig") if len(data) <= MAX_TEXT else None
            except (OSError, ValueError):
                self._texts[path] = None
        return self._texts[path]

    @property
    def cells(self) -> tuple[tuple[ParsedFile, object], ...]:
        """Code that stands as a string in a call, each with the call."""
        return tuple(self._cells.values())

    def _folders(self, folder: str, level: int) -> tuple[str, ...]:
        """Where to look from a file in this folder."""
        if not level:
            if folder not in self._roots:
                self._roots[folder] = import_roots(folder)
            return self._roots[folder]
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        return (folder,)

    def _module(self, path: str, name: str) -> Module | None:
        if path not in self.modules:
            self.modules[path] = self._read(path, name)
        return self.modules[path]

    def _read(self, path: str, name: str) -> Module | None:
        try:
            if os.path.getsize(path) > self._room:
                return None
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            return None
        self._room -= len(data)
        return Module(_PARSES.parsed(path, data), name)


def _above(path: str, name: str) -> Iterator[str]:
    """`import models.cnn` in a file of the folder `models`: it is run from the folder above."""
    folder = os.path.dirname(path)
    if os.path.basename(folder) == name.partition(".")[0]:
        yield os.path.dirname(folder)


def _written_path(parsed: ParsedFile, name: str) -> str:
    """Where a cell that begins with `%%writefile` puts a module."""
    return os.path.join(os.path.dirname(parsed.source.path), *name.split(".")) + ".py"


def _held(path: str, start: str) -> set[str]:
    """The files that a path may mean in a program that has a file in this folder; none outside of the project."""
    folders = list(folders_of_project(start))
    inside = os.path.join(os.path.realpath(folders[-1]), "")
    named = {os.path.realpath(os.path.join(folder, path)) for folder in folders}
    return {held for held in named if held.startswith(inside) and os.path.isfile(held)}
