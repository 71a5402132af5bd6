"""How zerolint does on labelled programs: which faults it finds, and what it says of healthy ones.

    python benchmarks/devset.py LABELS.jsonl FOLDER...

A line of the labels names `repo` (owner/name), `path`, `faults` (each with `codes`, `lines`, `static`: certain, likely
or mild, and `why`) and `tolerated` codes. Each folder holds one repository and is called as the repository is.
A fault is found when one of its codes is reported on one of its lines; a program without faults is healthy, and each
finding of medium or high confidence there that isn't tolerated is false.
Exit status 1 when a certain fault whose first code has a rule is missed, or when a finding is false.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from zerolint.check import registry
from zerolint.check.diagnostic import Diagnostic
from zerolint.check.levels import Confidence
from zerolint.session import lint

STATIC = ("certain", "likely", "mild")
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A labelled fault and the finding that names it."""

    codes: tuple[str, ...]
    lines: tuple[int, ...]
    static: str
    why: str
    finding: Diagnostic | None
    elsewhere: Diagnostic | None
    """A finding with an accepted code on another line."""

    @property
    def found(self) -> bool:
        return self.finding is not None


@dataclass(frozen=True, slots=True)
class Program:
    """One labelled program as zerolint sees it."""

    path: str
    faults: tuple[Fault, ...]
    others: tuple[Diagnostic, ...]
    """Findings of medium or high confidence that are neither a labelled fault nor tolerated."""
    failures: tuple[str, ...]

    @property
    def healthy(self) -> bool:
        return not self.faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the totals; 0 if all is found that must be and nothing is false."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("labels", type=Path, help="a file with one labelled program (JSON) a line")
    parser.add_argument("folders", nargs="+", type=Path, help="the repositories, each in a folder of its name")
    options = parser.parse_args(arguments)
    folders = {folder.resolve().name.lower(): folder for folder in options.folders}
    labels = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines() if line.strip()]
    placed = [(label, place(label, folders)) for label in labels]
    absent = [label for label, path in placed if not path.is_file()]
    for label in absent:
        print(f"absent: {label['repo']} {label['path']}", file=sys.stderr)
    programs = [judged(label, path) for label, path in placed if path.is_file()]
    known = {rule.code for rule in registry.load()}
    for line in table(programs, known):
        print(line)
    return int(bool(absent) | report_totals(programs, known))


def place(label: Json, folders: dict[str, Path]) -> Path:
    """Where the labelled program is on this machine."""
    name = label["repo"].rpartition("/")[2].lower()
    return folders.get(name, Path(name)) / str(label["path"])


def judged(label: Json, path: Path) -> Program:
    """What zerolint finds in one program, held against its label."""
    outcome = lint(path, isolated=True, min_confidence="low")
    faults = tuple(fault_of(record, outcome.diagnostics) for record in label["faults"])
    accepted = {code for fault in faults for code in fault.codes} | set(label["tolerated"])
    others = [one for one in outcome.diagnostics if one.confidence is not Confidence.LOW and one.code not in accepted]
    failures = tuple(map(str, (*outcome.failures, *outcome.crashes)))
    return Program(f"{label['repo']} {label['path']}", faults, tuple(others), failures)


def fault_of(record: Json, diagnostics: Sequence[Diagnostic]) -> Fault:
    """The fault with the finding that names it; of several the one whose code is accepted first."""
    codes, lines = tuple(record["codes"]), tuple(record["lines"])
    named = sorted((one for one in diagnostics if one.code in codes), key=lambda one: codes.index(one.code))
    return Fault(
        codes,
        lines,
        record["static"],
        record["why"],
        next((one for one in named if one.line in lines), None),
        next((one for one in named if one.line not in lines), None),
    )


def table(programs: Iterable[Program], known: Collection[str]) -> Iterator[str]:
    """A line for each program, fault and unlabelled finding."""
    for program in programs:
        yield f"{program.path}{'  (healthy)' if program.healthy else ''}"
        for fault in program.faults:
            lines = ",".join(map(str, fault.lines))
            yield f"  {state(fault, known):34} {fault.static:8} {'/'.join(fault.codes)} line {lines}: {fault.why}"
        for one in program.others:
            word = "FALSE" if program.healthy else "unlabelled"
            yield f"  {word:10} {one.code} {one.confidence.value:7} line {one.line}: {one.message}"
        for failure in program.failures:
            yield f"  FAILED     {failure}"


def state(fault: Fault, known: Collection[str]) -> str:
    """What became of a fault, in a few words."""
    if fault.finding is not None:
        return f"found {fault.finding.code} {fault.finding.confidence.value} line {fault.finding.line}"
    if fault.elsewhere is not None:
        return f"MISSED ({fault.elsewhere.code} on line {fault.elsewhere.line})"
    return "MISSED" if fault.codes[0] in known else "missed (no such rule)"


def report_totals(programs: Sequence[Program], known: Collection[str]) -> bool:
    """Print the totals; whether something is wrong that must not be."""
    faults = [fault for program in programs for fault in program.faults]
    print()
    for static in STATIC:
        these = [fault for fault in faults if fault.static == static]
        ruled = [fault for fault in these if fault.codes[0] in known]
        print(
            f"{static:8} {sum(fault.found for fault in these)} of {len(these)} found; of those whose first code has "
            f"a rule {sum(fault.found for fault in ruled)} of {len(ruled)}"
        )
    due = [fault for fault in faults if fault.static == "certain" and fault.codes[0] in known and not fault.found]
    report_codes("certain faults missed, by first code", (fault.codes[0] for fault in due))
    healthy = [program for program in programs if program.healthy]
    false = [one for program in healthy for one in program.others]
    faulty = sum(bool(program.others) for program in healthy)
    print(f"healthy  {len(healthy)} programs; {len(false)} false findings in {faulty} of them")
    report_codes("false findings, by code", (one.code for one in false))
    failed = sum(bool(program.failures) for program in programs)
    print(f"failed   {failed} programs")
    return bool(due or false or failed)


def report_codes(title: str, codes: Iterable[str]) -> None:
    """Print how often each code occurs, most frequent first."""
    counts = Counter(codes).most_common()
    if counts:
        print(f"  {title}: {', '.join(f'{code} {count}' for code, count in counts)}")


if __name__ == "__main__":
    sys.exit(main())
