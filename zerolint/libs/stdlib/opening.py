"""Files that are opened and read by hand: what is made of their contents comes from there.

What a small file of the project holds can be looked up, unless the program writes a file of that name.
"""

from __future__ import annotations

import posixpath
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.modules import opened_text
from zerolint.interp.values import NONE, Const, Node, Unknown, Value

from ..files import file_name, source_of
from ..origins import Place
from ..registry import function

WORKING_FOLDER: Final = "the working folder"


def contents(path: Value | None, node: Node, default: str = "a file") -> Unknown:
    """What stands in a file; whatever is computed from it has the file as its source."""
    key = ("open", node, *([path] if path is not None else []))
    return Unknown("the contents of a file", node, key, Place(source_of(path, node, default), node))


def held_text(m: Machine, file: Value | None) -> str | None:
    """The text in an opened file, or of what was read of it; None where that isn't sure."""
    match file.key if isinstance(file, Unknown) else None:
        case ("open", _, path) | ((("open", _, path), "read"), "()", _):
            return file_text(m, path)
    return None


SAME_TEXT: Final = frozenset({"casefold", "decode", "lower", "replace", "strip", "upper"})


def is_text(value: object) -> bool:
    """Whether a value is known to be one text: written out, or all that a file holds."""
    match value.key if isinstance(value, Unknown) else value:
        case Const(value=str()):
            return True
        case ((opened, "read"), "()", _):
            return _is_open(opened)
        case ((text, str() as op), "()", _):
            return op in SAME_TEXT and is_text(text)
    return False


def _is_open(value: object) -> bool:
    match value.key if isinstance(value, Unknown) else value:
        case ("open", _, _):
            return True
    return False


def file_text(m: Machine, path: object) -> str | None:
    """The text in the project's file that the program opens under this path; None where that isn't sure."""
    written_out = _spelled(path)
    name = posixpath.basename(written_out or "")
    if written_out is None or name in _written(m):
        return None
    text = opened_text(m, written_out)
    if text is not None:
        _read(m).add(name)
    return text


def _spelled(path: object) -> str | None:
    """A path that is written out, from the folder on that relative ones start in."""
    while isinstance(path, Value) and not isinstance(path, (Const, Unknown)):
        path = getattr(path, "text", None)
    match path.key if isinstance(path, Unknown) else path:
        case Const(value=str() as text):
            return text
        case ("join", ((word,), *parts)) if word == WORKING_FOLDER:
            known = [_spelled(part) for part in parts]
            return posixpath.join(*[part for part in known if part is not None]) if None not in known else None
    return None


def written(m: Machine, path: Value | None) -> Value:
    """The program writes this file: what stands in it now is not what it reads."""
    _written(m).add(file_name(path))
    return NONE


def written_later(m: Machine) -> frozenset[str]:
    """Names of files whose text was taken for known before the program was seen to write them."""
    return frozenset(_read(m) & _written(m))


def leave_unread(m: Machine, names: frozenset[str]) -> None:
    """The program, which was executed before, writes these files."""
    _written(m).update(names)


def _read(m: Machine) -> set[str]:
    return m.state.setdefault("read files", set())  # type: ignore[no-any-return]  # room for anything


def _written(m: Machine) -> set[str]:
    return m.state.setdefault("written files", set())  # type: ignore[no-any-return]  # room for anything


@function(
    "bz2.open",
    "codecs.open",
    "gzip.GzipFile",
    "gzip.open",
    "io.FileIO",
    "io.open",
    "io.open_code",
    "lzma.open",
    "os.open",
    "requests.get",
    "sqlite3.connect",
    "tarfile.TarFile",
    "tarfile.open",
    "tensorflow.io.gfile.GFile",
    "tensorflow.io.read_file",
    "urllib.request.urlopen",
    "urllib.urlopen",
    "urllib2.urlopen",
    "wave.open",
    "zipfile.ZipFile",
)
def opened(call: Call) -> Value:
    """`open("poems.txt")`."""
    path = call.first("file", "filename", "name", "path", "url", "database", position=0)
    mode = call.get("mode", 1)
    if mode is not None and not (isinstance(mode, Const) and mode.value in ("r", "rb", "rt")):
        written(call.m, path)
    return contents(path, call.node)
