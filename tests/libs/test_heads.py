"""Output heads: which activation the values that leave the network have passed."""

from __future__ import annotations

import libcst
import pytest
from libs.training import called, cases, program

from zerolint.program.run import RunKind, TaskKind

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

# what the cell of an RNN applies
last = [layers.Reshape((5, 2)), layers.RNN(layers.LSTMCell(3))]
#> tanh

# a cell with another activation
last = [layers.Reshape((5, 2)), layers.RNN(layers.SimpleRNNCell(3, activation="relu"))]
#> relu

# arithmetic in a Lambda
last = [layers.Dense(3, "softmax"), layers.Lambda(lambda t: t * 200 - keras.ops.mean(t))]
#> linear

# a softmax in a Lambda
last = [layers.Dense(3), layers.Lambda(lambda t: tf.nn.softmax(t))]
#> softmax

# a Lambda that only moves the values
last = [layers.Dense(3, "softmax"), layers.Lambda(lambda t: tf.expand_dims(t, -1))]
#> softmax

# a Lambda of which nothing is known
last = [layers.Dense(3, "softmax"), layers.Lambda(lambda t: strange(t))]
#> None

# a cell that is not known
last = [layers.Reshape((5, 2)), layers.RNN(keras.experimental.PeepholeLSTMCell(3))]
#> None
"""


@pytest.mark.parametrize(("text", "expected"), cases(HEADS))
def test_activation_of_the_head(text: str, expected: list[str]) -> None:
    model = "model = keras.Sequential([layers.Input((10,)), *last])\n"
    (run,) = called(text + model + 'model.compile("adam", "mse")\nmodel.fit(x, y)\n')
    assert [str(head.activation.get()) for head in run.network.heads] == expected


LOSSES = """
# no head to belong to: the one that compile gives
model = keras.Sequential([])
model.compile("adam", "mse")
#> mean_squared_error

# of an output that can't be followed
import elsewhere
model = keras.Model(inputs := keras.Input((3,)), elsewhere.head(inputs))
model.compile("adam", ["mse", "mae"])
#> mean_squared_error
#> mean_absolute_error

# none
model = keras.Sequential([layers.Input((3,)), layers.Dense(3)])
model.add_loss(lambda: 0.0)
model.compile("adam")
#> none

# none, in so many words
model = keras.Sequential([layers.Input((3,)), layers.Dense(3)])
model.compile(optimizer="adam", loss=None)
#> none

# perhaps one
import elsewhere
model = keras.Sequential([layers.Input((3,)), layers.Dense(3)])
model.compile(**elsewhere.options)
#> None
"""


@pytest.mark.parametrize(("text", "expected"), cases(LOSSES))
def test_losses_of_compile(text: str, expected: list[str]) -> None:
    (run,) = called(text)
    assert [str(loss.name) for loss in run.losses] or ["none"] * run.without_loss == expected
    assert run.without_loss == (expected == ["none"])


@pytest.mark.parametrize(("layers", "complete", "heads"), [("[]", True, 0), ("list(elsewhere.layers)", False, 1)])
def test_a_network_without_layers(layers: str, *, complete: bool, heads: int) -> None:
    (run,) = called(f"import elsewhere\nkeras.Sequential({layers}).compile('adam', 'mse')\n")
    assert (run.network.complete, len(run.network.heads)) == (complete, heads)
    assert not any(head.standard for head in run.network.heads)


GRAPHS = """
# what a model makes of something unknown
import elsewhere
inputs = {name: keras.Input((1,), name=name) for name in elsewhere.names}
body = keras.Sequential([layers.Dense(64, "relu"), layers.Dense(1, "sigmoid")])
model = keras.Model(inputs, body(elsewhere.preprocessed(inputs)))
#> 1 sigmoid

# in a model's own call
import elsewhere
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = keras.Sequential([layers.Dense(64, "relu"), layers.Dense(5, "softmax")])
    def call(self, inputs):
        return self.body(elsewhere.embed(inputs["text"]))
model = Net()
#> 5 softmax

# one of several outputs
import elsewhere
first, second = keras.Sequential([layers.Dense(2)]), keras.Sequential([layers.Dense(3, "tanh")])
model = keras.Model(elsewhere.inputs, [first(elsewhere.a), second(elsewhere.b)])
#> 2 linear
#> 3 tanh

# changed afterwards, which nobody follows
import elsewhere
body = keras.Sequential([layers.Dense(2)])
model = keras.Model(elsewhere.inputs, body(elsewhere.a) * 2)

# a layer with variables of its own
class Linear(layers.Layer):
    def __init__(self, units, inputs):
        super().__init__()
        self.w = tf.Variable(initial_value=tf.random_normal_initializer()(shape=(inputs, units), dtype="float32"))
        self.b = tf.Variable(initial_value=tf.zeros_initializer()(shape=(units,), dtype="float32"), trainable=True)
    def call(self, inputs):
        return tf.nn.bias_add(tf.matmul(inputs, self.w), self.b)
model = keras.Sequential([layers.Dense(8), Linear(3, 8)])
#> 3 linear

# with an activation by name
class Simple(layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units, self.activation = units, keras.activations.get(activation)
    def build(self, input_shape):
        self.w = self.add_weight(shape=tf.TensorShape((input_shape[-1], self.units)))
        self.b = tf.Variable(keras.initializers.Zeros()(shape=[self.units]))
    def call(self, inputs):
        return self.activation(inputs @ self.w + self.b)
model = keras.Sequential([Simple(8), Simple(4, "softmax")])
#> 4 softmax

# parts of what is linear, added up
inputs = keras.Input((7,))
first, second = layers.Dense(8)(inputs), layers.Dense(8)(inputs)
model = keras.Model(inputs, layers.add([first[:, -1:], layers.subtract([second[:, 0:1], first[:, :1]])]))
#> 1 linear

# parts of several kinds
inputs = keras.Input((7,))
model = keras.Model(inputs, layers.add([layers.Dense(8)(inputs)[:, :2], layers.Dense(2, "relu")(inputs)]))
#> 2 None

# added to itself very often
inputs = keras.Input((7,))
total = layers.Dense(3)(inputs)
for _ in range(200):
    total = layers.add([total, total])
model = keras.Model(inputs, total)
#> 3 linear

# side by side
inputs = keras.Input((7,))
both = [layers.Dense(2, "softmax")(inputs), layers.Dense(3, "softmax")(inputs)]
model = keras.Model(inputs, layers.concatenate(both))
#> 5 softmax

# the last step
inputs = keras.Input((9, 4))
model = keras.Model(inputs, layers.Dense(6, "tanh")(inputs)[:, -1, :])
#> 6 tanh

# with variables of a shape in brackets
class Simple(layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight("kernel", [shape[-1], 3])
    def call(self, inputs):
        return inputs @ self.kernel
model = keras.Sequential([layers.Dense(8), Simple()])
#> 3 linear

# kept under a library's name
tf.model = keras.Sequential([layers.Dense(1, "sigmoid")])
model = tf.model
#> 1 sigmoid

# as many units as pixels
model = keras.Sequential([layers.Dense(np.prod(images.shape[1:3]), "sigmoid"), layers.Reshape((96, 96))])
#> 9216 sigmoid

# an operation of which nothing is said
inputs = keras.Input((8,))
model = keras.Model(inputs, tf.math.argmax(input=layers.Dense(2)(inputs), axis=1))
#> None None

# behind one
inputs = keras.Input((8,))
model = keras.Model(inputs, layers.Dense(4, "softmax")(tf.gather(inputs, [0, 1], axis=1)))
#> 4 softmax
"""


@pytest.mark.parametrize(("text", "expected"), cases(GRAPHS))
def test_heads_of_graphs(text: str, expected: list[str]) -> None:
    (run,) = called(text + 'model.compile("adam", "mse")\n')
    assert [f"{head.units.get()} {head.activation.get()}" for head in run.network.heads] == expected


SAVED = """
# by its file
model.save("best.h5")
again = keras.models.load_model("./best.h5")
#> 2 softmax

# by a folder
keras.models.save_model(model, "best/")
again = keras.models.load_model("best")
#> 2 softmax

# by a checkpoint named after the model
import os
kept = keras.callbacks.ModelCheckpoint(os.path.join("kept", model.name), save_best_only=True)
model.fit(x, y, callbacks=[kept])
again = keras.models.load_model("kept/first")
#> 2 softmax

# its architecture alone
model.save("best.h5")
again = keras.models.clone_model(keras.models.load_model("best.h5"))
#> 2 softmax

# another file
model.save("best.h5")
again = keras.models.load_model("other.h5")

# the weights alone
model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint("best.h5", save_weights_only=True)])
again = keras.models.load_model("best.h5")

# one file for two models
model.save("best.h5")
keras.Sequential([layers.Dense(3)]).save("best.h5")
again = keras.models.load_model("best.h5")

# a file that isn't known
import elsewhere
model.save(elsewhere.path)
again = keras.models.load_model(elsewhere.path)
"""


@pytest.mark.parametrize(("text", "expected"), cases(SAVED))
def test_heads_of_models_that_were_saved(text: str, expected: list[str]) -> None:
    first = 'model = keras.Sequential([layers.Dense(8), layers.Dense(2, "softmax")], name="first")\n'
    first += 'model.compile("adam", "sparse_categorical_crossentropy")\n'
    run = called(f"{first}{text}again.compile('sgd', 'mse')\nagain.fit(x, y)\n")[-1]
    assert [f"{head.units.get()} {head.activation.get()}" for head in run.network.heads] == expected
    assert run.fresh == ("clone" in text)
    assert run.optimizer is not None
    assert run.optimizer.name == "SGD"


@pytest.mark.parametrize(("how", "loss"), {"": "mean_absolute_error", ", compile=False": None}.items())
def test_a_model_is_saved_with_what_compile_gave_it(how: str, loss: str | None) -> None:
    text = "model = keras.Sequential([layers.Dense(2)])\nmodel.compile('adam', 'mae')\nmodel.save('m.keras')\n"
    run = called(f"{text}again = keras.saving.load_model('m.keras'{how})\nagain.fit(x, y)\n")[-1]
    assert [each.name for each in run.losses] == ([loss] if loss else [])


PLACES = """
# of a class that has a compile of its own
class Net(keras.Model):
    def compile(self, how, **kwargs):
        super().compile(loss="mse", optimizer=how)
model = Net()
model.compile(how="sgd")  #<
#> SGD mean_squared_error

# which is not Keras's to call
class Net(keras.Model):
    def set_up(self):
        self.compile(loss="mse", optimizer="adam")  #<
Net().set_up()
#> Adam mean_squared_error

# with an optimizer of its own
class Slow(keras.optimizers.Optimizer):
    pass
keras.Sequential([layers.Dense(1)]).compile(Slow(0.1), "mae")  #<
#> custom mean_absolute_error

# a search for the best
import keras_tuner as kt
class Hyper(kt.HyperModel):
    def __init__(self, classes):
        self.classes = classes
    def build(self, hp):
        model = keras.Sequential([layers.Dense(hp.Int("units", 16, 64)), layers.Dense(self.classes, "softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")  #<
        return model
tuner = kt.RandomSearch(Hyper(10), objective="val_accuracy")
#> Adam sparse_categorical_crossentropy
"""


@pytest.mark.parametrize(("text", "expected"), cases(PLACES))
def test_where_a_model_is_compiled(text: str, expected: list[str]) -> None:
    (run,) = program(text).runs
    assert run.optimizer is not None
    assert [f"{run.optimizer.name} {loss.name}" for loss in run.losses] == expected
    (line,) = (line for line in text.split("\n") if line.endswith("#<"))
    assert libcst.Module([]).code_for_node(run.compile_site) == line.removesuffix("#<").strip()  # type: ignore[arg-type]


HANDED_ON = """
# a function that calls Keras's
def loss(y_true, y_pred):
    return keras.losses.binary_crossentropy(y_true, y_pred)
#> binary_crossentropy False

# the average of it, of targets of another type
def loss(t, p):
    t = tf.cast(t, tf.float32)
    return tf.reduce_mean(keras.losses.BinaryCrossentropy(from_logits=True)(t, p))
#> binary_crossentropy True

# a lambda
loss = lambda t, p: keras.losses.mean_squared_error(t, p)
#> mean_squared_error None

# a class
class Own(keras.losses.Loss):
    def __init__(self):
        super().__init__()
        self.inner = keras.losses.MeanAbsoluteError()
    def call(self, y_true, y_pred):
        return self.inner(y_true, y_pred)
loss = Own()
#> mean_absolute_error None

# other targets
def loss(t, p):
    return keras.losses.binary_crossentropy(t / 10, p)
#> None None

# another sign
def loss(t, p):
    return 1 - keras.losses.binary_crossentropy(t, p)
#> None None

# the other way round
def loss(t, p):
    return keras.losses.binary_crossentropy(p, t)
#> None None

# a sum
def loss(t, p):
    return keras.losses.mean_squared_error(t, p) + keras.losses.mean_absolute_error(t, p)
#> None None
"""


@pytest.mark.parametrize(("text", "expected"), cases(HANDED_ON))
def test_a_loss_of_the_project_that_hands_on_to_one_of_keras(text: str, expected: list[str]) -> None:
    (run,) = called(f"{text}model = keras.Sequential([layers.Dense(1)])\nmodel.compile('adam', loss)\nmodel.fit(x, y)")
    assert [f"{loss.name} {loss.from_logits.get()}" for loss in run.losses] == expected


STEP = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = layers.Dense(1)
        self.own = keras.losses.MeanAbsoluteError()
    def call(self, inputs):
        return self.out(inputs)
    def train_step(self, data):
        a, b = data
        with tf.GradientTape() as tape:
            loss = {loss}
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
        return {{}}
model = Net()
model.compile("adam", "mse")
model.fit({data}, epochs=2)
"""
OWN_STEPS = {
    "of predictions and targets": ("self.own(b, self(a, training=True))", "x, y", ["mean_absolute_error"]),
    "of a data set": (
        "self.own(b, self(a))",
        "tf.data.Dataset.from_tensor_slices((x, y)).batch(32)",
        ["mean_absolute_error"],
    ),
    "of other targets": ("self.own(b / 10, self(a))", "x, y", []),
    "of other predictions": ("self.own(b, tf.sigmoid(self(a)))", "x, y", []),
    "of two losses": ("self.own(b, self(a)) + self.own(b, self(a))", "x, y", []),
    "that compile gave": ("self.compute_loss(y=b, y_pred=self(a))", "x, y", []),
    "of the inputs": ("self.own(a, self(a))", "x", []),
}


@pytest.mark.parametrize(("loss", "data", "expected"), OWN_STEPS.values(), ids=OWN_STEPS)
def test_the_loss_of_a_train_step_of_ones_own(loss: str, data: str, expected: list[str]) -> None:
    runs = called(STEP.format(loss=loss, data=data))
    assert [run.kind for run in runs] == [RunKind.FIT]
    assert [loss.name for loss in runs[0].losses if loss.hand_written and loss.name is not None] == expected


FOLDS = """
for fold in folds:
    model = keras.Sequential([keras.Input((4,))])
    for units in {widths}:
        model.add(layers.Dense(units))
    model.compile(loss="mse")
    model.fit(x, y)
"""


@pytest.mark.parametrize(("widths", "repeated"), [("(8, 4, 2)", [False] * 3), ("widths", [True])])
def test_layers_of_a_model_that_is_made_in_a_loop(widths: str, repeated: list[bool]) -> None:
    (made,) = called(FOLDS.format(widths=widths))
    assert [layer.repeated for layer in made.network.layers if layer.kind == "Dense"] == repeated


TAPE = """
model = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
optimizer = keras.optimizers.Adam()
for a, b in tf.data.Dataset.from_tensor_slices((x, y)).batch(32):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(b, {judged}))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
"""


@pytest.mark.parametrize(
    ("judged", "shaped"),
    [
        ("model(a)", False),
        ("tf.cast(model(a), tf.float32)", False),
        ("tf.nn.softmax(model(a))", True),
        ("keras.activations.softmax(model(a))", True),
        ("layers.Softmax()(model(a))", True),
        ("tf.clip_by_value(model(a), 1e-7, 1.0)", True),
    ],
)
def test_what_a_tape_puts_between_head_and_loss(judged: str, shaped: bool) -> None:
    (made,) = called(TAPE.format(judged=judged))
    assert [head.scaled_after for head in made.network.heads] == [shaped]


def test_a_model_behind_which_a_tape_calls_another_layer_has_no_head() -> None:
    (made,) = called(TAPE.format(judged="layers.Dense(3, activation='softmax')(model(a))"))
    assert made.network.heads == ()


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("keras.losses.sparse_categorical_crossentropy(1 - b, model(1 - a))", "sparse_categorical_crossentropy"),
        ("keras.losses.sparse_categorical_crossentropy(b, model(a), from_logits=True)", None),
        ("keras.losses.mean_squared_error(b, model(a))", None),
    ],
)
def test_the_same_loss_twice_is_one(more: str, name: str | None) -> None:
    (made,) = called(TAPE.format(judged="model(a)").replace("b, model(a)))", f"b, model(a)) + {more})"))
    assert [loss.name for loss in made.losses] == [name]


@pytest.mark.parametrize(
    ("penalty", "factor"),
    [("'l2'", 0.01), ("keras.regularizers.L2()", 0.01), ("keras.regularizers.l2(0.5)", 0.5), ("penalty", None)],
)
def test_penalties_by_their_name(penalty: str, factor: float | None) -> None:
    (made,) = program(f"m = keras.Sequential([layers.Dense(3, kernel_regularizer={penalty})])\nm.compile()").runs
    assert made.network.layers[-1].get("kernel_regularizer.l2") == factor


RATES = """
# set on the optimizer that compile made of a name
model.compile("sgd", "mse")
model.optimizer.learning_rate = 0.5
model.fit(x, y)
#> SGD 0.5

# set between two fits
how = keras.optimizers.Adam(0.01)
model.compile(how, "mse")
model.fit(x, y)
how.learning_rate = 1e-5
model.fit(x, y)
#> Adam 0.01
#> Adam 1e-05

# set on one path
import elsewhere
model.compile("adam", "mse")
if elsewhere.fine:
    model.optimizer.learning_rate = 1e-5
model.fit(x, y)
#> Adam 1e-05
#> Adam 0.001

# by an old name, which Keras 3 ignores
model.compile("adam", "mse")
model.optimizer.lr = 0.5
model.fit(x, y)
#> Adam None

# compiled anew
model.compile("adam", "mse")
model.optimizer.learning_rate = 0.5
model.compile("sgd", "mse")
model.fit(x, y)
#> SGD 0.01

# from a dictionary
model.compile(keras.optimizers.get({"class_name": "sgd", "config": {"learning_rate": 0.25}}), "mse")
model.fit(x, y)
#> SGD 0.25

# by name
model.compile(keras.optimizers.get("sgd"), "mse")
model.fit(x, y)
#> SGD 0.01
"""


@pytest.mark.parametrize(("text", "expected"), cases(RATES))
def test_rates_are_those_of_the_time_of_fit(text: str, expected: list[str]) -> None:
    fits = [run for run in called(f"model = keras.Sequential([layers.Dense(1)])\n{text}") if run.kind is RunKind.FIT]
    found = [run.optimizer for run in fits if run.optimizer is not None]
    assert [f"{each.name} {each.learning_rate.get()}" for each in found] == expected


def test_models_of_a_hub_are_not_built_here() -> None:
    text = "import keras_hub\nmodel = keras_hub.models.CausalLM.from_preset('gemma')\nmodel.compile(sampler='greedy')\n"
    (run,) = called(text)
    assert run.network.loaded == "from_preset"
    (run,) = called("import transformers\ntransformers.AutoTokenizer.from_pretrained('b').compile(loss='x')\n")
    assert run.network.loaded == "transformers"


STRANGERS = """
# from a library that nobody knows
import elsewhere
model = elsewhere.build(4)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
model.fit(x, y, epochs=2)
#> fit Adam mean_squared_error

# by position
import elsewhere
model = elsewhere.build(4)
model.compile("sgd", "mae")
model.fit(x, y, epochs=2)
#> fit SGD mean_absolute_error

# kept in an object
import elsewhere
class Trainer:
    def __init__(self):
        self.model = elsewhere.build()
    def train(self):
        self.model.compile(loss="mse", optimizer="adam")
        self.model.fit(x, y)
Trainer().train()
#> fit Adam mean_squared_error

# another one is fitted
import elsewhere
model, other = elsewhere.build(4), elsewhere.build(4)
model.compile("sgd", "mae")
other.fit(x, y, epochs=2)
#> compile SGD mean_absolute_error

# something else that is compiled
import elsewhere
elsewhere.pattern.compile("a.*")
elsewhere.grammar.compile(loss_of_time=1)
elsewhere.graph.compile("fast", loss=3)
"""


@pytest.mark.parametrize(("text", "expected"), cases(STRANGERS))
def test_models_that_are_not_followed(text: str, expected: list[str]) -> None:
    found = called(text)
    said = [(run.kind.value, run.optimizer.name if run.optimizer else "", run.losses[0].name) for run in found]
    assert [" ".join(map(str, words)) for words in said] == expected
    assert not any(run.fresh or run.network.heads or run.network.complete for run in found)


def test_layers_train_as_they_did_when_the_model_was_fitted() -> None:
    """What is frozen later on was not frozen then."""
    model = "model = keras.Sequential([layers.Input((10,)), layers.Dense(4), layers.Dense(1)])\n"
    fit = 'model.compile("adam", "mse")\nmodel.fit(x, y)\n'
    freeze = "for layer in model.layers[:1]:\n    layer.trainable = False\n"
    found = called(model + fit + freeze + fit + "model.trainable = True\n")
    assert [[layer.trainable for layer in run.network.layers] for run in found] == [[True, True], [False, True]]


def test_a_clone_has_layers_of_its_own() -> None:
    """What is frozen in the clone, also in a model inside of it, trains on in the original."""
    model = (
        "inner = keras.Sequential([layers.Input((10,)), layers.Dense(4, activation='relu')])\n"
        "source = layers.Input((10,))\n"
        "model = keras.Model(source, layers.Dense(1)(inner(source)))\n"
        "copied = keras.models.clone_model(model)\n"
        "copied.trainable = False\n"
    )
    fits = "".join(f'{name}.compile("adam", "mse")\n{name}.fit(x, y)\n' for name in ("model", "copied"))
    first, second = called(model + fits)
    assert [[layer.trainable for layer in run.network.layers] for run in (first, second)] == [[True] * 2, [False] * 2]
    assert [layer.kind for layer in first.network.layers] == [layer.kind for layer in second.network.layers]
    assert second.network.heads[0].units.get() == 1


BRANCHES = """
import sys
import keras
from keras.layers import *
pooled = len(sys.argv) > 3
entry = Input((90, 1))
x = Conv1D(4, 3, padding="same")(entry)
y = Conv1D(4, 3, padding="same")(x)
if pooled:
    y = MaxPooling1D(2)(y)
if pooled:
    x = MaxPooling1D(2)(x)
z = concatenate([x, y])
model = keras.Model(entry, Dense(1)(Flatten()(z)))
model.compile("adam", "mse")
"""


def test_a_layer_gets_one_of_several_tensors() -> None:
    """Behind an `if` a graph goes one way or the other, and the same way where the same is asked again."""
    runs = called(BRANCHES)
    kinds = [tuple(layer.kind for layer in run.network.layers) for run in runs]
    both = ("Conv1D", "Conv1D", "Concatenate", "Flatten", "Dense")
    pooled = ("Conv1D", "MaxPooling1D", "Conv1D", "MaxPooling1D", "Concatenate", "Flatten", "Dense")
    assert sorted(kinds) == sorted([both, pooled])
    joined = {run.network.layers[-3].output_shape for run in runs}
    assert joined == {(None, 90, 8), (None, 45, 8)}


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("not os.path.exists('a')", "`os.path.exists('a')` is false"),
        ("os.path.exists('a')", "`os.path.exists('a')` is true"),
        ("os.environ.get('A') != 'b'", "`os.environ.get('A') != 'b'` is true"),
    ],
)
def test_a_path_is_told_as_it_is_written(test: str, told: str) -> None:
    text = f"import os\nmodel = keras.Sequential([layers.Dense(1)])\nif {test}:\n    model.compile('sgd', 'mse')\n"
    (run,) = called(text)
    assert [condition.text for condition in run.path] == [told]


TWO_HEADS = """
i = keras.Input((10,))
h = layers.Dense(8, activation="relu")(i)
model = keras.Model(i, [layers.Dense(1, name="price")(h), layers.Dense(3, activation="softmax", name="kind")(h)])
model.compile("adam", ["mse", "sparse_categorical_crossentropy"], metrics={metrics})
model.fit(x, [x[:, 0], y])
"""


@pytest.mark.parametrize(
    ("metrics", "heads"),
    [
        ('{"kind": "accuracy", "price": ["mae", "mse"]}', [1, 0, 0]),
        ('[["mae"], ["accuracy"]]', [0, 1]),
        ('["mae", "mape", "accuracy"]', [None, None, None]),
    ],
)
def test_the_head_of_a_metric(metrics: str, heads: list[int | None]) -> None:
    (run,) = called(TWO_HEADS.replace("{metrics}", metrics))
    assert [metric.head for metric in run.metrics] == heads


@pytest.mark.parametrize(
    ("before", "after", "idle"),
    [
        ("model.fit(x, y)", "model.predict(x)", True),
        ("", "model.predict(x)", False),
        ("model.fit(x, y)", "", True),
        ("model.fit(x, y)", "model.predict(x)\nmodel.evaluate(x, y)", False),
        ("model.fit(x, y)\nmodel.evaluate(x, y)", "model.predict(x)", True),
    ],
)
def test_compiled_anew_to_predict(before: str, after: str, *, idle: bool) -> None:
    first = f'model.compile("adam", "mse")\n{before}\n' if before else ""
    model = "model = keras.Sequential([keras.Input((10,)), layers.Dense(1)])\n"
    last = called(f'{model}{first}model.compile("adam", "mae")\n{after}\n')[-1]
    assert last.idle is idle


def test_steps_of_the_models_inside_a_train_step() -> None:
    text = """
class Whole(keras.Model):
    def __init__(self, judge):
        super().__init__()
        self.judge = judge

    def train_step(self, rows):
        with tf.GradientTape() as tape:
            loss = self.told(tf.ones((32, 1)), self.judge(rows))
        weights = self.judge.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {"loss": loss}


whole = Whole(keras.Sequential([keras.Input((10,)), layers.Dense(1)]))
whole.told = keras.losses.BinaryCrossentropy(from_logits=True)
whole.compile("adam")
whole.fit(x, epochs=3)
"""
    kinds = {run.kind: [loss.name for loss in run.losses] for run in called(text)}
    assert kinds == {RunKind.TAPE: ["binary_crossentropy"], RunKind.FIT: []}


@pytest.mark.parametrize(
    ("given", "rebuilt"),
    [("x[:99], x[:99]", True), ("x[train], x[train]", True), ("x[:99], x[1:100]", False), ("x, 2 * x", False)],
)
def test_targets_that_are_the_inputs(given: str, *, rebuilt: bool) -> None:
    text = "train = np.arange(99)\nmodel = keras.Sequential([keras.Input((10,)), layers.Dense(10)])\n"
    (run,) = called(f'{text}model.compile("adam", "mse")\nmodel.fit({given})\n')
    assert (run.tasks[0].kind is TaskKind.RECONSTRUCTION) is rebuilt
