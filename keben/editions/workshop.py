"""Where an edition is made: how many processes may help, and where parts of it are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from keben.shelf import NOWHERE, Shelf


@dataclass(frozen=True, slots=True)
class Workshop:
    """``jobs`` processes may work beside each other. What was made of a part of a document is kept
    on the ``shelf``. ``meanwhile`` is done while others lay pages out; ``begun`` are covers that
    are being drawn, by their keys: each gives its picture."""

    jobs: int = 1
    shelf: Shelf = NOWHERE
    meanwhile: Callable[[], None] | None = None
    begun: dict[str, Callable[[], bytes]] = field(default_factory=dict)


ALONE = Workshop()
"""One process, and nothing kept."""
