"""A suppression comment names a rule that doesn't exist.

## What it does
Reports a code or a name in `# zerolint: ignore[...]`, `# zerolint: ignore-file[...]` or `# noqa: ZL...` that no rule
has, and a comment that looks like a suppression but can't be read as one.

## Why it is bad
The comment silences nothing, and the reader believes it does.

## Example
```text
layers.Dense(1, activation="softmax")  # zerolint: ignore[ZL2003]
```

## Use instead
```text
layers.Dense(1, activation="softmax")  # zerolint: ignore[ZL203]
```
"""

from zerolint.api import Severity, own_code

UNKNOWN_CODE_IN_SUPPRESSION = own_code("ZL902", Severity.WARNING, __name__)
