"""Ranges, slices and generators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .callables import Native
from .values import (
    Const,
    Index,
    Items,
    Node,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from .machine import Machine


class SliceValue(Value):
    """`a:b:c` inside brackets; None where nothing stands."""

    __slots__ = ("start", "step", "stop")
    type_name = "a slice"

    def __init__(self, start: Value | None, stop: Value | None, step: Value | None, origin: Node = None) -> None:
        self.start = start
        self.stop = stop
        self.step = step
        self.origin = origin

    def __eq__(self, other: object) -> bool:
        return type(other) is SliceValue and (self.start, self.stop, self.step) == (other.start, other.stop, other.step)

    def __hash__(self) -> int:
        return hash((self.start, self.stop, self.step))

    @property
    def full(self) -> bool:
        """`:` alone."""
        return self.start is None and self.stop is None and self.step is None

    def constant(self) -> slice | None:
        """As a slice of Python when its parts are known."""
        parts = []  # type: ignore[var-annotated]  # bounds of a slice
        for part in (self.start, self.stop, self.step):
            if part is None:
                parts.append(None)
            elif type(part) is Const and (part.value is None or isinstance(part.value, int)):
                parts.append(part.value)
            else:
                return None
        return slice(*parts)


class RangeValue(Value):
    """`range(...)`, kept unexpanded."""

    __slots__ = ("values",)
    type_name = "a range"

    def __init__(self, values: range, origin: Node = None) -> None:
        self.values = values
        self.origin = origin

    def __eq__(self, other: object) -> bool:
        return type(other) is RangeValue and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)

    def iterate(self, m: Machine) -> Items:
        if len(self.values) <= 256:
            return Items(tuple(Const(i, self.origin) for i in self.values))
        return Items((), Index(self.origin, values=self.values), len(self.values))

    def length(self, m: Machine) -> int | None:
        return len(self.values)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        if (
            type(index) is Const
            and isinstance(index.value, int)
            and -len(self.values) <= index.value < len(self.values)
        ):
            return Const(self.values[index.value], node)
        return Unknown("an index of a range", node)


class GeneratorValue(Value):
    """A generator: what it yields, in order, then `rest` for ever or not; `count` in all, where that is known."""

    __slots__ = ("count", "endless", "items")
    type_name = "a generator"

    def __init__(self, items: Items, origin: Node = None, count: int | None = None, *, endless: bool = False) -> None:
        self.items = items
        self.origin = origin
        self.count = count
        self.endless = endless

    def iterate(self, m: Machine) -> Items:
        items = self.items
        if self.count is None or items.rest is None or items.more is not None or self.count < len(items.items):
            return items
        return items._replace(more=self.count - len(items.items))

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("__next__", "next", "send"):
            return Native(name, lambda m, call: self.next(m, node))
        return super().attribute(m, name, node)

    def next(self, m: Machine, node: Node) -> Value:
        """What it yields next, which is another thing each time."""
        found = first_item(self.items, node)
        return found if self.count == 1 else found.apart(m, object())

    def length(self, m: Machine) -> int | None:
        return self.count


def first_item(items: Items, node: Node) -> Value:
    """What `next()` gives."""
    if items.items:
        return items.items[0]
    return items.rest if items.rest is not None else Unknown("nothing to take", node)
