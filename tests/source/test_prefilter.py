"""What is told from a file's bytes alone."""

import pytest

from zerolint.source.prefilter import imported_names, mentions_keras


@pytest.mark.parametrize(
    ("data", "mentions"),
    [
        (b"import keras\n", True),
        (b"import tf_keras as k\n", True),
        (b"from tensorflow import data\n", True),
        (b"\xff\x00 keras", True),
        (b"import torch\n", False),
        (b"", False),
    ],
)
def test_mentions_keras(data: bytes, mentions: bool) -> None:
    assert mentions_keras(data) is mentions


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"import a, b.c as d # e", {"a", "b.c"}),
        (b"from a import b as c, d", {"a", "a.b", "a.d"}),
        (b"from . import b", {".", ".b"}),
        (b"from .. common import b", {"..common", "..common.b"}),
        (b"from a import (  # why\n    b,\n    c as d,\n)\n", {"a", "a.b", "a.c"}),
        (b"from a import *", {"a"}),
        (b"if x: import a; import b", {"a", "b"}),
        (b'["import a\\n", "from b import c\\n"]', {"a", "b", "b.c"}),
        (rb'"import a\nfrom b import c\n"', {"a", "b", "b.c"}),
        (b"important = reimport", set()),
        ("import modèle".encode(), {"modèle"}),
        ("from modèle.é import ñ".encode(), {"modèle.é", "modèle.é.ñ"}),
        (b"import a\r\nimport b\r\n", {"a", "b"}),
        (b"import", set()),
        (b"import a..b, 3", set()),
        (b"import \xff\xfe", set()),
    ],
)
def test_imported_names(data: bytes, names: set[str]) -> None:
    assert imported_names(data) == names
