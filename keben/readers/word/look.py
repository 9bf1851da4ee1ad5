"""A paragraph or run → how it looks, its styles counted in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keben.digits import number_in
from keben.readers.word.package import Element, Package, Style, W

_DEEPEST = 20
"""Styles based on one another; more would be a circle."""
_LEVELS = 9
"""Of an outline (ISO/IEC 29500-1 §17.3.1.20); 9 is running text."""
_DEFAULT_SIZE = 21
"""Half-points: what Chinese Word sets (五号) where nothing is said."""


@dataclass(frozen=True, slots=True)
class RunLook:
    """A run of text. ``size`` in half-points; ``shift`` is ``superscript``, ``subscript`` or "".
    ``common`` names the looks that its whole paragraph has by its style, so that they stress
    nothing."""

    bold: bool = False
    italic: bool = False
    dotted: bool = False
    struck: bool = False
    shift: str = ""
    size: int = _DEFAULT_SIZE
    hidden: bool = False
    common: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph. ``names`` are its style's name and those it is based on, in small letters;
    ``outline`` is Word's level (0 is the highest), None outside the outline; ``list_id`` and
    ``list_level`` place it in a numbering."""

    names: tuple[str, ...]
    centred: bool = False
    outline: int | None = None
    list_id: str = ""
    list_level: int = 0


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks of one document's paragraphs and runs."""

    package: Package

    def paragraph(self, element: Element) -> ParagraphLook:
        """How a ``w:p`` looks."""
        own = element.find(f"{W}pPr")
        style = _value(own, "pStyle") or self.package.default_style
        sources = [own, *(s.paragraph for s in self._chain(style))]
        outline = _first(sources, "outlineLvl")
        numbering = _first(sources, "numPr")
        list_id = _value(numbering, "numId")
        level = _value(numbering, "ilvl")
        alignment = _first(sources, "jc")
        return ParagraphLook(
            names=tuple(s.name.lower() for s in self._chain(style)),
            centred=alignment is not None and alignment.get(f"{W}val") == "center",
            outline=_outline(outline),
            list_id="" if list_id == "0" else list_id,
            list_level=number_in(level),
        )

    def run(self, element: Element, paragraph: Element) -> RunLook:
        """How a ``w:r`` of a paragraph looks."""
        own = element.find(f"{W}rPr")
        style = _value(paragraph.find(f"{W}pPr"), "pStyle") or self.package.default_style
        character = _value(own, "rStyle")
        chains = (*self._chain(character), *self._chain(style))
        sources = [own, *(s.run for s in chains)]
        shared = [s.run for s in self._chain(style)]
        common = {"bold": _is_on(shared, "b"), "italic": _is_on(shared, "i")}
        size = _first(sources, "sz")
        value = size.get(f"{W}val", "") if size is not None else ""
        shift = _first(sources, "vertAlign")
        mark = _first(sources, "em")
        return RunLook(
            bold=_is_on(sources, "b"),
            italic=_is_on(sources, "i"),
            dotted=mark is not None and mark.get(f"{W}val") != "none",
            struck=_is_on(sources, "strike") or _is_on(sources, "dstrike"),
            shift=_shift(shift),
            size=number_in(value, _DEFAULT_SIZE),
            hidden=_is_on(sources, "vanish"),
            common=frozenset(name for name, shown in common.items() if shown),
        )

    def _chain(self, style: str) -> Iterator[Style]:
        for _ in range(_DEEPEST):
            found = self.package.styles.get(style)
            if found is None:
                return
            yield found
            style = found.base


def _value(properties: Element | None, name: str) -> str:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _first(sources: Sequence[Element | None], name: str) -> Element | None:
    """The property of this name that stands first: the nearer one counts."""
    for source in sources:
        found = source.find(f"{W}{name}") if source is not None else None
        if found is not None:
            return found
    return None


def _is_on(sources: Sequence[Element | None], name: str) -> bool:
    found = _first(sources, name)
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off", "none")


def _outline(found: Element | None) -> int | None:
    value = found.get(f"{W}val", "") if found is not None else ""
    level = number_in(value, _LEVELS)
    return level if level < _LEVELS else None


def _shift(found: Element | None) -> str:
    value = found.get(f"{W}val", "") if found is not None else ""
    return value if value in ("superscript", "subscript") else ""
