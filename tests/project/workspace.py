"""What this folder's tests work with: programs, git repositories and environments."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FAULTY = """\
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

x = np.random.rand(1000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.Input(shape=(10,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="softmax"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, batch_size=32)
"""
FAULTY_LINE = 10
CLEAN = FAULTY.replace("softmax", "sigmoid")


def notebook(script: str) -> str:
    """A notebook of the script: a heading, then the imports, the data, and the rest as cells 2, 3 and 4."""
    lines = script.splitlines(keepends=True)
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# A model\n"]},
        *(
            {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": part}
            for part in (lines[:4], lines[4:6], lines[6:])
        ),
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment with zerolint installed from a wheel."""

    folder: Path

    def program(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.folder / ("Scripts" if sys.platform == "win32" else "bin") / name)

    def run(self, name: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run one of the environment's programs."""
        return run([self.program(name), *arguments], cwd=cwd, env=clean_environment())


def clean_environment(**more: str) -> dict[str, str]:
    """The variables of a shell in which no environment is active and nothing leads Python to the sources."""
    own = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
    return {name: value for name, value in os.environ.items() if name not in own} | more


def tracked(root: Path) -> list[str]:
    """The repository's files, those that aren't committed yet included, without what .gitignore names."""
    listing = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return sorted(name for name in set(listing.split("\0")) if name and (root / name).is_file())


def commit_all(folder: Path, message: str = "Commit") -> str:
    """Commit all that the folder holds, making it a git repository if it isn't one; the commit's hash."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
        git(folder, "config", "user.name", "Test")
        git(folder, "config", "user.email", "test@localhost")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--no-verify", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    done = run(["git", *arguments], cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run(
    command: list[str], *, cwd: Path, env: dict[str, str] | None = None, timeout: float = 540
) -> subprocess.CompletedProcess[str]:
    """A finished process with its output as text."""
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=timeout)
