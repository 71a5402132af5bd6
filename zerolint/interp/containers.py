"""Lists and sets, and what holds items in general: joined, cut, growing in loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from .objects import Mutable
from .ranges import SliceValue, first_item
from .values import (
    NONE,
    Const,
    Items,
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

    def apart(self, m: Machine, key: object) -> Value:
        return Member(self, key)

    def truth(self, m: Machine) -> bool | None:
        return m.truth(self.fields["items"])

    def contains(self, m: Machine, item: Value) -> bool | None:
        return among(self.iterate(m), item)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return m.methods("list", self, name, node)

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
            _keep_chance(m, made, (first, second))
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
            mine, theirs = m.plain(self), m.plain(other)
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


class Member(ListValue):
    """One of many lists, for which one stands: it has the items of that, and what it gives is apart.

    What is set in it is set in one of them.
    """

    __slots__ = ("key",)

    def __init__(self, of: ListValue, key: object) -> None:
        super().__init__((), of.origin)
        self.fields = of.fields
        self.key = key

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return super().subscript(m, index, node).apart(m, self.key)

    def iterate(self, m: Machine) -> Items:
        items = super().iterate(m)
        return items._replace(items=tuple(item.apart(m, self.key) for item in items.items))

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        super().set_subscript(m, index, blend([value, self.subscript(m, index, node)], None), node)


def _keep_chance(m: Machine, made: ListValue, parts: tuple[ListValue, ...]) -> None:
    """A list that is partly in the chance order of a set (`["<pad>"] + list(set(words))`) is in no order of its own."""
    known: dict[int, Value] = m.state.get("unordered", {})
    part = next((one for one in parts if id(one) in known), None)
    if part is not None:
        known[id(made)] = made
        m.state.setdefault("unordered parts", {})[id(made)] = m.state.get("unordered parts", {}).get(id(part), part)


class SetValue(ListValue):
    """A set, kept as its items in order of insertion."""

    __slots__ = ()
    type_name = "a set"

    def apart(self, m: Machine, key: object) -> Value:
        return self

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return m.methods("set", self, name, node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return Unknown("sets have no items by index", node)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        from .plain import from_plain

        if op not in SET_OPERATIONS or not isinstance(other, SetValue):
            return None
        mine, theirs = m.plain(self), m.plain(other)
        if isinstance(mine, list) and isinstance(theirs, list):
            first, second = (theirs, mine) if swapped else (mine, theirs)
            return SetValue(tuple(from_plain(v, node) for v in SET_OPERATIONS[op](dict.fromkeys(first), second)), node)
        found = [*self.iterate(m).items, *other.iterate(m).items]
        rests = [rest for rest in (self.iterate(m).rest, other.iterate(m).rest) if rest is not None]
        return SetValue((), node, blend([*found, *rests], None))

    def inplace(self, m: Machine, op: str, other: Value, node: Node) -> Value | None:
        if op == "|" and isinstance(other, SetValue):
            extend(m, self, other.iterate(m))
            return self
        return None

    def length(self, m: Machine) -> int | None:
        known = m.plain(self)
        return (
            len(set(known))
            if isinstance(known, list) and all(isinstance(i, (str, int, float)) for i in known)
            else None
        )


SET_OPERATIONS: Final[dict[str, Callable[[Iterable[Any], list[Any]], list[Any]]]] = {
    "&": lambda first, second: [v for v in first if v in second],
    "-": lambda first, second: [v for v in first if v not in second],
    "|": lambda first, second: list(dict.fromkeys([*first, *second])),
}
"""Sets in order of insertion."""


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


def any_item(items: Items, node: Node) -> Value:
    """One of the items, nobody knows which."""
    return blend(list(items.items), items.rest) if items.items or items.rest is not None else first_item(items, node)


SEVERAL: Final = "@several"
"""Where a list that stands for one of several keeps them: what changes it may have changed each."""
ONE_OF: Final = "one of several items"


MAX_PARTS: Final = 8
"""Pairs and the like (`data.append((image, label))`) are joined part by part; longer rows are one thing."""


def _kind(value: Value) -> type[Value]:
    return ListValue if isinstance(value, Member) else type(value)


def _common(values: list[Value]) -> Value | None:
    """One value that says of several of one type what holds for each of them."""
    first = values[0]
    if any(_kind(v) is not _kind(first) for v in values):
        return None
    own = getattr(first, "blended", None)
    if own is not None:
        return own(values)  # type: ignore[no-any-return]  # libraries' values return values
    if isinstance(first, ListValue):
        if isinstance(first, SetValue):
            return None
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


def among(items: Items, item: Value) -> bool | None:
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
        return _slice(m, items, index, node, kind)
    if type(index) is Const and isinstance(index.value, int):
        position = int(index.value)
        if items.exact and -len(known) <= position < len(known):
            return known[position]
        if not items.exact and 0 <= position < len(known):
            return known[position]
        if items.rest is not None:
            return items.rest.apart(m, index)
        return Unknown("index out of range", node)
    if not known:
        rest = items.rest if items.rest is not None else Unknown("an item of an empty sequence", node)
        return looked_up(rest, index).apart(m, index)
    if items.exact:
        index.picks(m, known, node)
    return looked_up(blend(list(known), items.rest), index)


def _slice(m: Machine, items: Items, index: SliceValue, node: Node, kind: type[Value]) -> Value:
    bounds = index.constant()
    if bounds is not None and items.exact:
        chosen = Items(items.items[bounds])
    elif items.exact:
        chosen = Items((), blend(list(items.items), None))
    else:
        length = items.length if bounds is not None else None
        more = None if length is None or bounds is None else len(range(*bounds.indices(length)))
        rest = blend(list(items.items), items.rest)
        chosen = Items((), rest if index.full else rest.apart(m, index), more)
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
    before = target.fields["items"]
    now = m.iterate(before)
    if now.exact:
        after = TupleValue((now.items + items.items)[:MAX_ITEMS], target.origin, rest=items.rest, more=items.more)
    else:
        more = None if now.more is None or items.length is None else now.more + items.length
        after = TupleValue(now.items, target.origin, rest=rest_with(now, items), more=more)
    after.grown_from = (before.grown_from or before) if isinstance(before, TupleValue) else None
    return after


def rest_with(now: Items, added: Items) -> Value | None:
    """What is behind the known items once these are there too, somewhere."""
    return blend(added.different, now.rest) if added.different else now.rest


Method = Callable[["Machine", "Call"], Value]
