"""What readers of data give: generators of images, folders, pipes, known sets, pictures, token ids."""

from __future__ import annotations

import pytest
from libs.run import Ran, describe, run
from libs.training import cases

from zerolint.interp.values import Value
from zerolint.libs.arrays import Array, as_array
from zerolint.libs.pipes import Pipe

HEADER = """
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator
(x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
"""


def element(ran: Ran, name: str) -> list[str]:
    """The parts of a pipe's element, or of an array, in one line each."""
    value = ran.value(name)
    m = ran.machine
    value = value.element if isinstance(value, Pipe) else value
    parts: tuple[Value, ...] = (value,) if as_array(m, value) is not None else m.iterate(value).items
    arrays = [as_array(m, part) for part in parts]
    return [describe(one.data(m)) if isinstance(one, Array) else "?" for one in arrays]


GENERATORS = """
# raw
r = ImageDataGenerator(horizontal_flip=True).flow(x, y, batch_size=20)
#> (None,32,32,3) float32 =[0,255] mean 120.7 std 64.2 image raw
#> (None,1) uint8 =[0,9] mean 4.5 std 2.872 classes 10 raw

# only images
r = ImageDataGenerator(rescale=1 / 255).flow(x)
#> (None,32,32,3) float32 =[0,1] mean 0.4733 std 0.2518 image unit

# standardised
r = ImageDataGenerator(featurewise_center=True, featurewise_std_normalization=True).flow(x)
#> (None,32,32,3) float32 mean 0 std 1 image standard

# only centred
r = ImageDataGenerator(featurewise_center=True).flow(x)
#> (None,32,32,3) float32 image opaque

# a function of one image
def halve(image):
    return image / 127.5 - 1
r = ImageDataGenerator(preprocessing_function=halve).flow(x)
#> (None,32,32,3) float32 =[-1,1] mean -0.05333 std 0.5035 image symmetric

# a function that nobody knows
import elsewhere
r = ImageDataGenerator(preprocessing_function=elsewhere.f).flow(x)
#> (None,32,32,3) float32 image opaque

# an unknown factor
import elsewhere
r = ImageDataGenerator(rescale=elsewhere.f).flow(x)
#> (None,32,32,3) float32 image opaque

# a folder
r = ImageDataGenerator().flow_from_directory("data/train", (150, 100), class_mode="binary")
#> (None,150,100,3) float32 =[0,255] image raw
#> (None,) float32 =[0,1] classes 2 raw

# a folder of one-hot labels
r = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("t", color_mode="grayscale", classes=["a", "b", "c"])
#> (None,256,256,1) float32 =[0,1] image unit
#> (None,3) float32 =[0,1] one_hot 3 raw

# a folder of numbered labels
r = ImageDataGenerator().flow_from_directory("t", target_size=(8, 8), class_mode="sparse")
#> (None,8,8,3) float32 =[0,255] image raw
#> (None,) int32 [0,] classes raw

# no labels
r = ImageDataGenerator().flow_from_directory("t", target_size=(8, 8), class_mode=None)
#> (None,8,8,3) float32 =[0,255] image raw

# to reproduce images
r = ImageDataGenerator().flow_from_directory("t", target_size=(8, 8), class_mode="input")
#> (None,8,8,3) float32 =[0,255] image raw
#> (None,8,8,3) float32 =[0,255] image raw

# a frame
r = ImageDataGenerator().flow_from_dataframe(elsewhere, "t", x_col="f", y_col="v", class_mode="raw", target_size=(8, 9))
#> (None,8,9,3) float32 =[0,255] image raw
#> ? ?
"""

FOLDERS = """
# numbered labels
r = keras.utils.image_dataset_from_directory("pets", image_size=(64, 65))
#> (None,64,65,3) float32 =[0,255] image raw
#> (None,) int32 [0,] classes raw

# by its older name
r = keras.preprocessing.image_dataset_from_directory("pets", label_mode="binary", color_mode="rgba")
#> (None,256,256,4) float32 =[0,255] image raw
#> (None,1) float32 =[0,1] classes 2 raw

# both parts
first, r = keras.utils.image_dataset_from_directory("pets", label_mode="categorical", subset="both")
#> (None,256,256,3) float32 =[0,255] image raw
#> (None,None) float32 =[0,1] one_hot raw

# single images
r = keras.utils.image_dataset_from_directory("pets", batch_size=None, class_names=["a", "b"])
#> (256,256,3) float32 =[0,255] image raw
#> () int32 =[0,1] classes 2 raw

# no labels
r = keras.utils.image_dataset_from_directory("pets", labels=None)
#> (None,256,256,3) float32 =[0,255] image raw

# texts
r = keras.utils.text_dataset_from_directory("reviews", label_mode=None)
#> (None,) str text

# scaled by a layer
layer = keras.layers.Rescaling(1.0 / 255)
r = keras.utils.image_dataset_from_directory("pets").map(lambda images, labels: (layer(images), labels))
#> (None,256,256,3) float32 =[0,1] image unit
#> (None,) int32 [0,] classes raw
"""


@pytest.mark.parametrize(("script", "expected"), cases(GENERATORS + FOLDERS))
def test_elements(script: str, expected: list[str]) -> None:
    assert element(run(HEADER + script), "r") == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    {
        "flow(x, y)": (1563, 50000, 32),
        "flow(x, y, batch_size=100)": (500, 50000, 100),
        "flow(x, y, 100, subset='validation')": (100, 10000, 100),
        "flow(x, y, 100, subset='training')": (400, 40000, 100),
        "flow_from_directory('t', batch_size=20)": (None, None, 20),
    }.items(),
)
def test_sizes(how: str, expected: tuple[int | None, ...]) -> None:
    pipe = run(HEADER + f"r = ImageDataGenerator(validation_split=0.2).{how}").value("r")
    assert isinstance(pipe, Pipe)
    assert (pipe.stream.count, pipe.stream.samples, pipe.stream.batch_size) == expected
