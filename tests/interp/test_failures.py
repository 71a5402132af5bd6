"""The engine's own failures cost one value, and are reported."""

from __future__ import annotations

import json
from typing import Any

import pytest

from zerolint.interp.call import Call
from zerolint.interp.failures import FAILED
from zerolint.libs import registry
from zerolint.read import read

from .checking import UNKNOWN, check, run


@pytest.fixture(autouse=True)
def _failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """`numpy.faulty` fails whatever it is called with."""

    def fail(call: Call) -> Any:
        raise ZeroDivisionError("in the handler")

    monkeypatch.delenv("ZEROLINT_DEBUG", raising=False)
    monkeypatch.setitem(registry.FUNCTIONS, "numpy.faulty", fail)


def test_one_value_is_unknown() -> None:
    check("import numpy as np\na = 1\nx = np.faulty(a)\nb = 2", a=1, x=UNKNOWN, b=2)


def test_what_was_bound_before_is_no_longer_known() -> None:
    check("import numpy as np\nx = 1\nx = np.faulty()\ny = x", y=UNKNOWN)


def test_what_it_may_have_changed_is_no_longer_known() -> None:
    check("import numpy as np\nx = [1]\ny = [1]\nnp.faulty(x)\nn, k = len(x), len(y)", n=UNKNOWN, k=1)


def test_it_is_reported_once() -> None:
    machine, _ = run("import numpy as np\nfor i in range(3):\n    np.faulty(i)")
    assert [reason for reason, _ in machine.notes] == [f"{FAILED}ZeroDivisionError: in the handler"]


def test_with_debugging_it_goes_on_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEROLINT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("import numpy as np\nnp.faulty()")


def test_a_model_is_not_taken_for_what_it_was() -> None:
    from zerolint.libs.keras.models import outputs_of

    source = "import numpy as np\nfrom keras import Sequential, layers\nm = Sequential([layers.Dense(1)])\n"
    machine, names = run(source + "np.faulty(m)")
    assert outputs_of(machine, names["m"]).opaque  # type: ignore[attr-defined,arg-type]  # a tensor, a model


def test_loops_inside_of_each_other_cost_little() -> None:
    lines = ["f = open('a')"]
    for depth in range(18):
        lines += [f"{'  ' * depth}t{depth} = ''", f"{'  ' * depth}for a{depth} in f:"]
        lines += [f"{'  ' * (depth + 1)}t{depth} += a{depth}"]
    machine, _ = run("\n".join(lines))
    assert not machine.exhausted


def test_the_end_of_the_fuel_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zerolint.read.FUEL_BASE", 3)
    monkeypatch.setattr("zerolint.read.FUEL_PER_STATEMENT", 0)
    program = read("/nowhere/a.py", b"def f():\n    pass\n" + b"f()\n" * 5).program
    assert [note.reason for note in program.notes] == ["out of fuel: what comes after many steps is not known"]


def test_what_a_notebook_printed_is_no_fuel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zerolint.read.FUEL_BASE", 0)
    monkeypatch.setattr("zerolint.read.FUEL_PER_STATEMENT", 1)
    source = "def f():\n    pass\n"
    printed = [{"output_type": "stream", "text": ["a\n"] * 1000}]
    cell = {"cell_type": "code", "source": source, "outputs": printed}
    loop = {"cell_type": "code", "source": "for i in range(30): f(); f(); f(); f()", "outputs": []}
    text = json.dumps({"cells": [cell, loop], "metadata": {}}, indent=1)
    assert [note.reason for note in read("n.ipynb", text.encode()).program.notes]
