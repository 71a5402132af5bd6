"""Texts that hold data: `json.loads`, `ast.literal_eval`, `io.StringIO` of what is written in the program."""

from __future__ import annotations

import ast
import json
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.containers import from_plain
from zerolint.interp.values import Const, Node, Value

from ..registry import function

MAX_TEXT: Final = 10_000


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


@function("json.loads", "ast.literal_eval")
def loads(call: Call) -> Value:
    """The object that a text in the source stands for; of other texts, something that is made of them."""
    text = call.get("s", 0) or call.get("node_or_string", 0)
    func = getattr(call.node, "func", None)
    name = getattr(getattr(func, "attr", func), "value", "")
    if isinstance(text, Const) and isinstance(text.value, str) and len(text.value) <= MAX_TEXT:
        read = ast.literal_eval if name == "literal_eval" else json.loads
        try:
            return from_plain(read(text.value), call.node)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass
    return call.unknown("what a text holds")
