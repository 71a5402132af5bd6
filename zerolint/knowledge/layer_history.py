"""Layers as Keras 1 and Keras 2 spelled them: other orders, other names of parameters, other values."""

from __future__ import annotations

SPREAD: dict[str, tuple[str, int]] = {
    "kernel_dim1": ("kernel_size", 0),
    "kernel_dim2": ("kernel_size", 1),
    "kernel_dim3": ("kernel_size", 2),
    "nb_col": ("kernel_size", 1),
    "nb_row": ("kernel_size", 0),
}
"""Keras 1's single parameters that became one element of a tuple."""

KERAS1_VALUES: dict[str, dict[str, str]] = {
    "data_format": {"default": "channels_last", "tf": "channels_last", "th": "channels_first"},
}
"""Values that were written differently in Keras 1, by today's name of the parameter."""

NAMES: dict[str, str] = {
    "W_constraint": "kernel_constraint",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "atrous_rate": "dilation_rate",
    "b_constraint": "bias_constraint",
    "b_regularizer": "bias_regularizer",
    "bias": "use_bias",
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout",
    "filter_length": "kernel_size",
    "forget_bias_init": "unit_forget_bias",
    "init": "kernel_initializer",
    "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer",
    "nb_filter": "filters",
    "output_dim": "units",
    "p": "rate",
    "pool_length": "pool_size",
    "sigma": "stddev",
    "stride": "strides",
    "subsample": "strides",
    "subsample_length": "strides",
}

OWN_NAMES: dict[str, dict[str, str]] = {
    "BatchNormalization": {"beta_init": "beta_initializer", "gamma_init": "gamma_initializer"},
    "Embedding": {
        "W_constraint": "embeddings_constraint",
        "W_regularizer": "embeddings_regularizer",
        "init": "embeddings_initializer",
    },
    "Input": {"batch_input_shape": "batch_shape", "input_shape": "shape"},
    "InputLayer": {"batch_input_shape": "batch_shape", "input_shape": "shape"},
    "LeakyReLU": {"alpha": "negative_slope"},
    "PReLU": {"init": "alpha_initializer"},
    "UpSampling1D": {"length": "size"},
}

# Where Keras 2 (tf_keras) orders them otherwise; `BatchNormalization`'s extra ones stand behind the same thirteen.
KERAS2: dict[str, str] = {
    "Conv3DTranspose": "filters kernel_size strides padding output_padding data_format dilation_rate activation",
    "Embedding": (
        "input_dim output_dim embeddings_initializer embeddings_regularizer activity_regularizer "
        "embeddings_constraint mask_zero input_length"
    ),
    "Identity": "",
    "Input": "shape batch_size name dtype sparse tensor ragged type_spec",
    "InputLayer": "input_shape batch_size dtype input_tensor sparse name ragged type_spec",
    "RandomContrast": "factor seed",
    "StringLookup": (
        "max_tokens num_oov_indices mask_token oov_token vocabulary idf_weights encoding invert output_mode sparse "
        "pad_to_max_tokens"
    ),
}

_CONV1 = (
    "kernel_initializer activation weights padding strides data_format kernel_regularizer bias_regularizer "
    "activity_regularizer kernel_constraint bias_constraint use_bias"
)
_DENSE1 = (
    "kernel_initializer activation weights kernel_regularizer bias_regularizer activity_regularizer "
    "kernel_constraint bias_constraint use_bias input_dim"
)

KERAS1: dict[str, str] = {
    "BatchNormalization": (
        "epsilon mode axis momentum weights beta_initializer gamma_initializer gamma_regularizer beta_regularizer"
    ),
    "Conv1D": (
        "filters kernel_size kernel_initializer activation weights padding strides kernel_regularizer "
        "bias_regularizer activity_regularizer kernel_constraint bias_constraint use_bias input_dim input_length"
    ),
    "Conv2D": "filters nb_row nb_col " + _CONV1,
    "Conv2DTranspose": "filters nb_row nb_col output_shape " + _CONV1,
    "Conv3D": "filters kernel_dim1 kernel_dim2 kernel_dim3 " + _CONV1,
    "ConvLSTM2D": (
        "filters nb_row nb_col kernel_initializer recurrent_initializer unit_forget_bias activation "
        "recurrent_activation data_format padding strides"
    ),
    "Dense": "units " + _DENSE1,
    "Embedding": (
        "input_dim output_dim embeddings_initializer input_length embeddings_regularizer activity_regularizer "
        "embeddings_constraint mask_zero weights dropout"
    ),
    "GRU": "units kernel_initializer recurrent_initializer activation recurrent_activation",
    "Highway": _DENSE1,
    "Input": "shape batch_shape name dtype sparse tensor",
    "InputLayer": "input_shape batch_input_shape input_dtype input_tensor sparse name",
    "LSTM": "units kernel_initializer recurrent_initializer unit_forget_bias activation recurrent_activation",
    "Lambda": "function output_shape arguments",
    "LocallyConnected2D": "filters nb_row nb_col " + _CONV1,
    "MaxPooling1D": "pool_size strides padding",
    "MaxoutDense": (
        "units nb_feature kernel_initializer weights kernel_regularizer bias_regularizer activity_regularizer "
        "kernel_constraint bias_constraint use_bias input_dim"
    ),
    "PReLU": "alpha_initializer weights shared_axes",
    "SeparableConv2D": (
        "filters nb_row nb_col depthwise_initializer activation weights padding strides depth_multiplier data_format"
    ),
    "SimpleRNN": "units kernel_initializer recurrent_initializer activation",
    "TimeDistributedDense": f"units {_DENSE1} input_length",
}
