"""Where a program builds its models, in the ways that can be told apart by their looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from .source import Source, keyword, leaf, plain_arguments
from .text import Text

KERNELS = frozenset({"Dense", "Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "SeparableConv2D"})


@dataclass(frozen=True, slots=True)
class Layers:
    """A model that is a plain row of layers, over consecutive statements of one block."""

    name: Text
    """What the model is bound to."""
    build: Text
    """The class as it is written (`keras.Sequential`)."""
    extra: tuple[Text, ...]
    """Further arguments of its creation."""
    layers: tuple[cst.BaseExpression, ...]
    statements: tuple[cst.BaseStatement, ...]
    listed: bool
    top: bool
    """At the module's own level."""

    def span(self, source: Source) -> tuple[int, int]:
        return source.lines_of(self.statements[0])[0], source.lines_of(self.statements[-1])[1]


def rows(source: Source) -> Iterator[Layers]:
    """All `Sequential` models of the file."""
    for block in source.blocks():
        for index, statement in enumerate(block):
            created = _created(statement)
            if created is None:
                continue
            target, call = created
            top = block is source.module.body
            extra = tuple(
                source.of(arg) for arg in call.args if arg.keyword is not None and arg.keyword.value == "name"
            )
            listed = _listed(call)
            name, build = source.of(target), source.of(call.func)
            added, used = _added(block[index + 1 :], name.characters)
            if _grows(source, name.characters, block[index + 1 + len(used) :]):
                continue
            if listed and not added:
                yield Layers(name, build, extra, listed, (statement,), True, top)
            elif listed == () and added:
                yield Layers(name, build, extra, added, (statement, *used), False, top)


def _grows(source: Source, name: str, following: Sequence[cst.BaseStatement]) -> bool:
    """Whether later statements change the layers of this model."""
    for statement in following:
        pair = assigned(statement)
        if pair is not None and source.of(pair[0]).characters == name:
            return False
        text = source.of(statement).characters
        if any(f"{name}.{change}" in text for change in ("add(", "pop(", "layers.", "_layers")):
            return True
    return False


def assigned(statement: cst.CSTNode) -> tuple[cst.BaseAssignTargetExpression, cst.BaseExpression] | None:
    """Target and value of `name = value`."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.Assign(targets=[cst.AssignTarget(target=target)], value=value)]):
            return target, value
    return None


def _created(statement: cst.CSTNode) -> tuple[cst.BaseAssignTargetExpression, cst.Call] | None:
    match assigned(statement):
        case (cst.Name() | cst.Attribute()) as target, cst.Call() as call if leaf(call.func) == "Sequential":
            return target, call
    return None


def _listed(call: cst.Call) -> tuple[cst.BaseExpression, ...] | None:
    """The layers given to it; empty without a list, None where there is no telling."""
    given = [arg for arg in call.args if arg.keyword is None or arg.keyword.value == "layers"]
    if not plain_arguments(call) or len(call.args) - len(given) != sum(keyword(call, "name") is not None for _ in "1"):
        return None
    if not given:
        return ()
    match given:
        case [cst.Arg(value=cst.List(elements=elements))]:
            if all(isinstance(one, cst.Element) for one in elements):
                return tuple(one.value for one in elements)
    return None


def _added(
    following: Sequence[cst.BaseStatement], name: str
) -> tuple[tuple[cst.BaseExpression, ...], tuple[cst.BaseStatement, ...]]:
    """What the next statements add, one after the other."""
    layers: list[cst.BaseExpression] = []
    used: list[cst.BaseStatement] = []
    for statement in following:
        match statement:
            case cst.SimpleStatementLine(
                body=[
                    cst.Expr(
                        value=cst.Call(
                            func=cst.Attribute(value=owner, attr=cst.Name(value="add")),
                            args=[cst.Arg(keyword=None, star="", value=layer)],
                        )
                    )
                ]
            ) if cst.Module([]).code_for_node(owner) == name:
                layers.append(layer)
                used.append(statement)
            case _:
                break
    return tuple(layers), tuple(used)


def bare(layer: cst.BaseExpression) -> cst.Call | None:
    """The call that makes a layer, if it is written right there."""
    return layer if isinstance(layer, cst.Call) and plain_arguments(layer) and leaf(layer.func)[:1].isupper() else None


def is_input(layer: cst.BaseExpression) -> bool:
    return isinstance(layer, cst.Call) and leaf(layer.func) in ("Input", "InputLayer")
