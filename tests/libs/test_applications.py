"""Models of `keras.applications`: their layers as the network has them, and what is known of their tops."""

from __future__ import annotations

from typing import Any

import pytest
from libs.training import called, cases

APPS = "from tensorflow.keras import applications as apps\n"
NETWORKS = """
# as the first layer of a sequential model
base = apps.VGG16(include_top=False, input_shape=(96, 96, 3))
model = keras.Sequential([base, layers.Flatten(), layers.Dense(5, "softmax")])
#> input (None, 96, 96, 3)
#> VGG16 (None, 3, 3, 512)
#> Flatten (None, 4608)
#> Dense (None, 5)

# its output goes on
base = apps.ResNet50(weights="imagenet", include_top=False, pooling="avg")
model = keras.Model(base.input, layers.Dense(5)(base.output))
#> input (None, None, None, 3)
#> ResNet50 (None, None, None, 2048)
#> GlobalAveragePooling2D (None, 2048)
#> Dense (None, 5)

# called on a tensor
base = apps.MobileNetV2(input_shape=(64, 64, 3), include_top=False, weights=None, alpha=0.5)
i = keras.Input((64, 64, 3))
model = keras.Model(i, layers.Dense(5)(layers.GlobalMaxPooling2D()(base(i, training=False))))
#> input (None, 64, 64, 3)
#> MobileNetV2 (None, 2, 2, None)
#> GlobalMaxPooling2D (None, None)
#> Dense (None, 5)

# with its top
model = apps.EfficientNetB0(weights=None, classes=7, classifier_activation=None)
#> input (None, 224, 224, 3)
#> EfficientNetB0 (None, 7, 7, 1280)
#> GlobalAveragePooling2D (None, 1280)
#> Dense (None, 7)

# given its input
i = keras.Input((75, 75, 3))
base = apps.InceptionV3(input_tensor=layers.Rescaling(1 / 127.5, -1)(i), include_top=False)
model = keras.Model(i, layers.Dense(5)(layers.Flatten()(base.output)))
#> input (None, 75, 75, 3)
#> Rescaling (None, 75, 75, 3)
#> InceptionV3 (None, None, None, 2048)
#> Flatten (None, None)
#> Dense (None, 5)
"""


@pytest.mark.parametrize(("text", "expected"), cases(NETWORKS))
def test_network(text: str, expected: list[str]) -> None:
    (run,) = called(APPS + text + 'model.compile("adam", "mse")\nmodel.fit(images, y[:64])\n')
    found = [f"input {run.network.inputs[0].shape}"]
    found += [f"{layer.kind} {layer.output_shape}" for layer in run.network.layers]
    assert found == expected
    assert run.network.complete


@pytest.mark.parametrize(
    ("name", "side"), [("VGG16", 96), ("MobileNet", 96), ("MobileNetV3Small", 96), ("EfficientNetB0", 64)]
)
def test_shapes_are_those_of_keras(tensorflow: Any, name: str, side: int) -> None:
    model = f"apps.{name}(weights=None, include_top=False, input_shape=({side}, {side}, 3))"
    (run,) = called(f'{APPS}model = {model}\nmodel.compile("adam", "mse")\nmodel.fit(images, y[:64])\n')
    real = getattr(tensorflow.keras.applications, name)(weights=None, include_top=False, input_shape=(side, side, 3))
    assert run.network.layers[-1].output_shape == real.output_shape


def test_frozen_and_pretrained() -> None:
    code = f"""{APPS}
base = apps.VGG16(include_top=False, weights=WEIGHTS, input_shape=(96, 96, 3))
base.trainable = False
for layer in base.layers[:-4]:
    layer.trainable = True
model = keras.Sequential([base, layers.Flatten(), layers.Dense(5, "softmax")])
model.compile("adam", "mse")
model.fit(images, y[:64])
"""
    (run,) = called(code.replace("WEIGHTS", '"imagenet"'))
    assert (run.network.pretrained, run.fresh) == (True, False)
    assert [layer.trainable for layer in run.network.layers] == [False, True, True]
    (run,) = called(code.replace("WEIGHTS", "None"))
    assert (run.network.pretrained, run.fresh) == (False, True)


def test_trainable_is_set_on_every_layer_inside() -> None:
    (run,) = called("""
inner = keras.Sequential([layers.Dense(4, "relu"), layers.Dense(4, "relu")])
inner.trainable = False
model = keras.Sequential([layers.Input((10,)), inner, layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y)
""")
    assert [layer.trainable for layer in run.network.layers] == [False, False, True]


def test_a_model_of_which_nothing_is_known_is_frozen_too() -> None:
    (run,) = called("""
base = keras.models.load_model("a.keras")
base.trainable = False
model = keras.Sequential([base, layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y)
""")
    assert run.network.head is not None


def test_a_layer_inside_is_only_known_to_lie_behind_the_input() -> None:
    (run,) = called(f"""{APPS}
base = apps.VGG16(include_top=False, input_shape=(96, 96, 3))
inner = keras.Model(base.input, base.get_layer("block3_pool").output)
model = keras.Sequential([inner, layers.Flatten(), layers.Dense(5, "softmax")])
model.compile("adam", "mse")
model.fit(images, y[:64])
""")
    assert run.network.inputs[0].shape == (None, 96, 96, 3)
    assert not run.network.complete


def test_segmentation_models() -> None:
    (run,) = called("""
import segmentation_models as sm
model = sm.Unet("resnet34", classes=3, activation="softmax")
model.compile("adam", "mse")
model.fit(images, images)
""")
    assert run.network.head is not None
    assert (run.network.head.units.get(), run.network.head.activation.get()) == (3, "softmax")
    assert run.network.pretrained
