"""Programs that raise when they run: what they make is unknown, and the rest is read on."""

from __future__ import annotations

import numpy as np
import pytest
from libs.run import run
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


UNFIT = [
    "a.reshape((1, 60, 1))",
    "a.reshape(3, -1)",
    "np.reshape(a[0], (2, 3))",
    "a + b",
    "a[0] * np.zeros(5)",
    "a @ b",
    "np.concatenate([a, b])",
    "np.concatenate([a, a[0]])",
    "np.hstack([a, b])",
    "np.stack([a, b])",
    "a[9]",
    "a[:, 9]",
    "a[0, 0, 0]",
    "a[0].reshape(-1, 2)",
]
FIT = [
    "a.reshape((1, 28, 1))",
    "a.reshape(2, -1)",
    "a + a[0]",
    "a[:, :5] @ b",
    "np.concatenate([a, b], axis=None)",
    "np.concatenate([a[:, :3], b])",
    "np.vstack([a, a[0]])",
    "a[-4, 6]",
    "a[:, 9:]",
    "a[None, :, 0]",
]
TWO = "a = np.zeros((4, 7))\nb = np.zeros((5, 3))\n"
NO_PICTURES = ["cv2.resize(1.5, (2, 2))", "tf.image.resize(np.zeros(3), (2, 2))", "tf.image.rgb_to_grayscale(1)"]


@pytest.mark.parametrize("made", NO_PICTURES)
def test_functions_of_pictures_given_something_else(made: str) -> None:
    after = 'm = keras.Sequential([layers.Dense(1)])\nm.compile("sgd", "mse")\nm.fit(x, y)\n'
    assert len(called(f"import cv2\nmade = {made}\n{after}")) == 1


@pytest.mark.parametrize("made", IMPOSSIBLE)
def test_arrays_of_no_size(made: str) -> None:
    after = 'part = made[:2]\nm = keras.Sequential([layers.Dense(1)])\nm.compile("sgd", "mse")\nm.fit(x, y)\n'
    assert len(called(f"made = {made}\n{after}")) == 1


@pytest.mark.parametrize("made", [*UNFIT, *FIT])
def test_what_numpy_refuses_to_make_is_not_known(made: str) -> None:
    names: dict[str, object] = {"np": np}
    exec(TWO, names)
    data = run(f"{TWO}made = {made}\n").data("made")
    try:
        real = eval(made, names)
    except (IndexError, ValueError):
        assert data.shape is None
        assert not data.known
    else:
        assert data.shape in (None, np.shape(real))
