"""What git ignores: `.gitignore` of the folder and those above it, inside a repository, as ruff reads them.

`pathspec` is imported only once there is a file to read.
"""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH110, PTH118, PTH120

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Ignores:
    """The patterns in force in a folder, outermost first, each with the folder that it starts from."""

    specs: tuple[tuple[str, "GitIgnoreSpec"], ...] = ()
    inside: bool = False
    """Whether the folder belongs to a git repository; outside one nothing is ignored."""

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Whether the last pattern that fits an absolute path ignores it; the innermost file speaks first."""
        for base, spec in reversed(self.specs):
            relative = path[len(base) :].lstrip(os.sep).replace(os.sep, "/")
            verdict = spec.check_file(relative + "/" if folder else relative).include
            if verdict is not None:
                return verdict
        return False

    def entering(self, folder: str) -> "Ignores":
        """What is in force one folder deeper; a repository inside another one starts anew."""
        here = Ignores(tuple(_excluded(folder)), inside=True) if _is_root(folder) else self
        if not here.inside:
            return here
        return Ignores((*here.specs, *_read(folder, ".gitignore")), inside=True)


def ignores_at(folder: str) -> Ignores:
    """What is in force in a folder that was asked for.

    If git ignores the folder itself, the patterns above it don't count: it was asked for.
    """
    above = list(_up_to_root(os.path.dirname(folder)))
    if not above and not _is_root(folder):
        return Ignores()
    ignores = Ignores(inside=bool(above))
    if not _is_root(folder):
        for one in reversed(above):
            ignores = ignores.entering(one)
        if ignores.ignores(folder, folder=True):
            ignores = Ignores(inside=True)
    return ignores.entering(folder)


def _up_to_root(folder: str) -> Iterator[str]:
    """The folders up to the repository's root; none outside a repository."""
    passed = []
    while True:
        passed.append(folder)
        if _is_root(folder):
            yield from passed
            return
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _is_root(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, ".git"))


def _excluded(root: str) -> Iterator[tuple[str, "GitIgnoreSpec"]]:
    return _read(root, os.path.join(".git", "info", "exclude"))


def _read(folder: str, name: str) -> Iterator[tuple[str, "GitIgnoreSpec"]]:
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
            lines = [line for line in file.read().splitlines() if line.strip() and not line.startswith("#")]
    except OSError:
        return
    if lines:
        yield folder, _spec(lines)


def _spec(lines: list[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in lines if _valid(line))


def _valid(line: str) -> bool:
    """Git passes over a pattern that it can't read."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
