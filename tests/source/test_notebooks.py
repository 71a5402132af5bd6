"""Notebooks: which cells are read, and what is said where they can't be."""

import json

import pytest
from source.places import notebook

from zerolint.source.load import load
from zerolint.source.parse import parse

CELLS = [
    {"cell_type": "markdown", "source": "# words"},
    {"cell_type": "code", "source": ["a = 1\n", "b"]},
    {"cell_type": "raw", "source": "c"},
    {"source": "d = 1", "cell_type": "code"},
]


def test_code_cells_are_counted_among_all() -> None:
    file = load("n.IPYNB", json.dumps({"cells": CELLS}).encode())
    assert [(chunk.cell, chunk.code) for chunk in file.chunks] == [(2, "a = 1\nb"), (4, "d = 1")]
    assert (file.kind, file.language, file.problems) == ("notebook", "python", ())


def test_worksheets_of_old_formats() -> None:
    old = [{"cell_type": "code", "input": "a", "language": "python"}, {"cell_type": "code", "input": ["b\n", "c"]}]
    file = load("n.ipynb", json.dumps({"worksheets": [{"cells": old}], "nbformat": 3}).encode())
    assert [(chunk.cell, chunk.code) for chunk in file.chunks] == [(1, "a"), (2, "b\nc")]


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, "python"),
        ({"kernelspec": {"language": "R"}}, "r"),
        ({"language_info": {"name": "ipython3"}}, "python"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"language_info": 3}, "python"),
    ],
)
def test_only_python_is_read(metadata: object, language: str) -> None:
    file = load("n.ipynb", notebook("a", metadata=metadata))
    assert (file.language, len(file.chunks)) == (language, language == "python")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "empty"),
        ("[1]", 1, 1, "no notebook"),
        ('{"a": 1}', 1, 1, "no notebook"),
        ("x", 1, 1, "broken"),
        ('{"cells": [\n{"source" 1}]}', 2, 11, "broken"),
        ('{"cells": [\n{"source": ["a\n', 2, 13, "broken"),
        ('{"cells": [{}\n 1]}', 2, 2, "broken"),
        ('{"cells": []} x', 1, 15, "broken"),
        ('{"cells":' + "[" * 100_000, 1, 1, "nested too deeply"),
    ],
)
def test_broken_json(text: str, line: int, column: int, words: str) -> None:
    file = load("n.ipynb", text.encode())
    (problem,) = file.problems
    assert file.chunks == ()
    assert words in problem.message
    assert (problem.code, problem.line, problem.column, problem.cell) == ("ZL900", line, column, None)


@pytest.mark.parametrize("cells", [None, 3, "x", [], [1, None], [{}], [{"cell_type": "code", "source": {"a": 1}}]])
def test_odd_cells_are_passed_over(cells: object) -> None:
    assert load("n.ipynb", json.dumps({"cells": cells}).encode()).chunks == ()


def test_one_broken_cell_leaves_the_others() -> None:
    parsed = parse(load("n.ipynb", notebook("a", "b = = 1", "c")))
    assert [each.chunk.cell for each in parsed.modules] == [1, 3]
    (problem,) = parsed.problems
    assert (problem.line, problem.column, problem.cell) == (1, 5, 2)


def test_an_indented_cell() -> None:
    file = load("n.ipynb", notebook("\n    a\n    if b:\n        c\nd"))
    assert file.chunks[0].code == "\na\nif b:\n    c\nd"
    assert (file.chunks[0].indent, file.chunks[0].shift(2), file.chunks[0].shift(5)) == ("    ", 4, 0)


def test_half_a_surrogate_pair() -> None:
    parsed = parse(load("n.ipynb", notebook("x = '\ud800'")))
    assert (parsed.problems, parsed.modules[0].chunk.code) == ((), "x = '?'")
