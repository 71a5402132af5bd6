"""The loss that `evaluate` gives first is called accuracy.

## What it does
`model.evaluate(…)` gives a list: the loss, then the metrics in compile's order. Finds its first item where the program
calls it accuracy: by the name of a variable, or by the text in front of it in what is printed. Finds the whole list,
too, where it is multiplied by a number or compared with one.

## Why it is bad
The loss is no share of right answers: it falls while the model learns, and a bad model's may well be 0.9. Measured on
a classifier that is 0.972 right: `evaluate(…)[0]` is 0.248, which reads like a failure; before the training it was
0.69, which reads better than chance. The list as a whole is no number: `list * 100` is a list of a hundred times two
numbers, and comparing it with a number raises a TypeError.

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
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x[:1600], y[:1600], epochs=20)
score = model.evaluate(x[1600:], y[1600:])
print("Accuracy:", score[0])
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
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x[:1600], y[:1600], epochs=20)
score = model.evaluate(x[1600:], y[1600:])
print("Accuracy:", score[1])
```

## Fix safety
Unsafe, since another number comes out. Offered where an index stands and the first metric is known to be an accuracy.

## How the probe confirms it
Decode: the same weights, and both numbers by their names (`return_dict=True`).

## Known gaps
Scores that are called accuracy far from where they are read (a column of a table, a title of a plot).

## References
- https://keras.io/api/models/model_training_apis/#evaluate-method
"""

import re
from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Finding,
    Fix,
    Note,
    Operation,
    Prediction,
    Program,
    Replace,
    Safety,
    Severity,
    Site,
    rule,
)

ACCURACY: Final = re.compile(r"(?<![a-z])acc(r|s|uracy|uracies)?(?![a-z])")
OTHER: Final = re.compile(r"loss|error|cost|mse|mae|entropy")
"""Words beside which it is open what is meant: `loss and accuracy`."""


@rule("ZL513", Severity.WARNING)
def loss_read_as_accuracy(program: Program) -> Iterator[Finding]:
    evaluations = {id(each.site): each for each in program.predictions if each.call == "evaluate"}
    seen: set[int] = set()
    for read in program.done("score-named", "scores-as-number"):
        evaluation = evaluations.get(id(read.get("evaluation")))
        if evaluation is None or id(read.site) in seen:
            continue
        found = _whole(read, evaluation) if read.kind == "scores-as-number" else _first(read, evaluation)
        if found is not None:
            seen.add(id(read.site))
            yield found


def _first(read: Operation, evaluation: Prediction) -> Finding | None:
    """The first of several values, where the words say accuracy."""
    words = str(read.get("words")).strip()
    if read.get("place") != 0 or not _says_accuracy(words):
        return None
    called = f"`{words}`" if words.isidentifier() else f'"{words}"'
    return Finding(
        read.site,
        f"{called} is the loss: `evaluate` gives the loss first, then the metrics",
        help="take the accuracy from index 1, or ask for names with `return_dict=True`",
        notes=(Note("evaluated here", evaluation.site),),
        fix=_fix(read, evaluation),
        about=evaluation,
    )


def _says_accuracy(words: str) -> bool:
    spread = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", words).lower()
    return ACCURACY.search(spread) is not None and OTHER.search(spread) is None


def _whole(read: Operation, evaluation: Prediction) -> Finding | None:
    """The list itself; without metrics it would be a number."""
    if evaluation.run is None or not evaluation.run.metrics:
        return None
    op = read.get("op")
    outcome = "repeats it and multiplies nothing" if op == "*" else "raises a TypeError"
    return Finding(
        read.site,
        f"`evaluate` gives a list here, the loss and the metrics: `{op}` {outcome}",
        severity=Severity.WARNING if op == "*" else Severity.ERROR,
        help="take one of them: index 0 is the loss, 1 the first metric",
        notes=(Note("evaluated here", evaluation.site), Note("the metrics", evaluation.run.metrics[0].site)),
        about=evaluation,
    )


def _fix(read: Operation, evaluation: Prediction) -> Fix | None:
    index = _site(read.get("index"))
    metrics = evaluation.run.metrics if evaluation.run is not None else ()
    if index is None or not metrics or ACCURACY.search(metrics[0].name or "") is None:
        return None
    return Fix("read the accuracy", Safety.UNSAFE, (Replace(index, "1"),))


def _site(part: object) -> Site | None:
    return None if part is None else Site(part)
