"""Where values come from that are read and computed by hand: files, folders, literals, other arrays."""

from __future__ import annotations

import pytest
from libs.run import run

HEADER = """
import csv, glob, json, os, re, urllib.request
import tensorflow as tf
from pathlib import Path
(images, labels), _ = tf.keras.datasets.mnist.load_data()
"""
DIGITS = "file digits.csv"
STORY = """
def stories(name):
    story, found = "", []
    for line in open(name):
        if line.isspace():
            found.append(story)
            story = ""
        else:
            story += line
    return found
"""
CODED = """
text = open("digits.csv").read()
code = {letter: number for number, letter in enumerate(sorted(set(text)))}
"""
READ = (
    "PATHS = ['digits.csv', 'digits.csv']\ndef read(path):\n    return [float(w) for w in open(path).read().split()]\n"
)
CASES: dict[str, tuple[str, str | None]] = {
    "lines": ("x = np.array([float(line.split(',')[0]) for line in open('data/digits.csv')])", DIGITS),
    "lines in a with": ("with open('digits.csv') as f:\n    x = np.array(f.read().split())", DIGITS),
    "rows of a reader": ("x = []\nfor row in csv.reader(open('digits.csv')):\n    x.append(int(row[0]))", DIGITS),
    "dictionaries of a reader": ("x = [row['y'] for row in csv.DictReader(open('digits.csv'))]", DIGITS),
    "json": ("d = json.load(open('digits.csv'))\nx = np.array([item['label'] for item in d])", DIGITS),
    "json of text": ("x = np.array(json.loads(Path('digits.csv').read_text())['labels'])", DIGITS),
    "cleaned": ("x = [re.sub('[0-9]', ' ', line) for line in open('digits.csv').readlines()]", DIGITS),
    "cleaned by a module nobody knows": (
        "import words\nx = [words.stem(line) for line in open('digits.csv')]", DIGITS),
    "filled into a blank": (
        "x = []\nwith open('digits.csv') as f:\n    while True:\n        line = f.readline()\n        x += [int(line)]",
        DIGITS,
    ),
    "put together": (f"{STORY}x = stories('digits.csv')", DIGITS),
    "lengths": ("x = np.array([len(line) for line in open('digits.csv')])", DIGITS),
    "numbers of lines": ("x = np.array([i for i, line in enumerate(open('digits.csv'))])", DIGITS),
    "from the web": ("x = [int(n) for n in urllib.request.urlopen('http://a.org/digits.csv?v=1')]", DIGITS),
    "letters by number": (f"{CODED}x = np.array([code[letter] for letter in text])", DIGITS),
    "names of files": (
        "x = np.array([os.path.basename(p).split('_')[0] for p in glob.glob('faces/*.jpg')])", "file *.jpg"),
    "paths": ("x = np.array([p.parent.name for p in Path('faces').glob('*')])", "file faces"),
    "a file that Keras fetches": (
        "p = tf.keras.utils.get_file('digits.csv', 'https://a.org/1.csv')\nx = open(p).readlines()", DIGITS),
    "a file by its address": (
        "x = open(tf.keras.utils.get_file(origin='https://a.org/digits.csv')).readlines()", DIGITS),
    "several processes": (
        f"{READ}from multiprocessing import Pool\nwith Pool(4) as p:\n    x = np.array(p.map(read, PATHS))", DIGITS),
    "several processes with several arguments": (
        f"{READ}import multiprocessing as mp\nx = np.array(mp.Pool().starmap(read, [(p,) for p in PATHS], 2))", DIGITS),
    "futures": (
        (f"{READ}from concurrent.futures import ThreadPoolExecutor, as_completed\ne = ThreadPoolExecutor()\n"
        "x = [f.result() for f in as_completed([e.submit(read, p) for p in PATHS])]"), DIGITS),
    "joblib": (
        f"{READ}from joblib import Parallel, delayed\nx = Parallel(n_jobs=4)(delayed(read)(p) for p in PATHS)", DIGITS),
    "sparse matrices": (
        ("from scipy import sparse\nimport words\ns = sparse.csr_matrix(pd.read_csv('digits.csv').values)\n"
        "x = sparse.hstack((words.vectors(), s)).tocsr()"), DIGITS),
    "an empty frame that is filled": (
        "x = pd.DataFrame()\nx['y'] = pd.read_csv('digits.csv')['y'] * 2\nx = x.values", DIGITS),
    "an empty frame that is appended to": (
        "x = pd.DataFrame()\nfor i in range(99):\n    x = x.append(pd.read_csv('digits.csv').iloc[i:])", DIGITS),
    "a list of unknown length": (
        ("n = len(open('digits.csv').readlines())\nx = [0] * n\nfor i, w in enumerate(open('digits.csv')):\n"
        "    x[i] = int(w)"), DIGITS),
    "perhaps nothing": (
        ("x = []\nfor line in open('digits.csv'):\n    w = line if line.strip() else None\n    x.append(w)\n"
        "x = np.array(x)"), DIGITS),
    "one-hot of something unknown": (
        "import words\nx = tf.keras.utils.to_categorical(words.code(open('digits.csv')), 10)", DIGITS),
    "an array of what is no number": ("x = np.array([{'a': line} for line in open('digits.csv')])", DIGITS),
    "an unknown object that is called with data": (
        ("import words\nchange = words.Compose([words.Flip(p=1)])\n"
        "x = [change(text=line)['text'] for line in open('digits.csv')]"), DIGITS),
    "text of an array": ("x = [str(image) for image in images]", "data set mnist"),
    "letters of a text": ("x = [ord(letter) for letter in 'to be or not to be' * 10]", "literal values in the source"),
    # near misses
    "a counter": ("n = 0\nx = []\nfor line in open('digits.csv'):\n    x.append(n)\n    n += 1", None),
    "a module nobody knows": ("import words\nx = np.array(words.all(3))", None),
    "a shape": ("import words\nx = np.array(words.all((3, 4)))", None),
    "something unknown": ("import words\nx = np.array([w for w in words.ALL])", None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_comes_from(name: str) -> None:
    script, expected = CASES[name]
    source = run(HEADER + script).data("x").source
    assert (f"{source.origin.value} {source.name}" if source is not None else None) == expected


TOKENS = """
from tensorflow.keras.preprocessing.text import Tokenizer
t = Tokenizer()
t.fit_on_texts(texts)
x = t.texts_to_sequences(texts)
"""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ("open('poems.txt').readlines()", "poems.txt"),
        ("'to be\\nor not to be'.split('\\n')", "values in the source"),
        ("elsewhere", "texts"),
    ],
)
def test_token_ids_come_from_the_texts(texts: str, expected: str) -> None:
    source = run(f"texts = {texts}{TOKENS}").data("x").source
    assert source is not None
    assert source.name == expected


def test_unknown_elements_come_from_the_files_of_the_pipe() -> None:
    script = "d = tf.data.TextLineDataset('lines.txt').map(lambda l: tf.strings.split(l, ','))\nx = next(iter(d))[0]"
    source = run(HEADER + script).data("x").source
    assert source is not None
    assert source.name == "lines.txt"
