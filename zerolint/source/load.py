"""From a file's bytes to the chunks of Python in it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from zerolint.source.decode import Decoded, decode
from zerolint.source.magics import LIKELY, commented_magics, unmask_cell, unmask_lines
from zerolint.source.model import Chunk, Kind, Problem, ShellLine, SourceFile

_PERCENT = re.compile(r"^# ?%%|^# Databricks notebook source|^# COMMAND -{3,}|^# In ?\[[ \d]*\]:", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1)  # how much code is in a large notebook is asked before it is read
def load(path: str, data: bytes) -> SourceFile:
    """Decode a script or notebook and take it apart. Never raises: what is wrong stands in `problems`."""
    notebook = path.lower().endswith(".ipynb")
    decoded = decode(data, declared=not notebook)
    if decoded.problem:
        kind: Kind = "notebook" if notebook else "script"
        return SourceFile(path, kind, problems=(decoded.problem,), data=data)
    return _notebook(path, data, decoded) if notebook else _script(path, data, decoded)


def load_cell(path: str, text: str) -> SourceFile:
    """The text of one notebook cell that stands in another file, as if it were a notebook of its own."""
    chunk, lines = _cell(text, 1)
    return SourceFile(path, "notebook", text, (chunk,), shell_lines=lines)


def _script(path: str, data: bytes, decoded: Decoded) -> SourceFile:
    text = decoded.text
    code = _newlines(text)
    kind: Kind = "percent" if _PERCENT.search(code) else "script"
    shell: tuple[ShellLine, ...] = tuple(commented_magics(code)) if kind == "percent" else ()
    if LIKELY.search(code):
        unmasked = unmask_lines(code)
        if unmasked.shell:
            kind, code, shell = "percent", unmasked.code, (*shell, *unmasked.shell)
    return SourceFile(
        path,
        kind,
        text,
        chunks=(Chunk(None, code, original=text),),
        shell_lines=shell,
        encoding=decoded.encoding,
        bom=decoded.bom,
        newline=decoded.newline,
        data=data,
    )


def _notebook(path: str, data: bytes, decoded: Decoded) -> SourceFile:
    from zerolint.source.notebooks import NotebookError, read_notebook

    text = decoded.text
    chunks: list[Chunk] = []
    shell: list[ShellLine] = []
    problems: tuple[Problem, ...] = ()
    language = "python"
    try:
        notebook = read_notebook(text)
    except NotebookError as error:
        problems = (_at_offset(text, error),)
    else:
        language = notebook.language
        for cell in notebook.cells if language == "python" else ():
            chunk, lines = _cell(cell.source, cell.position)
            chunks.append(replace(chunk, count=cell.count, outputs=cell.outputs))
            shell.extend(lines)
    return SourceFile(
        path,
        "notebook",
        text,
        tuple(chunks),
        problems,
        tuple(shell),
        decoded.encoding,
        decoded.bom,
        decoded.newline,
        language,
        data,
    )


def _cell(source: str, position: int) -> tuple[Chunk, tuple[ShellLine, ...]]:
    unmasked = unmask_cell(_newlines(source), position)
    code, indent = _dedented(unmasked.code)
    chunk = Chunk(position, _encodable(code), written_module=unmasked.written, original=source, indent=indent)
    return chunk, unmasked.shell


def _dedented(code: str) -> tuple[str, str]:
    """Take the first line's indentation from the start of every line that has it, as IPython does."""
    body = code.lstrip("\n")
    first = next((line for line in body.split("\n", 40)[:40] if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return (re.sub(rf"^{indent}", "", code, flags=re.MULTILINE), indent) if indent else (code, "")


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _encodable(code: str) -> str:
    """JSON can carry halves of surrogate pairs, which no parser takes."""
    return code if code.isascii() else _SURROGATE.sub("?", code)


def _at_offset(text: str, error: Exception) -> Problem:
    offset: int = getattr(error, "offset", 0)
    start = text.rfind("\n", 0, offset) + 1
    return Problem("ZL900", str(error), text.count("\n", 0, offset) + 1, offset - start + 1)
