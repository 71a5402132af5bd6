"""How Keras's learning-rate schedules go: the rate at a step, from the formulas of `keras.optimizers.schedules`."""

from __future__ import annotations

from math import cos, floor, pi

from zerolint.api import Schedule

from ._values import as_number


def rate_at(schedule: Schedule, step: int) -> float | None:
    """The learning rate at an optimizer step; None for other kinds, restarts, cycles, and where a number is unknown."""
    initial, span = _number(schedule, "initial_learning_rate"), _number(schedule, "decay_steps")
    if initial is None or span is None or span <= 0:
        return None
    match schedule.kind:
        case "ExponentialDecay" | "InverseTimeDecay":
            return _decaying(schedule, initial, step / span)
        case "CosineDecay":
            return _cosine(schedule, initial, span, step)
        case "PolynomialDecay":
            end, power = _number(schedule, "end_learning_rate"), _number(schedule, "power")
            if end is None or power is None or schedule.get("cycle") is not False:
                return None
            return float((initial - end) * (1 - min(step / span, 1.0)) ** power + end)
    return None


def _decaying(schedule: Schedule, initial: float, passed: float) -> float | None:
    rate, staircase = _number(schedule, "decay_rate"), schedule.get("staircase")
    if rate is None or rate < 0 or not isinstance(staircase, bool):
        return None
    if staircase:
        passed = floor(passed)
    try:
        return float(initial * rate**passed) if schedule.kind == "ExponentialDecay" else initial / (1 + rate * passed)
    except OverflowError:
        return None


def _cosine(schedule: Schedule, initial: float, span: float, step: int) -> float | None:
    """After a warm-up, if there is one, half a cosine down to `alpha` times the highest rate."""
    alpha, warm = _number(schedule, "alpha"), _number(schedule, "warmup_steps")
    top = schedule.fact("warmup_target")
    highest = _number(schedule, "warmup_target") if top.get() is not None else initial
    if alpha is None or warm is None or highest is None or not top.known:
        return None
    if top.get() is None:
        warm = 0.0
    elif step < warm:
        return initial + (highest - initial) * step / warm
    passed = min((step - warm) / span, 1.0)
    return highest * ((1 - alpha) * (1 + cos(pi * passed)) / 2 + alpha)


def _number(schedule: Schedule, name: str) -> float | None:
    return as_number(schedule.get(name))
