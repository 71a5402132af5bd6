"""Where numbers and words stand: in a dictionary, a data class, the command line's defaults."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from ..source import Source, leaf
from ..spelled import Spelled, way
from ..text import Edit, Text, joined

HOISTED = frozenset(
    {"activation", "batch_size", "epochs", "filters", "learning_rate", "loss", "momentum", "optimizer", "rate", "units"}
)
"""Arguments that people keep in a configuration."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    value: Text
    kind: str
    span: tuple[int, int]


def settings(source: Source) -> list[Setting]:
    """The literals that stand as such arguments in calls, each under a name of its own."""
    found: list[Setting] = []
    counts: dict[str, int] = {}
    for call in source.calls():
        for index, arg in enumerate(call.args):
            name = arg.keyword.value if arg.keyword is not None else _positional(call, index)
            kind = _kind(arg.value)
            if name in HOISTED and kind and arg.star == "":
                counts[name] = counts.get(name, 0) + 1
                own = name if counts[name] == 1 else f"{name}_{counts[name]}"
                found.append(Setting(own, source.of(arg.value), kind, source.span(arg.value)))
    return found


def _positional(call: cst.Call, index: int) -> str:
    name = leaf(call.func)
    return {"Dense": "units", "Dropout": "rate", "Adam": "learning_rate", "SGD": "learning_rate"}.get(name, "") * (
        index == 0
    )


def _kind(value: cst.BaseExpression) -> str:
    match value:
        case cst.Integer():
            return "int"
        case cst.Float():
            return "float"
        case cst.SimpleString():
            return "str"
        case cst.UnaryOperation(operator=cst.Minus(), expression=cst.Integer() | cst.Float()):
            return _kind(value.expression)
    return ""


def _hoisted(program: Spelled, head: object, use: object) -> Spelled | None:
    source = program.source
    found = settings(source)
    if not found:
        return None
    at = source.after_imports()
    edits: list[Edit] = [(at, at, head(found))]  # type: ignore[operator]
    edits += [(*one.span, use(one)) for one in found]  # type: ignore[operator]
    return program.having(source.edited(edits))


@way
def settings_in_a_dictionary(program: Spelled) -> Spelled | None:
    """Arguments from a dictionary."""
    name = program.source.fresh("CONFIG")

    def head(found: list[Setting]) -> Text:
        return joined([f"\n{name} = {{\n", *(f'    "{one.name}": ' + one.value + ",\n" for one in found), "}\n"])

    return _hoisted(program, head, lambda one: f'{name}["{one.name}"]')


@way
def settings_in_a_dataclass(program: Spelled) -> Spelled | None:
    """Arguments from the fields of a data class."""
    name = program.source.fresh("settings")

    def head(found: list[Setting]) -> Text:
        fields = [f"    {one.name}: {one.kind} = " + one.value + "\n" for one in found]
        start = "from dataclasses import dataclass\n\n\n@dataclass\nclass Settings:\n"
        return joined([start, *fields, f"\n\n{name} = Settings()\n"])

    return _hoisted(program, head, lambda one: f"{name}.{one.name}")


@way
def settings_from_the_command_line(program: Spelled) -> Spelled | None:
    """Arguments from the defaults of an `ArgumentParser`."""
    parser, name = program.source.fresh("parser"), program.source.fresh("args")

    def head(found: list[Setting]) -> Text:
        lines = [
            f'{parser}.add_argument("--{one.name}", type={one.kind}, default=' + one.value + ")\n" for one in found
        ]
        start = f"import argparse\n\n{parser} = argparse.ArgumentParser()\n"
        return joined([start, *lines, f"{name} = {parser}.parse_args([])\n"])

    return _hoisted(program, head, lambda one: f"{name}.{one.name}")
