"""Small files in place of those that a program reads and doesn't bring: pictures and tables, where it names them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from zerolint.knowledge import datasets

PICTURES, ROWS, SIZE = 64, 2000, 32
PATH = re.compile(r"[A-Za-z][\w*-]*(?:[./][\w*-]+)*\Z")
CLASSES, KINDS = ("_from_directory",), frozenset({"cats", "dogs"})
FOLDERS = ("listdir", "scandir", "glob(", "Path(", *CLASSES)
TABLES = (".csv", ".data", ".all-data", ".txt", ".tsv")


def make(folder: Path) -> None:
    """All that the program in this folder names as places to read from."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))]
    trees = [ast.parse(text) for text in texts]
    whole = "\n".join(texts)
    names = {name for tree in trees for name in _strings(tree) if PATH.match(name)}
    for name in sorted(names):
        path = Path(name)
        if path.suffix in (".png", ".jpg", ".jpeg") and path.parent.name and "*" not in path.parent.name:
            _pictures(folder / path.parent, path.suffix, whole)
            _masks(folder, path.parent, path.suffix, whole)
        elif path.suffix in TABLES and re.search(r"read_csv|loadtxt|genfromtxt|make_csv_dataset", whole):
            _table(folder / path, trees, whole)
        elif not path.suffix and _reads(name, whole):
            if any(word in whole for word in CLASSES) or names >= KINDS:
                for kind in KINDS:
                    _pictures(folder / path / kind, ".jpg", whole)
            else:
                _pictures(folder / path, ".png", whole)
                _masks(folder, path, ".png", whole)


def _reads(name: str, whole: str) -> bool:
    """Whether a bare word is a folder: it has a slash, or stands where one is read from."""
    first = re.search(rf"_from_directory\(\s*(?:directory=)?['\"]{re.escape(name)}['\"]", whole)
    return bool(first) or ("/" in name and any(word in whole for word in FOLDERS))


def _strings(tree: ast.AST) -> Iterator[str]:
    """Texts that are written out; `*` for what is computed in them."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)) and (text := _text(node)) and text != "*":
            yield text


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(value) if isinstance(value, ast.Constant) else "*" for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return (left or "*") + (right or "*") if left or right else ""
    return ""


def _masks(folder: Path, path: Path, suffix: str, whole: str) -> None:
    """Those that lie beside pictures, whose path a program makes of theirs."""
    if "images" in path.name and "masks" in whole:
        _pictures(folder / path.with_name(path.name.replace("images", "masks")), suffix, whole)


def _pictures(folder: Path, suffix: str, whole: str) -> None:
    """0.png, 1.png and so on: two kinds of pictures, or masks of 0 and 255, as large as the program's input."""
    if folder.exists():
        return
    folder.mkdir(parents=True)
    found = re.search(r"Input\(\(?(?:shape=)?\(?(\d+), (\d+), \d\)", whole)
    size = (int(found[1]), int(found[2])) if found else (SIZE, SIZE)
    rng = np.random.default_rng(len(folder.name))
    for number in range(PICTURES if size[0] <= 64 else PICTURES // 8):
        at = np.random.default_rng(number).integers(0, size[0] // 2)
        blob = np.zeros(size, dtype="uint8")
        blob[at : at + size[0] // 3, at : at + size[0] // 3] = 255
        if "mask" in str(folder) or "label" in str(folder):
            red = re.search(r"\[255, 0, 0\]", whole)
            picture = Image.fromarray(np.stack([blob, blob * 0, blob * 0], axis=2) if red else blob)
        else:
            noise = rng.integers(0, 60, (*size, 3), dtype="uint8")
            tint = np.array([1, 0.2, 0.2] if folder.name == "cats" else [0.2, 0.2, 1])
            picture = Image.fromarray((noise + 0.7 * blob[..., None] * tint).astype("uint8"))
        picture.save(folder / f"{number}{suffix}")


def _table(path: Path, trees: list[ast.Module], whole: str) -> None:
    """Known columns where files of this name are known, else those that the program names."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    known = datasets.tables(str(path))
    if known:
        frame = _known(known[0], rng)
        frame.to_csv(path, index=False, header=known[0].header, sep=known[0].separator)
        return
    names = sorted({name for tree in trees for name in _columns(tree)})
    if "loadtxt" in whole or "header=None" in whole:
        width = 1 + max((int(n) for n in re.findall(r"\[:, :?(\d+)", whole)), default=8)
        width = max((1 + int(a) * int(b) for a, b in re.findall(r"reshape\(-1, (\d+), (\d+)", whole)), default=width)
        names = [str(number) for number in range(width)]
    used = max(map(int, re.findall(r"usecols=(?:list\()?range\((?:\d+, )?(\d+)", whole)), default=4)
    names += [f"column {number}" for number in range((8 if "iloc" in whole else used) - len(names))]
    values = rng.normal(size=(ROWS if len(names) < 300 else PICTURES, len(names)))
    frame = pd.DataFrame(values + 3, columns=names)
    target = (values[:, 0] > 0).astype(int)
    frame[names[-1]] = target
    if label := re.search(r"label_name=['\"](\w+)", whole):
        frame[label[1]] = target
    frame.to_csv(path, index=False, header="loadtxt" not in whole and "header=None" not in whole)


def _known(table: datasets.Table, rng: np.random.Generator) -> pd.DataFrame:
    """Rows of a known table; pictures are few, and brighter at a place that tells their class."""
    rows = (PICTURES if table.pixels else table.rows) or ROWS
    frame = pd.DataFrame({column.name: _column(column, rng, rows) for column in table.columns})
    if not table.pixels:
        return frame
    pixels = rng.integers(0, 60, (rows, len(table.pixels)))
    for row, label in enumerate(frame[table.target[0]] if table.target else ()):
        pixels[row, 25 * label : 25 * label + 50] = 255
    return pd.concat([frame, pd.DataFrame(pixels, columns=list(table.pixels))], axis=1)


def _column(column: datasets.Column, rng: np.random.Generator, rows: int) -> np.ndarray | list[str]:
    if column.text:
        words = {2: ["M", "R"]}.get(column.classes or 2) or [chr(97 + i) for i in range(column.classes or 2)]
        return [words[i] for i in rng.integers(0, len(words), rows)]
    low, high = column.lo or 0.0, column.hi if column.hi is not None else 1.0
    if column.classes:
        return rng.integers(0, column.classes, rows) + int(low)
    values = rng.normal(column.mean or (low + high) / 2, column.std or (high - low) / 4, rows)
    return np.asarray(np.clip(values, low, high))


def _columns(tree: ast.AST) -> Iterator[str]:
    """Words that stand in brackets, or are said to be columns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            yield from _words(node.slice)
        if isinstance(node, ast.keyword) and node.arg in ("columns", "label_name", "usecols", "column_names", "subset"):
            yield from _words(node.value)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            yield from _words(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("pop", "drop"):
            yield from (word for given in node.args for word in _words(given))


def _words(node: ast.expr) -> Iterator[str]:
    parts = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    yield from (p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str))
