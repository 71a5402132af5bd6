"""Encoders of labels and categories, text vectorisers, imputers, decompositions."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Shape, Stats

from .. import dtypes
from ..arrays import Array, method
from ..facets import codes_of
from ..numpy.register import over_arrays, split_first
from ..registry import function
from .objects import OUTPUT, Step, Transformer, learned, transformer

AREA: Final = "sklearn.preprocessing"


def class_count(data: Data) -> int | None:
    """How many different values there are, as far as that is known."""
    if data.classes is not None:
        return data.classes
    if data.stats.constant:
        return 1
    return None


def _ends(count: int | None) -> Stats:
    return Stats(0.0, count - 1.0, tight=True) if count else Stats(0.0, None)


@transformer(f"{AREA}.LabelEncoder")
def label_encoder(data: Data, step: Step) -> Data:
    """Labels as 0 … k−1 in the order of their names."""
    count = class_count(step.fitted)
    return data.then(
        "encode",
        step.node,
        step.by,
        dtype="int64",
        kind=Kind.CLASSES,
        classes=count,
        stats=_ends(count),
        columns=None,
        scale=Scale.RAW,
        codes=codes_of(data, step.node, step.by),
    )


@transformer(f"{AREA}.OrdinalEncoder")
def ordinal_encoder(data: Data, step: Step) -> Data:
    """Categories of each column as 0 … k−1."""
    count = class_count(step.fitted)
    single = data.shape is not None and (len(data.shape) == 1 or data.shape[-1] == 1)
    kind = Kind.CLASSES if single else Kind.UNKNOWN
    return data.then(
        "encode",
        step.node,
        step.by,
        dtype="float64",
        kind=kind,
        classes=count if single else None,
        stats=_ends(count) if single else Stats(0.0, None),
        columns=None,
        scale=Scale.RAW,
        codes=codes_of(data, step.node, step.by) if step.transformer.options.get("categories") is None else (),
    )


@transformer(f"{AREA}.OneHotEncoder")
def one_hot_encoder(data: Data, step: Step) -> Data:
    """A column per category."""
    single = data.shape is not None and (len(data.shape) == 1 or data.shape[-1] == 1)
    count = class_count(step.fitted) if single else None
    options = step.transformer.options
    dropping = options.get("drop") is not None and options.const("drop") is not None
    if count is not None and dropping:
        count -= 1
    shape = (data.rows, count)
    kind = Kind.ONE_HOT if single and not dropping else Kind.UNKNOWN
    return data.then(
        "one_hot",
        step.node,
        step.by,
        shape=shape,
        dtype="float64",
        kind=kind,
        classes=count,
        stats=Stats(0.0, 1.0, tight=True),
        columns=None,
        scale=Scale.RAW,
        names=data.names,
    )


def _sparse(made_by: Transformer) -> str:
    options = made_by.options
    dense = options.const("sparse_output", None, True) is False or options.const("sparse", None, True) is False
    return "ndarray" if dense else "sparse"


OUTPUT[f"{AREA}.OneHotEncoder"] = _sparse


@transformer(f"{AREA}.LabelBinarizer")
def label_binarizer(data: Data, step: Step) -> Data:
    """One-hot rows; two classes give a single column of 0 and 1."""
    return _binarized(data, class_count(step.fitted), step.node, step.by)


def _binarized(data: Data, count: int | None, node: Node, by: str) -> Data:
    stats = Stats(0.0, 1.0, tight=True)
    if count == 2:
        return data.then(
            "encode",
            node,
            by,
            shape=(data.rows, 1),
            dtype="int64",
            kind=Kind.CLASSES,
            classes=2,
            stats=stats,
            columns=None,
            scale=Scale.RAW,
        )
    kind = Kind.ONE_HOT if count is not None else Kind.UNKNOWN  # two classes would be no one-hot rows
    return data.then(
        "one_hot",
        node,
        by,
        shape=(data.rows, count),
        dtype="int64",
        kind=kind,
        classes=count,
        stats=stats,
        columns=None,
        scale=Scale.RAW,
    )


@function(f"{AREA}.label_binarize")
def label_binarize(call: Call) -> Value:
    """`label_binarize(y, classes=[0, 1, 2])`."""
    value, rest = split_first(call)
    classes = rest.get("classes", 0)
    count = call.m.length(classes) if classes is not None else None
    by = f"{AREA}.label_binarize"

    def run(array: Array) -> Value:
        return array.derive(call.m, lambda d: _binarized(d, count, call.node, by), call.node, op="one_hot", by=by)

    return over_arrays(call.m, value, call.node, run, "label_binarize")


@transformer(f"{AREA}.MultiLabelBinarizer")
def multi_label_binarizer(data: Data, step: Step) -> Data:
    """A column per label, several of which may be 1; each row has one where one stands in it."""
    given = step.transformer.options.get("classes")
    count = step.m.length(given) if given is not None and not isinstance(given, Const) else None
    if count is None and data.dtype == "object":
        count = len(data.categories) or None
    return data.then(
        "one_hot",
        step.node,
        step.by,
        shape=(data.rows, count),
        dtype="int64",
        kind=Kind.ONE_HOT if data.shape is not None and data.shape[1:] == (1,) else Kind.MULTI_HOT,
        classes=count,
        stats=Stats(0.0, 1.0, tight=True),
        columns=None,
        scale=Scale.RAW,
    )


@transformer(f"{AREA}.KBinsDiscretizer", f"{AREA}.Binarizer")
def binned(data: Data, step: Step) -> Data:
    """Values as numbers of bins, or 0 and 1."""
    binary = step.transformer.name == "Binarizer"
    return data.then(
        "threshold" if binary else "opaque",
        step.node,
        step.by,
        kind=Kind.UNKNOWN,
        columns=None,
        stats=Stats(0.0, 1.0, tight=True) if binary else NO_STATS,
        scale=Scale.UNIT if binary else Scale.OPAQUE,
    )


@transformer(
    f"{AREA}.PolynomialFeatures",
    f"{AREA}.SplineTransformer",
    "sklearn.feature_selection.SelectKBest",
    "sklearn.feature_selection.VarianceThreshold",
    "sklearn.feature_selection.SelectFromModel",
    "sklearn.feature_selection.RFE",
    "sklearn.random_projection.GaussianRandomProjection",
)
def features(data: Data, step: Step) -> Data:
    """Other or fewer features."""
    count = step.transformer.options.const("k", 1) or step.transformer.options.const("n_features_to_select", 1)
    width = count if isinstance(count, int) else None
    scale = data.scale if "feature_selection" in step.by else Scale.OPAQUE
    return data.then(
        step.op, step.node, step.by, shape=(data.rows, width), columns=None, stats=NO_STATS, scale=scale, names=()
    )


@transformer(
    "sklearn.decomposition.PCA",
    "sklearn.decomposition.TruncatedSVD",
    "sklearn.decomposition.NMF",
    "sklearn.decomposition.FastICA",
    "sklearn.decomposition.IncrementalPCA",
    "sklearn.decomposition.KernelPCA",
    "sklearn.manifold.TSNE",
    "sklearn.decomposition.LatentDirichletAllocation",
    "sklearn.discriminant_analysis.LinearDiscriminantAnalysis",
    "sklearn.decomposition.RandomizedPCA",
    "sklearn.decomposition.SparsePCA",
    "sklearn.manifold.Isomap",
)
def components(data: Data, step: Step) -> Data:
    """Projections: their size follows the data's."""
    options = step.transformer.options
    count = options.const("n_components", 0)
    width = count if isinstance(count, int) and not isinstance(count, bool) else None
    scale = Scale.STANDARD if options.const("whiten") is True else Scale.OPAQUE
    return data.then(
        step.op,
        step.node,
        step.by,
        shape=(data.rows, width),
        dtype="float64",
        kind=Kind.CONTINUOUS,
        columns=None,
        stats=NO_STATS,
        scale=scale,
        names=(),
        classes=None,
    )


@transformer(
    "sklearn.impute.SimpleImputer",
    "sklearn.impute.KNNImputer",
    "sklearn.impute.IterativeImputer",
    f"{AREA}.Imputer",
    "sklearn.impute.MissingIndicator",
)
def imputer(data: Data, step: Step) -> Data:
    """Holes are filled."""
    return data.then("fill", step.node, step.by)


TEXT: Final = "sklearn.feature_extraction.text"


@transformer(
    f"{TEXT}.TfidfVectorizer",
    f"{TEXT}.CountVectorizer",
    f"{TEXT}.HashingVectorizer",
    f"{TEXT}.TfidfTransformer",
    "sklearn.feature_extraction.DictVectorizer",
)
def vectorizer(data: Data, step: Step) -> Data:
    """Documents as rows of word weights."""
    hashed = step.transformer.options.const("n_features") if step.transformer.name == "HashingVectorizer" else None
    width = hashed if isinstance(hashed, int) else None  # `max_features` is only the most that there may be
    counts = step.transformer.name in ("CountVectorizer", "DictVectorizer")
    given = step.transformer.options.get("dtype")
    usual = "int64" if step.transformer.name == "CountVectorizer" else "float64"
    if counts and step.transformer.options.const("binary") is True:
        stats, scale = Stats(0.0, 1.0, tight=True), Scale.UNIT
    else:
        stats, scale = (Stats(0.0, None), Scale.RAW) if counts else (Stats(-1.0, 1.0), Scale.NORMALISED)
    return data.then(
        "tokenise",
        step.node,
        step.by,
        shape=(data.rows, width),
        dtype=usual if given is None else dtypes.named(given),
        kind=Kind.CONTINUOUS,
        stats=stats,
        columns=None,
        scale=scale,
        classes=None,
        names=(),
    )


for _path in (
    f"{TEXT}.TfidfVectorizer",
    f"{TEXT}.CountVectorizer",
    f"{TEXT}.HashingVectorizer",
    f"{TEXT}.TfidfTransformer",
):
    OUTPUT[_path] = lambda made_by: "sparse"


@transformer(f"{AREA}.FunctionTransformer")
def function_transformer(data: Data, step: Step) -> Data:
    """A function of the program's own choice."""
    options = step.transformer.options
    called = options.get("func", 0)
    if called is None:
        return data
    result = step.m.call_values(called, [Array(data, step.node)], step.node)
    if isinstance(result, Array):
        return result.data(step.m)
    return data.then("opaque", step.node, step.by, stats=NO_STATS, columns=None, scale=Scale.OPAQUE)


@method("toarray", "todense")
def to_array(call: Call, array: Array) -> Value:
    """A sparse matrix as an array."""
    return array.derive(call.m, lambda d: d, call.node, op="copy", container="ndarray")


@learned("classes_", "categories_")
def classes(m: Machine, made_by: Transformer, node: Node) -> Value:
    """`encoder.classes_`."""
    fitted = made_by.fitted(m)
    if fitted is None:
        return Unknown("an encoder that was not fitted", node)
    count = class_count(fitted)
    shape: Shape = (count,)
    return Array(replace(Data(shape, fitted.dtype, source=fitted.source), why="the classes of an encoder"), node)


@learned(
    "n_features_in_", "n_components_", "vocabulary_", "components_", "explained_variance_ratio_", "n_samples_seen_"
)
def other_learned(m: Machine, made_by: Transformer, node: Node) -> Value:
    """What is not followed."""
    return Unknown("what a transformer learned", node, (made_by, getattr(getattr(node, "attr", None), "value", "")))
