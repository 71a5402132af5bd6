"""Data sets whose content is known: types of the rows, and where to look one up.

`keras("mnist")`, `sklearn("load_iris")`, `generator("make_blobs")`, `tfds("cats_vs_dogs")`, `seaborn("mpg")`,
`tables("pima-indians-diabetes.csv")` and `folder("cats_and_dogs_filtered/train")`. The rows themselves are in
`datasets_*`, loaded when one is asked for.

Kinds are the values of `zerolint.program.data.Kind`. None always means "not known". `lo` and `hi` are reached by
values of the set unless a comment says otherwise; means and spreads are of the whole array.
"""

from __future__ import annotations

from typing import NamedTuple

CONTINUOUS = "continuous"
CLASSES = "integer classes"
ONE_HOT = "one-hot"
MULTI_HOT = "multi-hot"
TOKENS = "token ids"
IMAGE = "image"
TEXT = "text"
DATETIME = "datetime"


class Column(NamedTuple):
    """One column of a table, or one feature of an array."""

    name: str
    lo: float | None = None
    hi: float | None = None
    mean: float | None = None
    std: float | None = None
    kind: str = CONTINUOUS
    """`integer classes` also for columns of text that name categories: then `text` is True and lo … hi are unknown."""
    classes: int | None = None
    """Number of different values, where `kind` is `integer classes`."""
    text: bool = False
    missing: bool = False
    """Holds NaN or a mark for missing values."""
    mark: str = ""
    """What stands for a missing value in the file, where pandas doesn't take it for one."""

    @property
    def holes(self) -> bool:
        """Whether a number that is read from it may be NaN."""
        return self.missing and not self.mark and not self.text

    @property
    def constant(self) -> bool:
        return self.lo is not None and self.lo == self.hi


class Array(NamedTuple):
    """One array of a data set."""

    shape: tuple[int | None, ...]
    dtype: str | None
    kind: str
    lo: float | None = None
    hi: float | None = None
    mean: float | None = None
    std: float | None = None
    classes: int | None = None
    columns: tuple[Column, ...] = ()
    constant: int | None = None
    """How many features (columns, pixels) hold one and the same value throughout; 0: none."""
    imbalance: float | None = None
    """Size of the largest class over that of the smallest."""


class DataSet(NamedTuple):
    """A data set that comes as arrays. Without a test part, `x` and `y` are everything there is."""

    name: str
    x: Array
    y: Array
    test_x: Array | None = None
    test_y: Array | None = None
    ordered: bool | None = None
    """Whether the rows stand in class order."""
    target: str = "target"
    """The name of `y` where it comes as a column."""


class Table(NamedTuple):
    """A file or frame of columns. What a file of that name holds is known by convention only."""

    name: str
    rows: int | None
    columns: tuple[Column, ...]
    target: tuple[str, ...] = ()
    """What such a table is commonly used to predict."""
    header: bool = True
    """Whether the file's first line has the names (else they are in the order of the columns)."""
    separator: str = ","
    """What stands between values; ' ' for any white space."""
    ordered: bool | None = None
    by_convention: bool = True
    pixels: tuple[str, ...] = ()
    """Names of the columns behind these, which are a picture's pixels of 0…255."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return (*(column.name for column in self.columns), *self.pixels)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


class Folder(NamedTuple):
    """A folder with a subfolder for each class. What one of that name holds is known by convention only."""

    classes: int
    inside: tuple[str, ...] = ()
    """The folders in it that have the classes; none: it has them itself."""


class Generator(NamedTuple):
    """A function of scikit-learn that draws a data set."""

    name: str
    positional: str
    """Parameters; all but the first two (and what stands before `*`) must be given by keyword."""
    x_kind: str
    y_kind: str
    features: int | str
    """Number of features, or the parameter that sets it."""
    classes: int | str | None
    """Number of classes, or the parameter that sets it."""
    defaults: tuple[tuple[str, int | float | bool | tuple[float, ...] | None], ...] = ()
    lo: float | None = None
    """Bounds of x (strict ones, seldom reached) without noise."""
    hi: float | None = None


class Split(NamedTuple):
    """A set of TensorFlow Datasets: one element, and how many there are per split."""

    name: str
    x: Array
    """The first component of `as_supervised=True`; the shape is that of one element."""
    y: Array | None
    x_key: str = "image"
    y_key: str = "label"
    sizes: tuple[tuple[str, int], ...] = ()


def keras(name: str) -> DataSet | None:
    """A set of `keras.datasets`, by its module's name (`mnist`)."""
    from zerolint.knowledge import datasets_keras as rows

    return rows.SETS.get(name)


def sklearn(function: str) -> DataSet | None:
    """A set of `sklearn.datasets`, by the function that loads it (`load_iris`)."""
    from zerolint.knowledge import datasets_sklearn as rows

    return rows.SETS.get(function)


def diabetes_unscaled() -> Array:
    """The inputs of `load_diabetes(scaled=False)`."""
    from zerolint.knowledge import datasets_sklearn as rows

    return rows.DIABETES_UNSCALED


def openml(name: str) -> DataSet | None:
    """A set of `fetch_openml`, by its name there (`mnist_784`)."""
    from zerolint.knowledge import datasets_sklearn as rows

    return rows.OPENML.get(name.lower())


def generator(function: str) -> Generator | None:
    """A generator of `sklearn.datasets` (`make_blobs`)."""
    from zerolint.knowledge import datasets_generators as rows

    return rows.GENERATORS.get(function)


def tfds(name: str) -> Split | None:
    """A set of TensorFlow Datasets, by its name with or without version (`mnist:3.*.*`)."""
    from zerolint.knowledge import datasets_tfds as rows

    return rows.SETS.get(name.partition(":")[0])


def seaborn(name: str) -> Table | None:
    """A frame of `seaborn.load_dataset`."""
    from zerolint.knowledge import datasets_seaborn as rows

    return rows.FRAMES.get(name)


def tables(path: str) -> tuple[Table, ...]:
    """The tables that files of this name (path, URL) usually hold; several where a name has two common meanings."""
    from zerolint.knowledge import datasets_files as rows

    *above, name = [_plain(part) for part in path.partition("?")[0].replace("\\", "/").split("/")]
    inside = rows.FILES.get(f"{above[-1]}/{name}", ()) if above else ()
    return tuple(rows.TABLES[key] for key in inside or rows.FILES.get(name, ()))


def folder(path: str) -> Folder | None:
    """What a folder of this path usually holds, if its last parts name a well-known one."""
    from zerolint.knowledge import datasets_folders as rows

    *above, last = [_plain(part) for part in path.replace("\\", "/").split("/") if part not in ("", ".")] or [""]
    found = rows.FOLDERS.get(last)
    if found is not None and not found.inside:
        return found
    found = rows.FOLDERS.get(above[-1]) if above else None
    return found if found is not None and last in found.inside else None


_ENDINGS = (".zip", ".gz", ".tar", ".tgz", ".csv", ".data", ".txt", ".tsv")


def _plain(name: str) -> str:
    """The name of a file, an archive or what was unpacked of it, however it is spelled."""
    name = name.lower()
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return name.replace("_", "-").replace(" ", "-")
