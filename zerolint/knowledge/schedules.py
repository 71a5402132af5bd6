"""Learning-rate schedules: parameters in order, where the first rate stands, how the rate goes.

`of("keras.optimizers.schedules.ExponentialDecay")`, `of("tensorflow.train.exponential_decay")`.
"""

from __future__ import annotations

from typing import NamedTuple


class Schedule(NamedTuple):
    """What is known of a schedule."""

    name: str
    positional: str
    initial: str = "initial_learning_rate"
    """The parameter that holds the rate of the first step ('' where it is the first element of `values`)."""
    peak: str = ""
    """The parameter that holds a higher rate than the first one, if there is such."""
    span: str = "decay_steps"
    """The parameter that says over how many steps it goes."""
    defaults: tuple[tuple[str, float | bool | None], ...] = ()
    falls_to: str = ""
    """The parameter that holds what it goes down to: a rate (`end_learning_rate`) or a fraction (`alpha`)."""


_DECAY = "initial_learning_rate decay_steps decay_rate staircase"

SCHEDULES: dict[str, Schedule] = {
    row.name: row
    for row in (
        Schedule(
            "CosineDecay",
            "initial_learning_rate decay_steps alpha name warmup_target warmup_steps",
            peak="warmup_target",
            defaults=(("alpha", 0.0), ("warmup_target", None), ("warmup_steps", 0)),
            falls_to="alpha",
        ),
        Schedule(
            "CosineDecayRestarts",
            "initial_learning_rate first_decay_steps t_mul m_mul alpha",
            span="first_decay_steps",
            defaults=(("t_mul", 2.0), ("m_mul", 1.0), ("alpha", 0.0)),
            falls_to="alpha",
        ),
        Schedule("ExponentialDecay", _DECAY, defaults=(("staircase", False),)),
        Schedule("InverseTimeDecay", _DECAY, defaults=(("staircase", False),)),
        Schedule("PiecewiseConstantDecay", "boundaries values", initial="", span="boundaries"),
        Schedule(
            "PolynomialDecay",
            "initial_learning_rate decay_steps end_learning_rate power cycle",
            defaults=(("end_learning_rate", 0.0001), ("power", 1.0), ("cycle", False)),
            falls_to="end_learning_rate",
        ),
    )
}

_CYCLE = "initial_learning_rate maximal_learning_rate step_size"

ADDONS: dict[str, Schedule] = {
    "CyclicalLearningRate": Schedule(
        "CyclicalLearningRate", f"{_CYCLE} scale_fn scale_mode", peak="maximal_learning_rate", span="step_size"
    ),
    "ExponentialCyclicalLearningRate": Schedule(
        "ExponentialCyclicalLearningRate",
        f"{_CYCLE} scale_mode gamma",
        peak="maximal_learning_rate",
        span="step_size",
        defaults=(("gamma", 1.0),),
    ),
    "Triangular2CyclicalLearningRate": Schedule(
        "Triangular2CyclicalLearningRate", f"{_CYCLE} scale_mode", peak="maximal_learning_rate", span="step_size"
    ),
    "TriangularCyclicalLearningRate": Schedule(
        "TriangularCyclicalLearningRate", f"{_CYCLE} scale_mode", peak="maximal_learning_rate", span="step_size"
    ),
}

# tf.train's functions of TensorFlow 1: name → (class, parameters under today's names).
_TF1: dict[str, tuple[str, str]] = {
    "cosine_decay": ("CosineDecay", "initial_learning_rate global_step decay_steps alpha"),
    "cosine_decay_restarts": ("CosineDecayRestarts", "initial_learning_rate global_step first_decay_steps t_mul m_mul"),
    "exponential_decay": ("ExponentialDecay", "initial_learning_rate global_step decay_steps decay_rate staircase"),
    "inverse_time_decay": ("InverseTimeDecay", "initial_learning_rate global_step decay_steps decay_rate staircase"),
    "piecewise_constant": ("PiecewiseConstantDecay", "global_step boundaries values"),
    "piecewise_constant_decay": ("PiecewiseConstantDecay", "global_step boundaries values"),
    "polynomial_decay": (
        "PolynomialDecay",
        "initial_learning_rate global_step decay_steps end_learning_rate power cycle",
    ),
}


def of(spelling: str) -> Schedule | None:
    """The row of a canonical path or class name; None if it's no schedule that is known."""
    place, _, leaf = spelling.rpartition(".")
    if place == "tensorflow_addons.optimizers":
        return ADDONS.get(leaf)
    if place == "tensorflow.train":
        return SCHEDULES[_TF1[leaf][0]] if leaf in _TF1 else None
    return SCHEDULES.get(leaf) if place in ("", "keras.optimizers.schedules") else None


def positional(spelling: str) -> tuple[str, ...]:
    """Names of the positional parameters of this spelling, in order."""
    place, _, leaf = spelling.rpartition(".")
    if place == "tensorflow.train":
        return tuple(_TF1[leaf][1].split()) if leaf in _TF1 else ()
    row = of(spelling)
    return tuple(row.positional.split()) if row else ()
