"""What tests of every part share: the repository's root, the tool as a process, and tools that may be absent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # a machine that does other things as well fails no test
ROOT = Path(__file__).resolve().parent.parent

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture
def run_zerolint(tmp_path: Path) -> Run:
    """`run_zerolint("a.py", stdin=…)` runs the command in the test's own folder, as a user would."""

    def run(*arguments: str, stdin: str = "", cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "zerolint", *arguments]
        environment = {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            command, cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", timeout=120, env=environment
        )

    return run


@pytest.fixture(scope="session")
def vim() -> str:
    """Vim's path; where it is absent the test is skipped, under CI it fails."""
    return shutil.which("vim") or absent("Vim")


@pytest.fixture(scope="session")
def tensorflow() -> object:
    """The `tensorflow` module; where it is absent the test is skipped, under CI it fails."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        import tensorflow as module
    except ImportError:
        return absent("TensorFlow (the extra `probe`)")
    return module


def absent(what: str) -> str:
    """Skip the test, or fail it where CI is to have everything."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        pytest.fail(f"{what} is not installed, and CI requires it")
    pytest.skip(f"{what} is not installed")
