"""`github`: workflow commands that GitHub Actions turns into annotations."""

from __future__ import annotations

from collections.abc import Sequence

from zerolint.check.diagnostic import Diagnostic
from zerolint.check.levels import Severity
from zerolint.report.formats import concise
from zerolint.report.style import Style

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(diagnostics: Sequence[Diagnostic], style: Style) -> str:
    """One command per finding."""
    return "".join(f"{_command(one)}\n" for one in diagnostics)


def _command(one: Diagnostic) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(one).items())
    text = concise.line(one, Style())
    if one.help:
        text += f"\n{one.help}"
    return f"::{COMMANDS[one.severity]} {properties}::{_data(text)}"


def _properties(one: Diagnostic) -> dict[str, str]:
    """File, place and title; the lines of a notebook's cell aren't those of its file, so only the text has them."""
    place = {
        "line": str(one.place.line),
        "col": str(one.place.column),
        "endLine": str(one.place.end_line),
        "endColumn": str(one.place.end_column),
    }
    title = f"zerolint {one.code} {one.name}"
    return {"file": one.path, **(place if one.place.cell is None else {"line": "1"}), "title": title}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
