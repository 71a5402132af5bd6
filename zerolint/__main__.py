"""`python -m zerolint`: the command, without the working folder on the module path."""

import sys

if __name__ == "__main__":
    # A json.py beside the script that is linted must not be taken for the standard library's. `-m` puts the working
    # folder first, unless Python was told not to (-P, PYTHONSAFEPATH).
    if not getattr(sys.flags, "safe_path", False):
        del sys.path[0]

    from zerolint.cli import main

    sys.exit(main())
