"""Formulas from terms: shapes and bounds are worked out from what is known of targets and predictions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp, inf, isfinite, log, log1p, sqrt, tanh
from typing import Any, Final, NamedTuple

from zerolint.interp.callables import LibRef
from zerolint.interp.containers import ListValue
from zerolint.interp.ranges import SliceValue
from zerolint.interp.values import Const, TupleValue, Unknown, Value
from zerolint.knowledge import activations, losses
from zerolint.knowledge.operations import PAIRED, REDUCTIONS
from zerolint.libs.arrays import Array
from zerolint.libs.keras.configured import Made
from zerolint.libs.keras.losing import Gradients, LossResult
from zerolint.libs.keras.tensors import Tensor
from zerolint.libs.terms import Term, holds
from zerolint.program.data import Data, Dim, Kind, Shape
from zerolint.program.formula import BATCH, Formula
from zerolint.program.network import Head

from .facts import data_of, site
from .paths import Resolver

TINY: Final = 1e-38
"""Below everything that an exponential gives: it is never 0 where a logarithm or a division asks."""
DEEPEST: Final = 200


class Leaf(NamedTuple):
    """What is known of the targets or predictions that a loss gets."""

    shape: Shape | None = None
    lo: float = -inf
    hi: float = inf


Leaves = Mapping[str, Leaf]


def prediction(head: Head | None) -> Leaf:
    """The predictions of a head."""
    if head is None:
        return Leaf()
    row = activations.of(head.activation.get() or "")
    shape = (BATCH, *head.shape[1:]) if head.shape else None
    if shape is None and head.units.get() is not None and not head.after:
        shape = (BATCH, head.units.get())
    return Leaf(shape) if row is None or head.scaled_after else Leaf(shape, row.lo, row.hi)


def targets(data: Data | None, predicted: Leaf, *, aligned: bool) -> Leaf:
    """The targets; `aligned`: Keras gives them the rank of the predictions, as it does for functions."""
    if data is None:
        return Leaf()
    shape = (BATCH, *data.shape[1:]) if data.shape else None
    one = {predicted.shape, shape} == {(BATCH,), (BATCH, 1)}
    lo, hi = data.stats.lo, data.stats.hi
    if data.labels and data.kind is not Kind.CLASSES:
        lo, hi = 0.0, 1.0
    return Leaf(predicted.shape if aligned and one else shape, -inf if lo is None else lo, inf if hi is None else hi)


def formula_of(
    r: Resolver, value: Value, leaves: Leaves, model: object = None, rows: frozenset[int | None] = frozenset()
) -> Formula:
    """The formula of what a loss returns, on this path.

    `model`: the one whose predictions are known; `rows`: how many samples there are, so that their axis is recognised.
    """
    return _Reading(r, leaves, model, rows | {None}).formula(value, 0)


class _Reading:
    """Terms become formulas, shared ones once."""

    def __init__(self, r: Resolver, leaves: Leaves, model: object, rows: frozenset[int | None]) -> None:
        self.r = r
        self.rows = rows
        self.model = model
        self.leaves = leaves
        self.made: dict[int, Formula] = {}
        self.kept: list[Value] = []

    def formula(self, value: Value, depth: int) -> Formula:
        value = self.r(value)
        found = self.made.get(id(value))
        if found is None:
            found = self.made[id(value)] = self._made(value, depth)
            self.kept.append(value)
        return found

    def _made(self, value: Value, depth: int) -> Formula:
        place = site(value.origin)
        if depth > DEEPEST:
            return Formula("opaque", place)
        if isinstance(value, Term):
            return self._term(value, depth)
        if isinstance(value, Const) and isinstance(value.value, (int, float)):
            number = float(value.value)
            return Formula("constant", place, value=number, lo=number, hi=number, shape=())
        if isinstance(value, Array):
            return self._data(value)
        if isinstance(value, Tensor):
            return Formula("tensor", place)
        if isinstance(value, (Gradients, LossResult)):  # of what a model makes of other inputs
            return Formula("opaque", place)
        if isinstance(value, Unknown):
            blind = value.of is None or holds(self.r.m, value, _may_learn)
            return Formula("opaque" if blind else "unknown", place)
        if isinstance(value, (ListValue, TupleValue)):
            items = tuple(self.formula(item, depth + 1) for item in self.r.m.iterate(value).different)
            return Formula("stack", place, items, certain=False)
        return Formula("unknown", place)

    def _data(self, value: Array) -> Formula:
        if value.trace is not None:  # a prediction that was made elsewhere
            return Formula("opaque", site(value.origin))
        data = data_of(self.r, value)
        lo, hi = data.stats.lo, data.stats.hi
        shape = data.shape
        if data.per_sample and shape and shape[0] in self.rows:
            shape = (BATCH, *shape[1:])
        low, high = -inf if lo is None else lo, inf if hi is None else hi
        exact = lo if shape == () and data.stats.constant else None
        return Formula("data", site(value.origin), value=exact, shape=shape, lo=low, hi=high)

    def _term(self, term: Term, depth: int) -> Formula:
        place = site(term.origin)
        if not term.operands:
            known = self.leaves.get(term.op, Leaf()) if term.settings.get("model") is self.model else Leaf()
            return Formula(term.op, place, shape=known.shape, lo=known.lo, hi=known.hi)
        operands = tuple(self.formula(value, depth + 1) for value in term.operands)
        places = tuple(site(node) for node in term.nodes) if len(term.nodes) == len(operands) else ()
        axis, certain = self._axis(term)
        keepdims = self.r.plain(term.settings.get("keepdims"), False) is True
        lo, hi = bounds(term.op, operands)
        shape = self._shape(term, operands, axis, keepdims) if certain else None
        return Formula(
            term.op, place, operands, places, name=term.name, logits=self._logits(term), backend=_of_backend(term),
            axis=axis, keepdims=keepdims, certain=certain, shape=shape, lo=lo, hi=hi,
        )  # fmt: skip

    def _logits(self, term: Term) -> bool:
        how = term.settings.get("how")
        if not isinstance(how, Made):
            return False
        row = losses.CALLS.get(how.path)
        given = self.r(how.fields.get("from_logits"))
        return given.value is True if isinstance(given, Const) else row is not None and row.logits is True

    def _axis(self, term: Term) -> tuple[tuple[int, ...] | None, bool]:
        """The axes, and whether they are known."""
        given = self.r(term.settings.get("axis"))
        if given is None or (isinstance(given, Const) and given.value is None):
            return None, True
        known = self.r.plain(given)
        if isinstance(known, int):
            return (known,), True
        if isinstance(known, (list, tuple)) and all(isinstance(each, int) for each in known):
            return tuple(known), True
        return None, False

    def _shape(
        self, term: Term, operands: tuple[Formula, ...], axis: tuple[int, ...] | None, keepdims: bool
    ) -> Shape | None:
        shapes = [operand.shape for operand in operands]
        op, first = term.op, shapes[0]
        if op in PAIRED or op in ("where", "clip"):
            return _broadcast(shapes)
        if op in REDUCTIONS:
            return _reduced(first, axis, keepdims)
        if op == "loss":
            return None if first is None else first[:-1] if term.name != "sparse_categorical_crossentropy" else None
        if op in ("concatenate", "stack", "matmul", "dot", "tensordot", "take", "one_hot", "transpose", "opaque"):
            return None
        if op in ("flatten", "ravel"):
            return (None,)
        if op == "reshape":
            wanted = self.r.plain(term.settings.get("shape"))
            return (
                (None,)
                if wanted in ([-1], (-1,), -1) and first != (BATCH,) and first != (BATCH, 1)
                else ((BATCH,) if wanted in ([-1], (-1,), -1) else None)
            )
        if op == "squeeze":
            return _squeezed(first, axis)
        if op == "expand_dims":
            return None if first is None or axis is None else _expanded(first, axis[0])
        if op == "index":
            return self._picked(first, term.settings.get("index"))
        return first if len(operands) == 1 else None

    def _picked(self, shape: Shape | None, index: Value | None) -> Shape | None:
        """`y_pred[:, 0]`, `y_true[..., tf.newaxis]`."""
        if shape is None or index is None:
            return None
        parts: list[Any] = [_index(one) for one in (index.items if isinstance(index, TupleValue) else (index,))]
        if NotImplemented in parts:
            return None
        if Ellipsis in parts:
            at = parts.index(Ellipsis)
            fill = len(shape) - sum(part is not None for part in parts) + 1
            parts = [*parts[:at], *[slice(None)] * max(fill, 0), *parts[at + 1 :]]
        out: list[Dim] = []
        left = list(shape)
        for part in parts:
            if part is None:
                out.append(1)
            elif not left:
                return None
            elif isinstance(part, slice):
                size = left.pop(0)
                whole = part == slice(None)
                out.append(size if whole else _sliced(part, size))
            elif isinstance(part, int):
                left.pop(0)
            else:
                return None
        return (*out, *left)


def _may_learn(value: Value) -> bool:
    """Whether it is made of the arguments of the loss, or of what a model makes of other inputs."""
    if isinstance(value, Array):
        return value.trace is not None
    return isinstance(value, (Gradients, LossResult, Tensor, Term))


def _index(value: Value) -> Any:
    """One part of an index as a Python object; NotImplemented where it isn't known."""
    if isinstance(value, SliceValue):
        known = value.constant()
        return NotImplemented if known is None else known
    if isinstance(value, LibRef) and value.path.endswith("newaxis"):
        return None
    plain = isinstance(value, Const) and (value.value is None or isinstance(value.value, (int, type(...))))
    return value.value if plain and isinstance(value, Const) else NotImplemented


def _sliced(part: slice, size: Dim) -> Dim:
    if size is None or size == BATCH:
        one = isinstance(part.start, int) and isinstance(part.stop, int) and part.stop - part.start == 1
        return 1 if one else None
    return len(range(*part.indices(size)))


def _broadcast(shapes: list[Shape | None]) -> Shape | None:
    known = [shape for shape in shapes if shape is not None]
    if len(known) < len(shapes) or not known:
        return None
    rank = max(map(len, known))
    padded = [(1,) * (rank - len(shape)) + shape for shape in known]
    return tuple(_dim(dims) for dims in zip(*padded, strict=True))


def _dim(dims: tuple[Dim, ...]) -> Dim:
    others = {dim for dim in dims if dim != 1}
    return others.pop() if len(others) == 1 else 1 if not others else None


def _reduced(shape: Shape | None, axis: tuple[int, ...] | None, keepdims: bool) -> Shape | None:
    if axis is None:
        return () if not keepdims else None if shape is None else (1,) * len(shape)
    if shape is None or any(not -len(shape) <= each < len(shape) for each in axis):
        return None
    gone = {each % len(shape) for each in axis}
    if keepdims:
        return tuple(1 if i in gone else dim for i, dim in enumerate(shape))
    return tuple(dim for i, dim in enumerate(shape) if i not in gone)


def _squeezed(shape: Shape | None, axis: tuple[int, ...] | None) -> Shape | None:
    if shape is None:
        return None
    if axis is None:
        return tuple(dim for dim in shape if dim != 1) if None not in shape else None
    gone = {each % len(shape) for each in axis} if shape else set()
    return tuple(dim for i, dim in enumerate(shape) if i not in gone)


def _expanded(shape: Shape, axis: int) -> Shape:
    at = axis if axis >= 0 else len(shape) + 1 + axis
    return (*shape[:at], 1, *shape[at:])


# -- bounds -----------------------------------------------------------------------------------------------------

Bounds = tuple[float, float]
EVERYTHING: Final[Bounds] = (-inf, inf)


def bounds(op: str, operands: tuple[Formula, ...]) -> Bounds:
    """Between which numbers the values lie; `EVERYTHING` where that isn't known."""
    given = [(operand.lo, operand.hi) for operand in operands]
    if op in ("multiply", "power") and len(operands) == 2:
        squared = operands[0] is operands[1] if op == "multiply" else operands[1].value in (2.0, 4.0)
        if squared:
            return _square(given[0])
    rule = RULES.get(op)
    try:
        found = rule(*given) if rule is not None else EVERYTHING
    except (TypeError, OverflowError, ValueError):
        return EVERYTHING
    return EVERYTHING if any(end != end for end in found) else found


def _products(a: Bounds, b: Bounds) -> list[float]:
    return [0.0 if 0.0 in (x, y) else x * y for x in a for y in b]


def _multiply(a: Bounds, b: Bounds) -> Bounds:
    ends = _products(a, b)
    return min(ends), max(ends)


def _divide(a: Bounds, b: Bounds) -> Bounds:
    if b[0] > 0 or b[1] < 0:
        return _multiply(a, (1 / b[1] if isfinite(b[1]) else 0.0, 1 / b[0] if isfinite(b[0]) else 0.0))
    if a[0] >= 0 and b[0] >= 0:
        return 0.0, inf
    return EVERYTHING


def _power(a: Bounds, b: Bounds) -> Bounds:
    return (0.0, 1.0 if a[1] <= 1 and b[0] >= 0 else inf) if a[0] >= 0 else EVERYTHING


def _square(a: Bounds, *_: Bounds) -> Bounds:
    top = max(abs(a[0]), abs(a[1])) ** 2
    return (0.0 if a[0] <= 0 <= a[1] else min(abs(a[0]), abs(a[1])) ** 2), top


def _abs(a: Bounds) -> Bounds:
    return (0.0 if a[0] <= 0 <= a[1] else min(abs(a[0]), abs(a[1]))), max(abs(a[0]), abs(a[1]))


def _sum(a: Bounds, *_: Bounds) -> Bounds:
    return (a[0] if a[0] >= 0 else -inf), (a[1] if a[1] <= 0 else inf)


def _same(a: Bounds, *_: Bounds) -> Bounds:
    return a


def _union(*all_: Bounds) -> Bounds:
    return min(a[0] for a in all_), max(a[1] for a in all_)


def _monotone(function: Callable[[float], float]) -> Callable[..., Bounds]:
    def bounds_of(a: Bounds, *_: Bounds) -> Bounds:
        return function(a[0]), function(a[1])

    return bounds_of


def _exp(value: float) -> float:
    return inf if value > 700 else max(exp(value), TINY) if value > -700 else TINY


def _log(value: float) -> float:
    return -inf if value <= 0 else value if value == inf else log(value)


def _fixed(lo: float, hi: float) -> Callable[..., Bounds]:
    return lambda *_: (lo, hi)


RULES: Final[dict[str, Callable[..., Any]]] = {
    "abs": _abs,
    "add": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "cast": _same,
    "clip": lambda a, b, c: (min(max(a[0], b[0]), c[1]), max(min(a[1], c[1]), b[0])),
    "compare": _fixed(0.0, 1.0),
    "cosh": _fixed(1.0, inf),
    "concatenate": _union,
    "divide": _divide,
    "exp": _monotone(_exp),
    "expand_dims": _same,
    "flatten": _same,
    "identity": _same,
    "index": _same,
    "l2_normalize": _fixed(-1.0, 1.0),
    "log": _monotone(_log),
    "log1p": _monotone(lambda v: -inf if v <= -1 else v if v == inf else log1p(v)),
    "log_softmax": _fixed(-inf, 0.0),
    "logical": _fixed(0.0, 1.0),
    "max": _same,
    "maximum": lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    "mean": _same,
    "min": _same,
    "minimum": lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    "multiply": _multiply,
    "negative": lambda a: (-a[1], -a[0]),
    "norm": _fixed(0.0, inf),
    "ones_like": _fixed(1.0, 1.0),
    "power": _power,
    "relu": _monotone(lambda v: max(v, 0.0)),
    "reshape": _same,
    "round": _monotone(lambda v: v if not isfinite(v) else float(round(v))),
    "shape": _fixed(0.0, inf),
    "sigmoid": _fixed(0.0, 1.0),
    "sign": _fixed(-1.0, 1.0),
    "softmax": _fixed(0.0, 1.0),
    "softplus": _fixed(TINY, inf),
    "sqrt": _monotone(lambda v: 0.0 if v <= 0 else v if v == inf else sqrt(v)),
    "square": _square,
    "squared_difference": lambda a, b: _square((a[0] - b[1], a[1] - b[0])),
    "squeeze": _same,
    "stack": _union,
    "std": _fixed(0.0, inf),
    "stop_gradient": _same,
    "subtract": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "sum": _sum,
    "tanh": _monotone(tanh),
    "transpose": _same,
    "var": _fixed(0.0, inf),
    "where": lambda c, a, b: _union(a, b),
    "zeros_like": _fixed(0.0, 0.0),
}


def _of_backend(term: Term) -> bool:
    how = term.settings.get("how")
    return isinstance(how, Made) and how.path.startswith("keras.backend.")
