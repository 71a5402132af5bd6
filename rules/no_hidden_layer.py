"""Classes are told apart by one linear layer.

## What it does
Finds a classifier whose only weights are those of its output layer: of images, of texts, and of rows that the program
itself makes where no plane divides a sample of them. Linear models are often meant, so that this is of low confidence,
and silent where the model's name says linear, logistic, softmax or perceptron, and for tables that are read.

## Why it is bad
One Dense layer weighs each feature on its own and adds up: it draws one straight line (a plane) between two classes,
whatever the epochs. What a feature means can't depend on the others (XOR is out of reach); in images, what a pixel
means can't depend on its neighbours, and a shape that moves by a few pixels is another shape to it.

## Example
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784) / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(784,)),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784) / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(784,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
There is no automatic fix yet.

## How the probe confirms it
Pair: the program as written against one with a hidden layer of 128 units.

## Known gaps
Regression by one Dense layer, which mostly is linear regression by intent.

## References
- https://keras.io/api/layers/core_layers/dense/
"""

import re
from collections.abc import Iterator
from operator import mul
from statistics import fmean, pstdev
from typing import Final

from zerolint.api import Confidence, Data, Finding, Kind, Network, Origin, Run, Severity, rule

LARGE: Final = 784
"""Values per image, 28 x 28: smaller ones (digits of 8 x 8) are tables that a linear model is often meant for."""

CLOUDS: Final = ("make_blobs", "make_classification", "make_multilabel_classification")
"""What scikit-learn draws as clouds that planes divide more or less."""
BEST: Final = 0.9
"""Of XOR, 48 rows of ten columns, it puts up to 0.85 on the right side; of labels that a plane makes, nearly all."""
PASSES: Final = 100


@rule("ZL402", Severity.INFO, preview=True)
def no_hidden_layer(run: Run) -> Iterator[Finding]:
    network, parts = run.network, run.head()
    if parts is None or parts[0].layer is None or len(run.inputs) != 1:
        return
    layer, loss, target = parts[0].layer, parts[1], parts[2]
    if layer.kind != "Dense" or not _only(network) or _meant(network):
        return
    values = layer.input_shape[-1] if layer.input_shape else None
    if values is None or values < 2 or not (loss.cross_entropy or target.labels):
        return
    images = run.inputs[0].kind is Kind.IMAGE and values >= LARGE
    if not images and not _more_than_a_table(run.inputs[0], target, values):
        return
    what = "images go straight into the output layer" if images else "the output layer is the only one with weights"
    yield Finding(
        layer.site,
        f"{what}: it can only draw straight lines between classes",
        confidence=Confidence.LOW,
        help="put a hidden layer, or convolutions, before it" if images else "put a hidden layer before it",
        about=network,
    )


def _more_than_a_table(data: Data, target: Data, values: int) -> bool:
    """Words, or what the program itself makes and no plane divides; for other tables such a model is right."""
    if target.random:
        return False
    if data.kind in (Kind.TEXT, Kind.TOKENS) or (data.kind is Kind.MULTI_HOT and values >= LARGE):  # bags of words
        return True
    divided = _by_a_plane(data, target)
    if divided is not None:
        return divided <= BEST
    match data.source.origin if data.source is not None else None:
        case Origin.RANDOM:
            return target.binary and data.source is not None and not data.source.name.endswith(CLOUDS)
        case Origin.LITERAL:  # what is filled row by row, as wide as pictures: bags of words
            return target.centre == 0.5 and values >= LARGE
    return False


def _by_a_plane(data: Data, target: Data) -> float | None:
    """The largest part of sampled rows that a plane was found to put on the right side; None where none is known."""
    rows, labels = data.sample, target.sample
    if rows is None or labels is None or len(labels.columns) != 1 or len(set(labels.columns[0])) != 2:
        return None
    signs = [1 if label > 0 else -1 for label in labels.columns[0]]
    points = list(zip(*(_standardised(column) for column in rows.columns), strict=True))
    return _divided(points, signs) if len(points) == len(signs) else None


def _standardised(column: tuple[float, ...]) -> list[float]:
    centre, spread = fmean(column), pstdev(column) or 1.0
    return [(value - centre) / spread for value in column]


def _divided(points: list[tuple[float, ...]], signs: list[int]) -> float:
    """The largest part of the points that a plane puts on the right side: a perceptron that keeps its best."""
    rows = [((1.0, *point), sign) for point, sign in zip(points, signs, strict=True)]
    weights, best = [0.0] * len(rows[0][0]), 0
    for _ in range(PASSES):
        for row, sign in rows:
            if sign * sum(map(mul, weights, row)) <= 0:
                weights = [weight + sign * value for weight, value in zip(weights, row, strict=True)]
        best = max(best, sum(sign * sum(map(mul, weights, row)) > 0 for row, sign in rows))
    return best / len(points)


def _only(network: Network) -> bool:
    """Whether nothing but the output layer has weights or is non-linear."""
    before = [layer for layer in network.layers if not layer.weighted]
    known = not any(layer.opaque or layer.repeated or layer.op or layer.backbone for layer in network.layers)
    plain = all(layer.pass_through or layer.group in ("preprocessing", "activation", "norm") for layer in before)
    return network.complete and known and plain and len(network.weighted) == 1 and network.loaded is None


def _meant(network: Network) -> bool:
    """Whether the model's name says that it is meant to be linear."""
    return re.search(r"linear|logistic|logreg|softmax|perceptron", network.name or "", re.IGNORECASE) is not None
