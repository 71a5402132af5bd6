"""The model is trained on scaled inputs and gets unscaled ones afterwards, or the other way round.

## What it does
Compares what a model is trained on with what `predict`, `evaluate` and `validation_data` feed it: one of them went
through a scaling (a division by 255, a scaler, standardising by hand, `rescale=`), the other is known to be as large
as it was read. Layers inside the model that scale (`Rescaling`, `Normalization`, `BatchNormalization` in front) scale
both, and there is nothing to report.

## Why it is bad
Weights that were fitted to inputs around 1 meet inputs a hundred times as large: every unit is driven to its end, a
sigmoid gives 0 or 1 whatever the row says, a softmax puts everything on one class, a regression is off by orders of
magnitude. Scores on such data say nothing of the model. Nothing warns.

## Example
```python
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.uniform(1000, 10000, size=(2000, 10))
y = (x.mean(axis=1) > 5500).astype(int)
x_train, x_test = x[:1600], x[1600:]
scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x_train, y[:1600], epochs=20)
predictions = model.predict(x_test) > 0.5
```

## Use instead
```python
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.uniform(1000, 10000, size=(2000, 10))
y = (x.mean(axis=1) > 5500).astype(int)
x_train, x_test = x[:1600], x[1600:]
scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
x_test = scaler.transform(x_test)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x_train, y[:1600], epochs=20)
predictions = model.predict(x_test) > 0.5
```

## Fix safety
Unsafe, since the outputs are other ones: raw pixels are divided by 255 at each call that gets them, where the training
had them in 0…1. Other scalings are left to you: what scales the new data has to be what scaled the training data.

## How the probe confirms it
Decode: the same weights on the data as they are fed and on the data scaled like the training data.

## Known gaps
Two scalings of other data than pixels that differ (0…1 here, standardised there), and data of files whose values nobody
knows.

## References
- https://scikit-learn.org/stable/common_pitfalls.html#inconsistent-preprocessing
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from zerolint.api import (
    SCALED,
    ChangeArgument,
    Data,
    Finding,
    Fix,
    Kind,
    Note,
    Program,
    RunKind,
    Safety,
    Scale,
    Severity,
    Step,
    rule,
)

from ._inputs import scaled_inside
from ._uses import Use, same_step, uses
from ._values import sure

WHITE: Final = 255
FAR: Final = 100.0
"""Training inputs that reach this are far from what a scaling leaves of them."""
APART: Final = 0.4
"""Ranges whose ends differ by more than this part are two scalings (−1…1 and 0…1 differ by a half)."""
SCALERS: Final = frozenset({"fit_transform", "transform"})
SCALER_NAMES: Final = ("MaxAbsScaler", "MinMaxScaler", "RobustScaler", "StandardScaler")
ARRANGING: Final = frozenset(
    {"array", "batch", "cast", "copy", "expand_dims", "flatten", "prefetch", "reshape", "shuffle", "skip", "split"}
    | {"squeeze", "stack", "take"}
)
NO_QUANTITY: Final = (Kind.TEXT, Kind.TOKENS, Kind.ONE_HOT, Kind.MULTI_HOT)


class Fault(NamedTuple):
    """Data of one kind that one model gets in the wrong scale, and everywhere that it does."""

    finding: Finding
    trained: Data
    given: Data
    uses: list[Use]


@rule("ZL104", Severity.ERROR)
def train_serve_scaling_mismatch(program: Program) -> Iterator[Finding]:
    faults: list[Fault] = []
    for use in uses(program):
        if use.run.kind is RunKind.COMPILE_ONLY or len(use.inputs) != len(use.run.inputs):
            continue
        for which, (trained, given) in enumerate(zip(use.run.inputs, use.inputs, strict=True)):
            finding = _mismatch(use, trained, given)
            if finding is None or scaled_inside(use.run.network, which, anew=True) is not False:
                continue
            model = use.run.network.identity
            same = (one for one in faults if one.uses[0].run.network.identity is model and one.given == given)
            known = next(same, None)
            if known is not None:
                known.uses.append(use)
            else:
                faults.append(Fault(finding, trained, given, [use]))
    yield from (replace(fault.finding, fix=_divided(fault)) for fault in faults)


def _divided(fault: Fault) -> Fix | None:
    """Raw pixels are divided where they go into the trained model; in validation data they are part of a tuple."""
    pixels = fault.given.kind is Kind.IMAGE and fault.given.stats.hi == WHITE and fault.trained.scale is Scale.UNIT
    if not pixels or len(fault.uses[0].inputs) != 1 or not all(use.prediction for use in fault.uses):
        return None
    edits = tuple(ChangeArgument(use.site, "x", "{} / 255.0") for use in fault.uses)
    return Fix("divide what goes in by 255", Safety.UNSAFE, edits)


def _mismatch(use: Use, trained: Data, given: Data) -> Finding | None:
    if trained.kind in NO_QUANTITY or given.kind in NO_QUANTITY:
        return None
    reach, before, known = given.stats.magnitude, trained.stats.magnitude, True
    if trained.scale in SCALED and given.scale not in SCALED and given.scaled is False and reach is not None:
        message = f"the model was trained on scaled inputs and gets up to {reach:,.0f} here: its outputs saturate"
        if _far(trained):
            message = (
                f"the model was trained on prepared inputs and gets raw ones up to {reach:,.0f}: predictions go wrong"
            )
        scaling = _scaling(trained)
    elif given.scale in SCALED and trained.scale not in SCALED and before is not None and before >= FAR:
        message = f"the model was trained on inputs up to {before:,.0f} and gets scaled ones here: they all look alike"
        if _far(given):
            message = (
                f"the model was trained on raw inputs up to {before:,.0f} and gets prepared ones: predictions go wrong"
            )
        scaling = _scaling(given)
    elif _left_raw(trained, given):
        message = "the model was trained on scaled inputs and gets these columns unscaled: predictions go wrong"
        scaling, known = _scaling(trained), False
    elif _other_range(trained, given):
        ranges = f"trained on pixels of {_range(trained)} and gets {_range(given)} here"
        message = f"the model was {ranges}: predictions go wrong"
        scaling = _scaling(given)
    else:
        return None
    return Finding(
        use.site,
        message,
        confidence=sure(use.path) if known else sure(use.path).lowered,
        help="put the same scaling on all data, or into the model (`Rescaling`, `Normalization`)",
        notes=(Note("scaled here", scaling.site),) if scaling is not None else (),
        about=use.run,
    )


def _far(data: Data) -> bool:
    """Whether it was only moved, as pixels are whose mean is taken away (VGG's and ResNet's preparation)."""
    return data.stats.hi is not None and data.stats.hi >= FAR


def _left_raw(trained: Data, given: Data) -> bool:
    """Rows of one table: those for training went through a scaler, these didn't, whatever their values are."""
    at = next(
        (i for i, step in enumerate(trained.trail) if step.op in SCALERS and step.by.endswith(SCALER_NAMES)), None
    )
    if at is None or given.scale is not Scale.RAW or trained.scale not in SCALED:
        return False
    if given.source is None or given.source != trained.source:
        return False
    alike = bool(given.names) and given.names == trained.names  # however they were chosen
    others = _choosing_columns(given.trail, alike)
    before, after = _choosing_columns(trained.trail[:at], alike), _choosing_columns(trained.trail[at + 1 :], alike)
    return any(
        len(steps) == len(others) and all(same_step(*pair) for pair in zip(steps, others, strict=True))
        for steps in ((before, [*before, *after]) if after else (before,))
    )


def _choosing_columns(trail: tuple[Step, ...], alike: bool) -> list[Step]:
    """Steps but for those that only choose rows and arrange values; `alike`: columns of the same names came out."""
    rows = (step.op == "index" and "," not in step.by for step in trail)
    left = ARRANGING | {"column"} if alike else ARRANGING
    return [step for step, few in zip(trail, rows, strict=True) if not few and step.op not in left]


def _other_range(trained: Data, given: Data) -> bool:
    """Pixels scaled in two ways: to −1…1 and 0…1, or divided twice."""
    if {trained.kind, given.kind} != {Kind.IMAGE} or not trained.stats.tight:
        return False
    lo, hi, low, high = trained.stats.lo, trained.stats.hi, given.stats.lo, given.stats.hi
    if lo is None or hi is None or low is None or high is None or hi <= lo:
        return False
    inside = lo <= low and high <= hi  # then bounds do, which hold for a single picture, too
    apart = max(abs(lo - low), abs(hi - high)) / (hi - lo)
    return apart > APART and (given.stats.tight or inside) and trained.scale in SCALED and given.scale in SCALED


def _range(data: Data) -> str:
    return f"{data.stats.lo:.2g}…{data.stats.hi:.2g}".replace("-", "−")


def _scaling(data: Data) -> Step | None:
    return data.did(
        "divide", "fit_transform", "transform", "standardise", "minmax", "normalise", "rescale", "multiply",
        "preprocess_input", "subtract", "cast",
    )  # fmt: skip
