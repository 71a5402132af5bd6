"""Where a file's absolute imports may start. It loads nothing: also asked of files that never meet the parser."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100, PTH110, PTH111, PTH113, PTH118, PTH119, PTH120

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

INSTALLED: Final = frozenset({"dist-packages", "site-packages"})
"""Folders of installed packages: what lies in them side by side is no project."""
MAX_UP: Final = 3
"""Folders above a script outside of any project in which a list of its requirements is still taken for its own."""


def import_roots(folder: str) -> tuple[str, ...]:
    """The folder of the file, the one that holds its outermost package, the project's, and the project's `src`."""
    project = project_root(folder)
    roots = [folder, package_root(folder)]
    if project is not None:
        roots += [project, os.path.join(project, "src")]
    return tuple(dict.fromkeys(root for root in roots if os.path.basename(root) not in INSTALLED))


def package_root(folder: str) -> str:
    """The folder that holds the outermost package around."""
    while os.path.isfile(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


@lru_cache(maxsize=1024)
def project_root(folder: str) -> str | None:
    """The nearest folder upwards that a project starts in; remembered until `forget`."""
    if any(os.path.exists(os.path.join(folder, name)) for name in ("pyproject.toml", "setup.py", ".git")):
        return folder
    above = os.path.dirname(folder)
    return None if above == folder else project_root(above)


def forget() -> None:
    """Look again where projects start: a process may lint again after files have changed."""
    project_root.cache_clear()


def folders_of_project(folder: str) -> Iterator[str]:
    """This folder and those around it, up to the one that the project starts in; only this one outside of projects."""
    last = project_root(folder) or folder
    yield folder
    while folder != last:
        folder = os.path.dirname(folder)
        yield folder


def folders_around(folder: str) -> list[str]:
    """This folder and those that its requirements may be written down in.

    Up to the one that the repository starts in; without one up to the project's, or a few folders; never a home folder.
    """
    folder, home = os.path.abspath(folder), os.path.expanduser("~")
    around = [folder]
    while not os.path.exists(os.path.join(around[-1], ".git")):
        above = os.path.dirname(around[-1])
        if above in (around[-1], home):
            start = project_root(folder)
            return around[: around.index(start) + 1 if start in around else 1 + MAX_UP]
        around.append(above)
    return around
