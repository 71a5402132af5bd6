"""Predictions in the scale of the training are compared with targets in another one.

## What it does
Finds scores and differences of predictions and targets where the network was trained on scaled targets (a scaler,
standardising by hand, a logarithm) and its predictions meet the targets as they were before, or where predictions that
were scaled back meet the scaled targets.

## Why it is bad
One side is around 0 or in 0…1, the other is in dollars: the error is about as large as the targets themselves, however
good the model is. Nothing warns.

## Example
```python
import numpy as np
from sklearn.metrics import mean_absolute_error
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.rand(2000, 10)
y = x.sum(axis=1, keepdims=True) * 10000
scaler = StandardScaler()
scaled = scaler.fit_transform(y)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x[:1600], scaled[:1600], epochs=20)
predictions = model.predict(x[1600:])
print("error:", mean_absolute_error(y[1600:], predictions))
```

## Use instead
```python
import numpy as np
from sklearn.metrics import mean_absolute_error
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.rand(2000, 10)
y = x.sum(axis=1, keepdims=True) * 10000
scaler = StandardScaler()
scaled = scaler.fit_transform(y)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x[:1600], scaled[:1600], epochs=20)
predictions = scaler.inverse_transform(model.predict(x[1600:]))
print("error:", mean_absolute_error(y[1600:], predictions))
```

## How the probe confirms it
Decode: the same weights, scored as written and in one scale.

## Known gaps
Predictions that are scaled back by hand, targets divided by a constant, and figures that only show both.

## References
- https://scikit-learn.org/stable/modules/generated/sklearn.compose.TransformedTargetRegressor.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    SCALED,
    Confidence,
    Data,
    Decoding,
    Finding,
    Note,
    Prediction,
    RunKind,
    Severity,
    Step,
    rule,
)

from ._readings import SAME_VALUES
from ._uses import SCORES

SCALING: Final = ("fit_transform", "transform", "standardise", "minmax", "normalise", "divide", "log")
"""Steps that bring targets into another scale."""
SAME_SCALE: Final = frozenset(
    {f"sklearn.metrics.{name}" for name in ("max_error", "mean_absolute_error", "mean_squared_error", "r2_score")}
    | {"sklearn.metrics.mean_absolute_percentage_error", "sklearn.metrics.root_mean_squared_error"}
    | {"sklearn.metrics.median_absolute_error", "sklearn.metrics.explained_variance_score", "-"}
)
"""What has a meaning for values of one scale only."""
BACK: Final = frozenset({"inverse_transform"})


@rule("ZL506", Severity.WARNING)
def target_scaling_not_inverted(prediction: Prediction) -> Iterator[Finding]:
    run = prediction.run
    if run is None or run.kind is RunKind.COMPILE_ONLY or prediction.trains or len(run.targets) != 1:
        return
    trained = run.targets[0]
    scaling = trained.did(*SCALING)
    if trained.scale not in SCALED or scaling is None or trained.labels or trained.source is None:
        return
    for decoding in prediction.decodings:
        if decoding.reading in SCORES and decoding.by in SAME_SCALE:
            yield from _finding(prediction, decoding, trained, scaling)


def _finding(prediction: Prediction, decoding: Decoding, trained: Data, scaling: Step) -> Iterator[Finding]:
    other = decoding.other
    if other is None or other.source is None or trained.source is None or other.source.site is not trained.source.site:
        return
    scaled, back = other.scale in SCALED, BACK & set(decoding.before)
    if set(decoding.before) - SAME_VALUES - BACK or (not scaled and other.did(*SCALING) is not None):
        return
    if scaled and back and other.did("inverse_transform") is None:
        message = "predictions scaled back are compared with targets that are still scaled: the error says nothing"
    elif not scaled and not back:
        message = "predictions of scaled targets are compared with raw ones: the error says nothing"
    else:
        return
    yield Finding(
        decoding.site,
        message,
        confidence=Confidence.MEDIUM,
        help="bring both into one scale: `scaler.inverse_transform(…)` for the targets' scaler",
        notes=(
            Note("the targets of the training are scaled here", scaling.site),
            Note("predicted here", prediction.site),
        ),
    )
