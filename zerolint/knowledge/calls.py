"""Calls on models, generators and helpers: positional parameters by Keras version, older names, defaults.

`positional("Model.compile", keras=2)`; `parameter("Model.fit", "nb_epoch")` is `epochs`. Methods are asked by the
class that has them (`Model`, `Sequential`, `ImageDataGenerator`, `KerasClassifier`), functions by canonical path.
Sources: the signatures of Keras 3.15, tf_keras 2.21, Keras 2.3.1 and 1.2.2, SciKeras 0.13.
"""

from __future__ import annotations

_FIT = (
    "x y batch_size epochs verbose callbacks validation_split validation_data shuffle class_weight sample_weight "
    "initial_epoch steps_per_epoch validation_steps validation_batch_size validation_freq"
)
_GENERATOR = (
    "featurewise_center samplewise_center featurewise_std_normalization samplewise_std_normalization zca_whitening "
    "zca_epsilon rotation_range width_shift_range height_shift_range brightness_range shear_range zoom_range "
    "channel_shift_range fill_mode cval horizontal_flip vertical_flip rescale preprocessing_function data_format "
    "validation_split interpolation_order dtype"
)
_DIRECTORY = "directory labels label_mode class_names"

_KERAS3: dict[str, str] = {
    "ImageDataGenerator": _GENERATOR,
    "ImageDataGenerator.fit": "x augment rounds seed",
    "ImageDataGenerator.flow": "x y batch_size shuffle sample_weight seed save_to_dir save_prefix save_format",
    "ImageDataGenerator.flow_from_dataframe": (
        "dataframe directory x_col y_col weight_col target_size color_mode classes class_mode batch_size shuffle seed"
    ),
    "ImageDataGenerator.flow_from_directory": (
        "directory target_size color_mode classes class_mode batch_size shuffle seed save_to_dir save_prefix "
        "save_format follow_links subset interpolation"
    ),
    "ImageDataGenerator.standardize": "x",
    "KerasClassifier": "model",
    "KerasClassifier.fit": "x y sample_weight",
    "KerasClassifier.predict": "x",
    "Model": "inputs outputs name",
    "Model.compile": (
        "optimizer loss loss_weights metrics weighted_metrics run_eagerly steps_per_execution jit_compile "
        "auto_scale_loss"
    ),
    "Model.evaluate": "x y batch_size verbose sample_weight steps callbacks return_dict",
    "Model.evaluate_generator": "x steps callbacks max_queue_size workers use_multiprocessing verbose",
    "Model.fit": _FIT,
    "Model.fit_generator": (
        "x steps_per_epoch epochs verbose callbacks validation_data validation_steps validation_freq class_weight "
        "max_queue_size workers use_multiprocessing shuffle initial_epoch"
    ),
    "Model.get_layer": "name index",
    "Model.load_weights": "filepath skip_mismatch",
    "Model.predict": "x batch_size verbose steps callbacks",
    "Model.predict_classes": "x batch_size verbose",
    "Model.predict_generator": "x steps callbacks max_queue_size workers use_multiprocessing verbose",
    "Model.predict_on_batch": "x",
    "Model.predict_proba": "x batch_size verbose",
    "Model.save": "filepath overwrite zipped",
    "Model.test_on_batch": "x y sample_weight return_dict",
    "Model.train_on_batch": "x y sample_weight class_weight return_dict",
    "Sequential": "layers trainable name",
    "Sequential.add": "layer rebuild",
    "Tokenizer": "num_words filters lower split char_level oov_token analyzer",
    "keras.constraints.MaxNorm": "max_value axis",
    "keras.constraints.MinMaxNorm": "min_value max_value rate axis",
    "keras.constraints.UnitNorm": "axis",
    "keras.constraints.max_norm": "max_value axis",
    "keras.initializers.Constant": "value",
    "keras.initializers.Identity": "gain",
    "keras.initializers.Orthogonal": "gain seed",
    "keras.initializers.RandomNormal": "mean stddev seed",
    "keras.initializers.RandomUniform": "minval maxval seed",
    "keras.initializers.TruncatedNormal": "mean stddev seed",
    "keras.initializers.VarianceScaling": "scale mode distribution seed",
    "keras.models.clone_model": "model input_tensors clone_function",
    "keras.models.load_model": "filepath custom_objects compile safe_mode",
    "keras.preprocessing.sequence.TimeseriesGenerator": (
        "data targets length sampling_rate stride start_index end_index shuffle reverse batch_size"
    ),
    "keras.preprocessing.text.one_hot": "input_text n filters lower split",
    "keras.regularizers.L1": "l1",
    "keras.regularizers.L1L2": "l1 l2",
    "keras.regularizers.L2": "l2",
    "keras.regularizers.l1": "l1",
    "keras.regularizers.l1_l2": "l1 l2",
    "keras.regularizers.l2": "l2",
    "keras.utils.get_file": "fname origin untar md5_hash file_hash cache_subdir",
    "keras.utils.image_dataset_from_directory": (
        f"{_DIRECTORY} color_mode batch_size image_size shuffle seed validation_split subset interpolation"
    ),
    "keras.utils.img_to_array": "img data_format dtype",
    "keras.utils.load_img": "path color_mode target_size interpolation keep_aspect_ratio",
    "keras.utils.normalize": "x axis order",
    "keras.utils.pad_sequences": "sequences maxlen dtype padding truncating value",
    "keras.utils.split_dataset": "dataset left_size right_size shuffle seed",
    "keras.utils.text_dataset_from_directory": (
        f"{_DIRECTORY} batch_size max_length shuffle seed validation_split subset"
    ),
    "keras.utils.timeseries_dataset_from_array": (
        "data targets sequence_length sequence_stride sampling_rate batch_size shuffle seed start_index end_index"
    ),
    "keras.utils.to_categorical": "x num_classes",
}

_KERAS2: dict[str, str] = {
    "Model.compile": "optimizer loss metrics loss_weights weighted_metrics run_eagerly steps_per_execution",
    "Model.train_on_batch": "x y sample_weight class_weight reset_metrics return_dict",
    "Sequential": "layers name",
    "keras.utils.load_img": "path grayscale color_mode target_size interpolation keep_aspect_ratio",
    "keras.utils.to_categorical": "x num_classes dtype",
}

_KERAS1: dict[str, str] = {
    "Model.compile": "optimizer loss metrics loss_weights sample_weight_mode",
    "Model.evaluate": "x y batch_size verbose sample_weight",
    "Model.evaluate_generator": "x steps max_queue_size workers use_multiprocessing",
    "Model.fit": (
        "x y batch_size epochs verbose callbacks validation_split validation_data shuffle class_weight sample_weight "
        "initial_epoch"
    ),
    "Model.fit_generator": (
        "x samples_per_epoch epochs verbose callbacks validation_data nb_val_samples class_weight max_queue_size "
        "workers use_multiprocessing initial_epoch"
    ),
    "Model.predict": "x batch_size verbose",
    "Model.predict_generator": "x val_samples max_queue_size workers use_multiprocessing",
    "Model.train_on_batch": "x y sample_weight class_weight",
    "Sequential": "layers name",
}

# Older names of keywords. Keras 1's samples_per_epoch counts samples, not steps: it keeps its name.
_NAMES: dict[str, str] = {
    "dim_ordering": "data_format",
    "generator": "x",
    "input": "inputs",
    "max_q_size": "max_queue_size",
    "nb_classes": "num_classes",
    "nb_epoch": "epochs",
    "nb_worker": "workers",
    "nb_words": "num_words",
    "output": "outputs",
    "pickle_safe": "use_multiprocessing",
}
_OWN_NAMES: dict[str, dict[str, str]] = {
    "KerasClassifier": {"build_fn": "model"},
    "KerasClassifier.fit": {"X": "x"},
    "KerasClassifier.predict": {"X": "x"},
    "keras.constraints.MaxNorm": {"m": "max_value"},
    "keras.constraints.max_norm": {"m": "max_value"},
    "keras.regularizers.L1": {"l": "l1"},
    "keras.regularizers.L2": {"l": "l2"},
    "keras.regularizers.l1": {"l": "l1"},
    "keras.regularizers.l2": {"l": "l2"},
    "keras.utils.to_categorical": {"y": "x"},
}

DEFAULTS: dict[str, dict[str, object]] = {
    "ImageDataGenerator": {"featurewise_center": False, "rescale": None, "validation_split": 0.0},
    "ImageDataGenerator.flow": {"batch_size": 32, "shuffle": True},
    "ImageDataGenerator.flow_from_dataframe": {
        "batch_size": 32,
        "class_mode": "categorical",
        "color_mode": "rgb",
        "shuffle": True,
        "target_size": (256, 256),
        "x_col": "filename",
        "y_col": "class",
    },
    "ImageDataGenerator.flow_from_directory": {
        "batch_size": 32,
        "class_mode": "categorical",
        "color_mode": "rgb",
        "shuffle": True,
        "target_size": (256, 256),
    },
    "KerasClassifier": {"batch_size": None, "epochs": 1, "loss": None, "optimizer": "rmsprop"},
    "Model.compile": {"loss": None, "optimizer": "rmsprop"},
    "Model.fit": {
        "batch_size": 32,  # None stands for 32 when x is an array.
        "epochs": 1,
        "initial_epoch": 0,
        "shuffle": True,
        "validation_split": 0.0,
    },
    "Model.predict": {"batch_size": 32},
    "keras.initializers.Constant": {"value": 0.0},
    "keras.initializers.Identity": {"gain": 1.0},
    "keras.initializers.Orthogonal": {"gain": 1.0},
    "keras.initializers.RandomNormal": {"mean": 0.0, "stddev": 0.05},
    "keras.initializers.RandomUniform": {"maxval": 0.05, "minval": -0.05},
    "keras.initializers.TruncatedNormal": {"mean": 0.0, "stddev": 0.05},
    "keras.initializers.VarianceScaling": {"distribution": "truncated_normal", "mode": "fan_in", "scale": 1.0},
    "keras.preprocessing.sequence.TimeseriesGenerator": {"batch_size": 128, "sampling_rate": 1, "shuffle": False},
    "keras.regularizers.L1": {"l1": 0.01},
    "keras.regularizers.L1L2": {"l1": 0.0, "l2": 0.0},
    "keras.regularizers.L2": {"l2": 0.01},
    "keras.regularizers.l1": {"l1": 0.01},
    "keras.regularizers.l1_l2": {"l1": 0.0, "l2": 0.0},  # Keras 2's function: 0.01 and 0.01
    "keras.regularizers.l2": {"l2": 0.01},
    "keras.utils.image_dataset_from_directory": {
        "batch_size": 32,
        "color_mode": "rgb",
        "image_size": (256, 256),
        "label_mode": "int",
        "labels": "inferred",
        "shuffle": True,
    },
    "keras.utils.load_img": {"color_mode": "rgb"},
    "keras.utils.normalize": {"axis": -1, "order": 2},
    "keras.utils.pad_sequences": {"dtype": "int32", "padding": "pre", "truncating": "pre", "value": 0.0},
    "keras.utils.text_dataset_from_directory": {"batch_size": 32, "label_mode": "int", "shuffle": True},
    "keras.utils.timeseries_dataset_from_array": {"batch_size": 128, "sequence_stride": 1, "shuffle": False},
}

EPOCHS_KERAS1 = 10
"""Default of `nb_epoch` in Keras 1."""

_SAME: dict[str, str] = {
    "KerasRegressor": "KerasClassifier",
    "keras.preprocessing.image.ImageDataGenerator": "ImageDataGenerator",
    "keras.preprocessing.text.Tokenizer": "Tokenizer",
    "keras.utils.audio_dataset_from_directory": "keras.utils.text_dataset_from_directory",
    "keras.wrappers.scikit_learn.KerasClassifier": "KerasClassifier",
    "keras.wrappers.scikit_learn.KerasRegressor": "KerasClassifier",
    "scikeras.wrappers.KerasClassifier": "KerasClassifier",
    "scikeras.wrappers.KerasRegressor": "KerasClassifier",
}


def positional(call: str, *, keras: int = 3) -> tuple[str, ...]:
    """Names of the positional parameters, under today's names where the meaning is the same."""
    call = _known(call)
    older = _KERAS1.get(call) if keras == 1 else None
    if older is None and keras < 3:
        older = _KERAS2.get(call)
    return tuple((_KERAS3.get(call, "") if older is None else older).split())


def parameter(call: str, keyword: str) -> str:
    """Today's name of a keyword argument of this call."""
    call = _known(call)
    own = _OWN_NAMES.get(call, {}).get(keyword)
    if own is not None:
        return own
    return keyword if keyword in _KERAS3.get(call, "").split() else _NAMES.get(keyword, keyword)


def default(call: str, name: str, *, keras: int = 3) -> object | None:
    """The default of a parameter where it matters, else None."""
    call = _known(call)
    if keras == 1 and call == "Model.fit" and name == "epochs":
        return EPOCHS_KERAS1
    return DEFAULTS.get(call, {}).get(name)


def _known(call: str) -> str:
    owner, dot, method = call.rpartition(".")
    if owner in ("Sequential", "Functional") and method not in ("add", "pop"):
        return f"Model.{method}"
    if owner in _SAME:
        return f"{_SAME[owner]}{dot}{method}"
    return _SAME.get(call, call)
