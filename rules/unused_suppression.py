"""A suppression comment silences nothing.

## What it does
Reports `# zerolint: ignore[...]`, `# zerolint: ignore-file[...]` and `# noqa: ZL...` where the named rules ran and had
nothing to say there.

## Why it is bad
The comment outlives the fault that it was written for, and later hides a new one.

## Example
```text
layers.Dense(10, activation="softmax")  # zerolint: ignore[ZL203]
```

## Use instead
```text
layers.Dense(10, activation="softmax")
```

## Fix safety
Safe: only the comment goes, or those of its codes that are unused.

## Known gaps
Comments in a file that couldn't be read wholly, and codes of rules that weren't selected, are left alone. A comment
that names ZL901 itself is kept.
"""

from zerolint.api import Severity, own_code

UNUSED_SUPPRESSION = own_code("ZL901", Severity.WARNING, __name__)
