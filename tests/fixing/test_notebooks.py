"""Edits in notebooks and around magics: only what is written can be edited."""

import json

import pytest

from tests.fixing.places import Make, applied, made_changes
from zerolint.check.finding import AddImport, Fix, InsertBefore, RemoveStatement, Replace, Safety
from zerolint.session.edits import changes
from zerolint.session.places import Places
from zerolint.source.load import load
from zerolint.source.parse import parse


def notebook(*cells: str) -> bytes:
    """A notebook of code cells, each string a cell."""
    made = [
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {},
            "outputs": [{"name": "stdout", "output_type": "stream", "text": ["1\n"]}],
            "source": cell.splitlines(keepends=True),
        }
        for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def check(cells: list[str], at: str, make: Make, after: list[str] | None) -> None:
    data = notebook(*cells)
    made = made_changes(parse(load("n.ipynb", data)), at, make)
    if after is None:
        assert made is None
    else:
        assert made is not None
        assert applied("n.ipynb", data, made) == notebook(*after)


def test_only_the_cell_changes() -> None:
    check(["a = 1", "f(X)\nb"], "X", lambda site: Replace(site, "y"), ["a = 1", "f(y)\nb"])


def test_an_import_goes_into_the_cell() -> None:
    new = AddImport("import n")
    check(["import a", "f(X)"], "X", lambda _: new, ["import a", "import n\nf(X)"])
    check(["import a", "import b\n\nf(X)"], "X", lambda _: new, ["import a", "import b\nimport n\n\nf(X)"])
    check(["import n", "f(X)"], "X", lambda _: new, None)
    check(["%%time\nf(X)"], "X", lambda _: new, ["%%time\nimport n\nf(X)"])
    check(["# why\n%matplotlib inline\nf(X)"], "X", lambda _: new, ["# why\nimport n\n%matplotlib inline\nf(X)"])


def test_unwrapped_magics_are_left_alone() -> None:
    cell = "a\n%time b = f(X)\nc"
    check([cell], "X", RemoveStatement, None)
    check([cell], "X", lambda site: InsertBefore(site, "new"), None)
    check([cell], "X", lambda site: Replace(site, "y"), [cell.replace("X", "y")])


def test_lines_around_magics_can_be_edited() -> None:
    cell = "a\n!pip install b\nf(X)"
    check([cell], "X", lambda site: InsertBefore(site, "new"), ["a\n!pip install b\nnew\nf(X)"])
    check([cell], "f(X)", RemoveStatement, ["a\n!pip install b\n"])


@pytest.mark.parametrize(
    ("make", "after"),
    [
        (lambda site: Replace(site, "y"), "  a\n  f(y)\n  b"),
        (lambda site: InsertBefore(site, "new"), "  a\n  new\n  f(X)\n  b"),
        (lambda _: AddImport("import n"), "  import n\n  a\n  f(X)\n  b"),
        (RemoveStatement, "  a\n  b"),
    ],
)
def test_a_cell_that_is_indented_as_a_whole(make: Make, after: str) -> None:
    check(["  a\n  f(X)\n  b"], "X", make, [after])


def test_percent_format() -> None:
    data = b"# %%\nimport a\n# %% [markdown]\n# words\n# %%\nf(X)\n"
    made = made_changes(parse(load("t.py", data)), "X", lambda site: Replace(site, "y"))
    assert made is not None
    assert applied("t.py", data, made) == data.replace(b"X", b"y")


def test_an_import_of_an_earlier_cell_is_not_repeated() -> None:
    parsed = parse(load("n.ipynb", notebook("import n", "f(X)")))
    places = Places([parsed], {"n.ipynb": "n.ipynb"})
    (line,) = parsed.modules[1].module.body
    fix = Fix("m", Safety.SAFE, (AddImport("import n"), InsertBefore(line, "new")))
    made = changes(fix, line, places.text)
    assert made is not None
    assert applied("n.ipynb", parsed.source.data, made) == notebook("import n", "new\nf(X)")
