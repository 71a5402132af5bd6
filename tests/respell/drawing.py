"""Which pairs of ways are tried on which fixtures: drawn by the commit's hash, so that every commit tries others."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from fixtures.programs import Program, programs

from .spelled import ways


def commit() -> str:
    """The hash of the commit that is tested; a fixed word outside of a repository."""
    known = os.environ.get("GITHUB_SHA") or os.environ.get("CI_COMMIT_SHA")
    if known:
        return known
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip() or "no commit"


def pairs(seed: str) -> Iterator[tuple[Program, tuple[str, str]]]:
    """Every (fixture, two ways in their order), in an order of its own for each seed."""
    every = [(program, pair) for program in programs() for pair in permutations(ways(), 2)]
    random.Random(seed).shuffle(every)
    yield from every
