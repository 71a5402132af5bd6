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


def measures_overlap(formula: Formula) -> bool:
    """Whether it holds a share like Dice's or Jaccard's: what targets and predictions have in common over both."""
    return any(
        part.op in ("divide", "divide_no_nan")
        and any(_in_common(inner) for inner in part.operands[0].walk())
        and all(part.operands[1].surely_of(leaf) for leaf in ("y_true", "y_pred"))
        for part in formula.walk()
    )


def _in_common(formula: Formula) -> bool:
    """The sum of the products of targets and predictions."""
    return formula.op in ("sum", "mean") and any(
        inner.op == "multiply" and {_leaf(operand) for operand in inner.operands} == {"y_true", "y_pred"}
        for inner in formula.operands[0].walk()
    )


def _leaf(formula: Formula) -> str:
    """Which of targets and predictions it is made of; '' for both and none."""
    leaves = [leaf for leaf in ("y_true", "y_pred") if formula.surely_of(leaf)]
    return leaves[0] if len(leaves) == 1 else ""
