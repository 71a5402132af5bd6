"""What star imports bring in."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest

from zerolint.knowledge.names import exports

KERAS = (
    "keras.activations",
    "keras.applications",
    "keras.callbacks",
    "keras.constraints",
    "keras.datasets",
    "keras.initializers",
    "keras.layers",
    "keras.losses",
    "keras.metrics",
    "keras.models",
    "keras.optimizers",
    "keras.regularizers",
    "keras.utils",
)
OTHERS = (
    "numpy",
    "pandas",
    "sklearn.datasets",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.preprocessing",
)
# Another version of a library may have a few names more than the one that the lists were made from.
ENOUGH = 0.95


def star(module: ModuleType) -> set[str]:
    """What a star import of this module binds, modules left out."""
    names = getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")]
    return {name for name in names if not isinstance(vars(module).get(name), ModuleType)}


@pytest.mark.parametrize("name", KERAS)
def test_keras(keras: Any, name: str) -> None:
    module = keras
    for part in name.split(".")[1:]:
        module = getattr(module, part)
    check(star(module), name)


@pytest.mark.parametrize("name", OTHERS)
def test_other_libraries(name: str) -> None:
    module = pytest.importorskip(name)
    check(star(module), name)


def check(installed: set[str], name: str) -> None:
    missing = installed - exports(name)
    assert len(missing) <= (1 - ENOUGH) * len(installed), sorted(missing)


def test_older_names() -> None:
    assert {"Convolution2D", "Merge", "CuDNNLSTM", "Input", "merge"} <= exports("keras.layers")
    assert exports("tensorflow.keras.layers") == exports("keras.layers")
    assert {"Tokenizer", "one_hot"} <= exports("keras.preprocessing.text")
    assert exports("some.module") == frozenset()


def test_nothing_private() -> None:
    module = importlib.import_module("zerolint.knowledge.exports")
    assert not [name for names in module._NAMES.values() for name in names.split() if name.startswith("_")]
