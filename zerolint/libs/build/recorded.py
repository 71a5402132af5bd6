"""The versions that a notebook was run with, as its outputs and its head tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_PYTHON = re.compile(r'"pygments_lexer":\s*"[^"]*",\s*"version":\s*"(\d+\.\d+)|/python(3\.\d+)/(?:site|dist)-packages/')
_ASKED = re.compile(r"\b(tf|tensorflow|keras)\.__version__")
_VERSION = re.compile(r"(?<![\w.])\d\.\d+\.\d+(?![\w])")


def ran_with(text: str) -> Iterator[tuple[str, str]]:
    """(package, version): the Python of the kernel, and what cells show that print `tf.__version__` alone."""
    for kernel, library in _PYTHON.findall(text):
        yield "python", kernel or library
    if "__version__" in text:
        yield from _shown(text)


def _shown(text: str) -> Iterator[tuple[str, str]]:
    try:
        cells = json.loads(text).get("cells", ())
    except (ValueError, AttributeError):
        return
    for cell in cells if isinstance(cells, list) else ():
        asked = _ASKED.findall(_text(cell.get("source"))) if isinstance(cell, dict) else []
        if len(asked) == 1:
            shown = _VERSION.findall(" ".join(_texts(cell.get("outputs"))))
            if len(set(shown)) == 1:
                yield ("tensorflow" if asked[0] == "tf" else asked[0]), shown[0]


def _texts(outputs: Any) -> Iterator[str]:
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict):
            data = output.get("data")
            yield _text(output.get("text"))
            yield _text(data.get("text/plain")) if isinstance(data, dict) else ""


def _text(lines: Any) -> str:
    return "".join(map(str, lines)) if isinstance(lines, list) else str(lines or "")
