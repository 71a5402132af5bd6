"""ZL205 and ZL207–ZL212: flag, labels, number of units, and metrics, against head and loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zerolint.api import (
    Fact,
    Family,
    Finding,
    Given,
    Head,
    Layer,
    Loss,
    Metric,
    Origin,
    RemoveArgument,
    Replace,
    Run,
    Safety,
    Severity,
    Source,
    Stats,
    TaskKind,
    unknown,
)

from .build import (
    HABIT,
    a_task,
    ask,
    at,
    default,
    head,
    labels,
    loss,
    multi_hot,
    numbers,
    one_hot,
    run,
    said,
    written,
)

NOTHING: list[object] = []
ACTIVATION = at("head.activation")
UNITS = at("head.units")
LOSS = at("loss")
PRICES = numbers(5, 50)


def severities(code: str, subject: Run) -> list[Severity | None]:
    return [found.severity for found in ask(code, subject)]


def one(code: str, subject: Run) -> Finding:
    (found,) = ask(code, subject)
    return found


def edits(code: str, subject: Run) -> object:
    """The edits of the one finding's fix, None without a fix."""
    fix = one(code, subject).fix
    return fix.edits if fix else None


# --- ZL205 ---------------------------------------------------------------------------------------------------


def flagged(name: str) -> Loss:
    return loss(name, from_logits=True)


def behind(kind: str, activation: str | None = None) -> Layer:
    applied = default("linear") if activation is None else written(activation, f"{kind}.activation")
    return Layer(kind, at(kind), activation=applied, pass_through=True)


TWICE = {
    "sigmoid": (run(head(1, "sigmoid"), flagged("binary_crossentropy"), labels()), Severity.WARNING),
    "softmax": (run(head(3, "softmax"), flagged("sparse_categorical_crossentropy"), labels(3)), Severity.WARNING),
    "softmax in a layer of its own": (
        run(
            replace(
                head(3, after=(behind("Activation", "softmax"),)),
                activation=written("softmax", "Activation.activation"),
                activation_site=at("Activation.activation"),
            ),
            flagged("categorical_crossentropy"),
        ),
        Severity.WARNING,
    ),
    "reshaped behind it": (
        run(head(1, "sigmoid", after=(behind("Reshape"),)), flagged("binary_crossentropy"), labels()),
        Severity.ERROR,
    ),
    "focal": (
        run(head(1, "sigmoid"), replace(flagged("binary_crossentropy"), name="binary_focal_crossentropy"), labels()),
        Severity.ERROR,
    ),
    "TensorFlow's own": (
        run(
            head(3, "softmax"),
            replace(
                flagged("sparse_categorical_crossentropy"), from_logits=Fact(True, at("from_logits"), Given.DEFAULT)
            ),
        ),
        Severity.ERROR,
    ),
}


@pytest.mark.parametrize("name", TWICE)
def test_logits_flag_with_activated_output(name: str) -> None:
    subject, severity = TWICE[name]
    assert said("ZL205", subject) == [("high", at("from_logits"))]
    assert severities("ZL205", subject) == [severity]


def test_dropping_the_flag_is_safe_where_keras_recovers_the_logits() -> None:
    recovered, lost = (one("ZL205", TWICE[name][0]) for name in ("sigmoid", "reshaped behind it"))
    assert recovered.fix is not None
    assert lost.fix is not None
    assert recovered.fix.edits == lost.fix.edits == (RemoveArgument(at("from_logits")),)
    assert (recovered.fix.safety, lost.fix.safety) == (Safety.SAFE, Safety.UNSAFE)


@pytest.mark.parametrize(
    "subject",
    [
        run(head(1), flagged("binary_crossentropy"), labels()),
        run(head(1, "sigmoid"), "binary_crossentropy", labels()),
        run(head(1, "sigmoid"), loss("binary_crossentropy", from_logits=False), labels()),
        run(head(1, "softmax"), flagged("binary_crossentropy"), labels()),
        run(head(1, "sigmoid"), replace(loss("binary_crossentropy"), from_logits=unknown("?")), labels()),
    ],
)
def test_no_logits_flag_or_no_activation(subject: Run) -> None:
    assert ask("ZL205", subject) == []


# --- ZL207 ---------------------------------------------------------------------------------------------------

SPARSE, DENSE = "sparse_categorical_crossentropy", "categorical_crossentropy"
MISMATCH = {
    "sparse, one-hot": (run(head(3, "softmax"), SPARSE, one_hot()), [("high", LOSS)]),
    "categorical, indices": (run(head(3, "softmax"), DENSE, labels(3)), [("high", LOSS)]),
    "by habit": (run(head(3, "softmax"), DENSE, labels(3, source=HABIT)), [("medium", LOSS)]),
    "sparse, indices": (run(head(3, "softmax"), SPARSE, labels(3)), NOTHING),
    "categorical, one-hot": (run(head(3, "softmax"), DENSE, one_hot()), NOTHING),
    "sparse, several labels": (run(head(3, "softmax"), SPARSE, multi_hot(3)), NOTHING),
    "one unit": (run(head(1, "sigmoid"), DENSE, labels()), NOTHING),
    "unknown labels": (run(head(3, "softmax"), SPARSE), NOTHING),
    "unknown width": (
        run(replace(head(3, "softmax"), shape=None, units=unknown("?")), DENSE, labels(3)),
        [("high", LOSS)],
    ),
}


@pytest.mark.parametrize("name", MISMATCH)
def test_sparse_dense_label_mismatch(name: str) -> None:
    subject, expected = MISMATCH[name]
    assert said("ZL207", subject) == expected


def test_the_loss_follows_the_labels() -> None:
    assert edits("ZL207", run(head(3, "softmax"), SPARSE, one_hot())) == (Replace(LOSS, f'"{DENSE}"'),)
    assert edits("ZL207", run(head(3, "softmax"), DENSE, labels(3))) == (Replace(LOSS, f'"{SPARSE}"'),)
    flag = run(head(3), loss(DENSE, from_logits=True), labels(3))
    assert edits("ZL207", flag) is None, "the flag would be lost"


# --- ZL208 ---------------------------------------------------------------------------------------------------


def habitual(units: int, activation: str) -> Head:
    """A head whose width is that of a folder's usual number of classes."""
    return replace(head(units, activation), units=Fact(units, UNITS, Given.CONVENTION))


BINARY = "binary_crossentropy"
PHOTOS = Source(Origin.IMAGES, "flower_photos", at("photos"), by_convention=True)
FORM = {
    "ZL207": run(head(5, "softmax"), SPARSE, one_hot(5, source=PHOTOS)),
    "ZL208": run(head(5, "sigmoid"), BINARY, labels(5, source=PHOTOS)),
    "ZL211": run(head(5, "softmax"), "mse", labels(5, source=PHOTOS)),
}


@pytest.mark.parametrize("code", FORM)
def test_the_form_of_labels_is_sure_where_their_number_is_not(code: str) -> None:
    assert [confidence for confidence, _ in said(code, FORM[code])] == ["high"]
    counted = run(head(1, "sigmoid"), BINARY, labels(5, source=PHOTOS))
    assert [confidence for confidence, _ in said("ZL208", counted)] == ["medium"]


BY_HABIT = {
    "ZL203": run(habitual(1, "softmax"), SPARSE, labels(3)),
    "ZL207": run(habitual(3, "softmax"), SPARSE, one_hot()),
    "ZL208": run(habitual(2, "softmax"), DENSE, one_hot()),
    "ZL210": run(habitual(1, "sigmoid"), DENSE, labels(2)),
    "ZL211": run(habitual(3, "softmax"), "mse", labels(3)),
}


@pytest.mark.parametrize("code", BY_HABIT)
def test_a_width_that_is_known_by_convention_is_no_firm_ground(code: str) -> None:
    assert [confidence for confidence, _ in said(code, BY_HABIT[code])] == ["medium"]


UNFIT = {
    "fewer units than classes": (run(head(2, "softmax"), SPARSE, labels(3)), [("high", UNITS)]),
    "one sigmoid unit for ten": (run(head(1, "sigmoid"), BINARY, labels(10)), [("high", UNITS)]),
    "one unit, categorical, ten": (run(head(1, "sigmoid"), DENSE, labels(10)), [("high", UNITS)]),
    "one unit, sparse": (run(head(1, "sigmoid"), SPARSE, labels()), [("high", UNITS)]),
    "one unit, sparse, labels unknown": (run(head(1, "sigmoid"), SPARSE), [("high", UNITS)]),
    "two sigmoids for 0/1": (run(head(2, "sigmoid"), BINARY, labels()), [("high", UNITS)]),
    "three softmax, binary, indices": (run(head(3, "softmax"), BINARY, labels(3)), [("high", UNITS)]),
    "one-hot of another width": (run(head(2, "softmax"), DENSE, one_hot(3)), [("high", UNITS)]),
    "several labels of another width": (run(head(4, "sigmoid"), BINARY, multi_hot(5)), [("high", UNITS)]),
    "by habit": (run(head(2, "softmax"), SPARSE, labels(3, source=HABIT)), [("medium", UNITS)]),
    "units counted by habit": (run(habitual(2, "softmax"), SPARSE, labels(3)), [("medium", UNITS)]),
    "a spare unit": (run(head(4, "softmax"), SPARSE, labels(3)), NOTHING),
    "fits": (run(head(3, "softmax"), SPARSE, labels(3)), NOTHING),
    "binary": (run(head(1, "sigmoid"), BINARY, labels()), NOTHING),
    "one-hot": (run(head(3, "softmax"), DENSE, one_hot()), NOTHING),
    "several labels": (run(head(5, "sigmoid"), BINARY, multi_hot()), NOTHING),
    "softmax of one is ZL203's": (run(head(1, "softmax"), SPARSE, labels(3)), NOTHING),
    "masks, a unit per pixel": (
        run(head(1, "sigmoid", shape=(None, 64, 64, 1)), BINARY, labels(2, shape=(100, 64, 64, 1))),
        NOTHING,
    ),
    "codes under mse": (run(head(1), "mse", labels(3)), NOTHING),
    "classes unknown": (run(head(2, "softmax"), SPARSE, replace(labels(3), classes=None, stats=Stats())), NOTHING),
}


@pytest.mark.parametrize("name", UNFIT)
def test_output_units_do_not_fit_classes(name: str) -> None:
    subject, expected = UNFIT[name]
    assert said("ZL208", subject) == expected


UNITS_REPAIRED = {
    "fewer units than classes": (Replace(UNITS, "3"),),
    "one sigmoid unit for ten": (
        Replace(UNITS, "10"),
        Replace(ACTIVATION, '"softmax"'),
        Replace(LOSS, f'"{SPARSE}"'),
    ),
    "two sigmoids for 0/1": (Replace(UNITS, "1"),),
    "three softmax, binary, indices": (Replace(LOSS, f'"{SPARSE}"'),),
    "one unit, sparse": (Replace(LOSS, f'"{BINARY}"'),),
    "one-hot of another width": (Replace(UNITS, "3"),),
}


@pytest.mark.parametrize("name", UNITS_REPAIRED)
def test_units_are_repaired(name: str) -> None:
    assert edits("ZL208", UNFIT[name][0]) == UNITS_REPAIRED[name]


# --- ZL209 ---------------------------------------------------------------------------------------------------

JUDGED = {
    "three classes": (run(head(3, "softmax"), BINARY, one_hot()), [("medium", LOSS)], Severity.WARNING),
    "a multi-class task": (
        run(head(3, "softmax"), BINARY, task=a_task(TaskKind.MULTI_CLASS, 3)),
        [("medium", LOSS)],
        Severity.WARNING,
    ),
    "labels unknown": (run(head(10, "softmax"), BINARY), [("medium", LOSS)], Severity.WARNING),
    "two classes": (run(head(2, "softmax"), BINARY, one_hot(2)), [("low", LOSS)], Severity.INFO),
}


@pytest.mark.parametrize("name", JUDGED)
def test_binary_cross_entropy_on_softmax(name: str) -> None:
    subject, expected, severity = JUDGED[name]
    assert said("ZL209", subject) == expected
    assert severities("ZL209", subject) == [severity]
    assert edits("ZL209", subject) == (Replace(LOSS, f'"{DENSE}"'),)


@pytest.mark.parametrize(
    "subject",
    [
        run(head(5, "softmax"), BINARY, multi_hot()),
        run(head(3, "softmax"), BINARY, labels(3)),
        run(head(3, "sigmoid"), BINARY, one_hot()),
        run(head(3, "softmax"), DENSE, one_hot()),
        run(head(1, "softmax"), BINARY, labels()),
    ],
)
def test_no_binary_cross_entropy_on_softmax(subject: Run) -> None:
    assert ask("ZL209", subject) == []


# --- ZL210 ---------------------------------------------------------------------------------------------------

SIGMOIDS = {
    "one unit": (run(head(1, "sigmoid"), DENSE, labels()), [("high", LOSS)], None),
    "one linear unit": (run(head(1), DENSE, labels()), [("high", LOSS)], None),
    "one unit, labels unknown": (run(head(1, "sigmoid"), DENSE), [("high", LOSS)], None),
    "one unit, ten classes (ZL208 speaks first)": (run(head(1, "sigmoid"), DENSE, labels(10)), [("high", LOSS)], None),
    "several, one-hot": (run(head(3, "sigmoid"), DENSE, one_hot()), [("low", ACTIVATION)], Severity.INFO),
    "several, labels unknown": (run(head(3, "sigmoid"), SPARSE), [("low", ACTIVATION)], Severity.INFO),
    "several labels": (run(head(5, "sigmoid"), DENSE, multi_hot()), [("high", LOSS)], None),
}


@pytest.mark.parametrize("name", SIGMOIDS)
def test_sigmoid_for_exclusive_classes(name: str) -> None:
    subject, expected, severity = SIGMOIDS[name]
    assert said("ZL210", subject) == expected
    assert severities("ZL210", subject) == [severity]


def test_one_sigmoid_unit_takes_the_binary_loss() -> None:
    assert edits("ZL210", SIGMOIDS["one unit"][0]) == (Replace(LOSS, f'"{BINARY}"'),)
    assert edits("ZL210", SIGMOIDS["several, one-hot"][0]) == (Replace(ACTIVATION, '"softmax"'),)
    assert edits("ZL210", SIGMOIDS["several labels"][0]) == (Replace(LOSS, f'"{BINARY}"'),)


@pytest.mark.parametrize(
    "subject",
    [
        run(head(1, "sigmoid", shape=(None, 7, 1)), DENSE, one_hot(7)),
        run(head(1, "sigmoid", shape=(None, 7, 1)), DENSE),
        run(head(1, "softmax"), DENSE, labels()),
        run(head(1, "sigmoid"), BINARY, labels()),
        run(head(3, "softmax"), DENSE, one_hot()),
        run(head(1, "sigmoid"), DENSE, PRICES),
        run(replace(head(1, "sigmoid"), shape=None), DENSE),
    ],
)
def test_no_sigmoid_for_exclusive_classes(subject: Run) -> None:
    assert ask("ZL210", subject) == []


# --- ZL211 ---------------------------------------------------------------------------------------------------

MULTI = a_task(TaskKind.MULTI_CLASS, 3)
SQUARED = {
    "sigmoid": (run(head(1, "sigmoid"), "mse", labels()), [("medium", LOSS)], Severity.WARNING),
    "softmax": (run(head(3, "softmax"), "mae", one_hot()), [("medium", LOSS)], Severity.WARNING),
    "several labels": (run(head(5, "sigmoid"), "mse", multi_hot()), [("medium", LOSS)], Severity.WARNING),
    "codes": (run(head(1), "mse", labels(3), MULTI), [("medium", LOSS)], Severity.WARNING),
    "codes that may be counts": (run(head(1), "mse", labels(3)), [("low", LOSS)], Severity.WARNING),
    "several units, one code": (run(head(3, "softmax"), "mse", labels(3)), [("high", LOSS)], Severity.ERROR),
    "linear units, one code": (run(head(3), "mse", labels(3, shape=(900, 1))), [("high", LOSS)], Severity.ERROR),
}


@pytest.mark.parametrize("name", SQUARED)
def test_regression_loss_for_classes(name: str) -> None:
    subject, expected, severity = SQUARED[name]
    assert said("ZL211", subject) == expected
    assert severities("ZL211", subject) == [severity]


def test_classes_get_their_cross_entropy() -> None:
    assert edits("ZL211", SQUARED["sigmoid"][0]) == (Replace(LOSS, f'"{BINARY}"'),)
    assert edits("ZL211", SQUARED["softmax"][0]) == (Replace(LOSS, f'"{DENSE}"'),)
    assert edits("ZL211", SQUARED["several units, one code"][0]) == (Replace(LOSS, f'"{SPARSE}"'),)
    assert edits("ZL211", SQUARED["codes"][0]) is None


BRIER = (Metric("mean_squared_error", "error", at("metric"), arguments=(("name", written("brier", "name")),)),)


@pytest.mark.parametrize(
    "subject",
    [
        run(head(1), "mse", labels()),
        run(head(2), "mse", one_hot(2)),
        run(head(1, "tanh"), "mse", labels()),
        run(head(1, "sigmoid"), "mse", labels(2, stats=Stats(1, 1, tight=True))),
        run(head(1, "sigmoid"), "mse", labels(), a_task(TaskKind.GENERATIVE)),
        run(head(1, "sigmoid"), "mse", labels(), metrics=["brier"]),
        replace(run(head(1, "sigmoid"), "mse", labels()), metrics=BRIER),
        run(head(1, "sigmoid"), "mse", numbers(0, 1)),
        run(head(1, "sigmoid"), "mse"),
        run(head(1, "sigmoid"), BINARY, labels()),
    ],
)
def test_no_regression_loss_for_classes(subject: Run) -> None:
    assert ask("ZL211", subject) == []


# --- ZL212 ---------------------------------------------------------------------------------------------------


def measured(target: object = PRICES, trained: str = "mse", output: Head | None = None, **changes: object) -> Run:
    made = run(output or head(1), trained, target, metrics=["accuracy"])  # type: ignore[arg-type]  # from a table
    return replace(made, **changes)  # type: ignore[arg-type]  # from a table


METRIC = at("metric accuracy")
ACCURACY = {
    "prices": (measured(), [("high", METRIC)]),
    "unit range": (measured(numbers(0, 1)), [("high", METRIC)]),
    "several columns": (measured(numbers(5, 50, columns=3), output=head(3)), [("high", METRIC)]),
    "own loss": (measured(trained="custom"), [("high", METRIC)]),
    "a regression, they say": (
        measured(None, tasks=(a_task(TaskKind.REGRESSION, firm=False),)),
        [("medium", METRIC)],
    ),
    "labels": (measured(labels()), NOTHING),
    "nothing known": (measured(None), NOTHING),
    "soft labels": (measured(numbers(0, 1, columns=3), output=head(3, "softmax")), NOTHING),
    "soft labels under a cross-entropy": (measured(numbers(0, 1), BINARY, head(1, "sigmoid")), NOTHING),
    "autoencoder": (measured(tasks=(a_task(TaskKind.RECONSTRUCTION),)), NOTHING),
}


@pytest.mark.parametrize("name", ACCURACY)
def test_accuracy_on_regression(name: str) -> None:
    subject, expected = ACCURACY[name]
    assert said("ZL212", subject) == expected


def test_another_metric_is_safe_where_nothing_reads_it() -> None:
    unread, read = one("ZL212", measured()).fix, one("ZL212", measured(results_used=True)).fix
    assert unread is not None
    assert read is not None
    assert unread.edits == read.edits == (Replace(METRIC, '"mae"'),)
    assert (unread.safety, read.safety) == (Safety.SAFE, Safety.UNSAFE)


def test_the_other_metric_is_not_there_yet() -> None:
    assert edits("ZL212", run(head(1), "mae", PRICES, metrics=["accuracy"])) == (Replace(METRIC, '"mse"'),)
    both = run(head(1), "mse", PRICES, metrics=["accuracy", "mae"])
    assert edits("ZL212", both) is None


def test_a_metric_of_one_head_only() -> None:
    heads = (head(1), head(1, "sigmoid"))
    losses = (loss("mse"), loss(BINARY))
    two = replace(run(heads, "mse", PRICES), losses=losses, targets=(PRICES, labels()))
    for position, expected in ((None, 0), (0, 1), (1, 0)):
        metric = Metric("accuracy", "accuracy", METRIC, head=position)
        assert len(ask("ZL212", replace(two, metrics=(metric,)))) == expected


def test_a_loss_of_unknown_family_says_nothing() -> None:
    nothing = Loss(None, Family.UNKNOWN, LOSS)
    for code in ("ZL205", "ZL207", "ZL208", "ZL209", "ZL210", "ZL211"):
        assert ask(code, run(head(3, "softmax"), nothing, labels(10))) == []
