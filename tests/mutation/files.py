"""The files that programs read, small, and with something to learn in them. A program gets those that it names."""

from __future__ import annotations

import csv
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Make = Callable[[Path], None]
MAKES: dict[str, Make] = {}
"""What makes a file (or folder), by the word in a program that asks for it."""


def put(folder: Path, text: str) -> None:
    """Make what a program's text names."""
    for word, make in MAKES.items():
        if word in text:
            make(folder)


def asked_by(word: str) -> Callable[[Make], Make]:
    def register(make: Make) -> Make:
        MAKES[word] = make
        return make

    return register


def table(path: Path, head: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if head:
            writer.writerow(head)
        writer.writerows(rows)


@asked_by("churn.csv")
def _churn(folder: Path) -> None:
    rng = np.random.default_rng(0)

    def rows() -> Iterator[Sequence[Any]]:
        for number in range(700):
            months, bill, contract = rng.integers(1, 72), rng.uniform(15, 120), rng.choice(["month", "year", "two"])
            score = bill / 60 - months / 40 + 0.8 * (contract == "month") + rng.normal(0, 0.2)
            yield number, months, round(bill, 2), round(bill * months, 2), contract, int(score > 0.4)

    table(folder / "churn.csv", ["customer", "months", "bill", "total", "contract", "churn"], rows())


@asked_by("prices.csv")
def _prices(folder: Path) -> None:
    rng = np.random.default_rng(1)

    def rows() -> Iterator[Sequence[Any]]:
        for _ in range(600):
            area, rooms, age = rng.uniform(25, 180), rng.integers(1, 7), rng.uniform(0, 90)
            price = 3 * area + 20 * rooms - age + 0.01 * area**2 + rng.normal(0, 10)
            yield round(area, 1), rooms, round(age), round(max(price, 20), 1)

    table(folder / "prices.csv", ["area", "rooms", "age", "price"], rows())


@asked_by("sensor.csv")
def _sensor(folder: Path) -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(size=(700, 8))
    answers = values[:, 0] + values[:, 1] * values[:, 2] + 0.5 * values[:, 3] > 0
    np.savetxt(folder / "sensor.csv", np.column_stack([values, answers]), delimiter=",", fmt="%.4f")


def _shapes(count: int, size: int, channels: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Bars that stand, bars that lie, and discs: pictures with their kinds."""
    kinds = rng.integers(0, 3, count)
    rows, columns = np.mgrid[:size, :size]
    pictures = rng.integers(0, 70, (count, size, size, channels))
    for picture, kind in zip(pictures, kinds, strict=True):
        r, c = rng.integers(size // 3, 2 * size // 3, 2)
        inside = [abs(columns - c) < 2, abs(rows - r) < 2, (rows - r) ** 2 + (columns - c) ** 2 < (size // 4) ** 2][
            kind
        ]
        picture[inside] += 150
    return pictures.astype("uint8"), kinds


@asked_by("shapes.npz")
def _archive(folder: Path) -> None:
    rng = np.random.default_rng(3)
    x, y = _shapes(900, 16, 1, rng)
    np.savez(folder / "shapes.npz", x_train=x[:700, ..., 0], y_train=y[:700], x_test=x[700:, ..., 0], y_test=y[700:])


@asked_by("features.pkl")
def _features(folder: Path) -> None:
    rng = np.random.default_rng(4)
    labels = rng.integers(0, 4, 900)
    centres = rng.normal(size=(4, 12))
    rows = centres[labels] + rng.normal(0, 0.9, (900, 12))
    data = {"train": rows[:700], "train_labels": labels[:700], "test": rows[700:], "test_labels": labels[700:]}
    (folder / "features.pkl").write_bytes(pickle.dumps(data))


@asked_by("train.tfrecord")
def _records(folder: Path) -> None:
    import tensorflow as tf

    rng = np.random.default_rng(5)
    for name, count in (("train", 800), ("test", 200)):
        with tf.io.TFRecordWriter(str(folder / f"{name}.tfrecord")) as writer:
            for _ in range(count):
                values = rng.normal(size=6)
                label = int(values[0] * values[1] + values[2] > 0)
                feature = {
                    "values": tf.train.Feature(float_list=tf.train.FloatList(value=values)),
                    "label": tf.train.Feature(int64_list=tf.train.Int64List(value=[label])),
                }
                example = tf.train.Example(features=tf.train.Features(feature=feature))
                writer.write(example.SerializeToString())


def _folders(folder: Path, names: Sequence[str], count: int, seed: int) -> None:
    """A folder of pictures for each name."""
    from PIL import Image

    pictures, kinds = _shapes(count, 32, 3, np.random.default_rng(seed))
    for kind, name in enumerate(names):
        (folder / name).mkdir(parents=True)
        for number, picture in enumerate(pictures[kinds == kind]):
            Image.fromarray(picture).save(folder / name / f"{number:04}.png")


@asked_by("pictures/train")
def _pictures(folder: Path) -> None:
    _folders(folder / "pictures" / "train", ["bar", "beam", "disc"], 360, 6)
    _folders(folder / "pictures" / "test", ["bar", "beam", "disc"], 120, 7)


@asked_by("animals/train")
def _animals(folder: Path) -> None:
    _folders(folder / "animals" / "train", ["cats", "dogs"], 480, 8)
    _folders(folder / "animals" / "test", ["cats", "dogs"], 150, 9)


@asked_by('"pets"')
def _pets(folder: Path) -> None:
    _folders(folder / "pets", ["cats", "dogs"], 600, 10)


@asked_by("train_shells.csv")
def _shells(folder: Path) -> None:
    rng = np.random.default_rng(11)
    centres = rng.uniform(0.5, 2.5, (3, 4))
    for name, count in (("train", 480), ("test", 160)):
        kinds = rng.integers(0, 3, count)
        values = np.round(centres[kinds] + rng.normal(0, 0.3, (count, 4)), 3)
        rows = ([*value, kind] for value, kind in zip(values, kinds, strict=True))
        table(folder / f"{name}_shells.csv", ["length", "width", "height", "weight", "kind"], rows)


@asked_by("shops.csv")
def _shops(folder: Path) -> None:
    rng = np.random.default_rng(12)
    areas, kinds = rng.uniform(50, 900, 30), rng.choice(["corner", "mall", "market"], 30)
    shown = (("" if i % 9 == 0 else round(area), kind) for i, (area, kind) in enumerate(zip(areas, kinds, strict=True)))
    table(folder / "shops.csv", ["shop", "area", "kind"], ((i, *row) for i, row in enumerate(shown)))

    def rows() -> Iterator[Sequence[Any]]:
        for _ in range(800):
            shop, staff, discount = rng.integers(0, 30), rng.integers(1, 20), rng.uniform(0, 0.5)
            amount = areas[shop] * (1 + discount) + 30 * staff + rng.normal(0, 30)
            yield shop, staff, round(discount, 2), round(amount, 1)

    table(folder / "sales.csv", ["shop", "staff", "discount", "amount"], rows())


TFDS = """
from types import SimpleNamespace
import tensorflow as tf

def load(name, split, as_supervised, with_info, **_):
    train, test = tf.keras.datasets.mnist.load_data()
    def made(arrays, n):
        x, y = arrays
        return tf.data.Dataset.from_tensor_slices((x[:n, ..., None], y[:n].astype("int64")))

    return [made(train, 1600), made(test, 400)], SimpleNamespace(splits={"train": SimpleNamespace(num_examples=1600)})
"""


@asked_by("tensorflow_datasets")
def _tfds(folder: Path) -> None:
    (folder / "tensorflow_datasets.py").write_text(TFDS, encoding="utf-8")
