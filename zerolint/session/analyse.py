"""A file that may have a training program: read it, put the rules to it, and turn findings into diagnostics.

This is the module that loads the engine; nothing imports it before a file needs it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zerolint.check.diagnostic import Diagnostic, Label, Place, Repair
from zerolint.check.finding import Finding
from zerolint.check.raw import RawFinding
from zerolint.check.registry import Rules, load
from zerolint.check.run import Checked, check_program
from zerolint.interp.failures import FAILED
from zerolint.read import Reading, read
from zerolint.session.edits import changes
from zerolint.session.own import own
from zerolint.session.places import Places
from zerolint.settings import Settings
from zerolint.source.parse import ParsedFile

_RULES: list[Rules] = []


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the engine says of one file."""

    reading: Reading
    checked: Checked
    ran: frozenset[str]

    @property
    def parsed(self) -> Sequence[ParsedFile]:
        """The file itself, then those that its imports led to."""
        return (self.reading.parsed, *self.reading.files_followed)


def analyse(path: str, data: bytes, settings: Settings) -> Analysis:
    """Read a file (absolute path) and put the rules to it that its settings select."""
    reading = read(path, data, target_keras=settings.target_keras)
    codes = settings.codes(path)
    rules = [rule for rule in _rules() if rule.code in codes and (settings.preview or not rule.preview)]
    return Analysis(reading, check_program(reading.program, rules), frozenset(rule.code for rule in rules))


def _rules() -> Rules:
    if not _RULES:
        _RULES.append(load())
    return _RULES[0]


def diagnostics(analysis: Analysis, places: Places) -> Iterator[Diagnostic]:
    """The findings with their places; one whose place isn't in a file that was read can't be shown.

    Those in a script that was run before this one are told where that one is linted.
    """
    elsewhere = {places.names[path] for path in analysis.reading.beside}
    for raw in analysis.checked.findings:
        if (one := _diagnostic(raw, places)) is not None and one.place.path not in elsewhere:
            yield one


def _diagnostic(raw: RawFinding, places: Places) -> Diagnostic | None:
    place = places.find(raw.finding.site)
    if place is None:
        return None
    return Diagnostic(
        place=place,
        code=raw.rule.code,
        name=raw.rule.name,
        severity=raw.severity,
        confidence=raw.finding.confidence,
        message=raw.finding.message,
        help=raw.finding.help,
        notes=_with_training(raw, places, place.path, tuple(_notes(raw, places))),
        fix=_repair(raw.finding, places),
        url=raw.rule.url,
    )


def _notes(raw: RawFinding, places: Places) -> Iterator[Label]:
    for note in raw.finding.notes:
        place = None if note.site is None else places.find(note.site)
        if place is not None or note.site is None:
            yield Label(note.message, place)


def _with_training(raw: RawFinding, places: Places, path: str, notes: tuple[Label, ...]) -> tuple[Label, ...]:
    """The notes, and where the fault takes effect if that is in a file without any: who changed it has to see it."""
    told = {path, *(note.place.path for note in notes if note.place is not None)}
    trained = ((run, places.find(run.compile_site or run.site)) for run in raw.runs)
    return (
        *notes,
        *(
            Label("trained here" if run.compile_site is None else "compiled here", place)
            for run, place in trained
            if place is not None and place.path not in told
        ),
    )


def _repair(finding: Finding, places: Places) -> Repair | None:
    """The fix, if all of its edits can be made in the text as it is written."""
    if finding.fix is None:
        return None
    edits = changes(finding.fix, finding.site, places.text)
    return None if edits is None else Repair(finding.fix.message, finding.fix.safety, edits)


OUT_OF_FUEL = "out of fuel"


def crash(analysis: Analysis) -> str | None:
    """What happened, if the engine failed on the file."""
    reasons = (note.reason for note in analysis.reading.program.notes)
    return next((reason.removeprefix(FAILED) for reason in reasons if reason.startswith(FAILED)), None)


def incomplete(analysis: Analysis, places: Places, path: str) -> Iterator[Diagnostic]:
    """What kept the analysis from its end, as ZL903."""
    start = Place(path, 1, 1, 1, 2)
    for failure in analysis.checked.failures:
        yield own("ZL903", f"{failure.code} ({failure.name}) failed: {failure.error}", start)
    for note in analysis.reading.program.notes:
        if note.reason.startswith((FAILED, OUT_OF_FUEL)):
            yield own("ZL903", note.reason, places.find(note.site) or start)
