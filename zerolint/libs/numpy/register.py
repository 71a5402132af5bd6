"""How NumPy's functions and array methods are registered: one handler answers `np.sum(x, 1)` and `x.sum(1)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.ranges import GeneratorValue, RangeValue
from zerolint.interp.values import Choice, Const, Node, TupleValue, Unknown, Value, root
from zerolint.program.data import Data

from ..arrays import Array, method
from ..facets import partly_changed
from ..literals import of_plain, stacked
from ..operands import unknown_array
from ..registry import function

Handler = Callable[[Call, Array, str], Value]
FIRST: Final = ("a", "x", "arr", "ary", "array", "m", "v", "x1", "object", "data", "condition", "filt", "prototype")
"""What NumPy calls the first parameter of its functions."""


def array_function(*names: str, methods: bool = False) -> Callable[[Handler], Handler]:
    """Register `numpy.<name>` (and the method): `handler(call, array, name)`, the call without the array."""

    def register(handler: Handler) -> Handler:
        for name in names:
            function(f"numpy.{name}")(_as_function(handler, name))
            if methods:
                method(name)(_as_method(handler, name))
        return handler

    return register


def shared(*names: str) -> Callable[[Handler], Handler]:
    """Register both the function and the method."""
    return array_function(*names, methods=True)


def _as_method(handler: Handler, name: str) -> Callable[[Call, Array], Value]:
    return lambda call, array: _also_out(call, handler(call, array, name))


def _as_function(handler: Handler, name: str) -> Callable[[Call], Value]:
    def run(call: Call) -> Value:
        value, rest = split_first(call)
        rest.receiver = value
        return _also_out(call, over_arrays(call.m, value, call.node, lambda array: handler(rest, array, name), name))

    return run


def _also_out(call: Call, made: Value) -> Value:
    """`np.clip(x, 0, 1, out=x)`: the result is written there too, in places only if the call says `where`."""
    out = call.kwargs.get("out")
    if isinstance(out, Array) and out is not made:
        if not isinstance(made, Array):
            out.havoc(call.m, "written into")
            return made
        old, new = out.data(call.m), made.data(call.m)
        whole = replace(new, shape=old.shape or new.shape, dtype=old.dtype or new.dtype)
        out.put(call.m, partly_changed(old, new) if "where" in call.kwargs else whole)
    return made


def split_first(call: Call, names: Iterable[str] = FIRST) -> tuple[Value | None, Call]:
    """The first argument (which has one of `names`) and a call with the others (positions move up)."""
    if call.args:
        nodes: dict[int | str, Node] = {}
        for key, node in call.nodes.items():
            if isinstance(key, str):
                nodes[key] = node
            elif key > 0:
                nodes[key - 1] = node
        rest = Call(call.m, call.node, call.args[1:], call.kwargs, nodes, open_=call.open)
        rest.nodes["first"] = call.nodes.get(0)
        return call.args[0], rest
    for key in names:
        if key in call.kwargs:
            kwargs = {k: v for k, v in call.kwargs.items() if k != key}
            rest = Call(call.m, call.node, [], kwargs, dict(call.nodes), open_=call.open)
            rest.nodes["first"] = call.nodes.get(key)
            return call.kwargs[key], rest
    return None, call


def over_arrays(
    m: Machine, value: Value | None, node: Node, function: Callable[[Array], Value], name: str = ""
) -> Value:
    """A function of an array, applied to each alternative of the value."""
    if type(value) is Choice:
        return m.each(value, lambda arm: over_arrays(m, arm, node, function, name), node)
    array = to_array(m, value, node)
    if array is not None:
        return function(array)
    of = root(value) if value is not None else None
    return Unknown(f"`{name}` of this value is not modelled", node, of=of)


def to_array(m: Machine, value: Value | None, node: Node) -> Array | None:
    """What `np.asarray` makes of a value; None when it is nothing that NumPy's handlers know."""
    if isinstance(value, Array):
        return value if value.container != "list" else as_ndarray(value)
    if isinstance(value, Const):
        data = of_plain(value.value, value.origin) if isinstance(value.value, (int, float, str)) else None
        return Array(data, node) if data is not None else None
    if isinstance(value, Unknown):
        return unknown_array(m, value)
    if isinstance(value, (ListValue, TupleValue, RangeValue, GeneratorValue)):
        return of_sequence(m, value, node)
    return None


def as_ndarray(value: Array) -> Array:
    """A list that was made of an array, as an array again."""
    array = Array(Data(), value.origin, trace=value.trace)
    array.fields = value.fields
    return array


def of_sequence(m: Machine, value: Value, node: Node) -> Array | None:
    """A sequence as one array: numbers exactly, arrays stacked."""
    from ..literals import from_literal

    if isinstance(value, ListValue):
        m.measured.add(id(value.fields))  # its length becomes that of an axis
    found = from_literal(m, value)
    return found if found is not None else stacked(m, value, node)


def given_axes(call: Call, position: int | None = 0, name: str = "axis") -> tuple[int, ...] | Any | None:
    """The axes given: None for all, `Ellipsis` where they aren't known."""
    value = call.get(name, position)
    if value is None:
        return None
    known = call.m.plain(value, ...)
    if known is None or known is ...:
        return known
    if isinstance(known, str):
        return {"index": (0,), "columns": (1,), "rows": (0,)}.get(known, ...)
    if isinstance(known, (tuple, list)):
        return tuple(known) if all(isinstance(a, int) for a in known) else ...
    return (known,) if isinstance(known, int) else ...


def flag(call: Call, name: str, *, default: bool = False) -> bool:
    """A boolean argument."""
    return bool(call.const(name, None, default))
