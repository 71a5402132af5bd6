"""Backbones of `keras.applications`: what pixels each wants, what comes out without its top.

Read from the sources of Keras 3.15 and (RegNet, ResNetRS, which Keras 3 lacks) tf_keras 2.21; channels measured by
building the models. What a reader must know:

- `preprocess` says what `preprocess_input` of the family does: `CAFFE` (RGB to BGR, minus the ImageNet mean),
  `SYMMETRIC` (x / 127.5 − 1), `TORCH` (x / 255, standardised per channel), `INSIDE` (nothing: the model itself
  rescales and wants 0 … 255).
- `switch`: `include_preprocessing=False` can turn the rescaling inside off.
"""

from __future__ import annotations

from typing import NamedTuple

CAFFE = "caffe"
SYMMETRIC = "tf"
TORCH = "torch"
INSIDE = "inside"

_STANDARD = "include_top weights input_tensor input_shape pooling classes classifier_activation"
_CONVNEXT = "include_top include_preprocessing weights input_tensor input_shape pooling classes classifier_activation"
_INSIDE_LAST = f"{_STANDARD} include_preprocessing"
_MOBILENET = (
    "input_shape alpha depth_multiplier dropout include_top weights input_tensor pooling classes classifier_activation"
)
_MOBILENET_V2 = "input_shape alpha include_top weights input_tensor pooling classes classifier_activation"
_MOBILENET_V3 = (
    "input_shape alpha minimalistic include_top weights input_tensor classes pooling dropout_rate "
    "classifier_activation include_preprocessing"
)
_NASNET = "input_shape include_top weights input_tensor pooling classes classifier_activation"
_REGNET = f"model_name {_CONVNEXT}"
_RESNET_RS = "include_top weights classes input_shape input_tensor pooling classifier_activation include_preprocessing"


class Backbone(NamedTuple):
    """What is known of a model function."""

    name: str
    family: str
    """The module that holds its `preprocess_input`."""
    preprocess: str
    size: int | None
    """Height and width that it was made for."""
    channels: int | None
    """Channels of the output with `include_top=False` (and the length of the vector with `pooling`)."""
    parameters: str = _STANDARD
    switch: bool = False
    weights: str | None = "imagenet"
    """Default of `weights`."""

    @property
    def rescales(self) -> bool:
        """Whether rescaling is part of the model (unless switched off)."""
        return self.preprocess == INSIDE

    @property
    def normalises(self) -> bool:
        """Whether its first convolution is followed by a normalisation."""
        return not self.family.startswith("vgg")


BACKBONES: dict[str, Backbone] = {
    row.name: row
    for row in (
        Backbone("ConvNeXtBase", "convnext", INSIDE, 224, 1024, parameters=_CONVNEXT, switch=True),
        Backbone("ConvNeXtLarge", "convnext", INSIDE, 224, 1536, parameters=_CONVNEXT, switch=True),
        Backbone("ConvNeXtSmall", "convnext", INSIDE, 224, 768, parameters=_CONVNEXT, switch=True),
        Backbone("ConvNeXtTiny", "convnext", INSIDE, 224, 768, parameters=_CONVNEXT, switch=True),
        Backbone("ConvNeXtXLarge", "convnext", INSIDE, 224, 2048, parameters=_CONVNEXT, switch=True),
        Backbone("DenseNet121", "densenet", TORCH, 224, 1024),
        Backbone("DenseNet169", "densenet", TORCH, 224, 1664),
        Backbone("DenseNet201", "densenet", TORCH, 224, 1920),
        Backbone("EfficientNetB0", "efficientnet", INSIDE, 224, 1280),
        Backbone("EfficientNetB1", "efficientnet", INSIDE, 240, 1280),
        Backbone("EfficientNetB2", "efficientnet", INSIDE, 260, 1408),
        Backbone("EfficientNetB3", "efficientnet", INSIDE, 300, 1536),
        Backbone("EfficientNetB4", "efficientnet", INSIDE, 380, 1792),
        Backbone("EfficientNetB5", "efficientnet", INSIDE, 456, 2048),
        Backbone("EfficientNetB6", "efficientnet", INSIDE, 528, 2304),
        Backbone("EfficientNetB7", "efficientnet", INSIDE, 600, 2560),
        Backbone("EfficientNetV2B0", "efficientnet_v2", INSIDE, 224, 1280, parameters=_INSIDE_LAST, switch=True),
        Backbone("EfficientNetV2B1", "efficientnet_v2", INSIDE, 240, 1280, parameters=_INSIDE_LAST, switch=True),
        Backbone("EfficientNetV2B2", "efficientnet_v2", INSIDE, 260, 1408, parameters=_INSIDE_LAST, switch=True),
        Backbone("EfficientNetV2B3", "efficientnet_v2", INSIDE, 300, 1536, parameters=_INSIDE_LAST, switch=True),
        Backbone("EfficientNetV2L", "efficientnet_v2", INSIDE, 480, 1280, parameters=_INSIDE_LAST, switch=True),
        Backbone("EfficientNetV2M", "efficientnet_v2", INSIDE, 480, 1280, parameters=_INSIDE_LAST, switch=True),
        Backbone("EfficientNetV2S", "efficientnet_v2", INSIDE, 384, 1280, parameters=_INSIDE_LAST, switch=True),
        Backbone("InceptionResNetV2", "inception_resnet_v2", SYMMETRIC, 299, 1536),
        Backbone("InceptionV3", "inception_v3", SYMMETRIC, 299, 2048),
        Backbone("MobileNet", "mobilenet", SYMMETRIC, 224, 1024, parameters=_MOBILENET),
        Backbone("MobileNetV2", "mobilenet_v2", SYMMETRIC, 224, 1280, parameters=_MOBILENET_V2),
        Backbone("MobileNetV3Large", "mobilenet_v3", INSIDE, 224, 960, parameters=_MOBILENET_V3, switch=True),
        Backbone("MobileNetV3Small", "mobilenet_v3", INSIDE, 224, 576, parameters=_MOBILENET_V3, switch=True),
        Backbone("NASNetLarge", "nasnet", SYMMETRIC, 331, 4032, parameters=_NASNET),
        Backbone("NASNetMobile", "nasnet", SYMMETRIC, 224, 1056, parameters=_NASNET),
        Backbone("RegNetX002", "regnet", INSIDE, 224, 368, parameters=_REGNET, switch=True),
        Backbone("RegNetX004", "regnet", INSIDE, 224, 384, parameters=_REGNET, switch=True),
        Backbone("RegNetX006", "regnet", INSIDE, 224, 528, parameters=_REGNET, switch=True),
        Backbone("RegNetX008", "regnet", INSIDE, 224, 672, parameters=_REGNET, switch=True),
        Backbone("RegNetX016", "regnet", INSIDE, 224, 912, parameters=_REGNET, switch=True),
        Backbone("RegNetX032", "regnet", INSIDE, 224, 1008, parameters=_REGNET, switch=True),
        Backbone("RegNetX040", "regnet", INSIDE, 224, 1360, parameters=_REGNET, switch=True),
        Backbone("RegNetX064", "regnet", INSIDE, 224, 1624, parameters=_REGNET, switch=True),
        Backbone("RegNetX080", "regnet", INSIDE, 224, 1920, parameters=_REGNET, switch=True),
        Backbone("RegNetX120", "regnet", INSIDE, 224, 2240, parameters=_REGNET, switch=True),
        Backbone("RegNetX160", "regnet", INSIDE, 224, 2048, parameters=_REGNET, switch=True),
        Backbone("RegNetX320", "regnet", INSIDE, 224, 2520, parameters=_REGNET, switch=True),
        Backbone("RegNetY002", "regnet", INSIDE, 224, 368, parameters=_REGNET, switch=True),
        Backbone("RegNetY004", "regnet", INSIDE, 224, 440, parameters=_REGNET, switch=True),
        Backbone("RegNetY006", "regnet", INSIDE, 224, 608, parameters=_REGNET, switch=True),
        Backbone("RegNetY008", "regnet", INSIDE, 224, 768, parameters=_REGNET, switch=True),
        Backbone("RegNetY016", "regnet", INSIDE, 224, 888, parameters=_REGNET, switch=True),
        Backbone("RegNetY032", "regnet", INSIDE, 224, 1512, parameters=_REGNET, switch=True),
        Backbone("RegNetY040", "regnet", INSIDE, 224, 1088, parameters=_REGNET, switch=True),
        Backbone("RegNetY064", "regnet", INSIDE, 224, 1296, parameters=_REGNET, switch=True),
        Backbone("RegNetY080", "regnet", INSIDE, 224, 2016, parameters=_REGNET, switch=True),
        Backbone("RegNetY120", "regnet", INSIDE, 224, 2240, parameters=_REGNET, switch=True),
        Backbone("RegNetY160", "regnet", INSIDE, 224, 3024, parameters=_REGNET, switch=True),
        Backbone("RegNetY320", "regnet", INSIDE, 224, 3712, parameters=_REGNET, switch=True),
        Backbone("ResNet101", "resnet", CAFFE, 224, 2048),
        Backbone("ResNet101V2", "resnet_v2", SYMMETRIC, 224, 2048),
        Backbone("ResNet152", "resnet", CAFFE, 224, 2048),
        Backbone("ResNet152V2", "resnet_v2", SYMMETRIC, 224, 2048),
        Backbone("ResNet50", "resnet", CAFFE, 224, 2048),
        Backbone("ResNet50V2", "resnet_v2", SYMMETRIC, 224, 2048),
        Backbone("ResNetRS101", "resnet_rs", INSIDE, 224, 2048, parameters=_RESNET_RS, switch=True),
        Backbone("ResNetRS152", "resnet_rs", INSIDE, 224, 2048, parameters=_RESNET_RS, switch=True),
        Backbone("ResNetRS200", "resnet_rs", INSIDE, 224, 2048, parameters=_RESNET_RS, switch=True),
        Backbone("ResNetRS270", "resnet_rs", INSIDE, 224, 2048, parameters=_RESNET_RS, switch=True),
        Backbone("ResNetRS350", "resnet_rs", INSIDE, 224, 2048, parameters=_RESNET_RS, switch=True),
        Backbone("ResNetRS420", "resnet_rs", INSIDE, 224, 2048, parameters=_RESNET_RS, switch=True),
        Backbone("ResNetRS50", "resnet_rs", INSIDE, 224, 2048, parameters=_RESNET_RS, switch=True),
        Backbone("VGG16", "vgg16", CAFFE, 224, 512),
        Backbone("VGG19", "vgg19", CAFFE, 224, 512),
        Backbone("Xception", "xception", SYMMETRIC, 299, 2048),
    )
}

PREPROCESSING: dict[str, str] = {row.family: row.preprocess for row in BACKBONES.values()} | {"imagenet_utils": CAFFE}
"""What `keras.applications.<family>.preprocess_input` does (`imagenet_utils`: its default mode)."""

MODES = frozenset({CAFFE, SYMMETRIC, TORCH})
"""What `imagenet_utils.preprocess_input` takes for `mode`."""

_CHANNELS: dict[str, tuple[tuple[float, float], ...]] = {
    CAFFE: ((1.0, -103.939), (1.0, -116.779), (1.0, -123.68)),
    INSIDE: ((1.0, 0.0),),
    SYMMETRIC: ((1 / 127.5, -1.0),),
    TORCH: tuple((1 / 255 / std, -mean / std) for mean, std in ((0.485, 0.229), (0.456, 0.224), (0.406, 0.225))),
}
"""What a mode multiplies the pixels of each channel with and adds to them."""

SEGMENTATION_PARAMETERS = "backbone_name input_shape classes activation weights encoder_weights encoder_freeze"
SEGMENTATION: dict[str, tuple[int, str]] = {
    "FPN": (21, "softmax"),
    "Linknet": (1, "sigmoid"),
    "PSPNet": (21, "softmax"),
    "Unet": (1, "sigmoid"),
}
"""Models of segmentation_models 1.0: defaults of `classes` and `activation`. Their encoders are pre-trained."""

_SAME_FAMILY: dict[str, str] = {"resnet50": "resnet"}

# Packages with the same models: efficientnet (.keras, .tfkeras), which rescales outside ("torch").
_EFFICIENTNET_PACKAGE = frozenset({"efficientnet", "efficientnet.keras", "efficientnet.tfkeras"})


def of(path: str) -> Backbone | None:
    """The row of a canonical path (`keras.applications.VGG16`) or name; None if it's no backbone that is known."""
    place, _, leaf = path.rpartition(".")
    row = BACKBONES.get(leaf)
    if row is None or place in ("", "keras.applications"):
        return row
    if place in _EFFICIENTNET_PACKAGE:
        return row._replace(family=place, preprocess=TORCH, switch=False, parameters=_STANDARD)
    return None


def preprocessing(path: str) -> str | None:
    """What a `preprocess_input` does, by its canonical path; None if it's none of Keras's."""
    place, _, leaf = path.rpartition(".")
    if leaf != "preprocess_input":
        return None
    if place in _EFFICIENTNET_PACKAGE:
        return TORCH
    area, _, family = place.rpartition(".")
    return PREPROCESSING.get(_SAME_FAMILY.get(family, family)) if area == "keras.applications" else None


def preprocessed(mode: str, lo: float, hi: float) -> tuple[float, float]:
    """The range of pixels of this range after a `preprocess_input` of this mode."""
    ends = [(lo * factor + shift, hi * factor + shift) for factor, shift in _CHANNELS[mode]]
    return min(low for low, _ in ends), max(high for _, high in ends)


def positional(path: str) -> tuple[str, ...]:
    """Names of the positional parameters, in order."""
    row = of(path)
    return tuple(row.parameters.split()) if row else ()
