"""Predictions: `predict`, `evaluate`, calling a model on data; what becomes of the values is traced."""

from __future__ import annotations

from typing import NamedTuple

from zerolint.interp.call import Call
from zerolint.interp.callables import Function
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance
from zerolint.interp.values import FALSE, NONE, Node, Unknown, Value
from zerolint.libs.arrays import Array, Trace, as_array
from zerolint.libs.pipes import Pipe
from zerolint.libs.terms import Term, given_terms, opaque_term
from zerolint.program.data import Data, Origin, Shape, Source

from .models import ModelLike, ModelValue, method, outputs_of, sequential_input, state_of
from .scores import Scores
from .tensors import tensors_in
from .training import bind, build_from_data, freeze


class Predicted(NamedTuple):
    """One prediction call."""

    model: ModelLike
    state: dict[str, Value]
    x: Value | None
    y: Value | None
    call: str
    node: Node
    plain: bool = False
    """Called without a word of `training`: layers behave as in predictions."""
    awake: bool = False
    """Called with such a word, which isn't known to be False: they may behave as in training."""


def predict(call: Call, model: ModelLike, name: str, x: Value | None, y: Value | None = None) -> Value:
    """Remember a prediction and give its values."""
    m = call.m
    build_from_data(m, model, x)
    plain = name == "call" and _plain(call, model)
    record = Predicted(
        model, state_of(m, model), freeze(m, x) if x is not None else None, freeze(m, y) if y is not None else None,
        name, call.node, plain, awake=name == "call" and not plain and not _asleep(call),
    )  # fmt: skip
    m.record("prediction", record, call.node)
    shapes = output_shapes(m, model)
    rows = _rows(m, model, x)
    made = [
        Array(
            Data(
                shape=(rows, *shape[1:]) if shape is not None else None,
                dtype="float32",
                source=Source(Origin.COMPUTED, "prediction", call.node),
            ),
            call.node,
            "tensor" if name == "call" else "ndarray",
            trace=Trace(record, head=i),
        )
        for i, shape in enumerate(shapes)
    ]
    return made[0] if len(made) == 1 else ListValue(tuple(made), call.node)


def output_shapes(m: Machine, model: ModelLike) -> list[Shape | None]:
    """Shapes of a model's outputs; one unknown shape when nothing is known."""
    if not isinstance(model, ModelValue) and "outputs" not in model.fields:
        return [None]
    depth = m.state.get("drawing", 0)
    if depth > 3:
        return [None]
    m.state["drawing"] = depth + 1
    try:
        return [t.shape for t in tensors_in(m, outputs_of(m, model))] or [None]
    finally:
        m.state["drawing"] = depth


def _plain(call: Call, model: ModelLike) -> bool:
    """Whether nothing says that it is called for training, nor the class's own default."""
    found = model.cls.find("call") if isinstance(model, Instance) else None
    defaults = found[1].defaults if found is not None and isinstance(found[1], Function) else {}
    told = call.open or len(call.args) > 1 or "training" in call.kwargs or defaults.get("training", NONE) != NONE
    return not told


def _asleep(call: Call) -> bool:
    """Whether it is called for predictions in so many words."""
    told = call.kwargs.get("training", call.args[1] if len(call.args) > 1 else None)
    return not call.open and told is not None and call.m.truth(told) is False


def _rows(m: Machine, model: ModelLike, x: Value | None) -> int | None:
    """The number of samples; the first axis of what lacks an axis is none of samples."""
    shape = x.data(m).shape if isinstance(x, Array) else None
    if not shape:
        return None
    wanted = _wanted_shape(m, model)
    return shape[0] if wanted is None or len(wanted) <= len(shape) else None


def _wanted_shape(m: Machine, model: ModelLike) -> Shape | None:
    """The shape of the only input, if that is known."""
    if isinstance(model, ModelValue) and model.kind == "sequential":
        return sequential_input(m, model)
    given = list(tensors_in(m, model.fields["inputs"])) if "inputs" in model.fields else []
    return given[0].shape if len(given) == 1 else None


@method("predict", "predict_on_batch", "predict_generator")
def _predict(call: Call, model: ModelLike) -> Value:
    return predict(call, model, "predict", call.first("x", "generator", position=0))


@method("predict_proba")
def _predict_proba(call: Call, model: ModelLike) -> Value:
    return predict(call, model, "predict_proba", call.first("x", position=0))


@method("predict_classes")
def _predict_classes(call: Call, model: ModelLike) -> Value:
    predict(call, model, "predict_classes", call.first("x", position=0))
    return Unknown("classes that Keras decoded", call.node)


@method("evaluate", "evaluate_generator", "test_on_batch")
def _evaluate(call: Call, model: ModelLike) -> Value:
    args, _ = bind(call, ("x", "y", "batch_size"))
    m = call.m
    build_from_data(m, model, args.get("x"))
    x, y = args.get("x"), args.get("y")
    record = Predicted(
        model, state_of(m, model), freeze(m, x) if x is not None else None, freeze(m, y) if y is not None else None,
        "evaluate", call.node,
    )  # fmt: skip
    m.record("prediction", record, call.node)
    named = call.open or m.truth(call.kwargs.get("return_dict", FALSE)) is not False
    return Unknown("scores of an evaluation", call.node) if named else Scores(call.node)


@method("score")
def _score(call: Call, model: ModelLike) -> Value:
    _evaluate(call, model)
    return Unknown("the score of an estimator", call.node)


def forward(m: Machine, model: ModelLike, call: Call) -> Value:
    """`model(x)` on data."""
    if given_terms(call):
        return opaque_term(call)
    if m.state.get("judging"):
        return Term("y_pred", (), call.node, settings={"model": model})
    x = call.args[0] if call.args else call.kwargs.get("inputs", NONE)
    if isinstance(model, ModelValue) and isinstance(x, Array):
        from .preprocessing import apply_preprocessing_model

        made = apply_preprocessing_model(m, model, x, call.node)
        if made is not None:
            return made
    if not isinstance(x, (Array, Pipe)):
        found = as_array(m, x)
        x = found if found is not None else x
    return predict(call, model, "call", x)
