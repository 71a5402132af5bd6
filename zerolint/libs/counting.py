"""Numbers that Python computes of the variable of a long `range`: what they are over all of its rounds."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Index, Key, Node, Unknown, Value

from .arrays import Array
from .registry import FUNCTIONS

OPERATORS: Final = frozenset({"%", "*", "**", "+", "-", "/", "//"})
MAX_DEPTH: Final = 20


def counted(m: Machine, value: Unknown) -> Array | None:
    """One of the numbers as an array of rank 0 with the facets of all; None where they can't be told."""
    ranges: dict[int, range] = {}
    found = _of(m, value, value.origin, ranges, 0)
    if not isinstance(found, Array) or len(ranges) != 1:  # of two loops the rounds don't go together
        return None
    data = found.data(m)
    return Array(replace(data, shape=()), value.origin) if len(data.shape or ()) == 1 else None


def _of(m: Machine, part: object, node: Node, ranges: dict[int, range], depth: int) -> Value | None:
    """A part of a computation: a constant, or a vector with a row for each round."""
    from .literals import of_range

    if isinstance(part, Index):
        if not part.values:
            return None
        ranges[id(part.base)] = part.values
        return Array(of_range(part.values, part.origin), part.origin)
    if isinstance(part, Unknown):
        part = part.key
    if isinstance(part, Const) and isinstance(part.value, (int, float)):
        return part
    if not isinstance(part, Key) or len(part) != 3 or depth > MAX_DEPTH:
        return None
    head, left, right = part
    if head == "math" and isinstance(right, tuple) and len(right) == 1:
        argument = _of(m, right[0], node, ranges, depth + 1)
        own = FUNCTIONS.get(f"numpy.{left}")
        return own(Call(m, node, [argument], {})) if own is not None and isinstance(argument, Array) else None
    sides = [_of(m, side, node, ranges, depth + 1) for side in (left, right)] if head in OPERATORS else [None]
    if len(sides) < 2 or sides[0] is None or sides[1] is None:
        return None
    return m.binary(str(head), sides[0], sides[1], node)
