"""Whatever a file holds, reading it never raises, and the command ends in order."""

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zerolint.cli import main
from zerolint.source.comments import comments
from zerolint.source.load import load
from zerolint.source.locate import Locator
from zerolint.source.parse import parse
from zerolint.source.prefilter import imported_names

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "rules").glob("*.py"))
SCRIPTS = [path.read_bytes() for path in FIXTURES[:12]]
BITS = [
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\f", b"\t", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8", b"\x1a"),
    *(b"(", b")", b"[", b"]", b"{", b"}", b"'", b'"', b'"""', b"f'{", b"\\", b"\\\n", b"\n ", b";", b"=", b"*", b"?"),
    *(b"%time ", b"%%timeit -n 3 ", b"%%writefile a.py\n", b"%%bash\n", b"!ls\n", b"# %%\n", b"# coding: latin-1\n"),
    *(b"case ", b"match x:\n", b"elif x:\n", b"lambda:", b"print 1\n", b"\\ud800", b"import ", b"(" * 300, b"-" * 900),
]
PATHS = st.sampled_from(["t.py", "n.ipynb"])


def notebook_of(script: bytes) -> bytes:
    lines = script.decode().splitlines(keepends=True)
    cells = [{"cell_type": "code", "source": lines[at : at + 8]} for at in range(0, len(lines), 8)]
    return json.dumps({"cells": cells}, indent=1).encode()


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A fixture as a script or notebook, with bits put in and stretches taken out or doubled."""
    path = draw(PATHS)
    script = draw(st.sampled_from(SCRIPTS))
    data = notebook_of(script) if path == "n.ipynb" else script
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 60))
        middle = draw(st.sampled_from([b"", data[at : at + length] * 2]) | st.sampled_from(BITS))
        data = data[:at] + middle + data[at + length * draw(st.booleans()) :]
    return path, data


def files() -> st.SearchStrategy[tuple[str, bytes]]:
    words = st.lists(st.sampled_from([*BITS, b"a", b" ", b"1", b"\n", b".", b",", b"import keras\n"]), max_size=30)
    cell = st.text(st.characters(), max_size=30).map(
        lambda text: json.dumps({"cells": [{"cell_type": "code", "source": text}]}).encode()
    )
    data = st.binary(max_size=200) | st.text(max_size=100).map(str.encode) | words.map(b"".join) | cell
    return mutated() | st.tuples(PATHS, data)


@given(files())
@settings(deadline=None, max_examples=200)
@example(("t.py", b"\\%"))
@example(("t.py", b"import keras\nfor a in b:#\n\\\n  c"))
def test_reading_never_raises(file: tuple[str, bytes]) -> None:
    path, data = file
    source = load(path, data)
    parsed = parse(source)
    imported_names(data)
    for chunk in source.chunks:
        assert chunk.code.count("\n") == len(source.lines(chunk.cell)) - 1
    for one in comments(source, mentioning=()):
        assert source.lines(one.cell)[one.line - 1][one.column - 1] == "#"
    locator = Locator(parsed)
    assert all(locator.span(each.module) is not None for each in parsed.modules)
    for problem in parsed.problems:
        lines = source.lines(problem.cell) if problem.cell or path == "t.py" else source.text.split("\n")
        assert not source.text or 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@given(files())
@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_command_ends_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str], file: tuple[str, bytes]) -> None:
    path, data = file
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        patch.delenv("ZEROLINT_DEBUG", raising=False)
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        status = main(["--stdin-filename", path, "-"])
    out, err = capsys.readouterr()
    assert status in (0, 1, 2)
    assert "Traceback" not in out + err
    assert "internal error" not in err
    severities = re.findall(r"^ZL\d+ (\w+)", out, re.MULTILINE)
    assert (status == 0) == (set(severities) <= {"info"})  # remarks alone are no failure
    assert bool(severities) == bool(out)
    assert err.startswith(("Found", "zerolint:"))


@pytest.mark.parametrize(
    ("path", "data", "status", "words"),
    [
        ("t.py", b"", 0, ""),
        ("t.py", b"import keras\n" + b"(" * 100_000, 1, "nested more than 200 deep"),
        ("t.py", b"import keras\nx = '\xff'\n", 1, "byte 0xFF can't be decoded"),
        ("t.py", b"import keras\nprint 'x'\n", 1, "Python 2 code"),
        ("t.py", b"# keras, coding: klingon\n", 1, "unknown encoding: klingon"),
        ("t.py", "import keras\n".encode("utf-16"), 1, "UTF-16"),
        ("n.ipynb", b'{"cells": keras', 1, "JSON is broken"),
        ("n.ipynb", b"", 1, "empty"),
    ],
)
def test_a_clear_message(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    path: str,
    data: bytes,
    status: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    assert main(["--stdin-filename", path, "-"]) == status
    assert words in capsys.readouterr().out
