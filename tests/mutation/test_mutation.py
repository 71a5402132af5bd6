"""The mutation test's own parts; originals are silent, and what was found of mutants is found (a drawn sample)."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import libcst as cst
import pytest
from respell.drawing import commit

from .journal import Journal
from .linting import Found, findings, judge, kills
from .mutant import INSERTED, Mutant, mutants, operators
from .report import MISSED
from .study import PROGRAMS, Study, studies

DRAWN = 60
"""So many mutants are linted for each commit."""
DEEPCRIME = {
    "TCL", "TRD", "TUD", "TAN", "TCO", "HBS", "HLR", "HNE", "HDB", "ACH", "ARM", "AAL", "RAW", "RCW", "RRW", "RCD",
    "RCP", "WCI", "WAB", "WRB", "LCH", "OCH", "OCG", "VRM",
}  # fmt: skip
"""Its operators, by the abbreviations that it has for them."""


@cache
def study(name: str) -> Study:
    found = next(path for path in PROGRAMS.iterdir() if path.stem == name)
    return Study.of(found)


def only(program: str, operator: str, what: str) -> Mutant:
    return next(one for one in mutants(study(program), [operator]) if one.what == what)


def text(mutant: Mutant) -> str:
    return "\n".join(one.characters for one in mutant.program.files.values())


def test_every_operator_of_deepcrime_is_there() -> None:
    assert {source for source, _ in operators().values()} - {"own"} == DEEPCRIME


@pytest.mark.parametrize("name", sorted(path.stem for path in PROGRAMS.iterdir() if path.stem != "__pycache__"))
def test_nothing_is_found_in_a_correct_program(name: str) -> None:
    assert [one for one in findings(study(name).program) if one.confidence != "low"] == []


@pytest.mark.parametrize(
    ("program", "written"),
    [
        ("california_scaler", "SGD(learning_rate=10.0)"),
        ("moons_tanh", "SGD(10.0, momentum"),
        ("cancer_main", '"--lr", type=float, default=10.0'),
        ("csv_prices", "LEARNING_RATE = 10.0"),
        ("random_dataclass", "learning_rate: float = 10.0"),
        ("custom_loss", "lr=10.0):"),
        ("callbacks_sgd", "lr = 10.0\n"),
        ("mnist_dense", "optimizer=mutated_keras.optimizers.Adam(learning_rate=10.0)"),
        ("regression_batchnorm", "initial_learning_rate=10.0"),
    ],
)
def test_a_value_is_changed_where_it_is_written(program: str, written: str) -> None:
    mutant = only(program, "change_learning_rate", "10")
    assert written in text(mutant)
    assert "ZL301" in mutant.codes


@pytest.mark.parametrize(
    ("program", "operator", "what", "written"),
    [
        ("mnist_dense", "change_epochs", "1", "epochs=1,"),
        ("fashion_conv", "change_batch_size", "512", "batch_size = 512"),
        ("blobs_dataset", "change_batch_size", "512", "BATCH = 512"),
        ("cancer_main", "change_activation_function", "Dense 0: relu → tanh", '"--activation", default="tanh"'),
        ("iris_onehot", "change_activation_function", "Dense 1: softmax → relu", 'Activation("relu")'),
        ("boston_by_hand", "remove_scaling", "2 places", "train_data = train_data\n"),
        ("image_folder", "remove_scaling", "1 places", "Rescaling(1.0, "),
        ("mnist_dense", "shift_labels", "+ 1", "model.fit(x_train, y_train + 1,"),
        ("tape_loop", "forget_to_apply_gradients", "", "    pass\n    return loss"),
        ("blobs_dataset", "forget_to_batch", "", "train.shuffle(900).prefetch"),
        ("imdb_bag_of_words", "remove_validation_set", "validation_data", "batch_size=32)"),
        ("random_dataclass", "change_dropout_rate", "0: 0.75", "rate: float = 0.75"),
        ("mnist_dense", "delete_training_data", "99%", "x_train[::100], y_train[::100]"),
        ("diabetes_target_scaled", "forget_to_read_back", "", "predicted = model.predict(X_test)\n"),
    ],
)
def test_an_operator_changes_what_it_says(program: str, operator: str, what: str, written: str) -> None:
    assert written in text(only(program, operator, what))


def drawn() -> list[Mutant]:
    """Mutants that meet a condition, of the programs that this commit looks at."""
    draw = random.Random(commit())
    some = draw.sample(studies(), 10)
    every = [one for study in some for one in mutants(study) if one.codes]
    return draw.sample(every, DRAWN)


def test_a_drawn_sample_is_found_as_before() -> None:
    missed = set(MISSED.read_text(encoding="utf-8").splitlines())
    mine, wrong = drawn(), []
    originals = {name: findings(study(name).program) for name in {one.original for one in mine}}
    for one in mine:
        cst.parse_module(text(one))
        killed = judge(one, originals[one.original]).killed
        if killed == (one.name in missed):
            wrong.append(f"{one.name}: {'is found now: run accept' if killed else 'isn’t found any more'}")
    assert not wrong, "\n".join(wrong)


def test_what_is_missed_is_a_mutant() -> None:
    names = {name.partition(": ")[0] for name in MISSED.read_text(encoding="utf-8").splitlines()}
    assert names <= {path.stem for path in PROGRAMS.iterdir()}


def found(code: str = "ZL301", confidence: str = "medium", lines: tuple[int, ...] = ()) -> Found:
    return Found(code, confidence, "", frozenset(lines), frozenset())


def test_only_the_right_rule_at_the_right_place_kills() -> None:
    mutant = only("california_scaler", "change_learning_rate", "10")
    at = tuple(mutant.lines - {INSERTED})
    assert kills(found(lines=at), mutant)
    assert not kills(found(code="ZL304", lines=at), mutant)
    assert not kills(found(confidence="low", lines=at), mutant)
    assert not kills(found(lines=(max(at) + 1,)), mutant)


def test_a_mutant_that_meets_no_condition_is_not_killed() -> None:
    mutant = only("mnist_dense", "change_label", "50%")
    assert mutant.codes == frozenset()
    assert not kills(found(lines=tuple(mutant.lines)), mutant)


def test_the_journal_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "seen.jsonl"
    journal = Journal(path)
    journal.write("a", killed=True)
    journal.write("a", harmful=False)
    journal.write("b", killed=False)
    path.write_text(path.read_text(encoding="utf-8") + '{"mutant": "c", "kil', encoding="utf-8")
    again = Journal(path)
    assert again.entry("a") == {"killed": True, "harmful": False}
    assert [name for name, _ in again.entries()] == ["a", "b"]
