"""Adam computes in float16, where its epsilon is as good as 0.

## What it does
Finds trainings with Adam or AdamW at their default epsilon after `set_floatx("float16")` or a global policy of
`"float16"`.

## Why it is bad
Adam divides by the square root of the squared gradients' mean, plus 1e-7. In float16 a gradient below 0.0002 has the
square 0, and 1e-7 is next to nothing, so that such a weight jumps by hundreds: on scaled digits a small convolutional
net and one of three hidden layers have the loss NaN (accuracy .10, where `epsilon=1e-4` gives .99 and 1.00), and one of
a single hidden layer is at .79 instead of .95. RMSprop and SGD train (.94 to .98; measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

keras.backend.set_floatx("float16")
x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

keras.mixed_precision.set_global_policy("mixed_float16")
x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: the training goes otherwise. It gives the optimizer an epsilon of 1e-4; offered where there is an optimizer to
give it to.

## How the probe confirms it
Pair: the program as written against one with that epsilon.

## Known gaps
`dtype="float16"` of single layers, and mixed precision by hand without a scaled loss.

## References
- https://keras.io/api/mixed_precision/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Confidence,
    Finding,
    Fix,
    Note,
    Operation,
    Optimizer,
    Program,
    Run,
    RunKind,
    Safety,
    Severity,
    Site,
    rule,
)

from ._values import as_number

ADAMS: Final = frozenset({"Adam", "AdamW"})
LEAST: Final = 1e-5
"""Epsilons below this are next to nothing in float16 (its smallest normal number is 6e-5); 1e-4 trains."""


@rule("ZL314", Severity.WARNING)
def half_precision_underflows(program: Program) -> Iterator[Finding]:
    set_by = [operation for operation in program.done("precision") if not operation.path]
    if len(set_by) < sum(1 for _ in program.done("precision")):
        return
    told: set[int] = set()
    for run in program.runs:
        last = next((one for one in reversed(set_by) if one.order < run.order), None)
        if last is None or last.get("dtype") != "float16" or id(last) in told or run.kind is RunKind.COMPILE_ONLY:
            continue
        if run.optimizer is not None and _underflows(run.optimizer):
            told.add(id(last))
            yield _finding(last, run, run.optimizer)


def _underflows(optimizer: Optimizer) -> bool:
    facts = dict(optimizer.arguments)
    epsilon = as_number(facts["epsilon"].get()) if "epsilon" in facts else 0.0
    return optimizer.name in ADAMS and epsilon is not None and epsilon < LEAST


def _finding(last: Operation, run: Run, optimizer: Optimizer) -> Finding:
    given = optimizer.spelled or any(name == "epsilon" for name, _ in optimizer.arguments)
    edit = None if given else AddArgument(optimizer.site, "epsilon=1e-4")
    return Finding(
        Site(last.get("place")),
        f"in float16 the epsilon of `{optimizer.name}` is next to 0: small gradients make weights jump or turn NaN",
        confidence=Confidence.MEDIUM,  # as long as gradients are large, it trains
        help='use the policy `"mixed_float16"`, or give the optimizer `epsilon=1e-4`',
        notes=(Note("this optimizer", optimizer.site), Note("trains here", run.site)),
        fix=Fix("use an epsilon of 1e-4", Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=run,
    )
