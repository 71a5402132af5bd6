"""The sets of `sklearn.datasets`: those that it ships (computed, held against it by a test) and those it fetches.

California and Boston are computed from the StatLib files.
"""

from __future__ import annotations

from zerolint.knowledge.datasets import CLASSES, CONTINUOUS, IMAGE, TEXT, Array, Column, DataSet

_BREAST_CANCER = (
    Column("mean radius", 6.981, 28.11, 14.1273, 3.52095),
    Column("mean texture", 9.71, 39.28, 19.2896, 4.29725),
    Column("mean perimeter", 43.79, 188.5, 91.969, 24.2776),
    Column("mean area", 143.5, 2501.0, 654.889, 351.605),
    Column("mean smoothness", 0.05263, 0.1634, 0.0963603, 0.0140518),
    Column("mean compactness", 0.01938, 0.3454, 0.104341, 0.0527663),
    Column("mean concavity", 0.0, 0.4268, 0.0887993, 0.0796497),
    Column("mean concave points", 0.0, 0.2012, 0.0489191, 0.0387687),
    Column("mean symmetry", 0.106, 0.304, 0.181162, 0.0273902),
    Column("mean fractal dimension", 0.04996, 0.09744, 0.0627976, 0.00705416),
    Column("radius error", 0.1115, 2.873, 0.405172, 0.277069),
    Column("texture error", 0.3602, 4.885, 1.21685, 0.551163),
    Column("perimeter error", 0.757, 21.98, 2.86606, 2.02008),
    Column("area error", 6.802, 542.2, 40.3371, 45.451),
    Column("smoothness error", 0.001713, 0.03113, 0.00704098, 0.00299988),
    Column("compactness error", 0.002252, 0.1354, 0.0254781, 0.0178924),
    Column("concavity error", 0.0, 0.396, 0.0318937, 0.0301595),
    Column("concave points error", 0.0, 0.05279, 0.0117961, 0.00616486),
    Column("symmetry error", 0.007882, 0.07895, 0.0205423, 0.0082591),
    Column("fractal dimension error", 0.0008948, 0.02984, 0.0037949, 0.00264374),
    Column("worst radius", 7.93, 36.04, 16.2692, 4.82899),
    Column("worst texture", 12.02, 49.54, 25.6772, 6.14085),
    Column("worst perimeter", 50.41, 251.2, 107.261, 33.573),
    Column("worst area", 185.2, 4254.0, 880.583, 568.856),
    Column("worst smoothness", 0.07117, 0.2226, 0.132369, 0.0228124),
    Column("worst compactness", 0.02729, 1.058, 0.254265, 0.157198),
    Column("worst concavity", 0.0, 1.252, 0.272188, 0.208441),
    Column("worst concave points", 0.0, 0.291, 0.114606, 0.0656746),
    Column("worst symmetry", 0.1565, 0.6638, 0.290076, 0.0618131),
    Column("worst fractal dimension", 0.05504, 0.2075, 0.0839458, 0.0180454),
)

_DIABETES = (
    Column("age", -0.107226, 0.110727, -2.51182e-19, 0.0475651),
    Column("sex", -0.0446416, 0.0506801, 1.23079e-17, 0.0475651),
    Column("bmi", -0.0902753, 0.170555, -2.24556e-16, 0.0475651),
    Column("bp", -0.112399, 0.132044, -4.79757e-17, 0.0475651),
    Column("s1", -0.126781, 0.153914, -1.3815e-17, 0.0475651),
    Column("s2", -0.115613, 0.198788, 3.91843e-17, 0.0475651),
    Column("s3", -0.102307, 0.181179, -5.77718e-18, 0.0475651),
    Column("s4", -0.0763945, 0.185234, -9.04254e-18, 0.0475651),
    Column("s5", -0.126097, 0.133597, 9.2686e-17, 0.0475651),
    Column("s6", -0.137767, 0.135612, 1.13032e-17, 0.0475651),
)

_DIABETES_UNSCALED = (
    Column("age", 19.0, 79.0, 48.5181, 13.0942),
    Column("sex", 1.0, 2.0, 1.46833, 0.498996),
    Column("bmi", 18.0, 42.2, 26.3758, 4.41312),
    Column("bp", 62.0, 133.0, 94.647, 13.8156),
    Column("s1", 97.0, 301.0, 189.14, 34.5689),
    Column("s2", 41.6, 242.4, 115.439, 30.3787),
    Column("s3", 22.0, 99.0, 49.7885, 12.9196),
    Column("s4", 2.0, 9.09, 4.07025, 1.28899),
    Column("s5", 3.2581, 6.107, 4.64141, 0.521799),
    Column("s6", 58.0, 124.0, 91.2602, 11.4833),
)
DIABETES_UNSCALED = Array(
    (442, 10), "float64", CONTINUOUS, 1.0, 301.0, 62.5349, 59.7077, columns=_DIABETES_UNSCALED, constant=0
)
"""`load_diabetes(scaled=False)`."""
_IRIS = (
    Column("sepal length (cm)", 4.3, 7.9, 5.84333, 0.825301),
    Column("sepal width (cm)", 2.0, 4.4, 3.05733, 0.434411),
    Column("petal length (cm)", 1.0, 6.9, 3.758, 1.7594),
    Column("petal width (cm)", 0.1, 2.5, 1.19933, 0.759693),
)

_LINNERUD = (
    Column("Chins", 1.0, 17.0, 9.45, 5.15243),
    Column("Situps", 50.0, 251.0, 145.55, 60.9824),
    Column("Jumps", 25.0, 250.0, 70.3, 49.9791),
)

_LINNERUD_TARGET = (
    Column("Weight", 138.0, 247.0, 178.6, 24.0653),
    Column("Waist", 31.0, 46.0, 35.4, 3.1209),
    Column("Pulse", 46.0, 74.0, 56.1, 7.0278),
)

_WINE = (
    Column("alcohol", 11.03, 14.83, 13.0006, 0.809543),
    Column("malic_acid", 0.74, 5.8, 2.33635, 1.114),
    Column("ash", 1.36, 3.23, 2.36652, 0.273572),
    Column("alcalinity_of_ash", 10.6, 30.0, 19.4949, 3.33017),
    Column("magnesium", 70.0, 162.0, 99.7416, 14.2423),
    Column("total_phenols", 0.98, 3.88, 2.29511, 0.624091),
    Column("flavanoids", 0.34, 5.08, 2.02927, 0.996049),
    Column("nonflavanoid_phenols", 0.13, 0.66, 0.361854, 0.124103),
    Column("proanthocyanins", 0.41, 3.58, 1.5909, 0.570749),
    Column("color_intensity", 1.28, 13.0, 5.05809, 2.31176),
    Column("hue", 0.48, 1.71, 0.957449, 0.227929),
    Column("od280/od315_of_diluted_wines", 1.27, 4.0, 2.61169, 0.707993),
    Column("proline", 278.0, 1680.0, 746.893, 314.022),
)

# Removed in scikit-learn 1.2; computed from the StatLib file.
_BOSTON = (
    Column("CRIM", 0.00632, 88.9762, 3.61352, 8.59304),
    Column("ZN", 0.0, 100.0, 11.3636, 23.2994),
    Column("INDUS", 0.46, 27.74, 11.1368, 6.85357),
    Column("CHAS", 0.0, 1.0, 0.06917, 0.253743),
    Column("NOX", 0.385, 0.871, 0.554695, 0.115763),
    Column("RM", 3.561, 8.78, 6.28463, 0.701923),
    Column("AGE", 2.9, 100.0, 68.5749, 28.121),
    Column("DIS", 1.1296, 12.1265, 3.79504, 2.10363),
    Column("RAD", 1.0, 24.0, 9.54941, 8.69865),
    Column("TAX", 187.0, 711.0, 408.237, 168.37),
    Column("PTRATIO", 12.6, 22.0, 18.4555, 2.16281),
    Column("B", 0.32, 396.9, 356.674, 91.2046),
    Column("LSTAT", 1.73, 37.97, 12.6531, 7.134),
)

_CALIFORNIA = (
    Column("MedInc", 0.4999, 15.0001, 3.87067, 1.89978),
    Column("HouseAge", 1.0, 52.0, 28.6395, 12.5853),
    Column("AveRooms", 0.846154, 141.909, 5.429, 2.47411),
    Column("AveBedrms", 0.333333, 34.0667, 1.09668, 0.4739),
    Column("Population", 3.0, 35682.0, 1425.48, 1132.43),
    Column("AveOccup", 0.692308, 1243.33, 3.07066, 10.3858),
    Column("Latitude", 32.54, 41.95, 35.6319, 2.1359),
    Column("Longitude", -124.35, -114.31, -119.57, 2.00348),
)

SETS: dict[str, DataSet] = {
    "fetch_20newsgroups": DataSet(
        "20newsgroups",
        Array((11314,), "object", TEXT),
        Array((11314,), "int64", CLASSES, 0.0, 19.0, classes=20, imbalance=1.592),  # 600 against 377
        ordered=False,
    ),
    "fetch_california_housing": DataSet(
        "california_housing",
        Array((20640, 8), "float64", CONTINUOUS, -124.35, 35682.0, columns=_CALIFORNIA, constant=0),
        Array((20640,), "float64", CONTINUOUS, 0.14999, 5.00001, 2.06856, 1.15393),
        ordered=False,
        target="MedHouseVal",
    ),
    "fetch_covtype": DataSet(
        "covtype",
        Array((581012, 54), "float64", CONTINUOUS, -173.0, 7173.0),
        Array((581012,), "int32", CLASSES, 1.0, 7.0, classes=7, imbalance=103.1),  # 283301 against 2747
        ordered=False,
        target="Cover_Type",
    ),
    "fetch_olivetti_faces": DataSet(
        "olivetti_faces",
        Array((400, 4096), "float32", IMAGE, 0.0, 1.0),
        Array((400,), "int64", CLASSES, 0.0, 39.0, 19.5, 11.54, classes=40, imbalance=1.0),
        ordered=True,
    ),
    "load_boston": DataSet(
        "boston",
        Array((506, 13), "float64", CONTINUOUS, 0.0, 711.0, 70.074, 145.156, columns=_BOSTON, constant=0),
        Array((506,), "float64", CONTINUOUS, 5.0, 50.0, 22.5328, 9.18801),
        ordered=False,
    ),
    "load_breast_cancer": DataSet(
        "breast_cancer",
        Array((569, 30), "float64", CONTINUOUS, 0.0, 4254.0, 61.8907, 228.297, columns=_BREAST_CANCER, constant=0),
        Array((569,), "int64", CLASSES, 0.0, 1.0, 0.627417, 0.483493, classes=2, imbalance=1.684),
        ordered=False,
    ),
    "load_diabetes": DataSet(
        "diabetes",
        Array(
            (442, 10),
            "float64",
            CONTINUOUS,
            -0.137767,
            0.198788,
            -1.44681e-17,
            0.0475651,
            columns=_DIABETES,
            constant=0,
        ),
        Array((442,), "float64", CONTINUOUS, 25.0, 346.0, 152.133, 77.0057),
        ordered=False,
    ),
    "load_digits": DataSet(
        "digits",
        Array((1797, 64), "float64", IMAGE, 0.0, 16.0, 4.88416, 6.01679, constant=3),
        Array((1797,), "int64", CLASSES, 0.0, 9.0, 4.49082, 2.86451, classes=10, imbalance=1.052),
        ordered=False,
    ),
    "load_iris": DataSet(
        "iris",
        Array((150, 4), "float64", CONTINUOUS, 0.1, 7.9, 3.4645, 1.97384, columns=_IRIS, constant=0),
        Array((150,), "int64", CLASSES, 0.0, 2.0, 1.0, 0.816497, classes=3, imbalance=1),
        ordered=True,
    ),
    "load_linnerud": DataSet(
        "linnerud",
        Array((20, 3), "float64", CONTINUOUS, 1.0, 251.0, 75.1, 71.971, columns=_LINNERUD, constant=0),
        Array((20, 3), "float64", CONTINUOUS, 31.0, 247.0, 90.0333, 64.8552, columns=_LINNERUD_TARGET),
        ordered=False,
    ),
    "load_wine": DataSet(
        "wine",
        Array((178, 13), "float64", CONTINUOUS, 0.13, 1680.0, 69.1337, 215.746, columns=_WINE, constant=0),
        Array((178,), "int64", CLASSES, 0.0, 2.0, 0.938202, 0.772855, classes=3, imbalance=1.479),
        ordered=True,
    ),
}

OPENML: dict[str, DataSet] = {
    # Labels come as strings ("0" … "9"): lo and hi are those after a cast.
    "fashion-mnist": DataSet(
        "fashion-mnist",
        Array((70000, 784), None, IMAGE, 0.0, 255.0),
        Array((70000,), "object", CLASSES, 0.0, 9.0, classes=10, imbalance=1.0),
        ordered=False,
    ),
    "mnist_784": DataSet(
        "mnist_784",
        # The 67 pixels that are constant in the training part need not be so over all 70,000 rows.
        Array((70000, 784), None, IMAGE, 0.0, 255.0),
        Array((70000,), "object", CLASSES, 0.0, 9.0, classes=10, imbalance=1.248),
        ordered=False,
    ),
}
