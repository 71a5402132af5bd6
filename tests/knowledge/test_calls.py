"""Calls on models, generators and helpers, held against Keras."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import calls

KERAS2_ONLY = ("evaluate_generator", "fit_generator", "predict_classes", "predict_generator", "predict_proba")


def real(keras: Any, tensorflow: Any, call: str) -> Any:
    """The thing that a row is about, None where Keras 3 lacks it."""
    if call.startswith("keras."):
        thing: Any = tensorflow.keras
        for part in call.split(".")[1:]:
            thing = getattr(thing, part, None)
        return thing
    owner, _, method = call.partition(".")
    image, text = tensorflow.keras.preprocessing.image, tensorflow.keras.preprocessing.text
    owners = {"ImageDataGenerator": image.ImageDataGenerator, "Tokenizer": text.Tokenizer, "Model": keras.Model}
    owners["Sequential"] = keras.Sequential
    thing = owners.get(owner)
    return getattr(thing, method, None) if thing and method else thing


def test_positional(keras: Any, tensorflow: Any, positional: Any) -> None:
    for call in calls._KERAS3:
        thing = real(keras, tensorflow, call)
        if thing is None or call == "Model":
            assert call == "Model" or call.startswith("KerasClassifier") or call.endswith(KERAS2_ONLY), call
            continue
        ours = calls.positional(call)
        assert positional(thing)[: len(ours)] == ours, call


def test_defaults(keras: Any, tensorflow: Any, defaults: Any) -> None:
    for call, values in calls.DEFAULTS.items():
        thing = real(keras, tensorflow, call)
        if thing is None:
            continue
        for name, value in values.items():
            assert defaults(thing)[name] == value or (name == "batch_size" and defaults(thing)[name] is None), call


def test_wrapper(defaults: Any) -> None:
    scikeras = pytest.importorskip("scikeras.wrappers")
    for name, value in calls.DEFAULTS["KerasClassifier"].items():
        assert defaults(scikeras.KerasClassifier)[name] == value


def test_versions() -> None:
    assert calls.positional("Model.compile")[2] == "loss_weights"
    assert calls.positional("Sequential.compile", keras=2)[2] == "metrics"
    assert calls.positional("Model.fit", keras=1)[2:4] == ("batch_size", "epochs")
    assert calls.parameter("Model.fit", "nb_epoch") == "epochs"
    assert calls.parameter("keras.utils.to_categorical", "y") == "x"
    assert calls.parameter("Model.fit", "y") == "y"
    assert calls.parameter("scikeras.wrappers.KerasClassifier", "build_fn") == "model"
    assert calls.default("Model.fit", "epochs") == 1
    assert calls.default("Model.fit", "epochs", keras=1) == 10
    assert calls.positional("unknown") == ()
