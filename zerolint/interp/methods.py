"""The methods of built-in types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .callables import Native
from .containers import (
    SEVERAL,
    ListValue,
    Method,
    SetValue,
    any_item,
    blend,
    extend,
    rest_with,
)
from .dictionaries import NO_KEY, DictValue, Entries, hashable
from .plain import from_plain, plain
from .values import (
    NONE,
    Choice,
    Const,
    Items,
    Node,
    TupleValue,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine


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


CHANGING: Final = frozenset({"add", "clear", "insert", "pop", "remove", "reverse", "setdefault", "sort", "update"})


def change_one_of(m: Machine, several: Value | None, name: str, args: list[Value]) -> None:
    """A method of one of several lists or dictionaries, nobody knows which: each may have been changed by it."""
    found = several.items if isinstance(several, TupleValue) else (several,)
    for one in found:
        if isinstance(one, ListValue) and name in ("append", "extend") and args:
            now, added = one.iterate(m), Items((args[0],)) if name == "append" else m.iterate(args[0])
            one.replace(m, Items(now.items, rest_with(now, added)))
        elif isinstance(one, (ListValue, DictValue)) and name in CHANGING:
            one.havoc(m, "one of several was changed")


def alternatives(value: Value) -> list[Value]:
    """The lists of which a value is one; itself, if it is a list (or anything) for sure."""
    if type(value) is Choice:
        return [each for _, arm in value.arms for each in alternatives(arm)]
    several = value.fields.get(SEVERAL) if isinstance(value, ListValue) else None
    return [each for one in several.items for each in alternatives(one)] if isinstance(several, TupleValue) else [value]


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
    return any_item(now, call.node).apart(m, object())


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
    wanted = plain(m, call.args[0], NO_KEY) if call.args else NO_KEY
    return Const(list(known).count(wanted), call.node) if known is not None else call.unknown("count of items")


def _dict_get(m: Machine, call: Call) -> Value:
    receiver = call.receiver
    if not isinstance(receiver, DictValue) or not call.args:
        return call.unknown("dict.get")
    held = receiver.contains(m, call.args[0])
    if held is False:
        return call.args[1] if len(call.args) > 1 else call.kwargs.get("default", NONE)
    found = receiver.subscript(m, call.args[0], call.node)
    default = call.args[1] if len(call.args) > 1 else call.kwargs.get("default")
    anywhere = held is None and not isinstance(call.args[0], Const)
    return blend([found, default], None) if anywhere and default is not None else found


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
    if known is False or (known is None and hashable(m, call.args[0]) is NO_KEY):
        receiver.set_subscript(m, call.args[0], call.args[1] if len(call.args) > 1 else NONE, call.node)
    return receiver.subscript(m, call.args[0], call.node)


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
