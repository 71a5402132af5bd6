"""What loops leave behind: only those that train stand for all rounds after their first, and widen what it wrote."""

from __future__ import annotations

import pytest
from libs.training import program

NET = """
m = keras.Sequential([layers.Dense(5, activation="softmax")])
m.compile("sgd", "sparse_categorical_crossentropy")
"""
FILL = """
parts, labels = [], []
for kind in range({rounds}):
    block = np.random.rand(120, 8)
    block[:, kind:kind + 2] += 0.5{more}
    parts.append(block)
    labels.extend([kind] * 120)
x, y = np.concatenate(parts), np.array(labels)
m.fit(x, y)
"""


@pytest.mark.parametrize("rounds", [2, 5])
def test_every_round_of_a_loop_that_stores_values_counts(rounds: int) -> None:
    (run,) = program(NET + FILL.format(rounds=rounds, more="")).runs
    assert run.inputs[0].shape == (120 * rounds, 8)
    assert run.targets[0].stats.hi == rounds - 1


def test_the_first_round_of_a_loop_that_trains_is_not_the_only_one() -> None:
    script = FILL.format(rounds=5, more="\n    m.fit(block, np.zeros(120))")
    run = program(NET + script).runs[-1]
    assert run.inputs[0].rows in (None, 600)
    assert not run.targets[0].stats.constant
