"""What is to be learned has the weight 0, or its weight goes to nothing that there is.

## What it does
Finds

- `class_weight` of 0 for a class that the labels have, and for all of them;
- `class_weight` whose keys are strings (out of JSON, say) or are no classes that the labels have: they are ignored;
- `loss_weights` of 0 for every output, or for one of several that no trained output is made of;
- `sample_weight` that is 0 for every row.

## Why it is bad
A loss times 0 has no gradient. A class of weight 0 is never predicted; where all weights are 0, the loss is 0.0 from
the first epoch on and no weight moves. Keys that are no labels are worse than an error: Keras looks up each label,
doesn't find it, and takes 1 (all measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 6).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, class_weight={0: 0, 1: 1})
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 6).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, class_weight={0: 1, 1: 5})
```

## How the probe confirms it
Pair: the program as written against one without these weights.

## Known gaps
Weights that are computed. Rows of weight 0 among others are how padding is left out.

## References
- https://keras.io/api/models/model_training_apis/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zerolint.api import Confidence, Finding, Note, Run, RunKind, Severity, rule

from ._values import as_number


@rule("ZL311", Severity.ERROR)
def loss_weight_zero(run: Run) -> Iterator[Finding]:
    if run.swept or run.idle or run.network.custom_step:
        return
    yield from _losses(run)
    if run.kind in (RunKind.FIT, RunKind.TRAIN_ON_BATCH):
        given = run.class_weight.get()
        if isinstance(given, Mapping) and given:
            yield from _classes(run, given)
        yield from _samples(run)


def _losses(run: Run) -> Iterator[Finding]:
    given = run.loss_weights.get()
    names = tuple(given) if isinstance(given, Mapping) else None
    values = tuple(given.values()) if isinstance(given, Mapping) else given
    if not isinstance(values, (tuple, list)):
        values = (values,)
    weights = [as_number(value) for value in values]
    if not weights or None in weights or 0 not in weights:
        return
    site = run.loss_weights.site or run.site
    if not any(weights):
        yield Finding(
            site,
            "`loss_weights` are all 0: the loss is 0, and nothing is learned",
            help="give each output a weight above 0",
            about=run,
        )
        return
    which = next((i for i, weight in enumerate(weights) if weight == 0 and not _by_another(run, names, weights, i)), -1)
    if which < 0:
        return
    output = f"the output `{names[which]}`" if names is not None else f"output number {which + 1}"
    yield Finding(
        site,
        f"`loss_weights` are 0 for {output}: this training leaves it as it is",
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,  # it may be there to be looked at only
        help="give it a weight above 0, or no loss",
        about=run,
    )


def _by_another(run: Run, names: tuple[object, ...] | None, weights: Sequence[float | None], which: int) -> bool:
    """Whether the output is only shown: another one, of some weight, is made of its values."""
    heads = run.network.heads
    if names is None:
        order = list(range(len(heads)))
    else:
        order = [next((i for i, head in enumerate(heads) if head.name == name), -1) for name in names]
    if len(order) != len(weights) or order[which] < 0:
        return False
    return any(weight and i in heads[order[which]].feeds for i, weight in zip(order, weights, strict=True))


def _classes(run: Run, given: Mapping[object, object]) -> Iterator[Finding]:
    site = run.class_weight.site or run.site
    weights = [as_number(value) for value in given.values()]
    if all(isinstance(key, str) for key in given):
        key = next(iter(given))
        yield Finding(
            site,
            f'the keys of `class_weight` are strings: Keras looks for `0`, not for `"{key}"`, and ignores them all',
            help="make the keys integers: `{int(k): v for k, v in weights.items()}`",
            about=run,
        )
        return
    classes = _count(run)
    nothing = [key for key, weight in zip(given, weights, strict=True) if weight == 0]
    known = {key for key in given if isinstance(key, (int, float))}
    units = _units(run) if classes is None else classes
    if None not in weights and len(nothing) == len(given) and units is not None and len(known) >= units:
        yield Finding(
            site,
            "`class_weight` is 0 for every class: the loss is 0, and nothing is learned",
            help="give each class a weight above 0",
            about=run,
        )
        return
    if None not in weights and len(nothing) == len(given) > 1 and units is None:
        yield Finding(
            site,
            "`class_weight` is 0 for every class that it names: nothing is learned of them",
            confidence=Confidence.MEDIUM,  # that it names them all is only likely
            help="give each class a weight above 0",
            about=run,
        )
        return
    labels = _labels(run)
    for key in nothing:
        if isinstance(key, int) and classes is not None and 0 <= key < classes:
            yield Finding(
                site,
                f"`class_weight` is 0 for class {key}: the model never learns this class",
                help="give it a weight above 0, or leave its rows out",
                notes=labels,
                about=run,
            )
    missing = sorted(key for key in known if classes is not None and not 0 <= key < classes)
    if missing and classes is not None and all(isinstance(key, int) for key in given):
        yield Finding(
            site,
            f"`class_weight` has a weight for class {missing[0]}, and the labels are 0 … {classes - 1}: it is ignored",
            severity=Severity.WARNING,
            help="number the classes as the labels do",
            notes=labels,
            about=run,
        )


def _count(run: Run) -> int | None:
    """The number of classes, where labels are known to be numbered from 0 on."""
    target = run.targets[0] if len(run.targets) == 1 else None
    if target is None or not target.labels or (target.source is not None and target.source.by_convention):
        return None
    lowest = target.stats.lo
    return None if lowest is not None and lowest != 0 else target.classes


def _units(run: Run) -> int | None:
    """The number of classes that the output tells apart, where labels aren't known."""
    head = run.network.head
    units = head.units.get() if head is not None else None
    return None if units is None else max(units, 2)


def _labels(run: Run) -> tuple[Note, ...]:
    source = run.targets[0].source if run.targets else None
    return (Note(f"labels come from {source.name}", source.site),) if source is not None and source.site else ()


def _samples(run: Run) -> Iterator[Finding]:
    weights = run.sample_weight
    if weights.stats.constant and weights.stats.lo == 0 and weights.source is not None and weights.source.site:
        yield Finding(
            weights.source.site,
            "`sample_weight` is 0 for every row: the loss is 0, and nothing is learned",
            help="give the rows that count a weight above 0",
            notes=(Note("the model is trained with it here", run.site),),
            about=run,
        )
