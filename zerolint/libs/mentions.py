"""Where names stand in the text: what is bound and never looked at again, there or before it is bound anew."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import libcst as cst

from zerolint.interp.machine import Machine
from zerolint.interp.values import Node
from zerolint.source.code import code_of
from zerolint.source.walk import is_read, walk

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
    """Whether the next line that has the name binds it to something else, after the only one that binds it to this."""
    name, where = kept.name, kept.where
    found = lines(m, where)
    given = f"{name} = {code_of(kept.value.origin)}".partition("\n")[0].strip()
    places = [i for i, line in enumerate(found) if line == given]
    if len(places) != 1:
        return False
    rest = "\n".join(found[places[0] + 1 :])
    after = re.search(rf"(?<![\w.]){name}\b", rest)
    if after is None or (after.start() > 0 and rest[after.start() - 1] != "\n"):
        return False
    statement = _statement(rest[after.start() :])
    return re.match(rf"{name} = ", statement) is not None and len(re.findall(rf"(?<![\w.]){name}\b", statement)) == 1


def _statement(text: str) -> str:
    """The first statement: up to the end of a line where no bracket is open."""
    depth = 0
    for i, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "\n" and depth <= 0:
            return text[:i]
    return text


def lines(m: Machine, where: Around) -> list[str]:
    """The lines of a function, or of a module, without comments."""
    texts: dict[int, list[str]] = m.state.setdefault("texts", {})
    key = id(where.function or where.unit)
    found = texts.get(key)
    if found is None:
        unit = where.unit
        parts = unit.codes if where.function is None else [code_of(where.function)]
        found = texts[key] = [line.partition("#")[0].strip() for part in parts for line in part.splitlines()]
    return found
