"""The record of `explain` as text: one fact a line, with the line of the source that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from zerolint.report.style import Style, columns, printable

Json: TypeAlias = dict[str, Any]
#: What is said (indented by its depth), and where it comes from.
Line: TypeAlias = tuple[int, str, "Json | None"]

_NAME = re.compile(r"[^\W\d][\w.]*(\[[\w'\"]+\])?")
"""What stands for a value that is written elsewhere."""

PLACES_AT = 64
"""The column that places stand at, where the text leaves room."""


def text(record: Json, style: Style) -> str:
    """All of the record."""
    return "".join(f"{_rendered(line, record['path'], style)}\n" for line in _lines(record))


def _rendered(line: Line, path: str, style: Style) -> str:
    depth, said, place = line
    said = "  " * depth + printable(said)
    if depth == 0 and said:
        said = style.paint(said, "strong")
    if place is None:
        return said
    blank = " " * max(2, PLACES_AT - columns("  " * depth + printable(line[1])))
    return f"{said}{blank}{style.paint(printable(_where(place, path)), 'dim')}"


def _where(place: Json, path: str) -> str:
    cell = "" if place["cell"] is None else f"cell {place['cell']}:"
    file = "" if place["path"] == path else place["path"] + ":"
    return f"{file}{cell}{place['line']}" if file or cell else f"line {place['line']}"


def _lines(record: Json) -> Iterator[Line]:
    target = record["target_keras"]
    yield 0, f"{record['path']}: written for Keras {target['version']} ({target['evidence']})", target["place"]
    others = [file for file in record["files"] if file != record["path"]]
    if others:
        yield 1, f"follows {', '.join(others)}", None
    for problem in record["problems"]:
        yield 1, f"{problem['code']} {problem['message']}", problem["place"]
    for number, network in enumerate(record["networks"]):
        yield from _network(number, network)
    for number, run in enumerate(record["runs"]):
        yield from _run(number, run)
    for prediction in record["predictions"]:
        yield from _prediction(prediction)
    yield from _standardisations(record["standardisations"])
    if record["unknown"]:
        yield 0, "", None
        yield 0, "what stayed unknown", None
        for one in record["unknown"]:
            yield 1, one["reason"], one["place"]
    if not (record["networks"] or record["runs"] or record["predictions"]):
        yield 1, "no model, training or prediction was found", None


def _network(number: int, network: Json) -> Iterator[Line]:
    yield 0, "", None
    name = f' "{network["name"]}"' if network["name"] else ""
    yield 0, f"model {number + 1}{name} ({network['kind']})", network["place"]
    if network["loaded"]:
        yield 1, f"comes from {network['loaded']}", None
    for one in network["inputs"]:
        yield 1, f"input {_shape(one['shape'])}{_with(one['dtype'])}", one["place"]
    for layer in network["layers"]:
        yield 1, _layer(layer), layer["place"]
    for head in network["heads"]:
        yield 1, f"head: {_said(head['units'], 'units')}, {_said(head['activation'], 'activation')}", head["place"]
        yield from _reasons(2, head, "units", "activation")
    if not network["heads"]:
        empty = network["complete"] and not network["layers"]
        yield 1, "head: none, it has no layers" if empty else "head: unknown", None
    if not network["complete"]:
        yield 1, f"not followed to its end: {network['why'] or 'the source does not say'}", None


def _layer(layer: Json) -> str:
    parts = [layer["kind"]]
    if layer["backbone"]:
        parts.append(f"[{layer['backbone']}]")
    if layer["units"]["known"]:
        parts.append(_quoted(layer["units"]))
    if layer["activation"]["known"] and layer["activation"]["value"] != "linear":
        parts.append(_quoted(layer["activation"]))
    if layer["output_shape"] is not None:
        parts.append(f"→ {_shape(layer['output_shape'])}")
    parts += [word for word, holds in _traits(layer) if holds]
    return " ".join(parts)


def _traits(layer: Json) -> Iterator[tuple[str, bool]]:
    yield "(frozen)", layer["trainable"] is False
    yield "(repeated)", layer["repeated"]
    yield "(not followed)", layer["opaque"]


def _run(number: int, run: Json) -> Iterator[Line]:
    yield 0, "", None
    of = "" if run["network"] is None else f" of model {run['network'] + 1}"
    yield 0, f"training {number + 1}{of}: {run['kind']}", run["place"]
    if run["assumed"]:
        yield 1, "in a function that nothing calls: its defaults are assumed", None
    if run["swept"]:
        yield 1, "in a sweep: its values are candidates", None
    for condition in run["path"]:
        yield 1, f"when {condition['text']}", condition["place"]
    for kind, datas in (("x", run["inputs"]), ("y", run["targets"])):
        yield from _data(kind, datas)
    for task in run["tasks"]:
        yield from _task(task)
    if run["compile_place"]:
        yield 1, "compiled", run["compile_place"]
    for loss in run["losses"]:
        yield 1, f"loss: {loss['name'] or 'unknown'} ({loss['family']}){_logits(loss)}", loss["place"]
    if run["without_loss"]:
        yield 1, "loss: none in compile()", None
    yield from _optimizer(run["optimizer"])
    for metric in run["metrics"]:
        yield 1, f"metric: {metric['name'] or 'unknown'}", metric["place"]
    for name in ("epochs", "batch_size", "steps_per_epoch", "batches", "steps", "total_steps"):
        yield from _number(name, run[name])
    yield from _validation(run["validation"])
    for callback in run["callbacks"]:
        yield 1, f"callback: {callback['kind']}", callback["place"]
    if not run["callbacks_known"]:
        yield 1, "callback: some could not be followed", None


def _logits(loss: Json) -> str:
    return " from logits" if loss["from_logits"]["value"] is True else ""


def _optimizer(optimizer: Json | None) -> Iterator[Line]:
    if optimizer is None:
        yield 1, "optimizer: unknown", None
        return
    yield 1, f"optimizer: {optimizer['name'] or 'unknown'}", optimizer["place"]
    schedule = optimizer["schedule"]
    if schedule is not None:
        yield 2, f"learning rate: {schedule['kind']}, at most {_or_unknown(schedule['peak'])}", schedule["place"]
        return
    rate = optimizer["learning_rate"]
    yield 2, f"learning rate: {_valued(rate)}", rate["place"]


def _number(name: str, fact: Json) -> Iterator[Line]:
    """A number of the training, unless nothing was written and nothing is known."""
    if fact["known"] or (fact["given"] != "default" and fact["text"] is not None):
        yield 1, f"{name.replace('_', ' ')}: {_valued(fact)}", fact["place"]


def _validation(validation: Json) -> Iterator[Line]:
    if validation["split"]["known"] and validation["split"]["value"]:
        yield 1, f"validation: split off {_valued(validation['split'])}", validation["split"]["place"]
    for kind, datas in (("validation x", validation["inputs"]), ("validation y", validation["targets"])):
        yield from _data(kind, datas)


def _data(kind: str, datas: Iterable[Json]) -> Iterator[Line]:
    for data in datas:
        source = data["source"]
        if source is None:
            yield 1, f"{kind}: unknown ({data['why'] or 'the source could not be followed'})", None
        else:
            yield 1, f"{kind}: {source['name']} ({source['origin']})", source["place"]
        if facets := ", ".join(_facets(data)):
            yield 2, facets, None
        for step in data["trail"]:
            yield 2, f"then {step['op']}{_by(step['by'])}", step["place"]


def _facets(data: Json) -> Iterator[str]:
    if data["shape"] is not None:
        yield _shape(data["shape"])
    if data["dtype"]:
        yield str(data["dtype"])
    if data["kind"] != "unknown":
        classes = f" ({data['classes']})" if data["classes"] else ""
        yield f"{data['kind']}{classes}"
    if data["low"] is not None and data["high"] is not None:
        yield f"{_short(data['low'])} … {_short(data['high'])}"
    if data["scale"] != "unknown":
        yield f"scale: {data['scale']}"
    if data["split"]:
        yield f"{data['split']} split"


def _task(task: Json) -> Iterator[Line]:
    classes = f", {task['classes']} classes" if task["classes"] else ""
    yield 1, f"task: {task['kind']}{classes}", None
    for one in task["evidence"]:
        yield 2, f"because {one['text']}", one["place"]


def _prediction(prediction: Json) -> Iterator[Line]:
    yield 0, "", None
    of = "" if prediction["network"] is None else f" of model {prediction['network'] + 1}"
    after = "before any training" if prediction["run"] is None else f"after training {prediction['run'] + 1}"
    yield 0, f"prediction{of}: {prediction['call']}, {after}", prediction["place"]
    for condition in prediction["path"]:
        yield 1, f"when {condition['text']}", condition["place"]
    for kind, datas in (("x", prediction["inputs"]), ("y", prediction["targets"])):
        yield from _data(kind, datas)
    for decoding in prediction["decodings"]:
        value = "" if decoding["value"] is None else f" {_short(decoding['value'])}"
        yield 1, f"read by {decoding['reading']}{value}{_by(decoding['by'])}", decoding["place"]


def _standardisations(found: Iterable[Json]) -> Iterator[Line]:
    for one in found:
        yield 0, "", None
        yield 0, f"scaled by hand, by the {one['kind']}{'' if one['guarded'] else ', unguarded'}", one["place"]
        yield from _data("of", [one["data"]])


def _reasons(depth: int, part: Json, *names: str) -> Iterator[Line]:
    """Why facts of a part stayed unknown."""
    for name in names:
        if not part[name]["known"] and part[name]["why"]:
            yield depth, f"{name} unknown: {part[name]['why']}", part[name]["place"]


def _said(fact: Json, name: str) -> str:
    if not fact["known"]:
        return f"{name} unknown"
    unit = "unit" if fact["value"] == 1 else "units"
    return f"{_quoted(fact)} {unit}" if name == "units" else _quoted(fact)


def _valued(fact: Json) -> str:
    if not fact["known"]:
        return f"unknown ({fact['why']})"
    given = {"default": " (default)", "convention": " (by convention)", "swept": " (one of several)"}.get(
        fact["given"], ""
    )
    return f"{_quoted(fact)}{given}"


def _quoted(fact: Json) -> str:
    """A value, with what is written for it where that is something else: `num_classes = 1`."""
    value = _short(fact["value"])
    text = fact["text"]
    return value if text is None or not _NAME.fullmatch(text) or text == value else f"{text} = {value}"


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _or_unknown(value: object) -> str:
    return "unknown" if value is None else _short(value)


def _shape(shape: Iterable[int | None] | None) -> str:
    return "of unknown shape" if shape is None else "×".join("?" if size is None else str(size) for size in shape)


def _with(word: str | None) -> str:
    return f" {word}" if word else ""


def _by(word: str | None) -> str:
    return f" by {word}" if word else ""
