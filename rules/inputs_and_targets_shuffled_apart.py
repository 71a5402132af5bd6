"""Inputs and targets are put into two different random orders.

## What it does
Finds trainings whose inputs and targets were shuffled (or split by `train_test_split`) in two separate calls, or only
one of them was, so that targets stand beside the inputs of other rows. Targets that were shuffled alone are reported
with low confidence: a control experiment may mean to. Silent where both calls start from the same seed, and where one
permutation orders both.

## Why it is bad
Each input gets the target of a random other row: there is nothing left to be learned. The shapes fit, so nothing
warns; the training accuracy may still rise by learning by heart, what is held out stays at chance (measured on Keras
3.15, digits, 15 epochs: 0.13 held out against 0.96; 0.09 where only the inputs are shuffled).

## Example
```python
import numpy as np
from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
x, y = digits.data / 16.0, digits.target
np.random.shuffle(x)
np.random.shuffle(y)
model = keras.Sequential([
    keras.Input(shape=(64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=15, validation_split=0.2)
```

## Use instead
```python
import numpy as np
from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
x, y = digits.data / 16.0, digits.target
order = np.random.permutation(len(x))
x, y = x[order], y[order]
model = keras.Sequential([
    keras.Input(shape=(64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=15, validation_split=0.2)
```

## How the probe confirms it
Pair: the program as written against one in which both orders are the same.

## Known gaps
Inputs that are drawn, and targets computed from them, of which one is shuffled. A function of the project that draws a
permutation and is called once for the inputs and once for the targets; Python lists.

## References
- https://numpy.org/doc/stable/reference/random/generated/numpy.random.shuffle.html
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.api import (
    Confidence,
    Data,
    Finding,
    Note,
    Operation,
    Origin,
    Program,
    Run,
    Scale,
    Severity,
    Site,
    Step,
    rule,
)

from ._runs import pairs_rows

ORDERING: Final = frozenset({"shuffle", "split"})
ROW_BY_ROW: Final = frozenset(
    {"add", "array", "cast", "copy", "divide", "encode", "expand_dims", "flatten", "minmax", "multiply", "normalise"}
    | {"one_hot", "ravel", "reshape", "squeeze", "standardise", "subtract", "to_categorical", "transform"}
)
"""Steps after which each row still stands where it stood."""
MADE_ANEW: Final = frozenset({"stack", "tokenise"})
"""Steps that make rows of lists, whose order before isn't known."""
READ: Final = frozenset({Origin.DATASET, Origin.FILE, Origin.IMAGES})


class Apart(NamedTuple):
    """The place where the orders part, another one, and how sure that is."""

    site: Site
    other: Site | None
    confidence: Confidence


@rule("ZL110", Severity.ERROR)
def inputs_and_targets_shuffled_apart(program: Program) -> Iterator[Finding]:
    known = {id(operation.site): operation for operation in program.done("shuffle", "split")}
    seeds = [operation.order for operation in program.done("seed")]
    for run in program.runs:
        if len(run.targets) == 1 and not run.assumed and pairs_rows(run):
            found = next(filter(None, (_apart(data, run.targets[0], known, seeds) for data in run.inputs)), None)
            if found is not None:
                yield _finding(run, found)


def _apart(inputs: Data, targets: Data, known: dict[int, Operation], seeds: list[int]) -> Apart | None:
    if inputs.random or targets.random or targets.stats.constant or targets.source is None or inputs.source is None:
        return None
    mine, theirs = _orders(inputs), _orders(targets)
    apart = [step for step in mine if not _among(step, theirs)], [step for step in theirs if not _among(step, mine)]
    left, right = ([known.get(id(step.site)) for step in steps] for steps in apart)
    if None in left or None in right or not (left or right):
        return None
    x, y = left[-1] if left else None, right[-1] if right else None
    if x is None or y is None:
        only = x or y
        return _only_one(inputs, targets, only) if only is not None else None
    if _same_order(x, y, seeds):
        return None
    return Apart(y.site, x.site, Confidence.HIGH)


def _orders(data: Data) -> list[Step]:
    return [step for step in data.trail if step.op in ORDERING]


def _among(step: Step, steps: list[Step]) -> bool:
    return any(other.site is step.site for other in steps)


def _same_order(x: Operation, y: Operation, seeds: list[int]) -> bool:
    """Whether both may have come out alike: equal seeds, a seed set in between, unequal kinds of random numbers."""
    if x.get("seeded") or y.get("seeded"):
        equal = x.get("seed") == y.get("seed")
        return equal or x.get("seed") is None or y.get("seed") is None
    if x.get("own") is not y.get("own") or x.get("shuffled") is False or y.get("shuffled") is False:
        return True
    first, last = sorted((x.order, y.order))
    return any(first < order < last for order in seeds)


def _only_one(inputs: Data, targets: Data, only: Operation) -> Apart | None:
    """One of them alone was shuffled, where it is known all through what was done to the other."""
    if only.kind == "split" or inputs.rows != targets.rows:
        return None
    if _made_later(inputs, targets, only) and not _split_before(inputs, targets, only):
        return None
    known = inputs.shape is not None and targets.shape is not None
    if not known and not (_from_one_call(inputs, targets) and all(_in_order(data.trail) for data in (inputs, targets))):
        return None
    together = _split_before(inputs, targets, only) or _from_one_call(inputs, targets)
    if not together and not all(_read(data) for data in (inputs, targets)):
        return None
    shuffled = any(step.site is only.site for step in targets.trail)  # a control experiment may mean to
    return Apart(only.site, None, Confidence.LOW if shuffled else Confidence.MEDIUM)


def _made_later(inputs: Data, targets: Data, only: Operation) -> bool:
    """Whether the one that wasn't shuffled may have been made of what was: the texts of a shuffled table, say."""
    mixed, other = (targets, inputs) if any(step.site is only.site for step in targets.trail) else (inputs, targets)
    place = next(at for at, step in enumerate(mixed.trail) if step.site is only.site)
    of_lists = [any(step.op in MADE_ANEW for step in trail) for trail in (mixed.trail[:place], other.trail)]
    return of_lists == [False, True]


def _from_one_call(inputs: Data, targets: Data) -> bool:
    """Whether both are parts of one file, or of what one call makes: their rows belong together whatever they hold."""
    first, second = inputs.source, targets.source
    if first is None or second is None or Scale.OPAQUE in (inputs.scale, targets.scale):
        return False
    return first.site is second.site and first.site is not None and first.origin is not Origin.IMAGES


def _in_order(trail: tuple[Step, ...]) -> bool:
    """Whether nothing else than shuffling touched the order of the rows."""
    return all(step.op in ROW_BY_ROW or step.op in ORDERING for step in trail)


def _split_before(inputs: Data, targets: Data, only: Operation) -> bool:
    """Whether one call had split both before: their rows belonged together, and nothing else moved them since."""
    theirs = [step.site for step in targets.trail if step.op == "split"]
    site = next((step.site for step in reversed(inputs.trail) if step.op == "split" and step.site in theirs), None)
    if site is None:
        return False
    since = [_since(data.trail, site) for data in (inputs, targets)]
    return all(map(_in_order, since)) and any(step.site is only.site for trail in since for step in trail)


def _since(trail: tuple[Step, ...], site: Site) -> tuple[Step, ...]:
    return trail[max(place for place, step in enumerate(trail) if step.site is site) + 1 :]


def _read(data: Data) -> bool:
    return data.source is not None and data.source.origin in READ and not data.why


def _finding(run: Run, found: Apart) -> Finding:
    notes = [Note("the inputs got their order here", found.other)] if found.other is not None else []
    one = "only one of inputs and targets is shuffled"
    both = "inputs and targets are shuffled apart"
    return Finding(
        found.site,
        f"{both if found.other is not None else one}: each row is trained with another row's target",
        confidence=found.confidence.lowered if run.path else found.confidence,
        help="draw one permutation and index both with it, or shuffle both in one call",
        notes=(*notes, Note("trained with here", run.site)),
        about=run,
    )
