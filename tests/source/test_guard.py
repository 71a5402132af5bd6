"""What LibCST's parser would die of is refused or cut before, and what it can take isn't."""

import pytest

from zerolint.source.guard import check
from zerolint.source.load import load
from zerolint.source.locate import Locator
from zerolint.source.parse import ParsedFile, parse


def parsed(code: str) -> ParsedFile:
    return parse(load("t.py", code.encode()))


def nested_ifs(depth: int) -> str:
    return "".join(f"{' ' * i}if a:\n" for i in range(depth)) + " " * depth + "b"


@pytest.mark.parametrize(
    "code",
    [
        "(" * 199 + ")" * 199,
        "a" + "()" * 490,
        "a" + "+a" * 490,
        "not " * 490 + "a",
        "x = (" + "'a' " * 3000 + ")",
        "x = f'" + "{a}" * 1000 + "'",
        "f(" + "a+a, " * 4000 + ")",
        "@a\n" * 1000 + "def f(): pass",
        "if a: pass\n" + "elif a: pass\n" * 1000,
        nested_ifs(99),
        "a\n" * 50_000,
        "match a:\n    case [[[[1]]]]: pass",
    ],
)
def test_taken(code: str) -> None:
    file = parsed(code)
    assert file.problems == ()
    (one,) = file.modules
    span = Locator(file).span(one.module.body[-1])  # a variable, since pytest would show a deep tree without end
    assert span is not None


@pytest.mark.parametrize(
    ("code", "refused", "place"),
    [
        ("(" * 201 + ")" * 201, "ZL900", (1, 201)),
        ("(" * 100_000, "ZL900", (1, 201)),
        ("\n\nx = " + "[" * 100_000, "ZL900", (3, 205)),
        ("a" + ".a" * 600, "ZL903", (1, 1)),
        ("b\na" + "()" * 100_000, "ZL903", (2, 1)),
        ("f(1, a" + "+a" * 600 + ")", "ZL903", (1, 5)),
        ("not " * 600 + "a", "ZL903", (1, 1)),
        ("-" * 100_000 + "1", "ZL903", (1, 1)),
        ("lambda: " * 600 + "1", "ZL903", (1, 1)),
        ("x = f'{" + "a+" * 300 + "a}'", "ZL903", (1, 8)),
        ("if a: pass\n" + "elif a: pass\n" * 2001, "ZL903", (2, 1)),
        ("match a:\n    case " + "[" * 8 + "]" * 8 + ": pass", "ZL903", (2, 10)),
        (nested_ifs(150), "ZL900", (101, 1)),
        ("x" * 1_000_001, "ZL903", (1, 1)),
    ],
)
def test_refused(code: str, refused: str, place: tuple[int, int]) -> None:
    file = parsed(code)
    (problem,) = file.problems
    assert file.modules == ()
    assert (problem.code, (problem.line, problem.column)) == (refused, place)


def test_the_limit_of_size_is_a_setting() -> None:
    source = load("t.py", b"a = 1\n")
    assert parse(source, max_size=6).problems == ()
    assert "more than max-file-size (5)" in parse(source, max_size=5).problems[0].message


@pytest.mark.parametrize(
    ("before", "element", "after", "mark"),
    [
        ("x = [", "1,\n", "]\ny", "*__cut__"),
        ("x = [", "'a]', ", "0]\ny", "*__cut__"),
        ("x = (", "1, ", ")\ny", "*__cut__"),
        ("x = {", "1, ", "}\ny", "*__cut__"),
        ("x = {", "'a': 1,", "}\ny", "**__cut__"),
        ("x = {", "'a:': [1, 2],\n", "'b': 1}\ny", "**__cut__"),
        ("f(a, [", "[1, 2],", "])\ny", "*__cut__"),
    ],
)
def test_long_literals_are_cut(before: str, element: str, after: str, mark: str) -> None:
    code = before + element * 4000 + after
    file = parsed(code)
    (one,) = file.modules
    assert (file.problems, one.cut) == ((), ((1, len(before)),))
    assert one.module.code.count(mark) == 1
    assert len(one.module.code) < len(code) or "\n" not in element
    span = Locator(file).span(one.module.body[-1])
    assert span is not None
    assert (span.line, span.column) == (code.count("\n") + 1, 1)


@pytest.mark.parametrize(
    "code", ["x = [" + "1, " * 900 + "]", "f(" + "1, " * 4000 + ")", "x = '''[" + "1, " * 4000 + "]'''"]
)
def test_what_is_not_cut(code: str) -> None:
    checked = check(code)
    assert (checked.problem, checked.cut, checked.code) == (None, (), code)
