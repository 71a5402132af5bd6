"""Words that are numbered in the chance order of a set, in programs whose weights outlive a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import libcst as cst

from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, Unknown, Value
from zerolint.libs import dtypes
from zerolint.libs.arrays import Array
from zerolint.program.data import Kind
from zerolint.program.operation import Operation
from zerolint.source.code import code_of
from zerolint.source.walk import walk

from .facts import site

KEPT: Final = re.compile(r"\b(pickle|joblib|PYTHONHASHSEED|json\.(dump|load)|np\.(save|load)\w*|to_csv|\.write\()")
"""What may keep the numbers of one run for the next."""

TEXTS: Final = frozenset({"items of a constant", "the contents of a file"})
"""What is known of the letters of a text that is read, or of a long one in the source."""


def numbered_anew(m: Machine) -> Iterator[Operation]:
    """An operation `numbered-anew` for each dictionary of such numbers; `saved` if the program saves what it trains."""
    found = [event for event in m.events if event.kind == "numbered" and _words(m, event.payload)]
    if not found:
        return
    units = m.state.get("units", ())
    if any(KEPT.search(code) for unit in units for code in unit.codes):
        return
    mapped = {id(node) for unit in units for body in unit.bodies for node in _mapped(part for part, _ in walk(body))}
    loaded = next((site(event.node) for event in m.events if event.kind == "loaded"), None)
    saved = any(event.kind == "used" and event.payload[1] in ("save", "save_weights") for event in m.events)
    for event in found:
        if id(event.node) in mapped:
            made = event.payload.origin if event.payload.origin is not None else event.node
            parts = {"set": site(made), "saved": saved, "loaded": loaded}
            yield Operation("numbered-anew", site(event.node), {key: part for key, part in parts.items() if part})


def _words(m: Machine, value: Value) -> bool:
    """Whether its items are strings, whose order in a set is another one in each run; numbers keep theirs."""
    value = m.state.get("unordered parts", {}).get(id(value), value)
    if isinstance(value, Array):
        data = value.data(m)
        return dtypes.is_text(data.dtype) or data.kind is Kind.TEXT
    items = m.iterate(value)
    if items.items:
        return any(isinstance(item, Const) and isinstance(item.value, str) for item in items.items)
    return isinstance(items.rest, Unknown) and items.rest.reason in TEXTS


def _mapped(parts: Iterable[cst.CSTNode]) -> Iterator[Node]:
    """What a dictionary of numbers is made of: `{w: i for i, w in …}`, `dict((w, i) for …)`, `for …: d[w] = i`."""
    for part in parts:
        match part:
            case cst.DictComp():
                yield part.for_in.iter
            case cst.Call(func=cst.Name("dict"), args=[cst.Arg(value=cst.GeneratorExp() | cst.ListComp() as pairs)]):
                yield pairs.for_in.iter
            case cst.Call(func=cst.Name("dict"), args=[cst.Arg(value=cst.Call() as pairs)]):
                yield pairs
            case cst.For() if re.search(r"^\s*[\w.]+\[\w+\] = \w+$", code_of(part.body), re.M):
                yield part.iter
            case cst.Attribute(attr=cst.Name("index")):
                yield part
