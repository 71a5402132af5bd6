"""The table per operator, and what is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .journal import Journal, Json
from .mutant import Mutant, mutants, operators
from .sample import measured, wilson
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
    total, meeting, misses = Row(), [], []
    for mutant in (one for study in studies() for one in mutants(study)):
        meeting += [mutant] if mutant.codes else []
        entry = journal.entry(mutant.name)
        meets, killed, harm = bool(mutant.codes), bool(entry.get("killed")), entry.get("harmful")
        one = Row(
            mutants=1,
            meeting=meets,
            killed=meets and killed,
            measured=meets and harm is not None,
            harmful=meets and bool(harm),
            harmful_killed=meets and bool(harm) and killed,
        )
        rows[mutant.operator].add(one)
        total.add(one)
        if meets and harm and not killed:
            misses.append((mutant, entry))
    yield f"{'operator':34} {'from':4} mutants meeting killed measured harmful killed"
    for name, row in rows.items():
        yield f"{name:34} {operators()[name][0]:4} {_figures(row)}"
    yield f"{'all':39} {_figures(total)}"
    yield from estimate(meeting, journal)
    yield ""
    yield "missed, and harmful:"
    for mutant, entry in misses:
        falls = [entry.get(f"fall {seed}") for seed in (0, 1, 2)]
        shown = entry.get("raised") or " ".join(f"-{fall:.2f}" for fall in falls if fall is not None)
        yield f"  {mutant.name} [{', '.join(sorted(mutant.codes))}] {shown}"
        yield from (f"      {one}" for one in entry["found"])


def estimate(meeting: list[Mutant], journal: Journal) -> Iterator[str]:
    """How many of the harmful ones are killed: the missed are counted, the killed inferred from the sample.

    A missed one that wasn't measured counts as harmful.
    """
    missed = [entry for entry in map(_entry(journal), meeting) if not entry.get("killed")]
    harmful = sum(entry.get("harmful", True) for entry in missed)
    yield f"missed {len(missed)}, of which {sum('harmful' in entry for entry in missed)} measured; {harmful} harmful"
    killed = len(meeting) - len(missed)
    seen = [entry for entry in map(_entry(journal), measured(meeting, journal)) if entry.get("killed")]
    count = sum(entry["harmful"] for entry in seen)
    if not count:
        return
    share, *ends = (
        killed * part / (killed * part + harmful) for part in (count / len(seen), *wilson(count, len(seen)))
    )
    yield f"killed {killed}, of which a sample of {len(seen)} measured; {count} harmful ({count / len(seen):.1%})"
    yield f"killed among the harmful: {share:.1%} (95 %: {ends[0]:.1%} to {ends[1]:.1%})"


def _entry(journal: Journal) -> Callable[[Mutant], Json]:
    return lambda mutant: journal.entry(mutant.name)


def _figures(row: Row) -> str:
    return f"{row.mutants:7} {row.meeting:7} {row.killed:6} {row.measured:8} {row.harmful:7} {row.harmful_killed:6}"
