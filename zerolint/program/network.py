"""The network: layers in call order, the graph between them, its inputs and its output heads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .data import Shape
from .fact import UNSEEN, Fact, Site


@dataclass(frozen=True, slots=True)
class Layer:
    """One call of one layer (or of an operation such as `tf.nn.softmax`, then `op` is True).

    `kind` is Keras's class name (`Dense`); for an operation the function's name (`softmax`, `add`).
    `inputs` are positions in `Network.layers`; -1 - k stands for the network's k-th input.
    Shapes include the batch axis. `config` holds each argument under Keras 3's name, defaults filled in for
    `activation`, `use_bias` and the like, so no rule asks whether it was given.
    """

    kind: str
    site: Site
    config: Mapping[str, Fact[object]] = field(default_factory=dict)
    inputs: tuple[int, ...] = ()
    input_shape: Shape | None = None
    output_shape: Shape | None = None
    activation: Fact[str] = UNSEEN
    """Name of the activation that this very layer applies (`linear` when none)."""
    units: Fact[int] = UNSEEN
    """Units or filters."""
    group: str = "unknown"
    """core, conv, recurrent, pool, norm, dropout, reshape, merge, embedding, attention, preprocessing, activation, …"""
    weighted: bool = False
    """Has a kernel or other weights that transform values (not BatchNormalization's scale)."""
    pass_through: bool = False
    """Values pass unchanged at inference (Flatten, Reshape, Dropout …)."""
    trainable: bool | None = True
    trainable_site: Site | None = None
    """Where that was last set, if anywhere."""
    op: bool = False
    repeated: bool = False
    """Added in a loop of unknown length: there may be none or many of it."""
    backbone: str | None = None
    """Name of the `keras.applications` model that this stands for."""
    opaque: bool = False
    """Could not be followed: it may do anything."""
    identity: object = field(default=None, compare=False)
    """The layer object: two calls of one shared layer have the same."""

    def get(self, name: str) -> object | None:
        """The value of a configuration argument, None when unknown or absent."""
        fact = self.config.get(name)
        return None if fact is None else fact.get()

    def fact(self, name: str) -> Fact[object]:
        return self.config.get(name, UNSEEN)


@dataclass(frozen=True, slots=True)
class Head:
    """One output of the network, as loss and predictions see it.

    `activation` is what is last applied to the values, wherever it stands (argument, Activation layer, operation);
    `activation_site` is that place; `layer` is the weighted layer that makes the values, None if unknown;
    `softmax_axis_size` is the size of the axis that a softmax runs over.
    """

    layer: Layer | None
    units: Fact[int]
    activation: Fact[str]
    activation_site: Site | None
    site: Site
    shape: Shape | None = None
    name: str | None = None
    after: tuple[Layer, ...] = ()
    """What stands behind `layer` (pass-through layers, activations, operations), in order."""
    softmax_axis_size: int | None = None
    feeds: tuple[int, ...] = ()
    """The other heads of the network (by number) that are made of this one's values: their losses train it too."""
    scaled_after: bool = False
    """Something rescales or shifts the values after the activation (a Lambda, × k): its range says nothing."""

    @property
    def standard(self) -> bool:
        """Units and activation known."""
        return self.units.known and self.activation.known


@dataclass(frozen=True, slots=True)
class Input:
    shape: Shape | None
    site: Site | None = None
    dtype: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """A model as it stands when it is compiled or fitted."""

    site: Site
    kind: str
    """sequential, functional, subclassed."""
    layers: tuple[Layer, ...] = ()
    inputs: tuple[Input, ...] = ()
    heads: tuple[Head, ...] = ()
    name: str | None = None
    complete: bool = False
    """Every layer is understood: "there is no X in it" may be said."""
    why: str = ""
    """Why it isn't complete."""
    loaded: str | None = None
    """`load_model`, `from_preset`, hub …: it (or a part) comes with weights from elsewhere."""
    pretrained: bool = False
    custom_step: bool = False
    """Overrides `train_step`: what compile() says of the loss need not hold."""
    guessed: bool = False
    """Some of it is named as in Keras and nowhere imported: the program raises a NameError as it stands."""
    identity: object = field(default=None, compare=False)

    @property
    def head(self) -> Head | None:
        """The only head, None if there are several or none is known."""
        return self.heads[0] if len(self.heads) == 1 else None

    @property
    def weighted(self) -> tuple[Layer, ...]:
        """Layers with a kernel, in call order."""
        return tuple(layer for layer in self.layers if layer.weighted)

    def hidden(self) -> tuple[Layer, ...]:
        """Weighted layers that aren't the kernel of a head."""
        heads = {id(head.layer) for head in self.heads if head.layer is not None}
        return tuple(layer for layer in self.weighted if id(layer) not in heads)

    @property
    def chain(self) -> bool:
        """Known in every layer, and without branches."""
        row = all(layer.inputs == (index - 1,) for index, layer in enumerate(self.layers))
        return row and self.complete and not any(layer.opaque or layer.repeated for layer in self.layers)

    def at_end(self, layer: Layer) -> bool:
        """Whether a layer makes the values of a head, or stands behind the one that does."""
        return any(layer is head.layer or any(layer is behind for behind in head.after) for head in self.heads)

    def only_way(self, layer: Layer) -> bool:
        """Whether nothing gets from the inputs to a head but through a layer."""
        reached: set[int] = set()
        for position, one in enumerate(self.layers):
            fed = not one.inputs or any(before < 0 or before in reached for before in one.inputs)
            if fed and one is not layer:
                reached.add(position)
        around = [self.layers[position] for position in reached]
        return bool(self.heads) and all(
            head.layer is not None and all(one is not head.layer for one in around) for head in self.heads
        )

    def activation_of(self, layer: Layer) -> Fact[str]:
        """What is applied to a layer's values: its own activation, or that of an activation layer right behind it."""
        if layer.activation.get() != "linear":
            return layer.activation
        position = next((i for i, one in enumerate(self.layers) if one is layer), None)
        behind = [self.layers[i] for i in self.consumers(position)] if position is not None else []
        return behind[0].activation if len(behind) == 1 and behind[0].group == "activation" else layer.activation

    def consumers(self, position: int) -> Iterator[int]:
        """Positions of the layers that read layer number `position`."""
        for index, layer in enumerate(self.layers):
            if position in layer.inputs:
                yield index

    def before_first_weights(self, which: int = 0) -> tuple[Layer, ...] | None:
        """The layers between input number `which` and the first weighted layer behind it, in order.

        None when that can't be said (a branch, an opaque layer, no such input).
        """
        found: list[Layer] = []
        here = -1 - which
        for _ in range(len(self.layers) + 1):
            readers = list(self.consumers(here))
            if len(readers) != 1:
                return None if not readers or (not found and not readers) else self._common(found, readers)
            layer = self.layers[readers[0]]
            if layer.opaque:
                return None
            if layer.weighted or layer.backbone:
                return tuple(found)
            found.append(layer)
            here = readers[0]
        return None

    def _common(self, found: list[Layer], readers: list[int]) -> tuple[Layer, ...] | None:
        """At a fork: what was found so far, if every branch goes straight into weights."""
        layers = [self.layers[index] for index in readers]
        return tuple(found) if all(layer.weighted and not layer.opaque for layer in layers) else None

    def first_weights(self, which: int = 0) -> tuple[Layer, ...]:
        """The first weighted layers (or backbones) behind input number `which`, over every branch."""
        found: list[Layer] = []
        seen: set[int] = set()
        todo = [-1 - which]
        while todo:
            here = todo.pop()
            for reader in self.consumers(here):
                if reader in seen:
                    continue
                seen.add(reader)
                layer = self.layers[reader]
                if layer.weighted or layer.backbone or layer.opaque:
                    found.append(layer)
                else:
                    todo.append(reader)
        return tuple(found)
