"""Activations: the range of what comes out, and what that means.

`of("swish")`, `of("keras.activations.swish")`, `of("tensorflow.nn.silu")` and `of("keras.layers.ReLU")` all work.
Ranges are those of the default arguments. Families group what rules treat alike; `saturating` means that the
gradient vanishes on both sides (so a deep stack of them learns slowly).
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple


class Activation(NamedTuple):
    """What is known of an activation."""

    name: str
    family: str
    """linear, relu (zero or nearly so on one side), sigmoid, tanh, softmax, or other."""
    lo: float
    hi: float
    saturating: bool = False
    probabilities: bool = False
    """What comes out may be read as probabilities."""
    kills: bool = False
    """The gradient is exactly 0 on a whole half-line: a unit can die."""
    mixes_units: bool = False
    """The value of a unit depends on the others (softmax)."""

    @property
    def bounded(self) -> bool:
        return self.lo > -inf and self.hi < inf

    @property
    def nonlinear(self) -> bool:
        return self.family != "linear"


_SELU_LOW = -1.7580993408473766  # -scale * alpha = -1.05070098 * 1.67326324
_SILU_LOW = -0.2784645427610738  # minimum of x * sigmoid(x)
_GELU_LOW = -0.16997120747990369  # minimum of x * Phi(x), Phi the normal distribution function
_MISH_LOW = -0.30884409705594845  # minimum of x * tanh(softplus(x))

ACTIVATIONS: dict[str, Activation] = {
    row.name: row
    for row in (
        Activation("celu", "relu", -1.0, inf),
        Activation("elu", "relu", -1.0, inf),
        Activation("exponential", "other", 0.0, inf),
        Activation("gelu", "relu", _GELU_LOW, inf),
        Activation("glu", "other", -inf, inf),
        Activation("hard_shrink", "other", -inf, inf),
        Activation("hard_sigmoid", "sigmoid", 0.0, 1.0, saturating=True, probabilities=True),
        Activation("hard_silu", "relu", -0.375, inf),
        Activation("hard_tanh", "tanh", -1.0, 1.0, saturating=True),
        Activation("leaky_relu", "relu", -inf, inf),
        Activation("linear", "linear", -inf, inf),
        Activation("log_sigmoid", "other", -inf, 0.0),
        Activation("log_softmax", "other", -inf, 0.0, mixes_units=True),
        Activation("mish", "relu", _MISH_LOW, inf),
        Activation("parametric_softplus", "relu", 0.0, inf),
        Activation("prelu", "relu", -inf, inf),
        Activation("relu", "relu", 0.0, inf, kills=True),
        Activation("relu6", "relu", 0.0, 6.0, kills=True),
        Activation("selu", "relu", _SELU_LOW, inf),
        Activation("sigmoid", "sigmoid", 0.0, 1.0, saturating=True, probabilities=True),
        Activation("silu", "relu", _SILU_LOW, inf),
        Activation("soft_shrink", "other", -inf, inf),
        Activation("softmax", "softmax", 0.0, 1.0, probabilities=True, mixes_units=True),
        Activation("softplus", "relu", 0.0, inf),
        Activation("softsign", "tanh", -1.0, 1.0, saturating=True),
        Activation("sparse_plus", "relu", 0.0, inf, kills=True),
        Activation("sparse_sigmoid", "sigmoid", 0.0, 1.0, saturating=True, probabilities=True),
        Activation("sparsemax", "softmax", 0.0, 1.0, probabilities=True, mixes_units=True),
        Activation("squareplus", "relu", 0.0, inf),
        Activation("srelu", "other", -inf, inf),
        Activation("tanh", "tanh", -1.0, 1.0, saturating=True),
        Activation("tanh_shrink", "other", -inf, inf),
        Activation("threshold", "other", -inf, inf),
        Activation("thresholded_relu", "relu", 0.0, inf, kills=True),
    )
}

ALIASES: dict[str, str] = {
    "ELU": "elu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "prelu",
    "ReLU": "relu",
    "SReLU": "srelu",
    "Softmax": "softmax",
    "ThresholdedReLU": "thresholded_relu",
    "hard_swish": "hard_silu",
    "identity": "linear",
    "swish": "silu",
}

# Prefixes under which functions of these names stand.
_PLACES = frozenset(
    {
        "flax.linen",
        "jax.nn",
        "keras.activations",
        "keras.backend",
        "keras.layers",
        "keras.ops",
        "tensorflow",
        "tensorflow.math",
        "tensorflow.nn",
        "tensorflow_addons.activations",
        "torch.nn.functional",
    }
)


def of(name: str) -> Activation | None:
    """The row for a string as Keras takes it, or for a canonical path; None if it's none that is known."""
    place, _, leaf = name.rpartition(".")
    if place and place not in _PLACES:
        return None
    return ACTIVATIONS.get(ALIASES.get(leaf, leaf))
