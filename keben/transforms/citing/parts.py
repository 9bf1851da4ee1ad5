"""What both styles make of a work: its names, words of its language, and links to where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from keben.digits import number_in
from keben.model import Emphasis, Inlines, Link, Text
from keben.readers.works import Name, Work

AND_OTHERS = {"zh": "等", "ja": "ほか", "ko": "외", "ru": "и др.", "en": "et al."}
"""The language of a work → what stands for its further authors; else the Latin words."""

AND = {"zh": "和", "ja": "・", "ko": "·"}

CJK = ("zh", "ja", "ko")


def words(text: str) -> Inlines:
    """Text as inlines, none where it is empty."""
    return (Text(text),) if text else ()


def emphasized(text: str, language: str) -> Inlines:
    """The title of a work that stands by itself, which is slanted in Latin letters only."""
    return words(text) if language[:2] in CJK or not text else (Emphasis((Text(text),)),)


def link(text: str, address: str) -> Inlines:
    """An address that can be followed."""
    return (Link((Text(text),), address),)


def resolver(doi: str) -> str:
    """The address of a DOI (ISO 26324)."""
    return f"https://doi.org/{doi}"


def is_cjk(name: Name) -> bool:
    """True for a name in Han, kana or Hangul, which is written without comma and initials."""
    return bool(re.search("[ぁ-ヿ㐀-鿿가-힣]", name.family))


def whole(name: Name) -> str:
    """A name as it is spoken of: the family name; of CJK names and bodies the whole."""
    if is_cjk(name) and not name.is_body:
        joint = " " if re.search("[ァ-ヺ·・]", name.family + name.given) else ""
        return name.family + joint + name.given
    return name.family


def initials(name: Name, *, point: str) -> str:
    """``Donald E.`` → ``D. E.``, ``Jean-Paul`` → ``J.-P.`` with a ``point`` after each."""
    groups = re.split(r"[\s.]+", name.given.strip())
    made = (
        "-".join(part[0].upper() + point for part in group.split("-") if part)
        for group in groups
        if group
    )
    return " ".join(made)


def and_others(work: Work) -> str:
    """等, or et al., by the language of the work."""
    return AND_OTHERS.get(work.language[:2], AND_OTHERS["en"])


def spoken(work: Work, *, most: int, ampersand: str = "and") -> str:
    """The authors as a sentence names them: 张三, 张三和李四, 张三等; where there are none, the
    title. ``most`` are named without 等."""
    people = work.authors or work.editors
    if not people:
        return work.title
    names = [whole(name) for name in people]
    language = work.language[:2]
    if len(names) > most:
        space = "" if language in CJK else " "
        return names[0] + space + and_others(work)
    if len(names) == 1:
        return names[0]
    joint = AND.get(language, f" {ampersand} ")
    return joint.join((_listed(names[:-1], language), names[-1]))


def _listed(names: Sequence[str], language: str) -> str:
    return ("、" if language in ("zh", "ja") else ", ").join(names)


def ordinal(edition: str) -> str:
    """``2``, ``Second`` → ``2nd``; other text as it is."""
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    text = edition.strip()
    if text.lower() in names:
        text = str(names.index(text.lower()) + 1)
    number = number_in(text)
    if not number:
        return text
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def edition_number(edition: str) -> int:
    """The number of an edition; 0 where it is told in other words."""
    found = re.match(r"(\d+)", ordinal(edition)) or re.search(r"第\s*(\d+)\s*版", edition)
    return number_in(found[1]) if found else 0
