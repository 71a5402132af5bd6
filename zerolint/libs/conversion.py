"""What Python's own functions make of arrays: `int(x)`, `float(x)`, `max(x)`, `round(x)`, format strings."""

from __future__ import annotations

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, Unknown, Value
from zerolint.program.data import Data

from .arrays import METHODS, Array, operation


@operation("converted")
def converted(m: Machine, array: Array, kind: str, call: Call) -> Value:
    """`int(array)`, `float(array)`, `bool(array)`, `str(array)`."""
    number = array.exact(m)
    if number is not None and kind in ("int", "float"):
        return Const(int(number) if kind == "int" else number, call.node, usual=array.by_convention(m))
    if kind == "str":
        return call.unknown("the text of an array")
    if kind == "bool":
        return Unknown("whether an array is true", call.node, ("bool", array))
    dtype = {"int": "int64", "float": "float64"}.get(kind)
    shape = () if kind in ("int", "float") and array.data(m).shape is None else array.data(m).shape
    return array.derive(
        m, lambda d: d.then("cast", call.node, kind, dtype=dtype, shape=shape), call.node, op="cast", by=kind
    )


@operation("reduced")
def reduced(m: Machine, array: Array, name: str, call: Call) -> Value:
    """`max(array)`, `min(array)`, `sum(array)`, `abs(array)`, `round(array)`, `any(array)`, `all(array)`."""
    handler = METHODS.get(name)
    if handler is None:
        return Unknown(f"{name}() of an array", call.node, (name, array))
    if name == "sum" and array.data(m).shape is not None and len(array.data(m).shape or ()) > 1:
        return handler(Call(m, call.node, [Const(0)], {}), array)
    made = handler(Call(m, call.node, [], {}), array)
    number = made.exact(m) if isinstance(made, Array) else None
    if number is not None and name in ("max", "min", "sum"):
        whole = str(array.data(m).dtype).startswith(("int", "uint"))
        return Const(int(number), call.node, usual=array.by_convention(m)) if whole else made
    return made


@operation("formatted")
def formatted(m: Machine, array: Array, spec: str, node: Node) -> None:
    """`f"{p:d}"` truncates nothing (it raises on floats), `f"{int(p)}"` was a cast before; `"%d" % p` truncates."""
    if array.trace is not None and spec:
        whole = spec.startswith("%") and spec.endswith(("d", "i", "u"))
        array.derive(m, _same, node, op="int" if whole else "format", by=spec)


def _same(data: Data) -> Data:
    return data
