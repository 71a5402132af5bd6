"""What a run comes to: diagnostics, what went wrong, and the exit status that follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zerolint.check.diagnostic import Diagnostic
    from zerolint.settings import Settings

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something could not be linted: one line, and the traceback where the fault is zerolint's own."""

    where: str
    message: str
    traceback: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a run found, sorted: the same whatever the order of the paths."""

    diagnostics: tuple["Diagnostic", ...] = ()
    failures: tuple[Failure, ...] = ()
    files: tuple[str, ...] = ()
    settings: Mapping[str, "Settings"] = field(default_factory=dict)
    """By the path of each file that has findings."""
    hidden: int = 0
    """Findings of lower confidence than is asked for."""
    suppressed: int = 0
    """Findings that comments silence."""
    incomplete: tuple["Diagnostic", ...] = ()
    """What was not analysed to its end (ZL903): out of fuel, or a rule that failed. Shown with `--strict`."""
    crashes: tuple[Failure, ...] = ()
    """The tracebacks of rules that failed."""
    remarks: tuple[str, ...] = ()
    """What a user should be told that is no failure: a folder without Python files."""


def exit_status(
    outcome: Outcome, shown: Iterable["Diagnostic"], *, strict: bool = False, exit_zero: bool = False
) -> int:
    """0, 1 or 2 for what is left to show after fixing; 2 wins."""
    shown = tuple(shown)
    if outcome.failures or (strict and _incomplete(outcome, shown)):
        return FAILED
    if exit_zero:
        return CLEAN
    return FOUND if any(counts(one, outcome.settings.get(one.path)) for one in shown) else CLEAN


def _incomplete(outcome: Outcome, shown: Iterable["Diagnostic"]) -> bool:
    return bool(outcome.incomplete) or any(one.code == "ZL903" for one in shown)


def counts(one: "Diagnostic", settings: "Settings | None") -> bool:
    """Whether a finding is as severe as its file's `fail-on`; ZL903 only tells what was not read."""
    ranks = ("error", "warning", "info")
    fail_on = "warning" if settings is None else settings.fail_on
    return one.code != "ZL903" and ranks.index(one.severity.value) <= ranks.index(fail_on)
