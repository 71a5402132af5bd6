"""A scaler learns from the rows that are to tell how good the model is.

## What it does
Follows what each transformer of scikit-learn was fitted on, and reports two things:

- test, validation or new data that are scaled by a fit of their own (`fit_transform(X_test)`, `fit` and `transform`,
  `scale(X_test)`, a helper that makes a scaler anew), where the training data were scaled by another fit. Vectorizers,
  and projections count, too, and a `Tokenizer` that has read the new texts only.
- inputs or targets that are scaled as a whole and split afterwards (`train_test_split`, slices, folds) into rows that
  are trained on and rows that score the model. `validation_split` is no such split here.

## Why it is bad
In the first case the same number means another thing in new data than in training data. With the program below
(measured): 0.98 of 400 test rows are right with both spellings, but of new rows that are all of one class 0.46 instead
of 0.99, of rows that come 20 at a time 0.91, 5 at a time 0.82, and one at a time 0.53: a row that is standardised by
itself is all zeros, so every prediction is the same.

In the second case the scaler has seen the rows that the model is scored with: the score is a little too good. With
many rows and stable columns it hardly matters, with outliers or a trend it does.

## Example
```python
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.uniform(1000, 10000, size=(2000, 10))
y = (x.mean(axis=1) > 5500).astype(int)
scaler = StandardScaler()
x_train = scaler.fit_transform(x[:1600])
x_test = scaler.fit_transform(x[1600:])
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y[:1600], epochs=20)
print(model.evaluate(x_test, y[1600:]))
```

## Use instead
```python
import numpy as np
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

x = np.random.uniform(1000, 10000, size=(2000, 10))
y = (x.mean(axis=1) > 5500).astype(int)
scaler = StandardScaler()
x_train = scaler.fit_transform(x[:1600])
x_test = scaler.transform(x[1600:])
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y[:1600], epochs=20)
print(model.evaluate(x_test, y[1600:]))
```

## Fix safety
Unsafe, since the test data get other values. Offered where the very scaler that was fitted on the training data is
fitted again: `fit_transform` becomes `transform`.

## Known gaps
Columns of a data frame that are scaled one by one in place, statistics that are computed and applied by hand, and
rows that went through lists of Python on their way to the model.

## References
- https://scikit-learn.org/stable/common_pitfalls.html#data-leakage
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Finding,
    Fix,
    Kind,
    Note,
    Operation,
    Origin,
    Program,
    Replace,
    RunKind,
    Safety,
    Severity,
    Site,
    Split,
    Step,
    rule,
)

from ._uses import Use, comes_from, made_by, same_values, uses
from ._values import sure

SCALERS: Final = frozenset(
    {"MaxAbsScaler", "MinMaxScaler", "PowerTransformer", "QuantileTransformer", "RobustScaler", "StandardScaler"}
    | {"maxabs_scale", "minmax_scale", "power_transform", "quantile_transform", "robust_scale", "scale"}
)
LEARNERS: Final = SCALERS | {
    "ColumnTransformer",
    "CountVectorizer",
    "FastICA",
    "FeatureUnion",
    "IncrementalPCA",
    "KernelPCA",
    "LinearDiscriminantAnalysis",
    "NMF",
    "PCA",
    "TfidfTransformer",
    "TfidfVectorizer",
    "Tokenizer",
    "TruncatedSVD",
}
"""What makes other numbers of the same row once it was fitted on other rows. Encoders that meet the same categories
don't, and imputers fill in much the same."""
BY_ENDS: Final = frozenset({"MaxAbsScaler", "MinMaxScaler", "maxabs_scale", "minmax_scale"})
"""What asks for the smallest and the largest value only."""
WINDOWS: Final = "windows"
"""How the step is called that takes windows of a series."""


@rule("ZL105", Severity.WARNING)
def scaler_fitted_on_evaluation_data(program: Program) -> Iterator[Finding]:
    every = [one for one in program.done("transformed") if _name(one) in LEARNERS]
    done = [one for one in every if not one.assumed]
    for use in uses(program):
        if use.run.kind is RunKind.COMPILE_ONLY or not every:
            continue
        for trained, given in (*_pairs(use.run.inputs, use.inputs), *_pairs(use.run.targets, use.targets)):
            anew = _fitted_anew(done, trained, given) or _numbered_anew(every, trained, given)
            if anew is not None:
                yield _anew(use, *anew)
            elif (before := _fitted_before_split(done, trained, given, use)) is not None:
                yield _before(use, *before)


def _pairs(trained: tuple[Data, ...], given: tuple[Data, ...]) -> Iterator[tuple[Data, Data]]:
    if len(trained) == len(given):
        yield from zip(trained, given, strict=True)


def _name(operation: Operation) -> str:
    return str(operation.get("by")).rpartition(".")[2]


def _own(operation: Operation) -> bool:
    """Whether it transforms the very rows that it was fitted on."""
    return operation.get("op") == "fit_transform" or same_values(operation.data("fitted"), operation.data())


def _fitted_anew(done: list[Operation], trained: Data, given: Data) -> tuple[Operation, Operation] | None:
    """What is fitted on the given data alone, and what was fitted on the training data before."""
    for place, one in enumerate(done):
        if not (_own(one) and one.data().per_sample and made_by(given, one)) or made_by(trained, one):
            continue
        for other in done[:place]:
            if other.get("by") == one.get("by") and made_by(trained, other) and _own(other):
                return None if _same_ends(one, other) else (one, other)
    return None


def _same_ends(one: Operation, other: Operation) -> bool:
    """Whether both were fitted on draws between the same two ends, and need no more than these: they scale alike."""
    mine, theirs = one.data(), other.data()
    drawn = all(data.source is not None and data.source.origin is Origin.RANDOM for data in (mine, theirs))
    ends = [(data.stats.lo, data.stats.hi) for data in (mine, theirs) if data.stats.tight]
    return drawn and _name(one) in BY_ENDS and len(ends) == 2 and ends[0] == ends[1]


def _numbered_anew(done: list[Operation], trained: Data, given: Data) -> tuple[Operation, Operation] | None:
    """A `Tokenizer` that knows the new texts only, and that of the training."""
    new, old = _tokenised(done, given), _tokenised(done, trained)
    if new is None or old is None or new.get("same") is not True:
        return None
    alike = any(new.get(name) == old.get(name) for name in ("tokenizer", "texts"))  # of the same texts: same numbers
    return None if alike else (new, old)


def _tokenised(done: list[Operation], data: Data) -> Operation | None:
    """What turned texts into these numbers; a function may do so at one place with several tokenizers."""
    step = data.did("tokenise")
    here = [one for one in done if step is not None and one.site is step.site and one.get("tokenizer") is not None]
    mine = [one for one in here if one.get("tokenizer") == step.which] if step is not None else []
    return (mine or here)[0] if mine or len({one.get("tokenizer") for one in here}) == 1 else None


def _fitted_before_split(
    done: list[Operation], trained: Data, given: Data, use: Use
) -> tuple[Operation, Site | None] | None:
    """What was fitted on the rows of both, and where they were split afterwards."""
    for one in done:
        if _name(one) not in SCALERS or one.data().kind in (Kind.IMAGE, Kind.CLASSES) or not _own(one):
            continue
        if not comes_from(trained, one) or not comes_from(given, one):
            continue
        if use.call == "predict" and one.data().did("concatenate") is not None:
            return None  # rows without an answer, which were put beside those of the training
        if one.data().did("transpose") is not None:
            continue  # each row by itself
        count = len(one.data("result").trail)
        if _each_window(one, trained.trail[count:]) or _beside_others(given.trail[count:], trained):
            continue
        split = _split(trained, given, count)
        if split is not None and (use.scored or given.rows != 1):  # one sample is what a forecast goes on from
            return one, split.site
    return None


def _each_window(one: Operation, afterwards: tuple[Step, ...]) -> bool:
    """Whether it is fitted anew on each window or recording, which are put together then: none learns of another."""
    if one.repeated and any(step.op in ("concatenate", "stack") for step in afterwards):
        return True
    windows = any(step.op == "index" and step.by == "slice" for step in one.data().trail)
    return windows and bool(afterwards) and afterwards[0].op == "stack"


def _beside_others(afterwards: tuple[Step, ...], trained: Data) -> bool:
    """Whether rows of the training stand before others only as these rows' past: what the others saw isn't known."""
    return any(step.op == "concatenate" and step not in trained.trail for step in afterwards)


def _split(trained: Data, given: Data, start: int) -> Step | None:
    """The step that made different rows of what had been the same."""
    mine, others = trained.trail[start:], given.trail[start:]
    for place, (step, other) in enumerate(zip(mine, others, strict=False)):
        if step.op == other.op == "split" and step.site is other.site and trained.whole != given.whole:
            return other
        if step.site is not other.site:
            windows = WINDOWS in (step.by, other.by) or [each.op for each in mine[place + 1 :]][:1] == ["stack"]
            cut = step.op == other.op == "index" and not windows  # a window is of the same rows
            return other if cut else None
    return None


def _anew(use: Use, one: Operation, other: Operation) -> Finding:
    part = one.data().split
    held_out = use.call == "evaluate" or part is Split.TEST
    what = "validation" if use.call == "validation" else "test" if held_out else "new"
    return Finding(
        _place(one),
        f"`{_name(one)}` is fitted anew on the {what} data: the model gets other numbers than in training",
        confidence=sure(use.path, one.path),
        help="fit on the training data only, and call `transform` on all other data",
        notes=tuple(_notes(one, Note("the training data are scaled by another fit", _place(other)), use)),
        fix=_transform(one, other),
        about=use.run,
    )


def _before(use: Use, one: Operation, split: Site | None) -> Finding:
    return Finding(
        _place(one),
        f"`{_name(one)}` is fitted before the split, on held-out rows too: their score is a little too good",
        confidence=Confidence.LOW if use.path or one.path else Confidence.MEDIUM,
        help="split first, fit on the training rows, and `transform` the others with it",
        notes=tuple(_notes(one, Note("split afterwards", split), use)),
        about=use.run,
    )


def _notes(one: Operation, more: Note, use: Use) -> Iterator[Note]:
    if more.site is not None and more.site is not _place(one):
        yield more
    yield Note("used here", use.site)


def _place(operation: Operation) -> Site:
    """The data in the call, or the call."""
    argument = operation.get("argument")
    return operation.site if argument is None else Site(argument)


def _transform(one: Operation, other: Operation) -> Fix | None:
    method = one.get("method")
    same = one.get("made") is not None and one.get("made") is other.get("made") and one.site is not other.site
    if method is None or not same or one.get("op") != "fit_transform" or one.get("only") is not True:
        return None
    return Fix(
        "use the scaler that was fitted on the training data", Safety.UNSAFE, (Replace(Site(method), "transform"),)
    )
