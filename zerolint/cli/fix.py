"""`--fix` and `--diff`: apply the fixes of what was found, or show what they would change."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zerolint.check.diagnostic import Diagnostic
from zerolint.session.discovery import Found
from zerolint.session.fixing import Fixed, diff, fix, wanted, write
from zerolint.session.lint import Session
from zerolint.session.outcome import Failure, Outcome


@dataclass(frozen=True, slots=True)
class Repaired:
    """The findings that are left, how many were repaired, and what could not be written."""

    left: Sequence[Diagnostic]
    count: int = 0
    failures: Sequence[Failure] = ()


def show(session: Session, outcome: Outcome, *, unsafe: bool) -> None:
    """Print what the fixes would change; nothing is written."""
    files = _contents(session, outcome.diagnostics)
    fixed = _fixed(session, outcome, files, unsafe=unsafe)
    for path in sorted(fixed.contents):
        sys.stdout.write(diff(path, files[path], fixed.contents[path]))


def repair(session: Session, outcome: Outcome, *, unsafe: bool) -> Repaired:
    """Apply the fixes and write the files; standard input goes to standard output."""
    files = _contents(session, outcome.diagnostics)
    fixed = _fixed(session, outcome, files, unsafe=unsafe)
    failures = [failure for failure in _written(session, fixed.contents) if failure is not None]
    if not fixed.contents:
        return Repaired(outcome.diagnostics)
    after = session.run()
    return Repaired(after.diagnostics, len(fixed.repaired), (*failures, *after.failures))


def _fixed(session: Session, outcome: Outcome, files: Mapping[str, bytes], *, unsafe: bool) -> Fixed:
    takes = wanted(unsafe=unsafe)
    return fix(
        outcome.diagnostics,
        files,
        lambda contents: session.run(contents).diagnostics,
        lambda one: takes(one) and outcome.settings[one.path].may_fix(one.code),
    )


def _contents(session: Session, found: Sequence[Diagnostic]) -> dict[str, bytes]:
    """What the files hold that fixes would change, as far as they were asked for."""
    touched = {edit.place.path for one in found if one.fix is not None for edit in one.fix.edits}
    return {file.path: session.read(file) for file in session.found.files if file.path in touched}


def _written(session: Session, contents: Mapping[str, bytes]) -> Sequence[Failure | None]:
    return [_write(session, file, contents[file.path]) for file in session.found.files if file.path in contents]


def _write(session: Session, file: Found, data: bytes) -> Failure | None:
    if not file.stdin:
        try:
            write(file.absolute, data)
        except OSError as error:
            return Failure(file.path, f"cannot be written: {error.strerror or error}")
    session.changed(file, data)
    return None


def pass_through(session: Session) -> None:
    """Standard input, fixed where it was, goes to standard output."""
    for file in session.found.files:
        if file.stdin:
            sys.stdout.flush()
            sys.stdout.buffer.write(session.read(file))
            sys.stdout.buffer.flush()
