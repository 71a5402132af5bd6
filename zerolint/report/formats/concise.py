"""`concise`: one line per finding, for editors and grep: `path:line:column: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from zerolint.check.diagnostic import Diagnostic
from zerolint.report.style import Style, printable


def render(diagnostics: Sequence[Diagnostic], style: Style) -> str:
    """One line per finding."""
    return "".join(f"{line(one, style)}\n" for one in diagnostics)


def line(one: Diagnostic, style: Style) -> str:
    """The line of one finding; a notebook's place reads `nb.ipynb:cell 3:12:5`."""
    code = style.paint(one.code, one.severity)
    return f"{printable(str(one.place))}: {code} {printable(one.message)}"
