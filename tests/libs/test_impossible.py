"""Programs that raise when they run: what they make is unknown, and the rest is read on."""

from __future__ import annotations

import pytest
from libs.training import called

IMPOSSIBLE = [
    "np.zeros((-3, 2))",
    "np.arange(float('nan'))",
    "np.arange(0.0, float('inf'))",
    "np.arange(10**400)",
    "np.random.rand(-5)",
    "np.zeros(4).reshape(-2)",
    "np.ones(3).repeat(-2)",
    "np.pad(np.ones(3), -4)",
    "tf.zeros(-3)",
]


NO_PICTURES = ["cv2.resize(1.5, (2, 2))", "tf.image.resize(np.zeros(3), (2, 2))", "tf.image.rgb_to_grayscale(1)"]


@pytest.mark.parametrize("made", NO_PICTURES)
def test_functions_of_pictures_given_something_else(made: str) -> None:
    after = 'm = keras.Sequential([layers.Dense(1)])\nm.compile("sgd", "mse")\nm.fit(x, y)\n'
    assert len(called(f"import cv2\nmade = {made}\n{after}")) == 1


@pytest.mark.parametrize("made", IMPOSSIBLE)
def test_arrays_of_no_size(made: str) -> None:
    after = 'part = made[:2]\nm = keras.Sequential([layers.Dense(1)])\nm.compile("sgd", "mse")\nm.fit(x, y)\n'
    assert len(called(f"made = {made}\n{after}")) == 1
