"""Image readers and conversions, held against the libraries that are installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zerolint.knowledge import images
from zerolint.knowledge.names import canonical


def test_paths_are_canonical() -> None:
    paths = [*images.READERS, *images.CONVERSIONS]
    assert [canonical(path) for path in paths] == paths


@pytest.mark.parametrize("path", [path for path in images.READERS if path.startswith("tensorflow.io.decode")])
def test_tensorflow_has_it(tensorflow: Any, path: str) -> None:
    assert hasattr(tensorflow.io, path.rpartition(".")[2])


def test_decoders(tensorflow: Any, keras: Any, tmp_path: Path) -> None:
    import numpy as np

    picture = np.full((4, 4, 3), 255, "uint8")
    png = tensorflow.io.encode_png(picture)
    decoded = tensorflow.io.decode_png(png).numpy()
    reader = images.of("tensorflow.io.decode_png")
    assert reader is not None
    assert (decoded.dtype.name, decoded.max()) == (reader.dtype, reader.hi)
    assert tensorflow.io.decode_image(png, dtype=tensorflow.float32).numpy().max() == 1.0
    pytest.importorskip("PIL")
    (tmp_path / "a.png").write_bytes(png.numpy())
    loaded = keras.utils.img_to_array(keras.utils.load_img(tmp_path / "a.png"))
    assert (loaded.dtype.name, loaded.max()) == ("float32", 255.0)


def test_conversions(tensorflow: Any) -> None:
    import numpy as np

    picture = np.full((4, 4, 3), 255, "uint8")
    assert tensorflow.image.resize(picture, (2, 2)).numpy().max() == 255.0
    assert tensorflow.image.convert_image_dtype(picture, tensorflow.float32).numpy().max() == 1.0
    row = images.conversion("tensorflow.image.convert_image_dtype")
    assert row is not None
    assert row.result == "unit if integer"


def test_matplotlib(tmp_path: Path) -> None:
    plt = pytest.importorskip("matplotlib.pyplot")
    import numpy as np

    plt.imsave(tmp_path / "a.png", np.full((4, 4, 3), 1.0))
    assert plt.imread(tmp_path / "a.png").max() == 1.0
