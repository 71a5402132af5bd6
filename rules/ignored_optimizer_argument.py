"""An optimizer's settings that Keras refuses, ignores, or never gets.

## What it does
Finds, where Keras 3 is targeted,

- `lr=` in the call of an optimizer, which is refused, and `decay=`, which is ignored;
- `optimizer.lr = …`, which sets an attribute that nothing reads;
- one optimizer object that trains two models, which is refused;

and, for any Keras, an optimizer that is made and never used while `compile` gets a string, which stands for that
optimizer's defaults. Each file is told once; further places are notes.

In a file whose spellings only Keras 2 (or 1) understands, and where nothing else says which one is meant, it says that
once, as information. So it does where only a module that is imported, what an older Keras printed into the notebook, or
a version in the README says so, and something is used that Keras 3 refuses.

## Why it is bad
`Adam(lr=0.01)` raises a ValueError on Keras 3. With `decay=1e-4` there is only a warning: the rate stays as it is.
`model.optimizer.lr = 1e-4` doesn't even warn, and the rate stays at 0.001. An optimizer keeps a state for each weight
that it was built with, so a second model's weights are `Unknown variable`s to it. And `compile(optimizer="sgd")` knows
nothing of an `SGD(learning_rate=0.1, momentum=0.9)` some lines above (all measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(lr=0.01), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Safe: `lr=` becomes `learning_rate=`, which turns an error into what was meant, and `decay=` goes, which had no effect.
Unsafe where `optimizer.lr = …` is among the places: the rate really changes then.

## How the probe confirms it
Build: Keras raises an error, or warns. An optimizer that is never used is compared by training with it.

## Known gaps
Arguments that come out of a dictionary are reported but not rewritten. Optimizers of one's own.

## References
- https://keras.io/api/optimizers/
- https://keras.io/guides/migrating_to_keras_3/
"""

from collections.abc import Iterator, Sequence

from zerolint.api import (
    Confidence,
    Edit,
    Finding,
    Fix,
    Note,
    Operation,
    Optimizer,
    Program,
    RemoveArgument,
    RenameKeyword,
    Replace,
    Run,
    RunKind,
    Safety,
    Severity,
    Site,
    rule,
)

from ._spelled import old_spellings, only_when
from ._values import sure

TRAINS = (RunKind.FIT, RunKind.TRAIN_ON_BATCH)


@rule("ZL310", Severity.WARNING)
def ignored_optimizer_argument(program: Program) -> Iterator[Finding]:
    yield from _for_keras_2(program)
    places = list(old_spellings(program, "refused argument", "ignored argument", "ignored attribute"))
    if places:
        yield _old(sorted(places, key=lambda place: (place.get("what") != "refused argument", bool(place.path))))
    for idle in program.done("idle-optimizer"):
        yield from _idle(idle)
    if program.target.version >= 3:
        yield from _shared(program)


def _for_keras_2(program: Program) -> Iterator[Finding]:
    """At what says so, or, where that stands elsewhere, at the first thing that Keras 3 refuses."""
    target = program.target
    place = target.site or next((old.site for old in program.done("old-spelling")), None)
    if target.legacy_only and place is not None:
        yield Finding(
            place,
            f"Keras 3 has no `{target.lacking}`: this is written for Keras 2"
            if target.lacking
            else f"this is written for Keras 2 and may fail on Keras 3 ({target.evidence})",
            severity=Severity.INFO,
            help="run it on TensorFlow before 2.16 or with `tf_keras`, or move it to Keras 3; "
            "`target-keras` in the settings says which one is meant",
        )


def _old(places: Sequence[Operation]) -> Finding:
    first = places[0]
    refused = first.get("what") == "refused argument"
    edits = tuple(edit for place in places for edit in _edits(place))
    unsafe = any(place.get("what") == "ignored attribute" for place in places)
    return Finding(
        first.site,
        _message(first),
        severity=Severity.ERROR if refused else None,
        confidence=sure(first.path),
        help="call it `learning_rate`" if first.get("today") else "give `learning_rate` a schedule instead",
        notes=(*only_when(first), *(Note(_message(place), place.site) for place in places[1:])),
        fix=Fix("use what Keras 3 understands", Safety.UNSAFE if unsafe else Safety.SAFE, edits),
    )


def _message(place: Operation) -> str:
    match place.get("what"):
        case "refused argument":
            owner, name, now = place.get("owner"), place.get("name"), place.get("today")
            return f"Keras 3's `{owner}` has no `{name}` (now `{now}`): it raises a ValueError"
        case "ignored argument":
            return f"Keras 3 ignores `{place.get('name')}`: the learning rate stays as it is"
    return f"Keras 3 ignores what an optimizer's `{place.get('name')}` is set to: the learning rate stays as it is"


def _edits(place: Operation) -> Iterator[Edit]:
    today, part = place.get("today"), place.get("of")
    if place.get("what") == "ignored argument":
        yield RemoveArgument(place.site)
    elif place.get("what") == "ignored attribute" and part is not None:
        yield Replace(place.site, f"{{}}.{today}", Site(part))
    else:
        yield RenameKeyword(place.site, str(today))


def _idle(idle: Operation) -> Iterator[Finding]:
    """Its settings would make a difference: another class, or arguments."""
    made, given, told = str(idle.get("made")), str(idle.get("given")), idle.get("told")
    if made.lower() == given.lower() and not told:
        return
    notes = (Note(f'`"{given}"` is what `compile` gets', Site(idle.get("compile"))),)
    yield Finding(
        idle.site,
        f'this `{made}` is never used: `compile` gets `"{given}"`, which has Keras\'s defaults',
        confidence=sure(idle.path),
        help="pass it to `compile`",
        notes=notes,
    )


def _shared(program: Program) -> Iterator[Finding]:
    """An optimizer that already knows other weights."""
    trained = [run for run in program.runs if run.kind in TRAINS and not run.path]
    told: set[int] = set()
    for number, run in enumerate(trained):
        optimizer = run.optimizer
        if optimizer is None or optimizer.identity is None or id(optimizer.identity) in told:
            continue
        first = next((other for other in trained[:number] if _same(other, optimizer) and _apart(other, run)), None)
        if first is not None or _again(run, optimizer):
            told.add(id(optimizer.identity))
            yield _finding(run, optimizer, first)


def _same(run: Run, optimizer: Optimizer) -> bool:
    return run.optimizer is not None and run.optimizer.identity is optimizer.identity


def _apart(one: Run, other: Run) -> bool:
    """Whether the networks are known to have no weights in common."""
    mine, others = ({id(layer.identity) for layer in run.network.weighted} for run in (one, other))
    return bool(mine) and bool(others) and mine.isdisjoint(others)


def _again(run: Run, optimizer: Optimizer) -> bool:
    """Whether each round of a loop trains a new network with the one optimizer."""
    return optimizer.earlier and any(loop.rebuilds and (loop.count is None or loop.count > 1) for loop in run.loops)


def _finding(run: Run, optimizer: Optimizer, first: Run | None) -> Finding:
    counted = any(loop.rebuilds and loop.count for loop in run.loops)
    again = Note(
        "then this one, whose weights are new" if first is not None else "each round trains a new one", run.site
    )
    notes = (again,) if first is None else (Note("it trains this model first", first.site), again)
    return Finding(
        optimizer.site,
        f"this `{optimizer.name}` trains several models: the second one's training raises a ValueError",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH if first is not None or counted else Confidence.MEDIUM,
        help="make a new optimizer for each model",
        notes=notes,
        about=run,
    )
