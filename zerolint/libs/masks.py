"""Masks of column names: `df.columns != "y"` says of each name whether it is meant."""

from __future__ import annotations

from zerolint.interp.machine import Machine
from zerolint.interp.values import Node, Value


class NameMask(Value):
    """The names, and which of them are meant."""

    __slots__ = ("held", "names")
    type_name = "a mask of names"

    def __init__(self, names: tuple[str, ...], held: tuple[bool, ...], origin: Node) -> None:
        self.names = names
        self.held = held
        self.origin = origin

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names that are meant."""
        return tuple(name for name, held in zip(self.names, self.held, strict=True) if held)

    def unary(self, m: Machine, op: str, node: Node) -> Value:
        if op != "~":
            return super().unary(m, op, node)
        return NameMask(self.names, tuple(not held for held in self.held), node)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op not in "&|" or not isinstance(other, NameMask) or other.names != self.names:
            return super().binary(m, op, other, node, swapped=swapped)
        pairs = zip(self.held, other.held, strict=True)
        return NameMask(self.names, tuple(a and b if op == "&" else a or b for a, b in pairs), node)
