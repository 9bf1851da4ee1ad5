"""Word's numbering: which list a paragraph belongs to, and the number that Word would print."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from keben.digits import number_in
from keben.naming import chinese, letters, roman
from keben.readers.word.look import ParagraphLook
from keben.readers.word.package import Element, W

_BULLETS = ("bullet", "none", "")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: ``format`` is Word's name (``decimal``, ``chineseCounting`` …),
    ``text`` the pattern (``第%1章``), ``start`` the first number."""

    format: str
    text: str
    start: int

    @property
    def is_ordered(self) -> bool:
        return self.format not in _BULLETS

    @property
    def is_worded(self) -> bool:
        """True for 第一条 and the like, which no list of ours prints."""
        return bool(re.search(r"[^\W\d_]", re.sub(r"%\d", "", self.text)))


@dataclass
class Numbering:
    """The numberings of a document, and how far each has counted."""

    levels: dict[tuple[str, int], Level]
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def level(self, look: ParagraphLook) -> Level | None:
        """The level of a numbering that a paragraph stands at."""
        return self.levels.get((look.list_id, look.list_level))

    def count(self, look: ParagraphLook) -> int:
        """The number of this paragraph; the levels below begin anew."""
        counts = self._counts[look.list_id]
        level = self.levels[look.list_id, look.list_level]
        number = counts.get(look.list_level, level.start - 1) + 1
        counts[look.list_level] = number
        for deeper in [depth for depth in counts if depth > look.list_level]:
            del counts[deeper]
        return number

    def label(self, look: ParagraphLook) -> str:
        """What Word prints before the paragraph that was counted last: ``第一章``, ``1.2``."""
        counts = self._counts[look.list_id]

        def number(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            level = self.levels.get((look.list_id, depth))
            value = counts.get(depth, level.start if level else 1)
            return _written(value, level.format if level else "decimal")

        return re.sub(r"%(\d)", number, self.levels[look.list_id, look.list_level].text)


def read_numbering(root: Element | None) -> Numbering:
    """The numberings of the part ``numbering``."""
    abstract: dict[str, Element] = {}
    levels: dict[tuple[str, int], Level] = {}
    if root is None:
        return Numbering(levels)
    for element in root.iterchildren(f"{W}abstractNum"):
        abstract[element.get(f"{W}abstractNumId", "")] = element
    for element in root.iterchildren(f"{W}num"):
        reference = element.find(f"{W}abstractNumId")
        base = abstract.get(reference.get(f"{W}val", "") if reference is not None else "")
        own = [o.find(f"{W}lvl") for o in element.iterchildren(f"{W}lvlOverride")]
        for level in (*(base.iterchildren(f"{W}lvl") if base is not None else ()), *own):
            if level is not None and level.get(f"{W}ilvl", "").isdecimal():
                key = (element.get(f"{W}numId", ""), number_in(level.get(f"{W}ilvl", "")))
                levels[key] = _level(level)
    return Numbering(levels)


def _level(element: Element) -> Level:
    def value(name: str, otherwise: str) -> str:
        found = element.find(f"{W}{name}")
        return str(found.get(f"{W}val", otherwise)) if found is not None else otherwise

    start = number_in(value("start", "1"), 1)
    return Level(value("numFmt", "decimal"), value("lvlText", ""), start)


def _written(number: int, kind: str) -> str:
    if kind in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        letter = letters(number)  # Word goes on AA, BB
        return letter if kind == "upperLetter" else letter.lower()
    if kind in ("upperRoman", "lowerRoman") and 1 <= number < 400:
        return roman(number) if kind == "upperRoman" else roman(number).lower()
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if re.match(r"(?:chinese|japanese|taiwanese|ideograph)", kind) and 0 < number < 100:
        return chinese(number)
    return f"{number:02}" if kind == "decimalZero" else str(number)
