"""A layer is made, or called, and the model doesn't have it.

## What it does
Finds

- layers that are called on a part of the model's graph and whose result goes nowhere: `x = f(inputs)` where `f(x)`
  was meant, so that the layer before is left behind; `Model(inputs, x)` where the last result has another name; a
  call whose result isn't kept;
- layers that are made and never called: a `Dense(64)` that stands alone where `model.add(Dense(64))` was meant, an
  attribute of a model class that `call` forgets; `Model(inputs, Dense(1))`, where the layer stands in place of what it
  gives: Keras raises.

## Why it is bad
A functional model is what lies between its inputs and its outputs, a model class is what its `call` does. A layer
outside is no part of it: it isn't trained, isn't saved and does nothing, and no word is said. Measured (Keras 3.15):
a model that should have had three `Dense` layers had two; the layer that `call` forgot had no weights at all after
training. What is missing is what the layer was there for: the non-linearity, the dropout, the depth.

## Example
```python
from tensorflow import keras

inputs = keras.Input(shape=(64,))
x = keras.layers.Dense(128, activation="relu")(inputs)
x = keras.layers.Dense(64, activation="relu")(inputs)
outputs = keras.layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
```

## Use instead
```python
from tensorflow import keras

inputs = keras.Input(shape=(64,))
x = keras.layers.Dense(128, activation="relu")(inputs)
x = keras.layers.Dense(64, activation="relu")(x)
outputs = keras.layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
```

## How the probe confirms it
Measure: the model's layers are counted, and this one isn't among them.

## Known gaps
Layers in lists and dictionaries, results that are handed to functions, and what happens on some paths of the program
only. Nothing is said of layers that another call puts into the model, nor of the last, unused result of a builder
that is called several times.

## References
- https://keras.io/guides/functional_api/
"""

from collections.abc import Iterator

from zerolint.api import Finding, Note, Operation, Program, Severity, rule

from ._values import sure

HELP = {
    "attribute": "call it in `call`, or leave it out",
    "called": "give its result to the next layer or to the model's outputs, or leave it out",
    "made": "call it on a tensor, add it to the model, or leave it out",
}


@rule("ZL417", Severity.WARNING)
def disconnected_layer(program: Program) -> Iterator[Finding]:
    for lost in program.done("unused-layer"):
        how = str(lost.get("how"))
        made = lost.place("made")
        yield Finding(
            lost.site,
            _message(lost, how),
            help=HELP[how],
            notes=(Note("made here", made),) if made is not None and made is not lost.site and how == "called" else (),
        )
    for given in program.done("layer-uncalled"):
        yield _uncalled(given)


def _uncalled(given: Operation) -> Finding:
    layer, wants = given.get("layer"), given.get("wants")
    return Finding(
        given.place("made") or given.site,
        f"this `{layer}` is made and not called: `{wants}` wants the tensor that it gives, and raises",
        severity=Severity.ERROR,
        confidence=sure(given.path),
        help="call it with what comes before: `Dense(1)(x)`",
        notes=(Note(f"given to `{wants}` here", given.site),),
    )


def _message(lost: Operation, how: str) -> str:
    layer, name = lost.get("layer"), lost.get("name")
    if how == "called":
        return f"the result of this `{layer}` is never used: the model does without it"
    if how == "attribute":
        return f"`{name}` is never called: the model does without this `{layer}`"
    return f"this `{layer}` is made and never used: the model does without it"
