"""Where names stand in the text: what is bound and never looked at again, there or before it is bound anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import libcst as cst

from zerolint.interp.machine import Machine
from zerolint.interp.values import Node
from zerolint.source.walk import fields_of, is_read, walk

SHOWS = frozenset(("print", "display"))


class Around(NamedTuple):
    """The function (None: module level) and the file that something is executed in."""

    function: Node
    unit: Any


class Named(NamedTuple):
    """A value that got a name there."""

    value: Any
    name: str
    where: Around


def around(m: Machine) -> Around:
    """Where the machine is."""
    return Around(m.stack[-1].function.node if m.stack else None, m.scope.unit)


def mentioned(m: Machine, name: str, where: Around | None = None) -> bool:
    """Whether a name stands anywhere in the function (else the module) but where it is bound or shown."""
    where = where or around(m)
    known: dict[int, frozenset[str]] = m.state.setdefault("mentions", {})
    key = id(where.function or where.unit)
    if key not in known:
        code = where.unit.bodies if where.function is None else (where.function,)
        known[key] = frozenset().union(*map(_read, code))
    return name in known[key]


def _read(code: cst.CSTNode) -> set[str]:
    """The names that are read in the code, and the words of its strings: they may be executed."""
    passed: set[int] = set()
    names: set[str] = set()
    for node, parent in walk(code):
        # The classes are abstract ones: `isinstance` would cost more than the walk.
        if id(parent) in passed or ((type(node) is cst.Expr or type(node) is cst.Del) and _shows(node)):
            passed.add(id(node))
        elif type(node) is cst.Name:
            if is_read(node, parent):
                names.add(node.value)
        elif type(node) is cst.SimpleString:
            names.update(re.findall(r"\w+", node.value))
    return names


def _shows(statement: cst.CSTNode) -> bool:
    """`print(x)`, `del x`, and in a notebook `x`, `x.shape`, `x.head()`: nothing is made of what it names."""
    if isinstance(statement, cst.Del):
        return True
    if not isinstance(statement, cst.Expr):
        return False
    shown = statement.value
    if isinstance(shown, cst.Call):
        if isinstance(shown.func, cst.Name):
            return shown.func.value in SHOWS and not any(
                isinstance(part, cst.Call) for given in shown.args for part, _ in walk(given)
            )
        if any(not isinstance(given.value, cst.Integer) for given in shown.args):
            return False
        shown = shown.func
    return isinstance(shown, cst.Name) or (isinstance(shown, cst.Attribute) and isinstance(shown.value, cst.Name))


def bound_anew(m: Machine, kept: Named) -> bool:
    """Whether what has the name next, in the order of the text, binds it to something else."""
    code = kept.where.unit.bodies if kept.where.function is None else (kept.where.function.body,)
    statements = (statement for part in code for statement in _in_order(part))
    for statement in statements:
        if _binds(statement, kept.name) and statement.value is kept.value.origin:  # type: ignore[attr-defined]
            break
    for statement in statements:
        names = [node for node, parent in walk(statement) if _is(node, kept.name) and not _belongs(node, parent)]
        if names:
            return len(names) == 1 and _binds(statement, kept.name)
    return False


def _in_order(code: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Simple statements, and what stands at the head of compound ones, in the order of the text."""
    if isinstance(code, cst.BaseExpression) or not hasattr(code, "body"):
        yield code
        return
    for name in fields_of(code):
        value = getattr(code, name)
        for part in value if isinstance(value, (tuple, list)) else (value,):
            yield from _in_order(part) if isinstance(part, cst.CSTNode) else ()


def _binds(statement: cst.CSTNode, name: str) -> bool:
    """`name = …`."""
    return isinstance(statement, cst.Assign) and len(statement.targets) == 1 and _is(statement.targets[0].target, name)


def _is(node: cst.CSTNode, name: str) -> bool:
    return type(node) is cst.Name and node.value == name


def _belongs(node: cst.CSTNode, parent: cst.CSTNode | None) -> bool:
    """Whether a name is that of an attribute or of an argument."""
    return (type(parent) is cst.Attribute and parent.attr is node) or (
        type(parent) is cst.Arg and parent.keyword is node
    )
