"""The versions of packages that a project asks for, in the files that projects say it in, and in `%pip install`."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH118, PTH119, PTH120

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.source.model import SourceFile
from zerolint.source.roots import folders_of_project

FILES: Final = ("requirements.txt", "pyproject.toml", "environment.yml", "environment.yaml", "Pipfile", "setup.cfg")
MAX_SIZE: Final = 100_000
"""Bytes: what is larger is no list that somebody wrote."""


class Pin(NamedTuple):
    """A requirement: `tensorflow`, `==2.15`, and where it stands (the name of a file, or the shell line itself)."""

    package: str
    specifier: str
    where: str
    folder: str = ""
    """The folder of the file, none for a shell line."""


# One requirement per line: `a==1`, `- a=1=build`, `"a[b]>=1,<2",`, `a = "^1"`, `a = {version = "1"}`.
_REQUIREMENT = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?["']?(?P<package>[A-Za-z][\w.-]*)(?:\[[\w, -]*\])?["']?[ \t]*
        (?P<poetry>=[ \t]*(?:\{[^}\n]*?version[ \t]*=[ \t]*)?["'])?(?P<specifier>[=<>~!^]{0,3}[ \t]*v?\d[^\s"';#]*)?""",
    re.VERBOSE | re.MULTILINE,
)
_LISTED = re.compile(
    r"""["'](?P<package>[A-Za-z][\w.-]*)(?:\[[\w, -]*\])?[ \t]*(?P<specifier>[=<>~!^]{1,3}[^"';#]*)["';]"""
)
_INSTALL = re.compile(r"\b(?:pip3?|conda|mamba)\s+install\s(.*)", re.DOTALL)
_WORD = re.compile(r"""(?<!\S)["']?([A-Za-z][\w.-]*)(?:\[[\w,-]*\])?((?:[=<>~!]=?=?\s*[\w.*,]+)*)["']?(?:\s|$)""")


def pins_of(source: SourceFile) -> list[Pin]:
    """What the files of the script's project ask for, the nearest first, then what its own shell lines install."""
    folders = folders_of_project(os.path.dirname(source.path))
    found = [pin for folder in folders for name in FILES for pin in _in_file(os.path.join(folder, name))]
    return [*found, *(pin for line in source.shell_lines for pin in installed(line.text))]


def installed(line: str) -> Iterator[Pin]:
    """The packages of `%pip install -q "tensorflow>=2.16" keras==3.1`."""
    match = _INSTALL.search(line)
    for name, specifier in _WORD.findall(match[1]) if match else ():
        yield Pin(name, specifier, f"`{line.strip()}`")


def _in_file(path: str) -> list[Pin]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read(MAX_SIZE)
    except OSError:
        return []
    name = os.path.basename(path)
    folder = os.path.dirname(path)
    return [Pin(package, specifier, name, folder) for package, specifier in requirements(text)]


def requirements(text: str) -> Iterator[tuple[str, str]]:
    """The packages of a file that lists some, with specifiers as pip writes them."""
    for match in _REQUIREMENT.finditer(text):
        yield match["package"], _as_pip(match["specifier"] or "", poetry=match["poetry"] is not None)
    for match in _LISTED.finditer(text):
        yield match["package"], match["specifier"]


def _as_pip(specifier: str, *, poetry: bool) -> str:
    """`^2.10` is `>=2.10,<3`; conda's `=2.10` and a bare version mean that very one."""
    if specifier.startswith("^"):
        major = re.sub(r"\D.*", "", specifier[1:].strip(" v"))
        return f">={specifier[1:]},<{int(major) + 1}" if major else ""
    operator = re.match(r"[=<>~!]*", specifier)
    if operator and operator[0] in ("", "="):
        version = specifier.removeprefix("=").partition("=")[0].strip()
        return f"=={version}" if version else ""
    if poetry and specifier.startswith("~") and not specifier.startswith("~="):
        return f"~={specifier[1:]}"
    return specifier
