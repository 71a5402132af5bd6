"""What Keras 3 has no more: keywords, attributes and names as strings, each with today's spelling where there is one.

What settles the targeted Keras (`targets`) isn't repeated here. Checked on TensorFlow 2.21 with Keras 3.15.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from zerolint.knowledge import layer_parameters, targets

GENERATORS: Final = {"evaluate_generator": "evaluate", "fit_generator": "fit", "predict_generator": "predict"}
"""Methods of models that took generators, and those that take them now."""
DECODERS: Final = frozenset({"predict_classes", "predict_proba"})
"""Methods of models that decoded the output."""

LAYER_ATTRIBUTES: Final = {"input_shape": "input.shape", "output_shape": "output.shape"}
"""Attributes of layers (models still have them)."""

OPTIMIZER_ATTRIBUTES: Final[dict[str, str | None]] = {
    "get_gradients": None,
    "get_weights": None,
    "lr": "learning_rate",
    "minimize": None,
    "weights": "variables",
}

LOSSES: Final = {
    "cosine": "cosine_similarity",
    "cosine_proximity": "cosine_similarity",
    "huber_loss": "huber",
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
}
"""Strings that `compile` took for losses and metrics."""

ACTIVATIONS: Final = {"ELU": "elu", "LeakyReLU": "leaky_relu", "PReLU": None, "ReLU": "relu", "Softmax": "softmax"}
"""Strings that `activation=` took for activation layers."""

INITIALIZERS: Final = {"Constant": None, "constant": None}
"""Strings that `kernel_initializer=` took for a `Constant`; Keras 3 misses its value."""

_WORKERS: Final[dict[str, str | None]] = {"max_queue_size": None, "use_multiprocessing": None, "workers": None}

KEYWORDS: Final[dict[str, dict[str, str | None]]] = {
    "BatchNormalization": {"fused": None, "mode": None, "virtual_batch_size": None},
    "Input": {"batch_input_shape": "batch_shape", "input_shape": "shape"},
    "Model": {"input": "inputs", "output": "outputs"},
    "Model.compile": {"class_mode": None, "experimental_run_tf_function": None, "options": None},
    "Model.evaluate": _WORKERS,
    "Model.fit": {**_WORKERS, "show_accuracy": None},
    "Model.predict": _WORKERS,
    "ModelCheckpoint": {"period": None},
    "TensorBoard": {"batch_size": None, "write_grads": None},
    "keras.constraints.max_norm": {"m": "max_value"},
    "keras.regularizers.l1": {"l": "l1"},
    "keras.regularizers.l2": {"l": "l2"},
    "keras.utils.to_categorical": {"nb_classes": "num_classes", "y": "x"},
}
"""Keywords that a call rejects, by what is called."""

_ANY_LAYER: Final = frozenset({"batch_input_shape", "batch_size", "dynamic", "input_length", "time_major", "weights"})
"""Keywords that no layer takes …"""
_TAKEN: Final = {
    "Embedding": frozenset({"input_length", "weights"}),
    "InputLayer": frozenset({"batch_input_shape", "batch_size", "input_shape"}),
    "LeakyReLU": frozenset({"alpha"}),
}
"""… but these, some with a warning."""


class Removed(NamedTuple):
    """A keyword that is rejected; `today` is its name now, None where there is no such argument any more."""

    today: str | None


def keyword(owner: str, name: str) -> Removed | None:
    """What became of a keyword of a call; None if it is still there, or settles the targeted Keras."""
    found = KEYWORDS.get(owner)
    return Removed(found[name]) if found is not None and name in found and name not in targets.KEYWORDS else None


def layer_keyword(kind: str, name: str) -> Removed | None:
    """The same for a layer, by its class name."""
    if name in _TAKEN.get(kind, ()) or name in targets.KEYWORDS:
        return None
    today = layer_parameters.parameter(kind, name)
    if today != name:
        return Removed(today)
    if name in _ANY_LAYER and name not in layer_parameters.positional(kind):
        return Removed(None)
    return keyword(kind, name)
