"""The exceptions that a user can meet, and the exit code of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keben.model import Location


class PressError(Exception):
    """An error with a place, a trouble and a remedy.

    ``str(error)`` reads ``notes.md:12: note "3" has no text. Add "[^3]: …".``
    """

    exit_code = 1

    def __init__(self, message: str, *, location: Location | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint}"


class UsageError(PressError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class SettingsError(PressError):
    """A setting is unknown or has a value it cannot have."""

    exit_code = 3


class ManuscriptError(PressError):
    """A source cannot be read or understood."""

    exit_code = 4


class ThemeError(PressError):
    """A theme is missing, incomplete or broken."""

    exit_code = 5


class FontError(PressError):
    """A font is missing, changed or broken, or no face has a character that must be printed."""

    exit_code = 6


class OutputError(PressError):
    """A finished file cannot be made or written."""

    exit_code = 7


class ProofError(PressError):
    """A finished file is not what it was made from, or cannot be read back."""

    exit_code = 8


INTERRUPTED = 130
"""The exit code of a run that a person ended."""

STOPPED = "keben: interrupted; files made before are whole."
"""What is said then."""
