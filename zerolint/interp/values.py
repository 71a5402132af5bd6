"""Abstract values.

A value answers the operations of Python: attribute, call, subscript, arithmetic, iteration, truth. What it can't
answer is an `Unknown` that says why. Values are immutable; what Python mutates keeps its state in `fields`, a
dictionary that only `Store.put` writes. `origin` is the syntax node a value was made at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine

Node = Any
"""A LibCST node; opaque to everything but the evaluator."""


class Items(NamedTuple):
    """What iterating gives: known first items, then items like `rest` (None: no more); `more`: how many, if known."""

    items: tuple[Value, ...] = ()
    rest: Value | None = None
    more: int | None = None

    @property
    def exact(self) -> bool:
        return self.rest is None

    @property
    def different(self) -> list[Value]:
        """The items that are told apart, the rest as one of them."""
        return [*self.items] if self.rest is None else [*self.items, self.rest]

    @property
    def length(self) -> int | None:
        """How many there are in all; None where that isn't known."""
        if self.rest is None:
            return len(self.items)
        return None if self.more is None else len(self.items) + self.more


class Value:
    """Base of all values. Every operation has a default: unknown."""

    __slots__ = ("origin",)
    origin: Node
    type_name: str = "value"

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        """The value of `self.name`."""
        return Unknown(f"`.{name}` of {self.type_name} is not known", node)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        """`self.name = value`."""

    def call(self, m: Machine, call: Call) -> Value:
        """`self(...)`."""
        return Unknown(f"calling {self.type_name} is not followed", call.node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        """`self[index]`."""
        return Unknown(f"an item of {self.type_name} is not known", node)

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        """`self[index] = value`."""

    def del_subscript(self, m: Machine, index: Value) -> None:
        """`del self[index]`."""

    def dropped(self, m: Machine, node: Node) -> None:
        """An expression that stands as a statement gave it: nothing refers to it."""

    def kept(self, m: Machine, name: str) -> None:
        """`name = self`."""

    def picks(self, m: Machine, items: tuple[Value, ...], node: Node) -> None:
        """`sequence[self]`, where it is no number that is known."""

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        """`self op other` (`other op self` when swapped); None: not mine to answer."""
        return None

    def inplace(self, m: Machine, op: str, other: Value, node: Node) -> Value | None:
        """`self op= other` for mutable values; None: like `self = self op other`."""
        return None

    def unary(self, m: Machine, op: str, node: Node) -> Value:
        return Unknown(f"{op} of {self.type_name} is not known", node)

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        return None

    def iterate(self, m: Machine) -> Items:
        """What a loop over it sees."""
        return Items((), Unknown(f"items of {self.type_name} are not known", self.origin))

    def nth(self, m: Machine, index: int, node: Node) -> Value | None:
        """One of the parts that it is unpacked to, where their number isn't known; None: any is like any other."""
        return None

    def apart(self, m: Machine, key: object) -> Value:
        """The one that `key` names, of the many for which this stands: no other key names it."""
        return self

    def length(self, m: Machine) -> int | None:
        return self.iterate(m).length

    def rounds(self, m: Machine) -> int | None:
        """How many rounds a loop over it makes, which may be another number than its length."""
        return self.length(m)

    def by_convention(self, m: Machine) -> bool:
        """Whether what is known of it is only what things of that name usually are."""
        return False

    def truth(self, m: Machine) -> bool | None:
        return None

    def contains(self, m: Machine, item: Value) -> bool | None:
        return None

    def enter(self, m: Machine, node: Node) -> Value:
        """`with self as ...`."""
        return self

    def leave(self, m: Machine, node: Node) -> None:
        """The end of the `with` block."""

    def havoc(self, m: Machine, reason: str) -> None:
        """Code that can't be followed may have changed it."""

    def forget(self, m: Machine, reason: str) -> None:
        """The engine failed on what may have changed it, also by a method of its own."""
        self.havoc(m, reason)


class Const(Value):
    """A Python constant: number, string, bytes, bool, None, Ellipsis.

    `loop` is the loop whose variable it comes from: one candidate among several. `usual`: known by convention only.
    """

    __slots__ = ("loop", "usual", "value")
    type_name = "constant"

    def __init__(self, value: Any, origin: Node = None, loop: Node = None, *, usual: bool = False) -> None:
        self.value = value
        self.origin = origin
        self.loop = loop
        self.usual = usual

    @staticmethod
    def computed(value: Any, origin: Node, *of: Value) -> Const:
        """What is computed of these values: a candidate if one of them is, by convention if one of them is."""
        known = [one for one in of if isinstance(one, Const)]
        loop = next((one.loop for one in known if one.loop is not None), None)
        return Const(value, origin, loop, usual=any(one.usual for one in known))

    def __eq__(self, other: object) -> bool:
        return (
            type(other) is Const
            and self.value.__class__ is other.value.__class__
            and (self.value == other.value or (self.value != self.value and other.value != other.value))
        )

    def __hash__(self) -> int:
        return hash((Const, self.value))

    def __repr__(self) -> str:
        return f"Const({self.value!r})"

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if isinstance(self.value, str):
            from .strings import method

            return method(self, name, node)
        from .callables import Native

        if isinstance(self.value, (int, float)) and type(found := m.methods("number", self, name, node)) is Native:
            return found
        return super().attribute(m, name, node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        if isinstance(self.value, str):
            known = index.constant() if hasattr(index, "constant") else getattr(index, "value", None)
            if isinstance(known, slice) or (isinstance(known, int) and -len(self.value) <= known < len(self.value)):
                return Const(self.value[known], node)
        return super().subscript(m, index, node)

    def truth(self, m: Machine) -> bool | None:
        return bool(self.value)

    def length(self, m: Machine) -> int | None:
        return len(self.value) if isinstance(self.value, (str, bytes)) else None

    def by_convention(self, m: Machine) -> bool:
        return self.usual

    def contains(self, m: Machine, item: Value) -> bool | None:
        if isinstance(self.value, str) and isinstance(item, Const) and isinstance(item.value, str):
            return item.value in self.value
        return None

    def iterate(self, m: Machine) -> Items:
        if isinstance(self.value, str) and len(self.value) <= 64:
            return Items(tuple(Const(c, self.origin) for c in self.value))
        return Items((), Unknown("items of a constant", self.origin, of=self))


MAX_KEY: Final = 64
"""Parts that the name of a computation may have; larger ones are equal only to themselves."""


class Key(tuple[object, ...]):
    """The name of a computation. Names hold names: the hash is kept and the size is bounded, lest they be walked again
    and again."""

    size: int
    _hash: int | None

    @staticmethod
    def of(parts: tuple[object, ...]) -> Key | None:
        """The key of these parts; None when it would be too large."""
        size = 1 + sum(map(_size, parts))
        if size > MAX_KEY:
            return None
        key = Key(parts)
        key.size = size
        key._hash = None
        return key

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = tuple.__hash__(self)
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return type(other) is Key and hash(self) == hash(other) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other


def _size(part: object) -> int:
    if isinstance(part, (Key, Choice)):
        return part.size
    if isinstance(part, Unknown):
        return _size(part._key)
    if isinstance(part, TupleValue):
        return 1 + sum(map(_size, part.items))
    return 1 + sum(map(_size, part)) if isinstance(part, tuple) else 1


class Unknown(Value):
    """What isn't known, and why. `key` names the computation, so that the same one is recognised.

    `of` is the value that it was computed from, through however many steps; None where that isn't known either.
    """

    __slots__ = ("_key", "of", "reason")
    type_name = "an unknown value"

    def __init__(self, reason: str, origin: Node = None, key: object = None, of: Value | None = None) -> None:
        self.reason = reason
        self.origin = origin
        self.of = of
        self._key = Key.of(key) if type(key) is tuple else key

    @property
    def key(self) -> object:
        """Equal for values that are sure to be equal."""
        return self if self._key is None else self._key

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is Unknown and self._key is not None and self._key == other._key)

    def __hash__(self) -> int:
        return id(self) if self._key is None else hash(self._key)

    def __repr__(self) -> str:
        return f"Unknown({self.reason!r})"

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return Unknown(self.reason, node, (self.key, name), self.of)

    def call(self, m: Machine, call: Call) -> Value:
        return m.unknown_call(self, call)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return Unknown(self.reason, node, (self.key, "[]", index), self.of)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        key = (op, other, self.key) if swapped else (op, self.key, other)
        return Unknown(self.reason, node, key, root(self, other))

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        key = (op, other, self.key) if swapped else (op, self.key, other)
        return Unknown(self.reason, node, key, root(self, other))

    def unary(self, m: Machine, op: str, node: Node) -> Value:
        return Unknown(self.reason, node, (op, self.key), self.of)

    def iterate(self, m: Machine) -> Items:
        return Items((), Unknown(self.reason, self.origin, (self.key, "item"), self.of))


class OneOf(Unknown):
    """One of several constants, nobody knows which: an item of a list that a loop makes longer."""

    __slots__ = ("among",)
    type_name = "one of several constants"

    def __init__(self, among: tuple[Const, ...], origin: Node = None, of: Value | None = None) -> None:
        super().__init__("one of several constants", origin, of=of)
        self.among = among


MAX_AMONG: Final = 64


def constants_of(value: Value) -> tuple[Const, ...] | None:
    """The numbers or words that a value may be; None where it may be anything else."""
    if isinstance(value, OneOf):
        return value.among
    if type(value) is Const:
        return (value,) if isinstance(value.value, (int, float, str)) else None
    if type(value) is not Choice or len(value.arms) > MAX_AMONG:
        return None
    parts = [constants_of(arm) for _, arm in value.arms]
    return None if None in parts else different_constants([one for part in parts for one in part or ()])


def different_constants(values: Iterable[Const]) -> tuple[Const, ...] | None:
    """Each once, in their order; None if they are too many."""
    found = tuple({(type(one.value), one.value): one for one in values}.values())
    return found if len(found) <= MAX_AMONG else None


class Index(Unknown):
    """A whole number that isn't known, as the variable of a long `range`: `offset` more than a base.

    `values` are all that it takes, where that is known.
    """

    __slots__ = ("base", "offset", "values")
    type_name = "an index"

    def __init__(
        self,
        origin: Node = None,
        base: object = None,
        offset: int = 0,
        of: Value | None = None,
        values: range | None = None,
    ) -> None:
        super().__init__("an index of a range", origin, of=of)
        self.base = base if base is not None else self
        self.offset = offset
        self.values = values

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is Index and self.minus(other) == 0)

    def __hash__(self) -> int:
        return hash((id(self.base), self.offset))

    def minus(self, other: Value | None) -> int | None:
        """How far it lies behind another one, where both are known to move together."""
        return self.offset - other.offset if type(other) is Index and other.base is self.base else None

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if type(other) is Const and type(other.value) is int and (op == "+" or (op == "-" and not swapped)):
            step = other.value if op == "+" else -other.value
            moved = self.values and range(self.values.start + step, self.values.stop + step, self.values.step)
            return Index(node, self.base, self.offset + step, self.of, moved)
        if isinstance(other, (Const, Unknown)):
            return super().binary(m, op, other, node, swapped=swapped)
        return other.binary(m, op, self, node, swapped=not swapped)


def root(*values: Value) -> Value | None:
    """What something unknown that was computed from these values comes from; constants say nothing about that."""
    found = [value.of if isinstance(value, Unknown) else value for value in values if type(value) is not Const]
    known = [value for value in found if value is not None]
    return known[0] if len(known) == 1 else TupleValue(known) if known else None


def label(m: Machine, value: Value | None, words: str, node: Node) -> None:
    """Tell a value what the program calls it, if it wants to know."""
    told = getattr(value, "labelled", None)
    if told is not None:
        told(m, words, node)


class Condition:
    """A choice that the program makes and the source does not decide. Equal by `key`.

    `told`: whether it holds where what stands at `node` is true; else where that is false (`a != b`).
    `loops`: those in which it is asked. `bare`: an `if` asks it, and nothing is written for where it is false.
    """

    __slots__ = ("bare", "key", "loops", "node", "text", "told")

    def __init__(
        self,
        key: object,
        node: Node = None,
        text: str = "",
        loops: tuple[Any, ...] = (),
        *,
        told: bool = True,
        bare: bool = False,
    ) -> None:
        self.bare = bare
        self.key = key
        self.node = node
        self.text = text
        self.loops = loops
        self.told = told

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and (self.key is other.key or self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Condition({self.text or self.key!r})"


Path = tuple[tuple[Condition, bool], ...]


class Choice(Value):
    """One of several values, each with the path on which it holds."""

    __slots__ = ("_hash", "arms", "size")
    type_name = "one of several values"

    def __init__(self, arms: tuple[tuple[Path, Value], ...], origin: Node = None) -> None:
        self.arms = arms
        self.origin = origin
        self.size = 1 + sum(_size(value) + sum(_size(cond.key) for cond, _ in path) for path, value in arms)
        self._hash: int | None = None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not Choice or self.size != other.size or self.size > 4 * MAX_KEY:
            return False
        return hash(self) == hash(other) and self.arms == other.arms

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(self.arms) if self.size <= 4 * MAX_KEY else id(self)
        return self._hash

    def __repr__(self) -> str:
        return f"Choice({', '.join(repr(value) for _, value in self.arms)})"

    def apart(self, m: Machine, key: object) -> Value:
        return Choice(tuple((path, value.apart(m, key)) for path, value in self.arms), self.origin)

    def truth(self, m: Machine) -> bool | None:
        truths = {m.truth(value) for _, value in self.arms}
        return truths.pop() if len(truths) == 1 else None


class TupleValue(Value):
    """A tuple; `names` when it is a named tuple. `rest`: further items, `more` of them if their number is known."""

    __slots__ = ("grown_from", "items", "more", "names", "rest")
    type_name = "a tuple"

    def __init__(
        self,
        items: Sequence[Value],
        origin: Node = None,
        names: tuple[str, ...] = (),
        rest: Value | None = None,
        more: int | None = None,
    ) -> None:
        self.items = tuple(items)
        self.origin = origin
        self.names = names
        self.rest = rest
        self.more = more
        self.grown_from: TupleValue | None = None
        """Of the items of a list: what they were before all that was appended since."""

    def grew(self, old: TupleValue) -> bool:
        """Whether only appending made these items of the old ones."""
        return self.grown_from is (old.grown_from or old)

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is TupleValue and self._parts() == other._parts())

    def _parts(self) -> tuple[object, ...]:
        return self.items, self.rest, self.more

    def __hash__(self) -> int:
        return hash(self.items)

    def __repr__(self) -> str:
        return f"Tuple{self.items!r}"

    def iterate(self, m: Machine) -> Items:
        return Items(self.items, self.rest, self.more)

    def apart(self, m: Machine, key: object) -> Value:
        items = [item.apart(m, key) for item in self.items]
        if all(new is old for new, old in zip(items, self.items, strict=True)):
            return self
        return TupleValue(items, self.origin, self.names, self.rest, self.more)

    def truth(self, m: Machine) -> bool | None:
        return True if self.items else (None if self.rest is not None else False)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in self.names:
            return self.items[self.names.index(name)]
        return m.methods("tuple", self, name, node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return m.sequence_item(Items(self.items, self.rest), index, node, TupleValue)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op == "+" and isinstance(other, TupleValue):
            first, second = (other, self) if swapped else (self, other)
            if first.rest is None:
                return TupleValue(first.items + second.items, node, rest=second.rest)
        if (
            op == "*"
            and isinstance(other, Const)
            and isinstance(other.value, int)
            and len(self.items) * other.value <= 256
        ):
            return TupleValue(self.items * other.value, node)
        return None

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op in ("==", "!=") and isinstance(other, TupleValue):
            mine, theirs = m.plain(self), m.plain(other)
            if mine is not None and theirs is not None:
                return Const((mine == theirs) == (op == "=="), node)
        return None


Handler = Callable[["Machine", "Call"], Value]
NONE: Final = Const(None)
TRUE: Final = Const(True)
FALSE: Final = Const(False)
