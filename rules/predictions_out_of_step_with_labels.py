"""Predictions on a shuffled data set are compared with labels that stand in another order.

## What it does
Finds `predict` on a generator or a data set that shuffles, whose predictions are then compared or scored with the
generator's `.classes` or `.labels`, with labels collected in another pass over the same data set, or with the arrays
that it was made of; and features predicted in such a way that another network is trained on, with such labels.
`flow_from_directory`, `flow_from_dataframe`, `flow` and `image_dataset_from_directory` shuffle
unless they are told not to.

## Why it is bad
The data set comes in a new order each time it is read, and the labels keep theirs: prediction number i belongs to
another sample than label number i. Nothing warns: the model seems to guess while `evaluate` says that it is
right. Measured on a model that is 0.89 right by `evaluate`: 0.48 against the arrays that the shuffled `tf.data` set was
made of, and 0.49 against labels collected in another pass, with a seed as well; with `flow_from_directory` 0.76 by
`evaluate` and 0.46 against `.classes`, also after `reset()`.

## Example
```python
import numpy as np
import tensorflow as tf

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(2000).batch(32)

model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(10,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(data, epochs=20)
predicted = model.predict(data)[:, 0] > 0.5
print("right:", np.mean(predicted == y))
```

## Use instead
```python
import numpy as np
import tensorflow as tf

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(32)

model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(10,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(data.shuffle(2000), epochs=20)
predicted = model.predict(data)[:, 0] > 0.5
print("right:", np.mean(predicted == y))
```

## Fix safety
Safe where nothing is trained on the data set: with `shuffle=False` the same samples come, in the order of their
labels. Unsafe where something is, since the training then sees them in that order. Offered where the call that makes
the data set says nothing of `shuffle`.

## How the probe confirms it
Decode: the same weights, on the data set as it is and without its shuffling.

## Known gaps
File names that are listed beside the predictions, and own `Sequence` classes that shuffle.

## References
- https://www.tensorflow.org/api_docs/python/tf/data/Dataset#shuffle
- https://keras.io/api/data_loading/image/
"""

from collections.abc import Iterator

from zerolint.api import (
    AddArgument,
    Data,
    Decoding,
    Edit,
    Finding,
    Fix,
    Note,
    Prediction,
    Program,
    Replace,
    Run,
    RunKind,
    Safety,
    Severity,
    Shuffled,
    rule,
)

from ._uses import SCORES


@rule("ZL509", Severity.ERROR)
def predictions_out_of_step_with_labels(program: Program) -> Iterator[Finding]:
    for prediction in program.predictions:
        if prediction.shuffled is None:
            continue
        scores = [one for one in prediction.decodings if _out_of_step(prediction.shuffled, one)]
        if scores:
            yield _finding(program, prediction, prediction.shuffled, scores)
        learner = next((run for run in program.runs if _learns_from(run, prediction, prediction.shuffled)), None)
        if learner is not None:
            yield _features(prediction, prediction.shuffled, learner)


def _out_of_step(shuffled: Shuffled, decoding: Decoding) -> bool:
    held = decoding.other if decoding.reading in SCORES else None
    return held is not None and _of_the_same_rows(shuffled, held)


def _of_the_same_rows(shuffled: Shuffled, labels: Data) -> bool:
    """Whether the labels are those of the data set, or stand beside its data where they come from."""
    if labels.source is None or labels.shape == ():
        return False
    sources = (data.source.site for data in shuffled.holds if data.source is not None)
    return any(site is not None and site is labels.source.site for site in sources)


def _learns_from(run: Run, prediction: Prediction, shuffled: Shuffled) -> bool:
    """Whether another network is trained on the predictions (features), with labels of the data set they are of."""
    if run.kind is RunKind.COMPILE_ONLY or run.network.identity is prediction.network.identity:
        return False
    features = any(data.source is not None and data.source.site is prediction.site for data in run.inputs)
    return features and any(_of_the_same_rows(shuffled, target) for target in run.targets)


def _features(prediction: Prediction, shuffled: Shuffled, learner: Run) -> Finding:
    edit: Edit | None = None
    if shuffled.told is not None:
        edit = Replace(shuffled.told, "False")
    elif shuffled.maker is not None:
        edit = AddArgument(shuffled.maker, "shuffle=False")
    return Finding(
        shuffled.told or shuffled.site,
        "these features come shuffled, and are trained with labels in another order: nothing is learned",
        help="read what is predicted on in its own order: `shuffle=False`",
        notes=(Note("predicted here", prediction.site), Note("trained on here", learner.site)),
        fix=Fix("keep the order", Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=prediction,
    )


def _finding(program: Program, prediction: Prediction, shuffled: Shuffled, scores: list[Decoding]) -> Finding:
    """One for all scores of a prediction: they have one cause."""
    more = {id(score.site): Note("and here", score.site) for score in scores[1:] if score.site is not scores[0].site}
    return Finding(
        scores[0].site,
        "predictions on shuffled data are compared with labels in another order: the score says nothing",
        help="predict on data that isn't shuffled: `shuffle=False`, or no `.shuffle()` for the test data",
        notes=(Note("shuffled here", shuffled.site), Note("predicted here", prediction.site), *more.values()),
        fix=_fix(program, prediction, shuffled),
        about=prediction,
    )


def _fix(program: Program, prediction: Prediction, shuffled: Shuffled) -> Fix | None:
    """The call that makes the data set is told not to shuffle."""
    if shuffled.maker is None:
        return None
    sources = {id(data.source.site) for data in shuffled.holds if data.source is not None}
    fed = (data for run in program.runs if run.kind is not RunKind.COMPILE_ONLY for data in (*run.inputs, *run.targets))
    trained = any(data.source is not None and id(data.source.site) in sources for data in fed)
    edit = AddArgument(shuffled.maker, "shuffle=False")
    return Fix("keep the order of the files", Safety.UNSAFE if trained else Safety.SAFE, (edit,))
