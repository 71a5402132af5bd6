"""DeepCrime's operators on hyperparameters, optimizer, loss and the protocol, and ours beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst
from respell.source import keyword, leaf, without_argument
from respell.text import Edit, Text

from .. import conditions
from ..mutant import Mutant, made, operator
from ..study import UNKNOWN, At, Study

RATES = (-0.001, 0.0, 1e-7, 1e-5, 0.5, 1.0, 10.0)
EPOCHS = (0, 1, 2)
BATCHES = (1, 512, 100_000)
LOSSES = (
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "squared_hinge",
    "hinge",
    "categorical_hinge",
    "log_cosh",
    "huber",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "binary_crossentropy",
    "kl_divergence",
    "poisson",
)
"""DeepCrime's, as Keras 3 names them, and the sparse one."""


def by_class(study: Study, class_name: str, arguments: str) -> tuple[list[tuple[str, Edit]], frozenset[int]] | None:
    """An object of a class in place of the optimizer that is there, string or object."""
    spot = study.optimizer_word
    if spot is None and study.optimizer is None:
        return None
    if spot is not None and study.compiled is not None:
        given = study.argument(study.compiled, "optimizer")
        if given is not None and given.node is not spot.node:  # a default: one object can't train several models
            return None
    file, node = (spot.file, spot.node) if spot is not None else (study.optimizer.file, study.optimizer.call)  # type: ignore[union-attr]
    source = study.sources[file]
    keras = source.fresh("mutated_keras")
    text = Text.new(f"{keras}.optimizers.{class_name}({arguments})").united(source.of(node))
    return [(file, source.replaced(node, text)), (file, source.with_keras(keras))], study.lines(file, node)


@operator("HLR")
def change_learning_rate(study: Study) -> Iterator[Mutant | None]:
    for new in RATES:
        codes = conditions.rate(study, new)
        if study.optimizer is not None:
            given = study.argument(study.optimizer, "learning_rate")
            peak = study.call("ExponentialDecay")
            if peak is not None:
                edits, lines = study.setting(peak, "initial_learning_rate", repr(new))
            elif given is not None and study.value(given) is UNKNOWN:
                continue
            else:
                edits, lines = study.setting(study.optimizer, "learning_rate", repr(new))
        elif (changed := by_class(study, study.optimizer_name, f"learning_rate={new!r}")) is not None:
            edits, lines = changed
        else:
            continue
        yield made(study, "change_learning_rate", f"{new:g}", edits, codes, lines)


@operator("HNE")
def change_epochs(study: Study) -> Iterator[Mutant | None]:
    if study.fitted is None:
        return
    for new in EPOCHS:
        codes = conditions.steps(conditions.total_steps(study, epochs=new), new)
        edits, lines = study.setting(study.fitted, "epochs", str(new))
        lines |= study.lines(study.fitted.file, study.fitted.call)
        yield made(study, "change_epochs", str(new), edits, codes, lines)


@operator("HBS")
def change_batch_size(study: Study) -> Iterator[Mutant | None]:
    for new in BATCHES:
        changed = _batch(study, str(new))
        if changed is not None:
            codes = conditions.steps(conditions.total_steps(study, batch=new), study.epochs)
            if new == 1 and any(study.calls("BatchNormalization")):
                codes = frozenset({"ZL305"})
            yield made(study, "change_batch_size", str(new), changed[0], codes, changed[1])


@operator("HDB")
def disable_batching(study: Study) -> Iterator[Mutant | None]:
    """All rows in one batch."""
    arrays = study.arrays()
    if arrays is None or study.fitted is None:
        return
    x = study.of_node(arrays[0].file, arrays[0].node).characters
    given = study.argument(study.fitted, "batch_size")
    if given is not None:
        edits = [study.replacing(given, f"len({x})")]
    else:
        edits = [(study.fitted.file, study.added(study.fitted, f"batch_size=len({x})"))]
    codes = conditions.steps(conditions.total_steps(study, batch=study.facts.rows), study.epochs)
    lines = study.lines(study.fitted.file, study.fitted.call)
    yield made(study, "disable_batching", f"len({x})", edits, codes, lines)


def _batch(study: Study, new: str) -> tuple[list[tuple[str, Edit]], frozenset[int]] | None:
    if study.fitted is None:
        return None
    fit = study.lines(study.fitted.file, study.fitted.call)
    if study.batch is not None:
        spot = study.written(study.batch)
        return [study.replacing(spot, new)], study.lines(spot.file, spot.node) | fit
    if study.arrays() is not None:
        return [(study.fitted.file, study.added(study.fitted, f"batch_size={new}"))], fit
    return None


@operator("OCH")
def change_optimisation_function(study: Study) -> Iterator[Mutant | None]:
    for new in ("SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "Adamax", "Nadam"):
        word = study.optimizer_word
        if new == study.optimizer_name:
            continue
        if word is not None:
            assert study.compiled is not None
            given = study.argument(study.compiled, "optimizer")
            assert given is not None
            lines = study.lines(word.file, word.node) | study.lines(given.file, given.node)
            changed = [study.replacing(word, f'"{new.lower()}"')], lines
        else:
            changed = by_class(study, new, "")
        if changed is not None:
            slow = new == "Adadelta" and conditions.scaled(study)
            codes = frozenset({"ZL302"}) if slow and not any(study.calls("ReduceLROnPlateau")) else conditions.NONE
            yield made(study, "change_optimisation_function", new, changed[0], codes, changed[1])


@operator("OCG")
def change_gradient_clip(study: Study) -> Iterator[Mutant | None]:
    for name in ("clipnorm", "clipvalue"):
        for new in (1e-6, 0.5):
            if study.optimizer is not None:
                edits, lines = study.setting(study.optimizer, name, repr(new))
            elif (changed := by_class(study, study.optimizer_name, f"{name}={new!r}")) is not None:
                edits, lines = changed
            else:
                continue
            small = new <= 1e-3 and study.optimizer_name in ("SGD", "RMSprop")
            codes = frozenset({"ZL308"}) if small else conditions.NONE
            yield made(study, "change_gradient_clip", f"{name}={new:g}", edits, codes, lines)


@operator("LCH")
def change_loss_function(study: Study) -> Iterator[Mutant | None]:
    spot = study.loss
    if spot is None or study.compiled is None:
        return
    if isinstance(spot.node, cst.Name) and study.loss_call is not None:
        spot = type(spot)(study.loss_call.file, study.loss_call.call)
    lines = study.lines(spot.file, spot.node) | study.lines(study.compiled.file, study.compiled.call)
    lines |= study.lines(study.head.file, study.head.call)
    for new in LOSSES:
        if new != study.loss_name:
            edits = [study.replacing(spot, f'"{new}"')]
            yield made(study, "change_loss_function", new, edits, conditions.loss(study, new), lines)


@operator("VRM")
def remove_validation_set(study: Study) -> Iterator[Mutant | None]:
    if study.fitted is None:
        return
    for name in ("validation_split", "validation_data"):
        given = keyword(study.fitted.call, name)
        if given is not None:
            source = study.sources[study.fitted.file]
            edits = [(study.fitted.file, without_argument(source, study.fitted.call, given))]
            watched = any(re.search(r"monitor=.val_", text.characters) for text in study.program.files.values())
            codes = frozenset({"ZL307"}) if watched else conditions.NONE
            lines = study.lines(study.fitted.file, study.fitted.call)
            for at in study.calls("EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint"):
                lines |= study.lines(at.file, at.call)
            yield made(study, "remove_validation_set", name, edits, codes, lines)


@operator("RCP")
def change_earlystopping_patience(study: Study) -> Iterator[Mutant | None]:
    for at in study.calls("EarlyStopping"):
        for new in (0, 1):
            edits, lines = study.setting(at, "patience", str(new))
            codes = frozenset({"ZL307"}) if new == 0 else conditions.NONE
            yield made(study, "change_earlystopping_patience", str(new), edits, codes, lines)


# -- our own --------------------------------------------------------------------------------------------------------


@operator("own")
def change_logits_flag(study: Study) -> Iterator[Mutant | None]:
    """`from_logits` taken away, or set where the head is activated."""
    at = study.loss_call
    place = study.lines(study.head.file, study.head.call)
    if at is not None and study.from_logits:
        given = keyword(at.call, "from_logits")
        assert given is not None
        edits = [(at.file, without_argument(study.sources[at.file], at.call, given))]
        lines = study.lines(at.file, at.call) | place
        yield made(study, "change_logits_flag", "removed", edits, {"ZL206"}, lines)
        return
    spot = study.loss
    classes = {name: "".join(word.capitalize() for word in name.split("_")) for name in conditions.CROSS_ENTROPIES}
    if spot is None or study.loss_name not in classes:
        return
    source = study.sources[spot.file]
    keras = source.fresh("mutated_keras")
    new = f"{keras}.losses.{classes[study.loss_name]}(from_logits=True)"
    edits = [study.replacing(spot, new), (spot.file, source.with_keras(keras))]
    lines = study.lines(spot.file, spot.node) | place
    yield made(study, "change_logits_flag", "added", edits, {"ZL205"}, lines)


@operator("own")
def freeze_everything(study: Study) -> Iterator[Mutant | None]:
    """`model.trainable = False` before compile."""
    at = study.compiled
    if at is None or not isinstance(at.call.func, cst.Attribute):
        return
    owner = study.of_node(at.file, at.call.func.value).characters
    changed = before(study, at, f"{owner}.trainable = False")
    if changed is not None:
        lines = study.lines(at.file, at.call)
        lines |= study.lines(study.fitted.file, study.fitted.call) if study.fitted is not None else frozenset()
        yield made(study, "freeze_everything", owner, [changed], {"ZL410"}, lines)


@operator("own")
def train_for_one_step_an_epoch(study: Study) -> Iterator[Mutant | None]:
    if study.fitted is None:
        return
    edits, lines = study.setting(study.fitted, "steps_per_epoch", "1")
    few = isinstance(study.epochs, int) and study.epochs < 50 and (study.facts.rows or 100) > 32
    codes = {"ZL309", "ZL304"} if few else conditions.NONE
    yield made(study, "train_for_one_step_an_epoch", "steps_per_epoch=1", edits, codes, lines)


@operator("own")
def weigh_nothing(study: Study) -> Iterator[Mutant | None]:
    """Class weights of zero."""
    if study.fitted is None or study.facts.task not in ("binary", "classes"):
        return
    if study.head.name != "Dense":
        return
    count = study.facts.classes
    text = "{" + ", ".join(f"{i}: 0.0" for i in range(count)) + "}"
    edits, lines = study.setting(study.fitted, "class_weight", text)
    yield made(study, "weigh_nothing", text, edits, {"ZL311"}, lines)


@operator("own")
def decay_at_once(study: Study) -> Iterator[Mutant | None]:
    """A schedule that is at zero after the first few steps."""
    keep = conditions.total_steps(study)
    rate = study.value(study.argument(study.optimizer, "learning_rate")) if study.optimizer is not None else 0.001
    if study.optimizer_name and isinstance(rate, float):
        source_at = study.optimizer or study.compiled
        assert source_at is not None
        file = study.optimizer.file if study.optimizer else study.optimizer_word.file  # type: ignore[union-attr]
        keras = study.sources[file].fresh("mutated_keras")
        schedule = f"{keras}.optimizers.schedules.ExponentialDecay({rate!r}, decay_steps=1, decay_rate=0.5)"
        codes = {"ZL306"} if keep is not None else conditions.NONE
        if study.optimizer is not None:
            edits, lines = study.setting(study.optimizer, "learning_rate", schedule)
            edits = [*edits, (file, study.sources[file].with_keras(keras))]
        else:
            changed = by_class(study, study.optimizer_name, f"learning_rate={schedule}")
            if changed is None:
                return
            edits, lines = changed
        yield made(study, "decay_at_once", "halved each step", edits, codes, lines)


@operator("own")
def watch_the_wrong_way(study: Study) -> Iterator[Mutant | None]:
    """`mode="max"` on a loss."""
    for at in study.calls("EarlyStopping"):
        edits, lines = study.setting(at, "mode", '"max"')
        yield made(study, "watch_the_wrong_way", "max", edits, {"ZL307"}, lines)


@operator("own")
def forget_to_apply_gradients(study: Study) -> Iterator[Mutant | None]:
    for at in study.calls("apply_gradients"):
        statement = statement_of(study, at)
        if statement is not None:
            source = study.sources[at.file]
            lines = frozenset[int]().union(*(study.lines(a.file, a.call) for a in study.calls("gradient")))
            edits = [(at.file, (*source.span(statement), "pass"))]
            yield made(study, "forget_to_apply_gradients", "", edits, {"ZL602"}, lines | study.lines(at.file, at.call))


@operator("own")
def forget_training_flag(study: Study) -> Iterator[Mutant | None]:
    for file, source in study.sources.items():
        for call in source.calls():
            given = keyword(call, "training")
            value = leaf(given.value) if given is not None else ""
            if given is not None and value == "True":
                at = At(file, call)
                codes = {"ZL604"} if any(study.calls("Dropout", "BatchNormalization")) else conditions.NONE
                edits = [(file, without_argument(source, call, given))]
                yield made(study, "forget_training_flag", "", edits, codes, study.lines(file, at.call))


@operator("own")
def use_removed_argument(study: Study) -> Iterator[Mutant | None]:
    """`lr=` for `learning_rate=`."""
    if study.optimizer is not None:
        given = study.argument(study.optimizer, "learning_rate")
        if given is not None:
            text = study.of_node(given.file, given.node).characters
            arg = next(arg for arg in study.optimizer.call.args if arg.value is given.node)
            source = study.sources[given.file]
            edit = (*source.span(arg), Text.new(f"lr={text}").united(source.of(arg)))
            if arg.comma is cst.MaybeSentinel.DEFAULT:
                lines = study.lines(given.file, study.optimizer.call)
                yield made(study, "use_removed_argument", f"lr={text}", [(given.file, edit)], {"ZL310"}, lines)


@operator("own")
def predict_with_another_model(study: Study) -> Iterator[Mutant | None]:
    """A new model from the same builder before it is asked."""
    predicted, fitted = study.call("predict"), study.fitted
    if predicted is None or fitted is None or not isinstance(predicted.call.func, cst.Attribute):
        return
    owner = study.of_node(predicted.file, predicted.call.func.value).characters
    source = study.sources[predicted.file]
    for node in source.all(cst.Assign):
        match node:
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Name(value=name))], value=cst.Call(func=cst.Name()) as made_by
            ):
                graph = any(study.calls("Input")) and leaf(made_by.func)[:1].isupper()  # made of the same tensors
                if name == owner and leaf(made_by.func) not in ("Sequential", "Model") and not graph:
                    text = f"{owner} = {source.of(made_by).characters}"
                    changed = before(study, predicted, text)
                    if changed is not None:
                        lines = study.lines(predicted.file, predicted.call)
                        yield made(study, "predict_with_another_model", text, [changed], {"ZL504"}, lines)


def statement_of(study: Study, at: At) -> cst.SimpleStatementLine | None:
    """The innermost simple statement that a call stands in."""
    found = None
    for line in study.sources[at.file].all(cst.SimpleStatementLine):
        start, end = study.sources[at.file].span(line)
        inner = study.sources[at.file].span(at.call)
        if start <= inner[0] and inner[1] <= end:
            found = line
    return found


def before(study: Study, at: At, text: str) -> tuple[str, Edit] | None:
    """The edit that puts a statement before the one of a call."""
    from ..mutant import inserted

    statement = statement_of(study, at)
    if statement is None:
        return None
    source = study.sources[at.file]
    start = source.lines_of(statement)[0]
    return at.file, (start, start, inserted(f"{source.indent(statement)}{text}\n"))
