"""Operations: what handlers recorded beside compile, fit and predict, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from zerolint.interp.context import Event
from zerolint.interp.machine import Machine
from zerolint.interp.ranges import first_item
from zerolint.interp.values import Const
from zerolint.libs.arrays import Array, Trace
from zerolint.libs.origins import listing
from zerolint.program.data import Data
from zerolint.program.operation import Operation

from .facts import site
from .runs import conditions

PLAIN: Final = (str, int, float, bool, Data)


def operation_of(m: Machine, event: Event, order: int) -> Operation | None:
    """The operation that an event stands for; None where its payload isn't a mapping of parts."""
    if event.kind == "sorted":
        found = listing(event.payload) or listing(first_item(m.iterate(event.payload), event.node))
        return None if found is None else Operation("sorted", site(event.node), {"folder": found.folder}, order=order)
    payload = {"data": event.payload} if isinstance(event.payload, Data) else event.payload
    if not isinstance(payload, Mapping):
        return None
    parts = {name: part for name, value in payload.items() for part in _part(m, value)}
    path = conditions(m, dict(event.path))
    return Operation(event.kind, site(event.node), parts, path, event.assumed, order, repeated=bool(event.loops))


def _part(m: Machine, value: Any) -> Iterator[object]:
    """The value as plain data; nothing where there is no telling."""
    match value:
        case None:
            return
        case Array():
            yield value.data(m)
        case Const():
            yield from _part(m, value.value)
        case Trace():
            return  # what is read from predictions stands with them
        case list() | tuple():
            yield tuple(part for item in value for part in _part(m, item))
        case _ if isinstance(value, PLAIN):
            yield value
        case _ if hasattr(value, "deep_equals"):  # a node: a place in the source
            yield site(value)
