"""Losses, optimizers, metrics and callbacks of a run."""

from __future__ import annotations

import re
from typing import Any

import libcst as cst

from zerolint.interp.containers import DictValue, ListValue
from zerolint.interp.loops import inside
from zerolint.interp.values import Const, Function, Instance, LibRef, Node, TupleValue, Unknown, Value
from zerolint.knowledge import losses, metrics, optimizers, schedules
from zerolint.libs.keras.configured import Made
from zerolint.libs.keras.tensors import Op, Tensor
from zerolint.program.fact import UNSEEN, Fact, Given, unknown
from zerolint.program.network import Network
from zerolint.program.run import Callback, Family, Loss, Metric, Optimizer, Schedule

from .facts import fact, number, site
from .paths import Resolver

FAMILIES = {family.value: family for family in Family}


def loss_of(r: Resolver, value: Value | None, node: Node, *, hand_written: bool = False) -> Loss:
    """The loss that a value stands for."""
    value = r(value)
    if isinstance(value, (Function, Instance)):
        value = _handed_on(r, value, node) or value
    spelling = _spelling(r, value)
    row = losses.of(spelling) if spelling else None
    if row is None:
        family = Family.CUSTOM if isinstance(value, (Function, Instance)) else Family.UNKNOWN
        return Loss(None, family, site(node), unknown("the loss is not known", site(node)), hand_written=hand_written)
    given = value.fields if isinstance(value, Made) else {}
    nodes = value.nodes if isinstance(value, Made) else {}
    arguments = tuple((k, fact(r, v, nodes.get(k, node))) for k, v in given.items())
    flag = given.get("from_logits")
    default = losses.CALLS[spelling].logits if spelling in losses.CALLS else row.logits
    from_logits = fact(r, flag, nodes.get("from_logits", node), default)
    if isinstance(value, Made) and value.open:
        from_logits = unknown("among unknown arguments", site(node))
    return Loss(row.name, FAMILIES.get(row.family, Family.OTHER), site(node), from_logits, arguments, hand_written)


AVERAGES = frozenset({"mean", "reduce_mean"})


def _handed_on(r: Resolver, own: Function | Instance, node: Node) -> Value | None:
    """Keras's loss, where the project's own does nothing but call it with the targets and predictions."""
    true, pred = Tensor(None, (), node), Tensor(None, (), node)
    called = own if isinstance(own, Function) else r.m.attribute(own, "call", node)
    if isinstance(called, Unknown):
        return None
    result = _through(r.m.call_values(called, [true, pred], node), AVERAGES)
    if not isinstance(result, Tensor) or not isinstance(result.maker, Op) or result.maker.kind != "loss":
        return None
    asked = [_through(one, frozenset({"cast"})) for one in result.inputs]
    return r(result.maker.config.get("how")) if asked == [true, pred] else None


def _through(value: Value, kinds: frozenset[str]) -> Value:
    """What an operation of these kinds was applied to."""
    while isinstance(value, Tensor) and isinstance(value.maker, Op) and value.maker.kind in kinds and value.inputs:
        value = value.inputs[0]
    return value


def _spelling(r: Resolver, value: Any) -> str:
    """The name by which a table knows it."""
    if isinstance(value, Const) and isinstance(value.value, str):
        return value.value
    if isinstance(value, LibRef):
        return str(r.m.library.canonical(value.path))  # type: ignore[attr-defined]  # Libraries
    return value.path if isinstance(value, Made) else ""


def losses_of(r: Resolver, value: Value | None, node: Node, network: Network) -> tuple[Loss, ...]:
    """One loss for each head, where it is known which belongs to which; of unknown heads, what was given."""
    value = r(value)
    count = len(network.heads)
    if value is None or r.absent(value):
        return ()
    if not count:
        return tuple(loss_of(r, one, one.origin or node) for one in _each(r, value))
    if isinstance(value, (ListValue, TupleValue)):
        found, exact = r.items(value)
        if exact and len(found) == count:
            return tuple(loss_of(r, one, one.origin or node) for one in found)
        return tuple(loss_of(r, found[0], found[0].origin or node) for _ in range(count)) if len(found) == 1 else ()
    if isinstance(value, DictValue):
        entries = value.contents(r.m).entries
        ordered = [entries.get(head.name) for head in network.heads]
        if None in ordered and len(entries) == count:
            return () if count > 1 else tuple(loss_of(r, v, v.origin or node) for v in entries.values())
        return tuple(loss_of(r, v, v.origin or node) for v in ordered if v is not None)
    return tuple(loss_of(r, value, node) for _ in range(count))


def _each(r: Resolver, value: Value) -> list[Value]:
    """What a list or dictionary of losses holds, or the only one."""
    if isinstance(value, DictValue):
        return list(value.contents(r.m).entries.values())
    return r.items(value)[0] if isinstance(value, (ListValue, TupleValue)) else [value]


def optimizer_of(r: Resolver, value: Value | None, node: Node, keras: int) -> Optimizer:
    """The optimizer that a value stands for; Keras's default (RMSprop) when none is given."""
    value = r(value)
    if value is None:
        value = Const("rmsprop", node)
    spelling = _spelling(r, value)
    row = optimizers.of(spelling) if spelling else None
    if row is not None and row.wraps and isinstance(value, Made):
        inner = value.fields.get("inner_optimizer") or value.fields.get("optimizer")
        return optimizer_of(r, inner, node, keras)
    if row is None:
        name = "custom" if isinstance(value, Instance) else None
        return Optimizer(name, site(node), unknown("the optimizer is not known", site(node)))
    given = {k: v for k, v in value.fields.items() if not r.absent(v)} if isinstance(value, Made) else {}
    nodes = value.nodes if isinstance(value, Made) else {}
    place = value.origin if isinstance(value, Made) else node
    rate_node = nodes.get("learning_rate", place)
    rate_value = r(given.get("learning_rate"))
    default = row.learning_rate if keras >= 3 else _rate_of_old(row)
    schedule = _schedule(r, rate_value, rate_node)
    rate = (
        number(fact(r, rate_value, rate_node, default)) if schedule is None else unknown("a schedule", site(rate_node))
    )
    if isinstance(value, Made) and value.open and rate_value is None:
        rate = unknown("among unknown arguments", site(place))
    momentum = fact(r, given.get("momentum"), nodes.get("momentum", place), row.momentum)
    arguments = tuple((k, fact(r, v, nodes.get(k, place))) for k, v in given.items())
    identity = value.identity if isinstance(value, Made) else None
    spelled = not isinstance(value, Made) or value.loops is None
    return Optimizer(
        row.name, site(place), rate, schedule, momentum, row.adaptive, arguments, spelled, _earlier(r, value), identity
    )


def _earlier(r: Resolver, optimizer: Value) -> bool:
    """Whether the model is made in a loop that the optimizer isn't made in."""
    if not isinstance(optimizer, Made) or optimizer.loops is None:
        return False
    made_in = {id(loop.node) for loop in optimizer.loops}
    return any(id(loop.node) not in made_in for loop in r.m.state.get("model_loops", ()))


def _rate_of_old(row: optimizers.Optimizer) -> object:
    """Keras 2's default; None where tf.keras and the keras package of that time differed."""
    differ = row.learning_rate_keras1 not in (None, row.learning_rate_keras2)
    return None if differ else row.learning_rate_keras2


def _schedule(r: Resolver, value: Any, node: Node) -> Schedule | None:
    if isinstance(value, (Instance, Function)):
        return Schedule("custom", site(node))
    if not isinstance(value, Made) or schedules.of(value.path) is None:
        return None
    row = schedules.of(value.path)
    assert row is not None
    arguments = [(k, fact(r, v, value.nodes.get(k, node))) for k, v in value.fields.items()]
    known = {k for k, _ in arguments}
    arguments += [(k, Fact(v, site(value.origin), Given.DEFAULT)) for k, v in row.defaults if k not in known]
    steps = r.plain(value.fields.get("values"), ()) if row.name == "PiecewiseConstantDecay" else ()
    rates = [*(f.get() for k, f in arguments if k in (row.initial, row.peak)), *steps]
    numbers = [v for v in rates if isinstance(v, (int, float))]
    return Schedule(row.name, site(value.origin), tuple(arguments), max(numbers) if numbers else None)


def metrics_of(r: Resolver, value: Value | None, node: Node) -> tuple[Metric, ...]:
    """The metrics, flat."""
    value = r(value)
    if value is None:
        return ()
    if isinstance(value, (ListValue, TupleValue)):
        found, _ = r.items(value)
        return tuple(metric for one in found for metric in metrics_of(r, one, one.origin or node))
    if isinstance(value, DictValue):
        entries = value.contents(r.m).entries
        return tuple(metric for one in entries.values() for metric in metrics_of(r, one, one.origin or node))
    spelling = _spelling(r, value)
    row = metrics.of(spelling) if spelling else None
    if row is None:
        unknown_one = Metric(None, "unknown", site(node), logged=_logged(r, value))
        return (unknown_one,) if not isinstance(value, Const) else ()
    given = value.fields if isinstance(value, Made) else {}
    nodes = value.nodes if isinstance(value, Made) else {}
    arguments = tuple((k, fact(r, v, nodes.get(k, node))) for k, v in given.items())
    return (Metric(row.name, row.family, site(node), None, arguments, _logged(r, value), row.larger_is_better),)


def _logged(r: Resolver, value: Value) -> str | None:
    """The name under which Keras 3 logs a metric: the string itself, the function's, the object's."""
    match value:
        case Const(value=str() as word):
            return word
        case Function():
            return str(getattr(getattr(value.node, "name", None), "value", "")) or None
        case LibRef():
            named = metrics.of(_spelling(r, value))
            leaf = value.path.rpartition(".")[2]
            return named.name if named is not None and leaf[:1].islower() else None
        case Made() if not value.open:
            name = r.plain(value.fields.get("name"), re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", value.leaf).lower())
            return name if (isinstance(name, str) and "name" in value.fields) or value.leaf in _PLAIN else None
    return None


_PLAIN = frozenset({"BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy", "Precision", "Recall", "AUC"})
"""Classes of metrics whose name is theirs in small letters (the second of a kind gets a number)."""


def all_followed(r: Resolver, value: Value | None) -> bool:
    """Whether no metric is missing among those that are known."""
    value = r(value)
    if isinstance(value, (ListValue, TupleValue)):
        found, exact = r.items(value)
        return exact and all(all_followed(r, one) for one in found)
    if isinstance(value, DictValue):
        now = value.contents(r.m)
        return now.rest is None and all(all_followed(r, one) for one in now.entries.values())
    return not isinstance(value, Unknown)


def callbacks_of(r: Resolver, value: Value | None, node: Node) -> tuple[tuple[Callback, ...], bool]:
    """The callbacks, and whether these are all."""
    value = r(value)
    if value is None or r.absent(value):
        return (), True
    found, exact = (
        r.items(value) if isinstance(value, (ListValue, TupleValue)) else ([value], isinstance(value, (Made, Instance)))
    )
    made = []
    for one in found:
        if isinstance(one, Made):
            arguments = tuple((k, fact(r, v, one.nodes.get(k, one.origin))) for k, v in one.fields.items())
            made.append(Callback(one.leaf, site(one.origin), arguments))
        elif isinstance(one, Instance):
            kept: dict[int, bool] = r.m.state.setdefault("stops", {})
            if id(one.cls) not in kept:
                kept[id(one.cls)] = _stops(one.cls.node)
            made.append(Callback("custom", site(one.origin), stops=kept[id(one.cls)]))
        else:
            exact = False
    return tuple(made), exact


def _stops(node: Node) -> bool:
    """Whether a statement in there is `….stop_training = …`."""
    if isinstance(node, cst.Assign):
        targets = (each.target for each in node.targets)
        return any(isinstance(one, cst.Attribute) and one.attr.value == "stop_training" for one in targets)
    return any(_stops(each) for each in inside(node))


__all__ = ["UNSEEN", "callbacks_of", "loss_of", "losses_of", "metrics_of", "optimizer_of"]
