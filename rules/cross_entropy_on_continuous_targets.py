"""A cross-entropy is given continuous targets.

## What it does
Finds a binary, categorical or sparse cross-entropy whose targets are known to be continuous and to lie outside 0…1, or
that is used for a regression.

## Why it is bad
A cross-entropy takes its targets for probabilities or class indices. Measured on Keras 3.15 with targets of 26…69:
`binary_crossentropy` goes negative and keeps falling (−92 after the first epoch, −2,000,000 after the 20th) while every
prediction is 1.0; with one unit `categorical_crossentropy` is 0.0 in every epoch, so nothing is learned; with three
units and targets around 50 its loss grows from epoch to epoch under a softmax (184 → 408 with Adam, NaN with SGD);
`sparse_categorical_crossentropy` takes 26.3 for class 26 and raises on labels out of range.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = 10 * x.sum(axis=1)

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
from tensorflow import keras

x = np.random.rand(2000, 10)
y = 10 * x.sum(axis=1)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: it changes what is trained. It sets `mse` and removes the head's activation.

## How the probe confirms it
Pair: the program as written against the one with `mse` and a linear output, held-out skill of both.

## Known gaps
Targets inside 0…1 may be soft labels and are never reported. Targets that the program computes itself, under a
categorical cross-entropy over several units, may be a policy gradient's advantages and are not reported either.

## References
- https://keras.io/api/losses/probabilistic_losses/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Family,
    Finding,
    Fix,
    Note,
    Origin,
    Run,
    RunKind,
    Safety,
    Scale,
    Severity,
    TaskKind,
    rule,
)

from ._heads import (
    Part,
    all_of,
    always_one,
    inputs_again,
    number,
    out_of_reach,
    parts,
    quantity,
    regression,
    width,
    with_activation,
    with_loss,
)

SOURCES = frozenset({Origin.DATASET, Origin.FILE, Origin.RANDOM, Origin.LITERAL})
"""Where targets come from that are no advantages of a policy gradient."""

NOISE: Final = 0.3
"""How far smoothed or noisy labels may lie beyond 0 and 1 (a habit of training GANs: 0.7 to 1.2 for 1)."""


@rule("ZL202", Severity.ERROR)
def cross_entropy_on_continuous_targets(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        if not part.loss.cross_entropy or always_one(part.head) or _policy_gradient(run, part):
            continue
        if inputs_again(run, part):
            continue
        sure = regression(part)
        confidence = sure and _confidence(part, sure)
        if confidence:
            yield _finding(part, confidence)


def _confidence(part: Part, sure: Confidence) -> Confidence | None:
    """None where the targets may be probabilities: soft labels, unit pixels, values scaled into 0…1."""
    target, task = part.target, part.task
    if target.stats.within(-NOISE, 1.0 + NOISE):
        return None
    if _beyond(target):
        return sure
    if target.scale in (Scale.UNIT, Scale.OPAQUE):
        return None
    if task.kind is not TaskKind.REGRESSION:
        return None
    return Confidence.MEDIUM if task.firm or quantity(part) else Confidence.LOW


def _beyond(target: Data) -> bool:
    """Whether some targets are surely no probabilities; of standardised ones some are negative."""
    return out_of_reach(target, 0.0, 1.0) is not None or target.scale is Scale.STANDARD


def _policy_gradient(run: Run, part: Part) -> bool:
    """Whether advantages may stand in the place of labels: one column per action, of values nobody knows."""
    if part.loss.family is Family.BINARY_CROSSENTROPY or width(part.head) == 1:
        return False
    source = part.target.source
    told = _beyond(part.target) or (source is not None and source.origin in SOURCES)
    return run.kind is RunKind.TRAIN_ON_BATCH or not told


def _finding(part: Part, confidence: Confidence) -> Finding:
    head, loss, target, _ = part
    source = target.source
    notes = [Note(f"targets come from {source.name}", source.site)] if source and source.site is not None else []
    edits = [with_loss(loss, "mse")]
    if head.activation.get() != "linear":
        edits.append(with_activation(head, "linear"))
    made = all_of(*edits)
    return Finding(
        loss.site,
        f"`{loss.name or 'cross-entropy'}` {_consequence(part)}",
        confidence=confidence,
        help='use a regression loss (`"mse"`) and a linear output'
        + (", or give class labels as targets" if loss.family is Family.SPARSE_CROSSENTROPY else ""),
        notes=tuple(notes),
        fix=Fix('use `"mse"` and a linear output', Safety.UNSAFE, made) if made else None,
        about=head,
    )


def _consequence(part: Part) -> str:
    beyond = out_of_reach(part.target, 0.0, 1.0)
    standard = part.target.scale is Scale.STANDARD
    values = "standardised targets go below 0" if standard else "the targets are continuous"
    if beyond is not None:
        values = f"the targets {'reach' if beyond > 0 else 'go down to'} {number(beyond)}"
    if part.loss.family is Family.SPARSE_CROSSENTROPY:
        return "reads these quantities as class numbers, and cuts fractions off"
    if part.loss.family is Family.BINARY_CROSSENTROPY:
        return f"falls below zero without end: {values}"
    if width(part.head) == 1:
        return f"stays at 0.0 and nothing is learned: {values}"
    return f"wants probabilities, but {values}: it learns no such values"
