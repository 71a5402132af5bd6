"""Metrics and callbacks, held against Keras."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import callbacks, metrics

NEEDED = {
    "IoU": {"num_classes": 2, "target_class_ids": [0]},
    "MeanIoU": {"num_classes": 2},
    "MeanMetricWrapper": {"fn": abs},
    "OneHotIoU": {"num_classes": 2, "target_class_ids": [0]},
    "OneHotMeanIoU": {"num_classes": 2},
    "PrecisionAtRecall": {"recall": 0.5},
    "RecallAtPrecision": {"precision": 0.5},
    "SensitivityAtSpecificity": {"specificity": 0.5},
    "SpecificityAtSensitivity": {"sensitivity": 0.5},
}


def test_every_metric_is_there(tabled_keras: Any, public: Any, positional: Any) -> None:
    for name, thing in public(tabled_keras.metrics):
        if name in ("Metric", "deserialize", "get", "serialize"):
            continue
        assert metrics.of(f"keras.metrics.{name}") is not None, name
        if isinstance(thing, type):
            assert metrics.positional(name) == positional(thing), name


def test_keys(keras: Any) -> None:
    """The name under which a class is logged."""
    for name in metrics.CLASSES:
        thing = getattr(keras.metrics, name, None)
        if thing is not None and name != "MeanMetricWrapper":
            keras.backend.clear_session()
            assert metrics.key(name) == thing(**NEEDED.get(name, {})).name, name


@pytest.mark.parametrize(
    ("spelling", "family", "key"),
    [
        ("acc", metrics.AUTO_ACCURACY, "acc"),
        ("accuracy", metrics.AUTO_ACCURACY, "accuracy"),
        ("Accuracy", metrics.EXACT_ACCURACY, "accuracy"),
        ("keras.metrics.Accuracy", metrics.EXACT_ACCURACY, "accuracy"),
        ("keras.metrics.binary_accuracy", metrics.BINARY_ACCURACY, "binary_accuracy"),
        ("keras.losses.mse", metrics.ERROR, "mean_squared_error"),
        ("mae", metrics.ERROR, "mae"),
        ("huber", metrics.LOSS, "huber"),
        ("tensorflow_addons.metrics.F1Score", metrics.THRESHOLDED, "f1_score"),
    ],
)
def test_spellings(spelling: str, family: str, key: str) -> None:
    row = metrics.of(spelling)
    assert row is not None
    assert (row.family, metrics.key(spelling)) == (family, key)


def test_unknown_metric() -> None:
    assert metrics.of("my_metric") is None
    assert metrics.key("my_metric") is None


def test_every_callback_is_there(keras: Any, public: Any, positional: Any, defaults: Any) -> None:
    for name, thing in public(keras.callbacks):
        if name == "CallbackList":
            continue
        row = callbacks.of(f"keras.callbacks.{name}")
        assert row is not None, name
        ours = callbacks.positional(name)
        assert positional(thing)[: len(ours)] == ours, name
        assert {key: defaults(thing)[key] for key, _ in row.defaults} == dict(row.defaults), name


def test_hooks(keras: Any) -> None:
    real = {name for name in dir(keras.callbacks.Callback) if name.startswith(("on_", "set_"))}
    assert real == callbacks.HOOKS
