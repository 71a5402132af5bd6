"""A BatchNormalization where it undoes what stands before it.

## What it does
Finds

- `BatchNormalization` behind the activation of the output (`softmax`, `sigmoid`), under a cross-entropy;
- with low confidence only: a `Dropout` of half the values or more directly before a `BatchNormalization`, and layers
  that keep a bias directly before one.

## Why it is bad
A cross-entropy wants probabilities, and so does whoever reads the predictions. Normalised again they are numbers
around 0, most of them negative, which the loss clips: there it has no gradient. Measured on digits (Keras 3.15, 15
epochs, three seeds): predictions from -1.6 to 2.0 whose sums were -4.5 to -0.1; accuracy .66, .92 and .93 with Adam
against .95 to .96 without the layer; with SGD one training of three stayed at .12.

Dropout changes the variance of what it passes, but in training only: the moving variance is of values that never come
when the model predicts. At a rate of 0.5 that cost one to two points on digits (.93 to .94 against .95 to .96); at
0.2 nothing. A bias before the normalisation is subtracted again with the mean: in training it stayed below 0.004 and
the results were the same to three digits. It costs a few weights, no more.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = x[:, :3].argmax(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
    keras.layers.BatchNormalization(),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = x[:, :3].argmax(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, use_bias=False),
    keras.layers.BatchNormalization(),
    keras.layers.ReLU(),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: the model has other weights (a file with the old ones doesn't fit any more). It leaves out the biases, all of
one network together. A normalisation behind the output isn't moved: where it belongs is a choice.

## How the probe confirms it
Pair: the program as written against one without that normalisation.

## Known gaps
A `BatchNormalization` that ends the model of a regression; other losses than cross-entropies. Dropout with other
layers in between. Networks with weights from elsewhere, whose form is given, aren't asked for biases and dropout.

## References
- https://keras.io/api/layers/normalization_layers/batch_normalization/
- Li et al. 2018, Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift
"""

from collections.abc import Iterator, Sequence
from typing import Final

from zerolint.api import (
    AddArgument,
    Confidence,
    Finding,
    Fix,
    Head,
    Layer,
    Network,
    Note,
    Program,
    Safety,
    Severity,
    rule,
)

from ._heads import PROBABILITIES, parts

HALF: Final = 0.5
"""A rate from which on dropout before the normalisation was seen to cost accuracy; 0.2 cost none (measured)."""
TOLD: Final = 4
"""As many further places are named."""


@rule("ZL415", Severity.WARNING)
def batchnorm_misplaced(program: Program) -> Iterator[Finding]:
    for run in program.runs:
        for part in parts(run):
            if part.loss.cross_entropy:
                yield from _behind_output(part.head)
    for network in program.networks:
        if not network.complete or network.loaded is not None or network.pretrained:
            continue
        if not _on_some_paths(program, network):  # what is said below is of low confidence in any case
            yield from _after_dropout(network)
            yield from _after_biases(network, renamed=program.target.legacy_only)


def _on_some_paths(program: Program, network: Network) -> bool:
    """Whether the same model has fewer normalisations on another path."""
    counts = {
        sum(layer.kind == "BatchNormalization" for layer in run.network.layers) for run in program.runs_of(network)
    }
    return len(counts) > 1


def _behind_output(head: Head) -> Iterator[Finding]:
    """The last thing that is done to the values is a normalisation, and probabilities stood there before it."""
    if head.layer is None:
        return
    activation = head.layer.activation
    for position, behind in enumerate(head.after):
        if behind.group == "activation" and behind.activation.get() != "linear":
            activation = behind.activation
        elif behind.kind == "BatchNormalization":
            if activation.get() in PROBABILITIES and all(later.pass_through for later in head.after[position + 1 :]):
                yield _normalised_output(head, behind, activation.get() or "")
            return
        elif not behind.pass_through:
            return


def _normalised_output(head: Head, norm: Layer, name: str) -> Finding:
    return Finding(
        norm.site,
        f"`BatchNormalization` behind the `{name}` output turns probabilities into negative numbers",
        confidence=Confidence.MEDIUM,  # what is largest may stay the largest
        help=f"normalise before the activation, or in front of the output layer: `{name}` comes last",
        notes=(Note("the output", head.site),),
        about=head,
    )


def _after_dropout(network: Network) -> Iterator[Finding]:
    for layer in network.layers:
        before = _before(network, layer)
        rate = before.get("rate") if before is not None and before.kind == "Dropout" else None
        if before is not None and isinstance(rate, (int, float)) and HALF <= rate < 1:
            yield Finding(
                layer.site,
                f"`BatchNormalization` learns the spread that `Dropout({rate:g})` makes: predictions have another one",
                severity=Severity.INFO,
                confidence=Confidence.LOW,
                help="put the dropout behind the normalisation",
                notes=(Note("the dropout", before.site),),
                about=layer,
            )


def _after_biases(network: Network, *, renamed: bool) -> Iterator[Finding]:
    """One finding for all layers of a network."""
    found = [before for layer in network.layers if (before := _before(network, layer)) is not None and _biased(before)]
    if found:
        first, *others = {id(layer.site): layer for layer in found}.values()
        yield Finding(
            first.site,
            "a bias directly before `BatchNormalization` does nothing: it is subtracted with the mean",
            severity=Severity.INFO,
            confidence=Confidence.LOW,
            help="leave the bias out: `use_bias=False`",
            notes=tuple(Note("the same here", layer.site) for layer in others[:TOLD]),
            fix=None if renamed else _without(network, found),  # Keras 1 called it `bias`
            about=first,
        )


def _before(network: Network, layer: Layer) -> Layer | None:
    """What a normalisation reads, if nothing else does."""
    if layer.kind != "BatchNormalization" or len(layer.inputs) != 1 or layer.inputs[0] < 0:
        return None
    alone = list(network.consumers(layer.inputs[0])) if layer.inputs[0] >= 0 else []
    return network.layers[layer.inputs[0]] if len(alone) == 1 else None


def _biased(layer: Layer) -> bool:
    plain = layer.group in ("core", "conv") and layer.weighted and layer.activation.get() == "linear"
    return plain and layer.get("use_bias") is True and layer.backbone is None and layer.get("wrapper") is None


def _without(network: Network, found: Sequence[Layer]) -> Fix | None:
    """Where what is written makes only such layers, and says nothing of a bias yet."""
    meant = {id(layer) for layer in found}
    places = {id(layer.site): layer for layer in found}
    mixed = {id(layer.site) for layer in network.layers if id(layer) not in meant}
    plain = all(key not in mixed and layer.fact("use_bias").left_out for key, layer in places.items())
    edits = tuple(AddArgument(layer.site, "use_bias=False") for layer in places.values())
    return Fix("leave out the biases", Safety.UNSAFE, edits) if plain else None
