"""What a program's options are before it runs: command lines, flags, records, configurations, and small tools."""

from __future__ import annotations

from typing import Any

import pytest
from libs.run import run

ARGUMENTS = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", "-l", type=float, default=0.1)
parser.add_argument("--hidden-units", type=int, default="32")
parser.add_argument("-e", "--epochs", dest="rounds", default=5)
parser.add_argument("--binary", action="store_true")
parser.add_argument("--no-shuffle", action="store_false", dest="shuffle")
parser.add_argument("--loss", choices=["mse", "mae"], default="mse")
parser.add_argument("--seed", required=True, type=int)
parser.add_argument("folder")
group = parser.add_argument_group("more")
group.add_argument("--rate", default=0.5)
"""
FLAGS = """
from absl import app, flags
import tensorflow as tf
flags.DEFINE_float("lr", 0.3, "the rate")
flags.DEFINE_bool("binary", False, "two classes")
tf.app.flags.DEFINE_integer("units", 7, "width")
FLAGS = flags.FLAGS
"""
RECORDS = """
from collections import namedtuple, OrderedDict, defaultdict
from dataclasses import dataclass, field, asdict, replace
from enum import Enum
from types import SimpleNamespace
from typing import NamedTuple
import ml_collections
from easydict import EasyDict
from omegaconf import OmegaConf

@dataclass
class Base:
    lr: float = 0.1

@dataclass
class Config(Base):
    units: list = field(default_factory=lambda: [64, 32])
    epochs: int = field(default=3)

class Point(NamedTuple):
    a: int
    b: int = 2

class Mode(Enum):
    FAST = 1
    SLOW = 2
"""
TOOLS = """
import copy, functools, itertools, json, math, os, random
from pathlib import Path

def area(width, height=2, scale=1):
    return width * height * scale
"""
CASES: dict[str, tuple[str, str, Any]] = {
    "argument with a default": (ARGUMENTS, "parser.parse_args().lr", 0.1),
    "default given as text": (ARGUMENTS, "parser.parse_args().hidden_units", 32),
    "dest": (ARGUMENTS, "parser.parse_args().rounds", 5),
    "a switch is undecided": (ARGUMENTS, "parser.parse_args().binary", "unknown"),
    "so is its opposite": (ARGUMENTS, "parser.parse_args().shuffle", "unknown"),
    "choices": (ARGUMENTS, "parser.parse_args().loss", "mse"),
    "must be given": (ARGUMENTS, "parser.parse_args().seed", "unknown"),
    "positional": (ARGUMENTS, "parser.parse_args().folder", "unknown"),
    "group": (ARGUMENTS, "parser.parse_args().rate", 0.5),
    "known arguments": (ARGUMENTS, "parser.parse_known_args()[0].lr", 0.1),
    "vars": (ARGUMENTS, "vars(parser.parse_args())['lr']", 0.1),
    "spread": (ARGUMENTS + "def f(lr, **rest):\n    return lr\n", "f(**vars(parser.parse_args()))", 0.1),
    "written in the call": (ARGUMENTS, "parser.parse_args(['--lr', '0.7', '--loss=mae']).lr", 0.7),
    "set_defaults": (ARGUMENTS + "parser.set_defaults(lr=0.9)\n", "parser.parse_args().lr", 0.9),
    "sub-command": (
        ARGUMENTS + "train = parser.add_subparsers().add_parser('train')\ntrain.add_argument('--depth', default=4)\n",
        "parser.parse_args().depth",
        4,
    ),
    "absl flag": (FLAGS, "FLAGS.lr", 0.3),
    "flag of TensorFlow": (FLAGS, "tf.app.flags.FLAGS.units", 7),
    "flag that is off": (FLAGS, "FLAGS.binary", "unknown"),
    "flag by item": (FLAGS, "FLAGS['lr'].value", 0.3),
    "main under app.run": (FLAGS + "def main(_):\n  global found\n  found = FLAGS.lr\napp.run(main)\n", "found", 0.3),
    "click": (
        "import click\n@click.command()\n@click.option('--lr', default=0.2)\ndef main(lr):\n    return lr\n",
        "main()",
        0.2,
    ),
    "typer": ("import typer\ndef main(lr: float = typer.Option(0.4)):\n    return lr\n", "main()", 0.4),
    "dataclass": (RECORDS, "Config().lr", 0.1),
    "default_factory": (RECORDS, "Config().units", [64, 32]),
    "field": (RECORDS, "Config(lr=1).epochs", 3),
    "given": (RECORDS, "Config(2, epochs=9).epochs", 9),
    "asdict": (RECORDS, "asdict(Config(2))['lr']", 2),
    "replace": (RECORDS, "replace(Config(), lr=5).lr", 5),
    "attrs": ("import attr\n@attr.s(auto_attribs=True)\nclass A:\n    lr: float = 0.6\n", "A().lr", 0.6),
    "pydantic": ("from pydantic import BaseModel\nclass A(BaseModel):\n    lr: float = 0.6\n", "A(lr=0.7).lr", 0.7),
    "NamedTuple": (RECORDS, "Point(1).b", 2),
    "namedtuple": (RECORDS, "namedtuple('P', 'x y')(3, y=4).y", 4),
    "namedtuple unpacked": (RECORDS, "[i for i in namedtuple('P', ['x', 'y'])(3, 4)]", [3, 4]),
    "enum": (RECORDS, "Mode.SLOW.value", 2),
    "SimpleNamespace": (RECORDS, "SimpleNamespace(lr=0.1, **{'k': 3}).k", 3),
    "OrderedDict": (RECORDS, "OrderedDict([('a', 1), ('b', 2)])['b']", 2),
    "defaultdict": (RECORDS + "d = defaultdict(list)\nd['k'].append(3)\n", "d['k']", [3]),
    "ConfigDict": (
        RECORDS + "c = ml_collections.ConfigDict()\nc.lr = 0.1\nc.model = {'units': {'first': 8}}\n",
        "c.model.units.first",
        8,
    ),
    "EasyDict": (RECORDS, "EasyDict({'a': {'b': 1}}).a.b", 1),
    "OmegaConf": (RECORDS, "OmegaConf.create({'a': {'b': 1}})['a']['b']", 1),
    "get": (RECORDS, "EasyDict(a=1).get('z', 5)", 5),
    "update": (RECORDS + "c = EasyDict(a=1)\nc.update({'a': 2})\n", "c.a", 2),
    "partial": (TOOLS, "functools.partial(area, 3, scale=10)(4)", 120),
    "lru_cache": (TOOLS + "@functools.lru_cache(maxsize=None)\ndef f(x):\n    return x + 1\n", "f(1)", 2),
    "wraps": (TOOLS + "def deco(g):\n    @functools.wraps(g)\n    def h(x):\n        return g(x) + 1\n    return h\n"
              "@deco\ndef f(x):\n    return x\n", "f(1)", 2),
    "reduce": (TOOLS, "functools.reduce(lambda a, b: a * b, [2, 3, 4])", 24),
    "product": (TOOLS, "[a * b for a, b in itertools.product([1, 2], [3, 4])]", [3, 4, 6, 8]),
    "chain": (TOOLS, "list(itertools.chain([1], [2, 3]))", [1, 2, 3]),
    "deepcopy": (TOOLS + "a = {'k': [1]}\nb = copy.deepcopy(a)\nb['k'].append(2)\n", "a['k']", [1]),
    "math": (TOOLS, "math.ceil(math.sqrt(17)) + math.floor(math.pi)", 8),
    "log2": (TOOLS, "int(math.log2(256))", 8),
    "join": (TOOLS, "os.path.join('data', 'train.csv')", "data/train.csv"),
    "basename": (TOOLS, "os.path.basename('data/train.csv')", "train.csv"),
    "Path": (TOOLS, "str(Path('data') / 'a' / 'b.csv')", "data/a/b.csv"),
    "environment": (TOOLS, "os.environ.get('EPOCHS', 3)", "unknown"),
    "json": (TOOLS, "json.load(open('config.json'))['lr']", "unknown"),
    "split": (TOOLS, "'relu tanh'.split()[1]", "tanh"),
    "format": (TOOLS, "'{}-{:02d}'.format('a', 3).upper()", "A-03"),
    "join of text": (TOOLS, "','.join(['a', 'b'])", "a,b"),
    "a slice of text": (TOOLS, "'train.csv'[:-4]", "train"),
    "a very wide format": (TOOLS, "'{:>999999999}'.format(1)", "unknown"),
    "tqdm": ("from tqdm import tqdm\n", "[i for i in tqdm(range(3))]", [0, 1, 2]),
}  # fmt: skip


@pytest.mark.parametrize(("script", "expression", "expected"), CASES.values(), ids=CASES)
def test_values(script: str, expression: str, expected: Any) -> None:
    assert run(f"{script}x = {expression}").plain("x") == expected


def test_switches_are_the_same_condition_everywhere() -> None:
    ran = run(
        ARGUMENTS + "args = parser.parse_args()\n"
        "a = 1 if args.binary else 3\nif args.binary:\n    x = a\nelse:\n    x = a + 10\n"
    )
    values = [arm.value for _, arm in ran.value("x").arms]  # type: ignore[attr-defined]  # a choice of constants
    assert values == [1, 13]


FILES = {
    "np.load(os.path.join(FOLDER, 'a.npy'))": "a.npy",
    "np.load(FOLDER + '/b.npy')": "b.npy",
    "np.load(f'{FOLDER}/c.npy')": "c.npy",
    "np.load(Path(FOLDER) / 'd.npy')": "d.npy",
    "np.load('{}/d2.npy'.format(FOLDER))": "d2.npy",
    "np.load('x/e.npz')['images']": "e.npz",
    "pickle.load(open('f.pkl', 'rb'))": "f.pkl",
    "pickle.load(open('g.pkl', 'rb'))['x']": "g.pkl",
    "np.array(h5py.File('h.h5', 'r')['x'])": "h.h5",
    "np.loadtxt('i.txt', delimiter=',')[:, 1:]": "i.txt",
    "pd.read_csv('https://a.org/j.csv?raw=true')['k'].values": "j.csv",
    "scipy.io.loadmat('k.mat')['X']": "k.mat",
    "joblib.load('l.bin')[0]": "l.bin",
}


@pytest.mark.parametrize(("expression", "name"), FILES.items())
def test_files_are_sources(expression: str, name: str) -> None:
    imports = "import h5py, joblib, os, pickle, scipy.io, sys\nfrom pathlib import Path\nFOLDER = sys.argv[1]\n"
    source = run(f"{imports}x = {expression}").data("x").source
    assert source is not None
    assert (source.origin.value, source.name) == ("file", name)


def test_output_changes_nothing() -> None:
    ran = run(
        "import matplotlib.pyplot as plt\nimport logging\nx = np.zeros((3, 2))\nfig, (a, b) = plt.subplots(1, 2)\n"
        "a.scatter(x[:, 0], x)\nplt.hist(x)\nlogging.getLogger('a').info(x)\nx2 = x"
    )
    assert ran.data("x2").stats.constant
