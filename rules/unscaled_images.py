"""Pixels of 0…255 reach the first weights unscaled.

## What it does
Finds images whose values are known to lie in 0…255 (known data sets, image readers) and that nothing rescales on
their way to the model's first weights: no division, no preprocessing, no Rescaling, Normalization or
BatchNormalization at the model's entry.

## Why it is bad
Initializers and learning rates are made for inputs of about unit size. Inputs 255 times larger give outputs and
gradients that are larger still. Measured on digits of 24 × 24 (8 epochs, Keras 3.15), test accuracy of raw pixels and
of those divided by 255: with SGD at 0.01 .08 and .94 (one hidden layer), .11 and .95 (three), .08 and .82 (two
convolutions); with Adam .94 and .97, .95 and .98, .96 and .98, under tanh .86 and .97. Without hidden layers raw pixels
do as well, and with SGD at 0.001 they do better (remarks of low confidence): dividing them, one has to raise that rate,
too.

Subtracting the mean alone doesn't help: with SGD a small convolutional network stayed at chance (0.10) with raw and
with centred digits, where those divided by 255 gave 0.43…0.71 after four epochs; Adam took all three alike, so that
there centred pixels are a remark of low confidence only.

## Example
```python
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Use instead
```python
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Fix safety
Unsafe, since the model is another one: it gets a `Rescaling(1 / 255)` in front of its first layer, so that all that
goes into it later is scaled alike. In front of a pre-trained model that is left to you: each wants its own kind.

## How the probe confirms it
Pair: the program as written against one with a Rescaling layer in front.

## Known gaps
Pixels read from files of unknown content.

## References
- https://keras.io/api/layers/preprocessing_layers/numerical/
"""

from collections.abc import Iterator

from zerolint.api import (
    Confidence,
    Data,
    Finding,
    Fix,
    Kind,
    Layer,
    Note,
    Origin,
    Run,
    RunKind,
    Safety,
    Scale,
    Severity,
    Source,
    TaskKind,
    rule,
)

from ._heads import certainty
from ._inputs import fed, first_layers, in_front, raw_pixels, scaled_inside
from ._values import as_number

SMALL_RATE = 0.002
WIDE = 32.0
"""Standard deviation of pixels that nothing scales: those of photographs and of digits have 64 to 79 (measured)."""


@rule("ZL101", Severity.WARNING)
def unscaled_images(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.COMPILE_ONLY or run.network.loaded or _rebuilds(run):
        return
    for which, data in fed(run):
        layers = first_layers(run.network, which)
        centred = _centred(data)
        if layers and (centred or raw_pixels(data)) and scaled_inside(run.network, which) is False:
            assert data.source is not None
            first = layers[0]
            sgd = run.optimizer is not None and run.optimizer.name == "SGD"
            small = _small_steps(run) and not first.get("pretrained")
            pixels = "centred pixels, 255 from end to end," if centred else "pixels of 0…255"
            where = f"`{first.kind}`" if first.backbone else f"the first `{first.kind}`"
            yield Finding(
                run.site,
                f"{pixels} from {_named(data.source)} reach {where} unscaled: {_effect(first, sgd=sgd, small=small)}",
                confidence=Confidence.LOW if small or (centred and not sgd) or _one_layer(run) else certainty(data),
                severity=Severity.ERROR if sgd or first.get("pretrained") or _saturates(first) else None,
                help=_help(first),
                fix=_rescaled(run, which, first),
                notes=(
                    Note(f"from {_named(data.source)}", data.source.site),
                    Note("the first layer with weights", first.site),
                ),
                about=data,
            )


def _small_steps(run: Run) -> bool:
    """Whether SGD has a rate that suits raw pixels: at 0.001 they do better than scaled ones (see the page)."""
    if run.optimizer is None or run.optimizer.name != "SGD" or run.optimizer.schedule is not None:
        return False
    rate = as_number(run.optimizer.learning_rate.get())
    return rate is not None and rate <= SMALL_RATE


def _one_layer(run: Run) -> bool:
    """Without hidden layers raw pixels do nearly as well (measured, see the page)."""
    return len(run.network.weighted) == 1 and not any(layer.get("pretrained") for layer in run.network.weighted)


def _named(source: Source) -> str:
    """A data set by its name, a folder as one."""
    folder = source.origin is Origin.IMAGES and " " not in source.name
    return f"the files of `{source.name}`" if folder else f"`{source.name}`"


def _centred(data: Data) -> bool:
    """Pixels of which only a mean is subtracted: as bad as raw ones with SGD, without harm with Adam (measured)."""
    apart = data.did("subtract") is not None and data.source is not None and not data.random
    raw = data.kind is Kind.IMAGE and data.scale is Scale.RAW and data.scaled is False
    return apart and raw and (data.stats.std or 0.0) >= WIDE


def _rebuilds(run: Run) -> bool:
    """An autoencoder without bounds rebuilds raw pixels as well as scaled ones (measured with ReLU and Adam)."""
    free = all(head.activation.get() in ("linear", "relu") for head in run.network.heads)
    return free and any(task.kind is TaskKind.RECONSTRUCTION for task in run.tasks)


def _saturates(layer: Layer) -> bool:
    return layer.activation.get() in ("sigmoid", "tanh", "hard_sigmoid", "softsign")


def _effect(first: Layer, *, sgd: bool, small: bool) -> str:
    if first.get("pretrained"):
        return "its weights expect other ones"
    if small:
        return "only a rate as small as this bears them"
    return "training stalls or fails" if sgd else "it learns more slowly and less well"


def _rescaled(run: Run, which: int, first: Layer) -> Fix | None:
    """A Rescaling in front; what a backbone wants is another scale, which depends on its family."""
    edit = None if first.backbone else in_front(run.network, which, "Rescaling", "1 / 255")
    return None if edit is None else Fix("rescale inside the model", Safety.UNSAFE, (edit,))


def _help(first: Layer) -> str:
    if first.backbone:
        return f"apply `keras.applications.{first.get('family')}.preprocess_input` to them first"
    return "divide by 255, or put `keras.layers.Rescaling(1 / 255)` first"
