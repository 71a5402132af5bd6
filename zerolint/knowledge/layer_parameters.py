"""Parameters of layers: their order, their names, their defaults.

`positional("Conv2D")` are the names that positional arguments get; `parameter("Dense", "output_dim")` is `units`.
Sources: the signatures of Keras 3.15, tf_keras 2.21 and Keras 1.2.2, and `keras/legacy/interfaces.py` of Keras 2.3.1
(the official conversions from Keras 1). Names are Keras 3's wherever the meaning is the same.
"""

from __future__ import annotations

from collections.abc import Collection

from zerolint.knowledge import layer_history as history
from zerolint.knowledge.layers import LAYERS

__all__ = ["COMMON", "default", "parameter", "positional", "refused"]

COMMON = frozenset(
    {"activity_regularizer", "autocast", "batch_input_shape", "batch_size", "dtype", "dynamic", "input_dim",
     "input_dtype", "input_length", "input_shape", "name", "trainable", "weights"}
)  # fmt: skip
"""Keywords that every layer takes, in one version or another."""


def positional(layer: str, *, keras: int = 3) -> tuple[str, ...]:
    """Names of the positional parameters of a layer (canonical name), in order; empty for an unknown layer.

    For Keras 1, kernel sizes are spread over several parameters: see `layer_history.SPREAD`.
    """
    older = history.KERAS1.get(layer) if keras == 1 else None
    if older is None and keras < 3:
        older = history.KERAS2.get(layer)
    return tuple((_KERAS3.get(layer, "") if older is None else older).split())


def parameter(layer: str, keyword: str) -> str:
    """Keras 3's name of a keyword argument of this layer, whichever version it was written for."""
    own = history.OWN_NAMES.get(layer, {}).get(keyword)
    if own is not None:
        return own
    if keyword in _KERAS3.get(layer, "").split():
        return keyword
    return history.NAMES.get(keyword, keyword)


def refused(layer: str, given: Collection[str]) -> bool:
    """Whether no version of Keras makes the layer of these arguments: one has a strange name, or one is missing."""
    if any(not name.islower() for name in given):
        return True
    if layer not in _KERAS3:
        return False
    known = {*_KERAS3[layer].split(), *COMMON, *history.SPREAD, *history.NAMES}
    for older in (history.KERAS1, history.KERAS2):
        known.update(older.get(layer, "").split())
    needed = NEEDED.get(layer, ())
    spread = any(name in history.SPREAD for name in given)
    return any(name not in known for name in given) or any(
        name not in given and not (spread and name == "kernel_size") for name in needed
    )


NEEDED: dict[str, tuple[str, ...]] = {
    "Conv1D": ("filters", "kernel_size"),
    "Conv2D": ("filters", "kernel_size"),
    "Conv2DTranspose": ("filters", "kernel_size"),
    "Conv3D": ("filters", "kernel_size"),
    "Dense": ("units",),
    "GRU": ("units",),
    "LSTM": ("units",),
    "SeparableConv2D": ("filters", "kernel_size"),
    "SimpleRNN": ("units",),
}
"""Arguments without a default, of the layers that heads and features are made of."""


def default(layer: str, name: str) -> object | None:
    """Keras 3's default of a parameter, None where the default is None, there is none, or it isn't in the table."""
    if name == "activation":
        return LAYERS[layer].activation if layer in LAYERS else None
    own = _OWN_DEFAULTS.get(layer)
    if own is not None and name in own:
        return own[name]
    return _DEFAULTS.get(name) if name in _KERAS3.get(layer, "").split() else None


_DEFAULTS: dict[str, object] = {
    "axis": -1,
    "bias_initializer": "zeros",
    "center": True,
    "data_format": "channels_last",  # Keras's None stands for image_data_format(), which is this unless changed.
    "depth_multiplier": 1,
    "depthwise_initializer": "glorot_uniform",
    "dilation_rate": 1,
    "dropout": 0.0,
    "embeddings_initializer": "uniform",
    "beta_initializer": "zeros",
    "gamma_initializer": "ones",
    "go_backwards": False,
    "groups": 1,
    "interpolation": "bilinear",
    "invert": False,
    "keepdims": False,
    "kernel_initializer": "glorot_uniform",
    "mask_zero": False,
    "merge_mode": "concat",
    "moving_mean_initializer": "zeros",
    "moving_variance_initializer": "ones",
    "normalize": False,
    "offset": 0.0,
    "padding": "valid",
    "pointwise_initializer": "glorot_uniform",
    "pool_size": 2,  # Keras 3's AveragePooling layers require it; Keras 2's had this default.
    "recurrent_activation": "sigmoid",  # Keras 2's LSTM before TensorFlow 2: hard_sigmoid.
    "recurrent_dropout": 0.0,
    "recurrent_initializer": "orthogonal",
    "return_sequences": False,
    "return_state": False,
    "scale": True,
    "size": 2,
    "stateful": False,
    "unit_forget_bias": True,
    "unroll": False,
    "use_bias": True,
}

_OWN_DEFAULTS: dict[str, dict[str, object]] = {
    "AdditiveAttention": {"use_scale": True},
    "Attention": {"score_mode": "dot", "use_scale": False},
    "BatchNormalization": {"epsilon": 0.001, "momentum": 0.99},
    "CategoryEncoding": {"output_mode": "multi_hot"},
    "Conv1D": {"strides": 1},
    "Conv1DTranspose": {"strides": 1},
    "Conv2D": {"strides": 1},
    "Conv2DTranspose": {"strides": 1},
    "Conv3D": {"strides": 1},
    "Conv3DTranspose": {"strides": 1},
    "ConvLSTM1D": {"strides": 1},
    "ConvLSTM2D": {"strides": 1},
    "ConvLSTM3D": {"strides": 1},
    "DepthwiseConv1D": {"strides": 1},
    "DepthwiseConv2D": {"strides": 1},
    "Discretization": {"output_mode": "int"},
    "Dot": {"axes": None},
    "ELU": {"alpha": 1.0},
    "GroupNormalization": {"epsilon": 0.001, "groups": 32},
    "HashedCrossing": {"output_mode": "int"},
    "Hashing": {"output_mode": "int"},
    "IntegerLookup": {"num_oov_indices": 1, "output_mode": "int"},
    "LayerNormalization": {"epsilon": 0.001},
    "LeakyReLU": {"negative_slope": 0.3},
    "LocallyConnected1D": {"strides": 1},
    "LocallyConnected2D": {"strides": 1},
    "Masking": {"mask_value": 0.0},
    "PReLU": {"alpha_initializer": "Zeros"},
    "RMSNormalization": {"epsilon": 1e-6},
    "RandomElasticTransform": {"scale": 1.0},
    "RandomErasing": {"scale": (0.02, 0.33)},
    "RandomFlip": {"mode": "horizontal_and_vertical"},
    "RandomPerspective": {"scale": 1.0},
    "ReLU": {"negative_slope": 0.0, "threshold": 0.0},
    "Rescaling": {"scale": None},
    "Resizing": {"crop_to_aspect_ratio": False, "pad_to_aspect_ratio": False},
    "SeparableConv1D": {"strides": 1},
    "SeparableConv2D": {"strides": 1},
    "StringLookup": {"num_oov_indices": 1, "oov_token": "[UNK]", "output_mode": "int"},
    "TextVectorization": {"output_mode": "int", "split": "whitespace", "standardize": "lower_and_strip_punctuation"},
    "UpSampling2D": {"interpolation": "nearest"},
    "ZeroPadding1D": {"padding": 1},
    "ZeroPadding2D": {"padding": 1},
    "ZeroPadding3D": {"padding": 1},
}


_BIASED = (
    "activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer "
    "activity_regularizer kernel_constraint bias_constraint"
)
_DEEP = (
    "activation use_bias depthwise_initializer bias_initializer depthwise_regularizer bias_regularizer "
    "activity_regularizer depthwise_constraint bias_constraint"
)
_SEPARATE = (
    "activation use_bias depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer "
    "pointwise_regularizer bias_regularizer activity_regularizer depthwise_constraint pointwise_constraint "
    "bias_constraint"
)
_GATES = "activation recurrent_activation use_bias kernel_initializer recurrent_initializer bias_initializer"
_LAYER_RULES = (
    "kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer kernel_constraint "
    "recurrent_constraint bias_constraint dropout recurrent_dropout"
)
_CELL_RULES = (
    "kernel_regularizer recurrent_regularizer bias_regularizer kernel_constraint recurrent_constraint "
    "bias_constraint dropout recurrent_dropout"
)
_RETURNS = "return_sequences return_state go_backwards stateful"
_ATTENTION = (
    "kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer "
    "kernel_constraint bias_constraint use_gate seed"
)
_AFFINE = "center scale beta_initializer gamma_initializer"
_AFFINE_RULES = "beta_regularizer gamma_regularizer beta_constraint gamma_constraint"

# Keras 3; as the last known order also what later versions have no more (Merge, LocallyConnected2D …).
_KERAS3: dict[str, str] = {
    "Activation": "activation",
    "ActivityRegularization": "l1 l2",
    "AdaptiveAveragePooling1D": "output_size data_format",
    "AdaptiveAveragePooling2D": "output_size data_format",
    "AdaptiveAveragePooling3D": "output_size data_format",
    "AdaptiveMaxPooling1D": "output_size data_format",
    "AdaptiveMaxPooling2D": "output_size data_format",
    "AdaptiveMaxPooling3D": "output_size data_format",
    "Add": "",
    "AdditiveAttention": "use_scale dropout",
    "AlphaDropout": "rate noise_shape seed",
    "Attention": "use_scale score_mode dropout seed",
    "AugMix": "value_range num_chains chain_depth factor alpha all_ops interpolation seed data_format",
    "AutoContrast": "value_range",
    "Average": "",
    "AveragePooling1D": "pool_size strides padding data_format name",
    "AveragePooling2D": "pool_size strides padding data_format name",
    "AveragePooling3D": "pool_size strides padding data_format name",
    "BatchNormalization": (
        f"axis momentum epsilon {_AFFINE} moving_mean_initializer moving_variance_initializer {_AFFINE_RULES} "
        "renorm renorm_clipping renorm_momentum synchronized"
    ),
    "Bidirectional": "layer merge_mode weights backward_layer",
    "CategoryEncoding": "num_tokens output_mode sparse",
    "CenterCrop": "height width data_format",
    "Concatenate": "axis",
    "ContrastLimitedAdaptiveHistogramEqualization": "value_range clip_limit tile_grid_size data_format",
    "Conv1D": f"filters kernel_size strides padding data_format dilation_rate groups {_BIASED}",
    "Conv1DTranspose": f"filters kernel_size strides padding output_padding data_format dilation_rate {_BIASED}",
    "Conv2D": f"filters kernel_size strides padding data_format dilation_rate groups {_BIASED}",
    "Conv2DTranspose": f"filters kernel_size strides padding output_padding data_format dilation_rate {_BIASED}",
    "Conv3D": f"filters kernel_size strides padding data_format dilation_rate groups {_BIASED}",
    "Conv3DTranspose": f"filters kernel_size strides padding data_format output_padding dilation_rate {_BIASED}",
    "ConvLSTM1D": (
        f"filters kernel_size strides padding data_format dilation_rate {_GATES} unit_forget_bias "
        f"{_LAYER_RULES} seed {_RETURNS}"
    ),
    "ConvLSTM2D": (
        f"filters kernel_size strides padding data_format dilation_rate {_GATES} unit_forget_bias "
        f"{_LAYER_RULES} seed {_RETURNS}"
    ),
    "ConvLSTM3D": (
        f"filters kernel_size strides padding data_format dilation_rate {_GATES} unit_forget_bias "
        f"{_LAYER_RULES} seed {_RETURNS}"
    ),
    "Cropping1D": "cropping",
    "Cropping2D": "cropping data_format",
    "Cropping3D": "cropping data_format",
    "CutMix": "factor seed data_format",
    "Dense": f"units {_BIASED} lora_rank lora_alpha quantization_config",
    "DenseFeatures": "feature_columns trainable name",
    "DepthwiseConv1D": f"kernel_size strides padding depth_multiplier data_format dilation_rate {_DEEP}",
    "DepthwiseConv2D": f"kernel_size strides padding depth_multiplier data_format dilation_rate {_DEEP}",
    "Discretization": "bin_boundaries num_bins epsilon output_mode sparse dtype name",
    "Dot": "axes normalize",
    "Dropout": "rate noise_shape seed",
    "ELU": "alpha",
    "EinsumDense": (
        "equation output_shape activation bias_axes kernel_initializer bias_initializer kernel_regularizer "
        "bias_regularizer kernel_constraint bias_constraint lora_rank lora_alpha gptq_unpacked_column_size "
        "quantization_config"
    ),
    "Embedding": (
        "input_dim output_dim embeddings_initializer embeddings_regularizer embeddings_constraint mask_zero "
        "weights lora_rank lora_alpha quantization_config"
    ),
    "Equalization": "value_range bins data_format",
    "Flatten": "data_format",
    "FlaxLayer": "module method variables",
    "GRU": f"units {_GATES} {_LAYER_RULES} seed {_RETURNS} unroll reset_after use_cudnn",
    "GRUCell": f"units {_GATES} {_CELL_RULES} reset_after seed",
    "GaussianDropout": "rate seed",
    "GaussianNoise": "stddev seed",
    "GlobalAveragePooling1D": "data_format keepdims",
    "GlobalAveragePooling2D": "data_format keepdims",
    "GlobalAveragePooling3D": "data_format keepdims",
    "GlobalMaxPooling1D": "data_format keepdims",
    "GlobalMaxPooling2D": "data_format keepdims",
    "GlobalMaxPooling3D": "data_format keepdims",
    "GroupNormalization": f"groups axis epsilon {_AFFINE} {_AFFINE_RULES}",
    "GroupQueryAttention": (
        f"head_dim num_query_heads num_key_value_heads dropout use_bias sliding_window flash_attention {_ATTENTION}"
    ),
    "HashedCrossing": "num_bins output_mode sparse name dtype",
    "Hashing": "num_bins mask_value salt output_mode sparse",
    "Identity": "",
    "Input": "shape batch_size dtype sparse ragged batch_shape name tensor optional",
    "InputLayer": "shape batch_size dtype sparse ragged batch_shape input_tensor optional name",
    "IntegerLookup": (
        "max_tokens num_oov_indices mask_token oov_token vocabulary vocabulary_dtype idf_weights invert "
        "output_mode sparse pad_to_max_tokens oov_method salt name"
    ),
    "JaxLayer": "call_fn init_fn params state seed native_serialization_platforms",
    "LSTM": f"units {_GATES} unit_forget_bias {_LAYER_RULES} seed {_RETURNS} unroll use_cudnn",
    "LSTMCell": f"units {_GATES} unit_forget_bias {_CELL_RULES} seed",
    "Lambda": "function output_shape mask arguments",
    "LayerNormalization": f"axis epsilon {_AFFINE} {_AFFINE_RULES}",
    "LeakyReLU": "negative_slope",
    "LocallyConnected1D": f"filters kernel_size strides padding data_format {_BIASED} implementation",
    "LocallyConnected2D": f"filters kernel_size strides padding data_format {_BIASED} implementation",
    "Masking": "mask_value",
    "MaxNumBoundingBoxes": "max_number fill_value",
    "MaxPooling1D": "pool_size strides padding data_format name",
    "MaxPooling2D": "pool_size strides padding data_format name",
    "MaxPooling3D": "pool_size strides padding data_format name",
    "Maximum": "",
    "MelSpectrogram": (
        "fft_length sequence_stride sequence_length window sampling_rate num_mel_bins min_freq max_freq "
        "power_to_db top_db mag_exp min_power ref_power"
    ),
    "Merge": "layers mode concat_axis dot_axes output_shape output_mask arguments node_indices tensor_indices name",
    "Minimum": "",
    "MixUp": "alpha data_format seed",
    "MultiHeadAttention": (
        "num_heads key_dim value_dim dropout use_bias output_shape attention_axes sliding_window "
        f"flash_attention {_ATTENTION}"
    ),
    "Multiply": "",
    "Normalization": "axis mean variance invert",
    "PReLU": "alpha_initializer alpha_regularizer alpha_constraint shared_axes",
    "ParametricSoftplus": "alpha_init beta_init weights shared_axes",
    "Permute": "dims",
    "Pipeline": "layers name",
    "RMSNormalization": "axis epsilon",
    "RNN": f"cell {_RETURNS} unroll zero_output_for_mask",
    "RandAugment": "value_range num_ops factor interpolation seed data_format",
    "RandomBrightness": "factor value_range seed",
    "RandomColorDegeneration": "factor value_range data_format seed",
    "RandomColorJitter": "value_range brightness_factor contrast_factor saturation_factor hue_factor seed data_format",
    "RandomContrast": "factor value_range seed",
    "RandomCrop": "height width seed data_format name",
    "RandomElasticTransform": "factor scale interpolation fill_mode fill_value value_range seed data_format",
    "RandomErasing": "factor scale fill_value value_range seed data_format",
    "RandomFlip": "mode seed data_format",
    "RandomGaussianBlur": "factor kernel_size sigma value_range data_format seed",
    "RandomGrayscale": "factor data_format seed",
    "RandomHeight": "factor interpolation seed",
    "RandomHue": "factor value_range data_format seed",
    "RandomInvert": "factor value_range seed data_format",
    "RandomPerspective": "factor scale interpolation fill_value seed data_format",
    "RandomPosterization": "factor value_range data_format seed",
    "RandomRotation": "factor fill_mode interpolation seed fill_value data_format",
    "RandomSaturation": "factor value_range data_format seed",
    "RandomSharpness": "factor value_range data_format seed",
    "RandomShear": "x_factor y_factor interpolation fill_mode fill_value data_format seed",
    "RandomTranslation": "height_factor width_factor fill_mode interpolation seed fill_value data_format",
    "RandomWidth": "factor interpolation seed",
    "RandomZoom": "height_factor width_factor fill_mode interpolation seed fill_value data_format",
    "ReLU": "max_value negative_slope threshold",
    "RepeatVector": "n",
    "Rescaling": "scale offset",
    "Reshape": "target_shape",
    "Resizing": (
        "height width interpolation crop_to_aspect_ratio pad_to_aspect_ratio fill_mode fill_value antialias data_format"
    ),
    "ReversibleEmbedding": (
        "input_dim output_dim tie_weights embeddings_initializer embeddings_regularizer embeddings_constraint "
        "mask_zero reverse_dtype logit_soft_cap"
    ),
    "SReLU": "t_left_init a_left_init t_right_init a_right_init shared_axes",
    "STFTSpectrogram": (
        "mode frame_length frame_step fft_length window periodic scaling padding expand_dims data_format"
    ),
    "SeparableConv1D": f"filters kernel_size strides padding data_format dilation_rate depth_multiplier {_SEPARATE}",
    "SeparableConv2D": f"filters kernel_size strides padding data_format dilation_rate depth_multiplier {_SEPARATE}",
    "SimpleRNN": (
        f"units activation use_bias kernel_initializer recurrent_initializer bias_initializer {_LAYER_RULES} "
        f"{_RETURNS} unroll seed"
    ),
    "SimpleRNNCell": (
        f"units activation use_bias kernel_initializer recurrent_initializer bias_initializer {_CELL_RULES} seed"
    ),
    "Softmax": "axis",
    "Solarization": "addition_factor threshold_factor value_range seed",
    "SpatialDropout1D": "rate seed name dtype",
    "SpatialDropout2D": "rate data_format seed name dtype",
    "SpatialDropout3D": "rate data_format seed name dtype",
    "SpectralNormalization": "layer power_iterations",
    "StackedRNNCells": "cells",
    "StringLookup": (
        "max_tokens num_oov_indices mask_token oov_token vocabulary idf_weights invert output_mode "
        "pad_to_max_tokens sparse encoding name salt"
    ),
    "Subtract": "",
    "TFSMLayer": "filepath call_endpoint call_training_endpoint trainable name dtype",
    "TextVectorization": (
        "max_tokens standardize split ngrams output_mode output_sequence_length pad_to_max_tokens vocabulary "
        "idf_weights sparse ragged encoding name"
    ),
    "ThresholdedReLU": "theta",
    "TimeDistributed": "layer",
    "TorchModuleWrapper": "module name output_shape",
    "UnitNormalization": "axis",
    "UpSampling1D": "size",
    "UpSampling2D": "size data_format interpolation",
    "UpSampling3D": "size data_format",
    "Wrapper": "layer",
    "ZeroPadding1D": "padding data_format",
    "ZeroPadding2D": "padding data_format",
    "ZeroPadding3D": "padding data_format",
}
