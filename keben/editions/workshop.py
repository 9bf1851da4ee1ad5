"""Where an edition is made: how many processes may help, and where parts of it are kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workshop:
    """``jobs`` processes may work beside each other. What was made of a part of a document is kept
    in the folder ``kept``, None for nowhere, and taken from there unless to ``renew`` is asked for.
    ``ground`` stands for everything else that may change it: the program and its libraries."""

    jobs: int = 1
    kept: Path | None = None
    ground: str = ""
    renew: bool = False


ALONE = Workshop()
"""One process, and nothing kept."""
