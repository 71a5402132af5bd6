"""Data in place of downloads: the shape, type, range and classes of the real set, and something to learn in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from zerolint.knowledge import datasets

Arrays = tuple[np.ndarray, np.ndarray]


@cache
def keras_set(name: str, *, in_one_go: bool) -> tuple[Arrays, Arrays]:
    """`keras.datasets.<name>.load_data()`; in one go, the test part looks just like the training part."""
    known = datasets.keras(name)
    assert known is not None, name
    test_x, test_y = known.test_x or known.x, known.test_y or known.y
    if not in_one_go:
        return _arrays(known.x, known.y, 1), _arrays(test_x, test_y, 2)
    rows, held = known.x.shape[0] or 1000, test_x.shape[0] or 1000
    x, y = (part._replace(shape=(rows + held, *part.shape[1:])) for part in (known.x, known.y))
    values, targets = _arrays(x, y, 1)
    return (values[:rows], targets[:rows]), (values[rows:], targets[rows:])


def load_data(name: str, *, in_one_go: bool) -> Callable[..., Any]:
    """The function that loads it. Arrays are copies: programs change them in place."""

    def load(*_: Any, **options: Any) -> Any:
        words = options.get("num_words")
        train, test = keras_set(name, in_one_go=in_one_go)
        return tuple((_few_words(x, words), y.copy()) for x, y in (train, test))

    return load


def _few_words(x: np.ndarray, words: int | None) -> np.ndarray:
    if x.dtype != object:
        return x.copy()
    made = np.empty(len(x), dtype=object)
    made[:] = [[token if not words or token < words else 2 for token in row] for row in x]
    return made


def sklearn_set(function: str) -> Arrays:
    """The data and the target of `sklearn.datasets.<function>()`."""
    known = datasets.sklearn(function)
    assert known is not None, function
    return _arrays(known.x, known.y, 1)


def openml_set(name: str) -> Arrays | None:
    known = datasets.openml(name)
    return _arrays(known.x, known.y, 1) if known is not None else None


def _arrays(x: datasets.Array, y: datasets.Array, seed: int) -> Arrays:
    """`seed`: of these rows; what they have to do with their targets is the same in all of a set's parts."""
    rng, law = np.random.default_rng(seed), np.random.default_rng(0)
    rows = x.shape[0] or 1000
    if y.kind == datasets.CLASSES:
        labels = rng.integers(0, y.classes or 2, rows)
        values = _of_classes(x, labels, y.classes or 2, rng, law)
        return values, labels.reshape([-1, *y.shape[1:]] if len(y.shape) > 1 else -1).astype(y.dtype or "int64")
    values = _columns(x, rows, rng)
    spread = (values - values.mean(0)) / (values.std(0) + 1e-9)
    quantity = np.tanh(spread @ law.normal(size=spread.shape[1]) / 2 + 0.1 * rng.normal(size=rows))
    lo, hi = y.lo if y.lo is not None else 0.0, y.hi if y.hi is not None else 1.0
    quantity = lo + (hi - lo) * (quantity - quantity.min()) / np.ptp(quantity)
    return values, quantity.astype(y.dtype or "float64").reshape([-1, *y.shape[1:]] if len(y.shape) > 1 else -1)


def _of_classes(
    x: datasets.Array, labels: np.ndarray, classes: int, rng: np.random.Generator, law: np.random.Generator
) -> np.ndarray:
    """Rows that look like their class."""
    if x.kind == datasets.TOKENS or x.dtype == "object":
        made = np.empty(len(labels), dtype=object)
        made[:] = [[1, *_sentence(label, classes, x.hi or 20_000, rng)] for label in labels]
        return made
    if x.kind != datasets.IMAGE:
        values = _columns(x, len(labels), rng)
        return values + 0.8 * labels[:, None] * values.std(0) * np.sign(law.normal(size=values.shape[1]))
    shape = tuple(size or 32 for size in x.shape[1:])
    coarse = law.uniform(0, 255, (classes, 7, 7, *shape[2:]))
    up = -(-shape[0] // 7)
    prototypes = np.repeat(np.repeat(coarse, up, 1), up, 2)[:, : shape[0], : shape[1]]
    noise = rng.integers(0, 64, (256, *shape), dtype=np.uint8)
    values = (0.75 * prototypes).astype(np.uint8)[labels] + noise[rng.integers(0, 256, len(labels))]
    values[0].flat[0], values[-1].flat[-1] = 0, 255
    values.reshape(len(values), -1)[:, : x.constant or 0] = 0
    return values.astype(x.dtype or "uint8")


def _sentence(label: int, classes: int, highest: float, rng: np.random.Generator) -> list[int]:
    """Common words, rare ones, and some of the label's own."""
    length = int(rng.integers(20, 200))
    words = rng.integers(4, 1000, length)
    rare = rng.random(length) < 0.05
    words[rare] = np.exp(rng.uniform(np.log(1000), np.log(highest), rare.sum())).astype(int)
    own = rng.random(length) < 0.3
    words[own] = 10 + label + classes * rng.integers(0, 20, own.sum())
    return [int(word) for word in words]


def _columns(x: datasets.Array, rows: int, rng: np.random.Generator) -> np.ndarray:
    features = x.shape[-1] or len(x.columns) or 8
    values = rng.normal(size=(rows, features))
    for index, column in enumerate(x.columns):
        lo, hi = column.lo or 0.0, column.hi if column.hi is not None else 1.0
        values[:, index] = np.clip((column.mean or 0.0) + (column.std or 1.0) * values[:, index], lo, hi)
        values[:2, index] = lo, hi
    return values.astype(x.dtype or "float64")
