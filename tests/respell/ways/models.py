"""How a row of layers is written: as a list, by `add`, as a graph, as a class, in a loop, in a function, elsewhere."""

from __future__ import annotations

from itertools import groupby

import libcst as cst

from ..models import Layers, bare, is_input, rows
from ..source import Source, keyword, leaf, without_argument
from ..spelled import Spelled, way
from ..text import Edit, Text, joined

SHAPED = ("input_shape", "input_dim", "batch_input_shape")


@way
def model_by_add(program: Spelled) -> Spelled | None:
    """A list of layers as one `add` after the other."""
    source = program.source
    edits: list[Edit] = []
    for model in rows(source):
        if model.listed:
            pad = source.indent(model.statements[0])
            lines = [pad + model.name + " = " + model.build + "(" + joined(model.extra) + ")\n"]
            lines += [pad + model.name + ".add(" + source.of(layer) + ")\n" for layer in model.layers]
            edits.append((*model.span(source), joined(lines)))
    return program.having(source.edited(edits))


@way
def model_as_list(program: Spelled) -> Spelled | None:
    """Layers that are added as a list."""
    source = program.source
    edits: list[Edit] = []
    for model in rows(source):
        if not model.listed:
            edits.append((*model.span(source), _as_list(source, model, source.indent(model.statements[0]))))
    return program.having(source.edited(edits))


def _as_list(source: Source, model: Layers, pad: str, bound: str | None = None) -> Text:
    head = (model.name + " = ") if bound is None else Text.new(bound)
    layers = [pad + "    " + source.of(layer) + ",\n" for layer in model.layers]
    extra = joined([", ", *model.extra]) if model.extra else ""
    return pad + head + model.build + "([\n" + joined(layers) + pad + "]" + extra + ")\n"


@way
def model_as_graph(program: Spelled) -> Spelled | None:
    """A row of layers as a functional model."""
    source = program.source
    keras, first, value = source.fresh("tfk"), source.fresh("inputs"), source.fresh("values")
    edits: list[Edit] = []
    for model in rows(source):
        start = _entrance(source, model, keras)
        if start is not None and all(isinstance(layer, (cst.Call, cst.Name, cst.Attribute)) for layer in model.layers):
            entrance, layers = start
            pad = source.indent(model.statements[0])
            lines: list[Text | str] = [pad + first + " = " + entrance + "\n"]
            lines += [] if layers else [pad + value + f" = {first}\n"]
            for index, layer in enumerate(layers):
                lines.append(pad + value + " = " + layer + f"({first if not index else value})\n")
            extra = joined([", ", *model.extra]) if model.extra else Text.new("")
            lines.append(pad + model.name + f" = {keras}.Model({first}, {value}" + extra + ")\n")
            edits.append((*model.span(source), joined(lines)))
    return program.having(source.edited([*edits, source.with_keras(keras)]) if edits else None)


def _entrance(source: Source, model: Layers, keras: str) -> tuple[Text, list[Text]] | None:
    """The input of the graph and its layers; None where the shape isn't given."""
    head, *rest = model.layers
    others = [source.of(layer) for layer in rest]
    call = bare(head)
    if call is None:
        return None
    if is_input(head):
        return (source.of(head), others) if leaf(call.func) == "Input" else None
    for name in SHAPED[:2]:
        given = keyword(call, name) if leaf(call.func) != "Embedding" else None
        if given is not None:
            shape = source.of(given.value)
            shape = "(" + shape + ",)" if name == "input_dim" else shape
            start, end = source.span(call)
            plain = source.text[:end].edited([without_argument(source, call, given)])[start:]
            return f"{keras}.Input(shape=" + shape + ")", [plain, *others]
    return None


@way
def model_as_class(program: Spelled) -> Spelled | None:
    """A row of layers as a subclass of `keras.Model`."""
    source = program.source
    keras, name = source.fresh("tfk"), source.fresh("Net")
    edits: list[Edit] = []
    for number, model in enumerate(row for row in rows(source) if row.top):
        layers = [source.of(layer) for layer in model.layers if not is_input(layer)]
        own = f"{name}{number or ''}"
        lines: list[Text | str] = [f"class {own}({keras}.Model):\n", "    def __init__(self):\n"]
        lines.append("        super().__init__(" + joined(model.extra) + ")\n")
        lines += [f"        self.layer_{i} = " + layer + "\n" for i, layer in enumerate(layers)]
        lines.append("\n    def call(self, values):\n")
        lines += [f"        values = self.layer_{i}(values)\n" for i in range(len(layers))]
        lines.append("        return values\n\n\n")
        lines.append(model.name + f" = {own}()\n")
        edits.append((*model.span(source), joined(lines)))
    return program.having(source.edited([*edits, source.with_keras(keras)]) if edits else None)


@way
def model_from_function(program: Spelled) -> Spelled | None:
    """A model that a function with an argument builds."""
    source = program.source
    edits: list[Edit] = []
    for number, model in enumerate(row for row in rows(source) if row.top):
        name = source.fresh(f"build_model{number or ''}")
        parameter = source.fresh("last")
        made = _as_list(source, model, "    ", "return ")
        argument = _activation(source, model)
        if argument is not None:
            made = _replaced(made, argument, parameter)
        head = f"def {name}({parameter if argument is not None else ''}):\n"
        call = model.name + f" = {name}(" + (argument if argument is not None else "") + ")\n"
        edits.append((*model.span(source), head + made + "\n\n" + call))
    return program.having(source.edited(edits))


def _activation(source: Source, model: Layers) -> Text | None:
    """The activation of the last layer, as it is written."""
    last = bare(model.layers[-1])
    given = keyword(last, "activation") if last is not None else None
    return source.of(given.value) if given is not None and isinstance(given.value, cst.SimpleString) else None


def _replaced(where: Text, old: Text, new: str) -> Text:
    """With the last such text replaced; what stands there now still comes from the same line."""
    at = where.characters.rindex(old.characters)
    return where.edited([(at, at + len(old), Text.new(new).united(old))])


@way
def model_of_trainer(program: Spelled) -> Spelled | None:
    """A model that an object of the program's own class holds."""
    source = program.source
    edits: list[Edit] = []
    for number, model in enumerate(row for row in rows(source) if row.top):
        name = source.fresh(f"Trainer{number or ''}")
        body = _as_list(source, model, "        ", "self.model = ")
        head = f"class {name}:\n    def __init__(self):\n"
        edits.append((*model.span(source), head + body + "\n\n" + model.name + f" = {name}().model\n"))
    return program.having(source.edited(edits))


@way
def model_in_another_module(program: Spelled) -> Spelled | None:
    """A model that a function of another module builds."""
    source = program.source
    models = [row for row in rows(source) if row.top]
    if not models or program.cells or any(name.endswith("networks.py") for name in program.files):
        return None
    imports = joined(source.text[slice(*source.lines_of(one))] for one in source.imports())
    known = {name.value for one in source.imports() for name in _all_names(one)}
    used: dict[str, Text] = {}
    parts: list[Text | str] = [imports]
    edits: list[Edit] = []
    for number, model in enumerate(models):
        names = _free(model, known)
        made = _as_list(source, model, "    ", "return ")
        parts.append(f"\n\ndef build_{number}({', '.join(names)}):\n" + made)
        call = f"networks.build_{number}({', '.join(names)})\n"
        edits.append((*model.span(source), model.name + " = " + call))
    at = source.after_imports()
    return program.having(source.edited([(at, at, "import networks\n"), *edits]), networks=joined(parts), **used)


def _all_names(node: cst.CSTNode) -> list[cst.Name]:
    found = [node] if isinstance(node, cst.Name) else []
    return found + [name for child in node.children for name in _all_names(child)]


def _free(model: Layers, known: set[str]) -> list[str]:
    """The names in the layers that no import brings; builtins aside."""
    import builtins

    found: dict[str, None] = {}

    def walk(node: cst.CSTNode) -> None:
        match node:
            case cst.Name(value=name):
                if name not in known and not hasattr(builtins, name):
                    found[name] = None
            case cst.Attribute(value=inner):
                walk(inner)
            case cst.Arg(value=value):
                walk(value)
            case _:
                for child in node.children:
                    walk(child)

    for layer in model.layers:
        walk(layer)
    return list(found)


@way
def layers_in_a_loop(program: Spelled) -> Spelled | None:
    """Layers that differ in their first argument alone, added in a loop."""
    source = program.source
    unit = source.fresh("units")
    edits: list[Edit] = []
    for model in rows(source):
        pad = source.indent(model.statements[0])
        lines = [pad + model.name + " = " + model.build + "(" + joined(model.extra) + ")\n"]
        looped = False
        for _, group in groupby(model.layers, key=lambda layer: _but_first(source, layer)):
            layers = list(group)
            if len(layers) < 2 or not _but_first(source, layers[0]):
                lines += [pad + model.name + ".add(" + source.of(layer) + ")\n" for layer in layers]
                continue
            looped = True
            numbers = [source.of(layer.args[0].value) for layer in layers]  # type: ignore[attr-defined]  # calls
            lines.append(pad + f"for {unit} in [" + joined(numbers, ", ") + "]:\n")
            body = _with_first(source, layers[0], unit).united(*(source.of(layer) for layer in layers))
            lines.append(pad + "    " + model.name + ".add(" + body + ")\n")
        if looped:
            edits.append((*model.span(source), joined(lines)))
    return program.having(source.edited(edits))


def _but_first(source: Source, layer: cst.BaseExpression) -> str:
    """The text of a layer without its first argument; empty where that is no number."""
    call = bare(layer)
    if call is None or not call.args or call.args[0].keyword is not None:
        return ""
    return _with_first(source, layer, "_").characters if isinstance(call.args[0].value, cst.Integer) else ""


def _with_first(source: Source, layer: cst.BaseExpression, name: str) -> Text:
    assert isinstance(layer, cst.Call)
    start, end = source.span(layer)
    first, last = source.span(layer.args[0].value)
    return source.text[start:first] + name + source.text[last:end]
