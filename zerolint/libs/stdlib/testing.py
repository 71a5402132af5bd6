"""What tests expect to fail: `with pytest.raises(ValueError): …`."""

from __future__ import annotations

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Node, Value
from zerolint.libs.registry import function


class Expected(Value):
    """A block of which it is known that it fails, and that the program goes on."""

    __slots__ = ("outer",)
    type_name = "an expected error"

    def __init__(self, origin: Node) -> None:
        self.origin = origin
        self.outer = False

    def enter(self, m: Machine, node: Node) -> Value:
        self.outer, m.attempted = m.attempted, True
        return self

    def leave(self, m: Machine, node: Node) -> None:
        m.attempted = self.outer


@function("pytest.raises")
def raises(call: Call) -> Value:
    return Expected(call.node)
