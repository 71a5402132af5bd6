"""The command line in a folder of its own, called as a function."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from zerolint.cli import main


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to."""

    status: int
    out: str
    err: str


SCHEMA = json.loads((files("zerolint.report") / "schema.json").read_text(encoding="utf-8"))
"""Every JSON that a test prints is held against it."""

Zerolint = Callable[..., Done]


@pytest.fixture
def zerolint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Zerolint:
    """`zerolint("--select", "ZL9", "a.py", stdin="…")` in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        status = main(arguments)
        out, err = capsys.readouterr()
        if out.startswith("[") and "rules" not in arguments:
            jsonschema.validate(json.loads(out), SCHEMA)
        return Done(status, out, err)

    return run


def write(path: str, text: str | bytes = "") -> None:
    """A file and the folders around it."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text if isinstance(text, bytes) else text.encode())
