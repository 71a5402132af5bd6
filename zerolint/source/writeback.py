"""Write changed cells back into a notebook's JSON text.

Of a source that is a list of strings only those are written anew that change, in the notebook's own layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from json import dumps

from zerolint.source.decode import newline_of
from zerolint.source.edits import EditError, TextEdit, edited
from zerolint.source.model import SourceFile
from zerolint.source.notebooks import Item, SourceText, read_notebook, source_text

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ESCAPED = re.compile(r"\\u(?!00[0-7])")


def apply_to_notebook(source: SourceFile, edits: Sequence[TextEdit]) -> str:
    """The notebook's text with the edits made."""
    text = source.text
    escape = text.isascii() and _ESCAPED.search(text) is not None
    cells = {cell.position: cell for cell in read_notebook(text).cells}
    for position in sorted({edit.cell or 0 for edit in edits}, reverse=True):
        if position not in cells:
            raise EditError(f"{source.path}: there is no code cell {position}")
        cell = cells[position]
        inside = [edit for edit in edits if edit.cell == position]
        new = edited(cell.source, inside, newline_of(cell.source))
        start, end, literal = _rewritten(text, source_text(text, position), new, escape=escape)
        text = text[:start] + literal + text[end:]
    return text


def _rewritten(text: str, cell: SourceText, new: str, *, escape: bool) -> tuple[int, int, str]:
    """The part of the JSON text to replace, and by what."""
    if not cell.listed:
        return cell.start, cell.end, dumps(new, ensure_ascii=escape)
    if not cell.items:
        lines = [dumps(line, ensure_ascii=escape) for line in _LINE.findall(new)]
        return cell.start, cell.end, f"[{', '.join(lines)}]"
    head = _same_start(cell.items, new)
    tail = _same_end(cell.items[head:], new[sum(len(item.text) for item in cell.items[:head]) :])
    if head + tail == len(cell.items) and "".join(item.text for item in cell.items) != new:
        head, tail = (head, tail - 1) if tail else (head - 1, tail)
    kept_head, kept_tail = cell.items[:head], cell.items[len(cell.items) - tail :]
    middle = new[sum(len(item.text) for item in kept_head) : len(new) - sum(len(item.text) for item in kept_tail)]
    changed = cell.items[head : len(cell.items) - tail]
    separator = _separator(text, cell)
    literal = separator.join(dumps(line, ensure_ascii=escape) for line in _LINE.findall(middle))
    if not changed:
        return cell.end, cell.end, ""
    if literal:
        return changed[0].start, changed[-1].end, literal
    return _without(text, cell, changed, kept_head, kept_tail)


def _without(
    text: str, cell: SourceText, changed: Sequence[Item], before: Sequence[Item], after: Sequence[Item]
) -> tuple[int, int, str]:
    """Take strings out of the list together with a separator."""
    if after:
        return changed[0].start, after[0].start, ""
    if before:
        return before[-1].end, changed[-1].end, ""
    return cell.start, cell.end, "[]"


def _same_start(items: Sequence[Item], new: str) -> int:
    """How many strings at the start stay; each must end its line, lest a new line begins inside a kept string."""
    at = count = 0
    for item in items:
        if not (item.text.endswith("\n") and new.startswith(item.text, at)):
            break
        at += len(item.text)
        count += 1
    return count


def _same_end(items: Sequence[Item], new: str) -> int:
    at, count = len(new), 0
    for item in reversed(items):
        start = at - len(item.text)
        if start < 0 or new[start:at] != item.text or not (start == 0 or new[start - 1] == "\n"):
            break
        at = start
        count += 1
    return count


def _separator(text: str, cell: SourceText) -> str:
    """What stands between two strings of the list; of a list of one, its indentation tells."""
    first = cell.items[0]
    if len(cell.items) > 1:
        return text[first.end : cell.items[1].start]
    before = text[cell.start + 1 : first.start]
    return f",{before}" if before.strip(" \t") else ", "
