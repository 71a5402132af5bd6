"""Works a formula out on small made-up targets and predictions, in plain Python: which way does a loss pull?

`None` wherever the formula holds something that isn't understood here; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import exp, inf, log, prod, sqrt, tanh
from random import Random
from typing import Final, NamedTuple

from zerolint.api import Formula

ROWS: Final = 6
DRAWS: Final = 3
STAND_IN: Final = 3
"""The size that stands for an axis whose own isn't known, or is large."""


class Tensor(NamedTuple):
    """Numbers in row-major order."""

    shape: tuple[int, ...]
    values: list[float]


class NotUnderstoodError(Exception):
    """The formula holds something that can't be worked out here."""


# -- which way it pulls -----------------------------------------------------------------------------------------


def rewards_agreement(formula: Formula, *, labels: bool, one_hot: bool = False) -> bool | None:
    """Whether the formula is largest where predictions and targets agree; None if it can't be worked out.

    `labels`: targets of 0 and 1 and predictions between, exactly one 1 a row if they are `one_hot`; else any numbers.
    """
    rng = Random(0)
    try:
        return all(_rewards(formula, _targets(formula, rng, labels, one_hot), rng, labels) for _ in range(DRAWS))
    except (NotUnderstoodError, ArithmeticError, ValueError, IndexError):
        return None


def _rewards(formula: Formula, target: Tensor, rng: Random, labels: bool) -> bool:
    """Agreement gives more than all else; a result that still grows beyond agreement isn't a measure of it."""
    if labels:
        close, half, apart = (Tensor(target.shape, [f(v) for v in target.values]) for f in (_near, _half, _far))
        beyond: list[Tensor] = []
    else:
        close = Tensor(target.shape, [v + rng.gauss(0, 0.01) for v in target.values])
        half, apart = (Tensor(target.shape, [f(v) for v in target.values]) for f in (_shifted, _opposite))
        beyond = [Tensor(target.shape, [2 * v for v in target.values])]
    score, middle, worst = (_mean(_work_out(formula, target, each)) for each in (close, half, apart))
    further = [_mean(_work_out(formula, target, each)) for each in beyond]
    margin = 1e-3 * max(1.0, abs(score))
    return score > middle + margin and score > worst + margin and all(each <= score + margin for each in further)


def _near(value: float) -> float:
    return 0.95 * value + 0.5 * 0.05


def _half(value: float) -> float:
    return 0.5


def _far(value: float) -> float:
    return 0.975 - 0.95 * value


def _shifted(value: float) -> float:
    return 0.3 - 0.2 * value


def _opposite(value: float) -> float:
    return -value


def _mean(found: Tensor) -> float:
    mean = sum(found.values) / len(found.values)
    if mean != mean or abs(mean) == inf:
        raise NotUnderstoodError
    return mean


def _targets(formula: Formula, rng: Random, labels: bool, one_hot: bool) -> Tensor:
    shape = _shape(formula)
    if not labels:
        return Tensor(shape, [rng.gauss(0, 1) for _ in range(prod(shape))])
    if one_hot and shape[-1] > 1:
        rows = [rng.randrange(shape[-1]) for _ in range(prod(shape[:-1]))]
        return Tensor(shape, [float(i == row) for row in rows for i in range(shape[-1])])
    return Tensor(shape, [float(i % 2 == 0 or rng.random() < 0.3) for i in range(prod(shape))])


def _shape(formula: Formula) -> tuple[int, ...]:
    known = [part.shape for part in formula.walk() if part.op in ("y_pred", "y_true") and part.shape]
    if not known:
        return (ROWS, STAND_IN)
    shape = max(known, key=len)
    return (ROWS, *(dim if dim is not None and 0 < dim <= STAND_IN else STAND_IN for dim in shape[1:]))


# -- working it out ---------------------------------------------------------------------------------------------


def _work_out(formula: Formula, target: Tensor, predicted: Tensor) -> Tensor:
    known: dict[int, Tensor] = {}
    data = [part for part in formula.walk() if part.op == "data" and part.value is None]
    if len(data) > 1 or (data and any(part.op == "y_true" for part in formula.walk())):
        raise NotUnderstoodError

    def value(part: Formula) -> Tensor:
        found = known.get(id(part))
        if found is None:
            found = known[id(part)] = _leaf(part, target, predicted) or _apply(part, [value(o) for o in part.operands])
        return found

    return value(formula)


def _leaf(part: Formula, target: Tensor, predicted: Tensor) -> Tensor | None:
    if part.value is not None:
        return Tensor((), [part.value])
    match part.op:
        case "y_pred":
            return predicted
        case "y_true" | "data":
            return target
        case "unknown" | "opaque" | "tensor":
            raise NotUnderstoodError
    return None


def _apply(part: Formula, operands: list[Tensor]) -> Tensor:
    if not part.certain:
        raise NotUnderstoodError
    if part.op in ELEMENTWISE:
        return _spread(ELEMENTWISE[part.op], operands)
    if part.op in REDUCING:
        return _reduced(REDUCING[part.op], operands[0], part.axis, part.keepdims)
    if part.op in ("flatten", "reshape"):
        return _flat(part, operands[0])
    if part.op in ("softmax", "l2_normalize"):
        return _rowwise(SCALING[part.op], operands[0], part.axis or ((-1,) if part.op == "softmax" else None))
    if part.op == "loss" and part.name in LOSSES and not part.logits:
        return _spread_last(LOSSES[part.name], operands)
    if part.op in AGREEMENT:
        return _reduced(lambda errors: 1 - sum(errors) / len(errors), _spread(_squared, operands[:2]), None, False)
    raise NotUnderstoodError


def _flat(part: Formula, operand: Tensor) -> Tensor:
    if part.op == "reshape" and (part.shape is None or len(part.shape) != 1):
        raise NotUnderstoodError
    return Tensor((len(operand.values),), operand.values)


def _spread(function: Callable[..., float], operands: Sequence[Tensor]) -> Tensor:
    """Element by element, broadcast."""
    shape = operands[0].shape
    for other in operands[1:]:
        shape = _common(shape, other.shape)
    columns = [_broadcast(operand, shape) for operand in operands]
    return Tensor(shape, [function(*row) for row in zip(*columns, strict=True)])


def _common(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    rank = max(len(first), len(second))
    a, b = (1,) * (rank - len(first)) + first, (1,) * (rank - len(second)) + second
    if any(x != y and 1 not in (x, y) for x, y in zip(a, b, strict=True)):
        raise NotUnderstoodError
    return tuple(max(x, y) for x, y in zip(a, b, strict=True))


def _broadcast(operand: Tensor, shape: tuple[int, ...]) -> list[float]:
    if operand.shape == shape:
        return operand.values
    own = (1,) * (len(shape) - len(operand.shape)) + operand.shape
    return [
        operand.values[_position(tuple(0 if dim == 1 else i for i, dim in zip(index, own, strict=True)), own)]
        for index in product(*(range(dim) for dim in shape))
    ]


def _position(index: tuple[int, ...], shape: tuple[int, ...]) -> int:
    at = 0
    for i, dim in zip(index, shape, strict=True):
        at = at * dim + i
    return at


def _groups(operand: Tensor, axis: tuple[int, ...] | None) -> tuple[tuple[int, ...], dict[tuple[int, ...], list[int]]]:
    """The axes that go, and the positions that come together for each place of the others."""
    rank = len(operand.shape)
    gone = tuple(range(rank)) if axis is None else tuple(each % rank for each in axis if -rank <= each < rank)
    if axis is not None and len(gone) != len(axis):
        raise NotUnderstoodError
    together: dict[tuple[int, ...], list[int]] = {}
    for at, index in enumerate(product(*(range(dim) for dim in operand.shape))):
        together.setdefault(tuple(0 if i in gone else v for i, v in enumerate(index)), []).append(at)
    return gone, together


def _reduced(
    function: Callable[[list[float]], float], operand: Tensor, axis: tuple[int, ...] | None, keepdims: bool
) -> Tensor:
    gone, together = _groups(operand, axis)
    kept = tuple(1 if i in gone else dim for i, dim in enumerate(operand.shape) if keepdims or i not in gone)
    return Tensor(kept, [function([operand.values[i] for i in places]) for places in together.values()])


def _rowwise(function: Callable[[list[float]], list[float]], operand: Tensor, axis: tuple[int, ...] | None) -> Tensor:
    _, together = _groups(operand, axis)
    values = list(operand.values)
    for places in together.values():
        for place, value in zip(places, function([operand.values[i] for i in places]), strict=True):
            values[place] = value
    return Tensor(operand.shape, values)


def _spread_last(function: Callable[[list[float], list[float]], float], operands: Sequence[Tensor]) -> Tensor:
    """A loss of Keras: one number for each row."""
    true, pred = operands
    if true.shape != pred.shape or not true.shape:
        raise NotUnderstoodError
    width = true.shape[-1]
    rows = range(0, len(true.values), width)
    return Tensor(true.shape[:-1], [function(true.values[i : i + width], pred.values[i : i + width]) for i in rows])


# -- operations -------------------------------------------------------------------------------------------------


def _squared(a: float, b: float) -> float:
    return (a - b) ** 2


def _cross_entropy(true: list[float], pred: list[float]) -> float:
    return -sum(t * _log(p) + (1 - t) * _log(1 - p) for t, p in zip(true, pred, strict=True)) / len(true)


def _log(value: float) -> float:
    return log(max(value, 1e-7))


def _cosine(true: list[float], pred: list[float]) -> float:
    both = zip(_unit(true), _unit(pred), strict=True)
    return -sum(t * p for t, p in both)


def _unit(values: list[float]) -> list[float]:
    length = sqrt(sum(v * v for v in values)) or 1.0
    return [v / length for v in values]


def _shares(values: list[float]) -> list[float]:
    raised = [exp(v - max(values)) for v in values]
    return [v / sum(raised) for v in raised]


def _std(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((v - mean) ** 2 for v in values) / len(values))


ELEMENTWISE: Final[Mapping[str, Callable[..., float]]] = {
    "abs": abs,
    "add": lambda a, b: a + b,
    "cast": lambda a: a,
    "clip": lambda a, low, high: min(max(a, low), high),
    "divide": lambda a, b: a / b,
    "divide_no_nan": lambda a, b: a / b if b else 0.0,
    "exp": exp,
    "identity": lambda a: a,
    "log": log,
    "maximum": max,
    "minimum": min,
    "multiply": lambda a, b: a * b,
    "negative": lambda a: -a,
    "ones_like": lambda a: 1.0,
    "power": lambda a, b: a**b,
    "sigmoid": lambda a: 1 / (1 + exp(-a)),
    "sqrt": sqrt,
    "square": lambda a: a * a,
    "squared_difference": _squared,
    "subtract": lambda a, b: a - b,
    "tanh": tanh,
    "zeros_like": lambda a: 0.0,
}
REDUCING: Final[Mapping[str, Callable[[list[float]], float]]] = {
    "max": max,
    "mean": lambda values: sum(values) / len(values),
    "min": min,
    "norm": lambda values: sqrt(sum(v * v for v in values)),
    "std": _std,
    "sum": sum,
    "var": lambda values: _std(values) ** 2,
}
SCALING: Final[Mapping[str, Callable[[list[float]], list[float]]]] = {"l2_normalize": _unit, "softmax": _shares}
LOSSES: Final[Mapping[str, Callable[[list[float], list[float]], float]]] = {
    "binary_crossentropy": _cross_entropy,
    "categorical_crossentropy": lambda t, p: -sum(a * _log(b) for a, b in zip(t, p, strict=True)),
    "cosine_similarity": _cosine,
    "mean_absolute_error": lambda t, p: sum(abs(a - b) for a, b in zip(t, p, strict=True)) / len(t),
    "mean_squared_error": lambda t, p: sum((a - b) ** 2 for a, b in zip(t, p, strict=True)) / len(t),
}
AGREEMENT: Final = frozenset({"psnr", "ssim", "ssim_multiscale"})
"""Measures of pictures (`tf.image`) that grow with agreement."""
