"""A hinge loss gets probabilities.

## What it does
Finds `hinge`, `squared_hinge` and `categorical_hinge` under a sigmoid or softmax.

## Why it is bad
A hinge loss wants outputs on both sides of 0: it is 0 where the output of the right side is beyond 1, and the sign is
the answer. Measured on Keras 3.15 (3 inits): under a sigmoid `hinge` stays above 0.59 where a tanh comes to 0.16, for a
"no" costs at least 1; the decisions are right at a threshold of 0.5 (0.98), but at 0, as outputs of a hinge loss are
read, all of them are "yes" (0.50). `squared_hinge` under a sigmoid has 0.87…0.88 right at 0.5, under a tanh 0.98 at 0;
`categorical_hinge` under a softmax 0.87…0.91, without 0.92…0.93.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.normal(size=(1000, 8))
y = np.where(x[:, :4].sum(axis=1) > 0, 1, -1)

model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="hinge")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.normal(size=(1000, 8))
y = np.where(x[:, :4].sum(axis=1) > 0, 1, -1)

model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="tanh"),
])
model.compile(optimizer="adam", loss="hinge")
model.fit(x, y, epochs=20)
```
Labels 0 and 1 are right too: Keras makes −1 and 1 of them.

## Fix safety
Unsafe: it changes the outputs, and with them the threshold. A sigmoid becomes a tanh, a softmax goes.

## How the probe confirms it
Pair: the program as written against the one with the other output, held-out skill of both.

## Known gaps
Losses of one's own that are a hinge (`max(0, 1 - y * p)`).

## References
- https://keras.io/api/losses/hinge_losses/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Family, Finding, Fix, Note, Run, Safety, Severity, rule

from ._heads import always_one, parts, spot, with_activation

REPAIRED = {"hard_sigmoid": "tanh", "sigmoid": "tanh", "softmax": "linear"}
"""Outputs between 0 and 1, and what takes their place."""


@rule("ZL224", Severity.WARNING)
def hinge_reads_probabilities(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        name = part.head.activation.get() or ""
        if part.loss.family is not Family.HINGE or name not in REPAIRED:
            continue
        if part.head.scaled_after or always_one(part.head):
            continue
        edit = with_activation(part.head, REPAIRED[name])
        yield Finding(
            spot(part.head),
            f"`{part.loss.name}` wants outputs on both sides of 0, `{name}` gives 0…1: "
            + ("it learns less well" if name == "softmax" else 'each "no" counts as wrong'),
            confidence=Confidence.MEDIUM,
            help="use `tanh` or no activation, and read the sign" if name != "softmax" else "leave the softmax out",
            notes=(Note("under this loss", part.loss.site),),
            fix=Fix(f"use `{REPAIRED[name]}`", Safety.UNSAFE, (edit,)) if edit else None,
            about=part.head,
        )
