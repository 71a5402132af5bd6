"""Where output goes, and how it looks there."""

from typing import TYPE_CHECKING, TextIO

from zerolint.cli.parser import chosen

if TYPE_CHECKING:
    from zerolint.report.style import Style

WHEN = ("auto", "always", "never")


def style(stream: TextIO, when: str = "auto") -> "Style":
    """Colour, links and width for a stream."""
    from zerolint.report.style import style_for

    match chosen("--color", when, WHEN):
        case "always":
            return style_for(stream, "always")
        case "never":
            return style_for(stream, "never")
        case _:
            return style_for(stream)
