"""Stand-ins for libraries that programs import and that needn't be installed: only what fixtures use of them."""

from __future__ import annotations

import sys
import types
from importlib.util import find_spec
from typing import Any
from unittest.mock import MagicMock

import keras
import numpy as np


def install() -> None:
    """Those that are absent."""
    if find_spec("matplotlib") is None:
        sys.modules["matplotlib"] = sys.modules["matplotlib.pyplot"] = MagicMock()
    if find_spec("tensorflow_hub") is None:
        _module("tensorflow_hub", KerasLayer=_hub_layer)
    if find_spec("skimage") is None:
        io = _module("skimage.io", imread=_imread)
        _module("skimage", io=io)


def _module(name: str, **members: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module
    return module


def _hub_layer(url: str, input_shape: Any = None, **_: Any) -> keras.layers.Layer:
    """What makes numbers of pictures, untrained."""
    return keras.layers.GlobalAveragePooling2D(name="hub")


def _imread(path: str, **_: Any) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.open(path))
