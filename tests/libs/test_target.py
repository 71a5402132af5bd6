"""Which Keras a script is written for, and what says so."""

from __future__ import annotations

import json
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
    "an old keyword of fit, of a model that isn't known": (
        "import keras\nclass T:\n    def train(self, x):\n        self.model.fit(x, (1, len(x)), nb_epoch=3)\n",
        2,
        "`nb_epoch=`",
    ),
    "TensorFlow 1 in a function that nothing calls": (
        "import keras\nimport tensorflow as tf\ndef f():\n    def g():\n        return tf.variable_scope('a')\n",
        2,
        "`tf.variable_scope`, which is older",
    ),
    "its compatible names": (
        "import keras\nimport tensorflow.compat.v1 as tf\ndef f():\n    def g():\n        return tf.Session()\n",
        3,
        "default",
    ),
    "an old keyword in a comment": (
        "import keras\nclass T:\n    pass  # self.model.fit(x, nb_epoch=3)\n",
        3,
        "default",
    ),
    "a parameter of one's own": (
        "import keras\ndef train(model, nb_epoch=3):\n    model.fit(epochs=nb_epoch)\ntrain(1, nb_epoch=2)\n",
        3,
        "default",
    ),
    "behind a test of something else": (
        "import keras, sys\nif len(sys.argv) > 1:\n    keras.objectives.mse\n",
        2,
        "`keras.objectives`",
    ),
    "behind a version": (
        "import keras\nif int(keras.__version__[0]) < 3:\n    keras.objectives.mse\n",
        3,
        "default",
    ),
    "an imported module": ("import keras.layers.recurrent\n", 2, "`keras.layers.recurrent`"),
    "a module that is still there": ("import keras.layers\nimport tensorflow.keras.layers\n", 3, "default"),
    "TensorFlow 1's optimizer": (
        "import tensorflow as tf\nfrom tensorflow import keras\ntf.train.AdamOptimizer(0.1)\n",
        2,
        "`tensorflow.train.AdamOptimizer`",
    ),
    "TensorFlow 1's graphs": (
        "import tensorflow as tf\ntf.compat.v1.disable_eager_execution()\nfrom tensorflow import keras\n",
        2,
        "`tensorflow.compat.v1.disable_eager_execution`",
    ),
    "TensorFlow 1 under its new name": (
        "import tensorflow.compat.v1 as tf\nfrom tensorflow import keras\ntf.Session()\n",
        3,
        "default",
    ),
    "another old library": (
        "from sklearn.cross_validation import KFold\nimport keras\n",
        2,
        "`sklearn.cross_validation.KFold`, which is older than Keras 3",
    ),
    "a library that is still there": ("from sklearn.model_selection import KFold\nimport keras\n", 3, "default"),
    "NumPy's old names": ("import numpy as np\nimport keras\nx = np.zeros(3, np.int)\n", 2, "`numpy.int`"),
    "NumPy's names": ("import numpy as np\nimport keras\nx = np.zeros(3, np.int64), np.bool\n", 3, "default"),
    "Python 2": ("import cPickle\nimport keras\n", 2, "`cPickle` of Python 2"),
    "Python 2's range": ("import keras\nfor i in xrange(3):\n    pass\n", 2, "`xrange` of Python 2"),
    "Python 2 or 3": ("import keras\nxrange = range\nfor i in xrange(3):\n    pass\n", 3, "default"),
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
    "what TensorFlow 1 runs on": ("# %%\n%tensorflow_version 1.x\nimport keras\n", 2, "`%tensorflow_version 1.x`"),
    "TensorFlow 2 in Colab": ("# %%\n%tensorflow_version 2.x\nimport keras\n", 3, "default"),
    "an optimizer's module": ("from keras.optimizers import adam_v2\n", 2, "`keras.optimizers.adam_v2`"),
    "the backend's maths in a loss": (
        "import keras\nfrom keras import backend as K\n"
        "def loss(t, p):\n    return K.sum(t - p)\n" + MODEL + "model.compile('sgd', loss)\n",
        2,
        "`keras.backend.sum`",
    ),
}
MODULES = {
    "an old module": ("from keras.preprocessing.text import Tokenizer\n", 2, "`keras.preprocessing.text.Tokenizer`"),
    "several names": ("from keras.layers import (\n    Dense,\n    CuDNNLSTM,\n)\n", 2, "`keras.layers.CuDNNLSTM`"),
    "Python 2": ("from keras.utils import np_utils\nprint 'hello'\n", 2, "`keras.utils.np_utils`"),
    "the backend's maths": (
        "import keras.backend as K\ndef dice(t, p):\n    return K.sum(K.flatten(t) * K.flatten(p))\n",
        2,
        "`keras.backend.sum`",
    ),
    "that of tf.keras, which is still there": (
        "from tensorflow.keras import backend as K\ndef dice(t, p):\n    return K.sum(t * p)\n",
        3,
        "default",
    ),
    "what the backend still has": (
        "from keras import backend as K\ndef clear():\n    K.clear_session()\n",
        3,
        "default",
    ),
    "in a try": ("try:\n    from keras.utils import np_utils\nexcept ImportError:\n    pass\n", 3, "default"),
    "where versions are told apart": (
        "import keras\nfrom keras import backend as K\nOLD = keras.__version__ < '3'\ntotal = lambda x: K.sum(x)\n",
        3,
        "default",
    ),
}
NOTED = {
    "a README": ({"README.md": "# Cats\nTested on TensorFlow 2.3.0\n"}, 2, "README.md: TensorFlow==2.3.0"),
    "a README of Keras 3": ({"readme.rst": "Needs Keras 3.4\n"}, 3, "readme.rst: Keras==3.4"),
    "a README that leaves it open": ({"README.md": "TensorFlow 2.x, Keras 2.0+\n"}, 3, "default"),
    "a README that names both": ({"README.md": "From Keras 2.3 to Keras 3.1\n"}, 3, "default"),
    "an old NumPy": ({"requirements.txt": "numpy==1.13\nkeras\n"}, 2, "requirements.txt: numpy==1.13"),
    "a new NumPy": ({"requirements.txt": "numpy==1.26\nkeras\n"}, 3, "default"),
    "an old Python": ({"runtime.txt": "python-3.6.8\n"}, 2, "runtime.txt: python==3.6.8"),
    "a newer Python": ({"runtime.txt": "python-3.11.2\n"}, 3, "default"),
    "an image": ({"Dockerfile": "FROM tensorflow/tensorflow:1.15.0\n"}, 2, "Dockerfile: tensorflow==1.15.0"),
    "what only TensorFlow before 2.16 needs": (
        {"requirements.txt": "Keras-Applications==1.0.8\n"},
        2,
        "requirements.txt: Keras-Applications==1.0.8",
    ),
    "Keras itself, whatever else is there": (
        {"requirements.txt": "numpy==1.13\n", "README.md": "Keras 2.1\n", "requirements-dev.txt": "keras==3.4\n"},
        3,
        "requirements-dev.txt: keras==3.4",
    ),
    "the usual file before others": (
        {"requirements.txt": "tensorflow==2.18\n", "requirements-old.txt": "tensorflow==1.15\n"},
        3,
        "requirements.txt: tensorflow==2.18",
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


@pytest.mark.parametrize("name", MODULES)
def test_evidence_in_a_module_of_the_project(tmp_path: Path, name: str) -> None:
    code, version, evidence = MODULES[name]
    (tmp_path / "own.py").write_text(code)
    found = target(tmp_path, "import keras\nimport own\n" + MODEL)
    assert found.version == version
    assert found.evidence.startswith(evidence)


def test_a_folder_that_its_own_files_import(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "own.py").write_text("from keras.utils import np_utils\n")
    assert target(tmp_path / "modules", "import keras\nfrom modules import own\n" + MODEL).version == 2
    assert target(tmp_path / "modules", "import keras\nfrom others import own\n" + MODEL).version == 3


@pytest.mark.parametrize("name", NOTED)
def test_evidence_beside_the_script(tmp_path: Path, name: str) -> None:
    files, version, evidence = NOTED[name]
    for file, text in files.items():
        (tmp_path / file).write_text(text)
    found = target(tmp_path, "import keras\n" + MODEL)
    assert (found.version, found.evidence) == (version, evidence)


@pytest.mark.parametrize(
    ("printed", "version"), [("Using TensorFlow backend.\n", 2), ("Using TensorFlow.\n", 3), ("loss: 0.3\n", 3)]
)
def test_evidence_in_the_outputs_of_a_notebook(tmp_path: Path, printed: str, version: int) -> None:
    output = {"output_type": "stream", "name": "stderr", "text": [printed]}
    cell = {"cell_type": "code", "source": "import keras\n" + MODEL, "outputs": [output], "metadata": {}}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    read_as = read(str(tmp_path / "a.ipynb"), json.dumps(notebook).encode()).program.target
    assert read_as.version == version


@pytest.mark.parametrize(
    ("source", "shown", "python", "version"),
    [
        ("print(tf.__version__)", "2.4.1\\n", "3.10.1", 2),
        ("keras.__version__", "'3.1.1'", "3.10.1", 3),
        ("x", "2.4.1", "3.10.1", 3),
        ("print(np.__version__, tf.__version__)", "1.19.0 2.4.1", "3.10.1", 3),
        ("x", "", "3.6.9", 2),
    ],
)
def test_versions_that_a_notebook_was_run_with(
    tmp_path: Path, source: str, shown: str, python: str, version: int
) -> None:
    outputs = [{"output_type": "stream", "name": "stdout", "text": [shown]}]
    cell = {
        "cell_type": "code",
        "metadata": {},
        "outputs": outputs,
        "source": ["from tensorflow import keras\n", source],
    }
    head = {"language_info": {"name": "python", "pygments_lexer": "ipython3", "version": python}}
    notebook = {"cells": [cell], "metadata": head, "nbformat": 4, "nbformat_minor": 4}
    assert read(str(tmp_path / "a.ipynb"), json.dumps(notebook).encode()).program.target.version == version
