"""The warm process from outside: one program after the other; one that kills it costs itself only."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
PATIENCE = 1000
"""Seconds of waiting for one answer; the child ends a program itself after fewer."""
PROGRAMS = 150
"""So many for one process, since what TensorFlow has compiled stays in memory."""


class Runner:
    """Runs programs; start-up is paid once."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._left = 0

    def run(self, path: Path) -> dict[str, Any]:
        """What happened."""
        if not self._left:
            self.close()
        child = self._child or self._started()
        self._left -= 1
        answer = _answer(child, path)
        if answer:
            return dict(json.loads(answer))
        self.close()
        died = {"type": "Killed", "message": "the process died or hangs", "lines": [], "meant": False, "before": {}}
        lists = ("shown", "warned", "compiles", "fits", "evaluations", "predictions")
        return {"raised": [died], **{name: [] for name in lists}, "steps": 0, "printed": "", "seconds": 0}

    def _started(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "proof.child"]
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(
            command, cwd=TESTS, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        assert self._child.stdout is not None
        if self._child.stdout.readline() != "ready\n":
            raise RuntimeError(f"{sys.executable} -m proof.child doesn't start: is TensorFlow installed?")
        self._left = PROGRAMS
        return self._child

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None
        self._left = 0

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _answer(child: subprocess.Popen[str], path: Path) -> str:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(f"{path.resolve()}\n")
        child.stdin.flush()
    except BrokenPipeError:
        return ""
    ready, _, _ = select.select([child.stdout], [], [], PATIENCE)
    return child.stdout.readline() if ready else ""
