"""A work → its entry after GB/T 7714-2015, 信息与文献 参考文献著录规则.

Sections of the standard stand beside what follows them. Half-width marks with a space after them
are those of the standard's own examples.
"""

from __future__ import annotations

from collections.abc import Iterator

from keben.model import Inlines
from keben.readers.works import Name, Work
from keben.transforms.citing.parts import (
    and_others,
    edition_number,
    initials,
    is_cjk,
    link,
    ordinal,
    resolver,
    whole,
    words,
)

MARKS = {
    "book": "M",
    "chapter": "M",
    "pamphlet": "M",
    "proceedings": "C",
    "paper-conference": "C",
    "article-newspaper": "N",
    "article-journal": "J",
    "article-magazine": "J",
    "article": "J",
    "periodical": "J",
    "thesis": "D",
    "report": "R",
    "standard": "S",
    "patent": "P",
    "software": "CP",
    "dataset": "DS",
    "map": "CM",
    "manuscript": "A",
    "webpage": "EB",
    "post": "EB",
    "post-weblog": "EB",
}
"""Annex B, table B.1: the mark of each kind of work."""

OTHER = "Z"
ONLINE = "OL"
"""Table B.2."""

MOST_NAMES = 3
"""§8.1.2: of more authors the first three are named."""

UNKNOWN_PLACE = {"zh": "[出版地不详]", "ja": "[出版地不明]"}
UNKNOWN_PUBLISHER = {"zh": "[出版者不详]", "ja": "[出版者不明]"}

PRINTED = ("book", "chapter", "proceedings", "paper-conference", "thesis", "report", "pamphlet")


def entry(work: Work) -> Inlines:
    """The entry without its number."""
    authors = people(work.authors or work.editors, work)
    run: list[Inlines] = [words(f"{_closed(authors)} " if authors else "")]
    match work.kind:
        case "article-journal" | "article-magazine" | "article" if work.container:
            run.append(words(f"{_titled(work)}. {_in_journal(work)}"))
        case "article-newspaper":
            run.append(words(f"{_titled(work)}. {_in_newspaper(work)}"))
        case "chapter" | "paper-conference" if work.container:
            run.append(words(_in_book(work)))
        case "patent":
            run.append(words(f"{_titled(work)}. {work.issued.iso() if work.issued else ''}"))
        case "webpage" | "post" | "post-weblog":
            run.append(words(_on_web(work)))
        case _:
            run.append(words(_by_itself(work)))
    run.append(words(_accessed(work)))
    run.extend(_found_at(work))
    return tuple(inline for part in run for inline in part)


def people(names: tuple[Name, ...], work: Work) -> str:
    """§8.1: family names first, in capitals where they are Latin; of more than three the first
    three, and 等 or et al. by the language of the work."""
    shown = [_name(name) for name in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        shown.append(and_others(work))
    return ", ".join(shown)


def _name(name: Name) -> str:
    if name.is_body or is_cjk(name):
        return whole(name)
    parts = (name.family.upper(), initials(name, point=""))
    return ", ".join(filter(None, (" ".join(filter(None, parts)), name.suffix)))


def _closed(text: str) -> str:
    """With a full stop after it, unless it has one."""
    return text if text.endswith((".", "?", "!", "？", "！")) else f"{text}."


def mark(work: Work) -> str:
    """``[M]``, ``[EB/OL]``."""
    letters = MARKS.get(work.kind, OTHER)
    return f"[{letters}/{ONLINE}]" if work.is_online or letters == "EB" else f"[{letters}]"


def _titled(work: Work) -> str:
    """§8.2: the title with volume or number, and the mark."""
    number = work.number if work.kind in ("standard", "patent", "report") else ""
    if work.kind == "book" and work.volume:
        form = "第{}卷" if work.language.startswith("zh") else "Vol. {}"
        number = form.format(work.volume) if work.volume.isdecimal() else work.volume
    return f"{work.title}: {number}{mark(work)}" if number else f"{work.title}{mark(work)}"


def _in_journal(work: Work) -> str:
    """§4.4: the journal, year, volume(issue): pages."""
    volume = work.volume + (f"({work.issue})" if work.issue else "")
    year = work.issued.year if work.issued else ""
    text = ", ".join(filter(None, (work.container, year)))
    text += f", {volume}" if work.volume else volume
    return text + _pages(work)


def _in_newspaper(work: Work) -> str:
    """The newspaper, date(page)."""
    text = ", ".join(filter(None, (work.container, work.issued.iso() if work.issued else "")))
    page = work.pages or work.issue
    return text + (f"({page})" if page else "")


def _in_book(work: Work) -> str:
    """§4.2: // and the book in which a chapter or a paper stands."""
    authors = people(work.container_authors, work)
    book = f"{_closed(authors)} {work.container}" if authors else work.container
    head = f"{work.title}{mark(work)}//{book}. "
    return head + _with(_translated(work)) + _with(_edition(work)) + _published(work) + _pages(work)


def _by_itself(work: Work) -> str:
    """§4.1: a book, a thesis, a report."""
    head = f"{_titled(work)}. "
    tail = _with(_translated(work)) + _with(_edition(work)) + _published(work) + _pages(work)
    return head + tail if tail else f"{_titled(work)}"


def _on_web(work: Work) -> str:
    """§4.6: with the day on which it was put there."""
    text = f"{_titled(work)}. "
    year = work.issued.year if work.issued else ""
    publisher = ": ".join(filter(None, (work.place, work.publisher)))
    if publisher:
        text += ", ".join(filter(None, (publisher, year)))
    elif work.container:
        text += work.container
    exact = work.issued and work.issued.month
    dated = f"({work.issued.iso()})" if work.issued and (exact or not publisher) else ""
    return (text + dated) if dated or publisher or work.container else _titled(work)


def _with(text: str) -> str:
    return f"{_closed(text)} " if text else ""


def _translated(work: Work) -> str:
    """§8.1.4: further persons, with what they did."""
    if not work.translators:
        return ""
    word = {"zh": "译", "ja": "訳", "ko": "옮김"}.get(work.language[:2], "trans.")
    return f"{people(work.translators, work)}, {word}"


def _edition(work: Work) -> str:
    """§8.3: the first edition is not told."""
    number = edition_number(work.edition)
    if number == 1 or not work.edition:
        return ""
    if number and work.language[:2] in ("zh", "ja"):
        return f"{number}版"
    return f"{ordinal(work.edition)} ed" if number else work.edition


def _published(work: Work) -> str:
    """§8.4: place: publisher, year. What is not known is said so in brackets, but not of what
    stands in the net (§8.4.1.3, §8.4.2.3)."""
    language = work.language[:2]
    place, publisher = work.place, work.publisher
    if work.kind in PRINTED and not work.is_online:
        place = place or UNKNOWN_PLACE.get(language, "[S.l.]")
        publisher = publisher or UNKNOWN_PUBLISHER.get(language, "[s.n.]")
    year = work.issued.year if work.issued else ""
    return ", ".join(filter(None, (": ".join(filter(None, (place, publisher))), year)))


def _pages(work: Work) -> str:
    return f": {work.pages.replace('–', '-')}" if work.pages else ""


def _accessed(work: Work) -> str:
    """§8.6: the day on which something in the net was read."""
    return f"[{work.accessed.iso()}]" if work.accessed and work.is_online else ""


def _found_at(work: Work) -> Iterator[Inlines]:
    """§8.7, §8.8: the path and the DOI; a path that is the DOI's is not told twice."""
    yield words(".")
    is_same = bool(work.doi) and work.url.lower().endswith(work.doi.lower())
    if work.url and not is_same:
        yield words(" ")
        yield link(work.url, work.url)
        yield words(".")
    if work.doi:
        yield words(" DOI: ")
        yield link(work.doi, resolver(work.doi))
        yield words(".")
