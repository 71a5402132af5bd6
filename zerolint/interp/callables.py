"""What can be called: functions and methods of the program, those that are built in, names of libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .values import (
    Const,
    Handler,
    Items,
    Node,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine
    from .objects import ClassValue


class Function(Value):
    """A function of the project: its definition and the scope it closes over."""

    __slots__ = ("called", "defaults", "node", "owner", "scope", "unit", "wraps")
    type_name = "a function"

    def __init__(self, node: Node, scope: Any, unit: Any, defaults: dict[str, Value], origin: Node = None) -> None:
        self.node = node
        self.scope = scope
        self.unit = unit
        self.defaults = defaults
        self.origin = origin
        self.owner: ClassValue | None = None
        self.called = False
        self.wraps: str = ""
        """staticmethod, classmethod or property."""

    def call(self, m: Machine, call: Call) -> Value:
        return m.call_function(self, call)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("__name__", "__qualname__") and hasattr(self.node, "name"):
            return Const(self.node.name.value, node)
        return Unknown(f"`.{name}` of a function", node)

    def truth(self, m: Machine) -> bool | None:
        return True


class BoundMethod(Value):
    """A function of the project bound to an instance (or class)."""

    __slots__ = ("function", "receiver")
    type_name = "a method"

    def __init__(self, function: Function, receiver: Value, origin: Node = None) -> None:
        self.function = function
        self.receiver = receiver
        self.origin = origin

    def __eq__(self, other: object) -> bool:
        return type(other) is BoundMethod and self.function is other.function and self.receiver is other.receiver

    def __hash__(self) -> int:
        return hash((id(self.function), id(self.receiver)))

    def call(self, m: Machine, call: Call) -> Value:
        return m.call_function(self.function, call, self.receiver)

    def truth(self, m: Machine) -> bool | None:
        return True


class Native(Value):
    """A callable that the engine itself knows: a built-in, or a method of a known value."""

    __slots__ = ("handler", "name")
    type_name = "a built-in"

    def __init__(self, name: str, handler: Handler, origin: Node = None) -> None:
        self.name = name
        self.handler = handler
        self.origin = origin

    def __repr__(self) -> str:
        return f"Native({self.name})"

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is Native and self.name == other.name and self.handler == other.handler)

    def __hash__(self) -> int:
        return hash(self.name)

    def call(self, m: Machine, call: Call) -> Value:
        return self.handler(m, call)

    def truth(self, m: Machine) -> bool | None:
        return True


class LibRef(Value):
    """A name of a library, by its dotted path; what it means is the library's affair. `loop`: see `Const`."""

    __slots__ = ("loop", "path")

    def __init__(self, path: str, origin: Node = None, loop: Node = None) -> None:
        self.path = path
        self.origin = origin
        self.loop = loop

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return f"`{self.path}`"

    def __eq__(self, other: object) -> bool:
        return type(other) is LibRef and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"LibRef({self.path})"

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return m.library.attribute(m, self.path, name, node)

    def call(self, m: Machine, call: Call) -> Value:
        made = m.library.call(m, self.path, call)
        if self.loop is not None:
            m.candidate(made, self.loop)
        return made

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return m.library.subscript(m, self.path, index, node)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.library.set_attribute(m, self.path, name, value)

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        m.library.set_subscript(m, self.path, index, value)

    def iterate(self, m: Machine) -> Items:
        return Items((), Unknown(f"items of `{self.path}`", self.origin))

    def truth(self, m: Machine) -> bool | None:
        return m.library.truth(self.path)
