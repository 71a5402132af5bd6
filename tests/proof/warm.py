"""A warm process: TensorFlow is imported once, then one program after the other is run in it.

`Warm` asks it from outside; a program that kills it costs itself only. `serve` is what runs inside: it answers each
line of its input with a line of JSON.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
PATIENCE = 1000
"""Seconds of waiting for one answer; the process ends a program itself after fewer."""


class Warm:
    """The process from outside. `module` is what runs there, for at most so many `programs`, since what TensorFlow has
    compiled stays in memory; then another one is started.
    """

    def __init__(self, module: str, programs: int) -> None:
        self._command = [sys.executable, "-m", module]
        self._programs = programs
        self._process: subprocess.Popen[str] | None = None
        self._left = 0

    def ask(self, request: str) -> dict[str, Any] | None:
        """Its answer; None if it died of the program, or hangs."""
        if not self._left:
            self.close()
        process = self._process or self._started()
        self._left -= 1
        answer = _answer(process, request)
        if answer:
            return dict(json.loads(answer))
        self.close()
        return None

    def _started(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            self._command, cwd=TESTS, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        if not _answer(self._process, ""):
            raise RuntimeError(f"{' '.join(self._command)} doesn't start: is TensorFlow installed?")
        self._left = self._programs
        return self._process

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self._left = 0


def _answer(process: subprocess.Popen[str], request: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(f"{request}\n")
        process.stdin.flush()
    except BrokenPipeError:
        return ""
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    return process.stdout.readline() if ready else ""


def serve(prepare: Callable[[], None], run: Callable[[str], dict[str, Any]]) -> None:
    """Answer until the input ends; an empty line asks whether the process has started. What programs print is lost."""
    answers, requests = os.fdopen(os.dup(1), "w"), os.fdopen(os.dup(0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "MPLBACKEND": "Agg"}
    import tensorflow as tf

    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    prepare()
    for request in requests:
        answers.write(json.dumps(run(request.strip()) if request.strip() else {}) + "\n")
        answers.flush()
