"""Apply edits to a file's original text, so that encoding, byte order mark, line ends, and all else stay.

In a notebook only the strings of a changed cell's source are written anew; every other byte of the JSON stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zerolint.source.model import SourceFile, Span, line_starts


class EditError(ValueError):
    """Edits that can't be applied: they overlap, lie outside the file, or can't be written in its encoding."""


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace what `span` holds by `text` (with `\\n` line ends); an empty span inserts."""

    path: str
    cell: int | None
    span: Span
    text: str


def overlapping(edits: Sequence[TextEdit], others: Sequence[TextEdit]) -> bool:
    """Whether an edit of one group touches what one of the other group replaces. Equal edits don't; they merge."""
    return any(_overlap(one, other) for one in edits for other in others)


def apply(source: SourceFile, edits: Iterable[TextEdit]) -> bytes:
    """The file's bytes with the edits made; equal edits count once. Raises `EditError`."""
    wanted = list(dict.fromkeys(edits))
    if not wanted:
        return source.data
    if source.kind == "notebook":
        from zerolint.source.writeback import apply_to_notebook

        text = apply_to_notebook(source, wanted)
    else:
        text = edited(source.text, wanted, source.newline)
    try:
        body = text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise EditError(f"{source.path}: the fix can't be written as {source.encoding}: {error.reason}") from None
    return b"\xef\xbb\xbf" + body if source.bom else body


def edited(text: str, edits: Sequence[TextEdit], newline: str = "\n") -> str:
    """A script's or cell's text with the edits made."""
    starts = line_starts(text)
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: _key(edit.span)):
        start = _offset(text, starts, edit.span.line, edit.span.column)
        end = _offset(text, starts, edit.span.end_line, edit.span.end_column)
        if start < done or end < start:
            raise EditError(f"edits overlap at line {edit.span.line}, column {edit.span.column}")
        parts += [text[done:start], edit.text.replace("\n", newline)]
        done = end
    return "".join((*parts, text[done:]))


def _offset(text: str, starts: list[int], line: int, column: int) -> int:
    if not 0 < line <= len(starts):
        raise EditError(f"there is no line {line}")
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    if not 0 < column <= len(text[start:end].rstrip("\r\n")) + 1:
        raise EditError(f"there is no column {column} in line {line}")
    return start + column - 1


def _overlap(one: TextEdit, other: TextEdit) -> bool:
    if one == other or (one.path, one.cell) != (other.path, other.cell):
        return False
    a, b = _key(one.span), _key(other.span)
    if a[:2] == a[2:] or b[:2] == b[2:]:  # an insertion collides with what is replaced around it only
        return max(a[:2], b[:2]) < min(a[2:], b[2:]) or (a[:2] < b[:2] < a[2:]) or (b[:2] < a[:2] < b[2:])
    return max(a[:2], b[:2]) < min(a[2:], b[2:])


def _key(span: Span) -> tuple[int, int, int, int]:
    return span.line, span.column, span.end_line, span.end_column
