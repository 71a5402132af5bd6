"""The static program against what Keras built: a fact that was stated and is false is a fault of the interpreter."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zerolint.cli import main

from .script import first_lines

Json = Mapping[str, Any]
CLOSE = 1e-3
"""So far apart are two numbers in half precision."""
WRAPPERS = ("Bidirectional", "TimeDistributed")
MERGES = frozenset({"Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"})
"""A function makes such a layer anew in each `call`, and a model of the program's own class keeps none of them."""
UNNAMED = frozenset({"Input", "InputLayer"})
OWN_DATA = ("random numbers", "literal", "computed")
"""Where data come from whose range is the real one; a stand-in's columns are spread otherwise."""
TEXT = ("<U", "object", "str")
"""Types whose names say how a library keeps words."""
SHORT = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "kld": "kl_divergence",
    "bce": "binary_crossentropy",
    "huber": "huber_loss",
    "logcosh": "log_cosh",
    "swish": "silu",
    "softmax_v2": "softmax",
    "log_softmax_v2": "log_softmax",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was stated and could be held against what was seen."""

    kind: str
    line: int
    stated: object
    seen: object
    true: bool

    def __str__(self) -> str:
        return f"line {self.line}: the {self.kind} is {self.stated}, really {self.seen}"


def stated(path: Path) -> Json:
    """What `zerolint explain` says of a program's main file; the places in a notebook as in the script made of it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["explain", "--isolated", "--output-format", "json", str(path)])
    said = dict(json.loads(out.getvalue()))
    return dict(_as_script(said, first_lines(path))) if path.suffix == ".ipynb" else said


def _as_script(said: Any, starts: Sequence[int]) -> Any:
    if isinstance(said, list):
        return [_as_script(one, starts) for one in said]
    if not isinstance(said, Mapping):
        return said
    changed = {name: _as_script(value, starts) for name, value in said.items()}
    if said.get("cell"):
        before = starts[said["cell"] - 1]
        changed["line"], changed["end_line"] = said["line"] + before, said["end_line"] + before
        changed["path"] = str(Path(said["path"]).with_suffix(".py"))
    return changed


def facts(said: Json, seen: Json) -> Iterator[Fact]:
    """All that can be compared; after something was raised things aren't what they would have been."""
    for one in seen["raised"][:1]:
        seen = {**seen, **{name: seen[name][: one["before"].get(name, 0)] for name in ("fits", "compiles")}}
    yield from _facts(said, seen)


def _facts(said: Json, seen: Json) -> Iterator[Fact]:
    """Of runs that stand on one line and took place once."""
    for run in said["runs"]:
        if run["path"] or run["assumed"]:
            continue
        fits = [fit for fit in seen["fits"] if _at(fit, run["place"])]
        alone = sum(other["place"] == run["place"] for other in said["runs"]) == 1
        if run["kind"] == "fit" and len(fits) == 1 and alone:
            yield from _fit(run, fits[0])
            yield from _layers(said["networks"][run["network"]], fits[0]) if run["network"] is not None else ()
            if fits[0]["compiled"] is not None:
                yield from _compiled(run, fits[0]["line"], fits[0]["compiled"])
            continue
        place = run["compile_place"]
        compiles = [one for one in seen["compiles"] if place is not None and _at(one, place)]
        if len(compiles) == sum(other["compile_place"] == place for other in said["runs"]) == 1:
            yield from _compiled(run, compiles[0]["line"], compiles[0])


def _at(record: Json, place: Json) -> bool:
    same = Path(place["path"]).name == Path(record["file"]).name
    return bool(same and record.get("direct", True) and place["line"] <= record["line"] <= place["end_line"])


def _value(fact: Json) -> Any:
    return fact["value"] if fact["known"] and fact["given"] != "swept" else None


def _fit(run: Json, fit: Json) -> Iterator[Fact]:
    line = fit["line"]
    for name in ("epochs", "batch_size"):
        value, really = _value(run[name]), fit[name]
        if really is None and name == "batch_size":
            really = 32 if fit["x"] else value  # Keras's own, of arrays
        if value is not None:
            yield Fact(name.replace("_", " "), line, value, really, value == really)
    for name, key in (("inputs", "x"), ("targets", "y")):
        if len(fit[key]) == len(run[name]):
            for stated, seen in zip(run[name], fit[key], strict=True):
                yield from _data(f"{name}'", line, stated, seen)
    classes = run["targets"][0]["classes"] if len(run["targets"]) == 1 else None
    if classes is not None and fit.get("answers") and run["targets"][0]["kind"] == "integer classes":
        yield Fact("targets' classes", line, classes, fit["answers"], fit["answers"] <= classes)


def _data(name: str, line: int, said: Json, seen: Json) -> Iterator[Fact]:
    source = said["source"] or {}
    if said["shape"] is not None:
        shape = [None, *said["shape"][1:]] if source.get("by_convention") else said["shape"]  # of fewer rows, maybe
        yield Fact(f"{name} shape", line, shape, seen["shape"], _same_shape(shape, seen["shape"]))
    if said["dtype"] is not None and not seen["dtype"].startswith(TEXT):
        yield Fact(f"{name} type", line, said["dtype"], seen["dtype"], said["dtype"] == seen["dtype"])
    if seen["low"] is None or source.get("origin", "computed") not in OWN_DATA:
        return
    slack = 1e-4 * max(1.0, abs(seen["low"]), abs(seen["high"]))
    if isinstance(said["low"], (int, float)):
        yield Fact(f"{name} least value", line, said["low"], seen["low"], seen["low"] >= said["low"] - slack)
    if isinstance(said["high"], (int, float)):
        yield Fact(f"{name} largest value", line, said["high"], seen["high"], seen["high"] <= said["high"] + slack)


def _same_shape(a: Sequence[Any], b: Sequence[Any]) -> bool:
    return len(a) == len(b) and all(None in (one, other) or one == other for one, other in zip(a, b, strict=True))


def _compiled(run: Json, line: int, seen: Json) -> Iterator[Fact]:
    losses = [loss["name"] for loss in run["losses"] if loss["name"] is not None and not loss["hand_written"]]
    if len(losses) == len(run["losses"]) == 1 and seen["loss"] is not None:
        yield Fact("loss", line, losses[0], seen["loss"], _plain(losses[0]) == _plain(seen["loss"]))
    optimizer = run["optimizer"]
    if optimizer is None or seen["optimizer"] is None:
        return
    if optimizer["name"] not in (None, "custom"):
        yield Fact("optimizer", line, optimizer["name"], seen["optimizer"], optimizer["name"] == seen["optimizer"])
    rate, really = _value(optimizer["learning_rate"]), seen["learning_rate"]
    if isinstance(rate, (int, float)) and really is not None:
        yield Fact("learning rate", line, rate, really, abs(rate - really) <= CLOSE * max(abs(rate), 1e-9))


def _plain(name: str) -> str:
    return SHORT.get(name.lower(), name.lower())


def _layers(network: Json, fit: Json) -> Iterator[Fact]:
    """Every layer that is stated is there, with what is stated of it."""
    left = [layer for layer in fit.get("layers", ()) if layer["kind"] not in UNNAMED]
    kept_by_none = UNNAMED | MERGES if network["kind"] == "subclassed" else UNNAMED
    own = [one for one in network["layers"] if not one["operation"] and one["kind"] not in kept_by_none]
    unclear = any(layer["backbone"] or layer["opaque"] or layer["repeated"] for layer in own)
    if not left or unclear or not network["builds"]:
        return
    for layer in own:
        match = next((one for one in left if _fits(layer, one)), None)
        names = [_words(one) for one in left] if match is None else _words(match)
        yield Fact("layer", layer["place"]["line"], _words(layer), names, match is not None)
        if match is not None and sum(other["place"] == layer["place"] for other in own) == 1:
            left.remove(match)


def _fits(said: Json, seen: Json) -> bool:
    units, activation, shape = _value(said["units"]), _value(said["activation"]), said["output_shape"]
    really = seen["activation"]
    if seen["kind"] in WRAPPERS:
        return shape is None or seen["shape"] is None or _same_shape(shape[1:], seen["shape"][1:])
    return (
        said["kind"] == seen["kind"]
        and (units is None or seen["units"] is None or units == seen["units"])
        and (activation is None or really in (None, "<lambda>") or _plain(activation) == _plain(really))
        and (shape is None or seen["shape"] is None or _same_shape(shape[1:], seen["shape"][1:]))
    )


def _words(layer: Json) -> str:
    units, activation = layer["units"], layer["activation"]
    units = _value(units) if isinstance(units, Mapping) else units
    activation = _value(activation) if isinstance(activation, Mapping) else activation
    return f"{layer['kind']}({units}, {activation}) → {layer.get('output_shape') or layer.get('shape')}"
