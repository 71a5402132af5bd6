"""Handlers by canonical path, found by importing the modules of this package; nothing lists them.

A handler is registered with `@function("numpy.zeros", ...)` and answers a call; `@constant("numpy.pi")` answers the
name itself; `@base("keras.Model")` is a `Base`: what subclasses of the project inherit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.objects import ClassValue, Instance
from zerolint.interp.values import Node, Value

Handler = Callable[[Call], Value]
FUNCTIONS: Final[dict[str, Handler]] = {}
CONSTANTS: Final[dict[str, Callable[[Node], Value]]] = {}
PREFIXES: Final[dict[str, Callable[[str, Call], Value]]] = {}
SUBSCRIPTS: Final[dict[str, Callable[[Machine, Value, Node], Value]]] = {}
DECORATORS: Final[dict[str, Callable[[Value, Call], Value]]] = {}
BASES: Final[dict[str, Base]] = {}
SUBCLASSES: Final[dict[str, Callable[[Machine, ClassValue], None]]] = {}
OfUnknown = Callable[[object, str, Call], Value | None]
OF_UNKNOWN: Final[dict[str, OfUnknown]] = {}


class Base:
    """What instances of project classes inherit from a library class. Each method may decline with None."""

    def create(self, m: Machine, cls: ClassValue, instance: Instance, call: Call) -> Value | None:
        """Before `__init__`; a value returned replaces the instance."""
        return None

    def attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value | None:
        """An inherited attribute or bound method."""
        return None

    def called(self, m: Machine, instance: Instance, call: Call) -> Value | None:
        """`instance(...)`."""
        return None

    def assigned(self, m: Machine, instance: Instance, name: str, value: Value) -> None:
        """`instance.name = value`."""


def function(*paths: str) -> Callable[[Handler], Handler]:
    """Register a handler for calls of these paths."""

    def register(handler: Handler) -> Handler:
        for path in paths:
            FUNCTIONS[path] = handler
        return handler

    return register


def prefix(*paths: str) -> Callable[[Callable[[str, Call], Value]], Callable[[str, Call], Value]]:
    """Register a handler for calls of everything below these paths that has no handler of its own."""

    def register(handler: Callable[[str, Call], Value]) -> Callable[[str, Call], Value]:
        for path in paths:
            PREFIXES[path] = handler
        return handler

    return register


def constant(*paths: str) -> Callable[[Callable[[Node], Value]], Callable[[Node], Value]]:
    """Register what these names themselves are."""

    def register(maker: Callable[[Node], Value]) -> Callable[[Node], Value]:
        for path in paths:
            CONSTANTS[path] = maker
        return maker

    return register


def decorator(*paths: str) -> Callable[[Callable[[Value, Call], Value]], Callable[[Value, Call], Value]]:
    """Register what these do as decorators of functions and classes of the project."""

    def register(handler: Callable[[Value, Call], Value]) -> Callable[[Value, Call], Value]:
        for path in paths:
            DECORATORS[path] = handler
        return handler

    return register


def of_unknown(*names: str) -> Callable[[OfUnknown], OfUnknown]:
    """Register a method of objects that aren't known: `handler(key of the object, why it isn't known, call)`."""

    def register(handler: OfUnknown) -> OfUnknown:
        for name in names:
            OF_UNKNOWN[name] = handler
        return handler

    return register


def subclassed(*paths: str) -> Callable[[Callable[[Machine, ClassValue], None]], Callable[[Machine, ClassValue], None]]:
    """Register what is remembered when the project defines a subclass of these."""

    def register(handler: Callable[[Machine, ClassValue], None]) -> Callable[[Machine, ClassValue], None]:
        for path in paths:
            SUBCLASSES[path] = handler
        return handler

    return register


def base(*paths: str) -> Callable[[type[Base]], type[Base]]:
    """Register what subclasses of these inherit."""

    def register(cls: type[Base]) -> type[Base]:
        one = cls()
        for path in paths:
            BASES[path] = one
        return cls

    return register
