"""Optimizers and schedules, held against Keras and TensorFlow."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import optimizers, schedules

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
