"""A recurrent layer with ReLU reads unscaled inputs.

## What it does
Finds `LSTM`, `GRU` and `SimpleRNN` layers with `activation="relu"` that read sequences of ten or more steps with values
known to reach 30, with nothing that scales them on the way, under plain gradient descent with a rate of 0.01 and more
and a squared error of targets that are as large (of a `SimpleRNN`, of any targets).

## Why it is bad
A recurrent layer feeds its state back to itself at every step. Keras's tanh keeps it within ±1; a ReLU keeps nothing,
so states and gradients grow with the inputs and with each step. Measured on Keras 3.15 with waves around 30, 60 and 100
over 10, 30 and 100 steps, `SGD` and mse: the loss is NaN within the first epochs, for all three kinds of layers; at 60
with tanh, and with scaled values, it never is. Where all units die of the first steps instead (at 300), every
prediction is the same number.

## Example
```python
import numpy as np
from tensorflow import keras

series = 60 + 10 * np.sin(np.arange(830) * 0.3)
x = np.array([series[i : i + 30] for i in range(800)])[..., np.newaxis]
y = series[30:]
model = keras.Sequential([
    keras.layers.Input(shape=(30, 1)),
    keras.layers.LSTM(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="sgd", loss="mse")
model.fit(x, y, epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

series = 60 + 10 * np.sin(np.arange(830) * 0.3)
series = (series - series.mean()) / series.std()
x = np.array([series[i : i + 30] for i in range(800)])[..., np.newaxis]
y = series[30:]
model = keras.Sequential([
    keras.layers.Input(shape=(30, 1)),
    keras.layers.LSTM(32),
    keras.layers.Dense(1),
])
model.compile(optimizer="sgd", loss="mse")
model.fit(x, y, epochs=5)
```

## Fix safety
Unsafe, since the model is another one: the activation goes, which leaves tanh. Its states can't grow, but inputs
that large saturate them: scaling remains to be done.

## How the probe confirms it
Pair: the program as written against one with Keras's activation.

## Known gaps
Files whose content isn't known, sequences of unknown length, recurrent layers behind others. Adaptive optimizers: at
values of 300 over 20 steps an LSTM learned next to nothing in five epochs of Adam, but people's programs show raw
tables that were learned in a hundred.

## References
- https://keras.io/api/layers/recurrent_layers/lstm/
- https://arxiv.org/abs/1504.00941 (what a recurrent ReLU needs)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Finding,
    Fix,
    Kind,
    Layer,
    Note,
    RemoveArgument,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._axes import alone
from ._inputs import fed, scaled_inside

CELLS: Final = frozenset({"GRU", "LSTM", "SimpleRNN"})
UNBOUNDED: Final = frozenset({"elu", "leaky_relu", "relu"})
NOT_NUMBERS: Final = frozenset({Kind.TOKENS, Kind.TEXT, Kind.ONE_HOT, Kind.MULTI_HOT})
LARGE: Final = 30.0
STEPS: Final = 10
"""Values and steps from which on all three kinds of layers ended in NaN (measured)."""
CLIPS: Final = frozenset({"clipnorm", "clipvalue", "global_clipnorm"})
USUAL: Final = 0.01
"""Keras's rate for SGD, at which that was measured; lower ones hold the steps back."""


@rule("ZL424", Severity.ERROR)
def relu_in_recurrent_layer(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.COMPILE_ONLY or run.network.loaded or run.swept or not _plain_descent(run):
        return
    for which, data in fed(run):
        if data.kind in NOT_NUMBERS or data.scaled is not False or scaled_inside(run.network, which) is not False:
            continue
        for layer in run.network.first_weights(which):
            relu = layer.kind in CELLS and layer.activation.get() in UNBOUNDED
            far = layer.kind == "SimpleRNN" or all(_reach(target) >= LARGE for target in run.targets)
            if relu and far and _reach(data) >= LARGE and _steps(layer) >= STEPS:
                yield _finding(run, layer, data)


def _plain_descent(run: Run) -> bool:
    """Gradient descent on a squared error, with nothing that holds its steps back."""
    optimizer = run.optimizer
    if optimizer is None or optimizer.name != "SGD" or any(name in CLIPS for name, _ in optimizer.arguments):
        return False
    rate = optimizer.learning_rate.get()
    squared = bool(run.losses) and all(loss.name == "mean_squared_error" for loss in run.losses)
    return squared and bool(run.targets) and rate is not None and rate >= USUAL


def _steps(layer: Layer) -> int:
    return (layer.input_shape[1] or 0) if layer.input_shape is not None and len(layer.input_shape) == 3 else 0


def _reach(data: Data) -> float:
    return data.stats.magnitude or 0.0


def _finding(run: Run, layer: Layer, data: Data) -> Finding:
    place = layer.fact("activation").site or layer.activation.site or layer.site
    removable = layer.fact("activation").written and "wrapper" not in layer.config and alone(run.network, layer)
    reach, steps = _reach(data), _steps(layer)
    return Finding(
        place,
        f"inputs up to {reach:,.0f} go unscaled into a recurrent ReLU over {steps} steps: the weights blow up",
        confidence=Confidence.MEDIUM,
        help="scale the inputs, and leave the recurrent layer its tanh",
        notes=(Note("trains here", run.site),),
        fix=Fix("leave Keras's activation", Safety.UNSAFE, (RemoveArgument(place),)) if removable else None,
        about=layer,
    )
