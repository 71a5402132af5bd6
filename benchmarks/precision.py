"""How many findings on real programs are true: the adjudicated list, and the page that is made of it.

    python benchmarks/precision.py                       # write docs/precision.md
    python benchmarks/precision.py --against FOLDER...   # lint the programs again: which findings are still made

`benchmarks/precision/findings.jsonl` holds one finding per line as it was first made on programs that nobody here had
seen before: repository, commit, path, cell, line, rule, confidence, message; what two readers said who read the program
and not each other's verdicts (`first`, `second`: true, false, or null where the text didn't settle it), what holds
(`true`) and why. `FOLDER` holds the repositories at those commits, each in a folder `owner__name`; `now` tells of each
finding whether zerolint still makes it there (`level`: with another confidence), `corrected` that it is made and what
was untrue in it is mended.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from zerolint.session import lint

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "benchmarks/precision/findings.jsonl"
PAGE = ROOT / "docs/precision.md"
LEVELS = ("high", "medium", "low")
SETS = {
    1: "817 files of 258 repositories were linted",
    2: "539 files of 111 repositories were linted, after what set 1 had shown was mended",
    3: "488 files of 161 repositories were linted, after what set 2 had shown was mended",
    4: "357 files of 163 repositories were linted, after what set 3 had shown was mended",
    5: "398 files of 179 repositories were linted, after what set 4 had shown was mended. 38 of the false findings are "
    "one misunderstanding (the order of axes in Keras 1) in one repository",
}
"""What each set of programs was drawn from; no repository is in two of them."""

HEAD = """# Precision

Findings on programs that nobody here wrote, each judged by reading the program. Two readers judged each finding without
knowing the other's verdict; where they differ, the program was read or run once more. The list with every reason is
[findings.jsonl](../benchmarks/precision/findings.jsonl), this page is made of it by `python benchmarks/precision.py`.

*At first* counts what was reported before anything was mended for these programs: it is what to expect of zerolint on
other programs, at that time. *Now* counts the findings of the list that are still made. What was mended for them makes
that figure better than zerolint would be elsewhere; only the next set of unseen programs can tell.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding and what it was found to be; `set` counts the samples of programs."""

    set: int
    repository: str
    commit: str
    path: str
    cell: int | None
    line: int
    rule: str
    confidence: str
    message: str
    first: bool | None
    second: bool | None
    true: bool
    reason: str
    now: bool = True
    level: str = ""
    """The confidence that it is made with now, if that is another one."""
    corrected: bool = False

    @property
    def place(self) -> tuple[str, str, int | None, int, str]:
        return self.repository, self.path, self.cell, self.line, self.rule


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or the list anew."""
    parser = argparse.ArgumentParser(description="The precision of findings on real programs.")
    parser.add_argument("--against", nargs="+", type=Path, metavar="FOLDER", help="lint the programs again")
    options = parser.parse_args(arguments)
    judged = read()
    if options.against:
        judged = list(again(judged, options.against))
        LIST.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in judged), "utf-8")
    PAGE.write_text(page(judged), "utf-8")
    return 0


def read() -> list[Judged]:
    """The adjudicated list."""
    return [Judged(**json.loads(line)) for line in LIST.read_text("utf-8").splitlines()]


def again(judged: Iterable[Judged], folders: Sequence[Path]) -> Iterator[Judged]:
    """Each finding, and whether it is made now; those whose program isn't in the folders stay as they are."""
    found: dict[tuple[str, str], dict[tuple[int | None, int, str], str]] = {}
    for one in judged:
        program = next((path for folder in folders if (path := _file(folder, one)).is_file()), None)
        if program is None:
            yield one
            continue
        key = (one.repository, one.path)
        if key not in found:
            outcome = lint(program, isolated=True, min_confidence="low", preview=True)
            found[key] = {(each.cell, each.line, each.code): each.confidence.value for each in outcome.diagnostics}
        level = found[key].get((one.cell, one.line, one.rule))
        yield replace(one, now=level is not None, level="" if level in (None, one.confidence) else level or "")


def _file(folder: Path, one: Judged) -> Path:
    return folder / one.repository.replace("/", "__") / one.path


def page(judged: Sequence[Judged]) -> str:
    """The page in Markdown."""
    parts = [HEAD, *_levels(judged), *_rules(judged), *_false(judged), *_apart(judged)]
    return "\n".join(parts)


def _levels(judged: Sequence[Judged]) -> Iterator[str]:
    for number in sorted({one.set for one in judged}):
        mine = [one for one in judged if one.set == number]
        repositories = len({one.repository for one in mine})
        yield f"## Set {number}: {len(mine)} findings in {repositories} repositories\n"
        yield f"{SETS[number]}. Remarks that a program is written for Keras 2 (ZL310) are not among them.\n"
        yield "| confidence | at first | now |\n|---|---|---|"
        for level in LEVELS:
            at_first = [one for one in mine if one.confidence == level]
            now = [one for one in _now(mine) if (one.level or one.confidence) == level]
            yield f"| {level} | {_share(at_first)} | {_share(now)} |"
        yield ""


def _share(some: Sequence[Judged]) -> str:
    """`184 of 231 (80 %)`."""
    true = sum(one.true for one in some)
    return f"{true} of {len(some)} ({100 * true // len(some)} %)" if some else "none"


def _now(some: Sequence[Judged]) -> list[Judged]:
    return [replace(one, true=one.true or one.corrected) for one in some if one.now]


def _rules(judged: Sequence[Judged]) -> Iterator[str]:
    yield "## By rule\n"
    yield "| rule | at first | now |\n|---|---|---|"
    rules = defaultdict(list)
    for one in judged:
        rules[one.rule].append(one)
    for code, mine in sorted(rules.items()):
        yield f"| {code} | {_of(mine)} | {_of(_now(mine))} |"
    yield ""


def _of(some: Sequence[Judged]) -> str:
    return f"{sum(one.true for one in some)} of {len(some)}"


def _false(judged: Sequence[Judged]) -> Iterator[str]:
    yield "## What was false\n"
    for one in judged:
        if not one.true:
            yield f"- {_where(one)}{' (mended)' if one.corrected or not one.now else ''}: {one.reason}"
    yield ""


def _apart(judged: Sequence[Judged]) -> Iterator[str]:
    yield "## Where the readers differed\n"
    for one in judged:
        if one.first is not one.second or one.first is None:
            verdict = "true" if one.true else "false"
            yield f"- {_where(one)}: {_said(one.first)} and {_said(one.second)}; {verdict}: {one.reason}"
    yield ""


def _said(verdict: bool | None) -> str:
    return "doubtful" if verdict is None else "true" if verdict else "false"


def _where(one: Judged) -> str:
    cell = "" if one.cell is None else f", cell {one.cell}"
    return f"{one.rule} ({one.confidence}) {one.repository}, `{one.path}`{cell}, line {one.line}"


if __name__ == "__main__":
    raise SystemExit(main())
