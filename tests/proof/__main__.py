"""Run fixtures on TensorFlow and write down what was seen.

PYTHONPATH=tests python -m proof --new            # those without an entry in the ledger, or changed since
PYTHONPATH=tests python -m proof --all            # every one
PYTHONPATH=tests python -m proof PART...          # those whose name has this in it
PYTHONPATH=tests python -m proof --count          # what the ledger says, in figures

Outcomes are kept in .proof/ by the program's content, so that a run that was broken off goes on where it stopped;
--again runs what is there already.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from fixtures.programs import ROOT, programs

from .ledger import Ledger
from .proving import Prover
from .running import Runner


def main() -> int:
    """Exit status 1 if a program does something else than its fixture says; it gets no entry then."""
    options = _options()
    ledger, every = Ledger.read(), programs()
    if options.count:
        print(*figures(ledger), sep="\n")
        return 0
    ledger.forget(every)
    ledger.write()
    parts = options.parts or ([""] if options.new or options.all else [])
    asked = [p for p in every if any(part in p.name for part in parts) and not (options.new and ledger.entry(p))]
    status = 0
    with Runner() as runner:
        prover = Prover(runner, None if options.again else ROOT.parent / ".proof")
        for program in asked:
            judgement = prover.judgement(program)
            print(
                program.name,
                *([f"! {one}" for one in judgement.wrong] or [judgement.verdict]),
                sep="\n    ",
                flush=True,
            )
            if judgement.wrong:
                status = 1
                ledger.drop(program)
            else:
                ledger.enter(program, judgement.verdict)
            ledger.write()
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="parts of fixtures' names")
    parser.add_argument("--new", action="store_true", help="only those without an entry in the ledger")
    parser.add_argument("--all", action="store_true", help="all of them")
    parser.add_argument("--again", action="store_true", help="also what was run already")
    parser.add_argument("--count", action="store_true", help="run nothing, count the ledger's verdicts")
    return parser.parse_args()


def figures(ledger: Ledger) -> list[str]:
    """How many fixtures there are of each verdict."""
    kinds = {"shown": "effect shown", "ran, effect not shown": "effect not shown here", "ran": "nothing is wrong: ran"}
    counts = Counter(
        next((words for start, words in kinds.items() if entry.verdict.startswith(start)), entry.verdict)
        for entry in ledger.entries.values()
    )
    return [f"{count:5} {words}" for words, count in counts.most_common()]


if __name__ == "__main__":
    sys.exit(main())
