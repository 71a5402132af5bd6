"""Arithmetic, comparison and boolean operators."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from . import strings
from .values import Choice, Const, Node, Unknown, Value, root

if TYPE_CHECKING:
    from .machine import Machine

MAX_TEXT: Final = 10_000
MAX_INT: Final = 10**40
"""Constants larger than these aren't folded: `"x" * 10**9` must cost nothing."""

FOLD: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "@": operator.matmul,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
}
COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
}
UNARY: Final[dict[str, Callable[[Any], Any]]] = {
    "-": operator.neg,
    "+": operator.pos,
    "~": operator.invert,
    "not": operator.not_,
}


def binary(m: Machine, op: str, left: Value, right: Value, node: Node) -> Value:
    """`left op right`: constants fold, other values answer for themselves, left first."""
    if type(left) is Const and type(right) is Const:
        return _fold(op, left, right, node)
    if type(left) is Choice:
        return m.each(left, lambda v: binary(m, op, v, right, node), node)
    if type(right) is Choice:
        made = m.each(right, lambda v: binary(m, op, left, v, node), node)
        if op in ("/", "//", "%") and type(left) is Const and isinstance(left.value, (int, float)):
            m.suppose(m.implied(right, True))  # a number divided by zero raises
        return made
    if op == "%" and type(left) is Const and isinstance(left.value, str):
        strings.note_percent(m, left.value, right, node)
    if type(left) is Unknown and type(right) is not Const:
        found = right.binary(m, op, left, node, swapped=True)
        if found is not None:
            return found
    found = left.binary(m, op, right, node, swapped=False)
    if found is None:
        found = right.binary(m, op, left, node, swapped=True)
    return found if found is not None else _unanswered(op, left, right, node)


def _unanswered(op: str, left: Value, right: Value, node: Node) -> Value:
    return Unknown(f"{left.type_name} {op} {right.type_name}", node, (op, left, right), root(left, right))


def _fold(op: str, left: Const, right: Const, node: Node) -> Value:
    a, b = left.value, right.value
    try:
        if op == "**":
            return Const.computed(_power(a, b), node, left, right)
        if op in ("<<", ">>"):
            shifted = (a << b if op == "<<" else a >> b) if 0 <= b < 64 else None
            return Const.computed(shifted, node, left, right) if shifted is not None else Unknown("large shift", node)
        if op == "*" and _long(a, b):
            return Unknown("a very long constant", node)
        value = FOLD[op](a, b)
    except Exception:
        return Unknown(f"{op} of these constants raises", node)
    if isinstance(value, int) and abs(value) > MAX_INT:
        return Unknown("a very large number", node)
    return Const.computed(value, node, left, right)


def _power(a: Any, b: Any) -> Any:
    if isinstance(a, int) and isinstance(b, int) and (abs(b) > 200 or abs(a) > 10**9):
        raise OverflowError
    return a**b


def _long(a: Any, b: Any) -> bool:
    """Whether `a * b` would be a long string."""
    text, count = (a, b) if isinstance(a, (str, bytes)) else (b, a)
    return isinstance(text, (str, bytes)) and isinstance(count, int) and len(text) * count > MAX_TEXT


def compare(m: Machine, op: str, left: Value, right: Value, node: Node) -> Value:
    """One comparison."""
    if op in ("in", "not in"):
        return _membership(m, op, left, right, node)
    if type(left) is Const and type(right) is Const:
        return _compare_constants(op, left, right, node)
    if type(left) is Choice:
        return m.each(left, lambda v: compare(m, op, v, right, node), node)
    if type(right) is Choice:
        return m.each(right, lambda v: compare(m, op, left, v, node), node)
    if op in ("is", "is not") and type(left) is not Unknown and type(right) is not Unknown:
        return Const((left is right) == (op == "is"), node)
    found = left.compare(m, op, right, node, swapped=False)
    if found is None:
        found = right.compare(m, op, left, node, swapped=True)
    if found is None and op in ("==", "!=") and left is right:
        return Const(op == "==", node)
    return found if found is not None else _unanswered(op, left, right, node)


def _compare_constants(op: str, left: Const, right: Const, node: Node) -> Value:
    a, b = left.value, right.value
    if op in ("is", "is not"):
        same = a is b if a is None or b is None or isinstance(a, bool) else a == b
        return Const(same == (op == "is"), node)
    try:
        return Const(COMPARE[op](a, b), node)
    except TypeError:
        return Unknown("comparison of these constants raises", node)


def _membership(m: Machine, op: str, item: Value, container: Value, node: Node) -> Value:
    if type(container) is Choice:
        return m.each(container, lambda v: _membership(m, op, item, v, node), node)
    if type(item) is Choice:
        return m.each(item, lambda v: _membership(m, op, v, container, node), node)
    found = container.contains(m, item)
    if found is None:
        return Unknown(f"whether it is in {container.type_name}", node, (op, item, container))
    return Const(found == (op == "in"), node)


def unary(m: Machine, op: str, value: Value, node: Node) -> Value:
    """`-x`, `+x`, `~x`, `not x`."""
    if op == "not":
        truth = m.truth(value)
        if truth is not None:
            return Const(not truth, node)
        if type(value) is Choice:
            return m.each(value, lambda v: unary(m, op, v, node), node)
        key = value.key if isinstance(value, Unknown) else value
        return Unknown("not decided", node, ("not", key))
    if type(value) is Const:
        try:
            return Const.computed(UNARY[op](value.value), node, value)
        except TypeError:
            return Unknown(f"{op} of this constant raises", node)
    if type(value) is Choice:
        return m.each(value, lambda v: v.unary(m, op, node), node)
    return value.unary(m, op, node)
