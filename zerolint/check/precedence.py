"""One fault, one finding: the cause reports, its consequences become notes on it.

The table is the catalogue's. A chain `a > b > c` says that a speaks before b and c, and b before c. The surer of two
findings reports: a cause that is less certain than its consequence becomes the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import Final

from zerolint.check.finding import Note
from zerolint.check.raw import RawFinding
from zerolint.program.network import Head, Network
from zerolint.program.prediction import Prediction
from zerolint.program.run import Run


class Shared(Enum):
    """What two findings must have in common to be one fault."""

    HEAD = "the same head (or the same run, where a rule names no head)"
    RUN = "the same run or network"
    DATA = "the same data (or a common place, where a rule names no data)"


class Loser(Enum):
    """What becomes of the finding that doesn't report."""

    NOTE = "becomes a note"
    SILENT = "would say the same again"


@dataclass(frozen=True, slots=True)
class Chain:
    """Codes in the order in which they speak."""

    codes: tuple[str, ...]
    shared: Shared
    loser: Loser = Loser.NOTE


MISTAKEN: Final = ("ZL201", "ZL202", "ZL204", "ZL207", "ZL208", "ZL210", "ZL211", "ZL419")
"""What follows from taking other data for the targets."""
CHAINS: Final = (
    Chain(("ZL203", "ZL208", "ZL210"), Shared.HEAD),
    Chain(("ZL203", "ZL202", "ZL201", "ZL212"), Shared.HEAD),
    Chain(("ZL204", "ZL212"), Shared.HEAD),
    Chain(("ZL202", "ZL206"), Shared.HEAD, Loser.SILENT),
    Chain(("ZL204", "ZL206"), Shared.HEAD, Loser.SILENT),
    Chain(("ZL207", "ZL206"), Shared.HEAD),
    Chain(("ZL203", "ZL211"), Shared.HEAD),
    Chain(("ZL203", "ZL215"), Shared.HEAD),
    Chain(("ZL208", "ZL215"), Shared.HEAD),
    Chain(("ZL208", "ZL207"), Shared.HEAD),
    Chain(("ZL220", "ZL201"), Shared.HEAD),
    Chain(("ZL221", "ZL211"), Shared.HEAD),
    Chain(("ZL202", "ZL216", "ZL201"), Shared.HEAD),
    Chain(("ZL603", "ZL217"), Shared.RUN),
    Chain(("ZL217", "ZL311"), Shared.RUN),
    Chain(("ZL605", "ZL410"), Shared.RUN),
    Chain(("ZL117", "ZL119", "ZL103"), Shared.DATA),
    Chain(("ZL117", "ZL122", "ZL115"), Shared.RUN),
    Chain(("ZL117", "ZL215"), Shared.HEAD),
    Chain(("ZL121", "ZL101"), Shared.RUN),
    Chain(("ZL123", "ZL102"), Shared.RUN),
    Chain(("ZL116", "ZL101"), Shared.RUN),
    Chain(("ZL116", "ZL102"), Shared.RUN),
    Chain(("ZL116", "ZL104"), Shared.RUN),
    Chain(("ZL104", "ZL126"), Shared.DATA, Loser.SILENT),  # `preprocess_input` exchanges the channels as well
    Chain(("ZL422", "ZL102"), Shared.RUN),
    Chain(("ZL424", "ZL102"), Shared.RUN),
    Chain(("ZL203", "ZL409", "ZL403"), Shared.RUN),
    Chain(("ZL417", "ZL401"), Shared.RUN),
    Chain(("ZL410", "ZL305", "ZL304"), Shared.RUN),
    Chain(("ZL301", "ZL304"), Shared.RUN, Loser.SILENT),
    Chain(("ZL410", "ZL302"), Shared.RUN),
    Chain(("ZL303", "ZL306"), Shared.RUN),
    Chain(("ZL601", "ZL304"), Shared.RUN),
    *(Chain(("ZL124", code), Shared.RUN) for code in MISTAKEN),
    Chain(("ZL606", "ZL419"), Shared.RUN),
    Chain(("ZL608", "ZL419"), Shared.RUN),
)


@dataclass(frozen=True, slots=True)
class _Order:
    shared: Shared
    loser: Loser


def orders(chains: Iterable[Chain] = CHAINS) -> Mapping[tuple[str, str], _Order]:
    """(who speaks, who doesn't) for every pair of every chain."""
    return {pair: _Order(chain.shared, chain.loser) for chain in chains for pair in combinations(chain.codes, 2)}


ORDERS: Final = orders()


def one_fault_one_finding(found: Sequence[RawFinding]) -> list[RawFinding]:
    """The findings that report, each with what it explains as notes."""
    ruled = [raw for raw in found if any(raw.rule.code in pair for pair in ORDERS)]
    cause: dict[int, RawFinding] = {}
    lost: list[tuple[RawFinding, _Order]] = []
    for winner, loser, order in _decided(ruled):
        if id(loser) not in cause and _root(winner, cause) is not loser:
            cause[id(loser)] = winner
            lost.append((loser, order))
    notes: dict[int, list[Note]] = {}
    for loser, order in lost:
        notes.setdefault(id(_root(loser, cause)), []).extend(_told(loser, order))
    return [raw.noting(*notes.get(id(raw), ())) for raw in found if id(raw) not in cause]


def _root(raw: RawFinding, cause: Mapping[int, RawFinding]) -> RawFinding:
    """The finding that in the end explains this one."""
    while id(raw) in cause:
        raw = cause[id(raw)]
    return raw


def _decided(ruled: Sequence[RawFinding]) -> list[tuple[RawFinding, RawFinding, _Order]]:
    """(winner, loser, order), the strongest winners first, so that a loser is told of by what really reports."""
    pairs = [
        (first, second, order)
        for first in ruled
        for second in ruled
        if (order := ORDERS.get((first.rule.code, second.rule.code))) and related(first, second, order.shared)
    ]
    settled = [_surer_first(*pair) for pair in pairs]
    wins = {id(raw): 0 for raw in ruled}
    for winner, _, _ in settled:
        wins[id(winner)] += 1
    return sorted(settled, key=lambda each: -wins[id(each[0])])


def _surer_first(cause: RawFinding, effect: RawFinding, order: _Order) -> tuple[RawFinding, RawFinding, _Order]:
    if cause.finding.confidence.rank > effect.finding.confidence.rank:
        return effect, cause, order
    return cause, effect, order


def _told(loser: RawFinding, order: _Order) -> Iterator[Note]:
    if order.loser is Loser.NOTE:
        yield Note(f"{loser.finding.message} ({loser.rule.code})", loser.finding.site)


def related(first: RawFinding, second: RawFinding, shared: Shared) -> bool:
    """Whether two findings are about one thing."""
    if shared is Shared.DATA:
        return _same_data(first, second)
    if not _same_run(first.subject, second.subject):
        return False
    heads = (first.finding.about, second.finding.about)
    if shared is Shared.HEAD and isinstance(heads[0], Head) and isinstance(heads[1], Head):
        return heads[0] is heads[1] or heads[0].site is heads[1].site
    return True


def _same_run(first: object, second: object) -> bool:
    """Rules see one run per path, so two runs are the same or they aren't; a program holds them all."""
    if isinstance(first, Run) and isinstance(second, Run):
        return first is second
    mine, other = _network(first), _network(second)
    return mine is None or other is None or mine is other or _same_object(mine, other)


def _network(subject: object) -> Network | None:
    if isinstance(subject, (Run, Prediction)):
        return subject.network
    return subject if isinstance(subject, Network) else None


def _same_object(first: Network, second: Network) -> bool:
    return first.identity is not None and first.identity is second.identity


def _same_data(first: RawFinding, second: RawFinding) -> bool:
    mine, other = first.finding.about, second.finding.about
    if mine is not None and other is not None:
        return mine is other or mine == other
    return any(site is place for site in first.sites for place in second.sites)
