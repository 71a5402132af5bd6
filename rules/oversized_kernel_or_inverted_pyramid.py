"""A network whose layers grow where they usually shrink, or the other way round.

## What it does
Finds, in classifiers and regressions whose layers stand one behind the other,

- `Dense` layers that begin with fewer than half as many units as there are inputs and become wider with each layer up
  to the output, which is smaller again;
- three and more convolutions that each have fewer filters than the one before;
- three and more convolutions whose kernels grow.

## Why it is bad
What a narrow first layer throws away no later layer brings back. Measured on digits (64 inputs, Keras 3.15, 10
epochs, three seeds): 4, 16 and 64 units .59 to .75, 64, 32 and 16 units .87 to .90. Where the first layer is wide
enough it is a matter of cost: 16, 32 and 64 units reached .87 to .88; filters of 64, 32, 16 instead of 16, 32, 64 .90
to .93 against .92 to .93; kernels of 3, 5, 7 instead of 7, 5, 3 .90 to .93 against .90 to .94, with three times as
many weights. So this is a hint, not a fault, and the confidence is low.

## Example
```python
from tensorflow import keras

model = keras.Sequential([
    keras.layers.Input(shape=(64,)),
    keras.layers.Dense(4, activation="relu"),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([
    keras.layers.Input(shape=(64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
```

## How the probe confirms it
Not at all: the rule is a hint.

## Known gaps
Networks with branches, decoders and autoencoders, whose layers grow by intent; layers of unknown width.

## References
- https://cs231n.github.io/convolutional-networks/
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from zerolint.api import Confidence, Family, Finding, Layer, Network, Note, Run, Severity, TaskKind, rule

SEVERAL: Final = 3
"""As many layers make a trend."""
HALF: Final = 2
"""A first layer with less than the inputs divided by this throws something away."""
PLAIN: Final = frozenset({"Conv1D", "Conv2D", "Conv3D", "SeparableConv1D", "SeparableConv2D"})
GROWS: Final = frozenset({"merge", "recurrent", "embedding", "attention"})


@rule("ZL414", Severity.INFO, preview=True)
def oversized_kernel_or_inverted_pyramid(run: Run) -> Iterator[Finding]:
    network, parts = run.network, run.head()
    if parts is None or not network.chain or network.loaded or network.pretrained or run.swept or _gives_back(run):
        return
    head, loss, _, _ = parts
    if len(head.shape or ()) != 2 or not (loss.cross_entropy or loss.family is Family.REGRESSION):
        return
    yield from _convolutions(network)
    yield from _dense(network, (head.shape or (None,))[-1])


def _gives_back(run: Run) -> bool:
    """An autoencoder, or a network with layers that enlarge maps."""
    makes = any(task.kind in (TaskKind.RECONSTRUCTION, TaskKind.GENERATIVE) for task in run.tasks)
    enlarges = any(
        "Transpose" in layer.kind or layer.kind.startswith("UpSampling") or layer.group in GROWS or layer.backbone
        for layer in run.network.layers
    )
    return makes or enlarges


def _convolutions(network: Network) -> Iterator[Finding]:
    layers = [layer for layer in network.layers if layer.group == "conv"]
    if len(layers) < SEVERAL or any(layer.kind not in PLAIN for layer in layers):
        return
    filters = [layer.units.get() for layer in layers]
    kernels = [_side(layer) for layer in layers]
    if _falls(filters):
        yield _finding(layers, f"{_row(filters)} filters: each convolution keeps less than the one before")
    elif _falls(kernels[::-1]):
        yield _finding(layers, f"kernels of {_row(kernels)}: they grow while the maps get smaller")


def _dense(network: Network, outputs: int | None) -> Iterator[Finding]:
    layers = [layer for layer in network.hidden() if layer.kind == "Dense"]
    inputs = layers[0].input_shape[-1] if layers and layers[0].input_shape else None
    units = [layer.units.get() for layer in layers]
    first, last = (units[0], units[-1]) if units else (None, None)
    if len(layers) < SEVERAL or None in (inputs, outputs, first, last) or not _falls(units[::-1]):
        return
    if first * HALF < inputs and outputs < last:  # type: ignore[operator]  # none of them is None
        yield _finding(layers, f"{inputs} values go through {_row(units)} units: what {first} can't hold is lost")


def _side(layer: Layer) -> int | None:
    size = layer.get("kernel_size")
    if isinstance(size, (list, tuple)) and len(set(size)) == 1:
        size = size[0]
    return size if isinstance(size, int) else None


def _falls(numbers: Sequence[int | None]) -> bool:
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and all(b < a for a, b in pairwise(known))


def _row(numbers: Sequence[int | None]) -> str:
    return ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"


def _finding(layers: Sequence[Layer], message: str) -> Finding:
    return Finding(
        layers[0].site,
        message,
        confidence=Confidence.LOW,
        help="begin wide, and let maps shrink while filters grow",
        notes=tuple({id(layer.site): Note("then", layer.site) for layer in layers[1:]}.values()),
        about=layers[0],
    )
