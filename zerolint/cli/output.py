"""Where output goes, and how it looks there."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from zerolint.cli.parser import chosen
from zerolint.session.outcome import Failure, Outcome
from zerolint.settings import UsageError

if TYPE_CHECKING:
    from zerolint.check.diagnostic import Diagnostic
    from zerolint.report.style import Style

WHEN = ("auto", "always", "never")
FOR_PEOPLE = ("full", "concise")
"""Formats that a summary follows, on standard error."""


def style(stream: TextIO, when: str = "auto") -> Style:
    """Colour, links and width for a stream."""
    from zerolint.report.style import style_for

    match chosen("--color", when, WHEN):
        case "always":
            return style_for(stream, "always")
        case "never":
            return style_for(stream, "never")
        case _:
            return style_for(stream)


def write_findings(found: Sequence[Diagnostic], name: str, options: Namespace, *, aside: bool = False) -> None:
    """Write the findings in the format of that name; `aside` where something else is on standard output."""
    if options.output_file:
        _write_file(options.output_file, _rendered(found, name, options, None))
        return
    stream = sys.stderr if aside else sys.stdout
    stream.write(_rendered(found, name, options, stream))


def _rendered(found: Sequence[Diagnostic], name: str, options: Namespace, stream: TextIO | None) -> str:
    if not found and name != "json":
        return ""  # Nothing of the report is loaded for nothing.
    from zerolint.report.choose import report
    from zerolint.report.style import Style

    if stream is None:
        return report(name, found, Style(color=options.color == "always"))
    return report(name, found, style(stream, options.color))


def _write_file(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"--output-file: {path} cannot be written: {error.strerror}") from None


def write_summary(
    outcome: Outcome, found: Sequence[Diagnostic], name: str, options: Namespace, *, fixed: int = 0
) -> None:
    """Counts by rule if asked for, and the sentence below the findings."""
    if options.statistics and found:
        from zerolint.report.summary import statistics

        # What programs read holds nothing but findings.
        stream = sys.stdout if name in FOR_PEOPLE and not options.output_file else sys.stderr
        stream.write(statistics(found, style(stream, options.color)))
    if options.quiet or name not in FOR_PEOPLE or not outcome.files:
        return
    sys.stderr.write(_sentence(outcome, found, fixed) + "\n")


def _sentence(outcome: Outcome, found: Sequence[Diagnostic], fixed: int) -> str:
    hidden = f" {outcome.hidden} of low confidence hidden (--min-confidence low)." if outcome.hidden else ""
    if not found and not fixed:
        return f"Found nothing in {len(outcome.files)} file{'' if len(outcome.files) == 1 else 's'}.{hidden}"
    from zerolint.report.summary import summary

    return summary(found, files=len(outcome.files), fixed=fixed) + hidden


def tell(failures: Iterable[Failure], remarks: Iterable[str] = (), *, debug: bool = False) -> None:
    """What went wrong, and what else a user should know, on standard error."""
    for remark in remarks:
        sys.stderr.write(f"zerolint: {remark}\n")
    for failure in failures:
        if failure.traceback and debug:
            sys.stderr.write(failure.traceback)
        hint = "" if not failure.traceback or debug else " (--debug shows where)"
        sys.stderr.write(f"zerolint: {failure}{hint}\n")
