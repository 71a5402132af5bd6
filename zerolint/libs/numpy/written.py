"""Functions that write into the array that they get first: `np.fill_diagonal(x, 1)`, `np.add.at(counts, places, 1)`."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.ranges import SliceValue
from zerolint.interp.values import NONE, Node, Unknown, Value

from ..arrays import Array
from ..registry import function
from ..storing import store_item

ADDED: Final = ("add", "divide", "maximum", "minimum", "multiply", "subtract")


@function("numpy.copyto")
def copyto(call: Call) -> Value:
    """`np.copyto(x, values, where=mask)`."""
    return _stored(call, call.kwargs.get("where") or SliceValue(None, None, None, call.node), _nth(call, 1))


@function("numpy.fill_diagonal")
def fill_diagonal(call: Call) -> Value:
    """`np.fill_diagonal(x, 1)`."""
    return _stored(call, _somewhere(call.node), _nth(call, 1))


@function("numpy.put", "numpy.put_along_axis")
def put(call: Call) -> Value:
    """`np.put(x, places, values)`: places of the flat array."""
    return _stored(call, _somewhere(call.node), _nth(call, 2))


@function("numpy.place", "numpy.putmask")
def putmask(call: Call) -> Value:
    """`np.putmask(x, mask, values)`."""
    return _stored(call, _nth(call, 1), _nth(call, 2))


@function(*(f"numpy.{name}.at" for name in ADDED))
def at(call: Call) -> Value:
    """`np.add.at(counts, places, 1)`."""
    return _stored(call, _somewhere(call.node), Unknown("what is added up in places", call.node))


def _stored(call: Call, index: Value, value: Value) -> Value:
    into = call.args[0] if call.args else None
    if isinstance(into, Array):
        store_item(call.m, into, index, value, call.node)
    return NONE


def _nth(call: Call, position: int) -> Value:
    known = position < len(call.args)
    return call.args[position] if known else Unknown("an argument of a function of NumPy", call.node)


def _somewhere(node: Node) -> Value:
    return Unknown("places in an array", node)
