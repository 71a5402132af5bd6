"""Fixtures are programs: new, changed and drawn ones are run on TensorFlow."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Iterator

import pytest
from fixtures.programs import Program, programs
from respell.drawing import commit

from .ledger import COMMAND, FILE, Entry, Ledger
from .proving import Prover
from .running import Runner

SHARE, GROUP = 10, "proof"
"""One of so many is drawn for each commit."""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return Ledger.read()


def drawn() -> list[Program]:
    """What this commit runs: programs with their twins, which are held against each other."""
    known = Ledger.read()
    every = [program for program in programs() if known.entry(program)]
    families = sorted({_family(program.name) for program in every})
    few = {*random.Random(commit()).sample(families, len(families) // SHARE), *changed()}
    return [program for program in every if _family(program.name) in few]


def _family(name: str) -> str:
    """The name that a program shares with its twins; of a file in a folder, the folder's."""
    depth = 3 if name.startswith("spellings/") else 2
    return re.sub(r"\.(ok|fixed)(?=\.|$)", "", "/".join(name.split("/")[:depth]))


def changed() -> set[str]:
    """Those whose entry is new with the last commit."""
    command = ["git", "show", f"HEAD~1:./{FILE.name}"]
    done = subprocess.run(command, cwd=FILE.parent, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        return set()
    lines = set(FILE.read_text(encoding="utf-8").splitlines()) - set(done.stdout.splitlines())
    return {_family(Entry(*json.loads(line)).name) for line in lines}


def test_every_fixture_was_run(ledger: Ledger) -> None:
    """As it stands now, on any version of Keras."""
    lacking = [program.name for program in programs() if ledger.entry(program) is None]
    assert not lacking, f"run `{COMMAND}` and commit {FILE.name}: there is no entry of {', '.join(lacking)}"


@pytest.fixture(scope="module")
def prover(tensorflow: object) -> Iterator[Prover]:
    with Runner() as runner:
        yield Prover(runner)


@pytest.mark.xdist_group(GROUP)
@pytest.mark.parametrize("program", drawn(), ids=lambda program: program.name)
def test_does_what_it_says(program: Program, prover: Prover, ledger: Ledger) -> None:
    judgement = prover.judgement(program)
    assert not judgement.wrong, "\n" + "\n".join(judgement.wrong)
    entry = ledger.entry(program)
    said = entry.verdict if entry is not None else ""
    assert judgement.verdict.startswith("shown") or not said.startswith("shown"), f"{said}; now: {judgement.verdict}"
