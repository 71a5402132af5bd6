"""A regression loss trains class labels.

## What it does
Finds a squared or absolute error on class labels: at a sigmoid or softmax output, on integer codes of several classes,
or between several units and one label a sample.

## Why it is bad
Squared error under a sigmoid or softmax has next to no gradient where the prediction is confidently wrong, so learning
starts slowly or not at all: measured on Keras 3.15 with SGD, 0.64 right after 20 epochs where `binary_crossentropy` has
0.79 (with Adam both learn). Integer codes say that class 2 is twice class 1. And where several units meet one label a
sample in shape (n, 1), NumPy's broadcasting compares every unit with the code: the loss stays put (1.021 → 1.020), all
predictions are the same.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
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
Unsafe: it changes what is trained. It sets the cross-entropy that fits head and labels.

## How the probe confirms it
Pair: the program as written against the one with the cross-entropy, held-out skill of both. With Adam the verdict is
often "not reproduced": both learn.

## Known gaps
A linear output with `mse` on 0/1 or one-hot labels (least squares, read with a threshold) is not reported, nor are
losses called Brier, targets that are constant in each call (LSGAN), computed (DQN) or the inputs themselves
(autoencoders). Integers that the program itself draws may be counts: under a linear output they are reported with low
confidence.

## References
- https://keras.io/api/losses/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Family, Finding, Fix, Kind, Note, Origin, Run, Safety, Severity, TaskKind, rule

from ._heads import Part, formed, in_one_row, parts, single, spot, width, with_loss

SQUASHED = frozenset({"sigmoid", "hard_sigmoid", "softmax"})


@rule("ZL211", Severity.WARNING)
def regression_loss_for_classes(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        if part.loss.family is Family.REGRESSION and part.target.labels and not _meant(run, part):
            yield from _finding(part)


def _meant(run: Run, part: Part) -> bool:
    """A Brier score, the constant labels of a GAN's half step, or inputs of 0 and 1 that are rebuilt."""
    scores = [str(fact.get()) for metric in run.metrics for _, fact in metric.arguments]
    names = [part.loss.name or "", *(metric.name or "" for metric in run.metrics), *scores]
    brier = any("brier" in name.lower() for name in names)
    others = part.task.kind in (TaskKind.GENERATIVE, TaskKind.RECONSTRUCTION)
    return brier or part.target.stats.constant or others or _graded(part)


def _graded(part: Part) -> bool:
    """Codes that were divided into a smaller range: a rating, taken for the quantity that it is."""
    count, low, high = part.target.classes, part.target.stats.lo, part.target.stats.hi
    if part.target.kind is not Kind.CLASSES or count is None or count <= 2 or low is None or high is None:
        return False
    return high - low < count - 1


def _finding(part: Part) -> Iterator[Finding]:
    units, count = width(part.head), part.target.classes or 0
    codes = part.target.kind is Kind.CLASSES
    if codes and units is not None and units > 1 and single(part.target) and in_one_row(part.head, part.target):
        message = f"`{part.loss.name}` compares each of {units} units with one class index: it can't learn the classes"
        yield _made(part, message, formed(part.target, part.head), Severity.ERROR)
    elif part.head.activation.get() in SQUASHED:
        output = part.head.activation.get()
        message = f"`{part.loss.name}` under a {output} hardly corrects confident mistakes: learning is slow or stalls"
        yield _made(part, message, Confidence.MEDIUM, Severity.WARNING)
    elif codes and count > 2 and units == 1 and part.head.activation.get() == "linear":
        message = f"`{part.loss.name}` takes {count} class indices for quantities: class 2 counts as twice class 1"
        sure = part.task.firm and part.task.kind is TaskKind.MULTI_CLASS and not _drawn(part)
        yield _made(part, message, Confidence.MEDIUM if sure else Confidence.LOW, Severity.WARNING)


def _drawn(part: Part) -> bool:
    """Integers that the program draws may be counts (how many points are in this picture?) as well as classes."""
    return part.target.source is not None and part.target.source.origin is Origin.RANDOM


def _made(part: Part, message: str, confidence: Confidence, severity: Severity) -> Finding:
    wanted = _cross_entropy(part)
    edit = with_loss(part.loss, wanted) if wanted else None
    return Finding(
        part.loss.site,
        message,
        confidence=confidence,
        severity=severity,
        help=f"use `{wanted}`"
        if wanted
        else "use one unit per class, `softmax`, and `sparse_categorical_crossentropy`",
        notes=(Note("the output that it trains", spot(part.head)), *_labels(part)),
        fix=Fix(f"use `{wanted}`", Safety.UNSAFE, (edit,)) if edit else None,
        about=part.head,
    )


def _cross_entropy(part: Part) -> str | None:
    """The cross-entropy that fits head and labels as they are."""
    kind, units = part.target.kind, width(part.head)
    match part.head.activation.get(), kind:
        case "sigmoid" | "hard_sigmoid", Kind.MULTI_HOT:
            return "binary_crossentropy"
        case "sigmoid" | "hard_sigmoid", Kind.CLASSES if units == 1 and part.target.classes == 2:
            return "binary_crossentropy"
        case "softmax", Kind.ONE_HOT:
            return "categorical_crossentropy"
        case "softmax", Kind.CLASSES if units is not None and units > 1:
            return "sparse_categorical_crossentropy"
    return None


def _labels(part: Part) -> Iterator[Note]:
    source = part.target.source
    if source is not None and source.site is not None:
        yield Note(f"labels come from {source.name}", source.site)
