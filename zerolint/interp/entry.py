"""Entry points: functions and methods that nobody in the file calls, run on what is assumed of their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .call import Call
from .callables import Function
from .objects import ClassValue, Instance

if TYPE_CHECKING:
    from .machine import Machine


def run_uncalled(m: Machine, unit: Any) -> None:
    """Run the uncalled functions of a unit in order of definition; parameters are unknown, defaults assumed."""
    m.assumed = True
    outer = m.scope
    for cls in list(m.classes):
        if not cls.instantiated and _of(cls, unit):
            m.scope = outer
            _run_class(m, cls)
    for function in list(m.functions):
        free = function.owner is None and function.scope.kind == "module" and function.unit is unit
        if free and not function.called and not _replaced(function):
            m.call_function(function, Call(m, function.node, [], {}))
    m.assumed = False


def _replaced(function: Function) -> bool:
    """Whether another definition took the name before anybody called this one: it never runs."""
    name = getattr(function.node, "name", None)  # a lambda has none
    now = function.scope.names.get(name.value) if name is not None else None
    kept = getattr(function.node, "decorators", ())  # a decorator may have stored it elsewhere
    return isinstance(now, Function) and now is not function and now.node is not function.node and not kept


def _of(cls: ClassValue, unit: Any) -> bool:
    return any(isinstance(v, Function) and v.unit is unit for v in cls.fields.values())


def _run_class(m: Machine, cls: ClassValue) -> None:
    """An instance on unknown arguments, then each public method that wasn't called."""
    if cls.lib_bases:
        return
    made = m.instantiate(cls, Call(m, cls.node, [], {}))
    if not isinstance(made, Instance):
        return
    for name, value in list(cls.fields.items()):
        if isinstance(value, Function) and not value.called and not name.startswith("__"):
            m.call_function(value, Call(m, value.node, [], {}), made)
