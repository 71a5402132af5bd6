"""Comments are told from strings, and their places are right."""

import pytest
from source.places import notebook

from zerolint.source.comments import comments
from zerolint.source.load import load


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("a  # noqa\n", [(1, 4, "# noqa")]),
        ("# ZeroLint: a\nb # other\n", [(1, 1, "# ZeroLint: a")]),
        ("a = '# noqa'\n", []),
        ("a = '''\n# noqa\n'''  # noqa", [(3, 6, "# noqa")]),
        ("a = 'é'  # noqa\r\nb  # noqa\r\n", [(1, 10, "# noqa"), (2, 4, "# noqa")]),
        ("\ta = r'\\'#'  # noqa", [(1, 14, "# noqa")]),
        ("f'{a!r:>{b}}#' # noqa", [(1, 16, "# noqa")]),
        ("f'{\"#\"}' # noqa", [(1, 10, "# noqa")]),
        ("f'{f'#'}' # noqa", [(1, 11, "# noqa")]),
        ("a \\\n  # noqa", [(2, 3, "# noqa")]),
        ("'unclosed # noqa\nb # noqa", [(2, 3, "# noqa")]),
        ("!ls # noqa", []),
    ],
)
def test_scripts(code: str, found: list[tuple[int, int, str]]) -> None:
    got = comments(load("t.py", code.encode()))
    assert [(one.line, one.column, one.text) for one in got] == found


def test_cells() -> None:
    file = load("n.ipynb", notebook("a # noqa", "  b\n  c # noqa", "%%bash\n# noqa"))
    assert [(one.cell, one.line, one.column) for one in comments(file)] == [(1, 1, 3), (2, 2, 5)]


def test_all_comments() -> None:
    file = load("t.py", b"a # b\n# c\n")
    assert [one.text for one in comments(file, mentioning=())] == ["# b", "# c"]
