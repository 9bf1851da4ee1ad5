"""A block of a tagged page that is being read: its pieces, and as what it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from keben.proof.reading import LANGUAGE, Kind
from keben.proof.standing import Place, Role, Standing

ROLES = {
    "P": Role.PARAGRAPH,
    "TOCI": Role.PARAGRAPH,
    "BibEntry": Role.PARAGRAPH,
    "TD": Role.CELL,
    "TH": Role.COLUMN_HEAD,
    "Caption": Role.CAPTION,
    "Lbl": Role.TERM,
    "Title": Role.HEAD,
    **{f"H{level or ''}": Role.HEAD for level in range(7)},
}
"""Lists of figures and works are set as paragraphs by the e-reader edition."""


@dataclass(frozen=True, slots=True)
class Within:
    """In what an element stands: the numbers of its table and its list, 0 for none; a link; one of
    two texts that stand beside each other; a figure that floats; a part of ruby; what else holds
    it."""

    table: int = 0
    listed: int = 0
    linked: bool = False
    side: str = ""
    floats: bool = False
    ruby: str = ""
    place: Place = ()


@dataclass(slots=True)
class OpenBlock:
    """A block that is being read: the type of its element, its pieces of text, those of them that
    are linked, parts of ruby or marked, and its words."""

    element: str
    within: Within
    pieces: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    ruby: list[tuple[str, str]] = field(default_factory=list)
    marked: list[tuple[str, str]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    @property
    def kind(self) -> Kind:
        """What it is, as far as matching goes."""
        role = ROLES.get(self.element)
        if role in (Role.CELL, Role.COLUMN_HEAD):
            return Kind.CELL
        return Kind.HEAD if role is Role.HEAD else Kind.TEXT

    @property
    def standing(self) -> Standing:
        """As what it stands, and in what."""
        role = ROLES.get(self.element, Role.OTHER)
        is_ranked = role is Role.HEAD and self.element[1:].isdecimal()
        return Standing(role, self.within.place, int(self.element[1:]) if is_ranked else 0)

    def take(self, text: str, within: Within, language: str) -> None:
        """Read a piece of text in a language."""
        self.pieces.append(text)
        self.marked.append((f"{LANGUAGE}{language}", text))
        if within.linked:
            self.linked.append(text)
        if within.ruby:
            self.ruby.append((within.ruby, text))
