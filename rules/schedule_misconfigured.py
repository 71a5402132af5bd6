"""A learning-rate schedule that ends far too early, grows, or is at odds with a callback.

## What it does
Finds

- schedules whose rate is next to 0 before a tenth of the training is done, also `decay_steps` that counts epochs where
  Keras counts optimizer steps;
- `decay_steps` of 0 and below, which Keras refuses, also where it is computed from the `cardinality` of a data set that
  goes on for ever (-1), or whose size only reading would tell (-2: from a generator, filtered, of records);
- `ExponentialDecay` with a `decay_rate` above 1, or of exactly 1;
- `ReduceLROnPlateau` with a `min_lr` that isn't below the learning rate, or with a `factor` of 1 and more;
- `LearningRateScheduler` or `ReduceLROnPlateau` beside an optimizer that has a schedule of its own.

## Why it is bad
A schedule is asked for its rate at every step, not at every epoch. `decay_steps=20` is over within the first epoch, and
from then on no weight moves, whatever `epochs` says. A `decay_rate` above 1 makes each step longer than the last one.
`ReduceLROnPlateau` does nothing at all where the rate is at `min_lr` already; it refuses a `factor` of 1. And Keras
raises an error when a callback sets the rate of an optimizer that was built with a schedule (measured on Keras 3.15).

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
schedule = keras.optimizers.schedules.ExponentialDecay(0.001, decay_steps=20, decay_rate=0.1)
model.compile(optimizer=keras.optimizers.Adam(schedule), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
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
schedule = keras.optimizers.schedules.ExponentialDecay(0.001, decay_steps=1000, decay_rate=0.1)
model.compile(optimizer=keras.optimizers.Adam(schedule), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: the training ends elsewhere. It spreads `decay_steps` over all the steps of the training.

## How the probe confirms it
Pair: the program as written against one whose schedule goes over the whole training.

## Known gaps
Schedules of one's own, `PiecewiseConstantDecay`, restarts and cycles; runs whose number of steps isn't known.

## References
- https://keras.io/api/optimizers/learning_rate_schedules/
- https://keras.io/api/callbacks/reduce_lr_on_plateau/
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from zerolint.api import (
    Callback,
    Confidence,
    Finding,
    Fix,
    Optimizer,
    Program,
    Run,
    RunKind,
    Safety,
    Schedule,
    Severity,
    rule,
)

from ._runs import LOWEST_ADAPTIVE, LOWEST_SGD, has, may_set_rate
from ._schedules import rate_at
from ._values import as_number, rewritten

EARLY: Final = 10
"""A schedule that is over before one part in this many of the training (rule catalogue)."""
FADED: Final = 0.01
"""Below this part of its highest rate, and below what moves weights at all, a schedule is over."""
FEW: Final = 5
"""`decay_steps` that equals fewer epochs than this may do so by chance."""
RANGE_TEST: Final = 1e-4
"""A rate that grows from here is a search for the best one."""
REFUSED: Final = {
    "LearningRateScheduler": "`LearningRateScheduler` sets the rate",
    "ReduceLROnPlateau": "`ReduceLROnPlateau` lowers the rate",
}
"""Callbacks that assign a rate, which an optimizer with a schedule refuses."""


@rule("ZL306", Severity.WARNING)
def schedule_misconfigured(program: Program) -> Iterator[Finding]:
    for run in program.runs:
        if run.optimizer is not None and not run.swept:
            yield from _plateaus(run, program.runs) if run.optimizer.schedule is None else _schedules(run)


def _schedules(run: Run) -> Iterator[Finding]:
    optimizer = run.optimizer
    if optimizer is None or optimizer.schedule is None:
        return
    yield from _refused(run)
    yield from _growing(run, optimizer.schedule)
    yield from _of_no_steps(optimizer.schedule)
    if run.kind is not RunKind.COMPILE_ONLY and not any(target.random for target in run.targets):
        yield from _over(run, optimizer, optimizer.schedule)


def _over(run: Run, optimizer: Optimizer, schedule: Schedule) -> Iterator[Finding]:
    """The rate is next to nothing before a tenth of the training is done."""
    decay = schedule.fact("decay_steps")
    steps, lowest = run.total_steps.get(), LOWEST_ADAPTIVE if optimizer.adaptive else LOWEST_SGD
    if schedule.peak is None or not decay.known:
        return
    lowest = min(lowest, FADED * schedule.peak)
    if steps is None:
        yield from _epochs_for_steps(run, schedule, lowest)
        return
    early = steps // EARLY
    rate = rate_at(schedule, early)
    if rate is None or not 0 <= rate <= lowest:
        return
    last = _first_below(schedule, lowest, early)
    edit = rewritten(decay, str(steps))
    yield Finding(
        decay.site or schedule.site,
        f"the learning rate is down to {rate_at(schedule, last):.1g} after {last} of {steps} steps: nothing is learned "
        "from then on",
        help=f"spread the decay over all {steps} optimizer steps, which is what `decay_steps` counts",
        fix=Fix("decay over the whole training", Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=run,
    )


def _first_below(schedule: Schedule, lowest: float, early: int) -> int:
    """The first step from which on the rate is that low; up to its top (the end of a warm-up) it only grows."""
    warm = as_number(schedule.get("warmup_steps")) if not schedule.fact("warmup_target").left_out else None
    top = min(int(warm or 0), early)
    return bisect_left(range(early), True, lo=top, key=lambda step: (rate_at(schedule, step) or 0.0) <= lowest)


def _epochs_for_steps(run: Run, schedule: Schedule, lowest: float) -> Iterator[Finding]:
    """The number of epochs stands where steps are counted, and the number of batches isn't known."""
    decay, epochs = schedule.fact("decay_steps"), run.total_epochs.get()
    if epochs is None or epochs < FEW or decay.get() != epochs or run.batches.known:
        return
    rate = rate_at(schedule, epochs)
    if rate is not None and 0 <= rate <= lowest:
        yield Finding(
            decay.site or schedule.site,
            f"`decay_steps` counts batches, but is the number of epochs: after {epochs} batches the rate is {rate:.1g}",
            confidence=Confidence.MEDIUM,
            help="multiply it by the number of batches in one epoch",
            about=run,
        )


def _of_no_steps(schedule: Schedule) -> Iterator[Finding]:
    """0 or fewer steps: a division that gave 0, or the size of a data set that doesn't know it."""
    for name in ("decay_steps", "first_decay_steps"):
        decay = schedule.fact(name)
        steps = as_number(decay.get())
        if steps is not None and steps <= 0:
            unsized = " (`cardinality` gives -1 and -2 where it can't tell)" if steps < 0 else ""
            yield Finding(
                decay.site or schedule.site,
                f"`{name}` is {steps:g}{unsized}: Keras raises a ValueError",
                severity=Severity.ERROR,
                help="count the steps yourself: rows // batch size × epochs",
                about=schedule,
            )


def _growing(run: Run, schedule: Schedule) -> Iterator[Finding]:
    rate = schedule.fact("decay_rate")
    factor, initial = as_number(rate.get()), as_number(schedule.get("initial_learning_rate"))
    if schedule.kind != "ExponentialDecay" or factor is None or factor < 1:
        return
    if factor == 1:
        yield Finding(
            rate.site or schedule.site,
            "`decay_rate=1` keeps the learning rate as it is: the schedule has no effect",
            severity=Severity.INFO,
            help="give a `decay_rate` below 1, or pass the rate itself",
            about=run,
        )
    elif initial is not None and initial > RANGE_TEST:
        yield Finding(
            rate.site or schedule.site,
            f"`decay_rate={factor:g}` is above 1: the learning rate grows without end instead of decaying",
            help="give a `decay_rate` below 1, such as 0.96",
            about=run,
        )


def _plateaus(run: Run, runs: Sequence[Run]) -> Iterator[Finding]:
    rate = _rate(run)
    for callback in run.callbacks:
        factor, lowest = as_number(callback.get("factor")), as_number(callback.get("min_lr"))
        if callback.kind != "ReduceLROnPlateau":
            continue
        if factor is not None and factor >= 1:
            yield Finding(
                callback.fact("factor").site or callback.site,
                f"`ReduceLROnPlateau` refuses a `factor` of {factor:g}: it raises a ValueError",
                severity=Severity.ERROR,
                help="give a factor below 1, such as 0.1",
                about=run,
            )
        elif (
            rate is not None
            and lowest is not None
            and 0 < rate <= lowest
            and not may_set_rate(run)
            and not any(_lowers(other, callback, lowest) for other in runs)
        ):
            yield Finding(
                callback.fact("min_lr").site or callback.site,
                f"`ReduceLROnPlateau` never lowers the learning rate: it is {rate:g}, and `min_lr` is {lowest:g}",
                help="give a `min_lr` well below the learning rate",
                about=run,
            )


def _rate(run: Run) -> float | None:
    return run.optimizer.learning_rate.get() if run.optimizer is not None else None


def _lowers(run: Run, callback: Callback, lowest: float) -> bool:
    """Whether the same callback has something to do in another training, as the first one before a fine-tuning."""
    rate = _rate(run)
    return (rate is None or rate > lowest) and has(run, callback)


def _refused(run: Run) -> Iterator[Finding]:
    for callback in run.callbacks:
        if callback.kind in REFUSED:
            yield Finding(
                callback.site,
                f"{REFUSED[callback.kind]}, but the optimizer has a schedule: Keras raises a TypeError",
                severity=Severity.ERROR,
                help="keep the schedule or the callback, not both",
                about=run,
            )
