"""Texts as token ids: `Tokenizer`, `pad_sequences`, hashed words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.objects import Mutable
from zerolint.interp.values import NONE, TRUE, Choice, Const, Node, TupleValue, Unknown, Value
from zerolint.libs import dtypes
from zerolint.libs.arrays import Array, Facets, as_array
from zerolint.libs.numpy.register import over_arrays, split_first
from zerolint.libs.origins import source_in
from zerolint.libs.registry import function
from zerolint.libs.stdlib.opening import is_text
from zerolint.program.data import NOT_KNOWN, Data, Kind, Origin, Scale, Source, Stats

NAME: Final = "keras.preprocessing.text.Tokenizer"


class Tokenizer(Mutable):
    """`Tokenizer(num_words=1000)`; what it was fitted on last is part of its state.

    `fields["taught"]`: it was fitted, or may have been by code that isn't followed. `open`: it may have a limit to its
    words that isn't known.
    """

    __slots__ = ("letters", "open", "words")
    type_name = "a tokenizer"

    def __init__(self, words: int | None, origin: Node, *, letters: bool | None = False, open_: bool = False) -> None:
        super().__init__(origin)
        self.words = words
        self.letters = letters
        self.open = open_

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        self.teach(m)

    def teach(self, m: Machine) -> None:
        """It may know words from here on."""
        m.store.put(self.fields, "taught", TRUE)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = METHODS.get(name)
        if handler is not None:
            return Native(f"Tokenizer.{name}", lambda m, call: handler(call, self), node)
        if name in ("word_index", "index_word"):
            return Words(self, node)
        if name in ("word_counts", "word_docs"):
            return DictValue({}, node, Unknown("a word of the texts", node))
        if name == "num_words" and self.words is not None:
            return Const(self.words, node)
        return Unknown(f"`.{name}` of a tokenizer", node, (self, name))

    def truth(self, m: Machine) -> bool | None:
        return True

    def havoc(self, m: Machine, reason: str) -> None:
        """Functions that get a tokenizer fit it at most."""
        self.teach(m)

    def fitted(self, m: Machine) -> Data | None:
        """The texts that it was fitted on last."""
        found = self.fields.get("fitted")
        found = m.narrow(found) if type(found) is Choice else found
        return found.data if isinstance(found, Facets) else None


class Words(DictValue):
    """`tokenizer.word_index`: every word that it saw, numbered from 1."""

    __slots__ = ("tokenizer",)

    def __init__(self, tokenizer: Tokenizer, origin: Node) -> None:
        super().__init__({}, origin, Unknown("a word of the texts", origin))
        self.tokenizer = tokenizer


def words_counted(m: Machine, value: object) -> Tokenizer | None:
    """The tokenizer if the value is the number of its words, with none for the padding."""
    match value.key if isinstance(value, Unknown) else None:
        case ("len", Words() as words) if not words.contents(m).entries:  # such as one for the padding
            return words.tokenizer
    return None


@function(NAME)
def tokenizer(call: Call) -> Value:
    """A tokenizer."""
    letters, limit = call.const("char_level", 4, False), call.first("num_words", "nb_words", position=0)
    made = Tokenizer(
        const_int(limit),
        call.node,
        letters=letters if isinstance(letters, bool) else None,
        open_=call.open or not isinstance(limit, (Const, type(None))),
    )
    if call.open:
        made.teach(call.m)
    return made


def _rows(call: Call) -> tuple[int | None, Source]:
    """How many texts there are, and where they come from."""
    texts = call.first("texts", "sequences", position=0)
    rows = call.m.length(texts) if texts is not None and not isinstance(texts, Unknown) else None
    return rows, _source(call, texts)


def _source(call: Call, texts: Value | None) -> Source:
    written = as_array(call.m, texts)
    known = source_in(call.m, written if written is not None else texts)
    return known or Source(Origin.COMPUTED, "texts", call.node)


def ids(
    shape: tuple[int | None, ...], words: int | None, source: Source, node: Node, by: Tokenizer | None = None
) -> Array:
    """Token ids below a number of words; 0 is not among them."""
    top = words - 1.0 if words else None
    data = Data(shape, "int64", Stats(1.0, top), None, Kind.TOKENS, scale=Scale.RAW, source=source, whole=object())
    return Array(data.then("tokenise", node, "Tokenizer", which=None if by is None else id(by)), node)


def _texts(call: Call) -> Data:
    """The facets of the texts that go in."""
    array = as_array(call.m, call.first("texts", "sequences", position=0))
    return array.data(call.m) if array is not None else NOT_KNOWN


def _asked(call: Call, made: Tokenizer, op: str) -> None:
    """What is asked before it was fitted holds no words that it knows."""
    if "taught" not in made.fields:
        call.m.record("untaught", {"made": made.origin, "op": op}, call.node)
    _spelled_out(call, made, op)


def _spelled_out(call: Call, made: Tokenizer, op: str) -> None:
    """One text where a list of texts is wanted: each of its letters is taken for a text."""
    given = call.first("texts", position=0)
    if given is not None and made.letters is False and is_text(given):
        call.m.record("letters", {"text": call.at("texts", 0), "op": op}, call.node)


def _learn(call: Call, made: Tokenizer) -> Value:
    """`tokenizer.fit_on_sequences(sequences)`."""
    made.teach(call.m)
    return NONE


def _fit(call: Call, made: Tokenizer) -> Value:
    """`tokenizer.fit_on_texts(texts)`."""
    made.teach(call.m)
    given = call.first("texts", position=0)
    if given is not None:
        call.m.store.put(made.fields, "texts", given)
    _spelled_out(call, made, "fit_on_texts")
    call.m.store.put(made.fields, "fitted", Facets(_texts(call), call.node))
    return NONE


def _sequences(call: Call, made: Tokenizer) -> Value:
    _asked(call, made, "texts_to_sequences")
    rows, source = _rows(call)
    written = call.m.plain(call.first("texts", position=0))
    _lengths(call)[id(call.node)] = _longest(written, lambda text: len(text.split()) if isinstance(text, str) else None)
    return _recorded(call, made, ids((rows,), made.words, source, call.node, made))


def _alike(first: Value | None, second: Value | None) -> bool:
    """Whether these are the same texts, also as two lists of the same ones."""
    if first is second:
        return True
    if not isinstance(first, ListValue) or not isinstance(second, ListValue):
        return False
    one, other = first.fields["items"], second.fields["items"]
    if not isinstance(one, TupleValue) or not isinstance(other, TupleValue) or one.rest or other.rest:
        return False
    return len(one.items) == len(other.items) and all(a is b for a, b in zip(one.items, other.items, strict=True))


def _lengths(call: Call) -> dict[int, int | None]:
    """How long the longest of the sequences is that a call makes, where that is known."""
    return call.m.state.setdefault("lengths", {})  # type: ignore[no-any-return]  # room for anything


def _longest(written: object, length: Callable[[object], int | None]) -> int | None:
    """The length of the longest, where all of them stand in the source."""
    found = [length(one) for one in written] if isinstance(written, (list, tuple)) else []
    known = [one for one in found if one is not None]
    return max(known) if known and len(known) == len(found) else None


def _recorded(call: Call, made: Tokenizer, result: Array) -> Array:
    """For rules that ask which texts a vocabulary came from, and whether these are the ones."""
    payload = {"made": made.origin, "by": NAME, "data": _texts(call), "fitted": made.fitted(call.m), "op": "tokenise"}
    payload["same"] = _alike(made.fields.get("texts"), call.first("texts", position=0))
    call.m.state.setdefault("tokenizers", []).append(made)  # kept, so that no other gets its number
    payload["tokenizer"] = id(made)
    payload["texts"] = id(made.fields.get("texts"))
    payload["limited"] = made.words is not None or made.open
    call.m.record("transformed", {**payload, "result": result, "argument": call.nodes.get(0)}, call.node)
    return result


def _matrix(call: Call, made: Tokenizer) -> Value:
    """`tokenizer.texts_to_matrix(texts, mode="binary")`: one column for each word."""
    _asked(call, made, "texts_to_matrix")
    return _counted(call, made)


def _counted(call: Call, made: Tokenizer) -> Value:
    """The same of sequences, which takes nothing but the number of words."""
    rows, source = _rows(call)
    mode = call.m.plain(call.first("mode", position=1), None) if call.first("mode", position=1) else "binary"
    stats = Stats(0.0, 1.0 if mode in ("binary", "freq") else None, tight=mode == "binary")
    scale = Scale.UNIT if mode in ("binary", "freq") else Scale.OPAQUE
    data = Data((rows, made.words), "float64", stats, scale=scale, source=source, whole=object())
    return _recorded(call, made, Array(data.then("tokenise", call.node, "Tokenizer", which=id(made)), call.node))


METHODS: Final[dict[str, Callable[[Call, Tokenizer], Value]]] = {
    "fit_on_sequences": _learn,
    "fit_on_texts": _fit,
    "sequences_to_matrix": _counted,
    "texts_to_matrix": _matrix,
    "texts_to_sequences": _sequences,
}


@function("keras.preprocessing.text.one_hot", "keras.preprocessing.text.hashing_trick")
def hashed(call: Call) -> Value:
    """`one_hot(text, n)` gives ids of 1 … n − 1, in spite of its name."""
    words = const_int(call.get("n", 1))
    return ids((None,), words, _source(call, call.first("text", "input_text", position=0)), call.node)


@function("keras.utils.pad_sequences")
def pad_sequences(call: Call) -> Value:
    """`pad_sequences(sequences, maxlen=100)`."""
    value, rest = split_first(call, ("sequences",))
    width = const_int(rest.get("maxlen", 0))
    fill = call.m.plain(rest.get("value", 4), 0.0)
    dtype = dtypes.named(rest.get("dtype", 1)) or "int32"

    padded = as_array(call.m, value)
    longest = _longest(call.m.plain(value), lambda one: len(one) if isinstance(one, (list, tuple)) else None)
    if padded is None and (uneven := _uneven(call, value)) is not None:
        padded = value = uneven
    if padded is not None and dtypes.is_integer(dtype) and dtypes.is_float(padded.data(call.m).dtype):
        payload = {"data": padded, "dtype": dtype, "type": call.nodes.get("dtype")}
        call.m.record("padded", payload, call.node)

    _remember_padding(call, padded, rest, longest)

    def change(data: Data) -> Data:
        low, high = data.stats.lo, data.stats.hi
        known = isinstance(fill, (int, float))
        stats = Stats(
            min(low, float(fill)) if low is not None and known else None,
            max(high, float(fill)) if high is not None and known else None,
        )
        matrices = data.shape is None and dtypes.is_float(dtype)  # they may be: these are no numbers of words
        shape = (data.rows, width, *(data.shape[2:] if data.shape else ())) if not matrices else None
        made = data.then("pad", call.node, "pad_sequences", shape=shape, stats=stats, columns=None)
        return replace(made, dtype=dtype)

    def one(array: Array) -> Value:
        return array.derive(call.m, change, call.node, op="pad", by="pad_sequences", container="ndarray")

    return over_arrays(call.m, value, call.node, one, "pad_sequences")


def _uneven(call: Call, value: Value | None) -> Array | None:
    """Lists of numbers of different lengths that stand in the source."""
    written = call.m.plain(value)
    rows = [row for row in written if isinstance(row, (list, tuple))] if isinstance(written, list) else []
    numbers = [number for row in rows for number in row]
    if not numbers or len(rows) < len(written) or not all(type(number) in (float, int) for number in numbers):
        return None
    dtype = "int64" if all(type(number) is int for number in numbers) else "float64"
    stats = Stats(float(min(numbers)), float(max(numbers)), tight=True)
    source = Source(Origin.LITERAL, "values in the source", call.node)
    return Array(Data((len(rows), None), dtype, stats, scale=Scale.RAW, source=source, whole=object()), call.node)


def _remember_padding(call: Call, padded: Array | None, rest: Call, longest: int | None) -> None:
    """For the rule that asks how much of a sequence is padding."""
    made = padded.data(call.m).did("tokenise") if padded is not None else None
    if longest is None and made is not None:
        longest = _lengths(call).get(id(made.site))
    side = rest.get("padding", 2)
    padding = call.m.plain(side, None) if side is not None else "pre"
    parts = {"padding": padding, "width": const_int(rest.get("maxlen", 0)), "longest": longest}
    call.m.record("sequences-padded", {**parts, "argument": call.nodes.get("padding")}, call.node)
