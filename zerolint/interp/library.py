"""What the interpreter asks of the libraries: the seam that `zerolint.libs` fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .objects import ClassValue, Instance
from .values import Node, Value

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine
    from .scope import Scope


class Library(Protocol):
    """Answers about names that aren't the project's; `path` is a dotted name as imported."""

    def provides(self, path: str) -> bool:
        """Whether the path's top-level package is a library that is known."""
        ...

    def attribute(self, m: Machine, path: str, name: str, node: Node) -> Value:
        """The value of `path.name`."""
        ...

    def set_attribute(self, m: Machine, path: str, name: str, value: Value) -> None:
        """`path.name = value`."""
        ...

    def set_subscript(self, m: Machine, path: str, index: Value, value: Value) -> None:
        """`path[index] = value`."""
        ...

    def call(self, m: Machine, path: str, call: Call) -> Value:
        """The value of `path(...)`."""
        ...

    def subscript(self, m: Machine, path: str, index: Value, node: Node) -> Value:
        """The value of `path[index]`."""
        ...

    def truth(self, path: str) -> bool | None:
        """Whether the object named by the path is true."""
        ...

    def trains(self, kind: str) -> bool:
        """Whether events of this kind belong to a training or to the use of what was trained."""
        ...

    def star(self, path: str, name: str) -> bool:
        """Whether `from path import *` binds `name`."""
        ...

    def missing(self, m: Machine, name: str, node: Node, module: Scope) -> Value | None:
        """What a name is meant to be that nothing binds, if it can only be one thing."""
        ...

    def decorate(self, m: Machine, path: str, decorated: Value, call: Call) -> Value:
        """`@path` or `@path(...)` on a function or class of the project (`call` has the decorator's arguments)."""
        ...

    def instantiate(self, m: Machine, cls: ClassValue, instance: Instance, call: Call) -> Value | None:
        """An instance of a project class with library bases is made, before its `__init__`; a value replaces it."""
        ...

    def base_attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value:
        """An attribute that the class itself doesn't have but may inherit from its library bases."""
        ...

    def attribute_set(self, m: Machine, instance: Instance, name: str, value: Value) -> None:
        """`instance.name = value` happened."""
        ...

    def call_instance(self, m: Machine, instance: Instance, call: Call) -> Value | None:
        """`instance(...)` where a library base defines `__call__`."""
        ...

    def call_unknown(self, m: Machine, key: object, name: str, reason: str, call: Call) -> Value | None:
        """`object.name(...)` of an object that isn't known for this reason; equal keys are the same object."""
        ...

    def escaped(self, m: Machine, call: Call, reason: str) -> None:
        """The arguments went into code that can't be followed."""
        ...

    def subclass(self, m: Machine, cls: ClassValue) -> None:
        """A class of the project was defined on library bases."""
        ...
