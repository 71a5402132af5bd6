"""Sites to places: which of the files that were read a site lies in, and how that file is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zerolint.check.diagnostic import Place
from zerolint.session.nodes import Text
from zerolint.source.locate import Locator
from zerolint.source.model import Span
from zerolint.source.parse import ParsedFile


def place_of(path: str, span: Span) -> Place:
    """A span in a file that is shown as `path`."""
    return Place(path, span.line, span.column, span.end_line, span.end_column, span.cell)


@dataclass(slots=True)
class Places:
    """The files of one reading: the one that was asked for, and those that its imports led to."""

    parsed: Sequence[ParsedFile]
    names: dict[str, str]
    """How a file (absolute path) is shown."""
    cells: Sequence[tuple[ParsedFile, object]] = ()
    """Code that stands as a string in a call, which is where it is shown."""
    _locators: list[Locator] = field(default_factory=list)
    _in_calls: list[tuple[Locator, object]] = field(default_factory=list)
    _texts: dict[int, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._locators = [Locator(each) for each in self.parsed]
        self._in_calls = [(Locator(parsed), call) for parsed, call in self.cells]

    def find(self, site: object) -> Place | None:
        """Where a site is."""
        for parsed, locator in zip(self.parsed, self._locators, strict=True):
            if (span := locator.span(site)) is not None:
                return place_of(self.names[parsed.source.path], span)
        for locator, call in self._in_calls:
            if locator.owner(site) is not None:
                return self.find(getattr(call, "func", call))
        return None

    def text(self, site: object) -> Text | None:
        """The text of the script or cell that a site lies in, for edits."""
        for parsed, locator in zip(self.parsed, self._locators, strict=True):
            if (chunk := locator.owner(site)) is not None:
                if id(chunk) not in self._texts:
                    earlier = parsed.modules[: parsed.modules.index(chunk)]
                    self._texts[id(chunk)] = Text(self.names[parsed.source.path], chunk, locator, earlier)
                return self._texts[id(chunk)]
        return None
