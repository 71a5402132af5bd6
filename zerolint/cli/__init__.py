"""The command line."""

from __future__ import annotations

import sys

from zerolint import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        # The shortest way, because editors ask for it at each start.
        sys.stdout.write(f"zerolint {__version__}\n")
        return 0
    from zerolint.cli.run import run

    return run(arguments)
