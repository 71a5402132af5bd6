"""Evidence for the Keras version that a script targets: spellings that only some versions understand.

Paths are asked *as written*, with the root they were imported from (`tensorflow.keras.layers.core.Dense`), since
`tf.keras` on Keras 3 still has what `keras` has dropped (`preprocessing.text`, `ImageDataGenerator`, `backend.mean`).
Never evidence: what ZL310, ZL315 and ZL505 report (`lr=`, `decay=`, `predict_classes`, `fit_generator`, `'logcosh'`,
`batch_input_shape`), and the `tensorflow.keras` path alone. Checked on TensorFlow 2.21 with Keras 3.15.
"""

from __future__ import annotations

import re
import sys

NOT_EVIDENCE = frozenset(
    {
        "batch_input_shape",
        "decay",
        "evaluate_generator",
        "fit_generator",
        "logcosh",
        "lr",
        "predict_classes",
        "predict_generator",
        "predict_proba",
    }
)
"""Old spellings that rules report, so that they mustn't settle the target."""

# Under `keras.` and `tensorflow.keras.` alike: gone in Keras 3.
_GONE: dict[str, int] = {
    "applications.keras_applications": 2,
    "applications.regnet": 2,
    "applications.resnet_rs": 2,
    "backend.get_session": 2,
    "backend.image_dim_ordering": 1,
    "backend.learning_phase": 2,
    "backend.manual_variable_initialization": 2,
    "backend.set_image_dim_ordering": 1,
    "backend.set_learning_phase": 2,
    "backend.set_session": 2,
    "backend.tensorflow_backend": 2,
    "backend.tf": 2,
    "backend.theano_backend": 2,
    "callbacks.BaseLogger": 2,
    "callbacks.callbacks": 2,
    "callbacks.experimental": 2,
    "callbacks.tensorboard_v1": 2,
    "constraints.maxnorm": 2,
    "constraints.nonneg": 2,
    "constraints.unitnorm": 2,
    "contrib": 2,
    "engine": 2,
    "estimator": 2,
    "experimental": 2,
    "feature_column": 2,
    "initializations": 1,
    "initializers.normal": 2,
    "layers.AbstractRNNCell": 2,
    "layers.AtrousConvolution1D": 1,
    "layers.AtrousConvolution2D": 1,
    "layers.ConvLSTM2DCell": 2,
    "layers.ConvRecurrent2D": 2,
    "layers.CuDNNGRU": 2,
    "layers.CuDNNLSTM": 2,
    "layers.Deconvolution2D": 1,
    "layers.DenseFeatures": 2,
    "layers.Highway": 1,
    "layers.LocallyConnected1D": 2,
    "layers.LocallyConnected2D": 2,
    "layers.MaxoutDense": 1,
    "layers.Merge": 1,
    "layers.TimeDistributedDense": 1,
    "layers.advanced_activations": 2,
    "layers.attention": 2,
    "layers.containers": 1,
    "layers.convolutional": 2,
    "layers.convolutional_recurrent": 2,
    "layers.core": 2,
    "layers.cudnn_recurrent": 2,
    "layers.dense_attention": 2,
    "layers.embeddings": 2,
    "layers.experimental": 2,
    "layers.local": 2,
    "layers.merge": 2,
    "layers.noise": 2,
    "layers.normalization": 2,
    "layers.pooling": 2,
    "layers.preprocessing": 2,
    "layers.recurrent": 2,
    "layers.recurrent_v2": 2,
    "layers.serialization": 2,
    "layers.wrappers": 2,
    "legacy.interfaces": 2,
    "legacy.layers": 2,
    "losses.cosine_proximity": 2,
    "mixed_precision.experimental": 2,
    "models.model_from_config": 2,
    "models.model_from_yaml": 2,
    "objectives": 1,
    "optimizer_v1": 2,
    "optimizer_v2": 2,
    "optimizers.TFOptimizer": 2,
    "optimizers.adadelta_v2": 2,
    "optimizers.adagrad_v2": 2,
    "optimizers.adam_v2": 2,
    "optimizers.adamax_v2": 2,
    "optimizers.experimental": 2,
    "optimizers.gradient_descent_v2": 2,
    "optimizers.legacy": 2,
    "optimizers.nadam_v2": 2,
    "optimizers.optimizer_v2": 2,
    "optimizers.rmsprop_v2": 2,
    "premade": 2,
    "preprocessing.image.flip_axis": 2,
    "regularizers.WeightRegularizer": 1,
    "utils.GeneratorEnqueuer": 2,
    "utils.HDF5Matrix": 2,
    "utils.OrderedEnqueuer": 2,
    "utils.SequenceEnqueuer": 2,
    "utils.all_utils": 2,
    "utils.conv_utils": 2,
    "utils.data_utils": 2,
    "utils.generic_utils": 2,
    "utils.io_utils": 2,
    "utils.layer_utils": 2,
    "utils.losses_utils": 2,
    "utils.multi_gpu_model": 2,
    "utils.multi_gpu_utils": 2,
    "utils.np_utils": 2,
    "utils.print_summary": 2,
    "utils.test_utils": 2,
    "utils.tf_utils": 2,
    "utils.training_utils": 2,
    "utils.vis_utils": 2,
    "utils.visualize_util": 1,
    "wrappers.scikit_learn": 2,
}

# Under `keras.` only: `tensorflow.keras.` on Keras 3 still has them.
_GONE_FROM_KERAS: dict[str, int] = {
    "layers.RandomHeight": 2,
    "layers.RandomWidth": 2,
    "layers.ThresholdedReLU": 2,
    "losses.MSE": 2,
    "losses.kullback_leibler_divergence": 2,
    "losses.mse": 2,
    "preprocessing.image.DirectoryIterator": 2,
    "preprocessing.image.ImageDataGenerator": 2,
    "preprocessing.image.Iterator": 2,
    "preprocessing.image.NumpyArrayIterator": 2,
    "preprocessing.image.apply_affine_transform": 2,
    "preprocessing.image.random_rotation": 2,
    "preprocessing.image.random_shift": 2,
    "preprocessing.image.random_zoom": 2,
    "preprocessing.sequence.TimeseriesGenerator": 2,
    "preprocessing.sequence.make_sampling_table": 2,
    "preprocessing.sequence.skipgrams": 2,
    "preprocessing.text": 2,
}

# Under `tensorflow.keras.` only: there Keras 3 has the short names alone (`losses.mse`), `keras.` has these alone.
_GONE_FROM_TENSORFLOW: dict[str, int] = {
    "losses.kl_divergence": 2,
    "losses.log_cosh": 2,
    "losses.mean_absolute_error": 2,
    "losses.mean_absolute_percentage_error": 2,
    "losses.mean_squared_error": 2,
    "losses.mean_squared_logarithmic_error": 2,
    "metrics.kl_divergence": 2,
    "metrics.log_cosh": 2,
    "metrics.mean_absolute_error": 2,
    "metrics.mean_absolute_percentage_error": 2,
    "metrics.mean_squared_error": 2,
    "metrics.mean_squared_logarithmic_error": 2,
}

# New in Keras 3.
_NEW: dict[str, int] = {
    "KerasTensor": 3,
    "Operation": 3,
    "Variable": 3,
    "activations.log_softmax": 3,
    "activations.relu6": 3,
    "config.set_backend": 3,
    "device": 3,
    "distribution": 3,
    "dtype_policies": 3,
    "layers.JaxLayer": 3,
    "layers.RMSNormalization": 3,
    "layers.TFSMLayer": 3,
    "layers.TorchModuleWrapper": 3,
    "ops": 3,
    "quantizers": 3,
    "random": 3,
    "tree": 3,
    "utils.PyDataset": 3,
}

_BACKEND_KEPT = frozenset(
    {
        "backend",
        "clear_session",
        "epsilon",
        "floatx",
        "get_uid",
        "image_data_format",
        "is_float_dtype",
        "is_int_dtype",
        "is_keras_tensor",
        "result_type",
        "set_epsilon",
        "set_floatx",
        "set_image_data_format",
        "standardize_dtype",
    }
)
"""What `keras.backend` still has in Keras 3."""

# Whole roots.
_ROOTS: tuple[tuple[str, int], ...] = (
    ("keras_applications", 2),
    ("keras_contrib", 2),
    ("keras_core", 3),
    ("keras_preprocessing", 2),
    ("tensorflow.contrib", 2),
    ("tensorflow.python.keras", 2),
    ("tensorflow_addons", 2),
    ("tf_keras", 2),
)

_TF1: frozenset[str] = frozenset(
    {
        "tensorflow.AUTO_REUSE",
        "tensorflow.ConfigProto",
        "tensorflow.FixedLenFeature",
        "tensorflow.GPUOptions",
        "tensorflow.GraphDef",
        "tensorflow.GraphKeys",
        "tensorflow.InteractiveSession",
        "tensorflow.OptimizerOptions",
        "tensorflow.Print",
        "tensorflow.RunOptions",
        "tensorflow.Session",
        "tensorflow.Summary",
        "tensorflow.VarLenFeature",
        "tensorflow.WholeFileReader",
        "tensorflow.add_to_collection",
        "tensorflow.all_variables",
        "tensorflow.app",
        "tensorflow.arg_max",
        "tensorflow.arg_min",
        "tensorflow.assign",
        "tensorflow.assign_add",
        "tensorflow.colocate_with",
        "tensorflow.confusion_matrix",
        "tensorflow.count_nonzero",
        "tensorflow.data.make_one_shot_iterator",
        "tensorflow.decode_raw",
        "tensorflow.depth_to_space",
        "tensorflow.diag",
        "tensorflow.disable_eager_execution",
        "tensorflow.disable_v2_behavior",
        "tensorflow.div",
        "tensorflow.enable_eager_execution",
        "tensorflow.extract_image_patches",
        "tensorflow.flags",
        "tensorflow.get_collection",
        "tensorflow.get_default_graph",
        "tensorflow.get_variable",
        "tensorflow.gfile",
        "tensorflow.global_variables",
        "tensorflow.global_variables_initializer",
        "tensorflow.glorot_uniform_initializer",
        "tensorflow.image.resize_bilinear",
        "tensorflow.image.resize_images",
        "tensorflow.image.resize_nearest_neighbor",
        "tensorflow.initialize_all_variables",
        "tensorflow.is_inf",
        "tensorflow.is_nan",
        "tensorflow.layers",
        "tensorflow.local_variables_initializer",
        "tensorflow.log",
        "tensorflow.logging",
        "tensorflow.losses.softmax_cross_entropy",
        "tensorflow.matrix_inverse",
        "tensorflow.multinomial",
        "tensorflow.nn.dynamic_rnn",
        "tensorflow.nn.rnn_cell",
        "tensorflow.nn.static_rnn",
        "tensorflow.nn.xw_plus_b",
        "tensorflow.orthogonal_initializer",
        "tensorflow.parse_example",
        "tensorflow.parse_single_example",
        "tensorflow.placeholder",
        "tensorflow.py_func",
        "tensorflow.python_io",
        "tensorflow.random.set_random_seed",
        "tensorflow.random_crop",
        "tensorflow.random_normal",
        "tensorflow.random_shuffle",
        "tensorflow.random_uniform",
        "tensorflow.read_file",
        "tensorflow.reset_default_graph",
        "tensorflow.saved_model.builder",
        "tensorflow.saved_model.simple_save",
        "tensorflow.saved_model.tag_constants",
        "tensorflow.set_random_seed",
        "tensorflow.space_to_depth",
        "tensorflow.sparse_placeholder",
        "tensorflow.sparse_tensor_to_dense",
        "tensorflow.sparse_to_dense",
        "tensorflow.string_split",
        "tensorflow.summary.FileWriter",
        "tensorflow.summary.merge_all",
        "tensorflow.tables_initializer",
        "tensorflow.to_float",
        "tensorflow.to_int32",
        "tensorflow.to_int64",
        "tensorflow.train.AdamOptimizer",
        "tensorflow.train.GradientDescentOptimizer",
        "tensorflow.train.MonitoredTrainingSession",
        "tensorflow.train.Optimizer",
        "tensorflow.train.RMSPropOptimizer",
        "tensorflow.train.Saver",
        "tensorflow.train.exponential_decay",
        "tensorflow.train.global_step",
        "tensorflow.train.start_queue_runners",
        "tensorflow.train.write_graph",
        "tensorflow.trainable_variables",
        "tensorflow.truncated_normal",
        "tensorflow.variable_scope",
        "tensorflow.compat.v1.disable_eager_execution",
        "tensorflow.compat.v1.disable_v2_behavior",
    }
)
"""TensorFlow 1 under its own name (not `compat.v1`): TensorFlow 2.21 has none of these; and what `fit` raises under."""

_OF_THEN: frozenset[str] = frozenset(
    {
        "numpy.complex",
        "numpy.float",
        "numpy.int",
        "numpy.object",
        "numpy.str",
        "pandas.Panel",
        "pandas.rolling_mean",
        "pandas.scatter_matrix",
        "scipy.misc.bytescale",
        "scipy.misc.fromimage",
        "scipy.misc.imfilter",
        "scipy.misc.imread",
        "scipy.misc.imresize",
        "scipy.misc.imrotate",
        "scipy.misc.imsave",
        "scipy.misc.imshow",
        "scipy.misc.toimage",
        "sklearn.cross_validation",
        "sklearn.datasets.fetch_mldata",
        "sklearn.datasets.load_boston",
        "sklearn.datasets.samples_generator",
        "sklearn.externals",
        "sklearn.grid_search",
        "sklearn.learning_curve",
        "sklearn.preprocessing.Imputer",
    }
)
"""What NumPy (1.24), pandas, SciPy (1.3) and scikit-learn (1.2) had dropped before Keras 3 came out."""

KEYWORDS: dict[str, int] = {
    "U_regularizer": 1,
    "W_constraint": 1,
    "W_regularizer": 1,
    "atrous_rate": 1,
    "b_constraint": 1,
    "b_regularizer": 1,
    "border_mode": 1,
    "dim_ordering": 1,
    "dropout_U": 1,
    "dropout_W": 1,
    "filter_length": 1,
    "forget_bias_init": 1,
    "init": 1,
    "inner_activation": 1,
    "inner_init": 1,
    "max_q_size": 1,
    "nb_col": 1,
    "nb_epoch": 1,
    "nb_filter": 1,
    "nb_row": 1,
    "nb_val_samples": 1,
    "nb_worker": 1,
    "pickle_safe": 1,
    "pool_length": 1,
    "sample_weight_mode": 2,
    "samples_per_epoch": 1,
    "subsample": 1,
    "subsample_length": 1,
    "target_tensors": 2,
    "val_samples": 1,
}
"""Keywords of calls on Keras things (only there) that later versions reject."""

OLDEST = frozenset(name for name, version in KEYWORDS.items() if version == 1 and name != "init")
"""Those of Keras 1 that mean nothing elsewhere."""

METHODS: dict[str, int] = {
    "add_update": 2,
    "get_input_at": 2,
    "get_output_at": 2,
    "reset_states": 2,
    "state_updates": 2,
    "to_yaml": 2,
    "uses_learning_phase": 2,
}
"""Methods and attributes of models and metrics that later versions lack (LSTM keeps `reset_states`)."""

ENVIRONMENT: dict[tuple[str, str], int] = {
    ("KERAS_BACKEND", "jax"): 3,
    ("KERAS_BACKEND", "openvino"): 3,
    ("KERAS_BACKEND", "theano"): 2,
    ("KERAS_BACKEND", "torch"): 3,
    ("TF_USE_LEGACY_KERAS", "1"): 2,
    ("TF_USE_LEGACY_KERAS", "True"): 2,
    ("TF_USE_LEGACY_KERAS", "true"): 2,
}
"""Environment variables that a script sets."""

SHELL: dict[str, int] = {
    **{f"{name}={value}": version for (name, value), version in ENVIRONMENT.items()},
    "%tensorflow_version1": 2,
}
"""What a shell line of a notebook holds, without its spaces."""

PRINTED = (
    "Using TensorFlow backend.",
    "Using Theano backend.",
    "Using CNTK backend",
    "`Model.fit_generator` is deprecated and will be removed",
    "`Model.predict_generator` is deprecated and will be removed",
    "`Sequential.predict_classes()` is deprecated and will be removed",
    "`model.predict_classes()` is deprecated and will be removed",
    "The `lr` argument is deprecated, use `learning_rate` instead",
)
"""What Keras printed when it was imported, up to 2.3, and of what Keras 3 dropped."""

_CLAUSE = re.compile(r"(===?|~=|<=?|>=?)\s*v?(\d+)(?:\.(\d+))?(\.\d+)?")

# The first version (major, minor) with Keras 3, and with Keras 2.
_FIRST: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "keras": ((3, 0), (2, 0)),
    "tensorflow": ((2, 16), (1, 4)),
}
_PACKAGES: dict[str, str] = {
    "intel-tensorflow": "tensorflow",
    "tensorflow": "tensorflow",
    "tensorflow-cpu": "tensorflow",
    "tensorflow-gpu": "tensorflow",
    "tensorflow-macos": "tensorflow",
}

_OUTLIVED: dict[str, tuple[int, int]] = {
    "h5py": (3, 10),
    "keras-applications": (sys.maxsize, 0),
    "keras-contrib": (sys.maxsize, 0),
    "keras-preprocessing": (sys.maxsize, 0),
    "numpy": (1, 23),
    "python": (3, 9),
    "tensorboard": (2, 16),
    "tensorflow-addons": (sys.maxsize, 0),
    "tensorflow-estimator": (sys.maxsize, 0),
}
"""The first version that TensorFlow 2.16, the first with Keras 3, can be installed with."""


def by_path(written: str) -> int | None:
    """The version of Keras (1, 2 or 3) that has this path, as it was imported or used; None if it says nothing."""
    for root, version in _ROOTS:
        if written == root or written.startswith(root + "."):
            return version
    if _among(written, _TF1) or of_then(written):
        return 2
    for root in ("tensorflow.keras.", "keras."):
        if written.startswith(root):
            return _inside(written.removeprefix(root), standalone=root == "keras.")
    return None


def of_then(written: str) -> bool:
    """Whether it is no part of Keras, and was gone when Keras 3 came out."""
    return _among(written, _OF_THEN)


def _among(written: str, paths: frozenset[str]) -> bool:
    """Whether it is one of these paths, or lies in one."""
    parts = written.split(".")
    return any(".".join(parts[:count]) in paths for count in range(1, len(parts) + 1))


def by_pin(package: str, specifier: str) -> int | None:
    """The version of Keras that a requirement (`tensorflow`, `==2.15.*`) brings; None if it leaves that open."""
    name = package.lower().replace("_", "-")
    if name in ("tf-keras", "tf-keras-nightly"):
        return 2
    name = _PACKAGES.get(name, name)
    if name not in _FIRST:
        return None
    three, two = _FIRST[name]
    low, high = _bounds(specifier)
    if low >= three:
        return 3
    if high > three:
        return None
    return 1 if name == "keras" and high <= two else 2


def outlived(package: str, specifier: str) -> bool:
    """Whether a requirement leaves no room for Keras 3, though it is about something else (`numpy==1.13`)."""
    first = _OUTLIVED.get(package.lower().replace("_", "-"))
    return first is not None and (first[0] == sys.maxsize or _bounds(specifier)[1] <= first)


def _bounds(specifier: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The least version that a specifier admits, and the least one above all that it admits."""
    low, high = (0, 0), (sys.maxsize, 0)
    for operator, major, minor, patch in _CLAUSE.findall(specifier):
        version = (int(major), int(minor or 0))
        behind = (version[0], version[1] + 1) if minor else (version[0] + 1, 0)
        if operator in (">", ">=", "==", "===", "~="):
            low = max(low, version)
        if operator in ("==", "===", "<="):
            high = min(high, behind)
        elif operator == "~=":
            high = min(high, behind if patch else (version[0] + 1, 0))
        elif operator == "<":
            high = min(high, version if not patch else behind)
    return low, high


def _inside(path: str, *, standalone: bool) -> int | None:
    tables = (_GONE, _NEW, _GONE_FROM_KERAS if standalone else _GONE_FROM_TENSORFLOW)
    parts = path.split(".")
    for count in range(1, len(parts) + 1):
        prefix = ".".join(parts[:count])
        for table in tables:
            if prefix in table:
                return table[prefix]
    if standalone and len(parts) > 1 and parts[0] == "backend" and parts[1] not in _BACKEND_KEPT:
        return 2
    return None
