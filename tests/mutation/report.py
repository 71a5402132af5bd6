"""The table per operator, and what is missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .journal import Journal
from .mutant import mutants, operators
from .study import studies

MISSED = Path(__file__).parent / "missed.txt"
"""Mutants that meet a rule's condition and aren't found today."""


@dataclass
class Row:
    """One operator's figures."""

    mutants: int = 0
    meeting: int = 0
    killed: int = 0
    measured: int = 0
    harmful: int = 0
    harmful_killed: int = 0

    def add(self, other: Row) -> None:
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def missed(journal: Journal) -> list[str]:
    """Their names, in the order in which they are made."""
    made = (one for study in studies() for one in mutants(study) if one.codes)
    return [one.name for one in made if not journal.entry(one.name).get("killed")]


def table(journal: Journal) -> Iterator[str]:
    rows = {name: Row() for name in operators()}
    total, misses = Row(), []
    for name, entry in sorted(journal.entries()):
        if "codes" not in entry:
            continue
        meets, killed = bool(entry["codes"]), bool(entry["killed"])
        harm = entry.get("harmful")
        one = Row(
            mutants=1,
            meeting=meets,
            killed=meets and killed,
            measured=meets and harm is not None,
            harmful=meets and bool(harm),
            harmful_killed=meets and bool(harm) and killed,
        )
        rows[entry["operator"]].add(one)
        total.add(one)
        if meets and harm and not killed:
            misses.append((name, entry))
    yield f"{'operator':34} {'from':4} mutants meeting killed measured harmful killed"
    for name, row in rows.items():
        yield f"{name:34} {operators()[name][0]:4} {_figures(row)}"
    yield f"{'all':39} {_figures(total)}"
    if total.harmful:
        share = total.harmful_killed / total.harmful
        figures = f"{share:.1%} ({total.harmful_killed} of {total.harmful})"
        yield f"killed of those that meet a condition and do harm: {figures}"
    yield ""
    yield "missed, and harmful:"
    for name, entry in misses:
        falls = [entry.get(f"fall {seed}") for seed in (0, 1, 2)]
        shown = entry.get("raised") or " ".join(f"-{fall:.2f}" for fall in falls if fall is not None)
        yield f"  {name} [{', '.join(entry['codes'])}] {shown}"
        yield from (f"      {one}" for one in entry["found"])


def _figures(row: Row) -> str:
    return f"{row.mutants:7} {row.meeting:7} {row.killed:6} {row.measured:8} {row.harmful:7} {row.harmful_killed:6}"
