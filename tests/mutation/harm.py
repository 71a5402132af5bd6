"""Whether a mutant does harm: held-out skill against the original's, for three seeds, in a warm TensorFlow process."""

from __future__ import annotations

import json
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from proof.warm import Warm
from respell.spelled import Spelled

from . import files
from .journal import Journal
from .mutant import Mutant
from .study import Study

SEEDS = (0, 1, 2)
FALL = 0.1
"""A fall of so much skill is harm (the study's smallest effect)."""
POOR = 0.3
"""A correct program that is worse isn't one to compare with."""
PROGRAMS = 60
"""So many for one process."""


class Harm:
    """Measures; what is in the journal isn't measured again."""

    def __init__(self, journal: Journal, truths: Path) -> None:
        self._journal = journal
        self._truths = truths
        self._truths.mkdir(parents=True, exist_ok=True)
        absent = [name for name in ("sklearn", "tensorflow") if find_spec(name) is None]
        if absent:
            raise RuntimeError(f"programs can't be run without {', '.join(absent)}")
        self._warm = Warm("mutation.child", PROGRAMS)

    def original(self, study: Study, seed: int) -> float:
        """How good the correct program is."""
        name, key = f"{study.name}: original", f"skill {seed}"
        known = self._journal.entry(name).get(key)
        if known is not None and self._truth(study.name, seed).exists():
            return float(known)
        seen = self._run(study.program, study.name, seed)
        if seen["skill"] is None:
            raise ValueError(f"{study.name}: {seen['raised'] or 'nothing is judged'}")
        self._journal.write(name, **{key: seen["skill"]})
        return float(seen["skill"])

    def measure(self, study: Study, mutant: Mutant) -> bool:
        """Whether it does harm, with as many seeds as it takes to know the majority. Whatever raises does."""
        votes: list[bool] = []
        for seed in SEEDS:
            base = self.original(study, seed)
            seen = self._run(mutant.program, study.name, seed)
            fall = base - seen["skill"] if seen["skill"] is not None else None
            self._journal.write(mutant.name, **{f"fall {seed}": fall, "raised": seen["raised"]})
            votes.append(fall is None or fall >= FALL)
            if seen["raised"] or max(votes.count(True), votes.count(False)) > len(SEEDS) / 2:
                break
        harmful = votes.count(True) > votes.count(False)
        self._journal.write(mutant.name, harmful=harmful)
        return harmful

    def _truth(self, name: str, seed: int) -> Path:
        return self._truths / f"{name}.{seed}.npy"

    def _run(self, program: Spelled, name: str, seed: int) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home).resolve()
            for file, text in program.files.items():
                path = folder / Path(file).name
                path.write_text(text.characters, encoding="utf-8")
                files.put(folder, text.characters)
            main = Path(program.main).name
            request = {"folder": str(folder), "main": main, "seed": seed, "truth": str(self._truth(name, seed))}
            return self._warm.ask(json.dumps(request)) or {"raised": "the process died", "skill": None}

    def __enter__(self) -> Harm:
        return self

    def __exit__(self, *_: object) -> None:
        self._warm.close()
