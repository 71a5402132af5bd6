"""Compiling and fitting: what is remembered of `compile`, `fit` and their kin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zerolint.interp.call import Call
from zerolint.interp.callables import BoundMethod, Function
from zerolint.interp.containers import ListValue
from zerolint.interp.context import Event
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance
from zerolint.interp.values import NONE, TRUE, Choice, Const, Node, TupleValue, Unknown, Value
from zerolint.knowledge import removed
from zerolint.libs import spellings
from zerolint.libs.arrays import Array
from zerolint.libs.pipes import Pipe
from zerolint.program.data import Shape

from . import subclass
from .configured import Made, by_name
from .feeding import as_pipe
from .models import Flags, ModelLike, ModelValue, flags_of, method, sequential_input, state_of
from .saving import saved
from .tensors import shape_value

COMPILE = ("optimizer", "loss", "metrics", "loss_weights", "weighted_metrics", "run_eagerly")
FIT = (
    "x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle",
    "class_weight", "sample_weight", "initial_epoch", "steps_per_epoch", "validation_steps",
)  # fmt: skip
FIT_GENERATOR = ("x", "steps_per_epoch", "epochs", "verbose", "callbacks", "validation_data", "validation_steps")
ABOUT_GRADIENTS = ("gradient", "gradients-dropped", "gradients-kept", "gradients-misapplied")
"""What a `train_step` of the project's own does that rules ask about."""
BESIDE = "beside-predictions"
"""Predictions and data in one batch, as the critic of a generator sees them."""
OLD_NAMES = {
    "nb_epoch": "epochs",
    "samples_per_epoch": "samples_per_epoch",
    "generator": "x",
    "nb_val_samples": "validation_steps",
}


class Compiled(Value):
    """What `compile` was called with, and which layers trained then (`flags`)."""

    __slots__ = ("args", "flags", "nodes")
    type_name = "what compile set"

    def __init__(self, args: dict[str, Value], nodes: dict[str, Node], origin: Node, flags: Flags) -> None:
        self.args = args
        self.nodes = nodes
        self.origin = origin
        self.flags = flags

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is Compiled and self.origin is other.origin and self.args == other.args)

    def __hash__(self) -> int:
        return id(self.origin)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return self.args.get(name) or Unknown(f"`{name}` was not set", node, (self, name))


class Training(NamedTuple):
    """One training call: the model, its state then, its arguments then."""

    model: ModelLike
    state: dict[str, Value]
    compiled: Value | None
    args: dict[str, Value]
    nodes: dict[str, Node]
    call: str
    node: Node
    optimizer: Value | None = None
    """The optimizer as it is then: `model.optimizer.learning_rate = …` may have changed it since compile."""
    own_loss: Value | None = None
    """The loss that the class's own `train_step` descends, of the predictions and targets as they are."""
    own_term: Value | None = None
    """How that loss is made of the predictions, where it isn't simply one of Keras."""


def bind(call: Call, names: tuple[str, ...]) -> tuple[dict[str, Value], dict[str, Node]]:
    """Arguments by today's name, and where each was written."""
    args: dict[str, Value] = {}
    nodes: dict[str, Node] = {}
    for position, (name, value) in enumerate(zip(names, call.args, strict=False)):
        args[name] = value
        nodes[name] = call.nodes.get(position, call.node)
    for name, value in call.kwargs.items():
        today = OLD_NAMES.get(name, name)
        spellings.keyword(call.m, name, call.nodes.get(name, call.node))
        args[today] = value
        nodes[today] = call.nodes.get(name, call.node)
    return args, nodes


@method("compile")
def _compile(call: Call, model: ModelLike) -> Value:
    args, nodes = bind(call, COMPILE)
    if call.open:
        args.setdefault("optimizer", Unknown("among unknown arguments", call.node))
        args.setdefault("loss", Unknown("among unknown arguments", call.node))
    for name in ("loss", "metrics"):
        for word in _words(call.m, args.get(name)):
            spellings.word(call.m, word, name, removed.LOSSES)
    if len(call.args) > 2 and 2 in call.nodes and any(_is_metric(one) for one in _words(call.m, call.args[2])):
        call.m.record("third-of-compile", {"place": call.nodes[2]}, call.node)
    place = _written(call, model)
    flags = flags_of(call.m, model)
    compiled = Compiled({k: freeze(call.m, v) for k, v in args.items()}, nodes, place, flags)
    if "optimizer" in args:
        optimizer = by_name(args["optimizer"], nodes.get("optimizer", call.node))
        loop = getattr(args["optimizer"], "loop", None)
        if loop is not None:
            call.m.candidate(optimizer, loop)
        model.fields.setdefault("optimizer", optimizer)
        call.m.store.put(model.fields, "optimizer", optimizer)
    call.m.store.put(model.fields, "compiled", compiled)
    call.m.state.setdefault("ever compiled", set()).add(id(model))  # also where that is undone: in an `except`
    _remember(Call(call.m, place, call.args, call.kwargs), model, "compile", {}, {})
    return NONE


def _is_metric(value: Value) -> bool:
    """A name, a metric object or a function, where `loss_weights` are numbers."""
    if isinstance(value, Const):
        return isinstance(value.value, str)
    own = isinstance(value, (BoundMethod, Function))
    return own or (isinstance(value, Made) and value.path.startswith("keras.metrics."))


def _words(m: Machine, value: Value | None) -> Iterator[Value]:
    """What stands in a list, a tuple or a dictionary of losses or metrics, or alone."""
    if isinstance(value, DictValue):
        for entry in value.contents(m).entries.values():
            yield from _words(m, entry)
    elif isinstance(value, (ListValue, TupleValue)):
        for item in m.iterate(value).items:
            yield from _words(m, item)
    elif value is not None:
        yield value


def _written(call: Call, model: ModelLike) -> Node:
    """Where the program compiles a model: outside of a `compile` of its own, which calls Keras's."""
    own = (f.node for f in call.m.stack if f.receiver is model and _name(f.function.node) == "compile")
    return next(own, call.node)


def _name(function: Node) -> str:
    return str(getattr(getattr(function, "name", None), "value", ""))


def freeze(m: Machine, value: Value) -> Value:
    """The value as it is now: later changes in place don't show."""
    if isinstance(value, Array):
        copy = Array(value.data(m), value.origin, value.container, None, value.trace)
        copy.fields.update(value.fields)
        copy.base = value
        return copy
    if isinstance(value, ListValue):
        items = m.iterate(value)
        return ListValue(tuple(freeze(m, v) for v in items.items), value.origin, items.rest)
    if isinstance(value, TupleValue):
        return TupleValue([freeze(m, v) for v in value.items], value.origin, value.names, value.rest)
    if isinstance(value, DictValue):
        now = value.contents(m)
        rest = freeze(m, now.rest) if now.rest is not None else None
        return DictValue({k: freeze(m, v) for k, v in now.entries.items()}, value.origin, rest)
    if isinstance(value, Pipe):
        return Pipe(freeze(m, value.element), value.stream, value.origin)
    return value


def _remember(
    call: Call,
    model: ModelLike,
    kind: str,
    args: dict[str, Value],
    nodes: dict[str, Node],
    own_loss: Value | None = None,
    own_term: Value | None = None,
) -> None:
    m = call.m
    frozen = {k: freeze(m, v) for k, v in args.items()}
    now = model.fields.get("optimizer")
    optimizer = m.each(now, as_it_is, call.node) if type(now) is Choice else as_it_is(now)
    state, compiled = state_of(m, model), model.fields.get("compiled")
    training = Training(model, state, compiled, frozen, nodes, kind, call.node, optimizer, own_loss, own_term)
    m.record("compile" if kind == "compile" else "training", training, call.node)


def _own_step(call: Call, model: ModelLike, args: dict[str, Value]) -> tuple[Value | None, Value | None]:
    """What `train_step` does with a batch: its loss, if that is one of the model's output and the targets; and how its
    loss is made of predictions, where that was read."""
    from .losing import LossResult

    m, own = call.m, model.cls.find("train_step") if isinstance(model, Instance) else None
    x, y = args.get("x"), args.get("y")
    given = x.element if isinstance(x, Pipe) else x if y is None else TupleValue([x or NONE, y], call.node)
    if own is None or not isinstance(own[1], Function) or given is None:
        return None, None
    events, notes = len(m.events), len(m.notes)
    m.call_values(BoundMethod(own[1], model, call.node), [given], call.node)
    done = m.events[events:]
    steps = [event.payload for event in done if event.kind == "step"]
    made = _beside(done)
    m.events[events:] = [event for event in done if _stays(event, model) or _makes(event, made)]
    del m.notes[notes:]
    if len(steps) != 1:
        return None, None
    found, _, _, term = steps[0]
    pair = given.items if isinstance(given, TupleValue) and len(given.items) == 2 else ()
    traces = [trace for trace in found.traces if trace.prediction.model is model]
    if type(found) is not LossResult or len(traces) != 1 or len(found.traces) != 1:
        return None, term if traces else None
    if traces[0].steps or not pair or not isinstance(found.y, Array) or found.y.base is not pair[1]:
        return None, term
    return found, term


def _stays(event: Event, model: ModelLike) -> bool:
    """What goes wrong with gradients, and the steps of the models inside: this one's own step belongs to its fit."""
    if event.kind != "step":
        return event.kind in ABOUT_GRADIENTS
    traces = event.payload[0].traces
    return bool(traces) and all(trace.prediction.model is not model for trace in traces)


def _beside(events: list[Event]) -> list[Node]:
    """Where models inside make what is put into one batch with the data."""
    parts = [data for event in events if event.kind == BESIDE for data in event.payload["parts"]]
    return [data.source.site for data in parts if data.source is not None and data.source.name == "prediction"]


def _makes(event: Event, made: list[Node]) -> bool:
    if event.kind == BESIDE:
        return True
    return event.kind == "prediction" and any(event.payload.node is node for node in made)


def as_it_is(optimizer: Value | None) -> Value:
    return optimizer.copied() if isinstance(optimizer, Made) else NONE


def train(call: Call, model: ModelLike, kind: str, args: dict[str, Value], nodes: dict[str, Node]) -> None:
    """A training call: the model is built by it, and remembered as fitted."""
    for name in ("x", "validation_data"):
        if name in args:
            args[name] = as_pipe(call.m, args[name])
    build_from_data(call.m, model, args.get("x"))
    if call.m.attempted or id(model) in call.m.state.get("ever compiled", ()):
        call.m.store.put(model.fields, "@attempted", TRUE)
    _remember(call, model, kind, args, nodes, *_own_step(call, model, args))
    for callback in call.m.iterate(args["callbacks"]).items if "callbacks" in args else ():
        if isinstance(callback, Made) and callback.leaf == "ModelCheckpoint":
            whole = call.m.plain(callback.fields.get("save_weights_only"), False) is False
            saved(call.m, model, callback.fields.get("filepath"), "saved" if whole else "saved weights")
    call.m.store.put(model.fields, "@fitted", Const(True, call.node))


@method("fit")
def _fit(call: Call, model: ModelLike) -> Value:
    args, nodes = bind(call, FIT)
    if call.open:
        for name in ("epochs", "validation_split"):
            args.setdefault(name, Unknown("among unknown arguments", call.node))
    _lonely_number(call)
    train(call, model, "fit", args, nodes)
    return History(model, call.node)


def _lonely_number(call: Call) -> None:
    """`fit(x, y, 100)`, with epochs nowhere and no loop around it."""
    if len(call.args) == 3 and "epochs" not in call.kwargs and "nb_epoch" not in call.kwargs and not call.open:
        number = call.m.plain(call.args[2])
        if isinstance(number, int) and 2 in call.nodes and not call.m.loops:
            call.m.record("lonely-number", {"number": number, "place": call.nodes[2]}, call.node)


@method("fit_generator")
def _fit_generator(call: Call, model: ModelLike) -> Value:
    args, nodes = bind(call, FIT_GENERATOR)
    train(call, model, "fit_generator", args, nodes)
    return History(model, call.node)


@method("train_on_batch")
def _train_on_batch(call: Call, model: ModelLike) -> Value:
    args, nodes = bind(call, ("x", "y", "sample_weight", "class_weight"))
    train(call, model, "train_on_batch", args, nodes)
    return Unknown("the loss of a batch", call.node)


@method("add_loss")
def _add_loss(call: Call, model: ModelLike) -> Value:
    return subclass.added_loss(call.m, call)


def build_from_data(m: Machine, model: ModelLike, x: Value | None) -> None:
    """A model without a stated input shape takes that of the data it is fitted on."""
    shape = data_shape(m, x)
    if isinstance(model, ModelValue):
        if model.kind == "sequential" and shape is not None and sequential_input(m, model) is None:
            m.store.put(model.fields, "@input_shape", shape_value(shape, model.origin))
    else:
        subclass.draw(m, model, shape, _count(m, x))


def _count(m: Machine, x: Value | None) -> int:
    if isinstance(x, (ListValue, TupleValue)):
        items = m.iterate(x).items
        return len(items) if items and all(isinstance(i, Array) for i in items) else 1
    return 1


def data_shape(m: Machine, x: Value | None) -> Shape | None:
    """The shape (batch axis None) of what is fed."""
    if isinstance(x, Pipe):
        element = x.element
        first = m.iterate(element).items[0] if isinstance(element, TupleValue) and element.items else element
        if isinstance(first, Array):
            known = first.data(m).shape
            return (None, *known[1:]) if known and x.stream.batched else None
        return None
    if isinstance(x, Array):
        known = x.data(m).shape
        return (None, *known[1:]) if known else None
    return None


class History(Value):
    """What `fit` returns."""

    __slots__ = ("model",)
    type_name = "a training history"

    def __init__(self, model: Value, origin: Node) -> None:
        self.model = model
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("history", "epoch"):
            m.record("used", (self.model, "history"), node)
            return HistoryDict(self.model, node)
        if name == "model":
            return self.model
        return Unknown(f"`.{name}` of a training history", node)


class HistoryDict(DictValue):
    """`history.history`: its keys are remembered as read."""

    __slots__ = ("model",)

    def __init__(self, model: Value, origin: Node) -> None:
        super().__init__({}, origin, Unknown("figures of the training", origin))
        self.model = model

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        m.record("history key", (self.model, m.plain(index)), node)
        return Unknown("figures of the training", node)
