"""Words get their numbers in the order of a set, which is another one in each run.

## What it does
Finds dictionaries from words or letters to numbers that are made by numbering a `set` of strings
(`enumerate(set(words))`, `list(set(text))`), where the weights come from an earlier run: the program loads them and
predicts, or trains only if it doesn't. With low confidence, where a program saves what it trains and keeps nothing
that the dictionary could be made of again.

## Why it is bad
Python hashes strings with a new random number in each run, and the order of a set follows the hashes. Measured: three
runs of `{name: number for number, name in enumerate(set(["cat", "dog", "bird", "fish"]))}` gave three orders. A model
that learned that 0 is "cat" reads another word, and answers with another one, when the weights are loaded the next
day. Within one run all is well, which hides it. (Whole numbers keep their order.)

## Example
```python
import os

import numpy as np
from tensorflow import keras

text = "the quick brown fox jumps over the lazy dog " * 50
chars = list(set(text))
index = {char: number for number, char in enumerate(chars)}
codes = np.array([index[char] for char in text])
x, y = codes[:-1].reshape(-1, 1), codes[1:]
model = keras.Sequential([
    keras.layers.Input(shape=(1,)),
    keras.layers.Embedding(len(chars), 16),
    keras.layers.Flatten(),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(len(chars), activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
if os.path.exists("letters.weights.h5"):
    model.load_weights("letters.weights.h5")
else:
    model.fit(x, y, epochs=20)
    model.save_weights("letters.weights.h5")
print(chars[model.predict(np.array([[index["q"]]])).argmax()])
```

## Use instead
```python
import os

import numpy as np
from tensorflow import keras

text = "the quick brown fox jumps over the lazy dog " * 50
chars = sorted(set(text))
index = {char: number for number, char in enumerate(chars)}
codes = np.array([index[char] for char in text])
x, y = codes[:-1].reshape(-1, 1), codes[1:]
model = keras.Sequential([
    keras.layers.Input(shape=(1,)),
    keras.layers.Embedding(len(chars), 16),
    keras.layers.Flatten(),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(len(chars), activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
if os.path.exists("letters.weights.h5"):
    model.load_weights("letters.weights.h5")
else:
    model.fit(x, y, epochs=20)
    model.save_weights("letters.weights.h5")
print(chars[model.predict(np.array([[index["q"]]])).argmax()])
```

## Fix safety
Unsafe: weights of earlier runs don't fit the new numbers (nor the old ones). It sorts the words.

## How the probe confirms it
Not at all: it would take two runs.

## Known gaps
`hash()`, listings of folders, the columns of a table; words of which it isn't known that they are strings; programs
that pickle, dump or write anything, which may be the dictionary. That the model reads these numbers is taken from
there being one model.

## References
- https://docs.python.org/3/using/cmdline.html#envvar-PYTHONHASHSEED
"""

from collections.abc import Iterator

from zerolint.api import (
    Confidence,
    Finding,
    Fix,
    Note,
    Operation,
    Program,
    Replace,
    RunKind,
    Safety,
    Severity,
    Site,
    rule,
)


@rule("ZL118", Severity.WARNING)
def encoding_differs_between_runs(program: Program) -> Iterator[Finding]:
    for numbered in program.done("numbered-anew"):
        made, loaded = numbered.place("set") or numbered.site, _loaded(program, numbered)
        if loaded is None and not (numbered.get("saved") and _trains(program)):
            continue
        known = "the loaded weights learned others" if loaded is not None else "what is saved fits this run only"
        places = {"numbered here": numbered.site, "weights of an earlier run": loaded}
        yield Finding(
            made,
            f"a set's order changes with each run, and these numbers with it: {known}",
            confidence=Confidence.MEDIUM if loaded is not None else Confidence.LOW,
            help="number them in sorted order, or save the dictionary with the weights",
            notes=tuple(Note(text, place) for text, place in places.items() if place is not None),
            fix=Fix("sort the words", Safety.UNSAFE, (Replace(made, "sorted({})", made),)),
        )


def _trains(program: Program) -> bool:
    return any(run.kind is not RunKind.COMPILE_ONLY for run in program.runs)


def _loaded(program: Program, numbered: Operation) -> Site | None:
    """Where weights are read that this very run of the program need not have trained."""
    if any(run.kind is not RunKind.COMPILE_ONLY and not run.path for run in program.runs) or not program.predictions:
        return None
    read = next((one.network.site for one in program.predictions if one.network.loaded is not None), None)
    return numbered.place("loaded") or read
