"""DeepCrime's operators on training data, and ours on data, labels and what is read from predictions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst
from respell.source import keyword, leaf
from respell.text import Edit, Text

from .. import conditions
from ..mutant import Mutant, inserted, made, operator
from ..study import UNKNOWN, At, Spot, Study, literal
from .training import before, statement_of

HELPERS = '''
import numpy as mutated_np


def mutated_labels(labels, share):
    """Another label for a share of the rows."""
    noisy = mutated_np.array(labels)
    chosen = mutated_np.random.default_rng(0).random(len(noisy)) < share
    noisy[chosen] = mutated_np.random.default_rng(1).permutation(noisy)[chosen]
    return noisy


def mutated_noise(rows, share):
    """Noise of this share of the spread."""
    rows = mutated_np.asarray(rows, dtype="float32")
    return rows + share * rows.std() * mutated_np.random.default_rng(0).normal(size=rows.shape)


def mutated_kinds(labels):
    labels = mutated_np.asarray(labels)
    return labels.argmax(-1) if labels.ndim > 1 and labels.shape[-1] > 1 else labels.ravel()


def mutated_balance(rows, labels, share):
    """The rarer classes lose this share of their rows."""
    rows, labels, kinds = mutated_np.asarray(rows), mutated_np.asarray(labels), mutated_kinds(labels)
    common = kinds == mutated_np.bincount(kinds.astype(int)).argmax()
    kept = common | (mutated_np.random.default_rng(0).random(len(kinds)) >= share)
    return rows[kept], labels[kept]


def mutated_overlap(rows, labels, share):
    """Rows of one class also stand under another."""
    rows, labels, kinds = mutated_np.asarray(rows), mutated_np.asarray(labels), mutated_kinds(labels)
    first, second = (mutated_np.flatnonzero(kinds == kind) for kind in mutated_np.unique(kinds)[:2])
    some = first[: int(share * len(first))]
    other = mutated_np.repeat(labels[second[:1]], len(some), axis=0)
    return mutated_np.concatenate([rows, rows[some]]), mutated_np.concatenate([labels, other])
'''


def _wrapped(
    study: Study, x: str = "{}", y: str = "{}", *, both: str = "", helpers: bool = True
) -> list[tuple[str, Edit]] | None:
    """Edits that give `fit` something made of its arrays."""
    arrays = study.arrays()
    if arrays is None or study.fitted is None:
        return None
    texts = [study.of_node(spot.file, spot.node) for spot in arrays]
    file = study.fitted.file
    source = study.sources[file]
    if both:
        args = study.fitted.call.args
        if len(args) < 2 or args[0].keyword is not None or args[1].keyword is not None:
            return None
        new = Text.new(both.format(*(text.characters for text in texts))).united(*texts)
        edits: list[tuple[str, Edit]] = [(file, (source.span(args[0])[0], source.span(args[1].value)[1], new))]
    else:
        edits = [
            study.replacing(spot, how.format(text.characters))
            for spot, text, how in zip(arrays, texts, (x, y), strict=True)
            if how != "{}"
        ]
    if helpers:
        at = source.after_imports()
        edits.append((file, (at, at, inserted(HELPERS))))
    return edits


def _fit_lines(study: Study) -> frozenset[int]:
    return study.lines(study.fitted.file, study.fitted.call) if study.fitted is not None else frozenset()


def _everywhere(study: Study, *calls: At | None) -> frozenset[int]:
    found = _fit_lines(study)
    for at in (*calls, study.compiled, study.weighted[0], study.head):
        found |= study.lines(at.file, at.call) if at is not None else frozenset()
    if study.loss is not None:
        found |= study.lines(study.loss.file, study.loss.node)
    return found


def _classes(study: Study) -> bool:
    return study.facts.task in ("binary", "classes") and study.arrays() is not None and study.head.name == "Dense"


@operator("TCL")
def change_label(study: Study) -> Iterator[Mutant | None]:
    if not _classes(study):
        return
    for share in (0.5, 1.0):
        edits = _wrapped(study, y=f"mutated_labels({{}}, {share})")
        if edits:
            yield made(study, "change_label", f"{share:.0%}", edits, (), _fit_lines(study))
    edits = _wrapped(study, y="mutated_np.zeros_like({})", helpers=False)
    if edits and study.fitted is not None:
        source = study.sources[study.fitted.file]
        at = source.after_imports()
        edits.append((study.fitted.file, (at, at, inserted("import numpy as mutated_np\n"))))
        codes = {"ZL122"} if study.facts.labels != "onehot" else set()
        yield made(study, "change_label", "all the same", edits, codes, _everywhere(study))


@operator("TRD")
def delete_training_data(study: Study) -> Iterator[Mutant | None]:
    for step in (10, 100):
        edits = _wrapped(study, x=f"{{}}[::{step}]", y=f"{{}}[::{step}]", helpers=False)
        rows = study.training_rows
        if edits and (rows is None or rows > step):
            few = conditions.total_steps(study, rows=rows // step) if rows is not None else None
            codes = conditions.steps(few, study.epochs)
            yield made(study, "delete_training_data", f"{100 - 100 / step:.0f}%", edits, codes, _fit_lines(study))


@operator("TUD")
def unbalance_training_data(study: Study) -> Iterator[Mutant | None]:
    edits = _wrapped(study, both="*mutated_balance({}, {}, 0.95)")
    if edits and _classes(study):
        yield made(study, "unbalance_training_data", "95%", edits, (), _fit_lines(study))


@operator("TCO")
def make_output_classes_overlap(study: Study) -> Iterator[Mutant | None]:
    edits = _wrapped(study, both="*mutated_overlap({}, {}, 0.8)")
    if edits and _classes(study):
        yield made(study, "make_output_classes_overlap", "80%", edits, (), _fit_lines(study))


@operator("TAN")
def add_noise(study: Study) -> Iterator[Mutant | None]:
    edits = _wrapped(study, x="mutated_noise({}, 3.0)") if study.facts.inputs != "tokens" else None
    if edits:
        yield made(study, "add_noise", "300%", edits, (), _fit_lines(study))


# -- scaling --------------------------------------------------------------------------------------------------------


def _scalings(study: Study) -> Iterator[tuple[str, cst.CSTNode, str, str]]:
    """(file, what scales, what is left without it, the data's name) of every scaling in the program."""
    for file, source in study.sources.items():
        for node in source.all(cst.BinaryOperation, cst.Call, cst.AugAssign):
            match node:
                case cst.BinaryOperation(operator=cst.Divide(), left=left, right=right) if literal(left) is UNKNOWN:
                    if re.fullmatch(r"(255|16)(\.0?)?", source.of(right).characters):
                        yield file, node, source.of(left).characters, _first_name(left)
                    elif isinstance(left, cst.BinaryOperation) and re.fullmatch(
                        r"std|sigma", source.of(right).characters
                    ):
                        yield file, node, source.of(left.left).characters, _first_name(left)
                case cst.AugAssign(target=target, operator=cst.DivideAssign(), value=value):
                    if source.of(value).characters.startswith("255"):
                        yield file, node, "pass", _first_name(target)
                case cst.Call(
                    func=cst.Attribute(value=owner, attr=cst.Name(value="transform" | "fit_transform")), args=[arg]
                ):
                    scaler, text = source.of(owner).characters.lower(), source.of(arg.value).characters
                    if ("scaler" in scaler or scaler == "sc") and "y" not in text.split("_")[0].lower():
                        yield file, node, text, _first_name(arg.value)


def _first_name(node: cst.CSTNode) -> str:
    found = node
    while found.children and not isinstance(found, cst.Name):
        found = next((child for child in found.children if isinstance(child, cst.BaseExpression)), found.children[0])
    return found.value if isinstance(found, cst.Name) else ""


def _is_test(name: str) -> bool:
    return "test" in name.lower()


@operator("own")
def remove_scaling(study: Study) -> Iterator[Mutant | None]:
    """Everywhere: in the arrays, in the layers, in the generators."""
    edits: list[tuple[str, Edit]] = []
    lines = _everywhere(study)
    for file, node, left, name in _scalings(study):
        if name in ("y", "target"):
            continue
        source = study.sources[file]
        text = Text.new(left).united(source.of(node))
        edits.append((file, (*source.span(node), text)))
        lines |= study.lines(file, node)
    for at in study.calls("ImageDataGenerator"):
        given = keyword(at.call, "rescale")
        if given is not None:
            edits.append(study.replacing(Spot(at.file, given.value), "None"))
            lines |= study.lines(at.file, at.call)
    for at in study.calls("Rescaling"):
        edits.append(study.replacing(study_first(at), "1.0"))
        lines |= study.lines(at.file, at.call)
    if edits and study.facts.task != "reconstruction":
        codes = conditions.unscaled(study)
        yield made(study, "remove_scaling", f"{len(edits)} places", edits, codes, lines)


def study_first(at: At) -> Spot:
    return Spot(at.file, at.call.args[0].value)


@operator("own")
def remove_scaling_of_test_data(study: Study) -> Iterator[Mutant | None]:
    yield from _one_side(study, "remove_scaling_of_test_data", test=True)


@operator("own")
def remove_scaling_of_training_data(study: Study) -> Iterator[Mutant | None]:
    yield from _one_side(study, "remove_scaling_of_training_data", test=False)


def _one_side(study: Study, operator_name: str, *, test: bool) -> Iterator[Mutant | None]:
    found = list(_scalings(study))
    sides = [_is_test(name) for _, _, _, name in found]
    if study.facts.task == "reconstruction" or not (any(sides) and not all(sides)):
        return
    edits: list[tuple[str, Edit]] = []
    lines = _everywhere(study, *study.calls("predict", "transform", "fit_transform"))
    for (file, node, left, _), side in zip(found, sides, strict=True):
        source = study.sources[file]
        lines |= study.lines(file, node)
        if side == test:
            if not test and isinstance(node, cst.Call) and leaf(node.func) == "fit_transform":
                return  # the scaler would never be fitted
            edits.append((file, (*source.span(node), Text.new(left).united(source.of(node)))))
    yield made(study, operator_name, f"{len(edits)} places", edits, {"ZL104"}, lines)


@operator("own")
def scale_twice(study: Study) -> Iterator[Mutant | None]:
    """Pixels are divided by 255 once more, everywhere."""
    edits: list[tuple[str, Edit]] = []
    lines = _everywhere(study)
    for file, node, _, _ in _scalings(study):
        source = study.sources[file]
        if isinstance(node, cst.BinaryOperation) and "255" in source.of(node.right).characters:
            end = source.span(node)[1]
            edits.append((file, (end, end, Text.new(" / 255.0").united(source.of(node)))))
            lines |= study.lines(file, node)
    if edits and study.facts.inputs == "pixels" and study.facts.task != "reconstruction":
        yield made(study, "scale_twice", f"{len(edits)} places", edits, {"ZL103"}, lines)


@operator("own")
def forget_to_adapt(study: Study) -> Iterator[Mutant | None]:
    for at in study.calls("adapt", "fit_on_texts"):
        statement = statement_of(study, at)
        if statement is not None:
            source = study.sources[at.file]
            edits = [(at.file, (*source.lines_of(statement), ""))]
            lines = _everywhere(study, at, *study.calls("Normalization", "Tokenizer", "texts_to_sequences"))
            codes = {"ZL123"} if any(study.calls("Normalization", "Tokenizer")) else set()
            yield made(study, "forget_to_adapt", at.name, edits, codes, lines)


# -- labels ---------------------------------------------------------------------------------------------------------


@operator("own")
def shift_labels(study: Study) -> Iterator[Mutant | None]:
    """Labels from 1 on, where the head has as many units as there are classes."""
    if study.facts.task == "classes" and study.facts.labels == "sparse":
        edits = _wrapped(study, y="{} + 1", helpers=False)
        if edits:
            codes = {"ZL208", "ZL215"}
            yield made(study, "shift_labels", "+ 1", edits, codes, _everywhere(study))


@operator("own")
def rescale_labels(study: Study) -> Iterator[Mutant | None]:
    """Labels are divided as pixels are."""
    if study.facts.task in ("classes", "binary") and study.facts.labels == "sparse" and study.head.name == "Dense":
        edits = _wrapped(study, y="{} / 255.0", helpers=False)
        if edits:
            codes = {"ZL117"}
            yield made(study, "rescale_labels", "/ 255", edits, codes, _everywhere(study))


@operator("own")
def confuse_encoding(study: Study) -> Iterator[Mutant | None]:
    """Labels are one-hot where the loss wants integers, or the other way round."""
    if study.facts.task != "classes":
        return
    if study.facts.labels == "unknown":
        return
    if study.facts.labels == "sparse":
        encoded = f"mutated_keras.utils.to_categorical({{}}, {study.facts.classes})"
        edits = _wrapped(study, y=encoded, helpers=False)
        if edits and study.fitted is not None:
            edits.append((study.fitted.file, study.sources[study.fitted.file].with_keras("mutated_keras")))
    else:
        edits = _wrapped(study, y="{}.argmax(axis=1)", helpers=False)
    if edits:
        yield made(study, "confuse_encoding", study.facts.labels, edits, {"ZL207"}, _everywhere(study))


@operator("own")
def shuffle_apart(study: Study) -> Iterator[Mutant | None]:
    """The rows are permuted and the labels aren't."""
    arrays = study.arrays()
    if arrays is None or study.fitted is None or not isinstance(arrays[0].node, cst.Name):
        return
    x = study.of_node(arrays[0].file, arrays[0].node).characters
    changed = before(study, study.fitted, f"mutated_np.random.shuffle({x})")
    if changed is not None:
        source = study.sources[study.fitted.file]
        at = source.after_imports()
        edits = [changed, (study.fitted.file, (at, at, inserted("import numpy as mutated_np\n")))]
        codes = {"ZL110"} if study.facts.task != "reconstruction" else set()
        yield made(study, "shuffle_apart", x, edits, codes, _everywhere(study))


@operator("own")
def truncate_inputs(study: Study) -> Iterator[Mutant | None]:
    """Fractions become integers."""
    if study.facts.inputs == "pixels" and study.facts.task != "reconstruction":
        edits = _wrapped(study, x='{}.astype("int32")', helpers=False)
        if edits and not any(study.calls("Rescaling")):
            yield made(study, "truncate_inputs", "int32", edits, {"ZL121"}, _everywhere(study))


@operator("own")
def swap_split(study: Study) -> Iterator[Mutant | None]:
    """`X_train, y_train, X_test, y_test = train_test_split(X, y)`."""
    for file, source in study.sources.items():
        for node in source.all(cst.Assign):
            match node:
                case cst.Assign(
                    targets=[cst.AssignTarget(target=cst.Tuple(elements=[_, second, third, _]))],
                    value=cst.Call(func=func),
                ) if leaf(func) == "train_test_split":
                    edits = [
                        (file, source.replaced(second, source.of(third.value))),
                        (file, source.replaced(third, source.of(second.value))),
                    ]
                    yield made(study, "swap_split", "", edits, {"ZL124"}, study.lines(file, node) | _everywhere(study))


@operator("own")
def forget_to_batch(study: Study) -> Iterator[Mutant | None]:
    """A data set without `batch`."""
    found = [at for at in study.calls("batch") if isinstance(at.call.func, cst.Attribute)]
    if found and study.fitted is not None and study.arrays() is None:
        at = found[0]
        assert isinstance(at.call.func, cst.Attribute)
        source = study.sources[at.file]
        edits = [(at.file, source.replaced(at.call, source.of(at.call.func.value)))]
        yield made(study, "forget_to_batch", "", edits, {"ZL606", "ZL419"}, _everywhere(study, *found))


@operator("own")
def lose_labels(study: Study) -> Iterator[Mutant | None]:
    """A mapped function gives the two in the wrong order, or the first alone."""
    for at in study.calls("map"):
        given = at.call.args[0].value if at.call.args else None
        if not isinstance(given, cst.Name):
            continue
        for file, source in study.sources.items():
            for node in source.all(cst.FunctionDef):
                if node.name.value != given.value:
                    continue
                for back in source.all(cst.Return):
                    inside = source.span(node)[0] <= source.span(back)[0] <= source.span(node)[1]
                    if inside and isinstance(back.value, cst.Tuple):
                        first, second = back.value.elements
                        swapped = f"{source.of(second.value).characters}, {source.of(first.value).characters}"
                        edits = [study.replacing(Spot(file, back.value), swapped)]
                        lines = study.lines(file, back) | _everywhere(study, *study.calls("map"))
                        yield made(study, "lose_labels", "swapped", edits, {"ZL608", "ZL419"}, lines)


# -- reading --------------------------------------------------------------------------------------------------------


@operator("own")
def argmax_over_everything(study: Study) -> Iterator[Mutant | None]:
    for at in study.calls("argmax"):
        given: Sequence[cst.Arg] = at.call.args
        source = study.sources[at.file]
        if "predict" not in source.text.characters or not given:
            continue
        if isinstance(at.call.func, cst.Attribute) and source.of(at.call.func.value).characters in ("tf", "np"):
            if "logits" not in source.of(at.call).characters and "predict" not in source.of(at.call).characters:
                continue
            edits = [study.replacing(Spot(at.file, given[-1].value), "0")] if len(given) > 1 else []
        else:
            edits = [study.replacing(Spot(at.file, given[0].value), "0")]
        if edits:
            yield made(study, "argmax_over_everything", "axis 0", edits, {"ZL508"}, study.lines(at.file, at.call))


@operator("own")
def truncate_probabilities(study: Study) -> Iterator[Mutant | None]:
    """`(p > 0.5).astype(int)` without its comparison."""
    for file, source in study.sources.items():
        for node in source.all(cst.Comparison):
            text = source.of(node).characters
            if (
                not study.from_logits
                and re.search(r"predict|\b(p|probabilities|chance)\b", text)
                and re.search(r">=? 0\.5", text)
            ):
                left = source.of(node.left)
                edits = [(file, source.replaced(node, Text.new(left.characters).united(source.of(node))))]
                lines = _around(study, file, node)
                truncated = re.search(re.escape(text) + r"\)+\.astype|int\(" + re.escape(text), source.text.characters)
                codes = {"ZL502"} if truncated else set()
                yield made(study, "truncate_probabilities", "", edits, codes, lines)


def _around(study: Study, file: str, node: cst.CSTNode) -> frozenset[int]:
    source = study.sources[file]
    start, end = source.span(node)
    for line in source.all(cst.SimpleStatementLine):
        first, last = source.span(line)
        if first <= start and end <= last:
            return study.lines(file, line)
    return study.lines(file, node)


@operator("own")
def threshold_logits(study: Study) -> Iterator[Mutant | None]:
    """0.5 where the head gives logits."""
    if not study.from_logits:
        return
    for file, source in study.sources.items():
        for node in source.all(cst.Comparison):
            match node:
                case cst.Comparison(
                    comparisons=[
                        cst.ComparisonTarget(operator=cst.GreaterThan(), comparator=cst.Integer(value="0") as zero)
                    ]
                ):
                    edits = [study.replacing(Spot(file, zero), "0.5")]
                    yield made(study, "threshold_logits", "0.5", edits, {"ZL503"}, _around(study, file, node))


@operator("own")
def forget_to_read_back(study: Study) -> Iterator[Mutant | None]:
    """Predictions of scaled targets as they are."""
    for at in study.calls("inverse_transform"):
        source = study.sources[at.file]
        inner = at.call.args[0].value
        edits = [(at.file, source.replaced(at.call, source.of(inner)))]
        lines = _around(study, at.file, at.call)
        for call in study.calls("r2_score", "predict"):
            lines |= study.lines(call.file, call.call)
        yield made(study, "forget_to_read_back", "", edits, {"ZL506"}, lines)
