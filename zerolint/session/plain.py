"""A file without Keras: only whether it can be read at all.

Python's own parser answers that ten times as fast as LibCST. LibCST is asked only where it says no: it may be older
than the file's syntax, and what is reported should be the same as for a file with Keras.
"""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from zerolint.source.guard import check

if TYPE_CHECKING:
    from zerolint.source.model import Problem, SourceFile


def readable(path: str, data: bytes, max_size: int) -> bool:
    """Whether a script is plainly in order; no means that `problems_of` has to look closer."""
    special = b"\r" in data or b"coding" in data[:400] or path.lower().endswith(".ipynb")
    if special or len(data) > max_size:
        return False
    try:
        return _parses(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def problems_of(path: str, data: bytes, max_size: int) -> tuple[SourceFile, tuple[Problem, ...]]:
    """The file taken apart, and what keeps it, or a part of it, from being read."""
    from zerolint.source.load import load
    from zerolint.source.parse import parse

    source = load(path, data)
    size = sum(len(chunk.code) for chunk in source.chunks)
    if size <= max_size and not source.problems and all(_parses(chunk.code) for chunk in source.chunks):
        return source, ()
    return source, parse(source, max_size=max_size).problems


def _parses(code: str) -> bool:
    checked = check(code)
    if checked.problem is not None:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python says of a file's escapes is none of our business
            ast.parse(checked.code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
