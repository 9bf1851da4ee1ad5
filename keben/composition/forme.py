"""What is said to a composer, and what of its answers is drawn elsewhere: plain values, for which
nobody need start the layout engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Rules:
    """What a theme asks for. ``gap`` is the space between Han and Latin, em.

    ``trim``: adjacent marks share their space. ``trim_start``: a mark that begins a line gives up
    its blank half. ``trim_end``: so does one that ends it, always or only where the line would be
    too long else. ``hang``: a comma or stop that still finds no room hangs in the margin.
    ``keep_all``: Korean words are not divided. ``vertical``: the lines stand as columns.
    ``anywhere``: the text is code, of which any long word may be parted like an address.
    """

    trim: bool = True
    trim_start: bool = True
    trim_end: Literal["force", "allow", "none"] = "force"
    hang: bool = False
    gap: float = 0.2
    justify: bool = True
    wrap_anywhere: bool = True
    keep_all: bool = False
    vertical: bool = False
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Sidebar:
    """Where the sidebar stands, pt: the gap between it and the text, its width, the least space
    between two quotes; ``mirrored`` puts it left of the text on left pages."""

    gap: float
    width: float
    space: float
    mirrored: bool
    left: bool = False
    first: int = 1


@dataclass(frozen=True, slots=True)
class Forme:
    """What all gatherings of a book share. ``files`` are those of the engine's ``lay_out``; the
    lines of a ``draft`` are numbered. ``known_as`` gives another name than its digest to a face
    that may be cut anew without a change to what was drawn, by its address; ``orders`` are the
    glyphs that have the first codes, by the family of their face (:mod:`keben.glyph_codes`)."""

    css: str
    files: Mapping[str, bytes | Path]
    rules: Rules
    variant: str
    on_its_side: bool = False
    sidebar: Sidebar | None = None
    draft: bool = False
    signs: tuple[str, ...] = ()
    signs_beside: tuple[str, ...] = ()
    stranger: bool = False
    known_as: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def faces(self) -> dict[str, bytes]:
        """The faces that the style sheet brings in, by the names by which they are known."""
        return {
            self.known_as.get(address) or sha256(file).hexdigest(): file
            for address, file in self.files.items()
            if isinstance(file, bytes) and address in self.css
        }


@dataclass(frozen=True, slots=True)
class SetLine:
    """The lines of a short text: width and height, px, and the operators that draw it with its
    upper left corner at the origin, y growing downwards (ISO 32000-1 §9.4)."""

    width: float
    height: float
    operators: bytes
