"""Keras models as scikit-learn estimators: SciKeras, Keras 2's `wrappers.scikit_learn`, Keras 3's `SKLearnClassifier`.

All of them build the model when they are fitted: from a function and the parameters that are meant for it.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance, Mutable
from zerolint.interp.values import NONE, Const, Node, Unknown, Value
from zerolint.knowledge.calls import positional
from zerolint.libs.arrays import Array
from zerolint.libs.registry import Base, base, function
from zerolint.program.data import Data, Kind

from .building import build_model
from .fitting import encoded, fit_arguments, is_classifier
from .predicting import predict
from .training import HistoryDict, train

PATHS: Final = (
    "keras.wrappers.SKLearnClassifier",
    "keras.wrappers.SKLearnRegressor",
    "keras.wrappers.scikit_learn.KerasClassifier",
    "keras.wrappers.scikit_learn.KerasRegressor",
    "scikeras.wrappers.BaseWrapper",
    "scikeras.wrappers.KerasClassifier",
    "scikeras.wrappers.KerasRegressor",
)
PLAIN_NAMES: Final = {"build_fn": "model", "nb_epoch": "epochs"}


class Wrapped(Mutable):
    """An estimator around a Keras model. `fields` are its parameters, then `model_` once it is fitted.

    `nodes`: where each parameter was written; `owner`: the instance, where a class of the project derives from it.
    """

    __slots__ = ("nodes", "owner", "path")
    type_name = "a Keras estimator"
    takes_parameters = True
    """Searches over candidates set theirs."""

    def __init__(self, path: str, origin: Node, owner: Instance | None = None) -> None:
        super().__init__(origin)
        self.path = path
        self.owner = owner
        self.nodes: dict[str, Node] = {}

    def __repr__(self) -> str:
        return f"Wrapped({self.path.rpartition('.')[2]})"

    @property
    def name(self) -> str:
        """Its name as a step of `make_pipeline`."""
        return self.path.rpartition(".")[2]

    def take(self, m: Machine, call: Call) -> None:
        """Set the parameters that a constructor call gives."""
        names = positional("KerasClassifier") if "SKLearn" not in self.path else ("model", "warm_start", "model_kwargs")
        given = dict(zip(names, call.args, strict=False))
        for position, name in enumerate(given):
            self.nodes[name] = call.nodes.get(position, call.node)
        for name, value in call.kwargs.items():
            today = PLAIN_NAMES.get(name, name)
            given[today] = value
            self.nodes[today] = call.nodes.get(name, call.node)
        for name, value in given.items():
            m.store.put(self.fields, name, value)
        if call.open:
            for name in ("epochs", "batch_size", "loss", "optimizer"):
                self.fields.setdefault(name, Unknown("among unknown arguments", call.node))

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = METHODS.get(name)
        if handler is not None:
            return Native(f"{self.type_name}.{name}", lambda m, call: handler(call, self), node)
        found = self.fields.get("model_" if name == "model" and "model_" in self.fields else name)
        if name in ("history_", "history"):
            return HistoryDict(self.fields.get("model_", NONE), node)
        return found if found is not None else Unknown(f"`.{name}` of {self.type_name}", node, (self, name))

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.store.put(self.fields, PLAIN_NAMES.get(name, name), value)

    def truth(self, m: Machine) -> bool | None:
        return True

    def havoc(self, m: Machine, reason: str) -> None:
        """Functions that get an estimator fit it at most."""


def wrapper(path: str, call: Call) -> Value:
    """`KerasClassifier(model=build, model__units=32, epochs=10)`."""
    made = Wrapped(path, call.node)
    made.take(call.m, call)
    return made


for _path in PATHS:
    function(_path)(partial(wrapper, _path))


# -- methods ----------------------------------------------------------------------------------------------------


def _fit(call: Call, made: Wrapped) -> Value:
    """Build the model, then fit it: on labels as the wrapper encodes them."""
    m = call.m
    x, y = call.first("X", "x", position=0), call.first("y", position=1)
    model = build_model(call, made, x, y)
    if model is None:
        return made.owner or made
    args, nodes = fit_arguments(call, made)
    if x is not None:
        args["x"], nodes["x"] = x, call.at("X" if "X" in call.nodes else "x", 0)
    if y is not None:
        args["y"], nodes["y"] = encoded(m, made, model, y, call.node), call.at("y", 1)
    train(call, model, "wrapper", args, nodes)
    m.store.put(made.fields, "model_", model)
    return made.owner or made


def _partial_fit(call: Call, made: Wrapped) -> Value:
    """One more epoch of the model that is there."""
    now = made.fields.get("epochs")
    call.m.store.put(made.fields, "epochs", Const(1, call.node))
    try:
        return _fit(call, made)
    finally:
        if now is None:
            call.m.store.drop(made.fields, "epochs")
        else:
            call.m.store.put(made.fields, "epochs", now)


def _answered(call: Call, made: Wrapped, how: str) -> Value:
    model: Any = made.fields.get("model_")
    x = call.first("X", "x", position=0)
    if model is None or not hasattr(model, "fields"):
        return call.unknown("an answer of an estimator that was not fitted here")
    return predict(call, model, how, x, call.first("y", position=1) if how == "evaluate" else None)


def _predict(call: Call, made: Wrapped) -> Value:
    """Numbers of a regressor; a classifier decodes its classes itself."""
    found = _answered(call, made, "predict")
    if not isinstance(found, Array):
        return found
    m, shape = call.m, found.data(call.m).shape
    rows = shape[0] if shape else None
    if is_classifier(made):
        return Array(Data((rows,), kind=Kind.CLASSES, why="classes that the estimator decoded"), call.node)
    if shape is not None and shape[-1] == 1:
        return found.derive(m, lambda d: d.then("reshape", call.node, shape=(rows,)), call.node, op="reshape")
    return found


def _predict_proba(call: Call, made: Wrapped) -> Value:
    """A column for each class: two for one unit with a sigmoid."""
    found = _answered(call, made, "predict")
    if not isinstance(found, Array):
        return found
    shape = found.data(call.m).shape
    if shape is None or shape[-1] == 1:
        return Array(Data((shape[0] if shape else None, 2), "float32", why="probabilities of two classes"), call.node)
    return found


def _score(call: Call, made: Wrapped) -> Value:
    _answered(call, made, "evaluate")
    return call.unknown("a score")


def _set_params(call: Call, made: Wrapped) -> Value:
    for name, value in call.kwargs.items():
        made.set_attribute(call.m, name, value)
        made.nodes[PLAIN_NAMES.get(name, name)] = call.nodes.get(name, call.node)
    return made.owner or made


def _get_params(call: Call, made: Wrapped) -> Value:
    return DictValue({k: v for k, v in made.fields.items() if not k.endswith("_")}, call.node)


def _initialize(call: Call, made: Wrapped) -> Value:
    model = build_model(call, made, call.first("X", position=0), call.first("y", position=1))
    if model is not None:
        call.m.store.put(made.fields, "model_", model)
    return made.owner or made


METHODS: dict[str, Any] = {
    "fit": _fit,
    "get_params": _get_params,
    "initialize": _initialize,
    "partial_fit": _partial_fit,
    "predict": _predict,
    "predict_proba": _predict_proba,
    "score": _score,
    "set_params": _set_params,
}


@base(*PATHS)
class WrapperBase(Base):
    """`class Net(KerasClassifier)`: the wrapper is kept beside the instance."""

    def create(self, m: Machine, cls: Any, instance: Instance, call: Call) -> Value | None:
        known = [m.library.canonical(path) for path in cls.lib_bases]  # type: ignore[attr-defined]  # Libraries
        made = Wrapped(next((p for p in known if p in PATHS), PATHS[-2]), call.node, instance)
        m.store.put(instance.fields, "@wrapped", made)
        if cls.find("__init__") is None:
            made.take(m, call)
        return None

    def attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value | None:
        made = instance.fields.get("@wrapped")
        if not isinstance(made, Wrapped):
            return None
        if name == "__init__":
            return Native(name, lambda m, call: _taken(m, made, call), node)
        return made.attribute(m, name, node)

    def assigned(self, m: Machine, instance: Instance, name: str, value: Value) -> None:
        made = instance.fields.get("@wrapped")
        if isinstance(made, Wrapped):
            made.set_attribute(m, name, value)


def _taken(m: Machine, made: Wrapped, call: Call) -> Value:
    made.take(m, call)
    return NONE
