"""Scopes: names to values, with Python's lookup order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .values import Choice, Node, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


class Scope:
    """One namespace. `stars` are modules of `from x import *`, asked last."""

    __slots__ = ("kind", "names", "nonlocals", "outer", "stars", "unit")

    def __init__(self, kind: str, outer: Scope | None, unit: Any) -> None:
        self.kind = kind
        """module, function or class."""
        self.outer = outer
        self.unit = unit
        self.names: dict[str, Value] = {}
        self.stars: list[Value] = []
        self.nonlocals: dict[str, Scope] | None = None

    @property
    def module(self) -> Scope:
        """The module's scope."""
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope

    def lookup(self, m: Machine, name: str, node: Node) -> Value:
        """The value of a name as an expression sees it."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.names.get(name)
            if found is not None:
                if m.path and type(found) is Choice:
                    return m.narrow(found)
                return found
            scope = scope.outer
            while scope is not None and scope.kind == "class":
                scope = scope.outer
        found = m.builtins.get(name)
        if found is not None:
            return found
        for star in self.module.stars:
            found = m.star_name(star, name, node)
            if found is not None:
                return found
        found = m.library.missing(m, name, node, self.module)
        if found is not None:
            return found
        return Unknown(f"name `{name}` is not defined in what was read", node, ("name", name))

    def lookup_own(self, m: Machine, name: str, node: Node) -> Value | None:
        """The value of a name of this very scope (a module's attribute)."""
        found = self.names.get(name)
        if found is None:
            for star in self.stars:
                found = m.star_name(star, name, node)
                if found is not None:
                    break
        if found is not None and m.path and type(found) is Choice:
            return m.narrow(found)
        return found

    def assign(self, m: Machine, name: str, value: Value) -> None:
        """Bind a name, honouring `global` and `nonlocal`."""
        target = self
        if self.nonlocals is not None:
            target = self.nonlocals.get(name, self)
        m.store.put(target.names, name, value)

    def declare_global(self, name: str) -> None:
        if self.nonlocals is None:
            self.nonlocals = {}
        self.nonlocals[name] = self.module

    def declare_nonlocal(self, name: str) -> None:
        scope = self.outer
        while scope is not None and (scope.kind == "class" or name not in scope.names):
            scope = scope.outer
        if scope is not None:
            if self.nonlocals is None:
                self.nonlocals = {}
            self.nonlocals[name] = scope
