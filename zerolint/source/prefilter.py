"""Answers from a file's bytes alone, before anything is decoded: does it mention Keras, and what does it import?"""

from __future__ import annotations

import re

_FROM = re.compile(rb"(?:\b|(?<=\\[nrt]))from[ \t]+(\.*[ \t]*[\w.\x80-\xff]*)[ \t]+\Z")
_NAMES = re.compile(rb"[ \t]*(?:\(([^)]*)\)|([^\r\n;#\"\\]*))")
_NOISE = re.compile(rb"#[^\n]*|\\[nrt]|[\"\\]")


def mentions_keras(data: bytes) -> bool:
    """Whether a file may have to do with Keras: all its spellings hold `keras` or `tensorflow`."""
    return b"keras" in data or b"tensorflow" in data


def imported_names(data: bytes) -> set[str]:
    """The dotted names that a script or notebook imports, with each name of `from m import n` also as `m.n`.

    Relative imports keep their dots (`.model`, `..common.heads`). It is a search for words and not a parse, so text
    that looks like an import counts as one.
    """
    names: set[str] = set()
    at = data.find(b"import")
    while at >= 0:
        names.update(_names(data, at))
        at = data.find(b"import", at + 6)
    names.discard("")
    return names


def _names(data: bytes, at: int) -> list[str]:
    """What the word `import` at this offset brings in."""
    after = _NAMES.match(data, at + 6)
    if after is None or data[at + 6 : at + 7] not in (b" ", b"\t", b"(", b"*"):
        return []
    listed = [name for part in _NOISE.sub(b" ", after[1] or after[2] or b"").split(b",") if (name := _first_word(part))]
    origin = _FROM.search(data, max(0, at - 200), at)
    if origin is None:
        return listed
    module = origin[1].replace(b" ", b"").replace(b"\t", b"").decode("utf-8", "replace")
    joint = "" if module.endswith(".") else "."
    return [module, *(f"{module}{joint}{name}" for name in listed)]


def _first_word(part: bytes) -> str:
    words = part.split(None, 1)
    name = words[0].decode("utf-8", "replace") if words else ""
    return name if all(map(str.isidentifier, name.split("."))) else ""
