"""A recurrent layer with ReLU reads unscaled inputs.

## What it does
Finds `LSTM`, `GRU` and `SimpleRNN` layers with `activation="relu"` that read sequences known to reach far from 0, with
nothing that scales them on the way: under plain gradient descent and a regression loss with values and targets of 30
and more (for `SimpleRNN` whatever the targets are) over ten steps, under Adam and its kin with values of 100 and more
over so many steps that value × steps is 5000.

## Why it is bad
A recurrent layer feeds its state back to itself at every step. Keras's tanh keeps it within ±1; a ReLU keeps nothing,
so states and gradients grow with the inputs and with each step. Measured on Keras 3.15 with sine waves around 60 (±10)
over 30 steps: with SGD and mse the loss is NaN in the first epoch, for `LSTM` and `SimpleRNN`, one layer or two; with
tanh, or scaled, it never is. With Adam nothing became NaN, but at 300 (±50) over 20 steps an `LSTM` was still at the
variance after five epochs (.94 of it; .05 on scaled values), and at 1000 (±100) over 60 steps at .97.

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
Files whose content isn't known, sequences of unknown length, recurrent layers behind others; `GRU` under Adam, which
copes with more.

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
    Family,
    Finding,
    Fix,
    Kind,
    Layer,
    Note,
    Optimizer,
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
EXPLODES: Final = (30.0, 10)
"""Values and steps from which on gradient descent ends in NaN (measured on a series around its mean)."""
CLIPS: Final = frozenset({"clipnorm", "clipvalue", "global_clipnorm"})
USUAL: Final = 0.001
"""Lower rates hold the steps back."""
LARGE: Final = 100.0
FAR: Final = 5000.0
"""Value × steps from which on an LSTM under Adam learned next to nothing in five epochs (measured)."""


@rule("ZL424", Severity.WARNING)
def relu_in_recurrent_layer(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.COMPILE_ONLY or run.network.loaded or run.optimizer is None or run.swept:
        return
    for which, data in fed(run):
        if data.kind in NOT_NUMBERS or data.scaled is not False or scaled_inside(run.network, which) is not False:
            continue
        for layer in run.network.first_weights(which):
            if layer.kind not in CELLS or layer.activation.get() not in UNBOUNDED:
                continue
            explodes = _explodes(run, run.optimizer, layer, data)
            if explodes or _grows(layer, data):
                yield _finding(run, layer, data, explodes=explodes)


def _steps(layer: Layer) -> int | None:
    return layer.input_shape[1] if layer.input_shape is not None and len(layer.input_shape) == 3 else None


def _explodes(run: Run, optimizer: Optimizer, layer: Layer, data: Data) -> bool:
    """Plain gradient descent, with nothing that holds its steps back, on values and targets that are large."""
    rate, held_back = optimizer.learning_rate.get(), any(name in CLIPS for name, _ in optimizer.arguments)
    if optimizer.name != "SGD" or held_back or rate is None or rate < USUAL:
        return False
    squared = any(loss.family is Family.REGRESSION for loss in run.losses)
    far = layer.kind == "SimpleRNN" or any(_reach(target) >= EXPLODES[0] for target in run.targets)
    return squared and far and _reach(data) >= EXPLODES[0] and (_steps(layer) or 0) >= EXPLODES[1]


def _grows(layer: Layer, data: Data) -> bool:
    """Inputs so large, over so many steps, that little is learned under adaptive optimizers as well."""
    reach = _reach(data)
    return layer.kind != "GRU" and reach >= LARGE and reach * (_steps(layer) or 0) >= FAR


def _reach(data: Data) -> float:
    return data.stats.magnitude or 0.0


def _finding(run: Run, layer: Layer, data: Data, *, explodes: bool) -> Finding:
    place = layer.fact("activation").site or layer.activation.site or layer.site
    end = "the loss explodes" if explodes else "its states grow from step to step, and little is learned"
    removable = layer.fact("activation").written and "wrapper" not in layer.config and alone(run.network, layer)
    return Finding(
        place,
        f"inputs up to {_reach(data):,.0f} go unscaled into a recurrent ReLU over {_steps(layer)} steps: {end}",
        confidence=Confidence.MEDIUM,
        severity=Severity.ERROR if explodes else None,
        help="scale the inputs, and leave the recurrent layer its tanh",
        notes=(Note("trains here", run.site),),
        fix=Fix("leave Keras's activation", Safety.UNSAFE, (RemoveArgument(place),)) if removable else None,
        about=layer,
    )
