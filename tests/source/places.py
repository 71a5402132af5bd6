"""What the tests of this folder share: notebooks from cells, and their code."""

import json

from zerolint.source.load import load
from zerolint.source.model import Chunk, SourceFile


def notebook(*cells: str | list[str], **more: object) -> bytes:
    """A notebook of code cells; a cell is one string or a list of them."""
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more, indent=1).encode()


def cell(source: str) -> tuple[SourceFile, Chunk]:
    """The file and the chunk of a notebook's only cell."""
    file = load("n.ipynb", notebook(source))
    (chunk,) = file.chunks
    return file, chunk
