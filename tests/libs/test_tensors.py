"""Tensors have the types that TensorFlow and Keras give them: Python's numbers become 32 bits wide."""

from __future__ import annotations

import pytest
from libs.run import run

TYPES = """
tf.constant([1, 2]) int32
tf.constant([1.0, 2]) float32
tf.constant([[1, 2], [3, 4.5]]) float32
tf.constant([True, False]) bool
tf.constant([1, 2], tf.float32) float32
tf.constant([1, 2], dtype="int64") int64
tf.constant([0] * 5 + [1] * 5) int32
tf.constant([i % 2 for i in range(20)]) int32
tf.constant(range(5)) int32
tf.constant(3.5) float32
tf.constant(np.zeros(3)) float64
tf.constant([np.zeros(3), np.ones(3)]) float64
tf.constant(np.zeros(3).tolist()) None
tf.constant([1, 2]).numpy() int32
tf.convert_to_tensor([1.0, 2]) float32
tf.convert_to_tensor(np.arange(3)) int64
tf.zeros((3, 4)) float32
tf.ones((unknown, 4)) float32
tf.zeros(3, tf.int32) int32
tf.zeros_like(np.zeros(3)) float64
tf.zeros_like([1.5]) float32
tf.fill([2], 1) int32
tf.range(5) int32
tf.range(5.0) float32
tf.linspace(0.0, 1.0, 5) None
tf.stack([1, 2]) int32
tf.concat([[1, 2], [3]], 0) int32
tf.reshape([1, 2, 3, 4], (2, 2)) int32
tf.reshape(np.arange(4), (2, 2)) int64
tf.square([1, 2]) int32
tf.reduce_mean([1, 2]) int32
tf.reduce_mean(np.arange(4)) int64
tf.reduce_mean([1.0, 2]) float32
tf.argmax([1, 5, 2]) int64
tf.argsort([1, 5, 2]) int32
tf.constant([1, 2]) / 2 float64
tf.constant([1.0, 2]) * 2 float32
keras.ops.zeros((3, 4)) float32
keras.ops.arange(5) int32
keras.ops.convert_to_tensor([1.5, 2]) float32
keras.ops.convert_to_tensor(np.zeros(3)) float64
keras.ops.argmax([1, 5, 2]) int32
"""
"""As TensorFlow 2.21 and Keras 3.15 have them; None where it isn't said."""


@pytest.mark.parametrize("case", TYPES.strip().split("\n"))
def test_types(case: str) -> None:
    expression, _, dtype = case.rpartition(" ")
    script = f"import keras\nimport tensorflow as tf\nx = {expression}"
    assert str(run(script).data("x").dtype) == dtype


def test_a_constant_may_be_given_its_shape() -> None:
    assert run("import tensorflow as tf\nx = tf.constant(0, shape=(4, 2))").data("x").shape == (4, 2)
