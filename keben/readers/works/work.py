"""A work as catalogues describe it, whatever file it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keben.model import Finding, Location


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or a body whose whole name is in ``family``. ``family`` has its particle (van)."""

    family: str
    given: str = ""
    suffix: str = ""
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date; ``month`` and ``day`` are 0 where they are not known."""

    year: str
    month: int = 0
    day: int = 0

    def iso(self) -> str:
        """``2015-03-01``, as far as it is known."""
        parts = (self.month, self.day) if self.month else ()
        return "-".join((self.year, *(f"{part:02}" for part in parts if part)))


@dataclass(frozen=True, slots=True)
class Work:
    """``kind`` is a type of CSL 1.0.2: ``book``, ``article-journal`` … ``container`` is the book or
    the journal in which it stands, ``series`` that to which the book belongs; ``language`` a BCP 47
    tag."""

    key: str
    kind: str
    title: str = ""
    language: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    container: str = ""
    container_authors: tuple[Name, ...] = ()
    publisher: str = ""
    place: str = ""
    issued: Date | None = None
    accessed: Date | None = None
    edition: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    series: str = ""
    doi: str = ""
    url: str = ""
    is_online: bool = False
    location: Location | None = None


Found = Work | Finding

_NAMES = {
    **dict.fromkeys(("chinese", "zhongwen", "中文", "汉语"), "zh"),
    **dict.fromkeys(("english", "american", "british", "usenglish", "ukenglish"), "en"),
    **dict.fromkeys(("german", "ngerman", "austrian"), "de"),
    "japanese": "ja",
    "korean": "ko",
    "russian": "ru",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "latin": "la",
    "vietnamese": "vi",
}
"""Languages as BibLaTeX (langid) and people name them."""

_SCRIPTS = (("ja", "[ぁ-ヺ]"), ("ko", "[가-힣]"), ("zh", "[㐀-鿿]"), ("ru", "[Ѐ-ӿ]"))


def language_of(stated: str, *texts: str) -> str:
    """The language of a work: what it states, or the one whose letters it has."""
    tag = stated.strip().replace("_", "-")
    if tag.lower() in _NAMES:
        return _NAMES[tag.lower()]
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        return tag[:2].lower() + tag[2:]
    whole = "".join(texts)
    return next((name for name, letters in _SCRIPTS if re.search(letters, whole)), "en")


def bare_doi(text: str) -> str:
    """A DOI without the address of its resolver."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.I)


def read_date(text: str) -> Date | None:
    """``2015``, ``2015-03``, ``2015-03-01``, the first of ``2015/2016``; other text is the year."""
    text = text.strip()
    if not text:
        return None
    found = re.match(r"(-?\d{1,4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?(?!\d)", text)
    if not found:
        return Date(text)
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    return Date(year, month, day) if 1 <= month <= 12 else Date(year)
