"""Shuffles, remembered for the rule that asks whether inputs and targets got one and the same order."""

from __future__ import annotations

from zerolint.interp.call import Call
from zerolint.interp.values import Const, Node, Value


def remember(call: Call, seed: Value | None = None, *, own: Node = None) -> None:
    """A shuffle at this call. `seed`: what it starts from, if it has one of its own; `own`: the generator's origin."""
    call.m.record("shuffle", {**seeding(seed), "own": own}, call.node)


def seeding(seed: Value | None) -> dict[str, object]:
    """Whether there is a seed of its own, and which, if that is known."""
    given = seed is not None and seed != Const(None)
    return {"seeded": given, "seed": seed if given and isinstance(seed, Const) else None}
