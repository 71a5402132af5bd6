"""Between values and the Python objects that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .containers import (
    MAX_ITEMS,
    ListValue,
)
from .dictionaries import NO_KEY, DictValue
from .ranges import RangeValue
from .values import (
    Const,
    Node,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from .machine import Machine


def from_plain(value: Any, origin: Node = None) -> Value:
    """The abstract value of a Python object."""
    if isinstance(value, Value):
        return value
    if isinstance(value, tuple):
        return TupleValue(tuple(from_plain(v, origin) for v in value), origin)
    if isinstance(value, list):
        return ListValue(tuple(from_plain(v, origin) for v in value), origin)
    if isinstance(value, dict):
        return DictValue({k: from_plain(v, origin) for k, v in value.items()}, origin)
    return Const(value, origin)


def plain(m: Machine, value: Value | None, default: Any = None) -> Any:
    """See `Machine.plain`."""
    if type(value) is Const:
        return value.value
    found = _plain(m, value, [MAX_PLAIN], 0)
    return default if found is NO_KEY else found


MAX_PLAIN: Final = 50_000
MAX_NESTING: Final = 32
"""A list may hold itself, or hold one list very often."""


def _plain(m: Machine, value: Value | None, left: list[int], depth: int) -> Any:
    left[0] -= 1
    if type(value) is Const:
        return value.value
    if left[0] < 0 or depth > MAX_NESTING:
        return NO_KEY
    if isinstance(value, (TupleValue, ListValue)):
        items = m.iterate(value)
        if not items.exact:
            return NO_KEY
        out: list[Any] = []
        for item in items.items:
            found = _plain(m, item, left, depth + 1)
            if found is NO_KEY:
                return NO_KEY
            out.append(found)
        return tuple(out) if isinstance(value, TupleValue) else out
    if isinstance(value, DictValue):
        now = value.contents(m)
        pairs = {k: _plain(m, v, left, depth + 1) for k, v in now.entries.items()}
        return NO_KEY if now.rest is not None or any(v is NO_KEY for v in pairs.values()) else pairs
    if isinstance(value, RangeValue) and len(value.values) <= MAX_ITEMS:
        return list(value.values)
    return NO_KEY
