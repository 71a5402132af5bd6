"""Gradient tapes: what happens while one records, and whether a gradient reaches what it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.context import Event
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance
from zerolint.interp.values import Node, TupleValue, Value
from zerolint.libs.arrays import Array, Trace, TraceStep

from .models import ModelLike, ModelValue, Weights, layers_of

LossLike = TypeVar("LossLike", bound=Value)
DETACHED: Final = frozenset({"predict", "predict_on_batch", "predict_proba"})
"""Methods of a model that give arrays, whatever records."""


class Watch:
    """What one tape sees: the events that were recorded while it was open, as spans of their numbers."""

    __slots__ = ("origin", "spans", "unclear", "watched")

    def __init__(self, origin: Node) -> None:
        self.origin = origin
        self.spans: list[list[int]] = []
        self.watched = False
        self.unclear = False

    def begin(self, m: Machine) -> None:
        self.spans.append([len(m.events)])

    def end(self, m: Machine) -> None:
        if self.spans and len(self.spans[-1]) == 1:
            self.spans[-1].append(len(m.events))

    def told(self, name: str) -> None:
        """A method of it is used: `watch` names what it records, others change what it holds."""
        self.watched = self.watched or name == "watch"
        self.unclear = self.unclear or name in ("reset", "stop_recording", "watch_accessed_variables", "__enter__")

    def events(self, m: Machine) -> Iterator[Event]:
        for span in self.spans:
            yield from m.events[span[0] : span[1] if len(span) > 1 else None]


def judged(m: Machine, loss: LossLike, node: Node) -> LossLike:
    """A loss comes to be here."""
    m.record("judged", (loss,), node)
    return loss


def differentiated(call: Call, watch: Watch, loss: Value | None, sources: Value | None) -> bool:
    """`tape.gradient(loss, sources)`: remember whether anything can come of it.

    Whether the loss is that of other numbers than the model gives: of the classes that were picked, for one.
    """
    m = call.m
    parts: dict[str, Any] = {"weights": isinstance(sources, Weights), "looped": _again(m)}
    if not watch.unclear and watch.spans:
        parts |= _fate(m, watch, loss, sources)
    parts |= {"target": call.at("target", 0), "sources": call.at("sources", 1), "tape": watch.origin}
    m.record("gradient", parts, call.node)
    return parts.get("lost") == "gate"


def _again(m: Machine) -> bool:
    """Whether this happens at every step of a training."""
    names = (getattr(frame.function.node, "name", None) for frame in m.stack)
    return bool(m.loops) or any(getattr(name, "value", "") == "train_step" for name in names)


def _fate(m: Machine, watch: Watch, loss: Value | None, sources: Value | None) -> dict[str, Any]:
    """Why the gradient is None, as far as that is known: `lost` says how, `at` where."""
    traces = list(_traces(loss))
    if loss is None or not traces or not getattr(loss, "alone", True):
        return {}
    events = list(watch.events(m))
    inside = [event.payload for event in events if event.kind == "prediction"]
    if isinstance(sources, Weights) and not sources.mixed and isinstance(sources.model, (ModelValue, Instance)):
        return _of_weights(m, events, inside, loss, traces, sources.model)
    if isinstance(sources, Array) and sources.trace is None and not watch.watched:
        through = any(trace.prediction is one and one.call == "call" for trace in traces for one in inside)
        return {"lost": "unwatched"} if through else {}
    return {}


def _of_weights(
    m: Machine, events: list[Event], inside: list[Any], loss: Value, traces: list[Trace], model: ModelLike
) -> dict[str, Any]:
    mine = [trace for trace in traces if trace.prediction.model is model]
    others = [trace.prediction.model for trace in traces if trace.prediction.model is not model]
    followed = [event.payload[0] for event in events if event.kind == "followed"]
    if not mine or not all(apart(m, model, other) for other in (*others, *followed)):
        return {}
    recorded = [one for one in inside if not apart(m, model, one.model)]
    live = [one for one in recorded if one.call == "call"]
    if not recorded:
        return {"lost": "forward", "at": mine[0].prediction.node}
    if not live:
        return {"lost": "predict", "at": recorded[0].node}
    if not any(trace.prediction is one for trace in mine for one in live):
        return {}
    if not _made_in(events, loss):
        return {"lost": "loss", "at": loss.origin}
    fed = all(_made_of(trace.prediction.x, mine) for trace in traces if trace.prediction.model is not model)
    return _cut_off(mine) if len(live) == 1 and fed else {}


def _made_of(x: Value, traces: list[Trace]) -> bool:
    """Whether what another model was fed is made of one of these predictions alone."""
    trace = x.trace if isinstance(x, Array) else None
    return trace is not None and not trace.others and any(trace is one for one in traces)


_PLAIN: Final = frozenset(
    {"abs", "add", "array", "cast", "copy", "divide", "expand_dims", "flatten", "mean", "multiply", "negative", "power",
     "reshape", "square", "sqrt", "squeeze", "subtract", "sum", "transpose"}
)  # fmt: skip
"""Operations of one array, or of arrays whose traces are joined."""
GATES: Final = frozenset({"argmax", "argmin", "argsort", "ceil", "floor", "round"})
"""Operations that have no gradient."""


def _cut_off(traces: list[Trace]) -> dict[str, Any]:
    """Every way from the prediction to the loss goes through NumPy, or through something that has no gradient."""
    places = []
    for trace in traces:
        cut = next((step for step in trace.steps if _in_numpy(step) or step.op in GATES), None)
        if cut is None or not all(step.op in _PLAIN | GATES for step in trace.steps):
            return {}
        places.append(cut)
    first = places[0]
    return {"lost": "numpy" if _in_numpy(first) else "gate", "at": first.node, "by": first.by or first.op}


def _in_numpy(step: TraceStep) -> bool:
    return step.by == "numpy()" or step.by.startswith("np.")


def _made_in(events: Iterable[Event], loss: Value) -> bool:
    """Whether the loss itself came to be while the tape recorded."""
    if isinstance(loss, Array):
        steps = loss.trace.steps if loss.trace is not None else ()
        return not steps or any(e.kind == "reading" and e.payload.steps[-1:] == steps[-1:] for e in events)
    return any(event.kind == "judged" and event.payload[0] is loss for event in events)


def _traces(value: object, depth: int = 0) -> Iterator[Trace]:
    """All predictions that a value was made of, and what those models were fed."""
    found: tuple[Trace, ...] = ()
    if isinstance(value, Array) and value.trace is not None:
        found = (value.trace,)
    elif isinstance(value, (ListValue, TupleValue, DictValue)):
        return
    for part in getattr(value, "parts", ()):
        yield from _traces(part, depth)
    for trace in (*found, *getattr(value, "traces", ())):
        yield from _all(trace, depth)


def _all(trace: Trace, depth: int) -> Iterator[Trace]:
    yield trace
    if depth < MAX_DEPTH:
        for other in trace.others:
            yield from _all(other, depth + 1)
        yield from _traces(trace.prediction.x, depth + 1)


MAX_DEPTH: Final = 6
"""Predictions of predictions that are followed."""


def apart(m: Machine, one: Value, other: Value) -> bool:
    """Whether two models are known to have no layer in common."""
    if one is other:
        return False
    mine, theirs = _inner(m, one), _inner(m, other)
    return mine is not None and theirs is not None and not mine & theirs


def _inner(m: Machine, model: Value, depth: int = 0) -> set[int] | None:
    """The model and all in it, as the objects that they are; None where that isn't known."""
    found = {id(model)}
    if isinstance(model, (ModelValue, Instance)):
        layers = layers_of(m, model) if depth < MAX_DEPTH else None
        if layers is None:
            return None
        for layer in layers:
            nested = isinstance(layer, (ModelValue, Instance)) and layer is not model
            below = _inner(m, layer, depth + 1) if nested else {id(layer)}
            if below is None:
                return None
            found |= below
    return found


def applied(call: Call, asked: Node, sources: Value | None, pairs: Value) -> None:
    """`apply_gradients(pairs)`: whether the gradients go to the weights that they were asked for."""
    targets = _weights_in(call.m, pairs)
    if isinstance(sources, Weights) and targets is not None and apart(call.m, sources.model, targets.model):
        call.m.record("gradients-misapplied", {"asked": asked, "pairs": call.nodes.get(0)}, targets.origin)


def _weights_in(m: Machine, pairs: Value) -> Weights | None:
    """Those that stand at the second place of every pair."""
    items = m.iterate(pairs)
    for pair in (*items.items[:1], *([items.rest] if items.rest is not None else [])):
        second = pair.items[1] if isinstance(pair, TupleValue) and len(pair.items) == 2 else None
        if isinstance(second, Weights) and not second.mixed:
            return second
    return None
