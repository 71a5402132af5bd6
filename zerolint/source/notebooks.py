"""The code cells of a notebook (formats 4, 3 and 2), and the place of a cell's source in the JSON text.

The places are for edits, which change a cell's source and leave every other byte as it is; for them the text is walked
with the standard library's own scanners. `json` is imported by nothing else, so only when there is a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from json import JSONDecodeError, JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]  # the class is known here
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class CodeCell:
    """A code cell: its 1-based position among all cells, its source, and what was saved of its last run."""

    position: int
    source: str
    count: int | None = None
    outputs: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One string of a source, and where its JSON literal stands, quotes included."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """Where a cell's source stands: one string, or a list of them."""

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
    document, end = _DECODER.raw_decode(text, start)
    if _skip(text, end) < len(text):
        raise JSONDecodeError("Extra data", text, _skip(text, end))
    cells = _cells(document) if isinstance(document, dict) else None
    if cells is None:
        raise NotebookError("the file is JSON, but no notebook: there are no cells", start)
    found = tuple(_code_cells(cells))
    return Notebook(found, _language(document.get("metadata")) or "python")


def _cells(document: dict[str, Any]) -> list[Any] | None:
    """The cells of a notebook, of formats 3 and 2 those of all worksheets."""
    if isinstance(cells := document.get("cells"), list):
        return cells
    if not isinstance(sheets := document.get("worksheets"), list):
        return None
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _code_cells(cells: list[Any]) -> Iterator[CodeCell]:
    position = 0
    for cell in cells:
        if not isinstance(cell, dict):
            continue
        position += 1
        source = cell.get("source", cell.get("input"))
        language = str(cell.get("language", "python"))
        if cell.get("cell_type") != "code" or not language.startswith("python"):
            continue
        if isinstance(source, list):
            source = "".join(line for line in source if isinstance(line, str))
        if isinstance(source, str):
            yield CodeCell(position, source, *_saved(cell))


def _saved(cell: dict[str, Any]) -> tuple[int | None, Sequence[Any]]:
    """The number of a cell's last run, and what it showed."""
    count, outputs = cell.get("execution_count", cell.get("prompt_number")), cell.get("outputs")
    return count if isinstance(count, int) else None, outputs if isinstance(outputs, list) else ()


def source_text(text: str, position: int) -> SourceText:
    """Where the source of the cell stands that `read_notebook` gave this position."""
    offset = next(islice(_cell_offsets(text), position - 1, None))
    members = dict(_members(text, offset))
    at = members["source"] if "source" in members else members["input"]
    listed = text[at] == "["
    items = tuple(_items(text, _elements(text, at) if listed else (at,)))
    return SourceText(items, at, _end(text, at), listed)


def _cell_offsets(text: str) -> Iterator[int]:
    members = dict(_members(text, _skip(text, 0)))
    if "cells" in members and text[members["cells"]] == "[":
        sheets = [members["cells"]]
    else:
        objects = [at for at in _elements(text, members["worksheets"]) if text[at] == "{"]
        sheets = [each["cells"] for at in objects if "cells" in (each := dict(_members(text, at)))]
    for sheet in sheets:
        if text[sheet] == "[":
            yield from (cell for cell in _elements(text, sheet) if text[cell] == "{")


def _items(text: str, offsets: Iterable[int]) -> Iterator[Item]:
    for start in offsets:
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
    """The keys of the object that starts here, each with the offset of its value. The text is known to be JSON."""
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, at = scanstring(text, at + 1, False)
        at = _skip(text, _skip(text, at) + 1)
        yield key, at
        at = _next(text, at)


def _elements(text: str, at: int) -> Iterator[int]:
    """The offset of each element of the array that starts here."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        yield at
        at = _next(text, at)


def _next(text: str, at: int) -> int:
    """Behind the value that starts here: the next one, or the closing bracket."""
    at = _skip(text, _end(text, at))
    return _skip(text, at + 1) if text[at] == "," else at


def _end(text: str, at: int) -> int:
    return _DECODER.raw_decode(text, at)[1]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
