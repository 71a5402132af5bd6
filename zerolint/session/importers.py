"""Who imports a file: a comment in it may silence what only shows when an importer is read."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH119, PTH120, PTH122

import os
from collections.abc import Iterator

from zerolint.session.discovery import discover
from zerolint.settings import Resolver
from zerolint.source.prefilter import imported_names
from zerolint.source.roots import project_root

MAX_FILES = 3000
"""Beyond this, nobody waits for the answer, and it is taken to be yes."""


class Importers:
    """Answers for one run; each project is searched once."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._words: dict[str, dict[str, set[str]] | None] = {}

    def all_among(self, path: str, passed: frozenset[str]) -> bool:
        """Whether every file of the project that may import this one (all absolute) is among those passed."""
        folder = os.path.dirname(path)
        root = project_root(folder) or folder
        if root not in self._words:
            self._words[root] = self._read(root)
        words = self._words[root]
        name = _module(path)
        return words is not None and all(
            other in passed or other == path or name not in imported for other, imported in words.items()
        )

    def _read(self, root: str) -> dict[str, set[str]] | None:
        """The parts of all imported names, by file."""
        files = discover([root], self._resolver).files
        return dict(_words(file.absolute for file in files)) if len(files) <= MAX_FILES else None


def _words(paths: Iterator[str]) -> Iterator[tuple[str, set[str]]]:
    for path in paths:
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            continue
        yield path, {part for name in imported_names(data) for part in name.split(".")}


def _module(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.basename(folder) if name == "__init__.py" else os.path.splitext(name)[0]
