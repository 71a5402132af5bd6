"""What is said of scikit-learn's results holds for those that scikit-learn gives."""

from __future__ import annotations

import pytest
from libs.against import disagreements, really
from libs.run import describe, run

from zerolint.program.data import Scale, Split

HEADER = """
from sklearn.compose import ColumnTransformer, make_column_transformer
from sklearn.datasets import *
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import *
from sklearn.utils import shuffle
import math
a = np.random.rand(200, 3) * [1, 10, 100]
n = np.random.normal(50, 10, (300, 2))
d = pd.DataFrame({"u": [1, 2, 3, 4], "v": [10., 30., 20., 50.], "w": list("abac")})
"""

REAL = """
x, y = load_iris(return_X_y=True)
x = load_iris().target
x = load_wine().data
x = load_digits().images
x = load_digits()["data"]
x = load_digits(n_class=4).data
x = load_digits(n_class=4).target
x = load_digits(n_class=4, return_X_y=True)[1]
x, _ = load_diabetes(return_X_y=True, as_frame=True)
x = load_diabetes(scaled=False).data
x = load_breast_cancer(as_frame=True).frame
x, y = make_classification(500, 12, n_classes=3, n_informative=5)
_, x = make_classification(n_samples=500, n_classes=3, n_informative=5)
x, y = make_blobs(n_samples=300, centers=4, n_features=3)
_, x = make_blobs(300, centers=[[0, 0], [5, 5]])
x, _ = make_blobs(300, centers=[[0, 0], [5, 5]], cluster_std=0.5)
x, _ = make_blobs(300, centers=6, cluster_std=[1, 1, 1, 1, 1, 2], center_box=(0, 3))
x, _ = make_classification(500)
x, _ = make_classification(500, 20, n_informative=10, class_sep=2, shift=1, scale=3.0)
x, _ = make_classification(500, 10, scale=None)
x, _ = make_multilabel_classification(500, length=20)
x, y = make_moons(300)
_, x = make_moons(n_samples=300, noise=0.1)
x, _ = make_moons(n_samples=300, noise=0.2)
x, y = make_circles(n_samples=300, factor=0.5)
x, y = make_regression(n_samples=300, n_features=7)
_, x = make_regression(300, 5, n_targets=2)
_, x = make_multilabel_classification(n_samples=100, n_classes=4)
x, _, _, _ = train_test_split(a, np.arange(200))
_, x, _, _ = train_test_split(a, np.arange(200), test_size=0.3)
_, _, x, _ = train_test_split(a, np.arange(200), test_size=50)
_, _, _, x = train_test_split(a, np.arange(200), train_size=0.6)
x, _ = train_test_split(load_iris().data, test_size=0.15, shuffle=False)
x, _ = train_test_split([1, 2, 3, 4, 5, 6, 7, 8])
x = StandardScaler().fit_transform(n)
x = StandardScaler().fit_transform(load_wine().data)
x = StandardScaler().fit(n).transform(n)
x = StandardScaler(with_mean=False).fit_transform(n)
x = MinMaxScaler().fit_transform(a)
x = MinMaxScaler(feature_range=(-1, 1)).fit_transform(a)
x = MaxAbsScaler().fit_transform(a)
x = RobustScaler().fit_transform(a)
x = Normalizer().fit_transform(a)
x = QuantileTransformer(n_quantiles=50).fit_transform(a)
x = PowerTransformer().fit_transform(a)
x = scale(n)
x = minmax_scale(a)
x = normalize(a)
s = StandardScaler(); x = s.inverse_transform(s.fit_transform(n))
s = LabelBinarizer().fit(np.arange(3)); x = s.inverse_transform(np.eye(3, dtype="uint8"))
s = LabelEncoder().fit(np.arange(3)); x = s.inverse_transform(np.array([0, 2], "uint8"))
x = LabelEncoder().fit_transform(["b", "a", "c", "a"])
x = LabelEncoder().fit_transform(np.where(np.arange(9) > 4, "b", "a"))
x = LabelEncoder().fit_transform(np.where(np.arange(9) > 4, "b", np.where(np.arange(9) > 2, "c", "a")))
x = LabelEncoder().fit_transform(np.array([3, 5, 5, 7]))
x = OrdinalEncoder().fit_transform([["b"], ["a"], ["c"]])
x = OneHotEncoder().fit_transform([["b"], ["a"], ["c"]])
x = CountVectorizer().fit_transform(["a few words", "a few more"])
x = CountVectorizer(binary=True, dtype="float32").fit_transform(["a few words", "a few more"]).toarray()
x = TfidfVectorizer().fit_transform(["a few words", "a few more"]).toarray()
x = TfidfVectorizer(dtype=np.float32).fit_transform(["a few words", "a few more"])
x = OneHotEncoder(sparse_output=False).fit_transform(np.array([[0], [2], [1]]))
x = OneHotEncoder(drop="first").fit_transform([["b"], ["a"], ["c"]]).toarray()
x = LabelBinarizer().fit_transform(["b", "a", "c", "a"])
x = LabelBinarizer().fit_transform(["b", "a", "b", "a"])
x = label_binarize([0, 1, 2, 1], classes=[0, 1, 2])
x = MultiLabelBinarizer().fit_transform([("a", "b"), ("b",)])
x = Binarizer(threshold=0.5).fit_transform(a)
x = PCA(n_components=2).fit_transform(a)
x = SimpleImputer().fit_transform(a)
x = make_pipeline(SimpleImputer(), StandardScaler()).fit_transform(n)
x = Pipeline([("scale", MinMaxScaler()), ("pca", PCA(2))]).fit_transform(a)
x = shuffle(a)
x, _ = shuffle(a, np.arange(200))
x = ColumnTransformer([("n", StandardScaler(), ["u", "v"]), ("c", OneHotEncoder(), ["w"])]).fit_transform(d)
x = make_column_transformer((StandardScaler(), ["u"]), remainder="passthrough").fit_transform(d[["u", "v"]])
i, j = next(iter(KFold(5).split(a))); x = a[i]
"""


@pytest.mark.parametrize("script", REAL.strip().splitlines())
def test_holds(script: str) -> None:
    assert disagreements(HEADER + script) == []


SHOWN = {
    "boston": (
        "x, y = load_boston(return_X_y=True)",
        "(506,13) float64 =[0,711] mean 70.07 std 145.2 continuous raw",
    ),
    "mnist": ("x = fetch_openml('mnist_784').data", "(70000,784) ? =[0,255] image raw"),
    "unknown set": ("x = fetch_openml('adult').data", "? ? raw"),
    "scaled by what the training part taught": (
        "p, q = train_test_split(load_wine().data)\nx = StandardScaler().fit(p).transform(q)",
        "(45,13) float64 =[-3.679,4.371] mean 0 std 1 continuous standard",
    ),
    "another part is not known to end at 0 and 1": (
        "p, q = train_test_split(n)\nx = MinMaxScaler().fit(p).transform(q)",
        "(75,2) float64 continuous unit random",
    ),
}


@pytest.mark.parametrize(("script", "expected"), SHOWN.values(), ids=SHOWN)
def test_facets(script: str, expected: str) -> None:
    assert describe(run(HEADER + script).data("x")) == expected


def test_splits_know_their_side() -> None:
    ran = run(
        HEADER + "p, q, r, s = train_test_split(a, np.arange(200), stratify=np.arange(200) % 2)\n"
        "t, v = train_test_split(p)\nq1, q2 = train_test_split(q)"
    )
    sides = {name: ran.data(name).split for name in ("p", "q", "r", "s", "t", "v", "q1", "q2")}
    assert [name for name, side in sides.items() if side is Split.TRAIN] == ["p", "r", "t"]
    assert [name for name, side in sides.items() if side is Split.VALIDATION] == ["v", "q1"]
    assert ran.data("p").whole == ran.data("r").whole != ran.data("q").whole
    assert ran.events("split")[0]["stratify"].binary


def test_fits_and_scores_are_remembered() -> None:
    ran = run(
        HEADER + "from sklearn.metrics import r2_score\ns = MinMaxScaler()\ns.fit(a)\nb = s.transform(n)\n"
        "r2_score(a[:, 0], n[:, 0])"
    )
    assert [event["data"].rows for event in ran.events("fitted")] == [200]
    assert [(event["data"].rows, event["fitted"].rows) for event in ran.events("transformed")] == [(300, 200)]
    assert [event["metric"] for event in ran.events("scored")] == ["r2_score"]
    assert ran.data("b").scale is Scale.UNIT


def test_a_search_fits_candidates() -> None:
    ran = run(
        "from sklearn.model_selection import GridSearchCV\nclass M:\n    def fit(self, X, y):\n        self.seen = X\n"
        "        return self\nm = M()\nGridSearchCV(m, {'lr': [1, 2]}).fit(np.zeros((3, 2)), np.zeros(3))\nx = m.seen"
    )
    assert ran.data("x").shape == (3, 2)
    assert len(ran.events("swept")) == 1


COUNTED = """
len(set(y))
len(set(y.tolist()))
len(sorted(set(y)))
len(sorted(y))
len(list(set(t)))
len(np.unique(y))
np.unique(y).size
np.size(np.unique(y))
len(np.bincount(y))
len(s.unique())
s.nunique()
len(s.value_counts())
s.value_counts().shape[0]
len(s.value_counts().index)
len(pd.Categorical(s).categories)
len(s.astype("category").cat.categories)
len(LabelEncoder().fit(s).classes_)
pd.get_dummies(s).shape[1]
len(set(frame.columns))
len(dict(enumerate(np.unique(y))))
int(np.prod((28, 28)))
int(np.prod(frame.shape[1:]))
int(np.sum([1, 2, 3]))
int(math.prod([2, 3]))
"""


@pytest.mark.parametrize("expression", COUNTED.strip().split("\n"))
def test_classes_are_counted(expression: str) -> None:
    text = "y = load_iris().target; s = pd.Series(y); t = LabelEncoder().fit_transform(load_wine().target)\n"
    text = f"{HEADER}{text}frame = load_iris(as_frame=True).frame\nx = {expression}\n"
    assert run(text).plain("x") == int(really(text))


@pytest.mark.parametrize(
    "expression",
    [
        "int(np.prod([2] * 70))",
        "len(set(m))",
        "len(np.bincount(y, minlength=9))",
        "len(dict(s.value_counts()))",
        "len(frame.value_counts())",
    ],
)
def test_classes_are_not_counted(expression: str) -> None:
    text = (
        "y = load_iris().target; s = pd.Series(y); frame = load_iris(as_frame=True).frame; m = np.eye(9).reshape(-1)\n"
    )
    assert run(f"{HEADER}{text}x = {expression}\n").plain("x") == "unknown"
