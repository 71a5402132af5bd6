"""The loss isn't defined for labels like these.

## What it does
Finds targets that are known to hold what the loss can't use:

- class numbers that don't begin at 0 under a sparse cross-entropy (1…k with k units, negative ones);
- labels −1 and 1, or 1 and 2, under `binary_crossentropy`;
- words as labels;
- negative targets under `msle`, `poisson` and `kl_divergence`, and targets above 1 under `kl_divergence`;
- zeros among the targets under `mape`.

## Why it is bad
Measured on Keras 3.15, 20 epochs:

- labels 1…k or −1 under a sparse loss: InvalidArgumentError in the first batch on CPU (on GPU users report NaN); words:
  ValueError "Invalid dtype".
- −1 and 1 under `binary_crossentropy`: the loss is −7.5 and falls on, 0.74 of the decisions are right where 0.98 are
  with 0 and 1. Labels 1 and 2: the loss is −6.6, and all predictions go up to 1.
- `poisson` with negative targets: −40 and falling. `msle` takes them for 0.
- `kl_divergence` cuts targets and predictions at 0 and 1: whatever lies beyond isn't learned.
- `mape` where 0.37 of the targets are 0: the loss is 11,109,875 and every prediction near 0; without zeros it is 38.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.normal(size=(1000, 8))
y = np.where(x.sum(axis=1) > 0, 1, -1)

model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
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

x = np.random.normal(size=(1000, 8))
y = np.where(x.sum(axis=1) > 0, 1, 0)

model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```
Labels −1 and 1 go with a hinge loss and a linear or tanh output.

## How the probe confirms it
Build where Keras raises; else pair: the labels as written against labels from 0 on.

## Known gaps
Labels from files, of which nothing is known. Continuous targets under a cross-entropy are left to
`cross-entropy-on-continuous-targets`.

## References
- https://keras.io/api/losses/
"""

from collections.abc import Iterator

from zerolint.api import Data, Family, Finding, Kind, Note, Run, Scale, Severity, rule

from ._heads import Part, always_one, certainty, number, out_of_reach, parts, width

INF = float("inf")
TEXTS = frozenset({"object", "str", "string"})
"""Kinds of values that words have."""


@rule("ZL215", Severity.ERROR)
def labels_outside_loss_domain(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        told = None if always_one(part.head) else _fault(part)
        if told is not None:
            message, advice = told
            yield Finding(
                part.loss.site,
                message,
                confidence=certainty(part.target),
                help=advice,
                notes=tuple(_labels(part.target)),
                about=part.head,
            )


def _fault(part: Part) -> tuple[str, str] | None:
    """What happens with these targets, and what to do; None where nothing is known to."""
    name, target = part.loss.name, part.target
    if name is None:
        return None
    if _words(target):
        return f"the labels are words, `{name}` takes numbers: `fit` raises", "number the classes from 0 on"
    match part.loss.family, name:
        case Family.SPARSE_CROSSENTROPY, _:
            return _sparse(part)
        case Family.BINARY_CROSSENTROPY, _:
            return _binary(target)
        case _, "kl_divergence":
            return _distribution(target) or _no_distribution(part) or _numbers_of_classes(part)
        case _, "mean_squared_logarithmic_error" | "poisson":
            return _negative(name, target)
        case _, "mean_absolute_percentage_error":
            return _zeros(target)
    return None


def _words(target: Data) -> bool:
    """Words that nothing turned into numbers."""
    return (
        target.dtype in TEXTS and (bool(target.categories) or bool(target.classes)) and target.kind is not Kind.CLASSES
    )


def _range(target: Data) -> tuple[float, float] | None:
    """The smallest and the largest label, where both are known to occur."""
    stats = target.stats
    return (stats.lo, stats.hi) if stats.tight and stats.lo is not None and stats.hi is not None else None


def _sparse(part: Part) -> tuple[str, str] | None:
    found, units = _range(part.target), width(part.head)
    if found is None or part.target.continuous or not part.loss.fact("ignore_class").left_out:
        return None
    low, high = found
    if low < 0:
        return f"labels begin at {number(low)}, `{part.loss.name}` takes 0 and up: `fit` raises or gives NaN", (
            "number the classes from 0 on"
        )
    if low == 1 and high == units and units > 1:
        return f"labels 1…{units} with {units} output units: label {units} has none, `fit` raises or gives NaN", (
            "subtract 1 from the labels"
        )
    return None


def _binary(target: Data) -> tuple[str, str] | None:
    found = _range(target)
    if found is None or target.continuous or target.classes not in (None, 2):
        return None
    if found == (-1.0, 1.0) and target.classes == 2:
        return "labels −1 and 1 under `binary_crossentropy`: the loss falls without end", (
            "use labels 0 and 1, or a hinge loss with a linear or tanh output"
        )
    if found == (1.0, 2.0) and target.classes == 2:
        return "labels 1 and 2 under `binary_crossentropy`: every prediction becomes 1", "subtract 1 from the labels"
    return None


def _distribution(target: Data) -> tuple[str, str] | None:
    beyond = out_of_reach(target, 0.0, 1.0)
    if beyond is None and target.scale is not Scale.STANDARD:
        return None
    these = f"these reach {number(beyond)}" if beyond is not None else "these are standardised"
    message = f"`kl_divergence` cuts targets at 0 and 1, {these}: all beyond is lost"
    return message, "use a loss for quantities (`mse`), or targets that sum to 1"


def _numbers_of_classes(part: Part) -> tuple[str, str] | None:
    """(n,) against (n, k), which can't be compared element by element."""
    several = part.head.activation.get() == "softmax" and width(part.head) != 1
    if part.target.kind is not Kind.CLASSES or part.target.sample_shape != () or not several:
        return None
    message = "`kl_divergence` takes a share for each class, the labels are class numbers: `fit` raises"
    return message, "use `sparse_categorical_crossentropy`, or one-hot labels"


def _no_distribution(part: Part) -> tuple[str, str] | None:
    if part.head.activation.get() not in ("relu", "relu6") or part.head.scaled_after:
        return None
    message = "`relu` gives no distribution: `kl_divergence` falls below 0 and pushes every output up"
    return message, "end with a softmax over what is to sum to 1, and give targets that sum to 1"


def _negative(name: str, target: Data) -> tuple[str, str] | None:
    below = out_of_reach(target, 0.0, INF)
    if below is None and target.scale is not Scale.STANDARD:
        return None
    which = f"targets go down to {number(below)}" if below is not None else "standardised targets go below 0"
    what = "falls without end" if name == "poisson" else "takes every negative one for 0"
    return f"{which}: `{name}` {what}", "use `mse`, or shift the targets above 0"


def _zeros(target: Data) -> tuple[str, str] | None:
    whole = target.stats.tight and target.stats.lo == 0.0
    counted = target.dtype is not None and "int" in target.dtype
    if not whole or not (counted or target.kind is Kind.CLASSES):
        return None
    message = "`mape` divides by the targets, some of which are 0: these outweigh all others a million-fold"
    return message, "use `mae`, or leave the zeros out"


def _labels(target: Data) -> Iterator[Note]:
    if target.trail and target.trail[-1].site is not None:
        yield Note("the targets get their values here", target.trail[-1].site)
    elif target.source is not None and target.source.site is not None:
        yield Note(f"targets come from {target.source.name}", target.source.site)
