"""DeepCrime's operators on layers, and ours beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst
from respell.source import keyword, leaf, without_argument
from respell.text import Edit, Text

from .. import conditions
from ..mutant import Mutant, made, operator
from ..study import CONVOLUTIONS, DENSE, RECURRENT, UNKNOWN, At, Study, literal

ACTIVATIONS = (
    "elu", "softmax", "selu", "softplus", "softsign", "relu", "tanh", "sigmoid", "hard_sigmoid", "exponential",
    "linear",
)  # fmt: skip
"""DeepCrime's."""
HIDDEN = ("softmax", "sigmoid", "exponential", "tanh", "linear")
"""Those of them that hidden layers are given here."""
WIDE = ("autoencoder", "imdb_bag_of_words", "mnist_dense", "mnist_notebook")
"""Programs whose first layer has a hundred inputs and more."""
INITIALIZERS = ("zeros", "ones", "constant", "random_normal", "he_normal")
"""DeepCrime's; of the random ones, which are as good as Keras's, two."""


def _some(study: Study) -> list[At]:
    """The first layer that learns, and the head: what stands for all of them where there would be too many mutants."""
    return [study.weighted[0], study.head] if len(study.weighted) > 1 else study.weighted


def _activated(study: Study, at: At, new: str) -> tuple[list[tuple[str, Edit]], frozenset[int]] | None:
    """Another activation; also where it is a layer of its own."""
    given = study.activation(at)
    here = study.lines(at.file, at.call)
    if given is None:
        edits, lines = study.setting(at, "activation", f'"{new}"')
        return edits, lines | here
    spot = study.written(given)
    value = literal(spot.node)
    if value is UNKNOWN and not isinstance(spot.node, cst.Attribute):
        return None
    return [study.replacing(spot, f'"{new}"')], study.lines(spot.file, spot.node) | here


def _place(study: Study) -> frozenset[int]:
    """Where a rule on head and loss may point: the head, the loss, compile."""
    lines = study.lines(study.head.file, study.head.call)
    if study.loss is not None:
        lines |= study.lines(study.loss.file, study.loss.node)
    if study.compiled is not None:
        lines |= study.lines(study.compiled.file, study.compiled.call)
    return lines


def _now(study: Study, at: At) -> str:
    given = study.activation(at)
    if given is None:
        return "linear"
    value = study.value(given)
    return str(value) if value is not UNKNOWN else leaf(given.node)


@operator("ACH")
def change_activation_function(study: Study) -> Iterator[Mutant | None]:
    for at in study.weighted:
        now = _now(study, at)
        if now == "linear" or at.name in RECURRENT:
            continue
        is_head = at is study.head
        for new in ACTIVATIONS if is_head else HIDDEN:
            changed = _activated(study, at, new) if new not in (now, "linear") else None
            if changed is not None:
                codes = conditions.head(study, new) if is_head else _hidden(study, at, new)
                lines = changed[1] | (_place(study) if is_head else frozenset())
                what = f"{at.name} {study.weighted.index(at)}: {now} → {new}"
                yield made(study, "change_activation_function", what, changed[0], codes, lines)


def _hidden(study: Study, at: At, new: str) -> conditions.Codes:
    """ZL409: the softmax of a hidden layer, inside of a plain stack."""
    index = study.layers.index(at)
    branches = any(study.layers.index(one) > index for one in study.calls("Add", "Concatenate", "concatenate"))
    plain = at.name in (*DENSE, *CONVOLUTIONS) and not branches
    return frozenset({"ZL409"}) if new == "softmax" and plain else conditions.NONE


@operator("ARM")
def remove_activation_function(study: Study) -> Iterator[Mutant | None]:
    for at in study.weighted:
        now = _now(study, at)
        changed = _activated(study, at, "linear") if now != "linear" and at.name not in RECURRENT else None
        if changed is not None:
            is_head = at is study.head
            codes = conditions.head(study, "linear") if is_head else _linear(study, at)
            after = study.following(at)
            lines = changed[1] | (_place(study) if is_head else frozenset())
            lines |= study.lines(after.file, after.call) if after is not None else frozenset()
            what = f"{at.name} {study.weighted.index(at)}: {now}"
            yield made(study, "remove_activation_function", what, changed[0], codes, lines)


def _linear(study: Study, at: At) -> conditions.Codes:
    """ZL401: two of a kind, one behind the other, without a non-linearity."""
    after = study.following(at)
    while after is not None and after.name in ("Activation", "ReLU"):
        after = study.following(after)
    same = after is not None and any(at.name in kind and after.name in kind for kind in (DENSE, CONVOLUTIONS))
    if not same or study.facts.task == "reconstruction" or any(study.calls("Add", "Concatenate", "concatenate")):
        return conditions.NONE
    return frozenset({"ZL401"})


@operator("AAL")
def add_activation_function(study: Study) -> Iterator[Mutant | None]:
    for at in study.weighted:
        if _now(study, at) != "linear" or at.name in RECURRENT or study.following(at) is not None:
            continue
        for new in ACTIVATIONS:
            changed = _activated(study, at, new) if new != "linear" else None
            if changed is not None:
                codes = conditions.head(study, new)
                lines = changed[1] | _place(study)
                yield made(study, "add_activation_function", f"head: {new}", changed[0], codes, lines)


@operator("WCI")
def change_weights_initialisation(study: Study) -> Iterator[Mutant | None]:
    for at in _some(study):
        for new in INITIALIZERS:
            edits, lines = study.setting(at, "kernel_initializer", f'"{new}"')
            codes = conditions.initializer(study, new, is_head=at is study.head or at.name in RECURRENT)
            what = f"{at.name} {study.weighted.index(at)}: {new}"
            lines |= study.lines(at.file, at.call)
            yield made(study, "change_weights_initialisation", what, edits, codes, lines)


@operator("WAB")
def add_bias(study: Study) -> Iterator[Mutant | None]:
    yield from _bias(study, "add_bias", "False", "True")


@operator("WRB")
def remove_bias(study: Study) -> Iterator[Mutant | None]:
    yield from _bias(study, "remove_bias", "True", "False")


def _bias(study: Study, name: str, old: str, new: str) -> Iterator[Mutant | None]:
    for at in _some(study):
        if str(study.value(study.argument(at, "use_bias"), True)) == old:
            edits, lines = study.setting(at, "use_bias", new)
            yield made(study, name, f"{at.name} {study.weighted.index(at)}", edits, (), lines)


@operator("RCD")
def change_dropout_rate(study: Study) -> Iterator[Mutant | None]:
    for number, at in enumerate(study.calls("Dropout")):
        for new in (0.125, 0.75, 0.95, 1.0):
            edits, lines = study.setting(at, "rate", str(new))
            codes = frozenset({"ZL405"}) if new >= 0.7 else conditions.NONE
            lines |= study.lines(at.file, at.call)
            yield made(study, "change_dropout_rate", f"{number}: {new}", edits, codes, lines)


@operator("RAW")
def add_weights_regularisation(study: Study) -> Iterator[Mutant | None]:
    """Also with our own stronger ones."""
    for at in _some(study):
        if study.argument(at, "kernel_regularizer") is None:
            yield from _regularised(study, "add_weights_regularisation", at)


@operator("RCW")
def change_weights_regularisation(study: Study) -> Iterator[Mutant | None]:
    for at in study.weighted:
        if study.argument(at, "kernel_regularizer") is not None:
            yield from _regularised(study, "change_weights_regularisation", at)


def _regularised(study: Study, name: str, at: At) -> Iterator[Mutant | None]:
    source = study.sources[at.file]
    keras = source.fresh("mutated_keras")
    objects = [f"{keras}.regularizers.l2(1.0)", f"{keras}.regularizers.L1(0.5)"]
    for new in ('"l1"', '"l1_l2"', *objects):
        edits, lines = study.setting(at, "kernel_regularizer", new)
        codes = frozenset({"ZL411"}) if new in objects and _penalised(study) else conditions.NONE
        if new in objects:
            edits = [*edits, (at.file, source.with_keras(keras))]
        what = f"{at.name} {study.weighted.index(at)}: {new.rpartition('.regularizers.')[2]}"
        yield made(study, name, what, edits, codes, lines | study.lines(at.file, at.call))


def _penalised(study: Study) -> bool:
    """Whether penalties are part of what is minimised: `fit` adds them, a loop of one's own has to."""
    texts = [text.characters for text in study.program.files.values()]
    return study.fitted is not None or any(re.search(r"(?<!keras)\.losses\b", text) for text in texts)


@operator("RRW")
def remove_weights_regularisation(study: Study) -> Iterator[Mutant | None]:
    for at in study.weighted:
        given = keyword(at.call, "kernel_regularizer")
        if given is not None:
            edits = [(at.file, without_argument(study.sources[at.file], at.call, given))]
            what = f"{at.name} {study.weighted.index(at)}"
            yield made(study, "remove_weights_regularisation", what, edits, (), study.lines(at.file, at.call))


# -- our own --------------------------------------------------------------------------------------------------------


@operator("own")
def change_units_of_head(study: Study) -> Iterator[Mutant | None]:
    """One fewer than there are classes, or two for yes and no."""
    head, facts = study.head, study.facts
    if facts.task not in ("binary", "classes", "multilabel") or head.name != "Dense":
        return
    if not isinstance(study.value(study.argument(head, "units")), int):
        return
    fewer = (facts.classes - 1, 1) if facts.labels != "unknown" else (1,)
    for new in fewer if facts.task == "classes" else (2,) if facts.task == "binary" else (4,):
        edits, lines = study.setting(head, "units", str(new))
        if not lines <= study.lines(head.file, head.call):
            continue  # the number is used for more
        codes = {"ZL208", "ZL203", "ZL210", "ZL419"}
        yield made(study, "change_units_of_head", str(new), edits, codes, lines | _place(study))


@operator("own")
def narrow_a_hidden_layer(study: Study) -> Iterator[Mutant | None]:
    """One unit."""
    for at in study.weighted[:-1]:
        units = study.argument(at, "units")
        if at.name != "Dense" or units is None or not isinstance(study.value(units), int):
            continue
        edits, lines = study.setting(at, "units", "1")
        for other in study.weighted:
            given = study.argument(other, "units")
            if given is not None and study.written(given).node is study.written(units).node:
                lines |= study.lines(other.file, other.call)
        plain = study.facts.task != "reconstruction" and not any(study.calls("Add"))
        wider = study.facts.task in ("classes", "multilabel") or "relu" in _now(study, at).lower()
        codes = {"ZL403"} if plain and wider else set()
        yield made(study, "narrow_a_hidden_layer", f"{at.name} {study.weighted.index(at)}", edits, codes, lines)


@operator("own")
def only_sigmoids(study: Study) -> Iterator[Mutant | None]:
    """Every hidden layer saturates."""
    hidden = [at for at in study.weighted[:-1] if at.name == "Dense"]
    edits: dict[tuple[str, int, int], tuple[str, Edit]] = {}
    lines: frozenset[int] = frozenset()
    for at in hidden:
        changed = _activated(study, at, "sigmoid") if _now(study, at) != "linear" else None
        for file, edit in changed[0] if changed is not None else ():
            edits[file, edit[0], edit[1]] = file, edit
        lines |= changed[1] if changed is not None else frozenset()
    most = 3 if study.optimizer_name == "SGD" else 4
    plain = len(hidden) >= most and not any(study.calls("BatchNormalization"))
    codes = frozenset({"ZL406"}) if plain else conditions.NONE
    if edits:
        yield made(study, "only_sigmoids", f"{len(hidden)} layers", list(edits.values()), codes, lines)


@operator("own")
def draw_large_weights(study: Study) -> Iterator[Mutant | None]:
    """`RandomNormal(stddev=1)` for a hundred inputs and more."""
    for at in study.weighted[:1]:
        source = study.sources[at.file]
        keras = source.fresh("mutated_keras")
        edits, lines = study.setting(at, "kernel_initializer", f"{keras}.initializers.RandomNormal(stddev=1.0)")
        codes = frozenset({"ZL427"}) if study.name in WIDE else conditions.NONE
        edits = [*edits, (at.file, source.with_keras(keras))]
        what = f"{at.name} {study.weighted.index(at)}"
        yield made(study, "draw_large_weights", what, edits, codes, lines | study.lines(at.file, at.call))


@operator("own")
def give_sequences_on(study: Study) -> Iterator[Mutant | None]:
    """The last recurrent layer returns all its states."""
    found = list(study.calls(*RECURRENT))
    if found:
        edits, lines = study.setting(found[-1], "return_sequences", "True")
        lines |= study.lines(found[-1].file, found[-1].call) | _place(study)
        yield made(study, "give_sequences_on", found[-1].name, edits, {"ZL412", "ZL407"}, lines)


@operator("own")
def rectify_recurrence(study: Study) -> Iterator[Mutant | None]:
    """`activation="relu"`; harmful where the inputs aren't scaled."""
    for at in study.calls(*RECURRENT):
        edits, lines = study.setting(at, "activation", '"relu"')
        yield made(study, "rectify_recurrence", at.name, edits, (), lines)


@operator("own")
def remove_layer(study: Study) -> Iterator[Mutant | None]:
    """An element of a list, a statement that adds it, or a line of a graph."""
    for at in study.layers:
        if at is study.head or at.name in ("Input", "InputLayer", "Activation", "Embedding"):
            continue
        without = _without(study, at)
        if without is not None:
            codes = {"ZL407"} if at.name in ("Flatten", "GlobalAveragePooling1D", "GlobalAveragePooling2D") else set()
            lines = study.lines(at.file, at.call) | _place(study)
            after = study.following(at)
            lines |= study.lines(after.file, after.call) if after is not None else frozenset()
            codes |= {"ZL419", "ZL608"} if codes else set()
            if study.name == "discs_segmented" or at.name in ("Rescaling", "Normalization"):
                continue  # there it is another operator's
            what = f"{at.name} {study.layers.index(at)}"
            yield made(study, "remove_layer", what, [without], codes, lines)


def _without(study: Study, at: At) -> tuple[str, Edit] | None:
    source = study.sources[at.file]
    for node in source.all(cst.List):
        for index, element in enumerate(node.elements):
            if element.value is at.call and len(node.elements) > index + 1:
                if keyword(at.call, "input_shape") or keyword(at.call, "input_dim"):
                    return None
                return at.file, (source.span(element)[0], source.span(node.elements[index + 1])[0], "")
    for line in source.all(cst.SimpleStatementLine):
        match line.body[0]:
            case cst.Expr(value=cst.Call(func=cst.Attribute(attr=cst.Name(value="add")), args=[cst.Arg(value=value)])):
                if value is at.call and not (keyword(at.call, "input_shape") or keyword(at.call, "input_dim")):
                    return at.file, (*source.lines_of(line), "")
            case cst.Assign(value=cst.Call(args=[cst.Arg(value=cst.Name() as fed)]) as call) if call.func is at.call:
                return at.file, source.replaced(call, source.of(fed))
    return None


@operator("own")
def drop_after_the_head(study: Study) -> Iterator[Mutant | None]:
    """Dropout behind the last layer of a list."""
    source = study.sources[study.head.file]
    keras = source.fresh("mutated_keras")
    for node in source.all(cst.List):
        if any(element.value is study.head.call for element in node.elements):
            end = source.span(node.elements[-1])[1]
            text = Text.new(f", {keras}.layers.Dropout(0.5)").united(source.of(study.head.call))
            if node.elements[-1].value is study.head.call:
                edits = [(study.head.file, (end, end, text)), (study.head.file, source.with_keras(keras))]
                yield made(study, "drop_after_the_head", "", edits, {"ZL405"}, _place(study))


@operator("own")
def activate_twice(study: Study) -> Iterator[Mutant | None]:
    """A softmax on top of the softmax."""
    source = study.sources[study.head.file]
    keras = source.fresh("mutated_keras")
    if _now(study, study.head) != "softmax":
        return
    for node in source.all(cst.List):
        if node.elements and node.elements[-1].value is study.head.call:
            end = source.span(node.elements[-1])[1]
            text = Text.new(f', {keras}.layers.Activation("softmax")').united(source.of(study.head.call))
            edits = [(study.head.file, (end, end, text)), (study.head.file, source.with_keras(keras))]
            yield made(study, "activate_twice", "", edits, {"ZL408"}, _place(study))


@operator("own")
def shrink_vocabulary(study: Study) -> Iterator[Mutant | None]:
    """An embedding with fewer rows than there are tokens."""
    for at in study.calls("Embedding"):
        given = study.argument(at, "input_dim")
        value = study.value(given)
        if given is not None and isinstance(value, int):
            edits = [study.replacing(given, str(value // 2))]
            lines = study.lines(at.file, at.call)
            yield made(study, "shrink_vocabulary", str(value // 2), edits, {"ZL418"}, lines)


@operator("own")
def unmask_padding(study: Study) -> Iterator[Mutant | None]:
    """`mask_zero` taken away, and twenty times as much padding."""
    for at in study.calls("Embedding"):
        given = keyword(at.call, "mask_zero")
        if given is None:
            continue
        edits = [(at.file, without_argument(study.sources[at.file], at.call, given))]
        for padded in study.calls("pad_sequences"):
            more, lines = study.setting(padded, "maxlen", "200")
            edits += more
        lines = study.lines(at.file, at.call) | frozenset().union(*(study.lines(a.file, a.call) for a in study.layers))
        yield made(study, "unmask_padding", "", edits, {"ZL423"}, lines)


@operator("own")
def shrink_the_map(study: Study) -> Iterator[Mutant | None]:
    """A pool as large as the picture."""
    pools = list(study.calls("MaxPooling2D", "MaxPool2D"))
    if len(pools) > 1:
        edits, lines = study.setting(pools[0], "pool_size", "(28, 28)")
        if study.argument(pools[0], "pool_size") is None and pools[0].call.args:
            edits = [study.replacing(type(study.batch)(pools[0].file, pools[0].call.args[0].value), "(28, 28)")]  # type: ignore[misc, call-arg]
        place = frozenset[int]().union(*(study.lines(a.file, a.call) for a in study.layers))
        yield made(study, "shrink_the_map", "28 × 28", edits, {"ZL413", "ZL419"}, lines | place)
