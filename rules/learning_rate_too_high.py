"""A learning rate that is too high.

## What it does
Finds networks with hidden layers whose learning rate, or the highest one of its schedule, is far above what trains: 0.1
and more for Adam, RMSprop and their kin; for SGD an effective rate (`lr / (1 - momentum)`) above 1 with a cross-entropy
or a bounded output (of 1 and above on unscaled inputs), and a rate of twice the largest stable one with a squared
error: that is about 2 × (1 + momentum) / (features × mean square of the inputs). A network of one layer, a linear
regression, is told only about SGD with a squared error, but at the default rate, too. With a BatchNormalization in
every block the limits are 0.2 for Adam and its kin, and 5 for SGD with a cross-entropy.

## Why it is bad
The steps overshoot: the loss jumps about or becomes NaN, ReLUs die, a sigmoid saturates. Measured on digits: Adam at
0.1 ends between .46 and .90, from 0.2 on nothing is learned; RMSprop at 0.1 between .46 and .92. Networks whose layers
have at most 16 inputs and units bear 0.1, with SGD up to 2.5; one such layer that tells classes apart by scaled inputs
bears 0.5 (iris .93 to 1.00 with 8 or 16 units, at 1.0 .93 to .96; unscaled .33 from 0.5 on). With a BatchNormalization
behind each hidden layer, or behind every second one, Adam at 0.1 ends between .90 and .97, at 0.2 between .44 and .91,
and SGD learns at 2 and not at 5; with one in front only, as with none, Adam at 0.1 learns nothing. SGD with a squared
error trained at the stable rate; at 2.2 times it four of six tables gave NaN or a constant, at five times it all six.
Linear regressions of five tables gave NaN or infinity from the stable rate on.

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
model.compile(optimizer=keras.optimizers.Adam(learning_rate=1.0), loss="binary_crossentropy")
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
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the training is another one: the rate becomes the usual one of the optimizer (0.001, for SGD 0.01). The
peak of a schedule is left to you.

## How the probe confirms it
Pair: the program as written against the optimizer's default rate.

## Known gaps
Optimizers made for large rates (Adadelta, Adagrad, Ftrl, Adafactor, LAMB, LARS), warm-up, rates set by callbacks,
clipped SGD, networks of one layer but for that.

## References
- https://keras.io/api/optimizers/
"""

from collections.abc import Iterator
from math import floor, log10, prod
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Family,
    Finding,
    Network,
    Note,
    Optimizer,
    Run,
    RunKind,
    Scale,
    Severity,
    Site,
    rule,
)

from ._inputs import fed, harm, raw_pixels, scaled_inside
from ._runs import may_set_rate, usual_rate, with_rate

ADAM_KIN: Final = frozenset({"Adam", "AdamW", "Adamax", "Nadam", "RMSprop"})
ADAPTIVE_LIMITS: Final = (0.1, 0.2)
"""From these rates on: medium, high. 0.05 and 0.07 trained as well as 0.001 (digits; iris and wine, 8 to 64 units)."""
NARROW: Final = 16
"""Up to this width 0.1 trains as well as 0.01 (measured: iris, diabetes, XOR, a sine by a SimpleRNN of 5 units), and
SGD as well at 2.5 as at 0.5 (iris, XOR)."""
NARROW_LIMIT: Final = 1.0
"""From this rate of Adam's on one narrow layer suffers that tells classes apart by scaled inputs: iris .93 to .96 (0.5:
.93 to 1.00). On unscaled ones it stays at .33 from 0.5 on; R² of diabetes falls from .38 to -.60 to .31 (measured)."""
BLOCK: Final = 2
"""Layers with weights that one BatchNormalization may stand behind (measured, see the page)."""
SGD_LIMITS: Final = (1.0, 5.0)
"""Effective rates with a cross-entropy or a bounded head: above the first medium, from the second on high.

On unscaled inputs one level higher: on digits of 0…16 nothing is learned at 1.0 (.09, scaled ones 1.00; measured)."""
STABLE_LIMITS: Final = (2.0, 5.0)
"""Multiples of the largest stable rate with a squared error: above the first medium, from the second on high."""
BOUNDED: Final = frozenset({"sigmoid", "softmax", "tanh", "hard_sigmoid"})
CLIPS: Final = ("clipnorm", "clipvalue", "global_clipnorm")
ROUNDING: Final = 1.0 + 1e-6


@rule("ZL301", Severity.ERROR)
def learning_rate_too_high(run: Run) -> Iterator[Finding]:
    optimizer = run.optimizer
    if run.kind is RunKind.COMPILE_ONLY or optimizer is None or may_set_rate(run):
        return
    found = _rate(optimizer)
    if found is None or any(target.random for target in run.targets):
        return
    rate, site = found
    if _trains_hidden(run.network):
        level = _level(run, optimizer, rate) if optimizer.learning_rate.written or optimizer.schedule else 0
    else:
        level = _of_one_layer(run, optimizer, rate)
    if level > _lowered(run, optimizer):
        stable = _limit(run, optimizer)
        start = _start(optimizer, stable)
        scaling = "" if start == usual_rate(optimizer) else "scale the inputs, or "
        yield Finding(
            site,
            f"a learning rate of {rate:g} is too high for `{optimizer.name}`: the steps overshoot, "
            + _outcome(level, stable),
            confidence=Confidence.HIGH if level > 1 else Confidence.MEDIUM,
            help=f"{scaling}start from {start}",
            notes=(Note(f"with these inputs it is stable up to about {stable:.1g}"),) if stable is not None else (),
            fix=with_rate(optimizer, start),
            about=run,
        )


def _lowered(run: Run, optimizer: Optimizer) -> int:
    """Where the loss gets stuck, a callback lowers Adam's rate: one that is a little high at first is meant."""
    return int(optimizer.name in ADAM_KIN and any(callback.kind == "ReduceLROnPlateau" for callback in run.callbacks))


def _trains_hidden(network: Network) -> bool:
    return any(layer.trainable for layer in network.hidden())


def _rate(optimizer: Optimizer) -> tuple[float, Site] | None:
    """The constant rate or the peak of the schedule, and where it is written; None with a warm-up."""
    schedule = optimizer.schedule
    if schedule is None:
        rate = optimizer.learning_rate
        value = rate.get()
        return (value, rate.site or optimizer.site) if value is not None and rate.known else None
    if schedule.peak is None or any(not fact.left_out and "warmup" in name for name, fact in schedule.arguments):
        return None
    places = (fact.site for _, fact in schedule.arguments if fact.written and fact.get() == schedule.peak)
    return schedule.peak, next((site for site in places if site is not None), schedule.site)


def _level(run: Run, optimizer: Optimizer, rate: float) -> int:
    """0: nothing to say, 1: medium, 2: high."""
    if optimizer.name in ADAM_KIN:
        level = sum(rate >= limit for limit in ADAPTIVE_LIMITS)
        if level and _narrow(run.network):
            level = (rate >= NARROW_LIMIT) if _easy(run) else level if level > 1 else 0
    elif optimizer.name == "SGD" and all(optimizer.fact(clip).left_out for clip in CLIPS):
        level = _sgd(run, optimizer, rate)
    else:
        level = 0
    return level - 1 if level and _normalised(run.network) else level


def _of_one_layer(run: Run, optimizer: Optimizer, rate: float) -> int:
    """A linear regression bears any rate but one at which its descent diverges, the default one included."""
    linear = run.network.complete and len(run.network.weighted) == 1 and not run.swept
    return 2 if linear and _level(run, optimizer, rate) and _limit(run, optimizer) is not None else 0


def _narrow(network: Network) -> bool:
    """No layer takes or gives more than a few values: a step of Adam moves a sum of few weights by little."""
    return all(
        layer.group in ("core", "recurrent")
        and layer.input_shape is not None
        and all(isinstance(size, int) and size <= NARROW for size in (layer.input_shape[-1], layer.units.get()))
        for layer in network.weighted
    )


def _easy(run: Run) -> bool:
    """One hidden layer that tells classes apart by scaled inputs."""
    part = run.head()
    if part is None or not part[1].cross_entropy or len(run.network.weighted) != 2:
        return False
    return all(data.scaled is True or scaled_inside(run.network, which) is True for which, data in fed(run))


def _sgd(run: Run, optimizer: Optimizer, rate: float) -> int:
    momentum = optimizer.momentum.get()
    head = run.head()
    if momentum is None or not 0 <= momentum < 1 or head is None:
        return 0
    effective = rate / (1 - momentum)
    output, loss, _, _ = head
    if loss.cross_entropy or output.activation.get() in BOUNDED:
        medium, high = SGD_LIMITS
        if any(data.scaled is False and scaled_inside(run.network, which) is False for which, data in fed(run)):
            return (effective * ROUNDING >= medium) + (effective > medium * ROUNDING)  # one level higher
        level = (effective > medium * ROUNDING) + (effective >= high)
        return 0 if level == 1 and _narrow(run.network) else level
    stable = _stable(run, momentum)
    if stable is None or (rate <= float(usual_rate(optimizer)) and _reported(run)):
        return 0
    medium, high = STABLE_LIMITS
    return (rate > medium * stable * ROUNDING) + (rate >= high * stable)


def _reported(run: Run) -> bool:
    """Whether the inputs are so large that they are the fault, which is reported (ZL101, ZL102)."""
    return any(harm(data) is not None or raw_pixels(data) for data in run.inputs)


def _stable(run: Run, momentum: float) -> float | None:
    """The largest rate with which a linear model of the inputs converges under a squared error; None for others."""
    part = run.head()
    if part is None or part[1].family is not Family.REGRESSION or part[1].name != "mean_squared_error":
        return None
    curvature = _curvature(run) if part[0].activation.get() == "linear" else None
    return 2 * (1 + momentum) / curvature if curvature else None


def _outcome(level: int, stable: float | None) -> str:
    if level < 2:
        return "the loss jumps about"
    return "nothing is learned" if stable is None else "the loss turns NaN or stays"


def _limit(run: Run, optimizer: Optimizer) -> float | None:
    momentum = optimizer.momentum.get()
    return _stable(run, momentum) if optimizer.name == "SGD" and momentum is not None else None


def _start(optimizer: Optimizer, stable: float | None) -> str:
    """The usual rate, or the next power of ten below the largest stable one."""
    usual = usual_rate(optimizer)
    return usual if stable is None or stable >= float(usual) else f"{10.0 ** floor(log10(stable)):g}"


def _curvature(run: Run) -> float | None:
    """How steep the squared error of a linear model gets: the largest eigenvalue of the inputs' mean products.

    Real features move together, so that it is about their number × mean square; independent draws share only a mean.
    """
    data = run.inputs[0] if len(run.inputs) == 1 else None
    features = _features(run.network, data) if data is not None else None
    if data is None or features is None or scaled_inside(run.network, 0) is not False:
        return None
    standard = data.scale is Scale.STANDARD
    mean, std = (0.0, 1.0) if standard else (data.centre, data.spread)
    if mean is None or std is None:
        return None
    return features * mean**2 + (std**2 if data.random else features * std**2)


def _features(network: Network, data: Data) -> int | None:
    """Numbers in one row, where a Dense layer takes all of them."""
    first = next(iter(network.weighted), None)
    if first is None or first.kind != "Dense" or data.sample_shape is None:
        return None
    sizes = [size for size in data.sample_shape if size is not None]
    flat = len(sizes) == 1 or any(layer.kind == "Flatten" for layer in network.layers)
    return prod(sizes) if flat and len(sizes) == len(data.sample_shape) and sizes else None


def _normalised(network: Network) -> bool:
    """A batch normalisation behind each hidden layer, or behind every block of two."""
    alone, found = 0, False
    hidden = {id(layer) for layer in network.hidden()}
    for layer in network.layers:
        if layer.kind == "BatchNormalization":
            alone, found = 0, True
        elif id(layer) in hidden:
            alone += 1
        if alone > BLOCK:
            return False
    return found
