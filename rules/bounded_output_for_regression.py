"""The output activation can't reach the regression targets.

## What it does
Finds a sigmoid, tanh, softmax or another bounded activation at the output of a regression whose targets are known to
lie beyond its bounds.

## Why it is bad
A sigmoid can't say more than 1. With targets of 26…69 every prediction saturates at 1.000 and stays there: measured on
Keras 3.15, R² is −30 after 20 epochs of Adam and `mse`, the same network without the activation has 0.99. Targets that
leave the bounds only in part are cut: standardised targets under a tanh gave R² 0.84 against 1.00.

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
model.compile(optimizer="adam", loss="mse")
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
Or keep the activation and scale the targets into its bounds; then scale the predictions back.

## Fix safety
Unsafe: it changes what is trained. It removes the activation.

## How the probe confirms it
Pair: the program as written against the one with a linear output, held-out skill of both.

## Known gaps
Where the targets' range isn't known, the finding is medium if their name says that they exceed 1 (price, temperature …)
and low otherwise. Pixels as targets are left to the rules on images.

## References
- https://keras.io/api/layers/activations/
"""

from collections.abc import Iterator
from math import inf

from zerolint.api import (
    Confidence,
    Family,
    Finding,
    Fix,
    Kind,
    Loss,
    Note,
    Run,
    Safety,
    Scale,
    Severity,
    TaskKind,
    rule,
)

from ._heads import (
    EXACT,
    RANGES,
    Part,
    always_one,
    number,
    out_of_reach,
    parts,
    quantity,
    regression,
    spot,
    with_activation,
)

NOT_FOLLOWED = frozenset({Family.CUSTOM, Family.UNKNOWN})
"""Losses that might scale the targets themselves, unless it is seen how they are written."""


@rule("ZL201", Severity.ERROR)
def bounded_output_for_regression(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        low, high = RANGES.get(part.head.activation.get() or "", (-inf, inf))
        if high < inf and _a_regression_here(part):
            yield from _finding(part, low, high)


def _a_regression_here(part: Part) -> bool:
    """Other rules speak of cross-entropies (ZL202) and of a softmax that is always 1 (ZL203)."""
    if part.head.scaled_after or always_one(part.head) or part.task.kind is TaskKind.RECONSTRUCTION:
        return False
    return part.loss.family in EXACT | NOT_FOLLOWED and regression(part) is not None


def _finding(part: Part, low: float, high: float) -> Iterator[Finding]:
    confidence = regression(part) or Confidence.LOW
    beyond = out_of_reach(part.target, low, high)
    bounds = f"{number(low)}…{number(high)}"
    if beyond is not None:
        reach = "reach" if beyond > high else "go down to"
        yield _made(part, confidence, f"keeps predictions in {bounds}, the targets {reach} {number(beyond)}")
    elif part.target.scale is Scale.STANDARD:
        message = f"keeps predictions in {bounds}, standardised targets go beyond"
        least = Confidence.HIGH if low >= 0.0 else Confidence.MEDIUM  # 0 and 1 that are standardised may be -1 and 1
        yield _made(part, max(confidence, least, key=lambda level: level.rank), message)
    elif not part.target.stats.within(low, high) and part.target.scaled is not True and not _opaque(part):
        word = quantity(part)
        level = Confidence.MEDIUM if word and confidence is not Confidence.LOW else Confidence.LOW
        yield _made(part, level, f"keeps predictions in {bounds}, {_named(word)}")


def _opaque(part: Part) -> bool:
    """The targets may have been scaled by code that could not be followed, or aren't plain values at all."""
    return part.target.scale is Scale.OPAQUE or part.target.kind not in (Kind.CONTINUOUS, Kind.UNKNOWN)


def _named(word: str | None) -> str:
    return f"targets called `{word}` lie beyond" if word else "the regression targets may lie beyond"


def _may_scale(loss: Loss) -> bool:
    return loss.family in NOT_FOLLOWED and (loss.formula is None or not loss.formula.by_difference())


def _made(part: Part, confidence: Confidence, message: str) -> Finding:
    head, loss, target, _ = part
    edit = with_activation(head, "linear")
    notes = [Note("under this loss", loss.site)]
    if target.source is not None and target.source.site is not None:
        notes.append(Note(f"targets come from {target.source.name}", target.source.site))
    return Finding(
        spot(head),
        f"`{head.activation.get()}` {message}",
        confidence=Confidence.LOW if _may_scale(loss) else confidence,
        help="remove the activation (linear output), or scale the targets into its range",
        notes=tuple(notes),
        fix=Fix("remove the activation (linear output)", Safety.UNSAFE, (edit,)) if edit else None,
        about=head,
    )
