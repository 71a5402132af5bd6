"""What a program does with Keras, seen from inside: its compile, fit, evaluate and predict calls with their data."""

from __future__ import annotations

import contextlib
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import keras
import numpy as np

from . import rows, skill
from .less import batches, fewer, fewer_rows

NAMES = ("batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle")
Record = dict[str, Any]


class Watch:
    """One program's run. `folder`: where its files are."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.fits: list[Record] = []
        self.compiles: list[Record] = []
        self.evaluations: list[Record] = []
        self.predictions: list[Record] = []
        self.steps = 0
        """Updates of weights that the program makes itself."""
        self._models: dict[int, Any] = {}
        self._fitted: set[int] = set()
        self._trained: dict[int, set[int]] = {}
        self._inside = False

    def counts(self) -> Record:
        """How many fits and compiles there were until now."""
        return {"fits": len(self.fits), "compiles": len(self.compiles)}

    def place(self) -> Record:
        """The program's own line that is executed, and whether it calls Keras itself (and not through scikeras)."""
        frame: Any = sys._getframe(1)
        direct = True
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith(self.folder):
                return {"file": name[len(self.folder) :].lstrip("/"), "line": frame.f_lineno, "direct": direct}
            direct = direct and (name == __file__ or "/keras/" in name or "contextlib" in name)
            frame = frame.f_back
        return {"file": "", "line": 0, "direct": False}

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Keras as it is, watched, and with less data."""
        optimizer = keras.optimizers.Optimizer
        trainer = next(owner for owner in keras.Model.__mro__ if "compile" in vars(owner))  # where loading looks for it
        with (
            mock.patch.object(trainer, "compile", self._compile(trainer.compile)),
            mock.patch.object(keras.Model, "fit", self._fit(keras.Model.fit)),
            mock.patch.object(keras.Model, "evaluate", self._evaluate(keras.Model.evaluate)),
            mock.patch.object(keras.Model, "predict", self._predict(keras.Model.predict)),
            mock.patch.object(optimizer, "apply_gradients", self._counted(optimizer.apply_gradients)),
            mock.patch.object(keras.Model, "train_on_batch", self._counted(keras.Model.train_on_batch)),
        ):
            yield

    @contextlib.contextmanager
    def _once(self) -> Iterator[None]:
        """What Keras and the watch call themselves isn't the program's."""
        self._inside = True
        try:
            yield
        finally:
            self._inside = False

    def _number(self, model: Any) -> int:
        self._models.setdefault(id(model), model)
        return list(self._models).index(id(model))

    def _compile(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def compiling(model: Any, *args: Any, **kwargs: Any) -> Any:
            done = original(model, *args, **kwargs)
            if not self._inside:
                self.compiles.append({**self.place(), "model": self._number(model), **_compiled(model)})
            return done

        return compiling

    def _fit(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def fit(model: Any, x: Any = None, y: Any = None, *args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return original(model, x, y, *args, **kwargs)
            kwargs = {**dict(zip(NAMES, args, strict=False)), **kwargs}
            record = {
                **self.place(),
                "model": self._number(model),
                "epochs": kwargs.get("epochs", 1),
                "batch_size": kwargs.get("batch_size"),
                "x": skill.summaries(_in_order(x, [one.name for one in getattr(model, "inputs", None) or ()])),
                "y": skill.summaries(_in_order(y, getattr(model, "output_names", None))),
                "trainable": len(model.trainable_weights) if model.built else None,
                "compiled": _compiled(model) if getattr(model, "optimizer", None) is not None else None,
            }
            self.fits.append(record)
            with self._once():
                before = _weights(model)
                held = rows.held(x, y, kwargs)
                x, y, kwargs = fewer(x, y, {**kwargs, "verbose": 0})
                _build(model, x, y, kwargs.get("batch_size") or 32)
                history = original(model, x, y, **kwargs)
                record["loss"] = [_number(value) for value in _ends(history.history.get("loss", []))]
                record["logs"] = {name: _number(values[-1]) for name, values in history.history.items() if values}
                record["moved"] = _moved(before, _weights(model))
                record["layers"] = list(_layers(model))
                self._fitted |= {id(weight) for weight in model.weights}
                some = batches(x, y)
                record |= skill.judged(model, *some) | rows.repeated(*some)
                mine = self._trained.setdefault(record["model"], set())
                mine |= rows.known(some[0])
                if held[0] is not None:
                    record["held"] = skill.judged(model, *held) | rows.repeated(*held)
                    if kwargs.get("validation_data") is not None:
                        record["held"] |= rows.seen(held[0], mine)
            return history

        return fit

    def _evaluate(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def evaluate(model: Any, x: Any = None, y: Any = None, *args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return original(model, x, y, *args, **kwargs)
            record = {**self.place(), "model": self._number(model), "x": skill.summaries(x)}
            self.evaluations.append(record)
            with self._once():
                x, y = fewer_rows(x, y)
                result = original(model, x, y, *args, **{**kwargs, "verbose": 0})
                known = set().union(*self._trained.values())
                some = batches(x, y)
                record |= skill.judged(model, *some) | rows.seen(some[0], known)
            return result

        return evaluate

    def _predict(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def predict(model: Any, x: Any, *args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return original(model, x, *args, **kwargs)
            known = {id(weight) for weight in model.weights} & self._fitted
            record = {**self.place(), "model": self._number(model), "fitted": bool(known), "x": skill.summaries(x)}
            self.predictions.append(record)
            with self._once():
                result = original(model, x, *args, **{**kwargs, "verbose": 0})
            record["outputs"] = skill.summaries(result)
            record["constant"] = skill.constant(result)
            return result

        return predict

    def _counted(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.steps += not self._inside
            return original(*args, **kwargs)

        return counted


def _in_order(data: Any, names: Any) -> Any:
    """Arrays that are given by name, as the model has its inputs or outputs."""
    return [data[name] for name in names] if isinstance(data, dict) and names and set(names) <= set(data) else data


def _number(value: Any) -> float | None:
    """A number that JSON can hold; NaN and infinity are None."""
    number = float(np.mean(value))
    return round(number, 5) if np.isfinite(number) else None


def _weights(model: Any) -> list[np.ndarray] | None:
    return [np.array(weight) for weight in model.trainable_weights] if model.built else None


def _moved(before: list[np.ndarray] | None, after: list[np.ndarray] | None) -> float | None:
    """By how much of its own size the weight that moved most has moved."""
    if not before or not after or [a.shape for a in before] != [a.shape for a in after]:
        return None
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if np.any(a)]
    return _number(max((np.linalg.norm(b - a) / np.linalg.norm(a) for a, b in pairs), default=0.0))


def _build(model: Any, x: Any, y: Any, batch: int) -> None:
    """Make the optimizer's and the metrics' variables, since a step that makes them is traced twice."""
    plain = type(model).train_step is keras.Sequential.train_step and type(model).__module__.startswith("keras.")
    if plain and model.built and all(isinstance(one, np.ndarray) for one in (x, y)):
        with contextlib.suppress(Exception):  # fit raises it
            model._symbolic_build(data_batch=(x[:batch], y[:batch], None))


def _compiled(model: Any) -> Record:
    """Loss and optimizer as Keras has them."""
    optimizer, loss = model.optimizer, model.loss
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)  # Keras wraps it itself in half precision
    rate = getattr(optimizer, "_learning_rate", None)
    constant = rate is not None and not isinstance(rate, keras.optimizers.schedules.LearningRateSchedule)
    with contextlib.suppress(Exception):
        loss = keras.losses.get(loss) if isinstance(loss, str) else loss
    name = getattr(loss, "name", None) or getattr(loss, "__name__", None)
    module = getattr(loss, "__module__", None) or type(loss).__module__
    own = not module.startswith(("keras", "builtins"))
    return {
        "loss": name if isinstance(name, str) and not own else None,
        "optimizer": type(optimizer).__name__ if optimizer is not None else None,
        "learning_rate": float(optimizer.learning_rate) if optimizer is not None and constant else None,
    }


def _ends(values: list[float]) -> list[float]:
    return [values[0], values[-1]] if values else []


def _layers(model: Any) -> Iterator[Record]:
    """The layers as they were built, nested ones too."""
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from _layers(layer)
            continue
        if not type(layer).__module__.startswith("keras") and layer._layers:
            yield from _layers(types.SimpleNamespace(layers=layer._layers))
            continue
        activation = getattr(layer, "activation", None)
        shape = None
        with contextlib.suppress(Exception):
            shape = list(layer.output.shape)
        units = getattr(layer, "units", None) or getattr(layer, "filters", None)
        yield {
            "kind": type(layer).__name__,
            "units": units if isinstance(units, int) else None,
            "activation": getattr(activation, "__name__", None),
            "shape": shape,
        }
