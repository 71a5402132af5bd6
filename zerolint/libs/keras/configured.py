"""Objects that Keras makes from arguments: losses, optimizers, metrics, callbacks, schedules, initializers …"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef, Native
from zerolint.interp.context import LoopContext
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable
from zerolint.interp.values import NONE, Const, Node, Unknown, Value
from zerolint.knowledge import activations, callbacks, losses, metrics, optimizers, removed, schedules
from zerolint.libs import spellings
from zerolint.libs.registry import function, prefix


class Made(Mutable):
    """An object by the canonical path of its class and its arguments under today's names.

    `fields` holds the arguments (assignable: `optimizer.learning_rate = …`); `nodes` where each was written; `loops`
    are the loops that the program made an optimizer in. A copy has the same `identity`.
    """

    __slots__ = ("identity", "leaf", "loops", "nodes", "open", "path")

    def __init__(self, path: str, args: dict[str, Value], nodes: dict[str, Node], origin: Node, *, open_: bool) -> None:
        super().__init__(origin)
        self.path = path
        self.leaf = path.rpartition(".")[2]
        self.fields.update(args)
        self.nodes = nodes
        self.open = open_
        self.identity = object()
        self.loops: tuple[LoopContext, ...] | None = None

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return f"a {self.leaf}"

    def __repr__(self) -> str:
        return f"{self.leaf}({self.fields!r})"

    def truth(self, m: Machine) -> bool | None:
        return True

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in removed.OPTIMIZER_ATTRIBUTES and self.optimizer:
            spellings.attribute(m, "optimizer", name, removed.OPTIMIZER_ATTRIBUTES[name], node)
        name = {"lr": "learning_rate"}.get(name, name)
        found = self.fields.get(name)
        if found is not None:
            return found
        handler = METHODS.get(name)
        if handler is not None:

            def bound(m: Machine, call: Call) -> Value:
                call.receiver = self
                return handler(call, self)  # type: ignore[no-any-return]  # a value

            return Native(name, bound, node)
        if name in _COUNTING and self.path.startswith("keras.metrics."):
            m.record("metric", (self, _COUNTING[name]), node)
        if name in _SILENT:
            return Native(name, lambda m, call: NONE, node)
        return Unknown(f"`.{name}` of {self.type_name} is not modelled", node, (self, name))

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        if name == "lr":  # Keras 3 takes it and goes on as before
            if self.optimizer and m.assigned_at is not None:
                part = m.assigned_at.value
                spellings.removed(m, "ignored attribute", name, m.assigned_at, "learning_rate", of=part)
            name, value = "learning_rate", Unknown("`lr` is set, which Keras 3 ignores", value.origin)
        self.fields.setdefault(name, NONE)  # what it is where this doesn't happen
        m.store.put(self.fields, name, value)
        self.nodes = {**self.nodes, name: value.origin if value.origin is not None else self.origin}

    @property
    def optimizer(self) -> bool:
        """One of Keras's own."""
        return self.path.startswith(_KERAS) and optimizers.of(self.path) is not None

    def copied(self) -> Made:
        """Itself as it is now: later changes don't show."""
        copy = Made(self.path, dict(self.fields), dict(self.nodes), self.origin, open_=self.open)
        copy.identity, copy.loops = self.identity, self.loops
        return copy

    def call(self, m: Machine, call: Call) -> Value:
        handler = METHODS.get("__call__")
        call.receiver = self
        return handler(call, self) if handler is not None else call.unknown(f"calling {self.type_name}")


F = TypeVar("F")
METHODS: dict[str, Any] = {}
"""Methods of made objects: `handler(call, made)`."""
_COUNTING = {"reset_state": "reset", "reset_states": "reset", "result": "read", "update_state": "updated"}
"""What is done with a metric that gathers values."""
_SILENT = frozenset({"reset_states", "reset_state", "update_state", "build", "set_model", "assign"})


def made_method(*names: str) -> Callable[[F], F]:
    """Register a method of made objects."""

    def register(handler: F) -> F:
        for name in names:
            METHODS[name] = handler
        return handler

    return register


def make(path: str, call: Call, positional: tuple[str, ...], rename: Any = None) -> Made:
    """An object from a constructor call."""
    args: dict[str, Value] = {}
    nodes: dict[str, Node] = {}
    for position, (name, value) in enumerate(zip(positional, call.args, strict=False)):
        args[name] = value
        nodes[name] = call.nodes.get(position, call.node)
    for name, value in call.kwargs.items():
        today = rename(name) if rename is not None else name
        args[today] = value
        nodes[today] = call.nodes.get(name, call.node)
        if today != name:
            nodes[name] = nodes[today]
    return Made(path, args, nodes, call.node, open_=call.open)


@prefix("keras.optimizers", "tensorflow.train", "tensorflow.optimizers", "tensorflow_addons.optimizers")
def optimizer(path: str, call: Call) -> Value:
    """`Adam(…)`, a schedule, or `optimizers.get(…)`."""
    if schedules.of(path) is not None:
        return make(path, call, schedules.positional(path))
    if optimizers.of(path) is None:
        return call.unknown(f"`{path}` is not modelled")
    if path.startswith(_KERAS):
        _old_arguments(call, path)
    made = make(path, call, optimizers.positional(path), optimizers.parameter)
    made.loops = call.m.loops
    call.m.record("optimizer", made, call.node)
    return made


_KERAS = "keras.optimizers."


def _old_arguments(call: Call, path: str) -> None:
    """`Adam(lr=0.1)` is refused by Keras 3, `Adam(decay=0.1)` ignored (a decay of 0 never did anything)."""
    for name in call.kwargs:
        refused = name in optimizers.REJECTED
        if refused or (name in optimizers.IGNORED and call.m.plain(call.kwargs[name], 1)):
            today = optimizers.parameter(name) if refused else None
            what = "refused argument" if refused else "ignored argument"
            spellings.removed(call.m, what, name, call.nodes.get(name, call.node), today, owner=path.rpartition(".")[2])


def by_name(value: Value, node: Node) -> Value:
    """The optimizer that a string names, as the object which Keras makes of it; other values as they are."""
    row = optimizers.of(value.value) if isinstance(value, Const) and isinstance(value.value, str) else None
    return value if row is None else Made(f"keras.optimizers.{row.name}", {}, {}, node, open_=False)


@function("keras.losses.get", "keras.metrics.get")
def got(call: Call) -> Value:
    """`losses.get("mse")`: the function of that name; others are as good as the argument."""
    given = call.first("identifier", position=0)
    if given is None:
        return call.unknown("get() of nothing")
    name = given.value if isinstance(given, Const) else None
    row = losses.of(name) if isinstance(name, str) and name.islower() else None
    return given if row is None else LibRef(f"keras.losses.{row.name}", call.node)


@function("keras.optimizers.get", "keras.optimizers.deserialize")
def got_optimizer(call: Call) -> Value:
    """`optimizers.get("adam")`, and `optimizers.get({"class_name": "Adam", "config": {"learning_rate": 0.1}})`."""
    given = call.first("identifier", "config", position=0)
    if given is None:
        return call.unknown("get() of nothing")
    if not isinstance(given, DictValue):
        return by_name(given, call.node)
    entries = given.contents(call.m)
    named, config = entries.entries.get("class_name"), entries.entries.get("config")
    made = by_name(named, call.node) if named is not None else None
    if not isinstance(made, Made) or not isinstance(config, DictValue):
        return call.unknown("an optimizer from a dictionary")
    given = config.contents(call.m)
    arguments = {key: value for key, value in given.entries.items() if isinstance(key, str)}
    written: dict[int | str, Node] = {key: value.origin for key, value in arguments.items() if value.origin is not None}
    inner = Call(call.m, call.node, [], arguments, written, open_=given.rest is not None)
    made = make(made.path, inner, (), optimizers.parameter)
    made.loops = call.m.loops
    return made


@function("keras.activations.get")
def activation(call: Call) -> Value:
    """`activations.get("relu")`: the function of that name; a function itself."""
    given = call.first("identifier", position=0)
    if not isinstance(given, Const):
        return given if given is not None else call.unknown("get() of nothing")
    known = activations.of(given.value or "linear") if given.value is None or isinstance(given.value, str) else None
    if known is None:
        return call.unknown("an activation that is not known")
    return LibRef(f"keras.activations.{known.name}", call.node)


@prefix("keras.callbacks")
def callback(path: str, call: Call) -> Value:
    """A callback."""
    spellings.keywords(call, path.rpartition(".")[2])
    return make(path, call, callbacks.positional(path.rpartition(".")[2]))


@prefix("keras.metrics", "tensorflow_addons.metrics", "tensorflow.keras.metrics")
def metric(path: str, call: Call) -> Value:
    """A metric object; called with values a metric function."""
    leaf = path.rpartition(".")[2]
    if leaf[:1].islower():
        from .losing import loss_call

        return loss_call(path, call)
    made = make(path, call, metrics.positional(path) or ("name",))
    call.m.record("metric", (made, "made"), call.node)
    return made


@prefix("keras.regularizers", "keras.initializers", "keras.constraints")
def regularizer(path: str, call: Call) -> Value:
    """A regularizer, an initializer, a constraint."""
    spellings.keywords(call, path)
    return make(path, call, POSITIONAL.get(path.rpartition(".")[2], ()))


POSITIONAL: dict[str, tuple[str, ...]] = {
    "Constant": ("value",),
    "L1": ("l1",),
    "L1L2": ("l1", "l2"),
    "L2": ("l2",),
    "RandomNormal": ("mean", "stddev", "seed"),
    "RandomUniform": ("minval", "maxval", "seed"),
    "TruncatedNormal": ("mean", "stddev", "seed"),
    "VarianceScaling": ("scale", "mode", "distribution"),
    "constant": ("value",),
    "l1": ("l1",),
    "l1_l2": ("l1", "l2"),
    "l2": ("l2",),
}


@prefix("keras.losses", "tensorflow_addons.losses")
def loss(path: str, call: Call) -> Value:
    """A loss object (class), or the value of a loss function."""
    if losses.is_class(path):
        return make(path, call, losses.parameters(path))
    from .losing import loss_call

    return loss_call(path, call)
