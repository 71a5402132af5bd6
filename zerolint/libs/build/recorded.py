"""What a notebook's saved outputs tell: the versions that it was run with, and which calls came to their end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from zerolint.interp.machine import Machine
from zerolint.program.run import Recorded
from zerolint.source.model import Chunk, SourceFile

_PYTHON = re.compile(r'"pygments_lexer":\s*"[^"]*",\s*"version":\s*"(\d+\.\d+)|/python(3\.\d+)/(?:site|dist)-packages/')
_ASKED = re.compile(r"\b(tf|tensorflow|keras)\.__version__")
_VERSION = re.compile(r"(?<![\w.])\d\.\d+\.\d+(?![\w])")
_LOSS = re.compile(r"\bloss: (\S+)")
BARS: Final = {2: "====] - ", 3: "━━━━━━━━━━"}
"""The bars of progress that Keras draws, by its version; the first is Keras 1's too."""
PROGRESS: Final = (*BARS.values(), "Epoch 1/", "s/step", "s/epoch", " loss: ")
CALLS: Final = frozenset({"prediction", "training"})


def ran_with(source: SourceFile) -> Iterator[tuple[str, str]]:
    """(package, version): the Python of the kernel, and what cells show that print `tf.__version__` alone."""
    for kernel, library in _PYTHON.findall(source.text):
        yield "python", kernel or library
    for chunk in source.chunks if "__version__" in source.text else ():
        asked = _ASKED.findall(chunk.original)
        if len(asked) == 1:
            shown = _VERSION.findall(_shown(chunk))
            if len(set(shown)) == 1:
                yield ("tensorflow" if asked[0] == "tf" else asked[0]), shown[0]


def recorded(m: Machine, source: SourceFile) -> dict[int, Recorded]:
    """By the identity of events: those calls of whose end the outputs of the cell tell that made them.

    A call under a condition counts only where the output shows its progress.
    """
    chunks = [chunk for chunk in source.chunks if chunk.written_module is None]
    began = m.state.get("began", {}).get(source.path, [])
    if len(began) != len(chunks) + 1 or not any(chunk.outputs for chunk in chunks):
        return {}
    found: dict[int, Recorded] = {}
    versions: tuple[int, ...] = ()
    for place, (start, end) in enumerate(pairwise(began)):
        calls = [event for event in m.events[start:end] if event.kind in CALLS]
        cell = chunks[place]
        if not calls or cell.count is None or any(map(_failed, cell.outputs)):
            continue
        text = _shown(cell)
        progress = any(mark in text for mark in PROGRESS)
        versions = versions or _versions(chunks)
        losses = _LOSS.findall(text)
        told = Recorded(
            keras=versions,
            in_order=_in_order(chunks, place),
            finite=bool(losses) and not any(loss.lstrip("-").startswith(("nan", "inf")) for loss in losses),
            negative=any(loss.startswith("-") for loss in losses),
            losses=len(losses),
        )
        found.update((id(event), told) for event in calls if progress or not event.path)
    return found


def _in_order(chunks: Sequence[Chunk], place: int) -> bool:
    """Whether all cells above ran, and before it."""
    above = [chunk.count for chunk in chunks[:place] if _says_something(chunk)]
    return all(count is not None and count < (chunks[place].count or 0) for count in above)


def _says_something(chunk: Chunk) -> bool:
    lines = (line.strip() for line in chunk.original.splitlines())
    return any(line and not line.startswith(("#", "!", "%")) for line in lines)


def _versions(chunks: Sequence[Chunk]) -> tuple[int, ...]:
    """The Keras whose bars are shown; both where that is none or several."""
    texts = [_shown(chunk) for chunk in chunks]
    return tuple(version for version, bar in BARS.items() if any(bar in text for text in texts)) or tuple(BARS)


def _failed(output: Any) -> bool:
    if not isinstance(output, dict):
        return False
    return output.get("output_type") in ("error", "pyerr") or "Traceback (most recent" in _text(output.get("text"))


def _shown(chunk: Chunk) -> str:
    return " ".join(_texts(chunk.outputs))


def _texts(outputs: Sequence[Any]) -> Iterator[str]:
    for output in outputs:
        if isinstance(output, dict):
            data = output.get("data")
            yield _text(output.get("text"))
            yield _text(data.get("text/plain")) if isinstance(data, dict) else ""


def _text(lines: Any) -> str:
    return "".join(map(str, lines)) if isinstance(lines, list) else str(lines or "")
