"""The tables' words are those of the training program."""

from __future__ import annotations

from zerolint.knowledge import datasets, losses
from zerolint.knowledge.datasets_keras import SETS as KERAS
from zerolint.knowledge.datasets_sklearn import SETS as SKLEARN
from zerolint.program.data import Kind
from zerolint.program.run import Family


def test_loss_families() -> None:
    assert {row.family for row in losses.LOSSES.values()} <= {family.value for family in Family}
    assert {family.value for family in Family if family.cross_entropy} == losses.CROSS_ENTROPIES


def test_kinds() -> None:
    kinds = {kind.value for kind in Kind}
    words = (datasets.CLASSES, datasets.CONTINUOUS, datasets.DATETIME, datasets.IMAGE, datasets.MULTI_HOT)
    assert {*words, datasets.ONE_HOT, datasets.TEXT, datasets.TOKENS} <= kinds
    arrays = [array for row in (*KERAS.values(), *SKLEARN.values()) for array in (row.x, row.y)]
    assert {array.kind for array in arrays} <= kinds
