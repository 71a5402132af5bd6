"""Scores: which one was computed of what is evidence of the task, and a reading of the prediction."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Choice, Node, TupleValue, Unknown, Value
from zerolint.program.data import Data

from ..arrays import Array, Meeting
from ..numpy.register import to_array
from ..registry import function

CLASSIFICATION: Final = """
    accuracy_score average_precision_score balanced_accuracy_score brier_score_loss classification_report
    cohen_kappa_score confusion_matrix f1_score fbeta_score hamming_loss hinge_loss jaccard_score log_loss
    matthews_corrcoef multilabel_confusion_matrix precision_recall_curve precision_recall_fscore_support precision_score
    recall_score roc_auc_score roc_curve top_k_accuracy_score zero_one_loss det_curve
"""
REGRESSION: Final = """
    d2_absolute_error_score explained_variance_score max_error mean_absolute_error mean_absolute_percentage_error
    mean_gamma_deviance mean_pinball_loss mean_poisson_deviance mean_squared_error mean_squared_log_error
    mean_tweedie_deviance median_absolute_error r2_score root_mean_squared_error root_mean_squared_log_error
"""
_PARTS: Final = {"roc_curve": 3, "precision_recall_curve": 3, "precision_recall_fscore_support": 4, "det_curve": 3}


def _score(name: str, family: str) -> object:
    def run(call: Call) -> Value:
        m = call.m
        true, predicted = call.get("y_true", 0), call.first("y_pred", "y_score", "y_prob", "probas_pred", position=1)
        read(m, name, family, true, predicted, call)
        if name in _PARTS:
            part = Unknown("a curve of scores", call.node)
            return TupleValue((part,) * _PARTS[name], call.node)
        return Unknown("a score", call.node)

    return run


def read(m: Machine, name: str, family: str, true: Value | None, predicted: Value | None, call: Call) -> None:
    """Record what was scored; predictions are read by it."""
    first, second = _array(m, true, call.node), _array(m, predicted, call.node)
    traced = next((a for a in (second, first) if a is not None and a.trace is not None), None)
    payload = {
        "metric": name,
        "family": family,
        "true": _data(m, first),
        "predicted": _data(m, second),
        "trace": traced.trace if traced is not None else None,
        "swapped": traced is not None and traced is first,
    }
    m.record("scored", payload, call.node)
    for array, other in ((first, second), (second, first)):
        if array is not None and array.trace is not None:
            met = None if other is None else Meeting(other.data(m))
            array.derive(m, lambda d: d, call.node, op="scored", by=f"sklearn.metrics.{name}", meeting=met)


def _array(m: Machine, value: Value | None, node: Node) -> Array | None:
    if isinstance(value, Choice):
        value = m.narrow(value)
        return (
            next((arm for _, arm in value.arms if isinstance(arm, Array)), None) if isinstance(value, Choice) else None
        )
    return to_array(m, value, node)


def _data(m: Machine, array: Array | None) -> Data | None:
    return array.data(m) if array is not None else None


for _family, _words in (("classification", CLASSIFICATION), ("regression", REGRESSION)):
    for _name in _words.split():
        function(f"sklearn.metrics.{_name}")(_score(_name, _family))  # type: ignore[arg-type]  # a handler


@function(
    "sklearn.metrics.ConfusionMatrixDisplay.from_predictions",
    "mlxtend.evaluate.confusion_matrix",
    "sklearn.metrics.RocCurveDisplay.from_predictions",
    "scikitplot.metrics.plot_confusion_matrix",
)
def displayed(call: Call) -> Value:
    """Scores that are shown."""
    read(call.m, "confusion_matrix", "classification", call.get("y_true", 0), call.get("y_pred", 1), call)
    return Unknown("a display", call.node)
