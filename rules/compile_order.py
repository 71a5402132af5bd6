"""`compile()` stands at the wrong place: after the training, or before layers are frozen or thawed.

## What it does
Finds

- `fit` of a model that is built here and never compiled before it;
- layers that are frozen or thawed (`trainable`) between two trainings of a model, with no `compile()` after that;
- a model that is compiled, then frozen before its own first step and trained with its own `train_on_batch`, as GAN
  examples for Keras 2 do with the discriminator.

## Why it is bad
Keras makes the training step once, at the first training after `compile()`, for the layers that train at that moment.
What is switched later is ignored, silently: a layer thawed for fine-tuning doesn't move (0.0 after the second `fit`,
measured on Keras 3.15), a frozen one goes on.

In Keras 2 a discriminator that was compiled before it was frozen went on learning. In Keras 3 `compile()` no longer
remembers what trained: the first `train_on_batch` finds everything frozen, and the discriminator's weights move by 0.0
for ever; only a warning says so. The generator then learns from a random judge.

## Example
```python
import numpy as np
from tensorflow import keras

real = np.random.normal(3.0, 0.5, (512, 8))
discriminator = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
discriminator.compile(optimizer="adam", loss="binary_crossentropy")
discriminator.trainable = False
generator = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(8),
])
gan = keras.Sequential([generator, discriminator])
gan.compile(optimizer="adam", loss="binary_crossentropy")
for step in range(100):
    fake = generator.predict(np.random.normal(size=(64, 4)), verbose=0)
    discriminator.train_on_batch(real[:64], np.ones((64, 1)))
    discriminator.train_on_batch(fake, np.zeros((64, 1)))
    gan.train_on_batch(np.random.normal(size=(64, 4)), np.ones((64, 1)))
```

## Use instead
```python
import numpy as np
from tensorflow import keras

real = np.random.normal(3.0, 0.5, (512, 8))
discriminator = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
discriminator.compile(optimizer="adam", loss="binary_crossentropy")
generator = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(8),
])
gan = keras.Sequential([generator, discriminator])
gan.compile(optimizer="adam", loss="binary_crossentropy")
for step in range(100):
    fake = generator.predict(np.random.normal(size=(64, 4)), verbose=0)
    discriminator.trainable = True
    discriminator.train_on_batch(real[:64], np.ones((64, 1)))
    discriminator.train_on_batch(fake, np.zeros((64, 1)))
    discriminator.trainable = False
    gan.train_on_batch(np.random.normal(size=(64, 4)), np.ones((64, 1)))
```

## How the probe confirms it
Measure: the weights before and after a step.

## Known gaps
Models with layers of one's own, and models that unknown code got: it may have compiled them.

## References
- https://keras.io/guides/transfer_learning/
- https://keras.io/api/models/model_training_apis/
"""

from collections.abc import Iterator

from zerolint.api import Finding, Layer, Note, Program, Run, RunKind, Severity, rule

from ._values import sure


@rule("ZL605", Severity.ERROR)
def compile_order(program: Program) -> Iterator[Finding]:
    runs = [run for run in program.runs if run.kind in (RunKind.FIT, RunKind.TRAIN_ON_BATCH) and not run.swept]
    for run in runs:
        if run.uncompiled and run.network.layers and not run.path:  # `Model()` alone keeps a place
            yield _never_compiled(run)
        elif run.compile_site is not None and run.network.complete and not run.network.custom_step:
            yield from _frozen_at_first(run, runs) if _part_of_another(run, program) else _ignored(run, runs)


def _never_compiled(run: Run) -> Finding:
    return Finding(
        run.site,
        "this model is not compiled: Keras raises a ValueError here",
        help="call `compile` before the training",
        notes=(Note("the model", run.network.site),),
        about=run,
    )


def _part_of_another(run: Run, program: Program) -> bool:
    """Whether another model that is trained holds all of its layers, as a GAN holds its discriminator."""
    own = _layers(run)
    others = (one for one in program.runs if one.network.identity is not run.network.identity)
    return bool(own) and any(own < _layers(other) for other in others)


def _layers(run: Run) -> set[int]:
    return {id(layer.identity) for layer in run.network.weighted}


def _frozen_at_first(run: Run, runs: list[Run]) -> Iterator[Finding]:
    """Nothing trains at the first step under this compile(), though it did when the model was compiled."""
    frozen = [layer for layer in run.switched if layer.weighted and layer.trainable is False]
    if run.keras < 3 or not frozen or len(frozen) < len(run.network.weighted) or _before(run, runs):
        return
    yield Finding(
        frozen[0].trainable_site or run.site,
        "frozen after `compile` and before its first step, this model never trains under Keras 3",
        confidence=sure(run.path),
        help="set `trainable = True` before its own training step, and False again before that of the whole",
        notes=(*_compiled(run), Note("trained here: no weight moves", run.site)),
        about=run,
    )


def _ignored(run: Run, runs: list[Run]) -> Iterator[Finding]:
    """Layers that trained, or didn't, when the training step was made, and shouldn't, or should, now."""
    for earlier in _before(run, runs)[:1]:
        then = {id(layer.identity): layer.trainable for layer in earlier.network.layers}
        changed = [layer for layer in run.network.layers if _weights(layer) and _switched(layer, then)]
        if changed:
            how = "freezing" if changed[0].trainable is False else "unfreezing"
            yield Finding(
                changed[0].trainable_site or run.site,
                f"{how} layers here has no effect: `compile` is not called again before the next training",
                confidence=sure(run.path),
                help="call `compile` after `trainable` is changed",
                notes=(*_compiled(run), Note("trained first here", earlier.site), Note("trained again here", run.site)),
                about=run,
            )


def _before(run: Run, runs: list[Run]) -> list[Run]:
    """Earlier trainings of the same kind under the same compile(): the first made the training step."""
    return [
        one
        for one in runs
        if one.order < run.order
        and one.kind is run.kind
        and one.compiled is run.compiled
        and one.network.identity is run.network.identity
        and {condition.text for condition in one.path} <= {condition.text for condition in run.path}
    ]


def _switched(layer: Layer, then: dict[int, bool | None]) -> bool:
    return layer.trainable is not None and then.get(id(layer.identity)) is (not layer.trainable)


def _weights(layer: Layer) -> bool:
    return layer.weighted or layer.backbone is not None or layer.group == "norm"


def _compiled(run: Run) -> Iterator[Note]:
    if run.compile_site is not None:
        yield Note("compiled here", run.compile_site)
