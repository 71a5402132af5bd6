"""An engine that understands strings: `"ZL203 high"` is a finding there, `fit()` a training, `import x` is followed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace

import libcst as cst
import pytest

from zerolint.check.finding import Finding, Fix, Note, RemoveArgument
from zerolint.check.levels import Confidence, Safety, Severity
from zerolint.check.registry import Rule
from zerolint.program import program as model
from zerolint.program.network import Network
from zerolint.program.run import Run, RunKind
from zerolint.source.load import load
from zerolint.source.parse import ParsedFile, parse

CODES = {"ZL203": "softmax_on_one_unit", "ZL502": "probabilities_truncated"}


@dataclass(frozen=True, slots=True)
class Reading:
    """As zerolint.read gives it."""

    program: model.Program
    parsed: ParsedFile
    problems: tuple[object, ...]
    files_followed: tuple[ParsedFile, ...]
    cells: tuple[()] = ()
    beside: frozenset[str] = frozenset()


def read(path: str, data: bytes, *, target_keras: str = "auto", **_: object) -> Reading:
    """Read strings, fits and imports."""
    parsed = parse(load(path, data))
    followed = tuple(_followed(parsed))
    nodes = [node for file in (parsed, *followed) for node in _nodes(file)]
    fit = next((node for node in nodes if isinstance(node, cst.Call) and _called(node) == "fit"), None)
    network = Network(fit, "sequential")
    runs = () if fit is None else (Run(RunKind.FIT, fit, network),)
    strings = [node for node in nodes if isinstance(node, cst.SimpleString) and node.value[1:3] == "ZL"]
    notes = tuple(model.Note(node.value[1:-1], node) for node in strings)
    return Reading(model.Program(runs=runs, notes=notes), parsed, parsed.problems, followed)


def _followed(parsed: ParsedFile) -> Iterator[ParsedFile]:
    for node in _nodes(parsed):
        if isinstance(node, cst.ImportAlias):
            path = Path(parsed.source.path).parent / f"{node.name.value}.py"
            if path.exists():
                yield parse(load(str(path), path.read_bytes()))


def _nodes(parsed: ParsedFile) -> Iterator[cst.CSTNode]:
    todo = [chunk.module for chunk in parsed.modules]
    while todo:
        node = todo.pop()
        yield node
        todo += node.children


def _called(call: cst.Call) -> str:
    return call.func.value if isinstance(call.func, cst.Name) else ""


def _rule(code: str, name: str) -> Rule:
    def check(program: model.Program) -> Iterator[Finding]:
        for note in program.notes:
            wanted, confidence, *more = note.reason.split()
            if wanted == code:
                if more == ["raise"]:
                    raise ZeroDivisionError("in the rule")
                fix = Fix("remove it", Safety.UNSAFE, (RemoveArgument(note.site),)) if more == ["fix"] else None
                about = program.runs[0] if program.runs else None
                yield Finding(
                    note.site,
                    f"found {code}",
                    confidence=Confidence(confidence),
                    notes=(Note("evidence"),),
                    fix=fix,
                    about=about,
                )

    return Rule(code, Severity.ERROR, f"zerolint.rules.{name}", check, model.Program)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put it in the place of the real one, and go to the test's own folder."""
    try:
        import zerolint.read  # noqa: F401
    except ImportError:
        stand_in = ModuleType("zerolint.read")
        vars(stand_in).update(read=read, Reading=Reading)
        monkeypatch.setitem(sys.modules, "zerolint.read", stand_in)
    monkeypatch.setattr("zerolint.session.analyse.read", read)
    monkeypatch.setattr("zerolint.session.analyse._rules", lambda: [_rule(*one) for one in CODES.items()])
    monkeypatch.chdir(tmp_path)


def names(outcome: SimpleNamespace) -> list[str]:
    """The findings of an outcome, short."""
    return [f"{one.place} {one.code}" for one in outcome.diagnostics]
