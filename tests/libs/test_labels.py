"""One-hot labels are what Keras makes of them."""

from __future__ import annotations

import pytest
from libs.run import run


def test_type_of_one_hot() -> None:
    real = pytest.importorskip("keras").utils.to_categorical([0, 2, 1])
    data = run("import keras\nx = keras.utils.to_categorical(np.array([0, 2, 1]))").data("x")
    assert (data.shape, data.dtype) == ((3, None), real.dtype.name)
