"""Small records of the machine."""

from __future__ import annotations

from typing import Any, NamedTuple

from .values import Node, Path, Value


class LoopContext(NamedTuple):
    """A loop that is being executed. `count`: its known number of iterations; `candidates`: it walks over a literal."""

    node: Node
    count: int | None  # type: ignore[assignment]  # hides tuple.count, which nobody calls
    candidates: bool
    unrolled: bool
    source: Value | None = None
    """What a `for` goes over."""


class Event(NamedTuple):
    """Something a library wants remembered, with the circumstances it happened in."""

    kind: str
    payload: Any
    node: Node
    path: Path
    loops: tuple[LoopContext, ...]
    assumed: bool
