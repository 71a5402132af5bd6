"""Columns with values in the thousands reach the first weights unscaled.

## What it does
Finds tables with a column that is known to reach 1000 or more, or with columns whose spreads are known to differ
a thousandfold, that go into dense, convolutional or recurrent layers as they are.

## Why it is bad
The large column dominates every sum of the first layer, the others hardly count, and the gradient is as large as
the inputs: the loss jumps or becomes NaN, or predictions stay at one value. Measured with Adam over 100 epochs:
wine .89 raw, .99 scaled; breast cancer .91 raw, .96 scaled.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.uniform(0, 10000, size=(2000, 10))
y = (x.sum(axis=1) > 50000).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.uniform(0, 10000, size=(2000, 10))
y = (x.sum(axis=1) > 50000).astype(int)
x = StandardScaler().fit_transform(x)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the model is another one: it gets a `Normalization` layer, which is adapted to the rows right before
`fit`.

## How the probe confirms it
Pair: the program as written against one with an adapted Normalization layer in front.

## Known gaps
Files whose content isn't known; spreads of columns that were put together by hand.

## References
- https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
"""

from collections.abc import Iterator

from zerolint.api import (
    Confidence,
    Finding,
    Fix,
    InsertBefore,
    Note,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._inputs import fed, first_layers, harm, in_front, scaled_inside


@rule("ZL102", Severity.WARNING)
def unscaled_features(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.COMPILE_ONLY or run.network.loaded or len(run.network.weighted) < 2:
        return
    for which, data in fed(run):
        what = harm(data)
        layers = first_layers(run.network, which)
        if what is None or not layers or scaled_inside(run.network, which) is not False:
            continue
        assert data.source is not None
        yield Finding(
            run.site,
            f"features {what} go unscaled into the first `{layers[0].kind}`: small ones hardly count",
            confidence=Confidence.LOW if data.source.by_convention else Confidence.HIGH,
            help="standardise them: `StandardScaler`, or a `Normalization` layer that is adapted to them",
            fix=_normalised(run, which),
            notes=(
                Note(f"from `{data.source.name}`", data.source.site),
                Note("the first layer with weights", layers[0].site),
            ),
            about=data,
        )


def _normalised(run: Run, which: int) -> Fix | None:
    """A Normalization in front, adapted to what is fitted."""
    network = run.network
    edit = in_front(network, which, "Normalization") if len(run.inputs) == 1 and run.arrays_site is not None else None
    if edit is None or network.kind not in ("sequential", "functional"):
        return None
    place = 0 if network.kind == "sequential" else 1  # a functional model's first layer is its input
    adapted = InsertBefore(run.site, f"{{object}}.layers[{place}].adapt({{first}})")
    return Fix("standardise inside the model", Safety.UNSAFE, (edit, adapted))
