"""Methods of text: pure ones are computed on constants."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Final

from .callables import Native
from .plain import from_plain, plain
from .values import Const, Node, TupleValue, Unknown, Value, label

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine

_WORDS: Final = """
    capitalize casefold center count encode endswith find format index isalnum isalpha isdecimal isdigit islower
    isnumeric isspace isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rjust
    rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill
"""
PURE: Final = frozenset(_WORDS.split())
MAX_TEXT: Final = 10_000
_WIDE: Final = re.compile(r"\d{4,}")
"""Widths that would make long texts."""


def method(text: Const, name: str, node: Node) -> Value:
    """`text.name`."""
    if name not in PURE:
        return Unknown(f"`.{name}` of text is not known", node)
    return Native(f"str.{name}", lambda m, call: _run(m, text, name, call), node)


def _run(m: Machine, text: Const, name: str, call: Call) -> Value:
    if name == "format":
        _note_formats(m, text.value, call)
    known = [plain(m, value, ...) for value in call.args]
    named = {key: plain(m, value, ...) for key, value in call.kwargs.items()}
    if ... in known or ... in named.values() or call.open or _large(text.value, name, known):
        keys = tuple(v.key if isinstance(v, Unknown) else v for v in call.args)
        return call.unknown(f"text made by `{name}`", (name, keys, text))
    try:
        result = getattr(text.value, name)(*known, **named)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return call.unknown(f"str.{name} of this raises")
    return from_plain(result, call.node)


def _large(text: str, name: str, known: list[object]) -> bool:
    """Whether the result could be long."""
    if name in ("center", "ljust", "rjust", "zfill"):
        return any(isinstance(v, int) and v > MAX_TEXT for v in known)
    if name == "format":
        return _WIDE.search(text) is not None or any(isinstance(v, str) and len(v) > MAX_TEXT for v in known)
    if name == "replace":
        return len(text) * max((len(v) for v in known if isinstance(v, str)), default=0) > MAX_TEXT * 10
    return False


def _note_formats(m: Machine, text: str, call: Call) -> None:
    """Values with formats of their own kind (`"{:d}".format(p)`) may want to know."""
    try:
        fields = [(words, name, spec) for words, name, spec, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return
    for position, (words, name, spec) in enumerate(fields):
        if name and not name.isdigit():
            value = call.kwargs.get(name)
        else:
            index = int(name) if name else position
            value = call.args[index] if index < len(call.args) else None
        label(m, value, words, call.node)
        formatted = getattr(value, "formatted", None)
        if formatted is not None:
            formatted(m, spec or "", call.node)


_PERCENT: Final = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]")


def note_percent(m: Machine, text: str, value: Value, node: Node) -> None:
    """The fields of `"loss %.2f, class %d" % (loss, p)`, and what stands in front of them."""
    values = value.items if isinstance(value, TupleValue) else (value,)
    for words, field, each in zip(_PERCENT.split(text), _PERCENT.findall(text), values, strict=False):
        label(m, each, words, node)
        formatted = getattr(each, "formatted", None)
        if formatted is not None:
            formatted(m, field, node)
