"""The model is built anew in every round of the loop that trains it.

## What it does
Finds loops over epochs or batches in whose body the model is built and then trained. A loop counts as one over epochs
if it goes over a `range`, its variable is called so (`epoch`, `step`, `iteration` …), and nothing but what is printed
depends on it; as one over batches if it goes over a data set.

## Why it is bad
A new model starts from new random weights. What the rounds before it learned is gone: after 50 rounds the network has
seen one. On the digits, 20 rounds of one epoch each reach an accuracy of 0.98 with one model; with a new one in each
round it is 0.41 to 0.50 after each of them (measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)


def build():
    model = keras.Sequential([
        keras.layers.Input(shape=(10,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


for epoch in range(20):
    model = build()
    history = model.fit(x, y, epochs=1, verbose=0)
    print(epoch, history.history["accuracy"][-1])
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)


def build():
    model = keras.Sequential([
        keras.layers.Input(shape=(10,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


model = build()
for epoch in range(20):
    history = model.fit(x, y, epochs=1, verbose=0)
    print(epoch, history.history["accuracy"][-1])
```

## How the probe confirms it
Pair: the loop as written against one that builds the model before it.

## Known gaps
Loops whose variable has another name; an optimizer made anew for one model, which loses its momentum only.

## References
- https://keras.io/guides/writing_a_custom_training_loop_in_tensorflow/
"""

import re
from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Loop, Note, Run, RunKind, Severity, rule

EPOCHS: Final = re.compile(
    r"(n|i|num|cur|current)?_?(epochs?|ep|iterations?|iter|steps?|batch(es)?)(_?(i|idx|index|num|no))?"
)
"""What people call the variable of a loop that trains; `i`, `run`, `trial` and `fold` may stand for repetitions."""


@rule("ZL601", Severity.ERROR)
def model_rebuilt_in_loop(run: Run) -> Iterator[Finding]:
    loop = next((loop for loop in run.loops if loop.rebuilds and _trains(loop)), None)
    if loop is None or run.kind is RunKind.COMPILE_ONLY or run.swept or not run.fresh:
        return
    what = "batch" if loop.batches else "round"
    sure = Confidence.HIGH if loop.batches else Confidence.MEDIUM
    yield Finding(
        run.network.site,
        f"a new model is built in each {what} of the loop that trains it: what was learned before is lost",
        confidence=sure.lowered if run.path else sure,
        help="build the model once, before the loop",
        notes=(Note("the loop", loop.site), Note("trained here", run.site)),
        about=run,
    )


def _trains(loop: Loop) -> bool:
    """Whether each round is to carry on where the last one ended."""
    if loop.count is not None and loop.count < 2:
        return False
    return loop.batches or (loop.counts and loop.variable is not None and EPOCHS.fullmatch(loop.variable) is not None)
