"""One finding per (code, primary place), whatever the number of runs and paths that it was found on.

Found on every path of some training: full confidence. On some of them only: one level lower, and a note names the
path. Where a shared builder is right in another training, the compile that makes it wrong becomes the primary place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zerolint.check.finding import Note
from zerolint.check.raw import RawFinding
from zerolint.program.data import Data
from zerolint.program.fact import Site
from zerolint.program.network import Head, Layer
from zerolint.program.prediction import Prediction
from zerolint.program.program import Program
from zerolint.program.run import Condition, Run

MAX_CONTEXTS = 3
"""Further trainings that are named in notes."""


def merged(program: Program, found: Iterable[RawFinding]) -> Iterator[RawFinding]:
    """The findings, those at one place under one code joined."""
    together: dict[tuple[str, int], list[RawFinding]] = {}
    for raw in found:
        together.setdefault((raw.rule.code, id(raw.finding.site)), []).append(raw)
    kept = (same for same in together.values() if not all(_behind_a_guard(program, raw, same) for raw in same))
    yield from _by_data(_joined(program, same) for same in kept)


def _by_data(found: Iterable[RawFinding]) -> Iterator[RawFinding]:
    """What is wrong with the same data in several trainings is one fault: told at the first, noted at the others."""
    first: dict[object, list[RawFinding]] = {}
    for raw in found:
        about = raw.finding.about
        place = about.source.site if isinstance(about, Data) and about.source is not None else None
        alone = place is None or not isinstance(raw.asked, Run)
        same = (raw.rule.code, raw.finding.message, id(place), raw.finding.fix is None)
        first.setdefault(id(raw) if alone else same, []).append(raw)
    for raw, *others in first.values():
        notes = [Note("the same in the training here", other.finding.site) for other in others[:MAX_CONTEXTS]]
        yield _with_fixes(raw, others).noting(*notes) if others else raw


def _with_fixes(raw: RawFinding, others: Sequence[RawFinding]) -> RawFinding:
    """One repair for all of them, if there is one."""
    fixes = [fix for one in (raw, *others) if (fix := one.finding.fix) is not None]
    if not fixes:
        return raw
    edits = tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    return replace(raw, finding=replace(raw.finding, fix=replace(fixes[0], edits=edits)))


def _behind_a_guard(program: Program, raw: RawFinding, same: Sequence[RawFinding]) -> bool:
    """Whether it takes data that are all alike, on one path beside sound ones."""
    one = raw.asked
    if not isinstance(one, (Run, Prediction)) or not any(choice.alike for choice in one.path):
        return False
    return any(choice.alike for choice in _choices(program, one, [each.asked for each in same]))


def _joined(program: Program, same: Sequence[RawFinding]) -> RawFinding:
    best = min(same, key=lambda raw: (raw.severity.rank, raw.finding.confidence.rank))
    best = _on_paths(program, best, same)
    if _right_elsewhere(program, same):
        return _moved(program, best)
    if _changes_other_layers(best):
        best = replace(best, finding=replace(best.finding, fix=None))
    return best.noting(*_other_contexts(best, same))


def _on_paths(program: Program, best: RawFinding, same: Sequence[RawFinding]) -> RawFinding:
    """Lower the confidence and name the path, unless some training has the fault on all of its paths."""
    asked = [raw.asked for raw in same if isinstance(raw.asked, (Run, Prediction))]
    if len(asked) < len(same) or any(_on_all(program, one, asked) for one in asked):
        return best
    mine = best.asked
    assert isinstance(mine, (Run, Prediction))
    place = [Note("in the training here", mine.site)] if isinstance(mine, Run) else []
    finding = replace(best.finding, confidence=best.finding.confidence.lowered)
    return replace(best, finding=finding).noting(*place, *_only_when(_choices(program, mine, asked)))


def _only_when(choices: Sequence[Condition]) -> Iterator[Note]:
    """One note for the tests that have to fail, which may be many (`elif`, `elif`, …), one for each other one."""
    failing = [choice for choice in choices if not choice.holds]
    holding = {choice.text: choice for choice in choices if choice not in failing}
    yield from (Note(f"only when {text}", choice.site) for text, choice in holding.items())
    if failing:
        tests = list(dict.fromkeys(choice.test for choice in failing))
        named = f"{', '.join(tests[:-1])} and {tests[-1]} are false" if len(tests) > 1 else failing[0].text
        yield Note(f"only when {named}", failing[-1].site)


def _paths(program: Program, one: Run | Prediction) -> list[Run | Prediction]:
    """All paths of one training call, or of one prediction."""
    if one.group is None:
        return [one]
    pool: tuple[Run | Prediction, ...] = program.runs if isinstance(one, Run) else program.predictions
    return [each for each in pool if each.group is one.group or each.group == one.group]


def _on_all(program: Program, one: Run | Prediction, asked: Sequence[object]) -> bool:
    return all(any(path is each for each in asked) for path in _paths(program, one))


def _choices(program: Program, one: Run | Prediction, asked: Sequence[object]) -> list[Condition]:
    """The choices that set the faulty path apart from a sound one."""
    sound = [path for path in _paths(program, one) if not any(path is each for each in asked)]
    return [choice for choice in one.path if not all(choice in path.path for path in sound)]


def _other_contexts(best: RawFinding, same: Sequence[RawFinding]) -> Iterator[Note]:
    """Notes at the other trainings that have the same fault at the same place."""
    told: list[Site | None] = [_where(run) for run in best.runs]
    for run in (run for raw in same for run in raw.runs):
        place = _where(run)
        if len(told) <= MAX_CONTEXTS and told and not any(place is each for each in told):
            told.append(place)
            what = "model compiled" if place is run.compile_site else "training"
            yield Note(f"the same in the {what} here", place)


def _where(run: Run) -> Site:
    return run.compile_site or run.site


def _moved(program: Program, best: RawFinding) -> RawFinding:
    """With the compile as primary place, or the fit where another training shares that, too; a fix at the shared place
    would break the other training."""
    label = Note("right in another training, wrong in this one", best.finding.site)
    run = best.runs[0]
    compiled_alone = not any(_where(run) is one.compile_site and not _one_training(run, one) for one in program.runs)
    finding = replace(best.finding, site=_where(run) if compiled_alone else run.site, fix=None)
    return replace(best, finding=finding).noting(label)


def _right_elsewhere(program: Program, same: Sequence[RawFinding]) -> bool:
    """Whether the place also belongs to another model whose training is known and has no such fault."""
    faulty = [run for raw in same for run in raw.runs]
    if not faulty or len(faulty) < len(same):
        return False
    site = same[0].finding.site
    others = (run for run in program.runs if not any(_one_training(run, each) for each in faulty))
    return any(_established(run) and any(site is each for each in _written_in(run)) for run in others)


def _changes_other_layers(raw: RawFinding) -> bool:
    """Whether the repair of a head stands at a call that makes other layers too (in a loop, in a function)."""
    head, fix = raw.finding.about, raw.finding.fix
    if fix is None or not isinstance(head, Head):
        return False
    own = {id(layer) for layer in (head.layer, *head.after)}
    others = [layer for run in raw.runs for layer in run.network.layers if id(layer) not in own]
    places = [site for layer in others for site in _written_for(layer)]
    return any(site is place for edit in fix.edits if (site := edit.site) is not None for place in places)


def _one_training(first: Run, second: Run) -> bool:
    if first is second or first.network.identity is second.network.identity:
        return True
    return first.group is not None and first.group == second.group


def _established(run: Run) -> bool:
    """Silence there means that it is right, and not that too little is known."""
    return not run.assumed and not run.swept and bool(run.targets) and all(data.known for data in run.targets)


def _written_in(run: Run) -> Iterator[Site | None]:
    """The places that make up the network's layers and heads, its losses and its metrics."""
    yield from (loss.site for loss in run.losses)
    yield from (metric.site for metric in run.metrics)
    for layer in run.network.layers:
        yield from _written_for(layer)
    for head in run.network.heads:
        yield head.site
        yield head.activation_site


def _written_for(layer: Layer) -> Iterator[Site | None]:
    yield layer.site
    yield layer.activation.site
    yield from (fact.site for fact in layer.config.values())
