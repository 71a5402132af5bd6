"""Keras's settings, as read and as set."""

from __future__ import annotations

import pytest
from libs.run import Ran

from zerolint.interp.values import Unknown

HEADER = "from keras import backend as K\nimport keras\nimport tensorflow as tf\n"
VALUES = {
    "the default": ("x = K.image_data_format()", "channels_last"),
    "another name": ("x = tf.keras.backend.image_data_format()", "channels_last"),
    "of Keras 3": ("x = keras.config.epsilon()", 1e-07),
    "Keras 1's": ("x = K.image_dim_ordering()", "tf"),
    "set": ("K.set_image_data_format('channels_first')\nx = keras.config.image_data_format()", "channels_first"),
    "set in Keras 1": ("K.set_image_dim_ordering('th')\nx = K.image_data_format()", "channels_first"),
    "decides": ("if K.image_data_format() == 'channels_first':\n    x = 1\nelse:\n    x = 2", 2),
    "keyword": ("K.set_floatx(value='float64')\nx = K.floatx()", "float64"),
    "the same test twice": ("K.set_epsilon(1e-3)\nx = (K.epsilon(), keras.config.epsilon())", (1e-3, 1e-3)),
}


@pytest.mark.parametrize("name", VALUES)
def test_settings(name: str) -> None:
    code, expected = VALUES[name]
    ran = Ran(HEADER + code)
    assert ran.machine.plain(ran.scope.names["x"]) == expected


def test_what_is_set_to_something_unknown_is_unknown() -> None:
    ran = Ran(HEADER + "K.set_image_data_format(input())\nx = K.image_data_format()")
    assert isinstance(ran.scope.names["x"], Unknown)


@pytest.mark.parametrize(("setting", "units"), [("", 62 * 62 * 8), ("K.set_image_data_format('channels_first')", 8)])
def test_layers_follow_the_setting(setting: str, units: int) -> None:
    code = f"""{setting}
i = keras.Input((64, 64, 3) if K.image_data_format() == 'channels_last' else (3, 3, 3))
x = keras.layers.Flatten()(keras.layers.Conv2D(8, 3)(i)).shape[1]
"""
    ran = Ran(HEADER + code)
    assert ran.machine.plain(ran.scope.names["x"]) == units


@pytest.mark.parametrize(
    ("order", "shape"),
    [
        ("'channels_first'", (50000, 3, 32, 32)),
        ("'channels_last'", (50000, 32, 32, 3)),
        ("f()", (50000, None, None, None)),
    ],
)
def test_coloured_pictures_come_in_the_order_of_the_setting(order: str, shape: tuple[int | None, ...]) -> None:
    data = f"K.set_image_data_format({order})\n(x, y), _ = keras.datasets.cifar10.load_data()"
    assert Ran(HEADER + data).data("x").shape == shape
