"""A loss is largest where the predictions are right.

## What it does
Looks into losses that the program writes itself, works them out on a few made-up targets, and finds those that are
larger for predictions that agree with the targets than for any others: a Dice coefficient, an overlap (IoU), a
similarity, a likelihood, R² that is returned without a minus or `1 -`. So too where such a ratio is added to a loss.

## Why it is bad
Training makes the loss small, so it makes the predictions wrong. Measured on Keras 3.15 (3
inits): a Dice coefficient as loss moves all predictions towards 0, 0.45…0.47 of the decisions are right, 0.97 with
`1 -`; a log-likelihood without minus has 0.09 right, 0.98 with it.

## Example
```python
import numpy as np
from tensorflow import keras
from tensorflow.keras import backend as K

x = np.random.normal(size=(1000, 8))
y = (x[:, :4].sum(axis=1) > 0).astype("float32")


def dice(y_true, y_pred, smooth=1.0):
    overlap = K.sum(y_true * y_pred)
    return (2.0 * overlap + smooth) / (K.sum(y_true) + K.sum(y_pred) + smooth)


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss=dice)
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras
from tensorflow.keras import backend as K

x = np.random.normal(size=(1000, 8))
y = (x[:, :4].sum(axis=1) > 0).astype("float32")


def dice(y_true, y_pred, smooth=1.0):
    overlap = K.sum(y_true * y_pred)
    return (2.0 * overlap + smooth) / (K.sum(y_true) + K.sum(y_pred) + smooth)


def dice_loss(y_true, y_pred):
    return 1.0 - dice(y_true, y_pred)


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss=dice_loss, metrics=[dice])
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since another loss is trained. In compile() the function is wrapped: `1 -` what it returns.

## How the probe confirms it
Pair: the program as written against the one with the other sign, held-out skill of both.

## Known gaps
Formulas with operations that aren't worked out here (slices, convolutions, loops); losses with a margin (contrastive,
triplet), since which label means "alike" is a matter of taste; products that have no upper end (Wasserstein).

## References
- https://keras.io/api/losses/regression_losses/#cosine_similarity-function
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Fix, Formula, Note, Replace, Run, Safety, Severity, rule

from ._evaluation import rewards_agreement
from ._formulas import Written, written
from ._heads import RANGES

SHARES = frozenset({"hard_sigmoid", "sigmoid", "softmax"})
"""Outputs between 0 and 1, for labels."""


@rule("ZL223", Severity.ERROR)
def loss_has_the_wrong_sign(run: Run) -> Iterator[Finding]:
    for one in written(run):
        sure = _sure(one)
        if sure is None or _has_margin(one.formula):
            continue
        if _pulls_apart(one, one.formula):
            message = "the loss is largest where predictions and targets agree: training drives them apart"
            yield _finding(one, one.formula, message, sure, _fix(one))
        else:
            for part in _addends(one.formula):
                if part.op == "divide" and _pulls_apart(one, part):
                    message = (
                        "this part of the loss drives predictions and targets apart: it is largest where they agree"
                    )
                    yield _finding(one, part, message, sure, None)


def _sure(one: Written) -> Confidence | None:
    """How sure it is what kind of targets the formula is for; None where that isn't known."""
    if one.head is None or one.head.scaled_after or one.head.activation.get() not in RANGES:
        return None
    if not one.formula.followed or not one.formula.learns():
        return None
    if one.head.activation.get() not in SHARES:
        return Confidence.HIGH
    targets = [part for part in one.formula.walk() if part.op in ("y_true", "data") and part.value is None]
    unit = all(part.lo >= 0 and part.hi <= 1 for part in targets)
    return Confidence.HIGH if unit else Confidence.MEDIUM if all(_may_be_unit(part) for part in targets) else None


def _may_be_unit(part: Formula) -> bool:
    unknown = part.lo == -float("inf") and part.hi == float("inf")
    return unknown or (part.lo >= 0 and part.hi <= 1)


def _has_margin(formula: Formula) -> bool:
    """`max(margin - distance, 0)`: labels of such a loss may mean "alike" or "different"."""
    return any(
        part.op == "relu" or (part.op == "maximum" and any(operand.value == 0 for operand in part.operands))
        for part in formula.walk()
    )


def _pulls_apart(one: Written, formula: Formula) -> bool:
    if not formula.surely_of("y_pred") or not any(part.op in ("y_true", "data") for part in formula.walk()):
        return False
    activation = one.head.activation.get() if one.head is not None else None
    return rewards_agreement(formula, labels=activation in SHARES, one_hot=activation == "softmax") is True


def _addends(formula: Formula) -> Iterator[Formula]:
    if formula.op == "add":
        for operand in formula.operands:
            yield from _addends(operand)
    else:
        yield formula


def _finding(one: Written, part: Formula, message: str, sure: Confidence, fix: Fix | None) -> Finding:
    compiled = not one.loss.hand_written
    notes = (Note("computed here", part.site),) if compiled else (Note("under this loss", one.loss.site),)
    return Finding(
        one.loss.site if compiled else part.site,
        message,
        confidence=sure,
        help="return `1 -` it, or minus it",
        notes=notes,
        fix=fix,
        about=one.head,
    )


def _fix(one: Written) -> Fix | None:
    if one.loss.hand_written:
        return None
    wrapped = Replace(one.loss.site, "lambda y_true, y_pred: 1 - {}(y_true, y_pred)", one.loss.site)
    return Fix("minimise one minus it", Safety.UNSAFE, (wrapped,))
