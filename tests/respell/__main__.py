"""Respell fixtures by hand.

PYTHONPATH=tests python -m respell WAY... [--fixture PART]   # show what these ways make of the fixtures
    PYTHONPATH=tests python -m respell --pairs [--share I/N]     # every pair on every fixture; the I-th of N parts
"""

from __future__ import annotations

import argparse
import sys
from itertools import islice

from fixtures.programs import programs

from .drawing import pairs
from .judging import complaints, respelled
from .spelled import spelled, ways


def main() -> int:
    """Exit status 1 if any finding is lost or new."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ways", nargs="*", choices=[*ways(), []], help="ways, applied one after the other")
    parser.add_argument("--fixture", default="", help="only fixtures whose name has this in it")
    parser.add_argument("--pairs", action="store_true", help="try every pair and show what is lost or new")
    parser.add_argument("--share", default="0/1", help="with --pairs: the I-th of N parts")
    options = parser.parse_args()
    return every_pair(options.fixture, *map(int, options.share.split("/"))) if options.pairs else show(options)


def show(options: argparse.Namespace) -> int:
    status = 0
    for program in programs():
        original = spelled(program) if options.fixture in program.name else None
        other = respelled(original, options.ways) if original is not None else None
        if other is None:
            continue
        for name, text in other.files.items():
            print(f"# --- {program.name}: {name}\n{text.characters}")
        for one in complaints(other):
            status = 1
            print(f"# {one}")
    return status


def every_pair(fixture: str, part: int, parts: int) -> int:
    tried = wrong = 0
    for program, pair in islice(pairs("every"), part, None, parts):
        original = spelled(program) if fixture in program.name else None
        other = respelled(original, pair) if original is not None else None
        if other is not None:
            found = list(complaints(other))
            tried, wrong = tried + 1, wrong + bool(found)
            for one in found:
                print(f"{program.name}, {' then '.join(pair)}: {one}", flush=True)
    print(f"{tried} respelled programs, {wrong} with other findings", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
