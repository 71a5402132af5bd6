"""A session: paths in, diagnostics out."""

from zerolint.session.lint import lint
from zerolint.session.outcome import Failure, Outcome, exit_status

__all__ = ["Failure", "Outcome", "exit_status", "lint"]
