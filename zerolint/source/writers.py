"""Scripts of one folder that hand files to each other: which of them writes a file that another one loads."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH118

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

MAX_SCRIPTS: Final = 40
"""A folder of more scripts is a collection, not a program: files of one name need not have to do with each other."""
MAX_BYTES: Final = 400_000
"""Larger files aren't looked into: a notebook of that size holds pictures."""
LOADS: Final = re.compile(rb"load\w*\([^()]*$")
LOOK_BACK: Final = 80
"""Bytes before a name in which the call stands that it is given to."""
SAVES: Final = re.compile(rb"\.(save|save_model|save_weights|dump|to_json)\(|\bsave_model\(|\bModelCheckpoint\(")


def writers(folder: str, name: str) -> Iterator[str]:
    """The scripts and notebooks of a folder that name this file and save something; loading it isn't enough."""
    try:
        entries = [one for one in os.scandir(folder) if one.name.endswith((".py", ".ipynb")) and one.is_file()]
    except OSError:
        return
    wanted = re.compile(rb"[\"'/\\\\]" + re.escape(name.encode()) + rb"\\?[\"']")
    for entry in sorted(entries, key=lambda one: one.name) if len(entries) <= MAX_SCRIPTS else ():
        try:
            found = entry.stat()
            data = _saving(entry.path, found.st_mtime_ns) if found.st_size <= MAX_BYTES else b""
        except OSError:
            continue
        if wanted.search(data) and not _only_loads(data, wanted):
            yield os.path.join(folder, entry.name)


@lru_cache(maxsize=MAX_SCRIPTS)
def _saving(path: str, changed: int) -> bytes:
    """The bytes of a script that saves something, else none; all scripts of a folder ask for them, until `changed`."""
    with open(path, "rb") as file:
        data = file.read()
    return data if SAVES.search(data) else b""


def _only_loads(data: bytes, name: re.Pattern[bytes]) -> bool:
    """Whether the name stands in nothing but calls that load."""
    return all(LOADS.search(data[max(0, found.start() - LOOK_BACK) : found.start()]) for found in name.finditer(data))
