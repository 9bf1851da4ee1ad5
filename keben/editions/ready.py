"""What a finished file is made from: the same for every edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from keben.model import PrintedPages, Publication, Source
from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase


@dataclass(frozen=True, slots=True)
class Ready:
    """A publication made ready for its editions.

    ``modified`` (with a time zone) is stated in the files; ``sources`` are the files that the
    publication was read from, in reading order; ``printed`` are the pages of the printed edition
    where the e-reader edition is to name them.
    """

    publication: Publication
    theme: Theme
    settings: Settings
    case: TypeCase
    modified: datetime
    sources: tuple[Source, ...] = ()
    printed: PrintedPages | None = None
