"""What the tests of edits share: finding a node by its text, making an edit there, and applying it to the file."""

from collections.abc import Callable, Iterator

import libcst as cst

from zerolint.check.diagnostic import Change
from zerolint.check.finding import Edit, Fix, Safety
from zerolint.session.edits import changes
from zerolint.session.nodes import Text
from zerolint.source.edits import TextEdit, apply
from zerolint.source.load import load
from zerolint.source.locate import Locator
from zerolint.source.model import Span
from zerolint.source.parse import ParsedFile, parse

Make = Callable[[object], Edit]


def edited(code: str, at: str, make: Make, path: str = "t.py") -> str | None:
    """The file after the edit at the last expression or statement that reads `at`; None if it can't be made."""
    data = code.encode()
    parsed = parse(load(path, data))
    made = made_changes(parsed, at, make)
    return None if made is None else applied(path, data, made).decode()


def made_changes(parsed: ParsedFile, at: str, make: Make) -> tuple[Change, ...] | None:
    """The edit at the last place that reads `at`, as spans and text."""
    site = [node for node in _nodes(parsed) if _bare(node) == at][-1]
    locator = Locator(parsed)
    return changes(Fix("m", Safety.SAFE, (make(site),)), site, lambda node: _text(node, parsed, locator))


def _bare(node: cst.CSTNode) -> str:
    """The node's text without parentheses around it."""
    bare = node.with_changes(lpar=(), rpar=()) if isinstance(node, cst.BaseExpression) else node
    return cst.Module([]).code_for_node(bare).strip()


def applied(path: str, data: bytes, made: tuple[Change, ...]) -> bytes:
    """The file with the changes made."""
    return apply(load(path, data), [text_edit(change) for change in made])


def text_edit(change: Change) -> TextEdit:
    place = change.place
    span = Span(place.line, place.column, place.end_line, place.end_column, place.cell)
    return TextEdit(place.path, place.cell, span, change.text)


def _text(node: object, parsed: ParsedFile, locator: Locator) -> Text | None:
    owner = locator.owner(node)
    if owner is None:
        return None
    return Text(parsed.source.path, owner, locator, parsed.modules[: parsed.modules.index(owner)])


def _nodes(parsed: ParsedFile) -> Iterator[cst.CSTNode]:
    todo: list[cst.CSTNode] = [each.module for each in reversed(parsed.modules)]
    while todo:
        node = todo.pop()
        if isinstance(node, (cst.BaseExpression, cst.BaseSmallStatement)):
            yield node
        todo += reversed(node.children)
