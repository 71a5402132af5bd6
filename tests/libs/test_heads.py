"""Output heads: which activation the values that leave the network have passed."""

from __future__ import annotations

import pytest
from libs.training import called, cases

HEADS = """
# a linear Activation layer passes on what the softmax gave
last = [layers.Dense(3, "softmax"), layers.Activation("linear")]
#> softmax

# as a function of Keras
last = [layers.Dense(3, "sigmoid"), layers.Activation(keras.activations.linear)]
#> sigmoid

# a linear layer under its own Activation layer
last = [layers.Dense(3), layers.Activation("softmax")]
#> softmax

# twice linear
last = [layers.Dense(3), layers.Activation("linear")]
#> linear
"""


@pytest.mark.parametrize(("text", "expected"), cases(HEADS))
def test_activation_of_the_head(text: str, expected: list[str]) -> None:
    model = "model = keras.Sequential([layers.Input((10,)), *last])\n"
    (run,) = called(text + model + 'model.compile("adam", "mse")\nmodel.fit(x, y)\n')
    assert [head.activation.get() for head in run.network.heads] == expected
