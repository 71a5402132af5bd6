"""A file without Keras: only whether it can be read at all.

Python's own parser answers that twenty times as fast as LibCST. LibCST is asked only where it says no: it may be older
than the file's syntax, and what is reported should be the same as for a file with Keras.
"""

from __future__ import annotations

import symtable
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zerolint.source.model import Problem, SourceFile

SHORT = 50_000
"""Bytes of a file, and (below) of its longest line, that Python's parser takes whatever they hold: what nests too
deeply makes it raise and not die (tried on 3.10 to 3.13 with brackets, operators, calls, `lambda`, `elif` …)."""
NARROW = 500


def readable(path: str, data: bytes) -> bool:
    """Whether a script is plainly in order; no means that `problems_of` has to look closer."""
    if len(data) > SHORT or path.lower().endswith(".ipynb"):
        return False
    return max(map(len, data.split(b"\n"))) <= NARROW and _parses(data)


def problems_of(path: str, data: bytes, max_size: int) -> tuple[SourceFile, tuple[Problem, ...]]:
    """The file taken apart, and what keeps it, or a part of it, from being read."""
    from zerolint.source.load import load
    from zerolint.source.parse import parse

    source = load(path, data)
    size = sum(len(chunk.code) for chunk in source.chunks)
    if size <= max_size and not source.problems and all(_parses_guarded(chunk.code) for chunk in source.chunks):
        return source, ()
    return source, parse(source, max_size=max_size).problems


def _parses_guarded(code: str) -> bool:
    from zerolint.source.guard import check

    checked = check(code)
    return checked.problem is None and _parses(checked.code)


def _parses(code: str | bytes) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python says of a file's escapes is none of our business
            # It parses, and makes no objects of the tree as ast.parse does.
            symtable.symtable(code, "<file>", "exec")  # type: ignore[arg-type]  # it takes bytes, too
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
