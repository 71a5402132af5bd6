"""What the catalogue says: which rule's condition a changed value meets. The linter isn't asked.

The numbers are the catalogue's, written down here a second time on purpose.
"""

from __future__ import annotations

from .study import Study

CROSS_ENTROPIES = ("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy")
Codes = frozenset[str]
NONE: Codes = frozenset()


def scaled(study: Study) -> bool:
    """Whether what reaches the network is known to be small."""
    if study.facts.inputs in ("tokens", "unknown"):
        return any("Scaler" in text.characters or "255" in text.characters for text in study.program.files.values())
    return True


def rate(study: Study, new: float) -> Codes:
    """ZL301 to ZL303, for a learning rate."""
    if new <= 0:
        return frozenset({"ZL303"})
    name = study.optimizer_name
    schedule = any(study.calls("ReduceLROnPlateau", "LearningRateScheduler", "ExponentialDecay"))
    if name in ("Adam", "Nadam", "RMSprop"):
        if new >= 0.1 * (2 if _normalised(study) else 1):
            return frozenset({"ZL301"})
        steps = total_steps(study)
        slow = new <= 1e-6 or (steps is not None and new * steps <= 0.02)
        return frozenset({"ZL302"}) if slow and not schedule and scaled(study) else NONE
    if name == "SGD":
        momentum = study.value(study.argument(study.optimizer, "momentum"), 0.0) if study.optimizer else 0.0
        step = new / (1 - momentum) if isinstance(momentum, float) else new
        if study.loss_name in CROSS_ENTROPIES:
            if step > (5 if _normalised(study) else 1):
                return frozenset({"ZL301"})
        elif study.facts.features and step > 2 / study.facts.features:
            return frozenset({"ZL301"})
        return frozenset({"ZL302"}) if new <= 1e-5 and not schedule and scaled(study) else NONE
    return NONE


def _normalised(study: Study) -> bool:
    """After every hidden layer."""
    hidden = len(study.weighted) - 1
    return sum(at.name == "BatchNormalization" for at in study.layers) >= hidden


def total_steps(study: Study, *, epochs: object = None, batch: object = None, rows: int | None = None) -> int | None:
    """Steps of all epochs, where the rows are known; arguments stand for what is changed."""
    epochs = study.epochs if epochs is None else epochs
    batch = study.value(study.batch, 32) if batch is None else batch
    rows = study.training_rows if rows is None else rows
    if epochs == 0:
        return 0
    if study.fitted is not None and study.argument(study.fitted, "steps_per_epoch") is not None:
        return None  # what a stream holds isn't known
    if not isinstance(epochs, int) or not isinstance(batch, int) or rows is None:
        return None
    return epochs * -(-rows // batch)


def steps(number: int | None, epochs: object) -> Codes:
    """ZL304 and ZL305: too few of them."""
    if epochs == 0:
        return frozenset({"ZL304"})
    if number is None or not isinstance(epochs, int):
        return NONE
    if number < 50 or (epochs <= 2 and number < 200):
        return frozenset({"ZL304", "ZL305"})
    return NONE


def head(study: Study, activation: str) -> Codes:
    """For another activation of the last layer."""
    facts, loss = study.facts, study.loss_name
    units = study.value(study.argument(study.head, "units") or study.argument(study.head, "filters"))
    if activation == "softmax" and units == 1:
        return frozenset({"ZL203"})
    if loss in CROSS_ENTROPIES:
        if study.from_logits:
            known = {"sigmoid": {"ZL205"}, "softmax": {"ZL205"}, "relu": {"ZL204"}}
        else:
            known = {"linear": {"ZL206"}, "tanh": {"ZL206"}, "relu": {"ZL204", "ZL206"}}
            if facts.task == "multilabel":
                known["softmax"] = {"ZL221", "ZL209"}
        return frozenset(known.get(activation, ()))
    if facts.targets is None:
        return NONE
    low, high = facts.targets
    ranges = {"sigmoid": (0, 1), "hard_sigmoid": (0, 1), "tanh": (-1, 1), "softsign": (-1, 1)}
    if activation in ranges:
        least, most = ranges[activation]
        return frozenset({"ZL201"}) if low < least or high > most else NONE
    return frozenset({"ZL204"}) if activation == "relu" and low < 0 else NONE


def loss(study: Study, new: str) -> Codes:
    """For another loss."""
    facts = study.facts
    if facts.task == "reconstruction":
        return NONE
    if facts.task == "regression":
        if new in CROSS_ENTROPIES:
            return frozenset({"ZL202"})
        negative = facts.targets is not None and facts.targets[0] < 0
        known = {"mean_squared_logarithmic_error": {"ZL215"}, "kl_divergence": {"ZL215"}}
        return frozenset(known.get(new, ())) if negative else NONE
    if study.from_logits:  # a string says nothing of logits, and one unit is all of its own categories
        several = {"ZL206", "ZL207", "ZL208", "ZL209"}
        one = {"ZL210"} if facts.task == "binary" and new == "categorical_crossentropy" else set()
        return frozenset(several | one) if new in CROSS_ENTROPIES else NONE
    found = {"hinge": {"ZL224"}, "squared_hinge": {"ZL224"}}
    if facts.labels == "unknown":
        if facts.task == "binary":
            found |= {"categorical_crossentropy": {"ZL210"}}
        return frozenset(found.get(new, ()))
    found |= {"mean_absolute_percentage_error": {"ZL215", "ZL211"}}
    if facts.task != "binary":
        found |= {"mean_squared_error": {"ZL211"}, "mean_absolute_error": {"ZL211"}}
    if facts.task == "binary":
        found |= {"categorical_crossentropy": {"ZL210"}, "sparse_categorical_crossentropy": {"ZL208", "ZL207"}}
    elif facts.task == "multilabel":
        several = {"ZL210", "ZL221"}
        found |= {"categorical_crossentropy": several, "sparse_categorical_crossentropy": several | {"ZL207"}}
    elif facts.labels == "sparse":
        found |= {
            "categorical_crossentropy": {"ZL207"},
            "binary_crossentropy": {"ZL209", "ZL207", "ZL208"},
            "kl_divergence": {"ZL215"},
        }
    else:
        found |= {"sparse_categorical_crossentropy": {"ZL207"}, "binary_crossentropy": {"ZL209"}}
    return frozenset(found.get(new, ()))


def unscaled(study: Study) -> Codes:
    """Nothing is scaled any more; normalised right after the first weights, pixels are no fault."""
    first = study.layers.index(study.weighted[0])
    if study.layers[first + 1].name == "BatchNormalization":
        return NONE
    return frozenset({"pixels": {"ZL101"}, "wide": {"ZL102"}}.get(study.facts.inputs, ()))


def initializer(study: Study, new: str, *, is_head: bool) -> Codes:
    """For another initializer of one layer's kernel; the word `constant` is none that Keras 3 takes."""
    if new == "constant":
        return frozenset({"ZL315"})
    if new in ("zeros", "ones") and not is_head:
        return frozenset({"ZL404"})
    return NONE
