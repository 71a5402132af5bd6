"""What is wrong with the settings or the flags, said in one line: the place, the thing, and the way out."""

from collections.abc import Iterable


class UsageError(Exception):
    """The user asked for something that can't be done; the message is one line and complete."""


class SettingsError(UsageError):
    """A settings file or a flag holds what zerolint can't use."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that was most probably meant, or None."""
    from difflib import get_close_matches

    by_folded = {choice.casefold(): choice for choice in choices}
    folded = word.casefold().replace("_", "-")
    begun = [choice for choice in by_folded if folded and choice.startswith(folded)]
    found = begun if len(begun) == 1 else get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def instead(word: str, choices: Iterable[str], limit: int = 6) -> str:
    """The end of a message about an unknown `word`: the nearest choice, or the choices where they are few."""
    choices = tuple(choices)
    if close := nearest(word, choices):
        return f'; did you mean "{close}"?'
    if len(choices) <= limit:
        return "; choose from " + ", ".join(f'"{choice}"' for choice in choices)
    return ""
