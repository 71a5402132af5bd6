"""Attribute bags: namespaces, Bunches, configuration objects; what is set can be read, by attribute and by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import Attributes, DictValue, Entries
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable
from zerolint.interp.plain import from_plain
from zerolint.interp.values import NONE, Choice, Const, Items, Node, TupleValue, Unknown, Value


class Bag(Mutable):
    """An object whose attributes are what was put in. `kind` names it; `open`: it may hold more than is known."""

    __slots__ = ("kind", "open")

    def __init__(self, kind: str, entries: dict[str, Value], origin: Node = None, *, open_: bool = False) -> None:
        super().__init__(origin)
        self.fields.update(entries)
        self.kind = kind
        self.open = open_

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return self.kind

    def __repr__(self) -> str:
        return f"Bag({self.kind})"

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        own = self.fields.get(name)
        if own is not None:
            return m.narrow(own) if m.path and type(own) is Choice else own
        handler = METHODS.get(name)
        if handler is not None:
            return Native(f"{self.kind}.{name}", lambda m, call: handler(call, self), node)
        return Unknown(f"{self.kind} has no known `{name}`", node, (self, name))

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.store.put(self.fields, name, nested(value) if self.kind == "a configuration" else value)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        if isinstance(index, Const) and isinstance(index.value, str):
            return self.attribute(m, index.value, node)
        return Unknown(f"an entry of {self.kind}", node)

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        if isinstance(index, Const) and isinstance(index.value, str):
            self.set_attribute(m, index.value, value)

    def iterate(self, m: Machine) -> Items:
        rest = Unknown("a further name", self.origin) if self.open else None
        return Items(tuple(Const(name, self.origin) for name in self.fields), rest)

    def contains(self, m: Machine, item: Value) -> bool | None:
        if isinstance(item, Const) and item.value in self.fields:
            return True
        return None if self.open or not isinstance(item, Const) else False

    def truth(self, m: Machine) -> bool | None:
        return True

    def as_dict(self, m: Machine, node: Node) -> DictValue:
        """`vars(bag)`."""
        return Attributes(self, node, Unknown("further entries", node) if self.open else None)

    def havoc(self, m: Machine, reason: str) -> None:
        """Configuration passed to code that can't be followed mostly stays as it is."""


def nested(value: Value) -> Value:
    """Dictionaries inside configurations are configurations too."""
    if isinstance(value, DictValue):
        found = value.fields.get("entries")
        if isinstance(found, Entries):
            entries = {key: nested(item) for key, item in found.entries.items() if isinstance(key, str)}
            return Bag("a configuration", entries, value.origin, open_=found.rest is not None)
    return value


METHODS: Final[dict[str, Callable[[Call, Bag], Value]]] = {}


def bag_method(*names: str) -> Callable[[Callable[[Call, Bag], Value]], Callable[[Call, Bag], Value]]:
    """Register a method of all bags."""

    def register(handler: Callable[[Call, Bag], Value]) -> Callable[[Call, Bag], Value]:
        for name in names:
            METHODS[name] = handler
        return handler

    return register


@bag_method("get")
def get(call: Call, bag: Bag) -> Value:
    """`bag.get("lr", 0.1)`."""
    name = call.const("key", 0)
    if isinstance(name, str):
        if name in bag.fields or bag.open:
            return bag.attribute(call.m, name, call.node)
        return call.get("default", 1) or NONE
    return call.unknown("an entry by a name that is not known")


@bag_method("update", "merge_with", "__setitem__", "setdefaults")
def update(call: Call, bag: Bag) -> Value:
    """`bag.update({...}, lr=…)`."""
    for other in call.args[:1]:
        if isinstance(other, DictValue):
            for key, value in other.contents(call.m).entries.items():
                if isinstance(key, str):
                    bag.set_attribute(call.m, key, value)
        elif isinstance(other, Bag):
            for key, value in other.fields.items():
                bag.set_attribute(call.m, key, value)
    for key, value in call.kwargs.items():
        bag.set_attribute(call.m, key, value)
    return NONE


@bag_method("keys")
def keys(call: Call, bag: Bag) -> Value:
    """Names."""
    items = bag.iterate(call.m)
    return ListValue(items.items, call.node, items.rest)


@bag_method("values")
def values(call: Call, bag: Bag) -> Value:
    """Values."""
    return ListValue(tuple(bag.fields.values()), call.node)


@bag_method("items")
def items_(call: Call, bag: Bag) -> Value:
    """Pairs."""
    pairs = tuple(TupleValue((from_plain(k), v), call.node) for k, v in bag.fields.items())
    return ListValue(pairs, call.node)


@bag_method("to_dict", "_asdict", "as_dict", "toDict", "to_container")
def to_dict(call: Call, bag: Bag) -> Value:
    """As a dictionary of its own."""
    now = bag.as_dict(call.m, call.node).contents(call.m)
    return DictValue(now.entries, call.node, now.rest)


@bag_method("unlocked", "lock", "unlock", "freeze", "defrost", "copy", "ignore_type", "copy_and_resolve_references")
def same(call: Call, bag: Bag) -> Value:
    """The configuration itself."""
    return bag
