"""A fixture as a program on disk that can be run: copied into a folder of its own, notebooks written as scripts.

A line `# shows: expression` becomes a check that is made when the program gets there.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHOWS = re.compile(r"^(\s*)# shows: (?!nothing here, since )([^#]+?)\s*$")
RAISES = re.compile(r"# raises: (\w+) *([^#]*)")
ARGUMENTS = re.compile(r"# run with: ([^#\n]+)")
CHECK = "_zerolint_shows"


@dataclass(frozen=True, slots=True)
class Script:
    """The main file, and the lines (with their file) on which something is raised on purpose."""

    path: Path
    raising: frozenset[tuple[str, int]]
    arguments: tuple[str, ...] = ()


def written(path: Path, folder: Path) -> Script:
    """The fixture (a script, a notebook, a folder with a main file) inside of a new folder."""
    if path.is_dir():
        shutil.copytree(path, folder)
    else:
        folder.mkdir()
        shutil.copy(path, folder)
    for notebook in folder.rglob("*.ipynb"):
        notebook.with_suffix(".py").write_text(code(notebook), encoding="utf-8")
    files = sorted(folder.rglob("*.py"))
    for file in files:
        text = file.read_text(encoding="utf-8")
        if "# shows: " in text:
            file.write_text(_with_checks(text), encoding="utf-8")
    main = main_file(files)
    lines = [(file, number, line) for file in files for number, line in enumerate(_lines(file), 1)]
    raising = frozenset((str(file), number) for file, number, line in lines if RAISES.search(line))
    given = ARGUMENTS.search(main.read_text(encoding="utf-8"))
    return Script(main, raising, tuple(given[1].split()) if given else ())


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def code(notebook: Path) -> str:
    """A notebook's cells one below the other; commands to IPython are left out, but for what `%time` measures."""
    return "\n".join("\n".join(map(_plain, cell.split("\n"))) for cell in cells(notebook))


def _plain(line: str) -> str:
    line = line.removeprefix("%time ")
    return "" if line.lstrip().startswith(("%", "!")) else line


def cells(notebook: Path) -> Iterator[str]:
    """The text of each cell; one without code counts, and is empty."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        yield "".join(cell["source"]) if cell["cell_type"] == "code" else ""


def first_lines(notebook: Path) -> list[int]:
    """The line of the script before each cell's first."""
    before, found = 0, []
    for cell in cells(notebook):
        found.append(before)
        before += cell.count("\n") + 1
    return found


def _with_checks(text: str) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if check := SHOWS.match(line):
            lines[number - 1] = f"{check[1]}{CHECK}({number}, lambda: ({check[2]}))"
    return "\n".join(lines)


def main_file(files: list[Path]) -> Path:
    """The file that no other one imports."""
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    for file in files:
        name = rf"^\s*(?:from|import)\s+(?:[\w.]*\.)?{file.stem}\b|import .*\b{file.stem}\b"
        others = [text for other, text in texts.items() if other != file]
        if file.stem != "__init__" and not any(re.search(name, text, re.MULTILINE) for text in others):
            return file
    return files[0]
