"""What loops leave behind: only those that train stand for all rounds after their first, and widen what it wrote."""

from __future__ import annotations

import pytest
from libs.against import disagreements, really
from libs.run import run
from libs.training import program

from zerolint.program.data import Kind

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


LISTED = """
import os
found, rows = [], []
for name in os.listdir("pictures"):
    {body}
y = np.array(found)
"""


@pytest.mark.parametrize(
    ("body", "kind", "classes"),
    [
        ("found.append(0 if 'cat' in name else 1)", Kind.CLASSES, 2),
        ("found.append(0)\n    found.append(1)", Kind.CLASSES, 2),
        ("if 'cat' in name: found.append(0)\n    elif 'dog' in name: found.append(1)\n    else: found.append(2)",
         Kind.CLASSES, 3),
        ("if 'cat' in name: found.append([1, 0])\n    else: found.append([0, 1])", Kind.ONE_HOT, 2),
        ("label = [1, 0] if 'cat' in name else [0, 1]\n    found.append(label)", Kind.ONE_HOT, 2),
        ("found.append([len(name), 1])", Kind.UNKNOWN, None),
        ("found.append(0)", Kind.UNKNOWN, None),
        ("found.append(3 if 'cat' in name else 5)", Kind.UNKNOWN, 2),
        ("found.append('cat' if 'cat' in name else 'dog')", Kind.UNKNOWN, 2),
    ],
)  # fmt: skip
def test_what_a_loop_appends(body: str, kind: Kind, classes: int | None) -> None:
    data = run(LISTED.format(body=body)).data("y")
    assert (data.kind, data.classes, data.stats.constant) == (kind, classes, False)


def test_what_several_loops_append() -> None:
    script = """
import os
y = []
for k, folder in enumerate(["cats", "dogs", "cows"]):
    for name in os.listdir(folder):
        y.append(k)
y = np.array(y)
"""
    data = run(script).data("y")
    assert (data.kind, data.classes, data.stats.lo, data.stats.hi) == (Kind.CLASSES, 3, 0.0, 2.0)


def test_a_number_that_is_counted_up_elsewhere_is_no_constant() -> None:
    script = """
import os
class Counter:
    pass
c = Counter()
c.n = 0
y = []
for name in os.listdir("pictures"):
    y.append(c.n)
    c.n += 1
y = np.array(y)
"""
    assert not run(script).data("y").stats.constant


@pytest.mark.parametrize(
    "row",
    ["[a, b]", "[a, a ** 2, b]", "(a, 3, b - a)", "[a]", "[[a, b], [b, a]]", "[a, float(b)]"],
)
def test_each_column_of_rows_that_are_written_out_is_known(row: str) -> None:
    script = f"""
import random
random.seed(1)
x = []
for _ in range(400):
    a, b = random.uniform(-100, 100), random.randint(5, 20)
    x.append({row})
x = np.array(x)
"""
    assert disagreements(script) == []
    assert run(script).data("x").rows == 400


def test_a_column_computed_of_another_reaches_what_it_reaches() -> None:
    script = """
import random
rows = []
for _ in range(1000):
    value = random.uniform(-100, 100)
    rows.append([value, value ** 4])
x = np.array(rows)[:, 1]
"""
    reached, real = run(script).data("x").stats, really(script)
    assert 1e7 < reached.reaches_up_to <= real.max()
    assert reached.lo == 0.0


EPISODES = """while episode < 10:
    states.append(np.random.rand(6))
    x = np.squeeze(np.vstack([states]))
    if np.random.rand() > 0.9:
        episode += 1
        states = []
"""
UNTIL = """while len(states) < limit:
    states.append(np.random.rand(6))
    x = np.squeeze(np.array(states))
"""


@pytest.mark.parametrize("loop", [EPISODES, UNTIL, UNTIL.replace("while len(states) < limit", "for _ in range(500)")])
def test_the_first_round_is_like_any_other(loop: str) -> None:
    ran = run(f"limit = int(input())\nstates = []\nepisode = 0\nx = np.zeros((2, 6))\n{loop}")
    assert ran.data("x").shape == (None, 6)


@pytest.mark.parametrize(
    ("start", "step", "shape"),
    [
        ("np.empty((0, 4))", "np.append(x, np.ones((1, 4)), axis=0)", (None, 4)),
        ("np.zeros((5, 3))", "np.vstack((x, np.ones((1, 3))))", (None, 3)),
        ("np.zeros((4, 3))", "np.hstack([x, np.ones((4, 1))])", (4, None)),
        ("np.array([])", "np.append(x, 1.0)", (None,)),
        ("np.zeros((0, 3))", "np.concatenate([np.ones((2, 3)), x])", (None, 3)),
        ("np.zeros((9, 8))", "x[:, :4]", (9, 4)),
        ("np.zeros((9, 8))", "np.vstack([np.ones((5, 3)), np.ones((2, 3))])", (None, None)),
    ],
)
def test_what_is_put_together_in_a_loop_has_no_known_length(
    start: str, step: str, shape: tuple[int | None, ...]
) -> None:
    assert run(f"x = {start}\nfor line in open('a'):\n    x = {step}").data("x").shape == shape


def test_a_set_of_reviews_as_rows_of_several_ones() -> None:
    ran = run(
        "from tensorflow import keras\n(t, y), _ = keras.datasets.imdb.load_data(num_words=500)\n"
        "x = np.zeros((len(t), 500))\nfor i, row in enumerate(t):\n    x[i, row] = 1.0"
    )
    assert ran.data("x").kind is Kind.MULTI_HOT


ASKED = {
    "size": "x = np.vstack([x, np.ones(6)]) if x.size else np.ones(6)",
    "length": "x = np.vstack([x, np.ones(6)]) if len(x) > 0 else np.ones(6)",
    "shape": "x = np.ones((1, 6)) if x.shape[0] == 0 else np.vstack((x, np.ones((1, 6))))",
}


@pytest.mark.parametrize("step", ASKED.values(), ids=ASKED)
def test_what_is_empty_at_first_is_filled_later(step: str) -> None:
    x = run(f"x = np.array([])\nfor line in open('a'):\n    {step}").data("x")
    assert x.shape is None or x.shape[0] is None


ROWS = """class Rows:
    def __init__(self):
        self.all = None
    def add(self, row):
        self.all = row if self.all is None else np.vstack((self.all, row))
rows = Rows()
"""
KEPT = {
    "in an instance": (
        ROWS,
        "rows.add(np.ones((1, 6)))",
        "rows.all",
    ),
    "in a dictionary": (
        "rows = {'all': np.zeros((0, 6))}\n",
        "rows['all'] = np.vstack([rows['all'], np.ones((2, 6))])",
        "rows['all']",
    ),
}


@pytest.mark.parametrize(("made", "step", "kept"), KEPT.values(), ids=KEPT)
def test_what_is_kept_elsewhere_grows_too(made: str, step: str, kept: str) -> None:
    x = run(f"{made}for line in open('a'):\n    {step}\nx = {kept}").data("x")
    assert x.shape is None or x.shape[0] is None


def test_a_list_that_becomes_an_array() -> None:
    step = "x = np.concatenate([x, [np.ones(6)]]) if len(x) else np.array([np.ones(6)])"
    x = run(f"x = []\nfor line in open('a'):\n    {step}\nx = np.asarray(x)").data("x")
    assert x.shape is None or x.shape[0] is None


def test_columns_added_in_a_loop() -> None:
    ran = run(
        "f = pd.DataFrame({'u': np.zeros(90)})\nfor i in range(1, 50):\n    f[f'l{i}'] = f['u'].shift(i)\n"
        "x = f.dropna().drop(columns='u')"
    )
    assert ran.data("x").shape == (None, None)


@pytest.mark.parametrize(
    ("loop", "bounds"),
    [
        ("for i in range(50):\n    x[i] = np.random.uniform(0, 1, 3) + 1", (0.0, 2.0)),
        ("for i in range(1, 50):\n    x[i] = r[i] + 0.9 * x[i - 1]", (None, None)),
        ("for i in range(1, 50):\n    v = x[i - 1] * 2\n    x[i] = r[i] + v", (None, None)),
        ("for e in range(4):\n    m = x.mean()\n    for i in range(50):\n        x[i] = r[i] + m", (None, None)),
    ],
)
def test_arithmetic_adds_up_only_where_an_array_is_filled_from_itself(
    loop: str, bounds: tuple[float | None, float | None]
) -> None:
    stats = run(f"x, r = np.zeros((50, 3)), np.ones((50, 3))\n{loop}\n").data("x").stats
    assert (stats.lo, stats.hi) == bounds
