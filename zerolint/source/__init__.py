"""Text, notebooks, parsing behind a guard, places, and edits.

Everything is imported on first use, and LibCST not before `parse` is called.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zerolint.source.comments import Comment, comments
    from zerolint.source.edits import EditError, TextEdit, apply, overlapping
    from zerolint.source.load import load
    from zerolint.source.locate import Locator
    from zerolint.source.model import Chunk, Problem, ShellLine, SourceFile, Span
    from zerolint.source.parse import ParsedChunk, ParsedFile, parse
    from zerolint.source.prefilter import imported_names, mentions_keras

__all__ = [
    "Chunk",
    "Comment",
    "EditError",
    "Locator",
    "ParsedChunk",
    "ParsedFile",
    "Problem",
    "ShellLine",
    "SourceFile",
    "Span",
    "TextEdit",
    "apply",
    "comments",
    "imported_names",
    "load",
    "mentions_keras",
    "overlapping",
    "parse",
]

_HOME = {
    "comments": ("Comment", "comments"),
    "edits": ("EditError", "TextEdit", "apply", "overlapping"),
    "load": ("load",),
    "locate": ("Locator",),
    "model": ("Chunk", "Problem", "ShellLine", "SourceFile", "Span"),
    "parse": ("ParsedChunk", "ParsedFile", "parse"),
    "prefilter": ("imported_names", "mentions_keras"),
}


def __getattr__(name: str) -> object:
    for module, names in _HOME.items():
        if name in names:
            value: object = getattr(import_module(f"zerolint.source.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
