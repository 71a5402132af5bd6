"""Canonical names."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from zerolint.knowledge import renames
from zerolint.knowledge.names import canonical

SPELLINGS = {
    "joblib.dump": ["sklearn.externals.joblib.dump"],
    "keras": ["tensorflow.keras", "tf.keras", "tf_keras", "keras.api._v2.keras", "tensorflow.compat.v2.keras", "keras"],
    "keras.applications.ResNet50": ["keras.applications.resnet50.ResNet50", "keras_applications.resnet50.ResNet50"],
    "keras.applications.VGG16": ["keras.applications.vgg16.VGG16", "tensorflow.keras.applications.VGG16"],
    "keras.applications.resnet.preprocess_input": [
        "keras.applications.resnet.preprocess_input",
        "keras.applications.resnet50.preprocess_input",
    ],
    "keras.applications.vgg16": ["tensorflow.keras.applications.vgg16"],
    "keras.applications.vgg16.preprocess_input": ["keras.applications.vgg16.preprocess_input"],
    "keras.backend.mean": ["keras.backend.tensorflow_backend.mean", "tensorflow.keras.backend.mean"],
    "keras.callbacks.EarlyStopping": ["keras.callbacks.callbacks.EarlyStopping"],
    "keras.datasets.mnist.load_data": ["keras.src.datasets.mnist.load_data"],
    "keras.layers": ["keras.layers.core", "tensorflow.python.keras.layers"],
    "keras.layers.BatchNormalization": [
        "keras.layers.BatchNormalizationV1",
        "keras.layers.experimental.SyncBatchNormalization",
        "keras.layers.normalization.BatchNormalization",
    ],
    "keras.layers.Conv2D": ["keras.layers.AtrousConvolution2D", "keras.layers.convolutional.Convolution2D"],
    "keras.layers.Dense": [
        "keras.api.layers.Dense",
        "keras.layers.core.Dense",
        "keras.src.layers.core.dense.Dense",
        "tensorflow.compat.v1.keras.layers.Dense",
        "tensorflow.contrib.keras.api.keras.layers.Dense",
        "tensorflow.keras.layers.Dense",
        "tensorflow.python.keras.layers.core.Dense",
        "tensorflow_core.python.keras.layers.core.Dense",
    ],
    "keras.layers.Input": ["keras.Input", "keras.engine.topology.Input", "keras.layers.Input"],
    "keras.layers.LSTM": ["keras.layers.CuDNNLSTM", "keras.layers.recurrent.LSTM"],
    "keras.layers.Layer": ["keras.Layer", "keras.engine.base_layer.Layer", "keras.engine.topology.Layer"],
    "keras.layers.LeakyReLU": ["keras.layers.advanced_activations.LeakyReLU"],
    "keras.layers.Rescaling": ["keras.layers.experimental.preprocessing.Rescaling"],
    "keras.layers.TimeDistributed.from_config": ["keras.layers.wrappers.TimeDistributed.from_config"],
    "keras.layers.add": ["keras.layers.merge.add"],
    "keras.layers.merge": ["keras.layers.merge", "keras.engine.merge"],
    "keras.losses.BinaryCrossentropy": ["tensorflow.losses.BinaryCrossentropy"],
    "keras.losses.mse": ["keras.objectives.mse", "tensorflow.keras.losses.mse"],
    "keras.mixed_precision.set_global_policy": ["keras.mixed_precision.experimental.set_policy"],
    "keras.models.Model": [
        "keras.Model",
        "keras.engine.Model",
        "keras.engine.training.Model",
        "keras.models.Functional",
    ],
    "keras.models.Model.fit": ["keras.Model.fit"],
    "keras.models.Sequential": ["keras.Sequential", "keras.engine.sequential.Sequential"],
    "keras.models.load_model": ["keras.saving.load_model", "tensorflow.python.keras.saving.save.load_model"],
    "keras.ops.image.resize": ["keras.ops.image.resize"],
    "keras.ops.softmax": ["keras.ops.nn.softmax"],
    "keras.optimizers.Adam": [
        "keras.optimizers.adam",
        "keras.optimizers.legacy.Adam",
        "keras.optimizers.optimizer_v2.adam.Adam",
        "tensorflow.optimizers.Adam",
    ],
    "keras.optimizers.AdamW": ["keras.optimizers.experimental.AdamW"],
    "keras.optimizers.schedules.CosineDecay": ["keras.experimental.CosineDecay"],
    "keras.optimizers.schedules.ExponentialDecay": [
        "keras.optimizers.schedules.learning_rate_schedule.ExponentialDecay"
    ],
    "keras.preprocessing.image.ImageDataGenerator": [
        "keras.src.legacy.preprocessing.image.ImageDataGenerator",
        "keras_preprocessing.image.ImageDataGenerator",
    ],
    "keras.utils": ["keras.utils.np_utils"],
    "keras.utils.Sequence": ["keras.utils.PyDataset", "keras.utils.data_utils.Sequence"],
    "keras.utils.image_dataset_from_directory": ["keras.preprocessing.image_dataset_from_directory"],
    "keras.utils.load_img": ["keras.preprocessing.image.load_img", "keras.utils.load_img"],
    "keras.utils.to_categorical": ["keras.utils.np_utils.to_categorical"],
    "keras.wrappers.scikit_learn.KerasClassifier": ["tensorflow.keras.wrappers.scikit_learn.KerasClassifier"],
    "numpy.abs": ["numpy.absolute"],
    "numpy.argmax": ["numpy.core.fromnumeric.argmax"],
    "numpy.max": ["numpy.amax"],
    "pandas.DataFrame": ["pandas.core.frame.DataFrame"],
    "pandas.read_csv": ["pandas.io.parsers.read_csv"],
    "project.keras.layers.Dense": ["project.keras.layers.Dense"],
    "scikeras.wrappers.KerasClassifier": ["scikeras.wrappers.KerasClassifier"],
    "sklearn.datasets.make_blobs": ["sklearn.datasets.samples_generator.make_blobs"],
    "sklearn.model_selection.train_test_split": [
        "sklearn.cross_validation.train_test_split",
        "sklearn.model_selection._split.train_test_split",
    ],
    "sklearn.preprocessing.StandardScaler": ["sklearn.preprocessing.data.StandardScaler"],
    "tensorflow": ["tensorflow", "tensorflow.compat.v1"],
    "tensorflow.data.AUTOTUNE": ["tf.data.experimental.AUTOTUNE", "tensorflow.data.AUTOTUNE"],
    "tensorflow.losses.softmax_cross_entropy": ["tensorflow.losses.softmax_cross_entropy"],
    "tensorflow.nn.sigmoid": ["tensorflow.math.sigmoid", "tensorflow.sigmoid"],
    "tensorflow.reduce_mean": ["tensorflow.math.reduce_mean"],
    "tensorflow.train.AdamOptimizer": ["tensorflow.compat.v1.train.AdamOptimizer"],
    "tensorflow_addons.optimizers.LAMB": ["tensorflow_addons.optimizers.lamb.LAMB"],
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_has_one_name(name: str) -> None:
    assert [canonical(spelling) for spelling in SPELLINGS[name]] == [name] * len(SPELLINGS[name])


def test_a_canonical_name_stays() -> None:
    assert [canonical(name) for name in SPELLINGS] == list(SPELLINGS)
    moved = [f"tensorflow.{name}" for name in renames.TENSORFLOW.values()]
    assert [canonical(name) for name in moved] == moved
    moved = [f"numpy.{name}" for name in renames.NUMPY.values()]
    assert [canonical(name) for name in moved] == moved


ELSEWHERE = ("FlaxLayer", "JaxLayer", "TFSMLayer", "TorchModuleWrapper")  # Defined outside their area.
AREAS = (
    "callbacks",
    "constraints",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "optimizers",
    "regularizers",
)


@pytest.mark.parametrize("area", AREAS)
def test_where_keras_really_defines_it(keras: Any, public: Any, area: str) -> None:
    """The module that defines a public class and the place that shows it have one canonical name."""
    for name, thing in public(getattr(keras, area)):
        if not inspect.isclass(thing) or thing.__name__ != name or name in ELSEWHERE:
            continue
        inner, outer = canonical(f"{thing.__module__}.{name}"), canonical(f"tensorflow.keras.{area}.{name}")
        assert inner == outer, f"{thing.__module__}.{name}"


def test_tensorflow_renames_are_aliases(tensorflow: Any) -> None:
    """Where TensorFlow still has both names they are the same thing."""

    def find(path: str) -> Any:
        thing = tensorflow
        for part in path.split("."):
            thing = getattr(thing, part, None)
        return thing

    for old, new in renames.TENSORFLOW.items():
        assert find(new) is not None, new
        assert find(old) is None or find(old) is find(new), old
