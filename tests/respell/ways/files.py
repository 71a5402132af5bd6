"""How the whole file is laid out: inside of `main()`, as a notebook, formatted otherwise."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import libcst as cst

from ..source import is_docstring, is_import
from ..spelled import Spelled, way
from ..text import Text, joined, same_tokens


@way
def inside_main(program: Spelled) -> Spelled | None:
    """All code but the imports inside of `main()`."""
    source = program.source
    if any(source.all(cst.Global, cst.Nonlocal, cst.ImportStar)) or "main" in source.names:
        return None
    if program.cells or "__name__" in source.names:
        return None
    outside: list[Text] = []
    inside: list[Text] = []
    for statement in source.module.body:
        part = source.text[slice(*source.lines_of(statement))]
        (outside if is_import(statement) or is_docstring(statement) else inside).append(part)
    if not inside:
        return None
    body = joined(inside).indented()
    made = joined(outside) + "\n\ndef main():\n" + body + '\n\nif __name__ == "__main__":\n    main()\n'
    return program.having(made)


@way
def as_notebook(program: Spelled) -> Spelled | None:
    """The script as a notebook, cut at its empty lines."""
    return None if program.cells else replace(program, cells=True)


@way
def narrow_lines(program: Spelled) -> Spelled | None:
    """Formatted to narrow lines."""
    return _formatted(program, "line-length = 60")


@way
def wide_lines(program: Spelled) -> Spelled | None:
    """Formatted to wide lines, magic commas ignored."""
    return _formatted(program, "line-length = 200", "format.skip-magic-trailing-comma = true")


def _formatted(program: Spelled, *settings: str) -> Spelled | None:
    text = program.files[program.main]
    options = [part for setting in ("indent-width = 4", *settings) for part in ("--config", setting)]
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", *options, "-"]
    done = subprocess.run(command, input=text.characters, capture_output=True, encoding="utf-8", check=True)
    return program.having(same_tokens(text, done.stdout))
