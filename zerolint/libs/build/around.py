"""The loops around a training call."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

import libcst as cst

from zerolint.interp.context import LoopContext
from zerolint.interp.machine import Machine
from zerolint.interp.ranges import RangeValue
from zerolint.libs.folds import goes_over_folds
from zerolint.libs.pipes import Pipe
from zerolint.program.run import Loop
from zerolint.source.code import code_of

from .facts import site


def loop_of(m: Machine, loop: LoopContext, count: int | None, rebuilds: bool) -> Loop:
    """The loop as rules see it; more is asked only of one that makes the model anew."""
    if not rebuilds or not isinstance(loop.node, cst.For):
        folds = not rebuilds and goes_over_folds(loop.source) and not _starts_anew(m)
        return Loop(site(loop.node), count, rebuilds, folds=folds)
    name = loop.node.target.value if isinstance(loop.node.target, cst.Name) else None
    counts = isinstance(loop.source, RangeValue) and name is not None and not _read(loop.node, name)
    return Loop(site(loop.node), count, rebuilds, name, counts, isinstance(loop.source, Pipe))


def _starts_anew(m: Machine) -> bool:
    """Whether something in the program may give a model its first weights again."""
    return any(_WEIGHTS.search(code) for unit in m.state.get("units", ()) for code in unit.codes)


_WEIGHTS: Final = re.compile(
    r"(?i)load_weights|set_weights|\.assign\(|\.restore\(|initializer(['\"(]|\.run)|\breset|clone_model"
)


@lru_cache(maxsize=64)
def _read(node: Any, name: str) -> bool:
    """Whether the body of a loop does anything with its variable but print it, or keeps what each round gives."""
    word = re.compile(rf"(?<![\w.]){name}\b")
    lines = (line.partition("#")[0].strip() for line in code_of(node.body).splitlines())
    told = [line for line in lines if not line.startswith(("print(", "logging.", "logger."))]
    return any(word.search(line) or _KEPT.search(line) for line in told)


_KEPT: Final = re.compile(
    r"\.(append|extend|save|save_weights|update)\(|\+=|\] = |save_model\(|\b(yield|return|break)\b"
)
"""What gathers the results of rounds: networks of an ensemble, scores of repetitions, the best of them."""
