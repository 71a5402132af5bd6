"""Operands of arrays' operators, and whether random numbers among them are referred to by anything else."""

from __future__ import annotations

from typing import Final, NamedTuple

from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import Data

from . import intervals, statistics
from .arrays import Array, Meeting, as_array
from .origins import of_unknown

WORDS: Final = {
    "%": "mod",
    "&": "compare",
    "*": "multiply",
    "**": "power",
    "+": "add",
    "-": "subtract",
    "/": "divide",
    "//": "floor",
    "@": "matmul",
    "^": "compare",
    "|": "compare",
}
"""Operators by their word of the trail."""


class Operand(NamedTuple):
    """The other side of an operator. `number` if it is a Python number, else `data`."""

    data: Data
    number: float | None = None
    about: statistics.About | None = None
    array: Array | None = None
    passing: bool = True
    """Written on the spot, so that nothing else of the program refers to it."""


def operand(m: Machine, value: Value, node: Node) -> Operand | None:
    """The value as an operand; None if it isn't of arrays' business."""
    if type(value) is Const:
        if not isinstance(value.value, (int, float)):
            return None
        number = value.value
        return Operand(Data(shape=(), stats=intervals.exactly(float(number))), number)
    if isinstance(value, Unknown):
        return Operand(of_unknown(m, value))
    array = as_array(m, value) if isinstance(value, (Array, ListValue, TupleValue)) else None
    if array is None:
        return None
    data = array.data(m)
    return Operand(data, None, statistics.about(m, array), array, anonymous(array, node, data))


def unknown_array(m: Machine, value: Unknown) -> Array:
    """An array of which only the identity is known, and where it comes from at best."""
    return Array(of_unknown(m, value, ("unknown", value.key)), value.origin)


def anonymous(array: Array, node: Node, data: Data) -> bool:
    """Whether random numbers were drawn by this very expression, so that no name of the program refers to them."""
    if not data.random or node is None or array.origin is not node:
        return False
    site: Node = data.source.site if data.source is not None else None
    return site is not None and _holds(node, site)


MAX_LOOK: Final = 24
"""Parts of an expression that are searched for the drawing call."""


def _holds(node: Node, site: Node) -> bool:
    waiting = [node]
    for _ in range(MAX_LOOK):
        if not waiting:
            break
        here = waiting.pop()
        if here is site:
            return True
        parts = [getattr(here, name, None) for name in ("value", "func", "left", "right", "expression")]
        parts += [getattr(argument, "value", None) for argument in getattr(here, "args", ())]
        waiting.extend(part for part in parts if part is not None and not isinstance(part, str))
    return False


def crosses(data: Data, other: Data) -> bool:
    """Whether (n,) meets (n, 1): the result is (n, n)."""
    if data.shape is None or other.shape is None or {len(data.shape), len(other.shape)} != {1, 2}:
        return False
    return 1 in (data.shape[-1], other.shape[-1])


PANDAS: Final = frozenset({"frame", "series"})
"""Containers that raise where a vector meets a column."""


def meeting(array: Array, data: Data, second: Operand | None, *, swapped: bool = False) -> Meeting | None:
    """What an array of these data meets in an operation with this operand, unless that is a single number."""
    if second is None or second.number is not None:
        return None
    raises = second.array is None or bool(PANDAS & {array.container, second.array.container})
    return Meeting(second.data, swapped, not raises and crosses(data, second.data))
