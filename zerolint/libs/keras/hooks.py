"""Methods of the project's subclasses whose names are nearly those that Keras calls."""

from __future__ import annotations

from collections.abc import Callable

from zerolint.interp.callables import Function
from zerolint.interp.machine import Machine
from zerolint.interp.objects import ClassValue
from zerolint.knowledge import hooks
from zerolint.libs.registry import subclassed


def _remember(path: str) -> Callable[[Machine, ClassValue], None]:
    """What is remembered of a subclass of this class of Keras's."""

    def remember(m: Machine, cls: ClassValue) -> None:
        for name, value in cls.fields.items():
            if not isinstance(value, Function):
                continue
            hook = hooks.meant(name, hooks.OWNERS[path])
            if hook is not None and hook not in cls.fields:
                place = getattr(value.node, "name", value.node)
                parts = {"name": name, "hook": hook, "owner": path.rpartition(".")[2], "class": cls.name}
                m.record("near-hook", parts, place)

    return remember


for each in hooks.OWNERS:
    subclassed(each)(_remember(each))
