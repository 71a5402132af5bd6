"""A finding on its way through the engine: still in sites, with its rule and what the rule was asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zerolint.check.finding import Finding, Note
from zerolint.check.levels import Severity
from zerolint.check.registry import Rule
from zerolint.program.fact import Site
from zerolint.program.network import Network
from zerolint.program.prediction import Prediction
from zerolint.program.run import Run


@dataclass(frozen=True, slots=True)
class RawFinding:
    """One answer of a rule. `asked` is the program, network, run or prediction that it was called with."""

    rule: Rule
    finding: Finding
    asked: object

    @property
    def severity(self) -> Severity:
        """The finding's own, or the rule's."""
        return self.finding.severity or self.rule.severity

    @property
    def subject(self) -> object:
        """What is faulty: `about` where the rule names a run, network or prediction, else what was asked about."""
        about = self.finding.about
        return about if isinstance(about, (Run, Network, Prediction)) else self.asked

    @property
    def network(self) -> Network | None:
        """The network that it is about, if it is about one."""
        subject = self.subject
        return subject if isinstance(subject, Network) else getattr(subject, "network", None)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The run that it is about, for a note at its compile or fit when the finding lies in another file."""
        subject = self.subject
        if isinstance(subject, Prediction):
            subject = subject.run
        return (subject,) if isinstance(subject, Run) else ()

    @property
    def sites(self) -> tuple[Site, ...]:
        """The primary place and those of the notes."""
        return (self.finding.site, *(note.site for note in self.finding.notes if note.site is not None))

    def noting(self, *notes: Note) -> RawFinding:
        """The same with more notes."""
        return replace(self, finding=replace(self.finding, notes=(*self.finding.notes, *notes)))
