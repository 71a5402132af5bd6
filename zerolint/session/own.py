"""The tool's own findings as diagnostics: what can't be read (ZL900), what comments do (ZL901, ZL902), ZL903.

Their rules aren't imported for it, since that would load the engine for a file that has no need of it.
"""

from zerolint.check.diagnostic import Diagnostic, Place, Repair
from zerolint.check.levels import Confidence, Severity

#: Name and severity by code; a test holds this against the registry.
OWN = {
    "ZL900": ("syntax-error", Severity.ERROR),
    "ZL901": ("unused-suppression", Severity.WARNING),
    "ZL902": ("unknown-code-in-suppression", Severity.WARNING),
    "ZL903": ("analysis-incomplete", Severity.INFO),
}

URL = "https://github.com/zerolint/zerolint/blob/main/docs/rules/{name}.md"


def own(code: str, message: str, place: Place, *, advice: str | None = None, fix: Repair | None = None) -> Diagnostic:
    """A finding of the tool's own, still without its quoted lines."""
    name, severity = OWN[code]
    return Diagnostic(
        place=place,
        code=code,
        name=name,
        severity=severity,
        confidence=Confidence.HIGH,
        message=message,
        help=advice,
        fix=fix,
        url=URL.format(name=name),
    )
