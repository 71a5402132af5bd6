"""Seeds that a loop sets again for each batch, so that each batch is drawn alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zerolint.interp.context import Event
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const
from zerolint.program.operation import Operation

from .facts import site
from .runs import conditions


def seeded_batches(m: Machine) -> Iterator[Operation]:
    """An operation `seed-per-batch` for each seed that is set, drawn from and trained after in one loop."""
    seeds = [event for event in m.events if event.kind == "seed" and event.loops and _constant(event.payload)]
    if not seeds:
        return
    trained = _loops(m, ("step", "training"))
    drawn = _loops(m, ("drawn",))
    for seed in seeds:
        loop = id(seed.loops[-1].node)
        if loop in trained and loop in drawn and seed.loops[-1].count != 1:
            parts = {
                "seed": seed.payload["value"].value,
                "drawn": site(drawn[loop].node),
                "trained": site(trained[loop].node),
            }
            yield Operation("seed-per-batch", site(seed.node), parts, conditions(m, dict(seed.path)))


def _constant(payload: dict[str, Any]) -> bool:
    value = payload["value"]
    return payload["of"] == "np.random" and isinstance(value, Const) and isinstance(value.value, int)


def _loops(m: Machine, kinds: tuple[str, ...]) -> dict[int, Event]:
    """The innermost loops in which such a thing happens, with the first of them; calls of `fit` are none of a batch."""
    found: dict[int, Event] = {}
    for event in m.events:
        whole = event.kind == "training" and event.payload.call != "train_on_batch"
        if event.kind in kinds and event.loops and not whole:
            found.setdefault(id(event.loops[-1].node), event)
    return found
