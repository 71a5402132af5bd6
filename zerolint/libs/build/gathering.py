"""Metrics of a hand-written training that gather the values of every epoch so far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from zerolint.interp.context import Event, LoopContext
from zerolint.interp.machine import Machine
from zerolint.program.operation import Operation
from zerolint.source.code import code_of

from .facts import site


def never_reset(m: Machine) -> Iterator[Operation]:
    """An operation `metric-never-reset` for each metric that is read in a loop around the one that updates it."""
    gathered: dict[int, list[Event]] = {}
    for event in m.events:
        if event.kind == "metric":
            gathered.setdefault(id(event.payload[0].identity), []).append(event)
    if not gathered or _resets(m, [event for events in gathered.values() for event in events]):
        return
    for events in gathered.values():
        made = next((event for event in events if event.payload[1] == "made"), None)
        if made is not None and not any(event.payload[1] == "reset" for event in events):
            yield from _of_one(made, events)


def _resets(m: Machine, events: list[Event]) -> bool:
    """Whether something is reset of which it isn't known what it is (each of a list, say)."""
    known = {code_of(event.node.value).rpartition(".")[2] for event in events if event.payload[1] == "reset"}
    texts = (code for unit in m.state.get("units", ()) for code in unit.codes)
    return any(name not in known for text in texts for name in re.findall(r"(\w*)\)?\.reset_\w", text))


def _of_one(made: Event, events: list[Event]) -> Iterator[Operation]:
    metric = made.payload[0]
    for read in (event for event in events if event.payload[1] == "read"):
        for update in (event for event in events if event.payload[1] == "updated"):
            found = _loops(made, read, update)
            if found is not None:
                outer, inner = found
                running = id(inner.node) in {id(loop.node) for loop in read.loops}
                parts = {"metric": metric.leaf, "object": code_of(read.node.value), "made": site(metric.origin)}
                parts |= {"running": running}
                places = {"update": site(update.node), "outer": site(outer.node)}
                places |= {"inner": site(inner.node)} if _holds(outer.node, inner.node) else {}
                yield Operation("metric-never-reset", site(read.node), {**parts, **places})
                return


def _loops(made: Event, read: Event, update: Event) -> tuple[LoopContext, LoopContext] | None:
    """The innermost loop in which it is read and updated but not made, and the next one, which only updates it.

    Where it is read for each batch as well, the innermost loop and the one around that.
    """
    own, reading = [{id(loop.node) for loop in event.loops} for event in (made, read)]
    shared = [loop for loop in update.loops if id(loop.node) in reading]
    inside = [loop for loop in update.loops if id(loop.node) not in reading] or shared[-1:]
    outer = shared[-1] if shared and inside[0] is not shared[-1] else next(iter(shared[-2:-1]), None)
    if outer is None or id(outer.node) in own or outer.count == 1:
        return None
    return outer, inside[0]


def _holds(outer: Any, inner: Any) -> bool:
    """Whether a loop stands among the statements of the other one."""
    return any(statement is inner for statement in getattr(outer.body, "body", ()))
