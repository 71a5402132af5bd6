"""Calling the project's own functions: arguments are bound, the body is executed, returns are joined."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import libcst as cst

from .callables import Function
from .containers import ListValue
from .dictionaries import DictValue
from .ranges import GeneratorValue, RangeValue
from .scope import Scope
from .store import choice
from .values import NONE, Condition, Const, Items, Node, Path, TupleValue, Unknown, Value

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine

MAX_DEPTH: Final = 24
MAX_SAME: Final = 2
"""How often one function may be on the stack (recursion)."""


class Parameter(NamedTuple):
    name: str
    default: Node
    """None when there is none."""


class Signature(NamedTuple):
    """Parameters of a definition; `plain` are those that positional arguments fill."""

    plain: tuple[Parameter, ...]
    keyword_only: tuple[Parameter, ...]
    star: str | None
    double_star: str | None


FINITE: Final = (DictValue, ListValue, RangeValue, TupleValue)
"""What a loop over it comes to an end with, unless the program makes items without end (`itertools.cycle`)."""


class Frame:
    """One active call."""

    __slots__ = ("base", "ends", "function", "loops", "node", "receiver", "returns", "times", "yields")

    def __init__(
        self, function: Function, base: dict[Condition, bool], node: Node, receiver: Value | None, loops: int
    ) -> None:
        self.function = function
        self.loops = loops
        self.base = base
        self.node = node
        self.receiver = receiver
        self.returns: list[tuple[Path, Value]] = []
        self.yields: list[Value] = []
        self.times: int | None = 0
        """How often it yields in all, as far as that is known."""
        self.ends = True
        """All that it yields in are loops over what comes to an end, however long that is."""

    def add_return(self, path: dict[Condition, bool], value: Value) -> None:
        """A `return` was met on this path."""
        since = tuple((cond, holds) for cond, holds in path.items() if cond not in self.base)
        self.returns.append((since, value))

    def add_yields(self, m: Machine, values: tuple[Value, ...], *, one: bool) -> None:
        """A `yield` was met: of one value, or `yield from`."""
        self.yields.extend(values)
        sure = one and all(condition in self.base for condition in m.path)
        around = m.loops[self.loops :]
        finite = "unending" not in m.state and all(isinstance(loop.source, FINITE) for loop in around)
        self.ends = self.ends and one and finite
        counts = [1 if loop.unrolled else loop.count for loop in around]
        if self.times is None or not sure or None in counts:
            self.times = None
        else:
            self.times += prod(count for count in counts if count is not None)


def signature(node: Any) -> Signature:
    """Parameters of a FunctionDef or Lambda."""
    params: cst.Parameters = node.params
    plain = tuple(Parameter(p.name.value, p.default) for p in (*params.posonly_params, *params.params))
    keyword_only = tuple(Parameter(p.name.value, p.default) for p in params.kwonly_params)
    star = params.star_arg.name.value if isinstance(params.star_arg, cst.Param) else None
    return Signature(plain, keyword_only, star, params.star_kwarg.name.value if params.star_kwarg else None)


def signature_of(m: Machine, node: Any) -> Signature:
    cache: dict[Any, Signature] = m.state.setdefault("signatures", {})
    found = cache.get(node)
    if found is None:
        found = cache[node] = signature(node)
    return found


def make_function(m: Machine, node: Any) -> Function:
    """The function that a definition or lambda evaluates to; defaults are evaluated now."""
    sig = signature_of(m, node)
    defaults = {p.name: m.eval(p.default) for p in (*sig.plain, *sig.keyword_only) if p.default is not None}
    return Function(node, m.scope, m.scope.unit, defaults, node)


def bind(m: Machine, function: Function, call: Call, receiver: Value | None) -> dict[str, Value]:
    """Parameter names to values."""
    sig = signature_of(m, function.node)
    args = call.args if receiver is None else [receiver, *call.args]
    bound: dict[str, Value] = {}
    for parameter, value in zip(sig.plain, args, strict=False):
        bound[parameter.name] = value
    extra: dict[str, Value] = {}
    known = {p.name for p in (*sig.plain, *sig.keyword_only)}
    for name, value in call.kwargs.items():
        if name in known:
            bound[name] = value
        else:
            extra[name] = value
    for parameter in (*sig.plain, *sig.keyword_only):
        if parameter.name not in bound:
            bound[parameter.name] = _missing(function, parameter, call)
    if sig.star is not None:
        more = Unknown("further arguments", call.node) if call.open else None
        bound[sig.star] = TupleValue(tuple(args[len(sig.plain) :]), call.node, rest=more)
    if sig.double_star is not None:
        bound[sig.double_star] = DictValue(
            extra, call.node, Unknown("further arguments", call.node) if call.open else None
        )
    return bound


def _missing(function: Function, parameter: Parameter, call: Call) -> Value:
    default = function.defaults.get(parameter.name)
    if default is not None and not call.open:
        entry = call.node is function.node or call.node is getattr(function.owner, "node", function.node)
        return _assumed(default) if entry else default
    reason = f"parameter `{parameter.name}` is not known"
    return Unknown(reason, function.node, (function, parameter.name, call.node))


def _assumed(default: Value) -> Value:
    """The default of a function that nobody in the file calls: those who do may give something else."""
    if type(default) is Const and isinstance(default.value, (int, float)) and not isinstance(default.value, bool):
        return Const(default.value, default.origin, default.loop, usual=True)
    return default


def call_function(m: Machine, function: Function, call: Call, receiver: Value | None = None) -> Value:
    """Execute a function of the project with these arguments."""
    if function.wraps == "staticmethod":
        receiver = None
    elif function.wraps == "classmethod" and receiver is not None and hasattr(receiver, "cls"):
        receiver = receiver.cls
    function.called = True
    if len(m.stack) >= MAX_DEPTH or sum(f.function.node is function.node for f in m.stack) >= MAX_SAME:
        return Unknown("calls nested too deeply", call.node)
    if not m.burn():
        return Unknown("out of fuel", call.node)
    scope = Scope("function", function.scope, function.unit)
    scope.names.update(bind(m, function, call, receiver))
    return run(m, function, scope, call.node, receiver)


def run(m: Machine, function: Function, scope: Scope, node: Node, receiver: Value | None) -> Value:
    """Execute a body in a prepared scope."""
    from .execute import exec_block

    outer_scope, outer_path = m.scope, m.path
    frame = Frame(function, m.path, node, receiver, len(m.loops))
    m.stack.append(frame)
    m.scope = scope
    try:
        if isinstance(function.node, cst.Lambda):
            return m.eval(function.node.body)
        exec_block(m, function.node.body.body)
    finally:
        m.stack.pop()
        m.scope, m.path = outer_scope, outer_path
    if frame.yields:
        first, rest = frame.yields[0], frame.yields[-1]
        endless = frame.times is None and not frame.ends
        return GeneratorValue(Items((first,), rest), node, frame.times, endless=endless)
    if not frame.returns:
        return NONE
    return choice(frame.returns, node)
