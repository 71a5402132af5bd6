"""Programs that raise when they run: what they make is unknown, and the rest is read on."""

from __future__ import annotations

import pytest
from libs.training import called

IMPOSSIBLE = [
    "np.zeros((-3, 2))",
    "np.random.rand(-5)",
    "np.zeros(4).reshape(-2)",
    "np.ones(3).repeat(-2)",
    "np.pad(np.ones(3), -4)",
    "tf.zeros(-3)",
]


@pytest.mark.parametrize("made", IMPOSSIBLE)
def test_arrays_of_negative_size(made: str) -> None:
    after = 'part = made[:2]\nm = keras.Sequential([layers.Dense(1)])\nm.compile("sgd", "mse")\nm.fit(x, y)\n'
    assert len(called(f"made = {made}\n{after}")) == 1
