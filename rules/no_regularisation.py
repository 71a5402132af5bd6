"""A large network, few rows, many epochs, and nothing that keeps it from learning the rows by heart.

## What it does
Finds `fit` on arrays of 50 to 1000 rows for 20 epochs and more, with at least 100 weights for each row, where
neither the network (dropout, noise, augmentation, normalisation, a penalty, a constraint) nor the training
(`EarlyStopping`, callbacks of one's own) holds the weights back.

## Why it is bad
Such a network can reproduce every row it has seen, noise and all. Measured on the diabetes table (300 rows, Keras
3.15, 60 epochs, two seeds): 256 and 256 units left .03 and .09 of the variance in training and .71 on other rows, 16
units .43 to .45 and .48 to .52; with `Dropout(0.5)` the large one left .51 to .53, with an L2 penalty of 0.01 .72 to
.76. Where the targets have no noise a large network can be the better one: of 200 digits it learned .85, with 32
units .73 to .80. So this is a hint, and the confidence is low.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.randn(300, 10)
y = x[:, 0] + np.random.randn(300)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(256, activation="relu"),
    keras.layers.Dense(256, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=60, validation_split=0.2)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.randn(300, 10)
y = x[:, 0] + np.random.randn(300)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(256, activation="relu"),
    keras.layers.Dense(256, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
model.fit(x, y, epochs=60, validation_split=0.2, callbacks=[stop])
```

## How the probe confirms it
Not at all: the rule is a hint.

## Known gaps
Generators and data sets; rows of unknown number; backbones and embeddings, whose
weights aren't counted.

## References
- https://keras.io/api/callbacks/early_stopping/
- https://keras.io/api/layers/regularization_layers/
"""

from collections.abc import Iterator
from math import prod
from typing import Final

from zerolint.api import Confidence, Finding, Layer, Note, Run, RunKind, Severity, rule

FEW: Final = 1000
TOY: Final = 50
"""Fewer rows are an exercise, which is to be learned by heart."""
MANY_EPOCHS: Final = 20
WEIGHTS_PER_ROW: Final = 100
"""The table above had 230; 0.6 did no harm there."""
GATES: Final = {"GRU": 3, "LSTM": 4, "SimpleRNN": 1}
HOLDS_BACK: Final = frozenset({"augmentation", "dropout", "norm"})
NOISE: Final = frozenset({"ActivityRegularization", "GaussianDropout", "GaussianNoise"})


@rule("ZL416", Severity.INFO, preview=True)
def no_regularisation(run: Run) -> Iterator[Finding]:
    rows, epochs = _rows(run), run.total_epochs.get()
    if rows is None or epochs is None or epochs < MANY_EPOCHS or not TOY <= rows <= FEW or _held_back(run):
        return
    sizes = {id(layer): _weights(layer) for layer in run.network.weighted}
    total = sum(sizes.values())
    if total < WEIGHTS_PER_ROW * rows:
        return
    largest = max(run.network.weighted, key=lambda layer: sizes[id(layer)])
    yield Finding(
        largest.site,
        f"{total:,} weights can learn {rows:,} rows by heart in {epochs} epochs: nothing holds them back",
        confidence=Confidence.LOW,
        help="use fewer units, dropout or a penalty, or stop when the validation loss stops falling",
        notes=(Note("trained on these rows here", run.site),),
        about=run,
    )


def _rows(run: Run) -> int | None:
    """The number of rows of a training that starts from nothing, on arrays that mean something."""
    usual = run.kind is RunKind.FIT and run.fresh and not run.swept and not run.assumed and run.network.complete
    if not usual or run.streaming or run.targets_site is None or any(target.random for target in run.targets):
        return None
    return run.inputs[0].rows if run.inputs else None


def _held_back(run: Run) -> bool:
    stops = any(callback.stops or callback.kind in ("EarlyStopping", "custom") for callback in run.callbacks)
    return stops or not run.callbacks_known or any(_limits(layer) for layer in run.network.layers)


def _limits(layer: Layer) -> bool:
    asked = [fact for name, fact in layer.config.items() if name.endswith(("_regularizer", "_constraint"))]
    told = any(not fact.known or fact.get() is not None for fact in asked)
    drops = any(layer.get(name) for name in ("dropout", "recurrent_dropout"))
    return told or drops or layer.group in HOLDS_BACK or layer.kind in NOISE or layer.opaque or bool(layer.backbone)


def _weights(layer: Layer) -> int:
    """The weights of a layer, 0 where they aren't known."""
    inputs, units = layer.input_shape[-1] if layer.input_shape else None, layer.units.get()
    if inputs is None or units is None or layer.trainable is not True:
        return 0
    if layer.kind == "Dense":
        return (inputs + 1) * units
    if layer.kind in GATES and layer.get("wrapper") is None:
        return GATES[layer.kind] * (inputs + units + 1) * units
    size = layer.get("kernel_size")
    sizes = [size] * int(layer.kind[4]) if isinstance(size, int) and layer.kind[4:5].isdigit() else size
    if layer.kind not in ("Conv1D", "Conv2D", "Conv3D") or not isinstance(sizes, (list, tuple)):
        return 0
    return (prod(each for each in sizes if isinstance(each, int)) * inputs + 1) * units
