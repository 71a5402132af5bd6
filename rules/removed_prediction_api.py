"""Methods of models that Keras 3 has no more: `predict_classes`, `predict_proba`, `fit_generator` and their kin.

## What it does
Finds calls of `predict_classes`, `predict_proba`, `predict_generator`, `evaluate_generator` and `fit_generator` on
models, where Keras 3 is targeted. Each file is told once; further places are notes.

## Why it is bad
The program ends there with an AttributeError, after hours of training if it is `predict_classes` (measured on Keras
3.15).

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
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x[:1600], y[:1600], epochs=20)
print(model.predict_classes(x[1600:]))
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
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x[:1600], y[:1600], epochs=20)
print((model.predict(x[1600:]) > 0.5).astype("int32"))
```

## Fix safety
Safe: it replaces what raises by what the old method did: the argmax of several units, a threshold of 0.5 for one.
`fit_generator` becomes `fit`, with the arguments that it still takes.

## How the probe confirms it
Build: Keras raises the error.

## Known gaps
Of `predict_classes` on a network whose output isn't known, nothing is rewritten. Models that stay unknown are reported
with medium confidence, and `predict_proba` on them not at all: other libraries have it.

## References
- https://www.tensorflow.org/api_docs/python/tf/keras/Sequential
- https://keras.io/guides/migrating_to_keras_3/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from zerolint.api import (
    Confidence,
    Edit,
    Finding,
    Fix,
    Note,
    Operation,
    Program,
    RemoveArgument,
    RenameKeyword,
    Replace,
    Safety,
    Severity,
    Site,
    rule,
)

from ._spelled import old_spellings, only_when
from ._values import sure

GONE: Final = frozenset({"max_queue_size", "use_multiprocessing", "workers"})
"""Arguments that the methods which stay don't take."""
COUNT_SAMPLES: Final = frozenset({"nb_val_samples", "samples_per_epoch", "val_samples"})
"""Keras 1's arguments that count samples, where batches are counted now."""


class Argument(NamedTuple):
    """One argument of a call under today's name; `keyword` as it is written, empty for a positional one."""

    name: str
    site: Site
    keyword: str


@rule("ZL505", Severity.ERROR)
def removed_prediction_api(program: Program) -> Iterator[Finding]:
    calls = sorted(old_spellings(program, "method"), key=lambda call: certain(call).rank, reverse=True)
    if not calls:
        return
    first = calls[0]
    name, today = str(first.get("name")), first.get("today") or "predict"
    edits = [_edits(program, call) for call in calls]
    whole = [edit for each in edits if each is not None for edit in each]
    yield Finding(
        Site(first.get("function")),
        f"Keras 3's models have no `{name}` (now `{today}`): it raises an AttributeError",
        confidence=certain(first),
        help=f"call {_instead(first)}",
        notes=(*only_when(first), *(Note(_told(call, name), Site(call.get("function"))) for call in calls[1:])),
        fix=None if None in edits else Fix("use what Keras 3 has", Safety.SAFE, tuple(whole)),
    )


def _told(call: Operation, first: str) -> str:
    return "and here" if call.get("name") == first else f"nor `{call.get('name')}`"


def certain(call: Operation) -> Confidence:
    """A model that isn't known is one by its method's name only."""
    if call.get("known") == "yes":
        return sure(call.path)
    return Confidence.LOW if call.path else Confidence.MEDIUM


def _instead(call: Operation) -> str:
    match call.get("name"):
        case "predict_classes":
            return "`predict` and take the argmax of several units, or compare one unit with 0.5"
        case "predict_proba":
            return "`predict`, which gives the same"
    return f"`{call.get('today')}`, which takes generators as well"


def _edits(program: Program, call: Operation) -> Sequence[Edit] | None:
    """The call by today's name; None where that can't be told."""
    of, function, given = call.get("of"), call.get("function"), call.get("arguments")
    if of is None or function is None or not isinstance(given, tuple) or call.get("known") != "yes":
        return None
    arguments = [Argument(*each) for each in given]
    if any(argument.name in COUNT_SAMPLES for argument in arguments):
        return None
    if call.get("name") == "predict_classes":
        decoding = _decoding(program, call)
        return None if decoding is None else [_written_anew(call, "predict", arguments, decoding)]
    name = str(call.get("today") or "predict")
    if any(not argument.keyword for argument in arguments[1:]):
        return [_written_anew(call, name, arguments)]
    return [Replace(Site(function), f"{{}}.{name}", Site(of)), *_changed(arguments)]


def _decoding(program: Program, call: Operation) -> str | None:
    """What Keras 2 made of the output; None where its width isn't known."""
    heads = [prediction.network.head for prediction in program.predictions if prediction.site is call.site]
    shape = heads[0].shape if len(heads) == 1 and heads[0] is not None else None
    if not shape or shape[-1] is None:
        return None
    return "{}.argmax(axis=-1)" if shape[-1] > 1 else '({} > 0.5).astype("int32")'


def _written_anew(call: Operation, name: str, arguments: Sequence[Argument], decoding: str = "{}") -> Replace:
    """The whole call: data first, everything else by keyword."""
    kept = [argument for argument in arguments if argument.name not in GONE]
    first = [f"{argument.name}={{}}" if argument.keyword else "{}" for argument in kept[:1]]
    rest = [f"{argument.name}={{}}" for argument in kept[1:]]
    text = decoding.replace("{}", f"{{}}.{name}({', '.join([*first, *rest])})")
    return Replace(call.site, text, (Site(call.get("of")), *(argument.site for argument in kept)))


def _changed(arguments: Sequence[Argument]) -> Iterator[Edit]:
    for argument in arguments:
        if argument.name in GONE:
            yield RemoveArgument(argument.site)
        elif argument.keyword not in ("", argument.name):
            yield RenameKeyword(argument.site, argument.name)
