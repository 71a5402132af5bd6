"""Whether a `train_step` of one's own does what Keras's does: it trains with what compile() was given."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from zerolint.interp.callables import Function
from zerolint.interp.objects import ClassValue
from zerolint.source.walk import walk

LOSSES = frozenset({"compiled_loss", "compute_loss"})
APPLIED = frozenset({"apply", "apply_gradients"})


def own_step(cls: ClassValue) -> bool:
    """Whether a class has a `train_step` that does something else, or that can't be told."""
    found = cls.find("train_step")
    if found is None:
        return False
    node = found[1].node if isinstance(found[1], Function) else None
    return not isinstance(node, cst.FunctionDef) or not _usual(node)


def _usual(step: cst.FunctionDef) -> bool:
    """`x, y = data`, the model asked for x, compile()'s loss of y and that, its gradients applied; x and y stay."""
    params = [param.name.value for param in step.params.params]
    if len(params) != 2:
        return False
    me, data = params
    assigned = list(_assigned(step))
    parts = [target for target, value in assigned if _is(value, data) and len(target) in (2, 3)]
    if len(parts) != 1:
        return False
    x, y = parts[0][:2]
    once = [name for target, _ in assigned for name in target]
    asked = [t[0] for t, v in assigned if len(t) == 1 and _asks(v, me, x)]
    if once.count(x) != 1 or once.count(y) != 1 or len(asked) != 1 or once.count(asked[0]) != 1:
        return False
    losses = [t[0] for t, v in assigned if len(t) == 1 and _judges(v, me, {x, y, asked[0], *parts[0]}, {y, asked[0]})]
    calls = [node for node, _ in walk(step) if isinstance(node, cst.Call)]
    down = [call for call in calls if _method(call) == "gradient"]
    applied = any(_method(call) in APPLIED for call in calls)
    return len(losses) == len(down) == 1 and applied and _first(down[0]) == losses[0] and once.count(losses[0]) == 1


def _assigned(step: cst.FunctionDef) -> Iterator[tuple[list[str], cst.BaseExpression]]:
    """The names that each assignment binds, with its value; an augmented one binds its name again."""
    for node, _ in walk(step):
        if not isinstance(node, (cst.Assign, cst.AugAssign, cst.AnnAssign)):
            continue
        targets = [one.target for one in node.targets] if isinstance(node, cst.Assign) else [node.target]
        for target in targets:
            elements = [one.value for one in target.elements] if isinstance(target, cst.Tuple) else [target]
            names = [one.value if isinstance(one, cst.Name) else "" for one in elements]
            yield names, node.value or cst.Name("None")  # an annotation alone has no value


def _asks(value: cst.BaseExpression, me: str, x: str) -> bool:
    """`self(x, training=True)`."""
    return isinstance(value, cst.Call) and _is(value.func, me) and _first(value) == x


def _judges(value: cst.BaseExpression, me: str, allowed: set[str], needed: set[str]) -> bool:
    """`self.compute_loss(y=y, y_pred=y_pred)`, of what is there as it is."""
    if not isinstance(value, cst.Call) or _method(value) not in LOSSES:
        return False
    if not isinstance(value.func, cst.Attribute) or not _is(value.func.value, me):
        return False
    given = {arg.value.value for arg in value.args if isinstance(arg.value, cst.Name)}
    named = [arg for arg in value.args if not isinstance(arg.value, cst.Name)]
    plain = all(arg.keyword is not None and arg.keyword.value == "regularization_losses" for arg in named)
    return plain and given <= allowed | {"None"} and needed <= given


def _is(node: cst.CSTNode, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name


def _method(call: cst.CSTNode) -> str:
    return call.func.attr.value if isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) else ""


def _first(call: cst.CSTNode) -> str:
    """The name that is the first argument."""
    args = call.args if isinstance(call, cst.Call) else ()
    return args[0].value.value if args and isinstance(args[0].value, cst.Name) else ""
