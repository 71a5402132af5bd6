"""What the function of a `Lambda` layer makes of the values it gets."""

from __future__ import annotations

from typing import Final

from zerolint.interp.values import Function, Node, Value
from zerolint.knowledge import activations
from zerolint.libs.keras.tensors import Op, Tensor
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
