"""functools, itertools, collections, copy, contextlib."""

from __future__ import annotations

import itertools
from typing import Final

from zerolint.interp.builtins import BUILTINS
from zerolint.interp.call import Call
from zerolint.interp.callables import Function, Native
from zerolint.interp.containers import ListValue, SetValue, any_item
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.ranges import first_item
from zerolint.interp.values import NONE, Const, Items, Node, TupleValue, Unknown, Value

from ..arrays import Array
from ..bags import Bag
from ..registry import function

MAX_PRODUCT: Final = 256


class Partial(Value):
    """`functools.partial(f, x, lr=0.1)`."""

    __slots__ = ("bound", "target")
    type_name = "a partial function"

    def __init__(self, target: Value, bound: Call) -> None:
        self.target = target
        self.bound = bound
        self.origin = bound.node

    def call(self, m: Machine, call: Call) -> Value:
        args = [*self.bound.args[1:], *call.args]
        made = Call(m, call.node, args, {**self.bound.kwargs, **call.kwargs}, open_=self.bound.open or call.open)
        made.nodes = {**{k: v for k, v in self.bound.nodes.items() if isinstance(k, str)}, **_shifted(self.bound, call)}
        return m.call(self.target, made)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "func":
            return self.target
        return Unknown(f"`.{name}` of a partial function", node)

    def truth(self, m: Machine) -> bool | None:
        return True


def _shifted(bound: Call, call: Call) -> dict[int | str, Node]:
    """Nodes of the arguments at their final positions."""
    before = len(bound.args) - 1
    nodes: dict[int | str, Node] = {k - 1: v for k, v in bound.nodes.items() if isinstance(k, int) and k > 0}
    nodes.update({k + before if isinstance(k, int) else k: v for k, v in call.nodes.items()})
    return nodes


@function("functools.partial")
def partial(call: Call) -> Value:
    """`functools.partial(...)`."""
    return Partial(call.args[0], call) if call.args else call.unknown("a partial function")


@function("functools.lru_cache", "functools.cache", "functools.wraps", "functools.singledispatch", "atexit.register")
def unchanged(call: Call) -> Value:
    """Wrappers that leave a function what it is."""
    if call.args and isinstance(call.args[0], Function):
        return call.args[0]
    return Native("decorator", lambda m, made: made.args[0] if made.args else NONE, call.node)


@function("functools.reduce")
def reduce(call: Call) -> Value:
    """`reduce(f, items, start)`."""
    if len(call.args) < 2:
        return call.unknown("reduce")
    items = call.m.iterate(call.args[1])
    values = [*call.args[2:3], *items.items]
    if not items.exact or not values or len(values) > 64:
        return call.unknown("reduce over an unknown number of items")
    result = values[0]
    for value in values[1:]:
        result = call.m.call_values(call.args[0], [result, value], call.node)
    return result


@function("itertools.product")
def product(call: Call) -> Value:
    """All combinations: candidates of a sweep."""
    pools = [call.m.iterate(value) for value in call.args]
    repeat = const_int(call.get("repeat")) or 1
    pools = pools * repeat
    size = 1
    for pool in pools:
        size *= len(pool.items)
    if all(p.exact for p in pools) and 0 < size <= MAX_PRODUCT:
        rows = itertools.product(*(p.items for p in pools))
        return ListValue(tuple(TupleValue(row, call.node) for row in rows), call.node)
    parts = [first_item(p, call.node) if p.exact else (p.rest or NONE) for p in pools]
    return ListValue((), call.node, TupleValue([_candidate(p, call.node) for p in parts], call.node))


def _candidate(value: Value, node: Node) -> Value:
    return Unknown("one of several candidates", node) if isinstance(value, Const) else value


@function("itertools.chain")
def chain(call: Call) -> Value:
    """`chain(a, b)`."""
    return _chained(call, list(call.args))


@function("itertools.chain.from_iterable")
def chain_from(call: Call) -> Value:
    """`chain.from_iterable(lists)`."""
    items = call.m.iterate(call.args[0]) if call.args else Items()
    values = list(items.items)
    if items.rest is not None:
        values.append(items.rest)
        chained = _chained(call, values)
        known = call.m.iterate(chained)
        return ListValue((), call.node, any_item(known, call.node))
    return _chained(call, values)


def _chained(call: Call, values: list[Value]) -> Value:
    found: list[Value] = []
    rest: Value | None = None
    for value in values:
        items = call.m.iterate(value)
        found.extend(items.items)
        rest = items.rest or rest
    return ListValue(tuple(found), call.node, rest)


@function("itertools.islice")
def islice(call: Call) -> Value:
    """`islice(items, n)`."""
    items = call.m.iterate(call.args[0]) if call.args else Items()
    count = const_int(call.args[1]) if len(call.args) == 2 else None
    if count is not None and len(items.items) >= count:
        return ListValue(items.items[:count], call.node)
    return ListValue(items.items, call.node, items.rest)


@function("itertools.repeat", "itertools.cycle", "itertools.tee", "itertools.accumulate", "itertools.takewhile")
def repeated(call: Call) -> Value:
    """The same items, of unknown number."""
    call.m.state["unending"] = True
    items = call.m.iterate(call.args[0]) if call.args else Items()
    return ListValue((), call.node, any_item(items, call.node))


@function("itertools.count")
def count_up(call: Call) -> Value:
    """Numbers without end."""
    call.m.state["unending"] = True
    return ListValue((), call.node, call.unknown("a running number"))


@function("itertools.combinations", "itertools.permutations", "itertools.combinations_with_replacement")
def combinations(call: Call) -> Value:
    """Selections of items."""
    size = const_int(call.get("r", 1)) or 2
    items = call.m.iterate(call.args[0]) if call.args else Items()
    row = TupleValue([_candidate(first_item(items, call.node), call.node)] * min(size, 8), call.node)
    return ListValue((), call.node, row)


@function("itertools.zip_longest")
def zip_longest(call: Call) -> Value:
    """Like zip, of unknown length."""
    parts = [any_item(call.m.iterate(value), call.node) for value in call.args]
    return ListValue((), call.node, TupleValue(parts, call.node))


class DefaultDict(DictValue):
    """`defaultdict(list)`: a missing key is made when it is asked for."""

    __slots__ = ("factory",)

    def __init__(self, factory: Value | None, origin: Node) -> None:
        super().__init__({}, origin)
        self.factory = factory

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        if self.factory is not None and self.contains(m, index) is not True:
            now = self.contents(m)
            if now.rest is None:
                self.set_subscript(m, index, m.call_values(self.factory, [], node), node)
        return super().subscript(m, index, node)


@function("collections.defaultdict")
def defaultdict(call: Call) -> Value:
    """`defaultdict(list)`."""
    return DefaultDict(call.args[0] if call.args else None, call.node)


@function("collections.OrderedDict")
def ordered_dict(call: Call) -> Value:
    """`OrderedDict(...)`."""
    return call.m.call(BUILTINS["dict"], call)


@function("collections.Counter")
def counter(call: Call) -> Value:
    """Counts that aren't followed."""
    return DictValue({}, call.node, call.unknown("a count"))


@function("collections.deque")
def deque(call: Call) -> Value:
    """`deque(maxlen=n)`: a list."""
    items = call.m.iterate(call.args[0]) if call.args else Items()
    return ListValue(items.items, call.node, items.rest)


@function("copy.copy", "copy.deepcopy")
def copy(call: Call) -> Value:
    """Copies of arrays, containers and bags; other things are what they were, if nothing can change them."""
    value = call.args[0] if call.args else NONE
    return copied(call.m, value, call.node, deep=_word(call) != "copy")


def copied(m: Machine, value: Value, node: Node, *, deep: bool) -> Value:
    """A copy; unknown for what isn't known to be copied well (models)."""
    if isinstance(value, Array):
        return value.derive(m, lambda d: d, node, op="copy")
    if isinstance(value, (ListValue, SetValue)):
        items = m.iterate(value)
        inner = tuple(copied(m, v, node, deep=deep) for v in items.items) if deep else items.items
        return type(value)(inner, node, items.rest)
    if isinstance(value, DictValue):
        now = value.contents(m)
        entries = {k: copied(m, v, node, deep=deep) if deep else v for k, v in now.entries.items()}
        return DictValue(entries, node, now.rest)
    if isinstance(value, Bag):
        return Bag(value.kind, dict(value.fields), node, open_=value.open)
    if isinstance(value, (Const, TupleValue, Function, Native, Unknown)):
        return value
    own = getattr(value, "copied", None)
    if own is not None:
        return own(m, node)  # type: ignore[no-any-return]  # libraries' values return values
    return Unknown(f"a copy of {value.type_name}", node)


def _word(call: Call) -> str:
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "")
    return word if isinstance(word, str) else ""


@function("contextlib.contextmanager")
def context_manager(call: Call) -> Value:
    """A function whose result is a context."""
    return call.args[0] if call.args else call.unknown("a context")
