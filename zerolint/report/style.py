"""Colour, links and width of what is printed; decided once, before anything is rendered."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias

from zerolint.check.levels import Severity

When: TypeAlias = Literal["auto", "always", "never"]

RESET: Final = "\x1b[0m"
ROLES: Final[Mapping[str, str]] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
    "strong": "\x1b[1m",
    "frame": "\x1b[34m",
    "good": "\x1b[32m",
    "dim": "\x1b[2m",
}

PLAIN_WIDTH: Final = 80
"""Where right-hand tags stand when the width isn't known."""


class Stream(Protocol):
    """What is written to."""

    def isatty(self) -> bool:
        """Whether a person looks at it."""
        ...


@dataclass(frozen=True, slots=True)
class Style:
    """How to print. `width` is None when nothing says how wide the reader's screen is; then nothing is wrapped."""

    color: bool = False
    links: bool = False
    width: int | None = None

    def paint(self, text: str, role: str | Severity) -> str:
        """The text in the colour of its role."""
        name = role.value if isinstance(role, Severity) else role
        return f"{ROLES[name]}{text}{RESET}" if self.color and text else text

    def link(self, text: str, url: str) -> str:
        """The text as a terminal's hyperlink (OSC 8)."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and url else text


def style_for(stream: Stream, when: When = "auto", environ: Mapping[str, str] = os.environ) -> Style:
    """The style for a stream: `--color` before `FORCE_COLOR` before `NO_COLOR` before "is it a terminal"."""
    terminal = stream.isatty() and environ.get("TERM") != "dumb"
    color = _color(when, terminal, environ)
    width = shutil.get_terminal_size().columns if terminal else None
    return Style(color=color, links=color and terminal, width=width)


def _color(when: When, terminal: bool, environ: Mapping[str, str]) -> bool:
    if when != "auto":
        return when == "always"
    forced = environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return terminal and not environ.get("NO_COLOR")


def columns(text: str) -> int:
    """How many terminal columns a text takes."""
    return sum(columns_of(char) for char in text)


def columns_of(char: str) -> int:
    """2 for wide East Asian characters, 0 for those that combine with the one before."""
    if char.isascii():
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def printable(text: str) -> str:
    """The text with control characters (which could steer a terminal) made visible."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cs") or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
