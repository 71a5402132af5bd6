"""A program in some spelling: its files with their origins, and the ways of respelling as they are found."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path

from fixtures.programs import COMMENT, Expectation, Place, Program, expectations

from .source import Source
from .text import Origins, Text, without_comments


@dataclass(frozen=True)
class Spelled:
    """One program. `cells`: the main file is a notebook."""

    files: Mapping[str, Text]
    main: str
    cells: bool = False
    wants: tuple[tuple[Expectation, int], ...] = field(default=(), compare=False)
    """What is expected, with the number of its original line."""
    others: Mapping[str, bytes] = field(default_factory=dict, compare=False)
    """Further files of the program, which stay as they are."""
    quiet: frozenset[str] = field(default=frozenset(), compare=False)
    """Codes of which low confidence counts, too."""
    unlike: frozenset[str] = field(default=frozenset(), compare=False)
    """Ways that this program is not to be written in, since they would change it; its own comments say why."""
    lost: frozenset[str] = field(default=frozenset(), compare=False)
    """Ways in which a fault is lost or a false one found today."""

    @cached_property
    def source(self) -> Source:
        """The main file."""
        return Source(self.files[self.main])

    def having(self, main: Text | None, **others: Text) -> Spelled | None:
        """With another main file and further files; None if there is no main file, or nothing changed."""
        if main is None or (not others and main.characters == self.files[self.main].characters):
            return None
        beside = Path(self.main).parent
        files = {**self.files, self.main: main}
        files |= {(beside / f"{name}.py").as_posix(): text for name, text in others.items()}
        return replace(self, files=files)

    def write(self, folder: Path) -> Path:
        """Put it on disk; the path that is linted."""
        for name, content in {"requirements.txt": PINS, **self.others}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if self.cells and name == self.main:
                path.with_suffix(".ipynb").write_text(notebook(text), encoding="utf-8")
            else:
                path.write_text(text.characters, encoding="utf-8")
        return folder

    def lines(self) -> Mapping[Place, Origins]:
        """Where each line comes from, by the place that a finding there has."""
        found: dict[Place, Origins] = {}
        for name, text in self.files.items():
            if self.cells and name == self.main:
                shown = str(Path(name).with_suffix(".ipynb"))
                parts = [(shown, number, cell) for number, cell in enumerate(cells_of(text), 1)]
            else:
                parts = [(name, 0, text)]
            for shown, cell, part in parts:
                for number, line in enumerate(part.lines(), 1):
                    found[Place(shown, cell, number)] = line.significant()
        return found


LOST = re.compile(r"#\s*lost in other words: (\w+)")
UNLIKE = re.compile(r"#\s*not in other words: (\w+), since \S")
PINS = b"tensorflow>=2.16\n"
"""What the repository's own pins say to the fixtures in it."""
Way = Callable[[Spelled], Spelled | None]
WAYS: dict[str, Way] = {}


def way(function: Way) -> Way:
    """Register a way of respelling under its function's name."""
    WAYS[function.__name__] = function
    return function


@cache
def ways() -> Mapping[str, Way]:
    """All of them; every module in `ways/` holds some."""
    from . import ways as package

    for found in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{found.name}")
    return dict(sorted(WAYS.items()))


def spelled(program: Program) -> Spelled | None:
    """A fixture as it stands; None where it isn't a script or a folder with one main script."""
    files = {program.relative(file): file for file in program.files()}
    if any(file.suffix != ".py" for file in files.values()):
        return None
    texts: dict[str, Text] = {}
    wants: list[tuple[Expectation, int]] = []
    first = 0
    for name, file in files.items():
        code = file.read_text(encoding="utf-8")
        texts[name] = Text.original(without_comments(code, COMMENT), first)
        wants += [(one, first + one.place.line - 1) for one in expectations(file, name)]
        first += code.count("\n") + 1
    whole = "\n".join(file.read_text(encoding="utf-8") for file in files.values())
    return Spelled(
        texts,
        _main(files),
        wants=tuple(wants),
        others=_others(program),
        quiet=program.quiet(),
        unlike=frozenset(UNLIKE.findall(whole)),
        lost=frozenset(LOST.findall(whole)),
    )


def _others(program: Program) -> dict[str, bytes]:
    if program.path.is_file():
        return {}
    found = [path for path in program.path.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    return {program.relative(path): path.read_bytes() for path in found}


def _main(files: Mapping[str, Path]) -> str:
    """The script that is run: the only one, or the one that nobody imports."""
    stems = {name: Path(name).stem for name in files}
    if len(files) == 1:
        return next(iter(files))
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    for name, stem in sorted(stems.items()):
        if not any(
            f"import {stem}" in text or f"from {stem}" in text for other, text in texts.items() if other != name
        ):
            return name
    return min(files)


def cells_of(code: Text) -> list[Text]:
    """The cells that a person would cut a script into: at empty lines between statements of the module."""
    source = Source(code)
    starts = [source.lines_of(statement)[0] for statement in source.module.body]
    cuts = [0, *(start for start in starts[1:] if code.characters[:start].endswith("\n\n"))]
    return [code[start:end] for start, end in zip(cuts, [*cuts[1:], len(code)], strict=True)]


def notebook(code: Text) -> str:
    """The script as a notebook."""
    cells: list[Mapping[str, object]] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": cell.characters}
        for cell in cells_of(code)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})
