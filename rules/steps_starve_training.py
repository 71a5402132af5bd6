"""`steps_per_epoch` leaves most of the data unused, and too few optimizer steps in all.

## What it does
Finds a `steps_per_epoch` that ends each epoch before one pass over the data is done, where the steps of all epochs
together are fewer than 50.

## Why it is bad
`epochs` looks generous, but each epoch is only as many optimizer steps as `steps_per_epoch` says. After a handful of
steps the network still gives what its initializers made it give: nearly one constant. `fit` says nothing of it.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20, steps_per_epoch=1)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: the training takes longer and ends elsewhere. It removes `steps_per_epoch`, so that an epoch is one pass.

## How the probe confirms it
Measure: the steps that one epoch of the program as written really takes.

## Known gaps
Generators, also those that end before `epochs` times `steps_per_epoch` batches, and data whose number of rows isn't
known.

## References
- https://keras.io/api/models/model_training_apis/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Fix, RemoveArgument, Run, Safety, Severity, rule

from ._runs import ENOUGH, steps_from_scratch


@rule("ZL309", Severity.ERROR)
def steps_starve_training(run: Run) -> Iterator[Finding]:
    steps, batches, per_epoch = steps_from_scratch(run), run.batches.get(), run.steps_per_epoch
    written, site = per_epoch.get(), per_epoch.site
    if not per_epoch.written or written is None or batches is None or steps is None:
        return
    if written >= batches or steps >= ENOUGH:
        return
    yield Finding(
        site or run.site,
        f"each epoch ends after {written} of {batches} batches, all training after {steps} step{'s' * (steps != 1)}",
        confidence=Confidence.HIGH if written <= 1 else Confidence.MEDIUM,
        help="leave `steps_per_epoch` out, so that an epoch is one pass over the data",
        fix=Fix("train on all batches", Safety.UNSAFE, (RemoveArgument(site),)) if site is not None else None,
        about=run,
    )
