"""Small builders of runs, networks and predictions for tests of single rules; every place is named by a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from zerolint.api import (
    Data,
    Decoding,
    Fact,
    Family,
    Finding,
    Given,
    Head,
    Kind,
    Layer,
    Loss,
    Metric,
    Network,
    Optimizer,
    Origin,
    Prediction,
    Program,
    Reading,
    Rule,
    Run,
    RunKind,
    Scale,
    Site,
    Source,
    Stats,
    Task,
    TaskKind,
)
from zerolint.check.registry import load

FAMILIES = {
    "binary_crossentropy": Family.BINARY_CROSSENTROPY,
    "categorical_crossentropy": Family.CATEGORICAL_CROSSENTROPY,
    "cosine_similarity": Family.COSINE,
    "hinge": Family.HINGE,
    "mae": Family.REGRESSION,
    "mse": Family.REGRESSION,
    "poisson": Family.POISSON,
    "sparse_categorical_crossentropy": Family.SPARSE_CROSSENTROPY,
    "custom": Family.CUSTOM,
}


class Mark:
    """A place in the source, by name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"


@cache
def at(name: str) -> Site:
    """The place of this name."""
    return Site(Mark(name))


def written(value: Any, name: str) -> Fact[Any]:
    return Fact(value, at(name))


def default(value: Any) -> Fact[Any]:
    return Fact(value, None, Given.DEFAULT)


def dense(units: int, activation: str | None = None, *, inputs: int = 10, where: str = "head") -> Layer:
    """A Dense layer on rows."""
    act = default("linear") if activation is None else written(activation, f"{where}.activation")
    return Layer(
        "Dense",
        at(where),
        inputs=(-1,),
        input_shape=(None, inputs),
        output_shape=(None, units),
        activation=act,
        units=written(units, f"{where}.units"),
        group="core",
        weighted=True,
    )


def head(units: int = 1, activation: str | None = None, *, after: tuple[Layer, ...] = (), **changes: Any) -> Head:
    """A Dense head."""
    layer = dense(units, activation)
    made = Head(
        layer,
        layer.units,
        layer.activation,
        layer.activation.site,
        layer.site,
        shape=layer.output_shape,
        after=after,
        softmax_axis_size=units if activation == "softmax" else None,
    )
    return replace(made, **changes)


def network(*heads: Head, **changes: Any) -> Network:
    layers = (dense(32, "relu", where="hidden"), *(each.layer for each in heads if each.layer is not None))
    made = Network(at("model"), "sequential", layers=layers, heads=heads, complete=True, identity=object())
    return replace(made, **changes)


def loss(name: str, *, from_logits: bool | None = None, hand_written: bool = False) -> Loss:
    flag = default(False) if from_logits is None else written(from_logits, "from_logits")
    return Loss(name, FAMILIES.get(name, Family.UNKNOWN), at("loss"), flag, hand_written=hand_written)


def run(
    output: Head | Iterable[Head],
    trained: str | Loss,
    target: Data | None = None,
    task: Task | None = None,
    *,
    metrics: Iterable[str] = (),
    **changes: Any,
) -> Run:
    """A fit of a network with these heads, all with the same loss and target."""
    heads = (output,) if isinstance(output, Head) else tuple(output)
    one = loss(trained) if isinstance(trained, str) else trained
    made = Run(
        RunKind.FIT,
        at("fit"),
        network(*heads),
        compile_site=at("compile"),
        losses=(one,) * len(heads),
        optimizer=Optimizer("Adam", at("optimizer"), default(0.001), adaptive=True),
        metrics=tuple(Metric(name, "accuracy", at(f"metric {name}")) for name in metrics),
        targets=() if target is None else (target,) * len(heads),
        tasks=() if task is None else (task,) * len(heads),
    )
    return replace(made, **changes)


# --- Targets -------------------------------------------------------------------------------------------------

SOMEWHERE = Source(Origin.DATASET, "some_set", at("data"))
HABIT = Source(Origin.FILE, "train.csv", at("data"), by_convention=True)


def numbers(lo: float, hi: float, *, columns: int = 1, **changes: Any) -> Data:
    """Continuous targets that reach both ends."""
    shape = (1000,) if columns == 1 else (1000, columns)
    made = Data(shape, "float64", Stats(lo, hi, tight=True), kind=Kind.CONTINUOUS, scale=Scale.RAW, source=SOMEWHERE)
    return replace(made, **changes)


def labels(classes: int = 2, **changes: Any) -> Data:
    """Integer labels 0 … classes - 1."""
    stats = Stats(0, classes - 1, tight=True)
    made = Data((1000,), "int64", stats, kind=Kind.CLASSES, classes=classes, source=SOMEWHERE)
    return replace(made, **changes)


def one_hot(classes: int = 3, **changes: Any) -> Data:
    stats = Stats(0, 1, tight=True)
    made = Data((1000, classes), "float32", stats, kind=Kind.ONE_HOT, classes=classes, source=SOMEWHERE)
    return replace(made, **changes)


def multi_hot(width: int = 5, **changes: Any) -> Data:
    stats = Stats(0, 1, tight=True)
    made = Data((1000, width), "float32", stats, kind=Kind.MULTI_HOT, source=SOMEWHERE)
    return replace(made, **changes)


def a_task(kind: TaskKind, classes: int | None = None, *, firm: bool = True) -> Task:
    return Task(kind, classes, firm=firm)


# --- Predictions ---------------------------------------------------------------------------------------------


def reading(how: Reading, **changes: Any) -> Decoding:
    return replace(Decoding(how, at("reading"), operand=at("operand"), value_site=at("threshold")), **changes)


def prediction(of: Run, *decodings: Decoding) -> Prediction:
    """predict() of a trained network, read like this."""
    return Prediction(at("predict"), of.network, "predict", run=of, decodings=decodings)


# --- Asking --------------------------------------------------------------------------------------------------

RULES = load()


def the_rule(code: str) -> Rule:
    found = RULES.get(code)
    assert found is not None, code
    return found


def ask(code: str, subject: Run | Network | Prediction | Program) -> list[Finding]:
    """What the rule says of one subject."""
    return list(the_rule(code)(subject))


def said(code: str, subject: Run | Network | Prediction | Program) -> list[tuple[str, Site]]:
    """Confidence and place of each finding."""
    return [(found.confidence.value, found.site) for found in ask(code, subject)]
