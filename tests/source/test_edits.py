"""Edits change what they name, and no other byte."""

import codecs
import json

import pytest
from source.places import notebook

from zerolint.source.edits import EditError, TextEdit, apply, overlapping
from zerolint.source.load import load
from zerolint.source.model import Span


def edit(text: str, line: int, column: int, end_column: int | None = None, cell: int | None = None) -> TextEdit:
    """An edit on one line; without an end it inserts."""
    return TextEdit("t", cell, Span(line, column, line, end_column or column, cell), text)


@pytest.mark.parametrize(
    ("data", "one", "after"),
    [
        (b"a = 1\nb\n", edit("22", 1, 5, 6), b"a = 22\nb\n"),
        (b"a\r\nb\r\n", edit("c\n", 2, 1), b"a\r\nc\r\nb\r\n"),
        (b"a\rb\r", edit("c\n", 2, 1), b"a\rc\rb\r"),
        (codecs.BOM_UTF8 + b"a\n", edit("b", 1, 1, 2), codecs.BOM_UTF8 + b"b\n"),
        (b"# coding: latin-1\n'\xe9', a\n", edit("\xfc", 2, 6, 7), b"# coding: latin-1\n'\xe9', \xfc\n"),
        ("'日本', a\n".encode(), edit("b", 1, 7, 8), "'日本', b\n".encode()),
        (b"a\r\nb\nc\n", edit("x", 3, 1, 2), b"a\r\nb\nx\n"),
        (b"a", edit("\nb", 1, 2), b"a\nb"),
        (b"", edit("a", 1, 1), b"a"),
    ],
)
def test_scripts(data: bytes, one: TextEdit, after: bytes) -> None:
    assert apply(load("t.py", data), [one, one]) == after


def test_several_edits_in_any_order() -> None:
    edits = [edit("z", 2, 1, 2), edit("x", 1, 1, 2), edit("!", 1, 3)]
    assert apply(load("t.py", b"a b\nc\n"), edits) == b"x !b\nz\n"


def test_no_edit_no_change() -> None:
    data = b"\xef\xbb\xbfa\r\nb\n"
    assert apply(load("t.py", data), []) is data


@pytest.mark.parametrize(
    "edits",
    [
        [edit("x", 1, 1, 3), edit("y", 1, 2, 4)],
        [edit("x", 1, 1, 4), edit("y", 1, 2)],
        [edit("x", 1, 1, 3), edit("y", 1, 1, 3)],
        [edit("x", 3, 1)],
        [edit("x", 0, 1)],
        [edit("x", 1, 99)],
        [edit("x", 1, 0)],
        [edit("x", 1, 3, 2)],
        [edit("日", 1, 1)],
    ],
)
def test_refused(edits: list[TextEdit]) -> None:
    with pytest.raises(EditError):
        apply(load("t.py", b"abc # coding: ascii\n".replace(b"abc ", b"")), edits)


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [
        (edit("x", 1, 1, 3), edit("y", 1, 2, 4), True),
        (edit("x", 1, 1, 3), edit("y", 1, 3, 4), False),
        (edit("x", 1, 1, 3), edit("x", 1, 1, 3), False),
        (edit("x", 1, 1, 3), edit("y", 1, 2), True),
        (edit("x", 1, 1, 3), edit("y", 1, 1), False),
        (edit("x", 1, 1, 3), edit("y", 1, 3), False),
        (edit("x", 1, 2), edit("y", 1, 2), False),
        (edit("x", 1, 1, 3, cell=1), edit("y", 1, 1, 3, cell=2), False),
    ],
)
def test_overlap(one: TextEdit, other: TextEdit, touch: bool) -> None:
    assert overlapping([one], [other]) is overlapping([other], [one]) is touch


@pytest.mark.parametrize(
    ("source", "one", "after"),
    [
        ("a\nb", edit("x", 2, 1, 2, cell=1), "a\nx"),
        (["a\n", "b"], edit("x", 1, 1, 2, cell=1), ["x\n", "b"]),
        (["a\n", "b"], edit("c\n", 1, 1, cell=1), ["c\n", "a\n", "b"]),
        (["a\n", "b"], edit("\nc", 2, 2, cell=1), ["a\n", "b\n", "c"]),
        (["a"], edit("b\n", 1, 1, cell=1), ["b\n", "a"]),
        ([], edit("b\nc", 1, 1, cell=1), ["b\n", "c"]),
        (["a\r\n", "b"], edit("c\n", 2, 1, cell=1), ["a\r\n", "c\r\n", "b"]),
        (["a\n", "b"], TextEdit("t", 1, Span(1, 1, 2, 1, 1), ""), ["b"]),
        (["a\n", "b"], TextEdit("t", 1, Span(1, 1, 2, 2, 1), ""), []),
        (["a, ", "b\n", "c"], edit("x", 1, 4, 5, cell=1), None),
    ],
)
def test_cells(source: str | list[str], one: TextEdit, after: str | list[str] | None) -> None:
    data = notebook(source, "other = 1")
    got = json.loads(apply(load("n.ipynb", data), [one]))
    if after is None:
        assert "".join(got["cells"][0]["source"]) == "a, x\nc"
    else:
        assert got["cells"][0]["source"] == after
    got["cells"][0]["source"] = source
    assert got == json.loads(data)


STYLES = {
    "indented": '{\n "cells": [\n   {"cell_type": "code",\n  "source": [\n     "a\\n",\n     "X"\n  ]}\n ], "z": 1e5}',
    "compact": '{"cells":[{"source":["a\\n","X"],"cell_type":"code"}],"é":"\\u00e9"}',
    "crlf": '\ufeff{"cells": [{"cell_type": "code",\r\n "source": ["a\\n",\r\n "X"]}]}\r\n',
    "string": '{"cells": [{"cell_type": "code", "outputs": ["\\/\\u65e5"], "source": "a\\nX"}]}',
    "escapes": '{"cells": [{"cell_type": "code", "source": ["\\u0061\\n", "X"]}]}',
}


@pytest.mark.parametrize("style", STYLES)
def test_formatting_of_notebooks_is_kept(style: str) -> None:
    data = STYLES[style].encode()
    assert apply(load("n.ipynb", data), [edit("y", 2, 1, 2, cell=1)]) == data.replace(b"X", b"y")


@pytest.mark.parametrize(("held", "written"), [("é", "日"), ("\\u00e9", "\\u65e5"), ("e", "日")])
def test_escapes_as_in_the_rest_of_the_notebook(held: str, written: str) -> None:
    data = f'{{"cells": [{{"cell_type": "code", "source": "a"}}], "m": "{held}"}}'.encode()
    assert apply(load("n.ipynb", data), [edit("日", 1, 1, 2, cell=1)]) == data.replace(b'"a"', f'"{written}"'.encode())


def test_no_such_cell() -> None:
    with pytest.raises(EditError, match="no code cell 2"):
        apply(load("n.ipynb", notebook("a")), [edit("b", 1, 1, cell=2)])
