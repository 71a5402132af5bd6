"""What the rules on hand-written losses share: the formulas of a run, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zerolint.api import Formula, Head, Loss, Run


class Written(NamedTuple):
    """A loss of the program's own that a run descends, with the head that it judges (None: not known which)."""

    loss: Loss
    formula: Formula
    head: Head | None


def written(run: Run) -> Iterator[Written]:
    """The formulas that a run descends; with an own `train_step`, what compile() was given may stay unused."""
    if run.idle:
        return
    heads = run.network.heads
    for i, loss in enumerate(run.losses):
        if loss.formula is not None and (loss.hand_written or not run.network.custom_step):
            yield Written(loss, loss.formula, heads[i] if len(heads) == len(run.losses) else None)
