"""A page's head → what it says of the text: title, author, date, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keben.readers.web.tree import Element, Page

_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "og:article:author")
_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "publishdate",
    "pubdate", "publish_time", "dc.date", "citation_publication_date", "date", "datepublished",
)  # fmt: skip
_SITES = ("og:site_name", "application-name")
_DESCRIPTIONS = ("og:description", "description")
_SUFFIX = re.compile(r"\s*(?:[-–—_|｜·»-]|::)\s*([^-–—_|｜·»]{1,30})$")
_DATE = re.compile(r"([12]\d{3})[-/年.](\d{1,2})[-/月.](\d{1,2})")
_BY = re.compile(r"(?:作者|记者|撰文|文)\s*[：:/／]\s*([^\s　|｜]{2,20})")
_FROM = re.compile(r"(?:来源|來源|稿源|出处)\s*[：:]\s*([^\s　|｜]{2,30})")
_LONGEST_BYLINE = 400
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself; each field empty where it says nothing."""

    title: str = ""
    author: str = ""
    published: str = ""
    source: str = ""
    language: str = ""
    description: str = ""


def read_metadata(page: Page, *, until: Element) -> Said:
    """What meta tags, the first heads and links say, the most telling first; and what stands
    between the title and the text, which begins with the element ``until``."""
    meta = dict(_meta(page))
    title = _title(page, meta)
    above = _between(page, title, until)
    return Said(
        title=title,
        author=_author(meta) or _group(_BY, above),
        published=_date(_first(meta, _DATES) or _time(page) or above),
        source=_source(page, meta) or _group(_FROM, above),
        language=next((e.get("lang") for e in page.find("html")), ""),
        description=_first(meta, _DESCRIPTIONS),
    )


def _between(page: Page, title: str, until: Element) -> str:
    """The text between the title's head and the main text: a byline, a date."""
    parts: list[str] = []
    begun = False
    for element in page.root.descendants():
        if element is until:
            break
        if element.name == "h1" and " ".join(element.text().split()) == title:
            begun = True
        elif begun and not any(isinstance(child, Element) for child in element.children):
            parts.append(" ".join(element.text().split()))
        elif begun:
            own = (child for child in element.children if isinstance(child, str))
            parts.append(" ".join(" ".join(own).split()))
    return "\n".join(part for part in parts if part)[:_LONGEST_BYLINE]


def _group(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _meta(page: Page) -> Iterator[tuple[str, str]]:
    for element in reversed(list(page.find("meta"))):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join(element.get("content").split())
        if name and content:
            yield name.lower(), content


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _title(page: Page, meta: dict[str, str]) -> str:
    """The head of level 1 that the page's title repeats, else the title without the site's name."""
    long = " ".join(next((e.text() for e in page.find("title")), "").split())
    stated = _first(meta, _TITLES) or long
    for head in page.find("h1"):
        text = " ".join(head.text().split())
        if text and (text in stated or text in long or stated in text):
            return text
    site = _first(meta, _SITES)
    cut = _SUFFIX.sub("", stated)
    while cut and cut != stated:
        ending = stated[len(cut) :]
        if (site and site not in ending) and len(cut) < len(ending):
            break
        stated, cut = cut, _SUFFIX.sub("", cut)
    return stated


def _author(meta: dict[str, str]) -> str:
    author = _first(meta, _AUTHORS)
    return "" if _ADDRESS.match(author) else author


def _date(text: str) -> str:
    found = _DATE.search(text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def _time(page: Page) -> str:
    return next((e.get("datetime") for e in page.find("time") if e.get("datetime")), "")


def _source(page: Page, meta: dict[str, str]) -> str:
    canonical = (e.get("href") for e in page.find("link") if e.get("rel").lower() == "canonical")
    candidates = (*canonical, meta.get("og:url", ""), page.saved_from)
    return next((address for address in candidates if _ADDRESS.fullmatch(address)), "")
