"""What reading a file gives: places, chunks of Python, and what went wrong on the way.

Lines and columns are 1-based and count code points, ends are exclusive; in a notebook lines count inside the cell.
Nothing here imports LibCST, so that a file without Keras costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

Kind = Literal["script", "notebook", "percent"]

_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: 1-based, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept a file, or a part of it, from being read (`ZL900`: not Python, `ZL903`: too large or too deep)."""

    code: Literal["ZL900", "ZL903"]
    message: str
    line: int = 1
    column: int = 1
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class ShellLine:
    """A line that isn't Python (`%pip install keras==2.3`, `!ls`, `%env A=1`): masked in the code, kept here."""

    text: str
    line: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Code that is parsed as one module: a script, or one code cell of a notebook.

    `code` has `\\n` line ends, and magics unwrapped or masked in such a way that lines and columns stay. A line number
    in `code` plus `line_offset` is the line in the file or cell. `indent` was taken away from the start of each line
    (cells may be indented as a whole). `original` is the text as it stands in the file or cell. `count` is the number
    of a cell's last run and `outputs` what it showed, as the notebook keeps them.
    """

    cell: int | None
    code: str
    line_offset: int = 0
    written_module: str | None = None
    original: str = field(default="", repr=False)
    indent: str = ""
    count: int | None = None
    outputs: Sequence[Any] = field(default=(), repr=False, compare=False)

    def shift(self, line: int) -> int:
        """How many columns further right a line of `code` stands in the file."""
        if not self.indent:
            return 0
        lines = split_lines(self.original)
        return len(self.indent) if line <= len(lines) and lines[line - 1].startswith(self.indent) else 0


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was decoded and taken apart; never raises for what it holds, that is told by `problems`."""

    path: str
    kind: Kind
    text: str = field(default="", repr=False)
    chunks: tuple[Chunk, ...] = ()
    problems: tuple[Problem, ...] = ()
    shell_lines: tuple[ShellLine, ...] = ()
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"
    language: str = "python"
    data: bytes = field(default=b"", repr=False)

    def lines(self, cell: int | None = None) -> tuple[str, ...]:
        """The lines of the file (or of a cell) as they stand there, without their ends."""
        if self.kind != "notebook":
            return split_lines(self.text)
        return next((split_lines(chunk.original) for chunk in self.chunks if chunk.cell == cell), ())

    def lines_above(self, cell: int | None) -> tuple[str, ...]:
        """The lines of the code cells in front of one; none in a script."""
        if cell is None or self.kind != "notebook":
            return ()
        earlier = (chunk for chunk in self.chunks if chunk.cell is not None and chunk.cell < cell)
        return tuple(line for chunk in earlier for line in split_lines(chunk.original))

    def line_text(self, span: Span) -> str:
        """The first line of `span` as it stands in the file, without its end; empty where there is no such line."""
        lines = self.lines(span.cell)
        return lines[span.line - 1] if 0 < span.line <= len(lines) else ""


@lru_cache(maxsize=8)
def split_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` as Python counts them: only `\\n`, `\\r\\n` and `\\r` end a line."""
    return tuple(_NEWLINE.split(text))


def line_starts(text: str) -> list[int]:
    """The offset of each line's first character."""
    return [0, *(match.end() for match in _NEWLINE.finditer(text))]
