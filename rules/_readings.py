"""What the rules on reading predictions share: which head was read, how it was trained, what came between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import Decoding, Head, Loss, Prediction, Reading

from ._heads import parts

SAME_VALUES: Final = frozenset(
    {
        "array",
        "asarray",
        "cast",
        "concatenate",
        "copy",
        "decimals",
        "expand_dims",
        "flatten",
        "float",
        "index",
        "item",
        "list",
        "numpy",
        "ravel",
        "reshape",
        "squeeze",
        "stack",
        "tolist",
        "transpose",
    }
)
"""Operations that pass values on as they are; anything else may have changed them."""


def readings(prediction: Prediction, *wanted: Reading) -> Iterator[tuple[Decoding, Head]]:
    """The readings of one kind whose head is known."""
    for decoding in prediction.decodings:
        head = decoding.head or prediction.network.head
        if decoding.reading in wanted and head is not None:
            yield decoding, head


def untouched(decoding: Decoding) -> bool:
    """Whether it is the network's own numbers that are read."""
    return all(step in SAME_VALUES for step in decoding.before)


def trained_by(prediction: Prediction, head: Head) -> Loss | None:
    """The loss that the head was trained with."""
    if prediction.run is None:
        return None
    found = [part.loss for part in parts(prediction.run) if part.head is head or part.head.site is head.site]
    return found[0] if len(found) == 1 else None
