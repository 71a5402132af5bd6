"""Which files are worth the engine: those that mention Keras or TensorFlow, or import a project module that does.

All others cost a search in their bytes, and a look at which of the modules that they import lie in the project.
"""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH118, PTH120

import os
from collections.abc import Iterator

from zerolint.source.prefilter import imported_names, mentions_keras
from zerolint.source.roots import import_roots


class Relevance:
    """Answers for one run; what is asked about a module is kept."""

    def __init__(self) -> None:
        self._mentions: dict[str, bool] = {}
        self._roots: dict[str, tuple[str, ...]] = {}

    def relevant(self, path: str, data: bytes) -> bool:
        """Whether a file (absolute path, and what it holds) may have a training program."""
        if mentions_keras(data):
            return True
        folder = os.path.dirname(path)
        return any(self._imports_it(name, folder) for name in imported_names(data))

    def _imports_it(self, name: str, folder: str) -> bool:
        return any(self._file_mentions(module) for module in self._candidates(name, folder))

    def _candidates(self, name: str, folder: str) -> Iterator[str]:
        """Files that a dotted name may stand for; the last part may also be a name inside the module."""
        above = len(name) - len(name.lstrip("."))
        parts = [part for part in name[above:].split(".") if part]
        if above:
            for _ in range(above - 1):
                folder = os.path.dirname(folder)
            roots: tuple[str, ...] = (folder,)
        else:
            roots = self._roots_of(folder)
        for root in roots:
            for length in range(len(parts), -1 if above else 0, -1):
                module = os.path.join(root, *parts[:length])
                yield module + ".py"
                yield os.path.join(module, "__init__.py")

    def _roots_of(self, folder: str) -> tuple[str, ...]:
        """Where absolute imports may start: the file's folder, its package's, the project's."""
        if folder not in self._roots:
            self._roots[folder] = import_roots(folder)
        return self._roots[folder]

    def _file_mentions(self, path: str) -> bool:
        if path not in self._mentions:
            self._mentions[path] = _mentions(path)
        return self._mentions[path]


def _mentions(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return mentions_keras(file.read())
    except OSError:
        return False
