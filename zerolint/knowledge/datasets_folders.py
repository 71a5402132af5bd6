"""Well-known folders of images, texts or sounds, a subfolder for each class: known by name, so by convention only.

From what the readers print of them ("belonging to 2 classes") in published notebooks, and from their own pages.
"""

from __future__ import annotations

from zerolint.knowledge.datasets import Folder

_TRAIN_TEST = ("train", "test")

FOLDERS: dict[str, Folder] = {
    "10-food-classes-1-percent": Folder(10, _TRAIN_TEST),
    "10-food-classes-10-percent": Folder(10, _TRAIN_TEST),
    "10-food-classes-all-data": Folder(10, _TRAIN_TEST),
    "101-food-classes-10-percent": Folder(101, _TRAIN_TEST),
    # The archive also has `unsup`, which whoever classifies removes.
    "aclimdb": Folder(2, _TRAIN_TEST),
    "asl-alphabet-train": Folder(29),
    "cats-and-dogs-filtered": Folder(2, ("train", "validation")),
    "cats-v-dogs": Folder(2, ("training", "testing")),
    "chest-xray": Folder(2, ("train", "val", "test")),
    "flower-photos": Folder(5),
    "horse-or-human": Folder(2),
    "imagenette2": Folder(10, ("train", "val")),
    "imagenette2-160": Folder(10, ("train", "val")),
    "imagenette2-320": Folder(10, ("train", "val")),
    "imagewoof2": Folder(10, ("train", "val")),
    "imagewoof2-160": Folder(10, ("train", "val")),
    "imagewoof2-320": Folder(10, ("train", "val")),
    "mini-speech-commands": Folder(8),
    "petimages": Folder(2),
    "pizza-steak": Folder(2, _TRAIN_TEST),
    "rps": Folder(3),
    "rps-test-set": Folder(3),
    # Intel's scenes.
    "seg-test": Folder(6),
    "seg-train": Folder(6),
    "validation-horse-or-human": Folder(2),
}
"""Folder or archive (lower case, `-` for `_`, without ending) → what it holds."""
