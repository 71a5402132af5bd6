"""`configparser`: sections of texts, with methods that convert them."""

from __future__ import annotations

import configparser
from collections.abc import Callable
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable
from zerolint.interp.values import Const, Items, Node, TupleValue, Unknown, Value

from ..registry import function
from .opening import file_text, held_text
from .texts import in_a_file

CONVERTED: Final[dict[str, Callable[[str], Any]]] = {
    "get": str,
    "getint": int,
    "getfloat": float,
    "getboolean": lambda text: configparser.ConfigParser.BOOLEAN_STATES[text.lower()],
}
CANT_BE: Final = (ArithmeticError, LookupError, ValueError, configparser.Error)


class Ini(Mutable):
    """`ConfigParser()`."""

    __slots__ = ("plain",)
    type_name = "a configuration"

    def __init__(self, origin: Node, *, plain: bool) -> None:
        super().__init__(origin)
        self.plain = plain
        self.fields["sections"] = DictValue({}, origin)

    def sections(self, m: Machine) -> DictValue:
        """Its sections on this path."""
        found = self.fields["sections"]
        return found if isinstance(found, DictValue) else DictValue({}, self.origin, Unknown("sections", self.origin))

    def section(self, m: Machine, name: Value, node: Node) -> Section:
        """`config["model"]`."""
        found = self.sections(m).subscript(m, name, node)
        return Section(found if isinstance(found, DictValue) else DictValue({}, node, Unknown("a section", node)), node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return self.section(m, index, node)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("read", "read_file", "read_string", "read_dict"):
            return Native(name, lambda m, call: self._read(name, call), node)
        if name in CONVERTED:
            return Native(name, lambda m, call: self._converted(name, call), node)
        if name == "items":
            return Native(name, lambda m, call: self._items(call), node)
        if name == "sections":
            return Native(name, lambda m, call: self._names(call), node)
        if name in ("set", "add_section", "remove_option", "remove_section"):
            return Native(name, lambda m, call: self._changed(call), node)
        return Unknown(f"`.{name}` of {self.type_name} is not known", node)

    def _names(self, call: Call) -> Value:
        items = call.m.iterate(self.sections(call.m))
        return ListValue(items.items, call.node, items.rest)

    def _converted(self, name: str, call: Call) -> Value:
        section, option = call.get("section", 0), call.get("option", 1)
        if section is None or option is None:
            return call.unknown("an option")
        found = self.section(call.m, section, call.node)
        return found.converted_option(call.m, name, option, call.kwargs.get("fallback"), call.node)

    def _items(self, call: Call) -> Value:
        section = call.get("section", 0)
        if section is None:
            return call.unknown("all sections")
        entries = self.section(call.m, section, call.node).entries
        return call.m.call_values(entries.attribute(call.m, "items", call.node), [], call.node)

    def _changed(self, call: Call) -> Value:
        self.havoc(call.m, "changed by the program")
        return Const(None, call.node)

    def _read(self, name: str, call: Call) -> Value:
        """What is read is added to what there is; nothing is sure where one file isn't."""
        m = call.m
        given = call.args[0] if call.args else None
        if name == "read":
            files = m.iterate(given) if isinstance(given, (ListValue, TupleValue)) else Items((given,) if given else ())
            texts = [file_text(m, file) for file in files.items] if files.exact else [None]
        elif name == "read_file":
            texts = [held_text(m, given)]
        else:
            texts = [given.value if isinstance(given, Const) and isinstance(given.value, str) else None]
        for text in texts:
            found = _sections(text, plain=self.plain) if text is not None else None
            if found is None:
                self.havoc(m, "read from a file that is not known")
                continue
            now = self.sections(m).contents(m)
            if now.entries.keys() & found.keys():
                self.havoc(m, "read from several files")
            else:
                made = {key: in_a_file(section) for key, section in found.items()}
                m.store.put(self.fields, "sections", DictValue({**now.entries, **made}, call.node, now.rest))
        return given if given is not None else call.unknown("nothing read")

    def havoc(self, m: Machine, reason: str) -> None:
        m.store.put(self.fields, "sections", DictValue({}, self.origin, Unknown(reason, self.origin)))


class Section(Value):
    """`config["model"]`: its options, by name in any case."""

    __slots__ = ("entries",)
    type_name = "a section of a configuration"

    def __init__(self, entries: DictValue, origin: Node) -> None:
        self.entries = entries
        self.origin = origin

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        lower = Const(index.value.lower()) if isinstance(index, Const) and isinstance(index.value, str) else index
        return self.entries.subscript(m, lower, node)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in CONVERTED:
            return Native(name, lambda m, call: self._get(name, call), node)
        return self.entries.attribute(m, name, node)

    def as_dict(self, m: Machine, node: Node) -> Value:
        """`dict(section)`, `**section`."""
        return self.entries

    def iterate(self, m: Machine) -> Items:
        return self.entries.iterate(m)

    def _get(self, name: str, call: Call) -> Value:
        option = call.get("option", 0)
        if option is None:
            return call.unknown("an option")
        return self.converted_option(call.m, name, option, call.get("fallback", 1), call.node)

    def converted_option(self, m: Machine, name: str, option: Value, fallback: Value | None, node: Node) -> Value:
        """An option as what the method gives it."""
        held = self.entries.contents(m)
        if isinstance(option, Const) and held.rest is None and str(option.value).lower() not in held.entries:
            return fallback if fallback is not None else Unknown("no such option", node)
        found = self.subscript(m, option, node)
        if not isinstance(found, Const) or not isinstance(found.value, str):
            return Unknown("an option that is not known", node, (name, found), found)
        try:
            return Const(CONVERTED[name](found.value))
        except CANT_BE:
            return Unknown(f"`{name}` of this raises", node)


def _sections(text: str, *, plain: bool) -> dict[str, dict[str, str]] | None:
    """The sections of a text, with what their options stand for; None if it can't be read."""
    parser = configparser.RawConfigParser() if plain else configparser.ConfigParser()
    try:
        parser.read_string(text)
        return {name: dict(parser[name]) for name in parser.sections()}
    except CANT_BE:
        return None


@function("configparser.ConfigParser", "configparser.SafeConfigParser")
def config_parser(call: Call) -> Value:
    """`ConfigParser()`; with arguments it reads otherwise."""
    return call.unknown("a configuration") if call.args or call.kwargs else Ini(call.node, plain=False)


@function("configparser.RawConfigParser")
def raw_config_parser(call: Call) -> Value:
    """`RawConfigParser()`, to which `%` is a letter like others."""
    return call.unknown("a configuration") if call.args or call.kwargs else Ini(call.node, plain=True)
