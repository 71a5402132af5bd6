"""Arithmetic operators on arrays, in place too."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.machine import Machine
from zerolint.interp.operators import FOLD
from zerolint.interp.values import Choice, Const, Node, Unknown, Value
from zerolint.program.data import Data, Kind

from . import dtypes, intervals, sampling, statistics
from .arrays import OPERATIONS, Array, Facets, operation, traced
from .combining import combined
from .operands import WORDS, Operand, anonymous, crosses, meeting, operand, unknown_array
from .scales import integer_error, integer_trap

SCALING: Final = 100.0
"""Division by this and more is a scaling (of pixels by 255, 127.5, 65535)."""


@operation("binary")
def binary(m: Machine, array: Array, op: str, other: Value, node: Node, swapped: bool) -> Value | None:
    """`array op other`, or `other op array` when swapped."""
    if op == "%" and swapped and type(other) is Const and isinstance(other.value, str):
        return Unknown("a formatted text", node)
    if op not in WORDS:
        return None
    if array.container == "list" and op == "+":
        return OPERATIONS["list_plus"](m, array, other, node, swapped)  # type: ignore[no-any-return]  # a value
    left, right = getattr(node, "left", None), getattr(node, "right", None)
    if isinstance(other, Unknown) and statistics.about(m, array) is not None:
        other = unknown_array(m, other)
    second = operand(m, other, left if swapped else right)
    if second is None:
        return None
    return apply(m, op, array, second, node, swapped=swapped, mine=right if swapped else left)


def apply(
    m: Machine, op: str, array: Array, second: Operand, node: Node, *, swapped: bool = False, mine: Node = None
) -> Value:
    """One arithmetic operation between an array and an operand; `mine` is the node of the array's expression."""
    data = array.data(m)
    first = Operand(data, None, statistics.about(m, array), array, anonymous(array, mine, data))
    if _takes_over(first, second) and second.array is not None:
        array, first, second, swapped = second.array, second, first, not swapped
    scalar = _exact_scalar(op, first, second, swapped, node)
    if scalar is not None:
        return scalar
    _remember(m, op, array, first, second, node, swapped)

    def change(data: Data) -> Data:
        return combined(op, data, first, second, node, swapped)

    made = array.derive(
        m, change, node, op=WORDS[op], by=op, value=second.number, container=_container(array, second),
        meeting=meeting(array, first.data, second, swapped=swapped),
    )  # fmt: skip
    if made.trace is not None and second.array is not None:
        made.trace = traced((made, second.array))
    abouts = (second.about, first.about) if swapped else (first.about, second.about)
    return statistics.mark(m, made, statistics.arithmetic(op, *abouts, second.number))


def _takes_over(first: Operand, second: Operand) -> bool:
    """Whether the result is rather the second array, changed by the first."""
    if second.array is None or first.array is None:
        return False
    if second.array.trace is not None:
        return first.array.trace is None
    if first.array.trace is not None:
        return False
    if first.about is not None or first.data.shape == ():
        return second.about is None and second.data.shape != ()
    return first.data.source is None and second.data.source is not None


def _container(array: Array, second: Operand) -> str:
    if second.array is not None and array.container == "ndarray":
        return second.array.container
    return array.container


def _exact_scalar(op: str, first: Operand, second: Operand, swapped: bool, node: Node) -> Value | None:
    """Whole numbers that are exactly known fold: `y.max() + 1`."""
    if first.data.shape != () or not first.data.stats.constant or not dtypes.is_integer(first.data.dtype):
        return None
    if second.number is None or not isinstance(second.number, int) or first.data.stats.lo is None:
        return None
    mine, number = int(first.data.stats.lo), second.number
    a, b = (number, mine) if swapped else (mine, number)
    if op not in FOLD or (op in ("/", "//", "%") and b == 0) or op in ("**", "@"):
        return None
    usual = first.data.source is not None and first.data.source.by_convention
    return Const(FOLD[op](a, b), node, usual=usual)


def _remember(m: Machine, op: str, array: Array, first: Operand, second: Operand, node: Node, swapped: bool) -> None:
    """Record what rules want to know of this operation: integer arithmetic, standardising, scores that broadcast."""
    data, other = first.data, second.data
    _remember_integers(m, op, array, second, node, swapped)
    if op == "/" and not swapped and second.number is not None and abs(second.number) >= SCALING:
        parts = {"data": data, "number": second.number, "operand": getattr(node, "left", None)}
        m.record("divided", {**parts, "statement": hasattr(node, "target")}, node)
    if op == "-" and not swapped and second.about is not None:
        m.state.setdefault("centres", {})[id(node), data.trail] = second.about
    if op == "/" and not swapped and second.about is not None:
        record_standardisation(m, data, second.about, node)
    if array.trace is not None and crosses(data, other):
        m.record("broadcast", {"trace": array.trace, "prediction": data, "other": other, "op": op}, node)


def _remember_integers(m: Machine, op: str, array: Array, second: Operand, node: Node, swapped: bool) -> None:
    """Arithmetic of whole numbers that wraps, truncates or raises."""
    data, target = array.data(m), getattr(node, "target", None)
    if not dtypes.is_integer(data.dtype) or array.container not in ("ndarray", "tensor"):
        return
    tensor = array.container == "tensor"
    error = trap = ""
    typed = hasattr(
        getattr(node, "left" if swapped else "right", None), "func"
    )  # `np.int32(1000)` has a type of its own
    if second.array is None and not typed:
        error = integer_error(op, data, second.number, tensor=tensor)
        trap = integer_trap(op, data, second.number, swapped=swapped)
    several = bool(data.shape) or data.kind is Kind.IMAGE  # a single number is replaced, not changed
    if target is not None and not tensor and several and (op == "/" or _fractional(second)):
        error = "in place"
    if not error and not trap:
        return
    operand = getattr(node, "right" if swapped else "left", None)
    payload = {"trap": "raises" if error else trap, "why": error, "data": data, "op": op, "number": second.number}
    m.record("integer-arithmetic", {**payload, "operand": operand, "target": getattr(target, "value", None)}, node)


def _fractional(second: Operand) -> bool:
    """Whether the second operand makes the result one of fractions."""
    if second.array is not None:
        return dtypes.is_float(second.data.dtype)
    return isinstance(second.number, float)


def record_standardisation(m: Machine, data: Data, what: statistics.About, node: Node) -> None:
    """`(x - mean) / std` and the like: for the rule that asks whether the divisor can be zero."""
    last = data.trail[-1] if data.trail else None
    if what.kind not in ("std", "range") or last is None or last.op != "subtract" or not last.by:
        return
    centre = m.state.get("centres", {}).get((id(last.site), data.trail[:-1]))
    payload = {
        "data": what.of,
        "centre": centre.of if centre is not None else None,
        "centred": last.site,
        "by": last.by,
        "divided": data,
        "divisor": getattr(node, "right", None) or getattr(node, "value", node),
        "guarded": what.guarded,
        "in_function": bool(m.stack),
        "kind": what.kind,
        "axis": what.axis,
    }
    m.record("standardise", payload, node)


@operation("inplace")
def inplace(m: Machine, array: Array, op: str, other: Value, node: Node) -> Value | None:
    """`array op= other`: the array itself changes, no tensor, and no part that is written back through its index."""
    target = getattr(node, "target", None)
    if getattr(target, "slice", None) is not None or op not in WORDS or array.container in ("list", "tensor"):
        return None
    second = operand(m, other, getattr(node, "value", None))
    if second is None:
        return None
    first = Operand(array.data(m), None, statistics.about(m, array), array, passing=True)
    _remember(m, op, array, first, second, node, swapped=False)
    if first.about is not None:
        what = statistics.arithmetic(op, first.about, second.about, second.number)
        statistics.mark(m, array, what or first.about)
    now = array.fields["data"]

    def change(facets: Value) -> Facets:
        data = facets.data if isinstance(facets, Facets) else Data()
        made = combined(op, data, first, second, node, swapped=False)
        kept = made if not data.random else replace(made, random=True, source=data.source)
        raises = dtypes.is_integer(data.dtype) and dtypes.is_float(made.dtype)  # what was meant goes on
        keeps = array.container == "ndarray" and data.dtype is not None and not raises
        dtype = data.dtype if keeps else made.dtype
        return Facets(replace(kept, dtype=dtype), node)

    if type(now) is Choice:
        m.store.put(array.fields, "data", m.each(now, change, node))
    else:
        array.put(m, change(now).data)
    return array


@operation("unary")
def unary(m: Machine, array: Array, op: str, node: Node) -> Value:
    """`-x`, `+x`, `~x`."""
    if op == "+":
        return array
    if op == "~":
        return array.derive(m, lambda d: d.then("compare", node, "~"), node, op="invert")

    def change(data: Data) -> Data:
        columns = tuple(intervals.negate(c) for c in data.columns) if data.columns is not None else None
        made = data.then("multiply", node, "-1", stats=intervals.negate(data.stats), columns=columns)
        return sampling.with_sample(made, sampling.mapped(data.sample, lambda v: -v))

    return array.derive(m, change, node, op="multiply", value=-1)
