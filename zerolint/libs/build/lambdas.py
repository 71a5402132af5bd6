"""What the function of a `Lambda` layer makes of the values it gets, and what single operations do."""

from __future__ import annotations

from typing import Final

from zerolint.interp.callables import Function, LibRef
from zerolint.interp.containers import ListValue
from zerolint.interp.values import Const, Node, Value
from zerolint.knowledge import activations, backbones
from zerolint.libs.keras.tensors import Op, Tensor, tensors_in
from zerolint.program.fact import Fact, Given, unknown

from .facts import site
from .paths import Resolver

MOVING: Final = frozenset(
    {"cast", "convert_to_tensor", "expand_dims", "flatten", "identity", "index", "permute_dimensions", "repeat"}
    | {"repeat_elements", "reshape", "squeeze", "stack", "stop_gradient", "tile", "transpose"}
)
"""Operations that leave the values as they are."""
ARITHMETIC: Final = frozenset({"add", "divide", "exp", "multiply", "negative", "power", "square", "sqrt", "subtract"})
STEPS: Final = 20
RESIZING: Final = frozenset({"resize", "resize_with_pad", "resize_bilinear", "resize_images"})
"""Operations on pictures that keep the range of their values."""
NAMES: Final = {"mul": "multiply", "sub": "subtract", "truediv": "divide", "true_divide": "divide"}


def effect_of(r: Resolver, function: Value | None, node: Node) -> Fact[str]:
    """The activation that it applies; `linear` after arithmetic, and as a default where it only moves values."""
    function = r(function) if function is not None else None
    if isinstance(function, Function):
        given = Tensor(None, (), node, None)
        here: Value = r.m.call_values(function, [given], node)
        for _ in range(STEPS):
            if here is given:
                return Fact("linear", site(node), Given.DEFAULT)
            if not isinstance(here, Tensor) or not isinstance(here.maker, Op):
                break
            known = activations.of(here.maker.kind)
            if known is not None or here.maker.kind in ARITHMETIC:
                return Fact(known.name if known is not None else "linear", site(node))
            if here.maker.kind not in MOVING or len(here.inputs) != 1:
                break
            here = here.inputs[0]
    return unknown("what the `Lambda` does", site(node))


def steps_of(r: Resolver, function: Value | None, node: Node) -> Fact[tuple[tuple[str, object], ...]]:
    """The steps by which a function shapes the range of values, each a word and a number or mode, in their order."""
    function = r(function) if function is not None else None
    if isinstance(function, LibRef):
        mode = backbones.preprocessing(r.m.library.canonical(function.path))  # type: ignore[attr-defined]  # Libraries
        return Fact((("preprocess_input", mode),), site(node)) if mode else unknown("not followed", site(node))
    given = Tensor(None, (), node, None)
    here = r.m.call_values(function, [given], node) if isinstance(function, Function) else None
    found: list[tuple[str, object]] = []
    for _ in range(STEPS):
        if here is given:
            return Fact(tuple(reversed(found)), site(node))
        if not isinstance(here, Tensor) or not isinstance(here.maker, Op) or len(here.inputs) != 1:
            break
        done = step_of(r, here.maker)
        if done is None:
            break
        found.extend(done)
        here = here.inputs[0]
    return unknown("what the `Lambda` does", site(node))


def step_of(r: Resolver, op: Op) -> tuple[tuple[str, object], ...] | None:
    """The step that an operation with a number is, none for what only moves values; None where there is no telling."""
    mode = backbones.preprocessing(op.path)
    if mode is not None:
        return (("preprocess_input", mode),)
    if op.kind in MOVING or op.kind in RESIZING:
        return ()
    kind, number = NAMES.get(op.kind, op.kind), r(op.config.get("arg1"))
    if kind not in ("add", "divide", "multiply", "subtract") or not isinstance(number, Const):
        return None
    return ((kind, number.value),) if isinstance(number.value, (int, float)) else None


SUMS: Final = frozenset({"reduce_sum", "sum"})
SQUARES: Final = frozenset({"pow", "power", "square", "squared_difference"})


def roots_of(r: Resolver, function: Value | None, count: int, node: Node) -> Fact[tuple[object, ...]]:
    """Where a function of so many tensors takes the square root of a bare sum of squared differences."""
    function = r(function) if function is not None else None
    if not isinstance(function, Function):
        return unknown("what the `Lambda` does", site(node))
    given: list[Value] = [Tensor(None, (), node, None) for _ in range(count)]
    here = r.m.call_values(function, given if count == 1 else [ListValue(tuple(given), node)], node)
    found, todo = [], list(tensors_in(r.m, here))
    for _ in range(STEPS):
        if not todo:
            break
        tensor = todo.pop()
        if _op(tensor) == "sqrt" and _bare_distance(tensor.inputs[0]):
            found.append(site(tensor.origin))
        todo.extend(tensor.inputs)
    return Fact(tuple(found), site(node), Given.DEFAULT)


def _bare_distance(tensor: Tensor) -> bool:
    """`sum((a - b) ** 2)`, with nothing that keeps it above 0."""
    squares = tensor.inputs[0] if _op(tensor) in SUMS and tensor.inputs else None
    if squares is None or not squares.inputs:
        return False
    if _op(squares) == "squared_difference":
        return True
    twice = _op(squares) == "multiply" and len({id(one) for one in squares.inputs}) == 1
    return (twice or _op(squares) in SQUARES) and NAMES.get(
        _op(squares.inputs[0]), _op(squares.inputs[0])
    ) == "subtract"


def _op(tensor: Tensor) -> str:
    """The name of the operation that makes a tensor, nothing where a layer does."""
    return tensor.maker.kind if isinstance(tensor.maker, Op) else ""
