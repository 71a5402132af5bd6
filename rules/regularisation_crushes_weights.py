"""A weight penalty so large that it, and not the data, decides what the weights become.

## What it does
Finds L1 or L2 penalties on kernels with a factor of 0.1 or more.

## Why it is bad
The optimizer lowers the loss and the penalty together. From a factor of about 0.1 on, the penalty of the initial
weights outweighs what fitting the data can gain: the weights go to zero, and the network gives one constant.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu", kernel_regularizer=keras.regularizers.L2(1.0)),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu", kernel_regularizer=keras.regularizers.L2(0.0001)),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: it changes what is trained. It sets the factor to 0.0001.

## How the probe confirms it
Pair: the program as written against the one with the smaller factor.

## Known gaps
Smaller factors on layers with very many weights, and penalties on biases and activities.

## References
- https://keras.io/api/layers/regularizers/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Fix, Replace, Run, Safety, Severity, rule

LARGE: Final = 0.1
HUGE: Final = 0.5
"""Factors, from the rule catalogue."""
PENALTIES: Final = tuple(
    (f"{kernel}_regularizer.{norm}", norm)
    for kernel in ("kernel", "depthwise", "pointwise", "recurrent")
    for norm in ("l1", "l2")
)


@rule("ZL411", Severity.WARNING)
def regularisation_crushes_weights(run: Run) -> Iterator[Finding]:
    for layer in run.network.weighted:
        for name, norm in PENALTIES:
            factor = layer.get(name)
            if not isinstance(factor, (int, float)) or factor < LARGE or layer.trainable is not True:
                continue
            fact = layer.fact(name)
            site = fact.site
            edits = (Replace(site, "0.0001"),) if site is not None and fact.written else ()
            huge = norm == "l2" and factor >= HUGE
            yield Finding(
                site or layer.site,
                f"an {norm.upper()} penalty of {factor:g} pulls the weights of this layer to zero",
                confidence=Confidence.HIGH if huge else Confidence.MEDIUM,
                severity=Severity.ERROR if huge else Severity.WARNING,
                help="use a factor like 0.0001",
                fix=Fix("use a factor of 0.0001", Safety.UNSAFE, edits) if edits else None,
                about=layer,
            )
