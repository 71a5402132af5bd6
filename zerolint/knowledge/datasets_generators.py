"""The generators of `sklearn.datasets`: what kind of data each draws.

`make_blobs` has 3 centers by default (`centers=None`) in −10 … 10; how far x of `make_classification` spreads is told
by `class_sep` and `n_informative`; that of `make_multilabel_classification` counts words of texts of some `length`;
the target of `make_regression` has a spread of some hundreds by default, growing with `n_informative`.
"""

from __future__ import annotations

from zerolint.knowledge.datasets import CLASSES, CONTINUOUS, MULTI_HOT, Generator

GENERATORS: dict[str, Generator] = {
    row.name: row
    for row in (
        Generator(
            "make_blobs",
            "n_samples n_features",
            CONTINUOUS,
            CLASSES,
            features="n_features",
            classes="centers",
            defaults=(
                ("n_samples", 100),
                ("n_features", 2),
                ("centers", 3),
                ("cluster_std", 1.0),
                ("center_box", (-10.0, 10.0)),
                ("shuffle", True),
            ),
        ),
        Generator(
            "make_circles",
            "n_samples",
            CONTINUOUS,
            CLASSES,
            features=2,
            classes=2,
            defaults=(("n_samples", 100), ("shuffle", True), ("noise", None), ("factor", 0.8)),
            lo=-1.0,
            hi=1.0,
        ),
        Generator(
            "make_classification",
            "n_samples n_features",
            CONTINUOUS,
            CLASSES,
            features="n_features",
            classes="n_classes",
            defaults=(
                ("n_samples", 100),
                ("n_features", 20),
                ("n_informative", 2),
                ("n_redundant", 2),
                ("n_classes", 2),
                ("class_sep", 1.0),
                ("shift", 0.0),
                ("scale", 1.0),
                ("shuffle", True),
            ),
        ),
        Generator(
            "make_friedman1",
            "n_samples n_features",
            CONTINUOUS,
            CONTINUOUS,
            features="n_features",
            classes=None,
            defaults=(("n_samples", 100), ("n_features", 10), ("noise", 0.0)),
            lo=0.0,
            hi=1.0,
        ),
        Generator(
            "make_friedman2",
            "n_samples",
            CONTINUOUS,
            CONTINUOUS,
            features=4,
            classes=None,
            defaults=(("n_samples", 100), ("noise", 0.0)),
            lo=0.0,
            hi=1759.3,  # The second column lies in 40 pi … 560 pi, the others in 0 … 100, 0 … 1 and 1 … 11.
        ),
        Generator(
            "make_friedman3",
            "n_samples",
            CONTINUOUS,
            CONTINUOUS,
            features=4,
            classes=None,
            defaults=(("n_samples", 100), ("noise", 0.0)),
            lo=0.0,
            hi=1759.3,
        ),
        Generator(
            "make_gaussian_quantiles",
            "",
            CONTINUOUS,
            CLASSES,
            features="n_features",
            classes="n_classes",
            defaults=(("n_samples", 100), ("n_features", 2), ("n_classes", 3), ("shuffle", True)),
        ),
        Generator(
            "make_hastie_10_2",
            "n_samples",
            CONTINUOUS,
            CLASSES,  # −1.0 and 1.0
            features=10,
            classes=2,
            defaults=(("n_samples", 12000),),
        ),
        Generator(
            "make_moons",
            "n_samples",
            CONTINUOUS,
            CLASSES,
            features=2,
            classes=2,
            defaults=(("n_samples", 100), ("shuffle", True), ("noise", None)),
            lo=-1.0,
            hi=2.0,
        ),
        Generator(
            "make_multilabel_classification",
            "n_samples n_features",
            CONTINUOUS,
            MULTI_HOT,
            features="n_features",
            classes="n_classes",
            defaults=(("n_samples", 100), ("n_features", 20), ("n_classes", 5), ("n_labels", 2), ("length", 50)),
            lo=0.0,
        ),
        Generator(
            "make_regression",
            "n_samples n_features",
            CONTINUOUS,
            CONTINUOUS,
            features="n_features",
            classes=None,
            defaults=(
                ("n_samples", 100),
                ("n_features", 100),
                ("n_informative", 10),
                ("n_targets", 1),
                ("noise", 0.0),
                ("bias", 0.0),
            ),
        ),
        Generator(
            "make_s_curve",
            "n_samples",
            CONTINUOUS,
            CONTINUOUS,
            features=3,
            classes=None,
            defaults=(("n_samples", 100), ("noise", 0.0)),
            lo=-2.0,
            hi=2.0,
        ),
        Generator(
            "make_sparse_uncorrelated",
            "n_samples n_features",
            CONTINUOUS,
            CONTINUOUS,
            features="n_features",
            classes=None,
            defaults=(("n_samples", 100), ("n_features", 10)),
        ),
        Generator(
            "make_swiss_roll",
            "n_samples",
            CONTINUOUS,
            CONTINUOUS,
            features=3,
            classes=None,
            defaults=(("n_samples", 100), ("noise", 0.0)),
        ),
    )
}
