"""ZL201–ZL204 and ZL206: what the output can say, against the targets and the loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zerolint.api import (
    AddArgument,
    Family,
    Kind,
    Loss,
    RemoveArgument,
    Replace,
    Run,
    RunKind,
    Scale,
    Stats,
    TaskKind,
    unknown,
)

from .build import (
    HABIT,
    a_task,
    ask,
    at,
    dense,
    head,
    labels,
    loss,
    network,
    numbers,
    one_hot,
    run,
    said,
    written,
)

REGRESSION = a_task(TaskKind.REGRESSION)
NOTHING: list[object] = []
ACTIVATION = at("head.activation")
LOSS = at("loss")
PRICES = numbers(5, 50)


def unnamed(name: str) -> Run:
    """A regression whose targets' range nobody knows, called by this name."""
    target = numbers(0, 1, stats=Stats(), names=(name,))
    return run(head(1, "sigmoid"), "mse", target, REGRESSION)


BOUNDED = {
    "sigmoid on prices": (run(head(1, "sigmoid"), "mse", PRICES), [("high", ACTIVATION)]),
    "tanh on prices": (run(head(1, "tanh"), "mae", PRICES), [("high", ACTIVATION)]),
    "softmax over two targets": (run(head(2, "softmax"), "mse", numbers(5, 50, columns=2)), [("high", ACTIVATION)]),
    "known by habit only": (run(head(1, "sigmoid"), "mse", replace(PRICES, source=HABIT)), [("medium", ACTIVATION)]),
    "counts": (run(head(1, "sigmoid"), "poisson", PRICES), [("high", ACTIVATION)]),
    "below zero": (run(head(1, "sigmoid"), "mse", numbers(-1, 1)), [("high", ACTIVATION)]),
    "standardised under tanh": (
        run(head(1, "tanh"), "mse", numbers(0, 0, stats=Stats(mean=0, std=1), scale=Scale.STANDARD)),
        [("medium", ACTIVATION)],
    ),
    "called price": (unnamed("price"), [("medium", ACTIVATION)]),
    "called y": (unnamed("y"), [("low", ACTIVATION)]),
    "own loss": (run(head(1, "sigmoid"), "custom", PRICES), [("low", ACTIVATION)]),
    "linear": (run(head(1), "mse", PRICES), NOTHING),
    "in range": (run(head(1, "sigmoid"), "mse", numbers(0, 1)), NOTHING),
    "rounding over the end": (run(head(1, "tanh"), "mse", numbers(-1.0, 1.0000001)), NOTHING),
    "scaled after it": (run(head(1, "sigmoid", scaled_after=True), "mse", PRICES), NOTHING),
    "cosine ignores the length": (run(head(1, "tanh"), "cosine_similarity", PRICES), NOTHING),
    "cross-entropy is ZL202's": (run(head(1, "sigmoid"), "binary_crossentropy", PRICES), NOTHING),
    "softmax of one is ZL203's": (run(head(1, "softmax"), "mse", PRICES), NOTHING),
    "labels": (run(head(1, "sigmoid"), "mse", labels()), NOTHING),
    "nothing known of the targets": (run(head(1, "sigmoid"), "mse"), NOTHING),
    "by code not followed": (
        run(head(1, "tanh"), "mse", numbers(0, 1, stats=Stats(), scale=Scale.OPAQUE), REGRESSION),
        NOTHING,
    ),
    "pixels": (run(head(784, "sigmoid"), "mse", numbers(0, 255, columns=784, kind=Kind.IMAGE)), NOTHING),
    "own train_step": (
        replace(of := run(head(1, "sigmoid"), "mse", PRICES), network=replace(of.network, custom_step=True)),
        NOTHING,
    ),
    "activation unknown": (run(replace(head(1, "sigmoid"), activation=unknown("?")), "mse", PRICES), NOTHING),
}


@pytest.mark.parametrize("name", BOUNDED)
def test_bounded_output_for_regression(name: str) -> None:
    subject, expected = BOUNDED[name]
    assert said("ZL201", subject) == expected


def test_a_bounded_output_becomes_linear() -> None:
    (found,) = ask("ZL201", run(head(1, "sigmoid"), "mse", PRICES))
    assert found.message == "`sigmoid` keeps predictions in 0…1, the targets reach 50"
    assert found.fix is not None
    assert found.fix.edits == (RemoveArgument(ACTIVATION),)


CROSS_ENTROPY = {
    "binary": (run(head(1, "sigmoid"), "binary_crossentropy", PRICES), [("high", LOSS)]),
    "on logits": (run(head(1), loss("binary_crossentropy", from_logits=True), PRICES), [("high", LOSS)]),
    "categorical over one unit": (run(head(1), "categorical_crossentropy", PRICES), [("high", LOSS)]),
    "sparse": (run(head(3, "softmax"), "sparse_categorical_crossentropy", PRICES), [("high", LOSS)]),
    "negative": (run(head(1, "sigmoid"), "binary_crossentropy", numbers(-2, 0.5)), [("high", LOSS)]),
    "a regression, range unknown": (
        run(head(1, "sigmoid"), "binary_crossentropy", numbers(0, 1, stats=Stats()), REGRESSION),
        [("medium", LOSS)],
    ),
    "soft labels": (run(head(1, "sigmoid"), "binary_crossentropy", numbers(0, 1), REGRESSION), NOTHING),
    "scaled into 0…1": (
        run(head(1, "sigmoid"), "binary_crossentropy", numbers(0, 1, stats=Stats(), scale=Scale.UNIT), REGRESSION),
        NOTHING,
    ),
    "labels": (run(head(1, "sigmoid"), "binary_crossentropy", labels(), REGRESSION), NOTHING),
    "pixels": (run(head(784, "sigmoid"), "binary_crossentropy", numbers(0, 255, kind=Kind.IMAGE)), NOTHING),
    "advantages": (
        replace(
            run(head(3, "softmax"), "categorical_crossentropy", numbers(-9, 9, columns=3)), kind=RunKind.TRAIN_ON_BATCH
        ),
        NOTHING,
    ),
    "mse": (run(head(1, "sigmoid"), "mse", PRICES), NOTHING),
}


@pytest.mark.parametrize("name", CROSS_ENTROPY)
def test_cross_entropy_on_continuous_targets(name: str) -> None:
    subject, expected = CROSS_ENTROPY[name]
    assert said("ZL202", subject) == expected


def test_loss_and_head_change_together() -> None:
    (found,) = ask("ZL202", run(head(1, "sigmoid"), "binary_crossentropy", PRICES))
    assert found.fix is not None
    assert found.fix.edits == (Replace(LOSS, '"mse"'), RemoveArgument(ACTIVATION))


def test_a_loss_called_by_hand_is_not_edited() -> None:
    by_hand = loss("binary_crossentropy", hand_written=True)
    (found,) = ask("ZL202", run(head(1, "sigmoid"), by_hand, PRICES, kind=RunKind.TAPE))
    assert found.fix is None


SEQUENCE = head(1, "softmax", softmax_axis_size=12, shape=(None, 12))
SOFTMAX_OF_ONE = {
    "two classes": (run(head(1, "softmax"), "binary_crossentropy", labels()), [("high", ACTIVATION)]),
    "regression": (run(head(1, "softmax"), "mse", PRICES), [("high", ACTIVATION)]),
    "nothing known": (run(head(1, "softmax"), "custom"), [("high", ACTIVATION)]),
    "over time": (run(SEQUENCE, "categorical_crossentropy", one_hot(12)), NOTHING),
    "axis unknown": (run(head(1, "softmax", softmax_axis_size=None), "mse"), NOTHING),
    "two units": (run(head(2, "softmax"), "categorical_crossentropy", one_hot(2)), NOTHING),
    "sigmoid": (run(head(1, "sigmoid"), "binary_crossentropy", labels()), NOTHING),
}


@pytest.mark.parametrize("name", SOFTMAX_OF_ONE)
def test_softmax_on_one_unit(name: str) -> None:
    subject, expected = SOFTMAX_OF_ONE[name]
    assert said("ZL203", subject) == expected


def test_softmax_on_one_unit_inside() -> None:
    gate = dense(1, "softmax", where="gate")
    scores = replace(
        dense(1, "softmax", where="scores"), output_shape=(None, 20, 1), config={"axis": written(1, "axis")}
    )
    output = head(1, "sigmoid")
    inside = network(output, layers=(gate, scores, output.layer))
    assert said("ZL203", replace(run(output, "mse"), network=inside)) == [("high", at("gate.activation"))]


REPAIRS = {
    "two classes": (
        run(head(1, "softmax"), "binary_crossentropy", labels()),
        (Replace(ACTIVATION, '"sigmoid"'),),
    ),
    "two classes, squared error": (
        run(head(1, "softmax"), "mse", labels()),
        (Replace(ACTIVATION, '"sigmoid"'), Replace(LOSS, '"binary_crossentropy"')),
    ),
    "ten classes": (
        run(head(1, "softmax"), "categorical_crossentropy", labels(10)),
        (Replace(at("head.units"), "10"), Replace(LOSS, '"sparse_categorical_crossentropy"')),
    ),
    "one-hot": (
        run(head(1, "softmax"), "categorical_crossentropy", one_hot(4)),
        (Replace(at("head.units"), "4"),),
    ),
}


@pytest.mark.parametrize("name", REPAIRS)
def test_softmax_on_one_unit_is_repaired_by_task(name: str) -> None:
    subject, edits = REPAIRS[name]
    (found,) = ask("ZL203", subject)
    assert found.fix is not None
    assert found.fix.edits == edits


def test_softmax_on_one_unit_in_a_regression_becomes_linear() -> None:
    (found,) = ask("ZL203", run(head(1, "softmax"), "mae", PRICES))
    assert found.fix is not None
    assert found.fix.edits == (RemoveArgument(ACTIVATION),)


def test_no_repair_without_a_task() -> None:
    (found,) = ask("ZL203", run(head(1, "softmax"), "mse"))
    assert found.fix is None


RELU = {
    "negative targets": (run(head(1, "relu"), "mse", numbers(-24, 19)), [("high", ACTIVATION)]),
    "softplus": (run(head(1, "softplus"), "mse", numbers(-24, 19)), [("high", ACTIVATION)]),
    "elu below -1": (run(head(1, "elu"), "mse", numbers(-24, 19)), [("high", ACTIVATION)]),
    "elu above -1": (run(head(1, "elu"), "mse", numbers(-0.9, 19)), NOTHING),
    "leaky": (run(head(1, "leaky_relu"), "mse", numbers(-24, 19)), NOTHING),
    "small returns": (run(head(1, "relu"), "mse", numbers(-0.01, 0.01)), [("high", ACTIVATION)]),
    "positive targets": (run(head(1, "relu"), "mse", PRICES), [("low", ACTIVATION)]),
    "counts": (run(head(1, "relu"), "poisson", PRICES), NOTHING),
    "several positive targets": (run(head(2, "relu"), "mse", numbers(5, 50, columns=2)), NOTHING),
    "nothing known": (run(head(1, "relu"), "mse"), NOTHING),
    "binary": (run(head(1, "relu"), "binary_crossentropy", labels()), [("high", ACTIVATION)]),
    "categorical": (run(head(3, "relu"), "categorical_crossentropy", one_hot()), [("high", ACTIVATION)]),
    "leaky probabilities": (run(head(3, "leaky_relu"), "categorical_crossentropy"), [("high", ACTIVATION)]),
    "relu logits": (run(head(1, "relu"), loss("binary_crossentropy", from_logits=True)), [("high", ACTIVATION)]),
    "elu logits": (run(head(1, "elu"), loss("binary_crossentropy", from_logits=True)), NOTHING),
    "prices are ZL202's": (run(head(1, "relu"), "binary_crossentropy", PRICES), NOTHING),
    "scaled after it": (run(head(1, "relu", scaled_after=True), "mse", numbers(-24, 19)), NOTHING),
}


@pytest.mark.parametrize("name", RELU)
def test_relu_output(name: str) -> None:
    subject, expected = RELU[name]
    assert said("ZL204", subject) == expected


WITHOUT = {
    "binary": (run(head(1), "binary_crossentropy", labels()), [("high", LOSS)]),
    "sparse": (run(head(3), "sparse_categorical_crossentropy", labels(3)), [("high", LOSS)]),
    "nothing known of the labels": (run(head(3), "categorical_crossentropy"), [("high", LOSS)]),
    "tanh": (run(head(1, "tanh"), "binary_crossentropy", labels()), [("high", LOSS)]),
    "relu": (run(head(3, "relu"), "categorical_crossentropy", one_hot()), [("high", LOSS)]),
    "pixels of a linear decoder": (run(head(9), "binary_crossentropy", numbers(0, 1, columns=9)), [("high", LOSS)]),
    "with the flag": (run(head(1), loss("binary_crossentropy", from_logits=True), labels()), NOTHING),
    "sigmoid": (run(head(1, "sigmoid"), "binary_crossentropy", labels()), NOTHING),
    "softmax behind it": (
        run(replace(head(3), activation=written("softmax", "op")), "categorical_crossentropy", one_hot()),
        NOTHING,
    ),
    "one unit, categorical: ZL210": (run(head(1), "categorical_crossentropy", labels()), NOTHING),
    "prices: ZL202": (run(head(1), "binary_crossentropy", PRICES), NOTHING),
    "own loss": (run(head(1), "custom", labels()), NOTHING),
    "flag unknown": (
        run(head(1), replace(loss("binary_crossentropy"), from_logits=unknown("?")), labels()),
        NOTHING,
    ),
    "activation unknown": (run(replace(head(1), activation=unknown("?")), "binary_crossentropy", labels()), NOTHING),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_probabilities_expected_but_logits_given(name: str) -> None:
    subject, expected = WITHOUT[name]
    assert said("ZL206", subject) == expected


def test_the_missing_activation_is_added() -> None:
    (binary,) = ask("ZL206", run(head(1), "binary_crossentropy", labels()))
    (several,) = ask("ZL206", run(head(3), "sparse_categorical_crossentropy", labels(3)))
    (wrong,) = ask("ZL206", run(head(3, "tanh"), "categorical_crossentropy", one_hot()))
    edits = [found.fix.edits for found in (binary, several, wrong) if found.fix is not None]
    assert edits == [
        (AddArgument(at("head"), 'activation="sigmoid"'),),
        (AddArgument(at("head"), 'activation="softmax"'),),
        (Replace(ACTIVATION, '"softmax"'),),
    ]


def test_a_loss_of_unknown_family_is_no_cross_entropy() -> None:
    unknown = Loss(None, Family.UNKNOWN, LOSS)
    for code in ("ZL202", "ZL206", "ZL208", "ZL210"):
        assert ask(code, run(head(1), unknown, labels())) == []
