"""How zerolint does on programs that say themselves what is wrong with them: `benchmarks/questions`.

    python benchmarks/recall.py [FOLDER]

In the head of a program stand `# question:` (where its fault was discussed), `# cause:` and `# judged:` (certain,
likely or mild). `# expect: ZL203 ZL208` stands on the line where a finding with one of these codes belongs, `# or:
ZL203` on further lines that are right for the same fault. `# expect: silence` in the head: nothing is wrong with it;
`# expect: none`: something is, and the catalogue has no rule for it.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from devset import Fault, Program, report_totals, table

from zerolint.check import registry
from zerolint.check.diagnostic import Diagnostic
from zerolint.check.levels import Confidence
from zerolint.session import lint

HERE = Path(__file__).parent / "questions"
EXPECTS = re.compile(r"#\s*(expect|or):((?:\s+ZL\d{3})+)")
CODE = re.compile(r"ZL\d{3}")
HEAD = re.compile(r"#\s*(\w+):\s*(.+)")


class Place(NamedTuple):
    file: str
    cell: int
    line: int


class Mark(NamedTuple):
    """One comment that expects a finding."""

    kind: str
    codes: tuple[str, ...]
    place: Place


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the totals."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = Path(given[0]) if given else HERE
    known = {rule.code for rule in registry.load()}
    programs = [judged(path) for path in sorted(folder.iterdir()) if path.is_dir() or path.suffix in (".py", ".ipynb")]
    for line in table(programs, known):
        print(line)
    return int(report_totals(programs, known))


def judged(path: Path) -> Program:
    """What zerolint finds in one program, held against its comments."""
    outcome = lint(path, isolated=True, min_confidence="low", preview=True)
    head, marks = read(path)
    root = path.parent.resolve()
    found = {place_of(one, root): [] for one in outcome.diagnostics}  # type: dict[Place, list[Diagnostic]]
    for one in outcome.diagnostics:
        found[place_of(one, root)].append(one)
    faults = tuple(faults_of(head, marks, found))
    if head.get("expect") == "none":
        faults = (Fault(("none",), (), "likely", head.get("missing", ""), None, None),)
    accepted = {code for mark in marks for code in mark.codes}
    others = [one for one in outcome.diagnostics if one.confidence is not Confidence.LOW and one.code not in accepted]
    return Program(path.name, faults, tuple(others), tuple(map(str, (*outcome.failures, *outcome.crashes))))


def place_of(one: Diagnostic, root: Path) -> Place:
    return Place(Path(one.path).resolve().relative_to(root).as_posix(), one.cell or 0, one.line)


def faults_of(
    head: Mapping[str, str], marks: Sequence[Mark], found: Mapping[Place, list[Diagnostic]]
) -> Iterator[Fault]:
    """Each expected finding with what was found for it."""
    for mark in marks:
        if mark.kind != "expect":
            continue
        right = [mark, *(m for m in marks if m.kind == "or" and set(m.codes) & set(mark.codes))]
        here = [one for m in right for one in found.get(m.place, ()) if one.code in mark.codes]
        there = [one for ones in found.values() for one in ones if one.code in mark.codes and one not in here]
        here.sort(key=lambda one: mark.codes.index(one.code))
        lines = tuple(m.place.line for m in right)
        judged = head.get("judged", "certain").split()[0]
        yield Fault(
            mark.codes, lines, judged, head.get("cause", ""), here[0] if here else None, there[0] if there else None
        )


def read(path: Path) -> tuple[dict[str, str], list[Mark]]:
    """What the comments of all files of a program say."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    head: dict[str, str] = {}
    marks: list[Mark] = []
    for file in files:
        if file.suffix not in (".py", ".ipynb"):
            continue
        for cell, code in cells(file):
            for token in tokenize.generate_tokens(io.StringIO(code).readline):
                if token.type != tokenize.COMMENT:
                    continue
                place = Place(file.relative_to(path.parent).as_posix(), cell, token.start[0])
                if match := EXPECTS.search(token.string):
                    marks.append(Mark(match[1], tuple(CODE.findall(match[2])), place))
                elif match := HEAD.match(token.string):
                    head.setdefault(match[1], match[2])
    return head, marks


def cells(file: Path) -> Iterator[tuple[int, str]]:
    """(number, code) of a notebook's code cells, shell lines and magics left empty; a script has number 0."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        yield 0, text
        return
    for number, cell in enumerate(json.loads(text)["cells"], 1):
        if cell["cell_type"] == "code":
            yield number, re.sub(r"(?m)^\s*[%!].*$", "", "".join(cell["source"]))


if __name__ == "__main__":
    sys.exit(main())
