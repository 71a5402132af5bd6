"""The order of a picture's channels, through what programs do with pictures."""

from __future__ import annotations

import pytest

from zerolint.read import read

HEAD = """\
import cv2
import numpy as np
from PIL import Image
from tensorflow import keras
from tensorflow.keras.applications.vgg16 import preprocess_input

model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(1)])
model.compile("adam", "mse")
"""


@pytest.mark.parametrize(
    ("made", "order"),
    [
        ('cv2.imread("a.jpg")', "BGR"),
        ('cv2.imread("a.jpg", 0)', ""),
        ('cv2.cvtColor(cv2.imread("a.jpg"), cv2.COLOR_BGR2RGB)', "RGB"),
        ('cv2.cvtColor(cv2.imread("a.jpg"), cv2.COLOR_BGR2GRAY)', ""),
        ('cv2.cvtColor(cv2.imread("a.jpg"), cv2.COLOR_BGR2HSV)', ""),
        ('cv2.imread("a.jpg")[:, :, ::-1]', "RGB"),
        ('cv2.imread("a.jpg")[:, ::-1, :]', "BGR"),
        ('cv2.imread("a.jpg")[..., 0]', ""),
        ('cv2.imread("a.jpg")[:, :, [2, 1, 0]]', ""),
        ('np.array([cv2.resize(cv2.imread("a.jpg"), (8, 8))]) / 255.0', "BGR"),
        ('np.flip(cv2.imread("a.jpg"), axis=-1)', ""),
        ('np.array(Image.open("a.jpg"))', "RGB"),
        ('np.array(Image.open("a.jpg").convert("L"))', ""),
        ('keras.utils.img_to_array(keras.utils.load_img("a.jpg", color_mode="grayscale"))', ""),
        ('preprocess_input(keras.utils.img_to_array(keras.utils.load_img("a.jpg")))', "BGR"),
        ("keras.datasets.cifar10.load_data()[0][0]", "RGB"),
        ("keras.datasets.mnist.load_data()[0][0]", ""),
    ],
)
def test_order(made: str, order: str) -> None:
    program = read("train.py", f"{HEAD}x = {made}\nmodel.fit(x, np.zeros(len(x)))\n".encode()).program
    assert program.runs[0].inputs[0].colours == order
