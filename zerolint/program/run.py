"""A run: one compiled (or hand-written) training of one network on one set of data, on one path of the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .data import NOT_KNOWN, Data, Step
from .fact import UNSEEN, Fact, Site
from .formula import Formula
from .network import Head, Layer, Network


@dataclass(frozen=True, slots=True)
class Condition:
    """A choice that the program makes and the source does not decide: whether the `test` at `site` is true."""

    test: str
    holds: bool = True
    site: Site | None = None
    alike: bool = False
    """It takes data that are all alike, which real ones never are: what the path does then is a guard."""

    @property
    def text(self) -> str:
        """Reads like `args.binary is true`."""
        return f"{self.test} is {'true' if self.holds else 'false'}"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the saved outputs of a notebook tell of a call: it came to its end, without an error."""

    keras: tuple[int, ...] = (2, 3)
    """The versions that it may have run with."""
    in_order: bool = True
    """All cells above ran, and before it: most likely with what they say today."""
    finite: bool = False
    """It showed losses, each of them a number."""
    negative: bool = False
    """Some of them are below 0."""
    losses: int = 0
    """How many it showed."""


class Family(Enum):
    """What a loss takes its targets for."""

    REGRESSION = "regression"
    BINARY_CROSSENTROPY = "binary cross-entropy"
    CATEGORICAL_CROSSENTROPY = "categorical cross-entropy"
    SPARSE_CROSSENTROPY = "sparse categorical cross-entropy"
    HINGE = "hinge"
    DIVERGENCE = "divergence"
    POISSON = "poisson"
    COUNT_LOG = "log error"
    COSINE = "cosine"
    OTHER = "other"
    CUSTOM = "custom"
    UNKNOWN = "unknown"

    @property
    def cross_entropy(self) -> bool:
        return self in (Family.BINARY_CROSSENTROPY, Family.CATEGORICAL_CROSSENTROPY, Family.SPARSE_CROSSENTROPY)


@dataclass(frozen=True, slots=True)
class Loss:
    """The loss at one head. `name` is Keras's function name (`binary_crossentropy`), None when unknown."""

    name: str | None
    family: Family
    site: Site
    from_logits: Fact[bool] = UNSEEN
    arguments: tuple[tuple[str, Fact[object]], ...] = ()
    hand_written: bool = False
    """Called by the program itself (tape loop), not by Keras."""
    formula: Formula | None = None
    """Of a loss that the program writes itself: what it makes of targets and predictions."""

    def fact(self, name: str) -> Fact[object]:
        return next((fact for key, fact in self.arguments if key == name), UNSEEN)

    @property
    def cross_entropy(self) -> bool:
        return self.family.cross_entropy


@dataclass(frozen=True, slots=True)
class Schedule:
    """A learning-rate schedule: Keras's class name (or `callback`), its arguments, its highest and last rate."""

    kind: str
    site: Site
    arguments: tuple[tuple[str, Fact[object]], ...] = ()
    peak: float | None = None

    def get(self, name: str) -> object | None:
        return next((fact.get() for key, fact in self.arguments if key == name), None)

    def fact(self, name: str) -> Fact[object]:
        return next((fact for key, fact in self.arguments if key == name), UNSEEN)


@dataclass(frozen=True, slots=True)
class Optimizer:
    """`name` is Keras's class name (`Adam`), `custom` for a class of the project, None when unknown.

    `adaptive` for Adam, RMSprop and their kin. `learning_rate` is the constant rate, Keras's default of the targeted
    version filled in; unknown under a schedule.
    """

    name: str | None
    site: Site
    learning_rate: Fact[float] = UNSEEN
    schedule: Schedule | None = None
    momentum: Fact[float] = UNSEEN
    adaptive: bool = False
    arguments: tuple[tuple[str, Fact[object]], ...] = ()
    spelled: bool = False
    """Given as a string, or not at all: Keras makes it anew for each compile()."""
    earlier: bool = False
    """Made before a loop that makes the network anew in each round."""
    identity: object = field(default=None, compare=False)
    """The object: two runs with the same identity share one optimizer."""

    def get(self, name: str) -> object | None:
        return self.fact(name).get()

    def fact(self, name: str) -> Fact[object]:
        return next((fact for key, fact in self.arguments if key == name), UNSEEN)


@dataclass(frozen=True, slots=True)
class Metric:
    """`name` as Keras resolves it (`accuracy` stays `accuracy`), `head` None when it is for the only or every head."""

    name: str | None
    family: str
    site: Site
    head: int | None = None
    arguments: tuple[tuple[str, Fact[object]], ...] = ()
    logged: str | None = None
    """The name that a network with one head logs it under, None where that isn't known."""
    larger_is_better: bool | None = None


@dataclass(frozen=True, slots=True)
class Callback:
    """`kind` is Keras's class name, or `custom`."""

    kind: str
    site: Site
    arguments: tuple[tuple[str, Fact[object]], ...] = ()
    stops: bool = False
    """One of the program's own, which may end the training early."""

    def get(self, name: str) -> object | None:
        return next((fact.get() for key, fact in self.arguments if key == name), None)

    def fact(self, name: str) -> Fact[object]:
        return next((fact for key, fact in self.arguments if key == name), UNSEEN)


class TaskKind(Enum):
    REGRESSION = "regression"
    BINARY = "binary classification"
    MULTI_CLASS = "multi-class classification"
    MULTI_LABEL = "multi-label classification"
    RECONSTRUCTION = "reconstruction"
    SEQUENCE = "sequence"
    GENERATIVE = "generative"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to take a task for what it is; `firm`: from data or calls, not from names."""

    text: str
    site: Site | None = None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """What the run is for, inferred from evidence other than head and loss."""

    kind: TaskKind = TaskKind.UNKNOWN
    classes: int | None = None
    evidence: tuple[Evidence, ...] = ()
    firm: bool = False
    """Established (data tables, what calls do), not a convention."""


class RunKind(Enum):
    FIT = "fit"
    TAPE = "gradient tape"
    TRAIN_ON_BATCH = "train_on_batch"
    COMPILE_ONLY = "compile"


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop of the program around the training call: `count` its repetitions; `sweep` if it tries candidates."""

    site: Site
    count: int | None
    rebuilds: bool = False
    """The model is built anew inside it (cross-validation, sweep)."""
    variable: str | None = None
    """The name that takes each round's value, of a loop that rebuilds the model."""
    counts: bool = False
    """It goes over a `range`; nothing but what is printed depends on where it is, and no round's results are kept."""
    batches: bool = False
    """It goes over a data set, batch by batch."""
    folds: bool = False
    """It goes over the folds of a cross-validation, and the model was made before it."""


@dataclass(frozen=True, slots=True)
class Run:
    """One training, on one consistent path.

    `losses[i]`, `targets[i]` and `tasks[i]` belong to `network.heads[i]`; where no head is known, `losses` are those of
    compile(). `site` is the fit (or train step, or, for COMPILE_ONLY, the compile). Step counts are optimizer updates.
    """

    kind: RunKind
    site: Site
    network: Network
    compile_site: Site | None = None
    compiled: object = field(default=None, compare=False)
    """The call of compile() that it runs under: two runs with the same identity share what that made."""
    uncompiled: bool = False
    """Known to have been compiled by nobody."""
    switched: tuple[Layer, ...] = ()
    """Layers whose `trainable` isn't what it was at the last compile()."""
    losses: tuple[Loss, ...] = ()
    adds_losses: bool = False
    """Something in the program calls `add_loss`: what is trained need not be all that compile() gives."""
    reads_losses: bool = False
    """Something in the program reads the `losses` of a model or layer, as a step of one's own does to add penalties."""
    without_loss: bool = False
    """compile() is known to give no loss: what is trained comes from add_loss(), if anything is."""
    optimizer: Optimizer | None = None
    metrics: tuple[Metric, ...] = ()
    metrics_known: bool = True
    """False when something among them could not be followed."""
    loss_weights: Fact[object] = UNSEEN
    inputs: tuple[Data, ...] = ()
    arrays_site: Site | None = None
    """The inputs in the call, where they are arrays that the model's own `fit` gets (no pipeline, no wrapper)."""
    targets: tuple[Data, ...] = ()
    targets_site: Site | None = None
    """Likewise for the targets."""
    validation_inputs: tuple[Data, ...] = ()
    validation_targets: tuple[Data, ...] = ()
    validation_site: Site | None = None
    validation_split: Fact[float] = UNSEEN
    epochs: Fact[int] = UNSEEN
    initial_epoch: Fact[int] = UNSEEN
    batch_size: Fact[int] = UNSEEN
    steps_per_epoch: Fact[int] = UNSEEN
    """As written in the call."""
    batches: Fact[int] = UNSEEN
    """Batches in one pass over the data, whatever says so."""
    steps: Fact[int] = UNSEEN
    """Optimizer steps of this call in all."""
    total_steps: Fact[int] = UNSEEN
    """Steps of all runs of this network on this path, loops around them included; unknown if one is."""
    total_epochs: Fact[int] = UNSEEN
    later: bool = False
    """An earlier run trains the same network, and is counted in the totals."""
    callbacks: tuple[Callback, ...] = ()
    callbacks_known: bool = True
    """False when the list of callbacks holds something that could not be followed."""
    class_weight: Fact[object] = UNSEEN
    weighted_rows: bool = False
    """Rows have weights of their own (`sample_weight`, a third part of what a data set gives)."""
    shuffle: Fact[object] = UNSEEN
    sample_weight: Data = NOT_KNOWN
    loops: tuple[Loop, ...] = ()
    tasks: tuple[Task, ...] = ()
    streaming: bool = False
    """Data come from a generator or an endless data set."""
    batched: bool = True
    """False where a data set gives single samples: the first axis of inputs and targets is none of rows."""
    pipeline: tuple[Step, ...] = ()
    """What a `tf.data` data set went through, in order: `slices` (of arrays, or of a data set's rows), `batch`, `map`,
    `one of several` (a `map` that gives only a part of each element), `shuffle`, `cache` …"""
    feed: str = ""
    """What gives the data where they are no arrays: `tf.data`, `generator`, `iterator` or `sequence`."""
    one_pass: bool = False
    """They come from a generator object that ends after `batches`: nothing starts it anew for the next epoch."""
    results_used: bool = False
    """Predictions, scores or the history are used afterwards, or the model is saved."""
    fresh: bool = True
    """All weights start from their initializers: nothing loaded, pre-trained or fitted before elsewhere."""
    path: tuple[Condition, ...] = ()
    idle: bool = False
    """Compiled only to predict: the network learns as a part of another one or under another compile(), or its weights
    come from a file. `optimizer` is None then."""
    swept: bool = False
    """Inside a tuner or sweep."""
    assumed: bool = False
    """In a function that nobody calls: its parameters are unknown, its defaults assumed."""
    keras: int = 3
    """The Keras that the script is written for."""
    recorded: Recorded | None = None
    group: object = field(default=None, compare=False)
    """Same for all paths of one training call."""
    order: int = 0

    def head(self) -> tuple[Head, Loss, Data, Task] | None:
        """Head, loss, target and task of a run with one head; None if it has several or they aren't known."""
        parts = self.per_head()
        return parts[0] if len(parts) == 1 else None

    def per_head(self) -> tuple[tuple[Head, Loss, Data, Task], ...]:
        """(head, loss, target, task) for each head whose loss is known to belong to it."""
        heads = self.network.heads
        if len(heads) != len(self.losses):
            return ()
        targets = self.targets if len(self.targets) == len(heads) else (Data(),) * len(heads)
        tasks = self.tasks if len(self.tasks) == len(heads) else (Task(),) * len(heads)
        return tuple(zip(heads, self.losses, targets, tasks, strict=True))
