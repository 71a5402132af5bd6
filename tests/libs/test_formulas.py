"""Formulas: what losses that a program writes itself make of targets and predictions."""

from __future__ import annotations

import pytest
from libs.training import called, cases

from zerolint.program.formula import Formula

WRITTEN = """
# a function
def loss(t, p):
    return K.mean(K.square(t - p), axis=-1)
model.compile("adam", loss)
#> mean(square(subtract(y_true, y_pred)))

# a closure over a number
def make(weight):
    def loss(t, p):
        return weight * tf.reduce_sum(tf.abs(p - t))
    return loss
model.compile("adam", make(0.5))
#> multiply(0.5, sum(abs(subtract(y_pred, y_true))))

# a class with `call`
class Own(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return keras.losses.mse(y_pred, y_true)
model.compile("adam", Own())
#> mean_squared_error(y_pred, y_true)

# a class that is only called
class Own:
    def __call__(self, y_true, y_pred):
        return keras.ops.maximum(y_true, y_pred)
model.compile("adam", Own())
#> maximum(y_true, y_pred)

# a method of an object
class Agent:
    scale = 2.0
    def loss(self, y_true, y_pred):
        return self.scale * K.abs(y_true - y_pred)
model.compile("adam", Agent().loss)
#> multiply(2.0, abs(subtract(y_true, y_pred)))

# a list that went into the making of what it holds
terms = []
terms.append(mystery(terms))
def loss(y_true, y_pred):
    return K.abs(y_true - y_pred) + terms[0]
model.compile("adam", loss)
#> add(abs(subtract(y_true, y_pred)), unknown)

# casts to integers, comparisons
def loss(t, p):
    return tf.cast(p > 0.5, tf.int32) + K.cast(t, "float32")
model.compile("adam", loss)
#> add(cast_integer(compare(y_pred, 0.5)), cast(y_true))

# code that can't be followed
import elsewhere
model.compile("adam", lambda t, p: elsewhere.distance(t, p))
#> opaque

# another network in between
other = keras.Sequential([layers.Input((3,)), layers.Dense(2)])
model.compile("adam", lambda t, p: K.mean(other(p) - t))
#> mean(subtract(opaque, y_true))

# methods of tensors
model.compile("adam", lambda t, p: np.mean(t - p))
#> numpy
"""
MODEL = "model = keras.Sequential([layers.Input((10,)), layers.Dense(3)])\n"
FIT = "model.fit(x, y)\n"


@pytest.mark.parametrize(("text", "expected"), cases(WRITTEN))
def test_compiled(text: str, expected: list[str]) -> None:
    (run,) = called("from keras import backend as K\n" + MODEL + text + FIT)
    assert [shown(loss.formula) for loss in run.losses] == expected


LOOPS = """
# a difference
loss = tf.reduce_mean((b - model(a)) ** 2)
#> mean(power(subtract(data, y_pred), 2.0))

# a function of the project
loss = distance(b, model(a))
#> sum(abs(subtract(data, y_pred)))

# swapped
loss = keras.losses.KLDivergence()(model(a), b)
#> kl_divergence(y_pred, data)

# in their order: nothing needs to be read
loss = keras.losses.KLDivergence()(b, model(a))
#> -

# predicted outside of the block
loss = tf.reduce_mean((b - model.predict(a)) ** 2)
#> mean(opaque)
"""
LOOP = """
def distance(t, p):
    return tf.reduce_sum(tf.abs(t - p))

optimizer = keras.optimizers.Adam()
for a, b in tf.data.Dataset.from_tensor_slices((x, y)).batch(8):
    with tf.GradientTape() as tape:
        LOSS
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
"""


@pytest.mark.parametrize(("text", "expected"), cases(LOOPS))
def test_loops(text: str, expected: list[str]) -> None:
    line = next(line for line in text.splitlines() if line.startswith("loss"))
    (run,) = called(MODEL + LOOP.replace("LOSS", line))
    assert [shown(loss.formula) for loss in run.losses] == expected


BOUNDS = """
# a probability
p
#> (-1, 3) 0 1

# clipped
K.clip(p, 0.1, 0.8)
#> (-1, 3) 0.1 0.8

# one minus it
1 - p
#> (-1, 3) 0 1

# a square
K.square(p - 3)
#> (-1, 3) 4 9

# a sum of each row
K.sum(p, axis=-1)
#> (-1,) 0 inf

# with its axis kept
K.sum(p, axis=1, keepdims=True)
#> (-1, 1) 0 inf

# a column
p[:, 0]
#> (-1,) 0 1

# a column that stays one
p[:, 1:2]
#> (-1, 1) 0 1

# with a new axis
p[:, 0][:, None]
#> (-1, 1) 0 1

# of everything
K.mean(p)
#> () 0 1

# a logarithm
K.log(p + 1)
#> (-1, 3) 0 0.6931

# a quotient that stays above 0
1 / (1 + p)
#> (-1, 3) 0.5 1

# nothing is known behind what is not understood
tf.linalg.expm(p)
#> (-1, 3) -inf inf
"""
BOUNDED = "model = keras.Sequential([layers.Input((10,)), layers.Dense(3, activation='sigmoid')])\n"


@pytest.mark.parametrize(("text", "expected"), cases(BOUNDS))
def test_shapes_and_bounds(text: str, expected: list[str]) -> None:
    line = next(line for line in text.splitlines() if line and not line.startswith("#"))
    compiled = f'model.compile("adam", lambda t, p: {line})\n'
    (run,) = called("from keras import backend as K\n" + BOUNDED + compiled + FIT)
    formula = run.losses[0].formula
    assert formula is not None
    assert [f"{formula.shape} {formula.lo:.4g} {formula.hi:.4g}"] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("K.sqrt(K.mean(K.square(p - t)))", True),
        ("K.mean(tf.where(K.abs(t - p) < 1.0, K.square(t - p), K.abs(tf.cast(t, 'float32') - p)))", True),
        ("tf.reduce_mean(tf.math.squared_difference(t, p)) * 2.0", True),
        ("K.mean(K.square(t / 9.0 - p))", False),
        ("K.mean(t * K.square(t - p))", False),
        ("K.mean(K.square(t - p)) + K.mean(p)", False),
        ("K.mean(K.abs(t - mystery(p)))", False),
        ("K.mean(p)", False),
    ],
)
def test_by_difference(written: str, expected: bool) -> None:
    compiled = f'model.compile("adam", lambda t, p: {written})\n'
    (run,) = called("from keras import backend as K\n" + MODEL + compiled + FIT)
    formula = run.losses[0].formula
    assert formula is not None
    assert formula.by_difference() is expected


def shown(formula: Formula | None) -> str:
    """A formula on one line."""
    if formula is None:
        return "-"
    if formula.op == "constant":
        return str(formula.value)
    inner = ", ".join(map(shown, formula.operands)) if formula.op not in ("opaque", "numpy") else ""
    name = formula.name or formula.op if formula.op == "loss" else formula.op
    return f"{name}({inner})" if inner else name
