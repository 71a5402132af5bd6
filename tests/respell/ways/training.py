"""How the training is written: losses, optimizers and metrics, activations, and the data that `fit` gets."""

from __future__ import annotations

import libcst as cst

from ..models import KERNELS, assigned, bare, rows
from ..source import Source, keyword, leaf, plain_arguments, without_argument
from ..spelled import Spelled, way
from ..text import Edit, Text, joined

LOSSES = {
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "hinge": "Hinge",
    "mae": "MeanAbsoluteError",
    "mean_absolute_error": "MeanAbsoluteError",
    "mean_squared_error": "MeanSquaredError",
    "mse": "MeanSquaredError",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
}
OPTIMIZERS = {"adadelta": "Adadelta", "adagrad": "Adagrad", "adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"}


@way
def objects_for_words(program: Spelled) -> Spelled | None:
    """Loss and optimizer as objects of their classes."""
    source = program.source
    keras = source.fresh("tfk")
    edits: list[Edit] = []
    for call in _compiles(source):
        for name, area, table in (("loss", "losses", LOSSES), ("optimizer", "optimizers", OPTIMIZERS)):
            given = keyword(call, name)
            word = _word(given.value) if given is not None else ""
            if given is not None and word in table:
                made = Text.new(f"{keras}.{area}.{table[word]}()").united(source.of(given.value))
                edits.append(source.replaced(given.value, made))
    return program.having(source.edited([*edits, source.with_keras(keras)]) if edits else None)


@way
def words_for_objects(program: Spelled) -> Spelled | None:
    """Loss and optimizer as words, where the objects are made without arguments."""
    source = program.source
    edits: list[Edit] = []
    for call in _compiles(source):
        for name, table in (("loss", LOSSES), ("optimizer", OPTIMIZERS)):
            given = keyword(call, name)
            match given.value if given is not None else None:
                case cst.Call(func=func, args=[]) if leaf(func) in table.values():
                    word = next(word for word, made in table.items() if made == leaf(func))
                    assert given is not None
                    edits.append(source.replaced(given.value, Text.new(f'"{word}"').united(source.of(given.value))))
    return program.having(source.edited(edits))


def _compiles(source: Source) -> list[cst.Call]:
    return [call for call in source.calls() if leaf(call.func) == "compile" and plain_arguments(call)]


def _word(value: cst.BaseExpression) -> str:
    return str(value.evaluated_value).lower() if isinstance(value, cst.SimpleString) else ""


@way
def activations_as_layers(program: Spelled) -> Spelled | None:
    """`activation=` as a layer of its own."""
    source = program.source
    keras = source.fresh("tfk")
    edits: list[Edit] = []
    for model in rows(source):
        for layer in model.layers:
            call = bare(layer)
            given = keyword(call, "activation") if call is not None else None
            if call is None or given is None or leaf(call.func) not in KERNELS or _word(given.value) in ("", "linear"):
                continue
            after = f"{keras}.layers.Activation(" + source.of(given.value) + ")"
            edits.append(without_argument(source, call, given))
            end = source.span(layer)[1]
            pad = source.indent(model.statements[0])
            if model.listed:
                edits.append((end, end, ",\n" + pad + "    " + after))
            else:
                edits.append((end, end, ")\n" + pad + model.name + ".add(" + after))
    return program.having(source.edited([*edits, source.with_keras(keras)]) if edits else None)


@way
def layers_with_activations(program: Spelled) -> Spelled | None:
    """Activation layers as arguments of the layers before them."""
    source = program.source
    edits: list[Edit] = []
    for model in rows(source):
        layers = [source.of(layer) for layer in model.layers]
        kept: list[Text] = []
        for index, layer in enumerate(model.layers):
            call, before = bare(layer), bare(model.layers[index - 1]) if index else None
            if (
                call is not None
                and leaf(call.func) == "Activation"
                and len(call.args) == 1
                and before is not None
                and leaf(before.func) in KERNELS
                and keyword(before, "activation") is None
                and kept
            ):
                kept[-1] = kept[-1][: len(kept[-1]) - 1] + ", activation=" + source.of(call.args[0].value) + ")"
            else:
                kept.append(layers[index])
        if len(kept) < len(layers):
            pad = source.indent(model.statements[0])
            rows_ = [pad + "    " + layer + ",\n" for layer in kept]
            text = pad + model.name + " = " + model.build + "([\n" + joined(rows_) + pad + "])\n"
            edits.append((*model.span(source), text))
    return program.having(source.edited(edits))


@way
def arrays_as_dataset(program: Spelled) -> Spelled | None:
    """What `fit` gets as arrays, as a batched `tf.data.Dataset`."""
    source = program.source
    tf, name = source.fresh("tflow"), source.fresh("batches")
    compiled = {_owner(source, call) for call in _compiles(source)}
    edits: list[Edit] = []
    for block in source.blocks():
        for statement in block:
            call = _fit(statement)
            if call is None or _owner(source, call) not in compiled:
                continue
            x, y = call.args[0], call.args[1]
            size = keyword(call, "batch_size")
            own = f"{name}_{len(edits)}" if edits else name
            batch = source.of(size.value) if size is not None else Text.new("32")
            pad = source.indent(statement)
            made = (
                f"{pad}{own} = {tf}.data.Dataset.from_tensor_slices((" + source.of(x.value) + ", " + source.of(y.value)
            )
            made = made + ")).shuffle(100_000).batch(" + batch + ")\n"
            start = source.lines_of(statement)[0]
            edits.append((start, start, made))
            edits.append((source.span(x)[0], source.span(y)[1], own))
            edits += [without_argument(source, call, size)] if size is not None else []
            held = keyword(call, "validation_data")
            if held is not None and isinstance(held.value, cst.Tuple):
                new = f"{tf}.data.Dataset.from_tensor_slices(" + source.of(held.value) + ").batch(32)"
                edits.append(source.replaced(held.value, new))
    at = source.after_imports()
    return program.having(source.edited([*edits, (at, at, f"import tensorflow as {tf}\n")]) if edits else None)


def _owner(source: Source, call: cst.Call) -> str:
    """What a method is called on, as it is written."""
    return source.of(call.func.value).characters if isinstance(call.func, cst.Attribute) else ""


def _fit(statement: cst.CSTNode) -> cst.Call | None:
    """The call of `fit` with two arrays that a statement is."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.Call() as call) | cst.Assign(value=cst.Call() as call)]):
            pass
        case _:
            return None
    if leaf(call.func) != "fit" or not plain_arguments(call) or len(call.args) < 2:
        return None
    if any(
        keyword(call, name) for name in ("validation_split", "sample_weight", "shuffle", "steps_per_epoch", "x", "y")
    ):
        return None
    arrays = [arg.value for arg in call.args[:2] if arg.keyword is None]
    more = [arg for arg in call.args[2:] if arg.keyword is None]
    simple = all(isinstance(one, (cst.Name, cst.Subscript, cst.Attribute, cst.BinaryOperation)) for one in arrays)
    held = keyword(call, "validation_data")
    if held is not None and not isinstance(held.value, (cst.Tuple, cst.Name)):
        return None
    return call if len(arrays) == 2 and simple and not more else None


@way
def dataset_as_arrays(program: Spelled) -> Spelled | None:
    """A data set that is only shuffled and batched, as the arrays that it is made of."""
    source = program.source
    edits: list[Edit] = []
    for block in source.blocks():
        for statement in block:
            match assigned(statement):
                case cst.Name(value=name), cst.Call() as chain if (parts := _slices(source, chain)) is not None:
                    pass
                case _:
                    continue
            arrays, size = parts
            uses = [node for node in source.all(cst.Name) if node.value == name]
            fits = [
                call for call in source.calls() if leaf(call.func) == "fit" and call.args and call.args[0].value in uses
            ]
            if len(uses) != 2 or len(fits) != 1 or any(arg.keyword is None for arg in fits[0].args[1:]):
                continue
            end = source.span(fits[0].args[-1])[1]
            edits.append((*source.lines_of(statement), ""))
            edits.append(source.replaced(fits[0].args[0].value, joined(arrays, ", ")))
            edits.append((end, end, ", batch_size=" + size))
    return program.having(source.edited(edits))


def _slices(source: Source, chain: cst.Call) -> tuple[list[Text], Text] | None:
    """The arrays of `from_tensor_slices((x, y)).shuffle(…).batch(n)` and the size of its batches."""
    size: Text | None = None
    while isinstance(chain.func, cst.Attribute) and isinstance(chain.func.value, cst.Call):
        name = chain.func.attr.value
        if name not in ("shuffle", "batch", "prefetch", "cache"):
            return None
        if name == "batch":
            size = source.of(chain.args[0].value) if len(chain.args) == 1 and size is None else None
        chain = chain.func.value
    match chain:
        case cst.Call(func=func, args=[cst.Arg(value=cst.Tuple(elements=[first, second]))]):
            if leaf(func) == "from_tensor_slices" and size is not None:
                return [source.of(first.value), source.of(second.value)], size
    return None


METRICS = {"mae": "MeanAbsoluteError", "mse": "MeanSquaredError", "auc": "AUC"}


@way
def metrics_as_objects(program: Spelled) -> Spelled | None:
    """Metrics as objects of their classes, where nothing reads them by their names."""
    source = program.source
    if {"history", "monitor", "get_metric"} & source.names:
        return None
    keras = source.fresh("tfk")
    edits: list[Edit] = []
    for call in _compiles(source):
        given = keyword(call, "metrics")
        if given is not None and isinstance(given.value, cst.List):
            for element in given.value.elements:
                word = _word(element.value)
                if word in METRICS:
                    made = Text.new(f"{keras}.metrics.{METRICS[word]}()").united(source.of(element.value))
                    edits.append(source.replaced(element.value, made))
    return program.having(source.edited([*edits, source.with_keras(keras)]) if edits else None)
