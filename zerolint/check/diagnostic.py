"""A finding as users and programs get it: plain data, with lines and columns in place of sites.

`to_json` and `from_json` are exact inverses, apart from `lines` (the quoted source), which isn't part of the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from zerolint.check.levels import Confidence, Safety, Severity

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A span in a file: 1-based, columns in code points, end exclusive; in a notebook, lines count inside `cell`."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None

    @property
    def order(self) -> tuple[str, int, int, int]:
        """What places are sorted by."""
        return (self.path, self.cell or 0, self.line, self.column)

    def __str__(self) -> str:
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{self.path}:{cell}{self.line}:{self.column}"

    def to_json(self) -> Json:
        """The six keys that every place in the output has."""
        return {name: getattr(self, name) for name in PLACE_KEYS}


PLACE_KEYS = ("path", "line", "column", "end_line", "end_column", "cell")


@dataclass(frozen=True, slots=True)
class Label:
    """A note: text at a place, or evidence that belongs to no place."""

    message: str
    place: Place | None = None

    def to_json(self) -> Json:
        """A note as it stands in the output."""
        place = self.place.to_json() if self.place else dict.fromkeys(PLACE_KEYS)
        return {"message": self.message, **place}


@dataclass(frozen=True, slots=True)
class Change:
    """One edit of a fix: what stands at `place` becomes `text`."""

    place: Place
    text: str

    def to_json(self) -> Json:
        """An edit as it stands in the output."""
        return {**self.place.to_json(), "text": self.text}


@dataclass(frozen=True, slots=True)
class Repair:
    """A fix whose edits are spans and text."""

    message: str
    safety: Safety
    edits: tuple[Change, ...]

    def to_json(self) -> Json:
        """A fix as it stands in the output."""
        edits = [edit.to_json() for edit in self.edits]
        return {"message": self.message, "safety": self.safety.value, "edits": edits}


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding, resolved. `lines` are the source lines that its places quote, for code frames."""

    place: Place
    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    help: str | None = None
    notes: tuple[Label, ...] = ()
    fix: Repair | None = None
    probe: Json | None = None
    url: str = ""
    fingerprint: str = ""
    lines: tuple[QuotedLine, ...] = ()

    @property
    def path(self) -> str:
        """The file of the primary place."""
        return self.place.path

    @property
    def line(self) -> int:
        """The primary place's first line."""
        return self.place.line

    @property
    def column(self) -> int:
        """The primary place's first column."""
        return self.place.column

    @property
    def cell(self) -> int | None:
        """The primary place's notebook cell."""
        return self.place.cell

    @property
    def order(self) -> tuple[object, ...]:
        """What findings are sorted by: path, cell, line, column, code."""
        return (*self.place.order, self.code, self.message)

    def quoted(self, place: Place) -> str | None:
        """The source line that a place begins on, if it is known."""
        wanted = (place.path, place.cell, place.line)
        return next((line.text for line in self.lines if (line.path, line.cell, line.line) == wanted), None)

    def to_json(self) -> Json:
        """The object of `--output-format json`; every key is always there."""
        return {
            **self.place.to_json(),
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "confidence": self.confidence.value,
            "message": self.message,
            "help": self.help,
            "notes": [note.to_json() for note in self.notes],
            "fix": self.fix.to_json() if self.fix else None,
            "probe": self.probe,
            "url": self.url,
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Diagnostic:
        """The diagnostic that `to_json` made the record of."""
        return cls(
            place=_place(record),
            code=record["code"],
            name=record["name"],
            severity=Severity(record["severity"]),
            confidence=Confidence(record["confidence"]),
            message=record["message"],
            help=record["help"],
            notes=tuple(_label(note) for note in record["notes"]),
            fix=_repair(record["fix"]) if record["fix"] else None,
            probe=record["probe"],
            url=record["url"],
            fingerprint=record["fingerprint"],
        )


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """The text of one source line, without its line break."""

    path: str
    cell: int | None
    line: int
    text: str


def _place(record: Mapping[str, Any]) -> Place:
    return Place(**{name: record[name] for name in PLACE_KEYS})


def _label(record: Mapping[str, Any]) -> Label:
    return Label(record["message"], _place(record) if record["path"] is not None else None)


def _repair(record: Mapping[str, Any]) -> Repair:
    edits = tuple(Change(_place(edit), edit["text"]) for edit in record["edits"])
    return Repair(record["message"], Safety(record["safety"]), edits)
