"""Backbones, held against keras.applications."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import backbones

SMALL = ("EfficientNetB0", "MobileNet", "MobileNetV3Small", "VGG16")
"""Built for real; the others take too long."""


def test_every_backbone_is_there(keras: Any, public: Any, positional: Any, defaults: Any) -> None:
    for name, thing in public(keras.applications):
        row = backbones.of(f"keras.applications.{name}")
        assert row is not None, name
        assert thing.__module__.rpartition(".")[2] == row.family, name
        ours = backbones.positional(f"keras.applications.{name}")
        assert positional(thing)[: len(ours)] == ours, name
        assert row.switch == ("include_preprocessing" in positional(thing)), name
        assert defaults(thing)["weights"] == row.weights, name


@pytest.mark.parametrize("family", sorted(backbones.PREPROCESSING))
def test_preprocess_input(keras: Any, family: str) -> None:
    import numpy as np

    module = getattr(keras.applications, family, None)
    if module is None:
        assert family in ("regnet", "resnet_rs")  # Keras 2 only
        return
    mode = backbones.preprocessing(f"keras.applications.{family}.preprocess_input")
    assert mode is not None
    for top in (255.0, 1.0):
        x = np.zeros((1, 1, 2, 3), "float32")
        x[:, :, 1] = top
        y = module.preprocess_input(x)
        assert (y.min(), y.max()) == pytest.approx(backbones.preprocessed(mode, 0.0, top), abs=1e-3)


@pytest.mark.parametrize("name", SMALL)
def test_built(keras: Any, name: str) -> None:
    row = backbones.BACKBONES[name]
    model = getattr(keras.applications, name)(weights=None, include_top=False)
    assert model.output_shape[-1] == row.channels
    first = next(i for i, layer in enumerate(model.layers) if "Conv" in type(layer).__name__)
    behind = {type(layer).__name__ for layer in model.layers[first : first + 3]}
    assert bool(behind & {"BatchNormalization", "LayerNormalization", "Sequential"}) == row.normalises
    inside = {type(layer).__name__ for layer in model.layers} & {"Normalization", "Rescaling"}
    assert bool(inside) == row.rescales


def test_spellings() -> None:
    assert backbones.of("efficientnet.tfkeras.EfficientNetB0").preprocess == backbones.TORCH  # type: ignore[union-attr]
    assert backbones.of("mylib.VGG16") is None
    assert backbones.preprocessing("keras.applications.resnet50.preprocess_input") == backbones.CAFFE
    assert backbones.preprocessing("keras.applications.vgg16.decode_predictions") is None
