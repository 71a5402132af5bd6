"""Bytes to text as Python does it: byte order mark, the encoding that a PEP 263 comment names, else UTF-8."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from zerolint.source.model import Problem

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_LINE_END = re.compile(rb"\r\n?|\n")
_NEWLINE = re.compile(r"\r\n?|\n")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; where it can't be decoded, `problem` says why and the text is empty."""

    text: str
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"
    problem: Problem | None = None


def decode(data: bytes, *, declared: bool = True) -> Decoded:
    """Decode a file; `declared=False` ignores PEP 263 comments (a notebook is UTF-8)."""
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[3:] if bom else data
    if data.startswith(_UTF16):
        return _failed("the file is UTF-16, which Python can't read: save it as UTF-8")
    if b"\0" in data:
        line, column = _place(body, body.index(b"\0"))
        return _failed("the file holds NUL bytes, so it isn't Python source", line=line, column=column)
    name, line = _cookie(body) if declared else (None, 1)
    encoding = _codec(name) if name else "utf-8"
    if encoding is None:
        return _failed(f"unknown encoding: {name}", line=line)
    if bom and encoding != "utf-8":
        return _failed(f"the file starts with a UTF-8 byte order mark, but declares {name}", line=line)
    return _decoded(body, encoding, bom=bom, named=bool(name))


def _decoded(body: bytes, encoding: str, *, bom: bool, named: bool) -> Decoded:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = _place(body, error.start)
        declared = "as the file declares" if named else "and the file declares no other encoding"
        message = f"byte 0x{body[error.start]:02X} can't be decoded as {encoding}, {declared}"
        return _failed(message, line=line, column=column)
    except Exception as error:  # codecs of the standard library raise what they like, binascii.Error for one
        return _failed(f"can't be decoded as {encoding}: {error}")
    return Decoded(text, encoding, bom, newline_of(text))


def newline_of(text: str) -> str:
    """The line end that the text uses, by its first one."""
    first = _NEWLINE.search(text)
    return first[0] if first else "\n"


def _cookie(body: bytes) -> tuple[str | None, int]:
    """The encoding that a comment in the first two lines declares, and its line."""
    if b"coding" not in body[:400]:
        return None, 1
    for number, line in enumerate(_LINE_END.split(body[:4000], maxsplit=2)[:2], start=1):
        if match := _COOKIE.match(line):
            return match[1].decode("ascii", "replace"), number
        if not _BLANK.match(line):
            break
    return None, 1


def _codec(name: str) -> str | None:
    """The codec's usual name; None where there is no such text encoding."""
    plain = name.lower().replace("_", "-")
    if plain in ("utf-8", "utf8", "utf-8-sig") or plain.startswith("utf-8-"):
        return "utf-8"
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _place(body: bytes, at: int) -> tuple[int, int]:
    ends = list(_LINE_END.finditer(body, 0, at))
    start = ends[-1].end() if ends else 0
    return len(ends) + 1, len(body[start:at].decode("utf-8", "replace")) + 1


def _failed(message: str, *, line: int = 1, column: int = 1) -> Decoded:
    return Decoded("", problem=Problem("ZL900", message, line, column))
