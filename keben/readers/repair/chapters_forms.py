"""A line → the number of a large division that it begins with or is: 第三回, 卷二, 一."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keben.readers.repair.forms import HAN_NUMERAL, NUMERAL, ROMAN, numeral
from keben.readers.repair.marks import ends_closed, ends_hanging, width
from keben.readers.repair.passage import Division

LONGEST = 64
"""Half-ems of a head that stands alone; a longer line is a paragraph, perhaps with a head in it."""

_PARTS = ("卷", "部分", "部", "篇", "编", "編", "集", "辑", "輯", "册", "冊")
_CHAPTERS = ("章", "回", "话", "讲", "课", "幕", "折", "出", "场")
_VARIANTS = {"囘": "回", "話": "话", "講": "讲", "課": "课", "齣": "出", "場": "场", "節": "节"}
_UNIT = "|".join(sorted((*_PARTS, *_CHAPTERS, *_VARIANTS, "节"), key=len, reverse=True))

_NUMBERED = re.compile(
    rf"(?:正文[\s　]*)?[【〖（(\[]?第[\s　]*({NUMERAL})[\s　]*({_UNIT})[】〗）)\]]?"
)
_INNER = re.compile(rf"(?:^|[\s　])(第{NUMERAL}(?:{'|'.join(_CHAPTERS)}))")
_VOLUME = re.compile(rf"([卷部])之?({NUMERAL})")
_HALF = re.compile(r"([上中下])([卷部篇编編集册冊])|(卷)([上中下])")
_ENGLISH = re.compile(rf"(chapter|part|book)\s+(\d{{1,4}}|{ROMAN})\b[.:]?", re.IGNORECASE)
_TRAILING = re.compile(rf"(?!第)\S.{{0,19}}?第({HAN_NUMERAL})")
_BARE = re.compile(rf"(?:({HAN_NUMERAL})|([0-9０-９]{{1,4}})|({ROMAN}))[.．、]?")
_TITLED = re.compile(rf"(?:({HAN_NUMERAL})[\s　]+|([0-9０-９]{{1,4}})[\s　.．、]+)(?=\D)")
_PARTED = re.compile(r"[\s　：:·・\-—–.．、]+|(?=[《「『【“（(])")
_RUNNING_ON = re.compile(r"[中里内上下的是，。、；！？了有说和与及既末首之就在还来时合]|至|到第")
_PLACES = {"上": 1, "中": 2, "下": 3}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that may head a large division.

    ``key`` is the way of counting: the unit, ``一`` or ``1`` for a number without one, ``…第一``
    for a number at the end. ``rest`` is what follows the number, ``parted`` tells that a space or
    a mark parts the two, and ``runs_on`` that they read as one sentence. A ``weak`` way of counting
    is believed only in a long sequence with much text between.
    """

    key: str
    value: int
    division: Division
    rest: str
    parted: bool
    runs_on: bool = False
    weak: bool = False


def read_number(text: str) -> Numbered | None:
    """The division that a line may head; None for any other line."""
    return _with_unit(text) or _trailing(text) or _without_unit(text)


def _with_unit(text: str) -> Numbered | None:
    if found := _NUMBERED.match(text):
        key, value = _VARIANTS.get(found[2], found[2]), numeral(found[1])
    elif found := _VOLUME.match(text):
        key, value = found[1], numeral(found[2])
    elif found := _HALF.match(text):
        key, value = found[2] or found[3], _PLACES[found[1] or found[4]]
    elif found := _ENGLISH.match(text):
        key, value = found[1].capitalize(), numeral(found[2])
    else:
        return None
    after = text[found.end() :]
    if _division(key) is Division.PART and (inner := _chapter_in(after)):
        return inner
    if found.re is _HALF and after[:1].strip(" 　：:"):
        return None
    gap = _PARTED.match(after)
    rest = after[gap.end() :] if gap else after
    runs_on = not gap and bool(_RUNNING_ON.match(after))
    return Numbered(key, value, _division(key), rest, not rest or gap is not None, runs_on)


def _chapter_in(rest: str) -> Numbered | None:
    """卷一　学而第一, 第一卷 风 第三章 潮: the chapter that a line names after its volume."""
    trailing = _trailing(rest.lstrip(" 　：:"))
    found = _INNER.search(rest)
    return _with_unit(rest[found.start(1) :]) if found else trailing


def _division(key: str) -> Division:
    if key in (*_PARTS, "Part", "Book"):
        return Division.PART
    return Division.SECTION if key == "节" else Division.CHAPTER


def _trailing(text: str) -> Numbered | None:
    found = _TRAILING.fullmatch(text)
    if not found:
        return None
    return Numbered("…第一", numeral(found[1]), Division.CHAPTER, "", parted=True, weak=True)


def _without_unit(text: str) -> Numbered | None:
    if found := _BARE.fullmatch(text):
        key = "一" if found[1] else "1" if found[2] else "I"
        return Numbered(key, numeral(found[0].rstrip(".．、")), Division.CHAPTER, "", parted=True)
    found = _TITLED.match(text)
    rest = text[found.end() :] if found else ""
    if not found or not rest or width(text) > LONGEST or ends_hanging(text) or ends_closed(text):
        return None
    key = "一 …" if found[1] else "1 …"
    value = numeral(found[1] or found[2])
    return Numbered(key, value, Division.CHAPTER, rest, parted=True, weak=True)
