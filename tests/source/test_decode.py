"""Bytes to text as Python does it, and what is said where it can't be done."""

import codecs

import pytest

from zerolint.source.decode import decode


@pytest.mark.parametrize(
    ("data", "text", "encoding", "bom"),
    [
        (b"", "", "utf-8", False),
        ("é = 1\n".encode(), "é = 1\n", "utf-8", False),
        (codecs.BOM_UTF8 + b"a = 1\n", "a = 1\n", "utf-8", True),
        (codecs.BOM_UTF8 + "# coding: utf8\né\n".encode(), "# coding: utf8\né\n", "utf-8", True),
        (b"# -*- coding: latin-1 -*-\n\xe9\n", "# -*- coding: latin-1 -*-\né\n", "iso8859-1", False),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n\x80\n", None, "cp1252", False),
        (b"#!/usr/bin/python\r# coding=cp1252\r\x80\r", None, "cp1252", False),
        (b"# coding: UTF_8\n", None, "utf-8", False),
        (b"\f# coding: latin-1\n", None, "iso8859-1", False),
        (b"import a\n# coding: latin-1\n", None, "utf-8", False),
        (b"\n\n# coding: latin-1\n", None, "utf-8", False),
        (b"x = 'coding: latin-1'\n", None, "utf-8", False),
    ],
)
def test_encodings(data: bytes, text: str | None, encoding: str, bom: bool) -> None:
    decoded = decode(data)
    assert (decoded.problem, decoded.encoding, decoded.bom) == (None, encoding, bom)
    assert decoded.text == (data.decode(encoding) if text is None else text)


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"a = 1\nb = '\xe9'\n", 2, 6, "byte 0xE9 can't be decoded as utf-8"),
        ("é = '".encode() + b"\xff'\n", 1, 6, "declares no other encoding"),
        (b"# coding: ascii\r\n\xe9\r\n", 2, 1, "as ascii, as the file declares"),
        (b"# coding: klingon\n", 1, 1, "unknown encoding: klingon"),
        (b"\n# coding: rot13\n", 2, 1, "unknown encoding: rot13"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", 1, 1, "byte order mark, but declares latin-1"),
        ("a = 1\n".encode("utf-16"), 1, 1, "UTF-16"),
        (b"a\r\nb\0", 2, 2, "NUL"),
    ],
)
def test_problems(data: bytes, line: int, column: int, words: str) -> None:
    decoded = decode(data)
    assert decoded.problem is not None
    assert (decoded.text, decoded.problem.code) == ("", "ZL900")
    assert (decoded.problem.line, decoded.problem.column) == (line, column)
    assert words in decoded.problem.message


def test_a_notebook_declares_nothing() -> None:
    assert decode(b"# coding: latin-1\n", declared=False).encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "newline"),
    [(b"a", "\n"), (b"a\nb\r\n", "\n"), (b"a\r\nb\n", "\r\n"), (b"a\rb\r\n", "\r"), (b"a\r", "\r"), (b"\r\n", "\r\n")],
)
def test_line_ends(data: bytes, newline: str) -> None:
    assert decode(data).newline == newline
