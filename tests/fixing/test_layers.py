"""A new layer in front of another, and edits around a call's own parts."""

from __future__ import annotations

import pytest

from tests.fixing.places import edited
from zerolint.check.finding import ChangeArgument, InsertBefore, InsertLayer

FROM = "from keras.layers import Dense\n"
IMPORTED = "from keras.layers import Dense\nfrom keras.layers import Rescaling\n"


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ("m = S([layers.D(3), e])\n", "layers.D(3)", "m = S([layers.Rescaling(1 / 255), layers.D(3), e])\n"),
        (
            "m = S([\n    i,\n    k.layers.D(3),\n])\n",
            "k.layers.D(3)",
            "m = S([\n    i,\n    k.layers.Rescaling(1 / 255),\n    k.layers.D(3),\n])\n",
        ),
        ("if a:\n    m.add(l.D(3))\n", "l.D(3)", "if a:\n    m.add(l.Rescaling(1 / 255))\n    m.add(l.D(3))\n"),
        ("y = l.D(3)(x)\n", "l.D(3)", "y = l.D(3)(l.Rescaling(1 / 255)(x))\n"),
        ("y = l.D(3)((x))\n", "l.D(3)", "y = l.D(3)((l.Rescaling(1 / 255)(x)))\n"),
        (
            "m.add(l.C(3, input_shape=(2, 2, 1)))\n",
            "l.C(3, input_shape=(2, 2, 1))",
            "m.add(l.Rescaling(1 / 255, input_shape=(2, 2, 1)))\nm.add(l.C(3, input_shape=(2, 2, 1)))\n",
        ),
        (
            "m.add(l.D(3, input_dim=n))\n",
            "l.D(3, input_dim=n)",
            "m.add(l.Rescaling(1 / 255, input_shape=(n,)))\nm.add(l.D(3, input_dim=n))\n",
        ),
        (FROM + "m.add(Dense(3))\n", "Dense(3)", IMPORTED + "m.add(Rescaling(1 / 255))\nm.add(Dense(3))\n"),
        (IMPORTED + "y = Dense(3)(x)\n", "Dense(3)", IMPORTED + "y = Dense(3)(Rescaling(1 / 255)(x))\n"),
        ("from a import Dense as D\nm = S([D(3)])\n", "D(3)",
         "from a import Dense as D\nfrom a import Rescaling\nm = S([Rescaling(1 / 255), D(3)])\n"),
        ("from keras.layers.core import Dense\nm.add(Dense(3))\n", "Dense(3)",
         IMPORTED.replace("layers", "layers.core", 1) + "m.add(Rescaling(1 / 255))\nm.add(Dense(3))\n"),
        ("from keras.layers import *\nm.add(Dense(3))\n", "Dense(3)", None),  # whether the star brings it isn't known
        ("from .a import Dense\nm.add(Dense(3))\n", "Dense(3)", None),
        ("self.d = l.D(3)\n", "l.D(3)", None),
        ("a; m.add(l.D(3))\n", "l.D(3)", None),
        ("y = l.D(3)(x, training=True)\n", "l.D(3)", None),
        ("m.add(d)\n", "d", None),
    ],
)  # fmt: skip
def test_insert_layer(before: str, at: str, after: str | None) -> None:
    assert edited(before, at, lambda site: InsertLayer(site, "Rescaling", "1 / 255")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("p = m.predict(x)\n", "p = m.predict(x / 255)\n"),
        ("p = m.predict(a + b, 3)\n", "p = m.predict((a + b) / 255, 3)\n"),
        ("p = m.predict(batch_size=3, x=a)\n", "p = m.predict(batch_size=3, x=a / 255)\n"),
        ("p = m.predict(*x)\n", None),
        ("p = m.predict()\n", None),
    ],
)
def test_change_argument(before: str, after: str | None) -> None:
    at = before.removeprefix("p = ").strip()
    assert edited(before, at, lambda site: ChangeArgument(site, "x", "{} / 255")) == after


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ("self.m.fit(x[:3], y)\n", "self.m.fit(x[:3], y)", "self.m.n.adapt(x[:3])\nself.m.fit(x[:3], y)\n"),
        ("h = m.fit(y=b, x=a)\n", "m.fit(y=b, x=a)", "m.n.adapt(a)\nh = m.fit(y=b, x=a)\n"),
        ("m().fit(x)\n", "m().fit(x)", "m().n.adapt(x)\nm().fit(x)\n"),
        ("fit(x)\n", "fit(x)", None),
        ("m.fit(**k)\n", "m.fit(**k)", None),
    ],
)
def test_insert_what_is_about_the_call(before: str, at: str, after: str | None) -> None:
    made = edited(before, at, lambda site: InsertBefore(site, "{object}.n.adapt({first})"))
    assert made == after
