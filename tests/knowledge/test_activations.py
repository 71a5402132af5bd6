"""Activations, held against what Keras computes."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from zerolint.knowledge.activations import ACTIVATIONS, of

WIDE = 60.0
CLOSE = 0.02


def test_every_activation_is_there(keras: Any, public: Any) -> None:
    for name, _ in public(keras.activations):
        assert name in ("deserialize", "get", "serialize") or of(name) is not None, name


NOT_OF_ONE_NUMBER = ("glu", "log_softmax", "softmax", "sparsemax", "threshold")
LAYERS_ONLY = ("parametric_softplus", "prelu", "srelu", "thresholded_relu")


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name not in NOT_OF_ONE_NUMBER + LAYERS_ONLY])
def test_range(keras: Any, name: str) -> None:
    import numpy as np

    x = np.linspace(-WIDE, WIDE, 100_001).astype("float32")
    y = np.asarray(getattr(keras.activations, name)(x))
    row = ACTIVATIONS[name]
    assert row.lo == -inf or abs(y.min() - row.lo) < CLOSE
    assert row.hi == inf or abs(y.max() - row.hi) < CLOSE
    assert row.lo > -inf or y.min() < -10 or name == "leaky_relu"
    assert row.hi < inf or y.max() > 10
    flat = np.diff(y[:1000]) == 0, np.diff(y[-1000:]) == 0
    assert row.saturating == bool(np.abs(np.diff(y)[[0, -1]]).max() < 1e-4 and row.bounded and not row.kills)
    assert row.kills == bool(row.name.startswith(("relu", "sparse_plus")) and (flat[0].all() or flat[1].all()))


def test_spellings() -> None:
    assert [of(s).name for s in ("swish", "tensorflow.nn.silu", "keras.activations.silu") if of(s)] == ["silu"] * 3  # type: ignore[union-attr]
    assert of("keras.layers.ReLU") == of("relu")
    assert of("sklearn.relu") is None
    assert of("no_such") is None
