"""Sets of TensorFlow Datasets: what one element holds, how many there are per split.

Source: the catalogue of TensorFlow Datasets. Pixels are uint8 in 0 … 255, labels int64. `emnist/letters` has 37
classes by its feature, of which the labels 1 … 26 occur.
"""

from __future__ import annotations

from zerolint.knowledge.datasets import CLASSES, CONTINUOUS, IMAGE, TEXT, TOKENS, Array, Split

_Sizes = tuple[tuple[str, int], ...]


def _labels(classes: int) -> Array:
    return Array((), "int64", CLASSES, 0.0, float(classes - 1), classes=classes)


def _images(name: str, shape: tuple[int | None, ...], classes: int, sizes: _Sizes) -> Split:
    return Split(name, Array(shape, "uint8", IMAGE, 0.0, 255.0), _labels(classes), sizes=sizes)


def _texts(name: str, classes: int, sizes: _Sizes, key: str = "text") -> Split:
    return Split(name, Array((), "string", TEXT), _labels(classes), key, sizes=sizes)


def _tokens(name: str, classes: int, sizes: _Sizes) -> Split:
    return Split(name, Array((None,), "int64", TOKENS, 0.0), _labels(classes), "text", sizes=sizes)


SETS: dict[str, Split] = {
    "ag_news_subset": _texts("ag_news_subset", 4, (("train", 120000), ("test", 7600)), "description"),
    "beans": _images(
        "beans",
        (500, 500, 3),
        3,
        (
            ("train", 1034),
            ("validation", 133),
            ("test", 128),
        ),
    ),
    "binary_alpha_digits": _images("binary_alpha_digits", (20, 16, 1), 36, (("train", 1404),)),
    "caltech101": _images(
        "caltech101",
        (None, None, 3),
        102,
        (
            ("train", 3060),
            ("test", 6084),
        ),
    ),
    "cats_vs_dogs": _images("cats_vs_dogs", (None, None, 3), 2, (("train", 23262),)),
    "cifar10": _images(
        "cifar10",
        (32, 32, 3),
        10,
        (
            ("train", 50000),
            ("test", 10000),
        ),
    ),
    "cifar100": _images(
        "cifar100",
        (32, 32, 3),
        100,
        (
            ("train", 50000),
            ("test", 10000),
        ),
    ),
    "citrus_leaves": _images("citrus_leaves", (None, None, 3), 4, (("train", 594),)),
    "colorectal_histology": _images("colorectal_histology", (150, 150, 3), 8, (("train", 5000),)),
    "deep_weeds": _images("deep_weeds", (256, 256, 3), 9, (("train", 17509),)),
    "emnist": _images(
        "emnist",
        (28, 28, 1),
        62,
        (
            ("train", 697932),
            ("test", 116323),
        ),
    ),
    "emnist/balanced": _images(
        "emnist/balanced",
        (28, 28, 1),
        47,
        (
            ("train", 112800),
            ("test", 18800),
        ),
    ),
    "emnist/byclass": _images(
        "emnist/byclass",
        (28, 28, 1),
        62,
        (
            ("train", 697932),
            ("test", 116323),
        ),
    ),
    "emnist/digits": _images(
        "emnist/digits",
        (28, 28, 1),
        10,
        (
            ("train", 240000),
            ("test", 40000),
        ),
    ),
    "emnist/letters": _images(
        "emnist/letters",
        (28, 28, 1),
        37,
        (
            ("train", 88800),
            ("test", 14800),
        ),
    ),
    "emnist/mnist": _images(
        "emnist/mnist",
        (28, 28, 1),
        10,
        (
            ("train", 60000),
            ("test", 10000),
        ),
    ),
    "eurosat": _images("eurosat", (64, 64, 3), 10, (("train", 27000),)),
    "eurosat/rgb": _images("eurosat/rgb", (64, 64, 3), 10, (("train", 27000),)),
    "fashion_mnist": _images(
        "fashion_mnist",
        (28, 28, 1),
        10,
        (
            ("train", 60000),
            ("test", 10000),
        ),
    ),
    "food101": _images(
        "food101",
        (None, None, 3),
        101,
        (
            ("train", 75750),
            ("validation", 25250),
        ),
    ),
    "glue/sst2": _texts("glue/sst2", 2, (("train", 67349), ("validation", 872), ("test", 1821)), "sentence"),
    "horses_or_humans": _images(
        "horses_or_humans",
        (300, 300, 3),
        2,
        (
            ("train", 1027),
            ("test", 256),
        ),
    ),
    "imagenette": _images(
        "imagenette",
        (None, None, 3),
        10,
        (
            ("train", 9469),
            ("validation", 3925),
        ),
    ),
    "imdb_reviews": _texts("imdb_reviews", 2, (("train", 25000), ("test", 25000), ("unsupervised", 50000))),
    "imdb_reviews/plain_text": _texts("imdb_reviews", 2, (("train", 25000), ("test", 25000))),
    "imdb_reviews/subwords8k": _tokens("imdb_reviews/subwords8k", 2, (("train", 25000), ("test", 25000))),
    "iris": Split(
        "iris",
        Array((4,), "float32", CONTINUOUS, 0.1, 7.9),
        _labels(3),
        "features",
        sizes=(("train", 150),),
    ),
    "kmnist": _images(
        "kmnist",
        (28, 28, 1),
        10,
        (
            ("train", 60000),
            ("test", 10000),
        ),
    ),
    "malaria": _images("malaria", (None, None, 3), 2, (("train", 27558),)),
    "mnist": _images(
        "mnist",
        (28, 28, 1),
        10,
        (
            ("train", 60000),
            ("test", 10000),
        ),
    ),
    "oxford_flowers102": _images(
        "oxford_flowers102",
        (None, None, 3),
        102,
        (
            ("train", 1020),
            ("test", 6149),
            ("validation", 1020),
        ),
    ),
    "oxford_iiit_pet": _images(
        "oxford_iiit_pet",
        (None, None, 3),
        37,
        (
            ("train", 3680),
            ("test", 3669),
        ),
    ),
    "patch_camelyon": _images(
        "patch_camelyon",
        (96, 96, 3),
        2,
        (
            ("train", 262144),
            ("test", 32768),
            ("validation", 32768),
        ),
    ),
    "plant_village": _images("plant_village", (None, None, 3), 38, (("train", 54303),)),
    "quickdraw_bitmap": _images("quickdraw_bitmap", (28, 28, 1), 345, ()),
    "rock_paper_scissors": _images(
        "rock_paper_scissors",
        (300, 300, 3),
        3,
        (
            ("train", 2520),
            ("test", 372),
        ),
    ),
    "stanford_dogs": _images(
        "stanford_dogs",
        (None, None, 3),
        120,
        (
            ("train", 12000),
            ("test", 8580),
        ),
    ),
    "stl10": _images(
        "stl10",
        (96, 96, 3),
        10,
        (
            ("train", 5000),
            ("test", 8000),
        ),
    ),
    "svhn_cropped": _images(
        "svhn_cropped",
        (32, 32, 3),
        10,
        (
            ("train", 73257),
            ("test", 26032),
        ),
    ),
    "tf_flowers": _images("tf_flowers", (None, None, 3), 5, (("train", 3670),)),
    # x is a dictionary of columns.
    "titanic": Split(
        "titanic",
        Array((), None, "unknown"),
        _labels(2),
        "features",
        "survived",
        (("train", 1309),),
    ),
    "uc_merced": _images("uc_merced", (256, 256, 3), 21, (("train", 2100),)),
    "yelp_polarity_reviews": _texts("yelp_polarity_reviews", 2, (("train", 560000), ("test", 38000))),
}
