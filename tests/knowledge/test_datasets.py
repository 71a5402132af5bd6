"""Data sets, each row held against the real set wherever scikit-learn ships it."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from zerolint.knowledge import datasets
from zerolint.knowledge.datasets_files import FILES, TABLES
from zerolint.knowledge.datasets_folders import FOLDERS
from zerolint.knowledge.datasets_generators import GENERATORS
from zerolint.knowledge.datasets_keras import PARAMETERS
from zerolint.knowledge.datasets_keras import SETS as KERAS
from zerolint.knowledge.datasets_seaborn import FRAMES
from zerolint.knowledge.datasets_sklearn import OPENML
from zerolint.knowledge.datasets_sklearn import SETS as SKLEARN
from zerolint.knowledge.datasets_tfds import SETS as TFDS

SHIPPED = sorted(name for name in SKLEARN if name.startswith("load_") and name != "load_boston")
PRECISION = 1e-4


@pytest.mark.parametrize("name", SHIPPED)
def test_scikit_learn(name: str) -> None:
    real = getattr(pytest.importorskip("sklearn.datasets"), name)()
    row = datasets.sklearn(name)
    assert row is not None
    check_array(row.x, real.data)
    check_array(row.y, real.target)
    assert [column.name for column in row.x.columns] in ([], list(real.feature_names))
    assert row.ordered == (
        real.target.ndim == 1 and row.y.classes is not None and sorted(real.target) == list(real.target)
    )


def check_array(row: datasets.Array, real: Any) -> None:
    import numpy as np

    assert row.shape == real.shape
    assert row.dtype is None or np.dtype(row.dtype).kind == real.dtype.kind
    check_numbers(row, real)
    flat = real.reshape(len(real), -1)
    for position, column in enumerate(row.columns):
        check_numbers(column, flat[:, position])
    if row.constant is not None:
        assert row.constant == int((flat.std(axis=0) == 0).sum())
    if row.classes is not None:
        counts = np.unique(real, return_counts=True)[1]
        assert row.classes == len(counts)
        assert row.imbalance == pytest.approx(counts.max() / counts.min(), rel=1e-2)


def check_numbers(row: Any, real: Any) -> None:
    assert (row.lo, row.hi) == pytest.approx((real.min(), real.max()), rel=PRECISION)
    assert row.mean == pytest.approx(real.mean(), rel=PRECISION, abs=1e-9)
    assert row.std == pytest.approx(real.std(), rel=PRECISION)


def test_every_keras_set_is_there(keras: Any, positional: Any) -> None:
    modules = {name for name in dir(keras.datasets) if not name.startswith("_")}
    assert modules == set(KERAS) == set(PARAMETERS)
    for name, names in PARAMETERS.items():
        assert positional(getattr(keras.datasets, name).load_data) == tuple(names.split()), name


@pytest.mark.parametrize("name", sorted(KERAS))
def test_keras_sets_agree_with_themselves(name: str) -> None:
    row = KERAS[name]
    assert row.test_x is not None
    assert row.test_y is not None
    for x, y in ((row.x, row.y), (row.test_x, row.test_y)):
        assert x.shape[0] == y.shape[0]
        assert x.shape[1:] == row.x.shape[1:]
        assert not x.columns or len(x.columns) == x.shape[-1]
        assert y.classes is None or y.hi == y.classes - 1


@pytest.mark.parametrize("name", sorted(GENERATORS))
def test_generators(name: str) -> None:
    import numpy as np

    function = getattr(pytest.importorskip("sklearn.datasets"), name)
    row = GENERATORS[name]
    parameters = inspect.signature(function).parameters
    kinds = [p.name for p in parameters.values() if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    assert kinds == row.positional.split()
    defaults = dict(row.defaults)
    for parameter, value in defaults.items():
        assert parameters[parameter].default == value or (name, parameter) == ("make_blobs", "centers")
    x, y = function(n_samples=2000, random_state=0)
    features = defaults[row.features] if isinstance(row.features, str) else row.features
    assert x.shape == (2000, features)
    assert row.lo is None or row.lo <= x.min()
    assert row.hi is None or x.max() <= row.hi
    classes = defaults[row.classes] if isinstance(row.classes, str) else row.classes
    if row.y_kind == datasets.CLASSES:
        assert len(np.unique(y)) == classes
    elif row.y_kind == datasets.MULTI_HOT:
        assert y.shape == (2000, classes)
    else:
        assert y.dtype.kind == "f"


@pytest.mark.parametrize("table", [*TABLES.values(), *FRAMES.values()], ids=lambda table: table.name)
def test_tables_agree_with_themselves(table: datasets.Table) -> None:
    assert table.by_convention
    assert all(table.column(name) for name in table.target)
    assert len(set(table.names)) == len(table.columns) + len(table.pixels)
    for column in table.columns:
        assert column.lo is None or column.hi is None or column.lo <= column.hi
        assert column.mean is None or column.lo <= column.mean <= column.hi  # type: ignore[operator]
        assert column.std is None or column.std <= column.hi - column.lo  # type: ignore[operator]


def test_file_names() -> None:
    assert {key for keys in FILES.values() for key in keys} == set(TABLES)
    names = {
        "https://example.org/data/pima-indians-diabetes.data.csv": ["pima"],
        "Churn_Modelling.csv": ["churn"],
        "data\\housing.csv": ["boston", "california"],
        "winequality-red.csv?raw=true": ["winequality-red"],
        "sonar.all-data": ["sonar"],
        "train.csv": [],
        "../input/digit-recognizer/train.csv": ["digit-recognizer-train"],
        "mnist_train.csv.zip": ["mnist-digits"],
    }
    assert {name: [table.name for table in datasets.tables(name)] for name in names} == names


def test_names() -> None:
    assert datasets.keras("mnist") is KERAS["mnist"]
    assert datasets.tfds("mnist:3.0.1") is TFDS["mnist"]
    assert datasets.openml("Fashion-MNIST") is OPENML["fashion-mnist"]
    assert datasets.seaborn("iris") is FRAMES["iris"]
    assert datasets.keras("nothing") is datasets.tfds("nothing") is datasets.seaborn("nothing") is None


@pytest.mark.parametrize("name", sorted(TFDS))
def test_tfds_rows(name: str) -> None:
    row = TFDS[name]
    assert row.y is not None
    assert row.y.hi == (row.y.classes or 0) - 1
    assert row.x.kind != datasets.IMAGE or (row.x.dtype, row.x.hi, len(row.x.shape)) == ("uint8", 255.0, 3)


@pytest.mark.parametrize("name", FOLDERS)
def test_folders_are_found_by_any_spelling(name: str) -> None:
    row = FOLDERS[name]
    for inside in row.inside or ("",):
        for path in (f"/tmp/{name}/{inside}", f"..\\{name.replace('-', '_').upper()}.zip\\{inside}\\"):
            assert datasets.folder(path) is row
    assert datasets.folder(f"{name}/{(*row.inside, '')[0]}/one") is None
    assert bool(row.inside) == (datasets.folder(name) is None)


@pytest.mark.parametrize("path", ["", "/", "train", "pets/train", "?/train"])
def test_other_folders_are_not_known(path: str) -> None:
    assert datasets.folder(path) is None
