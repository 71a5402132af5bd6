"""Texts that hold data: JSON, YAML, TOML and literals, written in the program or in a small file of the project.

What stands in a file has no place in the program: findings that rest on it stand where it is used.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections.abc import Callable
from itertools import accumulate
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.plain import from_plain
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value

from ..registry import function
from .opening import file_text, held_text

MAX_TEXT: Final = 10_000
MAX_YAML: Final = 20_000
"""Characters: PyYAML reads about 100,000 a second."""
MAX_VALUES: Final = 2_000
"""A configuration has fewer; files with more hold data, and YAML's references can make any number out of few lines."""
RECORD: Final = 30
"""For how many values a list or dictionary counts: data are many records, and loops go through them."""
MAX_DEPTH: Final = 16

Make = Callable[[Value], Value]


class TextFile(Value):
    """`io.StringIO(text)`: a file whose text stands in the program."""

    __slots__ = ("text",)
    type_name = "a text as a file"

    def __init__(self, text: str, origin: Node) -> None:
        self.text = text
        self.origin = origin


@function("io.StringIO", "io.BytesIO")
def text_file(call: Call) -> Value:
    """A text that is read as a file would be."""
    text = call.const("initial_value", 0) or call.const("initial_bytes", 0)
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if isinstance(text, str) and len(text) <= MAX_TEXT:
        return TextFile(text, call.node)
    return call.unknown("a file in memory")


@function("ast.literal_eval")
def read_literal(call: Call) -> Value:
    """The object that a text in the source stands for; of other texts, something that is made of them."""
    return _read(call, ast.literal_eval, "node_or_string")


@function("json.load", "json.loads", "simplejson.load", "simplejson.loads", "ujson.load", "ujson.loads")
def read_json(call: Call) -> Value:
    """`json.load(file)`; an `object_hook` makes something of each object."""
    hook = call.kwargs.get("object_hook")
    if set(call.kwargs) - {"fp", "s", "object_hook", "encoding"}:
        return call.unknown("what a text holds")
    make: Make | None = (lambda made: call.m.call_values(hook, [made], call.node)) if hook is not None else None
    return _read(call, json.loads, "fp", "s", make=make)


@function("yaml.load", "yaml.safe_load", "yaml.full_load", "yaml.unsafe_load")
def read_yaml(call: Call) -> Value:
    """`yaml.safe_load(file)`."""
    loader = call.get("Loader", 1)
    if loader is not None and not (isinstance(loader, LibRef) and loader.path.startswith("yaml.")):
        return call.unknown("what a text holds")
    return _read(call, yaml, "stream")


@function("tomllib.load", "tomllib.loads", "tomli.load", "tomli.loads", "toml.load", "toml.loads")
def read_toml(call: Call) -> Value:
    """`tomllib.load(file)`."""
    return _read(call, _toml, "fp", "s")


def yaml(text: str) -> Any:
    """The object that a YAML text stands for."""
    if len(text) > MAX_YAML or _brackets(text) > MAX_DEPTH:
        raise ValueError("too long")
    for name in ("yaml", "yaml_ft"):  # LibCST brings the one or the other
        try:
            found = importlib.import_module(name)
        except ImportError:
            continue
        try:
            return found.safe_load(text)
        except found.YAMLError as error:
            raise ValueError(str(error)) from error
    raise ValueError("nothing here reads YAML")


def _brackets(text: str) -> int:
    """How deeply brackets are nested: PyYAML's time grows with the square of that (20,000: half a minute)."""
    steps = [1 if bracket in "[{" else -1 for bracket in re.findall(r"[\[\]{}]", text)]
    return max(accumulate(steps), default=0)


def _toml(text: str) -> Any:
    try:
        return importlib.import_module("tomllib").loads(text)
    except ImportError:  # Python 3.10
        return importlib.import_module("tomli").loads(text)


def file_in_yaml(m: Machine, path: Value | None) -> Value | None:
    """The value of the YAML file of the project that the program opens under this path."""
    text = file_text(m, path)
    found = _parsed(text, yaml) if text is not None else None
    return in_a_file(found) if found is not None else None


def _read(call: Call, reader: Callable[[str], Any], *names: str, make: Make | None = None) -> Value:
    """What `reader` makes of the text that is given, or of the file that was opened."""
    given = call.first(*names, position=0)
    if isinstance(given, TextFile):
        given = Const(given.text, given.origin)
    if isinstance(given, Const) and isinstance(given.value, str) and len(given.value) <= MAX_TEXT and make is None:
        found = _parsed(given.value, reader)
        if found is not None:
            return from_plain(found, call.node)
    held = held_text(call.m, given)
    found = _parsed(held, reader) if held is not None else None
    made = in_a_file(found, make) if found is not None else None
    return made if made is not None else call.unknown("what a text holds")


def _parsed(text: str, reader: Callable[[str], Any]) -> Any:
    """The object; None where the text can't be read, or holds nothing, or too much."""
    try:
        found = reader(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return found if _size(found, 0) <= MAX_VALUES else None


def _size(value: Any, depth: int) -> int:
    """How much there is; too much where it is nested too deeply, or in itself."""
    if depth > MAX_DEPTH:
        return MAX_VALUES + 1
    if not isinstance(value, (dict, list, set, tuple)):
        return 1
    size = RECORD
    for item in value.values() if isinstance(value, dict) else value:
        size += _size(item, depth + 1)
        if size > MAX_VALUES:
            break
    return size


def in_a_file(value: Any, make: Make | None = None) -> Value:
    """The value of an object that stands in a file; `make` is applied to each dictionary, inner ones first."""
    if isinstance(value, dict):
        made = DictValue({key: in_a_file(item, make) for key, item in value.items()})
        return make(made) if make is not None else made
    if isinstance(value, list):
        return ListValue(tuple(in_a_file(item, make) for item in value))
    if isinstance(value, tuple):
        return TupleValue(tuple(in_a_file(item, make) for item in value))
    if value is None or isinstance(value, (bool, int, float, str)):
        return Const(value)
    return Unknown(f"a {type(value).__name__} in a file")
