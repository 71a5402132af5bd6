"""The network that predicts isn't the one that was trained: it was built anew, with random weights.

## What it does
Finds predictions and evaluations of a model that nothing ever trained or loaded weights into, where another model of
the same making was trained before: a builder function that is called again, a cell that builds the model a second time
after `fit`.

## Why it is bad
Each call of the builder makes new weights, drawn at random. What was learned stays in the other model: predictions are
those of an untrained network, near chance, however well the training went. Nothing warns.

## Example
```python
import numpy as np
from tensorflow import keras


def build():
    model = keras.Sequential([
        keras.layers.Input(shape=(10,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
build().fit(x[:1600], y[:1600], epochs=20)
print("scores:", build().evaluate(x[1600:], y[1600:]))
```

## Use instead
```python
import numpy as np
from tensorflow import keras


def build():
    model = keras.Sequential([
        keras.layers.Input(shape=(10,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = build()
model.fit(x[:1600], y[:1600], epochs=20)
print("scores:", model.evaluate(x[1600:], y[1600:]))
```

## How the probe confirms it
Decode: the same data through the model as written and through the trained one.

## Known gaps
Models of subclasses, and the same layers written out a second time.

## References
- https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Finding, Note, Prediction, Program, Run, RunKind, Severity, rule

from ._values import sure

CALLS: Final = frozenset({"evaluate", "predict", "predict_proba"})


@rule("ZL504", Severity.ERROR)
def predicts_with_another_model(program: Program) -> Iterator[Finding]:
    for prediction in program.predictions:
        if not prediction.untouched or prediction.call not in CALLS or prediction.network.kind == "subclassed":
            continue
        if prediction.call != "evaluate" and not prediction.decodings:
            continue
        trained = next((run for run in program.runs if _of_the_same_making(run, prediction)), None)
        if trained is not None:
            yield _finding(prediction, trained)


def _of_the_same_making(run: Run, prediction: Prediction) -> bool:
    """Whether it trained another model of the same builder before."""
    fitted = run.kind is not RunKind.COMPILE_ONLY and not run.assumed and run.order < prediction.order
    mine, other = run.network, prediction.network
    return fitted and mine.site is other.site and mine.identity is not other.identity


def _finding(prediction: Prediction, trained: Run) -> Finding:
    return Finding(
        prediction.site,
        f"`{prediction.call}` runs a model with random weights: it isn't the one that was trained",
        confidence=sure(prediction.path, trained.path),
        help="keep the model that was trained, or load its weights into this one",
        notes=(Note("trained here", trained.site), Note("both are made here", prediction.network.site)),
        about=prediction,
    )
