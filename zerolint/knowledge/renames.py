"""The tables behind `names.canonical`: what was renamed and what was moved, library by library.

Sources: the public interfaces of Keras 1.2.2, 2.3.1, 2.15, tf_keras 2.21 and Keras 3.15; TensorFlow's
`tf_upgrade_v2` renames; the deprecation notes of scikit-learn 0.18–0.24 and NumPy 1.20–2.0.
"""

from __future__ import annotations

# --- Keras ---------------------------------------------------------------------------------------------------

# Packages that only wrap the public ones: keras.src.layers, keras.api._v2.keras.layers, keras._tf_keras.keras.
KERAS_SHELLS = frozenset({"_legacy", "_tf_keras", "_v1", "_v2", "api", "keras", "legacy", "python", "src", "v1", "v2"})

KERAS_AREAS: dict[str, str] = {
    "initializations": "initializers",  # Keras 1
    "objectives": "losses",  # Keras 1
}

KERAS_TOP: dict[str, str] = {
    "Initializer": "initializers.Initializer",
    "Input": "layers.Input",
    "Layer": "layers.Layer",
    "Loss": "losses.Loss",
    "Metric": "metrics.Metric",
    "Model": "models.Model",
    "Optimizer": "optimizers.Optimizer",
    "Regularizer": "regularizers.Regularizer",
    "Sequential": "models.Sequential",
}

# Classes of keras.engine that are models; every other class there is a layer or a layer's helper.
KERAS_MODELS = frozenset({"Container", "Functional", "Model", "Network", "Sequential"})

MODEL_FILES = frozenset({"load_model", "model_from_config", "model_from_json", "model_from_yaml", "save_model"})

# Module names that end a path which names no class: `from keras.layers import core`.
KERAS_MODULES: dict[str, frozenset[str]] = {
    "layers": frozenset(
        {
            "activation",
            "activations",
            "advanced_activations",
            "attention",
            "containers",
            "convolutional",
            "convolutional_recurrent",
            "core",
            "cudnn_recurrent",
            "dense_attention",
            "embeddings",
            "experimental",
            "local",
            "merging",
            "noise",
            "normalization",
            "pooling",
            "preprocessing",
            "recurrent",
            "regularization",
            "reshaping",
            "rnn",
            "wrappers",
        }
    ),
    "optimizers": frozenset({"experimental", "legacy"}),
    "utils": frozenset({"data_utils", "generic_utils", "layer_utils", "np_utils", "vis_utils", "visualize_util"}),
}

# Other names of the same thing. Positional parameters may differ between them: see layers.py, optimizers.py.
KERAS_NAMES: dict[str, dict[str, str]] = {
    "layers": {
        "AtrousConv1D": "Conv1D",
        "AtrousConv2D": "Conv2D",
        "AtrousConvolution1D": "Conv1D",
        "AtrousConvolution2D": "Conv2D",
        "AvgPool1D": "AveragePooling1D",
        "AvgPool2D": "AveragePooling2D",
        "AvgPool3D": "AveragePooling3D",
        "BatchNormalizationV1": "BatchNormalization",
        "BatchNormalizationV2": "BatchNormalization",
        "Convolution1D": "Conv1D",
        "Convolution1DTranspose": "Conv1DTranspose",
        "Convolution2D": "Conv2D",
        "Convolution2DTranspose": "Conv2DTranspose",
        "Convolution3D": "Conv3D",
        "Convolution3DTranspose": "Conv3DTranspose",
        "CuDNNGRU": "GRU",
        "CuDNNLSTM": "LSTM",
        "Deconv2D": "Conv2DTranspose",
        "Deconv3D": "Conv3DTranspose",
        "Deconvolution2D": "Conv2DTranspose",
        "Deconvolution3D": "Conv3DTranspose",
        "GRUV1": "GRU",
        "GRUV2": "GRU",
        "GlobalAvgPool1D": "GlobalAveragePooling1D",
        "GlobalAvgPool2D": "GlobalAveragePooling2D",
        "GlobalAvgPool3D": "GlobalAveragePooling3D",
        "GlobalMaxPool1D": "GlobalMaxPooling1D",
        "GlobalMaxPool2D": "GlobalMaxPooling2D",
        "GlobalMaxPool3D": "GlobalMaxPooling3D",
        "LSTMV1": "LSTM",
        "LSTMV2": "LSTM",
        "MaxPool1D": "MaxPooling1D",
        "MaxPool2D": "MaxPooling2D",
        "MaxPool3D": "MaxPooling3D",
        "SeparableConvolution1D": "SeparableConv1D",
        "SeparableConvolution2D": "SeparableConv2D",
        "SyncBatchNormalization": "BatchNormalization",
    },
    "models": {
        "Container": "Model",
        "Functional": "Model",
        "Network": "Model",
    },
    "optimizers": {
        "adadelta": "Adadelta",
        "adagrad": "Adagrad",
        "adam": "Adam",
        "adamax": "Adamax",
        "nadam": "Nadam",
        "rmsprop": "RMSprop",
        "sgd": "SGD",
    },
    "utils": {"PyDataset": "Sequence"},  # Keras 3 calls it PyDataset and keeps Sequence as its alias.
}

# Module names under keras.applications that name the same family of helpers.
APPLICATION_FAMILIES: dict[str, str] = {
    "inceptionresnetv2": "inception_resnet_v2",
    "inceptionv3": "inception_v3",
    "mobilenetv2": "mobilenet_v2",
    "resnet50": "resnet",
}

MOVED_TO_SAVING = frozenset(
    {
        "CustomObjectScope",
        "custom_object_scope",
        "deserialize_keras_object",
        "get_custom_objects",
        "get_registered_name",
        "get_registered_object",
        "register_keras_serializable",
        "serialize_keras_object",
    }
)

MOVED_TO_UTILS = frozenset(
    {
        "array_to_img",
        "audio_dataset_from_directory",
        "image_dataset_from_directory",
        "img_to_array",
        "load_img",
        "pad_sequences",
        "save_img",
        "text_dataset_from_directory",
        "timeseries_dataset_from_array",
    }
)

# --- TensorFlow ----------------------------------------------------------------------------------------------

# tf.losses, tf.metrics, … are Keras's since TensorFlow 2.
TF_KERAS_AREAS = frozenset({"initializers", "losses", "metrics", "optimizers"})

# tf.zeros_initializer, … are Keras's classes under names of their own.
INITIALIZERS = {
    "constant_initializer": "Constant",
    "glorot_normal_initializer": "GlorotNormal",
    "glorot_uniform_initializer": "GlorotUniform",
    "ones_initializer": "Ones",
    "orthogonal_initializer": "Orthogonal",
    "random_normal_initializer": "RandomNormal",
    "random_uniform_initializer": "RandomUniform",
    "truncated_normal_initializer": "TruncatedNormal",
    "variance_scaling_initializer": "VarianceScaling",
    "zeros_initializer": "Zeros",
}

# Names under tf.losses and tf.metrics that only TensorFlow 1 had.
TF1_ONLY = frozenset(
    {
        "absolute_difference",
        "accuracy",
        "auc",
        "compute_weighted_loss",
        "cosine_distance",
        "get_losses",
        "get_regularization_loss",
        "get_total_loss",
        "hinge_loss",
        "huber_loss",
        "log_loss",
        "mean",
        "mean_iou",
        "mean_pairwise_squared_error",
        "precision",
        "recall",
        "root_mean_squared_error",
        "sigmoid_cross_entropy",
        "softmax_cross_entropy",
        "sparse_softmax_cross_entropy",
    }
)

TENSORFLOW: dict[str, str] = {
    "contrib.data.AUTOTUNE": "data.AUTOTUNE",
    "data.experimental.AUTOTUNE": "data.AUTOTUNE",
    "debugging.Assert": "Assert",
    "decode_raw": "io.decode_raw",
    "div": "divide",
    "dtypes.as_dtype": "as_dtype",
    "dtypes.cast": "cast",
    "extract_image_patches": "image.extract_patches",
    "gfile.GFile": "io.gfile.GFile",
    "image.decode_and_crop_jpeg": "io.decode_and_crop_jpeg",
    "image.decode_bmp": "io.decode_bmp",
    "image.decode_gif": "io.decode_gif",
    "image.decode_image": "io.decode_image",
    "image.decode_jpeg": "io.decode_jpeg",
    "image.decode_png": "io.decode_png",
    "image.encode_jpeg": "io.encode_jpeg",
    "image.encode_png": "io.encode_png",
    "image.resize_images": "image.resize",
    "linalg.einsum": "einsum",
    "linalg.eye": "eye",
    "linalg.l2_normalize": "nn.l2_normalize",
    "linalg.matmul": "matmul",
    "linalg.norm": "norm",
    "linalg.tensordot": "tensordot",
    "log": "math.log",
    "log1p": "math.log1p",
    "log_sigmoid": "math.log_sigmoid",
    "math.abs": "abs",
    "math.acos": "acos",
    "math.add": "add",
    "math.add_n": "add_n",
    "math.argmax": "argmax",
    "math.argmin": "argmin",
    "math.asin": "asin",
    "math.atan": "atan",
    "math.atan2": "atan2",
    "math.cos": "cos",
    "math.cosh": "cosh",
    "math.cumsum": "cumsum",
    "math.divide": "divide",
    "math.equal": "equal",
    "math.exp": "exp",
    "math.floor": "floor",
    "math.floormod": "math.mod",
    "math.greater": "greater",
    "math.greater_equal": "greater_equal",
    "math.in_top_k": "nn.in_top_k",
    "math.l2_normalize": "nn.l2_normalize",
    "math.less": "less",
    "math.less_equal": "less_equal",
    "math.log_softmax": "nn.log_softmax",
    "math.logical_and": "logical_and",
    "math.logical_not": "logical_not",
    "math.logical_or": "logical_or",
    "math.maximum": "maximum",
    "math.minimum": "minimum",
    "math.multiply": "multiply",
    "math.negative": "negative",
    "math.not_equal": "not_equal",
    "math.pow": "pow",
    "math.reduce_all": "reduce_all",
    "math.reduce_any": "reduce_any",
    "math.reduce_logsumexp": "reduce_logsumexp",
    "math.reduce_max": "reduce_max",
    "math.reduce_mean": "reduce_mean",
    "math.reduce_min": "reduce_min",
    "math.reduce_prod": "reduce_prod",
    "math.reduce_sum": "reduce_sum",
    "math.round": "round",
    "math.sigmoid": "nn.sigmoid",
    "math.sign": "sign",
    "math.sin": "sin",
    "math.sinh": "sinh",
    "math.softmax": "nn.softmax",
    "math.softplus": "nn.softplus",
    "math.softsign": "nn.softsign",
    "math.sqrt": "sqrt",
    "math.square": "square",
    "math.subtract": "subtract",
    "math.tan": "tan",
    "math.tanh": "nn.tanh",
    "math.top_k": "nn.top_k",
    "math.truediv": "truediv",
    "mod": "math.mod",
    "mul": "multiply",
    "multinomial": "random.categorical",
    "neg": "negative",
    "nn.softmax_cross_entropy_with_logits_v2": "nn.softmax_cross_entropy_with_logits",
    "nn.swish": "nn.silu",
    "random_crop": "image.random_crop",
    "random_normal": "random.normal",
    "random_shuffle": "random.shuffle",
    "random_uniform": "random.uniform",
    "read_file": "io.read_file",
    "rsqrt": "math.rsqrt",
    "set_random_seed": "random.set_seed",
    "sigmoid": "nn.sigmoid",
    "string_split": "strings.split",
    "string_to_number": "strings.to_number",
    "sub": "subtract",
    "tanh": "nn.tanh",
    "truncated_normal": "random.truncated_normal",
    "write_file": "io.write_file",
}

# --- scikit-learn --------------------------------------------------------------------------------------------

SKLEARN_AREAS: dict[str, str] = {
    "cross_validation": "model_selection",
    "grid_search": "model_selection",
    "learning_curve": "model_selection",
}

# Modules inside an area that were importable before 0.24 (now they start with an underscore).
SKLEARN_MODULES: dict[str, frozenset[str]] = {
    "compose": frozenset({"column_transformer", "target"}),
    "datasets": frozenset({"base", "california_housing", "olivetti_faces", "openml", "samples_generator"}),
    "ensemble": frozenset({"forest", "gradient_boosting", "weight_boosting"}),
    "feature_extraction": frozenset({"hashing"}),
    "linear_model": frozenset({"base", "logistic", "ridge", "stochastic_gradient"}),
    "metrics": frozenset({"classification", "pairwise", "ranking", "regression", "scorer"}),
    "model_selection": frozenset({"search", "split", "validation"}),
    "preprocessing": frozenset({"data", "encoders", "imputation", "label"}),
}

# --- NumPy, pandas -------------------------------------------------------------------------------------------

NUMPY_SHELLS = frozenset({"_core", "core", "fromnumeric", "lib", "matlib", "mtrand", "multiarray", "numeric"})

NUMPY: dict[str, str] = {
    "Inf": "inf",
    "Infinity": "inf",
    "NAN": "nan",
    "NaN": "nan",
    "absolute": "abs",
    "acos": "arccos",
    "acosh": "arccosh",
    "alltrue": "all",
    "amax": "max",
    "amin": "min",
    "around": "round",
    "asin": "arcsin",
    "asinh": "arcsinh",
    "atan": "arctan",
    "atan2": "arctan2",
    "atanh": "arctanh",
    "bitwise_invert": "invert",
    "bitwise_not": "invert",
    "bool": "bool_",
    "bool8": "bool_",
    "concat": "concatenate",
    "conj": "conjugate",
    "cumproduct": "cumprod",
    "float": "float64",
    "float_": "float64",
    "in1d": "isin",
    "infty": "inf",
    "int": "int64",
    "int_": "int64",
    "mat": "asmatrix",
    "permute_dims": "transpose",
    "pow": "power",
    "product": "prod",
    "random.ranf": "random.random",
    "random.random_sample": "random.random",
    "random.sample": "random.random",
    "remainder": "mod",
    "round_": "round",
    "row_stack": "vstack",
    "sometrue": "any",
    "trapz": "trapezoid",
    "true_divide": "divide",
}

PANDAS_SHELLS = frozenset({"_libs", "core", "io"})
