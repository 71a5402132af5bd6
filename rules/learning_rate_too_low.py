"""A learning rate that is too low.

## What it does
Finds trainings from scratch, on inputs known to be scaled, whose constant learning rate moves next to nothing: up to
1e-6 for Adam and its kin, or so little that rate × steps stays at 0.02 or below; up to 1e-5 for SGD; Adadelta at the
0.001 that is Keras's default (its authors' is 1.0). What would do for Adam in 20 epochs is not what is wrong with
five or fewer: they are too few (ZL304).

## Why it is bad
A step of Adam moves a weight by about the learning rate at most. With 1e-7 the network is after 1000 steps what its
initializers made it: the loss falls by a hair and the predictions stay those of chance.

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
model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-7), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
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
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the training is another one: the rate becomes the usual one of the optimizer (0.001, for SGD 0.01, for
Adadelta 1.0).

## How the probe confirms it
Pair: the program as written against the optimizer's usual rate.

## Known gaps
Inputs that aren't known to be scaled; fine-tuning; networks trained more than once; schedules and rates that callbacks
set.

## References
- https://keras.io/api/optimizers/
"""

from collections.abc import Iterator
from math import prod
from typing import Final

from zerolint.api import Confidence, Data, Finding, Optimizer, Run, RunKind, Severity, rule

from ._inputs import fed, scaled_inside
from ._runs import ENOUGH, LOWEST_ADAPTIVE, LOWEST_SGD, may_set_rate, usual_rate, with_rate

ADAM_KIN: Final = frozenset({"Adam", "AdamW", "Adamax", "Nadam", "RMSprop"})
ADADELTA: Final = 0.001
SURELY: Final = 1e-7
"""A rate at which 200,000 steps of Adam reach no further; where their number isn't known, few trainings have more."""
REACH: Final = 0.02
"""How far Adam's steps may move a weight in all and still be nothing (rule catalogue)."""
SHORT_WAY: Final = 0.1
"""What the rates of all steps add up to, momentum counted, where plain descent surely hasn't come far."""
MODEST: Final = 5.0
"""Inputs that spread around 0 no more than this are small enough for rates that move nothing at all."""
FEW_EPOCHS: Final = 5
USUAL_EPOCHS: Final = 20
"""A rate of Adam's that would do in so many epochs isn't too low for as few as five: these are too few."""
MANY: Final = 10_000
"""Steps after which Adadelta's low rate may have done it all the same."""


@rule("ZL302", Severity.WARNING)
def learning_rate_too_low(run: Run) -> Iterator[Finding]:
    optimizer = run.optimizer
    if run.kind is RunKind.COMPILE_ONLY or optimizer is None or optimizer.schedule is not None:
        return
    if not run.fresh or run.network.loaded or run.network.pretrained or not _scaled(run):
        return
    if may_set_rate(run):
        return
    rate = optimizer.learning_rate.get()
    if rate is None or rate <= 0 or any(target.random for target in run.targets):
        return
    steps = run.total_steps.get()
    if _trained_elsewhere(run):
        return
    if _too_low(optimizer, rate, steps) and not (optimizer.name in ADAM_KIN and _epochs_fault(run, rate, steps)):
        surely = steps is not None or rate <= SURELY
        of = "a learning rate" if optimizer.learning_rate.written else "Keras's default rate"
        within = f" in {steps} steps" if steps is not None else ""
        yield Finding(
            optimizer.learning_rate.site or optimizer.site,
            f"{of} of {rate:.3g} is too low for `{optimizer.name}`: the weights hardly move{within}",
            confidence=Confidence.HIGH if surely else Confidence.MEDIUM,
            help=f"start from {usual_rate(optimizer)}",
            fix=with_rate(optimizer, usual_rate(optimizer)),
            about=run,
        )


def _too_low(optimizer: Optimizer, rate: float, steps: int | None) -> bool:
    if optimizer.name in ADAM_KIN:
        if steps is not None and steps >= ENOUGH:  # with fewer the epochs are the fault (ZL304)
            return rate * steps <= REACH
        return steps is None and rate <= LOWEST_ADAPTIVE
    if optimizer.name == "Adadelta":
        return rate <= ADADELTA and (steps is None or ENOUGH <= steps <= MANY)
    momentum = optimizer.momentum.get()
    if optimizer.name != "SGD" or momentum is None or not 0 <= momentum < 1:
        return False
    effective = rate / (1 - momentum)
    if steps is not None and rate <= LOWEST_SGD and effective * steps <= SHORT_WAY:
        return True
    return effective <= LOWEST_SGD and (steps is None or effective * steps <= 1)


def _epochs_fault(run: Run, rate: float, steps: int | None) -> bool:
    """Whether the same rate would do in as many epochs as people usually train: then there are too few (ZL304)."""
    epochs = run.total_epochs.get()
    if steps is None or epochs is None or not 0 < epochs <= FEW_EPOCHS:
        return False
    return rate * steps * USUAL_EPOCHS / epochs > REACH


def _trained_elsewhere(run: Run) -> bool:
    """Another training of this network may have done the work: a last polish at a low rate is no fault."""
    if run.total_steps.known:
        return run.total_steps.get() != _own_steps(run)
    if run.total_epochs.known and run.epochs.known and run.kind is RunKind.FIT:
        return run.total_epochs.get() != run.epochs.get()
    return run.steps.known or run.order > 0


def _own_steps(run: Run) -> int | None:
    """Steps of this training alone, in all the rounds of loops around it."""
    counts = [loop.count for loop in run.loops if not loop.rebuilds and run.kind is not RunKind.TAPE]
    steps = run.steps.get()
    return None if steps is None or None in counts else steps * prod(count for count in counts if count is not None)


def _scaled(run: Run) -> bool:
    """Whether every input is known to reach the weights scaled."""
    if not run.inputs or len(run.inputs) != len(list(fed(run))):
        return False
    return all(_small(data) or scaled_inside(run.network, which) is True for which, data in fed(run))


def _small(data: Data) -> bool:
    """Scaled, or known to spread that little."""
    if data.scaled is not None or data.spread is None or data.centre is None:
        return data.scaled is True
    return data.spread <= MODEST and abs(data.centre) <= MODEST
