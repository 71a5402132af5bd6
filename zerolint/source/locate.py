"""From syntax nodes to places: spans, enclosing statements, parents; all of it computed when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from zerolint.source.model import Span
from zerolint.source.parse import ParsedChunk, ParsedFile, python_tree
from zerolint.source.roomy import roomy

if TYPE_CHECKING:
    import libcst
    from libcst.metadata import CodeRange

_SPACE = frozenset(("footer", "header", "indent", "leading_lines", "lines_after_decorators", "trailing_whitespace"))


class Locator:
    """Answers for the nodes of one parsed file; nodes are told apart by identity."""

    def __init__(self, parsed: ParsedFile) -> None:
        self._parsed = parsed
        self._parents: dict[int, dict[int, libcst.CSTNode | None]] = {}
        self._lines: dict[int, Mapping[libcst.CSTNode, int]] = {}
        self._ranges: dict[int, Mapping[libcst.CSTNode, CodeRange]] = {}

    def owner(self, node: object) -> ParsedChunk | None:
        """The chunk that a node belongs to; None where it isn't of this file."""
        found = self._index(node)
        return None if found is None else self._parsed.modules[found]

    def span(self, node: object) -> Span | None:
        """Where a node stands in the file, without parentheses around it; None where it isn't of this file."""
        found = self._index(node)
        if found is None:
            return None
        import libcst

        place = self._place(found, node) if isinstance(node, libcst.CSTNode) else None
        return None if place is None else _span(self._parsed.modules[found], *place)

    def parents(self, node: object) -> Iterator[libcst.CSTNode]:
        """The nodes around a node, from the inside out; the last one is the module."""
        found = self._index(node)
        if found is None:
            return
        above = self._parents[found]
        parent = above[id(node)]
        while parent is not None:
            yield parent
            parent = above[id(parent)]

    def statement(self, node: object) -> libcst.SimpleStatementLine | libcst.BaseCompoundStatement | None:
        """The innermost whole statement (a line, or a compound statement) that holds the node, or is it.

        An `elif` is a part of its `if`; a statement behind a colon on the same line, of the compound statement.
        """
        import libcst

        chain = [node, *self.parents(node)] if self._index(node) is not None else []
        for place, one in enumerate(chain):
            if (
                isinstance(one, libcst.If)
                and isinstance(chain[place + 1], libcst.If)
                and chain[place + 1].orelse is one  # type: ignore[attr-defined]  # the class is known here
            ):
                continue
            if isinstance(one, (libcst.SimpleStatementLine, libcst.BaseCompoundStatement)):
                return one
        return None

    def extent(self, node: object) -> Span | None:
        """The span of the statement that holds the node, decorators included."""
        import libcst

        statement = self.statement(node)
        span = self.span(statement)
        if span is None or not isinstance(statement, (libcst.FunctionDef, libcst.ClassDef)) or not statement.decorators:
            return span
        first = self.span(statement.decorators[0])
        return span if first is None else Span(first.line, first.column, span.end_line, span.end_column, span.cell)

    def _index(self, node: object) -> int | None:
        """Which chunk holds the node. Chunks are walked one after the other until it is found."""
        for index, parsed in enumerate(self._parsed.modules):
            if index not in self._parents:
                self._parents[index] = _parents(parsed.module)
            if id(node) in self._parents[index]:
                return index
        return None

    def _place(self, index: int, node: libcst.CSTNode) -> tuple[CodeRange, int] | None:
        """A node's range, and the lines to add to it.

        LibCST gives positions by generating all of the code, which costs a third of a parse. Python's own parser
        finds the lines of the top-level statements at a tenth; then only the one that holds the node is generated.
        """
        chunk = self._parsed.modules[index]
        if index not in self._lines:
            self._lines[index] = _first_lines(chunk)
        chain = [node, *self.parents(node)]
        top = chain[-2] if len(chain) > 1 else node
        line = self._lines[index].get(top)
        key = id(chunk.module if line is None else top)
        if key not in self._ranges:
            alone = line is not None
            part = chunk.module.with_changes(body=[top], header=(), footer=()) if alone else chunk.module
            self._ranges[key] = _ranges(part)
        ranges = self._ranges[key]
        if node not in ranges:
            return None
        return ranges[node], 0 if line is None else line - ranges[top].start.line


def _span(parsed: ParsedChunk, place: CodeRange, lines: int) -> Span:
    chunk = parsed.chunk
    start, end = place.start, place.end
    return Span(
        start.line + lines + chunk.line_offset,
        start.column + 1 + chunk.shift(start.line + lines),
        end.line + lines + chunk.line_offset,
        end.column + 1 + chunk.shift(end.line + lines),
        chunk.cell,
    )


def _first_lines(parsed: ParsedChunk) -> Mapping[libcst.CSTNode, int]:
    """The first line of each top-level statement (of a decorated one, of its `def`); empty if Python can't parse it."""
    import libcst

    try:
        statements = iter(python_tree(parsed.chunk.code).body)
    except SyntaxError:
        return {}
    lines: dict[libcst.CSTNode, int] = {}
    for statement in parsed.module.body:
        small = len(statement.body) if isinstance(statement, libcst.SimpleStatementLine) else 1
        same = list(islice(statements, small))
        if not same:
            return {}
        lines[statement] = same[0].lineno
    return lines


def _ranges(module: libcst.Module) -> Mapping[libcst.CSTNode, CodeRange]:
    from libcst.metadata import MetadataWrapper, PositionProvider

    class Wrapper(MetadataWrapper):
        def visit_batched(self, *_: object, **__: object) -> libcst.Module:
            """Visits for no one: positions come from generating the code, and the walk would double the cost."""
            return self.module

    def work() -> Mapping[libcst.CSTNode, CodeRange]:
        # The copy costs as much as a parse, and is for trees that hold a node twice, which parsed ones don't.
        return Wrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)

    try:
        return work()
    except (RecursionError, KeyError):  # KeyError: in a recursion that broke off, LibCST misses the ends of nodes
        return roomy(work)


def _parents(module: libcst.Module) -> dict[int, libcst.CSTNode | None]:
    """Each node's parent by the node's identity, but for white space; iterative, since trees may be deep."""
    import libcst

    parents: dict[int, libcst.CSTNode | None] = {id(module): None}
    fields: dict[type, tuple[str, ...]] = {}
    todo: list[libcst.CSTNode] = [module]
    while todo:
        node = todo.pop()
        kind = type(node)
        if kind not in fields:
            fields[kind] = tuple(name for name in kind.__dataclass_fields__ if _holds_nodes(name))
        for name in fields[kind]:
            value = getattr(node, name)
            if isinstance(value, libcst.CSTNode):
                parents[id(value)] = node
                todo.append(value)
            elif isinstance(value, (tuple, list)):
                for one in value:
                    parents[id(one)] = node
                    todo.append(one)
    return parents


def _holds_nodes(field: str) -> bool:
    return not field.startswith(("whitespace", "__")) and field not in _SPACE  # dataclasses count `__slots__` as one
