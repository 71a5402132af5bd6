"""Which Keras a script is written for: 2 (Keras 1 counts as 2) or 3, and what says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from zerolint.interp.machine import Machine
from zerolint.interp.values import Const
from zerolint.knowledge import targets
from zerolint.libs import spellings
from zerolint.libs.assigned import assigned, item
from zerolint.program.program import Target
from zerolint.source.model import ShellLine
from zerolint.source.pins import Pin

from .facts import site

NEWEST: Final = 3


def target_of(m: Machine, asked: str, pins: Iterable[Pin], shell: Iterable[ShellLine]) -> Target:
    """The setting, else the first kind of evidence that decides; several that disagree decide nothing."""
    if asked != "auto":
        return Target(int(asked), "setting")
    for evidence in (_pinned(pins), _environment(m), _shell_environment(shell), _spelled(m)):
        found = list(evidence)
        if len({target.version for target in found}) == 1:
            return found[0]
    return Target(NEWEST, "default")


def _pinned(pins: Iterable[Pin]) -> Iterator[Target]:
    """What the nearest folder that says something says, and the script's own shell lines."""
    nearest = None
    for pin in pins:
        version = targets.by_pin(pin.package, pin.specifier)
        if version is not None and (not pin.folder or nearest in (None, pin.folder)):
            nearest = pin.folder or nearest
            yield Target(max(version, 2), f"{pin.where}: {pin.package}{pin.specifier}")


def _environment(m: Machine) -> Iterator[Target]:
    """`os.environ["TF_USE_LEGACY_KERAS"] = "1"`."""
    for (name, value), version in targets.ENVIRONMENT.items():
        given = assigned(m).get(item("os.environ", Const(name)) or "")
        if isinstance(given, Const) and given.value == value:
            yield Target(version, f"{name}={value}", site(given.origin))


def _shell_environment(lines: Iterable[ShellLine]) -> Iterator[Target]:
    """`%env TF_USE_LEGACY_KERAS=1`, `!export …`."""
    for line in lines:
        for (name, value), version in targets.ENVIRONMENT.items():
            if f"{name}={value}" in line.text.replace(" ", ""):
                yield Target(version, f"`{line.text.strip()}`")


def _spelled(m: Machine) -> Iterator[Target]:
    for event in m.events:
        if event.kind == spellings.KIND:
            version, text = event.payload["version"], event.payload["text"]
            other = NEWEST if version < NEWEST else 2
            why = f"`{text}`, which Keras {other} doesn't have"
            yield Target(max(version, 2), why, site(event.node), legacy_only=version < NEWEST)
