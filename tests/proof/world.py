"""A program's own world: working folder, imports, seeds and settings, of which nothing is left to the next one."""

from __future__ import annotations

import contextlib
import glob
import io
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import keras
import numpy as np
import tensorflow as tf

CPU, WALL = 60, 900
"""Seconds for one program."""


class TooLong(BaseException):
    """Programs catch `Exception`, and this is none of theirs."""


@contextlib.contextmanager
def its_own(folder: Path) -> Iterator[io.StringIO]:
    """Gives what the program prints."""
    before, path, modules, main = Path.cwd(), list(sys.path), set(sys.modules), sys.modules["__main__"]
    argv, environment, limit = sys.argv, dict(os.environ), np.geterr()
    shuffle, unseeded, printed = random.shuffle, np.random.default_rng, io.StringIO()
    keras.utils.set_random_seed(0)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.argv = ["program"]
    try:
        with (
            mock.patch.object(os, "listdir", _in_no_order(os.listdir)),
            mock.patch.object(glob, "glob", _in_no_order(glob.glob)),
            mock.patch.object(np.random, "default_rng", lambda seed=None: unseeded(0 if seed is None else seed)),
            mock.patch.object(sys, "stdin", io.StringIO()),  # `exit()` closes it
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            yield printed
    finally:
        os.chdir(before)
        sys.path[:], sys.argv, random.shuffle = path, argv, shuffle
        sys.modules["__main__"] = main
        os.environ.clear()
        os.environ.update(environment)
        np.seterr(**limit)
        for name in set(sys.modules) - modules:
            if str(getattr(sys.modules[name], "__file__", None) or "").startswith(str(folder)):
                del sys.modules[name]
        _settings()


def _in_no_order(listing: Any) -> Any:
    """A listing's order is the file system's; here it is another one for each folder, as it may be anywhere."""

    def listed(place: Any = ".", *args: Any, **kwargs: Any) -> list[Any]:
        found = sorted(listing(place, *args, **kwargs))
        random.Random(str(place)).shuffle(found)
        return found

    return listed


def _settings() -> None:
    keras.config.set_dtype_policy("float32")
    keras.config.set_floatx("float32")
    keras.config.set_epsilon(1e-7)
    keras.config.set_image_data_format("channels_last")
    tf.config.run_functions_eagerly(False)
    with contextlib.suppress(AttributeError):
        import matplotlib.pyplot as plt

        plt.close("all")
    keras.backend.clear_session()  # which collects garbage


@contextlib.contextmanager
def time_limit() -> Iterator[None]:
    """`TooLong` after so many seconds of work, or of waiting."""

    def too_long(*_: Any) -> None:
        raise TooLong(f"{CPU} seconds of work are over")

    signal.signal(signal.SIGPROF, too_long)
    signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_PROF, CPU)
    signal.alarm(WALL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
