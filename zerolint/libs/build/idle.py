"""What is written and never used: optimizers, while `compile` is given a string, and methods that nothing calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import libcst as cst

from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node
from zerolint.knowledge import optimizers
from zerolint.libs.keras.configured import Made
from zerolint.libs.keras.training import Compiled, Training
from zerolint.source.walk import is_read, walk

Placed: TypeAlias = tuple[cst.CSTNode, cst.CSTNode | None]
"""A node and its parent."""


def record_idle(m: Machine) -> None:
    """An event for each optimizer that nothing ever reads, where a model is compiled with a string.

    Only a program that compiles with nothing but strings is looked through: it costs a walk over its code.
    """
    made = {id(e.payload): e for e in m.events if e.kind == "optimizer"}
    if not made:
        return
    given = [_given(e.payload) for e in m.events if e.kind == "compile"]
    strings = [one for one in given if isinstance(one, Const) and isinstance(one.value, str)]
    if not strings or len(strings) < len(given):
        return
    files = [[part for body in unit.bodies for part in walk(body)] for unit in m.state.get("units", ())]
    for event in list(made.values()):
        if _unread(files, event.node):
            optimizer: Made = event.payload
            parts = {"made": optimizer.leaf, "given": strings[0].value, "compile": strings[0].origin}
            m.events.append(event._replace(kind="idle-optimizer", payload={**parts, "told": _told(m, optimizer)}))


def drop_called(m: Machine) -> None:
    """Forget those methods with nearly a hook's name that something in the project calls itself."""
    near = {id(event): event.payload["name"] for event in m.events if event.kind == "near-hook"}
    if near:
        called = {name for unit in m.state.get("units", ()) for body in unit.bodies for name in _asked(body)}
        m.events[:] = [event for event in m.events if near.get(id(event)) not in called or id(event) not in near]


def _asked(body: cst.CSTNode) -> Iterator[str]:
    """Names that are asked of something (`self.on_epoch_start`)."""
    for part, _ in walk(body):
        if isinstance(part, cst.Attribute):
            yield part.attr.value


def _given(training: Training) -> Any:
    compiled = training.compiled
    return compiled.args.get("optimizer") if isinstance(compiled, Compiled) else None


def _told(m: Machine, optimizer: Made) -> tuple[str, ...]:
    """The names of arguments that make it another optimizer than the string does."""
    row = optimizers.of(optimizer.path)
    usual = {"learning_rate": row.learning_rate, "momentum": row.momentum} if row is not None else {}
    return tuple(k for k, v in optimizer.fields.items() if k != "name" and (k not in usual or m.plain(v) != usual[k]))


def _unread(files: list[list[Placed]], call: Node) -> bool:
    """Whether the call is a statement of its own, or what a name is set to that nothing reads in its file."""
    for parts in files:
        if any(isinstance(part, cst.Expr) and part.value is call for part, _ in parts):
            return True
        assigned = next(
            (a for a, _ in parts if isinstance(a, cst.Assign) and a.value is call and len(a.targets) == 1), None
        )
        target = assigned.targets[0].target if assigned is not None else None
        if isinstance(target, cst.Name):
            same = ((name, above) for name, above in parts if isinstance(name, cst.Name) and name.value == target.value)
            return not any(is_read(name, above) for name, above in same)
    return False
