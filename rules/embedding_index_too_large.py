"""An `Embedding` has fewer rows than its inputs have indices.

## What it does
Compares `input_dim` with the largest index that is fed: known data sets and their `num_words`, random integers, codes
of known categories, and `len(tokenizer.word_index)`, which lacks the row for the padding (words are numbered from 1).
Data that were padded or cut to a length may have lost their largest index: then an `input_dim` that is short by less
than a tenth is reported with medium confidence, as is a `Tokenizer(num_words=…)` above `input_dim`.

## Why it is bad
`fit` raises an InvalidArgumentError on CPU as soon as such an index comes up, perhaps in the middle of an epoch. On a
GPU TensorFlow looks up zeros for it, silently.

## Example
```python
from tensorflow import keras

(x_train, y_train), _ = keras.datasets.imdb.load_data(num_words=20000)
x_train = keras.utils.pad_sequences(x_train, maxlen=200)
model = keras.Sequential([
    keras.layers.Embedding(10000, 16),
    keras.layers.GlobalAveragePooling1D(),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5)
```

## Use instead
```python
from tensorflow import keras

(x_train, y_train), _ = keras.datasets.imdb.load_data(num_words=20000)
x_train = keras.utils.pad_sequences(x_train, maxlen=200)
model = keras.Sequential([
    keras.layers.Embedding(20000, 16),
    keras.layers.GlobalAveragePooling1D(),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5)
```

## Fix safety
Unsafe, since the layer gets other weights: `input_dim` becomes the largest index plus 1.

## How the probe confirms it
Build: `fit` raises as written, and doesn't afterwards.

## Known gaps
Negative indices, identifiers of files (user 1 … n in `Embedding(n, …)`), embeddings behind lookup layers.

## References
- https://keras.io/api/layers/core_layers/embedding/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Finding,
    Fix,
    Kind,
    Layer,
    Note,
    Operation,
    Origin,
    Program,
    Replace,
    Run,
    Safety,
    Severity,
    Site,
    rule,
)

from ._embeddings import embedded
from ._values import as_number

RAISES: Final = "`fit` raises on CPUs"
"""On a GPU, TensorFlow's `gather` gives zeros for such an index (its documentation says so)."""
SURELY: Final = 1.1
"""So many times as many indices as rows: some of those that are too large are left in data that were cut."""


@rule("ZL418", Severity.ERROR)
def embedding_index_too_large(program: Program) -> Iterator[Finding]:
    tokenised = list(program.done("transformed"))
    for run in program.runs:
        for layer, data in embedded(run):
            found = _numbers(run, layer, data) or _words(run, layer, data, tokenised)
            if found is not None:
                yield found


def _numbers(run: Run, layer: Layer, data: Data) -> Finding | None:
    """Both numbers are known."""
    rows, top = as_number(layer.get("input_dim")), data.stats.hi
    if rows is None or top is None or rows > top or data.dtype in ("float32", "float64"):
        return None
    if data.source is None or data.source.origin in (Origin.COMPUTED, Origin.LITERAL):
        return None  # numbers of words that the program makes itself: how many there are isn't sure
    confidence = _sure(data, rows, top, alone=len(run.inputs) == 1)
    if confidence is None:
        return None
    message = f"the inputs reach index {top:,.0f}, this `Embedding` ends at {rows - 1:,.0f}: {RAISES}"
    return _finding(run, layer, data, message, confidence, f"{top + 1:.0f}")


def _sure(data: Data, rows: float, top: float, *, alone: bool) -> Confidence | None:
    """Whether the largest index is really there; of several inputs only what is sure counts."""
    reached = data.stats.reaches_up_to
    if reached is not None and reached >= rows:
        return Confidence.HIGH
    if not alone or data.kind is not Kind.TOKENS or data.source is None:
        return None
    enough = top + 1 >= SURELY * rows
    if data.source.origin is Origin.DATASET:
        return Confidence.HIGH if enough else Confidence.MEDIUM
    return Confidence.MEDIUM if enough else Confidence.LOW


def _words(run: Run, layer: Layer, data: Data, tokenised: list[Operation]) -> Finding | None:
    """`len(tokenizer.word_index)`: the last word has this number."""
    step = data.did("tokenise")
    here = [operation for operation in tokenised if step is not None and operation.site is step.site]
    made = layer.get("words of")
    if made is None or len(here) != 1 or here[0].get("tokenizer") != made or here[0].get("limited"):
        return None  # a function may tokenise several texts at one place, each with a tokenizer of its own
    operation = here[0]
    uncut = operation.get("same") and data.did("pad", "index", "split") is None
    message = f"words are numbered from 1: the last has no row in this `Embedding`, {RAISES}"
    return _finding(run, layer, data, message, Confidence.HIGH if uncut else Confidence.MEDIUM, "{} + 1")


def _finding(run: Run, layer: Layer, data: Data, message: str, confidence: Confidence, rows: str) -> Finding:
    fact = layer.fact("input_dim")
    place = fact.site or layer.site
    source = data.source
    notes = [Note(f"the indices come from {source.name}", source.site)] if source and source.site is not None else []
    tokenised = data.did("tokenise")
    if tokenised is not None:  # by which the words got their numbers; where the text comes from makes none
        notes = [Note("the words become numbers here", tokenised.site)]
    other = _exchanged(layer, data)
    exchange = (Replace(place, "{}", other), Replace(other, "{}", place)) if other is not None else None
    edits = exchange or (Replace(place, rows, place if "{}" in rows else None),)
    return Finding(
        place,
        message,
        confidence=confidence.lowered if run.path else confidence,
        help="exchange the arguments: `input_dim`, the number of indices, comes first, then `output_dim`"
        if exchange
        else f"{'add 1 to `input_dim`' if '{}' in rows else 'set `input_dim` to the largest index plus 1'} "
        "(a GPU silently reads zeros for such an index)",
        notes=tuple(notes),
        fix=Fix("exchange the arguments" if exchange else "make room for the largest index", Safety.UNSAFE, edits)
        if fact.site is not None
        else None,
        about=run,
    )


def _exchanged(layer: Layer, data: Data) -> Site | None:
    """Where the output's size stands, if it is what would be large enough for the indices."""
    size, top = layer.fact("output_dim"), data.stats.hi
    units = as_number(size.get())
    return size.site if size.written and units is not None and top is not None and units > top else None
