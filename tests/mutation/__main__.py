"""Put faults into correct programs, and see which the linter finds and which do harm.

PYTHONPATH=tests python -m mutation lint               # what is found in every mutant; minutes
PYTHONPATH=tests python -m mutation harm               # which harm: the missed, then a growing sample; hours, resumable
PYTHONPATH=tests python -m mutation report
PYTHONPATH=tests python -m mutation show PART...       # the mutants whose name has this in it
PYTHONPATH=tests python -m mutation accept             # write down which are missed, for the tests
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from .harm import POOR, Harm
from .journal import Journal
from .linting import Verdict, findings, judge
from .mutant import Mutant, mutants
from .report import MISSED, missed, table
from .sample import drawn
from .study import Study, studies


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["lint", "harm", "report", "show", "accept"])
    parser.add_argument("parts", nargs="*", help="parts of mutants' names (program: operator: change)")
    parser.add_argument("--journal", type=Path, default=Path("mutation.jsonl"), help="where it is kept what was seen")
    parser.add_argument("--again", action="store_true", help="lint what is in the journal anew")
    parser.add_argument("--meeting", action="store_true", help="lint only those that meet a rule's condition")
    options = parser.parse_args()
    journal = Journal(options.journal)
    if options.action == "report":
        print("\n".join(table(journal)))
        return 0
    if options.action == "accept":
        MISSED.write_text("".join(f"{name}\n" for name in missed(journal)), encoding="utf-8")
        return 0
    return {"lint": lint, "harm": harm, "show": show}[options.action](options, journal)


def wanted(options: argparse.Namespace) -> Iterator[tuple[Study, Mutant]]:
    for study in studies():
        for mutant in mutants(study):
            if not options.parts or any(part in mutant.name for part in options.parts):
                yield study, mutant


def lint(options: argparse.Namespace, journal: Journal) -> int:
    """Exit status 1 if an original isn't silent."""
    status = 0
    for study, pairs in groupby(wanted(options), lambda pair: pair[0]):
        original = findings(study.program)
        for one in original:
            if one.confidence != "low":
                print(f"{study.name}: {one.code} {one.confidence}: {one.message}", flush=True)
                status = 1
        for _, mutant in pairs:
            if options.again or "killed" not in journal.entry(mutant.name):
                verdict = judge(mutant, original) if mutant.codes or not options.meeting else Verdict(False, ())
                journal.write(
                    mutant.name,
                    operator=mutant.operator,
                    codes=sorted(mutant.codes),
                    killed=verdict.killed,
                    found=verdict.found,
                )
    return status


def harm(options: argparse.Namespace, journal: Journal) -> int:
    """Those that meet a condition: all that are missed, then the others as they are drawn."""
    pairs = {one.name: (study, one) for study, one in wanted(options) if one.codes}
    queue = [pairs[one.name] for one in drawn([one for _, one in pairs.values()])]
    queue.sort(key=lambda pair: bool(journal.entry(pair[1].name).get("killed")))
    with Harm(journal, options.journal.with_suffix(".truths")) as measuring:
        for study in studies():
            if (skill := measuring.original(study, 0)) < POOR:
                print(f"{study.name}: the original's skill is {skill}", flush=True)
        for study, one in queue:
            if "harmful" not in journal.entry(one.name):
                print("harm" if measuring.measure(study, one) else "none", one.name, flush=True)
    return 0


def show(options: argparse.Namespace, journal: Journal) -> int:
    for _, mutant in wanted(options):
        for name, text in mutant.program.files.items():
            print(f"# --- {mutant.name}: {name}\n{text.characters}")
        print(f"# {', '.join(sorted(mutant.codes)) or 'meets no condition'}", journal.entry(mutant.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
