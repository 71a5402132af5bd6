"""What a run imports: start-up decides what may be imported when."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from project.workspace import FAULTY, run

LIST_MODULES = """\
import contextlib, io, json, sys
from zerolint.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    try:
        main(sys.argv[1:])
    except SystemExit:
        pass
print(json.dumps(sorted(sys.modules)))
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules that are imported once the command has run."""
    done = run([sys.executable, "-c", LIST_MODULES, *arguments], cwd=folder)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def beyond_the_standard_library(modules: set[str]) -> set[str]:
    """Top-level names that are neither the standard library's, zerolint's, nor an installer's start-up hook."""
    names = {name.split(".")[0] for name in modules}
    hooks = {name for name in names if name.startswith(("__editable__", "_distutils_hack", "sitecustomize"))}
    return names - hooks - set(sys.stdlib_module_names) - {"zerolint", "__main__", "__mp_main__"}


@pytest.fixture
def plain_file(tmp_path: Path) -> str:
    (tmp_path / "plain.py").write_text("import os\n\n\ndef size(path):\n    return os.stat(path).st_size\n" * 40)
    return "plain.py"


def test_a_file_without_keras_costs_no_engine(tmp_path: Path, plain_file: str) -> None:
    modules = loaded(tmp_path, plain_file)
    assert beyond_the_standard_library(modules) == set()
    engine = ("zerolint.interp", "zerolint.program", "zerolint.libs", "zerolint.rules")
    assert [name for name in modules if name.startswith(engine)] == []


def test_the_version_costs_no_engine(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert beyond_the_standard_library(modules) == set()
    assert [name for name in modules if name.startswith(("zerolint.interp", "zerolint.libs", "zerolint.session"))] == []


def test_a_file_with_keras_is_parsed(tmp_path: Path) -> None:
    """The other side of the same coin: the measurement above would see libcst if it were there."""
    (tmp_path / "train.py").write_text(FAULTY)
    assert {"libcst", "zerolint.interp"} <= loaded(tmp_path, "train.py")
