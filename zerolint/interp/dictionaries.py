"""Dictionaries, and the attributes of an object as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .containers import (
    blend,
    looked_up,
)
from .objects import Mutable
from .values import (
    Choice,
    Const,
    Items,
    Node,
    TupleValue,
    Unknown,
    Value,
    root,
)

if TYPE_CHECKING:
    from .machine import Machine


class Entries(Value):
    """Contents of a dictionary: constant keys in order; `rest` is the value under keys that aren't known."""

    __slots__ = ("entries", "rest")

    def __init__(self, entries: dict[Any, Value], origin: Node = None, rest: Value | None = None) -> None:
        self.entries = entries
        self.origin = origin
        self.rest = rest

    def __eq__(self, other: object) -> bool:
        return type(other) is Entries and self.entries == other.entries and self.rest == other.rest

    def __hash__(self) -> int:
        return hash(tuple(self.entries))

    def widen(self, old: Value) -> Value:
        """After any number of iterations of a loop, one of which turned `old` into these."""
        if not isinstance(old, Entries):
            return self
        entries = dict(self.entries)
        for key, value in entries.items():
            own, before = getattr(value, "widen", None), old.entries.get(key)
            if own is not None and before is not None and before is not value:
                entries[key] = own(before)
        return Entries(entries, self.origin, self.rest)


class DictValue(Mutable):
    """A dictionary."""

    __slots__ = ()
    type_name = "a dictionary"

    def __init__(self, entries: dict[Any, Value] | None = None, origin: Node = None, rest: Value | None = None) -> None:
        super().__init__(origin)
        self.fields["entries"] = Entries(entries if entries is not None else {}, origin, rest)

    def __repr__(self) -> str:
        return f"Dict({self.fields['entries']!r})"

    def apart(self, m: Machine, key: object) -> Value:
        return Member(self, key)

    def contents(self, m: Machine) -> Entries:
        """Its entries on this path."""
        found = self.fields["entries"]
        if type(found) is Choice:
            found = join_entries(m, found)
        return found if isinstance(found, Entries) else Entries({}, self.origin, Unknown("its contents", self.origin))

    def replace(self, m: Machine, entries: Entries) -> None:
        """Set all entries."""
        m.store.put(self.fields, "entries", entries)

    def updated_unknown(self, m: Machine, reason: str) -> None:
        """`self.update(...)` with entries that aren't known."""
        self.havoc(m, reason)

    def put(self, m: Machine, key: Any, value: Value) -> None:
        """Set one entry."""
        now = self.contents(m)
        self.replace(m, Entries({**now.entries, key: value}, self.origin, now.rest))

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        now = self.contents(m)
        key = hashable(m, index)
        if key is not NO_KEY:
            found = now.entries.get(key)
            if found is not None:
                return m.narrow(found) if m.path and type(found) is Choice else found
        elif now.entries:
            return looked_up(blend(list(now.entries.values()), now.rest), index)
        if now.rest is None:
            return Unknown("no such key", node, (self, index), root(index))
        return looked_up(now.rest, index).apart(m, index)

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        key = hashable(m, index)
        if key is not NO_KEY:
            self.put(m, key, value)
            return
        now = self.contents(m)
        rest = value if now.rest is None and not now.entries else blend([value], now.rest)
        self.replace(m, Entries(now.entries, self.origin, rest))

    def del_subscript(self, m: Machine, index: Value) -> None:
        now = self.contents(m)
        key = hashable(m, index)
        left = {k: v for k, v in now.entries.items() if k != key}
        self.replace(m, Entries(left, self.origin, now.rest))

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return m.methods("dict", self, name, node)

    def iterate(self, m: Machine) -> Items:
        from .plain import from_plain

        now = self.contents(m)
        rest = Unknown("keys are not known", self.origin) if now.rest is not None else None
        return Items(tuple(from_plain(key, self.origin) for key in now.entries), rest)

    def contains(self, m: Machine, item: Value) -> bool | None:
        now = self.contents(m)
        key = hashable(m, item)
        if key is NO_KEY:
            return None
        return True if key in now.entries else (False if now.rest is None else None)

    def truth(self, m: Machine) -> bool | None:
        now = self.contents(m)
        return True if now.entries else (None if now.rest is not None else False)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op == "|" and isinstance(other, DictValue):
            first, second = (other, self) if swapped else (self, other)
            a, b = first.contents(m), second.contents(m)
            return DictValue({**a.entries, **b.entries}, node, a.rest or b.rest)
        return None

    def havoc(self, m: Machine, reason: str) -> None:
        m.store.put(self.fields, "entries", Entries({}, self.origin, Unknown(reason, self.origin)))


class Member(DictValue):
    """One of many dictionaries, for which one stands: it has the contents of that, and what it gives is apart."""

    __slots__ = ("key",)

    def __init__(self, of: DictValue, key: object) -> None:
        super().__init__(origin=of.origin)
        self.fields = of.fields
        self.key = key

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return super().subscript(m, index, node).apart(m, self.key)

    def put(self, m: Machine, key: Any, value: Value) -> None:
        old = self.contents(m).entries.get(key)
        super().put(m, key, value if old is None else blend([value, old], None))


class Attributes(DictValue):
    """`vars(owner)`: what is put in becomes an attribute."""

    __slots__ = ("owner",)

    def __init__(self, owner: Mutable, origin: Node = None, rest: Value | None = None) -> None:
        super().__init__(_attributes(owner), origin, rest)
        self.owner = owner

    def contents(self, m: Machine) -> Entries:
        return Entries(_attributes(self.owner), self.origin, super().contents(m).rest)

    def replace(self, m: Machine, entries: Entries) -> None:
        before = _attributes(self.owner)
        for name, value in entries.entries.items():
            if isinstance(name, str) and before.get(name) is not value:
                self.owner.set_attribute(m, name, value)

    def updated_unknown(self, m: Machine, reason: str) -> None:
        names = [*_attributes(self.owner), *getattr(self.owner, "inherited", ())]
        for name in names:
            self.owner.set_attribute(m, name, Unknown(reason, self.origin))

    def havoc(self, m: Machine, reason: str) -> None:
        """Code that can't be followed mostly reads them."""


def _attributes(owner: Mutable) -> dict[Any, Value]:
    return {name: value for name, value in owner.fields.items() if not name.startswith("@")}


NO_KEY: Final = object()


def hashable(m: Machine, value: Value) -> Any:
    """The Python object of a constant key, `NO_KEY` when it isn't known."""
    if type(value) is Const:
        return value.value
    if isinstance(value, TupleValue):
        found = m.plain(value, NO_KEY)
        try:
            hash(found)
        except TypeError:
            return NO_KEY
        return found
    if isinstance(value, (Unknown, Choice)):
        return NO_KEY
    exact = getattr(value, "exact", None)
    if exact is None:
        return value
    number = exact(m)
    return NO_KEY if number is None else int(number) if float(number).is_integer() else number


def join_entries(m: Machine, found: Choice) -> Entries:
    """Entries of alternatives, joined key by key."""
    arms = [(path, arm) for path, arm in found.arms if isinstance(arm, Entries)]
    keys = dict.fromkeys(key for _, arm in arms for key in arm.entries)
    from .store import choice

    entries = {key: choice([(path, arm.entries[key]) for path, arm in arms if key in arm.entries]) for key in keys}
    rest = next((arm.rest for _, arm in arms if arm.rest is not None), None)
    return Entries(entries, found.origin, rest)
