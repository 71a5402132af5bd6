"""Predictions, and how their values were read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from zerolint.interp.containers import ListValue
from zerolint.interp.context import Event
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import TupleValue, Value
from zerolint.libs.arrays import Array, Trace, TraceStep
from zerolint.libs.dtypes import is_integer
from zerolint.libs.keras.predicting import Predicted
from zerolint.libs.operands import WORDS
from zerolint.libs.pipes import Pipe
from zerolint.program.data import Data
from zerolint.program.network import Network
from zerolint.program.prediction import Decoding, Prediction, Reading, Shuffled
from zerolint.program.run import Run, RunKind

from .facts import data_of, site
from .networks import network_of
from .paths import Resolver, agree, every_path
from .runs import arrays, conditions, fed, model_loops

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

LIBRARIES: Final = frozenset({"K", "keras", "np", "numpy", "ops", "tensorflow", "tf"})
"""What libraries are imported as: their functions read their first argument, methods what they are called on."""
MEETINGS: Final = frozenset({*WORDS.values(), "compare"})
"""Operations that hold predictions against other values."""


def predictions_of(m: Machine, event: Event, order: int, readings: list[Event], runs: list[Run]) -> list[Prediction]:
    """One prediction per consistent path."""
    predicted: Predicted = event.payload
    m.state["model_loops"] = model_loops(predicted.model)

    def build(r: Resolver) -> Prediction:
        network = network_of(r, predicted.model, predicted.state)
        inputs, targets = _given(r, predicted, network)
        return Prediction(
            site=site(predicted.node),
            network=network,
            call=predicted.call,
            inputs=inputs,
            targets=targets,
            made_here=any(one.source and _among(predicted.node, one.source.site) for one in inputs),
            decodings=tuple(
                d for each in readings if agree(r.assignment, each) for d in _decodings(m, each.payload, network)
            ),
            shuffled=_shuffled(r, predicted.x),
            plain=predicted.plain and "learning phase" not in m.state,
            awake=predicted.awake,
            group=event.node,
            order=order,
        )

    found = every_path(m, event, model_loops(predicted.model), build)
    made = [replace(p, path=conditions(m, assignment)) for assignment, p in found]
    return [replace(p, run=_last_run(m, p, runs)) for p in made]


def _shuffled(r: Resolver, x: Value | None) -> Shuffled | None:
    """What a data set holds, if it is shuffled anew each time that it is read."""
    pipe = r(x)
    if not isinstance(pipe, Pipe) or pipe.stream.shuffled is not True:
        return None
    node = next((node for op, node in pipe.stream.trail if op in ("shuffle", "flow")), pipe.origin)
    if _settles(pipe.stream.trail) or _argument(node, "reshuffle_each_iteration") is not None:
        return None
    holds = tuple(data_of(r, each) for each in _elements(r, pipe.element) if isinstance(each, Array))
    shuffles = any(op == "shuffle" for op, _ in pipe.stream.trail)
    told = _argument(node, "shuffle") if not shuffles else None
    makes = not shuffles and told is None
    return Shuffled(site(node), holds, site(node) if makes else None, site(told) if told is not None else None)


def _settles(trail: tuple[tuple[str, Any], ...]) -> bool:
    """Whether the first order is kept: `cache()` behind the last shuffling."""
    for op, node in reversed(trail):
        if op == "shuffle":
            break
        if getattr(getattr(getattr(node, "func", None), "attr", None), "value", "") in ("cache", "snapshot"):
            return True
    return False


def _elements(r: Resolver, value: Value) -> list[Value]:
    """The arrays of an element, also of those in tuples and dictionaries."""
    value = r(value)
    if isinstance(value, DictValue):
        return list(value.contents(r.m).entries.values())
    if not isinstance(value, (ListValue, TupleValue)):
        return [value]
    return [each for item in r.items(value)[0] for each in _elements(r, item)]


def _argument(node: Any, name: str) -> Any:
    """A keyword argument as it is written."""
    args = getattr(node, "args", ())
    return next((arg.value for arg in args if arg.keyword is not None and arg.keyword.value == name), None)


def _given(r: Resolver, predicted: Predicted, network: Network) -> tuple[tuple[Data, ...], tuple[Data, ...]]:
    """Inputs, and targets for evaluate; those of a data set are its elements."""
    if isinstance(r(predicted.x), Pipe):
        return fed(r, predicted.x, None, network)[:2]
    return arrays(r, predicted.x, network), arrays(r, predicted.y)


def _among(call: Any, made: Any) -> bool:
    """Whether something is made in the arguments of a call."""
    values = [arg.value for arg in getattr(call, "args", ())]
    return any(made == site(value) or _among(value, made) for value in values)


def _last_run(m: Machine, prediction: Prediction, runs: list[Run]) -> Run | None:
    """The training that the predicting model has its weights from, itself or by a file."""
    identity: Any = prediction.network.identity
    same = [run for run in runs if run.network.identity is identity]
    source = m.state.get("weights of", {}).get(id(identity))
    if source is not None and all(run.kind is RunKind.COMPILE_ONLY for run in same):
        same = [run for run in runs if run.network.identity is source] or same
    texts = {c.text for c in prediction.path}
    matching = [run for run in same if {c.text for c in run.path} <= texts or texts <= {c.text for c in run.path}]
    return matching[-1] if matching else None


def _decodings(m: Machine, trace: Trace, network: Network) -> list[Decoding]:
    """The last operation of a trace, if it is a way of reading."""
    last = trace.steps[-1]
    reading = _reading(last)
    if reading is None or id(last.node) in m.state.get("own places", ()):
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
            own=last.own,
            other=last.other,
            matrix=last.matrix,
            operand=site(operand) if (operand := _operand(last)) is not None else None,
            value_site=site(value) if (value := _value(last)) is not None else None,
        )
    ]


def _reading(last: TraceStep) -> Reading | None:
    if last.op == "cast" and is_integer(last.by):
        return Reading.TRUNCATE
    if last.other is not None and last.op in MEETINGS:
        return Reading.AGAINST
    return READINGS.get(last.op)


def _axis_size(step: TraceStep, before: tuple[str, ...], head: Any) -> int | None:
    if step.axis_size is not None or step.op != "argmax":
        return step.axis_size
    if head is not None and step.value in (-1, 1) and not before and head.shape is not None and len(head.shape) == 2:
        return head.units.get()  # type: ignore[no-any-return]  # a fact of an int
    return None


def _operand(step: TraceStep) -> Any:
    """The expression that is read; of a text with fields no single one."""
    if step.by.startswith("%"):
        return None
    node = step.node
    if step.swapped:
        second = node.args[1].value if len(getattr(node, "args", ())) == 2 else None
        return getattr(node, "right", second or _value(step))
    if hasattr(node, "args"):
        receiver = getattr(node.func, "value", None)
        if node.args and (_leftmost(receiver) in LIBRARIES or not hasattr(node.func, "attr")):
            return node.args[0].value
        return receiver if hasattr(node.func, "attr") else None
    return getattr(node, "left", None)


def _leftmost(node: Any) -> Any:
    """The name that a chain of attributes begins with."""
    while hasattr(node, "attr"):
        node = node.value
    return getattr(node, "value", None)


def _value(step: TraceStep) -> Any:
    """The threshold of a comparison, the axis of argmax."""
    if step.op == "argmax":
        return _axis(step)
    comparisons = getattr(step.node, "comparisons", None)
    return comparisons[0].comparator if comparisons else None


def _axis(step: TraceStep) -> Any:
    """Given by name, or behind the array where that is an argument."""
    args: list[Any] = list(getattr(step.node, "args", ()))
    named = _argument(step.node, "axis")
    place = int(bool(args) and _operand(step) is args[0].value)
    return named or (args[place].value if len(args) > place and args[place].keyword is None else None)
