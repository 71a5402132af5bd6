"""The line below the findings, and `--statistics`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from zerolint.check.diagnostic import Diagnostic
from zerolint.check.levels import Safety, Severity
from zerolint.report.style import Style

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def summary(diagnostics: Sequence[Diagnostic], *, files: int, fixed: int = 0) -> str:
    """What was found (and repaired) in one sentence, and how to repair the rest."""
    found = _found(diagnostics) or "nothing"
    repaired = f"; fixed {fixed}" if fixed else ""
    sentence = f"Found {found} in {_count(files, 'file')}{repaired}."
    return f"{sentence} {hint}" if (hint := _fixable(diagnostics)) else sentence


def _found(diagnostics: Iterable[Diagnostic]) -> str:
    counts = Counter(one.severity for one in diagnostics)
    return ", ".join(_count(counts[each], WORDS[each]) for each in Severity if counts[each])


def _fixable(diagnostics: Iterable[Diagnostic]) -> str:
    counts = Counter(one.fix.safety for one in diagnostics if one.fix)
    safe, unsafe = counts[Safety.SAFE], counts[Safety.UNSAFE]
    if safe and unsafe:
        return f"{safe} can be fixed with --fix, {unsafe} more with --fix --unsafe-fixes."
    if safe or unsafe:
        return f"{safe or unsafe} can be fixed with --fix{'' if safe else ' --unsafe-fixes'}."
    return ""


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def statistics(diagnostics: Iterable[Diagnostic], style: Style) -> str:
    """How often each rule spoke, the most frequent first."""
    counts = Counter((one.code, one.name, one.severity) for one in diagnostics)
    order = sorted(counts.items(), key=lambda each: (-each[1], each[0][0]))
    rows = (f"{number:>6}  {style.paint(code, severity)}  {name}" for (code, name, severity), number in order)
    return "".join(f"{row}\n" for row in rows)
