"""Python's built-in functions and types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from .callables import BoundMethod, Function, LibRef, Native
from .containers import ListValue, SetValue, any_item
from .dictionaries import Attributes, DictValue
from .methods import unordered
from .objects import ClassValue, Instance
from .plain import from_plain, plain
from .ranges import GeneratorValue, RangeValue, first_item
from .values import NONE, Choice, Const, Index, Items, TupleValue, Unknown, Value, label, root

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine


def _print(m: Machine, call: Call) -> Value:
    for words, value in zip(call.args, call.args[1:], strict=False):
        if type(words) is Const and isinstance(words.value, str):
            label(m, value, words.value, call.node)
    return NONE


def _len(m: Machine, call: Call) -> Value:
    if not call.args:
        return call.unknown("len")
    value = call.args[0]
    if type(value) is Choice:
        return _filled(m, m.each(value, lambda v: _length(m, v, call), call.node), call)
    return _length(m, value, call)


def _filled(m: Machine, lengths: Value, call: Call) -> Value:
    """What is empty on some paths only may never stay so: other code may see to that."""
    if type(lengths) is not Choice:
        return lengths
    return m.each(lengths, lambda v: call.unknown("how much it holds") if v == Const(0) else v, call.node)


def _length(m: Machine, value: Value, call: Call) -> Value:
    known = value.length(m)
    if hasattr(value, "fields"):
        m.measured.add(id(value.fields))
    if known is not None:
        return Const(known, call.node, usual=value.by_convention(m))
    held = value.fields["items"] if isinstance(value, ListValue) else None
    if isinstance(held, Choice):
        return _filled(m, m.each(held, lambda v: _length(m, v, call), call.node), call)
    key = value.key if isinstance(value, Unknown) else value
    return Unknown("its length is not known", call.node, ("len", key), root(value))


MAX_RANGE: Final = 2**62


def _range(m: Machine, call: Call) -> Value:
    numbers = [v.value for v in call.args if type(v) is Const]
    whole = all(isinstance(n, int) and abs(n) < MAX_RANGE for n in numbers)  # `len` has its limit
    if len(numbers) == len(call.args) and numbers and whole:
        try:
            return RangeValue(range(*numbers), call.node)
        except (TypeError, ValueError):
            return call.unknown("this range raises")
    return CountedUnknown(call.node)


class CountedUnknown(Value):
    """A range of unknown length."""

    __slots__ = ()
    type_name = "a range of unknown length"
    counting = True

    def __init__(self, origin: Any) -> None:
        self.origin = origin

    def iterate(self, m: Machine) -> Items:
        return Items((), Index(self.origin))


def _zip(m: Machine, call: Call) -> Value:
    if call.open:
        return _transposed(call)
    if len(call.args) == 2 and isinstance(call.args[1], RangeValue) and unordered(m, call.args[0]):
        m.record("numbered", call.args[0], call.node)
    columns = [m.iterate(value) for value in call.args]
    if columns and all(c.exact for c in columns):
        rows = tuple(TupleValue(row, call.node) for row in zip(*(c.items for c in columns), strict=False))
        return ListValue(rows, call.node)
    parts = [c.rest if c.rest is not None else any_item(c, call.node) for c in columns]
    # Two iterators that begin anew at their end never end side by side.
    endless = all(m.rounds(value) is None for value in call.args)
    return GeneratorValue(Items((), TupleValue(parts, call.node)), call.node, _shortest(m, call.args), endless=endless)


def _shortest(m: Machine, values: list[Value]) -> int | None:
    """The length of what walks over all of these side by side."""
    rounds = [m.rounds(value) for value in values]
    return min((each for each in rounds if each is not None), default=None) if None not in rounds else None


def _transposed(call: Call) -> Value:
    """`zip(*pairs)` of an unknown number of rows."""
    if call.args or not isinstance(call.star, TupleValue):
        return call.unknown("zip of an unknown number of sequences")
    return ListValue(tuple(ListValue((), call.node, item) for item in call.star.items), call.node)


def _enumerate(m: Machine, call: Call) -> Value:
    if not call.args:
        return call.unknown("enumerate")
    if unordered(m, call.args[0]):
        m.record("numbered", call.args[0], call.node)
    items = m.iterate(call.args[0])
    start = call.const("start", 1, 0)
    rows = [TupleValue((Const(i, call.node), v), call.node) for i, v in enumerate(items.items, start or 0)]
    rest = (
        TupleValue((Index(call.node, of=call.unknown("").of), items.rest), call.node)
        if items.rest is not None
        else None
    )
    source = ListValue(tuple(rows), call.node, rest)
    if isinstance(call.args[0], RangeValue):
        return Counting(source, call.node)
    return source if rest is None else Counted(source, m.length(call.args[0]))


class Counted(ListValue):
    """A list of which only the length is known."""

    __slots__ = ("count",)

    def __init__(self, source: ListValue, count: int | None) -> None:
        super().__init__((), source.origin)
        self.fields = source.fields
        self.count = count

    def length(self, m: Machine) -> int | None:
        return self.count


class Counting(ListValue):
    """`enumerate(range(n))`: repeats one thing."""

    __slots__ = ()
    counting = True

    def __init__(self, source: ListValue, origin: Any) -> None:
        super().__init__((), origin)
        self.fields = source.fields


def _map(m: Machine, call: Call) -> Value:
    if len(call.args) < 2:
        return call.unknown("map")
    rows = [m.iterate(value) for value in call.args[1:]]
    function = call.args[0]
    if all(r.exact and len(r.items) <= 64 for r in rows):
        out = [m.call_values(function, list(row), call.node) for row in zip(*(r.items for r in rows), strict=False)]
        return ListValue(tuple(out), call.node)
    args = [r.rest if r.rest is not None else any_item(r, call.node) for r in rows]
    return ListValue((), call.node, m.call_values(function, args, call.node), _shortest(m, call.args[1:]))


def _filter(m: Machine, call: Call) -> Value:
    items = m.iterate(call.args[1]) if len(call.args) > 1 else Items()
    return ListValue((), call.node, any_item(items, call.node))


def _sequence(kind: Callable[..., Value]) -> Callable[[Machine, Call], Value]:
    def make(m: Machine, call: Call) -> Value:
        if not call.args:
            return kind((), call.node)
        own = getattr(call.args[0], "as_set" if kind is SetValue else "as_list", None)
        if own is not None:
            made = own(m, call)  # libraries' values answer list() and set() themselves
        else:
            items = m.iterate(call.args[0])
            more = None if kind is SetValue else items.more  # which of them are equal isn't known
            made = kind(items.items, call.node, rest=items.rest, more=more)
        if kind is SetValue or unordered(m, call.args[0]):
            m.state.setdefault("unordered", {})[id(made)] = made
        return made  # type: ignore[no-any-return]  # a value

    return make


def _dict(m: Machine, call: Call) -> Value:
    result = DictValue({}, call.node)
    for value in call.args[:1]:
        own = getattr(value, "as_dict", None)
        value = own(m, call.node) if own is not None else value  # libraries' values answer dict() themselves
        if isinstance(value, DictValue):
            now = value.contents(m)
            result = DictValue(dict(now.entries), call.node, now.rest)
        else:
            items = m.iterate(value)
            for pair in items.items:
                parts = m.iterate(pair)
                if len(parts.items) == 2:
                    result.set_subscript(m, parts.items[0], parts.items[1], call.node)
                else:
                    result.havoc(m, "made of something that isn't pairs")
            if items.rest is not None:
                parts = m.iterate(items.rest)
                item = parts.items[1] if len(parts.items) == 2 else call.unknown("a value")
                result.set_subscript(m, call.unknown("a key"), item, call.node)
    for key, value in call.kwargs.items():
        result.put(m, key, value)
    if call.open:
        result.set_subscript(m, call.unknown("a key"), call.unknown("a value"), call.node)
    return result


def _convert(kind: type) -> Callable[[Machine, Call], Value]:
    """int, float, str, bool: of constants; other values may know better."""

    def make(m: Machine, call: Call) -> Value:
        if not call.args:
            return Const(kind(), call.node)
        value = call.args[0]
        if type(value) is Choice:
            return m.each(value, lambda v: _converted(m, kind, v, call), call.node)
        return _converted(m, kind, value, call)

    return make


def _converted(m: Machine, kind: type, value: Value, call: Call) -> Value:
    own = getattr(value, "converted", None)
    if own is not None:
        return own(m, kind.__name__, call)  # type: ignore[no-any-return]  # libraries' values return values
    known = plain(m, value, _NOTHING)
    if known is not _NOTHING:
        try:
            return Const.computed(kind(*[known, *(plain(m, v) for v in call.args[1:])]), call.node, value)
        except (TypeError, ValueError, OverflowError):
            return call.unknown(f"{kind.__name__}() of this raises")
    key = value.key if isinstance(value, Unknown) else value
    return Unknown(f"{kind.__name__}() of {value.type_name}", call.node, (kind.__name__, key), root(value))


_NOTHING: Final = object()


def _fold(function: Callable[..., Any]) -> Callable[[Machine, Call], Value]:
    """A pure function of plain values."""

    def make(m: Machine, call: Call) -> Value:
        own = getattr(call.args[0], "reduced", None) if len(call.args) == 1 else None
        if own is not None:
            return own(m, function.__name__, call)  # type: ignore[no-any-return]  # libraries' values return values
        known = [plain(m, v, _NOTHING) for v in call.args]
        if any(v is _NOTHING for v in known) or call.open or "key" in call.kwargs:
            keys = tuple(v.key if isinstance(v, Unknown) else v for v in call.args)
            return call.unknown(f"{function.__name__}() of something unknown", (function.__name__, keys))
        try:
            kwargs = {k: plain(m, v) for k, v in call.kwargs.items()}
            made = from_plain(function(*known, **kwargs), call.node)
            return Const.computed(made.value, call.node, *call.args) if isinstance(made, Const) else made
        except Exception:
            return call.unknown(f"{function.__name__}() of this raises")

    return make


def _sorted(m: Machine, call: Call) -> Value:
    if not call.args:
        return call.unknown("sorted")
    m.record("sorted", call.args[0], call.node)
    own = getattr(call.args[0], "as_sorted", None)
    made = own(m, call) if own is not None and "key" not in call.kwargs else None
    if made is not None:
        return made  # type: ignore[no-any-return]  # libraries' values answer sorted() themselves
    found = m.iterate(call.args[0])
    known = plain(m, TupleValue(found.items, call.node)) if found.exact else None
    if isinstance(known, tuple) and "key" not in call.kwargs:
        try:
            ordered = sorted(known, reverse=bool(call.const("reverse", None, False)))
            return ListValue(tuple(from_plain(v, call.node) for v in ordered), call.node)
        except TypeError:
            pass
    items = m.iterate(call.args[0])
    return ListValue(items.items if len(items.items) < 2 else (), call.node, any_item(items, call.node))


def _reversed(m: Machine, call: Call) -> Value:
    items = m.iterate(call.args[0]) if call.args else Items()
    return ListValue(tuple(reversed(items.items)), call.node, items.rest)


def _next(m: Machine, call: Call) -> Value:
    if not call.args:
        return call.unknown("next")
    source = call.args[0]
    return source.next(m, call.node) if isinstance(source, GeneratorValue) else first_item(m.iterate(source), call.node)


def _iter(m: Machine, call: Call) -> Value:
    return call.args[0] if call.args else call.unknown("iter")


def _isinstance(m: Machine, call: Call) -> Value:
    if len(call.args) != 2:
        return call.unknown("isinstance")
    value, kinds = call.args
    wanted = m.iterate(kinds).items if isinstance(kinds, TupleValue) else (kinds,)
    answers = [_is_a(value, kind) for kind in wanted]
    if True in answers:
        return Const(True, call.node)
    if None in answers:
        key = value.key if isinstance(value, Unknown) else value
        return Unknown("whether it is an instance", call.node, ("isinstance", key, kinds))
    return Const(False, call.node)


_TYPES: Final = {"bool": bool, "bytes": bytes, "complex": complex, "float": float, "int": int, "str": str}
_CONTAINERS: Final = {"dict": DictValue, "list": ListValue, "set": SetValue, "tuple": TupleValue}


def _is_a(value: Value, kind: Value) -> bool | None:
    if isinstance(value, (Unknown, Choice)):
        return None
    if isinstance(kind, Native):
        if kind.name in _TYPES:
            return isinstance(value, Const) and isinstance(value.value, _TYPES[kind.name])
        if kind.name in _CONTAINERS:
            return isinstance(value, _CONTAINERS[kind.name])
        return None
    if isinstance(kind, ClassValue):
        return isinstance(value, Instance) and kind in value.cls.mro
    if isinstance(kind, LibRef):
        return False if isinstance(value, (Const, ListValue, DictValue, TupleValue, Function)) else None
    return None


def _getattr(m: Machine, call: Call) -> Value:
    name = call.const("name", 1)
    if len(call.args) < 2 or not isinstance(name, str):
        return call.unknown("getattr of an unknown name")
    found = m.attribute(call.args[0], name, call.node)
    if isinstance(found, Unknown) and len(call.args) > 2 and isinstance(call.args[0], (Instance, ClassValue)):
        return call.args[2]
    return found


def _setattr(m: Machine, call: Call) -> Value:
    name = call.const("name", 1)
    owner = call.args[0] if len(call.args) == 3 else None
    if owner is not None and isinstance(name, str):
        owner.set_attribute(m, name, call.args[2])
    elif isinstance(owner, Instance):  # any of those that a class has a default for
        for default in owner.inherited:
            m.store.put(owner.fields, default, Unknown("set under a name that isn't known", call.node))
    return NONE


def _hasattr(m: Machine, call: Call) -> Value:
    name = call.const("name", 1)
    owner = call.args[0] if len(call.args) == 2 else None
    if isinstance(owner, Instance) and isinstance(name, str) and (name in owner.fields or owner.cls.find(name)):
        return Const(True, call.node)
    return Unknown("hasattr", call.node, ("hasattr", *call.args[:1], name))


def _super(m: Machine, call: Call) -> Value:
    """`super()` inside a method: the receiver, looked up from the class after the method's own."""
    for frame in reversed(m.stack):
        if frame.function.owner is not None and frame.receiver is not None:
            return SuperValue(frame.receiver, frame.function.owner, call.node)
    return call.unknown("super() outside of a method")


class SuperValue(Value):
    """What `super()` gives."""

    __slots__ = ("owner", "receiver")
    type_name = "super()"

    def __init__(self, receiver: Value, owner: ClassValue, origin: Any) -> None:
        self.receiver = receiver
        self.owner = owner
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Any) -> Value:
        receiver = self.receiver
        cls = receiver.cls if isinstance(receiver, Instance) else receiver
        mro = cls.mro if isinstance(cls, ClassValue) else ()
        after = mro[mro.index(self.owner) + 1 :] if self.owner in mro else ()
        for base in after:
            found = base.fields.get(name)
            if isinstance(found, Function):
                return BoundMethod(found, receiver, node)
            if found is not None:
                return found
        if isinstance(receiver, Instance) and receiver.cls.lib_bases:
            return m.library.base_attribute(m, receiver, name, node)
        return Native(name, lambda m, call: NONE, node)


def _type(m: Machine, call: Call) -> Value:
    if len(call.args) == 1 and isinstance(call.args[0], Instance):
        return call.args[0].cls
    return call.unknown("type()")


def _locals(m: Machine, call: Call) -> Value:
    """What is assigned so far, as `self.__dict__.update(locals())` has it."""
    return DictValue({name: m.scope.lookup(m, name, call.node) for name in m.scope.names}, call.node)


def _vars(m: Machine, call: Call) -> Value:
    if call.args and isinstance(call.args[0], Instance):
        return Attributes(call.args[0], call.node)
    own = getattr(call.args[0], "as_dict", None) if call.args else None
    if own is not None:
        return own(m, call.node)  # type: ignore[no-any-return]  # libraries' values return values
    return call.unknown("vars()")


def _slice(m: Machine, call: Call) -> Value:
    from .ranges import SliceValue

    parts: list[Value | None] = [*call.args[:3]]
    if len(parts) == 1:
        parts = [None, parts[0]]
    parts += [None] * (3 - len(parts))
    return SliceValue(parts[0], parts[1], parts[2], call.node)


_HANDLERS: Final[dict[str, Callable[[Machine, Call], Value]]] = {
    "abs": _fold(abs),
    "all": _fold(all),
    "any": _fold(any),
    "bool": _convert(bool),
    "dict": _dict,
    "display": _print,
    "divmod": _fold(divmod),
    "enumerate": _enumerate,
    "filter": _filter,
    "float": _convert(float),
    "getattr": _getattr,
    "hasattr": _hasattr,
    "int": _convert(int),
    "isinstance": _isinstance,
    "iter": _iter,
    "len": _len,
    "list": _sequence(ListValue),
    "map": _map,
    "max": _fold(max),
    "min": _fold(min),
    "next": _next,
    "pow": _fold(pow),
    "print": _print,
    "range": _range,
    "reversed": _reversed,
    "round": _fold(round),
    "set": _sequence(SetValue),
    "setattr": _setattr,
    "slice": _slice,
    "sorted": _sorted,
    "str": _convert(str),
    "sum": _fold(sum),
    "super": _super,
    "tuple": _sequence(TupleValue),
    "type": _type,
    "locals": _locals,
    "vars": _vars,
    "xrange": _range,
    "zip": _zip,
}
BUILTINS: Final[dict[str, Value]] = {
    **{name: Native(name, handler) for name, handler in _HANDLERS.items()},
    "get_ipython": LibRef("IPython.get_ipython"),  # there is one where exported notebooks run
    "open": LibRef("io.open"),
}
