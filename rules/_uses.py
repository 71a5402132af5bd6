"""What a trained model gets beside its training data: validation data, and what it predicts and scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.api import Condition, Data, Operation, Piece, Program, Reading, Run, Site, Step


class Use(NamedTuple):
    """Data that a trained model gets, and where."""

    run: Run
    site: Site
    inputs: tuple[Data, ...]
    path: tuple[Condition, ...]
    prediction: bool = False
    targets: tuple[Data, ...] = ()
    call: str = "validation"
    order: int = 0
    scored: bool = True
    """Whether the answers are held against what they should be; else they are only made."""


SCORES: Final = frozenset({Reading.AGAINST, Reading.SCORED})


def uses(program: Program) -> Iterator[Use]:
    """Validation first, so that scores and predictions on the same data follow as one fault."""
    for run in program.runs:
        if run.validation_inputs:
            site = run.validation_site or run.site
            targets = run.validation_targets
            yield Use(run, site, run.validation_inputs, run.path, targets=targets, order=run.order)
    for one in program.predictions:
        if one.run is not None:
            scored = one.call != "predict" or any(each.reading in SCORES for each in one.decodings)
            yield Use(one.run, one.site, one.inputs, one.path, True, one.targets, one.call, one.order, scored)


KEEPS: Final = frozenset(
    {"add", "array", "augment", "batch", "cache", "cast", "column", "copy", "divide", "drop", "encode", "expand_dims"}
    | {"fill", "fit_transform", "flatten", "minmax", "multiply", "normalise", "one_hot", "pad", "prefetch", "rescale"}
    | {"reshape", "shuffle", "squeeze", "standardise", "subtract", "tokenise", "transform", "preprocess_input"}
)
"""Steps after which the same rows are there."""
PLACES: Final = frozenset(":-0123456789, ")
"""What the words for an index are made of where its value is known (`:800`)."""


def identified(data: Data) -> bool:
    """Whether it is known which rows these are; what one unknown call gives twice need not be the same."""
    return data.whole is not None and not (isinstance(data.whole, tuple) and data.whole[:1] == ("unknown",))


def one_of_many(data: Data) -> bool:
    """Whether these are rows of one thing of many that were made alike, one of which it is."""
    return isinstance(data.whole, Piece)


def same_values(first: Data, second: Data) -> bool:
    """Whether two data surely hold the same rows, with the same done to them."""
    if not identified(first) or first.whole != second.whole or len(first.trail) != len(second.trail):
        return False
    return all(same_step(*pair) for pair in zip(first.trail, second.trail, strict=True))


def same_step(first: Step, second: Step) -> bool:
    """Whether two steps are one, or do the same wherever they stand: `x[:800]` here and there.

    One line of a function may pick other rows each time that it is called. The parts of `np.split` and the like come
    from one step and are different rows; those of `train_test_split` are told apart by what they are a part of.
    """
    if (first.op, first.by) != (second.op, second.by) or (first.op == "split" and not first.by.startswith("sklearn")):
        return False
    if first is second:
        return True
    if first.site is second.site and (keeps(first) or (first.which is not None and first.which == second.which)):
        return True
    known = set(first.by) <= PLACES if first.op == "index" else first.op in ("column", "drop")
    return known and bool(first.by) and not first.by.startswith("some column")


def keeps(step: Step) -> bool:
    """Whether the same rows are there after a step."""
    return step.op in KEEPS and step.by != "sample"


def made_by(data: Data, operation: Operation) -> bool:
    """Whether data are what an operation gave, or come from it and are still the same rows."""
    result = operation.data("result")
    return bool(result.trail) and data.trail[: len(result.trail)] == result.trail and data.whole == result.whole


def comes_from(data: Data, operation: Operation) -> bool:
    """Whether data are what an operation gave, or a part of it."""
    result = operation.data("result")
    return bool(result.trail) and data.trail[: len(result.trail)] == result.trail
