"""One-hot labels are what Keras makes of them."""

from __future__ import annotations

import pytest
from libs.run import run, shown


def test_type_of_one_hot() -> None:
    real = pytest.importorskip("keras").utils.to_categorical([0, 2, 1])
    data = run("import keras\nx = keras.utils.to_categorical(np.array([0, 2, 1]))").data("x")
    assert (data.shape, data.dtype) == ((3, None), real.dtype.name)


def test_there_is_a_column_for_each_number_up_to_the_highest_label() -> None:
    read = "import pandas as pd\nfrom keras.utils import to_categorical\n"
    wine = "table = pd.read_csv('winequality-white.csv', sep=';')\ntable['quality'].describe()\n"
    assert "(4898,10)" in shown(f"{read}{wine}x = to_categorical(table.values[:, -1])\n")  # 3 to 9
