"""What becomes of the engine's own failures: an expression is unknown, and so is all that it may have changed.

They are reported for what they are (`FAILED`), and cost no more than the expression or statement that they happened in.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import libcst as cst

from .objects import ClassValue, ModuleValue, Mutable
from .values import Node, Unknown

if TYPE_CHECKING:
    from .machine import Machine

FAILED: Final = "the analysis failed: "
"""How the note on a failure begins."""


def unknown(m: Machine, expression: Node, error: Exception) -> Unknown:
    """The value of an expression that the engine failed on."""
    report(m, expression, error)
    _forget(m, expression)
    return Unknown(f"{FAILED}{type(error).__name__}", expression)


def skip(m: Machine, statement: Node, error: Exception) -> None:
    """A statement that the engine failed on is left out; what it would have bound is unknown."""
    report(m, statement, error)
    _forget(m, statement)
    for name in _targets(statement):
        m.scope.assign(m, name, Unknown(f"{FAILED}{type(error).__name__}", statement))


def report(m: Machine, node: Node, error: Exception) -> None:
    """Note a failure; with ZEROLINT_DEBUG it goes on up, for its traceback."""
    if os.environ.get("ZEROLINT_DEBUG"):
        raise error
    note = (f"{FAILED}{type(error).__name__}: {error}", node)
    if note not in m.notes:
        m.notes.append(note)


def _forget(m: Machine, node: Node) -> None:
    """Everything that the names in it stand for may have been changed in part."""
    for name in _names(node):
        value = m.scope.lookup(m, name.value, name)
        if isinstance(value, Mutable) and not isinstance(value, (ClassValue, ModuleValue)):
            value.forget(m, "the analysis failed on what may change it")


def _names(node: Node) -> Iterator[cst.Name]:
    if isinstance(node, cst.Name):
        yield node
    elif isinstance(node, cst.Attribute):  # its last name is no variable
        yield from _names(node.value)
    else:
        for child in node.children:
            yield from _names(child)


def _targets(statement: Node) -> Iterator[str]:
    """The names that a simple statement would have bound."""
    if isinstance(statement, cst.Assign):
        yield from (name.value for target in statement.targets for name in _names(target.target))
    elif isinstance(statement, (cst.AnnAssign, cst.AugAssign)):
        yield from (name.value for name in _names(statement.target))
