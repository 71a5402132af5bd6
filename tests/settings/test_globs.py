"""File patterns."""

import pytest

from zerolint.settings.globs import Glob, translate


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.py", "/p/a.py", True),
        ("*.py", "/p/b/a.py", True),
        ("*.py", "/elsewhere/a.py", True),
        ("build", "/p/a/build", True),
        ("build", "/p/a/rebuild", False),
        ("build/", "/p/build", True),
        ("docs/*.py", "/p/docs/a.py", True),
        ("docs/*.py", "/p/docs/x/a.py", True),
        ("docs/*.py", "/p/x/docs/a.py", False),
        ("./docs/a.py", "/p/docs/a.py", True),
        ("**/docs/*", "/p/x/y/docs/a.py", True),
        ("**/docs/*", "/p/docs/a.py", True),
        ("docs/**", "/p/docs/x/a.py", True),
        ("/abs/*.py", "/abs/a.py", True),
        ("a?.py", "/p/ab.py", True),
        ("a?.py", "/p/a.py", False),
        ("[ab].py", "/p/b.py", True),
        ("[!ab].py", "/p/b.py", False),
        ("[z-a].py", "/p/[z-a].py", True),
        ("*.{py,ipynb}", "/p/a.ipynb", True),
        ("a{.py", "/p/a{.py", True),
        ("a}{.py", "/p/a}{.py", True),
        ("a+b.py", "/p/a+b.py", True),
        (r"\*.py", "/p/*.py", True),
        (r"\*.py", "/p/a.py", False),
        ("!*.py", "/p/a.ipynb", True),
        ("!*.py", "/p/a.py", False),
        ("*.PY", "/p/a.py", False),
    ],
)
def test_glob(pattern: str, path: str, fits: bool) -> None:
    assert Glob(pattern, "/p").matches(path) is fits


def test_base_is_no_pattern() -> None:
    assert Glob("a/*.py", "/p[1]").matches("/p[1]/a/b.py")


def test_unbalanced_braces_stand_for_themselves() -> None:
    assert translate("}{") == r"\}\{"
