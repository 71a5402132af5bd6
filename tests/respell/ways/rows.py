"""Graphs and classes that are a plain row of layers, written as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from ..models import assigned, bare
from ..source import Source, keyword, leaf
from ..spelled import Spelled, way
from ..text import Edit, Text, joined


@way
def graph_as_list(program: Spelled) -> Spelled | None:
    """A functional model that is a plain chain, as a `Sequential` list."""
    source = program.source
    keras = source.fresh("tfk")
    edits: list[Edit] = []
    for block in source.blocks():
        for chain in _chains(source, block):
            name, layers, statements = chain
            pad = source.indent(statements[0])
            lines = [pad + "    " + layer + ",\n" for layer in layers]
            text = pad + name + f" = {keras}.Sequential([\n" + joined(lines) + pad + "])\n"
            edits.append((source.lines_of(statements[0])[0], source.lines_of(statements[-1])[1], text))
    return program.having(source.edited([*edits, source.with_keras(keras)]) if edits else None)


def _chains(
    source: Source, block: Sequence[cst.BaseStatement]
) -> Iterator[tuple[Text, list[Text], Sequence[cst.BaseStatement]]]:
    """Name, layers and statements of each chain from an `Input` to a `Model`."""
    for start, statement in enumerate(block):
        match assigned(statement):
            case cst.Name(value=first), cst.Call(func=func) as call if leaf(func) == "Input":
                layers, last = [source.of(call)], first
            case _:
                continue
        for end in range(start + 1, len(block)):
            match assigned(block[end]):
                case cst.Name(value=name), cst.Call(
                    func=cst.Call() as layer, args=[cst.Arg(value=cst.Name(value=fed))]
                ):
                    if fed != last or bare(layer) is None or leaf(layer.func) in ("TimeDistributed", "Bidirectional"):
                        break
                    layers.append(source.of(layer))
                    last = name
                case (cst.Name() | cst.Attribute()) as target, cst.Call(func=func) as made if leaf(func) == "Model":
                    statements = block[start : end + 1]
                    if _ends(made, first, last) and _hidden(source, statements, {first, last}):
                        yield source.of(target), layers, statements
                    break
                case _:
                    break


def _ends(made: cst.Call, first: str, last: str) -> bool:
    """Whether the model goes from the one to the other and is told nothing else."""
    given = [keyword(made, "inputs", "input"), keyword(made, "outputs", "output")]
    if given == [None, None]:
        given = list(made.args) if all(arg.keyword is None for arg in made.args) else []
    names = [_single(arg.value) for arg in given if arg is not None]
    return len(made.args) == 2 and names == [first, last]


def _single(value: cst.BaseExpression) -> str:
    match value:
        case cst.Name(value=name) | cst.List(elements=[cst.Element(value=cst.Name(value=name))]):
            return name
    return ""


def _hidden(source: Source, statements: Sequence[cst.BaseStatement], names: set[str]) -> bool:
    """Whether nothing outside of these statements uses what they bind on the way."""
    bound = set(names)
    for statement in statements[:-1]:
        pair = assigned(statement)
        if pair is not None and isinstance(pair[0], cst.Name):
            bound.add(pair[0].value)
    spans = [source.span(statement) for statement in statements]
    for node in source.all(cst.Name):
        start, _ = source.span(node)
        if node.value in bound and not any(a <= start < b for a, b in spans):
            return False
    return True


@way
def class_as_list(program: Spelled) -> Spelled | None:
    """A subclass of `keras.Model` that is a plain chain, as a `Sequential` list where it is made."""
    source = program.source
    keras = source.fresh("tfk")
    edits: list[Edit] = []
    for node in source.module.body:
        if not isinstance(node, cst.ClassDef) or [leaf(base.value) for base in node.bases] != ["Model"]:
            continue
        layers = _layers_of(source, node)
        made = [call for call in source.calls() if leaf(call.func) == node.name.value]
        if layers and len(made) == 1 and not made[0].args:
            text = f"{keras}.Sequential([\n" + joined("    " + layer + ",\n" for layer in layers) + "])"
            edits += [(*source.lines_of(node), ""), source.replaced(made[0], text)]
    return program.having(source.edited([*edits, source.with_keras(keras)]) if edits else None)


def _layers_of(source: Source, node: cst.ClassDef) -> list[Text]:
    """The layers in the order in which `call` applies them; empty where it does anything else."""
    methods = {one.name.value: one for one in node.body.body if isinstance(one, cst.FunctionDef)}
    if set(methods) != {"__init__", "call"} or len(methods["__init__"].params.params) != 1:
        return []
    own: dict[str, Text] = {}
    for statement in methods["__init__"].body.body:
        match assigned(statement):
            case cst.Attribute(value=cst.Name(value="self"), attr=cst.Name(value=name)), cst.Call() as layer:
                own[name] = source.of(layer)
            case _ if "super(" not in source.of(statement).characters:
                return []
    order: list[str] = []
    values = methods["call"].params.params[1].name.value
    for statement in methods["call"].body.body:
        match statement:
            case cst.SimpleStatementLine(
                body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=target))], value=value)]
            ) if found := _applied(value, values):
                order += found
                values = target
            case cst.SimpleStatementLine(body=[cst.Return(value=cst.Name(value=name))]) if name == values:
                pass
            case cst.SimpleStatementLine(body=[cst.Return(value=value)]) if value and (
                found := _applied(value, values)
            ):
                order += found
            case _:
                return []
    return [own[name] for name in order] if set(order) == set(own) and len(order) == len(own) else []


def _applied(value: cst.BaseExpression, to: str) -> list[str]:
    """`["a", "b"]` for `self.b(self.a(x))`."""
    names: list[str] = []
    while True:
        match value:
            case cst.Call(
                func=cst.Attribute(value=cst.Name(value="self"), attr=cst.Name(value=name)),
                args=[cst.Arg(keyword=None, value=inner), *_],
            ):
                names.insert(0, name)
                value = inner
            case cst.Name(value=name) if name == to:
                return names
            case _:
                return []
