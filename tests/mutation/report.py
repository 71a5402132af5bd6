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
    killed_measured: int = 0

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
    for mutant in (one for study in studies() for one in mutants(study)):
        entry = journal.entry(mutant.name)
        meets, killed, harm = bool(mutant.codes), bool(entry.get("killed")), entry.get("harmful")
        one = Row(
            mutants=1,
            meeting=meets,
            killed=meets and killed,
            measured=meets and harm is not None,
            harmful=meets and bool(harm),
            harmful_killed=meets and bool(harm) and killed,
            killed_measured=meets and harm is not None and killed,
        )
        rows[mutant.operator].add(one)
        total.add(one)
        if meets and harm and not killed:
            misses.append((mutant, entry))
    yield f"{'operator':34} {'from':4} mutants meeting killed measured harmful killed"
    for name, row in rows.items():
        yield f"{name:34} {operators()[name][0]:4} {_figures(row)}"
    yield f"{'all':39} {_figures(total)}"
    if total.harmful:
        share = total.harmful_killed / total.harmful
        figures = f"{share:.1%} ({total.harmful_killed} of {total.harmful})"
        yield f"killed of those that meet a condition and do harm: {figures}"
        yield estimate(total)
    yield ""
    yield "missed, and harmful:"
    for mutant, entry in misses:
        falls = [entry.get(f"fall {seed}") for seed in (0, 1, 2)]
        shown = entry.get("raised") or " ".join(f"-{fall:.2f}" for fall in falls if fall is not None)
        yield f"  {mutant.name} [{', '.join(sorted(mutant.codes))}] {shown}"
        yield from (f"      {one}" for one in entry["found"])


def estimate(total: Row) -> str:
    """The share if the found and the missed that were not measured do harm as often as those that were."""
    found, missed = (
        (total.killed, total.killed_measured, total.harmful_killed),
        (
            total.meeting - total.killed,
            total.measured - total.killed_measured,
            total.harmful - total.harmful_killed,
        ),
    )
    sizes = [size * harmful / measured if measured else 0.0 for size, measured, harmful in (found, missed)]
    share = sizes[0] / sum(sizes) if sum(sizes) else 0.0
    return f"about {share:.1%} of all of them, if those that weren't measured harm as often ({sizes[1]:.0f} missed)"


def _figures(row: Row) -> str:
    return f"{row.mutants:7} {row.meeting:7} {row.killed:6} {row.measured:8} {row.harmful:7} {row.harmful_killed:6}"
