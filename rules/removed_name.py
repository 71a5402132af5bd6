"""A name, an argument or a word that Keras 3 rejects.

## What it does
Finds, where Keras 3 is targeted, what it has no more: arguments (`batch_input_shape=`, `workers=` of `fit`, `input=` of
`Model`, `period=` of `ModelCheckpoint`), attributes (`layer.output_shape`, `optimizer.lr`, `optimizer.minimize`) and
words (`loss="logcosh"`, `activation="LeakyReLU"`, `kernel_initializer="constant"`). Where a requirement, a setting or
the environment says that it is Keras 3, also every module, argument and method that only older versions have
(`keras.layers.core`, `nb_epoch=`).

## Why it is bad
The program ends with a ValueError, a KeyError, a TypeError or an AttributeError as soon as it comes to that place (each
measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1000, 10)
y = x.sum(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="logcosh")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1000, 10)
y = x.sum(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="log_cosh")
model.fit(x, y, epochs=20)
```

## Fix safety
Safe: it writes today's spelling in place of what raises, or leaves out what isn't needed any more (`workers=`).

## How the probe confirms it
Build: Keras raises the error.

## Known gaps
Calls behind a test of a version, behind `hasattr` or in a `try` are left alone. `predict_classes`, `fit_generator` and
their kin are ZL505's, `lr=` and `decay=` ZL310's.

## References
- https://keras.io/guides/migrating_to_keras_3/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
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

NEEDLESS: Final = frozenset(
    {"experimental_run_tf_function", "fused", "max_queue_size", "use_multiprocessing", "workers"}
)
"""Arguments that only said how, not what."""
INSTEAD: Final = {
    "batch_input_shape": "begin the model with `keras.Input(batch_shape=…)`",
    "class_mode": "leave it out",
    "Constant": "give an `initializers.Constant(…)` with its value",
    "constant": "give an `initializers.Constant(…)` with its value",
    "get_gradients": "take the gradients with a `tf.GradientTape`",
    "get_weights": "ask for `variables`",
    "input_length": "begin the model with `keras.Input(shape=…)`",
    "input_shape": "ask for the shape of `input`",
    "minimize": "take the gradients with a `tf.GradientTape` and give them to `apply_gradients`",
    "period": 'give `save_freq`, which is `"epoch"` or a number of batches',
    "PReLU": "use the layer `PReLU`",
    "weights": "build the layer and call `set_weights`",
}
NOW: Final = {
    "batch_input_shape": "keras.Input(batch_shape=…)",
    "get_gradients": "tf.GradientTape",
    "get_weights": "variables",
    "input_length": "keras.Input(shape=…)",
    "minimize": "apply_gradients",
    "period": "save_freq",
    "PReLU": "keras.layers.PReLU",
    "weights": "set_weights",
}
"""What does today what has no new spelling."""


@rule("ZL315", Severity.ERROR)
def removed_name(program: Program) -> Iterator[Finding]:
    for place in old_spellings(program, "attribute", "word"):
        yield _finding([place])
    calls: dict[object, list[Operation]] = {}
    for place in old_spellings(program, "keyword"):
        calls.setdefault((id(place.get("call")), place.path), []).append(place)
    yield from map(_finding, calls.values())
    target = program.target
    if target.version >= 3 and target.evidence != "default":
        yield from _older(program, target.evidence)


def _finding(places: list[Operation]) -> Finding:
    """One for all arguments of a call."""
    first = places[0]
    edits = [edit for place in places if (edit := _edit(place)) is not None]
    instead = _help(places)
    others = (Note(f"nor `{place.get('name')}=`", place.site) for place in places[1:])
    return Finding(
        first.site,
        _message(first) if len(places) == 1 else _all(places),
        confidence=sure(first.path),
        help=instead,
        notes=(*only_when(first), *others),
        fix=Fix(instead, Safety.SAFE, tuple(edits)) if edits else None,
    )


def _all(places: list[Operation]) -> str:
    *names, last = (f"`{place.get('name')}=`" for place in places)
    return f"Keras 3's `{places[0].get('owner')}` takes no {', '.join(names)} or {last}: it raises an error"


def _help(places: list[Operation]) -> str:
    advice = dict.fromkeys(
        f"write `{place.get('today')}`" if place.get("today") else INSTEAD.get(str(place.get("name")), "leave it out")
        for place in places
    )
    if len(places) > 1 and list(advice) == ["leave it out"]:
        return "leave them out"
    return ", ".join(advice).replace(", write", " and")


def _message(place: Operation) -> str:
    name, owner = str(place.get("name")), place.get("owner")
    now = _now(place, name)
    match place.get("what"):
        case "keyword":
            return f"Keras 3's `{owner}` takes no `{name}=`{now}: it raises an error"
        case "attribute":
            return f"Keras 3's {_several(str(owner))} have no `{name}`{now}: it raises an AttributeError"
    error = "KeyError" if owner == "initializer" else "ValueError"
    return f"Keras 3 has no {_one(str(owner))} called `{name}`{now}: it raises a {error}"


def _now(place: Operation, name: str) -> str:
    today = place.get("today") or NOW.get(name)
    if today:
        return f" (now `{today}`)"
    return " (nor a need for it)" if name in NEEDLESS else ""


def _one(word: str) -> str:
    return "metric" if word == "metrics" else word


def _several(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"


def _edit(place: Operation) -> Edit | None:
    name, today = str(place.get("name")), place.get("today")
    match place.get("what"):
        case "keyword" if today is not None:
            return RenameKeyword(place.site, str(today))
        case "keyword" if name in NEEDLESS:
            return RemoveArgument(place.site)
        case "attribute" if today is not None and place.get("of") is not None:
            return Replace(place.site, f"{{}}.{today}", Site(place.get("of")))
        case "word" if today is not None:
            return Replace(place.site, f'"{today}"')
    return None


def _older(program: Program, evidence: str) -> Iterator[Finding]:
    """What only older versions have; of a module and what it holds, the first that is used."""
    told: list[str] = []
    for spelling in program.done("spelling"):
        version, text = spelling.get("version"), str(spelling.get("text"))
        if not isinstance(version, int) or version > 2 or any(text.startswith(f"{other}.") for other in told):
            continue
        told.append(text)
        yield Finding(
            spelling.site,
            f"Keras 3, which is asked for, has no `{text}` ({evidence})",
            help="write it as Keras 3 has it, or ask for TensorFlow before 2.16",
        )
