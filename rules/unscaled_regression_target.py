"""The targets are so large that the output hardly gets there.

## What it does
Finds regressions with a linear output, a squared error and raw targets: with Adam, RMSprop and their kin targets that
reach 1000 and more, farther than the known number of steps carries; with SGD targets that spread by 50 and more.

## Why it is bad
Outputs start around 0. Adam moves a weight by about the learning rate in a step, however large the gradient is, so
that the way to the targets costs steps. With SGD the gradient is as large as the error: the first steps overshoot.
Measured (800 rows, 8 standardised columns, two hidden layers of 64, Adam at its default rate; R² on other rows):

| targets | 500 steps | 2500 steps |
| --- | --- | --- |
| 1000 ± 300 | 0.51 | 0.78 |
| 3000 ± 1000 | 0.08 | 0.72 |
| 30,000 ± 10,000 | −6.69 | 0.64 |
| 200,000 ± 80,000 | −5.88 | 0.37 |

With SGD at its default rate 0 ± 20 trained; 60 ± 30 gave NaN, 120 ± 50 one and the same number for every row.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1000, 8)
y = 20000 * x.sum(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20)
print(model.predict(x[:5]))
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1000, 8)
y = 20000 * x.sum(axis=1)
mean, spread = y.mean(), y.std()
model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, (y - mean) / spread, epochs=20)
print(model.predict(x[:5]) * spread + mean)
```

## How the probe confirms it
Pair: the program as it is, and with standardised targets and predictions that are scaled back.

## Known gaps
Targets of files whose values nobody knows.

## References
- https://scikit-learn.org/stable/modules/generated/sklearn.compose.TransformedTargetRegressor.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Data, Finding, Head, Kind, Note, Optimizer, Run, RunKind, Severity, rule

from ._inputs import fed, harm, raw_pixels, scaled_inside
from ._runs import ENOUGH, may_set_rate

FAR: Final = 1000.0
"""From the rule catalogue: targets of less are reached by adaptive optimizers."""
REACHED: Final = 0.015
"""Adam at 0.001 gets as far as about this × the square of its steps (measured: in 500 not to 3000 ± 1000)."""
STEEP: Final = 50.0
"""Spread of targets with which SGD at 0.01 fails under a squared error."""
DEFAULT_ADAM: Final = 0.001
DEFAULT_SGD: Final = 0.01


@rule("ZL109", Severity.WARNING)
def unscaled_regression_target(run: Run) -> Iterator[Finding]:
    part, optimizer = run.head(), run.optimizer
    if part is None or optimizer is None or run.kind is not RunKind.FIT or not _plain(run):
        return
    head, loss, target, _ = part
    if loss.name != "mean_squared_error" or not _starts_at_zero(head) or not _raw(target):
        return
    found = _out_of_reach(run, optimizer, target) if optimizer.adaptive else _too_steep(run, optimizer, target)
    if found is None:
        return
    message, confidence = found
    sure = target.source is not None and not target.source.by_convention and _scaled(run)
    yield Finding(
        run.targets_site or run.site,
        message,
        confidence=confidence if sure else Confidence.LOW,
        help="scale the targets (`StandardScaler`, a division, a logarithm) and scale the predictions back",
        notes=(Note("the targets", target.source.site),) if target.source is not None else (),
        about=run,
    )


def _plain(run: Run) -> bool:
    """A training from scratch, of inputs that aren't the fault themselves."""
    alone = run.fresh and not run.swept and not run.assumed and not may_set_rate(run) and run.network.complete
    return alone and not any(harm(data) is not None or raw_pixels(data) for data in run.inputs)


def _starts_at_zero(head: Head) -> bool:
    """Whether a linear output starts around 0: no bias at the mean, nothing that scales it."""
    if head.activation.get() != "linear" or head.scaled_after or head.layer is None:
        return False
    bias = head.layer.fact("bias_initializer")
    return bias.left_out or bias.get() == "zeros"


def _raw(target: Data) -> bool:
    if target.kind is Kind.UNKNOWN and (target.stats.magnitude or 0.0) < FAR:
        return False  # whole numbers, which may be labels
    return target.kind in (Kind.CONTINUOUS, Kind.UNKNOWN) and target.scaled is False and target.known


def _scaled(run: Run) -> bool:
    """Whether the inputs are known to be small, so that outputs start small, too."""
    return all(data.scaled is True or scaled_inside(run.network, which) is True for which, data in fed(run))


def _out_of_reach(run: Run, optimizer: Optimizer, target: Data) -> tuple[str, Confidence] | None:
    reach, rate, steps = target.stats.magnitude, optimizer.learning_rate.get(), run.total_steps.get()
    if reach is None or reach < FAR or rate is None or rate > DEFAULT_ADAM or (steps is not None and steps < ENOUGH):
        return None
    if steps is None:
        return (
            f"the targets reach {reach:,.0f}, the output starts at 0: `{optimizer.name}` needs many steps to get there",
            Confidence.LOW,
        )
    if reach < REACHED * (steps * rate / DEFAULT_ADAM) ** 2:
        return None
    message = f"the targets reach {reach:,.0f}: {steps:,} steps of `{optimizer.name}` can't bring the output there"
    return message, Confidence.MEDIUM


def _too_steep(run: Run, optimizer: Optimizer, target: Data) -> tuple[str, Confidence] | None:
    rate, spread = optimizer.learning_rate.get(), target.spread
    clipped = not all(optimizer.fact(name).left_out for name in ("clipnorm", "clipvalue", "global_clipnorm"))
    if optimizer.name != "SGD" or rate is None or spread is None or clipped:
        return None
    if not run.network.hidden():  # a linear regression is as steep with small targets as with large ones
        return None
    if rate > DEFAULT_SGD or rate * spread < DEFAULT_SGD * STEEP:  # of higher rates ZL301 speaks
        return None
    message = f"targets with a spread of {spread:,.0f} are too much for `SGD`: the loss turns NaN or stands still"
    return message, Confidence.MEDIUM
