"""Edits of calls and of lines as plain text operations: where to cut, and what to put there.

Nothing here knows syntax nodes; callers give the offsets of the pieces. Formatting and comments of what isn't edited
stay as they are. Lines end with a line feed here, whatever the file has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GAP: Final = re.compile(r"(?:[ \t\n\f]|\\\n|#[^\n]*)*")
"""What may stand between an argument and its comma."""
REST: Final = re.compile(r"[ \t]*(?:#[^\n]*)?(?=\n|\Z)")
"""The rest of a line that holds nothing but a comment."""


@dataclass(frozen=True, slots=True)
class Splice:
    """`code[start:end]` becomes `text`; `lines` where both are whole lines."""

    start: int
    end: int
    text: str
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Where an argument stands, without its comma."""

    start: int
    end: int


def line_start(code: str, position: int) -> int:
    """The offset at which the line begins."""
    return code.rfind("\n", 0, position) + 1


def line_end(code: str, position: int) -> int:
    """The offset behind the line's break, or the end."""
    found = code.find("\n", position)
    return len(code) if found < 0 else found + 1


def behind_comma(code: str, position: int) -> int | None:
    """The offset behind the next comma, if nothing but blanks and comments stands before it."""
    gap = GAP.match(code, position)
    at = gap.end() if gap else position
    return at + 1 if code[at : at + 1] == "," else None


def _begins_line(code: str, position: int) -> bool:
    return not code[line_start(code, position) : position].strip()


def _blanks(code: str, position: int) -> int:
    """How many blanks stand before a place inside a line."""
    line = code[line_start(code, position) : position]
    return len(line) - len(line.rstrip(" \t")) if line.strip() else 0


def _rest(code: str, position: int) -> int | None:
    """The end of the line's content, if only a comment follows."""
    found = REST.match(code, position)
    return found.end() if found else None


def remove_argument(code: str, arguments: Sequence[Piece], index: int) -> Splice:
    """Take one argument with its comma out of a call."""
    here = arguments[index]
    before = arguments[index - 1].end if index else None
    after = arguments[index + 1].start if index + 1 < len(arguments) else None
    comma = behind_comma(code, here.end)
    stop = comma if comma is not None else here.end
    if _begins_line(code, here.start) and _rest(code, stop) is not None and line_end(code, stop) < len(code):
        return remove_lines(code, here.start, stop)
    if comma is not None and after is not None and not code[comma:after].strip(" \t"):
        return Splice(here.start, after, "")
    if comma is not None:
        return Splice(here.start - _blanks(code, here.start), comma, "")
    if before is not None and "#" not in code[before : here.start]:
        return Splice(before, here.end, "")
    return Splice(here.start, here.end, "")


def add_argument(code: str, arguments: Sequence[Piece], index: int, close: int, text: str) -> list[Splice]:
    """Put an argument in as number `index`; `close` is the offset of the call's closing parenthesis."""
    if not arguments:
        return [Splice(close, close, text)]
    if index == 0:
        return [Splice(arguments[0].start, arguments[0].start, f"{text}, ")]
    before = arguments[index - 1]
    if not _begins_line(code, before.start):
        return [Splice(before.end, before.end, f", {text}")]
    return _add_line(code, before, text)


def _add_line(code: str, before: Piece, text: str) -> list[Splice]:
    """A line of its own below an argument that has one."""
    lead = "\n" + code[line_start(code, before.start) : before.start]
    comma = behind_comma(code, before.end)
    if comma is not None:
        end = _rest(code, comma)
        return [Splice(before.end, before.end, f", {text}")] if end is None else [Splice(end, end, f"{lead}{text},")]
    end = _rest(code, before.end)
    if end is None or end == before.end:
        return [Splice(before.end, before.end, f",{lead}{text}")]
    return [Splice(before.end, before.end, ","), Splice(end, end, f"{lead}{text}")]


def insert_lines(code: str, position: int, indent: str, text: str) -> Splice:
    """Whole lines at the beginning of a line (or, at the end of code without a last line break, behind it)."""
    lines = "\n".join(indent + line if line.strip() else "" for line in text.strip("\n").split("\n"))
    missing = position == len(code) and position > 0 and code[position - 1] != "\n"
    return Splice(position, position, f"\n{lines}" if missing else f"{lines}\n", lines=not missing)


def remove_lines(code: str, start: int, end: int) -> Splice:
    """Take the lines from the one that holds `start` to the one that holds `end` out."""
    return Splice(line_start(code, start), line_end(code, end), "", lines=True)


def apply_all(code: str, splices: Sequence[Splice]) -> str:
    """The code with all splices done; they don't overlap."""
    for one in sorted(splices, key=lambda each: (each.start, each.end), reverse=True):
        code = code[: one.start] + one.text + code[one.end :]
    return code
