"""Categories are fed to the network as the numbers that an encoder gave them.

## What it does
Finds columns of words that `LabelEncoder`, `OrdinalEncoder`, `cat.codes` or `factorize` turned into 0 … k − 1, and that
reach a `Dense`, convolutional or recurrent layer as that number. Two categories are fine, and so are words that have an
order of their own (`low`, `medium`, `high`).

## Why it is bad
The numbers follow the alphabet (or the order of appearance), not the world: with 0 = Bath, 1 = Cork, 2 = Derby the
network is told that Cork lies halfway between Bath and Derby. It has to bend a single slope back and forth to undo
that, and with more than a handful of categories it mostly gives up and ignores the column.

## Example
```python
import numpy as np
from sklearn.preprocessing import LabelEncoder
from tensorflow import keras

city = np.random.choice(["Bath", "Cork", "Derby", "Hull", "Leeds"], 1000)
y = np.isin(city, ["Bath", "Derby", "Leeds"]).astype(int)
x = LabelEncoder().fit_transform(city).reshape(-1, 1)
model = keras.Sequential([
    keras.layers.Input(shape=(1,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from sklearn.preprocessing import OneHotEncoder
from tensorflow import keras

city = np.random.choice(["Bath", "Cork", "Derby", "Hull", "Leeds"], 1000)
y = np.isin(city, ["Bath", "Derby", "Leeds"]).astype(int)
x = OneHotEncoder(sparse_output=False).fit_transform(city.reshape(-1, 1))
model = keras.Sequential([
    keras.layers.Input(shape=(5,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
There is no automatic fix: a column becomes several, or an `Embedding` joins the model.

## How the probe confirms it
Pair: the program as written against one with a column for each category.

## Known gaps
Columns whose categories aren't known (those of files) are reported at low confidence.

## References
- https://scikit-learn.org/stable/modules/preprocessing.html#encoding-categorical-features
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Codes, Confidence, Finding, Network, Run, RunKind, Severity, rule

from ._inputs import fed, first_layers

_SCALES: Final = """
    a above adult advanced after always average b bachelor bad basic before beginner below best big bottom c child
    cold cool d daily doctorate e early easy elementary excellent expert extreme f fair fast first freezing good
    great hard high hot huge infant intermediate junior l large late little low m mad master masters max maximum
    medium mid middle mild min minimum moderate monthly never none normal novice often old phd poor primary quick
    rarely s second secondary senior severe short slight slow small sometimes strong tall teen third tiny top
    typical very warm weak weekly worst xl xs xxl yearly young
"""
ORDERED: Final = frozenset(_SCALES.split())
"""Words of scales; where most of the categories are such, their numbers may mean something."""
LOOKING_UP: Final = frozenset(
    {"CategoryEncoding", "Discretization", "HashedCrossing", "Hashing", "IntegerLookup", "Lambda", "StringLookup"}
    | {"one_hot"}
)
"""Layers after which the numbers are no longer such."""
COLUMNS: Final = ("age", "class", "day", "education", "grade", "hour", "level", "month", "qual", "quality", "rank")
"""Parts of column names that promise an order."""


@rule("ZL107", Severity.WARNING)
def ordinal_codes_as_numbers(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.COMPILE_ONLY:
        return
    for which, data in fed(run):
        if not first_layers(run.network, which) or _spread(run.network, which):
            continue
        for codes in data.codes:
            if codes.classes not in (1, 2) and not _ordered(codes) and codes.step.site is not None:
                yield _finding(run, codes)


def _finding(run: Run, codes: Codes) -> Finding:
    what = f"`{codes.column}`" if codes.column else "a column"
    numbers = f" 0 … {codes.classes - 1}" if codes.classes is not None else ""
    return Finding(
        codes.step.site,  # type: ignore[arg-type]  # asked for before
        f"{what} goes in as numbers{numbers}: the network reads an order into unordered categories",
        confidence=Confidence.MEDIUM if codes.classes is not None else Confidence.LOW,
        help="make one column per category (`OneHotEncoder`, `pd.get_dummies`), or use an `Embedding` layer",
        about=run,
    )


def _spread(network: Network, which: int) -> bool:
    """Whether layers of the model look the numbers up, give each a column, or can't be looked into."""
    before = network.before_first_weights(which) or ()
    return any(layer.opaque or layer.kind in LOOKING_UP for layer in before)


def _ordered(codes: Codes) -> bool:
    """Whether the words, or the name of the column, speak of a scale."""
    name = codes.column.lower()
    words = [word for category in codes.categories for word in category.lower().replace("-", " ").split()[:1]]
    known = sum(word in ORDERED or word[:1].isdigit() for word in words)
    return any(part in name for part in COLUMNS) or (bool(words) and 2 * known >= len(words))
