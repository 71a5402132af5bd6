"""Names of Keras that are used and nowhere imported: what they are taken for, and where they aren't."""

from __future__ import annotations

import pytest
from libs.training import program

MODEL = "model = Sequential([Dense(4, input_shape=(3,)), Dense(1)])\nmodel.compile('sgd', 'mse')\n"
KERAS = "import keras\n"


@pytest.mark.parametrize(
    "text",
    [
        KERAS + MODEL,
        "from keras.layers import Dense\n" + MODEL,
        "import tensorflow as tf\n\n\ndef build():\n    return Sequential([Dense(4), Dense(1)])\n\n\nbuild()\n" + MODEL,
    ],
)
def test_taken_for_keras(text: str) -> None:
    network = program(text).networks[0]
    assert [layer.kind for layer in network.layers if layer.weighted] == ["Dense", "Dense"]
    assert network.guessed


@pytest.mark.parametrize(
    "text",
    [
        "from keras.models import Sequential\nfrom helpers import *\n",  # where it may come from
        "from keras.models import Sequential\n\n\ndef load():\n    global Dense\n    Dense = None\n\n\n",
        "from keras.models import Sequential\nexec(open('layers.txt').read())\n",
    ],
)
def test_left_alone(text: str) -> None:
    networks = program(text + MODEL).networks
    assert not any(layer.kind == "Dense" for network in networks for layer in network.layers)


def test_imported_names_are_sure() -> None:
    network = program("from keras.models import Sequential\nfrom keras.layers import Dense\n" + MODEL).networks[0]
    assert not network.guessed
