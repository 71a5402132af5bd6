"""Learning rates that are set in a compiled model: `K.set_value(optimizer.lr, 0.1)`, `learning_rate.assign(0.1)`."""

from __future__ import annotations

from typing import Any, Final

from zerolint.interp import methods
from zerolint.interp.call import Call
from zerolint.interp.containers import Method
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Node, Unknown, Value
from zerolint.libs.registry import OfUnknown, function, of_unknown

from .configured import Made

RATES: Final = frozenset({"learning_rate", "lr"})


@function("keras.backend.set_value")
def set_value(call: Call) -> Value:
    """`K.set_value(model.optimizer.learning_rate, value)`."""
    given = next((arg.value for arg in getattr(call.node, "args", ())), None)
    value = call.first("value", position=1)
    if value is not None:
        _set(call, given, value)
    return NONE


@of_unknown("assign")
def assign(key: Any, reason: str, call: Call) -> Value | None:
    """`model.optimizer.learning_rate.assign(value)`."""
    value = call.first("value", position=0)
    if value is not None and _set(call, getattr(getattr(call.node, "func", None), "value", None), value):
        return NONE
    return None


@of_unknown("assign_add", "assign_sub")
def changed(key: Any, reason: str, call: Call) -> Value | None:
    """`model.optimizer.learning_rate.assign_add(value)`."""
    by = Unknown("another learning rate", call.node)
    return NONE if _set(call, getattr(getattr(call.node, "func", None), "value", None), by) else None


def _of_number(handler: OfUnknown) -> Method:
    """The same of a rate that is known."""

    def method(m: Machine, call: Call) -> Value:
        return handler(None, "", call) or call.unknown("no number has such a method")

    return method


methods.METHODS["number"].update(
    {"assign": _of_number(assign), "assign_add": _of_number(changed), "assign_sub": _of_number(changed)}
)


def _set(call: Call, target: Node, value: Value) -> bool:
    """Whether the expression names the rate of an optimizer, which is the value from now on."""
    name = getattr(getattr(target, "attr", None), "value", None)
    owner = call.m.eval(target.value) if name in RATES and target is not None else None
    if not isinstance(owner, Made) or not owner.optimizer:
        return False
    owner.set_attribute(call.m, "learning_rate", value)
    return True
