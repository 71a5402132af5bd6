"""Missing values (NaN) reach the model.

## What it does
Follows columns that hold NaN to `fit`: what `shift`, `diff` and `pct_change` of pandas leave at the start, and columns
of known tables with missing values. What is dropped (`dropna`, a slice, a condition) or filled (`fillna`, an imputer,
`nan_to_num`) on the way is no longer followed.

## Why it is bad
One NaN in a batch makes the gradients NaN, and with them all weights. With most activations the loss is NaN from then
on. With ReLU it may stay finite (measured): the first kernel is NaN all the same, and every prediction is one and the
same number. Scalers of scikit-learn let NaN pass.

## Example
```python
import numpy as np
import pandas as pd
from tensorflow import keras

frame = pd.DataFrame({"sold": np.sin(np.arange(500) / 20)})
frame["yesterday"] = frame["sold"].shift(1)
frame["last_week"] = frame["sold"].shift(7)
model = keras.Sequential([
    keras.layers.Input(shape=(2,)),
    keras.layers.Dense(16, activation="tanh"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(frame[["yesterday", "last_week"]], frame["sold"], epochs=5)
```

## Use instead
```python
import numpy as np
import pandas as pd
from tensorflow import keras

frame = pd.DataFrame({"sold": np.sin(np.arange(500) / 20)})
frame["yesterday"] = frame["sold"].shift(1)
frame["last_week"] = frame["sold"].shift(7)
frame = frame.dropna()
model = keras.Sequential([
    keras.layers.Input(shape=(2,)),
    keras.layers.Dense(16, activation="tanh"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(frame[["yesterday", "last_week"]], frame["sold"], epochs=5)
```

## How the probe confirms it
Measure: the share of NaN in what goes into `fit`.

## Known gaps
Windows (`rolling`), joins, divisions and logarithms of zero.

## References
- https://pandas.pydata.org/docs/user_guide/missing_data.html
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Data, Finding, Hole, Note, Program, Run, RunKind, Severity, Site, rule

MAX_TOLD = 3
"""Columns that are named in notes."""


@rule("ZL114", Severity.ERROR)
def nan_reaches_model(program: Program) -> Iterator[Finding]:
    mended = {id(hole.step.site) for one in program.done("nan-replaced") for hole in one.data().holes}
    for run in program.runs:
        if run.kind is RunKind.COMPILE_ONLY or run.assumed or (run.recorded is not None and run.recorded.finite):
            continue
        for data, place in _fed(run):
            holes = [hole for hole in data.holes if id(hole.step.site) not in mended]
            if holes and not any(layer.kind == "Masking" or layer.opaque for layer in run.network.layers):
                yield _finding(run, place, holes)


def _fed(run: Run) -> Iterator[tuple[Data, Site]]:
    for data in run.inputs:
        yield data, run.arrays_site or run.site
    for data in run.targets:
        yield data, run.targets_site or run.site


def _finding(run: Run, place: Site, holes: list[Hole]) -> Finding:
    named = next((hole.column for hole in holes if hole.column), "")
    what = f"`{named}` holds" if named else "these data hold"
    return Finding(
        place,
        f"{what} NaN, which makes every weight NaN in the first epoch",
        confidence=Confidence.LOW if run.path else Confidence.MEDIUM,
        help="drop the rows that lack a value (`dropna`), or fill them in (`fillna`, `SimpleImputer`)",
        notes=tuple(dict.fromkeys(_note(hole) for hole in holes))[:MAX_TOLD],
        about=run,
    )


def _note(hole: Hole) -> Note:
    if hole.step.op == "read":
        return Note(f"`{hole.step.by}` lacks values of `{hole.column}`", hole.step.site)
    return Note(f"`{hole.step.op}` leaves NaN at the start", hole.step.site)
