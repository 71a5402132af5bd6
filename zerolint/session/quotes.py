"""What a diagnostic gets once its places are known: quoted lines, a fingerprint, a place in a file that was given."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100, PTH119, PTH120

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zerolint.check.diagnostic import Diagnostic, Label, Place, QuotedLine
from zerolint.session.fingerprint import fingerprint
from zerolint.source.model import SourceFile
from zerolint.source.roots import project_root


class Quotes:
    """The lines that diagnostics quote, and what their fingerprints are made of."""

    def __init__(self, sources: Mapping[str, SourceFile]) -> None:
        self._sources = dict(sources)

    def completed(self, one: Diagnostic) -> Diagnostic:
        """The diagnostic with its fingerprint and the lines of its places."""
        places = [one.place, *(note.place for note in one.notes if note.place is not None)]
        quoted = dict.fromkeys(line for place in places if (line := self._line(place)) is not None)
        return replace(one, lines=tuple(quoted), fingerprint=one.fingerprint or self._fingerprint(one))

    def text(self, place: Place) -> str | None:
        """What stands at a place, if that is on one line."""
        lines = self._lines(place)
        if place.line != place.end_line or not 0 < place.line <= len(lines):
            return None
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]

    def _lines(self, place: Place) -> Sequence[str]:
        source = self._sources.get(place.path)
        return () if source is None else source.lines(place.cell)

    def _line(self, place: Place) -> QuotedLine | None:
        lines = self._lines(place)
        if not 0 < place.line <= len(lines):
            return None
        return QuotedLine(place.path, place.cell, place.line, lines[place.line - 1])

    def _fingerprint(self, one: Diagnostic) -> str:
        source = self._sources.get(one.path)
        above = source.lines_above(one.place.cell) if source is not None else ()
        return fingerprint(one.code, from_root(one.path), self._lines(one.place), one.place, above)


def from_root(path: str) -> str:
    """A file's path from its project's root, so that it doesn't depend on where zerolint runs."""
    absolute = os.path.abspath(path)
    root = project_root(os.path.dirname(absolute))
    return os.path.basename(absolute) if root is None else os.path.relpath(absolute, root).replace(os.sep, "/")


def moved(one: Diagnostic, passed: Iterable[str]) -> Diagnostic | None:
    """The diagnostic at a place in a file that was asked for; None if it has none.

    Only changed files are given to a hook, and the fault may lie in one that they import. Then it is shown at the note
    that lies in the given file, its own place becomes a note, and its fingerprint stays that of its own place. A fix
    that would change other files isn't offered: only what was given is ever changed.
    """
    passed = frozenset(passed)
    if one.fix is not None and not all(edit.place.path in passed for edit in one.fix.edits):
        one = replace(one, fix=None, help=one.help or one.fix.message)
    if one.path in passed:
        return one
    here = next((note for note in one.notes if note.place is not None and note.place.path in passed), None)
    if here is None or here.place is None:
        return None
    return replace(one, place=here.place, notes=(Label("it is about this", one.place), *one.notes))
