"""The sets of `keras.datasets`. They are loaded as `(x, y), (test_x, test_y)`.

Sources: shapes, types and label kinds from Keras's docstrings and loaders; Boston computed from the StatLib file with
Keras's own shuffling (seed 113: its first targets 15.2, 42.3, 50.0 are those of the documentation); California from
the StatLib file (raw columns, of all rows: the shuffled parts have the same ranges up to a few rows); means and spreads
of pixels as published with these sets (training part, weighted over the channels).
"""

from __future__ import annotations

from zerolint.knowledge.datasets import CLASSES, CONTINUOUS, IMAGE, TOKENS, Array, Column, DataSet

PARAMETERS: dict[str, str] = {
    "boston_housing": "path test_split seed",
    "california_housing": "version path test_split seed",
    "cifar10": "",
    "cifar100": "label_mode",
    "fashion_mnist": "",
    "imdb": "path num_words skip_top maxlen seed start_char oov_char index_from",
    "mnist": "path",
    "reuters": "path num_words skip_top maxlen test_split seed start_char oov_char index_from",
}
"""Positional parameters of each `load_data`. With `num_words=n` token ids lie in 1 … n − 1."""

COARSE_CLASSES = 20
"""Classes of `cifar100.load_data(label_mode="coarse")`."""

SMALL_CALIFORNIA = 600
"""Rows of `california_housing.load_data(version="small")`."""

_BOSTON_TRAIN = (
    Column("CRIM", 0.00632, 88.9762, 3.74511, 9.22929),
    Column("ZN", 0.0, 100.0, 11.4802, 23.7383),
    Column("INDUS", 0.46, 27.74, 11.1044, 6.80287),
    Column("CHAS", 0.0, 1.0, 0.0618812, 0.24094),
    Column("NOX", 0.385, 0.871, 0.557356, 0.117148),
    Column("RM", 3.561, 8.725, 6.26708, 0.708909),
    Column("AGE", 2.9, 100.0, 69.0106, 27.9061),
    Column("DIS", 1.1296, 10.7103, 3.74027, 2.0277),
    Column("RAD", 1.0, 24.0, 9.44059, 8.68759),
    Column("TAX", 188.0, 711.0, 405.899, 166.169),
    Column("PTRATIO", 12.6, 22.0, 18.476, 2.19766),
    Column("B", 0.32, 396.9, 354.783, 93.9946),
    Column("LSTAT", 1.73, 37.97, 12.7408, 7.24556),
)
_BOSTON_TEST = (
    Column("CRIM", 0.01311, 25.0461, 3.09234, 5.34668),
    Column("ZN", 0.0, 90.0, 10.902, 21.4669),
    Column("INDUS", 1.22, 27.74, 11.2649, 7.04934),
    Column("CHAS", 0.0, 1.0, 0.0980392, 0.297368),
    Column("NOX", 0.392, 0.871, 0.544156, 0.109474),
    Column("RM", 4.88, 8.78, 6.35416, 0.669032),
    Column("AGE", 6.0, 100.0, 66.849, 28.8923),
    Column("DIS", 1.4655, 12.1265, 4.01198, 2.36828),
    Column("RAD", 1.0, 24.0, 9.98039, 8.72901),
    Column("TAX", 187.0, 711.0, 417.5, 176.519),
    Column("PTRATIO", 13.0, 21.2, 18.3745, 2.01683),
    Column("B", 24.65, 396.9, 364.163, 78.7494),
    Column("LSTAT", 1.92, 31.99, 12.3055, 6.6625),
)
_CALIFORNIA = (
    Column("longitude", -124.35, -114.31, -119.57, 2.00348),
    Column("latitude", 32.54, 41.95, 35.6319, 2.1359),
    Column("housing_median_age", 1.0, 52.0, 28.6395, 12.5853),
    Column("total_rooms", 2.0, 39320.0, 2635.76, 2181.56),
    Column("total_bedrooms", 1.0, 6445.0, 537.9, 421.2),
    Column("population", 3.0, 35682.0, 1425.48, 1132.43),
    Column("households", 1.0, 6082.0, 499.54, 382.32),
    Column("median_income", 0.4999, 15.0001, 3.87067, 1.89978),
)

SETS: dict[str, DataSet] = {
    "boston_housing": DataSet(
        "boston_housing",
        Array((404, 13), "float64", CONTINUOUS, 0.0, 711.0, 69.7928, 144.392, columns=_BOSTON_TRAIN, constant=0),
        Array((404,), "float64", CONTINUOUS, 5.0, 50.0, 22.395, 9.19904),
        Array((102, 13), "float64", CONTINUOUS, 0.0, 711.0, 71.1877, 148.136, columns=_BOSTON_TEST, constant=0),
        Array((102,), "float64", CONTINUOUS, 5.6, 50.0, 23.0784, 9.12381),
        ordered=False,
    ),
    "california_housing": DataSet(
        "california_housing",
        Array((16512, 8), None, CONTINUOUS, -124.35, 39320.0, columns=_CALIFORNIA, constant=0),
        Array((16512,), None, CONTINUOUS, 14999.0, 500001.0, 206856.0, 115393.0),
        Array((4128, 8), None, CONTINUOUS, -124.35, 39320.0, columns=_CALIFORNIA, constant=0),
        Array((4128,), None, CONTINUOUS, 14999.0, 500001.0, 206856.0, 115393.0),
        ordered=False,
    ),
    "cifar10": DataSet(
        "cifar10",
        Array((50000, 32, 32, 3), "uint8", IMAGE, 0.0, 255.0, 120.7, 64.2, constant=0),
        Array((50000, 1), "uint8", CLASSES, 0.0, 9.0, 4.5, 2.872, classes=10, imbalance=1.0),
        Array((10000, 32, 32, 3), "uint8", IMAGE, 0.0, 255.0),
        Array((10000, 1), "int64", CLASSES, 0.0, 9.0, 4.5, 2.872, classes=10, imbalance=1.0),
        ordered=False,
    ),
    "cifar100": DataSet(
        "cifar100",
        Array((50000, 32, 32, 3), "uint8", IMAGE, 0.0, 255.0, 121.9, 68.4, constant=0),
        Array((50000, 1), "int64", CLASSES, 0.0, 99.0, 49.5, 28.87, classes=100, imbalance=1.0),
        Array((10000, 32, 32, 3), "uint8", IMAGE, 0.0, 255.0),
        Array((10000, 1), "int64", CLASSES, 0.0, 99.0, 49.5, 28.87, classes=100, imbalance=1.0),
        ordered=False,
    ),
    "fashion_mnist": DataSet(
        "fashion_mnist",
        Array((60000, 28, 28), "uint8", IMAGE, 0.0, 255.0, 72.94, 90.02),
        Array((60000,), "uint8", CLASSES, 0.0, 9.0, 4.5, 2.872, classes=10, imbalance=1.0),
        Array((10000, 28, 28), "uint8", IMAGE, 0.0, 255.0),
        Array((10000,), "uint8", CLASSES, 0.0, 9.0, 4.5, 2.872, classes=10, imbalance=1.0),
        ordered=False,
    ),
    "imdb": DataSet(
        "imdb",
        Array((25000,), "object", TOKENS, 1.0, 88586.0),
        Array((25000,), "int64", CLASSES, 0.0, 1.0, 0.5, 0.5, classes=2, imbalance=1.0),
        Array((25000,), "object", TOKENS, 1.0, 88586.0),
        Array((25000,), "int64", CLASSES, 0.0, 1.0, 0.5, 0.5, classes=2, imbalance=1.0),
        ordered=False,
    ),
    "mnist": DataSet(
        "mnist",
        # 717 of the 784 pixels vary in the training part; the others, at the border, are 0 throughout.
        Array((60000, 28, 28), "uint8", IMAGE, 0.0, 255.0, 33.32, 78.57, constant=67),
        Array((60000,), "uint8", CLASSES, 0.0, 9.0, 4.454, 2.889, classes=10, imbalance=1.244),
        Array((10000, 28, 28), "uint8", IMAGE, 0.0, 255.0),
        Array((10000,), "uint8", CLASSES, 0.0, 9.0, 4.443, 2.896, classes=10, imbalance=1.272),
        ordered=False,
    ),
    "reuters": DataSet(
        "reuters",
        Array((8982,), "object", TOKENS, 1.0, 30981.0),
        Array((8982,), "int64", CLASSES, 0.0, 45.0, classes=46, imbalance=315.9),
        Array((2246,), "object", TOKENS, 1.0, 30981.0),
        Array((2246,), "int64", CLASSES, 0.0, 45.0, classes=46),
        ordered=False,
    ),
}
