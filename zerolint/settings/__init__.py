"""Settings: `pyproject.toml` or `zerolint.toml`, and flags, resolved to one frozen `Settings` for each folder."""

from zerolint.settings.errors import SettingsError, UsageError
from zerolint.settings.model import Settings, shown
from zerolint.settings.origin import Origin
from zerolint.settings.resolve import Resolver

__all__ = ["Origin", "Resolver", "Settings", "SettingsError", "UsageError", "shown"]
