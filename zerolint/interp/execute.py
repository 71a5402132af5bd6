"""Statements: one executor per kind of LibCST node. Branches that the source does not decide are both taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import libcst as cst

from . import classes, failures, forms, loops, modules, operators
from .call import Call
from .callables import BoundMethod, Function, LibRef
from .containers import ListValue
from .evaluate import arguments, index_value
from .functions import make_function
from .objects import ClassValue
from .values import NONE, Choice, Condition, Const, Items, Node, Path, TupleValue, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


class Flow(Enum):
    """How a block ended."""

    FALL = 0
    RETURN = 1
    BREAK = 2
    CONTINUE = 3
    RAISE = 4


FALL: Final = Flow.FALL


def exec_block(m: Machine, statements: Sequence[Any], start: int = 0) -> Flow:
    """Execute statements from `start` on."""
    for index in range(start, len(statements)):
        statement = statements[index]
        kind = statement.__class__
        if kind is cst.SimpleStatementLine:
            for small in statement.body:
                try:
                    flow = m.executors[small.__class__](m, small)
                except (RecursionError, MemoryError):
                    raise
                except Exception as error:
                    failures.skip(m, small, error)
                    continue
                if flow is not FALL:
                    return flow
            if forms.is_field(statement):
                forms.switch(m, statement, assign)
        elif kind is cst.If:
            flow, consumed = _if(m, statement, statements, index)
            if consumed or flow is not FALL:
                return flow
        else:
            flow = m.executors[kind](m, statement)
            if flow is not FALL:
                return flow
    return FALL


# -- branches ---------------------------------------------------------------------------------------------------


def _if(m: Machine, node: Any, rest: Sequence[Any], index: int) -> tuple[Flow, bool]:
    """An `if` with its elif chain. When only one undecided arm jumps out, the rest of the block belongs to the other:
    then the second result is True."""
    here: Any = node
    while True:
        test = m.eval(here.test)
        truth = m.truth(test)
        if truth is None:
            condition, holds = m.condition(test, here.test, bare=here.orelse is None)
            decided = m.path.get(condition)
            truth = None if decided is None else decided is holds
        if truth is True:
            return exec_block(m, here.body.body), False
        if truth is None:
            return _undecided(m, here, test, (condition, holds), rest, index)
        if here.orelse is None:
            return FALL, False
        if isinstance(here.orelse, cst.Else):
            return exec_block(m, here.orelse.body.body), False
        here = here.orelse


def _undecided(
    m: Machine, node: Any, test: Value, decided_by: tuple[Condition, bool], rest: Sequence[Any], index: int
) -> tuple[Flow, bool]:
    def no_arm() -> Flow:
        if node.orelse is None:
            return FALL
        if isinstance(node.orelse, cst.Else):
            return exec_block(m, node.orelse.body.body)
        return exec_block(m, [node.orelse])

    m.burn()
    yes_jumps = _jumps(node.body)
    no_jumps = isinstance(node.orelse, cst.Else) and _jumps(node.orelse.body)
    flows: list[Flow] = []

    def arm(run: Callable[[], Flow], *, carry_on: bool) -> Callable[[], Value]:
        def go() -> Value:
            flow = run()
            if flow is FALL and carry_on:
                flow = exec_block(m, rest, index + 1)
            flows.append(flow)
            return NONE

        return go

    consumed = yes_jumps != no_jumps
    condition, holds = decided_by
    branch(
        m,
        condition,
        arm(lambda: exec_block(m, node.body.body), carry_on=no_jumps and not yes_jumps),
        arm(no_arm, carry_on=yes_jumps and not no_jumps),
        flows,
        holds=holds,
        implied=(m.implied(test, True), m.implied(test, False)),
    )
    return _together(flows), consumed


def branch(
    m: Machine,
    condition: Any,
    yes: Callable[[], Value],
    no: Callable[[], Value],
    flows: list[Flow],
    *,
    holds: bool = True,
    implied: tuple[Path, Path] = ((), ()),
) -> None:
    """Run both arms of a condition; join their states. An arm that leaves by an exception does not count.

    `implied` is what also holds in each.
    """
    outer_path = m.path
    ended = []
    for run, truth, too in ((yes, holds, implied[0]), (no, not holds, implied[1])):
        m.path = {**dict(too), **outer_path, condition: truth}
        outer = m.store.begin()
        try:
            run()
        finally:
            ended.append((truth, m.store.end(outer)))
            m.path = outer_path
    alive = [written for (_, written), flow in zip(ended, flows, strict=True) if flow is not Flow.RAISE]
    falling = [written for (_, written), flow in zip(ended, flows, strict=True) if flow is FALL]
    if len(alive) < 2 or len(falling) == 1:
        for written in falling[:1] or alive[:1]:
            m.store.apply(written)
        return
    by_truth = dict(ended)
    m.store.merge(condition, by_truth[True], by_truth[False])


def _together(flows: list[Flow]) -> Flow:
    """How an `if` ended, from how its arms did."""
    if FALL in flows:
        return FALL
    alive = [flow for flow in flows if flow is not Flow.RAISE]
    return alive[0] if alive else Flow.RAISE


_JUMPS: Final = (cst.Return, cst.Raise, cst.Break, cst.Continue)


def _jumps(body: Any) -> bool:
    """Whether a block ends in a jump, or ends the program."""
    last = body.body[-1] if body.body else None
    if isinstance(last, cst.SimpleStatementLine):
        last = last.body[-1]
    return isinstance(last, _JUMPS) or (isinstance(last, cst.Expr) and _looks_like_exit(last.value))


def _match(m: Machine, node: cst.Match) -> Flow:
    """A `match`: literal patterns are decided, others are taken as undecided alternatives in turn."""
    subject = m.eval(node.subject)

    def case(position: int) -> Flow:
        if position == len(node.cases):
            return FALL
        current = node.cases[position]
        matched = _matches(m, subject, current.pattern)
        if current.guard is not None and matched is not False:
            matched = m.truth(m.eval(current.guard)) if matched else None
        if matched is True:
            return exec_block(m, current.body.body)
        if matched is False:
            return case(position + 1)
        flows: list[Flow] = []
        condition, holds = m.condition(Unknown("match", node, ("match", subject, current)), current)

        def take(run: Callable[[], Flow]) -> Callable[[], Value]:
            def go() -> Value:
                flows.append(run())
                return NONE

            return go

        branch(
            m,
            condition,
            take(lambda: exec_block(m, current.body.body)),
            take(lambda: case(position + 1)),
            flows,
            holds=holds,
        )
        return _together(flows)

    return case(0)


def _matches(m: Machine, subject: Value, pattern: Any) -> bool | None:
    if isinstance(pattern, cst.MatchAs) and pattern.pattern is None:
        if pattern.name is not None:
            assign(m, pattern.name, subject)
        return True
    if isinstance(pattern, cst.MatchOr):
        found = [_matches(m, subject, option.pattern) for option in pattern.patterns]
        return True if True in found else (None if None in found else False)
    if isinstance(pattern, (cst.MatchValue, cst.MatchSingleton)):
        return m.truth(operators.compare(m, "==", subject, m.eval(pattern.value), pattern))
    return None


def _try(m: Machine, node: Any) -> Flow:
    """The body counts; what only a handler defines (a fallback import) is taken from the handler."""
    outer, m.attempted = m.attempted, m.attempted or bool(node.handlers)
    try:
        flow = exec_block(m, node.body.body)
    finally:
        m.attempted = outer
    for handler in node.handlers:
        if flow is Flow.RAISE:
            flow = exec_block(m, handler.body.body)
            break
        _fill_from_handler(m, handler)
    if node.orelse is not None and flow is FALL:
        flow = exec_block(m, node.orelse.body.body)
    if node.finalbody is not None:
        last = exec_block(m, node.finalbody.body.body)
        flow = last if last is not FALL else flow
    return flow


def _fill_from_handler(m: Machine, handler: Any) -> None:
    outer = m.store.begin()
    events = len(m.events)
    frame = m.stack[-1] if m.stack else None
    returns = len(frame.returns) if frame is not None else 0
    try:
        exec_block(m, handler.body.body)
    finally:
        written = m.store.end(outer)
        del m.events[events:]
        if frame is not None:
            del frame.returns[returns:]
    names = m.scope.names
    for fields, key, new in written.values():
        if fields is names and new is not None and key not in names:
            m.store.put(names, key, new)


# -- simple statements ------------------------------------------------------------------------------------------


def _expression(m: Machine, node: cst.Expr) -> Flow:
    m.eval(node.value).dropped(m, node.value)
    return Flow.RAISE if _ends_all(m, node.value) else FALL


def _ends_all(m: Machine, call: Any) -> bool:
    """`exit()`: what stands below never runs, nor what follows a branch that ends so."""
    if not _looks_like_exit(call) or m.attempted or (m.loops and not m.path):
        return False
    return (isinstance(call.func, cst.Name) and call.func.value not in m.scope.names) or m.eval(call.func) in EXITS


def _looks_like_exit(call: Any) -> bool:
    if not isinstance(call, cst.Call):
        return False
    name = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
    return isinstance(name, cst.Name) and name.value in ("_exit", "exit", "quit")


EXITS: Final = (LibRef("os._exit"), LibRef("sys.exit"))


def _assign(m: Machine, node: cst.Assign) -> Flow:
    value = m.eval(node.value)
    for target in node.targets:
        assign(m, target.target, value)
    return FALL


def _annotated(m: Machine, node: cst.AnnAssign) -> Flow:
    if node.value is not None:
        assign(m, node.target, m.eval(node.value))
    return FALL


AUGMENTED: Final = {
    cst.AddAssign: "+",
    cst.BitAndAssign: "&",
    cst.BitOrAssign: "|",
    cst.BitXorAssign: "^",
    cst.DivideAssign: "/",
    cst.FloorDivideAssign: "//",
    cst.LeftShiftAssign: "<<",
    cst.MatrixMultiplyAssign: "@",
    cst.ModuloAssign: "%",
    cst.MultiplyAssign: "*",
    cst.PowerAssign: "**",
    cst.RightShiftAssign: ">>",
    cst.SubtractAssign: "-",
}


def _augmented(m: Machine, node: cst.AugAssign) -> Flow:
    old = m.eval(node.target)
    op = AUGMENTED[node.operator.__class__]
    other = m.eval(node.value)
    new = None if type(old) is Choice else old.inplace(m, op, other, node)
    if new is None:
        new = operators.binary(m, op, old, other, node)
    if new is not old:
        assign(m, node.target, new)
    return FALL


def assign(m: Machine, target: Any, value: Value) -> None:
    """Bind a target: a name, attribute, item, or several of them."""
    kind = target.__class__
    if kind is cst.Name:
        m.scope.assign(m, target.value, value)
        value.kept(m, target.value)
    elif kind is cst.Attribute:
        owner = m.eval(target.value)
        m.assigned_at = target
        for one in _alternatives(m, owner):
            one.set_attribute(m, target.attr.value, value)
        m.assigned_at = None
    elif kind is cst.Subscript:
        owner = m.eval(target.value)
        index = index_value(m, target.slice, target)
        for one in _alternatives(m, owner):
            one.set_subscript(m, index, value, target)
    elif kind in (cst.Tuple, cst.List):
        _unpack(m, target.elements, value, target)
    elif kind is cst.StarredElement:
        assign(m, target.value, value)


def _alternatives(m: Machine, owner: Value) -> list[Value]:
    if type(owner) is Choice:
        owner = m.narrow(owner)
    return [arm for _, arm in owner.arms] if type(owner) is Choice else [owner]


def _unpack(m: Machine, elements: Any, value: Value, node: Node) -> None:
    items = m.iterate(value)
    star = next((i for i, e in enumerate(elements) if isinstance(e, cst.StarredElement)), None)
    known = items.items
    if star is not None:
        after = len(elements) - star - 1
        if items.exact and len(known) >= len(elements) - 1:
            middle = ListValue(known[star : len(known) - after], node)
            parts = [*known[:star], middle, *known[len(known) - after :]]
        else:
            parts = [_part(items, i, node) for i in range(len(elements))]
            parts[star] = ListValue((), node, items.rest or Unknown("further items", node))
        for element, part in zip(elements, parts, strict=False):
            assign(m, element.value, part)
        return
    for i, element in enumerate(elements):
        told_apart = value.nth(m, i, node) if i >= len(items.items) and items.rest is not None else None
        assign(m, element.value, _part(items, i, node) if told_apart is None else told_apart)


def _part(items: Items, index: int, node: Node) -> Value:
    if index < len(items.items):
        return items.items[index]
    return items.rest if items.rest is not None else Unknown("too few values to unpack", node)


def _return(m: Machine, node: cst.Return) -> Flow:
    value = m.eval(node.value) if node.value is not None else NONE
    if m.stack:
        m.stack[-1].add_return(m.path, value)
    return Flow.RETURN


def _raise(m: Machine, node: cst.Raise) -> Flow:
    return Flow.RAISE


def _delete(m: Machine, node: cst.Del) -> Flow:
    targets = [e.value for e in node.target.elements] if isinstance(node.target, cst.Tuple) else [node.target]
    for target in targets:
        if isinstance(target, cst.Name):
            m.store.drop(m.scope.names, target.value)
        elif isinstance(target, cst.Subscript):
            m.eval(target.value).del_subscript(m, index_value(m, target.slice, target))
    return FALL


def _global(m: Machine, node: cst.Global) -> Flow:
    for item in node.names:
        m.scope.declare_global(item.name.value)
    return FALL


def _nonlocal(m: Machine, node: cst.Nonlocal) -> Flow:
    for item in node.names:
        m.scope.declare_nonlocal(item.name.value)
    return FALL


def _pass(m: Machine, node: Any) -> Flow:
    return FALL


def _assert(m: Machine, node: cst.Assert) -> Flow:
    m.suppose(m.implied(m.eval(node.test), True))
    return FALL


# -- imports ----------------------------------------------------------------------------------------------------


def _import(m: Machine, node: cst.Import) -> Flow:
    for alias in node.names:
        name = dotted(alias.name)
        if alias.asname is not None:
            assign(m, alias.asname.name, modules.import_module(m, name, alias, dotted=True))
        else:
            m.scope.assign(m, name.split(".")[0], modules.import_module(m, name, alias, dotted=False))
    return FALL


def _import_from(m: Machine, node: cst.ImportFrom) -> Flow:
    module = dotted(node.module) if node.module is not None else ""
    if module == "__future__":
        return FALL
    level = len(node.relative)
    if isinstance(node.names, cst.ImportStar):
        modules.import_star(m, module, level, node)
        return FALL
    for alias in node.names:
        name = dotted(alias.name)
        value = modules.import_from(m, module, level, name, alias)
        if alias.asname is not None:
            assign(m, alias.asname.name, value)
        else:
            m.scope.assign(m, name, value)
    return FALL


def dotted(node: Any) -> str:
    """`a.b.c` of nested Attribute nodes."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    parts.append(node.value)
    return ".".join(reversed(parts))


# -- compound statements ----------------------------------------------------------------------------------------


def _with(m: Machine, node: cst.With) -> Flow:
    entered: list[Value] = []
    for item in node.items:
        manager = m.eval(item.item)
        value = manager.enter(m, item)
        entered.append(manager)
        if item.asname is not None:
            assign(m, item.asname.name, value)
    flow = exec_block(m, node.body.body)
    for manager in reversed(entered):
        manager.leave(m, node)
    return flow


def _function(m: Machine, node: cst.FunctionDef) -> Flow:
    function = make_function(m, node)
    m.functions.append(function)
    value: Value = function
    for decorator in reversed(node.decorators):
        value = decorate(m, decorator.decorator, value)
    m.scope.assign(m, node.name.value, value)
    return FALL


def _class(m: Machine, node: cst.ClassDef) -> Flow:
    value: Value = classes.define(m, node)
    for decorator in reversed(node.decorators):
        value = decorate(m, decorator.decorator, value)
    m.scope.assign(m, node.name.value, value)
    return FALL


_WRAPS: Final = frozenset({"classmethod", "property", "staticmethod"})


def decorate(m: Machine, node: Any, decorated: Value) -> Value:
    """A decorator: the project's own are called, libraries answer, what is unknown is taken as transparent."""
    if isinstance(node, cst.Name) and node.value in _WRAPS and isinstance(decorated, Function):
        decorated.wraps = node.value
        return decorated
    if isinstance(node, cst.Attribute) and node.attr.value in ("setter", "deleter"):
        return m.scope.names.get(node.value.value, decorated) if isinstance(node.value, cst.Name) else decorated
    callee = m.eval(node.func if isinstance(node, cst.Call) else node)
    call = arguments(m, node.args, node) if isinstance(node, cst.Call) else Call(m, node, [], {})
    if isinstance(callee, LibRef):
        return m.library.decorate(m, callee.path, decorated, call)
    if isinstance(callee, (BoundMethod, Function)):
        if isinstance(node, cst.Call):
            callee = m.call(callee, call)
        result = m.call_values(callee, [decorated], node)
        return decorated if isinstance(result, (Unknown, Const)) else result
    return decorated


def _indented(m: Machine, node: Any) -> Flow:
    return exec_block(m, node.body)


Executor = Callable[["Machine", Any], Flow]
EXECUTORS: Final[dict[type, Executor]] = {
    cst.AnnAssign: _annotated,
    cst.Assert: _assert,
    cst.Assign: _assign,
    cst.AugAssign: _augmented,
    cst.Break: lambda m, node: Flow.BREAK,
    cst.ClassDef: _class,
    cst.Continue: lambda m, node: Flow.CONTINUE,
    cst.Del: _delete,
    cst.Expr: _expression,
    cst.For: lambda m, node: loops.exec_for(m, node),
    cst.FunctionDef: _function,
    cst.Global: _global,
    cst.If: lambda m, node: _if(m, node, (), 0)[0],
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.IndentedBlock: _indented,
    cst.Match: _match,
    cst.Nonlocal: _nonlocal,
    cst.Pass: _pass,
    cst.Raise: _raise,
    cst.Return: _return,
    cst.SimpleStatementSuite: lambda m, node: exec_block(m, [cst.SimpleStatementLine(node.body)]),
    cst.Try: _try,
    cst.TryStar: _try,
    cst.While: lambda m, node: loops.exec_while(m, node),
    cst.With: _with,
}
if hasattr(cst, "TypeAlias"):
    EXECUTORS[cst.TypeAlias] = _pass

__all__ = ["EXECUTORS", "ClassValue", "Flow", "TupleValue", "assign", "exec_block"]
