"""A model is trained while all of its layers are frozen.

## What it does
Finds `fit` and `train_on_batch` of a model none of whose weights are trainable: `model.trainable = False`, or a loop
that freezes all layers, the new output layer among them.

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
Models with layers of one's own, layers frozen between two fits (Keras ignores that until `compile` is
called again), and outputs frozen in front of layers that do train.

## References
- https://keras.io/guides/transfer_learning/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Finding, Layer, Note, Run, RunKind, Severity, rule

from ._values import sure

LEARNING: Final = frozenset({"PReLU", "ParametricSoftplus", "SReLU"})
"""Activations with weights of their own."""


@rule("ZL410", Severity.ERROR)
def nothing_trainable(run: Run) -> Iterator[Finding]:
    network = run.network
    layers = [layer for layer in network.layers if _has_weights(layer)]
    known = network.complete and not network.custom_step and not any(layer.opaque for layer in network.layers)
    if run.kind not in (RunKind.FIT, RunKind.TRAIN_ON_BATCH) or run.later or run.swept or not known or not layers:
        return
    if any(layer.trainable is not False for layer in layers) or run.switched:
        return
    places = {id(layer.trainable_site): layer.trainable_site for layer in layers}
    frozen = next(iter(places.values())) if len(places) == 1 else None
    last = next((head.layer for head in network.heads if head.layer is not None), layers[-1])
    trained = (Note("trained here", run.site),) if frozen is not None else ()
    yield Finding(
        frozen or run.site,
        "all layers are frozen: no weight changes, however long it is trained",
        confidence=sure(run.path),
        help="set `trainable = True` for the layers that are to learn, the output layer at least",
        notes=(Note("this output layer is frozen as well", last.site), *trained),
        about=run,
    )


def _has_weights(layer: Layer) -> bool:
    return layer.weighted or layer.backbone is not None or layer.group == "norm" or layer.kind in LEARNING
