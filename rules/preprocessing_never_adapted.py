"""A `Normalization` layer or a `Tokenizer` is used without having seen data.

## What it does
Finds

- `Normalization()` layers that are trained with, or that training data go through, and that were neither adapted nor
  given mean and variance;
- a `Tokenizer` that turns texts into numbers before `fit_on_texts`, a new one for the predictions among them;
- one text where `fit_on_texts`, `texts_to_sequences` or `texts_to_matrix` wants a list of texts.

Silent where weights are loaded, and about `char_level=True`, which is about letters.

## Why it is bad
Nothing warns. Measured on Keras 3.15: a `Normalization` layer that never saw data has mean 0 and variance 1, so that
1000 stays 1000, and `fit` doesn't change that (wine, 40 epochs: 0.47 to 0.69 of the training data right against 0.98
with `adapt`); in a subclassed model it raises an obscure error about tensors. A `Tokenizer` that was never fitted
gives `[]` for every text, padded to rows of zeros. A text is a sequence too: `fit_on_texts("hello world")` learns the
seven letters, and `texts_to_sequences("world")` gives five empty lists. (`TextVectorization`, `StringLookup` and
`Discretization` raise when they weren't adapted.)

## Example
```python
from sklearn.datasets import load_wine
from tensorflow import keras

x, y = load_wine(return_X_y=True)
model = keras.Sequential([
    keras.Input(shape=(13,)),
    keras.layers.Normalization(),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=40)
```

## Use instead
```python
from sklearn.datasets import load_wine
from tensorflow import keras

x, y = load_wine(return_X_y=True)
normalization = keras.layers.Normalization()
normalization.adapt(x)
model = keras.Sequential([
    keras.Input(shape=(13,)),
    normalization,
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=40)
```

## How the probe confirms it
Measure: the layer's mean and variance, the lengths of the sequences.

## Known gaps
An `adapt` that comes after the training. A variable of unknown value that holds one text.

## References
- https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
- https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/text/Tokenizer
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Note, Operation, Program, Run, RunKind, Severity, Site, rule

from ._inputs import SCALING_LAYERS, SCALING_OPS
from ._values import sure

IDENTITY = "this `Normalization` was never adapted to data: it passes its inputs on unchanged"


@rule("ZL123", Severity.ERROR)
def preprocessing_never_adapted(program: Program) -> Iterator[Finding]:
    if not any(program.done("adapted elsewhere")):
        for run in program.runs:
            yield from _layers(run)
    for operation in program.done("untaught"):
        yield _untaught(operation)
    for operation in program.done("letters"):
        yield _letters(operation)


def _layers(run: Run) -> Iterator[Finding]:
    """The identity in the network that is trained, or in front of it."""
    if run.kind is RunKind.COMPILE_ONLY or run.network.loaded is not None or run.idle:
        return
    inside = [layer.site for layer in run.network.layers if layer.get("adapted") is False]
    before = [step.site for data in run.inputs for step in data.trail if step.op == "unadapted"]
    for place in (*inside, *before):
        if place is not None:
            yield _identity(run, place)


def _identity(run: Run, place: Site) -> Finding:
    others = (SCALING_LAYERS | SCALING_OPS) - {"Normalization"}
    scaled = any(layer.kind in others for layer in run.network.layers) or all(data.scaled for data in run.inputs)
    return Finding(
        place,
        IDENTITY,
        severity=Severity.WARNING if scaled and run.inputs else None,
        confidence=Confidence.MEDIUM if run.path or run.assumed else Confidence.HIGH,
        help="call its `adapt()` with the training data before `fit`, or give it `mean` and `variance`",
        notes=(Note("trained here", run.site),),
        about=run,
    )


def _untaught(operation: Operation) -> Finding:
    made = operation.get("made")
    return Finding(
        operation.site,
        "this `Tokenizer` was never fitted on texts: every text becomes an empty list",
        confidence=sure(operation.path),
        help="call `fit_on_texts()` with the training texts first, or load the fitted one",
        notes=(Note("it is made here", Site(made)),) if made is not None else (),
    )


def _letters(operation: Operation) -> Finding:
    text = operation.get("text")
    return Finding(
        Site(text) if text is not None else operation.site,
        f"`{operation.get('op')}` takes each letter of this text for a text of its own",
        confidence=sure(operation.path),
        help="give it a list: `[text]`",
    )
