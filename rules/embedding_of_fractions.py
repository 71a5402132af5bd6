"""An `Embedding` is fed with fractions: it looks up row 0 for (nearly) all of them.

## What it does
Finds inputs of an `Embedding` that are known to be scaled (to 0…1, standardised …) or to be fractions below 1.

## Why it is bad
`Embedding` casts its inputs to integers: what lies between −1 and 1 becomes index 0, and every row looks alike.
Standardised values also give negative indices, on which `fit` raises on CPU. Measured on Keras 3.15 with digits
divided by 17: 0.10 right after 15 epochs, every prediction the same; in a Dense layer 0.97.

## Example
```python
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras

x, y = load_breast_cancer(return_X_y=True)
x = MinMaxScaler().fit_transform(x)
model = keras.Sequential([
    keras.layers.Embedding(1000, 16),
    keras.layers.GlobalAveragePooling1D(),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20)
```

## Use instead
```python
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras

x, y = load_breast_cancer(return_X_y=True)
x = MinMaxScaler().fit_transform(x)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20)
```

## How the probe confirms it
Measure: the different indices that reach the layer.

## Known gaps
Quantities that aren't scaled (ages, prices) and are looked up as indices.

## References
- https://keras.io/api/layers/core_layers/embedding/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Data, Finding, Kind, Note, Origin, Run, Scale, Severity, rule

from ._embeddings import embedded

INDICES: Final = (Kind.MULTI_HOT, Kind.ONE_HOT, Kind.TEXT)
SCALING: Final = ("divide", "fit_transform", "minmax", "rescale", "standardise", "transform")
AROUND_ZERO: Final = frozenset({Scale.ROBUST, Scale.STANDARD, Scale.SYMMETRIC, Scale.UNIT})


@rule("ZL421", Severity.ERROR)
def embedding_of_fractions(run: Run) -> Iterator[Finding]:
    for layer, data in embedded(run):
        table = _measured(data)
        if not table and not _fractions(data):
            continue
        step = data.did(*SCALING)
        notes = [Note("the inputs are scaled here", step.site)] if step is not None and step.site is not None else []
        yield Finding(
            layer.site,
            "this `Embedding` gets fractions and cuts them to whole numbers"
            + (": what they measure is lost" if table else ": nearly all become index 0"),
            confidence=Confidence.HIGH,
            help="feed numbers into `Dense`; `Embedding` is for indices of words or categories",
            notes=(*notes, Note("trained with them here", run.site)),
            about=run,
        )


def _measured(data: Data) -> bool:
    """Measurements of a data set as they are, in fractions."""
    known = data.source is not None and data.source.origin is Origin.DATASET and data.kind is Kind.CONTINUOUS
    whole = data.did("opaque", "cast", "round", "floor", "multiply") is not None
    return known and not whole and str(data.dtype).startswith("float")


def _fractions(data: Data) -> bool:
    """Known to lie between the whole numbers, most of them next to 0."""
    if (
        data.source is None
        or data.binary
        or data.kind in INDICES
        or str(data.dtype).startswith(("int", "uint", "bool", "str"))
    ):
        return False
    if data.scale in AROUND_ZERO and data.did(*SCALING) is not None:
        return data.did("opaque", "cast", "round", "floor", "multiply") is None
    small = data.stats.within(-1.0, 1.0) and not data.stats.constant
    return small and data.kind is Kind.CONTINUOUS and str(data.dtype).startswith("float")
