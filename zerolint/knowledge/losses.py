"""Losses: what each takes its targets and predictions for.

`of("mse")`, `of("MeanSquaredError")`, `of("keras.losses.mean_squared_error")` and the functions of `tf.nn`,
`keras.ops`, `K`, TensorFlow 1 and TensorFlow Addons (by canonical path) give a `Loss`; `parameters(…)` the names of
the positional parameters of that very spelling, so that `BinaryCrossentropy(True)` is understood.
Families are the values of `zerolint.program.run.Family`.
"""

from __future__ import annotations

from typing import NamedTuple

REGRESSION = "regression"
BINARY = "binary cross-entropy"
CATEGORICAL = "categorical cross-entropy"
SPARSE = "sparse categorical cross-entropy"
HINGE = "hinge"
DIVERGENCE = "divergence"
POISSON = "poisson"
LOG_ERROR = "log error"
COSINE = "cosine"
OTHER = "other"

CROSS_ENTROPIES = frozenset({BINARY, CATEGORICAL, SPARSE})


class Loss(NamedTuple):
    """What is known of a loss. `name` is Keras 3's function name."""

    name: str
    family: str
    labels: str = "values"
    """Form of the targets: values, binary (0/1, one per unit), one-hot, integer, signed (−1/1; 0/1 is converted),
    distribution, positive, non-negative, sequence, embedding."""
    logits: bool | None = None
    """Default of what it expects for cross-entropies: True logits, False probabilities; None: not that kind."""
    flag: bool = False
    """Whether `from_logits` can be given."""
    symmetric: bool = False
    """Swapping the two arguments changes nothing."""
    parameters: str = ""
    """Positional parameters of the class, in order (without `reduction`, `name`, `dtype` behind them)."""
    focal: bool = False

    @property
    def cross_entropy(self) -> bool:
        return self.family in CROSS_ENTROPIES


LOSSES: dict[str, Loss] = {
    row.name: row
    for row in (
        Loss("binary_crossentropy", BINARY, "binary", False, True, parameters="from_logits label_smoothing axis"),
        Loss(
            "binary_focal_crossentropy",
            BINARY,
            "binary",
            False,
            True,
            parameters="apply_class_balancing alpha gamma from_logits label_smoothing axis",
            focal=True,
        ),
        Loss(
            "categorical_crossentropy", CATEGORICAL, "one-hot", False, True, False, "from_logits label_smoothing axis"
        ),
        Loss(
            "categorical_focal_crossentropy",
            CATEGORICAL,
            "one-hot",
            False,
            True,
            parameters="alpha gamma from_logits label_smoothing axis",
            focal=True,
        ),
        Loss("categorical_generalized_cross_entropy", SPARSE, "integer", False, parameters="q"),
        Loss("categorical_hinge", HINGE, "one-hot"),
        Loss("circle", OTHER, "integer", parameters="gamma margin remove_diagonal"),
        Loss("cosine_similarity", COSINE, symmetric=True, parameters="axis"),
        Loss("ctc", OTHER, "sequence"),
        Loss("dice", OTHER, "binary", False, symmetric=True),
        Loss("hinge", HINGE, "signed"),
        Loss("huber", REGRESSION, symmetric=True, parameters="delta"),
        Loss("kl_divergence", DIVERGENCE, "distribution"),
        Loss("log_cosh", REGRESSION, symmetric=True),
        Loss("mean_absolute_error", REGRESSION, symmetric=True),
        Loss("mean_absolute_percentage_error", REGRESSION),
        Loss("mean_squared_error", REGRESSION, symmetric=True),
        Loss("mean_squared_logarithmic_error", LOG_ERROR, "non-negative", symmetric=True),
        Loss("poisson", POISSON, "non-negative"),
        Loss(
            "sparse_categorical_crossentropy",
            SPARSE,
            "integer",
            False,
            True,
            parameters="from_logits ignore_class",
        ),
        Loss("squared_hinge", HINGE, "signed"),
        Loss("tversky", OTHER, "binary", False, parameters="alpha beta"),
    )
}

# Functions whose parameters behind y_true and y_pred are not those of their class.
_FUNCTION_PARAMETERS: dict[str, str] = {
    "circle": "ref_labels ref_embeddings remove_diagonal gamma margin",
    "dice": "axis",
    "sparse_categorical_crossentropy": "from_logits ignore_class axis",  # Keras 2: from_logits axis ignore_class
    "tversky": "alpha beta axis",
}

CLASSES: dict[str, str] = {
    "BinaryCrossentropy": "binary_crossentropy",
    "BinaryFocalCrossentropy": "binary_focal_crossentropy",
    "CTC": "ctc",
    "CategoricalCrossentropy": "categorical_crossentropy",
    "CategoricalFocalCrossentropy": "categorical_focal_crossentropy",
    "CategoricalGeneralizedCrossEntropy": "categorical_generalized_cross_entropy",
    "CategoricalHinge": "categorical_hinge",
    "Circle": "circle",
    "CosineProximity": "cosine_similarity",
    "CosineSimilarity": "cosine_similarity",
    "Dice": "dice",
    "Hinge": "hinge",
    "Huber": "huber",
    "KLDivergence": "kl_divergence",
    "KullbackLeiblerDivergence": "kl_divergence",
    "LogCosh": "log_cosh",
    "Logcosh": "log_cosh",
    "MeanAbsoluteError": "mean_absolute_error",
    "MeanAbsolutePercentageError": "mean_absolute_percentage_error",
    "MeanSquaredError": "mean_squared_error",
    "MeanSquaredLogarithmicError": "mean_squared_logarithmic_error",
    "Poisson": "poisson",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
    "SquaredHinge": "squared_hinge",
    "Tversky": "tversky",
}

ALIASES: dict[str, str] = {
    "BCE": "binary_crossentropy",
    "KLD": "kl_divergence",
    "MAE": "mean_absolute_error",
    "MAPE": "mean_absolute_percentage_error",
    "MSE": "mean_squared_error",
    "MSLE": "mean_squared_logarithmic_error",
    "bce": "binary_crossentropy",
    "cosine": "cosine_similarity",
    "cosine_proximity": "cosine_similarity",
    "huber_loss": "huber",
    "kld": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "mse": "mean_squared_error",
    "msle": "mean_squared_logarithmic_error",
}

AUTOMATIC = frozenset({"ce", "crossentropy"})
"""Strings (in any case) for which Keras 3 takes the binary, sparse or categorical cross-entropy after the shapes."""

REMOVED_STRINGS: dict[str, str] = {
    "cosine": "cosine_similarity",
    "cosine_proximity": "cosine_similarity",
    "huber_loss": "huber",
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
}
"""Strings that earlier versions took and Keras 3 rejects, with today's."""


class Call(NamedTuple):
    """A function that is a loss without being in keras.losses. Parameters in order, the data's places among them."""

    loss: str
    parameters: str
    y_true: str
    y_pred: str
    logits: bool | None = None
    """True: logits, False: probabilities (a `from_logits` parameter may change it), None: no cross-entropy."""


CALLS: dict[str, Call] = {
    "keras.backend.binary_crossentropy": Call(
        "binary_crossentropy", "target output from_logits", "target", "output", False
    ),
    "keras.backend.categorical_crossentropy": Call(
        "categorical_crossentropy", "target output from_logits axis", "target", "output", False
    ),
    "keras.backend.sparse_categorical_crossentropy": Call(
        "sparse_categorical_crossentropy", "target output from_logits axis", "target", "output", False
    ),
    "keras.ops.binary_crossentropy": Call(
        "binary_crossentropy", "target output from_logits", "target", "output", False
    ),
    "keras.ops.categorical_crossentropy": Call(
        "categorical_crossentropy", "target output from_logits axis", "target", "output", False
    ),
    "keras.ops.sparse_categorical_crossentropy": Call(
        "sparse_categorical_crossentropy", "target output from_logits axis", "target", "output", False
    ),
    "tensorflow.losses.absolute_difference": Call(
        "mean_absolute_error", "labels predictions weights", "labels", "predictions"
    ),
    "tensorflow.losses.huber_loss": Call("huber", "labels predictions weights delta", "labels", "predictions"),
    "tensorflow.losses.log_loss": Call(
        "binary_crossentropy", "labels predictions weights epsilon", "labels", "predictions", False
    ),
    "tensorflow.losses.mean_squared_error": Call(
        "mean_squared_error", "labels predictions weights", "labels", "predictions"
    ),
    "tensorflow.losses.sigmoid_cross_entropy": Call(
        "binary_crossentropy",
        "multi_class_labels logits weights label_smoothing",
        "multi_class_labels",
        "logits",
        True,
    ),
    "tensorflow.losses.softmax_cross_entropy": Call(
        "categorical_crossentropy", "onehot_labels logits weights label_smoothing", "onehot_labels", "logits", True
    ),
    "tensorflow.losses.sparse_softmax_cross_entropy": Call(
        "sparse_categorical_crossentropy", "labels logits weights", "labels", "logits", True
    ),
    "tensorflow.nn.ctc_loss": Call("ctc", "labels logits label_length logit_length", "labels", "logits"),
    "tensorflow.nn.log_poisson_loss": Call("poisson", "targets log_input compute_full_loss", "targets", "log_input"),
    "tensorflow.nn.sigmoid_cross_entropy_with_logits": Call(
        "binary_crossentropy", "labels logits name", "labels", "logits", True
    ),
    "tensorflow.nn.softmax_cross_entropy_with_logits": Call(
        "categorical_crossentropy", "labels logits axis name", "labels", "logits", True
    ),
    "tensorflow.nn.sparse_softmax_cross_entropy_with_logits": Call(
        "sparse_categorical_crossentropy", "labels logits name", "labels", "logits", True
    ),
    "tensorflow.nn.weighted_cross_entropy_with_logits": Call(
        "binary_crossentropy", "labels logits pos_weight name", "labels", "logits", True
    ),
}

_ADDONS: dict[str, tuple[str, str]] = {
    "SigmoidFocalCrossEntropy": ("binary_focal_crossentropy", "from_logits alpha gamma"),
    "sigmoid_focal_crossentropy": ("binary_focal_crossentropy", "y_true y_pred alpha gamma from_logits"),
}

_KERAS_PLACES = frozenset({"keras.losses", "keras.metrics", "tensorflow.losses"})
_ADDONS_PLACE = "tensorflow_addons.losses"


def of(spelling: str) -> Loss | None:
    """The row of a string as `compile` takes it, a class name, or a canonical path; None if it isn't known."""
    if spelling in CALLS:
        return LOSSES[CALLS[spelling].loss]
    place, _, leaf = spelling.rpartition(".")
    if place == _ADDONS_PLACE:
        return LOSSES.get(_ADDONS[leaf][0]) if leaf in _ADDONS else None
    if place and place not in _KERAS_PLACES:
        return None
    return LOSSES.get(CLASSES.get(leaf) or ALIASES.get(leaf, leaf))


def parameters(spelling: str) -> tuple[str, ...]:
    """Positional parameters of this spelling: of the constructor for a class, `y_true, y_pred, …` for a function."""
    if spelling in CALLS:
        return tuple(CALLS[spelling].parameters.split())
    place, _, leaf = spelling.rpartition(".")
    if place == _ADDONS_PLACE and leaf in _ADDONS:
        return tuple(_ADDONS[leaf][1].split())
    row = of(spelling)
    if row is None:
        return ()
    if leaf in CLASSES:
        return (*row.parameters.split(), *_behind(row.name))
    return ("y_true", "y_pred", *_FUNCTION_PARAMETERS.get(row.name, row.parameters).split())


def is_class(spelling: str) -> bool:
    """Whether this spelling is a class: `keras.losses.MeanSquaredError`, not `keras.losses.mean_squared_error`."""
    return spelling.rpartition(".")[2] in CLASSES


def _behind(name: str) -> tuple[str, ...]:
    """What stands behind a class's own parameters in Keras 3."""
    if name == "sparse_categorical_crossentropy":
        return ("reduction", "axis", "name", "dtype")
    if name in ("dice", "tversky"):
        return ("reduction", "name", "axis", "dtype")
    return ("reduction", "name", "dtype")
