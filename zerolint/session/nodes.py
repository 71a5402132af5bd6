"""Where syntax nodes stand in the text of their chunk, and which statement holds them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import libcst as cst

from zerolint.check.diagnostic import Change, Place
from zerolint.session.splice import Piece, Splice, insert_lines, line_end, line_start
from zerolint.source.locate import Locator
from zerolint.source.model import split_lines
from zerolint.source.parse import ParsedChunk


class Text:
    """One chunk's code, with offsets instead of lines and columns.

    `earlier` are the chunks of the same program before it (the cells above).
    """

    def __init__(self, path: str, parsed: ParsedChunk, locator: Locator, earlier: Sequence[ParsedChunk] = ()) -> None:
        self.path = path
        self.parsed = parsed
        self.locator = locator
        self.earlier = earlier
        self.chunk = parsed.chunk
        self.code = parsed.chunk.code
        self._lines = self.code.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines[:-1])]

    def piece(self, node: cst.CSTNode) -> Piece | None:
        """Where a node stands (without the parentheses around it)."""
        span = self.locator.span(node)
        if span is None:
            return None
        return Piece(self._offset(span.line, span.column), self._offset(span.end_line, span.end_column))

    def parent(self, node: cst.CSTNode | None) -> cst.CSTNode | None:
        """The node that holds this one."""
        return next(self.locator.parents(node), None) if node is not None else None

    def parents(self, node: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
        """What holds the node, from the inside out."""
        return tuple(self.locator.parents(node))

    def change(self, splice: Splice) -> Change | None:
        """A splice as an edit of the file; None where the file doesn't say what the code says (a magic)."""
        first, column = self._position(splice.start)
        last, end_column = self._position(splice.end)
        if not self._as_written(splice):
            return None
        indent = self.chunk.indent
        if splice.lines:
            text = "".join(indent + line if line.strip() else line for line in splice.text.splitlines(keepends=True))
            end_shift = 0 if end_column == 1 else self.chunk.shift(last)
            shift = 0
        else:
            text = splice.text.replace("\n", "\n" + indent)
            shift, end_shift = self.chunk.shift(first), self.chunk.shift(last)
        offset = self.chunk.line_offset
        place = Place(self.path, first + offset, column + shift, last + offset, end_column + end_shift, self.chunk.cell)
        return Change(place, text)

    def _as_written(self, splice: Splice) -> bool:
        """Whether what is replaced stands in the file as it stands in the code."""
        if splice.start == splice.end or not self.chunk.original:
            return True
        (first, column), (last, end_column) = self._position(splice.start), self._position(splice.end)
        written = [line.removeprefix(self.chunk.indent) for line in split_lines(self.chunk.original)[first - 1 : last]]
        written[-1] = written[-1][: end_column - 1]
        written[0] = written[0][column - 1 :]
        return "\n".join(written) == self.code[splice.start : splice.end]

    def _offset(self, line: int, column: int) -> int:
        local = line - self.chunk.line_offset
        return self._starts[local - 1] + column - 1 - self.chunk.shift(local)

    def _position(self, offset: int) -> tuple[int, int]:
        """Line and column in the code."""
        index = bisect_right(self._starts, offset) - 1
        return index + 1, offset - self._starts[index] + 1


def argument_of(site: cst.CSTNode, text: Text) -> cst.Arg | None:
    """The argument whose value (or which itself) is `site`; what is unpacked into arguments is none of them."""
    holder = site if isinstance(site, cst.Arg) else text.parent(site)
    return holder if isinstance(holder, cst.Arg) and not holder.star else None


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement that holds a site.

    `small` is set where it isn't alone on its line; `only` where its block has no other; `continues` for an `elif`.
    """

    start: int
    end: int
    indent: str
    small: cst.BaseSmallStatement | None = None
    only: bool = False
    continues: bool = False

    @property
    def shares_lines(self) -> bool:
        """Whether lines can't simply be put before or behind it."""
        return self.small is not None or self.continues


def statement_of(site: cst.CSTNode, text: Text) -> Statement | None:
    """The innermost statement around a site, None if its lines can't be told."""
    chain = (site, *text.parents(site))
    small = next((node for node in chain if isinstance(node, cst.BaseSmallStatement)), None)
    at = next((index for index, node in enumerate(chain) if isinstance(node, _HOLDERS)), None)
    if at is None:
        return None
    node, parent = chain[at], chain[at + 1] if at + 1 < len(chain) else None
    piece = text.piece(_first(node))
    last = text.piece(node)
    if piece is None or last is None:
        return None
    indent = text.code[line_start(text.code, piece.start) : piece.start]
    shared = isinstance(node, cst.SimpleStatementSuite) or (
        isinstance(node, cst.SimpleStatementLine) and len(node.body) > 1
    )
    if indent.strip() and not shared:
        return None
    return Statement(
        piece.start,
        last.end,
        indent,
        small=small if shared else None,
        only=isinstance(parent, cst.IndentedBlock) and len(parent.body) == 1,
        continues=isinstance(node, cst.If) and isinstance(parent, cst.If) and parent.orelse is node,
    )


_HOLDERS = (cst.SimpleStatementLine, cst.SimpleStatementSuite, cst.BaseCompoundStatement)


def _first(node: cst.CSTNode) -> cst.CSTNode:
    """What the statement begins with: a decorator stands before the `def`."""
    decorators = getattr(node, "decorators", ())
    return decorators[0] if decorators else node


def insert_statements(site: cst.CSTNode, new: str, text: Text, *, after: bool) -> list[Splice] | None:
    """Whole lines before or behind the statement around a site, indented like it."""
    statement = statement_of(site, text)
    if statement is None or statement.shares_lines:
        return None
    at = line_end(text.code, statement.end) if after else line_start(text.code, statement.start)
    return [insert_lines(text.code, at, statement.indent, new)]
