"""How much of real programs zerolint understands: shares of compile() calls and fits, from `explain`'s JSON.

    python benchmarks/resolution.py FOLDER... [--reasons 15] [--unresolved]

What is counted is found by a plain look at the syntax, independent of the interpreter: `x.compile(…)` with arguments,
except `re.compile` and `super().compile`, in files that mention Keras and build a model; and `x.fit(…)` with an
argument that only Keras has, `fit_generator` and `train_on_batch`. A compile() call whose model comes from
`load_model`, `from_preset` or a hub doesn't count. The terms are those of the schema of `zerolint explain`; a call that
several runs go through is resolved as far as each of them is. That there is nothing is known, too: no loss in
compile(), no layer in an exercise that was left open.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from corpus import programs

from zerolint.cli.explain import recorded
from zerolint.session.discovery import Found
from zerolint.settings import Resolver
from zerolint.source.load import load
from zerolint.source.prefilter import mentions_keras

Json: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[str, int, int, int]
"""Where a call begins: path, cell (0 in a script), line, column."""

BUILDERS: Final = frozenset({"Sequential", "Model", "Functional", "add", "KerasModel"})
OTHERS: Final = frozenset({"re", "regex", "torch"})
"""Modules that have a `compile` of their own."""
FIT_WORDS: Final = frozenset(
    {"epochs", "nb_epoch", "initial_epoch", "steps_per_epoch", "callbacks"}
    | {"validation_data", "validation_split", "validation_steps"}
)


@dataclass(slots=True)
class Seen:
    """What the syntax and the interpreter say of all files together."""

    files: int = 0
    compiles: set[Key] = field(default_factory=set)
    fits: set[Key] = field(default_factory=set)
    runs: dict[Key, list[Json]] = field(default_factory=dict)
    """By the compile() call they go through; each run holds its network's record."""
    trained: dict[Key, list[Json]] = field(default_factory=dict)
    """By the place of the training call."""
    unread: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares, each beside its bound; 0 if all are within."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--reasons", type=int, default=15, help="how many of the reasons to list for each share")
    parser.add_argument("--unresolved", action="store_true", help="list every call that isn't resolved")
    options = parser.parse_args(arguments)
    return report(look(path for folder in options.folders for path in programs(folder)), options)


def look(paths: Iterable[Path]) -> Seen:
    """Read every file twice: as syntax, and as zerolint does."""
    seen, resolver = Seen(), Resolver({}, isolated=True)
    for path in paths:
        data = path.read_bytes()
        if not mentions_keras(data):
            continue
        seen.files += 1
        whole = str(path.resolve())
        count(whole, data, seen)
        record = recorded(Found(whole, whole), data, resolver.for_file(whole))
        for run in record["runs"]:
            run["network"] = None if run["network"] is None else record["networks"][run["network"]]
            for places, place in ((seen.runs, run["compile_place"]), (seen.trained, run["place"])):
                if place is not None:
                    places.setdefault(key_of(place), []).append(run)
    return seen


def key_of(place: Json) -> Key:
    return str(Path(place["path"]).resolve()), place["cell"] or 0, place["line"], place["column"]


def count(path: str, data: bytes, seen: Seen) -> None:
    """Add the calls that the syntax of a file shows."""
    calls: list[tuple[Key, ast.Call]] = []
    builds = False
    for chunk in load(path, data).chunks:
        try:
            tree = ast.parse(chunk.code)
        except (SyntaxError, ValueError, RecursionError):
            seen.unread.append(f"{path}, cell {chunk.cell}")
            continue
        lines = chunk.code.split("\n")
        for node in ast.walk(tree):
            builds = builds or is_builder(node)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                shift = chunk.shift(node.lineno)  # of a cell that stands indented
                before = lines[node.lineno - 1].encode()[: node.col_offset].decode(errors="replace")
                calls.append(((path, chunk.cell or 0, node.lineno + chunk.line_offset, len(before) + 1 + shift), node))
    seen.compiles |= {key for key, call in calls if builds and is_compile(call)}
    seen.fits |= {key for key, call in calls if builds and is_fit(call)}


def is_builder(node: ast.AST) -> bool:
    """Whether something makes a model: a call of a model's class, `add`, or a class that derives from one."""
    if isinstance(node, ast.ClassDef):
        return any(last_name(base) in BUILDERS for base in node.bases)
    return isinstance(node, ast.Call) and last_name(node.func) in BUILDERS


def last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def is_compile(call: ast.Call) -> bool:
    """`model.compile(…)`."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "compile" or not (call.args or call.keywords):
        return False
    inherited = isinstance(func.value, ast.Call) and last_name(func.value.func) == "super"
    return not inherited and last_name(func.value) not in OTHERS


def is_fit(call: ast.Call) -> bool:
    """`model.fit(…)`, and not an estimator's, as far as arguments tell."""
    name = last_name(call.func)
    words = {keyword.arg for keyword in call.keywords}
    return name in ("fit_generator", "train_on_batch") or (name == "fit" and bool(words & FIT_WORDS))


def report(seen: Seen, options: argparse.Namespace) -> int:
    """Print the shares; whether one is below its bound."""
    loaded = {key for key in seen.compiles if any(not builds(run) for run in seen.runs.get(key, ()))}
    compiles = sorted(seen.compiles - loaded)
    missing = {path for path, *_ in seen.fits - set(seen.trained)}
    fits = sorted(seen.fits | {key for key, runs in seen.trained.items() if any(run["kind"] == "fit" for run in runs)})
    print(f"{seen.files} files; {len(compiles)} compile() calls, {len(loaded)} more of loaded models; {len(fits)} fits")
    print(f"{len(seen.unread)} cells or scripts are not Python")
    for unread in seen.unread if options.unresolved else ():
        print(f"  {unread}")

    def compiled(judge: Callable[[Json], str | None]) -> dict[Key, str | None]:
        return {key: first(judge, seen.runs.get(key), "compile() not reached") for key in compiles}

    def fitted(judge: Callable[[Json], str | None]) -> dict[Key, str | None]:
        return {key: first(judge, seen.trained.get(key), "fit not reached or not tied to a model") for key in fits}

    def training(run: Json) -> str | None:
        lost = run["kind"] == "compile" and key_of(run["compile_place"])[0] in missing
        return "no fit tied, while a fit in the file is tied to nothing" if lost else None

    shares = (
        ("tied to a head", 0.96, compiled(head)),
        ("tied to a standard head", 0.90, compiled(standard_head)),
        ("loss and optimizer", 0.99, compiled(loss_and_optimizer)),
        ("right fit, or none", 0.91, compiled(training)),
        ("fits: source of y and x", 0.90, fitted(source)),
        ("fits: concrete source of y and x", 0.80, fitted(concrete)),
    )
    results = [share(*each, options) for each in shares]
    return int(not all(results))


def builds(run: Json) -> bool:
    return run["network"] is None or bool(run["network"]["builds"])


def first(judge: Callable[[Json], str | None], runs: Sequence[Json] | None, absent: str) -> str | None:
    """Why a call isn't resolved: what is wrong with the first of its runs that isn't; None if all are."""
    if not runs:
        return absent
    return next((why for run in runs if (why := judge(run)) is not None), None)


def head(run: Json) -> str | None:
    network = run["network"]
    if network is None:
        return "no network"
    empty = network["complete"] and not network["layers"]  # an exercise, say: known to have no head
    return None if network["heads"] or empty else f"no head: {network['why'] or 'nothing says why'}"


def standard_head(run: Json) -> str | None:
    if (why := head(run)) is not None:
        return why
    for one in run["network"]["heads"]:
        for fact in ("units", "activation"):
            if not one[fact]["known"]:
                return f"{fact} unknown: {one[fact]['why'] or run['network']['why'] or one[fact]['given']}"
    return None


def loss_and_optimizer(run: Json) -> str | None:
    if not run["losses"] and not run["without_loss"] and not run["network"]["custom_step"]:
        return "no loss"
    if any(loss["name"] is None and loss["family"] == "unknown" and not loss["hand_written"] for loss in run["losses"]):
        return "loss unknown"
    return None if run["optimizer"] is not None and run["optimizer"]["name"] else "optimizer unknown"


def source(run: Json) -> str | None:
    return data_of(run, lambda data: data["source"] is not None, "no source")


def concrete(run: Json) -> str | None:
    return data_of(run, lambda data: bool(data["concrete"]), "not concrete")


def data_of(run: Json, good: Callable[[Json], bool], what: str) -> str | None:
    """What is wrong with a run's targets, then with its inputs."""
    for side, word in (("targets", "y"), ("inputs", "x")):
        if not run[side] and not (side == "targets" and judges_itself(run)):
            return f"{word}: nothing"
        for data in run[side]:
            if not good(data):
                name = data["source"]["origin"] if data["source"] else ""
                return f"{word}: {what}: {data['why'] or name or 'nothing says why'}"
    return None


def judges_itself(run: Json) -> bool:
    """Whether no targets are needed: heads that are known are compiled without a loss to compare them with."""
    return run["compile_place"] is not None and bool(run["network"]["heads"]) and not run["losses"]


def share(title: str, bound: float, judged: dict[Key, str | None], options: argparse.Namespace) -> bool:
    """Print one share with the reasons for what is lacking, most frequent first."""
    good = sum(why is None for why in judged.values())
    value = good / len(judged) if judged else 0.0
    print(f"\n{title}: {good} of {len(judged)}, {value:.1%} (bound {bound:.0%}){'' if value >= bound else '  UNDER'}")
    reasons = Counter(why for why in judged.values() if why is not None)
    for why, number in reasons.most_common(options.reasons):
        print(f"  {number:4}  {why}")
        if options.unresolved:
            for path, cell, line, _ in (key for key, reason in judged.items() if reason == why):
                print(f"          {path}:{f'cell {cell}:' if cell else ''}{line}")
    return value >= bound


if __name__ == "__main__":
    sys.exit(main())
