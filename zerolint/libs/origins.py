"""Where values come from that nothing else is known of: what they were computed from, back to a file or an array."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import Choice, Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import Data, Listing, Origin, Source
from zerolint.program.fact import Site

from .arrays import Array, Facets
from .pipes import Pipe

MAX_DEPTH: Final = 8


class Place(Value):
    """A file or folder that the program reads: what is computed from its contents refers to it."""

    __slots__ = ("source",)
    type_name = "a file"

    def __init__(self, source: Source, origin: Node = None) -> None:
        self.source = source
        self.origin = origin


def source_in(m: Machine, value: Value | None, depth: int = 0) -> Source | None:
    """The source of a value of any kind; constants inside of it say nothing."""
    if depth > MAX_DEPTH or value is None:
        return None
    if isinstance(value, Array):
        return value.data(m).source
    if isinstance(value, Place):
        return value.source
    if isinstance(value, Unknown):
        if isinstance(value.of, Const):
            return Source(Origin.LITERAL, "values in the source", value.of.origin)
        return source_in(m, value.of, depth + 1)
    found = (source_in(m, part, depth + 1) for part in _parts(m, value))
    return next((source for source in found if source is not None), None)


def _parts(m: Machine, value: Value) -> tuple[Value, ...]:
    text = getattr(value, "text", None)
    if isinstance(text, Value):
        return (text,)
    if isinstance(value, Choice):
        return tuple(arm for _, arm in value.arms)
    if isinstance(value, Pipe):
        return (value.element,)
    if isinstance(value, DictValue):
        now = value.contents(m)
        return (*now.entries.values(), *([now.rest] if now.rest is not None else []))
    if isinstance(value, (TupleValue, ListValue)):
        items = m.iterate(value)
        return (*([items.rest] if items.rest is not None else []), *items.items[:64])
    return ()


def of_unknown(m: Machine, value: Unknown, whole: object = None) -> Data:
    """The facets of something unknown: its source, if that is known, and the reason."""
    source, listed = source_in(m, value), listing(value)
    if source is not None and listed is not None:
        source = replace(source, listed=listed)
    return Data(source=source, whole=whole, why=value.reason)


LISTED: Final = "file name"
"""Begins the key of the names in a folder; the call that listed them follows, the folder, and what listed it."""


def listing(value: object) -> Listing | None:
    """The one listing that a path was made from; None where there is none, or several."""
    found = set(_listings(value))
    return found.pop() if len(found) == 1 else None


def _listings(value: object) -> Iterator[Listing]:
    if isinstance(value, Array):
        facets = value.fields["data"]
        source = facets.data.source if isinstance(facets, Facets) and facets.data.did("sort") is None else None
        if source is not None and source.listed is not None:
            yield source.listed
        return
    text = getattr(value, "text", None)
    parts: object = text if isinstance(text, Value) else value
    parts = parts.key if isinstance(parts, Unknown) else parts
    match parts:
        case (word, node, str() as folder, str() as by) if word == LISTED:
            yield Listing(Site(node), folder, by)
        case tuple():
            for part in parts:
                yield from _listings(part)
