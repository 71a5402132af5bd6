"""The task of a head, from what its targets are."""

from __future__ import annotations

from dataclasses import replace

from zerolint.program.data import Data, Kind
from zerolint.program.run import Evidence, Task, TaskKind

KINDS = {
    Kind.CONTINUOUS: TaskKind.REGRESSION,
    Kind.IMAGE: TaskKind.RECONSTRUCTION,
    Kind.MULTI_HOT: TaskKind.MULTI_LABEL,
    Kind.TOKENS: TaskKind.SEQUENCE,
}


def task_of(target: Data, inputs: tuple[Data, ...]) -> Task:
    """The task that these targets set."""
    if target.whole is not None and any(d.whole == target.whole and _alike(d, target) for d in inputs):
        return Task(TaskKind.RECONSTRUCTION, None, (Evidence("the targets are the inputs"),), firm=True)
    kind, classes = KINDS.get(target.kind, TaskKind.UNKNOWN), None
    if target.kind in (Kind.CLASSES, Kind.ONE_HOT):
        classes = target.classes
        binary = target.kind is Kind.CLASSES and classes == 2
        kind = TaskKind.BINARY if binary else TaskKind.MULTI_CLASS
    if kind is TaskKind.UNKNOWN:
        return Task()
    step = target.trail[-1].site if target.trail else (target.source.site if target.source else None)
    firm = target.source is None or not target.source.by_convention
    text = f"targets are {target.kind.value}" + (f" ({classes})" if classes else "")
    return Task(kind, classes, (Evidence(text, step, firm),), firm=firm)


def _alike(first: Data, second: Data) -> bool:
    """The same but for where it is written: `fit(x[train], x[train])`."""
    steps = zip(first.trail, second.trail, strict=False)
    same = len(first.trail) == len(second.trail) and all((a.op, a.by) == (b.op, b.by) for a, b in steps)
    return same and replace(first, trail=()) == replace(second, trail=())
