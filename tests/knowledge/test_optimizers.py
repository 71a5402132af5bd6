"""Optimizers and schedules, held against Keras and TensorFlow."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.api import Fact, Schedule, Site
from zerolint.knowledge import optimizers, schedules
from zerolint.rules._schedules import rate_at

HELPERS = ("MultiOptimizer", "Optimizer", "OptimizerMap", "deserialize", "get", "serialize")


def test_every_optimizer_is_there(tabled_keras: Any, public: Any, positional: Any, defaults: Any) -> None:
    for name, thing in public(tabled_keras.optimizers):
        if name in HELPERS:
            continue
        row = optimizers.of(f"keras.optimizers.{name}")
        assert row is not None, name
        ours = optimizers.positional(f"keras.optimizers.{name}")
        assert positional(thing)[: len(ours)] == ours, name
        assert defaults(thing).get("learning_rate") == row.learning_rate, name
        assert defaults(thing).get("momentum") == row.momentum, name


def test_tensorflow_1(tensorflow: Any, positional: Any, defaults: Any) -> None:
    for name in optimizers._TF1:
        thing = getattr(tensorflow.compat.v1.train, name)
        ours = optimizers.positional(f"tensorflow.train.{name}")
        real = tuple(optimizers.parameter(parameter) for parameter in positional(thing))
        assert real[: len(ours)] == ours, name
        row = optimizers.of(f"tensorflow.train.{name}")
        assert row is not None
        assert defaults(thing).get("learning_rate") == row.learning_rate, name


def test_rejected_and_ignored(keras: Any) -> None:
    for name in optimizers.REJECTED:
        with pytest.raises(ValueError, match="not recognized"):
            keras.optimizers.SGD(**{name: 0.1})
    for name in optimizers.IGNORED:
        with pytest.warns(UserWarning, match="ignored"):
            keras.optimizers.SGD(**{name: 0.1})


def test_every_schedule_is_there(keras: Any, public: Any, positional: Any, defaults: Any) -> None:
    for name, thing in public(keras.optimizers.schedules):
        row = schedules.of(f"keras.optimizers.schedules.{name}")
        if row is None:
            assert name in ("LearningRateSchedule", "deserialize", "serialize")
            continue
        ours = schedules.positional(name)
        assert positional(thing)[: len(ours)] == ours, name
        assert {key: defaults(thing)[key] for key, _ in row.defaults} == dict(row.defaults), name


def test_spellings() -> None:
    adam = optimizers.of("adam")
    assert adam is not None
    assert adam.adaptive
    assert optimizers.of("ADAM") == optimizers.of("keras.optimizers.Adam") == adam
    assert optimizers.positional("keras.optimizers.SGD", keras=1)[:3] == ("learning_rate", "momentum", "decay")
    assert optimizers.positional("tensorflow_addons.optimizers.AdamW")[0] == "weight_decay"
    assert optimizers.of("mylib.Adam") is None
    assert optimizers.parameter("lr") == "learning_rate"
    row = optimizers.of("keras.optimizers.Adadelta")
    assert row is not None
    assert (row.learning_rate, row.learning_rate_keras2, row.learning_rate_keras1) == (0.001, 0.001, 1.0)
    assert schedules.positional("tensorflow.train.exponential_decay")[1] == "global_step"


SCHEDULES = (
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "decay_rate": 0.5}),
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "decay_rate": 0.5, "staircase": True}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "decay_rate": 2}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "decay_rate": 2, "staircase": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 20}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "end_learning_rate": 0.01, "power": 2.0}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 20}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "alpha": 0.1, "warmup_steps": 10}),
    ("CosineDecay", {"initial_learning_rate": 0.0, "decay_steps": 20, "warmup_target": 0.1, "warmup_steps": 10}),
)


@pytest.mark.parametrize(("kind", "given"), SCHEDULES)
def test_rate_at_a_step(keras: Any, kind: str, given: dict[str, Any]) -> None:
    row = schedules.of(kind)
    assert row is not None
    facts = {**dict(row.defaults), **given}
    schedule = Schedule(kind, Site(None), tuple((name, Fact(value)) for name, value in facts.items()))
    real = getattr(keras.optimizers.schedules, kind)(**given)
    for step in (0, 1, 5, 10, 15, 19, 20, 25, 30, 100):
        assert rate_at(schedule, step) == pytest.approx(float(real(step)), rel=1e-4, abs=1e-8), step
