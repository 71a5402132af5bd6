"""Other ways to the command line: absl and TensorFlow flags, click, fire, typer."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Function, Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Const, Node, Unknown, Value

from ..bags import Bag
from ..registry import constant, decorator, function
from .arguments import destination, undecided

PLACES: Final = ("absl.flags", "tensorflow.app.flags", "tensorflow.flags", "tensorflow.python.platform.flags", "gflags")
KINDS: Final = ("bool", "boolean", "enum", "float", "integer", "list", "multi_integer", "multi_string", "string")


class Flags(Value):
    """`flags.FLAGS`: what `DEFINE_…` calls defined."""

    __slots__ = ()
    type_name = "the program's flags"

    def __init__(self, origin: Node) -> None:
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        found = defined(m).get(name)
        if found is not None:
            return found
        if name in ("parse_flags", "__call__", "mark_as_parsed"):
            return Native(name, lambda m, call: NONE, node)
        return Unknown(f"flag `{name}` is not known", node, ("flag", name))

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        defined(m)[name] = value

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        name = index.value if isinstance(index, Const) else ""
        return Bag("a flag", {"value": self.attribute(m, str(name), node)}, node)

    def call(self, m: Machine, call: Call) -> Value:
        return ListValue((), call.node, Unknown("further arguments", call.node))

    def truth(self, m: Machine) -> bool | None:
        return True


def defined(m: Machine) -> dict[str, Value]:
    """Flags by name."""
    found: dict[str, Value] = m.state.setdefault("flags", {})
    return found


@constant(*(f"{place}.FLAGS" for place in PLACES))
def flags_value(node: Node) -> Value:
    """`FLAGS`."""
    return Flags(node)


@function(*(f"{place}.DEFINE_{kind}" for place in PLACES for kind in KINDS))
def define(call: Call) -> Value:
    """`flags.DEFINE_float("lr", 0.1, "help")`."""
    name = call.first("name", "flag_name", position=0)
    given = call.first("default", "default_value", position=1)
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return call.unknown("a flag")
    value = given if given is not None else Const(None, call.node)
    if isinstance(given, Const) and given.value is False:
        value = undecided(call, name.value)
    defined(call.m)[name.value] = value
    return Bag("a flag", {"value": value, "name": name, "default": value}, call.node)


@function("absl.app.run", "tensorflow.app.run", "tensorflow.python.platform.app.run", "typer.run", "fire.Fire")
def run(call: Call) -> Value:
    """`app.run(main)` calls main; without an argument the module's `main`."""
    m = call.m
    main = call.first("main", "component", position=0)
    if main is None:
        main = m.scope.module.names.get("main")
    if main is None:
        return NONE
    flags_style = "app.run" in _words(call)
    arguments: list[Value] = [Unknown("the command line", call.node)] if flags_style and _takes_argument(main) else []
    return m.call_values(main, arguments, call.node)


def _words(call: Call) -> str:
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "")
    owner = getattr(getattr(func, "value", None), "value", "")
    owner = (
        owner if isinstance(owner, str) else getattr(getattr(getattr(func, "value", None), "attr", None), "value", "")
    )
    return f"{owner}.{word}"


def _takes_argument(main: Value) -> bool:
    return isinstance(main, Function) and bool(main.node.params.params)


@decorator("click.option", "click.argument")
def click_option(decorated: Value, call: Call) -> Value:
    """`@click.option("--lr", default=0.1)` gives the parameter its default."""
    name = destination(call)
    given = call.get("default")
    if isinstance(decorated, Function) and name is not None and name not in decorated.defaults:
        if call.const("is_flag") is True or given is None:
            decorated.defaults[name] = undecided(call, name)
        else:
            decorated.defaults[name] = given
    return decorated


@function("typer.Option", "typer.Argument")
def typer_option(call: Call) -> Value:
    """`lr: float = typer.Option(0.1)`."""
    given = call.get("default", 0)
    if given is None or (isinstance(given, Const) and given.value is ...):
        return call.unknown("an option that must be given")
    return given
