"""Gradients are clipped to almost nothing.

## What it does
Reports `clipnorm`, `global_clipnorm` and `clipvalue` so small that the weights stand still: with SGD, 0.001 and less
where learning rate × limit is 0.0001 and less (for `clipvalue` 0.00001); with RMSprop, `clipnorm` of 0.0001 and less
and `clipvalue` of 0.000001 and less.

## Why it is bad
SGD moves the weights by learning rate × gradient. With `clipnorm=0.001` no step is longer than a thousandth of the
learning rate: on scaled digits accuracy is at .09 after 20 epochs, as after the first, where it is .85 without.
RMSprop divides by the size of the gradients, which helps until they are as small as its epsilon: .14 with
`clipnorm=0.0001`, .09 with `clipvalue=0.000001`, .97 without. Adam bears even 0.00001: .94 (measured on Keras 3.15).

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
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1, clipnorm=1e-4), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
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
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1, clipnorm=1.0), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: the model is trained differently afterwards. It raises the limit to 1.

## How the probe confirms it
Pair: the program as written against one that clips at 1.

## Known gaps
Gradients that a hand-written loop clips itself; SGD under a schedule.

## References
- https://keras.io/api/optimizers/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import Finding, Fix, Optimizer, Run, Safety, Severity, rule

from ._values import as_number, rewritten

NOTHING: Final = 1e-3
"""Rule catalogue: from here on with SGD (scaled digits: .09 after 20 epochs at its default rate)."""
FARTHEST: Final = {"clipnorm": 1e-4, "clipvalue": 1e-5, "global_clipnorm": 1e-4}
"""Learning rate × limit, up to which SGD stands still (digits: .09 … .12); tenfold it crawls (.40, .77)."""
RMSPROP: Final = {"clipnorm": 1e-4, "clipvalue": 1e-6, "global_clipnorm": 1e-4}
"""Limits up to which RMSprop stands still (digits: .14, .09); tenfold it crawls (.78, .35)."""


@rule("ZL308", Severity.ERROR)
def gradient_clipped_to_nothing(run: Run) -> Iterator[Finding]:
    optimizer = run.optimizer
    if optimizer is None or run.swept:
        return
    for name, fact in optimizer.arguments:
        limit = as_number(fact.get())
        if name in FARTHEST and limit is not None and limit > 0 and _nothing(optimizer, name, limit):
            edit = rewritten(fact, "1.0")
            yield Finding(
                fact.site or optimizer.site,
                f"`{name}={limit:g}` cuts every gradient to almost nothing: the weights stand still",
                help=f"raise `{name}` to about 1, or leave it out",
                fix=Fix("clip at 1", Safety.UNSAFE, (edit,)) if edit is not None else None,
                about=run,
            )


def _nothing(optimizer: Optimizer, name: str, limit: float) -> bool:
    if optimizer.name == "RMSprop":
        return limit <= RMSPROP[name]
    rate, momentum = optimizer.learning_rate.get(), as_number(optimizer.momentum.get())
    if optimizer.name != "SGD" or rate is None or momentum is None or not 0 <= momentum < 1:
        return False
    return limit <= NOTHING and rate / (1 - momentum) * limit <= FARTHEST[name]
