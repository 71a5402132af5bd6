"""How scikit-learn wrappers fit: which parameters reach `fit`, and what they make of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, Value
from zerolint.libs.arrays import as_array
from zerolint.program.data import Data, Kind, Stats

from .configured import Made
from .data import one_hot
from .training import FIT, OLD_NAMES, Compiled

if TYPE_CHECKING:
    from .models import ModelLike
    from .wrappers import Wrapped

TAKEN: Final = frozenset(FIT) - {"x", "y"}


def is_classifier(made: Wrapped) -> bool:
    """Whether it takes its targets for class labels."""
    return made.path.endswith("Classifier")


def fit_arguments(call: Call, made: Wrapped) -> tuple[dict[str, Value], dict[str, Node]]:
    """Arguments of the model's own `fit`: the wrapper's parameters, those of this call over them."""
    args: dict[str, Value] = {}
    nodes: dict[str, Node] = {"epochs": made.origin}
    if "SKLearn" in made.path:
        given = made.fields.get("fit_kwargs")
        if isinstance(given, DictValue):
            entries = given.contents(call.m).entries
            args.update({k: v for k, v in entries.items() if k in TAKEN})
            nodes.update({k: v.origin for k, v in entries.items() if k in TAKEN})
        return args, nodes
    for name, value in made.fields.items():
        plain = name.removeprefix("fit__")
        if plain in TAKEN and (plain not in args or name != plain):
            args[plain] = value
            nodes[plain] = made.nodes.get(name, made.origin)
    for name, value in call.kwargs.items():
        today = OLD_NAMES.get(name, name).removeprefix("fit__")
        if today in TAKEN:
            args[today] = value
            nodes[today] = call.nodes.get(name, call.node)
    if isinstance(args.get("callbacks"), LibRef):
        args["callbacks"] = _callback(call, made, args["callbacks"])
    return args, nodes


def _callback(call: Call, made: Wrapped, value: Value) -> Value:
    """`callbacks=EarlyStopping, callbacks__patience=5`."""
    inner = Call(call.m, made.origin, [], {})
    for name, given in made.fields.items():
        if name.startswith("callbacks__"):
            inner.kwargs[name.removeprefix("callbacks__")] = given
            inner.nodes[name.removeprefix("callbacks__")] = made.nodes.get(name, made.origin)
    return call.m.call(value, inner)


def encoded(m: Machine, made: Wrapped, model: ModelLike, y: Value, node: Node) -> Value:
    """Targets as the model gets them: a classifier numbers its classes, and spreads them out where that is wanted."""
    labels = as_array(m, y)
    if labels is None or not is_classifier(made):
        return y
    data = labels.data(m)
    if data.kind in (Kind.ONE_HOT, Kind.MULTI_HOT):
        return labels
    numbered = labels.derive(m, lambda d: _numbered(d, node), node, op="encode")
    if "SKLearn" in made.path or _loss(m, model) == "categorical_crossentropy":
        inner = Call(m, node, [numbered], {})
        return one_hot(inner, numbered, data.classes if data.kind is Kind.CLASSES else None, "one_hot")
    return numbered


def _numbered(data: Data, node: Node) -> Data:
    """Labels from 0 on, whatever they were."""
    shape = data.shape[:1] if data.shape is not None and len(data.shape) == 2 and data.shape[1] == 1 else data.shape
    if data.kind is not Kind.CLASSES or not data.classes:
        return data.then("encode", node, "scikeras", shape=shape, stats=Stats(lo=0.0), columns=None, dtype="int64")
    stats = Stats(0.0, float(data.classes - 1), tight=True)
    return data.then("encode", node, "scikeras", shape=shape, stats=stats, columns=None, dtype="int64")


def _loss(m: Machine, model: ModelLike) -> str | None:
    compiled = model.fields.get("compiled")
    value = compiled.args.get("loss") if isinstance(compiled, Compiled) else None
    if isinstance(value, Const):
        return str(value.value)
    if isinstance(value, LibRef):
        return value.path.rpartition(".")[2]
    return {"CategoricalCrossentropy": "categorical_crossentropy"}.get(value.leaf) if isinstance(value, Made) else None
