"""A file, or a part of it, wasn't analysed.

## What it does
Says that a file was left out because it is too large or nested too deeply (always shown), that the analysis of a
program ran out of its budget, or that a rule failed on it (both shown with `--strict` and in `zerolint explain`).

## Why it is bad
"No findings" means less for a file that wasn't read to its end. `--strict` turns this into exit status 2.

## Example
```text
weights = [0.1, 0.2, ...]   # a literal of 10 MB
```

## Use instead
```text
weights = np.load("weights.npy")
```
"""

from zerolint.api import Severity, own_code

ANALYSIS_INCOMPLETE = own_code("ZL903", Severity.INFO, __name__)
