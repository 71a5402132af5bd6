"""Whether a run did what the fixture says: what it raises, what it shows; and the verdict for the ledger.

`# raises: ValueError part of the message` stands on the line that raises. `# shows: expression` is a line of its own;
the expression is true there, and false in the repaired twin (`*.fixed.py`). What a fault does otherwise, `effects.py`
looks for by the rule's code. `# shows: nothing here, since …` says that a run has no symptom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fixtures.programs import Program, comments

from .effects import WITHOUT_SYMPTOM, absent, effects, nan, skills
from .script import RAISES, first_lines

NOTHING = re.compile(r"# shows: nothing here, since ([^#]+)")
Json = Mapping[str, Any]


@dataclass(slots=True)
class Judgement:
    """`wrong`: each way in which the program does something else than its fixture says."""

    verdict: str
    wrong: list[str] = field(default_factory=list)


def judged(program: Program, outcome: Json, repaired: Sequence[Json]) -> Judgement:
    """`repaired`: outcomes of its twins."""
    wrong = [*_raised(program, outcome), *_shown(program, outcome)]
    codes = sorted({one.code for one in program.expectations() if one.kind == "want"})
    if not codes:
        if nan(outcome, ()) and not any(_nothing(program)):
            wrong.append("an outcome of NaN, though nothing is wrong")
        return Judgement(" ".join(["ran", *_figures(outcome)]), wrong)
    seen = {code: next(filter(None, (look(outcome, repaired) for look in effects(code))), None) for code in codes}
    shown = [f"{text}" for text in dict.fromkeys(filter(None, seen.values()))]
    unseen = [code for code, text in seen.items() if text is None]
    parts = [f"shown: {', '.join(shown)}"] if shown else []
    if unseen:
        why = next(_nothing(program), "") or _hindered(unseen, outcome)
        of = f" of {' '.join(unseen)}" if len(codes) > 1 else ""
        parts.append(
            " ".join(["ran, effect", f"not shown here{of}", *([f"since {why}"] if why else _figures(outcome))])
        )
    return Judgement("; ".join(parts), wrong)


def _figures(outcome: Json) -> list[str]:
    found = skills(outcome)
    return [f"skill {min(found):.2f}"] if found else []


def _hindered(codes: Sequence[str], outcome: Json) -> str:
    """Why no run shows it: the program stops at once on this Keras, or what it takes isn't there."""
    stops = absent(outcome, ())
    return f"an older Keras is asked for: {stops}" if stops else next(filter(None, map(WITHOUT_SYMPTOM.get, codes)), "")


def _nothing(program: Program) -> Iterator[str]:
    for file in program.files():
        for _, text in comments(file, program.relative(file)):
            yield from (why.strip() for why in NOTHING.findall(text))


def _raised(program: Program, outcome: Json) -> Iterator[str]:
    """Every line that is to raise does, with that message; no other one does."""
    wanted = [(place, *found) for place, text in _lines(program) for found in RAISES.findall(text)]
    met = set()
    for one in outcome["raised"]:
        said = [
            w for w in wanted if w[1] == one["type"] and w[2].strip() in one["message"] and _there(w[0], one["lines"])
        ]
        if not said:
            place = one["lines"][-1][1] if one["lines"] else 0
            yield f"raises {one['type']} in line {place}: {one['message'][:300]}"
        met |= {w[0] for w in said}
    for place, kind, part in wanted:
        if place not in met:
            yield f"line {place[1]} doesn't raise {kind} {part.strip()}"


def _there(place: tuple[str, int], lines: Sequence[Sequence[Any]]) -> bool:
    """The comment stands on a line of a call that was being made; a broken one has no lines at all."""
    return not lines or any(name == place[0] and first <= place[1] <= last for name, first, last in lines)


def _shown(program: Program, outcome: Json) -> Iterator[str]:
    for one in outcome["shown"]:
        if one["holds"] is not True and not program.name.endswith(".ok.py"):
            yield f"line {one['line']} doesn't hold what it shows: {one['holds']}"


def _lines(program: Program) -> Iterator[tuple[tuple[str, int], str]]:
    """Comments with file and line of the script that is run."""
    for file in program.files():
        starts = first_lines(file) if file.suffix == ".ipynb" else None
        name = file.relative_to(program.path).as_posix() if program.path.is_dir() else file.name
        for place, text in comments(file, name):
            if starts is None:
                yield (name, place.line), text
            else:
                yield (name.replace(".ipynb", ".py"), starts[place.cell - 1] + place.line), text
