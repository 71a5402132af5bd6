"""Reads a script as the tool does and shows its training in a few lines that tests compare."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from zerolint.program.network import Layer, Network
from zerolint.program.program import Program
from zerolint.program.run import Run
from zerolint.read import Reading, read

HEADER = """
import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
x = np.random.rand(640, 10)
y = (x[:, 0] > 0.5).astype(int)
images = np.random.randint(0, 256, (64, 96, 96, 3)).astype("uint8")
"""


def cases(text: str) -> list[Any]:
    """Parameters of a test from blocks of text: a line `# name`, the script, lines `#> expected`."""
    found = []
    for block in re.split(r"\n(?=# )", text.strip()):
        lines = block.strip().split("\n")
        script = "\n".join(line for line in lines[1:] if not line.startswith("#> "))
        expected = [line.removeprefix("#> ") for line in lines if line.startswith("#> ")]
        found.append(pytest.param(script.strip() + "\n", expected, id=lines[0].removeprefix("# ")))
    return found


def reading(text: str, folder: Path | None = None) -> Reading:
    """What is read of a script (with the usual imports above it); its project's files are in `folder`."""
    path = str((folder or Path("/nowhere")) / "script.py")
    found = read(path, (HEADER + text).encode())
    failed = [note.reason for note in found.program.notes if "failed" in note.reason]
    assert not failed, failed
    return found


def program(text: str, folder: Path | None = None) -> Program:
    """The training program of a script."""
    return reading(text, folder).program


def runs(text: str, folder: Path | None = None) -> list[str]:
    """One line for each run; not those of functions that nobody calls."""
    return [described(run) for run in called(text, folder)]


def called(text: str, folder: Path | None = None) -> list[Run]:
    """The runs that the script itself leads to."""
    return [run for run in program(text, folder).runs if not run.assumed]


def described(run: Run) -> str:
    """A run in one line: what isn't known is left out."""
    words = [run.kind.value]
    if run.optimizer is not None and run.optimizer.name is not None:
        rate = run.optimizer.learning_rate.get()
        words.append(f"{run.optimizer.name}({rate:g})" if rate is not None else run.optimizer.name)
    words += [loss.name or loss.family.value for loss in run.losses]
    for name in ("epochs", "batch_size", "steps", "total_steps"):
        value = getattr(run, name).get()
        words += [f"{name}={value}"] if value is not None else []
    flags = {"swept": run.swept, "assumed": run.assumed, "old": not run.fresh, "streaming": run.streaming}
    words += [flag for flag, holds in flags.items() if holds]
    return " ".join(words)


def network(text: str, folder: Path | None = None) -> str:
    """The layers of the first network."""
    return drawn(program(text, folder).networks[0])


def drawn(found: Network) -> str:
    """A network's layers in call order, and the shape of its outputs."""
    words = [_layer(layer) for layer in found.layers]
    shapes = ["?" if head.shape is None else f"{head.shape}".replace(" ", "") for head in found.heads]
    return " > ".join(words) + " = " + " ".join(shapes) + ("" if found.complete else f" ({found.why})")


def _layer(layer: Layer) -> str:
    words = [layer.kind]
    units, activation = layer.units.get(), layer.activation.get()
    words += [str(units)] if units is not None else []
    words += [activation] if activation not in (None, "linear", layer.kind) else []
    words += ["frozen"] if layer.trainable is False else ["frozen?"] if layer.trainable is None else []
    return " ".join(words) + ("*" if layer.repeated else "")
