"""Code frames: source lines with marks below them, in line order, `:` where lines are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from zerolint.report.style import Style, columns, columns_of, printable

TAB: Final = 4
LONGEST: Final = 160
"""Columns of a source line that are shown when the width isn't known; notebooks have lines of thousands."""
SHORTEST: Final = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A span on one line (0-based columns, end exclusive; None: up to the line's end) and what is to be said of it."""

    line: int
    start: int
    end: int | None
    label: str
    role: str
    primary: bool


def frame(marks: Sequence[Mark], text: Mapping[int, str], gutter: int, style: Style) -> Iterator[str]:
    """The lines of the frame; marks on lines whose text isn't known are left out."""
    bar = " " * gutter + " " + style.paint("|", "frame")
    yield bar
    before: int | None = None
    known = sorted((mark for mark in marks if mark.line in text), key=lambda mark: (mark.line, mark.start))
    for line, group in groupby(known, key=lambda mark: mark.line):
        if before is not None and line > before + 1:
            yield " " * gutter + " " + style.paint(":", "frame")
        before = line
        here = list(group)
        shown = _Shown.of(text[line], here, _room(gutter, style))
        yield f"{style.paint(f'{line:>{gutter}} |', 'frame')} {shown.text}".rstrip()
        yield from (f"{bar} {shown.below(mark, style)}".rstrip() for mark in here)


def gutter_for(lines: Iterable[int]) -> int:
    """The width of the line numbers; two at least, so that short frames line up."""
    return max((len(str(line)) for line in lines), default=2) if lines else 2


def _room(gutter: int, style: Style) -> int:
    return max(SHORTEST, style.width - gutter - 3) if style.width else LONGEST


@dataclass(frozen=True, slots=True)
class _Shown:
    """A source line as it is printed: tabs expanded, cut to the room there is around its marks."""

    text: str
    offsets: tuple[int, ...]
    cut: int

    @classmethod
    def of(cls, line: str, marks: Sequence[Mark], room: int) -> _Shown:
        full, offsets = _expanded(line.rstrip())
        if columns(full) <= room:
            return cls(full, offsets, 0)
        primary = next((mark for mark in marks if mark.primary), marks[0])
        start = offsets[min(primary.start, len(offsets) - 1)]
        cut = max(0, min(start - room // 3, columns(full) - room))
        return cls(_cropped(full, cut, room), offsets, cut)

    def below(self, mark: Mark, style: Style) -> str:
        """The row of carets or dashes for one mark, with its label."""
        last = self.offsets[-1]
        start = self._column(mark.start)
        end = self._column(mark.end) if mark.end is not None else last - self.cut
        length = max(1, min(end, columns(self.text)) - start)
        signs = ("^" if mark.primary else "-") * length
        return " " * start + style.paint(f"{signs} {printable(mark.label)}".rstrip(), mark.role)

    def _column(self, source: int) -> int:
        return max(0, self.offsets[min(source, len(self.offsets) - 1)] - self.cut)


def _expanded(line: str) -> tuple[str, tuple[int, ...]]:
    """The line without tabs and control characters, and the column that each code point (and the end) stands at."""
    parts: list[str] = []
    offsets: list[int] = []
    column = 0
    for char in line:
        offsets.append(column)
        part = " " * (TAB - column % TAB) if char == "\t" else printable(char)
        parts.append(part)
        column += len(part) if char == "\t" else columns_of(part)
    return "".join(parts), (*offsets, column)


def _cropped(text: str, cut: int, room: int) -> str:
    """Columns `cut` to `cut + room`, an ellipsis at each end that something is missing from."""
    column, kept = 0, []
    for char in text:
        if cut <= column < cut + room:
            kept.append(char)
        column += columns_of(char)
    if cut and kept:
        kept[0] = "…"
    if column > cut + room and kept:
        kept[-1] = "…"
    return "".join(kept)
