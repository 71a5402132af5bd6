"""Layers and their parameters."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import layer_parameters, layers
from zerolint.knowledge.names import canonical

OTHER_DEFAULTS = frozenset({"data_format", "pool_size", "activation"})
"""Where the table says what Keras's None stands for, or what Keras 2 had."""


def test_every_layer_is_there(keras: Any, public: Any) -> None:
    for name, thing in public(keras.layers):
        if isinstance(thing, type) and name not in ("InputSpec", "Layer"):
            assert layers.of(canonical(f"keras.layers.{name}")) is not None, name


def test_positional_parameters(tabled_keras: Any, positional: Any) -> None:
    for name in layers.LAYERS:
        if hasattr(tabled_keras.layers, name):
            assert layer_parameters.positional(name) == positional(getattr(tabled_keras.layers, name)), name


def test_defaults(keras: Any, defaults: Any) -> None:
    """A default in the table is Keras's, where Keras has one."""
    for name in layers.LAYERS:
        for parameter, real in defaults(getattr(keras.layers, name, object)).items():
            ours = layer_parameters.default(name, parameter)
            same = ours == real or (isinstance(real, tuple) and set(_flat(real)) == {ours})
            assert ours is None or parameter in OTHER_DEFAULTS or same, (name, parameter, ours, real)


def _flat(values: Any) -> list[Any]:
    return [item for value in values for item in (_flat(value) if isinstance(value, tuple) else [value])]


def test_default_activation(keras: Any, defaults: Any) -> None:
    for name, row in layers.LAYERS.items():
        real = defaults(getattr(keras.layers, name, object)).get("activation", "no such parameter")
        if real != "no such parameter":
            assert row.activation == (real or "linear"), name


PASSING = {
    "ActivityRegularization": {},
    "AlphaDropout": {"rate": 0.5},
    "Cropping2D": {"cropping": 1},
    "Dropout": {"rate": 0.5},
    "Flatten": {},
    "GaussianDropout": {"rate": 0.5},
    "GaussianNoise": {"stddev": 1.0},
    "Identity": {},
    "Masking": {},
    "Permute": {"dims": (2, 1, 3)},
    "RandomBrightness": {"factor": 0.5},
    "RandomContrast": {"factor": 0.5},
    "RandomFlip": {},
    "RandomRotation": {"factor": 0.5},
    "RandomTranslation": {"height_factor": 0.5, "width_factor": 0.5},
    "RandomZoom": {"height_factor": 0.5},
    "Reshape": {"target_shape": (-1,)},
    "SpatialDropout2D": {"rate": 0.5},
}
KEEPING = {
    "AveragePooling2D": {"pool_size": 2},
    "CenterCrop": {"height": 2, "width": 2},
    "GlobalAveragePooling2D": {},
    "GlobalMaxPooling2D": {},
    "MaxPooling2D": {},
    "Resizing": {"height": 3, "width": 3},
    "UpSampling2D": {},
    "ZeroPadding2D": {},
}


@pytest.mark.parametrize("name", PASSING)
def test_values_pass_unchanged(keras: Any, name: str) -> None:
    before, after = through(keras, name, PASSING[name])
    assert layers.LAYERS[name].pass_through
    assert after <= before


@pytest.mark.parametrize("name", KEEPING)
def test_values_stay_in_range(keras: Any, name: str) -> None:
    before, after = through(keras, name, KEEPING[name])
    assert layers.LAYERS[name].keeps_range
    assert not layers.LAYERS[name].pass_through
    assert min(0.0, *before) <= min(after)
    assert max(after) <= max(before)


def through(keras: Any, name: str, config: dict[str, Any]) -> tuple[set[float], set[float]]:
    """The values that go into a layer at inference, and those that come out."""
    import numpy as np

    x = np.arange(1, 2 * 4 * 4 * 3 + 1, dtype="float32").reshape(2, 4, 4, 3)
    y = np.asarray(getattr(keras.layers, name)(**config)(x, training=False) if takes_training(name) else
                   getattr(keras.layers, name)(**config)(x))  # fmt: skip
    return set(x.ravel().tolist()), set(y.ravel().tolist())


def takes_training(name: str) -> bool:
    return layers.LAYERS[name].group in ("augmentation", "dropout")


@pytest.mark.parametrize(
    ("layer", "written", "today"),
    [
        ("Dense", "output_dim", "units"),
        ("Embedding", "output_dim", "output_dim"),
        ("Embedding", "init", "embeddings_initializer"),
        ("Dense", "init", "kernel_initializer"),
        ("Conv2D", "nb_filter", "filters"),
        ("Conv2D", "border_mode", "padding"),
        ("Conv2D", "subsample", "strides"),
        ("Conv2D", "nb_row", "nb_row"),
        ("Dropout", "p", "rate"),
        ("ELU", "alpha", "alpha"),
        ("LSTM", "inner_activation", "recurrent_activation"),
        ("LeakyReLU", "alpha", "negative_slope"),
        ("Dense", "activation", "activation"),
    ],
)
def test_older_keywords(layer: str, written: str, today: str) -> None:
    assert layer_parameters.parameter(layer, written) == today


def test_older_orders() -> None:
    assert layer_parameters.positional("Dense", keras=1)[:3] == ("units", "kernel_initializer", "activation")
    assert layer_parameters.positional("Conv2D", keras=1)[:3] == ("filters", "nb_row", "nb_col")
    assert layer_parameters.positional("Conv2D", keras=2)[:3] == ("filters", "kernel_size", "strides")
    assert layer_parameters.positional("Embedding", keras=2)[4] == "activity_regularizer"
    assert layer_parameters.positional("NoLayer") == ()


def test_rank() -> None:
    assert [layers.rank(name) for name in ("Conv1D", "Conv2DTranspose", "MaxPooling3D", "Dense")] == [1, 2, 3, None]
