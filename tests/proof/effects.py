"""What the faults of each rule look like in a run: by the rule's code, with the outcome of the repaired program beside.

An effect answers in words what it saw, or None. A rule that isn't named here has the effects of one whose model learns
badly. What no such look from outside can tell stands in the fixture: `# shows: expression`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from typing import Any

Json = Mapping[str, Any]
Effect = Callable[[Json, Sequence[Json]], "str | None"]
GAIN = 0.1
"""So much more skill the repaired program has (the study's smallest effect)."""
POOR = 0.3
"""A model below that has learned next to nothing of the stand-ins, which are easy."""
FAR = 10
"""Inputs whose range differs by so much aren't scaled alike."""
STILL = 1e-3
"""No weight has moved by so much of its size."""


def effects(code: str) -> Sequence[Effect]:
    """Those that a fault of this rule may have; raising, warning and what the fixture itself shows always count."""
    return (*ALWAYS, *OF_RULES.get(code, LEARNS_BADLY))


def raises(outcome: Json, _: Sequence[Json]) -> str | None:
    kinds = [one["type"] for one in outcome["raised"] if one["type"] not in ABSENT]
    return f"raises {kinds[0]}" if kinds else None


def absent(outcome: Json, _: Sequence[Json]) -> str | None:
    return next((f"raises {one['type']}" for one in outcome["raised"] if one["type"] in ABSENT), None)


ABSENT = ("ImportError", "ModuleNotFoundError")
"""What an old program does before its fault comes."""


def shows(outcome: Json, _: Sequence[Json]) -> str | None:
    held = [one["line"] for one in outcome["shown"] if one["holds"] is True]
    return f"line {held[0]} holds" if held else None


def warns(outcome: Json, repaired: Sequence[Json]) -> str | None:
    """Of something that the repaired program isn't warned of."""
    others = {text for one in repaired for text in one["warned"]}
    texts = [text for text in outcome["warned"] if text not in others and not text.startswith(HARMLESS)]
    return f"warns: {texts[0][:90]}" if texts else None


HARMLESS = (
    "Do not pass an `input_shape`",
    "You are saving",
    "A NumPy version",
    "The structure of `inputs`",
    "Argument `input_length` is deprecated",
    "Argument `alpha` is deprecated",
    "Your `PyDataset` class",
)


def _judged(outcome: Json) -> Iterator[Json]:
    for fit in outcome["fits"]:
        yield fit
        yield from [fit["held"]] if "held" in fit else []
    yield from outcome["evaluations"]


def skills(outcome: Json) -> list[float]:
    return [one["skill"] for one in _judged(outcome) if "skill" in one]


def nan(outcome: Json, repaired: Sequence[Json]) -> str | None:
    lost = any(one.get("nan") for one in _judged(outcome)) or any(
        None in fit.get("loss", ()) for fit in outcome["fits"]
    )
    return "NaN" if lost and not any(nan(one, ()) for one in repaired) else None


def constant(outcome: Json, repaired: Sequence[Json]) -> str | None:
    same = any(one.get("constant") for one in (*_judged(outcome), *outcome["predictions"]))
    return "one answer for all" if same and not any(constant(one, ()) for one in repaired) else None


def poor(outcome: Json, repaired: Sequence[Json]) -> str | None:
    """Less skill than the repaired program has; without one, next to none."""
    mine, others = skills(outcome), [min(found) for one in repaired if (found := skills(one))]
    if not mine:
        return None
    if not others:
        return f"skill {min(mine):.2f}" if min(mine) < POOR else None
    best = max(others)
    return f"skill {min(mine):.2f}, repaired {best:.2f}" if min(mine) < best - GAIN else None


def one_class(outcome: Json, _: Sequence[Json]) -> str | None:
    """The model says the frequent class of every row."""
    found = [fit["accuracy"] for fit in outcome["fits"] if fit.get("skill") == 0 and fit.get("accuracy", 0) > 1 - GAIN]
    return f"one class for all, of which there are {found[0]:.0%}" if found else None


def slow(outcome: Json, repaired: Sequence[Json]) -> str | None:
    """The loss falls less than the repaired program's."""
    mine, others = _falls(outcome), [fall for one in repaired for fall in _falls(one)]
    if not mine or (others and max(others) < max(mine) + GAIN) or (not others and min(mine) > GAIN / 2):
        return None
    after = f", repaired by {max(others):.0%}" if others else ""
    return f"the loss falls by {max(min(mine), -9.99):.0%}{after}" if min(mine) < POOR else None


def _falls(outcome: Json) -> list[float]:
    ends = [fit["loss"] for fit in outcome["fits"] if len(fit.get("loss", ())) == 2 and None not in fit["loss"]]
    return [(first - last) / abs(first) for first, last in ends if first]


def starts_high(outcome: Json, repaired: Sequence[Json]) -> str | None:
    """The loss begins far above the repaired program's, or above that of guessing."""
    mine, others = _first_losses(outcome), [loss for one in repaired for loss in _first_losses(one)]
    others = others or [log(fit["answers"]) for fit in outcome["fits"] if _of_classes(fit)]
    if not mine or not others or max(mine) < 2 * max(others):
        return None
    return f"the loss begins at {max(mine):.3g}, {'repaired' if repaired else 'guessing'} at {max(others):.3g}"


def _first_losses(outcome: Json) -> list[float]:
    return [fit["loss"][0] for fit in outcome["fits"] if fit.get("loss") and fit["loss"][0] is not None]


def _of_classes(fit: Json) -> bool:
    return "crossentropy" in str((fit["compiled"] or {}).get("loss")) and fit.get("answers", 0) > 1


def below_zero(outcome: Json, repaired: Sequence[Json]) -> str | None:
    """What a cross-entropy never is."""
    least = min((fit["loss"][-1] or 0.0 for fit in outcome["fits"] if fit.get("loss")), default=0.0)
    return (
        f"the loss falls to {least:.3g}"
        if least < -STILL and not any(below_zero(one, ()) for one in repaired)
        else None
    )


def still(outcome: Json, _: Sequence[Json]) -> str | None:
    moved = [fit["moved"] for fit in outcome["fits"] if fit.get("moved") is not None]
    if any(fit["trainable"] == 0 for fit in outcome["fits"]):
        return "no weight is trainable"
    return f"weights move by {min(moved):.2%}" if moved and min(moved) < STILL else None


def idle(outcome: Json, _: Sequence[Json]) -> str | None:
    return "no weight is ever updated" if not outcome["steps"] and not outcome["fits"] else None


def leaks(outcome: Json, repaired: Sequence[Json]) -> str | None:
    """Rows that are held out were trained on."""
    for part in (_held, _evaluated):
        share = max((one["seen"] for one in part(outcome) if "seen" in one), default=0.0)
        others = max((one["seen"] for twin in repaired for one in part(twin) if "seen" in one), default=0.0)
        if share > others + GAIN / 2:
            return f"{share:.0%} of held-out rows were trained on"
    return None


def _held(outcome: Json) -> list[Json]:
    return [fit["held"] for fit in outcome["fits"] if "held" in fit]


def _evaluated(outcome: Json) -> list[Json]:
    return list(outcome["evaluations"])


def repeats(outcome: Json, _: Sequence[Json]) -> str | None:
    fits = [fit for fit in outcome["fits"] if fit.get("different", 0) < 0.97 * fit.get("rows", 0)]
    return f"{fits[0]['different']} of {fits[0]['rows']} rows differ" if fits else None


def one_answer(outcome: Json, _: Sequence[Json]) -> str | None:
    return "one target for all" if any(fit.get("answers") == 1 for fit in outcome["fits"]) else None


def held_otherwise(outcome: Json, _: Sequence[Json]) -> str | None:
    for fit in outcome["fits"]:
        if 0 < fit.get("held", {}).get("answers", 0) < fit.get("answers", 0) <= 20:
            return f"{fit['held']['answers']} of {fit['answers']} classes are held out"
    return None


def misreported(outcome: Json, _: Sequence[Json]) -> str | None:
    """A metric of the model isn't what it is called."""
    for fit in outcome["fits"]:
        for name, value in fit.get("logs", {}).items():
            if "acc" in name and "val" not in name and value is not None:
                if "accuracy" in fit and abs(fit["accuracy"] - value) > GAIN:
                    return f"`{name}` says {value:.2f}, right are {fit['accuracy']:.2f}"
                if "accuracy" not in fit and "skill" in fit and abs(fit["skill"] - value) > GAIN:
                    return f"`{name}` says {value:.2f} at skill {fit['skill']:.2f}"
    return None


def rebuilt(outcome: Json, repaired: Sequence[Json]) -> str | None:
    """Different models are trained in the same line."""
    lines: dict[tuple[str, int], set[int]] = {}
    for fit in outcome["fits"]:
        lines.setdefault((fit["file"], fit["line"]), set()).add(fit["model"])
    most = max(map(len, lines.values()), default=0)
    return f"{most} models, each trained for itself" if most > 1 else None


def scaled_otherwise(outcome: Json, _: Sequence[Json]) -> str | None:
    """What comes later has another range than what was trained on."""
    trained = [_reach(one) for fit in outcome["fits"] for one in fit["x"]]
    later = [_reach(one) for call in (*outcome["evaluations"], *outcome["predictions"]) for one in call["x"]]
    for a in filter(None, trained):
        for b in filter(None, later):
            if max(a, b) > FAR * min(a, b):
                return f"trained on values up to {a:.3g}, used on up to {b:.3g}"
    return None


def _reach(array: Json) -> float | None:
    return max(abs(array["low"]), abs(array["high"])) if array["low"] is not None else None


def untrained(outcome: Json, repaired: Sequence[Json]) -> str | None:
    found = any(not one["fitted"] for one in outcome["predictions"]) and outcome["fits"]
    return "a model that wasn't trained predicts" if found else None


def confined(outcome: Json, _: Sequence[Json]) -> str | None:
    """All answers lie within 1, and the targets don't."""
    answers = [_reach(one) or 0 for call in outcome["predictions"] for one in call["outputs"]]
    answers += [one["reach"] for one in _judged(outcome) if "reach" in one]
    targets = [_reach(one) or 0 for fit in outcome["fits"] for one in fit["y"]]
    if not answers or not targets or min(answers) > 1 + STILL or max(targets) < 2:
        return None
    return f"answers up to {min(answers):.3g}, targets up to {max(targets):.3g}"


def blank(outcome: Json, _: Sequence[Json]) -> str | None:
    inputs = [one for call in outcome["predictions"] for one in call["x"]]
    empty = any(one["low"] is not None and one["low"] == one["high"] for one in inputs)
    return "all inputs are the same number" if empty else None


def one_column(outcome: Json, _: Sequence[Json]) -> str | None:
    shapes = [one["shape"] for call in outcome["predictions"] for one in call["outputs"]]
    return "one column of outputs" if any(len(shape) == 2 and shape[1] == 1 for shape in shapes) else None


ALWAYS: Sequence[Effect] = (raises, shows, warns)
LEARNS_BADLY: Sequence[Effect] = (nan, constant, poor, slow)
NO_LOOK: Sequence[Effect] = ()
"""A run of the whole program has no symptom that can be seen from outside of it."""
WITHOUT_SYMPTOM = {"ZL108": "the trained weights are replaced by random ones"}
"""Rules whose faults can't be seen in such a run, with the reason."""
OF_RULES: Mapping[str, Sequence[Effect]] = {
    "ZL101": (starts_high, *LEARNS_BADLY),
    "ZL102": (starts_high, *LEARNS_BADLY),
    "ZL104": (scaled_otherwise, *LEARNS_BADLY),
    "ZL105": NO_LOOK,
    "ZL108": NO_LOOK,
    "ZL111": (held_otherwise,),
    "ZL113": (leaks,),
    "ZL115": (one_class, *LEARNS_BADLY),
    "ZL122": (one_answer, *LEARNS_BADLY),
    "ZL128": (leaks,),
    "ZL129": (leaks, repeats),
    "ZL130": NO_LOOK,
    "ZL131": (repeats,),
    "ZL201": (confined, *LEARNS_BADLY),
    "ZL202": (below_zero, *LEARNS_BADLY),
    "ZL212": (misreported,),
    "ZL220": (confined, *LEARNS_BADLY),
    "ZL213": (misreported,),
    "ZL219": (misreported,),
    "ZL302": (still, *LEARNS_BADLY),
    "ZL303": (still, *LEARNS_BADLY),
    "ZL308": (still, *LEARNS_BADLY),
    "ZL315": (absent,),
    "ZL410": (still,),
    "ZL501": (one_column,),
    "ZL502": NO_LOOK,
    "ZL503": NO_LOOK,
    "ZL504": (untrained,),
    "ZL506": NO_LOOK,
    "ZL507": NO_LOOK,
    "ZL508": NO_LOOK,
    "ZL509": LEARNS_BADLY,
    "ZL510": NO_LOOK,
    "ZL511": NO_LOOK,
    "ZL512": (blank,),
    "ZL513": NO_LOOK,
    "ZL601": (rebuilt,),
    "ZL602": (idle, still, *LEARNS_BADLY),
}
