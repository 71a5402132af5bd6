"""Scaled data are computed and never used: the model gets the raw ones.

## What it does
Reports a scaled copy (of a scaler, of a division, of standardising by hand) that nothing refers to, while the very
rows that it was made of go into `fit`, `evaluate` or `predict` as they were: `scaler.fit_transform(X)` as a statement,
whose result is dropped, and `X_scaled = …` with `model.fit(X, …)` below it.

## Why it is bad
Scalers of scikit-learn return a new array and leave the one they get alone. So does arithmetic. The network trains on
raw columns, with all that comes of it: saturated units, one large column that drowns the others, a loss that doesn't
move. The program below ends with an accuracy of 0.59 to 0.64, with the scaled rows 0.99 (four seeds, measured).

## Example
```python
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.uniform(1000, 10000, size=(2000, 10))
y = (x.mean(axis=1) > 5500).astype(int)
scaler = StandardScaler()
scaler.fit_transform(x)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20)
print(model.predict(x[:5]))
```

## Use instead
```python
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.uniform(1000, 10000, size=(2000, 10))
y = (x.mean(axis=1) > 5500).astype(int)
scaler = StandardScaler()
x = scaler.fit_transform(x)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20)
print(model.predict(x[:5]))
```

## Fix safety
Unsafe: the model trains on other numbers. Offered where the result of a scaler's method is dropped and what goes in is
a plain variable: the result takes its place.

## How the probe confirms it
Pair: the program as it is, and with the scaled rows in their place.

## Known gaps
A copy that some other code reads, though the network doesn't.

## References
- https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.api import (
    Data,
    Finding,
    Fix,
    Kind,
    Note,
    Operation,
    Program,
    Replace,
    Run,
    RunKind,
    Safety,
    Severity,
    Site,
    rule,
)

from ._inputs import scaled_inside
from ._uses import same_step, uses
from ._values import sure

SCALES: Final = frozenset({"divide", "fit_transform", "minmax", "normalise", "rescale", "standardise", "transform"})
BESIDE: Final = SCALES | {"add", "array", "cast", "copy", "multiply", "subtract"}
"""Steps between the raw rows and their scaled copy."""
KEEPS: Final = frozenset({"array", "batch", "cast", "copy", "expand_dims", "flatten", "index", "reshape", "shuffle"})
"""Steps after which raw rows are still raw."""
NO_QUANTITY: Final = (Kind.TEXT, Kind.TOKENS, Kind.ONE_HOT, Kind.MULTI_HOT, Kind.CLASSES)


class Fed(NamedTuple):
    """Data that go into a model, and where."""

    run: Run
    site: Site
    which: int
    data: Data
    word: str


@rule("ZL116", Severity.WARNING)
def scaled_data_unused(program: Program) -> Iterator[Finding]:
    copies = list(_unused(program))
    for fed in _fed(program) if copies else ():
        for copy in copies:
            if _raw_of(fed.data, copy.data("result")) and scaled_inside(fed.run.network, fed.which) is False:
                yield _finding(copy, fed)


def _unused(program: Program) -> Iterator[Operation]:
    """Scaled copies that nothing refers to."""
    read = [one.data("result") for one in program.done("kept") if one.get("read") is True]
    for one in program.done("dropped", "kept"):
        made = one.data("result")
        last = made.trail[-1] if made.trail else None
        if last is None or last.op not in SCALES or one.assumed or one.get("read") is True:
            continue
        if not any(other.trail and other.trail[-1].site is last.site for other in read):
            yield one


def _fed(program: Program) -> Iterator[Fed]:
    for run in program.runs:
        if run.kind is not RunKind.COMPILE_ONLY:
            for which, data in enumerate(run.inputs):
                yield Fed(run, run.arrays_site or run.site, which, data, "trains on")
    for use in uses(program):
        if use.run.kind is not RunKind.COMPILE_ONLY and len(use.inputs) == len(use.run.inputs):
            for which, data in enumerate(use.inputs):
                yield Fed(use.run, use.site, which, data, "gets")


def _raw_of(data: Data, copy: Data) -> bool:
    """Whether these are the rows that the copy was made of, as they were."""
    if data.whole is None or data.whole != copy.whole or data.scaled is True or data.kind in NO_QUANTITY:
        return False
    pairs = zip(data.trail, copy.trail, strict=False)
    common = next((at for at, pair in enumerate(pairs) if not same_step(*pair)), min(len(data.trail), len(copy.trail)))
    beside, after = copy.trail[common:], data.trail[common:]
    return bool(beside) and all(step.op in BESIDE for step in beside) and all(step.op in KEEPS for step in after)


def _finding(copy: Operation, fed: Fed) -> Finding:
    last = copy.data("result").trail[-1]
    what = f"`{last.by.rpartition('.')[2]}`" if last.op in ("fit_transform", "transform") else "this division"
    how = "is dropped" if copy.kind == "dropped" else f"(`{copy.get('name')}`) is never used"
    return Finding(
        copy.site,
        f"the result of {what} {how}: the model {fed.word} the raw data",
        confidence=sure(copy.path, fed.run.path),
        help="give the model the scaled data, and scale all data that it gets",
        notes=(Note("raw here", fed.site),),
        fix=_kept(copy),
        about=fed.run,
    )


def _kept(copy: Operation) -> Fix | None:
    name = copy.get("of")
    if copy.kind != "dropped" or name is None:
        return None
    return Fix(f"put it into `{name}`", Safety.UNSAFE, (Replace(copy.site, f"{name} = {{}}", copy.site),))
