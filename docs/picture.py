"""Draws docs/picture.svg, the README's picture, from what zerolint really prints: `python docs/picture.py`."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).with_name("picture.svg")
PROGRAM = """\
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()
mean, std = x_train.mean(axis=0), x_train.std(axis=0)
x_train, x_test = (x_train - mean) / std, (x_test - mean) / std

model = keras.Sequential([
    keras.Input(shape=(13,)),
    layers.Dense(64, activation="relu"),
    layers.Dense(64, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x_train, y_train, epochs=50, batch_size=32)
print(model.predict(x_test))
"""
COLOURS = {30: "#6e7681", 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#56d4dd"}
PLAIN, GROUND, GREY = "#e6edf3", "#0d1117", "#8b949e"
COLUMN, LINE, MARGIN = 8.4, 20, 18


def main() -> None:
    """Write the picture."""
    TARGET.write_text(picture(), encoding="utf-8", newline="\n")


def picture() -> str:
    """The SVG: a prompt with the command, then the coloured output."""
    lines = ["\x1b[90m$\x1b[0m zerolint train.py", "", *output().splitlines()]
    width = max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in lines) * COLUMN + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    rows = "\n".join(row(line, MARGIN + (number + 0.75) * LINE) for number, line in enumerate(lines) if line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}"'
        ' font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14">\n'
        f'<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>\n{rows}\n</svg>\n'
    )


def output() -> str:
    """What zerolint prints in colour for the program."""
    command = [sys.executable, "-m", "zerolint", "--stdin-filename", "train.py", "-"]
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    environment |= {"FORCE_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1", "TERM": "xterm"}
    done = subprocess.run(command, input=PROGRAM, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode != 1:
        raise SystemExit(f"zerolint ended with {done.returncode}: {done.stderr}")
    return re.sub(r"\x1b\]8;.*?\x1b\\", "", done.stdout).rstrip()  # links have no place in a picture


def row(line: str, y: float) -> str:
    """One line of text. Each part has its own position, so that columns stay columns in every font."""
    parts = "".join(
        f'<tspan x="{MARGIN + column * COLUMN:.1f}" fill="{colour}"{weight}>{html.escape(text, quote=False)}</tspan>'
        for column, text, colour, weight in coloured(line)
    )
    return f'<text y="{y:.0f}" xml:space="preserve">{parts}</text>'


def coloured(line: str) -> Iterator[tuple[int, str, str, str]]:
    """The line's pieces: column, text, colour, and the attribute that makes it bold."""
    column, colour, weight = 0, PLAIN, ""
    for piece in re.split(r"(\x1b\[[\d;]*m)", line):
        if not piece.startswith("\x1b"):
            for word in re.finditer(r"\S+(?: \S+)*", piece):
                yield column + word.start(), word[0], colour, weight
            column += len(piece)
            continue
        for code in (int(number or 0) for number in piece[2:-1].split(";")):
            if code == 0:
                colour, weight = PLAIN, ""
            elif code == 1:
                weight = ' font-weight="bold"'
            elif code == 2:
                colour = GREY
            elif code % 60 in COLOURS:
                colour = COLOURS[code % 60] if code != 90 else GREY


if __name__ == "__main__":
    main()
