"""Which files are worth the engine: those that mention Keras or TensorFlow, or whose imports lead to one that does.

All others cost a search in their bytes, and a look at which of the modules that they import lie in the project.
"""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH118, PTH120

import os
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.source.prefilter import imported_names, mentions_keras
from zerolint.source.roots import import_roots

MAX_MODULES: Final = 200
"""Modules of the project that are looked into for one file; training scripts lead to far fewer."""


class Seen(NamedTuple):
    """What the bytes of a module say."""

    mentions: bool
    leads_to: tuple[str, ...] = ()
    """Files that its imports may stand for, whether they exist or not."""


class Relevance:
    """Answers for one run; what is asked about a module is kept."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen | None] = {}
        self._roots: dict[str, tuple[str, ...]] = {}

    def relevant(self, path: str, data: bytes) -> bool:
        """Whether a file (absolute path, and what it holds) may have a training program, or lead to one.

        A package's `__init__.py` mostly just hands on what its modules define, so one step isn't enough.
        """
        first = self._look(path, data)
        waiting, asked, found = deque(first.leads_to), {path}, 0
        if first.mentions:
            return True
        while waiting and found < MAX_MODULES:
            module = waiting.popleft()
            if module in asked:
                continue
            asked.add(module)
            if (seen := self._module(module)) is None:
                continue
            if seen.mentions:
                return True
            found += 1
            waiting.extend(seen.leads_to)
        return False

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
        return Seen(False, tuple(dict.fromkeys(file for name in names for file in self._candidates(name, folder))))

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
