"""What rules on the optimizer's steps ask of a run."""

import re
from typing import Final

from zerolint.api import AddArgument, Callback, Edit, Fix, Optimizer, Run, RunKind, Safety

from ._values import rewritten

ENOUGH: Final = 50
"""Optimizer steps in all that can do, from the rule catalogue: 40 do on easy data, 80 (the article's) do."""
USUAL_BATCH: Final = 256
"""So many rows are one step's, and not all that there is."""
LOWEST_ADAPTIVE: Final = 1e-6
"""A rate at which Adam and its kin hardly move the weights (rule catalogue, ZL302)."""
LOWEST_SGD: Final = 1e-5
"""The same for plain gradient descent."""
TRIAL: Final = re.compile(
    r"(?<![a-z])(?:debug|demo|dry|fast|quick|sanity|smoke|tiny|toy|test_?(?:mode|run))(?![a-z])", re.IGNORECASE
)
"""What a setting is called under which a program only shows that it runs."""
SETTERS: Final = frozenset({"LearningRateScheduler", "LambdaCallback", "custom"})
"""Kinds of callbacks that may set the learning rate."""


def may_set_rate(run: Run) -> bool:
    """Whether a callback may set another learning rate than the optimizer's."""
    return not run.callbacks_known or any(callback.kind in SETTERS for callback in run.callbacks)


def pairs_rows(run: Run) -> bool:
    """Whether inputs and targets belong together row by row: the second of two data sets may be no targets at all.

    A training step of one's own, to which compile() gives no loss, makes of them what it likes; translation between
    two unpaired domains (CycleGAN) only compares each with what becomes of itself.
    """
    return bool(run.losses) or not (run.network.custom_step or run.without_loss)


def steps_from_scratch(run: Run, *, of_streams: bool = False) -> int | None:
    """All optimizer steps of a model that starts from its initializers; None where they aren't the whole story.

    `of_streams`: also of what never ends, where a batch is known to hold few rows.
    """
    if run.kind not in (RunKind.FIT, RunKind.TAPE) or not run.fresh or run.swept or run.assumed:
        return None
    few = of_streams and all(data.rows is not None and data.rows <= USUAL_BATCH for data in run.inputs)
    if run.streaming and run.total_steps.get() != 0 and not few:  # of what never ends, a few steps may be a lot
        return None
    if any(TRIAL.search(condition.text) for condition in run.path):
        return None
    nothing = any(target.random or target.stats.constant for target in run.targets)
    nothing = nothing or (bool(run.inputs) and all(data.stats.constant for data in run.inputs))
    if nothing or any(callback.stops for callback in run.callbacks):  # it shows only that training runs
        return None
    return run.total_steps.get()


def has(run: Run, callback: Callback) -> bool:
    """Whether a training is given this very callback, which may serve several ones."""
    return any(one.site is callback.site for one in run.callbacks)


def usual_rate(optimizer: Optimizer) -> str:
    """Keras's default, or what people use where that one is a fault of its own (Adadelta)."""
    return {"Adadelta": "1.0", "SGD": "0.01"}.get(optimizer.name or "", "0.001")


def with_rate(optimizer: Optimizer, usual: str) -> Fix | None:
    """The optimizer with another rate; of a schedule there is no telling."""
    rate = optimizer.learning_rate
    if optimizer.schedule is not None or rate.site is None:
        return None
    edit: Edit = rewritten(rate, usual) or AddArgument(optimizer.site, f"learning_rate={usual}")
    return Fix(f"use a learning rate of {usual}", Safety.UNSAFE, (edit,))
