"""One fixture proved: it is run, with its twins, and held against what it says and what is understood of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fixtures.programs import Program

from .against import Fact, facts, stated
from .judging import Judgement, judged
from .ledger import content, twins
from .running import Runner
from .script import main_file


class Prover:
    """Runs programs once, however often they are asked for. `kept`: a folder where outcomes stay, by content."""

    def __init__(self, runner: Runner, kept: Path | None = None) -> None:
        self._runner, self._kept = runner, kept
        self._outcomes: dict[str, dict[str, Any]] = {}
        if kept is not None:
            kept.mkdir(exist_ok=True)

    def outcome(self, program: Program) -> dict[str, Any]:
        """What happened."""
        name = content(program)
        if name not in self._outcomes:
            self._outcomes[name] = self._read(name) or self._run(name, program)
        return self._outcomes[name]

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self._kept / f"{name}.json" if self._kept is not None else None
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path is not None and path.exists() else None

    def _run(self, name: str, program: Program) -> dict[str, Any]:
        outcome = {"name": program.name, **self._runner.run(program.path)}
        if self._kept is not None and not any(one["type"] == "Killed" for one in outcome["raised"]):
            (self._kept / f"{name}.json").write_text(json.dumps(outcome), encoding="utf-8")
        return outcome

    def judgement(self, program: Program) -> Judgement:
        """The verdict, and what is wrong: with the program, its repaired twin, or what was understood of it."""
        beside = twins(program)
        repaired = [self.outcome(twin) for twin in beside]
        found = judged(program, self.outcome(program), repaired)
        for twin, outcome in zip(beside, repaired, strict=True):
            if ".fixed" in twin.name:
                unmeant = [one for one in outcome["raised"] if not one["meant"]]
                found.wrong += [f"{twin.name} raises {one['type']}: {one['message']}" for one in unmeant]
        found.wrong += [str(fact) for fact in self.facts(program) if not fact.true]
        return found

    def facts(self, program: Program) -> list[Fact]:
        """What was understood of the program, and is so or not."""
        main = program.path if program.path.is_file() else main_file(program.files())
        return list(facts(stated(main), self.outcome(program)))
