"""Which rules there are, by code and name, without importing one.

Settings have to be checked in every run, also where no file needs a rule; importing the rules would load the program
and everything below it. So the codes are read from the rules' sources: one `@rule("ZL201", …)` (or `own_code`) a
module, the name is the file's. A test holds this against the registry.
"""

import importlib.util
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache

_CODE = re.compile(r'^(?:@rule|\w+ = own_code)\(\s*"(ZL\d{3})"', re.MULTILINE)


@cache
def catalogue() -> Mapping[str, str]:
    """Name by code, in the order of the codes."""
    return dict(sorted(_shipped()))


def _shipped() -> Iterator[tuple[str, str]]:
    # Finding a package doesn't import it.
    spec = importlib.util.find_spec("zerolint.rules")
    for folder in (spec and spec.submodule_search_locations) or ():
        for entry in os.scandir(folder):
            if entry.name.endswith(".py") and not entry.name.startswith("_"):
                with open(entry.path, encoding="utf-8") as file:
                    found = _CODE.search(file.read())
                if found:
                    yield found[1], entry.name.removesuffix(".py").replace("_", "-")
