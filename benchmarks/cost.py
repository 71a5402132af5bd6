"""What zerolint costs: a file in parses of that file, a start-up in start-ups of Python.

    python benchmarks/cost.py files FOLDER...    # CPU time from bytes to findings against libcst.parse_module
    python benchmarks/cost.py rules FOLDER...    # what each rule adds to that, in thousandths of a parse
    python benchmarks/cost.py startup            # whole processes, zerolint newly installed, not editable

All figures are medians of rounds that are interleaved in one run, so that a machine that slows down slows both sides.
Exit status 1 when a figure is over its bound.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import programs

ROOT = Path(__file__).resolve().parent.parent
SUM_BOUND = 2.0
"""All files together, in parses."""
TAIL_BOUND = 4.0
"""The 95th percentile of the files' own ratios."""
RULES_BOUND = 0.1
"""All rules' checks together, in parses; the rest of a file's cost is reading it."""
RULE_BOUND = 0.01
"""One rule's check, in parses."""
VERSION_BOUND = 3.0
"""`zerolint --version` in `python -c pass`."""
PLAIN_FILE_BOUND = 1.6
"""One file of 200 lines without Keras, in a Python that imports what such a run can't do without."""
NEEDED = f"import argparse, dataclasses, pathlib, {'tomllib' if sys.version_info >= (3, 11) else 'tomli'}, json"


@dataclass(frozen=True, slots=True)
class Cost:
    """One file's medians, in seconds of CPU time."""

    path: Path
    parse: float
    lint: float

    @property
    def ratio(self) -> float:
        return self.lint / self.parse


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 if all are within their bounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True)
    files = commands.add_parser("files", help="CPU time from bytes to findings, in parses")
    files.add_argument("folders", nargs="+", type=Path)
    files.add_argument("--rounds", type=int, default=5)
    files.add_argument("--worst", type=int, default=10, help="how many of the dearest files to list")
    rules = commands.add_parser("rules", help="what each rule adds")
    rules.add_argument("folders", nargs="+", type=Path)
    startup = commands.add_parser("startup", help="whole processes")
    startup.add_argument("--rounds", type=int, default=21)
    startup.add_argument("--environment", type=Path, help="an environment with zerolint installed, not editable")
    options = parser.parse_args(arguments)
    if options.command == "files":
        return report_files(measure_files(options.folders, options.rounds), options.worst)
    if options.command == "rules":
        return report_rules(*measure_rules(options.folders))
    return report_startup(options.environment, options.rounds)


def measure_files(folders: Sequence[Path], rounds: int) -> list[Cost]:
    """The costs of every file below the folders that passes the pre-filter and that libcst parses."""
    from libcst import parse_module

    sources = {path: path.read_bytes() for folder in folders for path in programs(folder)}
    codes = {path: code for path, data in sources.items() if (code := parsable(path, data))}
    parse: dict[Path, list[float]] = {path: [] for path in codes}
    lint: dict[Path, list[float]] = {path: [] for path in codes}
    for number in range(-1, rounds):  # the first round warms caches and imports; it isn't counted
        check = linter()
        for path, pieces in codes.items():
            parse_time = cpu_time(lambda pieces: [parse_module(piece) for piece in pieces], pieces)
            lint_time = cpu_time(check, path, sources[path])
            if number >= 0:
                parse[path].append(parse_time)
                lint[path].append(lint_time)
    return [Cost(path, statistics.median(parse[path]), statistics.median(lint[path])) for path in codes]


def parsable(path: Path, data: bytes) -> list[str]:
    """The code that libcst is given: a script's text, or each code cell; empty if there is none or it can't be read."""
    from zerolint.source.load import load
    from zerolint.source.parse import parse
    from zerolint.source.prefilter import mentions_keras

    if not mentions_keras(data):
        return []
    parsed = parse(load(path.as_posix(), data))
    return [] if parsed.problems else [module.chunk.code for module in parsed.modules]


def linter() -> Callable[[Path, bytes], object]:
    """What turns one file's bytes into findings, as a session does it, with nothing remembered of earlier rounds."""
    from zerolint.session.discovery import Found
    from zerolint.session.one import Names, lint_one
    from zerolint.session.relevance import Relevance
    from zerolint.settings import Resolver

    resolver, relevance, names = Resolver({}, isolated=True), Relevance(), Names()

    def lint(path: Path, data: bytes) -> object:
        file = Found(path.as_posix(), str(path.resolve()))
        return lint_one(file, data, resolver.for_file(file.absolute), relevance, names)

    return lint


def cpu_time(work: Callable[..., object], *arguments: object) -> float:
    """Seconds of CPU time of one call, the garbage of earlier ones collected before."""
    gc.collect()
    start = time.process_time()
    work(*arguments)
    return time.process_time() - start


def report_files(costs: list[Cost], worst: int) -> int:
    """Print sum, tail and the dearest files."""
    if not costs:
        print("no file passes the pre-filter")
        return 1
    ratios = sorted(cost.ratio for cost in costs)
    parse, lint = sum(cost.parse for cost in costs), sum(cost.lint for cost in costs)
    tail = ratios[min(len(ratios) - 1, int(0.95 * len(ratios)))]
    print(f"{len(costs)} files: parse {parse:.2f} s, bytes to findings {lint:.2f} s of CPU time")
    for cost in sorted(costs, key=lambda cost: cost.lint - cost.parse, reverse=True)[:worst]:
        print(f"  {cost.ratio:6.2f}  {cost.parse * 1000:7.1f} ms → {cost.lint * 1000:7.1f} ms  {cost.path}")
    print(f"median {statistics.median(ratios):.2f}")
    return int(not all([within("sum", lint / parse, SUM_BOUND), within("95th percentile", tail, TAIL_BOUND)]))


def measure_rules(folders: Sequence[Path]) -> tuple[float, dict[str, float]]:
    """Seconds of parsing all files, and of each rule's check over all programs (by code).

    What several rules ask of a program is worked out once, for the first of them in the order of the codes.
    """
    from libcst import parse_module

    from zerolint.check.registry import load
    from zerolint.check.run import check_program
    from zerolint.read import read

    rules = [rule for rule in load() if rule.asks is not None]
    parse, checks = 0.0, dict.fromkeys((rule.code for rule in rules), 0.0)
    for path in (path for folder in folders for path in programs(folder)):
        data = path.read_bytes()
        if not (pieces := parsable(path, data)):
            continue
        parse += cpu_time(lambda pieces: [parse_module(piece) for piece in pieces], pieces)
        program = read(str(path.resolve()), data).program
        for rule in rules:
            start = time.process_time()
            check_program(program, [rule])
            checks[rule.code] += time.process_time() - start
    return parse, checks


def report_rules(parse: float, checks: dict[str, float]) -> int:
    """Print what each rule adds, the dearest first; 1 if one of them adds more than its bound."""
    for code, seconds in sorted(checks.items(), key=lambda each: -each[1]):
        print(f"  {code}  {1000 * seconds / parse:6.2f} ‰")
    fine = [
        within("all rules", sum(checks.values()) / parse, RULES_BOUND),
        within("the dearest", max(checks.values()) / parse, RULE_BOUND),
    ]
    return int(not all(fine))


def within(name: str, value: float, bound: float) -> bool:
    """Print a figure beside its bound."""
    print(f"{name} {value:.3g} (bound {bound}){'' if value <= bound else '  OVER'}")
    return value <= bound


def report_startup(environment: Path | None, rounds: int) -> int:
    """Print what whole processes cost, in CPU time and by the clock."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plain.py").write_text(
            "".join(f"def f{number}(x):\n    return x + {number}\n" for number in range(100))
        )
        programs = (environment or installed(folder / "venv")) / "bin"
        python, zerolint = str(programs / "python"), str(programs / "zerolint")
        commands = {
            "pass": [python, "-c", "pass"],
            "version": [zerolint, "--version"],
            "needed": [python, "-c", NEEDED],
            "plain": [zerolint, "plain.py"],
        }
        cpu, wall = measure_processes(commands, folder, rounds)
    for command in commands:
        print(f"  {command:8} {cpu[command] * 1000:6.1f} ms CPU  {wall[command] * 1000:6.1f} ms by the clock")
    fine = [
        within(f"{title} ({kind})", times[command] / times[base], bound)
        for title, command, base, bound in (
            ("zerolint --version", "version", "pass", VERSION_BOUND),
            ("a file without Keras", "plain", "needed", PLAIN_FILE_BOUND),
        )
        for kind, times in (("CPU", cpu), ("clock", wall))
    ]
    return int(not all(fine))


def installed(folder: Path) -> Path:
    """A new environment with zerolint installed as users have it."""
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin/python", "-m", "pip", "install", "-q", str(ROOT)], check=True)
    return folder


def measure_processes(
    commands: dict[str, list[str]], folder: Path, rounds: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Each command's median CPU and wall time, in seconds."""
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    wall: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(-2, rounds):
        for name, command in commands.items():
            start, before = time.perf_counter(), children_cpu_time()
            subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            if number >= 0:
                wall[name].append(time.perf_counter() - start)
                cpu[name].append(children_cpu_time() - before)
    return (
        {name: statistics.median(times) for name, times in cpu.items()},
        {name: statistics.median(times) for name, times in wall.items()},
    )


def children_cpu_time() -> float:
    """CPU time of all processes that were waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())
