"""The training program as plain data: what `explain --output-format json` prints; `schema.json` says what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias

from zerolint.check.diagnostic import Place
from zerolint.program.data import Data, Origin
from zerolint.program.fact import Fact, Unknown
from zerolint.program.network import Head, Layer, Network
from zerolint.program.prediction import Decoding, Prediction
from zerolint.program.program import Program, Standardisation
from zerolint.program.run import Callback, Condition, Loss, Metric, Optimizer, Run, Task

Json: TypeAlias = dict[str, Any]
Find: TypeAlias = Callable[[object], Place | None]
"""Where a site is."""
Quote: TypeAlias = Callable[[Place], str | None]
"""The source at a place, if that is on one line."""

#: Sources whose values exist before the program computes with them.
CONCRETE = frozenset(Origin) - {Origin.COMPUTED}


class Recorder:
    """Turns one program into a record; networks are numbered, and runs and predictions name them by number."""

    def __init__(self, program: Program, find: Find, quote: Quote) -> None:
        self._program = program
        self._find = find
        self._quote = quote
        self._networks: list[Network] = []
        trained = (run.network for run in program.runs)
        asked = (prediction.network for prediction in program.predictions)
        for network in (*program.networks, *trained, *asked):
            if not any(network is known for known in self._networks):
                self._networks.append(network)

    def record(self, path: str, files: Sequence[str], problems: Iterable[Json]) -> Json:
        """The whole record of one file."""
        program = self._program
        target = program.target
        return {
            "path": path,
            "files": list(files),
            "target_keras": {
                "version": target.version,
                "evidence": target.evidence,
                "place": self._place(target.site),
            },
            "networks": [self._network(network) for network in self._networks],
            "runs": [self._run(run) for run in program.runs],
            "predictions": [self._prediction(prediction) for prediction in program.predictions],
            "standardisations": [self._standardisation(one) for one in program.standardisations],
            "unknown": [{"reason": note.reason, "place": self._place(note.site)} for note in program.notes],
            "problems": list(problems),
        }

    def _place(self, site: object) -> Json | None:
        place = None if site is None else self._find(site)
        return None if place is None else place.to_json()

    def _fact(self, fact: Fact[Any]) -> Json:
        known = not isinstance(fact.value, Unknown)
        place = None if fact.site is None else self._find(fact.site)
        return {
            "value": plain(fact.value) if known else None,
            "text": None if place is None else self._quote(place),
            "known": known,
            "given": fact.given.value,
            "why": fact.value.reason if isinstance(fact.value, Unknown) else None,
            "place": None if place is None else place.to_json(),
        }

    def _facts(self, facts: Mapping[str, Fact[Any]] | Iterable[tuple[str, Fact[Any]]]) -> Json:
        return {name: self._fact(fact) for name, fact in dict(facts).items()}

    def _network(self, network: Network) -> Json:
        return {
            "kind": network.kind,
            "name": network.name,
            "place": self._place(network.site),
            "complete": network.complete,
            "why": network.why or None,
            "loaded": network.loaded,
            "builds": network.loaded is None,
            "pretrained": network.pretrained,
            "custom_step": network.custom_step,
            "inputs": [
                {"shape": plain(one.shape), "dtype": one.dtype, "name": one.name, "place": self._place(one.site)}
                for one in network.inputs
            ],
            "layers": [self._layer(layer) for layer in network.layers],
            "heads": [self._head(head, network) for head in network.heads],
        }

    def _layer(self, layer: Layer) -> Json:
        return {
            "kind": layer.kind,
            "place": self._place(layer.site),
            "group": layer.group,
            "units": self._fact(layer.units),
            "activation": self._fact(layer.activation),
            "config": self._facts(layer.config),
            "inputs": list(layer.inputs),
            "input_shape": plain(layer.input_shape),
            "output_shape": plain(layer.output_shape),
            "trainable": layer.trainable,
            "operation": layer.op,
            "repeated": layer.repeated,
            "backbone": layer.backbone,
            "opaque": layer.opaque,
        }

    def _head(self, head: Head, network: Network) -> Json:
        return {
            "name": head.name,
            "units": self._fact(head.units),
            "activation": self._fact(head.activation),
            "activation_place": self._place(head.activation_site),
            "place": self._place(head.site),
            "layer": _position(head.layer, network.layers),
            "shape": plain(head.shape),
            "standard": head.standard,
        }

    def _run(self, run: Run) -> Json:
        return {
            "kind": run.kind.value,
            "place": self._place(run.site),
            "compile_place": self._place(run.compile_site),
            "network": _position(run.network, self._networks),
            "path": self._path(run.path),
            "losses": [self._loss(loss) for loss in run.losses],
            "without_loss": run.without_loss,
            "optimizer": None if run.optimizer is None else self._optimizer(run.optimizer),
            "metrics": [self._metric(metric) for metric in run.metrics],
            "inputs": [self._data(data) for data in run.inputs],
            "targets": [self._data(data) for data in run.targets],
            "tasks": [self._task(task) for task in run.tasks],
            "validation": {
                "place": self._place(run.validation_site),
                "split": self._fact(run.validation_split),
                "inputs": [self._data(data) for data in run.validation_inputs],
                "targets": [self._data(data) for data in run.validation_targets],
            },
            "epochs": self._fact(run.epochs),
            "batch_size": self._fact(run.batch_size),
            "steps_per_epoch": self._fact(run.steps_per_epoch),
            "batches": self._fact(run.batches),
            "steps": self._fact(run.steps),
            "total_steps": self._fact(run.total_steps),
            "callbacks": [self._callback(callback) for callback in run.callbacks],
            "callbacks_known": run.callbacks_known,
            "class_weight": self._fact(run.class_weight),
            "streaming": run.streaming,
            "fresh": run.fresh,
            "swept": run.swept,
            "assumed": run.assumed,
        }

    def _path(self, path: Iterable[Condition]) -> list[Json]:
        return [{"text": condition.text, "place": self._place(condition.site)} for condition in path]

    def _loss(self, loss: Loss) -> Json:
        return {
            "name": loss.name,
            "family": loss.family.value,
            "place": self._place(loss.site),
            "from_logits": self._fact(loss.from_logits),
            "arguments": self._facts(loss.arguments),
            "hand_written": loss.hand_written,
        }

    def _optimizer(self, optimizer: Optimizer) -> Json:
        schedule = optimizer.schedule
        return {
            "name": optimizer.name,
            "place": self._place(optimizer.site),
            "learning_rate": self._fact(optimizer.learning_rate),
            "schedule": None
            if schedule is None
            else {
                "kind": schedule.kind,
                "place": self._place(schedule.site),
                "peak": schedule.peak,
                "arguments": self._facts(schedule.arguments),
            },
            "momentum": self._fact(optimizer.momentum),
            "arguments": self._facts(optimizer.arguments),
        }

    def _metric(self, metric: Metric) -> Json:
        return {"name": metric.name, "head": metric.head, "place": self._place(metric.site)}

    def _callback(self, callback: Callback) -> Json:
        return {
            "kind": callback.kind,
            "place": self._place(callback.site),
            "arguments": self._facts(callback.arguments),
        }

    def _task(self, task: Task) -> Json:
        return {
            "kind": task.kind.value,
            "classes": task.classes,
            "firm": task.firm,
            "evidence": [{"text": one.text, "firm": one.firm, "place": self._place(one.site)} for one in task.evidence],
        }

    def _data(self, data: Data) -> Json:
        source = data.source
        return {
            "source": None
            if source is None
            else {
                "origin": source.origin.value,
                "name": source.name,
                "by_convention": source.by_convention,
                "place": self._place(source.site),
            },
            "concrete": source is not None and source.origin in CONCRETE,
            "shape": plain(data.shape),
            "dtype": data.dtype,
            "kind": data.kind.value,
            "classes": data.classes,
            "scale": data.scale.value,
            "low": plain(data.stats.lo),
            "high": plain(data.stats.hi),
            "mean": plain(data.stats.mean),
            "std": plain(data.stats.std),
            "split": None if data.split is None else data.split.value,
            "names": list(data.names),
            "trail": [{"op": step.op, "by": step.by or None, "place": self._place(step.site)} for step in data.trail],
            "why": data.why or None,
        }

    def _prediction(self, prediction: Prediction) -> Json:
        return {
            "call": prediction.call,
            "place": self._place(prediction.site),
            "network": _position(prediction.network, self._networks),
            "run": _position(prediction.run, self._program.runs),
            "path": self._path(prediction.path),
            "inputs": [self._data(data) for data in prediction.inputs],
            "targets": [self._data(data) for data in prediction.targets],
            "decodings": [self._decoding(decoding) for decoding in prediction.decodings],
        }

    def _decoding(self, decoding: Decoding) -> Json:
        return {
            "reading": decoding.reading.value,
            "by": decoding.by or None,
            "value": plain(decoding.value),
            "axis_size": decoding.axis_size,
            "before": list(decoding.before),
            "place": self._place(decoding.site),
        }

    def _standardisation(self, one: Standardisation) -> Json:
        return {
            "kind": one.kind,
            "place": self._place(one.site),
            "guarded": one.guarded,
            "in_function": one.in_function,
            "axis": one.axis,
            "data": self._data(one.data),
        }


def plain(value: object) -> Any:
    """A value as JSON has it; what it has no form for, as text."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Fact):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    return str(value)


def _position(one: object, among: Sequence[object]) -> int | None:
    """The number of an object: the very same, or else one of the same place (a state of it on another path)."""
    if one is None:
        return None
    same = next((number for number, each in enumerate(among) if each is one), None)
    if same is not None:
        return same
    site = getattr(one, "site", None)
    if site is None:
        return None
    return next((number for number, each in enumerate(among) if getattr(each, "site", None) is site), None)
