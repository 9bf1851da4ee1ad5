"""Where an edition is made: how many processes may help, and where parts of it are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from keben.shelf import NOWHERE, Shelf


@dataclass(frozen=True, slots=True)
class Workshop:
    """``jobs`` processes may work beside each other. What was made of a part of a document is kept
    on the ``shelf``. ``meanwhile`` is done while others lay pages out."""

    jobs: int = 1
    shelf: Shelf = NOWHERE
    meanwhile: Callable[[], None] | None = None


ALONE = Workshop()
"""One process, and nothing kept."""
