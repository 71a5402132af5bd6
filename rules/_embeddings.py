"""What the rules on embeddings share: which input an `Embedding` looks up."""

from __future__ import annotations

from collections.abc import Iterator

from zerolint.api import Data, Layer, Run, RunKind

from ._inputs import fed


def embedded(run: Run) -> Iterator[tuple[Layer, Data]]:
    """The embeddings that read an input as it is fed, with its data."""
    if run.kind is RunKind.COMPILE_ONLY or run.idle:
        return
    for which, data in fed(run):
        for position in run.network.consumers(-1 - which):
            layer = run.network.layers[position]
            if layer.kind == "Embedding":
                yield layer, data
