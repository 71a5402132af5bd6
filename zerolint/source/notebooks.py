"""The code cells of a notebook (formats 4, 3 and 2) with the place of each one's source in the JSON text.

The text is walked with the standard library's own scanners, so that edits can later change a cell's source and leave
every other byte as it is. `json` is imported by nothing else, so only when there is a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]  # the class is known here
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One string of a source, and where its JSON literal stands, quotes included."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CodeCell:
    """A code cell: its 1-based position among all cells, and its source as one string or a list of them."""

    position: int
    source: str
    items: tuple[Item, ...]
    start: int
    end: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Notebook:
    """What is read of a notebook."""

    cells: tuple[CodeCell, ...]
    language: str = "python"


class NotebookError(ValueError):
    """The text isn't a notebook; `offset` is where that shows."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


def read_notebook(text: str) -> Notebook:
    """Take a notebook's JSON text apart; raises `NotebookError`."""
    if not text.strip():
        raise NotebookError("the file is empty, so it isn't a notebook")
    try:
        return _read(text)
    except JSONDecodeError as error:
        raise NotebookError(f"the notebook's JSON is broken: {_lower(error.msg)}", error.pos) from None
    except RecursionError:
        raise NotebookError("the notebook's JSON is nested too deeply") from None


def _read(text: str) -> Notebook:
    start = _skip(text, 0)
    if text[start : start + 1] != "{":
        _DECODER.raw_decode(text, start)  # says what is wrong where it isn't JSON at all
        raise NotebookError("the file is JSON, but no notebook: there are no cells", start)
    cells: list[CodeCell] | None = None
    language = "python"
    position = 0
    for key, at in _members(text, start):
        if key == "metadata":
            language = _language(_DECODER.raw_decode(text, at)[0]) or language
        elif key in ("cells", "worksheets") and text[at] == "[":
            cells = [] if cells is None else cells
            for cell in _cells(text, at) if key == "cells" else _worksheets(text, at):
                position += 1
                if found := _code_cell(text, cell, position):
                    cells.append(found)
    if cells is None:
        raise NotebookError("the file is JSON, but no notebook: there are no cells", start)
    return Notebook(tuple(cells), language)


def _cells(text: str, at: int) -> Iterator[int]:
    return (cell for cell in _elements(text, at) if text[cell] == "{")


def _worksheets(text: str, at: int) -> Iterator[int]:
    for sheet in _elements(text, at):
        if text[sheet] == "{":
            for key, value in _members(text, sheet):
                if key == "cells" and text[value] == "[":
                    yield from _cells(text, value)


def _code_cell(text: str, at: int, position: int) -> CodeCell | None:
    kind: Any = None
    source = -1
    language: Any = "python"
    for key, value in _members(text, at):
        if key == "cell_type":
            kind = _DECODER.raw_decode(text, value)[0]
        elif key in ("source", "input"):
            source = value
        elif key == "language":
            language = _DECODER.raw_decode(text, value)[0]
    if kind != "code" or source < 0 or text[source] not in '["' or not str(language).startswith("python"):
        return None
    items = tuple(_items(text, source))
    end = _end(text, source)
    return CodeCell(position, "".join(item.text for item in items), items, source, end, text[source] == "[")


def _items(text: str, at: int) -> Iterator[Item]:
    for start in _elements(text, at) if text[at] == "[" else (at,):
        if text[start] == '"':
            value, end = scanstring(text, start + 1, False)
            yield Item(value, start, end)


def _language(metadata: Any) -> str | None:
    """The language that the kernel speaks, lower case; IPython's own name counts as Python."""
    for place, key in (("language_info", "name"), ("kernelspec", "language")):
        part = metadata.get(place) if isinstance(metadata, dict) else None
        name = part.get(key) if isinstance(part, dict) else None
        if isinstance(name, str) and name:
            return "python" if "python" in name.lower() else name.lower()
    return None


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object that starts here, each with the offset of its value."""
    at = _skip(text, at + 1)
    if text[at : at + 1] == "}":
        return
    while True:
        if text[at : at + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, at = scanstring(text, at + 1, False)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise JSONDecodeError("Expecting ':' delimiter", text, at)
        at = _value(text, at + 1)
        yield key, at
        at = _skip(text, _end(text, at))
        if text[at : at + 1] == "}":
            return
        at = _after_comma(text, at)


def _elements(text: str, at: int) -> Iterator[int]:
    """The offset of each element of the array that starts here."""
    at = _skip(text, at + 1)
    if text[at : at + 1] == "]":
        return
    while True:
        at = _value(text, at)
        yield at
        at = _skip(text, _end(text, at))
        if text[at : at + 1] == "]":
            return
        at = _after_comma(text, at)


def _after_comma(text: str, at: int) -> int:
    if text[at : at + 1] != ",":
        raise JSONDecodeError("Expecting ',' delimiter", text, at)
    return _skip(text, at + 1)


def _value(text: str, at: int) -> int:
    at = _skip(text, at)
    if at >= len(text):
        raise JSONDecodeError("Expecting value", text, at)
    return at


def _end(text: str, at: int) -> int:
    return _DECODER.raw_decode(text, at)[1]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
