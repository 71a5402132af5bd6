"""A model is fitted while all of its layers are frozen.

## What it does
Finds calls of `fit` on a model none of whose weights are trainable: `model.trainable = False`, or a loop that freezes
all layers, the new output layer among them.

## Why it is bad
Nothing moves. Keras only warns (`The model does not have any trainable weights.`), runs through all epochs, and the
loss stays what it was at the start (2.37 → 2.37 on the digits, measured on Keras 3.15): a new output layer keeps its
random weights, and predictions are as good as drawing lots.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
for layer in model.layers:
    layer.trainable = False
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
for layer in model.layers[:-1]:
    layer.trainable = False
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
There is no automatic fix: which layers are to train is not written anywhere.

## How the probe confirms it
Measure: no weight differs after a step.

## Known gaps
Models with layers of one's own, `train_on_batch`, layers frozen between two fits (Keras ignores that until `compile` is
called again), and outputs frozen in front of layers that do train.

## References
- https://keras.io/guides/transfer_learning/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Layer, Note, Run, RunKind, Severity, rule

LEARNING: Final = frozenset({"PReLU", "ParametricSoftplus", "SReLU"})
"""Activations with weights of their own."""


@rule("ZL410", Severity.ERROR)
def nothing_trainable(run: Run) -> Iterator[Finding]:
    network = run.network
    layers = [layer for layer in network.layers if _has_weights(layer)]
    known = network.complete and not network.custom_step and not any(layer.opaque for layer in network.layers)
    if run.kind is not RunKind.FIT or run.later or run.swept or not known or not layers:
        return
    if any(layer.trainable is not False for layer in layers):
        return
    last = next((head.layer for head in network.heads if head.layer is not None), layers[-1])
    yield Finding(
        run.site,
        "all layers are frozen: no weight changes, whatever the number of epochs",
        confidence=Confidence.HIGH,
        help="leave the layers that are to be trained, the output layer at least, with `trainable = True`",
        notes=(Note("this output layer is frozen as well", last.site),),
        about=run,
    )


def _has_weights(layer: Layer) -> bool:
    return layer.weighted or layer.backbone is not None or layer.group == "norm" or layer.kind in LEARNING
