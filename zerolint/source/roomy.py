"""Run something that recurses deeply on a stack that is large enough, whatever thread asks."""

from __future__ import annotations

import _thread
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

STACK = 256 * 1024 * 1024
"""Reserved, not used: memory is taken as the recursion reaches it."""
FRAMES = 100_000


def roomy(work: Callable[[], T]) -> T:
    """`work()` in a thread of its own with a large stack; what it raises is raised here."""
    done: list[T] = []
    failed: list[BaseException] = []
    lock = _thread.allocate_lock()

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)
        finally:
            lock.release()

    frames = sys.getrecursionlimit()
    before = _thread.stack_size(STACK)
    lock.acquire()
    try:
        sys.setrecursionlimit(max(frames, FRAMES))
        _thread.start_new_thread(run, ())
        lock.acquire()
    finally:
        _thread.stack_size(before)
        sys.setrecursionlimit(frames)
    if failed:
        raise failed[0]
    return done[0]
