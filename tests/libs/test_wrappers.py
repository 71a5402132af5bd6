"""Keras models as scikit-learn estimators: the model is built by `fit`, from the parameters meant for it."""

from __future__ import annotations

import pytest
from libs.training import called, cases, drawn, network, program, runs

HEADER = """
from scikeras.wrappers import KerasClassifier, KerasRegressor
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold, RandomizedSearchCV, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

def build(units=32, rate=0.01, activation="relu"):
    model = keras.Sequential([layers.Input((10,)), layers.Dense(units, activation), layers.Dense(1, "sigmoid")])
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy")
    return model

def bare(units=32):
    return keras.Sequential([layers.Input((10,)), layers.Dense(units, "relu"), layers.Dense(3, "softmax")])

labels = (x[:, 0] * 3).astype(int)
"""

RUNS = """
# a function
KerasClassifier(build, epochs=5).fit(x, y)
#> Adam(0.01) binary_crossentropy 5 32 100

# by keyword
KerasClassifier(model=build, epochs=5).fit(x, y)
#> Adam(0.01) binary_crossentropy 5 32 100

# by its old keyword
KerasClassifier(build_fn=build, nb_epoch=5).fit(x, y)
#> Adam(0.01) binary_crossentropy 5 32 100

# members of a committee
v = VotingClassifier([("a", KerasClassifier(build, epochs=5)), ("b", LogisticRegression())], voting="soft")
v.fit(x, y).predict(x)
#> Adam(0.01) binary_crossentropy 5 32 100

# each of them
nets = [(str(i), KerasClassifier(build, epochs=i)) for i in (2, 3)]
StackingClassifier(estimators=nets).fit(x, y)
#> Adam(0.01) binary_crossentropy 2 32 40
#> Adam(0.01) binary_crossentropy 3 32 60

# a lambda
KerasClassifier(lambda: build(rate=1.0)).fit(x, y)
#> Adam(1) binary_crossentropy 1 32 20

# one epoch unless told
KerasClassifier(build).fit(x, y)
#> Adam(0.01) binary_crossentropy 1 32 20

# of the call
KerasClassifier(build, epochs=5).fit(x, y, epochs=2, batch_size=64)
#> Adam(0.01) binary_crossentropy 2 64 20

# of fit
KerasClassifier(build, fit__epochs=5).fit(X=x, y=y)
#> Adam(0.01) binary_crossentropy 5 32 100

# routed
KerasClassifier(build, model__rate=0.5, batch_size=10).fit(x, y)
#> Adam(0.5) binary_crossentropy 1 10 64

# plain
KerasClassifier(build, rate=0.5).fit(x, y)
#> Adam(0.5) binary_crossentropy 1 32 20

# set later
k = KerasClassifier(build)
k.set_params(epochs=4, model__rate=2)
k.fit(x, y)
#> Adam(2) binary_crossentropy 4 32 80

# a model
KerasClassifier(build(rate=0.5), epochs=2).fit(x, y)
#> Adam(0.5) binary_crossentropy 2 32 40

# a partial function
from functools import partial
KerasClassifier(partial(build, rate=0.5)).fit(x, y)
#> Adam(0.5) binary_crossentropy 1 32 20

# a partial wrapper
from functools import partial
partial(KerasRegressor, build, epochs=3)().fit(x, y)
#> Adam(0.01) binary_crossentropy 3 32 60

# compiled by the wrapper
KerasClassifier(bare, loss='sparse_categorical_crossentropy', optimizer='adam', epochs=3).fit(x, labels)
#> Adam(0.001) sparse_categorical_crossentropy 3 32 60

# with parameters
KerasClassifier(bare, loss='mse', optimizer='sgd', optimizer__learning_rate=0.5).fit(x, labels)
#> SGD(0.5) mean_squared_error 1 32 20

# with a class
sgd = keras.optimizers.SGD
KerasClassifier(bare, loss=keras.losses.MeanSquaredError, optimizer=sgd, optimizer__lr=0.5).fit(x, labels)
#> SGD(0.5) mean_squared_error 1 32 20

# with an object
KerasClassifier(bare, loss='mse', optimizer=keras.optimizers.SGD(0.25)).fit(x, labels)
#> SGD(0.25) mean_squared_error 1 32 20

# with Keras's default
KerasClassifier(bare, loss='mse').fit(x, labels)
#> RMSprop(0.001) mean_squared_error 1 32 20

# what the function is told
def made(meta, compile_kwargs, units=4):
    model = keras.Sequential([layers.Dense(meta['n_features_in_'])])
    model.compile(loss=compile_kwargs['loss'], optimizer=compile_kwargs['optimizer'])
    return model
KerasRegressor(made, loss='mae', optimizer='sgd', optimizer__learning_rate=0.5).fit(x, y)
#> SGD(0.5) mean_absolute_error 1 32 20

# a class
class Net(KerasClassifier):
    def __init__(self, rate=0.5, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate
    def _keras_build_fn(self, compile_kwargs):
        return build(rate=self.rate)
Net(epochs=3).fit(x, y)
#> Adam(0.5) binary_crossentropy 3 32 60

# of a class that builds
class Maker:
    def __call__(self, rate):
        return build(rate=rate)
KerasClassifier(Maker(), rate=0.5).fit(x, y)
#> Adam(0.5) binary_crossentropy 1 32 20

# of a method
class Maker:
    def make(self, rate):
        return build(rate=rate)
KerasClassifier(Maker().make, rate=0.5).fit(x, y)
#> Adam(0.5) binary_crossentropy 1 32 20

# Keras 2's
from keras.wrappers.scikit_learn import KerasClassifier
KerasClassifier(build_fn=build, rate=0.5, epochs=2, verbose=0).fit(x, y)
#> Adam(0.5) binary_crossentropy 2 32 40

# TensorFlow's
from tensorflow.keras.wrappers.scikit_learn import KerasRegressor
KerasRegressor(build, nb_epoch=2).fit(x, y)
#> Adam(0.01) binary_crossentropy 2 32 40

# Keras 3's
def made(X, y, rate):
    return build(rate=rate)
keras.wrappers.SKLearnRegressor(model=made, model_kwargs={'rate': 0.5}, fit_kwargs={'epochs': 3}).fit(x, y)
#> Adam(0.5) binary_crossentropy 3 32 60

# in a pipeline
Pipeline([('s', StandardScaler()), ('net', KerasClassifier(build, epochs=2))]).fit(x, y)
#> Adam(0.01) binary_crossentropy 2 32 40

# with the pipeline's arguments
make_pipeline(StandardScaler(), KerasClassifier(build)).fit(x, y, kerasclassifier__epochs=4)
#> Adam(0.01) binary_crossentropy 4 32 80

# in another regressor
TransformedTargetRegressor(KerasRegressor(build, epochs=2), transformer=StandardScaler()).fit(x, y)
#> Adam(0.01) binary_crossentropy 2 32 40

# through a function
def evaluate(estimator):
    estimator.fit(x, y)
    return estimator.score(x, y)
evaluate(KerasClassifier(build))
#> Adam(0.01) binary_crossentropy 1 32 20

# in a search
GridSearchCV(KerasClassifier(build, epochs=3), {}).fit(x, y)
#> Adam(0.01) binary_crossentropy 3 32 60 swept

# among candidates
GridSearchCV(KerasClassifier(build), {'epochs': [1, 2], 'model__rate': [1.0, 2.0]}).fit(x, y)
#> Adam binary_crossentropy 32 swept

# one candidate
GridSearchCV(KerasClassifier(build), dict(epochs=[7], batch_size=[16, 64])).fit(x, y)
#> Adam(0.01) binary_crossentropy 7 swept

# drawn candidates
RandomizedSearchCV(KerasClassifier(build), param_distributions={'model__rate': [1.0, 2.0]}).fit(x, y)
#> Adam binary_crossentropy 1 32 20 swept

# candidates of a step
p = Pipeline([('net', KerasClassifier(build))])
GridSearchCV(p, {'net__model__rate': [1.0, 2.0]}).fit(x, y)
#> Adam binary_crossentropy 1 32 20 swept

# candidates of a class
class Net(KerasClassifier):
    def _keras_build_fn(self, rate=3.0):
        return build(rate=rate)
GridSearchCV(Net(), {'rate': [1.0, 2.0]}).fit(x, y)
#> Adam binary_crossentropy 1 32 20 swept
"""


def shown(script: str) -> list[str]:
    """Runs without the words that all of them have."""
    found = []
    for line in runs(HEADER + script):
        words = [word.rpartition("=")[2] for word in line.split() if not word.startswith("total_steps")]
        found.append(" ".join(words[1:]))
    return found


@pytest.mark.parametrize(("script", "expected"), cases(RUNS))
def test_runs(script: str, expected: list[str]) -> None:
    assert shown(script) == expected


def test_folds_are_parts_of_the_rows() -> None:
    (run,) = program(HEADER + "cross_val_score(KerasClassifier(build, epochs=3), x, y, cv=KFold(5))").runs
    assert run.epochs.get() == 3
    assert [loop.rebuilds for loop in run.loops] == [True]
    assert not run.swept


@pytest.mark.parametrize(
    ("make", "expected"),
    {
        "numbers": ("KerasRegressor(build)", "continuous (640,)"),
        "classes": ("KerasClassifier(build)", "integer classes 2 (640,)"),
        "spread out": ("KerasClassifier(bare, loss='categorical_crossentropy')", "one-hot 2 (640, 2)"),
        "numbered": ("KerasClassifier(bare, loss='sparse_categorical_crossentropy')", "integer classes 2 (640,)"),
        "spread out by Keras 3": ("keras.wrappers.SKLearnClassifier(lambda X, y: build())", "one-hot 2 (640, 2)"),
    }.values(),
)
def test_targets(make: str, expected: str) -> None:
    word = "np.random.rand(640)" if "Regressor" in make else "y"
    (run,) = called(HEADER + f"{make}.fit(x, {word})")
    (target,) = run.targets
    assert f"{target.kind.value} {target.classes or ''} {target.shape}".replace("  ", " ") == expected


def test_labels_start_at_zero() -> None:
    (run,) = program(HEADER + "KerasClassifier(build).fit(x, y + 1)").runs
    assert (run.targets[0].stats.lo, run.targets[0].stats.hi) == (0.0, 1.0)


def test_each_fit_makes_a_new_model() -> None:
    found = program(HEADER + "k = KerasClassifier(build)\nk.fit(x, y)\nk.fit(x, y)")
    assert [run.total_steps.get() for run in found.runs] == [20, 20]


@pytest.mark.parametrize("again", ["k.partial_fit(x, y)", "k.set_params(warm_start=True)\nk.fit(x, y)"])
def test_unless_it_goes_on(again: str) -> None:
    found = program(HEADER + f"k = KerasClassifier(build)\nk.fit(x, y)\n{again}")
    assert [run.total_steps.get() for run in found.runs] == [40, 40]


def test_places_are_those_of_the_parameters() -> None:
    script = "k = KerasRegressor(bare, loss='mse',\n  optimizer='sgd',\n  optimizer__learning_rate=5)\nk.fit(x, y)\n"
    (run,) = called(HEADER + script)
    assert run.optimizer is not None
    assert run.optimizer.learning_rate.site.value == "5"  # type: ignore[union-attr]  # the node
    assert run.losses[0].site.value == "'mse'"  # type: ignore[attr-defined]


def test_the_network_is_the_functions() -> None:
    assert (
        network(HEADER + "KerasClassifier(build, model__units=7).fit(x, y)")
        == "Dense 7 relu > Dense 1 sigmoid = (None,1)"
    )


def test_an_unknown_model_is_none() -> None:
    assert runs(HEADER + "import elsewhere\nKerasClassifier(elsewhere.build, epochs=1).fit(x, y)") == []


def test_scores_are_predictions() -> None:
    found = program(
        HEADER + "k = KerasClassifier(build)\nk.fit(x, y)\nprint(k.score(x, y))\nk.predict(x)\nk.model_.save('m')"
    )
    assert [one.call for one in found.predictions] == ["evaluate", "predict"]
    assert all(run.results_used for run in found.runs)
    assert drawn(found.networks[0]).startswith("Dense 32")


def test_what_a_classifier_decoded_isnt_read_again() -> None:
    found = program(
        HEADER + "k = KerasClassifier(build).fit(x, y)\nk.predict(x) > 0.7\nnp.argmax(k.predict_proba(x), axis=1)"
    )
    assert [one.decodings for one in found.predictions] == [(), ()]


def test_what_a_regressor_says_is_read() -> None:
    found = program(HEADER + "k = KerasRegressor(build).fit(x, y)\nk.predict(x) > 0.7")
    assert [len(one.decodings) for one in found.predictions] == [1]
