"""From what a rule wants changed (edits in terms of sites) to spans and text.

An edit that can't be made without guessing (a statement behind a colon, a call that already has the argument) can't be
made at all, and then the whole fix isn't offered.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import libcst as cst

from zerolint.check.diagnostic import Change
from zerolint.check.finding import (
    AddArgument,
    AddImport,
    ChangeArgument,
    Edit,
    Fix,
    InsertAfter,
    InsertBefore,
    InsertLayer,
    RemoveArgument,
    RemoveStatement,
    RenameKeyword,
    Replace,
    SwapTargets,
    Unwrap,
)
from zerolint.session.imports import import_splices
from zerolint.session.layers import insert_layer
from zerolint.session.nodes import Text, argument_of, insert_statements, statement_of
from zerolint.session.splice import (
    Piece,
    Splice,
    add_argument,
    remove_argument,
    remove_lines,
)

Opener: TypeAlias = Callable[[object], Text | None]
"""The text of the chunk that a site belongs to."""


def changes(fix: Fix, site: object, opened: Opener) -> tuple[Change, ...] | None:
    """The fix's edits as spans and text; None when one of them can't be made, or nothing is left to change."""
    made: list[Change] = []
    for edit in fix.edits:
        where = edit.site if edit.site is not None else site
        text = opened(where)
        splices = None if text is None or not isinstance(where, cst.CSTNode) else _splices(edit, where, text)
        new = [text.change(one) for one in splices] if text and splices is not None else [None]
        if None in new:
            return None
        made += [one for one in new if one is not None]
    return tuple(dict.fromkeys(made)) or None


def _splices(edit: Edit, site: cst.CSTNode, text: Text) -> Sequence[Splice] | None:
    match edit:
        case Replace(text=new, part=part):
            filled = _filled(new, part, text)
            return None if filled is None else _replace(site, filled, text)
        case RemoveArgument():
            return _remove_argument(site, text)
        case AddArgument(text=new):
            return _add_argument(site, new, text)
        case ChangeArgument(name=name, text=new):
            return _change_argument(site, name, new, text)
        case InsertLayer():
            return insert_layer(site, edit, text)
        case RenameKeyword(name=name):
            return _rename_keyword(site, name, text)
        case InsertBefore(text=new):
            filled = _about_call(new, site, text)
            return None if filled is None else insert_statements(site, filled, text, after=False)
        case InsertAfter(text=new):
            return insert_statements(site, new, text, after=True)
        case RemoveStatement():
            return _remove_statement(site, text)
        case SwapTargets(first=first, second=second):
            return _swap_targets(site, first, second, text)
        case Unwrap():
            return _unwrap(site, text)
        case AddImport(text=new):
            return import_splices(site, new, text)


def _replace(site: cst.CSTNode, new: str, text: Text) -> list[Splice] | None:
    piece = text.piece(site)
    if piece is None:
        return None
    bare = not getattr(site, "lpar", ())
    parent = text.parent(site)
    if isinstance(parent, cst.Arg) and parent.star:
        return None  # one of the things that it is unpacked into is meant
    whole = _atomic(new)
    if not bare and whole and "\n" not in new:
        piece = _with_parentheses(piece, text.code)
    wrap = bare and parent is not None and _binds(parent, site) and not whole
    return [Splice(piece.start, piece.end, f"({new})" if wrap else new)]


def _with_parentheses(piece: Piece, code: str) -> Piece:
    """The piece and the parentheses right around it, unless they keep it from the word before."""
    start, end = piece.start - 1, piece.end
    if code[start : start + 1] != "(" or code[end : end + 1] != ")" or code[start - 1 : start].isidentifier():
        return piece
    return Piece(start, end + 1)


def _filled(new: str, part: object, text: Text) -> str | None:
    """The new text with the kept part of the old one in it."""
    if part is None:
        return new
    if isinstance(part, tuple):
        return _filled_one_by_one(new, part, text)
    node = part if isinstance(part, cst.CSTNode) else None
    piece = text.piece(node) if node is not None else None
    if node is None or piece is None:
        return None
    kept = text.code[piece.start : piece.end]
    return new.replace("{}", kept if _atomic(kept) else f"({kept})")


def _filled_one_by_one(new: str, parts: Sequence[object], text: Text) -> str | None:
    """The new text, each hole in it filled with one of the parts."""
    before, *between = new.split("{}")
    filled = [_filled("{}", part, text) for part in parts]
    if len(filled) != len(between) or None in filled:
        return None
    return before + "".join(f"{part}{rest}" for part, rest in zip(filled, between, strict=True))


def _change_argument(site: cst.CSTNode, name: str, new: str, text: Text) -> list[Splice] | None:
    argument = _first_argument(site, name)
    filled = _filled(new, argument, text)
    return None if argument is None or filled is None else _replace(argument, filled, text)


def _swap_targets(site: cst.CSTNode, first: int, second: int, text: Text) -> list[Splice] | None:
    statement = text.parent(site)
    if not isinstance(statement, cst.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0].target
    elements = target.elements if isinstance(target, (cst.Tuple, cst.List)) else ()
    if max(first, second) >= len(elements) or any(isinstance(each, cst.StarredElement) for each in elements):
        return None
    pieces = [text.piece(elements[index].value) for index in (first, second)]
    if pieces[0] is None or pieces[1] is None:
        return None
    here, there = pieces[0], pieces[1]
    words = [text.code[piece.start : piece.end] for piece in (here, there)]
    return [Splice(here.start, here.end, words[1]), Splice(there.start, there.end, words[0])]


def _unwrap(site: cst.CSTNode, text: Text) -> list[Splice] | None:
    if isinstance(site, cst.AugAssign):
        return _remove_statement(site, text)
    inner = site.left if isinstance(site, cst.BinaryOperation) else _first_argument(site, "X")
    piece = text.piece(inner) if inner is not None else None
    return None if piece is None else _replace(site, text.code[piece.start : piece.end], text)


def _first_argument(site: cst.CSTNode, name: str) -> cst.BaseExpression | None:
    """The argument of a call that is called `name`, or is the first one."""
    arguments = site.args if isinstance(site, cst.Call) else ()
    named = (each.value for each in arguments if each.keyword is not None and each.keyword.value == name)
    first = arguments[0].value if arguments and _positional(arguments[0]) else None
    return next(named, first)


def _about_call(new: str, site: cst.CSTNode, text: Text) -> str | None:
    """The new text with what the call at the site is called on, and its first argument."""
    func = site.func if isinstance(site, cst.Call) else None
    parts = {
        "{object}": func.value if isinstance(func, cst.Attribute) else None,
        "{first}": _first_argument(site, "x"),
    }
    for holder, node in parts.items():
        if holder in new:
            filled = None if node is None else _filled("{}", node, text)
            if filled is None:
                return None
            new = new.replace(holder, filled)
    return new


def _binds(parent: cst.CSTNode, site: cst.CSTNode) -> bool:
    """Whether the place takes only expressions that hold together by themselves."""
    if isinstance(parent, (cst.Attribute, cst.Subscript)):
        return parent.value is site
    if isinstance(parent, cst.Call):
        return parent.func is site
    operators = (cst.BinaryOperation, cst.UnaryOperation, cst.BooleanOperation, cst.Comparison, cst.ComparisonTarget)
    return isinstance(parent, (*operators, cst.Await, cst.StarredElement))


def _atomic(text: str) -> bool:
    loose = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Lambda, ast.IfExp, ast.Await, ast.NamedExpr)
    try:
        return not isinstance(ast.parse(text, mode="eval").body, (*loose, ast.Starred))
    except SyntaxError:
        return False


def _call(arg: cst.Arg | None, text: Text) -> tuple[cst.Call, list[Piece]] | None:
    """The call of an argument, and where its arguments stand."""
    parent = text.parent(arg) if arg is not None else None
    return _with_pieces(parent, text) if isinstance(parent, cst.Call) else None


def _with_pieces(call: cst.Call, text: Text) -> tuple[cst.Call, list[Piece]] | None:
    pieces = [piece for each in call.args if (piece := text.piece(each)) is not None]
    return (call, pieces) if len(pieces) == len(call.args) else None


def _index(call: cst.Call, arg: cst.Arg) -> int:
    return next(index for index, each in enumerate(call.args) if each is arg)


def _positional(arg: cst.Arg) -> bool:
    return arg.keyword is None and arg.star == ""


def _remove_argument(site: cst.CSTNode, text: Text) -> list[Splice] | None:
    arg = argument_of(site, text)
    found = _call(arg, text)
    if arg is None or found is None:
        return None
    call, pieces = found
    index = _index(call, arg)
    if _positional(arg) and any(each.keyword is None and each.star != "**" for each in call.args[index + 1 :]):
        return None  # the ones behind it would move up
    return [remove_argument(text.code, pieces, index)]


def _add_argument(site: cst.CSTNode, new: str, text: Text) -> list[Splice] | None:
    found = _with_pieces(site, text) if isinstance(site, cst.Call) else None
    whole = text.piece(site)
    index = _new_index(site, new) if isinstance(site, cst.Call) else None
    if found is None or whole is None or index is None or text.code[whole.end - 1] != ")":
        return None
    return add_argument(text.code, found[1], index, whole.end - 1, new)


def _new_index(call: cst.Call, new: str) -> int | None:
    """Where among the arguments the new one goes; None if it can't."""
    try:
        parsed = ast.parse(f"f({new})", mode="eval").body
    except SyntaxError:
        return None
    if not isinstance(parsed, ast.Call) or len(parsed.args) + len(parsed.keywords) != 1:
        return None
    if len(call.args) == 1 and isinstance(call.args[0].value, cst.GeneratorExp) and not call.args[0].value.lpar:
        return None
    if parsed.keywords:
        taken = any(each.keyword and each.keyword.value == parsed.keywords[0].arg for each in call.args)
        return None if taken else _behind(call, lambda each: each.star != "**")
    return None if any(each.star == "*" for each in call.args) else _behind(call, _positional)


def _behind(call: cst.Call, fits: Callable[[cst.Arg], bool]) -> int:
    return max((index + 1 for index, each in enumerate(call.args) if fits(each)), default=0)


def _rename_keyword(site: cst.CSTNode, name: str, text: Text) -> list[Splice] | None:
    arg = argument_of(site, text)
    found = _call(arg, text)
    if arg is None or found is None or not name.isidentifier() or arg.star:
        return None
    call, pieces = found
    if any(each.keyword and each.keyword.value == name for each in call.args):
        return None
    if arg.keyword is not None:
        keyword = text.piece(arg.keyword)
        return [Splice(keyword.start, keyword.end, name)] if keyword else None
    index = _index(call, arg)
    if any(each.keyword is None and each.star != "**" for each in call.args[index + 1 :]):
        return None  # a positional argument may not follow a keyword
    return [Splice(pieces[index].start, pieces[index].start, f"{name}=")]


def _remove_statement(site: cst.CSTNode, text: Text) -> list[Splice] | None:
    statement = statement_of(site, text)
    if statement is None or statement.continues:
        return None
    if statement.small is not None:
        return _remove_small(statement.small, text)
    if statement.only:
        return [Splice(statement.start, statement.end, "pass")]
    return [remove_lines(text.code, statement.start, statement.end)]


def _remove_small(small: cst.BaseSmallStatement, text: Text) -> list[Splice] | None:
    """One of several statements on a line, or the one behind a colon."""
    line = text.parent(small)
    pieces = [text.piece(each) for each in _body(line)]
    here = text.piece(small)
    if here is None or None in pieces:
        return None
    if len(pieces) == 1:
        return [Splice(here.start, here.end, "pass")]
    index = pieces.index(here)
    before, after = pieces[index - 1] if index else None, pieces[index + 1] if index + 1 < len(pieces) else None
    if after is not None:
        return [Splice(here.start, after.start, "")]
    return [Splice(before.end, here.end, "")] if before is not None else None


def _body(line: cst.CSTNode | None) -> Iterator[cst.CSTNode]:
    if isinstance(line, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
        yield from line.body
