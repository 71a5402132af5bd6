"""The types of what TensorFlow and Keras make of Python's numbers: 32 bits, where NumPy gives 64."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef, Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.ranges import RangeValue
from zerolint.interp.values import Choice, Const, OneOf, TupleValue, Value
from zerolint.libs import dtypes
from zerolint.libs.arrays import Array, Facets
from zerolint.libs.casting import cast_data
from zerolint.libs.numpy.register import to_array
from zerolint.program.data import Data

SINGLE: Final = {"float64": "float32", "int64": "int32"}
SIZED: Final = frozenset({"zeros", "ones"})
"""What these get is a shape."""
INDICES: Final = frozenset({"argmax", "argmin", "argsort"})
UNSURE: Final = frozenset({"divide", "linspace"})
"""TensorFlow's depends on how the numbers are written."""
ENOUGH: Final = 8
"""So many items tell of what a list is."""


def in_single(path: str, name: str, call: Call, made: Array) -> None:
    """Give what NumPy's function `name` would make the type that the function at this path gives it."""
    keras = path.startswith("keras")
    if name in INDICES:
        if keras or name == "argsort":
            _retype(call.m, made, lambda data: replace(data, dtype="int32"))
        return
    if dtypes.named(call.get("dtype", 1)) is not None:
        return
    whole = _whole(call) if name == "mean" and not keras else None
    if whole is not None:
        _retype(call.m, made, lambda data: cast_data(data, whole, None))
    plain = True if name in SIZED else _of_numbers(call.m, TupleValue([*call.args, *call.kwargs.values()]))
    if plain is not False:
        unsure = plain is None or name in UNSURE or path.startswith("keras.backend")
        _retype(call.m, made, lambda data: _single(data, unsure))


def _whole(call: Call) -> str | None:
    """The type of whole numbers, of which TensorFlow's mean is a whole number too."""
    of = to_array(call.m, call.args[0], call.node) if call.args else None
    dtype = of.data(call.m).dtype if of is not None else None
    return dtype if dtypes.is_integer(dtype) else None


def _retype(m: Machine, made: Array, change: Callable[[Data], Data]) -> None:
    def changed(facets: Value) -> Value:
        return Facets(change(facets.data), facets.origin) if isinstance(facets, Facets) else facets

    found = made.fields["data"]
    made.fields["data"] = m.each(found, changed, made.origin) if type(found) is Choice else changed(found)


def _single(data: Data, unsure: bool) -> Data:
    if data.dtype not in SINGLE:
        return data
    return replace(data, dtype=None if unsure else SINGLE[data.dtype])


def _of_numbers(m: Machine, value: Value) -> bool | None:
    """Whether these are Python's numbers only; False with an array among them, None if that isn't known."""
    if isinstance(value, (Const, OneOf, RangeValue, LibRef, Native)):
        return True
    if isinstance(value, Array):
        return None if value.container == "list" else False
    parts: tuple[Value, ...] = ()
    if type(value) is Choice:
        parts = tuple(arm for _, arm in value.arms)
    elif isinstance(value, (ListValue, TupleValue)):
        items = m.iterate(value)
        parts = (*items.items[:ENOUGH], *([items.rest] if items.rest is not None else []))
    found = [_of_numbers(m, part) for part in parts]
    return False if False in found else None if None in found or not found else True
