"""A program as the operators look at it: its calls, the values of their arguments, and where those are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import libcst as cst
from fixtures.programs import Program
from respell.source import Source, keyword, leaf
from respell.spelled import Spelled, spelled
from respell.text import Edit, Text

PROGRAMS = Path(__file__).parent / "programs"
Value = int | float | str | bool | None

DENSE = ("Dense",)
CONVOLUTIONS = ("Conv1D", "Conv2D")
RECURRENT = ("LSTM", "GRU", "SimpleRNN")
WEIGHTED = (*DENSE, *CONVOLUTIONS, *RECURRENT)
LAYERS = frozenset({
    *WEIGHTED, "Activation", "Add", "BatchNormalization", "Concatenate", "Dropout", "Embedding", "Flatten",
    "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalMaxPooling2D", "Input", "InputLayer", "MaxPool2D",
    "MaxPooling2D", "Normalization", "ReLU", "Rescaling", "UpSampling2D", "concatenate",
})  # fmt: skip
OPTIMIZERS = ("Adam", "Nadam", "RMSprop", "SGD")
POSITIONS = {
    "Dense": ("units", "activation"),
    "Dropout": ("rate",),
    "Activation": ("activation",),
    "Embedding": ("input_dim", "output_dim"),
    "LSTM": ("units",),
    "GRU": ("units",),
    "Conv1D": ("filters", "kernel_size"),
    "Conv2D": ("filters", "kernel_size"),
    "compile": ("optimizer", "loss"),
    "fit": ("x", "y", "batch_size", "epochs"),
    **dict.fromkeys(OPTIMIZERS, ("learning_rate",)),
}
"""Names of arguments that are given by position."""


@dataclass(frozen=True)
class Facts:
    """What a program's first line says of it: what the catalogue's conditions ask, and a reader of it can know."""

    task: str
    """`binary`, `classes`, `multilabel`, `regression` or `reconstruction`."""
    inputs: str
    """`plain` (small), `unit` (0…1), `pixels`, `wide` (reach 1000, or spread so), `tokens`, `unknown` (a file)."""
    classes: int = 2
    labels: str = ""
    """`sparse`, `onehot` or `multihot`; `unknown` where a file holds them."""
    rows: int | None = None
    targets: tuple[float, float] | None = None
    features: int | None = None
    notebook: bool = False

    @staticmethod
    def read(text: str) -> Facts:
        line = text.splitlines()[0]
        found = dict(re.findall(r"(\w+)=(\S+)", line))
        low, dots, high = found.get("targets", "").partition("..")
        return Facts(
            task=found["task"],
            inputs=found["inputs"],
            classes=int(found.get("classes", 2)),
            labels=found.get("labels", ""),
            rows=int(found["rows"]) if found["rows"].isdigit() else None,
            targets=(float(low), float(high)) if dots else None,
            features=int(found["features"]) if "features" in found else None,
            notebook=line.endswith(" notebook"),
        )


@dataclass(frozen=True)
class At:
    """A call, and the file that it stands in."""

    file: str
    call: cst.Call

    @property
    def name(self) -> str:
        return leaf(self.call.func)


@dataclass(frozen=True)
class Spot:
    """An expression, and the file that it stands in."""

    file: str
    node: cst.BaseExpression


class Study:
    """One correct program."""

    def __init__(self, name: str, program: Spelled, facts: Facts) -> None:
        self.name = name
        self.program = program
        self.facts = facts
        self.sources = {file: Source(text) for file, text in program.files.items()}

    @staticmethod
    def of(path: Path) -> Study:
        program = spelled(Program(path))
        assert program is not None
        facts = Facts.read(program.files[program.main].characters)
        return Study(path.stem, replace(program, cells=facts.notebook), facts)

    # -- places -----------------------------------------------------------------------------------------------------

    def of_node(self, file: str, node: cst.CSTNode) -> Text:
        return self.sources[file].of(node)

    def lines(self, file: str, node: cst.CSTNode) -> frozenset[int]:
        """Numbers of the original lines that a node stands on."""
        return self.of_node(file, node).significant()

    def replacing(self, spot: Spot, new: str) -> tuple[str, Edit]:
        """The edit that writes something else, on the same line."""
        old = self.of_node(spot.file, spot.node)
        return spot.file, self.sources[spot.file].replaced(spot.node, Text.new(new).united(old))

    # -- calls ------------------------------------------------------------------------------------------------------

    def calls(self, *names: str) -> Iterator[At]:
        """In the order of the text; other files come before the main one."""
        for file in sorted(self.sources, key=lambda name: (name == self.program.main, name)):
            for call in self.sources[file].calls():
                if leaf(call.func) in names:
                    yield At(file, call)

    def call(self, *names: str) -> At | None:
        """The only one of its kind."""
        found = list(self.calls(*names))
        return found[0] if len(found) == 1 else None

    def argument(self, at: At, name: str) -> Spot | None:
        """The value of an argument, by whatever way it is given."""
        given = keyword(at.call, name)
        if given is not None:
            return Spot(at.file, given.value)
        positions = POSITIONS.get(at.name, ())
        plain = [arg for arg in at.call.args if arg.keyword is None and not arg.star]
        if name in positions and positions.index(name) < len(plain):
            return Spot(at.file, plain[positions.index(name)].value)
        return None

    # -- values -----------------------------------------------------------------------------------------------------

    def written(self, spot: Spot) -> Spot:
        """Where the literal stands that this expression is; the expression itself if there is no telling."""
        if literal(spot.node) is not UNKNOWN:
            return spot
        name = _named(spot.node)
        found = [one for one in self._definitions if one[0] == name] if name else []
        return found[0][1] if len(found) == 1 else spot

    def value(self, spot: Spot | None, absent: Value = None) -> object:
        """The literal that an expression stands for; `UNKNOWN` if it is none."""
        return literal(self.written(spot).node) if spot is not None else absent

    @cached_property
    def _definitions(self) -> list[tuple[str, Spot]]:
        """Every name that a literal is given to, in any way that programs have for it."""
        found: list[tuple[str, Spot]] = []
        for file, source in self.sources.items():
            for node in source.all(cst.Assign, cst.AnnAssign, cst.Param, cst.DictElement, cst.Call):
                for name, value in _given(node):
                    if literal(value) is not UNKNOWN:
                        found.append((name, Spot(file, value)))
        return found

    def setting(self, at: At, name: str, new: str) -> tuple[list[tuple[str, Edit]], frozenset[int]]:
        """The edits that give an argument another value, and the lines that this is written and used on."""
        given = self.argument(at, name)
        if given is None:
            return [(at.file, self.added(at, f"{name}={new}"))], self.lines(at.file, at.call)
        spot = self.written(given)
        return [self.replacing(spot, new)], self.lines(spot.file, spot.node) | self.lines(given.file, given.node)

    def added(self, at: At, argument: str) -> Edit:
        """The edit that adds an argument at the end of a call."""
        args = at.call.args
        source = self.sources[at.file]
        if args:
            end = source.span(args[-1].value)[1]
            return end, end, Text.new(f", {argument}").united(source.of(args[-1]))
        end = source.span(at.call)[1] - 1
        return end, end, Text.new(argument).united(source.of(at.call.func))

    # -- the network ------------------------------------------------------------------------------------------------

    @cached_property
    def layers(self) -> list[At]:
        return list(self.calls(*LAYERS))

    @cached_property
    def weighted(self) -> list[At]:
        """Layers that learn to map, the head last."""
        return [at for at in self.layers if at.name in WEIGHTED]

    @property
    def head(self) -> At:
        return self.weighted[-1]

    def activation(self, at: At) -> Spot | None:
        """Where a layer's activation is written: in it, or in a layer behind it."""
        own = self.argument(at, "activation")
        if own is not None:
            return own
        after = self.following(at)
        return self.argument(after, "activation") if after is not None and after.name == "Activation" else None

    def following(self, at: At) -> At | None:
        """The next layer in the text that does more than to pass on."""
        index = self.layers.index(at)
        rest = [one for one in self.layers[index + 1 :] if one.name not in ("Dropout", "BatchNormalization")]
        return rest[0] if rest else None

    # -- training ---------------------------------------------------------------------------------------------------

    @cached_property
    def compiled(self) -> At | None:
        return self.call("compile")

    @cached_property
    def fitted(self) -> At | None:
        found = [at for at in self.calls("fit") if any(self.argument(at, name) for name in ("epochs",))]
        return found[0] if len(found) == 1 else None

    @cached_property
    def optimizer(self) -> At | None:
        """The call that makes it."""
        return self.call(*OPTIMIZERS)

    @cached_property
    def optimizer_word(self) -> Spot | None:
        """The string that names it."""
        given = self.argument(self.compiled, "optimizer") if self.compiled is not None else None
        spot = self.written(given) if given is not None else None
        return spot if spot is not None and isinstance(literal(spot.node), str) else None

    @property
    def optimizer_name(self) -> str:
        if self.optimizer is not None:
            return self.optimizer.name
        word = literal(self.optimizer_word.node) if self.optimizer_word is not None else ""
        return {name.lower(): name for name in OPTIMIZERS}.get(str(word).lower(), "")

    @cached_property
    def loss(self) -> Spot | None:
        """What is given as loss, or what makes it."""
        if self.compiled is not None:
            return self.argument(self.compiled, "loss")
        made = self.call("SparseCategoricalCrossentropy", "BinaryCrossentropy")
        return Spot(made.file, made.call) if made is not None else None

    @property
    def loss_call(self) -> At | None:
        return self.call("SparseCategoricalCrossentropy", "CategoricalCrossentropy", "BinaryCrossentropy")

    @property
    def loss_name(self) -> str:
        """As Keras names it in strings."""
        if self.loss_call is not None:
            return _snake(self.loss_call.name)
        given = self.value(self.loss)
        if isinstance(given, str):
            return {"mse": "mean_squared_error", "mae": "mean_absolute_error"}.get(given, given)
        node = self.loss.node if self.loss is not None else None
        return _snake(leaf(node.func)) if isinstance(node, cst.Call) else ""

    @property
    def from_logits(self) -> bool:
        return self.loss_call is not None and keyword(self.loss_call.call, "from_logits") is not None

    @property
    def epochs(self) -> object:
        return self.value(self.argument(self.fitted, "epochs"), 1) if self.fitted is not None else UNKNOWN

    @property
    def batch(self) -> Spot | None:
        """Where the size of batches is given."""
        if self.fitted is None:
            return None
        own = self.argument(self.fitted, "batch_size")
        if own is not None:
            return own
        for at in self.calls("batch", "flow", "image_dataset_from_directory", "flow_from_directory"):
            given = keyword(at.call, "batch_size")
            if given is not None:
                return Spot(at.file, given.value)
            if at.name == "batch" and at.call.args:
                return Spot(at.file, at.call.args[0].value)
        return None

    @property
    def training_rows(self) -> int | None:
        rows = self.facts.rows
        split = self.value(self.argument(self.fitted, "validation_split")) if self.fitted is not None else None
        return int(rows * (1 - split)) if rows is not None and isinstance(split, float) else rows

    def arrays(self) -> tuple[Spot, Spot] | None:
        """The arrays that `fit` gets, where it gets two."""
        if self.fitted is None:
            return None
        x, y = self.argument(self.fitted, "x"), self.argument(self.fitted, "y")
        kinds = (cst.Name, cst.Subscript, cst.Call, cst.Attribute)
        return (x, y) if x and y and isinstance(x.node, kinds) and isinstance(y.node, kinds) else None


class Unknown:
    """No literal."""


UNKNOWN = Unknown()


def literal(node: cst.BaseExpression) -> object:
    """The value of a literal, `UNKNOWN` for anything else."""
    match node:
        case cst.Integer() | cst.Float():
            return node.evaluated_value
        case cst.SimpleString():
            return node.evaluated_value
        case cst.Name(value="None" | "True" | "False" as word):
            return {"None": None, "True": True, "False": False}[word]
        case cst.UnaryOperation(operator=cst.Minus(), expression=cst.Integer() | cst.Float() as inner):
            return -inner.evaluated_value
    return UNKNOWN


def _named(node: cst.BaseExpression) -> str:
    """The name under which a value is looked up: of `rate`, `args.rate`, `config["rate"]`."""
    match node:
        case cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name)):
            return name
        case cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString() as key))]):
            return str(key.evaluated_value)
    return ""


def _given(node: cst.CSTNode) -> Iterator[tuple[str, cst.BaseExpression]]:
    match node:
        case cst.Assign(targets=[cst.AssignTarget(target=target)], value=value):
            yield _named(target), value
        case cst.AnnAssign(target=target, value=cst.BaseExpression() as value):
            yield _named(target), value
        case cst.Param(name=cst.Name(value=name), default=cst.BaseExpression() as value):
            yield name, value
        case cst.DictElement(key=cst.SimpleString() as key, value=value):
            yield str(key.evaluated_value), value
        case cst.Call(func=func, args=[cst.Arg(value=cst.SimpleString() as flag), *_]) if leaf(func) == "add_argument":
            given = keyword(node, "default")
            if given is not None:
                yield str(flag.evaluated_value).lstrip("-").replace("-", "_"), given.value


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def studies(names: Sequence[str] = ()) -> list[Study]:
    """The correct programs, or those whose name has one of these parts."""
    paths = sorted(p for p in PROGRAMS.iterdir() if p.suffix == ".py" or (p.is_dir() and p.name != "__pycache__"))
    return [Study.of(path) for path in paths if not names or any(part in path.stem for part in names)]
