"""What a finished file is made from: the same for every edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from keben.editions.workshop import ALONE, Workshop
from keben.model import Artifact, Dated, Finding, Location, PrintedPages, Publication, Source
from keben.settings import Layer, Settings
from keben.theme import Theme
from keben.typecase import TypeCase

if TYPE_CHECKING:
    from keben.transforms.variants.choices import Change


@dataclass(frozen=True, slots=True)
class Origin:
    """What was asked for, so that it can be asked for again.

    ``name`` is that of the manuscript, ``paths`` are as it names them, ``roots`` the folders within
    which its texts may name files, ``layers`` the command line's settings; ``publication`` is as it
    was read, before any change; ``beside`` are the files of the roots that were read besides the
    sources, such as what orders a book or is included. ``variant`` is the way of writing into which
    it was converted, and ``changes`` are what was chosen there.
    """

    name: str
    paths: tuple[Path, ...]
    roots: tuple[Path, ...]
    layers: tuple[Layer, ...]
    dated: Dated
    publication: Publication
    beside: tuple[Path, ...] = ()
    variant: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def file_name(self) -> str:
        """The finished files' name without its suffix."""
        return f"{self.name}.{self.variant}" if self.variant else self.name


@dataclass(frozen=True, slots=True)
class Made:
    """An edition finished before, and what the proof found in it; ``unproved`` says why it was not
    proved."""

    artifact: Artifact
    findings: Sequence[Finding] = ()
    unproved: str = ""


Tell = Callable[[str, int, int], None]
"""Takes ``page`` or ``chapter``, its number, and of how many, 0 where that is not known."""


def tell_nobody(unit: str, number: int, total: int) -> None:
    """Where nobody watches."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A publication made ready for its editions.

    ``modified`` (with a time zone) is stated in the files; ``sources`` are the files that the
    publication was read from, in reading order; ``printed`` are the pages of the printed edition
    where the e-reader edition is to name them; ``made`` are the editions that another needs;
    ``workshop`` is where they are made, and ``tell`` is told how far one has come.
    """

    publication: Publication
    theme: Theme
    settings: Settings
    case: TypeCase
    modified: datetime
    sources: tuple[Source, ...] = ()
    printed: PrintedPages | None = None
    origin: Origin | None = None
    made: tuple[Made, ...] = ()
    workshop: Workshop = ALONE
    tell: Tell = field(default=tell_nobody, compare=False, repr=False)

    @property
    def place(self) -> Location | None:
        """The manuscript, for what is told of the whole."""
        return Location(self.origin.paths[0]) if self.origin else None

    @property
    def printed_edition(self) -> Artifact:
        """The printed edition, where it was made before."""
        return next(made.artifact for made in self.made if made.artifact.format == "pdf")
