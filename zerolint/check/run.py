"""Puts the rules to a program. Each rule is guarded: one that raises is told of, and hides no other."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from zerolint.check.contexts import merged
from zerolint.check.finding import Finding
from zerolint.check.precedence import one_fault_one_finding
from zerolint.check.raw import RawFinding
from zerolint.check.registry import Rule
from zerolint.program.network import Network
from zerolint.program.prediction import Prediction
from zerolint.program.program import Program
from zerolint.program.run import Run

SUBJECTS: Final[Mapping[type, Callable[[Program], Iterable[object]]]] = {
    Program: lambda program: (program,),
    Network: lambda program: program.networks,
    Run: lambda program: program.runs,
    Prediction: lambda program: program.predictions,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that raised; the session tells of it as ZL903."""

    code: str
    name: str
    error: str
    traceback: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules said of one program, and which of them failed on it."""

    findings: tuple[RawFinding, ...]
    failures: tuple[Failure, ...]


def check_program(program: Program, rules: Iterable[Rule]) -> Checked:
    """Every finding of the rules, after "one fault, one finding", and the rules that failed."""
    failures: list[Failure] = []
    found = [raw for rule in rules for raw in _guarded(rule, program, failures)]
    told = merged(program, one_fault_one_finding(found))
    return Checked(tuple(map(_less_sure, told)), tuple(failures))


def _less_sure(raw: RawFinding) -> RawFinding:
    """One level lower where what the network is made of is only taken for Keras's."""
    if raw.network is None or not raw.network.guessed:
        return raw
    return replace(raw, finding=replace(raw.finding, confidence=raw.finding.confidence.lowered))


def _guarded(rule: Rule, program: Program, failures: list[Failure]) -> Iterator[RawFinding]:
    if rule.asks is None:
        return
    try:
        for subject in SUBJECTS[rule.asks](program):
            for finding in rule(subject):
                yield RawFinding(rule, _checked(finding), subject)
    except Exception as error:
        failures.append(Failure(rule.code, rule.name, f"{type(error).__name__}: {error}", traceback.format_exc()))


def _checked(finding: object) -> Finding:
    if not isinstance(finding, Finding) or finding.site is None:
        raise TypeError(f"a rule yields findings with a site, not {finding!r:.80}")
    return finding
