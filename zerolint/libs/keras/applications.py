"""The models of `keras.applications`: one layer that stands for the convolutions, and the top that is put on them."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.values import NONE, Const, Node, Value
from zerolint.knowledge import backbones
from zerolint.knowledge.backbones import Backbone
from zerolint.libs.registry import prefix
from zerolint.program.data import Shape

from .layers import LayerValue, call_layer
from .models import ModelValue
from .tensors import Tensor, opaque, tensors_in

CLASSES: Final = 1000
HALVINGS: Final = 5
"""Height and width are halved so often, whatever the model; exactly so only where 32 divides them (measured)."""
OFF_THE_GRID: Final = frozenset({"inception_resnet_v2", "inception_v3"})
"""Families with convolutions that cut the border off."""
NAMED_AS_WRITTEN: Final = ("DenseNet", "EfficientNetB", "ResNet", "VGG")
NAMED_AS_FAMILY: Final = frozenset({"inception_resnet_v2", "inception_v3", "xception"})


@prefix("keras.applications", "efficientnet")
def application(path: str, call: Call) -> Value:
    """`VGG16(weights="imagenet", include_top=False, input_shape=(224, 224, 3))`."""
    row = backbones.of(path)
    if row is None:
        return call.unknown(f"`{path}` is not modelled")
    given = call.bind(*backbones.positional(path))
    model = _model(call, row, given)
    source = _input(call, row, given)
    core = ModelValue("functional", call.node, call.m.loops)
    core.backbone, core.pretrained = row, model.pretrained
    core.fields["@weights"] = given.get("weights", Const(row.weights, call.node))
    core.fields["@include_preprocessing"] = given.get("include_preprocessing", Const(True, call.node))
    top = call.m.truth(given["include_top"]) if "include_top" in given else True
    here: Tensor = Tensor(core, (source,), call.node, _shape(call, row, source.shape, given))
    if top is None:
        outputs: Value = opaque("it isn't known whether it has its top", call.node)
    elif top:
        outputs = _layer(call, "Dense", _dense(call, given), _before_top(call, row, here))
    else:
        pool = {"avg": "GlobalAveragePooling2D", "max": "GlobalMaxPooling2D"}.get(call.m.plain(given.get("pooling")))
        outputs = _layer(call, pool, {}, here) if pool is not None else here
    model.fields["inputs"], model.fields["outputs"] = _root(source), outputs
    return model


def _root(tensor: Tensor) -> Tensor:
    """The input behind an `input_tensor`: what stands in between belongs to the model."""
    while len(tensor.inputs) == 1:
        tensor = tensor.inputs[0]
    return tensor


@prefix("segmentation_models")
def segmentation(path: str, call: Call) -> Value:
    """`sm.Unet("resnet34", classes=3, activation="softmax")`: only its head is known."""
    row = backbones.SEGMENTATION.get(path.rpartition(".")[2])
    if row is None:
        return call.unknown(f"`{path}` is not modelled")
    given = call.bind(*backbones.SEGMENTATION_PARAMETERS.split())
    model = _model(call, None, {"weights": given.get("encoder_weights", Const("imagenet", call.node))})
    source = Tensor(None, (), call.node, _with_batch(call, given.get("input_shape")))
    inner = Tensor(None, (source,), call.node, None, opaque=path.rpartition(".")[2])
    config = {
        "filters": given.get("classes", Const(row[0], call.node)),
        "kernel_size": Const(3, call.node),
        "activation": given.get("activation", Const(row[1], call.node)),
    }
    model.fields["inputs"], model.fields["outputs"] = source, _layer(call, "Conv2D", config, inner)
    return model


def _model(call: Call, row: Backbone | None, given: dict[str, Value]) -> ModelValue:
    model = ModelValue("functional", call.node, call.m.loops)
    weights = given.get("weights", Const(row.weights if row is not None else None, call.node))
    model.pretrained = not (isinstance(weights, Const) and weights.value is None)
    name = call.m.plain(given.get("name"))
    model.name = name if isinstance(name, str) else _name(row) if row is not None else None
    return model


def _name(row: Backbone) -> str | None:
    """What Keras calls the model; None where the name holds sizes."""
    if row.family in NAMED_AS_FAMILY:
        return row.family
    return row.name.lower() if row.name.startswith(NAMED_AS_WRITTEN) else None


def _before_top(call: Call, row: Backbone, here: Tensor) -> Tensor:
    """What stands between the convolutions and the classifier: two wide layers in VGG, else the mean of each map."""
    if not row.family.startswith("vgg"):
        return _layer(call, "GlobalAveragePooling2D", {}, here)
    here = _layer(call, "Flatten", {}, here)
    for _ in range(2):
        here = _layer(call, "Dense", {"units": Const(4096, call.node), "activation": Const("relu", call.node)}, here)
    return here


def _layer(call: Call, kind: str, config: dict[str, Value], source: Tensor) -> Tensor:
    nodes: dict[str, Node] = {name: value.origin or call.node for name, value in config.items()}
    made = LayerValue(kind, config, nodes, call.node, call.m.loops)
    return next(tensors_in(call.m, call_layer(call.m, made, Call(call.m, call.node, [source], {}))))


def _dense(call: Call, given: dict[str, Value]) -> dict[str, Value]:
    return {
        "units": given.get("classes", Const(CLASSES, call.node)),
        "activation": given.get("classifier_activation", Const("softmax", call.node)),
    }


def _input(call: Call, row: Backbone, given: dict[str, Value]) -> Tensor:
    tensor = next(tensors_in(call.m, given["input_tensor"]), None) if "input_tensor" in given else None
    if tensor is not None:
        return tensor
    stated = given.get("input_shape", NONE)
    if stated != NONE:
        return Tensor(None, (), call.node, _with_batch(call, stated))
    top = call.m.truth(given["include_top"]) if "include_top" in given else True
    side = row.size if top else None
    return Tensor(None, (), call.node, (None, side, side, 3))


def _with_batch(call: Call, stated: Value | None) -> Shape | None:
    plain = call.m.plain(stated) if stated is not None else None
    if not isinstance(plain, (tuple, list)):
        return None
    return (None, *(side if isinstance(side, int) else None for side in plain))


def _shape(call: Call, row: Backbone, source: Shape | None, given: dict[str, Value]) -> Shape:
    """Channels are those of the table unless the model is made wider or narrower."""
    channels = None if "alpha" in given and call.m.plain(given["alpha"]) != 1 else row.channels
    sides = source[1:3] if source is not None and len(source) == 4 else (None, None)
    return (None, *(_side(row, side) for side in sides), channels)


def _side(row: Backbone, side: int | None) -> int | None:
    if side is None or row.family in OFF_THE_GRID or side % 2**HALVINGS:
        return None
    return side // 2**HALVINGS
