"""Layers of Keras (1 to 3): what each does to values.

`LAYERS["Conv2D"]` by canonical class name, `of("keras.layers.Conv2D")` by canonical path. What a reader must know:

- `weights` is `KERNEL` when the layer has weights that mix or look up values (Dense, LSTM, Embedding …), `SCALE` when
  they only shift and scale (BatchNormalization, PReLU), `INNER` when a wrapped layer decides, `NONE` otherwise.
- `pass_through` and `keeps_range` speak of inference: Dropout and RandomFlip let values pass.
- `nonlinear` is apart from the layer's `activation`: of Dense, the activation decides; `None` is not known.
- Parameters, their order, older names and defaults are in `layer_parameters`.
"""

from __future__ import annotations

from typing import NamedTuple

KERNEL = "kernel"
SCALE = "scale"
INNER = "inner"
NONE = "none"


class Layer(NamedTuple):
    """What is known of a layer class."""

    group: str
    """core, input, embedding, conv, recurrent, cell, norm, dropout, reshape, pool, merge, attention, activation,
    wrapper, preprocessing, augmentation, or foreign (holds a model of another library)."""
    weights: str = NONE
    pass_through: bool = False
    """Values come out as they went in, at most in another shape or order, some left out or repeated."""
    keeps_range: bool = False
    """What comes out lies between the smallest (or 0) and the largest value that went in."""
    nonlinear: bool | None = False
    activation: str | None = None
    """Default of the `activation` argument, or what an activation layer applies; None where there is none."""

    @property
    def has_kernel(self) -> bool:
        return self.weights == KERNEL

    @property
    def has_weights(self) -> bool:
        return self.weights in (KERNEL, SCALE)


MERGE_FUNCTIONS: dict[str, str] = {
    "add": "Add",
    "average": "Average",
    "concatenate": "Concatenate",
    "dot": "Dot",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "multiply": "Multiply",
    "subtract": "Subtract",
}
"""`keras.layers.add([a, b])` is `keras.layers.Add()([a, b])`."""

MERGE_MODES: dict[str, str] = {
    "ave": "Average",
    "concat": "Concatenate",
    "cos": "Dot",
    "dot": "Dot",
    "max": "Maximum",
    "mul": "Multiply",
    "sum": "Add",
}
"""Modes of Keras 1's `Merge` and `merge`."""

TF1_LAYERS: dict[str, str] = {
    "average_pooling1d": "AveragePooling1D",
    "average_pooling2d": "AveragePooling2D",
    "average_pooling3d": "AveragePooling3D",
    "batch_normalization": "BatchNormalization",
    "conv1d": "Conv1D",
    "conv2d": "Conv2D",
    "conv2d_transpose": "Conv2DTranspose",
    "conv3d": "Conv3D",
    "dense": "Dense",
    "dropout": "Dropout",
    "flatten": "Flatten",
    "max_pooling1d": "MaxPooling1D",
    "max_pooling2d": "MaxPooling2D",
    "max_pooling3d": "MaxPooling3D",
    "separable_conv2d": "SeparableConv2D",
}
"""`tf.layers.dense(x, 10)` is `keras.layers.Dense(10)(x)`; the inputs come first, `dropout` has `training=False`."""


def of(path: str) -> Layer | None:
    """The row of a canonical path (`keras.layers.Dense`) or class name; None if it's no layer of Keras."""
    return LAYERS.get(path.rpartition(".")[2]) if path.startswith("keras.layers.") or "." not in path else None


def rank(name: str) -> int | None:
    """The number of spatial axes that a class name ends with (`Conv2D`: 2), None if it has none."""
    digit = name.removesuffix("Transpose")[-2:]
    return int(digit[0]) if digit in ("1D", "2D", "3D") else None


def _row(
    group: str,
    *,
    weights: str = NONE,
    pass_through: bool = False,
    keeps_range: bool = False,
    nonlinear: bool | None = False,
    activation: str | None = None,
) -> Layer:
    return Layer(group, weights, pass_through, pass_through or keeps_range, nonlinear, activation)


LAYERS: dict[str, Layer] = {
    "Activation": _row("activation", nonlinear=None),
    "ActivityRegularization": _row("core", pass_through=True),
    "AdaptiveAveragePooling1D": _row("pool", keeps_range=True),
    "AdaptiveAveragePooling2D": _row("pool", keeps_range=True),
    "AdaptiveAveragePooling3D": _row("pool", keeps_range=True),
    "AdaptiveMaxPooling1D": _row("pool", keeps_range=True, nonlinear=True),
    "AdaptiveMaxPooling2D": _row("pool", keeps_range=True, nonlinear=True),
    "AdaptiveMaxPooling3D": _row("pool", keeps_range=True, nonlinear=True),
    "Add": _row("merge"),
    "AdditiveAttention": _row("attention", weights=SCALE, nonlinear=True),
    "AlphaDropout": _row("dropout", pass_through=True),
    "Attention": _row("attention", nonlinear=True),
    "AugMix": _row("augmentation", pass_through=True),
    "AutoContrast": _row("augmentation", nonlinear=True),
    "Average": _row("merge", keeps_range=True),
    "AveragePooling1D": _row("pool", keeps_range=True),
    "AveragePooling2D": _row("pool", keeps_range=True),
    "AveragePooling3D": _row("pool", keeps_range=True),
    "BatchNormalization": _row("norm", weights=SCALE),
    "Bidirectional": _row("wrapper", weights=INNER, nonlinear=None),
    "CategoryEncoding": _row("preprocessing", nonlinear=True),
    "CenterCrop": _row("preprocessing", keeps_range=True),
    "Concatenate": _row("merge", keeps_range=True),
    "ContrastLimitedAdaptiveHistogramEqualization": _row("augmentation", nonlinear=True),
    "Conv1D": _row("conv", weights=KERNEL, activation="linear"),
    "Conv1DTranspose": _row("conv", weights=KERNEL, activation="linear"),
    "Conv2D": _row("conv", weights=KERNEL, activation="linear"),
    "Conv2DTranspose": _row("conv", weights=KERNEL, activation="linear"),
    "Conv3D": _row("conv", weights=KERNEL, activation="linear"),
    "Conv3DTranspose": _row("conv", weights=KERNEL, activation="linear"),
    "ConvLSTM1D": _row("recurrent", weights=KERNEL, nonlinear=True, activation="tanh"),
    "ConvLSTM2D": _row("recurrent", weights=KERNEL, nonlinear=True, activation="tanh"),
    "ConvLSTM3D": _row("recurrent", weights=KERNEL, nonlinear=True, activation="tanh"),
    "Cropping1D": _row("reshape", pass_through=True),
    "Cropping2D": _row("reshape", pass_through=True),
    "Cropping3D": _row("reshape", pass_through=True),
    "CutMix": _row("augmentation", pass_through=True),
    "Dense": _row("core", weights=KERNEL, activation="linear"),
    "DenseFeatures": _row("preprocessing", nonlinear=True),
    "DepthwiseConv1D": _row("conv", weights=KERNEL, activation="linear"),
    "DepthwiseConv2D": _row("conv", weights=KERNEL, activation="linear"),
    "Discretization": _row("preprocessing", nonlinear=True),
    "Dot": _row("merge", nonlinear=True),
    "Dropout": _row("dropout", pass_through=True),
    "ELU": _row("activation", nonlinear=True, activation="elu"),
    "EinsumDense": _row("core", weights=KERNEL, activation="linear"),
    "Embedding": _row("embedding", weights=KERNEL, nonlinear=True),
    "Equalization": _row("augmentation", nonlinear=True),
    "Flatten": _row("reshape", pass_through=True),
    "FlaxLayer": _row("foreign", weights=INNER, nonlinear=None),
    "GRU": _row("recurrent", weights=KERNEL, nonlinear=True, activation="tanh"),
    "GRUCell": _row("cell", weights=KERNEL, nonlinear=True, activation="tanh"),
    "GaussianDropout": _row("dropout", pass_through=True),
    "GaussianNoise": _row("dropout", pass_through=True),
    "GlobalAveragePooling1D": _row("pool", keeps_range=True),
    "GlobalAveragePooling2D": _row("pool", keeps_range=True),
    "GlobalAveragePooling3D": _row("pool", keeps_range=True),
    "GlobalMaxPooling1D": _row("pool", keeps_range=True, nonlinear=True),
    "GlobalMaxPooling2D": _row("pool", keeps_range=True, nonlinear=True),
    "GlobalMaxPooling3D": _row("pool", keeps_range=True, nonlinear=True),
    "GroupNormalization": _row("norm", weights=SCALE, nonlinear=True),
    "GroupQueryAttention": _row("attention", weights=KERNEL, nonlinear=True),
    "HashedCrossing": _row("preprocessing", nonlinear=True),
    "Hashing": _row("preprocessing", nonlinear=True),
    "Highway": _row("core", weights=KERNEL, nonlinear=True, activation="linear"),
    "Identity": _row("core", pass_through=True),
    "Input": _row("input", pass_through=True),
    "InputLayer": _row("input", pass_through=True),
    "IntegerLookup": _row("preprocessing", nonlinear=True),
    "JaxLayer": _row("foreign", weights=INNER, nonlinear=None),
    "LSTM": _row("recurrent", weights=KERNEL, nonlinear=True, activation="tanh"),
    "LSTMCell": _row("cell", weights=KERNEL, nonlinear=True, activation="tanh"),
    "Lambda": _row("core", nonlinear=None),
    "LayerNormalization": _row("norm", weights=SCALE, nonlinear=True),
    "LeakyReLU": _row("activation", nonlinear=True, activation="leaky_relu"),
    "LocallyConnected1D": _row("conv", weights=KERNEL, activation="linear"),
    "LocallyConnected2D": _row("conv", weights=KERNEL, activation="linear"),
    "Masking": _row("core", pass_through=True),
    "MaxNumBoundingBoxes": _row("preprocessing", nonlinear=True),
    "MaxPooling1D": _row("pool", keeps_range=True, nonlinear=True),
    "MaxPooling2D": _row("pool", keeps_range=True, nonlinear=True),
    "MaxPooling3D": _row("pool", keeps_range=True, nonlinear=True),
    "Maximum": _row("merge", keeps_range=True, nonlinear=True),
    "MaxoutDense": _row("core", weights=KERNEL, nonlinear=True),
    "MelSpectrogram": _row("preprocessing", nonlinear=True),
    "Merge": _row("merge", nonlinear=None),
    "Minimum": _row("merge", keeps_range=True, nonlinear=True),
    "MixUp": _row("augmentation", pass_through=True),
    "MultiHeadAttention": _row("attention", weights=KERNEL, nonlinear=True),
    "Multiply": _row("merge", nonlinear=True),
    "Normalization": _row("preprocessing"),
    "PReLU": _row("activation", weights=SCALE, nonlinear=True, activation="prelu"),
    "ParametricSoftplus": _row("activation", weights=SCALE, nonlinear=True, activation="parametric_softplus"),
    "Permute": _row("reshape", pass_through=True),
    "Pipeline": _row("preprocessing", weights=INNER, nonlinear=None),
    "RMSNormalization": _row("norm", weights=SCALE, nonlinear=True),
    "RNN": _row("recurrent", weights=KERNEL, nonlinear=True),
    "RandAugment": _row("augmentation", pass_through=True),
    "RandomBrightness": _row("augmentation", pass_through=True),
    "RandomColorDegeneration": _row("augmentation", pass_through=True),
    "RandomColorJitter": _row("augmentation", pass_through=True),
    "RandomContrast": _row("augmentation", pass_through=True),
    "RandomCrop": _row("augmentation", keeps_range=True),
    "RandomElasticTransform": _row("augmentation", pass_through=True),
    "RandomErasing": _row("augmentation", pass_through=True),
    "RandomFlip": _row("augmentation", pass_through=True),
    "RandomGaussianBlur": _row("augmentation", pass_through=True),
    "RandomGrayscale": _row("augmentation", pass_through=True),
    "RandomHeight": _row("augmentation", pass_through=True),
    "RandomHue": _row("augmentation", pass_through=True),
    "RandomInvert": _row("augmentation", pass_through=True),
    "RandomPerspective": _row("augmentation", pass_through=True),
    "RandomPosterization": _row("augmentation", pass_through=True),
    "RandomRotation": _row("augmentation", pass_through=True),
    "RandomSaturation": _row("augmentation", pass_through=True),
    "RandomSharpness": _row("augmentation", pass_through=True),
    "RandomShear": _row("augmentation", pass_through=True),
    "RandomTranslation": _row("augmentation", pass_through=True),
    "RandomWidth": _row("augmentation", pass_through=True),
    "RandomZoom": _row("augmentation", pass_through=True),
    "ReLU": _row("activation", nonlinear=True, activation="relu"),
    "RepeatVector": _row("reshape", pass_through=True),
    "Rescaling": _row("preprocessing"),
    "Reshape": _row("reshape", pass_through=True),
    "Resizing": _row("preprocessing", keeps_range=True),
    "ReversibleEmbedding": _row("embedding", weights=KERNEL),
    "SReLU": _row("activation", weights=SCALE, nonlinear=True, activation="srelu"),
    "STFTSpectrogram": _row("preprocessing", nonlinear=True),
    "SeparableConv1D": _row("conv", weights=KERNEL, activation="linear"),
    "SeparableConv2D": _row("conv", weights=KERNEL, activation="linear"),
    "SimpleRNN": _row("recurrent", weights=KERNEL, nonlinear=True, activation="tanh"),
    "SimpleRNNCell": _row("cell", weights=KERNEL, nonlinear=True, activation="tanh"),
    "Softmax": _row("activation", nonlinear=True, activation="softmax"),
    "Solarization": _row("augmentation", nonlinear=True),
    "SpatialDropout1D": _row("dropout", pass_through=True),
    "SpatialDropout2D": _row("dropout", pass_through=True),
    "SpatialDropout3D": _row("dropout", pass_through=True),
    "SpectralNormalization": _row("wrapper", weights=INNER, nonlinear=None),
    "StackedRNNCells": _row("cell", weights=KERNEL, nonlinear=True),
    "StringLookup": _row("preprocessing", nonlinear=True),
    "Subtract": _row("merge"),
    "TFSMLayer": _row("foreign", weights=INNER, nonlinear=None),
    "TextVectorization": _row("preprocessing", nonlinear=True),
    "ThresholdedReLU": _row("activation", nonlinear=True, activation="thresholded_relu"),
    "TimeDistributed": _row("wrapper", weights=INNER, nonlinear=None),
    "TimeDistributedDense": _row("core", weights=KERNEL, activation="linear"),
    "TorchModuleWrapper": _row("foreign", weights=INNER, nonlinear=None),
    "UnitNormalization": _row("norm", nonlinear=True),
    "UpSampling1D": _row("reshape", keeps_range=True),
    "UpSampling2D": _row("reshape", keeps_range=True),
    "UpSampling3D": _row("reshape", keeps_range=True),
    "Wrapper": _row("wrapper", weights=INNER, nonlinear=None),
    "ZeroPadding1D": _row("reshape", keeps_range=True),
    "ZeroPadding2D": _row("reshape", keeps_range=True),
    "ZeroPadding3D": _row("reshape", keeps_range=True),
}
