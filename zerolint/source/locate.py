"""From syntax nodes to places: spans, enclosing statements, parents; all of it computed when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

from zerolint.source.model import Span
from zerolint.source.parse import ParsedChunk, ParsedFile, python_tree
from zerolint.source.roomy import roomy

if TYPE_CHECKING:
    import ast

    import libcst
    from libcst.metadata import CodeRange


class Locator:
    """Answers for the nodes of one parsed file; nodes are told apart by identity."""

    def __init__(self, parsed: ParsedFile) -> None:
        self._parsed = parsed
        self._parents: dict[int, dict[int, libcst.CSTNode | None]] = {}
        self._trees: dict[int, ast.Module | None] = {}
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
        from zerolint.source.walk import walk

        for index, parsed in enumerate(self._parsed.modules):
            if index not in self._parents:
                self._parents[index] = {id(one): parent for one, parent in walk(parsed.module)}
            if id(node) in self._parents[index]:
                return index
        return None

    def _place(self, index: int, node: libcst.CSTNode) -> tuple[CodeRange, int] | None:
        """A node's range, and the lines to add to it.

        LibCST gives positions by generating all of the code, which costs a third of a parse. Python's own parser
        finds the lines of statements at a tenth; then only the one that holds the node is generated.
        """
        chunk = self._parsed.modules[index]
        if index not in self._trees:
            self._trees[index] = _tree(chunk)
        chain = _from_statement((node, *self.parents(node)))
        tree = self._trees[index] if len(chain) > 1 else None
        statement = chunk.module if tree is None else chain[0]
        if id(statement) not in self._ranges:
            self._ranges[id(statement)] = _ranges(chunk.module if tree is None else _alone(chain))
        ranges = self._ranges[id(statement)]
        if node not in ranges:
            return None
        return ranges[node], 0 if tree is None else _first_line(tree, chain) - ranges[statement].start.line


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


def _tree(parsed: ParsedChunk) -> ast.Module | None:
    try:
        return python_tree(parsed.chunk.code)
    except SyntaxError:
        return None


def _from_statement(chain: Sequence[libcst.CSTNode]) -> Sequence[libcst.CSTNode]:
    """The chain from the innermost statement that has lines of its own."""
    import libcst

    blocks = (libcst.IndentedBlock, libcst.Module)
    return chain[next((place for place, around in enumerate(chain[1:]) if isinstance(around, blocks)), 0) :]


def _alone(chain: Sequence[libcst.CSTNode]) -> libcst.Module:
    """The module with nothing in the blocks around the chain's first statement but that one."""
    import libcst

    part = chain[0]
    for one, around in pairwise(chain):
        if isinstance(around, libcst.Module):
            return around.with_changes(body=[part], header=(), footer=())
        block = isinstance(around, libcst.IndentedBlock)
        part = around.with_changes(body=[part]) if block else _with(around, one, part)
    raise AssertionError("the last of a node's parents is the module")


def _with(around: libcst.CSTNode, old: libcst.CSTNode, new: libcst.CSTNode) -> libcst.CSTNode:
    """A compound statement, or a part of one, with another part in place of one of its own."""
    for name in around.__dataclass_fields__:
        value = getattr(around, name)
        if value is old:
            return around.with_changes(**{name: new})
        if isinstance(value, (tuple, list)) and any(one is old for one in value):
            return around.with_changes(**{name: [new if one is old else one for one in value]})
    raise AssertionError("a parent holds its children")


def _first_line(tree: ast.Module, chain: Sequence[libcst.CSTNode]) -> int:
    """The first line of the chain's first statement (of a decorated one, of its `def`) by Python's own tree."""
    import libcst

    body: list[ast.stmt] = tree.body
    found: Any = tree
    for around, one in pairwise(reversed(chain)):
        if isinstance(around, (libcst.Module, libcst.IndentedBlock)):
            before = takewhile(lambda each, one=one: each is not one, around.body)  # type: ignore[misc]  # the default
            found = body[sum(len(each.body) if isinstance(each, libcst.SimpleStatementLine) else 1 for each in before)]
            body = getattr(found, "body", [])
        elif isinstance(one, libcst.If):
            (found,) = found.orelse
            body = found.body
        elif isinstance(one, libcst.Else):
            body = found.orelse
        elif isinstance(one, libcst.Finally):
            body = found.finalbody
        elif isinstance(one, (libcst.ExceptHandler, libcst.ExceptStarHandler)):
            body = found.handlers[around.handlers.index(one)].body  # type: ignore[attr-defined]  # a `try`
        elif isinstance(one, libcst.MatchCase):
            body = found.cases[around.cases.index(one)].body  # type: ignore[attr-defined]  # a `match`
    return int(found.lineno)


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
