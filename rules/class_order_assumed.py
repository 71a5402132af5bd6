"""The names of the classes stand in another order than the numbers that the network learned.

## What it does
Finds a list of names that is indexed by the argmax of predictions, where the classes were numbered by the folders of
`flow_from_directory` and `image_dataset_from_directory`, or by a `LabelEncoder`: both number the names in alphabetical
order, unless `classes=` says otherwise. Reports the list if it has another order.

## Why it is bad
Class 0 is the name that comes first in the alphabet. With another list every picture gets the name of another class,
though all scores are right. Keep the order that the data set tells: `class_indices`, `class_names`, `classes_`.

## Example
```python
import numpy as np
from tensorflow import keras

data = keras.utils.image_dataset_from_directory("images/train", image_size=(32, 32), label_mode="int")
model = keras.Sequential([
    keras.layers.Input(shape=(32, 32, 3)),
    keras.layers.Rescaling(1 / 255),
    keras.layers.Conv2D(8, 3, activation="relu"),
    keras.layers.GlobalMaxPooling2D(),
    keras.layers.Dense(2, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(data, epochs=20)
names = ["dogs", "cats"]
picture = keras.utils.img_to_array(keras.utils.load_img("images/test/cats/0.jpg", target_size=(32, 32)))
print(names[np.argmax(model.predict(picture[np.newaxis]))])
```

## Use instead
```python
import numpy as np
from tensorflow import keras

data = keras.utils.image_dataset_from_directory("images/train", image_size=(32, 32), label_mode="int")
names = data.class_names
model = keras.Sequential([
    keras.layers.Input(shape=(32, 32, 3)),
    keras.layers.Rescaling(1 / 255),
    keras.layers.Conv2D(8, 3, activation="relu"),
    keras.layers.GlobalMaxPooling2D(),
    keras.layers.Dense(2, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(data, epochs=20)
picture = keras.utils.img_to_array(keras.utils.load_img("images/test/cats/0.jpg", target_size=(32, 32)))
print(names[np.argmax(model.predict(picture[np.newaxis]))])
```

## Known gaps
Names that aren't those of the folders (a translation has an alphabet of its own), which is why the confidence is low;
dictionaries from numbers to names.

## References
- https://keras.io/api/data_loading/image/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Data, Finding, Note, Operation, Origin, Program, Run, Severity, rule

ENCODED: Final = "LabelEncoder"


@rule("ZL507", Severity.INFO, preview=True)
def class_order_assumed(program: Program) -> Iterator[Finding]:
    runs = {id(each.site): each.run for each in program.predictions}
    for named in program.done("class-named"):
        run = runs.get(id(named.get("prediction")))
        names = named.get("names")
        if run is not None and isinstance(names, tuple) and len(run.targets) == 1:
            yield from _out_of_order(named, tuple(map(str, names)), run)


def _out_of_order(named: Operation, names: tuple[str, ...], run: Run) -> Iterator[Finding]:
    target = run.targets[0]
    if any(character.isdigit() for name in names for character in name):  # "10" comes before "2"
        return
    order = _order(target, names)
    if order is None or names in order or len(names) < 2:
        return
    yield Finding(
        named.site,
        f"the list calls class 0 `{names[0]}`, but that is `{order[0][0]}`: classes get each other's names",
        confidence=Confidence.LOW,
        help="take the names from the data set: `class_names`, `class_indices`, `classes_`",
        notes=(Note("numbered here", target.source.site),) if target.source is not None else (),
        about=run,
    )


def _order(target: Data, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...] | None:
    """The orders in which the names may stand."""
    given = target.did("classes")
    if given is not None:
        return (tuple(given.by.split(",")),) if set(given.by.split(",")) == set(names) else None
    folders = target.source is not None and target.source.origin is Origin.IMAGES
    encoded = target.did("encode", "transform", "fit_transform")
    if folders or (encoded is not None and ENCODED in encoded.by):
        return tuple(sorted(names)), tuple(sorted(names, key=str.lower))
    return None
