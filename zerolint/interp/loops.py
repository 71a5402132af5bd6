"""Loops: short known ones are followed iteration by iteration, others once.

There the constants that the body changes are unknown from its start, and what it changes is widened at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import libcst as cst

from .callables import LibRef
from .containers import DEPTH, ListValue, blend, times
from .context import LoopContext
from .dictionaries import DictValue
from .ranges import RangeValue
from .store import choice
from .values import NONE, Choice, Const, Index, Items, OneOf, TupleValue, Unknown, Value, constants_of, root

if TYPE_CHECKING:
    from .execute import Flow
    from .machine import Machine
    from .store import Journal

MAX_UNROLL: Final = 64
MAX_RANGE: Final = 12
"""A `range` longer than this is counted, not unrolled: it repeats one thing."""
MAX_WHILE: Final = 12
Carried: TypeAlias = tuple[dict[str, Value], str, Value]
"""A place, and what is there at the start of any round."""
CHANGES: Final = "changes in a loop"
MAX_TWICE: Final = 3
"""Loops inside of each other whose bodies may be executed twice: each doubles the cost of those inside of it."""


def exec_for(m: Machine, node: Any) -> Flow:
    """A `for` statement."""
    from .execute import FALL, Flow, exec_block

    source = m.eval(node.iter)
    items = m.iterate(source)
    count = m.rounds(source)
    candidates = are_candidates(source, items)
    limit = MAX_RANGE if _counting(source) else MAX_UNROLL
    outer = m.loops
    flow = FALL
    try:
        if items.exact and len(items.items) <= limit:
            m.loops = (*outer, LoopContext(node, count, candidates, True, source))
            flow = _unroll(m, node, items.items, candidates)
        else:
            m.loops = (*outer, LoopContext(node, count, False, False, source))
            _once(m, node, _typical(node, source, items))
    finally:
        m.loops = outer
    if flow in (Flow.RETURN, Flow.RAISE):
        return flow
    if node.orelse is not None and flow is not Flow.BREAK:
        return exec_block(m, node.orelse.body.body)
    return FALL


def _counting(source: Value) -> bool:
    if isinstance(source, RangeValue):
        return True
    return getattr(source, "counting", False)


def are_candidates(source: Value, items: Items) -> bool:
    """Whether a loop walks over several written values (of which each may be one to try)."""
    return items.exact and len(items.items) > 1 and isinstance(source, (ListValue, TupleValue))


def _unroll(m: Machine, node: Any, items: tuple[Value, ...], candidates: bool) -> Flow:
    from .execute import FALL, Flow, assign, exec_block

    events = len(m.events)
    for number, item in enumerate(items):
        if not m.burn(3):
            _cut_short(m)
            break
        outer = m.store.begin()
        try:
            assign(m, node.target, candidate(m, item, node) if candidates or type(item) is Const else item)
            flow = exec_block(m, node.body.body)
        finally:
            written = m.store.end(outer)
        trains = number == 0 and not candidates and len(items) > 3 and _trains(m, events)
        if flow is FALL and trains:
            m.loops = (*m.loops[:-1], m.loops[-1]._replace(unrolled=False))
            apply_widened(m, written, None if any(_leaves(each) for each in inside(node)) else len(items))
            _widen_names(m, node)
            _cut_short(m)
            break
        m.store.apply(written)
        if flow in (Flow.BREAK, Flow.RETURN, Flow.RAISE):
            return flow
    return FALL


def _trains(m: Machine, since: int) -> bool:
    """Whether something was trained meanwhile: such a loop is one training that is repeated."""
    return any(m.library.trains(event.kind) for event in m.events[since:])


def candidate(m: Machine, item: Value, node: Any, depth: int = 0) -> Value:
    """One of the values that a loop walks over, or several side by side: `for rate, units in product(…)`."""
    if type(item) is Const:
        return Const(item.value, item.origin, node, usual=item.usual)
    if type(item) is LibRef:
        return LibRef(item.path, item.origin, node)
    if type(item) is TupleValue and item.rest is None and depth < MAX_TWICE:
        return TupleValue([candidate(m, each, node, depth + 1) for each in item.items], item.origin, item.names)
    if isinstance(item, DictValue):
        for value in item.contents(m).entries.values():
            m.candidate(value, node)
    else:
        m.candidate(item, node)
    return item


def _cut_short(m: Machine) -> None:
    """What a generator yields in the iterations that were left out isn't counted."""
    if m.stack:
        m.stack[-1].times = None


def _widen_names(m: Machine, node: Any) -> None:
    """A loop that trains is repeated, not unrolled: its variable stands for all iterations."""
    from .execute import assign

    assign(m, node.target, Unknown("a loop variable", node))


def _typical(node: Any, source: Value, items: Items) -> Value:
    """What the variable of a loop holds in any of its iterations."""
    if items.rest is None and _counting(source):
        return Index(node, values=source.values if isinstance(source, RangeValue) else None)
    if items.rest is None:
        return Unknown("one of many values of a loop", node, of=items.items[0] if items.items else None)
    return items.items[0] if items.items and not isinstance(items.items[0], Const) else items.rest


def _once(m: Machine, node: Any, item: Value | None) -> None:
    """Execute the body once for an unknown (or large) number of iterations; `item` is the variable of a `for`.

    Once more where what it carried over comes from something after all, as text that is put together of lines, and
    where it asks for the length of what it makes longer or makes anew: it sees that in any of its iterations.
    """
    outer, m.measured = m.measured, set()
    carried = [name for name in dict.fromkeys(_assigned(node.body)) if type(m.scope.names.get(name)) is Const]
    events, notes = len(m.events), len(m.notes)
    names = m.scope.names
    written = _round(m, node, item, [(names, name, Unknown(CHANGES, node)) for name in carried])
    count = None if any(_leaves(each) for each in inside(node)) else m.loops[-1].count
    sources = {name: _source(written, m, name) for name in carried}
    grown, remade = _grown(m, written), list(_remade(m, node, written))
    if (any(sources.values()) or grown or remade) and len(m.loops) <= MAX_TWICE:
        del m.events[events:], m.notes[notes:]
        apply_widened(m, grown, None)
        changing = [(names, name, Unknown(CHANGES, node, of=source)) for name, source in sources.items()]
        written = _round(m, node, item, [*changing, *remade])
    apply_widened(m, written, count)
    for fields, key, _ in remade:  # which of them it is depends on the round
        value = fields.get(key)
        if type(value) is Choice:
            m.store.put(fields, key, blend([arm for _, arm in value.arms], None))
    m.measured |= outer


def _grown(m: Machine, written: Journal) -> Journal:
    """The lists that were made longer, and whose length was asked for."""
    return {
        place: (fields, key, new)
        for place, (fields, key, new) in written.items()
        if id(fields) in m.measured
        and isinstance(old := fields.get(key), TupleValue)
        and isinstance(new, TupleValue)
        and len(new.items) > len(old.items)
    }


def _remade(m: Machine, node: Any, written: Journal) -> Iterator[Carried]:
    """Places whose value was None, or was asked for its length, and then gave way to another: it may be either."""
    for fields, key, new in written.values():
        old = fields.get(key)
        if old is None or new is None or old is new:
            continue
        if fields is not m.scope.names:
            if old == NONE and not isinstance(new, Const):
                yield fields, key, Unknown(CHANGES, node)
        elif id(getattr(old, "fields", None)) in m.measured and (m.length(new) or -1) != m.length(old):
            arms = [arm for _, arm in new.arms] if isinstance(new, Choice) else [new]
            if not all(isinstance(one, ListValue) for one in (old, *arms)):  # those are made longer, or anew
                yield fields, key, blend([old, new], None)


def _round(m: Machine, node: Any, item: Value | None, carried: list[Carried]) -> Journal:
    """What the body writes; what it assigns anew it sees as it left it (`carried`), not as it was before."""
    from .execute import assign, exec_block

    outer = m.store.begin()
    try:
        for fields, key, value in carried:
            m.store.put(fields, key, value)
        if item is not None:
            assign(m, node.target, item)
        exec_block(m, node.body.body)
    finally:
        written = m.store.end(outer)
    return written


def _source(written: Journal, m: Machine, name: str) -> Value | None:
    """What a name's value comes from after the body."""
    _, _, new = written.get((id(m.scope.names), name), (None, None, None))
    arms = [arm for _, arm in new.arms] if isinstance(new, Choice) else [new]
    return root(*(arm for arm in arms if isinstance(arm, Unknown)))


def _assigned(node: Any) -> Iterator[str]:
    """Plain names that a statement and those in it assign; functions and classes have names of their own."""
    if isinstance(node, (cst.Assign, cst.AugAssign, cst.AnnAssign)):
        targets = [each.target for each in node.targets] if isinstance(node, cst.Assign) else [node.target]
        yield from (target.value for target in targets if isinstance(target, cst.Name))
    elif not isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        for each in inside(node):
            yield from _assigned(each)


def inside(node: Any) -> Iterator[Any]:
    """The statements and blocks right inside of a statement or block."""
    for part in ("body", "orelse", "handlers", "finalbody"):
        found = getattr(node, part, None) or ()
        yield from found if isinstance(found, (tuple, list)) else (found,)


def exec_while(m: Machine, node: Any) -> Flow:
    """A `while` statement; one whose end isn't known after the first round is no other in that round than in any."""
    from .execute import FALL, Flow, exec_block

    outer_loops = m.loops
    m.loops = (*outer_loops, LoopContext(node, None, False, False))
    try:
        for number in range(MAX_WHILE):
            truth = m.truth(m.eval(node.test))
            if truth is False:
                return FALL
            if truth is None or _always(node) or not m.burn(3):
                break
            events, notes, outer = len(m.events), len(m.notes), m.store.begin()
            try:
                flow = exec_block(m, node.body.body)
                open_ended = number == 0 and flow is FALL and _open(m, node.test)
            finally:
                written = m.store.end(outer)
            if open_ended:
                del m.events[events:], m.notes[notes:]
                break
            m.store.apply(written)
            if flow is Flow.BREAK:
                return FALL
            if flow in (Flow.RETURN, Flow.RAISE):
                return flow
        _once(m, node, None)
    finally:
        m.loops = outer_loops
    return FALL


def _open(m: Machine, test: Any) -> bool:
    """Whether it isn't known if a loop goes on, or how far it has come."""
    if m.truth(m.eval(test)) is None:
        return True
    return any(type(m.scope.names.get(name)) is Choice for name in _names(test))


def _names(expression: Any) -> Iterator[str]:
    if isinstance(expression, cst.Name):
        yield expression.value
    for part in expression.children:
        yield from _names(part)


def _always(node: Any) -> bool:
    """`while True:` and the like."""
    return getattr(node.test, "value", None) in ("True", "1")


def _leaves(node: Any) -> bool:
    """Whether a round may end in there before its end, or be left out in part."""
    if isinstance(node, (cst.Break, cst.Continue, cst.Raise, cst.Return, cst.Try, cst.TryStar)):
        return True
    return not isinstance(node, (cst.FunctionDef, cst.ClassDef)) and any(_leaves(each) for each in inside(node))


def apply_widened(m: Machine, written: Journal, count: int | None) -> None:
    """Do the writes of a loop body that ran `count` times (None: an unknown number of times)."""
    for fields, key, new in written.values():
        old = fields.get(key)
        if new is None:
            m.store.drop(fields, key)
        elif type(old) is TupleValue and type(new) in (TupleValue, Choice) and old != new:
            depth = fields.get(DEPTH)
            outside = isinstance(depth, Const) and depth.value < len(m.loops)
            m.store.put(fields, key, _lengthened(m, old, new, count if outside else None))
        else:
            m.store.put(fields, key, new if old is None else widen(old, new))


def widen(old: Value, new: Value) -> Value:
    """What a place holds after any number of iterations, one of which turned `old` into `new`."""
    if old is new or old == new:
        return new
    own = getattr(new, "widen", None)
    if own is not None:
        return own(old)  # type: ignore[no-any-return]  # libraries' values return values
    if isinstance(new, Const):
        return Unknown(CHANGES, new.origin, of=root(old)) if isinstance(old, (Const, Unknown)) else new
    if isinstance(new, Choice) and any(isinstance(arm, Const) for _, arm in new.arms):
        return Unknown(CHANGES, new.origin, of=root(*(arm for _, arm in new.arms)))
    return new


def _lengthened(m: Machine, old: TupleValue, new: Value, count: int | None) -> Value:
    """The items of a list after so many rounds, each of whose branches may have appended others."""
    if isinstance(new, TupleValue):
        total = times(old.length(m), new.length(m), count) if new.grew(old) else None
        return _widen_items(m, old, new, total)
    arms = new.arms if isinstance(new, Choice) else ()
    grown = [(path, arm) for path, arm in arms if type(arm) is TupleValue and len(arm.items) > len(old.items)]
    made = [(path, _lengthened(m, old, arm, count)) for path, arm in grown]
    rests = [(path, arm.rest) for path, arm in made if isinstance(arm, TupleValue) and arm.rest is not None]
    if not rests:
        return new
    numbers = {arm.more if isinstance(arm, TupleValue) else None for _, arm in made}
    more = numbers.pop() if len(numbers) == 1 and len(grown) == len(arms) else None
    return TupleValue(old.items, new.origin, rest=choice(rests), more=more)


def _widen_items(m: Machine, old: TupleValue, new: TupleValue, total: int | None) -> Value:
    """The items of a list that rounds of which one made `new` of `old` have lengthened to `total`.

    What a round appended stands for what each did: another list may have got that of other rounds.
    """
    known = len(old.items)
    more = None if total is None else total - known
    if new.items[:known] != old.items or len(new.items) < known:
        return new
    if len(new.items) == known:
        made = TupleValue(new.items, new.origin, new.names, new.rest, more)
    else:
        rest = blend(list(new.items[known:]), new.rest)
        if isinstance(rest, Const):
            among = constants_of(rest)
            rest = OneOf(among, new.origin, rest) if among else Unknown("an item added in a loop", new.origin, of=rest)
        made = TupleValue(old.items, new.origin, rest=rest.apart(m, object()), more=more)
    made.grown_from = new.grown_from
    return made
