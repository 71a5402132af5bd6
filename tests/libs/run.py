"""Runs a piece of a script in the machine and shows the facets that names then have."""

from __future__ import annotations

from typing import Any

import libcst

from zerolint.interp import modules
from zerolint.interp.machine import Machine
from zerolint.interp.values import Value
from zerolint.libs.arrays import Array, Trace, TraceStep
from zerolint.libs.library import Libraries
from zerolint.libs.numpy.register import to_array
from zerolint.program.data import Data

LIBRARIES = Libraries()
HEADER = """
import numpy as np
import pandas as pd
"""


class Script:
    """One file of a project of one file."""

    name = "__main__"
    path = "script.py"
    is_package = False

    def __init__(self, text: str) -> None:
        self.bodies = (libcst.parse_module(HEADER + text),)
        self.codes = (HEADER + text,)


class NoOtherFiles:
    """A loader that finds nothing."""

    def find(self, name: str, level: int, importer: Any) -> None:
        return None

    def cell(self, text: str, call: Any, importer: Any) -> tuple[Any, ...]:
        return ()

    def text(self, path: str, importer: Any) -> None:
        return None


class Ran:
    """A script after it ran."""

    def __init__(self, text: str, **names: Value) -> None:
        self.machine = Machine(LIBRARIES, NoOtherFiles())
        self.scope = modules.new_scope(self.machine, Script(text), "__main__")
        self.scope.names.update(names)
        modules.execute(self.machine, self.scope)

    def value(self, name: str) -> Value:
        return self.scope.names[name]

    def plain(self, name: str) -> Any:
        """The Python object of a constant."""
        return self.machine.plain(self.value(name), "unknown")

    def data(self, name: str) -> Data:
        value = to_array(self.machine, self.value(name), None)
        assert isinstance(value, Array), f"{name} is {value!r}"
        return value.data(self.machine)

    def events(self, kind: str) -> list[Any]:
        return [event.payload for event in self.machine.events if event.kind == kind]


def run(text: str, **names: Value) -> Ran:
    """Run a script in which these names are bound from the start."""
    return Ran(text, **names)


def prediction(*shape: int | None) -> Array:
    """What a network might have predicted."""
    return Array(Data(shape, "float32"), None, trace=Trace("a prediction"))


def readings(text: str, *shape: int | None) -> list[str]:
    """The operations on `p`, a prediction of this shape, as the longest trace has them."""
    ran = run(text, p=prediction(*shape))
    traces = [event.payload for event in ran.machine.events if event.kind == "reading"]
    longest = max(traces, key=lambda trace: len(trace.steps))
    return [_step(step) for step in longest.steps]


def _step(step: TraceStep) -> str:
    words = [step.op, step.by] if step.op in ("cast", "scored", "format") else [step.op]
    words += [f"{step.value:g}"] if step.value is not None else []
    return " ".join([*words, *([f"of {step.axis_size}"] if step.axis_size is not None else [])])


def describe(data: Data) -> str:
    """Facets in one line, to be compared in tests: unknown ones are left out."""
    stats = data.stats
    words = [f"{data.shape}".replace(" ", "") if data.shape is not None else "?"]
    words.append(data.dtype or "?")
    if stats.lo is not None or stats.hi is not None:
        words.append(f"{'=' if stats.tight else ''}[{_number(stats.lo)},{_number(stats.hi)}]")
    if stats.mean is not None:
        words.append(f"mean {_number(stats.mean)}")
    if stats.std is not None:
        words.append(f"std {_number(stats.std)}")
    if data.kind.name != "UNKNOWN":
        words.append(data.kind.name.lower() + (f" {data.classes}" if data.classes is not None else ""))
    if data.scale.name != "UNKNOWN":
        words.append(data.scale.name.lower())
    if data.random:
        words.append("random")
    return " ".join(words)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def shown(text: str, name: str = "x") -> str:
    """The facets of a name after a script."""
    return describe(run(text).data(name))
