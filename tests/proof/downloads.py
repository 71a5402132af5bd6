"""Small data in place of downloads, and networks without their trained weights."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import keras
import sklearn.datasets
import tensorflow as tf

from zerolint.knowledge import datasets, datasets_keras

from . import standins

WEIGHTS = "weights that were not downloaded"
FETCHED = ("fetch_california_housing", "fetch_olivetti_faces", "fetch_covtype")


@contextlib.contextmanager
def replaced(*, in_one_go: bool = False) -> Iterator[None]:
    """While a program runs. `in_one_go`: Keras's test sets look just like the training sets."""
    with contextlib.ExitStack() as stack:

        def put(owner: Any, name: str, new: Any) -> None:
            stack.enter_context(mock.patch.object(owner, name, new))

        for name in datasets_keras.SETS:
            for module in _modules(name):
                put(module, "load_data", standins.load_data(name, in_one_go=in_one_go))
        for name in FETCHED:
            put(sklearn.datasets, name, _fetched(name))
        put(sklearn.datasets, "fetch_openml", _openml)
        put(keras.src.utils.file_utils, "get_file", lambda *_, **__: WEIGHTS)
        put(keras.Model, "load_weights", _unless_downloaded(keras.Model.load_weights))
        yield


def _modules(name: str) -> set[Any]:
    """One module of Keras's data sets, which is there several times."""
    imported = {importlib.import_module(f"{package}.datasets.{name}") for package in ("keras", "tensorflow.keras")}
    return {*imported, getattr(keras.datasets, name), getattr(tf.keras.datasets, name)}


def _unless_downloaded(original: Any) -> Any:
    """Weights of a file that isn't there are those that the model has."""

    def load_weights(model: Any, filepath: Any, *args: Any, **kwargs: Any) -> Any:
        absent = filepath == WEIGHTS or not Path(filepath).exists()
        return None if absent else original(model, filepath, *args, **kwargs)

    return load_weights


def _fetched(name: str) -> Any:
    def fetch(*_: Any, return_X_y: bool = False, as_frame: bool = False, **__: Any) -> Any:  # noqa: N803 (scikit-learn's)
        known = datasets.sklearn(name)
        assert known is not None
        return _bunch(known, standins.sklearn_set(name), tuples=return_X_y, frames=as_frame)

    return fetch


def _openml(name: str, *_: Any, return_X_y: bool = False, as_frame: Any = "auto", **__: Any) -> Any:  # noqa: N803
    known = datasets.openml(name)
    if known is None:
        raise ConnectionError(f"no stand-in for {name}")
    return _bunch(known, standins.openml_set(name), tuples=return_X_y, frames=bool(as_frame))


def _bunch(known: datasets.DataSet, arrays: Any, *, tuples: bool, frames: bool) -> Any:
    from sklearn.utils import Bunch

    x, y = arrays
    names = [column.name for column in known.x.columns]
    names = names or [f"pixel{i + 1}" for i in range(x.shape[-1])]
    if not frames:
        return (x, y) if tuples else Bunch(data=x, target=y, feature_names=names, target_names=["target"])
    import pandas as pd

    frame = pd.DataFrame(x, columns=names)
    target = pd.Series(y, name=known.target or "target")
    whole = frame.assign(**{str(target.name): target})
    return (frame, target) if tuples else Bunch(data=frame, target=target, frame=whole, feature_names=names)
