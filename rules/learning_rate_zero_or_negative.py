"""A learning rate of zero, or below it.

## What it does
Finds optimizers whose constant learning rate is known to be 0 or negative, also where integer arithmetic made it so
(`1 // 256`).

A rate of 0 may be set later, and a model that is compiled and only predicts needs none: where a callback may set it, or
no training is seen, nothing is said.

## Why it is bad
At 0 no weight ever moves; below 0 every step goes uphill, so that the loss grows until it is NaN. Keras accepts both
without a word where they are floats (-0.001, 0.0); the integer 0, which `1 // 256` is, it refuses with a ValueError
(measured on Keras 3.15).

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
model.compile(optimizer=keras.optimizers.Adam(learning_rate=-0.001), loss="binary_crossentropy")
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
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the training is another one: the rate becomes the usual one of the optimizer (0.001, for SGD 0.01).

## How the probe confirms it
Pair: the program as written against the optimizer's default rate.

## Known gaps
Rates that are computed from what isn't known.

## References
- https://keras.io/api/optimizers/
"""

from collections.abc import Iterator
from typing import Final, cast

from zerolint.api import UNSEEN, Fact, Finding, Run, RunKind, Severity, rule

from ._runs import may_set_rate, usual_rate, with_rate

SHARES: Final = frozenset({"ExponentialDecay", "InverseTimeDecay"})
"""Schedules whose rates are all shares of the first one; others may warm up from 0."""


@rule("ZL303", Severity.ERROR)
def learning_rate_zero_or_negative(run: Run) -> Iterator[Finding]:
    optimizer = run.optimizer
    if optimizer is None:
        return
    schedule, rate = optimizer.schedule, cast(Fact[object], optimizer.learning_rate)
    if schedule is not None:
        rate = schedule.fact("initial_learning_rate") if schedule.kind in SHARES else UNSEEN
    value = rate.get()
    if not isinstance(value, (int, float)) or value > 0 or not rate.written:
        return
    refused = run.keras >= 3 and schedule is None and isinstance(value, int)
    if value == 0 and not refused and _unused(run):
        return
    effect = "no weight ever moves" if value == 0 else "every step makes the loss larger"
    yield Finding(
        rate.site or optimizer.site,
        f"a learning rate of {value:g} is no float: Keras raises a ValueError"
        if refused
        else f"a learning rate of {value:g}: {effect}",
        help=f"use a positive rate, such as {usual_rate(optimizer)} for `{optimizer.name}`",
        fix=with_rate(optimizer, usual_rate(optimizer)),
        about=run,
    )


def _unused(run: Run) -> bool:
    """Nothing is trained with a rate of 0: an agent only shows what another has learned, or a callback sets the rate.

    Nobody writes a negative one for that.
    """
    return run.kind is RunKind.COMPILE_ONLY or may_set_rate(run)
