"""Short sequences end in so much padding that the last state has forgotten them.

## What it does
Finds `pad_sequences(…, padding="post")` that appends 60 zeros and more to sequences of known length, where the
model embeds them without a mask and goes on with the last state of an LSTM or GRU.

## Why it is bad
A recurrent layer reads the padding like words. After many steps of zeros its state is the same whatever came before:
four to eight tokens, padded to 60 or to 120, gave predictions with a spread of 0.0000 after ten epochs on Keras 3.15
(accuracy .61, the share of the larger class; padded to 20 it was .92, padded to 120 in front .94).

## Example
```python
import numpy as np
from tensorflow import keras

texts = ["a good film", "a bad film", "good acting and a good story", "bad acting"] * 100
labels = np.array([1, 0, 1, 0] * 100)
tokenizer = keras.preprocessing.text.Tokenizer(num_words=50)
tokenizer.fit_on_texts(texts)
x = keras.utils.pad_sequences(tokenizer.texts_to_sequences(texts), maxlen=120, padding="post")
model = keras.Sequential([
    keras.layers.Embedding(50, 8),
    keras.layers.LSTM(16),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, labels, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

texts = ["a good film", "a bad film", "good acting and a good story", "bad acting"] * 100
labels = np.array([1, 0, 1, 0] * 100)
tokenizer = keras.preprocessing.text.Tokenizer(num_words=50)
tokenizer.fit_on_texts(texts)
x = keras.utils.pad_sequences(tokenizer.texts_to_sequences(texts), maxlen=120, padding="post")
model = keras.Sequential([
    keras.layers.Embedding(50, 8, mask_zero=True),
    keras.layers.LSTM(16),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, labels, epochs=20)
```

## Fix safety
Unsafe, since the model learns otherwise: the `Embedding` gets `mask_zero=True`.

## How the probe confirms it
Pair: the program as written against one with a mask.

## Known gaps
Texts whose length isn't known, `TextVectorization`, padding by hand. `SimpleRNN` is left out: padded to 60 it was right
for .88 of the held-out rows.

## References
- https://keras.io/guides/understanding_masking_and_padding/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Confidence,
    Data,
    Edit,
    Finding,
    Fix,
    Layer,
    Network,
    Note,
    Operation,
    Program,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._inputs import fed
from ._values import rewritten

FORGOTTEN: Final = 60
"""Steps of padding after which nothing was left of four to eight tokens (measured; after 36 something was)."""
CELLS: Final = frozenset({"GRU", "LSTM"})
KEEPS: Final = frozenset({"array", "batch", "cache", "cast", "column", "copy", "prefetch", "shuffle", "split"})


@rule("ZL423", Severity.WARNING)
def padding_drowns_the_sequence(program: Program) -> Iterator[Finding]:
    for run in program.runs:
        if run.kind is RunKind.COMPILE_ONLY or run.network.loaded or run.swept:
            continue
        for which, data in fed(run):
            padding, read = _padding(program, data), _read_to_the_end(run.network, which)
            if padding is not None and read is not None:
                yield _finding(run, padding, *read)


def _padding(program: Program, data: Data) -> Operation | None:
    """The padding that these data end in, where it is known to be long."""
    last = next((step for step in reversed(data.trail) if step.op not in KEEPS), None)
    if last is None or last.op != "pad":
        return None
    done = [one for one in program.done("sequences-padded") if one.site is last.site]
    return done[0] if done and all(_drowns(one) for one in done) else None


def _drowns(padding: Operation) -> bool:
    width, longest = padding.get("width"), padding.get("longest")
    known = isinstance(width, int) and isinstance(longest, int) and padding.get("padding") == "post"
    return known and width - longest >= FORGOTTEN  # type: ignore[operator]  # both are numbers


def _read_to_the_end(network: Network, which: int) -> tuple[Layer, Layer] | None:
    """The embedding without a mask, and the recurrent layer behind it that gives its last state."""
    here, embedding = -1 - which, None
    for _ in network.layers:
        readers = list(network.consumers(here))
        layer = network.layers[readers[0]] if len(readers) == 1 else None
        if layer is None or layer.opaque or layer.repeated or "wrapper" in layer.config:
            return None
        if layer.kind == "Embedding" and embedding is None:
            masks = layer.fact("mask_zero")
            embedding = layer if "mask_zero" not in layer.config or masks.get() is False else None
        elif layer.kind in CELLS and embedding is not None and _forwards(layer):
            if layer.get("return_sequences") is False:
                return embedding, layer
        elif layer.group != "dropout":
            return None
        here = readers[0]
    return None


def _forwards(layer: Layer) -> bool:
    return all(name not in layer.config or layer.get(name) is False for name in ("go_backwards", "return_state"))


def _finding(run: Run, padding: Operation, embedding: Layer, cell: Layer) -> Finding:
    width, longest = padding.get("width"), padding.get("longest")
    edit: Edit = rewritten(embedding.fact("mask_zero"), "True") or AddArgument(embedding.site, "mask_zero=True")
    return Finding(
        padding.place("argument") or padding.site,
        f"at most {longest} tokens are padded to {width} at the end: the last state of `{cell.kind}` forgets them",
        confidence=Confidence.MEDIUM,
        help='give the `Embedding` `mask_zero=True`, or pad in front (`padding="pre"`)',
        notes=(Note("embedded without a mask", embedding.site), Note("gives its last state", cell.site)),
        fix=Fix("mask the padding", Safety.UNSAFE, (edit,)),
        about=run,
    )
