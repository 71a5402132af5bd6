"""What is said of frames holds for those that pandas makes."""

from __future__ import annotations

import pytest
from libs.against import disagreements
from libs.run import describe, run

from zerolint.interp.values import Unknown

HEADER = """
d = pd.DataFrame({"u": [1, 2, 3, 4, 5, 6], "v": [10., 30., 20., 50., 40., 60.]})
d["w"] = list("abcabc")
d["y"] = [0, 1, 1, 0, 1, 0]
e = pd.DataFrame(np.random.rand(100, 3), columns=["a", "b", "c"])
"""

REAL = """
x = d["u"]
x = d.v
x = d[["u", "v"]]
x = d[["u", "v"]].values
x = d[["v", "u"]].values[:, 1]
x = np.array([np.array(u) for u in pd.DataFrame({"t": [[1, 2] for _ in range(9)]})["t"]])
x = np.array([np.array(u) for u in pd.DataFrame({"t": [[1, 2], [3, 4]]})["t"]])
x = np.array(pd.DataFrame({"t": [[1, 2], [3, 4]]})["t"].tolist())
x = np.array(list(pd.DataFrame({"t": [[1, 2], [3, 4]]})["t"]))
x = np.stack(d["u"].apply(lambda u: [u, u]))
x = np.stack(d["w"].map(lambda w: np.array(list(w + w)).reshape(2, 1)))
x = np.stack(d["w"].apply(lambda w: np.ones(3)).to_numpy())
x = np.array((d["w"] + " b").str.split(" ").tolist())
x = (d["w"] + " b").str.split(" ", expand=True).values
x = d["w"].str.get_dummies()
x = d[d[["u", "v"]].corr()["u"].sort_values().index]
x = d[d[["u", "v"]].corr()["u"].sort_values().index[:1]].values
x = pd.concat([d[["u"]], d[["u"]].shift(1), d["u"]], axis=1)
x = pd.concat([d[["u"]], d["v"]], axis=1)["v"]
x = d[["u"]].join(d[["v", "y"]])
k = pd.Series([0, 1, 2, 3, 9] * 9); x = k.replace({9: 0})
k = pd.Series([0, 1, 2, 3, 9] * 9); x = k.replace(9, 0)
k = pd.Series([0, 1, 2, 3, 9] * 9); x = k.replace([9, 3], [1, 1])
k = pd.Series([-1, 1] * 9); x = k.replace(-1, 0)
k = pd.Series([-1, 1] * 9); x = k.replace({-1: 0})
k = pd.Series([1, 2] * 9); x = k.replace({1: 0, 2: 1})
k = pd.Series(["?", "yes", "no"] * 9); x = k.replace({"?": "no"})
k = pd.Series([0, 1, 2] * 9).values; x = np.array([{0: 1, 1: 0}.get(v, 2) for v in k])
x = d.apply(lambda r: pd.Series([r.u, r.v, 1.0]), axis=1)
x = d.apply(lambda r: [r.u, r.v], axis=1, result_type="expand")
x = d.apply(lambda r: 1 if r["w"] == "a" else 0, axis=1)
x = d.apply(lambda r: len(r["w"]), axis=1)
x = d.apply(lambda r: r["u"] * 2, axis=1)
x = d.apply(lambda r: r.u + r.v, axis=1)
x = np.stack(d.apply(lambda r: np.array([r.u, r.v]), axis=1))
x = np.array(d.apply(lambda r: [r.u, r.v], axis=1).tolist())
x = d[["u"]].join([d[["v"]], d[["y"]]]).values
x = pd.get_dummies(d[["u", "w"]] + d[["u", "w"]], columns=["w"]).values.astype(float)
emb = {"a": np.ones(5)}; x = np.array([np.mean([emb.get(c, np.zeros(5)) for c in w + "z"], axis=0) for w in d["w"]])
n = d[["u", "v", "y"]]; s = n.describe(); s.pop("y"); s = s.T; n = n.drop("y", axis=1); x = (n - s["mean"]) / s["std"]
n = d[["u", "v", "y"]]; x = (n - n.mean()) / n.std()
n = d[["u", "v", "y"]]; x = n[["u", "v"]] - n.mean()
x = pd.concat([pd.DataFrame({"k": ["a"] * 9}), pd.DataFrame({"k": ["b"] * 9})])["k"]
x = pd.concat([pd.Series(["a"] * 9), pd.Series(["b"] * 9)])
x = np.append(np.array(["a"] * 9), np.array(["b"] * 9))
s = pd.DataFrame(d["u"].values); x = pd.concat([s, s.shift(-1)], axis=1).dropna().iloc[:, :-1]
x = d.drop("w", axis=1)
x = d.drop(["w", "y"], axis=1).to_numpy()
x = d.drop(["w", "y"], axis=1).to_numpy("float32")
x = d.drop(["w", "y"], axis=1).to_numpy(dtype=np.float16)
x = d.drop(columns=["w", "y"]).values
x = d.drop(columns="w")["y"]
d.drop("w", axis=1, inplace=True); x = d
x = d.pop("y")
d.pop("w"); x = d
del d["w"]; x = d.values
x = d.iloc[:, 0:2]
x = d.iloc[:, 1].values
x = d.iloc[:, [0, 3]]
x = d.iloc[:, -1]
x = d.iloc[:3, :2]
x = d.iloc[2:]["v"]
x = d.loc[:, "u":"v"]
x = d.loc[:, ["v", "y"]]
x = d.loc[:, "y"]
x = d[d["u"] > 2]["v"]
x = d[["u", "v"]][:4]
x = d[d.columns[:2]]
x = d.head(3)[["u"]]
x = d.sample(frac=1)["y"]
x = d.copy()["v"]
d["z"] = d["u"] * 2; x = d[["u", "z"]]
d["z"] = 1; x = d["z"]
d["u"] = d["u"] / 6; x = d[["u", "v"]]
d["w"] = d["w"].map({"a": 0, "b": 1, "c": 2}); x = d
d["w"] = d["w"].replace({"a": 0, "b": 1, "c": 2}).astype(int); x = d["w"]
x = d["y"].map({0: "no", 1: "yes"})
x = d["u"].apply(lambda v: v * 2)
x = d["w"].apply(lambda s: 1 if s == "a" else 0)
x = d["w"].astype("category").cat.codes
x = pd.Categorical(d["w"]).codes
x = pd.factorize(d["w"])[0]
x = pd.get_dummies(d["w"])
x = pd.get_dummies(d)
x = pd.get_dummies(d, columns=["w"]).values.astype("float32")
x = pd.get_dummies(d["w"], drop_first=True)
x = pd.get_dummies(d["y"]).values
x = pd.get_dummies(d, drop_first=True)
x = pd.get_dummies(d, columns=["w"], drop_first=True)
x = pd.get_dummies(d["w"], dummy_na=True)
x = pd.get_dummies(d, dummy_na=True)
x = d[["u", "u"]]
x = d[["u", "v", "u"]].values
x = d["w"].unique()
x = sorted(d["u"])
x = d["v"].astype("float32").values
x = d[["u", "v"]].astype("float32")
x = d.drop("w", axis=1).mean()
x = d[["u", "v"]].max()
x = (d[["u", "v"]] - d[["u", "v"]].mean()) / d[["u", "v"]].std()
x = (e - e.min()) / (e.max() - e.min())
x = e / e.max()
s = e.describe(); x = (e - s.loc["mean"]) / s.loc["std"]
s = e.describe().transpose(); x = (e - s["mean"]) / s["std"]
x = pd.concat([d["u"], d["v"]], axis=1)
x = pd.concat([d[["u"]], d[["v"]]])
x = pd.concat([e, e], ignore_index=True)
x = pd.DataFrame(np.arange(6).reshape(3, 2), columns=["p", "q"])["q"]
x = pd.DataFrame([[1, 2], [3, 4]])
x = pd.DataFrame([[1, 2.5], [3, 4.5]], columns=["p", "q"])
x = pd.DataFrame([("a", 1), ("b", 0), ("c", 1)], columns=["p", "q"])["q"]
x = pd.DataFrame(list(zip("abcd", [1, 2, 3, 4])), columns=["p", "q"])["q"]
x = pd.DataFrame([{"p": 1, "q": "a"}, {"p": 2, "q": "b"}])["p"]
x = pd.DataFrame([{"p": 1, "q": 2.5}, {"q": 3.5, "r": 4}])
x = pd.DataFrame([{"p": i, "q": i / 2} for i in range(9)])["q"]
x = pd.DataFrame.from_records([("a", 1), ("b", 0)], columns=["p", "q"])["q"]
x = pd.DataFrame({"p": [1, 2], "q": [3, 4], "r": [5, 6]}, columns=["r", "p"])
x = pd.Series([1, 2, 3, 4])
x = e["a"].values.reshape(-1, 1)
x = d["v"].fillna(0)
x = d[["u", "v"]].dropna()
x = d.rename(columns={"u": "t"})["t"]
d.columns = ["p", "q", "r", "s"]; x = d["q"]
x = d.set_index("w")[["u"]]
x = d.reset_index(drop=True)["u"]
x = d.assign(z=d.u + 1)["z"]
x = d.select_dtypes("number")
x = d["u"].isin([1, 2])
x = d["v"].clip(15, 45)
x = d["u"].shape
x = np.array(d["y"])
x = d["u"].to_list()
x = d[[c for c in d.columns if c not in ("w", "y")]]
x = d[d.columns.drop("w")]
x = d[d.columns[0]]
x = d[list(d.columns[:2])].values
x = (d["v"] > 25).astype(int)
x = np.log1p(d["v"])
x = np.where(d["v"] > 25, 1, 0)
x = e.T
x = e.sum(axis=1)
x = e["a"] + e["b"]
x = e[e["a"] > 0.5].values
e.loc[e.a > 0.5, "a"] = 0; x = e["a"]
e["k"] = np.arange(100); x = e["k"]
e.insert(0, "one", 1); x = e["one"]
x = e.sort_values("a")["b"]
x = e.quantile(0.5) if False else e["a"].abs()
x = e.query("a > 0.5")
x = e.drop_duplicates()
x = dict(d)["v"]
x = dict(e.items())["b"]
x = [c for n, c in d.items() if n != "w"][1]
x = {n: c.to_numpy()[:, None] for n, c in d[["u", "v"]].items()}["v"]
x = d[list(d)[:2]]
x = e.sub(e.mean()).div(e.std())
x = pd.DataFrame(e.to_numpy())[0]
x = pd.DataFrame(e.to_numpy())[:2][1]
x = d.loc[:, d.columns != "w"]["u"]
x = d.loc[:, ~d.columns.isin(["w", "v"])]
x = d[d.columns[d.columns == "u"]]
x = d.loc[:, (d.columns != "w") & (d.columns != "u")]
x = [rows for k, rows in d.groupby("w")][0][["u", "v"]]
x = d.groupby("w").get_group("a")["v"]
import io; x = pd.read_csv(io.StringIO("a,b,c\\n1,2.5,x\\n3,4,y\\n"))[["a", "b"]]
import io; x = pd.read_csv(io.StringIO("1;2\\n3;4\\n"), sep=";", header=None, names=["u", "v"])["v"]
import io; x = pd.read_csv(io.StringIO("a,b\\n1,2\\n3,\\n"))["b"]
import io; x = pd.read_csv(io.StringIO("a b\\n1 2\\n3 4\\n"), sep=r"\\s+")["b"]
"""


@pytest.mark.parametrize("script", REAL.strip().splitlines())
def test_holds(script: str) -> None:
    assert disagreements(HEADER + script.replace("; ", "\n")) == []


HOUSING = """
from sklearn.datasets import fetch_california_housing
b = fetch_california_housing(as_frame=True)
f = b.frame
"""
SHOWN = {
    "a table that is known by its name": (
        "x = pd.read_csv('data/pima-indians-diabetes.csv', header=None).iloc[:, 8]",
        "(768,) int64 =[0,1] mean 0.349 std 0.4766 classes 2 raw",
    ),
    "another separator": ("x = pd.read_csv('winequality-red.csv')", "(None,None) ? raw"),
    "the right separator": (
        "x = pd.read_csv('winequality-red.csv', sep=';')['alcohol']",
        "(1599,) float64 =[8.4,14.9] mean 10.42 std 1.065 continuous raw",
    ),
    "rows whose first column may be a label": (
        "size = 28\nx = pd.read_csv('mnist_test.csv').values",
        "(None,None) ? raw",
    ),
    "an unknown table": ("x = pd.read_csv('train.csv').drop('y', axis=1).values", "(None,None) ? raw"),
    "names given": ("x = pd.read_csv('a.csv', names=['p', 'q', 'r'])[['p', 'q']]", "(None,2) ? raw"),
    "a frame of seaborn": (
        "import seaborn as sns\nx = sns.load_dataset('iris')['species']",
        "(150,) object classes 3 raw",
    ),
    "an unknown frame standardised": (
        "f = pd.read_csv('train.csv')\nx = (f - f.mean()) / f.std()",
        "(None,None) ? mean 0 std 1 standard",
    ),
    "a column by the name that its set gives": (
        f"{HOUSING}x = f.pop(b.target_names[0])",
        "(20640,) float64 =[0.15,5] mean 2.069 std 1.154 continuous raw",
    ),
    "what is left without a column that isn't known": (
        f"{HOUSING}f.pop(input())\nx = f",
        "(20640,None) float64 [-124.3,3.568e+04] continuous raw",
    ),
    "a text in the program": (
        "import io\nx = pd.read_csv(io.StringIO('age,pay\\n20,1800\\n40,3100\\n'))",
        "(2,2) int64 =[20,3100] mean 1240 std 1294 raw",
    ),
    "one of several groups": (
        "f = pd.DataFrame({'k': list('aab') * 30, 'v': range(90)})\nfor _, x in f.groupby('k'): pass\nx = x[['v']]",
        "(None,1) int64 [0,89] raw",
    ),
    "grouped": ("x = pd.read_csv('train.csv').groupby('k').mean()", "(None,None) ? opaque"),
}


@pytest.mark.parametrize(("script", "expected"), SHOWN.values(), ids=SHOWN)
def test_facets(script: str, expected: str) -> None:
    assert describe(run(script).data("x")) == expected


def test_where_columns_come_from() -> None:
    ran = run("f = pd.read_csv('house/train.csv')\ny = f['SalePrice']\nx = f.drop(columns=['SalePrice', 'Id'])")
    assert ran.data("y").names == ("SalePrice",)
    assert ran.data("y").source == ran.data("x").source
    assert ran.data("x").source.name == "train.csv"
    assert ran.data("x").whole == ran.data("y").whole
    assert [(step.op, step.by) for step in ran.data("x").trail] == [("drop", "SalePrice, Id")]


def test_arrays_of_known_tables_know_their_columns() -> None:
    ran = run(
        "from sklearn.model_selection import train_test_split\n"
        "d = pd.read_csv('pima-indians-diabetes.csv', header=None).values\nnp.random.shuffle(d)\n"
        "X, y = d[:, 0:8], d[:, 8]\na, b, c, e = train_test_split(X, y)\nf = d.astype('float32')\nz = f[:, -1]\n"
        "d[:, 8] = np.log1p(d[:, 0])\nw = d[:, 8]\nd /= 10\nv = d[:, 8]"
    )
    assert [ran.data(name).binary for name in ("y", "c", "z", "w", "v")] == [True, True, True, False, False]
    assert ran.data("X").continuous


@pytest.mark.parametrize(
    "made",
    [
        "d.pivot_table(index='u', columns='w', values='v')",
        "pd.pivot_table(d, index='u', columns='w', values='v')",
        "pd.pivot_table(index='u', columns='w', values='v', data=d)",
        "pd.pivot(d, index='u', columns='w', values='v')",
        "pd.crosstab(index=d['u'], columns=d['w'])",
        "pd.crosstab(d['u'], d['w'])",
    ],
)
def test_tables_of_tables_come_from_them(made: str) -> None:
    data = run("d = pd.read_csv('sales.csv')\nx = " + made + ".values").data("x")
    assert data.source is not None
    assert data.source.name == "sales.csv"
    assert data.shape is None


GATHERED = """
rows = []
for line in open('abstracts.txt'):
    parts = line.split('\\t')
    rows.append({row})
f = pd.DataFrame(rows{more})
"""


@pytest.mark.parametrize(
    ("row", "more"),
    [
        ("{'target': parts[0], 'text': parts[1].lower(), 'number': 1}", ""),
        ("dict(number=0, target=parts[0], text=parts[1])", ", columns=['target', 'text', 'number']"),
        ("(parts[0], parts[1], 3)", ", columns=['target', 'text', 'number']"),
        ("[*parts[:0], parts[0], parts[1], float(parts[2])]", ", columns=['target', 'text', 'number']"),
    ],
)
def test_rows_gathered_in_a_loop(row: str, more: str) -> None:
    ran = run(GATHERED.replace("{row}", row).replace("{more}", more))
    assert ran.data("f").names == ("target", "text", "number")
    assert ran.data("f").shape == (None, 3)
    column = run(GATHERED.replace("{row}", row).replace("{more}", more) + "x = f['target'].to_numpy()").data("x")
    assert column.source is not None
    assert column.source.name == "abstracts.txt"


def test_rows_of_unknown_columns_say_nothing() -> None:
    ran = run(GATHERED.replace("{row}", "{key: 1 for key in parts}").replace("{more}", ""))
    assert isinstance(ran.value("f"), Unknown)


FEATURES = """
rows = []
for name in open("names.txt"):
    rows.append([np.load(name.strip()), name])
made = pd.DataFrame(rows, columns=["feature", "label"])
read = pd.read_csv("a.csv")
filled = pd.DataFrame({"b": np.arange(50)})
filled["a"] = ""
for i in range(50):
    filled["a"][i] = np.array(parse(i))
"""


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("np.array(made['feature'].tolist())", None),
        ("np.asarray(list(made['feature']))", None),
        ("np.array(made['feature'].values.tolist())", None),
        ("np.stack(made['feature'])", None),
        (
            "np.array(pd.DataFrame([[np.load(n).mean(0), n] for n in open('n')], columns=['a', 'b'])['a'].tolist())",
            None,
        ),
        ("np.array(filled['a'].tolist())", None),
        ("np.array([each for each in made['feature']])", None),
        ("np.array([made['feature'][i] for i in range(len(made))])", None),
        ("np.array(pd.read_pickle('a.pkl')['feature'].tolist())", None),
        ("np.array(read['feature'].apply(parse).tolist())", None),
        ("np.array([int(each) for each in made['feature']])", (None,)),
        ("np.array(made['feature'])", (None,)),
        ("np.array(read['feature'].tolist())", (None,)),
        ("np.array([each for each in read['feature']])", (None,)),
    ],
)
def test_a_cell_may_be_an_array(text: str, shape: tuple[None] | None) -> None:
    assert run(f"{FEATURES}x = {text}").data("x").shape == shape


@pytest.mark.parametrize(
    ("more", "shape"),
    {
        "the file's name alone": ("", (None, None)),
        "a column's name": ("y = x['Outcome']", (768, 9)),
        "a column as an attribute": ("y = x.Glucose", (768, 9)),
        "the place of the last column": ("y = x.iloc[:, 8]", (768, 9)),
        "all places but that": ("x = x.iloc[:, 0:8]", (768, 8)),
        "the size of the model's input": ("n = dict(input_dim=8)", (768, 9)),
        "a column that it lacks is dropped": ("y = x['Age']\nx = x.drop('Weight', axis=1)", (None, None)),
        "a column that it lacks is used": ("y = x['Age']\nz = x['Weight']", (None, None)),
        "one of several is lacking": ("y = x['Age']\nx = x[['Age', 'Weight']]", (None, 2)),
        "a column of one's own": ("x['Weight'] = x['Age'] * 2\nx = x[['Age', 'Weight']]", (768, 2)),
        "one that may be lacking": ("x = x.drop(['Age', 'Id'], axis=1, errors='ignore')", (768, 8)),
        "that of another table": ("n = dict(input_dim=13)", (None, None)),
    }.values(),
    ids=str,
)
def test_a_name_of_a_file_alone_says_nothing(more: str, shape: tuple[int | None, ...]) -> None:
    assert run(f"x = pd.read_csv('diabetes.csv')\n{more}").data("x").shape == shape


def test_a_column_added_to_some_rows_makes_not_all_rows_those() -> None:
    ran = run("f = pd.read_csv('a.csv')\npart = f.iloc[400:]\npart['more'] = np.zeros(50)\nx = f")
    assert [step.op for step in ran.data("x").trail] == []


PIXELS = ('d.drop("label", axis=1)', "d.iloc[:, 1:]", 'd.loc[:, "pixel1":]', "d.values[:, 1:]", "d[d.columns[1:]]")
LABELS = ('d["label"]', "d.iloc[:, 0]", "d.values[:, 0]", "d.label", 'd.pop("label")')


@pytest.mark.parametrize("code", [*PIXELS, *LABELS])
def test_tables_of_pictures(code: str) -> None:
    found = describe(run(f'd = pd.read_csv("sign_mnist_train.csv")\nsize = 28\nx = {code}').data("x"))
    picture, label = "(27455,784) int64 =[0,255] image raw", "(27455,) int64 =[0,24] classes 24 raw"
    assert found == (picture if code in PIXELS else label)


@pytest.mark.parametrize("cell", ["row['mfcc']", "row.mfcc"])
def test_a_cell_of_a_row_may_be_an_array(cell: str) -> None:
    ran = run(
        "f = pd.read_csv('a.csv')\nf['mfcc'] = [np.load(name) for name in f['name']]\n"
        f"x = np.array([{cell} for _, row in f.iterrows()])"
    )
    assert ran.data("x").shape is None
