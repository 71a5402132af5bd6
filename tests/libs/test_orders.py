"""In which order rows come: shuffles are steps of what they shuffle, and remembered with their seeds."""

from __future__ import annotations

import pytest
from libs.training import program

SET = "ds = tf.data.Dataset.from_tensor_slices((x, y))\n"
NET = "m = keras.Sequential([layers.Dense(1)])\nm.compile('sgd', 'mse')\n"


def steps(script: str) -> tuple[str, ...]:
    """What was done to the inputs of the only training."""
    (run,) = program(NET + script).runs
    return tuple(f"{step.op} {step.by}".strip() for step in run.inputs[0].trail)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("ds.shuffle(10)", ("shuffle tf.data",)),
        ("ds.shuffle(10, reshuffle_each_iteration=True).skip(2)", ("shuffle tf.data", "skip tf.data")),
        ("ds.shuffle(10, None, False).cache().take(5)", ("shuffle tf.data, once", "cache tf.data", "take tf.data")),
    ],
)
def test_data_sets_tell_what_was_done_to_their_order(script: str, expected: tuple[str, ...]) -> None:
    assert steps(f"{SET}m.fit({script}.batch(32))") == expected


def test_rows_chosen_by_a_part_of_a_permutation_have_its_order() -> None:
    script = "p = np.random.permutation(640)\nm.fit(x[p[:500]], y[p[:500]])"
    (run,) = program(NET + script).runs
    assert run.inputs[0].did("shuffle").site is run.targets[0].did("shuffle").site


@pytest.mark.parametrize(
    ("labels", "ordered"),
    [
        ("k[np.argsort(k)]", True),
        ("k[k.argsort(kind='stable')]", True),
        ("k[np.argsort(k)[:100]]", None),
        ("k[np.argsort(-k)]", None),
        ("k[np.argsort(other)]", None),
        ("np.concatenate([np.full(50, i) for i in range(5)])", True),
        ("np.concatenate([np.zeros(50, int), np.ones(50, int), np.full(50, 2)])", True),
    ],
)
def test_labels_in_class_order(labels: str, *, ordered: bool | None) -> None:
    made = "k = np.array([0, 1, 2, 1, 0] * 40)\nother = np.random.rand(200)\n"
    (run,) = program(f"{NET}{made}m.fit(x, {labels})").runs
    assert (run.targets[0].ordered or None, run.targets[0].kind.value) == (ordered, "integer classes")


@pytest.mark.parametrize(
    ("change", "ordered"),
    [
        ("", True),
        ("table = table.head(70)", True),
        ("table = table[table.a > 3]", True),
        ("table = table.loc[np.random.permutation(100)]", False),
        ("table = table.nlargest(40, 'a')", None),
        ("table = table.iloc[list(other)]", None),
        ("rows = list(table.index)\nnp.random.shuffle(rows)\ntable = table.loc[rows]", None),
        ("table = table.merge(zero, on='a')", None),
    ],
)
def test_the_labels_of_two_tables_that_are_put_together_come_one_after_the_other(
    change: str, *, ordered: bool | None
) -> None:
    table = "zero = pd.DataFrame({'a': np.arange(50)})\none = zero.copy()\nzero['y'] = 0\none['y'] = 1\n"
    table += "table = pd.concat([zero, one], ignore_index=True)\nother = [3, 1]\n"
    (run,) = program(f"import pandas as pd\n{NET}{table}{change}\nm.fit(table[['a']], table['y'])").runs
    assert (run.targets[0].ordered, run.targets[0].kind.value) == (ordered, "integer classes")


@pytest.mark.parametrize(
    ("change", "mean"),
    [
        ("", 0.05),
        ("t = t.sample(frac=1)", 0.05),
        ("t = pd.concat([t] + [t[t.y == 1]] * 18)", None),
        ("t = pd.concat([t, t[t.y == 1].sample(1800, replace=True)])", None),
        ("t = pd.concat([t.iloc[:100], t.iloc[-100:]])", None),
        ("t = t[1800:]", None),
        ("t = t.tail(200)", None),
        ("t = t.nlargest(200, 'y')", None),
        ("t = t.merge(rare, on='a')", None),
    ],
)
def test_the_share_of_a_class_is_known_of_all_rows(change: str, mean: float | None) -> None:
    table = "many = pd.DataFrame({'a': np.arange(1900)})\nrare = many[:100].copy()\nmany['y'] = 0\nrare['y'] = 1\n"
    table += f"t = pd.concat([many, rare], ignore_index=True)\n{change}\n"
    (run,) = program(f"import pandas as pd\n{NET}{table}m.fit(t[['a']], t['y'])").runs
    assert run.targets[0].stats.mean == mean


@pytest.mark.parametrize(
    ("dataset", "size"),
    [
        ("ds", 640),
        ("ds.batch(32)", 20),
        ("ds.repeat()", -1),
        ("ds.repeat().take(3)", 3),
        ("ds.filter(lambda x, y: y > 0)", -2),
        ("ds.batch(2).unbatch()", -2),
        ("ds.filter(lambda x, y: y > 0).repeat()", -1),
        ("tf.data.Dataset.from_generator(lambda: iter(x), output_types='float32').batch(2).take(5)", -2),
        ("tf.data.TFRecordDataset(['a.tfrecord'])", -2),
    ],
)
def test_cardinality_is_what_tensorflow_says(dataset: str, size: int) -> None:
    """Held against TensorFlow 2.21."""
    for asked in (f"({dataset}).cardinality().numpy()", f"int(tf.data.experimental.cardinality({dataset}))"):
        (run,) = program(f"{SET}{NET}m.fit(x, y, epochs={asked})").runs
        assert run.epochs.get() == size


@pytest.mark.parametrize(
    ("call", "seeded", "seed"),
    [
        ("np.random.shuffle(x)", False, None),
        ("np.random.RandomState(3).permutation(x)", False, None),
        ("sklearn.utils.shuffle(x, random_state=3)", True, 3),
        ("pd.DataFrame(x).sample(frac=1, random_state=other())", True, None),
        ("random.shuffle(list(y))", False, None),
    ],
)
def test_shuffles_are_remembered(call: str, *, seeded: bool, seed: int | None) -> None:
    (done,) = program(f"import random, sklearn.utils\n{call}\n").done("shuffle")
    assert (done.get("seeded"), done.get("seed")) == (seeded, seed)


def test_what_evaluate_gets_is_told_by_the_element_of_a_data_set() -> None:
    (prediction,) = program(f"{NET}{SET}m.fit(ds.batch(8))\nm.evaluate(ds.skip(600).batch(8))").predictions
    assert [data.rows for data in (*prediction.inputs, *prediction.targets)] == [None, None]
    assert prediction.inputs[0].did("skip") is not None


def test_parts_of_a_permutation_are_different_rows() -> None:
    script = "p = np.random.permutation(640)\nm.fit(x[p[:500]], y[p[:500]], validation_data=(x[p[500:]], y[p[500:]]))"
    (run,) = program(NET + script).runs
    trained, held_out = run.inputs[0].trail[-1], run.validation_inputs[0].trail[-1]
    assert (trained.op, trained.by, held_out.by) == ("index", ":500 of shuffled", "500: of shuffled")


def test_what_is_unpacked_from_a_file_are_different_arrays() -> None:
    loaded = "import pickle\na, b, c, d = pickle.load(open('data.pkl', 'rb'))\n"
    (run,) = program(NET + loaded + "m.fit(a, b, validation_data=(c, d))").runs
    parts = [data.trail[-1].by for data in (*run.inputs, *run.targets, *run.validation_inputs, *run.validation_targets)]
    assert parts == ["0", "1", "2", "3"]
