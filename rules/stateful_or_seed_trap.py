"""The seed is set anew before each batch, so that every batch is the same.

## What it does
Finds `np.random.seed` with one and the same number in the loop that draws from `np.random` and trains on a batch
(`train_on_batch`, or an optimizer's step).

## Why it is bad
After the same seed come the same numbers: the same rows are chosen, the same noise is added, in every step. Measured
on digits (Keras 3.15): 400 batches of 32 rows that were drawn after `np.random.seed(42)` each time are 32 rows in
all; the accuracy was .68 where it was .88 with the seed set once.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype("float32")
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
for step in range(400):
    np.random.seed(42)
    rows = np.random.randint(0, 1600, 32)
    model.train_on_batch(x[rows], y[rows])
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype("float32")
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
np.random.seed(42)
for step in range(400):
    rows = np.random.randint(0, 1600, 32)
    model.train_on_batch(x[rows], y[rows])
```

## How the probe confirms it
Not at all: the rule is a hint. That the same noise is meant can't be excluded, so that the confidence is low.

## Known gaps
Python generators and `Sequence` classes that set the seed, `random.seed`, `tf.random.set_seed`, and generators made
anew with the same seed.

## References
- https://numpy.org/doc/stable/reference/random/generated/numpy.random.seed.html
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Note, Program, Severity, rule


@rule("ZL610", Severity.INFO, preview=True)
def stateful_or_seed_trap(program: Program) -> Iterator[Finding]:
    for seed in program.done("seed-per-batch"):
        places = {"the same numbers each time": seed.place("drawn"), "trained here": seed.place("trained")}
        yield Finding(
            seed.site,
            f"seed {seed.get('seed')} is set again for each batch: what is drawn after it is the same every time",
            confidence=Confidence.LOW,
            help="set the seed once, before the loop",
            notes=tuple(Note(text, place) for text, place in places.items() if place is not None),
        )
