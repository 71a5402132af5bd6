"""Where an added import goes: behind the imports that stand before the place that needs it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import libcst as cst

from zerolint.session.nodes import Text
from zerolint.session.splice import Splice, insert_lines, line_end, line_start
from zerolint.source.code import code_of


def import_splices(site: cst.CSTNode, new: str, text: Text) -> list[Splice] | None:
    """The import as a line of its own; nothing where the same one already stands before the place."""
    body = text.parsed.module.body
    top = next((node for node in (site, *text.parents(site)) if any(node is each for each in body)), None)
    if top is None:
        return None
    before = body[: next(index for index, each in enumerate(body) if each is top)]
    if _plain(new) <= {
        name for part in (*(each.module.body for each in text.earlier), before) for name in _imported(part)
    }:
        return []
    behind = _last_import(before) or _docstring(before)
    if behind is not None:
        piece = text.piece(behind)
        return [insert_lines(text.code, line_end(text.code, piece.end), "", new)] if piece else None
    decorators = getattr(body[0], "decorators", ())
    piece = text.piece(decorators[0] if decorators else body[0])
    return [insert_lines(text.code, line_start(text.code, piece.start), "", new)] if piece else None


def _last_import(body: Sequence[cst.CSTNode]) -> cst.CSTNode | None:
    return next((node for node in reversed(body) if _is_import(node)), None)


def _is_import(node: cst.CSTNode) -> bool:
    small = node.body if isinstance(node, cst.SimpleStatementLine) else ()
    return bool(small) and all(isinstance(each, (cst.Import, cst.ImportFrom)) for each in small)


def _docstring(body: Sequence[cst.CSTNode]) -> cst.CSTNode | None:
    first = body[0] if body else None
    if not isinstance(first, cst.SimpleStatementLine) or not isinstance(first.body[0], cst.Expr):
        return None
    return first if isinstance(first.body[0].value, (cst.SimpleString, cst.ConcatenatedString)) else None


def _imported(body: Sequence[cst.CSTNode]) -> Iterator[str]:
    for node in body:
        if _is_import(node):
            yield from _plain(code_of(node))


def _plain(text: str) -> set[str]:
    """Imports in one spelling, one name each."""
    try:
        statements = ast.parse(text.strip()).body
    except SyntaxError:
        return set()
    return {
        ast.dump(type(each)(**{**vars(each), "names": [name]}))
        for each in statements
        if isinstance(each, (ast.Import, ast.ImportFrom))
        for name in each.names
    }
