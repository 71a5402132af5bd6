"""`argparse`: what the program's options are by default.

Options with a value have their default; a switch may be given or not, so it is undecided.
"""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable
from zerolint.interp.store import choice
from zerolint.interp.values import NONE, Condition, Const, Node, Path, TupleValue, Unknown, Value

from ..bags import Bag
from ..registry import function

NAMESPACE: Final = "the program's arguments"


class Parser(Mutable):
    """An ArgumentParser (or a group of it): one field per option, and the parsers of its sub-commands."""

    __slots__ = ("commands", "short")
    type_name = "an argument parser"

    def __init__(self, origin: Node) -> None:
        super().__init__(origin)
        self.commands: list[tuple[str, Parser]] = []
        self.short: dict[str, str] = {}
        """Every flag without its dashes (`e`, `epochs`) and the attribute that it sets."""

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        method = _METHODS.get(name)
        if method is not None:
            return Native(f"ArgumentParser.{name}", lambda m, call: method(self, call), node)
        return Native(f"ArgumentParser.{name}", lambda m, call: NONE, node)

    def truth(self, m: Machine) -> bool | None:
        return True

    def havoc(self, m: Machine, reason: str) -> None:
        """Functions that get a parser add options, which stay unknown."""

    def options(self, m: Machine) -> dict[str, Value]:
        """Options by name, those of sub-commands included."""
        found = dict(self.fields)
        arms: dict[str, list[tuple[Path, Value]]] = {}
        for word, parser in self.commands:
            path = ((Condition(("command", self, word), self.origin, f"the command `{word}`"), True),)
            for name, value in parser.options(m).items():
                arms.setdefault(name, []).append((path, value))
        for name, values in arms.items():
            found[name] = choice(values, self.origin)
        return found


@function("argparse.ArgumentParser", "configargparse.ArgumentParser", "configargparse.ArgParser")
def argument_parser(call: Call) -> Value:
    """`argparse.ArgumentParser(parents=[…])`."""
    parser = Parser(call.node)
    parents = call.get("parents")
    for parent in call.m.iterate(parents).items if parents is not None else ():
        if isinstance(parent, Parser):
            parser.fields.update(parent.fields)
    return parser


@function("argparse.Namespace")
def namespace(call: Call) -> Value:
    """`argparse.Namespace(lr=0.1)`."""
    return Bag(NAMESPACE, dict(call.kwargs), call.node, open_=call.open)


def _add_argument(parser: Parser, call: Call) -> Value:
    """`add_argument("--lr", type=float, default=0.1)`."""
    name = destination(call)
    if name is not None:
        call.m.store.put(parser.fields, name, default_of(call, name))
        words = [v.value for v in call.args if isinstance(v, Const) and isinstance(v.value, str)]
        parser.short.update((word.lstrip("-"), name) for word in words if word.startswith("-"))
    return NONE


def destination(call: Call) -> str | None:
    """The attribute that an option sets: `dest`, the first long name, else the first."""
    dest = call.const("dest")
    if isinstance(dest, str):
        return dest
    words = [v.value for v in call.args if isinstance(v, Const) and isinstance(v.value, str)]
    chosen = next((w for w in words if w.startswith("--")), words[0] if words else None)
    return chosen.lstrip("-").replace("-", "_") if chosen else None


_COUNTING: Final = frozenset({"append", "append_const", "count", "extend", "help", "version"})


def default_of(call: Call, name: str) -> Value:
    """What an option is when it isn't given; unknown where it then must be, or where it is a switch."""
    action = call.const("action")
    given = call.get("default")
    if action in ("store_true", "store_false", "store_const") or "BooleanOptionalAction" in repr(call.get("action")):
        if isinstance(given, Const) and given.value is True and action != "store_false":
            return given
        return undecided(call, name)
    positional = call.args and isinstance(call.args[0], Const) and not str(call.args[0].value).startswith("-")
    if given is None:
        if positional or call.const("required") is True or action in _COUNTING:
            return undecided(call, name)
        return Const(None, call.node)
    if isinstance(given, Const) and given.value is None:
        return undecided(call, name) if call.const("required") is True else given
    if isinstance(given, (ListValue, TupleValue)) and not call.m.length(given):
        return undecided(call, name)  # the command line fills it
    return converted(call, given)


def undecided(call: Call, name: str) -> Value:
    """A value that the command line decides."""
    return Unknown(f"argument `{name}` is given when the program runs", call.node, ("argument", name, call.node))


def converted(call: Call, given: Value) -> Value:
    """A default given as text goes through `type`."""
    kind = call.get("type")
    if isinstance(given, Const) and isinstance(given.value, str) and isinstance(kind, Native) and kind.name != "str":
        return call.m.call_values(kind, [given], call.node)
    return given


def _parse(parser: Parser, call: Call) -> Value:
    """`parse_args()`."""
    bag = Bag(NAMESPACE, parser.options(call.m), call.node, open_=True)
    words = call.m.plain(call.args[0]) if call.args else None
    if isinstance(words, (list, tuple)):
        _given(call, bag, [str(w) for w in words], parser.short)
    return bag


def _given(call: Call, bag: Bag, words: list[str], short: dict[str, str]) -> None:
    """Options written in the call: `parse_args(["--lr", "0.1"])`."""
    for position, word in enumerate(words):
        flag, sign, text = word.lstrip("-").partition("=")
        name = short.get(flag, flag.replace("-", "_"))
        if not word.startswith("-") or name not in bag.fields:
            continue
        following = words[position + 1] if position + 1 < len(words) else "-"
        value: object = text if sign else (following if not following.startswith("-") else True)
        old = bag.fields[name]
        if isinstance(old, Const) and isinstance(old.value, (int, float)) and isinstance(value, str):
            try:
                value = type(old.value)(value)
            except ValueError:
                continue
        bag.fields[name] = Const(value, call.node)


def _parse_known(parser: Parser, call: Call) -> Value:
    """`parse_known_args()`."""
    rest = ListValue((), call.node, Unknown("further arguments", call.node))
    return TupleValue((_parse(parser, call), rest), call.node)


def _set_defaults(parser: Parser, call: Call) -> Value:
    """`set_defaults(func=train)`."""
    for name, value in call.kwargs.items():
        call.m.store.put(parser.fields, name, value)
    return NONE


def _group(parser: Parser, call: Call) -> Value:
    """Groups add to their parser."""
    return parser


def _subparsers(parser: Parser, call: Call) -> Value:
    """`add_subparsers(dest="command")`: an object whose `add_parser` makes parsers of the same arguments."""
    dest = call.const("dest")
    if isinstance(dest, str):
        call.m.store.put(parser.fields, dest, undecided(call, dest))
    return parser


def _add_parser(parser: Parser, call: Call) -> Value:
    """`subparsers.add_parser("train")`."""
    word = call.const("name", 0)
    made = argument_parser(call)
    if isinstance(made, Parser):
        parser.commands.append((str(word), made))
    return made


_METHODS: Final = {
    "add_argument": _add_argument,
    "add_argument_group": _group,
    "add_mutually_exclusive_group": _group,
    "add_parser": _add_parser,
    "add_subparsers": _subparsers,
    "parse_args": _parse,
    "parse_intermixed_args": _parse,
    "parse_known_args": _parse_known,
    "set_defaults": _set_defaults,
}
