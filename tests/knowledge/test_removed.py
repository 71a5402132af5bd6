"""What Keras 3 has no more, held against the installed one."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import removed


def test_methods_of_models(keras: Any) -> None:
    for name in (*removed.GENERATORS, *removed.DECODERS):
        assert not hasattr(keras.Sequential, name), name
    for name in removed.GENERATORS.values():
        assert hasattr(keras.Sequential, name), name


def test_attributes(keras: Any) -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    for name in removed.LAYER_ATTRIBUTES:
        assert not hasattr(model.layers[0], name), name
    assert (model.layers[0].input.shape, model.layers[0].output.shape) == ((None, 3), (None, 2))
    optimizer = keras.optimizers.Adam()
    for name, today in removed.OPTIMIZER_ATTRIBUTES.items():
        assert not hasattr(optimizer, name), name
        assert today is None or hasattr(optimizer, today), name


@pytest.mark.parametrize(("area", "words"), [("losses", removed.LOSSES), ("activations", removed.ACTIVATIONS)])
def test_words(keras: Any, area: str, words: dict[str, str | None]) -> None:
    get = getattr(keras, area).get
    for word, today in words.items():
        with pytest.raises(ValueError, match="Could not interpret"):
            get(word)
        assert today is None or get(today)


LAYERS = [
    ("Dense", "batch_input_shape"), ("Dense", "weights"), ("Dense", "bias"), ("LSTM", "input_length"),
    ("LSTM", "time_major"), ("BatchNormalization", "fused"), ("BatchNormalization", "virtual_batch_size"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), LAYERS)
def test_keywords_of_layers(keras: Any, kind: str, name: str) -> None:
    assert removed.layer_keyword(kind, name) is not None
    given = () if kind == "BatchNormalization" else (3,)
    with pytest.raises(ValueError, match="Unrecognized"):
        getattr(keras.layers, kind)(*given, **{name: None})


@pytest.mark.parametrize(("kind", "name", "value"), [("Embedding", "input_length", 3), ("LeakyReLU", "alpha", 0.1)])
def test_keywords_that_stay(keras: Any, kind: str, name: str, value: object) -> None:
    assert removed.layer_keyword(kind, name) is None
    given = (5, 2) if kind == "Embedding" else ()
    getattr(keras.layers, kind)(*given, **{name: value})


def test_keywords_of_models(keras: Any) -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile(loss="mse")
    for call in ("fit", "evaluate", "predict"):
        for name in ("workers", "use_multiprocessing", "max_queue_size"):
            assert removed.keyword(f"Model.{call}", name) == removed.Removed(None)
            with pytest.raises((TypeError, ValueError), match=name):
                getattr(model, call)([[1.0, 2.0, 3.0]], **{name: 1})
