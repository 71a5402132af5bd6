"""A callback watches a figure that nobody logs, in the wrong direction, or without any patience.

## What it does
Finds `EarlyStopping`, `ReduceLROnPlateau` and `ModelCheckpoint` (where it saves only the best)

- that watch `val_…` in a training without validation data;
- that watch a metric which `compile` doesn't have under this name (`val_acc`, where it is `accuracy`), or one of the
  program's own without a `mode`, which Keras 3 refuses;
- whose `mode` takes an accuracy for better the smaller it is, or a loss the larger it is;
- `EarlyStopping` with a patience of 0, its default, and, as information, with one as long as the training.

## Why it is bad
Without the figure there is only a warning among the output: the training is never stopped, the rate never lowered, and
the model saved after every epoch, the best as the worst (Keras 2 saved none). Where no `mode` is given either, Keras 3
raises a ValueError. With `mode="min"` on an accuracy, training ends as soon as the accuracy rises, after 2 of 20 epochs
(measured on Keras 3.15). And a figure that wobbles from epoch to epoch ends a training without patience at its first
wobble.

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
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)])
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
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)
model.fit(x, y, epochs=20, validation_split=0.2, callbacks=[stop])
```

## Fix safety
Safe where Keras 3 raises an error: the figure gets the name under which it is logged. Unsafe where it only warns, and
for `mode`: the training ends elsewhere afterwards.

## How the probe confirms it
Measure: the figures that one epoch logs, held against those that are watched.

## Known gaps
Networks with several outputs, whose figures have longer names; trainings with callbacks of one's own, which may log
anything.

## References
- https://keras.io/api/callbacks/early_stopping/
- https://keras.io/api/callbacks/model_checkpoint/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from zerolint.api import Callback, Confidence, Finding, Fix, Given, Note, Program, Run, RunKind, Safety, Severity, rule

from ._runs import has
from ._values import as_number, rewritten

WATCHERS: Final = {
    "EarlyStopping": "the training is never stopped",
    "ModelCheckpoint": "every epoch is saved, not the best",
    "ReduceLROnPlateau": "the learning rate is never lowered",
}
"""Callbacks that watch a figure, and what comes of it if there is none (measured on Keras 3.15)."""
KERAS_2: Final = {"ModelCheckpoint": "no model is saved"}
COMES_OF_IT: Final = {
    "EarlyStopping": "training stops while it improves",
    "ModelCheckpoint": "the worst model is kept",
    "ReduceLROnPlateau": "the rate is cut while it improves",
}
"""What comes of watching a figure the wrong way round."""
LARGER: Final = frozenset({"acc", "accuracy", "auc", "binary_accuracy", "categorical_accuracy", "precision", "recall"})
"""Figures that are better the larger they are, by any name."""
SMALLER: Final = frozenset({"loss", "mae", "mean_absolute_error", "mean_squared_error", "mse"})
FEW: Final = 5
"""With fewer epochs than this, it makes no difference where the training ends."""


@rule("ZL307", Severity.WARNING)
def callback_watches_nothing(program: Program) -> Iterator[Finding]:
    for run in program.runs:
        if run.kind is RunKind.FIT and not run.swept and not run.network.custom_step:
            yield from _watched(run, program)


def _watched(run: Run, program: Program) -> Iterator[Finding]:
    """Own callbacks and own training steps may log anything."""
    own = not run.callbacks_known or any(callback.kind == "custom" for callback in run.callbacks)
    missing: dict[str, list[tuple[Finding, Callback]]] = {}
    for callback in run.callbacks:
        monitor = callback.get("monitor")
        name = "val_loss" if callback.fact("monitor").left_out else monitor
        if callback.kind not in WATCHERS or not isinstance(name, str) or not _watches(callback):
            continue
        found = None if own else _not_there(run, callback, name)
        if found is not None:
            missing.setdefault(name, []).append((found, callback))
        elif (wrong := _backwards(run, callback, name)) is not None:
            yield wrong
        elif callback.kind == "EarlyStopping":
            yield from _patience(run, callback, name, program)
    yield from map(_together, missing.values())


def _together(found: Sequence[tuple[Finding, Callback]]) -> Finding:
    """One finding for all callbacks that watch the same figure; the one that raises speaks."""
    first, spoken = min(found, key=lambda each: each[0].severity is not Severity.ERROR)
    others = [(one, callback) for one, callback in found if callback is not spoken]
    notes = [Note(f"`{callback.kind}` watches it too", one.site) for one, callback in others]
    return replace(first, notes=(*first.notes, *notes))


def _outcome(run: Run, callback: Callback) -> str:
    return (KERAS_2.get(callback.kind) if run.keras < 3 else None) or WATCHERS[callback.kind]


def _watches(callback: Callback) -> bool:
    """A checkpoint of every epoch watches nothing; an argument that isn't known says nothing."""
    monitor = callback.fact("monitor")
    if monitor.site is not None and not monitor.known:
        return False
    return callback.kind != "ModelCheckpoint" or callback.get("save_best_only") is True


def _not_there(run: Run, callback: Callback, name: str) -> Finding | None:
    """The figure isn't logged: without validation data, or under this name."""
    figure = name.removeprefix("val_")
    held_out = run.validation_split.get()
    if figure != name and run.validation_site is None and (held_out == 0 or (held_out is None and _no_split(run))):
        return Finding(
            callback.fact("monitor").site or callback.site,
            f"without validation data there is no `{name}`: {_outcome(run, callback)}",
            help="give `fit` a `validation_split` or `validation_data`, or watch the training's own figure",
            notes=_here(run),
            about=run,
        )
    logged = [metric.logged for metric in run.metrics]
    if figure == "loss" or not run.metrics_known or None in logged or len(run.network.heads) != 1:
        return None
    if figure not in logged:
        return _other_name(run, callback, name)
    own = all(metric.name is None for metric in run.metrics if metric.logged == figure)
    return _without_mode(run, callback, name) if own and _mode(callback) == "auto" else None


def _here(run: Run) -> tuple[Note, ...]:
    """The training that it is about: the callback may be made elsewhere, and the model compiled elsewhere."""
    return (Note("in this training", run.site),)


def _no_split(run: Run) -> bool:
    return not run.validation_split.known and run.validation_split.site is None


def _mode(callback: Callback) -> object:
    """`auto` unless something else is given; None where that isn't known."""
    mode = callback.fact("mode")
    return mode.get() if mode.site is not None else "auto"


def _other_name(run: Run, callback: Callback, name: str) -> Finding | None:
    """Keras 3 can't tell the direction of what isn't there, and refuses; with a `mode` it only warns."""
    place, mode = callback.fact("monitor"), _mode(callback)
    if run.keras < 3 or place.site is None or name in ("learning_rate", "lr") or mode is None:
        return None
    raises = mode == "auto"
    today = _meant(run, name)
    edit = rewritten(place, f'"{today}"') if today else None
    logged = ", ".join(f"`{figure}`" for figure in ("loss", *(metric.logged for metric in run.metrics)))
    more = "" if run.validation_site is None and not run.validation_split.get() else ", and `val_…` of them"
    return Finding(
        place.site,
        f"this training logs no `{name}`: {'`fit` raises a ValueError' if raises else _outcome(run, callback)}",
        severity=Severity.ERROR if raises else None,
        help=f"watch `{today}`" if today else "watch a figure that is logged, such as `loss` or `val_loss`",
        notes=(Note(f"it logs {logged}{more}", run.site),),
        fix=Fix(f"watch `{today}`", Safety.SAFE if raises else Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=run,
    )


def _meant(run: Run, name: str) -> str | None:
    """The accuracy that there is, where another spelling of accuracy is watched."""
    start = "val_" if name.startswith("val_") else ""
    logged = [metric.logged for metric in run.metrics if metric.logged in ("acc", "accuracy")]
    return f"{start}{logged[0]}" if name.removeprefix(start) in ("acc", "accuracy") and len(logged) == 1 else None


def _without_mode(run: Run, callback: Callback, name: str) -> Finding | None:
    if run.keras < 3:
        return None
    return Finding(
        callback.fact("monitor").site or callback.site,
        f"Keras can't tell whether `{name}` should rise or fall: `fit` raises a ValueError",
        severity=Severity.ERROR,
        help='give `mode="max"` or `mode="min"`',
        notes=_here(run),
        about=run,
    )


def _backwards(run: Run, callback: Callback, name: str) -> Finding | None:
    mode, figure = callback.fact("mode"), name.removeprefix("val_")
    right = {**dict.fromkeys(LARGER, "max"), **dict.fromkeys(SMALLER, "min")}.get(figure)
    if mode.get() not in ("min", "max") or right is None or mode.get() == right:
        return None
    edit = rewritten(mode, f'"{right}"')
    return Finding(
        mode.site or callback.site,
        f'`mode="{mode.get()}"` takes a {"falling" if right == "max" else "rising"} `{name}` for an improvement: '
        + COMES_OF_IT[callback.kind],
        help=f'set `mode="{right}"`: `{name}` is better the {"larger" if right == "max" else "smaller"} it is',
        notes=_here(run),
        fix=Fix(f'use `mode="{right}"`', Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=run,
    )


def _patience(run: Run, callback: Callback, name: str, program: Program) -> Iterator[Finding]:
    given, epochs = callback.fact("patience"), run.epochs.get()
    patience = as_number(given.get()) if given.site is not None else 0.0
    if patience is None or epochs is None or epochs < FEW or not callback.fact("baseline").left_out:
        return
    if patience <= 0 and callback.fact("start_from_epoch").left_out:
        yield Finding(
            given.site or callback.site,
            f"without patience the first epoch in which `{name}` doesn't improve ends the training",
            confidence=Confidence.MEDIUM,  # where the figure never wobbles, nothing is lost
            help="give a `patience` of some epochs, such as 5, and `restore_best_weights=True`",
            notes=_here(run),
            about=run,
        )
    elif (
        patience >= epochs
        and callback.get("restore_best_weights") is not True
        and not _both_assumed(run, callback)
        and not any(_may_end(other, callback, patience) for other in program.runs)
    ):
        assumed = Given.CONVENTION in (run.epochs.given, given.given)
        yield Finding(
            given.site or callback.site,
            f"a patience of {patience:g} in {epochs} epochs{', with the defaults,' * assumed} never ends the training",
            confidence=Confidence.MEDIUM if assumed else Confidence.HIGH,  # nobody here calls it with them
            severity=Severity.INFO,
            help="give a smaller `patience`, or `restore_best_weights=True` if the best epoch is what counts",
            notes=(Note(f"{epochs} epochs", run.epochs.site or run.site),),
            about=run,
        )


def _may_end(run: Run, callback: Callback, patience: float) -> bool:
    """Whether the same callback may end another, longer training, as the fine-tuning behind the first one."""
    epochs = run.epochs.get()
    return (epochs is None or epochs > patience) and has(run, callback)


def _both_assumed(run: Run, callback: Callback) -> bool:
    """Whether both are the defaults of a function that nobody here calls, which needn't ever meet."""
    return {run.epochs.given, callback.fact("patience").given} == {Given.CONVENTION}
