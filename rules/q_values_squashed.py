"""Q-values are squeezed into the range of a bounded output.

## What it does
Finds networks that learn returns (targets `reward + γ · max Q`, made of predictions) with a squared or absolute error,
under a sigmoid, tanh or softmax.

## Why it is bad
A return is a sum of rewards: it leaves 0…1 and −1…1 unless the rewards are tiny. Measured on Keras 3.15 in a chain of
six states with a reward of 10 at its end: a linear output comes to the values 5.9…10.0 (γ is 0.9), a sigmoid and a tanh
to 0.59…1.00, a softmax to 0.00…1.00: all of it beyond 1 is lost. Which of two actions is better still came out right in
so small a world.

## Example
```python
import numpy as np
from tensorflow import keras

states = np.eye(6, dtype="float32")
model = keras.Sequential([
    keras.layers.Input(shape=(6,)),
    keras.layers.Dense(24, activation="relu"),
    keras.layers.Dense(2, activation="tanh"),
])
model.compile(optimizer="adam", loss="mse")
for _ in range(60):
    action = np.random.randint(0, 2, 5)
    following = np.where(action == 1, np.arange(1, 6), np.maximum(np.arange(5) - 1, 0))
    reward = np.where(following == 5, 10.0, 0.0)
    q = model.predict(states[:5])
    future = np.max(model.predict(states[following]), axis=1)
    q[np.arange(5), action] = reward + 0.9 * future
    model.fit(states[:5], q, epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

states = np.eye(6, dtype="float32")
model = keras.Sequential([
    keras.layers.Input(shape=(6,)),
    keras.layers.Dense(24, activation="relu"),
    keras.layers.Dense(2),
])
model.compile(optimizer="adam", loss="mse")
for _ in range(60):
    action = np.random.randint(0, 2, 5)
    following = np.where(action == 1, np.arange(1, 6), np.maximum(np.arange(5) - 1, 0))
    reward = np.where(following == 5, 10.0, 0.0)
    q = model.predict(states[:5])
    future = np.max(model.predict(states[following]), axis=1)
    q[np.arange(5), action] = reward + 0.9 * future
    model.fit(states[:5], q, epochs=5)
```

## Fix safety
Unsafe: another output is trained. The activation goes.

## How the probe confirms it
None: it would need the environment.

## Known gaps
Targets that are computed where they can't be followed (a memory of one's own, an environment's wrapper). Rewards so
small that all returns lie within the range are right, and reported all the same: hence the medium confidence.

## References
- https://keras.io/examples/rl/deep_q_network_breakout/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Data, Family, Finding, Fix, Note, Origin, Run, Safety, Severity, rule

from ._heads import RANGES, number, parts, spot, with_activation

SQUASHING = frozenset({"hard_sigmoid", "sigmoid", "softmax", "softsign", "tanh"})


@rule("ZL220", Severity.WARNING)
def q_values_squashed(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        name = part.head.activation.get() or ""
        if name not in SQUASHING or part.head.scaled_after or part.loss.family is not Family.REGRESSION:
            continue
        if _returns(part.target):
            low, high = (number(end) for end in RANGES[name])
            edit = with_activation(part.head, "linear")
            source = part.target.source
            yield Finding(
                spot(part.head),
                f"`{name}` keeps Q-values in {low}…{high}: what their targets `r + γ·max Q` have beyond is lost",
                confidence=Confidence.MEDIUM,
                help="leave the activation out",
                notes=(Note("targets are made of these predictions", source.site),) if source and source.site else (),
                fix=Fix("leave the activation out", Safety.UNSAFE, (edit,)) if edit else None,
                about=part.head,
            )


def _returns(target: Data) -> bool:
    """Predictions of which some are replaced, or the largest of them, discounted and moved by a reward."""
    source = target.source
    if source is None or source.origin is not Origin.COMPUTED or source.name != "prediction":
        return False
    done = {step.op for step in target.trail}
    return "fill" in done or {"max", "multiply", "add"} <= done
