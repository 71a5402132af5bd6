"""A target network has the same layers as the network that it is to lag behind.

## What it does
Finds weights that are copied, again and again or in parts (`tau`), from one model to another that was built on the very
same layers: `Model(inputs, outputs)` twice, `Sequential(model.layers)`.

## Why it is bad
Two models on the same layers have one set of weights. Each training step moves both, and the copy changes nothing: a
Q-network chases its own predictions, an average of the weights is no average. Nothing warns; after 20 steps of one of
them the difference of the outputs is 0.0 (measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

inputs = keras.Input(shape=(4,))
hidden = keras.layers.Dense(24, activation="relu")(inputs)
outputs = keras.layers.Dense(2)(hidden)
model = keras.Model(inputs, outputs)
target = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="mse")
for step in range(200):
    state, following = np.random.rand(32, 4), np.random.rand(32, 4)
    model.train_on_batch(state, 0.9 * target.predict(following, verbose=0))
    if step % 20 == 0:
        target.set_weights(model.get_weights())
```

## Use instead
```python
import numpy as np
from tensorflow import keras

inputs = keras.Input(shape=(4,))
hidden = keras.layers.Dense(24, activation="relu")(inputs)
outputs = keras.layers.Dense(2)(hidden)
model = keras.Model(inputs, outputs)
target = keras.models.clone_model(model)
model.compile(optimizer="adam", loss="mse")
for step in range(200):
    state, following = np.random.rand(32, 4), np.random.rand(32, 4)
    model.train_on_batch(state, 0.9 * target.predict(following, verbose=0))
    if step % 20 == 0:
        target.set_weights(model.get_weights())
```

## How the probe confirms it
Measure: the weights of both after a step of one of them.

## Known gaps
Two names for one model (`target = model`); models of layers of one's own; a single copy outside of a loop, as a model
for predictions gets it.

## References
- https://keras.io/api/models/model/
- https://keras.io/examples/rl/deep_q_network_breakout/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Note, Program, Severity, rule


@rule("ZL611", Severity.ERROR)
def target_network_shares_weights(program: Program) -> Iterator[Finding]:
    for one in program.done("weights-copied"):
        into, source = one.place("into"), one.place("from")
        if one.get("often") is True:
            yield Finding(
                one.site,
                "this copy changes nothing: both models have the same layers, so their weights are always equal",
                confidence=Confidence.HIGH,
                help="make the second model with `clone_model`, or call the function that builds it twice",
                notes=tuple(
                    Note(text, place)
                    for text, place in (("the one model", into), ("the other, on the same layers", source))
                    if place is not None
                ),
            )
