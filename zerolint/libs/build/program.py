"""The whole program: events in order become networks, runs and predictions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Final

from zerolint.interp import failures
from zerolint.interp.context import Event
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance
from zerolint.libs.keras.models import ModelValue, Weights, flags_of
from zerolint.libs.keras.training import Training
from zerolint.program.data import Data
from zerolint.program.fact import Fact, Site, unknown
from zerolint.program.network import Network
from zerolint.program.operation import Operation
from zerolint.program.prediction import Prediction
from zerolint.program.program import Note, Program, Standardisation, Target
from zerolint.program.run import Evidence, Recorded, Run, RunKind, Task, TaskKind

from .facts import site
from .gathering import never_reset
from .idle import drop_called, record_idle
from .numbering import numbered_anew
from .operations import operation_of
from .predictions import predictions_of
from .runs import runs_of, step_key, steps_run
from .seeding import seeded_batches
from .unused import unused

TRAININGS: Final = ("step", "training")
"""Events of which a loop around them may make a search."""


def build(m: Machine, target: Target, recorded: Mapping[int, Recorded]) -> Program:
    """What an executed machine says of the training; `recorded` is what a notebook's outputs say of its events."""
    runs: list[Run] = []
    predictions: list[Prediction] = []
    operations: list[Operation] = []
    used: list[tuple[int, Any]] = []
    loaded: list[tuple[int, Any]] = []
    trained = {id(e.payload.compiled) for e in m.events if e.kind == "training" and e.payload.compiled is not None}
    readings: dict[int, list[Event]] = {}
    steps: dict[tuple[int, int], list[Event]] = {}
    learning: set[int] = set()
    read: set[int] = set()
    for event in m.events:
        if event.kind == "reading":
            readings.setdefault(id(event.payload.prediction), []).append(event)
        elif event.kind == "step":
            steps.setdefault(step_key(event), []).append(event)
            learning.update(id(prediction) for prediction in _learning(m, event))
    loops = (loop for event in m.events if event.kind in TRAININGS for loop in event.loops)
    m.state["searches"] = frozenset(id(loop.node) for loop in loops)
    record_idle(m)
    drop_called(m)
    for order, event in enumerate(_distinct(m.events)):
        try:
            if event.kind == "training":
                made_of = runs_of(m, event, order, target.version, compile_only=False)
                runs.extend(_with_meaning(replace(run, recorded=recorded.get(id(event))), read) for run in made_of)
            elif event.kind == "compile" and not _trained(event.payload, trained):
                runs.extend(runs_of(m, event, order, target.version, compile_only=True))
            elif event.kind == "step":
                runs.extend(steps_run(m, steps[step_key(event)], order, target.version))
            elif event.kind == "prediction":
                used.append((order, event.payload.model))
                made = predictions_of(m, event, order, readings.get(id(event.payload), []), runs)
                trains, shown = id(event.payload) in learning, recorded.get(id(event))
                predictions.extend(replace(each, trains=trains, recorded=shown) for each in made)
            elif event.kind == "draws-read":
                read.add(id(event.payload))
            elif event.kind == "used":
                used.append((order, event.payload[0]))
            elif event.kind == "loaded":
                loaded.append((order, event.payload))
            elif (operation := operation_of(m, event, order)) is not None:
                operations.append(operation)
        except Exception as error:
            failures.report(m, event.node, error)
    kinds = {event.kind for event in m.events}
    adds, reads = "add-loss" in kinds, "losses-read" in kinds
    runs = [replace(run, results_used=_used(run, used, loaded), adds_losses=adds, reads_losses=reads) for run in runs]
    predictions = _with_untouched(predictions, runs, {id(model) for _, model in loaded})
    runs = _with_totals(_with_scores(_with_idle(runs, predictions, m.state.get("wrapped", frozenset())), m.events))
    networks = _networks(runs, predictions)
    return Program(
        networks=networks,
        runs=tuple(runs),
        predictions=tuple(predictions),
        operations=(*operations, *unused(m, networks), *never_reset(m), *seeded_batches(m), *numbered_anew(m)),
        standardisations=_standardisations(m.events),
        target=target,
        notes=tuple(Note(reason, site(node)) for reason, node in m.notes),
    )


def _learning(m: Machine, event: Event) -> list[Any]:
    """The predictions whose models an optimizer step moves: not that of a teacher, whose weights it leaves alone."""
    loss, _, sources, _ = event.payload
    predictions = [trace.prediction for trace in loss.traces]
    if not isinstance(sources, Weights):
        return predictions
    models = (each for each in (sources.model, *sources.beside) if isinstance(each, (ModelValue, Instance)))
    moved = [set(flags_of(m, model).known) for model in models]
    known = [(each, set(flags_of(m, each.model).known)) for each in predictions]
    return [each for each, layers in known if not moved or any(layers & own for own in moved)]


def _with_meaning(run: Run, read: set[int]) -> Run:
    """Targets that were made of the inputs, or that these may have been made of since, are no random labels."""
    if not any(target.random for target in run.targets):
        return run
    return replace(run, targets=tuple(_meant(target, run.inputs, read) for target in run.targets))


def _meant(target: Data, inputs: tuple[Data, ...], read: set[int]) -> Data:
    drawn = target.source.site if target.random and target.source is not None else None
    meant = drawn is not None and (id(drawn) in read or any(_made_of(target, data) for data in inputs))
    return target.but(random=False) if meant else target


def _made_of(target: Data, data: Data) -> bool:
    """Whether it is something else about the same draw, as the place of the largest number in each row."""
    same = target.whole is not None and target.whole is data.whole
    return same and [step.op for step in target.trail] != [step.op for step in data.trail]


def _distinct(events: list[Event]) -> list[Event]:
    """Events, the same training step of an unrolled loop once."""
    out: list[Event] = []
    seen: set[object] = set()
    for event in events:
        if event.kind == "step":
            key = step_key(event)
            if key in seen:
                continue
            seen.add(key)
        out.append(event)
    return out


def _trained(training: Training, trained: set[int]) -> bool:
    return id(training.compiled) in trained


def _used(run: Run, used: list[tuple[int, Any]], loaded: list[tuple[int, Any]]) -> bool:
    """Whether anything is made of the model before other weights take the place of the trained ones.

    What callbacks save may be what is loaded: the trained weights themselves.
    """
    orders = (order for order, model in loaded if order > run.order and model is run.network.identity)
    end = next(orders, None) if run.callbacks_known and not run.callbacks else None
    uses = (order for order, model in used if model is run.network.identity)
    return any(run.order < order and (end is None or order < end) for order in uses)


def _with_scores(runs: list[Run], events: list[Event]) -> list[Run]:
    """Where nothing else says what a model is for, a score of its predictions does: `r2_score` is for quantities."""
    scores = [e for e in events if e.kind == "scored" and e.payload["family"] == "regression" and e.payload["trace"]]
    out = []
    for run in runs:
        mine = (e for e in scores if e.payload["trace"].prediction.model is run.network.identity)
        score = next(mine, None)
        if score is not None and run.tasks and all(task.kind is TaskKind.UNKNOWN for task in run.tasks):
            evidence = Evidence(f"scored by {score.payload['metric']}", site(score.node), firm=False)
            run = replace(run, tasks=(Task(TaskKind.REGRESSION, None, (evidence,)),) * len(run.tasks))
        out.append(run)
    return out


def _with_idle(runs: list[Run], predictions: list[Prediction], wrapped: Set[Site]) -> list[Run]:
    """Tell those compile() calls apart that nothing is trained or scored with: their optimizer never takes a step.

    That of a GAN's generator, one that another compile() takes the place of, one of a trained model that only predicts,
    one of a model that is made for the larger one around it (`wrapped`: in a `TimeDistributed`).
    """
    trained = [run for run in runs if run.kind is not RunKind.COMPILE_ONLY]
    taught = [_weights(run.network) for run in trained]
    wholes = [(_places(run.network), _places(run.network, moving=True)) for run in runs]
    out = []
    for run in runs:
        if run.kind is RunKind.COMPILE_ONLY and not _scored(run, trained, predictions):
            network, own = run.network, _weights(run.network)
            known = "@loaded" in getattr(network.identity, "fields", ()) or network.loaded is not None
            used = known and any(p.network.identity is network.identity for p in predictions)
            part = network.site in wrapped or _part_of_any(network, wholes)
            if used or part or (own and any(own <= whole for whole in taught)):
                run = replace(run, idle=True, optimizer=None)
        out.append(run)
    return out


def _scored(run: Run, trained: list[Run], predictions: list[Prediction]) -> bool:
    """Whether something is evaluated under this very compile(): no later one is known by then."""
    model = run.network.identity
    later = (other.order for other in trained if other.network.identity is model and other.order > run.order)
    end = min(later, default=None)
    scored = (p.order for p in predictions if p.call == "evaluate" and p.network.identity is model)
    return any(run.order < order and (end is None or order < end) for order in scored)


def _with_untouched(predictions: list[Prediction], runs: list[Run], loaded: set[int]) -> list[Prediction]:
    """Tell those predictions apart whose network nothing ever taught, as a whole or in part."""
    taught = [run.network for run in runs if run.kind is not RunKind.COMPILE_ONLY]
    weights = {layer for network in taught for layer in _weights(network)}
    models = {id(network.identity) for network in taught}
    out = []
    for prediction in predictions:
        network, model = prediction.network, prediction.network.identity
        elsewhere = network.loaded is not None or network.pretrained or "@escaped" in getattr(model, "fields", {})
        own = _weights(network)
        touched = elsewhere or not own or bool(own & weights) or id(model) in models | loaded
        out.append(prediction if touched else replace(prediction, untouched=True))
    return out


def _part_of_any(network: Network, wholes: Sequence[tuple[Set[Site], Set[Site]]]) -> bool:
    """Whether some larger network, wherever it is built, trains all of this one."""
    own = _places(network)
    return bool(own) and any(own < every and own <= moving for every, moving in wholes)


def _places(network: Network, *, moving: bool = False) -> Set[Site]:
    """Where layers with weights are made (`moving`: those that aren't frozen)."""
    return {layer.site for layer in network.weighted if not moving or layer.trainable is not False}


def _weights(network: Network) -> set[int]:
    """The layers with weights, as the objects that they are."""
    return {id(layer.identity) for layer in network.weighted if layer.identity is not None}


def _with_totals(runs: list[Run]) -> list[Run]:
    """Steps and epochs over all trainings of one model that can happen on one path, loops around them included."""
    out = []
    for run in runs:
        together = [
            r for r in runs if r.network.identity is run.network.identity and r.kind is not RunKind.COMPILE_ONLY
        ]
        mine = {c.text for c in run.path}
        together = [r for r in together if r.group is not run.group or {c.text for c in r.path} == mine]
        later = any(r.order < run.order for r in together)
        steps, epochs = _sum(together, "steps"), _sum(together, "epochs")
        out.append(replace(run, total_steps=steps, total_epochs=epochs, later=later))
    return out


def _sum(runs: list[Run], name: str) -> Fact[Any]:
    total = 0
    for run in runs:
        value = getattr(run, name).get()
        counts = [loop.count for loop in run.loops if not loop.rebuilds and run.kind is not RunKind.TAPE]
        if value is None or None in counts:
            return unknown(f"the number of {name} is not known", run.site)
        for count in counts:
            value *= count
        total += value
    return Fact(total, runs[0].site) if runs else unknown("nothing is trained")


def _networks(runs: list[Run], predictions: list[Prediction]) -> tuple[Network, ...]:
    found: dict[int, Network] = {}
    for one in (*runs, *predictions):
        found.setdefault(id(one.network.identity), one.network)  # type: ignore[attr-defined]  # the class is known here
    return tuple(found.values())


def _standardisations(events: list[Event]) -> tuple[Standardisation, ...]:
    replaced = [event.payload for event in events if event.kind == "nan-replaced"]
    return tuple(_standardisation(event, replaced) for event in events if event.kind == "standardise")


def _standardisation(event: Event, replaced: list[Data]) -> Standardisation:
    """`replaced`: data whose NaN the program replaces."""
    payload, place = event.payload, site(event.node)
    mended = any(step.site is place for data in replaced for step in data.trail)
    return Standardisation(
        site=place,
        divisor_site=site(payload["divisor"]),
        kind=payload["kind"],
        data=payload["data"],
        guarded=payload["guarded"] or mended,
        in_function=payload["in_function"],
        axis=payload["axis"],
    )
