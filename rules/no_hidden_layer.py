"""Images are classified by one linear layer.

## What it does
Finds a network whose only weights are those of its output layer, trained on images.

## Why it is bad
One Dense layer weighs each pixel on its own and adds up: what a pixel means can't depend on its neighbours, and a shape
that moves by a few pixels is another shape to it.

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
Images of fewer than 784 values; text, and tables whose columns act together (XOR): there a linear model is often meant.

## References
- https://keras.io/api/layers/core_layers/dense/
"""

import re
from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Kind, Network, Run, Severity, rule

LARGE: Final = 784
"""Values per image, 28 x 28: smaller ones (digits of 8 x 8) are tables that a linear model is often meant for."""


@rule("ZL402", Severity.INFO)
def no_hidden_layer(run: Run) -> Iterator[Finding]:
    network, head = run.network, run.network.head
    if head is None or head.layer is None or len(run.inputs) != 1 or run.inputs[0].kind is not Kind.IMAGE:
        return
    values = head.layer.input_shape[-1] if head.layer.input_shape else None
    if head.layer.kind != "Dense" or values is None or values < LARGE or not _only(network) or _meant(network):
        return
    yield Finding(
        head.layer.site,
        "images go straight into the output layer: the network is a linear model",
        confidence=Confidence.MEDIUM,
        help="put a hidden layer, or convolutions, before it",
        about=network,
    )


def _only(network: Network) -> bool:
    """Whether nothing but the output layer has weights or is non-linear."""
    before = [layer for layer in network.layers if not layer.weighted]
    known = not any(layer.opaque or layer.repeated or layer.op or layer.backbone for layer in network.layers)
    plain = all(layer.pass_through or layer.group in ("preprocessing", "activation", "norm") for layer in before)
    return network.complete and known and plain and len(network.weighted) == 1 and network.loaded is None


def _meant(network: Network) -> bool:
    """Whether the model's name says that it is meant to be linear."""
    return re.search(r"linear|logistic|logreg|softmax|perceptron", network.name or "", re.IGNORECASE) is not None
