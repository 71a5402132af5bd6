"""Losses, held against Keras."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import losses

HELPERS = ("Loss", "deserialize", "get", "serialize")
NO_STRING = "categorical_generalized_cross_entropy"  # Keras 3 has the class and the function, but no string for it.


def test_every_loss_is_there(keras: Any, public: Any, positional: Any) -> None:
    for name, thing in public(keras.losses):
        if name not in HELPERS:
            assert losses.of(f"keras.losses.{name}") is not None, name
            assert losses.parameters(f"keras.losses.{name}") == positional(thing), name


def test_strings(keras: Any) -> None:
    """A string that the table knows is one that Keras 3 takes, or is listed as removed."""
    for name in (*losses.LOSSES, *losses.ALIASES, *losses.CLASSES):
        try:
            keras.losses.get(name)
        except (ValueError, TypeError):
            assert name in losses.REMOVED_STRINGS or name in losses.CLASSES or name == NO_STRING, name
        else:
            assert name not in losses.REMOVED_STRINGS, name


def test_symmetric(keras: Any) -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    a, b = rng.uniform(0.1, 0.9, (2, 8, 3)).astype("float32")
    for name, row in losses.LOSSES.items():
        if row.labels in ("integer", "sequence", "signed") or name == "tversky":
            continue  # Not defined for two arrays of probabilities; Tversky only happens to be with alpha = beta.
        function = getattr(keras.losses, name)
        same = bool(np.allclose(np.asarray(function(a, b)), np.asarray(function(b, a)), rtol=1e-4, atol=1e-6))
        assert row.symmetric == same, name


def test_logits_flag(keras: Any, positional: Any) -> None:
    for name, row in losses.LOSSES.items():
        assert row.flag == ("from_logits" in positional(getattr(keras.losses, name))), name
        assert not row.flag or row.logits is False


def test_automatic(keras: Any) -> None:
    from keras.src.trainers.compile_utils import get_loss

    tensor = keras.KerasTensor((None, 1))
    assert {get_loss(name, tensor, tensor).name for name in losses.AUTOMATIC} == losses.AUTOMATIC


@pytest.mark.parametrize(
    ("spelling", "family", "logits"),
    [
        ("bce", losses.BINARY, False),
        ("keras.losses.SparseCategoricalCrossentropy", losses.SPARSE, False),
        ("keras.metrics.mse", losses.REGRESSION, None),
        ("tensorflow_addons.losses.SigmoidFocalCrossEntropy", losses.BINARY, False),
        ("tensorflow.nn.softmax_cross_entropy_with_logits", losses.CATEGORICAL, False),
    ],
)
def test_spellings(spelling: str, family: str, logits: bool | None) -> None:
    row = losses.of(spelling)
    assert row is not None
    assert (row.family, row.logits) == (family, logits)


def test_calls(tensorflow: Any, keras: Any, positional: Any) -> None:
    for path, call in losses.CALLS.items():
        names = tuple(call.parameters.split())
        assert call.y_true in names
        assert call.y_pred in names
        thing: Any = {"keras": keras, "tensorflow": tensorflow}[path.partition(".")[0]]
        if path.startswith(("tensorflow.losses.", "keras.backend.")):
            continue  # TensorFlow 1 and Keras 2.
        for part in path.split(".")[1:]:
            thing = getattr(thing, part)
        assert positional(thing)[: len(names)] == names or "log_poisson" in path, path


def test_unknown() -> None:
    assert losses.of("my_loss") is None
    assert losses.of("module.mse") is None
    assert losses.parameters("my_loss") == ()
    assert losses.is_class("keras.losses.Huber")
    assert not losses.is_class("keras.losses.huber")
