"""Lists, dictionaries, sets, and the methods of built-in types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from .values import (
    NONE,
    Choice,
    Const,
    Index,
    Items,
    Mutable,
    Native,
    Node,
    OneOf,
    TupleValue,
    Unknown,
    Value,
    constants_of,
    different_constants,
    root,
)

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine

MAX_ITEMS: Final = 4096
DEPTH: Final = "@loops"
"""Where a list that is written out keeps how deep in loops it was made: one from outside grows in each round."""


class ListValue(Mutable):
    """A list: `fields["items"]` is a tuple value that may have an unknown number of further items."""

    __slots__ = ()
    type_name = "a list"

    def __init__(
        self, items: tuple[Value, ...] = (), origin: Node = None, rest: Value | None = None, more: int | None = None
    ) -> None:
        super().__init__(origin)
        self.fields["items"] = TupleValue(items, origin, rest=rest, more=more)

    def __repr__(self) -> str:
        return f"List({self.fields['items']!r})"

    def iterate(self, m: Machine) -> Items:
        return m.iterate(self.fields["items"])

    def length(self, m: Machine) -> int | None:
        return m.length(self.fields["items"])

    def truth(self, m: Machine) -> bool | None:
        return m.truth(self.fields["items"])

    def contains(self, m: Machine, item: Value) -> bool | None:
        return _among(self.iterate(m), item)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return method(m, "list", self, name, node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return sequence_item(m, self.iterate(m), index, node, ListValue)

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        items = self.iterate(m)
        position = index.value if type(index) is Const and isinstance(index.value, int) else None
        if position is not None and -len(items.items) <= position < len(items.items) and (items.exact or position >= 0):
            changed = list(items.items)
            changed[position] = value
            self.replace(m, Items(tuple(changed), items.rest))
        elif not isinstance(index, SliceValue):
            others = [v for v in items.different if v != NONE]
            self.replace(m, Items((), blend([value, *others], None)))  # None: not yet filled

    def del_subscript(self, m: Machine, index: Value) -> None:
        items = self.iterate(m)
        known: Any = index.constant() if isinstance(index, SliceValue) else getattr(index, "value", None)
        left = list(items.items)
        try:
            del left[known]
        except (IndexError, TypeError):
            known = None
        if items.exact and known is not None:
            self.replace(m, Items(tuple(left)))
        else:
            self.havoc(m, "items were deleted")

    def replace(self, m: Machine, items: Items) -> None:
        """Set all items."""
        _may_change_each(m, self)
        kept = TupleValue(items.items[:MAX_ITEMS], self.origin, rest=items.rest, more=items.more)
        m.store.put(self.fields, "items", kept)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        mine = self.iterate(m)
        if op == "+" and isinstance(other, ListValue):
            first, second = (other, self) if swapped else (self, other)
            made = ListValue((), node)
            made.fields["items"] = _extended(m, first, second.iterate(m))
            return made
        if op == "*" and type(other) is Const and isinstance(other.value, int) and mine.exact:
            if 0 <= len(mine.items) * other.value <= MAX_ITEMS:
                return ListValue(mine.items * other.value, node)
            return ListValue((), node, blend(list(mine.items), None))
        if op == "*" and mine.items and isinstance(other, Unknown):  # `[0] * n`
            return ListValue((), node, blend(list(mine.items), mine.rest))
        return None

    def inplace(self, m: Machine, op: str, other: Value, node: Node) -> Value | None:
        if op != "+":
            return None
        extend(m, self, m.iterate(other))
        return self

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op in ("==", "!=") and isinstance(other, ListValue):
            mine, theirs = plain(m, self), plain(m, other)
            if mine is not None and theirs is not None:
                return Const((mine == theirs) == (op == "=="), node)
        return None

    def widen(self, old: Value) -> Value:
        """`x = x + [a]` in a loop: any number of them."""
        before, now = old.fields["items"] if isinstance(old, ListValue) else None, self.fields["items"]
        if isinstance(before, TupleValue) and isinstance(now, TupleValue) and now.grew(before):
            added = now.items[len(before.items) :]
            if added:
                self.fields["items"] = TupleValue(before.items, self.origin, rest=blend(list(added), now.rest))
        return self

    def havoc(self, m: Machine, reason: str) -> None:
        self.replace(m, Items((), Unknown(reason, self.origin)))


class SetValue(ListValue):
    """A set, kept as its items in order of insertion."""

    __slots__ = ()
    type_name = "a set"

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return method(m, "set", self, name, node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return Unknown("sets have no items by index", node)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op not in _SET or not isinstance(other, SetValue):
            return None
        mine, theirs = plain(m, self), plain(m, other)
        if isinstance(mine, list) and isinstance(theirs, list):
            first, second = (theirs, mine) if swapped else (mine, theirs)
            return SetValue(tuple(from_plain(v, node) for v in _SET[op](dict.fromkeys(first), second)), node)
        found = [*self.iterate(m).items, *other.iterate(m).items]
        rests = [rest for rest in (self.iterate(m).rest, other.iterate(m).rest) if rest is not None]
        return SetValue((), node, blend([*found, *rests], None))

    def inplace(self, m: Machine, op: str, other: Value, node: Node) -> Value | None:
        if op == "|" and isinstance(other, SetValue):
            extend(m, self, other.iterate(m))
            return self
        return None

    def length(self, m: Machine) -> int | None:
        known = plain(m, self)
        return (
            len(set(known))
            if isinstance(known, list) and all(isinstance(i, (str, int, float)) for i in known)
            else None
        )


_SET: Final[dict[str, Callable[[Iterable[Any], list[Any]], list[Any]]]] = {
    "&": lambda first, second: [v for v in first if v in second],
    "-": lambda first, second: [v for v in first if v not in second],
    "|": lambda first, second: list(dict.fromkeys([*first, *second])),
}
"""Sets in order of insertion."""


def _set_method(op: str) -> Method:
    """`a.union(b, c)`."""

    def method_(m: Machine, call: Call) -> Value:
        made = call.receiver
        for other in call.args:
            items = m.iterate(other)
            given = SetValue(items.items, call.node, items.rest)
            made = made.binary(m, op, given, call.node, swapped=False) if made is not None else None
        return made if made is not None else call.unknown("a set")

    return method_


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


class DictValue(Mutable):
    """A dictionary."""

    __slots__ = ()
    type_name = "a dictionary"

    def __init__(self, entries: dict[Any, Value] | None = None, origin: Node = None, rest: Value | None = None) -> None:
        super().__init__(origin)
        self.fields["entries"] = Entries(entries if entries is not None else {}, origin, rest)

    def __repr__(self) -> str:
        return f"Dict({self.fields['entries']!r})"

    def contents(self, m: Machine) -> Entries:
        """Its entries on this path."""
        found = self.fields["entries"]
        if type(found) is Choice:
            found = _join_entries(m, found)
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
        if key is not _NO_KEY:
            found = now.entries.get(key)
            if found is not None:
                return m.narrow(found) if m.path and type(found) is Choice else found
        elif now.entries:
            return looked_up(blend(list(now.entries.values()), now.rest), index)
        return looked_up(now.rest, index) if now.rest else Unknown("no such key", node, (self, index), root(index))

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        key = hashable(m, index)
        if key is not _NO_KEY:
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
        return method(m, "dict", self, name, node)

    def iterate(self, m: Machine) -> Items:
        now = self.contents(m)
        rest = Unknown("keys are not known", self.origin) if now.rest is not None else None
        return Items(tuple(from_plain(key, self.origin) for key in now.entries), rest)

    def contains(self, m: Machine, item: Value) -> bool | None:
        now = self.contents(m)
        key = hashable(m, item)
        if key is _NO_KEY:
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
        return self.items

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("__next__", "next", "send"):
            return Native(name, lambda m, call: first_item(self.items, node))
        return super().attribute(m, name, node)

    def length(self, m: Machine) -> int | None:
        return self.count


def first_item(items: Items, node: Node) -> Value:
    """What `next()` gives."""
    if items.items:
        return items.items[0]
    return items.rest if items.rest is not None else Unknown("nothing to take", node)


_NO_KEY: Final = object()


def hashable(m: Machine, value: Value) -> Any:
    """The Python object of a constant key, `_NO_KEY` when it isn't known."""
    if type(value) is Const:
        return value.value
    if isinstance(value, TupleValue):
        found = plain(m, value, _NO_KEY)
        try:
            hash(found)
        except TypeError:
            return _NO_KEY
        return found
    if isinstance(value, (Unknown, Choice)):
        return _NO_KEY
    return value


def from_plain(value: Any, origin: Node = None) -> Value:
    """The abstract value of a Python object."""
    if isinstance(value, Value):
        return value
    if isinstance(value, tuple):
        return TupleValue(tuple(from_plain(v, origin) for v in value), origin)
    if isinstance(value, list):
        return ListValue(tuple(from_plain(v, origin) for v in value), origin)
    if isinstance(value, dict):
        return DictValue({k: from_plain(v, origin) for k, v in value.items()}, origin)
    return Const(value, origin)


def plain(m: Machine, value: Value | None, default: Any = None) -> Any:
    """See `Machine.plain`."""
    if type(value) is Const:
        return value.value
    found = _plain(m, value, [MAX_PLAIN], 0)
    return default if found is _NO_KEY else found


MAX_PLAIN: Final = 50_000
MAX_NESTING: Final = 32
"""A list may hold itself, or hold one list very often."""


def _plain(m: Machine, value: Value | None, left: list[int], depth: int) -> Any:
    left[0] -= 1
    if type(value) is Const:
        return value.value
    if left[0] < 0 or depth > MAX_NESTING:
        return _NO_KEY
    if isinstance(value, (TupleValue, ListValue)):
        items = m.iterate(value)
        if not items.exact:
            return _NO_KEY
        out: list[Any] = []
        for item in items.items:
            found = _plain(m, item, left, depth + 1)
            if found is _NO_KEY:
                return _NO_KEY
            out.append(found)
        return tuple(out) if isinstance(value, TupleValue) else out
    if isinstance(value, DictValue):
        now = value.contents(m)
        pairs = {k: _plain(m, v, left, depth + 1) for k, v in now.entries.items()}
        return _NO_KEY if now.rest is not None or any(v is _NO_KEY for v in pairs.values()) else pairs
    if isinstance(value, RangeValue) and len(value.values) <= MAX_ITEMS:
        return list(value.values)
    return _NO_KEY


def blend(values: list[Value], rest: Value | None) -> Value:
    """One value for several: itself when all are equal, what they have in common when they say so, else unknown."""
    everything = [*values, rest] if rest is not None else values
    first = everything[0] if everything else Unknown("nothing")
    if all(v is first or v == first for v in everything):
        return first
    of = root(*everything) or first
    parts = [constants_of(each) for each in everything]
    among = None if None in parts else different_constants([one for part in parts for one in part or ()])
    if among is not None:
        return OneOf(among, first.origin, of)
    return _common(everything) or Unknown(ONE_OF, first.origin, of=of)


SEVERAL: Final = "@several"
"""Where a list that stands for one of several keeps them: what changes it may have changed each."""
ONE_OF: Final = "one of several items"
CHANGING: Final = frozenset({"add", "clear", "insert", "pop", "remove", "reverse", "setdefault", "sort", "update"})


def change_one_of(m: Machine, several: Value | None, name: str, args: list[Value]) -> None:
    """A method of one of several lists or dictionaries, nobody knows which: each may have been changed by it."""
    found = several.items if isinstance(several, TupleValue) else (several,)
    for one in found:
        if isinstance(one, ListValue) and name in ("append", "extend") and args:
            now, added = one.iterate(m), Items((args[0],)) if name == "append" else m.iterate(args[0])
            one.replace(m, Items(now.items, _rest_with(now, added)))
        elif isinstance(one, (ListValue, DictValue)) and name in CHANGING:
            one.havoc(m, "one of several was changed")


def alternatives(value: Value) -> list[Value]:
    """The lists of which a value is one; itself, if it is a list (or anything) for sure."""
    if type(value) is Choice:
        return [each for _, arm in value.arms for each in alternatives(arm)]
    several = value.fields.get(SEVERAL) if isinstance(value, ListValue) else None
    return [each for one in several.items for each in alternatives(one)] if isinstance(several, TupleValue) else [value]


MAX_PARTS: Final = 8
"""Pairs and the like (`data.append((image, label))`) are joined part by part; longer rows are one thing."""


def _common(values: list[Value]) -> Value | None:
    """One value that says of several of one type what holds for each of them."""
    first = values[0]
    if any(type(v) is not type(first) for v in values):
        return None
    own = getattr(first, "blended", None)
    if own is not None:
        return own(values)  # type: ignore[no-any-return]  # libraries' values return values
    if type(first) is ListValue:
        rows = _common([v.fields["items"] for v in values if isinstance(v, ListValue)])
        if not isinstance(rows, TupleValue):
            return None
        made = ListValue(rows.items, first.origin)
        made.fields[SEVERAL] = TupleValue(values)
        return made
    if not isinstance(first, TupleValue) or not first.items or len(first.items) > MAX_PARTS:
        return None
    parts = [v.items for v in values if isinstance(v, TupleValue) and v.rest is None]
    if len(parts) < len(values) or len({len(items) for items in parts}) > 1:
        return None
    return TupleValue([blend(list(column), None) for column in zip(*parts, strict=True)], first.origin, first.names)


def looked_up(value: Value, index: Value) -> Value:
    """What stands under an index: where nothing is known of it, it comes from where the index comes from."""
    if not isinstance(value, Unknown) or not isinstance(index, Unknown) or value.of is not None or index.of is None:
        return value
    return Unknown(value.reason, value.origin, (value.key, "of", index.key), index.of)


def _join_entries(m: Machine, found: Choice) -> Entries:
    """Entries of alternatives, joined key by key."""
    arms = [(path, arm) for path, arm in found.arms if isinstance(arm, Entries)]
    keys = dict.fromkeys(key for _, arm in arms for key in arm.entries)
    from .store import choice

    entries = {key: choice([(path, arm.entries[key]) for path, arm in arms if key in arm.entries]) for key in keys}
    rest = next((arm.rest for _, arm in arms if arm.rest is not None), None)
    return Entries(entries, found.origin, rest)


def _among(items: Items, item: Value) -> bool | None:
    """Whether an item is one of several, None if unknown ones hide it."""
    if type(item) is not Const:
        return None
    if any(item == other for other in items.items):
        return True
    return False if items.exact and all(type(other) is Const for other in items.items) else None


def sequence_item(m: Machine, items: Items, index: Value, node: Node, kind: type[Value]) -> Value:
    """`sequence[index]` for an index or a slice."""
    known = items.items
    if isinstance(index, SliceValue):
        return _slice(items, index, node, kind)
    if type(index) is Const and isinstance(index.value, int):
        position = int(index.value)
        if items.exact and -len(known) <= position < len(known):
            return known[position]
        if not items.exact and 0 <= position < len(known):
            return known[position]
        if items.rest is not None:
            return items.rest
        return Unknown("index out of range", node)
    if not known:
        rest = items.rest if items.rest is not None else Unknown("an item of an empty sequence", node)
        return looked_up(rest, index)
    if items.exact:
        index.picks(m, known, node)
    return looked_up(blend(list(known), items.rest), index)


def _slice(items: Items, index: SliceValue, node: Node, kind: type[Value]) -> Value:
    bounds = index.constant()
    if bounds is not None and items.exact:
        chosen = Items(items.items[bounds])
    elif items.exact:
        chosen = Items((), blend(list(items.items), None))
    else:
        length = items.length if bounds is not None else None
        more = None if length is None or bounds is None else len(range(*bounds.indices(length)))
        chosen = Items((), blend(list(items.items), items.rest), more)
    maker: Any = kind
    return maker(chosen.items, node, rest=chosen.rest, more=chosen.more)  # type: ignore[no-any-return]  # ListValue or TupleValue


# -- methods ----------------------------------------------------------------------------------------------------


def times(before: int | None, after: int | None, rounds: int | None) -> int | None:
    """How long becomes what one of so many rounds lengthens from `before` to `after`."""
    if before is None or after is None or rounds is None:
        return None
    return before + (after - before) * rounds


def extend(m: Machine, target: ListValue, items: Items) -> None:
    """`target.extend(items)`."""
    _may_change_each(m, target)
    m.store.put(target.fields, "items", _extended(m, target, items))


def _may_change_each(m: Machine, target: ListValue) -> None:
    several = target.fields.get(SEVERAL)
    for one in several.items if isinstance(several, TupleValue) else ():
        if isinstance(one, ListValue):
            one.havoc(m, "one of several was changed")


def _extended(m: Machine, target: ListValue, items: Items) -> TupleValue:
    """The items of a list with more behind them."""
    before, now = target.fields["items"], target.iterate(m)
    if now.exact:
        after = TupleValue((now.items + items.items)[:MAX_ITEMS], target.origin, rest=items.rest, more=items.more)
    else:
        more = None if now.more is None or items.length is None else now.more + items.length
        after = TupleValue(now.items, target.origin, rest=_rest_with(now, items), more=more)
    after.grown_from = (before.grown_from or before) if isinstance(before, TupleValue) else None
    return after


def _rest_with(now: Items, added: Items) -> Value | None:
    """What is behind the known items once these are there too, somewhere."""
    return blend(added.different, now.rest) if added.different else now.rest


def _append(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, ListValue) and call.args:
        extend(m, receiver, Items((call.args[0],)))
    return NONE


def _extend(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, ListValue) and call.args:
        extend(m, receiver, m.iterate(call.args[0]))
    return NONE


def _insert(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, ListValue) and len(call.args) == 2:
        now, position = receiver.iterate(m), call.args[0]
        if now.exact and type(position) is Const and isinstance(position.value, int):
            items = list(now.items)
            items.insert(position.value, call.args[1])
            receiver.replace(m, Items(tuple(items)))
        else:
            receiver.replace(m, Items((), Unknown("an item of a list", call.node)))
    return NONE


def _pop(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if not isinstance(receiver, ListValue):
        return call.unknown("pop")
    now = receiver.iterate(m)
    position = call.args[0].value if call.args and type(call.args[0]) is Const else (-1 if not call.args else None)
    if now.exact and isinstance(position, int) and -len(now.items) <= position < len(now.items):
        items = list(now.items)
        taken = items.pop(position)
        receiver.replace(m, Items(tuple(items)))
        return taken
    if now.exact and now.items:
        receiver.replace(m, Items((), blend(list(now.items), None)))
    return first_item(now, call.node)


def _remove(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, ListValue) and call.args:
        items, gone = receiver.iterate(m), call.args[0]
        known = items.exact and all(type(item) is Const for item in (*items.items, gone))
        if known and gone in items.items:
            position = items.items.index(gone)
            receiver.replace(m, Items(items.items[:position] + items.items[position + 1 :]))
        elif not known:
            receiver.havoc(m, "an item was removed")
    return NONE


def _changed(m: Machine, call: Call) -> Value:
    """A method that changes a set in a way that is not followed."""
    if isinstance(call.receiver, ListValue):
        call.receiver.havoc(m, "the set was changed")
    return call.unknown("an item of a set")


def _list_copy(m: Machine, call: Call) -> Value:
    items = m.iterate(call.receiver) if call.receiver is not None else Items()
    return ListValue(items.items, call.node, items.rest)


def _reverse(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, ListValue):
        now = receiver.iterate(m)
        receiver.replace(m, Items(tuple(reversed(now.items)), now.rest) if now.exact else now)
    return NONE


def _sort(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, ListValue):
        m.record("sorted", receiver, call.node)
        m.state.get("unordered", {}).pop(id(receiver), None)
        known = plain(m, receiver)
        try:
            if isinstance(known, list) and "key" not in call.kwargs:
                ordered = sorted(known, reverse=bool(call.const("reverse", None, False)))
                receiver.replace(m, Items(tuple(from_plain(v, call.node) for v in ordered)))
        except TypeError:
            pass
    return NONE


def _clear(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, ListValue):
        receiver.replace(m, Items())
    elif isinstance(receiver, DictValue):
        m.store.put(receiver.fields, "entries", Entries({}, call.node))
    return NONE


def unordered(m: Machine, value: Value) -> bool:
    """Whether it has the chance order of a set."""
    return isinstance(value, SetValue) or id(value) in m.state.get("unordered", ())


def _index(m: Machine, call: Call) -> Value:
    if call.receiver is not None and unordered(m, call.receiver):
        m.record("numbered", call.receiver, getattr(call.node, "func", call.node))
    items = m.iterate(call.receiver) if call.receiver is not None else Items()
    if call.args and items.exact:
        for position, item in enumerate(items.items):
            if item == call.args[0]:
                return Const(position, call.node)
    return call.unknown("position in a sequence")


def _count(m: Machine, call: Call) -> Value:
    known = plain(m, call.receiver)
    wanted = plain(m, call.args[0], _NO_KEY) if call.args else _NO_KEY
    return Const(list(known).count(wanted), call.node) if known is not None else call.unknown("count of items")


def _dict_get(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if not isinstance(receiver, DictValue) or not call.args:
        return call.unknown("dict.get")
    held = receiver.contains(m, call.args[0])
    if held is False:
        return call.args[1] if len(call.args) > 1 else call.kwargs.get("default", NONE)
    return receiver.subscript(m, call.args[0], call.node)


def _dict_items(m: Machine, call: Call) -> Value:
    now = _contents(m, call)
    pairs = tuple(TupleValue((from_plain(k, call.node), v), call.node) for k, v in now.entries.items())
    rest = TupleValue((call.unknown("a key"), now.rest), call.node) if now.rest is not None else None
    return ListValue(pairs, call.node, rest)


def _dict_values(m: Machine, call: Call) -> Value:
    now = _contents(m, call)
    return ListValue(tuple(now.entries.values()), call.node, now.rest)


def _dict_keys(m: Machine, call: Call) -> Value:
    items = m.iterate(call.receiver) if call.receiver is not None else Items()
    return ListValue(items.items, call.node, items.rest)


def _contents(m: Machine, call: Call) -> Entries:
    return call.receiver.contents(m) if isinstance(call.receiver, DictValue) else Entries({}, call.node)


def _dict_update(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if isinstance(receiver, DictValue):
        for key, value in call.kwargs.items():
            receiver.put(m, key, value)
        for other in call.args[:1]:
            own = getattr(other, "as_dict", None)
            other = own(m, call.node) if own is not None else other
            if isinstance(other, DictValue):
                now, new = receiver.contents(m), other.contents(m)
                merged = Entries({**now.entries, **new.entries}, call.node, now.rest or new.rest)
                receiver.replace(m, merged)
            else:
                receiver.updated_unknown(m, "updated with something unknown")
    return NONE


def _dict_copy(m: Machine, call: Call) -> Value:
    now = _contents(m, call)
    return DictValue(dict(now.entries), call.node, now.rest)


def _dict_pop(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if not isinstance(receiver, DictValue) or not call.args:
        return call.unknown("dict.pop")
    if receiver.contains(m, call.args[0]) is False and len(call.args) > 1:
        return call.args[1]
    value = receiver.subscript(m, call.args[0], call.node)
    receiver.del_subscript(m, call.args[0])
    return value


def _dict_setdefault(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if not isinstance(receiver, DictValue) or not call.args:
        return call.unknown("dict.setdefault")
    known = receiver.contains(m, call.args[0])
    if known is False or (known is None and hashable(m, call.args[0]) is _NO_KEY):
        receiver.set_subscript(m, call.args[0], call.args[1] if len(call.args) > 1 else NONE, call.node)
    return receiver.subscript(m, call.args[0], call.node)


Method = Callable[["Machine", "Call"], Value]
_LIST: Final[dict[str, Method]] = {
    "append": _append,
    "clear": _clear,
    "copy": _list_copy,
    "count": _count,
    "extend": _extend,
    "index": _index,
    "insert": _insert,
    "pop": _pop,
    "remove": _remove,
    "reverse": _reverse,
    "sort": _sort,
}


def _itself(m: Machine, call: Call) -> Value:
    """An array of one known number is kept as that number."""
    return call.receiver or call.unknown("a number")


METHODS: Final[dict[str, dict[str, Method]]] = {
    "dict": {
        "clear": _clear,
        "copy": _dict_copy,
        "get": _dict_get,
        "items": _dict_items,
        "iteritems": _dict_items,
        "keys": _dict_keys,
        "pop": _dict_pop,
        "setdefault": _dict_setdefault,
        "update": _dict_update,
        "values": _dict_values,
    },
    "number": {"item": _itself},
    "list": _LIST,
    "set": {
        "add": _append,
        "clear": _clear,
        "copy": _list_copy,
        "difference": _set_method("-"),
        "intersection": _set_method("&"),
        "union": _set_method("|"),
        "difference_update": _changed,
        "discard": _remove,
        "intersection_update": _changed,
        "pop": _changed,
        "remove": _remove,
        "symmetric_difference_update": _changed,
        "update": _extend,
    },
    "tuple": {"count": _count, "index": _index},
}


def method(m: Machine, kind: str, receiver: Value, name: str, node: Node) -> Value:
    """A built-in method bound to its receiver."""
    handler = METHODS[kind].get(name)
    if handler is None:
        return Unknown(f"`{kind}.{name}` is not modelled", node)

    def bound(m: Machine, call: Call) -> Value:
        call.receiver = receiver
        return handler(m, call)

    return Native(f"{kind}.{name}", bound, node)
