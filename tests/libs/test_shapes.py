"""Shapes that the engine derives for layers, held against what Keras builds."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from libs.run import run
from libs.training import program

from zerolint.libs.keras.tensors import Tensor

HEADER = "from tensorflow import keras\nfrom tensorflow.keras import layers\n"
MAP, SIGNAL, VOLUME, ROWS = (None, 28, 33, 3), (None, 20, 5), (None, 9, 8, 10, 2), (None, 7)
OPEN = (None, None, None, 3)
FIRST = "data_format='channels_first'"


def _windows() -> list[tuple[str, tuple[int | None, ...]]]:
    """Sliding windows of every padding, stride and dilation."""
    found: list[tuple[str, tuple[int | None, ...]]] = []
    for kernel, stride, padding in product((1, 2, 3, 5), (1, 2, 3), ("valid", "same")):
        found.append((f"layers.Conv2D(4, {kernel}, strides={stride}, padding='{padding}')", MAP))
        found.append((f"layers.Conv2DTranspose(4, {kernel}, strides={stride}, padding='{padding}')", MAP))
        found.append((f"layers.MaxPooling2D({kernel}, strides={stride}, padding='{padding}')", MAP))
        found.append((f"layers.Conv1D(4, {kernel}, {stride}, '{padding}')", SIGNAL))
        found.append((f"layers.Conv1DTranspose(4, {kernel}, {stride}, '{padding}')", SIGNAL))
        found.append((f"layers.DepthwiseConv2D({kernel}, {stride}, '{padding}', depth_multiplier=2)", MAP))
        found.append((f"layers.SeparableConv2D(6, {kernel}, strides={stride}, padding='{padding}')", MAP))
        found.append((f"layers.AveragePooling1D({kernel}, {stride}, padding='{padding}')", SIGNAL))
        found.append((f"layers.Conv3D(4, {kernel}, {stride}, padding='{padding}')", VOLUME))
    for kernel, dilation, padding in product((2, 3), (1, 2, 3), ("valid", "same")):
        found.append((f"layers.Conv2D(4, {kernel}, dilation_rate={dilation}, padding='{padding}')", MAP))
        found.append((f"layers.Conv1D(4, {kernel}, dilation_rate={dilation}, padding='causal')", SIGNAL))
    return found


OTHERS = [
    ("layers.Conv2D(4, (3, 5), strides=(2, 1))", MAP),
    ("layers.Conv2D(4, (3, 5), padding='SAME')", MAP),
    ("layers.Conv2D(4, 3)", OPEN),
    ("layers.Conv2D(4, 3, padding='same')", (None, 28, None, 3)),
    (f"layers.Conv2D(4, 3, {FIRST})", (None, 3, 28, 33)),
    (f"layers.MaxPooling2D(2, {FIRST})", (None, 3, 28, 33)),
    (f"layers.Conv2DTranspose(4, 3, 2, {FIRST})", (None, 3, 28, 33)),
    (f"layers.SeparableConv1D(4, 3, {FIRST})", (None, 5, 20)),
    ("layers.Conv2D(4, 29)", MAP),
    ("layers.Conv2D(4, (28, 33))", MAP),
    ("layers.MaxPooling2D(29)", MAP),
    ("layers.Conv2D(4, 3, dilation_rate=14)", MAP),
    ("layers.Conv2DTranspose(4, 3, 2, output_padding=1)", MAP),
    ("layers.Conv2DTranspose(4, 3, 2, padding='same', output_padding=1)", MAP),
    ("layers.Conv2DTranspose(4, 4, 2, padding='same', output_padding=(1, 0))", MAP),
    ("layers.Conv2DTranspose(4, 3, dilation_rate=2)", MAP),
    ("layers.Conv3DTranspose(4, 3, 2, padding='same')", VOLUME),
    ("layers.DepthwiseConv1D(3, depth_multiplier=2)", SIGNAL),
    ("layers.MaxPooling2D()", MAP),
    ("layers.MaxPooling2D((2, 1))", MAP),
    ("layers.MaxPooling2D(3, strides=None)", MAP),
    ("layers.AveragePooling2D((3, 2), strides=1)", MAP),
    ("layers.MaxPooling3D(2)", VOLUME),
    ("layers.MaxPool1D(2)", SIGNAL),
    ("layers.GlobalAveragePooling2D()", MAP),
    ("layers.GlobalMaxPooling2D(keepdims=True)", MAP),
    (f"layers.GlobalAveragePooling2D({FIRST})", (None, 3, 28, 33)),
    (f"layers.GlobalAveragePooling2D(keepdims=True, {FIRST})", (None, 3, 28, 33)),
    ("layers.GlobalMaxPooling1D()", SIGNAL),
    ("layers.GlobalAveragePooling3D()", VOLUME),
    ("layers.UpSampling1D(3)", SIGNAL),
    ("layers.UpSampling2D()", MAP),
    ("layers.UpSampling2D((1, 3))", MAP),
    (f"layers.UpSampling2D(2, {FIRST})", (None, 3, 28, 33)),
    ("layers.UpSampling3D(2)", VOLUME),
    ("layers.ZeroPadding1D()", SIGNAL),
    ("layers.ZeroPadding1D((1, 2))", SIGNAL),
    ("layers.ZeroPadding2D()", MAP),
    ("layers.ZeroPadding2D((1, 2))", MAP),
    ("layers.ZeroPadding2D(((1, 0), (3, 4)))", MAP),
    (f"layers.ZeroPadding2D(2, {FIRST})", (None, 3, 28, 33)),
    ("layers.ZeroPadding3D(((1, 2), (3, 4), (5, 6)))", VOLUME),
    ("layers.Cropping1D()", SIGNAL),
    ("layers.Cropping1D((1, 2))", SIGNAL),
    ("layers.Cropping1D(10)", SIGNAL),
    ("layers.Cropping2D()", MAP),
    ("layers.Cropping2D(2)", MAP),
    ("layers.Cropping2D((2, 3))", MAP),
    ("layers.Cropping2D(((2, 3), (0, 1)))", MAP),
    ("layers.Cropping3D()", VOLUME),
    ("layers.Resizing(10, 12)", MAP),
    (f"layers.Resizing(10, 12, {FIRST})", (None, 3, 28, 33)),
    ("layers.CenterCrop(10, 12)", MAP),
    ("layers.RandomCrop(10, 12)", MAP),
    ("layers.RandomFlip()", MAP),
    ("layers.Rescaling(1 / 255)", MAP),
    ("layers.Dense(4)", ROWS),
    ("layers.Dense(4)", MAP),
    ("layers.Dense(4)", (None, None, 7)),
    ("layers.EinsumDense('ab,bc->ac', output_shape=64)", ROWS),
    ("layers.Flatten()", MAP),
    ("layers.Flatten()", OPEN),
    ("layers.Flatten()", (None,)),
    ("layers.Flatten()", ROWS),
    ("layers.Reshape((4, -1))", (None, 6, 8)),
    ("layers.Reshape((-1,))", MAP),
    ("layers.Reshape((-1, 3))", OPEN),
    ("layers.Reshape((7, 1))", ROWS),
    ("layers.Reshape([7, 1])", ROWS),
    ("layers.Reshape((-1, 4))", ROWS),
    ("layers.Permute((2, 1))", SIGNAL),
    ("layers.Permute((3, 1, 2))", MAP),
    ("layers.RepeatVector(4)", ROWS),
    ("layers.RepeatVector(4)", SIGNAL),
    ("layers.Embedding(100, 8)", (None,)),
    ("layers.Embedding(100, 8)", ROWS),
    ("layers.Embedding(100, 8)", SIGNAL),
    ("layers.LSTM(6)", SIGNAL),
    ("layers.LSTM(6, return_sequences=True)", SIGNAL),
    ("layers.LSTM(6, return_sequences=True)", (None, None, 3)),
    ("layers.GRU(6)", (None, None, 3)),
    ("layers.SimpleRNN(6)", ROWS),
    ("layers.SimpleRNN(6)", (4, 20, 5)),
    ("layers.RNN(layers.LSTMCell(6))", SIGNAL),
    ("layers.RNN([layers.LSTMCell(6), layers.GRUCell(3)], return_sequences=True)", SIGNAL),
    ("layers.RNN(layers.StackedRNNCells([layers.LSTMCell(6), layers.LSTMCell(2)]))", SIGNAL),
    ("layers.Bidirectional(layers.LSTM(6))", SIGNAL),
    ("layers.Bidirectional(layers.LSTM(6, return_sequences=True))", SIGNAL),
    ("layers.Bidirectional(layers.GRU(6), merge_mode='sum')", SIGNAL),
    ("layers.ConvLSTM1D(4, 3)", (None, 6, 20, 5)),
    ("layers.ConvLSTM2D(4, 3, padding='same')", (None, 6, 28, 33, 3)),
    ("layers.ConvLSTM2D(4, (3, 2), strides=2, return_sequences=True)", (None, 6, 28, 33, 3)),
    (f"layers.ConvLSTM2D(4, 3, {FIRST})", (None, 6, 3, 28, 33)),
    ("layers.TimeDistributed(layers.Dense(4))", SIGNAL),
    ("layers.TimeDistributed(layers.Conv2D(4, 3))", (None, 6, 28, 33, 3)),
    ("layers.TimeDistributed(layers.Flatten())", (None, 6, 28, 33, 3)),
    ("layers.TimeDistributed(layers.LSTM(4))", (None, 6, 20, 5)),
    ("layers.TimeDistributed(layers.Dense(4))", ROWS),
    ("layers.SpectralNormalization(layers.Conv2D(4, 3))", MAP),
    ("layers.BatchNormalization()", MAP),
    ("layers.LayerNormalization()", SIGNAL),
    ("layers.GroupNormalization(1)", MAP),
    ("layers.UnitNormalization()", ROWS),
    ("layers.Dropout(0.5)", MAP),
    ("layers.SpatialDropout2D(0.5)", MAP),
    ("layers.GaussianNoise(0.5)", ROWS),
    ("layers.Activation('relu')", SIGNAL),
    ("layers.Softmax()", SIGNAL),
    ("layers.PReLU()", ROWS),
    ("layers.LeakyReLU()", MAP),
    ("layers.Masking()", SIGNAL),
    ("layers.Conv2D(4, 3)", SIGNAL),
    ("layers.Conv1D(4, 3)", MAP),
    ("layers.MaxPooling2D(2)", ROWS),
    ("layers.LSTM(4)", MAP),
]  # fmt: skip

SEVERAL = [
    ("layers.Add()", [MAP, MAP]),
    ("layers.Add()", [SIGNAL, ROWS]),
    ("layers.Multiply()", [(None, 1, 1, 8), (None, 4, 5, 8)]),
    ("layers.Subtract()", [(None, 5), (None, 1)]),
    ("layers.Average()", [(None, None, 5), (None, 4, 5)]),
    ("layers.Maximum()", [(None, 5), (None, 4)]),
    ("layers.Concatenate()", [(None, 5), (None, 4)]),
    ("layers.Concatenate()", [(None, 8, 8, 5), (None, 8, 8, 4)]),
    ("layers.Concatenate()", [(None, None, None, 5), (None, 8, 8, 4)]),
    ("layers.Concatenate(axis=1)", [(None, 3, 5), (None, 4, 5)]),
    ("layers.Concatenate(axis=1)", [(None, None, 5), (None, 4, 5)]),
    ("layers.Concatenate()", [(None, 8, 8, 5), (None, 9, 8, 4)]),
    ("layers.Concatenate()", [(None, 8, 5), (None, 8, 8, 4)]),
    ("layers.Dot(axes=1)", [(None, 5), (None, 5)]),
    ("layers.Dot(axes=-1)", [(None, 3, 5), (None, 4, 5)]),
    ("layers.Dot(axes=(2, 1))", [(None, 3, 5), (None, 5, 7)]),
    ("layers.Dot(axes=[1, 1])", [(None, 3, 1), (None, 3, 7)]),
    ("layers.Attention()", [(None, 3, 5), (None, 4, 5)]),
    ("layers.AdditiveAttention()", [(None, 3, 5), (None, 4, 5)]),
]  # fmt: skip

FEWER = {"layers.EinsumDense('ab,bc->ac', output_shape=64)"}
"""Of these the engine says nothing."""
SURER = [(None, 8, 8, 9)]
"""What the engine says of sizes that Keras leaves open, and that must be so for the parts to fit together."""


@pytest.fixture(scope="module")
def keras(tensorflow: Any) -> Any:
    """Keras 3 on the TensorFlow backend."""
    import keras as module

    return module


def _really(keras: Any, layer: str, shapes: list[Any]) -> Any:
    """The shape that Keras builds; None where it raises."""
    inputs = [keras.Input(batch_shape=shape) for shape in shapes]
    try:
        made = eval(layer, {"layers": keras.layers})(inputs[0] if len(inputs) == 1 else inputs)
    except Exception:
        return None
    return tuple(made.shape)


def _ours(cases: list[tuple[str, list[Any]]]) -> list[Any]:
    """The shapes that the engine says for all cases."""
    lines = []
    for i, (layer, shapes) in enumerate(cases):
        inputs = ", ".join(f"keras.Input(batch_shape={shape})" for shape in shapes)
        lines.append(f"out{i} = {layer}({inputs if len(shapes) == 1 else f'[{inputs}]'})\n")
    ran = run(HEADER + "".join(lines))
    found = [ran.value(f"out{i}") for i in range(len(cases))]
    return [one.shape if isinstance(one, Tensor) else None for one in found]


def test_shapes_are_those_of_keras(keras: Any) -> None:
    """Where Keras raises, the engine has no shape or an axis that holds nothing."""
    cases = [*((layer, [shape]) for layer, shape in (*_windows(), *OTHERS)), *SEVERAL]
    wrong = []
    for (layer, shapes), ours in zip(cases, _ours(cases), strict=True):
        real = _really(keras, layer, shapes)
        nothing = ours is None or 0 in ours or None in ours[1:]
        if not (nothing if real is None else ours == real or ours in SURER or (ours is None and layer in FEWER)):
            wrong.append(f"{layer} on {shapes}: {ours}, really {real}")
    assert not wrong, "\n".join(wrong)


STATED = {
    "Sequential([layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(2)])": (None, 2),
    "Sequential([layers.Conv2D(8, 3), layers.Dense(2)])": (None, None, None, 2),
    "Sequential([layers.Conv2D(8, 3), layers.GlobalAveragePooling2D()])": (None, 8),
    "Sequential([layers.Embedding(10, 4), layers.LSTM(3)])": (None, 3),
    "Sequential([layers.LSTM(3, return_sequences=True), layers.Dense(2)])": (None, None, 2),
    "Sequential([layers.Bidirectional(layers.LSTM(3))])": (None, 6),
    "Sequential([layers.Dense(3)])": None,
    "Sequential([layers.TimeDistributed(layers.Dense(3), input_shape=(4, 5))])": (None, 4, 3),
    "Sequential([layers.Conv2D(8, 3, padding=unknown, input_shape=(9, 9, 1))])": (None, None, None, 8),
    "Sequential([layers.MaxPooling2D(2, strides=unknown, input_shape=(9, 9, 1))])": (None, None, None, 1),
    "Sequential([layers.Conv2D(8, 3, data_format=unknown, input_shape=(9, 9, 1))])": (None, None, None, None),
    "Sequential([layers.LSTM(3, return_sequences=unknown, input_shape=(4, 5))])": None,
    "Sequential([layers.Reshape((unknown, 3), input_shape=(4, 3))])": (None, None, 3),
    "Sequential([layers.Conv2D(8, 3, 3, input_shape=(9, 9, 1))])": (None, None, None, 8),
}


@pytest.mark.parametrize("model", STATED)
def test_what_is_known_without_all_of_it(model: str) -> None:
    """Layers say how many axes there are also where their input isn't known; what isn't known takes no default."""
    text = f"import elsewhere\nunknown = elsewhere.value\nout = keras.{model}.output\n"
    found = run(HEADER + text).value("out")
    assert isinstance(found, Tensor)
    assert found.shape == STATED[model]


def test_batches_of_one_or_another_element() -> None:
    """An element that differs from path to path gets the axis of the batch on each of them."""
    text = """
def load(name):
    picture = tf.image.resize(tf.io.decode_png(tf.io.read_file(name), channels=3), (8, 8))
    if tf.random.uniform(()) > 0.5:
        picture = tf.image.flip_left_right(picture)
    return picture
model = keras.Sequential([layers.Input((8, 8, 3)), layers.Conv2D(2, 3)])
for batch in tf.data.Dataset.list_files("*.png").map(load).batch(4):
    model(batch)
"""
    shapes = [prediction.inputs[0].shape for prediction in program(text).predictions]
    assert len(shapes) == 2
    assert set(shapes) == {(None, 8, 8, 3)}


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        ("Convolution2D(8, 5, 3, border_mode='valid')", (None, 16, 18, 8)),
        ("Convolution2D(8, 5, 3, init='normal', subsample=(2, 1))", (None, 8, 18, 8)),
        ("Convolution2D(8, nb_row=5, nb_col=3)", (None, 16, 18, 8)),
        ("Convolution2D(8, rows, 3, border_mode='valid')", (None, None, 18, 8)),
        ("Conv2D(8, 5, 3)", (None, 6, 6, 8)),
    ],
)
def test_kernels_that_keras_1_took_side_by_side(layer: str, expected: tuple[int | None, ...]) -> None:
    """The third number was the kernel's other side; today it is the stride."""
    ran = run(f"from keras.layers import *\nrows = int(input())\nx = {layer}(Input((20, 20, 1)))")
    made = ran.value("x")
    assert isinstance(made, Tensor)
    assert made.shape == expected


WINDOWS = [("a, 6, 3", (12, 6)), ("a[:5], 6, 1", None), ("a, 6, 1, True", (None, 6))]


@pytest.mark.parametrize(("script", "shape"), WINDOWS)
def test_windows_of_a_signal(script: str, shape: tuple[int | None, ...] | None) -> None:
    made = run(f"import tensorflow as tf\na = tf.range(40, dtype=tf.float32)\nx = tf.signal.frame({script})")
    assert made.data("x").shape == shape


@pytest.mark.parametrize("text", ["np.column_stack((a, b))", "np.vstack((a, b))", "np.c_[a, b]", "np.vstack((b, a))"])
def test_what_is_not_known_may_be_a_table(text: str) -> None:
    assert run(f"a = np.load('a.npy')\nb = np.load('b.npy').flatten()\nx = {text}").data("x").shape is None
