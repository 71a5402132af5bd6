"""Which Keras a script is written for, and what says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from zerolint.program.program import Target
from zerolint.read import read

MODEL = "model = keras.Sequential([keras.layers.Dense(1)])\n"
WRITTEN = {
    "nothing": ("import keras\n" + MODEL, 3, "default"),
    "the tensorflow.keras path": ("from tensorflow import keras\n" + MODEL, 3, "default"),
    "an old module": ("from keras.utils import np_utils\n", 2, "`keras.utils.np_utils`, which Keras 3 doesn't have"),
    "an old attribute": ("import keras\nkeras.layers.CuDNNLSTM(3)\n", 2, "`keras.layers.CuDNNLSTM`"),
    "an old keyword of fit": ("import keras\n" + MODEL + "model.fit([1], [2], nb_epoch=3)\n", 2, "`nb_epoch=`"),
    "an old keyword of a layer": (
        "from keras.layers import Conv2D\nConv2D(3, 3, border_mode='same')\n",
        2,
        "`border_mode=`",
    ),
    "an old method": ("import keras\n" + MODEL + "model.reset_states()\n", 2, "`.reset_states`"),
    "tf_keras": ("import tf_keras as keras\n" + MODEL, 2, "`tf_keras.Sequential`"),
    "something new": ("import keras\nx = keras.ops.zeros((2, 2))\n", 3, "`keras.ops`, which Keras 2 doesn't have"),
    "old and new": ("import keras\nfrom keras.utils import np_utils\nx = keras.ops.zeros((2, 2))\n", 3, "default"),
    "behind hasattr": ("import keras\nif hasattr(keras, 'objectives'):\n    keras.objectives.mse\n", 3, "default"),
    "in a try": (
        "try:\n    from keras.utils import np_utils\nexcept ImportError:\n    np_utils = None\n",
        3,
        "default",
    ),
    "in a handler": ("try:\n    import keras.ops\nexcept ImportError:\n    import keras.engine\n", 3, "default"),
    "what ZL310 reports": ("import keras\nkeras.optimizers.Adam(lr=0.1, decay=0.1)\n", 3, "default"),
    "the environment": (
        "import os\nos.environ['TF_USE_LEGACY_KERAS'] = '1'\nimport keras\n",
        2,
        "TF_USE_LEGACY_KERAS=1",
    ),
    "the environment of a cell": (
        "# %%\n%env TF_USE_LEGACY_KERAS=1\nimport keras\n",
        2,
        "`%env TF_USE_LEGACY_KERAS=1`",
    ),
    "another backend": ("import os\nos.environ['KERAS_BACKEND'] = 'jax'\nimport keras\n", 3, "KERAS_BACKEND=jax"),
    "an installation": (
        "# %%\n!pip install -q tensorflow==2.15\nimport keras\n",
        2,
        "`!pip install -q tensorflow==2.15`",
    ),
}


def target(folder: Path, code: str, asked: str = "auto") -> Target:
    return read(str(folder / "train.py"), code.encode(), target_keras=asked).program.target


@pytest.mark.parametrize("name", WRITTEN)
def test_evidence_in_the_script(tmp_path: Path, name: str) -> None:
    code, version, evidence = WRITTEN[name]
    found = target(tmp_path, code)
    assert found.version == version
    assert found.evidence.startswith(evidence)


def test_pins_come_before_spellings_and_the_setting_before_all(tmp_path: Path) -> None:
    code = "from keras.utils import np_utils\n"
    assert target(tmp_path, code).legacy_only
    (tmp_path / "requirements.txt").write_text("numpy\nkeras==3.4\n")
    found = target(tmp_path, code)
    assert (found.version, found.evidence, found.legacy_only) == (3, "requirements.txt: keras==3.4", False)
    assert target(tmp_path, code, "2") == Target(2, "setting")


def test_the_nearest_folder_decides(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["tensorflow>=2.16"]\n')
    inner = tmp_path / "old"
    inner.mkdir()
    assert target(inner, "import keras\n").version == 3
    (inner / "requirements.txt").write_text("numpy\nkeras==2.3\n")
    assert target(inner, "import keras\n") == Target(2, "requirements.txt: keras==2.3")


def test_pins_that_disagree_decide_nothing(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("keras==2.3\ntensorflow==2.18\n")
    assert target(tmp_path, "import keras\n") == Target(3, "default")
