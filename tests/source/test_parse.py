"""What is said of code that isn't Python 3, and where."""

import pytest

from zerolint.source.load import load
from zerolint.source.parse import parse


@pytest.mark.parametrize(
    ("code", "line", "column", "words"),
    [
        ("print 'a'\n", 1, 1, "`print` is a statement"),
        ("if a:\n    print a, b\n", 2, 5, "`print` is a statement"),
        ("exec 'a'\n", 1, 1, "`exec` is a statement"),
        ("try:\n    a\nexcept A, e:\n    b\n", 3, 11, "`except A, name` catches"),
        ("raise A, 'b'\n", 1, 10, "`raise A, value` raises"),
        ("a = 0777\n", 1, 5, "number"),
        ("a = 10L\n", 1, 5, "number"),
        ("a = ur'b'\n", 1, 5, "string"),
        ("if a <> b: pass\n", 1, 6, "unequal"),
    ],
)
def test_python_2(code: str, line: int, column: int, words: str) -> None:
    (problem,) = parse(load("t.py", code.encode())).problems
    assert (problem.code, problem.line, problem.column) == ("ZL900", line, column)
    assert "Python 2 code" in problem.message
    assert words in problem.message


@pytest.mark.parametrize(
    ("code", "line", "column"),
    [
        ("a = = 1\n", 1, 5),
        ("é = 'é' +* 2\n", 1, 10),
        ("日本 = 日本 日本\n", 1, 9),
        ("a\r\nb = = 1\r\n", 2, 5),
        ("a\rb = = 1\r", 2, 5),
        ("%time b = = 1\n", 1, 11),
        ("if a:\n    b\n  c\n", 3, 4),
        ("'''\n", 1, 1),
        ("f(0.001, # here)\n", 1, 2),
        ("as in 1707.03237\n", 1, 1),
    ],
)
def test_syntax_errors(code: str, line: int, column: int) -> None:
    file = parse(load("t.py", code.encode()))
    (problem,) = file.problems
    assert (file.modules, problem.code, problem.line, problem.column) == ((), "ZL900", line, column)
    assert problem.message.startswith("syntax error: ")


@pytest.mark.parametrize("code", ["\\%", '"""\\udeit -n 3 \ufeff!ls', "a = (\n", "if a:", "\\", "x = '\\\n", "a\\ b"])
def test_places_exist(code: str) -> None:
    (problem,) = parse(load("t.py", code.encode())).problems
    lines = code.split("\n")
    assert 1 <= problem.line <= len(lines)
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@pytest.mark.parametrize(
    "code",
    [
        "",
        "\n",
        "# a",
        "a\r\nb\r\n",
        "if a:\r\tb",
        "await f()\n",
        "print\n",
        "x = '\\N{foo} \\d'\n",
        "match a:\n    case 1: pass\n",
        "def f[T](a): pass\n",
        "type A = int\n",
        "f'{f'a'}'\n",
        "try:\n a\nexcept* B:\n c\n",
        "if a:\n\f    b\n",
        "try:\n    a\nexcept (A, e):\n    b\n",
    ],
)
def test_python_3(code: str) -> None:
    file = parse(load("t.py", code.encode()))
    assert file.problems == ()
    assert file.modules[0].module.code == code.replace("\r\n", "\n").replace("\r", "\n")
