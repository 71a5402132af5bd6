"""Losses, optimizers, metrics and callbacks of a run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import libcst as cst

from zerolint.interp.callables import BoundMethod, Function, LibRef
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.loops import inside
from zerolint.interp.objects import Instance
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value
from zerolint.knowledge import losses, metrics, optimizers, schedules
from zerolint.libs.keras.configured import Made
from zerolint.libs.keras.losing import read_loss
from zerolint.libs.terms import Term
from zerolint.program.data import Data
from zerolint.program.fact import UNSEEN, Fact, Given, unknown
from zerolint.program.network import Head, Network
from zerolint.program.run import Callback, Family, Loss, Metric, Optimizer, Schedule

from .facts import fact, number, one_of_several, site
from .formulas import formula_of, prediction, targets
from .paths import Resolver

FAMILIES = {family.value: family for family in Family}


def loss_of(
    r: Resolver,
    value: Value | None,
    node: Node,
    *,
    hand_written: bool = False,
    head: Head | None = None,
    target: Data | None = None,
) -> Loss:
    """The loss that a value stands for; `head` and `target` are what it is given."""
    value, own = r(value), None
    if isinstance(value, (BoundMethod, Function, Instance)):
        own = r(read_loss(r.m, value, node))
        value = _handed_on(r, own) or value
    spelling = _spelling(r, value)
    row = losses.of(spelling) if spelling and not one_of_several(r, value) else None
    if row is None:
        formula = _formula(r, value, own, head, target)
        family = Family.CUSTOM if isinstance(value, (BoundMethod, Function, Instance)) else Family.UNKNOWN
        reason: Fact[bool] = unknown("the loss is not known", site(node))
        return Loss(None, family, site(node), reason, hand_written=hand_written, formula=formula)
    given = value.fields if isinstance(value, Made) else {}
    nodes = value.nodes if isinstance(value, Made) else {}
    arguments = tuple((k, fact(r, v, nodes.get(k, node))) for k, v in given.items())
    flag = given.get("from_logits")
    default = losses.CALLS[spelling].logits if spelling in losses.CALLS else row.logits
    from_logits = fact(r, flag, nodes.get("from_logits", node), default)
    if isinstance(value, Made) and value.open:
        from_logits = unknown("among unknown arguments", site(node))
    return Loss(row.name, FAMILIES.get(row.family, Family.OTHER), site(node), from_logits, arguments, hand_written)


def _formula(r: Resolver, value: Value | None, own: Value | None, head: Head | None, target: Data | None) -> Any:
    """The formula of a loss of the project's own; Keras gives the targets of functions the rank of the predictions."""
    if own is None or value is None:
        return None
    predicted = prediction(head)
    true = targets(target, predicted, aligned=isinstance(value, (BoundMethod, Function)))
    return formula_of(r, own, {"y_true": true, "y_pred": predicted})


AVERAGES = frozenset({"mean"})


def _handed_on(r: Resolver, result: Value | None) -> Value | None:
    """Keras's loss, where the project's own does nothing but call it with the targets and predictions."""
    result = _through(r, result, AVERAGES)
    if not isinstance(result, Term) or result.op != "loss":
        return None
    asked = [_through(r, one, frozenset({"cast"})) for one in result.operands]
    names = [one.op if isinstance(one, Term) else "" for one in asked]
    return r(result.settings.get("how")) if names == ["y_true", "y_pred"] else None


def _through(r: Resolver, value: Value | None, ops: frozenset[str]) -> Value | None:
    """What an operation of these kinds was applied to."""
    value = r(value)
    while isinstance(value, Term) and value.op in ops and value.operands:
        value = r(value.operands[0])
    return value


def _spelling(r: Resolver, value: Any) -> str:
    """The name by which a table knows it."""
    if isinstance(value, Const) and isinstance(value.value, str):
        return value.value
    if isinstance(value, LibRef):
        return str(r.m.library.canonical(value.path))  # type: ignore[attr-defined]  # Libraries
    return value.path if isinstance(value, Made) else ""


def losses_of(
    r: Resolver, value: Value | None, node: Node, network: Network, targets: tuple[Data, ...] = ()
) -> tuple[Loss, ...]:
    """One loss for each head, where it is known which belongs to which; of unknown heads, what was given."""
    value = r(value)
    if value is None or r.absent(value):
        return ()
    heads = network.heads
    given = _for_heads(r, value, node, heads) if heads else [(one, one.origin or node) for one in _each(r, value)]
    if len(given) != len(heads):
        return tuple(loss_of(r, one, place) for one, place in given)
    known: tuple[Data | None, ...] = targets if len(targets) == len(heads) else (None,) * len(heads)
    return tuple(
        loss_of(r, one, place, head=head, target=target)
        for (one, place), head, target in zip(given, heads, known, strict=True)
    )


def _for_heads(r: Resolver, value: Value, node: Node, heads: tuple[Head, ...]) -> list[tuple[Value, Node]]:
    """The loss of each head and where it is written; nothing where it isn't known which belongs to which."""
    count = len(heads)
    if isinstance(value, (ListValue, TupleValue)):
        found, exact = r.items(value)
        listed = [(one, one.origin or node) for one in found]
        if exact and len(listed) == count:
            return listed
        return listed * count if len(listed) == 1 else []
    if isinstance(value, DictValue):
        entries = value.contents(r.m).entries
        ordered = [entries.get(head.name) for head in heads]
        if None in ordered and len(entries) == count:
            ordered = [] if count > 1 else list(entries.values())
        return [(one, one.origin or node) for one in ordered if one is not None]
    return [(value, node)] * count


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
    row = optimizers.of(spelling) if spelling and not one_of_several(r, value) else None
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
    if isinstance(value, (BoundMethod, Instance, Function)):
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


def metrics_of(r: Resolver, value: Value | None, node: Node, heads: tuple[Head, ...] = ()) -> tuple[Metric, ...]:
    """The metrics, flat; with the number of their head where a dictionary names it or each head has a list."""
    value = r(value)
    if value is None:
        return ()
    if isinstance(value, (ListValue, TupleValue)):
        found, exact = r.items(value)
        nested = (
            exact and len(found) == len(heads) and all(isinstance(r(one), (ListValue, TupleValue)) for one in found)
        )
        return _flat_metrics(r, found, range(len(found)) if nested else [None] * len(found), node)
    if isinstance(value, DictValue):
        entries = value.contents(r.m).entries
        places = {head.name: number for number, head in enumerate(heads)}
        return _flat_metrics(r, entries.values(), [places.get(str(name)) for name in entries], node)
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
        case BoundMethod():
            return _logged(r, value.function)
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


def _flat_metrics(r: Resolver, values: Iterable[Value], heads: Iterable[int | None], node: Node) -> tuple[Metric, ...]:
    return tuple(
        metric if head is None else replace(metric, head=head)
        for one, head in zip(values, heads, strict=True)
        for metric in metrics_of(r, one, one.origin or node)
    )


__all__ = ["UNSEEN", "callbacks_of", "loss_of", "losses_of", "metrics_of", "optimizer_of"]
