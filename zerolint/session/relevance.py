"""Which files are worth the engine: those that mention Keras or TensorFlow, or whose imports lead to one that does.

All others cost a search in their bytes, and a look at which of the modules that they import lie in the project.
"""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH113, PTH118, PTH120

import os
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.source.prefilter import imported_names, mentions_keras
from zerolint.source.roots import import_roots

MAX_MODULES: Final = 60
"""Modules of the project that are looked into for one file; training scripts lead to fewer."""


class Seen(NamedTuple):
    """What the bytes of a module say."""

    mentions: bool
    leads_to: tuple[str, ...] = ()
    """The files that its imports may stand for."""


class Relevance:
    """Answers for one run; what is asked about a module is kept."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen | None] = {}
        self._files: dict[str, bool] = {}
        self._roots: dict[str, tuple[str, ...]] = {}

    def relevant(self, path: str, data: bytes) -> bool:
        """Whether a file (absolute path, and what it holds) may have a training program, or lead to one.

        A package's `__init__.py` mostly just hands on what its modules define, so one step isn't enough.
        """
        first = self._look(path, data)
        reached = dict.fromkeys((path, *first.leads_to))
        waiting = deque(first.leads_to)
        while waiting:
            seen = self._module(waiting.popleft())
            if seen is None:
                continue
            if seen.mentions:
                return True
            further = [file for file in seen.leads_to if file not in reached] if len(reached) < MAX_MODULES else []
            reached.update(dict.fromkeys(further))
            waiting.extend(further)
        return first.mentions

    def _module(self, path: str) -> Seen | None:
        """What a file says, None where there is none."""
        if path not in self._seen:
            try:
                with open(path, "rb") as file:
                    data = file.read()
            except OSError:
                self._seen[path] = None
            else:
                self._seen[path] = self._look(path, data)
        return self._seen[path]

    def _look(self, path: str, data: bytes) -> Seen:
        if mentions_keras(data):
            return Seen(True)
        folder = os.path.dirname(path)
        names = sorted(imported_names(data))
        found = dict.fromkeys(file for name in names for file in self._candidates(name, folder))
        return Seen(False, tuple(file for file in found if self._is_file(file)))

    def _is_file(self, path: str) -> bool:
        if path not in self._files:
            self._files[path] = os.path.isfile(path)
        return self._files[path]

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
