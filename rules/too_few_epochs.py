"""Too few optimizer steps for a model that starts from scratch.

## What it does
Adds up the optimizer steps of all trainings of a model whose weights start from their initializers, and finds fewer
than 50 of them, or none at all (`epochs=0`, `initial_epoch` not below `epochs`).

## Why it is bad
A step moves a weight by about the learning rate. After a handful of steps the network still gives what its
initializers made it give: nearly one constant. `fit` says nothing of it. Measured: programs with too few steps gain
0.09 to 0.8 in held-out skill when they are carried on to 400 steps, healthy ones gain 0.02 at most.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(320, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=1)
print(model.predict(x))
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(320, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=40)
print(model.predict(x))
```

## Fix safety
Unsafe, since the training is another one: `epochs` becomes a round number that gives some hundred steps, and at least
ten. Loops of one's own are left alone.

## How the probe confirms it
Pair: the program as written against the same program carried on.

## Known gaps
Trainings whose number of rows isn't known. Where it is only known because files of that name usually hold so many,
the confidence is one level lower.

## References
- https://keras.io/api/models/model_training_apis/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Confidence,
    Edit,
    Finding,
    Fix,
    Note,
    Origin,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._runs import ENOUGH, steps_from_scratch
from ._values import rewritten

FEW: Final = 20
"""Fewer steps than these give a finding of high confidence (rule catalogue)."""
HANDFUL: Final = 8
SHORT: Final = 200
"""Steps that one or two epochs should have at least before predictions or scores are used (rule catalogue)."""
LONG: Final = 500
"""Steps that the fix aims at: ten times what can do."""


@rule("ZL304", Severity.WARNING)
def too_few_epochs(run: Run) -> Iterator[Finding]:
    steps = steps_from_scratch(run)
    if steps is None or not run.epochs.known or run.later or _full_batch(run) or _smoke_test(run):
        return
    if run.batches.get() == 0:  # no rows at all: `fit` would raise, so that something wasn't understood
        return
    if (run.steps_per_epoch.written and steps) or steps >= (SHORT if _barely_trained(run) else ENOUGH):
        return
    left = "too few to learn much" if steps < ENOUGH else "hardly more than a start"
    few = f"trains for {steps} step{'s' * (steps != 1)} only: {left}"
    said = "trains nothing at all: its weights stay random" if steps == 0 else few
    yield Finding(
        (run.epochs.site if run.kind is RunKind.TAPE else None) or run.site,
        f"the model starts from scratch and {said}",
        confidence=_confidence(run, steps),
        help="train longer: more epochs, or smaller batches",
        fix=_longer(run),
        notes=tuple(_count(run)),
        about=run,
    )


def _count(run: Run) -> Iterator[Note]:
    epochs, batches = run.epochs.get(), run.batches.get()
    if run.epochs.written and run.kind is RunKind.FIT and batches:
        each = f"in each of {epochs} epochs" if epochs != 1 else "in the only epoch"
        yield Note(f"{batches} step{'s' * (batches != 1)} {each}", run.epochs.site)


def _longer(run: Run) -> Fix | None:
    """As many epochs as give some hundred steps, in round numbers; at least ten."""
    batches, first = run.batches.get(), run.initial_epoch.get()
    if run.kind is not RunKind.FIT or not batches or first is None:
        return None
    wanted = max(LONG // batches, 10)
    size = 10 ** (len(str(wanted)) - 1)
    epochs = first + next(step * size for step in (1, 2, 5, 10) if step * size >= wanted)
    edit: Edit = rewritten(run.epochs, str(epochs)) or AddArgument(run.site, f"epochs={epochs}")
    return Fix(f"train to epoch {epochs}" if first else f"train for {epochs} epochs", Safety.UNSAFE, (edit,))


def _barely_trained(run: Run) -> bool:
    """One or two epochs in all, whose result is used afterwards."""
    epochs = run.total_epochs.get()
    return epochs is not None and epochs <= 2 and run.results_used


def _confidence(run: Run, steps: int) -> Confidence:
    """One level lower where the number of rows is only what files of that name usually hold."""
    guessed = any(data.source is not None and data.source.by_convention for data in (*run.inputs, *run.targets))
    sure = steps == 0 or not guessed
    if steps < FEW:
        return Confidence.HIGH if sure else Confidence.MEDIUM
    return Confidence.MEDIUM if sure else Confidence.LOW


def _smoke_test(run: Run) -> bool:
    """A handful of rows that were drawn at random; or one that stands in the source, or a loop of one's own, and
    nobody looks at what comes of it.
    """
    if run.kind is RunKind.TAPE and not run.results_used:
        return True
    data = [one for one in (*run.inputs, *run.targets) if one.source is not None]
    literal = all(one.source is not None and one.source.origin is Origin.LITERAL for one in data)
    few = all(one.rows is not None and one.rows <= HANDFUL for one in data)
    if few and run.inputs and all(one.random for one in run.inputs):
        return True
    return not run.results_used and bool(data) and literal and few


def _full_batch(run: Run) -> bool:
    """One batch holds (almost) all rows over many epochs: the batch size is the fault (ZL305), not the epochs.

    With Keras's default batch size there are just few rows, and nobody chose to take them all at once.
    """
    epochs, batches = run.epochs.get(), run.batches.get()
    return run.batch_size.written and epochs is not None and epochs >= 10 and batches == 1
