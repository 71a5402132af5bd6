"""KerasTuner: a search builds the project's model with hyperparameters that nobody knows, and fits it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance, Mutable
from zerolint.interp.values import NONE, Choice, Const, Node, Unknown, Value
from zerolint.libs.registry import function

ROOTS: Final = ("keras_tuner", "keras_tuner.tuners", "kerastuner", "kerastuner.tuners")
TUNERS: Final = ("BayesianOptimization", "GridSearch", "Hyperband", "RandomSearch")
CHOSEN: Final = frozenset({"Boolean", "Choice", "Float", "Int", "get"})
RECOMPILED: Final = frozenset({"loss", "metrics", "optimizer"})
"""What a tuner may be given to compile the model with instead."""


class HyperParameters(Value):
    """`hp`: what it gives is chosen by the tuner; under one name always the same."""

    __slots__ = ()
    type_name = "hyperparameters"

    def __init__(self, origin: Node) -> None:
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in CHOSEN:
            return Native(f"hp.{name}", _chosen, node)
        if name == "Fixed":
            return Native("hp.Fixed", lambda m, call: call.get("value", 1) or call.unknown("nothing fixed"), node)
        if name == "values":
            return DictValue({}, node, Unknown("a hyperparameter", node))
        return Unknown(f"`.{name}` of hyperparameters", node, (self, name))


def _chosen(m: Machine, call: Call) -> Value:
    name = call.const("name", 0)
    return Unknown("a hyperparameter that the tuner chooses", call.node, ("hp", name or call.node))


class HyperModel(Value):
    """`tuner.hypermodel`, made of a function that builds a model."""

    __slots__ = ("function",)
    type_name = "a hypermodel"

    def __init__(self, function: Value, origin: Node) -> None:
        self.function = function
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return self.function if name == "build" else Unknown(f"`.{name}` of a hypermodel", node, (self, name))


class Tuner(Mutable):
    """`RandomSearch(build_model, objective="val_loss")`. `fields`: the hypermodel, then the model that was fitted."""

    __slots__ = ("kind", "recompiles")
    type_name = "a tuner"

    def __init__(self, kind: str, hypermodel: Value, origin: Node, *, recompiles: bool) -> None:
        super().__init__(origin)
        self.kind = kind
        self.recompiles = recompiles
        self.fields["hypermodel"] = hypermodel

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = METHODS.get(name)
        if handler is not None:
            return Native(f"tuner.{name}", lambda m, call: handler(call, self), node)
        if name == "hypermodel":
            return self.fields["hypermodel"]
        return Unknown(f"`.{name}` of a tuner", node, (self, name))

    def havoc(self, m: Machine, reason: str) -> None:
        """Code that is given a tuner may have searched with it, no more."""


@function(*(f"{root}.{name}" for root in ROOTS for name in TUNERS))
def tuner(call: Call) -> Value:
    """A tuner."""
    func: Any = getattr(call.node, "func", None)
    kind = str(getattr(getattr(func, "attr", func), "value", ""))
    given = call.first("hypermodel", position=0) or NONE
    model = given if isinstance(given, (Choice, Instance, Unknown, Const)) else HyperModel(given, call.node)
    made = Tuner(kind, model, call.node, recompiles=call.open or not RECOMPILED.isdisjoint(call.kwargs))
    if not made.recompiles:  # a tuner builds one model at once, to see which hyperparameters there are
        made.fields["first"] = _built(call, made)
    return made


def _built(call: Call, made: Tuner) -> Value:
    build = call.m.attribute(made.fields["hypermodel"], "build", call.node)
    return call.m.call_values(build, [HyperParameters(call.node)], call.node)


@function(
    "keras_tuner.HyperParameters",
    "keras_tuner.engine.hyperparameters.HyperParameters",
    "kerastuner.HyperParameters",
    "kerastuner.engine.hyperparameters.HyperParameters",
)
def hyperparameters(call: Call) -> Value:
    """`HyperParameters()`."""
    return HyperParameters(call.node)


def _search(call: Call, made: Tuner) -> Value:
    """Each trial builds a model anew and fits it."""
    m, hypermodel = call.m, made.fields["hypermodel"]
    if made.recompiles:
        return NONE
    hp = HyperParameters(call.node)
    model = made.fields.get("first") or _built(call, made)
    m.store.drop(made.fields, "first")
    if isinstance(model, Unknown):
        return NONE
    m.store.put(made.fields, "model", model)
    kwargs = dict(call.kwargs)
    if made.kind == "Hyperband" or "epochs" in kwargs:  # those of a trial: the model that is chosen is trained further
        kwargs["epochs"] = Unknown("the epochs of one trial", call.node)
    if isinstance(hypermodel, Instance) and hypermodel.cls.find("fit") is not None:
        m.call(m.attribute(hypermodel, "fit", call.node), Call(m, call.node, [hp, model, *call.args], kwargs))
    else:
        inner = Call(m, call.node, call.args, kwargs, call.nodes, open_=call.open)
        m.call(m.attribute(model, "fit", call.node), inner)
    return NONE


def _best_models(call: Call, made: Tuner) -> Value:
    return ListValue((), call.node, made.fields.get("model") or call.unknown("a model that a tuner found"))


METHODS: Final[dict[str, Callable[[Call, Tuner], Value]]] = {
    "get_best_hyperparameters": lambda call, made: ListValue((), call.node, HyperParameters(call.node)),
    "get_best_models": _best_models,
    "reload": lambda call, made: NONE,
    "results_summary": lambda call, made: NONE,
    "save": lambda call, made: NONE,
    "search": _search,
    "search_space_summary": lambda call, made: NONE,
}
