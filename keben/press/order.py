"""What the press is told, what it tells on the way, and what it gives back: frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from keben.errors import PressError
from keben.model import Artifact, Basis, Dated, Finding
from keben.places import fonts_folder, templates_folder
from keben.press.stock import Stock

if TYPE_CHECKING:
    from keben.settings import Layer

EDITIONS: dict[str, str] = {
    "pdf": "keben.editions.pdf",
    "epub": "keben.editions.epub",
    "archive": "keben.editions.archive",
}
"""A new edition: one module with ``write``, one line here."""

FOR_PRINTERS: dict[str, str] = {
    "imposed": "keben.editions.imposed",
    "prepress": "keben.editions.prepress",
}
"""What is made beside the printed edition where the settings ask for it, each by its module."""

SUFFIXES = {"archive": "zip"}
"""The file's suffix, where it is not the format's name."""

PARTS = {"archive": ("pdf", "epub"), "imposed": ("pdf",), "prepress": ("pdf",)}
"""The editions of which another is made."""

USUAL = ("pdf", "epub")
"""What is made where nothing else is asked for."""


def needed(formats: Iterable[str]) -> frozenset[str]:
    """The formats with those of which they are made."""
    return frozenset(part for name in formats for part in (name, *PARTS.get(name, ())))


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of each manuscript.

    ``layers`` are the command line's settings, lowest first. ``modified`` is the time that is
    written into the files, and ``basis`` where it comes from; None takes the document's or its
    sources', so that a second build is the same. ``theme_folders`` are looked through in turn;
    ``font_lists`` are fonts.toml files. What is in ``stock`` and still the same is not made again,
    unless to ``renew`` is asked for. ``jobs`` processes help with one manuscript.
    """

    output: Path
    formats: tuple[str, ...] = USUAL
    layers: tuple[Layer, ...] = ()
    modified: datetime | None = None
    basis: Basis = Basis.GIVEN
    theme_folders: tuple[Path, ...] = field(default_factory=lambda: (templates_folder(),))
    font_lists: tuple[Path, ...] = field(default_factory=lambda: (fonts_folder() / "fonts.toml",))
    editions: Mapping[str, str] = field(default_factory=lambda: EDITIONS)
    stock: Stock | None = None
    renew: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one manuscript. With an ``error`` there may still be files and findings;
    ``kept`` where they come from the stock; ``dated`` is the time that they state."""

    name: str
    artifacts: tuple[Artifact, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: PressError | None = None
    kept: bool = False
    dated: Dated | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of every manuscript, in the order given."""

    outcomes: tuple[Outcome, ...]

    @property
    def exit_code(self) -> int:
        """That of the first error; 0 where there is none."""
        return next((o.error.exit_code for o in self.outcomes if o.error), 0)


@dataclass(frozen=True, slots=True)
class Stage:
    """Work on a manuscript enters a stage, ``reading``, ``type``, ``pdf`` …, or in it comes to a
    ``unit``: the ``page`` or ``chapter`` of that ``number``, of a ``total`` where that is known."""

    name: str
    stage: str
    unit: str = ""
    number: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A manuscript is finished, well or not; ``number`` of ``total``."""

    outcome: Outcome
    number: int
    total: int


Event = Stage | Done
Report = Callable[[Event], None]


def tell_nobody(event: Event) -> None:
    """A report that is not wanted."""
