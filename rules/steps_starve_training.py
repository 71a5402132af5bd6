"""Epochs get next to no batches: `steps_per_epoch` ends them at once, or the generator has ended.

## What it does
Finds a `steps_per_epoch` that ends each epoch before one pass over the data is done, where the steps of all epochs
together are fewer than 50. And a generator that goes through its data once, where `epochs` asks for more than it has.

## Why it is bad
`epochs` looks generous, but each epoch is only as many optimizer steps as `steps_per_epoch` says. After a handful of
steps the network still gives what its initializers made it give: nearly one constant. `fit` says nothing of it.

A generator object can't be started anew. Once it has ended, Keras 3 warns that the input ran out of data, shows a loss
of 0.0, and goes on with the few batches that it had looked at first (17 steps instead of 40, measured).

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
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20, steps_per_epoch=1)
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
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: the training takes longer and ends elsewhere. It removes `steps_per_epoch`, so that an epoch is one pass.

## How the probe confirms it
Measure: the steps that one epoch of the program as written really takes.

## Known gaps
Data whose number of rows isn't known, and generators that are objects of a class.

## References
- https://keras.io/api/models/model_training_apis/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Fix, Note, RemoveArgument, Run, Safety, Severity, rule

from ._runs import ENOUGH, steps_from_scratch


@rule("ZL309", Severity.ERROR)
def steps_starve_training(run: Run) -> Iterator[Finding]:
    yield from _cut_short(run)
    yield from _used_up(run)


def _cut_short(run: Run) -> Iterator[Finding]:
    """Each epoch is a few steps only."""
    batches, per_epoch = run.batches.get(), run.steps_per_epoch
    written, site = per_epoch.get(), per_epoch.site
    steps = steps_from_scratch(run, of_streams=written == 1 and run.results_used and bool(run.inputs))
    if not per_epoch.written or written is None or steps is None or steps >= ENOUGH:
        return
    if written >= (2 if batches is None else batches):  # nobody has so few data that one batch holds all of a file
        return
    of = "" if batches is None else f" of {batches}"
    yield Finding(
        site or run.site,
        f"each epoch ends after {written}{of} batch{'es' * (written != 1 or bool(of))}, "
        f"all training after {steps} step{'s' * (steps != 1)}: too few to learn much",
        confidence=Confidence.HIGH if written <= 1 and batches is not None else Confidence.MEDIUM,
        help="leave `steps_per_epoch` out, so that an epoch is one pass over the data",
        fix=Fix("train on all batches", Safety.UNSAFE, (RemoveArgument(site),)) if site is not None else None,
        about=run,
    )


def _used_up(run: Run) -> Iterator[Finding]:
    """A generator that ends, asked for at least one more epoch than it has."""
    epochs, initial, batches = run.epochs.get(), run.initial_epoch.get(), run.batches.get()
    if run.one_pass and not run.assumed and batches is None and run.steps_per_epoch.left_out:
        yield from _ended(run)
    per_epoch = run.steps_per_epoch.get() if run.steps_per_epoch.written else batches
    if not run.one_pass or run.assumed or epochs is None or initial is None or not batches or not per_epoch:
        return
    wanted = per_epoch * (epochs - initial)
    if batches > wanted - per_epoch:
        return
    yield Finding(
        run.site,
        f"the generator ends after {batches} of the {wanted} batches asked for: later epochs train next to nothing",
        help="let it go round for ever (`while True:`), or give `fit` the arrays or a data set",
        notes=(Note(f"{epochs} epochs", run.epochs.site),) if run.epochs.written else (),
        about=run,
    )


def _ended(run: Run) -> Iterator[Finding]:
    """However many batches it has: the first epoch goes on until there are no more."""
    epochs, initial = run.epochs.get(), run.initial_epoch.get()
    if epochs is None or initial is None or epochs - initial < 2:
        return
    yield Finding(
        run.site,
        f"the generator ends with the first of {epochs - initial} epochs: the others train next to nothing",
        confidence=Confidence.HIGH if run.epochs.written else Confidence.MEDIUM,
        help="let it go round for ever (`while True:`) and give `steps_per_epoch`, or give `fit` a data set",
        notes=(Note(f"{epochs} epochs", run.epochs.site),) if run.epochs.written else (),
        about=run,
    )
