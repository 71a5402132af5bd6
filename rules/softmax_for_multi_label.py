"""A softmax, or a categorical loss, where several labels hold at once.

## What it does
Finds outputs that share one probability out among the labels (a softmax, or a categorical cross-entropy on logits)
where the targets are known to be rows of several labels: `MultiLabelBinarizer`, `make_multilabel_classification`,
several ones written into each row.

## Why it is bad
The outputs of a softmax sum to 1, so two labels that both hold can't both be near 1, and at most one of them passes the
threshold 0.5. Measured
on Keras 3.15 with four labels, two of which hold on the average: a softmax has 0.65…0.70 of the labels right and finds
0.31…0.44 of those that hold, a sigmoid with `binary_crossentropy` 0.97 of both (3 inits each).

## Example
```python
from sklearn.datasets import make_multilabel_classification
from tensorflow import keras

x, y = make_multilabel_classification(n_samples=1000, n_features=12, n_classes=4, n_labels=2)

model = keras.Sequential([
    keras.layers.Input(shape=(12,)),
    keras.layers.Rescaling(0.1),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(4, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
from sklearn.datasets import make_multilabel_classification
from tensorflow import keras

x, y = make_multilabel_classification(n_samples=1000, n_features=12, n_classes=4, n_labels=2)

model = keras.Sequential([
    keras.layers.Input(shape=(12,)),
    keras.layers.Rescaling(0.1),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(4, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since it changes what is trained: the output becomes a sigmoid, the loss `binary_crossentropy`.

## How the probe confirms it
Pair: the program as written against the repaired one, held-out skill of both.

## Known gaps
Several columns of 0 and 1 that come from a file may exclude each other, and are not reported. Sigmoid outputs under a
categorical loss are left to `sigmoid-for-exclusive-classes`.

## References
- https://scikit-learn.org/stable/modules/multiclass.html#multilabel-classification
"""

from collections.abc import Iterator

from zerolint.api import Family, Finding, Fix, Kind, Note, Run, Safety, Severity, Site, rule

from ._heads import Part, all_of, always_one, certainty, parts, spot, width, with_activation, with_loss

CATEGORICAL = frozenset({Family.CATEGORICAL_CROSSENTROPY, Family.SPARSE_CROSSENTROPY})
JUDGED = CATEGORICAL | {Family.BINARY_CROSSENTROPY, Family.REGRESSION}
"""Losses under which a softmax is meant to give the labels."""
BOUNDS = frozenset({"<", "<=", ">", ">="})
SHARES = ("divide", "normalise", "multiply", "rescale")
"""Steps that may make shares of a row's labels, which add up to 1."""
KEEPS = frozenset({"array", "batch", "cache", "cast", "copy", "prefetch", "shuffle", "split"})
"""Steps that leave the columns as they are."""


@rule("ZL221", Severity.ERROR)
def softmax_for_multi_label(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        several = (part.target.kind is Kind.MULTI_HOT and not part.target.did(*SHARES)) or _apart(part)
        if not several or always_one(part.head) or part.head.scaled_after:
            continue
        if part.head.activation.get() == "softmax" and part.loss.family in JUDGED:
            message = "`softmax` shares one probability out, but several labels hold at once: at most one reaches 0.5"
            yield _finding(part, spot(part.head), message)
        elif part.head.activation.get() == "linear" and _on_logits(part):
            message = f"`{part.loss.name}` lets one label win, but several hold at once: they push each other down"
            yield _finding(part, part.loss.site, message)


def _apart(part: Part) -> bool:
    """Columns that were each held against a bound (`x[:, :4] > 0`), one for each output: any of them may hold."""
    target = part.target
    compared = next((i for i, step in enumerate(target.trail) if step.op == "compare" and step.by in BOUNDS), None)
    if compared is None or any(step.op not in KEEPS for step in target.trail[compared + 1 :]):
        return False
    wide = target.kind is Kind.CLASSES and target.sample_shape == (width(part.head),) and width(part.head) != 1
    return wide and part.head.shape is not None and len(part.head.shape) == 2


def _on_logits(part: Part) -> bool:
    return part.loss.family in CATEGORICAL and part.loss.from_logits.get() is True


def _finding(part: Part, site: Site, message: str) -> Finding:
    changes = [with_activation(part.head, "sigmoid")]
    if part.loss.family is not Family.BINARY_CROSSENTROPY:
        changes.append(with_loss(part.loss, "binary_crossentropy"))
    edits = all_of(*changes)
    made = part.target.did("one_hot", "fill")
    source = part.target.source.site if part.target.source is not None else None
    place = made.site if made is not None else source
    return Finding(
        site,
        message,
        confidence=certainty(part.target),
        help="use `sigmoid` and `binary_crossentropy`: each label is a question of its own",
        notes=(Note("rows of several labels", place),) if place is not None else (),
        fix=Fix("use `sigmoid` and `binary_crossentropy`", Safety.UNSAFE, edits) if edits else None,
        about=part.head,
    )
