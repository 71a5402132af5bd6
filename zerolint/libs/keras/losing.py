"""Loss functions called by the program itself: their values know loss, targets and prediction."""

from __future__ import annotations

from typing import Any

from zerolint.interp.call import Call
from zerolint.interp.callables import BoundMethod, Function, Native
from zerolint.interp.containers import ListValue
from zerolint.interp.execute import exec_block
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance
from zerolint.interp.values import NONE, Const, Node, TupleValue, Unknown, Value
from zerolint.knowledge import losses
from zerolint.libs.arrays import Array, Trace
from zerolint.libs.mentions import mentioned
from zerolint.libs.registry import function
from zerolint.libs.shapes import wanted_shape
from zerolint.libs.terms import Term, following, given_terms
from zerolint.program.data import Data

from . import watching
from .configured import Made, made_method, make
from .tensors import apply, symbolic
from .training import as_it_is, freeze


class LossResult(Value):
    """A loss that was worked out by hand. `how`: the Made loss; `traces`: the predictions it was worked out on.

    Not `alone` where something was added to it that isn't known.
    """

    __slots__ = ("alone", "how", "traces", "y")
    type_name = "a loss"

    def __init__(self, how: Value, traces: tuple[Trace, ...], y: Value | None, origin: Node) -> None:
        self.how = how
        self.traces = traces
        self.y = y
        self.origin = origin
        self.alone = True

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if isinstance(other, LossResult):
            return watching.judged(m, LossSum((self, other), node), node)
        if op in ("+", "-") and not isinstance(other, (Array, Const)):
            return watching.judged(m, self.beside_others(), node)
        return self

    def beside_others(self) -> LossResult:
        """The same with something added that isn't known."""
        made = LossResult(self.how, self.traces, self.y, self.origin)
        made.alone = False
        return made

    def unary(self, m: Machine, op: str, node: Node) -> Value:
        return self

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("numpy", "mean", "sum", "item"):
            return Native(name, lambda m, call: self, node)
        return Unknown(f"`.{name}` of a loss", node)

    def absorb(self, m: Machine, path: str, call: Call) -> Value:
        """`tf.reduce_mean(loss)` is still that loss."""
        return self

    def converted(self, m: Machine, kind: str, call: Call) -> Value:
        return Unknown("the value of a loss", call.node)


class LossSum(LossResult):
    """Several losses added."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[LossResult, ...], origin: Node) -> None:
        first = parts[0]
        super().__init__(first.how, first.traces, first.y, origin)
        self.parts = parts
        self.alone = all(part.alone for part in parts)

    def beside_others(self) -> LossResult:
        made = LossSum(self.parts, self.origin)
        made.alone = False
        return made


def _operands(call: Call, names: tuple[str, ...]) -> dict[str, Value]:
    return call.bind(*names)


def loss_call(path: str, call: Call) -> Value:
    """`binary_crossentropy(y, p)` as a function."""
    names = losses.parameters(path) or ("y_true", "y_pred")
    row = losses.CALLS.get(path)
    args = _operands(call, names)
    true = args.pop(row.y_true if row else "y_true", None)
    pred = args.pop(row.y_pred if row else "y_pred", None)
    made = make(path, Call(call.m, call.node, [], {}), ())
    made.fields.update(args)
    made.nodes.update({k: call.nodes.get(k, call.node) for k in args})
    keys = (row.y_true, row.y_pred) if row else ("y_true", "y_pred")
    nodes = [call.at(key, names.index(key) if key in names else None) for key in keys]
    return result_of(call.m, made, true, pred, call, (nodes[0], nodes[1]))


def result_of(
    m: Machine, how: Made, true: Value | None, pred: Value | None, call: Call, nodes: tuple[Node, Node]
) -> Value:
    """The value of a loss on these; `nodes`: where they are written."""
    if given_terms(call) and true is not None and pred is not None:
        row = losses.of(how.path)
        return Term("loss", (true, pred), call.node, nodes, {"how": how}, row.name if row is not None else "")
    if symbolic(m, true) or symbolic(m, pred):
        return apply(m, "loss", "loss", [v for v in (true, pred) if v is not None], {"how": how}, call.node)
    traces = tuple(v.trace for v in (pred, true) if isinstance(v, Array) and v.trace is not None)
    if not traces:
        return Unknown("the value of a loss", call.node)
    y = true if not (isinstance(true, Array) and true.trace is not None) else None
    return watching.judged(m, LossResult(how, traces, freeze(m, y) if y is not None else None, call.node), call.node)


@made_method("__call__", "call")
def _called(call: Call, made: Made) -> Value:
    """A loss object called, or an initializer; other objects (metrics, schedules) give something unknown."""
    if made.path.startswith("keras.initializers."):
        shape = wanted_shape(call.m, call.first("shape", position=0))
        return Array(Data(shape, "float32", why="initial weights"), call.node, "tensor")
    if made.path.startswith("keras.metrics."):
        call.m.record("metric", (made, "updated"), call.node)
    if losses.of(made.path) is None:
        return call.unknown(f"the value of {made.type_name}")
    true = call.first("y_true", position=0)
    pred = call.first("y_pred", position=1)
    return result_of(call.m, made, true, pred, call, (call.at("y_true", 0), call.at("y_pred", 1)))


def _nn(*paths: str) -> Any:
    return function(*paths)


@function(*losses.CALLS)
def _tf_loss(call: Call) -> Value:
    return loss_call(_path_of(call), call)


def _path_of(call: Call) -> str:
    """The canonical path of a call by its last name."""
    func = getattr(call.node, "func", None)
    leaf = getattr(getattr(func, "attr", func), "value", "")
    return next((path for path in losses.CALLS if path.endswith(f".{leaf}")), "custom")


def read_loss(m: Machine, own: Value, node: Node) -> Value:
    """What a loss of the project's own (a function, an object with `call`) makes of targets and predictions."""
    true, pred = Term("y_true", (), node), Term("y_pred", (), node)
    called = own if isinstance(own, (BoundMethod, Function)) else _called_by_keras(own, node)
    with following(m):
        return m.call_values(called, [true, pred], node)


def _called_by_keras(own: Value, node: Node) -> Value:
    """The method that does the work of a loss object of the project's own."""
    for name in ("call", "__call__"):
        found = own.cls.find(name) if isinstance(own, Instance) else None
        if found is not None and isinstance(found[1], Function):
            return BoundMethod(found[1], own, node)
    return Unknown("a loss that has no `call`", node)


# -- gradient tapes ---------------------------------------------------------------------------------------------


class Tape(Value):
    """`tf.GradientTape()`; `block` is the statement that it watched, `watch` what it saw there."""

    __slots__ = ("block", "watch")
    type_name = "a gradient tape"

    def __init__(self, origin: Node) -> None:
        self.origin = origin
        self.block: Node = None
        self.watch = watching.Watch(origin)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("gradient", "jacobian"):
            return Native(name, lambda m, call: _gradient(call, self), node)
        self.watch.told(name)
        return Native(name, lambda m, call: NONE, node)

    def enter(self, m: Machine, node: Node) -> Value:
        self.watch.begin(m)
        return self

    def leave(self, m: Machine, node: Node) -> None:
        self.block = node
        self.watch.end(m)


@function("tensorflow.GradientTape")
def _tape(call: Call) -> Value:
    made = Tape(call.node)
    if call.args or "watch_accessed_variables" in call.kwargs:
        made.watch.told("watch_accessed_variables")
    return made


class Gradients(Value):
    """Gradients of a loss with respect to something; `term`: how the loss is made of predictions, where it was read."""

    __slots__ = ("loss", "sources", "term")
    type_name = "gradients"

    def __init__(self, loss: Value, sources: Value | None, origin: Node, term: Value | None = None) -> None:
        self.loss = loss
        self.sources = sources
        self.origin = origin
        self.term = term

    def iterate(self, m: Machine) -> Any:
        from zerolint.interp.values import Items

        return Items((), Gradients(self.loss, self.sources, self.origin, self.term))

    def absorb(self, m: Machine, path: str, call: Call) -> Value:
        """Clipped or scaled gradients are still those of that loss."""
        if path.endswith("clip_by_global_norm"):
            return TupleValue((self, Unknown("a norm", call.node)), call.node)
        return self

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        return self

    def dropped(self, m: Machine, node: Node) -> None:
        m.record("gradients-dropped", {"of": self.origin}, node)

    def kept(self, m: Machine, name: str) -> None:
        m.record("gradients-kept", {"of": self.origin, "name": name, "read": mentioned(m, name)}, self.origin)


def _gradient(call: Call, tape: Tape) -> Value:
    loss, sources = call.first("target", position=0), call.first("sources", position=1)
    if watching.differentiated(call, tape.watch, loss, sources) and isinstance(loss, LossResult):
        loss = LossResult(Unknown("a loss of other numbers", call.node), loss.traces, None, loss.origin)
    unread = tape.block is not None and not _plain(loss) and not call.m.state.get("judging")
    term = _read_block(call, tape) if unread else None
    return Gradients(loss if loss is not None else NONE, sources, call.node, term)


def _plain(loss: Value | None) -> bool:
    """A single loss of Keras, on targets and predictions in their order."""
    return type(loss) is LossResult and loss.y is not None


def _read_block(call: Call, tape: Tape) -> Value:
    """What the watched block makes of the predictions of models."""
    m = call.m
    returns = m.stack[-1].returns if m.stack else []
    before = len(returns)
    with following(m, judging=True):
        exec_block(m, tape.block.body.body)
        term = m.eval(call.at("target", 0))
    del returns[before:]
    return term


@made_method("apply_gradients")
def _apply_gradients(call: Call, made: Made) -> Value:
    pairs = call.args[0] if call.args else call.kwargs.get("grads_and_vars", NONE)
    gradients = _find_gradients(call.m, pairs)
    if gradients is not None:
        watching.applied(call, gradients.origin, gradients.sources, pairs)
    _step(call, made, gradients)
    return NONE


@made_method("minimize")
def _minimize(call: Call, made: Made) -> Value:
    loss = call.args[0] if call.args else call.kwargs.get("loss", NONE)
    value = loss if isinstance(loss, (LossResult, Array)) else call.m.call_values(loss, [], call.node)
    _step(call, made, Gradients(value, None, call.node))
    return NONE


@made_method("get_scaled_loss", "get_unscaled_gradients", "scale_loss")
def _scaled(call: Call, made: Made) -> Value:
    return call.args[0] if call.args else NONE


def _find_gradients(m: Machine, value: Value, depth: int = 0) -> Gradients | None:
    if isinstance(value, Gradients):
        return value
    if depth < 3 and isinstance(value, (TupleValue, ListValue)):
        items = m.iterate(value)
        for item in (*items.items[:1], *([items.rest] if items.rest is not None else [])):
            found = _find_gradients(m, item, depth + 1)
            if found is not None:
                return found
    elif depth < 3 and not isinstance(value, (Const, Unknown, Instance)):
        rest = m.iterate(value).rest
        return _find_gradients(m, rest, depth + 1) if rest is not None else None
    return None


def _step(call: Call, optimizer: Value, gradients: Gradients | None) -> None:
    """One optimizer step of a hand-written loop."""
    if gradients is None:
        return
    loss = gradients.loss
    if isinstance(loss, Array) and loss.trace is not None:
        loss = LossResult(Unknown("a loss written by hand", call.node), (loss.trace,), None, loss.origin)
    if isinstance(loss, LossResult):
        call.m.record("step", (loss, as_it_is(optimizer), gradients.sources, gradients.term), call.node)
