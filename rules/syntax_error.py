"""The file, or one cell of the notebook, can't be read as Python.

## What it does
Reports what stops the file from being read: a syntax error, bytes that aren't text in the declared encoding, a NUL
byte, a notebook that isn't valid JSON, brackets nested deeper than Python itself allows.

## Why it is bad
What can't be read can't be checked. In a notebook only the broken cell is left out: the other cells are still read in
order as one program.

## Example
```text
model.fit(x, y, epochs=
```

## Use instead
```text
model.fit(x, y, epochs=20)
```

## Known gaps
Python 2 (`print "x"`) isn't translated: it is reported here.
"""

from zerolint.api import Severity, own_code

SYNTAX_ERROR = own_code("ZL900", Severity.ERROR, __name__)
