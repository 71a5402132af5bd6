"""One file: what is found in it, before the files' results are put together."""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zerolint.session.discovery import Found
from zerolint.session.outcome import Failure
from zerolint.session.relevance import Relevance
from zerolint.settings import Settings, shown

if TYPE_CHECKING:
    from zerolint.check.comments import Suppression, Unreadable
    from zerolint.check.diagnostic import Diagnostic
    from zerolint.check.suppression import Use
    from zerolint.source.model import Problem, SourceFile

#: A search in bytes that hits every file with a comment that zerolint reads, and few others.
SUPPRESSES = re.compile(rb"#\s*(?:zerolint\s*:|noqa\s*:[^\n]*ZL\d)", re.IGNORECASE)


class Names(dict[str, str]):
    """How files (by absolute path) are shown: those that were asked for as given, others from the working folder."""

    def __missing__(self, path: str) -> str:
        self[path] = shown(path)
        return self[path]


@dataclass(frozen=True, slots=True)
class Result:
    """What one file comes to. `diagnostics` have passed suppression, but not yet the filter of confidence."""

    file: Found
    settings: Settings
    diagnostics: Sequence[Diagnostic] = ()
    suppressed: int = 0
    comments: Sequence[Suppression | Unreadable] = ()
    used: Collection[Use] = ()
    ran: Collection[str] = ()
    readable: bool = True
    """Whether all of the file was read; else nothing is said of comments that silence nothing."""
    incomplete: Sequence[Diagnostic] = ()
    crashes: Sequence[Failure] = ()
    failure: Failure | None = None
    """The engine's own fault, which left the file unread."""
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    """By shown path, where something may have to be quoted."""
    followed: frozenset[str] = frozenset()
    """The files (as shown) that its imports led to."""

    def without(self, changed: Collection[str]) -> Result:
        """The result without what it says of files whose text has changed since."""
        if self.followed.isdisjoint(changed):
            return self
        return replace(self, diagnostics=[one for one in self.diagnostics if _files(one).isdisjoint(changed)])


def lint_one(file: Found, data: bytes, settings: Settings, relevance: Relevance, names: Names) -> Result:
    """Lint one file; the engine is loaded only if the file may have a training program."""
    if relevance.relevant(file.absolute, data) and not _too_large(file, data, settings):
        with _collector_paused():
            return _with_engine(file, data, settings, names)
    from zerolint.session.plain import problems_of, readable

    if not SUPPRESSES.search(data) and len(data) <= settings.max_file_size and readable(file.absolute, data):
        return Result(file, settings)
    source, problems = problems_of(file.absolute, data, settings.max_file_size)
    result = Result(file, settings, ran=settings.codes(file.absolute), readable=not problems)
    return _suppressed(result, [problem_of(problem, file.path) for problem in problems], {file.path: source})


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile: it would walk the growing syntax tree again and again and find nothing.

    It costs a tenth of a parse. What a file leaves behind is bounded by its fuel, and collected after it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _too_large(file: Found, data: bytes, settings: Settings) -> bool:
    """Whether there is more code than the settings allow; a notebook may have any amount of output."""
    if len(data) <= settings.max_file_size:
        return False
    from zerolint.source.load import load

    return sum(len(chunk.code) for chunk in load(file.absolute, data).chunks) > settings.max_file_size


def _with_engine(file: Found, data: bytes, settings: Settings, names: Names) -> Result:
    from zerolint.session.analyse import analyse, crash, diagnostics, incomplete
    from zerolint.session.places import Places

    analysis = analyse(file.absolute, data, settings)
    problems = analysis.reading.problems
    places = Places(analysis.parsed, names, analysis.reading.cells)
    sources = {names[parsed.source.path]: parsed.source for parsed in analysis.parsed}
    result = Result(
        file,
        settings,
        ran=analysis.ran,
        readable=not problems,
        incomplete=list(incomplete(analysis, places, file.path)),
        crashes=[Failure(file.path, failure.error, failure.traceback) for failure in analysis.checked.failures],
        followed=frozenset(sources) - {file.path},
        failure=None if (why := crash(analysis)) is None else Failure(file.path, f"internal error: {why}", why),
    )
    found = [*(problem_of(problem, file.path) for problem in problems), *diagnostics(analysis, places)]
    return _suppressed(result, found, sources)


def problem_of(problem: Problem, path: str) -> Diagnostic:
    from zerolint.check.diagnostic import Place
    from zerolint.session.own import own

    place = Place(path, problem.line, problem.column, problem.line, problem.column + 1, problem.cell)
    return own(problem.code, problem.message, place)


def _files(one: Diagnostic) -> set[str]:
    """The files that a finding speaks of or would change."""
    edits = one.fix.edits if one.fix is not None else ()
    return {one.path, *(edit.place.path for edit in edits)}


def _suppressed(result: Result, found: Sequence[Diagnostic], sources: Mapping[str, SourceFile]) -> Result:
    """The result with what the comments of the files leave of what was found."""
    from zerolint.check.suppression import suppress
    from zerolint.session.quotes import Quotes

    comments = {path: comments_of(source, path) for path, source in sources.items()}
    outcome = suppress(found, [comment for each in comments.values() for comment in each])
    quotes = Quotes(sources)
    own = comments[result.file.path]
    return replace(
        result,
        diagnostics=[quotes.completed(one) for one in outcome.shown],
        incomplete=[quotes.completed(one) for one in result.incomplete],
        suppressed=len(outcome.hidden),
        comments=own,
        used=outcome.used,
        sources=sources if own else {},
    )


def comments_of(source: SourceFile, path: str) -> Sequence[Suppression | Unreadable]:
    """All directives of a file, `path` being how it is shown."""
    from zerolint.check.comments import suppressions

    return [
        comment
        for number, chunk in enumerate(source.chunks)
        for comment in suppressions(
            path, chunk.code, cell=chunk.cell, offset=chunk.line_offset, shift=chunk.shift, head=number == 0
        )
    ]
