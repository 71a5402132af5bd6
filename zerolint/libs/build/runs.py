"""Runs from remembered training calls."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, prod
from typing import Any, Final

from zerolint.interp.containers import ListValue
from zerolint.interp.context import Event, LoopContext
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, TupleValue, Unknown, Value
from zerolint.interp.values import Condition as Cond
from zerolint.knowledge import activations, layers
from zerolint.libs.arrays import Array
from zerolint.libs.comparing import of_data_all_alike
from zerolint.libs.keras.configured import Made
from zerolint.libs.keras.losing import LossResult, LossSum
from zerolint.libs.keras.models import ModelValue
from zerolint.libs.keras.predicting import Predicted
from zerolint.libs.keras.training import Compiled, Training
from zerolint.libs.pipes import Pipe, agreed, batches
from zerolint.program.data import Data, Step
from zerolint.program.fact import UNSEEN, Fact, Given, Site, unknown
from zerolint.program.network import Head, Layer, Network
from zerolint.program.run import Condition, Family, Loop, Loss, Run, RunKind
from zerolint.source.code import code_of

from .around import loop_of
from .facts import data_of, fact, number, site, whole
from .formulas import formula_of, prediction
from .networks import network_of, trains
from .parts import all_followed, callbacks_of, loss_of, losses_of, metrics_of, optimizer_of
from .paths import Resolver, every_path
from .tasks import task_of

DEFAULT_BATCH = 32
"""Keras's `batch_size` for arrays."""


def model_loops(model: Any) -> tuple[Any, ...]:
    """The loops that a model was made in."""
    own = getattr(model, "loops", None)
    if own is None:
        kept = model.fields.get("@loops")
        own = getattr(kept, "loops", ())
    return tuple(own or ())


def conditions(m: Machine, assignment: dict[Cond, bool]) -> tuple[Condition, ...]:
    """The choices of a path, as a person would read them."""
    return tuple(
        Condition(_test(m, cond), holds is cond.told, site(cond.node), of_data_all_alike(m, cond.key, holds))
        for cond, holds in assignment.items()
    )


def _test(m: Machine, cond: Cond) -> str:
    """The code of what is tested; many paths have the same."""
    known: dict[int, str] = m.state.setdefault("tests", {})
    key = id(cond.node)
    if key not in known:
        known[key] = f"`{code_of(cond.node)}`" if cond.node is not None else "a condition"
    return known[key]


def runs_of(m: Machine, event: Event, order: int, keras: int, *, compile_only: bool) -> list[Run]:
    """One run per consistent path of a training call."""
    training: Training = event.payload
    m.state["model_loops"] = model_loops(training.model)

    def build(r: Resolver) -> Run:
        return _run(r, event, training, order, keras, compile_only=compile_only)

    found = every_path(m, event, model_loops(training.model), build)
    return [replace(run, path=conditions(m, assignment)) for assignment, run in found]


def _run(r: Resolver, event: Event, training: Training, order: int, keras: int, *, compile_only: bool) -> Run:
    state = grown(training.model, training.state) if compile_only else training.state
    network = network_of(r, training.model, state)
    compiled = r(training.compiled)
    set_by = compiled if isinstance(compiled, Compiled) else None
    args, nodes = training.args, training.nodes
    inputs, targets, pipe = fed(r, args.get("x"), args.get("y"), network)
    run = Run(
        kind=_kind(training, compile_only=compile_only),
        site=site(training.node),
        network=network,
        compile_site=site(set_by.origin) if set_by is not None else None,
        compiled=set_by,
        uncompiled=_uncompiled(training),
        switched=_switched(r, network, set_by),
        losses=_losses(r, set_by, training, network, inputs, targets),
        without_loss=set_by is not None and training.own_loss is None and r.absent(set_by.args.get("loss")),
        optimizer=_optimizer(r, set_by, training, keras),
        **_measured(r, set_by, network),
        inputs=inputs,
        arrays_site=site(nodes["x"]) if training.call == "fit" and pipe is None and "x" in nodes else None,
        targets=targets,
        targets_site=site(nodes["y"]) if training.call == "fit" and pipe is None and "y" in nodes else None,
        tasks=tuple(task_of(t, inputs) for t in targets),
        batched=pipe is None or pipe.stream.batched,
        fresh=network.loaded is None and not network.pretrained,
        loops=_loops(r.m, event, training.model),
        assumed=event.assumed,
        keras=keras,
        group=event.node,
        order=order,
    )
    if compile_only:
        return run
    return _with_steps(r, run, training, args, nodes, pipe)


def _uncompiled(training: Training) -> bool:
    """Whether nothing can have compiled a model of Keras's own that is built here."""
    model = training.model
    known = isinstance(model, ModelValue) and not model.loaded and not model.pretrained and model.backbone is None
    return known and training.compiled is None and not {"@attempted", "@escaped"} & {*training.state}


def _switched(r: Resolver, network: Network, compiled: Compiled | None) -> tuple[Layer, ...]:
    then = compiled.flags.known if compiled is not None else {}
    return tuple(
        layer
        for layer in network.layers
        if id(layer.identity) in then
        and layer.trainable is not None
        and trains(r(then[id(layer.identity)])) is (not layer.trainable)
    )


def grown(model: Any, state: dict[str, Value]) -> dict[str, Value]:
    """A Sequential with the layers that it gets after `compile`, which nothing has been trained without."""
    layers = model.fields.get("layers")
    return state if layers is None else {**state, "layers": layers}


def _measured(r: Resolver, compiled: Compiled | None, network: Network) -> dict[str, Any]:
    """What compile() says of metrics and of the weights of losses."""
    if compiled is None:
        return {"metrics_known": False}
    given, more = compiled.args.get("metrics"), compiled.args.get("weighted_metrics")
    weights, place = compiled.args.get("loss_weights"), compiled.nodes.get("loss_weights", compiled.origin)
    found = metrics_of(r, given, compiled.nodes.get("metrics", compiled.origin), network.heads)
    return {
        "metrics": found,
        "metrics_known": r.absent(more) and all_followed(r, given) and all(one.logged for one in found),
        "loss_weights": fact(r, weights, place),
    }


def _kind(training: Training, *, compile_only: bool) -> RunKind:
    if compile_only:
        return RunKind.COMPILE_ONLY
    return RunKind.TRAIN_ON_BATCH if training.call == "train_on_batch" else RunKind.FIT


def _losses(
    r: Resolver,
    compiled: Compiled | None,
    training: Training,
    network: Network,
    inputs: tuple[Data, ...],
    targets: tuple[Data, ...],
) -> tuple[Any, ...]:
    own = training.own_loss
    if isinstance(own, LossResult) and len(network.heads) == 1:
        return (loss_of(r, own.how, own.origin, hand_written=True),)
    if training.own_term is not None and len(network.heads) == 1:
        return (_written_loss(r, training.own_term, network.heads[0], training.model, training.node, inputs),)
    if compiled is None or _unanswered(r, training, compiled):
        return ()
    return losses_of(r, compiled.args.get("loss"), compiled.nodes.get("loss", compiled.origin), network, targets)


def _unanswered(r: Resolver, training: Training, compiled: Compiled) -> bool:
    """Whether several outputs with names meet one loss without any: Keras 3 raises a KeyError before it trains."""
    model = training.model  # one that is only compiled has its outputs from the drawing of its network
    outputs, loss = r(training.state.get("outputs", model.fields.get("outputs"))), r(compiled.args.get("loss"))
    named = isinstance(outputs, DictValue) and len(outputs.contents(r.m).entries) > 1
    return named and not isinstance(loss, DictValue)


def _optimizer(r: Resolver, compiled: Compiled | None, training: Training, keras: int) -> Any:
    if compiled is None:
        return None
    node = compiled.nodes.get("optimizer", compiled.origin)
    given = compiled.args.get("optimizer")
    now = r(training.optimizer)
    return optimizer_of(r, now if given is not None and isinstance(now, Made) else given, node, keras)


def _loops(m: Machine, event: Event, model: Any) -> tuple[Loop, ...]:
    made_in = {id(loop.node) for loop in model_loops(model)}
    return tuple(loop_of(m, loop, _times(loop), id(loop.node) in made_in) for loop in event.loops)


def fed(
    r: Resolver, x: Value | None, y: Value | None, network: Network
) -> tuple[tuple[Data, ...], tuple[Data, ...], Pipe | None]:
    """Inputs and targets, and the pipe that they come from."""
    x = r(x)
    pipe = x if isinstance(x, Pipe) else None
    if pipe is not None:
        element = r(pipe.element)
        parts, _ = r.items(element) if isinstance(element, TupleValue) else ([element], True)
        x = parts[0] if parts else None
        y = parts[1] if len(parts) > 1 else None
        if isinstance(element, Unknown):
            y = element
    elif isinstance(x, Unknown) and (y is None or y == NONE):
        y = x  # elements of something that isn't known: inputs and targets, most likely
    if isinstance(x, Array) and x.container == "list" and len(network.inputs) > 1:
        return _one_each(data_of(r, x), len(network.inputs)), _ordered(r, y, network), pipe
    inputs, targets = arrays(r, x, network), _ordered(r, y, network)
    if pipe is not None:
        inputs, targets = _picked(inputs, pipe), _picked(targets, pipe)
    return inputs, targets, pipe


PICKS = frozenset({"fewer", "filter", "skip", "take"})
"""Operations of a stream after which some of its rows are left out."""


def _picked(arrays: tuple[Data, ...], pipe: Pipe) -> tuple[Data, ...]:
    """What comes out of a stream that leaves rows out: that much stands in the trail of its arrays."""
    steps = [Step(name, site(node)) for name, node in pipe.stream.trail if name in PICKS]
    return tuple(_with(data, steps) for data in arrays) if steps else arrays


def _with(data: Data, steps: list[Step]) -> Data:
    """The steps that its elements don't remember themselves come last."""
    known = {(step.op, step.site) for step in data.trail}
    return data.but(trail=(*data.trail, *(step for step in steps if (step.op, step.site) not in known)))


def _one_each(whole: Data, count: int) -> tuple[Data, ...]:
    """The rows of an array that became a list, as the inputs of a model that has several."""
    shape = whole.shape[1:] if whole.shape is not None else None
    return (whole.but(shape=shape, columns=None, names=(), sample=None),) * count


def arrays(r: Resolver, value: Value | None, network: Network | None = None) -> tuple[Data, ...]:
    """What is given in one argument; a dictionary's values in the order of the network's inputs of these names."""
    value = r(value)
    if value is None or r.absent(value):
        return ()
    if isinstance(value, (ListValue, TupleValue)):
        found, exact = r.items(value)
        if exact and found and all(isinstance(one, Array) for one in found) and len(found) < 16:
            return tuple(data_of(r, one) for one in found)
    if isinstance(value, DictValue):
        now = value.contents(r.m)
        more = (replace(data_of(r, now.rest), shape=None),) if now.rest is not None else ()  # nobody knows how many
        named: dict[object, Data] = {key: data_of(r, one) for key, one in now.entries.items()}
        return (*_by_name(named, network), *more)
    return (data_of(r, value),)


def _by_name(found: dict[object, Data], network: Network | None) -> tuple[Data, ...]:
    """Each input's own; where names don't say which that is, no shape is held against any input."""
    names = [taken.name for taken in network.inputs] if network is not None else []
    if len(found) < 2 or len(names) < 2:
        return tuple(found.values())
    if {*names} <= {*found}:
        return tuple(found[name] for name in names)
    return tuple(replace(data, shape=None) for data in found.values())


def _ordered(r: Resolver, value: Value | None, network: Network) -> tuple[Data, ...]:
    """Targets in the order of the heads."""
    value = r(value)
    if isinstance(value, DictValue):
        now = value.contents(r.m)
        return tuple(data_of(r, now.entries.get(head.name, now.rest)) for head in network.heads)
    return arrays(r, value)


def _with_steps(
    r: Resolver, run: Run, training: Training, args: dict[str, Value], nodes: dict[str, Any], pipe: Pipe | None
) -> Run:
    node = training.node
    epochs = whole(fact(r, args.get("epochs"), nodes.get("epochs", node), 1))
    initial = whole(fact(r, args.get("initial_epoch"), nodes.get("initial_epoch", node), 0))
    batch = whole(fact(r, args.get("batch_size"), nodes.get("batch_size", node), None))
    if batch.value is None:
        batch = Fact(DEFAULT_BATCH, site(node), Given.DEFAULT)
    per_epoch = whole(fact(r, args.get("steps_per_epoch"), nodes.get("steps_per_epoch", node), None))
    if per_epoch.value is None:
        per_epoch = UNSEEN
    split = number(fact(r, args.get("validation_split"), nodes.get("validation_split", node), 0.0))
    batches = _batches(run, pipe, batch, split)
    each = per_epoch.get() if per_epoch.known else batches.get()
    steps = unknown("the number of steps is not known", site(node))
    if training.call == "train_on_batch":
        epochs, each = Fact(1, site(node), Given.DEFAULT), 1
    done, began = epochs.get(), initial.get()
    if done is not None and began is not None and (each is not None or done <= began):
        steps = Fact(max(done - began, 0) * (each or 0), epochs.site)
    callbacks, all_known = callbacks_of(r, args.get("callbacks"), nodes.get("callbacks"))
    held_out = r(args.get("validation_data"))
    vx, vy = _validation(r, held_out, run.network)
    return replace(
        run, epochs=epochs, initial_epoch=initial, batch_size=batch, steps_per_epoch=per_epoch, batches=batches,
        steps=steps, total_steps=steps, total_epochs=epochs, callbacks=callbacks, callbacks_known=all_known,
        validation_split=split, validation_inputs=vx, validation_targets=vy,
        validation_site=site(nodes["validation_data"]) if "validation_data" in nodes else None,
        sample_weight=data_of(r, args.get("sample_weight")),
        class_weight=fact(r, args.get("class_weight"), nodes.get("class_weight", node)),
        weighted_rows=_weighted(r, args.get("sample_weight"), pipe),
        shuffle=fact(r, args.get("shuffle"), nodes.get("shuffle", node), True),
        streaming=pipe is not None and (pipe.stream.endless or pipe.stream.kind == "generator"),
        pipeline=tuple(Step(name, site(at)) for name, at in pipe.stream.trail) if pipe is not None else (),
        feed=pipe.stream.kind if pipe is not None else "",
        one_pass=pipe is not None and pipe.stream.once and not pipe.stream.endless,
        swept=any(loop.rebuilds for loop in run.loops) and r.swept,
    )  # fmt: skip


def _weighted(r: Resolver, weights: Value | None, pipe: Pipe | None) -> bool:
    element = r(pipe.element) if pipe is not None else None
    third = isinstance(element, TupleValue) and len(element.items) > 2
    return third or (weights is not None and not r.absent(r(weights)))


def _validation(r: Resolver, value: Any, network: Network) -> tuple[tuple[Data, ...], tuple[Data, ...]]:
    if isinstance(value, (TupleValue, ListValue)):
        found, _ = r.items(value)
        if len(found) >= 2:
            return arrays(r, found[0], network), _ordered(r, found[1], network)
    if isinstance(value, Pipe):
        inputs, targets, _ = fed(r, value, None, network)
        return inputs, targets
    return (), ()


def _batches(run: Run, pipe: Pipe | None, batch: Fact[Any], split: Fact[Any]) -> Fact[Any]:
    if pipe is not None:
        count = pipe.stream.count
        if count is None:
            count = batches(pipe.stream.samples, pipe.stream.batch_size)
        return (
            Fact(count, run.site) if count is not None else unknown("the size of the data set is not known", run.site)
        )
    rows = agreed([data.rows for data in (*run.inputs, *run.targets)])
    size, part = batch.get(), split.get()
    if rows is None or not size or part is None or not 0 <= part < 1:
        return unknown("the number of rows is not known", run.site)
    return Fact(ceil(rows * (1 - part) / size), run.site)


def step_key(event: Event) -> tuple[int, int]:
    """What tells optimizer steps apart: where they are written, and the model that they change."""
    predicted = _judged(event)
    return id(event.node), 0 if predicted is None else id(predicted.model)


def _judged(event: Event) -> Predicted | None:
    """The prediction that the loss of a step judges."""
    loss = event.payload[0]
    parts = loss.parts if isinstance(loss, LossSum) else (loss,)
    return next((part.traces[0].prediction for part in parts if part.traces), None)


def steps_run(m: Machine, events: list[Event], order: int, keras: int) -> list[Run]:
    """Runs of a hand-written loop, from one optimizer step: the first of its events stands for all."""
    event = events[0]
    loss, optimizer, _, term = event.payload
    parts = loss.parts if isinstance(loss, LossSum) else (loss,)
    predicted = _judged(event)
    if predicted is None:
        return []
    m.state["model_loops"] = model_loops(predicted.model)

    def build(r: Resolver) -> Run:
        network = _as_judged(network_of(r, predicted.model, predicted.state), parts)
        inputs = arrays(r, predicted.x, network)
        made = tuple(_hand_loss(r, part) for part in parts)
        targets = tuple(data_of(r, part.y) for part in parts if part.y is not None)
        if term is not None and len(network.heads) == 1:
            own = _written_loss(r, term, network.heads[0], predicted.model, event.node, inputs)
            made = (replace(made[0], formula=own.formula),) if _alike(made) else (own,)
        same = len(made) == len(network.heads) == 1
        steps, epochs = _hand_written_steps(events, predicted.model)
        return Run(
            kind=RunKind.TAPE, site=site(event.node), network=network, losses=made if same else (),
            optimizer=optimizer_of(r, optimizer, event.node, keras), inputs=inputs, targets=targets,
            tasks=tuple(task_of(t, inputs) for t in targets), loops=_loops(m, event, predicted.model),
            fresh=network.loaded is None and not network.pretrained, assumed=event.assumed, group=step_key(event),
            order=order, steps=steps, total_steps=steps, epochs=epochs, total_epochs=epochs,
            streaming=not steps.known,
        )  # fmt: skip

    found = every_path(m, event, model_loops(predicted.model), build)
    return [replace(run, path=conditions(m, assignment)) for assignment, run in found]


FOLLOWED: Final = 3
"""A loop of more iterations is followed once, and stands for all of them."""


def _hand_written_steps(events: list[Event], model: Any) -> tuple[Fact[int], Fact[int]]:
    """How often a step is taken in all, and how often the outermost loop around it runs."""
    made_in = {id(loop.node) for loop in model_loops(model)}
    around = [loop for loop in events[0].loops if id(loop.node) not in made_in]
    place = site(events[0].node)
    total = 0
    for event in events:
        counts = [_times(loop) for loop in event.loops if id(loop.node) not in made_in]
        known = [count for count in counts if count is not None]
        if not counts or len(known) < len(counts):
            why: Fact[int] = unknown("steps of a loop of unknown length", place)
            return why, why
        total += prod(known)
    outer = around[0]
    where = site(getattr(outer.node, "iter", outer.node))
    count = outer.count
    return Fact(total, place), unknown("a loop of unknown length", where) if count is None else Fact(count, where)


def _times(loop: LoopContext) -> int | None:
    """For how many iterations one event in a loop stands."""
    each = loop.unrolled and (loop.candidates or (loop.count or 0) <= FOLLOWED)
    return 1 if each else loop.count


SHAPING = frozenset({"add", "clip", "divide", "exp", "layer", "multiply", "power", "subtract"})
"""Operations between a model and a loss of Keras that move the range of what is judged; activations do, too."""


def _as_judged(network: Network, parts: tuple[LossResult, ...]) -> Network:
    """The network with a head whose values the program shapes before its loss sees them."""
    if len(network.heads) != 1 or not all(isinstance(part.how, Made) for part in parts):
        return network
    steps = [step for part in parts for trace in part.traces for step in trace.steps]
    if any(step.op == "layer" and _has_weights(step.by) for step in steps):  # what is judged is another layer's output
        return replace(network, heads=())
    ops = {step.op for step in steps}
    shaped = any(op in SHAPING or activations.of(op) is not None for op in ops)
    return replace(network, heads=(replace(network.heads[0], scaled_after=True),)) if shaped else network


def _alike(made: tuple[Loss, ...]) -> bool:
    """One loss, or the same one several times: of a discriminator, on what is real and on what is made."""
    kinds = {(loss.name, loss.family, loss.from_logits.get()) for loss in made}
    return len(made) == 1 or (len(kinds) == 1 and made[0].name is not None)


def _has_weights(kind: str) -> bool:
    row = layers.of(f"keras.layers.{kind}")
    return row is None or row.has_weights


def _written_loss(r: Resolver, term: Value, head: Head, model: object, node: Any, inputs: tuple[Data, ...]) -> Loss:
    """A loss of the program's own that its own step descends."""
    rows = frozenset(data.rows for data in inputs)
    formula = formula_of(r, r(term), {"y_pred": prediction(head)}, model, rows)
    reason: Fact[bool] = unknown("a loss written by hand", site(node))
    return Loss(None, Family.CUSTOM, formula.site, reason, hand_written=True, formula=formula)


def _hand_loss(r: Resolver, part: LossResult) -> Any:
    made = loss_of(r, part.how, part.origin, hand_written=True)
    ops = {step.op for trace in part.traces for step in trace.steps}
    if made.name is None and "subtract" in ops and ops & {"square", "power"}:
        return replace(made, name="mean_squared_error", family=Family.REGRESSION)
    return made


__all__ = ["Site", "fed", "runs_of", "steps_run"]
