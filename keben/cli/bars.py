"""What shows how far a run has come, and what shows nothing."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Bar(Protocol):
    """What shows how far a run has come."""

    def enter(self, name: str, stage: str) -> None:
        """A manuscript enters a stage."""
        ...

    def advance(self) -> None:
        """A manuscript is done."""
        ...

    def away(self) -> AbstractContextManager[None]:
        """Until the block ends, lines may be printed where it stood."""
        ...


class NoBar:
    """Where nobody watches."""

    def enter(self, name: str, stage: str) -> None:
        """Show nothing."""

    def advance(self) -> None:
        """Show nothing."""

    def away(self) -> AbstractContextManager[None]:
        """Show nothing."""
        return nullcontext()
