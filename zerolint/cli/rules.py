"""`zerolint rule CODE` and `zerolint rules`."""

import sys
from argparse import Namespace

from zerolint.check.registry import Rule, load
from zerolint.cli.output import style
from zerolint.cli.parser import chosen
from zerolint.settings.errors import UsageError, instead

FORMATS = ("text", "json")


def rule(options: Namespace) -> int:
    """Print one rule's page."""
    from zerolint.report.page import page, page_record

    found = _named(options.rule)
    if chosen("--output-format", options.output_format, FORMATS) == "json":
        import json

        sys.stdout.write(json.dumps(page_record(found), indent=2) + "\n")
    else:
        sys.stdout.write(page(found, style(sys.stdout)))
    return 0


def _named(text: str) -> Rule:
    known = load()
    found = known.get(text)
    if found is None:
        names = [name for one in known for name in (one.code, one.name)]
        raise UsageError(f'there is no rule "{text}"{instead(text, names)} (zerolint rules lists all)')
    return found


def rules(options: Namespace) -> int:
    """Print a line, or a record, for each rule."""
    from zerolint.report.listing import listing, listing_json

    as_json = chosen("--output-format", options.output_format, FORMATS) == "json"
    sys.stdout.write(listing_json(load()) if as_json else listing(load(), style(sys.stdout)))
    return 0
