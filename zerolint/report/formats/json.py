"""`json`: a list with one object per finding, all keys always there (`report/schema.json`)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from zerolint.check.diagnostic import Diagnostic
from zerolint.report.style import Style


def render(diagnostics: Sequence[Diagnostic], style: Style) -> str:
    """`[]` when there is nothing; ASCII, so that it survives every locale and pipe."""
    return json.dumps([one.to_json() for one in diagnostics], indent=2) + "\n"
