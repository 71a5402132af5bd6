"""A method whose name is nearly that of a hook: Keras never calls it.

## What it does
Finds methods of subclasses of `Callback`, `PyDataset` (`Sequence`), `Layer` and `Model` that are called nearly like one
that Keras calls (`on_epoch_start`, `__lenght__`, `get_configs`, `__int__`), and that the program doesn't call either.

## Why it is bad
Keras asks for its own names only, and finds the inherited ones, which do nothing. So a callback never acts, a data set
isn't shuffled, and nothing says so (measured on Keras 3.15: `on_epoch_start` isn't called once in a training). A layer
whose `get_config` is misspelled loses what Keras doesn't keep by itself: saving it raises a NotImplementedError if its
`__init__` takes an array or an object; plain numbers, words and tuples are kept (measured).

## Example
```python
import numpy as np
from tensorflow import keras


class Halve(keras.callbacks.Callback):
    def on_epoch_start(self, epoch, logs=None):
        if epoch and epoch % 5 == 0:
            self.model.optimizer.learning_rate = self.model.optimizer.learning_rate / 2


x = np.random.rand(1600, 10)
y = x.sum(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20, callbacks=[Halve()])
```

## Use instead
```python
import numpy as np
from tensorflow import keras


class Halve(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        if epoch and epoch % 5 == 0:
            self.model.optimizer.learning_rate = self.model.optimizer.learning_rate / 2


x = np.random.rand(1600, 10)
y = x.sum(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20, callbacks=[Halve()])
```

## Fix safety
Unsafe: the method is called afterwards. It gets the hook's name.

## Known gaps
Hooks of other libraries; methods that only another file of the project calls.

## References
- https://keras.io/guides/writing_your_own_callbacks/
"""

from __future__ import annotations

from collections.abc import Iterator

from zerolint.api import Finding, Fix, Program, Replace, Safety, Severity, rule

FOR_OLD_KERAS = frozenset({"get_output_shape_for"})
"""Names that Keras 1 called."""


@rule("ZL313", Severity.WARNING)
def hook_never_called(program: Program) -> Iterator[Finding]:
    for method in program.done("near-hook"):
        name, hook = str(method.get("name")), str(method.get("hook"))
        if name in FOR_OLD_KERAS and program.target.version < 3:
            continue
        caller = "Python" if hook.startswith("__") else "Keras"
        yield Finding(
            method.site,
            f"{caller} never calls `{name}`: `{method.get('owner')}` has `{hook}`",
            help=f"call it `{hook}`",
            fix=Fix(f"call it `{hook}`", Safety.UNSAFE, (Replace(method.site, hook),)),
        )
