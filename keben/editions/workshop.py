"""Where an edition is made: how many processes may help, and where parts of it are kept."""

from __future__ import annotations

from dataclasses import dataclass

from keben.shelf import NOWHERE, Shelf


@dataclass(frozen=True, slots=True)
class Workshop:
    """``jobs`` processes may work beside each other. What was made of a part of a document is kept
    on the ``shelf``."""

    jobs: int = 1
    shelf: Shelf = NOWHERE


ALONE = Workshop()
"""One process, and nothing kept."""
