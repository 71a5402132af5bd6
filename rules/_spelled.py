"""What the rules on old spellings ask: where the program uses something that Keras 3 has no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zerolint.api import Note, Operation, Program

GUARD = re.compile(r"hasattr|getattr|version|compat|legacy|\bv2\b|\bkeras_?[123]\b", re.IGNORECASE)
"""What a program asks before it chooses between an old and a new spelling."""


def old_spellings(program: Program, *whats: str) -> Iterator[Operation]:
    """Places where something that Keras 3 has no more is used, unless Keras 2 is meant or a test chose this way."""
    if program.target.version < 3:
        return
    for operation in program.done("old-spelling"):
        if operation.get("what") in whats and not any(GUARD.search(one.text) for one in operation.path):
            yield operation


def only_when(operation: Operation) -> tuple[Note, ...]:
    """The path, as notes at what chooses it."""
    return tuple(Note(f"only when {one.text}", one.site) for one in operation.path)
