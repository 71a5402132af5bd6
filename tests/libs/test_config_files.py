"""What small JSON, YAML and TOML files of the project say is known where the program reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zerolint.program.fact import Fact
from zerolint.read import read

MODEL = """
from tensorflow import keras
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(cfg["units"])])
model.compile(loss="mse")
"""
WAYS = {
    "json.load": "import json\nwith open('c.json') as f:\n    cfg = json.load(f)",
    "in one line": "import json\ncfg = json.load(open('c.json', encoding='utf-8'))",
    "read": "import json\nwith open('c.json', 'r') as f:\n    cfg = json.loads(f.read())",
    "a path of the script": "import json\nfrom pathlib import Path\n"
    "cfg = json.loads((Path(__file__).parent / 'c.json').read_text())",
    "path.open": "import json\nfrom pathlib import Path\nwith Path('c.json').open() as f:\n    cfg = json.load(f)",
    "os.path": "import json, os\nhere = os.path.dirname(os.path.abspath(__file__))\n"
    "cfg = json.load(open(os.path.join(here, 'c.json')))",
    "parents": "import json\nfrom pathlib import Path\n"
    "cfg = json.loads(Path(__file__).resolve().parents[0].joinpath('c.json').read_text())",
    "yaml": "import yaml\nwith open('c.yaml') as f:\n    cfg = yaml.safe_load(f)",
    "yaml in the program": "import yaml\ncfg = yaml.safe_load('units: 3')",
    "yaml with a loader": "import yaml\ncfg = yaml.load(open('c.yaml'), Loader=yaml.FullLoader)",
    "toml": "import tomllib\nwith open('c.toml', 'rb') as f:\n    cfg = tomllib.load(f)",
    "omegaconf": "from omegaconf import OmegaConf\ncfg = OmegaConf.load('c.yaml')",
    "a default of the command line": "import argparse, json\np = argparse.ArgumentParser()\n"
    "p.add_argument('--config', default='c.json')\ncfg = json.load(open(p.parse_args().config))",
}
WAYS |= {
    "the working folder": "import json, os\ncfg = json.load(open(os.path.join(os.getcwd(), 'c.json')))",
    "Path.cwd": "import json\nfrom pathlib import Path\ncfg = json.loads((Path.cwd() / 'c.json').read_text())",
    "into the command line's options": "import argparse, json\np = argparse.ArgumentParser()\n"
    "p.add_argument('--units', default=9)\nargs = p.parse_args()\nvars(args).update(json.load(open('c.json')))\n"
    "cfg = vars(args)",
    "into an object": "import json\nclass C:\n    units = 9\n    def __init__(self, path):\n"
    "        with open(path) as f:\n            self.__dict__.update(json.load(f))\n    def __getitem__(self, name):\n"
    "        return getattr(self, name)\ncfg = C('c.json')",
    "over defaults": "import json\nfrom easydict import EasyDict\n"
    "cfg = {**dict(units=9), **EasyDict(json.load(open('c.json')))}",
}
MODELS = """
import json
from pydantic import BaseModel
class Inner(BaseModel):
    units: int = 9
    more: int = 1
class Outer(BaseModel):
    inner: Inner = Inner()
read = Outer(**{"inner": json.load(open("c.json"))})
cfg = {"units": read.inner.units * read.inner.more}
"""
WAYS |= {"models in a model": MODELS}
FILES = {"c.json": '{"units": 3}', "c.yaml": "units: 3\n", "c.toml": "units = 3\n"}


def project(folder: Path, files: dict[str, str]) -> None:
    """These files, in a project of their own."""
    (folder / "pyproject.toml").write_text("")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def units(folder: Path, text: str, name: str = "train.py") -> Fact[Any]:
    """The units of the one network that the script makes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + MODEL)
    (network,) = read(str(path), path.read_bytes()).program.networks
    found: Fact[Any] = network.layers[-1].units
    return found


@pytest.mark.parametrize("way", WAYS)
def test_read(tmp_path: Path, way: str) -> None:
    project(tmp_path, FILES)
    assert units(tmp_path, WAYS[way]).value == 3


def test_the_place_is_where_it_is_used(tmp_path: Path) -> None:
    project(tmp_path, FILES)
    site: Any = units(tmp_path, WAYS["json.load"]).site
    assert type(site).__name__ == "Subscript"


@pytest.mark.parametrize(
    ("files", "script"),
    [
        ({"c.json": '{"units": 3}', "src/pack/c.txt": ""}, "src/pack/train.py"),
        ({"src/c.json": '{"units": 3}'}, "src/pack/train.py"),
        ({"src/pack/c.json": '{"units": 3}'}, "src/pack/train.py"),
    ],
)
def test_relative_paths_start_in_any_folder_of_the_project_around(
    tmp_path: Path, files: dict[str, str], script: str
) -> None:
    project(tmp_path, files)
    assert units(tmp_path, WAYS["json.load"], script).value == 3


def unread(tmp_path: Path, text: str, name: str = "train.py") -> bool:
    """Whether the script's units are not known."""
    return not units(tmp_path, text, name).known


def test_two_files_that_may_be_meant(tmp_path: Path) -> None:
    project(tmp_path, {"c.json": '{"units": 3}', "src/c.json": '{"units": 4}'})
    assert unread(tmp_path, WAYS["json.load"], "src/train.py")


def test_no_file_outside_of_the_project(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "c.json").write_text('{"units": 3}')
    (inside / "linked.json").symlink_to(tmp_path / "c.json")
    project(inside, {})
    for path in ("../c.json", str(tmp_path / "c.json"), "linked.json"):
        assert unread(inside, f"import json\ncfg = json.load(open({path!r}))")


@pytest.mark.parametrize("write", ["json.dump({}, open('c.json', 'w'))", "Path('c.json').write_text('{}')"])
def test_what_the_program_writes_is_another(tmp_path: Path, write: str) -> None:
    project(tmp_path, FILES)
    assert unread(tmp_path, f"import json\nfrom pathlib import Path\n{write}\n" + WAYS["json.load"])


@pytest.mark.parametrize("write", ["json.dump({}, open('c.json', 'w'))", "Path('c.json').write_text('{}')"])
def test_what_the_program_writes_in_the_end_is_its_state(tmp_path: Path, write: str) -> None:
    project(tmp_path, FILES)
    path = tmp_path / "train.py"
    for end, known in (("", True), (write, False)):
        text = f"{WAYS['json.load']}{MODEL}from pathlib import Path\n{end}\n"
        (network,) = read(str(path), text.encode()).program.networks
        assert network.layers[-1].units.known is known


SWEPT = """
import itertools
from tensorflow import keras
for {target} in {source}:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)])
    model.compile(keras.optimizers.Adam(rate), "mse")
"""


@pytest.mark.parametrize(
    ("target", "source", "swept"),
    [
        ("rate, units", "itertools.product([.1, 10.], [1, 2])", True),
        ("rate, units", "zip([.1, 10.], [1, 2])", True),
        ("rate, (units, _)", "[(.1, (1, 0)), (10., (2, 0))]", True),
        ("i, (rate, units)", "enumerate([(.1, 1), (10., 2)])", True),
        ("rate, units", "[(.1, 1)]", False),
    ],
)
def test_values_side_by_side_are_candidates(target: str, source: str, swept: bool) -> None:
    runs = read("/nowhere/train.py", SWEPT.format(target=target, source=source).encode()).program.runs
    assert runs
    for run in runs:
        assert run.network.layers[-1].units.known is not swept
        assert run.optimizer is not None
        assert run.optimizer.learning_rate.known is not swept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 50_000,
        '{"a":' * 50_000,
        '{"units": 3, "data": [' + ", ".join(["1"] * 3_000) + "]}",
        '{"units": 3, "data": [' + ", ".join(['{"text": "", "label": 1}'] * 80) + "]}",
        '{"units": 3}' + " " * 100_000,
        "null",
        "3",
        "\ufeff",
    ],
)
def test_no_configuration(tmp_path: Path, text: str) -> None:
    project(tmp_path, {"c.json": text})
    assert unread(tmp_path, WAYS["json.load"])


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "[" * 20_000,
        "- " * 9_000,
        "? " * 9_000,
        "{" * 9_000,
        "a: " * 6_000,
        "&a " * 6_000,
        "!a " * 6_000,
        "| " * 9_000,
        "\t" * 19_000,
        "a: &a [*a]\nunits: 3",
        "a: &a [1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c]\ne: [*d,*d,*d]\nunits: 3",
        "units: !!python/object:os.system 3",
        "units: 2024-01-01",
    ],
)
def test_no_configuration_in_yaml(tmp_path: Path, text: str) -> None:
    project(tmp_path, {"c.yaml": text})
    assert unread(tmp_path, WAYS["yaml"])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    project(tmp_path, {})
    (tmp_path / "c.json").write_bytes(b"\xff\xfe{")
    (tmp_path / "folder.json").mkdir()
    for path in ("c.json", "folder.json", "", "\0", "\ud800", "n" * 5_000, "https://example.org/c.json"):
        assert unread(tmp_path, f"import json\ncfg = json.load(open({path!r}))")


def test_yaml_reads_numbers_as_pyyaml_does(tmp_path: Path) -> None:
    project(tmp_path, {"c.yaml": "units: 1e1\n"})
    assert unread(tmp_path, WAYS["yaml"])  # YAML 1.1: a text, as there is no dot
    assert units(tmp_path, WAYS["yaml"] + "\ncfg['units'] = int(float(cfg['units']))").value == 10


def test_a_hook_makes_something_of_each_object(tmp_path: Path) -> None:
    project(tmp_path, {"c.json": '{"model": {"units": 3}}'})
    read_it = "import json\nfrom types import SimpleNamespace as N\nwith open('c.json') as f:\n"
    hooked = read_it + "    c = json.load(f, object_hook=lambda d: N(**d))\ncfg = {'units': c.model.units}"
    assert units(tmp_path, hooked).value == 3


def test_a_list_of_layers(tmp_path: Path) -> None:
    made = [{"type": "Dense", "units": 5}, {"type": "Dense", "units": 2}]
    project(tmp_path, {"c.json": json.dumps({"units": 3, "layers": made})})
    add = "for one in cfg['layers']:\n    model.add(keras.layers.Dense(one['units']))\nmodel.compile(loss='mse')"
    text = WAYS["json.load"] + MODEL.replace('model.compile(loss="mse")', "") + add
    path = tmp_path / "train.py"
    (network,) = read(str(path), text.encode()).program.networks
    assert [layer.units.value for layer in network.layers] == [3, 5, 2]


INI = """
import configparser
from pathlib import Path
c = configparser.ConfigParser()
c.read("c.ini")
"""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cfg = {'units': c.getint('model', 'units')}", 3),
        ("cfg = {'units': int(c['model']['Units'])}", 3),
        ("cfg = {'units': c['model'].getint('units')}", 3),
        ("cfg = {'units': c['model'].getint('none', 4)}", 4),
        ("cfg = {'units': c.getint('model', 'none', fallback=4)}", 4),
        ("cfg = {'units': int(c.getfloat('model', 'half') * 4)}", 2),
        ("cfg = {'units': c.getint('model', 'same')}", 3),
        ("cfg = {'units': 5 if c.getboolean('model', 'wide') else 1}", 5),
        ("cfg = {'units': int(dict(c.items('model'))['units'])}", 3),
        ("cfg = {'units': int(dict(c['model'])['units'])}", 3),
        ("cfg = {'units': len(c.sections())}", 1),
        ("d = configparser.ConfigParser()\nd.read_file(open('c.ini'))\ncfg = {'units': d.getint('model', 'units')}", 3),
        ("d = configparser.ConfigParser()\nd.read(Path(__file__).with_name('c.ini'))\ncfg = d['model']", None),
        ("cfg = {'units': c.getint('model', 'half')}", None),
        ("cfg = {'units': c.getint('none', 'units')}", None),
        ("cfg = {'units': c.getint('model', 'none')}", None),
        ("c.read('other.ini')\ncfg = {'units': c.getint('model', 'units')}", None),
        ("c.set('model', 'units', '8')\ncfg = {'units': c.getint('model', 'units')}", None),
    ],
)
def test_ini(tmp_path: Path, text: str, value: int | None) -> None:
    project(tmp_path, {"c.ini": "[model]\nunits = 3\nhalf = .5\nwide: yes\nsame = %(units)s\n"})
    assert units(tmp_path, f"{INI}{text}").get() == value


def test_ini_that_cannot_be_read(tmp_path: Path) -> None:
    for text in ("units = 3", "[model", "[model]\nunits = %(none)s", "[model]\nunits = 1\nunits = 2", "[model]\n= 3"):
        project(tmp_path, {"c.ini": text})
        assert unread(tmp_path, f"{INI}cfg = {{'units': c.getint('model', 'units')}}")


HYDRA = """
import hydra
from tensorflow import keras
@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    keras.Sequential([keras.Input((4,)), keras.layers.Dense(cfg.model.units)]).compile(loss="mse")
main()
"""


@pytest.mark.parametrize(
    ("config", "value"),
    [
        ("defaults:\n  - model: small\n", 3),
        ("defaults:\n  - _self_\n  - model: small\nmodel:\n  units: 7\n", 3),
        ("defaults:\n  - model: small\n  - _self_\nmodel:\n  units: 7\n", 7),
        ("model:\n  units: 7\n", 7),
        ("width: 7\nmodel:\n  units: ${width}\n", None),
        ("defaults:\n  - _self_\n  - optional model: large\nmodel:\n  units: 7\n", None),
        ("model:\n  units: ???\n", None),
        ("defaults:\n  - config\nmodel: 1", None),
    ],
)
def test_hydra(tmp_path: Path, config: str, value: int | None) -> None:
    project(tmp_path, {"conf/config.yaml": config, "conf/model/small.yaml": "units: 3\n", "train.py": HYDRA})
    (network,) = read(str(tmp_path / "train.py"), HYDRA.encode()).program.networks
    assert network.layers[-1].units.get() == value
