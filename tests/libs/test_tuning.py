"""KerasTuner: what a search fits, and the models that are built with what it found."""

from __future__ import annotations

import pytest
from libs.training import called

BUILD = """
import keras_tuner as kt
def build(hp):
    model = keras.Sequential([keras.Input((10,))])
    for i in range(hp.Int("layers", 1, 3)):
        model.add(layers.Dense(hp.Int("units", 32, 512, step=32), activation="relu"))
    model.add(layers.Dense(hp.Fixed("out", 1), activation="sigmoid"))
    model.compile(keras.optimizers.Adam(hp.Choice("rate", [1e-2, 1e-3])), loss="binary_crossentropy")
    return model
"""
SUBCLASS = BUILD.replace("def build", "class Search(kt.HyperModel):\n  def build").replace("(hp):", "(self, hp):")
FITS = """
  def fit(self, hp, model, *args, **kwargs):
    return model.fit(*args, batch_size=16, **kwargs)
"""
SEARCH = "tuner = kt.{kind}({what}, objective='val_loss')\ntuner.search(x, y, epochs=4, validation_split=0.2)\n"


@pytest.mark.parametrize(
    ("script", "kind", "what", "size"),
    [
        (BUILD, "RandomSearch", "build", 32),
        (BUILD, "tuners.BayesianOptimization", "hypermodel=build", 32),
        (BUILD, "Hyperband", "build", 32),
        (SUBCLASS, "GridSearch", "Search()", 32),
        (SUBCLASS + FITS, "GridSearch", "Search()", 16),
    ],
)
def test_a_search_fits(script: str, kind: str, what: str, size: int) -> None:
    """How long a trial trains is no fault: the model that is chosen is trained anew or further."""
    (run,) = called(script + SEARCH.format(kind=kind, what=what))
    assert (run.epochs.get(), run.batch_size.get()) == (None, size)
    assert [loss.name for loss in run.losses] == ["binary_crossentropy"]
    assert [head.units.get() for head in run.network.heads] == [1]
    assert run.optimizer is not None
    assert run.optimizer.learning_rate.get() is None
    assert [data.shape for data in (*run.inputs, *run.targets)] == [(640, 10), (640,)]


@pytest.mark.parametrize(
    "then",
    [
        "best = tuner.get_best_hyperparameters(num_trials=1)[0]\nmodel = tuner.hypermodel.build(best)",
        "model = build(tuner.get_best_hyperparameters()[0])",
        "model = tuner.get_best_models(num_models=1)[0]",
    ],
)
def test_the_best_is_fitted_once_more(then: str) -> None:
    first, second = called(
        f"{BUILD}{SEARCH.format(kind='RandomSearch', what='build')}{then}\nmodel.fit(x, y, epochs=9)"
    )
    assert (first.epochs.get(), second.epochs.get()) == (None, 9)
    assert (first.network.identity is second.network.identity) == ("get_best_models" in then)


def test_what_a_tuner_compiles_anew_is_not_followed() -> None:
    assert called(f"{BUILD}tuner = kt.RandomSearch(build, 'val_loss', loss='mse')\ntuner.search(x, y)") == []
