"""The versions of packages that a project asks for, in the files that projects say it in, and in `%pip install`."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH116, PTH118, PTH119, PTH120, PTH208

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from zerolint.source.model import SourceFile
from zerolint.source.roots import folders_around

MAX_SIZE: Final = 100_000
"""Bytes: what is larger is no list that somebody wrote."""

_STANDARD: Final = frozenset(
    {"environment.yaml", "environment.yml", "pipfile", "pyproject.toml", "requirements.txt", "setup.cfg"}
)
"""The names that tools look for, in lower case."""
_OTHER: Final = re.compile(
    r".*require?m?e?nts?.*\.(?:txt|in)|(?:.*[-_.])?(?:reqs?|deps|dependencies|freeze|packages)\.txt|(?:.*[-_.])?(?:env(?:ironment)?|conda|requirements)(?:[-_.].*)?\.ya?ml|setup\.py"
    r"|constraints.*\.txt|runtime\.txt|\.python-version|dockerfile.*|.*\.dockerfile|tox\.ini|cog\.yaml"
    r"|(?:pipfile|poetry|pdm|uv)\.lock|makefile|\.travis\.ya?ml|(?:.*[-_.])?(?:install|setup|bootstrap|init)\w*\.sh",
)
"""Names that people give such files, in lower case."""
_SUBFOLDER: Final = re.compile(
    r"\.?binder|\.devcontainer|common|conda|configs?|deploy(?:ment)?|docker|envs?|environments?|install|requirements?|setup"
)
"""Folders beside the code that such files are kept in."""
_README: Final = re.compile(r"readme(?:\.\w+)?")
_KINDS: Final[tuple[Callable[[str], object], ...]] = (
    _STANDARD.__contains__,
    _OTHER.fullmatch,
    _SUBFOLDER.fullmatch,
    _README.fullmatch,
)


class Pin(NamedTuple):
    """A requirement: `tensorflow`, `==2.15`, and where it stands (the name of a file, or the shell line itself)."""

    package: str
    specifier: str
    where: str
    rank: int = -1
    """What is nearer to the script is lower: of each folder its usual files, its other ones, those in subfolders."""


LOCK_SIZE: Final = 2_000_000
"""Bytes of a lock file, which nobody writes by hand."""

# One requirement per line: `a==1`, `- a=1=build`, `"a[b]>=1,<2",`, `a = "^1"`, `a = {version = "1"}`.
_REQUIREMENT = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?["']?(?P<package>[A-Za-z][\w.-]*)(?:\[[\w, -]*\])?["']?[ \t]*
        (?P<poetry>=[ \t]*(?:\{[^}\n]*?version[ \t]*=[ \t]*)?["'])?(?P<specifier>[=<>~!^]{0,3}[ \t]*v?\d[^\s"';#]*)?""",
    re.VERBOSE | re.MULTILINE,
)
_LISTED = re.compile(
    r"""["'](?P<package>[A-Za-z][\w.-]*)(?:\[[\w, -]*\])?[ \t]*(?P<specifier>[=<>~!^]{1,3}[^"';#]*)["';]"""
)
_FROM = re.compile(r"^FROM\s+(?:\S+/)?(tensorflow|python|keras)(?:-gpu)?:(\d+(?:\.\d+)*)", re.MULTILINE | re.I)
_TOLD = re.compile(
    r"""(?:(?<![\w./-])|(?<=badge/))(?P<package>keras|tensorflow(?:[ -](?:gpu|cpu))?|TF)
        (?:[`*\])|"' ]{0,4}(?:version|ver\.)?[ :(`*["'|]{0,4}|(?<=badge/keras)-|(?<=badge/tensorflow)-)
        (?P<operator>[=<>~]=|[=<>v≥]|)[ ]?(?P<version>\d+(?:\.\d+)*)(?![\w%])(?P<open>\.[x*]|[ ]?\+|[ ]?-[ ]?\d
        |[ ,(]{0,2}(?:or|and)[ ](?:later|above|higher|newer|greater|up))?""",
    re.VERBOSE | re.IGNORECASE,
)
_OPERATORS = {"": "==", "=": "==", "v": "==", "V": "==", "≥": ">="}
_INSTALL = re.compile(r"\b(?:pip3?|conda|mamba)\s+install\s(.*)", re.DOTALL)
_WORD = re.compile(r"""(?<!\S)["']?([A-Za-z][\w.-]*)(?:\[[\w,-]*\])?((?:[=<>~!]=?=?\s*[\w.*,]+)*)["']?(?:[\s;&]|$)""")


def pins_of(source: SourceFile) -> list[Pin]:
    """What the files of the script's project ask for, the nearest first, then what its own shell lines install."""
    groups = (group for folder in folders_around(os.path.dirname(source.path)) for group in _lists(folder))
    found = [pin for rank, group in enumerate(groups) for path in group for pin in _in_file(path, rank)]
    return [*found, *(pin for line in source.shell_lines for pin in installed(line.text))]


def told_of(source: SourceFile) -> list[Pin]:
    """The versions of packages that the READMEs around a script name, the nearest first."""
    around = enumerate(folders_around(os.path.dirname(source.path)))
    return [
        Pin(package, specifier, os.path.basename(path), rank)
        for rank, folder in around
        for path in _files(folder).readmes
        for package, specifier in told(_text(path))
    ]


def installed(line: str) -> Iterator[Pin]:
    """The packages of `%pip install -q "tensorflow>=2.16" keras==3.1`."""
    match = _INSTALL.search(line)
    for name, specifier in _WORD.findall(match[1]) if match else ():
        yield Pin(name, re.sub(r"^=(?=\d)", "==", specifier), f"`{line.strip()}`")


class _Files(NamedTuple):
    """The files of a folder that list requirements, usual and other ones, subfolders that may hold some, READMEs."""

    usual: tuple[str, ...]
    other: tuple[str, ...]
    inner: tuple[str, ...]
    readmes: tuple[str, ...]


def _files(folder: str) -> _Files:
    try:
        return _sorted_out(folder, os.stat(folder).st_mtime_ns)
    except OSError:
        return _Files((), (), (), ())


@lru_cache(maxsize=1024)
def _sorted_out(folder: str, changed: int) -> _Files:
    """`changed` is when something was put there or taken away: what is remembered holds until then."""
    kinds: tuple[list[str], ...] = ([], [], [], [])
    for name in _names(folder):
        for kind, fits in zip(kinds, _KINDS, strict=True):
            if fits(name.lower()):
                kind.append(os.path.join(folder, name))
                break
    return _Files(*map(tuple, kinds))


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder or "."))
    except OSError:
        return []


def _lists(folder: str) -> Iterator[tuple[str, ...]]:
    files = _files(folder)
    yield files.usual
    yield files.other
    yield tuple(path for inner in files.inner for path in _inside(inner))


def _inside(folder: str) -> Iterator[str]:
    """The lists in such a folder; in one called `requirements` any text file is one."""
    files = _files(folder)
    yield from (*files.usual, *files.other)
    if os.path.basename(folder).lower().startswith("requirement"):
        yield from (os.path.join(folder, name) for name in _names(folder) if name.lower().endswith(".txt"))


def _in_file(path: str, rank: int) -> list[Pin]:
    try:
        found = os.stat(path)
    except OSError:
        return []
    listed = _listed(path, found.st_mtime_ns, found.st_size)
    return [Pin(package, specifier, os.path.basename(path), rank) for package, specifier in listed]


@lru_cache(maxsize=256)
def _listed(path: str, changed: int, size: int) -> tuple[tuple[str, str], ...]:
    """Every script of a project asks for the same lists; what is remembered holds until the file is `changed`."""
    return tuple(_read(_text(path), os.path.basename(path).lower()))


def _read(text: str, name: str) -> Iterator[tuple[str, str]]:
    if "docker" in name or name.endswith(".sh") or name in _SCRIPTS:
        return _of_image(text)
    if name.endswith(".lock"):
        return _of_lock(text)
    if name in ("runtime.txt", ".python-version"):
        return iter([("python", f"=={text.strip().removeprefix('python-')}")])
    return requirements(text)


_SCRIPTS: Final = frozenset({".travis.yaml", ".travis.yml", "makefile"})
_LOCKED = re.compile(
    r"""^name[ ]=[ ]"(?P<name>[\w.-]+)"\nversion[ ]=[ ]"(?P<version>[^"]+)"
        |^[ \t]*"(?P<key>[A-Za-z][\w.-]*)":[ ]\{(?:[^{}]*?)"version":[ ]"(?P<specifier>==[^"]+)\"""",
    re.VERBOSE | re.MULTILINE,
)
"""A package of `poetry.lock` and its like, or of `Pipfile.lock`."""


def _of_lock(text: str) -> Iterator[tuple[str, str]]:
    """What a lock file has settled on."""
    for match in _LOCKED.finditer(text):
        yield match["name"] or match["key"], match["specifier"] or f"=={match['version']}"


def _of_image(text: str) -> Iterator[tuple[str, str]]:
    """What a Dockerfile starts from (`FROM tensorflow/tensorflow:1.15.0-gpu`), and what it installs."""
    for package, version in _FROM.findall(text):
        yield package, f"=={version}"
    for line in text.replace("\\\n", " ").splitlines():
        for pin in installed(line):
            yield pin.package, pin.specifier


VAGUE: Final = frozenset({("tensorflow", "", "2.0"), ("tensorflow", "", "2"), ("tf", "", "2.0"), ("tf", "", "2")})
"""What people call all of TensorFlow 2."""


def told(text: str) -> Iterator[tuple[str, str]]:
    """The versions that a README names: `Keras 2.0`, `tensorflow-gpu==1.4`; not what it leaves open (`2.x`, `2.0+`)."""
    for match in _TOLD.finditer(text):
        name = match["package"].lower(), match["operator"], match["version"]
        first = name[0] != "keras" and name[2].startswith("1") and (match["open"] or "").startswith(".")
        if (first or not match["open"]) and name not in VAGUE:
            operator = _OPERATORS.get(match["operator"], match["operator"])
            package = "tensorflow" if name[0] == "tf" else match["package"].replace(" ", "-")
            yield package, f"{operator}{match['version']}"


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(LOCK_SIZE if path.endswith(".lock") else MAX_SIZE)
    except OSError:
        return ""


def requirements(text: str) -> Iterator[tuple[str, str]]:
    """The packages of a file that lists some, with specifiers as pip writes them."""
    for match in _REQUIREMENT.finditer(text):
        package = "python" if match["package"] == "python_version" else match["package"]
        yield package, _as_pip(match["specifier"] or "", poetry=match["poetry"] is not None)
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
