"""Metrics: what each reads, and the key under which Keras logs it.

`of("acc")`, `of("keras.metrics.AUC")`, `of("keras.losses.mean_squared_error")` and
`of("tensorflow_addons.metrics.F1Score")` give a `Metric`.
`key("acc")` is what appears in `history.history` (with `val_` before it for validation data, and the output's name
before that for several outputs); a `name=` argument replaces it.
"""

from __future__ import annotations

from typing import NamedTuple

from zerolint.knowledge import losses

AUTO_ACCURACY = "accuracy"
BINARY_ACCURACY = "binary accuracy"
CATEGORICAL_ACCURACY = "categorical accuracy"
SPARSE_ACCURACY = "sparse accuracy"
EXACT_ACCURACY = "exact accuracy"
THRESHOLDED = "thresholded"
RANKING = "ranking"
OVERLAP = "overlap"
ERROR = "error"
CORRELATION = "correlation"
LOSS = "loss"
OTHER = "other"

ACCURACIES = frozenset({AUTO_ACCURACY, BINARY_ACCURACY, CATEGORICAL_ACCURACY, SPARSE_ACCURACY, EXACT_ACCURACY})


class Metric(NamedTuple):
    """What is known of a metric. `name` is Keras's class name in snake case (`binary_accuracy`)."""

    name: str
    family: str
    parameters: str = "name dtype"
    """Positional parameters of the class, in order."""
    threshold: float | None = None
    """Default of the threshold that predictions are compared with."""
    takes_logits: bool = False
    """Has a `from_logits` argument."""
    larger_is_better: bool | None = None

    @property
    def accuracy(self) -> bool:
        """Counts right answers: says nothing about a regression."""
        return self.family in ACCURACIES


METRICS: dict[str, Metric] = {
    row.name: row
    for row in (
        # "accuracy" and "acc": Keras takes the binary, categorical or sparse one after the shapes.
        Metric("accuracy", AUTO_ACCURACY, larger_is_better=True),
        Metric(
            "auc",
            RANKING,
            (
                "num_thresholds curve summation_method name dtype thresholds multi_label num_labels label_weights "
                "from_logits"
            ),
            takes_logits=True,
            larger_is_better=True,
        ),
        Metric("binary_accuracy", BINARY_ACCURACY, "name dtype threshold", threshold=0.5, larger_is_better=True),
        Metric(
            "binary_crossentropy",
            LOSS,
            "name dtype from_logits label_smoothing",
            takes_logits=True,
            larger_is_better=False,
        ),
        Metric("binary_io_u", OVERLAP, "target_class_ids threshold name dtype", threshold=0.5, larger_is_better=True),
        Metric("categorical_accuracy", CATEGORICAL_ACCURACY, larger_is_better=True),
        Metric(
            "categorical_crossentropy",
            LOSS,
            "name dtype from_logits label_smoothing axis",
            takes_logits=True,
            larger_is_better=False,
        ),
        Metric("categorical_hinge", LOSS, larger_is_better=False),
        Metric("concordance_correlation", CORRELATION, "name dtype axis", larger_is_better=True),
        Metric("cosine_similarity", CORRELATION, "name dtype axis", larger_is_better=True),
        Metric("exact_accuracy", EXACT_ACCURACY, larger_is_better=True),  # The class Accuracy.
        Metric("f1_score", THRESHOLDED, "average threshold name dtype", larger_is_better=True),
        Metric("false_negatives", THRESHOLDED, "thresholds name dtype", threshold=0.5, larger_is_better=False),
        Metric("false_positives", THRESHOLDED, "thresholds name dtype", threshold=0.5, larger_is_better=False),
        Metric("fbeta_score", THRESHOLDED, "average beta threshold name dtype", larger_is_better=True),
        Metric("hinge", LOSS, larger_is_better=False),
        Metric(
            "io_u",
            OVERLAP,
            "num_classes target_class_ids name dtype ignore_class sparse_y_true sparse_y_pred axis",
            larger_is_better=True,
        ),
        Metric("kl_divergence", LOSS, larger_is_better=False),
        Metric("log_cosh_error", ERROR, larger_is_better=False),
        Metric("mean", OTHER),
        Metric("mean_absolute_error", ERROR, larger_is_better=False),
        Metric("mean_absolute_percentage_error", ERROR, larger_is_better=False),
        Metric(
            "mean_io_u",
            OVERLAP,
            "num_classes name dtype ignore_class sparse_y_true sparse_y_pred axis",
            larger_is_better=True,
        ),
        Metric("mean_metric_wrapper", OTHER, "fn name dtype"),
        Metric("mean_squared_error", ERROR, larger_is_better=False),
        Metric("mean_squared_logarithmic_error", ERROR, larger_is_better=False),
        Metric(
            "one_hot_io_u",
            OVERLAP,
            "num_classes target_class_ids name dtype ignore_class sparse_y_pred axis",
            larger_is_better=True,
        ),
        Metric(
            "one_hot_mean_io_u",
            OVERLAP,
            "num_classes name dtype ignore_class sparse_y_pred axis",
            larger_is_better=True,
        ),
        Metric("pearson_correlation", CORRELATION, "name dtype axis", larger_is_better=True),
        Metric("poisson", LOSS, larger_is_better=False),
        Metric("precision", THRESHOLDED, "thresholds top_k class_id name dtype", threshold=0.5, larger_is_better=True),
        Metric("precision_at_recall", RANKING, "recall num_thresholds class_id name dtype", larger_is_better=True),
        Metric("r2_score", CORRELATION, "class_aggregation num_regressors name dtype", larger_is_better=True),
        Metric("recall", THRESHOLDED, "thresholds top_k class_id name dtype", threshold=0.5, larger_is_better=True),
        Metric("recall_at_precision", RANKING, "precision num_thresholds class_id name dtype", larger_is_better=True),
        Metric("root_mean_squared_error", ERROR, larger_is_better=False),
        Metric(
            "sensitivity_at_specificity",
            RANKING,
            "specificity num_thresholds class_id name dtype",
            larger_is_better=True,
        ),
        Metric("sparse_categorical_accuracy", SPARSE_ACCURACY, larger_is_better=True),
        Metric(
            "sparse_categorical_crossentropy",
            LOSS,
            "name dtype from_logits ignore_class axis",
            takes_logits=True,
            larger_is_better=False,
        ),
        Metric(
            "sparse_top_k_categorical_accuracy", SPARSE_ACCURACY, "k name dtype from_sorted_ids", larger_is_better=True
        ),
        Metric(
            "specificity_at_sensitivity",
            RANKING,
            "sensitivity num_thresholds class_id name dtype",
            larger_is_better=True,
        ),
        Metric("squared_hinge", LOSS, larger_is_better=False),
        Metric("sum", OTHER),
        Metric("top_k_categorical_accuracy", CATEGORICAL_ACCURACY, "k name dtype", larger_is_better=True),
        Metric("true_negatives", THRESHOLDED, "thresholds name dtype", threshold=0.5, larger_is_better=True),
        Metric("true_positives", THRESHOLDED, "thresholds name dtype", threshold=0.5, larger_is_better=True),
    )
}

CLASSES: dict[str, str] = {
    "AUC": "auc",
    "Accuracy": "exact_accuracy",
    "BinaryAccuracy": "binary_accuracy",
    "BinaryCrossentropy": "binary_crossentropy",
    "BinaryIoU": "binary_io_u",
    "CategoricalAccuracy": "categorical_accuracy",
    "CategoricalCrossentropy": "categorical_crossentropy",
    "CategoricalHinge": "categorical_hinge",
    "ConcordanceCorrelation": "concordance_correlation",
    "CosineProximity": "cosine_similarity",
    "CosineSimilarity": "cosine_similarity",
    "F1Score": "f1_score",
    "FBetaScore": "fbeta_score",
    "FalseNegatives": "false_negatives",
    "FalsePositives": "false_positives",
    "Hinge": "hinge",
    "IoU": "io_u",
    "KLDivergence": "kl_divergence",
    "KullbackLeiblerDivergence": "kl_divergence",
    "LogCoshError": "log_cosh_error",
    "Mean": "mean",
    "MeanAbsoluteError": "mean_absolute_error",
    "MeanAbsolutePercentageError": "mean_absolute_percentage_error",
    "MeanIoU": "mean_io_u",
    "MeanMetricWrapper": "mean_metric_wrapper",
    "MeanSquaredError": "mean_squared_error",
    "MeanSquaredLogarithmicError": "mean_squared_logarithmic_error",
    "OneHotIoU": "one_hot_io_u",
    "OneHotMeanIoU": "one_hot_mean_io_u",
    "PearsonCorrelation": "pearson_correlation",
    "Poisson": "poisson",
    "Precision": "precision",
    "PrecisionAtRecall": "precision_at_recall",
    "R2Score": "r2_score",
    "RSquare": "r2_score",  # TensorFlow Addons
    "Recall": "recall",
    "RecallAtPrecision": "recall_at_precision",
    "RootMeanSquaredError": "root_mean_squared_error",
    "SensitivityAtSpecificity": "sensitivity_at_specificity",
    "SparseCategoricalAccuracy": "sparse_categorical_accuracy",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
    "SparseTopKCategoricalAccuracy": "sparse_top_k_categorical_accuracy",
    "SpecificityAtSensitivity": "specificity_at_sensitivity",
    "SquaredHinge": "squared_hinge",
    "Sum": "sum",
    "TopKCategoricalAccuracy": "top_k_categorical_accuracy",
    "TrueNegatives": "true_negatives",
    "TruePositives": "true_positives",
}

ALIASES: dict[str, str] = {
    "acc": "accuracy",
    "cosine": "cosine_similarity",
    "cosine_proximity": "cosine_similarity",
    "log_cosh": "log_cosh_error",
    "logcosh": "log_cosh_error",
}

# Keys of classes whose `name` isn't the class's name in snake case.
_KEYS: dict[str, str] = {
    "Accuracy": "accuracy",
    "BinaryIoU": "binary_io_u",
    "FBetaScore": "fbeta_score",
    "IoU": "io_u",
    "KLDivergence": "kl_divergence",
    "LogCoshError": "logcosh",
    "MeanIoU": "mean_io_u",
    "OneHotIoU": "one_hot_io_u",
    "OneHotMeanIoU": "one_hot_mean_io_u",
    "RSquare": "r_square",
}

_PLACES = frozenset({"", "keras.losses", "keras.metrics", "tensorflow.losses", "tensorflow_addons.metrics"})


def of(spelling: str) -> Metric | None:
    """The row of a string as `compile` takes it, a class name, or a canonical path; None if it isn't known."""
    place, _, leaf = spelling.rpartition(".")
    if place not in _PLACES:
        return None
    if not place:
        leaf = "accuracy" if leaf.lower() in ("accuracy", "acc") and leaf != "Accuracy" else leaf
    row = METRICS.get(CLASSES.get(leaf) or ALIASES.get(leaf, leaf))
    if row is not None:
        return row
    loss = losses.of(leaf)
    return METRICS.get(loss.name, Metric(loss.name, LOSS, larger_is_better=False)) if loss else None


def key(spelling: str) -> str | None:
    """The name that Keras logs it under if none was given; a class used twice gets `_1` behind it."""
    place, _, leaf = spelling.rpartition(".")
    row = of(spelling)
    if row is None:
        return None
    if leaf in CLASSES:
        return _KEYS.get(leaf, row.name)
    if place:  # A function is logged under its own name.
        loss = losses.of(leaf)
        return loss.name if loss and leaf not in losses.LOSSES else leaf
    return leaf


def positional(spelling: str) -> tuple[str, ...]:
    """Names of the positional parameters of a metric class."""
    row = of(spelling)
    leaf = spelling.rpartition(".")[2]
    if row is None or leaf not in CLASSES:
        return ()
    if spelling.startswith("tensorflow_addons.") and leaf in ("F1Score", "FBetaScore"):
        return ("num_classes", *row.parameters.split())
    return tuple(row.parameters.split())
