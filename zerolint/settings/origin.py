"""Where a value of the settings comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A line of a settings file, a flag, or (both empty) zerolint's own default."""

    path: str = ""
    line: int = 0
    flag: str = ""

    def __str__(self) -> str:
        if self.flag:
            return self.flag
        if not self.path:
            return "default"
        return f"{self.path}:{self.line}" if self.line else self.path


DEFAULT = Origin()
