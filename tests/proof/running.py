"""Programs run in the warm process, one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .warm import Warm

PROGRAMS = 150
LISTS = ("shown", "warned", "compiles", "fits", "evaluations", "predictions")


class Runner:
    """Runs programs; start-up is paid once."""

    def __init__(self) -> None:
        self._warm = Warm("proof.child", PROGRAMS)

    def run(self, path: Path) -> dict[str, Any]:
        """What happened."""
        answer = self._warm.ask(str(path.resolve()))
        if answer is not None:
            return answer
        died = {"type": "Killed", "message": "the process died or hangs", "lines": [], "meant": False, "before": {}}
        return {"raised": [died], **{name: [] for name in LISTS}, "steps": 0, "printed": "", "seconds": 0}

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self._warm.close()
