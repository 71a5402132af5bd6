"""A TOML file as data, with the line that each key and each string of an array stands on.

`tomllib` keeps no positions. They are found by a scan that understands what settings are written in (headers, dotted
keys, arrays over several lines, inline tables on one line); a key it doesn't find gets the line of its table.
"""

import importlib
import re
import sys
from dataclasses import dataclass, field
from typing import Any

from zerolint.settings.errors import SettingsError

Path = tuple[str, ...]

_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=\s*(.*)$")
_TOKEN = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|\#.*|[\[\]{}]""")

_MULTILINE = re.compile(r"""(?P<long>\"{3}.*?\"{3}|'{3}.*?'{3})|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*""", re.DOTALL)


@dataclass(slots=True)
class Lines:
    """The lines of keys, by their path, and those of the strings inside a key's value."""

    keys: dict[Path, int] = field(default_factory=dict)
    strings: dict[tuple[Path, str], int] = field(default_factory=dict)

    def of(self, path: Path, item: str | None = None) -> int:
        """The line of a key (or of a string in its value), else that of the nearest table around it."""
        if item is not None and (path, item) in self.strings:
            return self.strings[path, item]
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, 1)


def parse_toml(raw: bytes, shown: str) -> tuple[dict[str, Any], str]:
    """The data and the text of TOML bytes."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{shown}:{line}", "is not UTF-8, as TOML has to be") from None
    return _loads(text, shown), text


def _loads(text: str, shown: str) -> dict[str, Any]:
    tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", message)
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        reason = message[: found.start()] if found else message
        raise SettingsError(f"{shown}:{line}", f"is not valid TOML: {reason[:1].lower()}{reason[1:]}") from None
    except RecursionError:
        raise SettingsError(shown, "is not valid TOML: nested too deeply") from None
    return data


def lines_of(text: str) -> Lines:
    """Where the keys of a TOML text stand."""
    lines = Lines()
    table: Path = ()
    key: Path = ()
    depth = 0
    text = _MULTILINE.sub(lambda found: "\n" * found[0].count("\n") if found["long"] else found[0], text)
    for number, line in enumerate(text.split("\n"), start=1):
        if depth == 0:
            if header := _HEADER.match(line):
                table = _parts(header[1])
                _note(lines.keys, (), table, number)
                continue
            assignment = _ASSIGNMENT.match(line)
            if assignment is None:
                continue
            key = table + _parts(assignment[1])
            _note(lines.keys, table, key, number)
            line = assignment[2]
            _inline_keys(lines, key, line, number)
        depth += _strings(lines, key, line, number)
    return lines


def _note(keys: dict[Path, int], table: Path, key: Path, number: int) -> None:
    """A dotted key also makes the tables on its way."""
    for length in range(len(table) + 1, len(key) + 1):
        keys.setdefault(key[:length], number)


def _inline_keys(lines: Lines, key: Path, value: str, number: int) -> None:
    if value.startswith("{"):
        for inner in re.finditer(rf"({_DOTTED})\s*=(?!=)", value):
            _note(lines.keys, key, key + _parts(inner[1]), number)


def _strings(lines: Lines, key: Path, text: str, number: int) -> int:
    """Notes the strings of a line of a value; how much deeper the line ends in brackets."""
    depth = 0
    for token in _TOKEN.findall(text):
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token[0] in "\"'":
            lines.strings.setdefault((key, token[1:-1]), number)
    return depth


def _parts(dotted: str) -> Path:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in re.findall(_PART, dotted))
