"""The results of all files put together: comments judged, duplicates dropped, the unsure hidden, all sorted."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zerolint.session.one import Result
from zerolint.session.outcome import Outcome
from zerolint.settings import Resolver
from zerolint.settings.catalogue import catalogue

if TYPE_CHECKING:
    from zerolint.check.diagnostic import Diagnostic

LEVELS = ("high", "medium", "low")


def merge(results: Sequence[Result], resolver: Resolver) -> Outcome:
    """The outcome of a run over several files."""
    found = [(one, result) for result in results for one in (*result.diagnostics, *_remarks(result, results, resolver))]
    if not found and not any(result.incomplete for result in results):
        return Outcome(suppressed=sum(result.suppressed for result in results))
    shown, hidden = _shown(found, {result.file.path for result in results}, resolver)
    return Outcome(
        tuple(sorted(shown, key=lambda one: one.order)),
        settings={result.file.path: result.settings for result in results},
        hidden=hidden,
        suppressed=sum(result.suppressed for result in results),
        incomplete=tuple(one for result in results for one in result.incomplete),
        crashes=tuple(failure for result in results for failure in result.crashes),
    )


def _shown(
    found: Sequence[tuple[Diagnostic, Result]], passed: set[str], resolver: Resolver
) -> tuple[list[Diagnostic], int]:
    """What is shown, each fault once, and how many findings are too unsure for that."""
    from zerolint.session.quotes import moved

    shown: dict[tuple[str, str, str], Diagnostic] = {}
    unsure: set[tuple[str, str, str]] = set()
    for one, result in found:
        here = moved(one, passed)
        if here is None or not _runs_in(one, result, resolver):
            continue
        key = (one.code, one.path, one.fingerprint)
        if LEVELS.index(one.confidence.value) > LEVELS.index(result.settings.min_confidence):
            unsure.add(key)
        elif key not in shown or _better(here, shown[key]):
            shown[key] = here
    return list(shown.values()), len(unsure - shown.keys())


def _better(one: Diagnostic, other: Diagnostic) -> bool:
    return (one.severity.rank, one.confidence.rank) < (other.severity.rank, other.confidence.rank)


def _runs_in(one: Diagnostic, result: Result, resolver: Resolver) -> bool:
    """Whether the rule isn't turned off for the file that the fault lies in."""
    if one.path == result.file.path:
        return one.code in result.settings.codes(result.file.absolute)
    absolute = os.path.abspath(one.path)
    return one.code in resolver.for_file(absolute).codes(absolute)


def _remarks(result: Result, results: Sequence[Result], resolver: Resolver) -> Iterator[Diagnostic]:
    """What is to be said of a file's suppression comments, all files being read."""
    if not result.comments:
        return
    from zerolint.check.suppression import remarks
    from zerolint.session.importers import Importers
    from zerolint.session.own import own
    from zerolint.session.quotes import Quotes

    passed = frozenset(each.file.absolute for each in results)
    quotes = Quotes(result.sources)
    for remark in remarks(
        result.comments,
        {use for each in results for use in each.used},
        ran=result.ran,
        known=catalogue(),
        everything=set(catalogue()) <= set(result.settings.codes(result.file.absolute)),
        complete=result.readable and Importers(resolver).all_among(result.file.absolute, passed),
    ):
        yield quotes.completed(own(remark.code, remark.message, remark.place, advice=remark.help, fix=remark.fix))
