"""Rules put to a program: guarded, one fault one finding, one finding per place and path."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from zerolint.check.finding import Confidence, Finding, Fix, Note, Replace, Safety, Severity
from zerolint.check.precedence import CHAINS
from zerolint.check.registry import Rule
from zerolint.check.run import Checked, check_program
from zerolint.program.data import Data, Origin, Source
from zerolint.program.fact import Fact, Site
from zerolint.program.network import Head, Layer, Network
from zerolint.program.program import Program
from zerolint.program.run import Condition, Run, RunKind

HIGH, MEDIUM, LOW = Confidence


class Spot:
    """A place, for tests."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


def spot(name: str) -> Site:
    return Site(Spot(name))


HEAD, FIT, COMPILE, DATA = (spot(name) for name in ("head", "fit", "compile", "data"))
KNOWN = Data(source=Source(Origin.DATASET, "boston_housing"))


def network(site: Site = HEAD, heads: int = 1) -> Network:
    layer = Layer("Dense", site)
    made = tuple(Head(layer, Fact(1), Fact("sigmoid"), site, spot(f"head{n}")) for n in range(heads))
    return Network(site, "sequential", (layer,), heads=made, identity=object())


def run(net: Network, *path: bool, group: object = None, site: Site = FIT, compiled: Site = COMPILE) -> Run:
    return Run(
        RunKind.FIT,
        site,
        net,
        compiled,
        path=tuple(Condition("args.big", holds, spot("if")) for holds in path),
        targets=(KNOWN,),
        group=group,
    )


Answer = Callable[[Run], Iterable[Finding]]


def rule(code: str, answer: Callable[..., Iterable[Finding]], asks: type = Run) -> Rule:
    return Rule(code, Severity.ERROR, f"rules.rule_{code.lower()}", answer, asks)


def says(message: str, site: Site = HEAD, confidence: Confidence = HIGH, **more: object) -> Answer:
    return lambda _: [Finding(site, message, confidence=confidence, **more)]  # type: ignore[arg-type]  # test sugar


def check(program: Program, *rules: Rule) -> Checked:
    return check_program(program, rules)


def told(checked: Checked) -> list[tuple[str, str, str, list[str]]]:
    """(code, confidence, message, messages of the notes)."""
    return [
        (
            raw.rule.code,
            raw.finding.confidence.value,
            raw.finding.message,
            [note.message for note in raw.finding.notes],
        )
        for raw in checked.findings
    ]


ONE = Program(runs=(run(network()),))


def test_a_rule_that_raises_hides_no_other() -> None:
    def fails(_: Run) -> Iterable[Finding]:
        yield Finding(HEAD, "before")
        raise KeyError("gone")

    checked = check(ONE, rule("ZL101", fails), rule("ZL301", says("fine", FIT)))
    assert [each[2] for each in told(checked)] == ["before", "fine"]
    [failure] = checked.failures
    assert (failure.code, failure.error) == ("ZL101", "KeyError: 'gone'")
    assert "KeyError" in failure.traceback


def test_what_is_no_finding_is_a_failure() -> None:
    checked = check(ONE, rule("ZL101", lambda _: ["text"]), rule("ZL102", lambda _: [Finding(None, "m")]))  # type: ignore[list-item, arg-type]  # wrong on purpose
    assert [failure.code for failure in checked.failures] == ["ZL101", "ZL102"]


def test_each_rule_is_asked_about_its_subject() -> None:
    program = Program(networks=(network(),), runs=ONE.runs)
    seen: list[object] = []

    def look(subject: object) -> Iterable[Finding]:
        seen.append(subject)
        return ()

    check(program, rule("ZL1", look, Program), rule("ZL2", look, Network), rule("ZL3", look, Run))
    assert seen == [program, program.networks[0], program.runs[0]]


def test_the_cause_reports_and_its_consequence_is_a_note() -> None:
    checked = check(ONE, rule("ZL201", says("effect", COMPILE)), rule("ZL203", says("cause")))
    assert told(checked) == [("ZL203", "high", "cause", ["effect (ZL201)"])]
    assert checked.findings[0].finding.notes[0].site is COMPILE


def test_a_loser_that_would_say_the_same_is_dropped() -> None:
    checked = check(ONE, rule("ZL206", says("same")), rule("ZL202", says("cause")))
    assert told(checked) == [("ZL202", "high", "cause", [])]


def test_what_a_loser_explains_goes_to_the_winner() -> None:
    three = [rule("ZL215", says("c")), rule("ZL208", says("b")), rule("ZL203", says("a"))]
    assert told(check(ONE, *three)) == [("ZL203", "high", "a", ["c (ZL215)", "b (ZL208)"])]
    two = [rule("ZL203", says("a")), rule("ZL202", says("b")), rule("ZL206", says("c"))]
    assert told(check(ONE, *two)) == [("ZL203", "high", "a", ["b (ZL202)"])]


def test_the_surer_one_reports() -> None:
    checked = check(ONE, rule("ZL204", says("guess", confidence=LOW)), rule("ZL212", says("sure")))
    assert told(checked) == [("ZL212", "high", "sure", ["guess (ZL204)"])]


def test_other_runs_are_other_faults() -> None:
    first, second = run(network(spot("a"))), run(network(spot("b")))

    def cause(one: Run) -> Iterable[Finding]:
        if one is first:
            yield Finding(one.network.site, "cause")

    def effect(one: Run) -> Iterable[Finding]:
        if one is second:
            yield Finding(one.network.site, "effect")

    checked = check(Program(runs=(first, second)), rule("ZL203", cause), rule("ZL201", effect))
    assert [each[0] for each in told(checked)] == ["ZL203", "ZL201"]


def test_other_heads_are_other_faults() -> None:
    net = network(heads=2)
    program = Program(runs=(run(net),))
    one, two = net.heads
    apart = check(program, rule("ZL203", says("a", one.site, about=one)), rule("ZL201", says("b", two.site, about=two)))
    assert len(apart.findings) == 2
    same = check(program, rule("ZL203", says("a", one.site, about=one)), rule("ZL201", says("b", two.site, about=one)))
    assert len(same.findings) == 1
    unsaid = check(program, rule("ZL203", says("a", one.site, about=one)), rule("ZL201", says("b", two.site)))
    assert len(unsaid.findings) == 1


def test_a_network_and_its_run_are_one() -> None:
    net = network()
    program = Program(networks=(net, network()), runs=(run(net),))
    hits = rule("ZL401", lambda each: [Finding(each.site, "b")] if each is net else [], Network)
    misses = rule("ZL401", lambda each: [] if each is net else [Finding(each.site, "b")], Network)
    cause = rule("ZL417", says("a"))
    assert [each[0] for each in told(check(program, cause, hits))] == ["ZL417"]
    assert [each[0] for each in told(check(program, cause, misses))] == ["ZL417", "ZL401"]


def test_data_must_be_the_same() -> None:
    x, y = Data(names=("x",)), Data(names=("y",))
    labels = rule("ZL117", says("labels", about=y))
    assert len(check(ONE, labels, rule("ZL103", says("pixels", FIT, about=x))).findings) == 2
    assert len(check(ONE, labels, rule("ZL103", says("pixels", FIT, about=y))).findings) == 1


def test_one_finding_per_place() -> None:
    net = network()
    program = Program(runs=(run(net), run(net, site=spot("fit2"), compiled=spot("compile2"))))
    checked = check(program, rule("ZL201", says("m")), rule("ZL202", says("n", FIT)))
    assert told(checked) == [("ZL202", "high", "n", ["m (ZL201)", "the same in the model compiled here"])]


def test_every_path() -> None:
    paths = [run(network(), True, group=1), run(network(), False, group=1)]
    assert told(check(Program(runs=tuple(paths)), rule("ZL201", says("m")))) == [("ZL201", "high", "m", [])]


def test_some_paths() -> None:
    big, small = run(network(), True, group=1), run(network(), False, group=1)
    only = rule("ZL201", lambda one: [Finding(HEAD, "m")] if one is big else [])
    checked = check(Program(runs=(big, small)), only)
    assert told(checked) == [("ZL201", "medium", "m", ["in the training here", "only when args.big is true"])]


def test_all_paths_of_one_of_two_trainings() -> None:
    big, small = run(network(), True, group=1), run(network(), False, group=1)
    other = run(big.network, group=2, site=spot("fit2"))
    only = rule("ZL201", lambda one: [Finding(HEAD, "m")] if one in (big, other) else [])
    assert [each[1] for each in told(check(Program(runs=(big, small, other)), only))] == ["high"]


def shared_builder(**other: object) -> tuple[Run, Run]:
    """One builder's head in two models: wrong for the first training."""
    wrong = run(network(), group=1)
    right = run(network(), group=2, site=spot("fit2"), compiled=spot("compile2"))
    return wrong, replace(right, **other)  # type: ignore[arg-type]  # fields by name


def test_a_shared_builder_that_is_right_elsewhere() -> None:
    wrong, right = shared_builder()
    fix = Fix("m", Safety.UNSAFE, (Replace(HEAD, "x"),))
    only = rule("ZL201", lambda one: [Finding(HEAD, "m", fix=fix)] if one is wrong else [])
    [raw] = check(Program(runs=(wrong, right)), only).findings
    assert raw.finding.site is COMPILE
    assert raw.finding.fix is None
    assert [(note.site, note.message) for note in raw.finding.notes] == [
        (HEAD, "right in another training, wrong in this one")
    ]


@pytest.mark.parametrize("why", [{"targets": (Data(),)}, {"targets": ()}, {"assumed": True}, {"swept": True}])
def test_a_training_that_is_not_known_is_not_right(why: dict[str, object]) -> None:
    wrong, right = shared_builder(**why)
    only = rule("ZL201", lambda one: [Finding(HEAD, "m")] if one is wrong else [])
    [raw] = check(Program(runs=(wrong, right)), only).findings
    assert raw.finding.site is HEAD


def test_chains_hold_no_contradiction() -> None:
    pairs = {pair for chain in CHAINS for pair in zip(chain.codes, chain.codes[1:], strict=False)}
    assert not any((second, first) in pairs for first, second in pairs)


def test_notes_of_the_finding_come_first() -> None:
    cause = rule("ZL203", says("cause", notes=(Note("own"),)))
    assert told(check(ONE, rule("ZL201", says("effect")), cause))[0][3] == ["own", "effect (ZL201)"]
