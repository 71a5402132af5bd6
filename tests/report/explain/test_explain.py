"""The record of `explain` agrees with its schema, and reads well as text."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from zerolint.check.diagnostic import Place
from zerolint.program.data import Data, Kind, Origin, Scale, Source, Split, Stats, Step
from zerolint.program.fact import Fact, Given, Site, unknown
from zerolint.program.network import Head, Input, Layer, Network
from zerolint.program.prediction import Decoding, Prediction, Reading
from zerolint.program.program import EMPTY, Note, Program, Standardisation
from zerolint.program.run import (
    Callback,
    Condition,
    Evidence,
    Family,
    Loss,
    Metric,
    Optimizer,
    Run,
    RunKind,
    Schedule,
    Task,
    TaskKind,
)
from zerolint.report.explain.focus import focused
from zerolint.report.explain.record import Recorder, plain
from zerolint.report.explain.text import text
from zerolint.report.style import Style


def at(line: int) -> Site:
    """A site that stands for a line."""
    return Site(line)


def find(site: object) -> Place | None:
    assert isinstance(site, int)
    return Place("train.py", site, 1, site, 10) if site < 100 else Place("model.py", site - 100, 1, site - 100, 10)


def quote(place: Place) -> str | None:
    return {12: "count", 20: "fit(x, y)"}.get(place.line)


HIDDEN = Layer(
    "Dense", at(10), {"units": Fact(16, at(10))}, (-1,), (None, 8), (None, 16), Fact("relu", at(10)), Fact(16)
)
LAST = replace(HIDDEN, site=at(11), inputs=(0,), activation=Fact("sigmoid", at(111)), units=unknown("n is a parameter"))
HEAD = Head(LAST, LAST.units, LAST.activation, at(11), at(11))
MODEL = Network(at(9), "sequential", (HIDDEN, LAST), (Input((None, 8), at(8), "float32"),), (HEAD,), complete=True)
X = Data(
    (1000, 8),
    "float64",
    Stats(0.0, 1.0),
    scale=Scale.UNIT,
    kind=Kind.CONTINUOUS,
    source=Source(Origin.RANDOM, "np.random.rand", at(3)),
    split=Split.TRAIN,
    trail=(Step("split", at(5), "train_test_split"),),
)
Y = Data(kind=Kind.CLASSES, classes=2, why="y is a parameter")
RUN = Run(
    RunKind.FIT,
    at(20),
    MODEL,
    compile_site=at(15),
    losses=(Loss("binary_crossentropy", Family.BINARY_CROSSENTROPY, at(16), Fact(True, at(16))),),
    optimizer=Optimizer("Adam", at(17), Fact(0.001, None, Given.DEFAULT), adaptive=True),
    metrics=(Metric("accuracy", "accuracy", at(18)),),
    inputs=(X,),
    targets=(Y,),
    epochs=Fact(20, at(12)),
    batch_size=Fact(float("nan"), at(20)),
    callbacks=(Callback("EarlyStopping", at(21), (("patience", Fact(3, at(21))),)),),
    tasks=(Task(TaskKind.BINARY, 2, (Evidence("the labels are 0 and 1", at(4)),), firm=True),),
    path=(Condition("args.big", True, at(2)),),
)
PREDICTION = Prediction(
    at(30), MODEL, "predict", (X,), run=RUN, decodings=(Decoding(Reading.THRESHOLD, at(31), 0.5, before=("index",)),)
)
OTHER = replace(
    MODEL, site=at(50), kind="functional", layers=(), heads=(), complete=False, why="a loop", loaded="load_model"
)
PROGRAM = Program(
    networks=(MODEL, OTHER),
    runs=(RUN,),
    predictions=(PREDICTION,),
    standardisations=(Standardisation(at(6), at(6), "std", X, guarded=False, in_function=False),),
    notes=(Note("`load` lies outside the project", at(40)),),
)


def recorded(program: Program) -> dict[str, Any]:
    problems = [{"code": "ZL900", "message": "broken", "place": Place("train.py", 60, 1, 60, 2).to_json()}]
    record = Recorder(program, find, quote).record("train.py", ["train.py", "model.py"], problems)
    return json.loads(json.dumps(record, allow_nan=False))


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads((files("zerolint.report.explain") / "schema.json").read_text(encoding="utf-8"))


SCHEDULED = replace(RUN, optimizer=Optimizer(None, at(17), schedule=Schedule("ExponentialDecay", at(17), peak=0.1)))
PROGRAMS = {
    "full": PROGRAM,
    "empty": EMPTY,
    "schedule": replace(PROGRAM, runs=(SCHEDULED,)),
    "little": Program(runs=(Run(RunKind.COMPILE_ONLY, at(1), OTHER),)),
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_record_agrees_with_the_schema(program: Program, schema: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(recorded(program), schema)
    assert text(recorded(program), Style())


def test_numbers_name_networks_layers_and_runs() -> None:
    record = recorded(PROGRAM)
    assert record["runs"][0]["network"] == 0
    assert record["predictions"][0]["run"] == record["predictions"][0]["network"] == 0
    assert record["networks"][0]["heads"][0]["layer"] == 1
    assert record["networks"][0]["heads"][0]["standard"] is False
    assert [one["builds"] for one in record["networks"]] == [True, False]


def test_a_run_of_another_state_of_a_model_names_the_model_of_its_place() -> None:
    later = replace(MODEL, layers=(HIDDEN,))
    record = recorded(Program(networks=(MODEL,), runs=(replace(RUN, network=later),)))
    assert len(record["networks"]) == 2
    assert record["runs"][0]["network"] == 1


def test_plain() -> None:
    assert plain({"a": (1, Kind.IMAGE, {3, 1}), 2: Fact(None)}) == {"a": [1, "image", [1, 3]], "2": None}
    assert plain(object()).startswith("<object")
    assert plain(float("inf")) == "inf"


TEXT = """\
train.py: written for Keras 3 (default)
  follows model.py
  ZL900 broken                                                  line 60

model 1 (sequential)                                            line 9
  input ?×8 float32                                             line 8
  Dense 16 relu → ?×16                                          line 10
  Dense sigmoid → ?×16                                          line 11
  head: units unknown, sigmoid                                  line 11
    units unknown: n is a parameter

model 2 (functional)                                            line 50
  comes from load_model
  input ?×8 float32                                             line 8
  head: unknown
  not followed to its end: a loop

training 1 of model 1: fit                                      line 20
  when args.big is true                                         line 2
  x: np.random.rand (random numbers)                            line 3
    1000×8, float64, continuous, 0 … 1, scale: unit, train split
    then split by train_test_split                              line 5
  y: unknown (y is a parameter)
    integer classes (2)
  task: binary classification, 2 classes
    because the labels are 0 and 1                              line 4
  compiled                                                      line 15
  loss: binary_crossentropy (binary cross-entropy) from logits  line 16
  optimizer: Adam                                               line 17
    learning rate: 0.001 (default)
  metric: accuracy                                              line 18
  epochs: count = 20                                            line 12
  batch size: nan                                               line 20
  callback: EarlyStopping                                       line 21

prediction of model 1: predict, after training 1                line 30
  x: np.random.rand (random numbers)                            line 3
    1000×8, float64, continuous, 0 … 1, scale: unit, train split
    then split by train_test_split                              line 5
  read by threshold 0.5                                         line 31

scaled by hand, by the std, unguarded                           line 6
  of: np.random.rand (random numbers)                           line 3
    1000×8, float64, continuous, 0 … 1, scale: unit, train split
    then split by train_test_split                              line 5

what stayed unknown
  `load` lies outside the project                               line 40
"""


def test_text() -> None:
    assert text(recorded(PROGRAM), Style()) == TEXT


def test_text_of_nothing() -> None:
    assert text(recorded(EMPTY), Style()).endswith("\n  no model, training or prediction was found\n")


def test_place_in_another_file() -> None:
    moved = replace(MODEL, site=at(107))
    assert "model.py:7\n" in text(recorded(Program(networks=(moved,))), Style())


@pytest.mark.parametrize(
    ("line", "networks", "runs", "predictions"),
    [(10, 1, 1, 1), (16, 1, 1, 1), (31, 1, 0, 1), (50, 1, 0, 0), (99, 0, 0, 0)],
)
def test_focus(line: int, networks: int, runs: int, predictions: int, schema: Any) -> None:
    record = focused(recorded(PROGRAM), line)
    jsonschema.validate(record, schema)
    assert tuple(len(record[part]) for part in ("networks", "runs", "predictions")) == (networks, runs, predictions)


def test_focus_numbers_anew() -> None:
    record = focused(recorded(replace(PROGRAM, networks=(OTHER, MODEL))), 16)
    assert (record["runs"][0]["network"], record["predictions"][0]["run"]) == (0, 0)
