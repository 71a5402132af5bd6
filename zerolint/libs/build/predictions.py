"""Predictions, and how their values were read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from zerolint.interp.context import Event
from zerolint.interp.machine import Machine
from zerolint.libs.arrays import Trace, TraceStep
from zerolint.libs.dtypes import is_integer
from zerolint.libs.keras.predicting import Predicted
from zerolint.program.network import Network
from zerolint.program.prediction import Decoding, Prediction, Reading
from zerolint.program.run import Run

from .facts import site
from .networks import network_of
from .paths import Resolver, every_path
from .runs import _arrays, conditions, model_loops, swept_loops

READINGS: Final = {
    "argmax": Reading.ARGMAX,
    "compare": Reading.THRESHOLD,
    "round": Reading.ROUND,
    "rint": Reading.ROUND,
    "int": Reading.TRUNCATE,
    "astype int": Reading.TRUNCATE,
    "floor": Reading.TRUNCATE,
    "trunc": Reading.TRUNCATE,
    "floordiv": Reading.TRUNCATE,
    "inverse_transform": Reading.INVERSE_TRANSFORM,
    "scored": Reading.SCORED,
    "sigmoid": Reading.ACTIVATION,
    "softmax": Reading.ACTIVATION,
}


def predictions_of(m: Machine, event: Event, order: int, traces: list[Trace], runs: list[Run]) -> list[Prediction]:
    """One prediction per consistent path."""
    predicted: Predicted = event.payload
    m.state["model_loops"] = model_loops(predicted.model)

    def build(r: Resolver) -> Prediction:
        network = network_of(r, predicted.model, predicted.state)
        return Prediction(
            site=site(predicted.node),
            network=network,
            call=predicted.call,
            inputs=_arrays(r, predicted.x),
            targets=_arrays(r, predicted.y),
            decodings=tuple(d for trace in traces for d in _decodings(trace, network)),
            group=event.node,
            order=order,
        )

    found = every_path(m, dict(event.path), swept_loops(predicted.model), build)
    made = [replace(p, path=conditions(m, assignment)) for assignment, p in found]
    return [replace(p, run=_last_run(p, runs)) for p in made]


def _last_run(prediction: Prediction, runs: list[Run]) -> Run | None:
    same = [run for run in runs if run.network.identity is prediction.network.identity]
    texts = {c.text for c in prediction.path}
    matching = [run for run in same if {c.text for c in run.path} <= texts or texts <= {c.text for c in run.path}]
    return matching[-1] if matching else None


def _decodings(trace: Trace, network: Network) -> list[Decoding]:
    """The last operation of a trace, if it is a way of reading."""
    last = trace.steps[-1]
    reading = Reading.TRUNCATE if last.op == "cast" and is_integer(last.by) else READINGS.get(last.op)
    if reading is None:
        return []
    head = network.heads[trace.head] if trace.head < len(network.heads) else None
    before = tuple(step.op for step in trace.steps[:-1])
    return [
        Decoding(
            reading=reading,
            site=site(last.node),
            value=last.value,
            by=last.by,
            axis_size=_axis_size(last, before, head),
            before=before,
            head=head,
            operand=site(operand) if (operand := _operand(last.node)) is not None else None,
            value_site=site(value) if (value := _value(last.node)) is not None else None,
        )
    ]


def _axis_size(step: TraceStep, before: tuple[str, ...], head: Any) -> int | None:
    if step.axis_size is not None or step.op != "argmax":
        return step.axis_size
    if head is not None and step.value in (-1, 1) and not before and head.shape is not None and len(head.shape) == 2:
        return head.units.get()  # type: ignore[no-any-return]  # a fact of an int
    return None


def _operand(node: Any) -> Any:
    """The expression that is read."""
    if hasattr(node, "args"):
        receiver = getattr(node.func, "value", None)
        if node.args and (
            getattr(receiver, "value", None) in ("np", "tf", "numpy", "K") or not hasattr(node.func, "attr")
        ):
            return node.args[0].value
        return receiver if hasattr(node.func, "attr") else None
    return getattr(node, "left", None)


def _value(node: Any) -> Any:
    comparisons = getattr(node, "comparisons", None)
    return comparisons[0].comparator if comparisons else None
