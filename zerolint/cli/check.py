"""`zerolint [check] PATH...`: lint, fix or show fixes, write the findings."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH110

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zerolint import __version__
from zerolint.cli.output import WHEN, tell, write_findings, write_summary
from zerolint.cli.parser import chosen, command_meant
from zerolint.session.discovery import STDIN, discover
from zerolint.session.lint import Session
from zerolint.session.outcome import Outcome, exit_status
from zerolint.settings import Resolver, Settings, UsageError

if TYPE_CHECKING:
    from zerolint.check.diagnostic import Diagnostic

LISTS = ("select", "ignore", "extend-select", "exclude", "extend-exclude")
SCALARS = ("min-confidence", "target-keras", "output-format", "fail-on", "preview", "respect-gitignore")


def check(options: Namespace) -> int:
    """Run the command; the exit status."""
    if options.version:
        sys.stdout.write(f"zerolint {__version__}\n")
        return 0
    resolver = Resolver(flags(options), config=options.config, isolated=options.isolated)
    if options.show_settings:
        return _show_settings(options, resolver)
    if not options.paths and options.stdin_filename is None:
        raise UsageError("give files or folders to lint, . for all that lies here (see zerolint --help)")
    if options.paths and not os.path.exists(options.paths[0]) and (meant := command_meant(options.paths[0])):
        raise UsageError(f'"{options.paths[0]}" is neither a path nor a command; did you mean "{meant}"?')
    # Both are read before the work, so that what is wrong with them stops it.
    settings = resolver.for_file(options.stdin_filename) if options.stdin_filename else resolver.for_folder(".")
    chosen("--color", options.color, WHEN)
    found = discover(
        options.paths, resolver, stdin_filename=options.stdin_filename, force_exclude=options.force_exclude
    )
    if options.show_files:
        sys.stdout.write("".join(f"{file.path}\n" for file in found.files))
        tell(found.failures, found.remarks, debug=options.debug)
        return exit_status(Outcome(failures=tuple(found.failures)), ())
    return _lint(Session(resolver, found), settings, options)


def flags(options: Namespace) -> dict[str, object]:
    """The settings that flags give."""
    given: dict[str, object] = {}
    for key in (*LISTS, *SCALARS):
        value = getattr(options, key.replace("-", "_"))
        if value is not None:
            given[key] = _split(value) if key in LISTS else value
    return given


def _split(values: Sequence[str]) -> list[str]:
    return [item.strip() for value in values for item in value.split(",") if item.strip()]


def _show_settings(options: Namespace, resolver: Resolver) -> int:
    from zerolint.cli.config import described, settings_of

    path = next((path for path in options.paths if path != STDIN), options.stdin_filename or ".")
    sys.stdout.write(described(settings_of(path, resolver)))
    return 0


def _lint(session: Session, settings: Settings, options: Namespace) -> int:
    outcome = session.run()
    name = settings.output_format
    shown: Sequence[Diagnostic] = outcome.diagnostics
    failures = list(outcome.failures)
    fixed = 0
    if options.diff:
        from zerolint.cli.fix import show

        show(session, outcome, unsafe=options.unsafe_fixes)
    elif options.fix:
        from zerolint.cli.fix import pass_through, repair

        repaired = repair(session, outcome, unsafe=options.unsafe_fixes)
        shown, fixed = repaired.left, repaired.count
        failures += [failure for failure in repaired.failures if failure not in failures]
        pass_through(session)
    if options.strict:
        shown = sorted((*shown, *outcome.incomplete), key=lambda one: one.order)
    if not options.diff or options.output_file:
        write_findings(shown, name, options, aside=options.fix and any(file.stdin for file in session.found.files))
    write_summary(outcome, shown, name, options, fixed=fixed)
    tell(failures, outcome.remarks, debug=options.debug)
    if options.debug:
        tell(outcome.crashes, debug=True)
    return exit_status(
        replace(outcome, failures=tuple(failures)), shown, strict=options.strict, exit_zero=options.exit_zero
    )
