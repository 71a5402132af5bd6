"""`full`: headline, code frame with labelled places, evidence, repair. The default."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from zerolint.check.diagnostic import Diagnostic, Label, Place
from zerolint.check.levels import Safety
from zerolint.report.frame import Mark, frame, gutter_for
from zerolint.report.style import PLAIN_WIDTH, Style, columns, printable

FLAGS = {Safety.SAFE: "[--fix]", Safety.UNSAFE: "[--fix --unsafe-fixes]"}


def render(diagnostics: Sequence[Diagnostic], style: Style) -> str:
    """All findings, a blank line between them."""
    return "".join("\n".join(_finding(one, style)) + "\n\n" for one in diagnostics)


def _finding(one: Diagnostic, style: Style) -> Iterator[str]:
    places = [one.place, *(note.place for note in one.notes if note.place)]
    gutter = max(2, gutter_for([place.line for place in places if one.quoted(place) is not None]))
    yield _headline(one, style)
    yield f"{' ' * gutter}{style.paint('-->', 'frame')} {printable(str(one.place))}"
    yield from _here(one, gutter, style)
    yield from _elsewhere(one, gutter, style)
    yield from _below(one, gutter, style)


def _headline(one: Diagnostic, style: Style) -> str:
    code = style.link(style.paint(one.code, one.severity), one.url)
    severity = style.paint(one.severity.value, one.severity)
    message = printable(one.message)
    taken = columns(f"{one.code} {one.severity.value}  {message}")
    tag = f"[{one.confidence.value}]"
    blank = max(2, _width(style) - taken - len(tag))
    return f"{code} {severity}  {style.paint(message, 'strong')}{' ' * blank}{style.paint(tag, 'dim')}"


def _width(style: Style) -> int:
    return min(style.width or PLAIN_WIDTH, 100)


def _here(one: Diagnostic, gutter: int, style: Style) -> Iterator[str]:
    """The frame of the primary place's file (or cell)."""
    own = [note.message for note in one.notes if note.place == one.place]
    primary = [_mark(one.place, label, one.severity.value, primary=True) for label in own or [""]]
    others = [
        _mark(note.place, note.message, "frame")
        for note in one.notes
        if note.place and note.place != one.place and _file(note.place) == _file(one.place)
    ]
    if one.quoted(one.place) is not None:
        yield from frame([*primary, *others], _lines(one, one.place), gutter, style)


def _elsewhere(one: Diagnostic, gutter: int, style: Style) -> Iterator[str]:
    """A frame, or a line, for the notes of every other file or cell."""
    others = [note for note in one.notes if note.place and _file(note.place) != _file(one.place)]
    for _, group in groupby(others, key=lambda note: _file(note.place) if note.place else None):
        notes = list(group)
        arrow = f"{' ' * gutter}{style.paint(':::', 'frame')}"
        quoted = [note for note in notes if note.place and one.quoted(note.place) is not None]
        if quoted:
            yield f"{arrow} {printable(str(quoted[0].place))}"
            marks = [_mark(note.place, note.message, "frame") for note in quoted if note.place]
            assert quoted[0].place
            yield from frame(marks, _lines(one, quoted[0].place), gutter, style)
        for note in notes:
            if note not in quoted:
                yield f"{arrow} {printable(str(note.place))} {printable(note.message)}"


def _file(place: Place) -> tuple[str, int | None]:
    return (place.path, place.cell)


def _lines(one: Diagnostic, place: Place) -> dict[int, str]:
    return {line.line: line.text for line in one.lines if (line.path, line.cell) == _file(place)}


def _mark(place: Place, label: str, role: str, *, primary: bool = False) -> Mark:
    end = place.end_column - 1 if place.end_line == place.line else None
    return Mark(place.line, place.column - 1, end, label, role, primary)


def _below(one: Diagnostic, gutter: int, style: Style) -> Iterator[str]:
    for note in one.notes:
        if not note.place:
            yield from _remark(note, gutter, style)
    if one.help and not (one.fix and one.fix.message == one.help):
        yield from _remark(Label(f"help: {one.help}"), gutter, style)
    if one.fix:
        yield from _remark(Label(f"fix: {one.fix.message}"), gutter, style, tag=FLAGS[one.fix.safety])
    if one.probe and one.probe.get("summary"):
        yield from _remark(Label(f"probe: {one.probe['summary']}"), gutter, style)


def _remark(note: Label, gutter: int, style: Style, *, tag: str = "") -> Iterator[str]:
    lead = f"{' ' * gutter}{style.paint('=', 'frame')} "
    first, *rest = _wrapped(printable(note.message), gutter + 2, style)
    if tag:
        blank = max(2, _width(style) - gutter - 2 - columns(first) - len(tag))
        first = f"{first}{' ' * blank}{style.paint(tag, 'good')}"
    yield lead + first
    yield from (" " * (gutter + 4) + line for line in rest)


def _wrapped(text: str, indent: int, style: Style) -> list[str]:
    if not style.width or columns(text) + indent <= style.width:
        return [text]
    return textwrap.wrap(text, max(20, style.width - indent - 2), break_long_words=False) or [text]
