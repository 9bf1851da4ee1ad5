"""A work → its entry after the Publication Manual of the APA, 7th edition, chapters 9 and 10.

Entries in Chinese and Japanese follow it as journals of psychology there do: names whole, no
slanted letters.
"""

from __future__ import annotations

from keben.model import Inline, Inlines, Link, Text
from keben.readers.works import Name, Work
from keben.transforms.citing.parts import (
    CJK,
    edition_number,
    emphasized,
    initials,
    is_cjk,
    link,
    ordinal,
    resolver,
    whole,
    words,
)

MOST_NAMES = 20
"""§9.8: of more authors the first 19 and the last are named."""

UNDATED = "n.d."

EDITED = {"zh": "编", "ja": "編", "ko": "편"}
TRANSLATED = {"zh": "译", "ja": "訳", "ko": "옮김"}


def year_of(work: Work) -> str:
    """The year, or what stands for it (§9.17)."""
    if work.issued:
        return work.issued.year
    return {"zh": "无日期", "ja": "年代不明"}.get(work.language[:2], UNDATED)


def entry(work: Work, letter: str, back: str) -> Inlines:
    """The entry. ``letter`` tells works of one author and year apart (§9.47); its date leads to the
    anchor ``back``."""
    authors = people(work.authors) or _editors(work.editors, work.language)
    title = _title(work)
    date = Text(f"({_date(work, letter)})")
    dated: Inline = Link((date,), back, "back") if back else date
    run: list[Inline] = []
    if authors:
        run += (Text(f"{_closed(authors)} "), dated, Text(". "), *title, Text("."))
    else:
        run += (*title, Text(". "), dated, Text("."))
    run += _source(work)
    return tuple(run)


def _date(work: Work, letter: str) -> str:
    date = work.issued
    year = year_of(work) + letter
    exact = work.kind in ("article-newspaper", "article-magazine", "webpage", "post", "post-weblog")
    if not (date and date.month and exact):
        return year
    if work.language[:2] in ("zh", "ja"):
        return f"{year}, {date.month}月" + (f"{date.day}日" if date.day else "")
    day = f" {date.day}" if date.day else ""
    return f"{year}, {MONTHS[date.month - 1]}{day}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def people(names: tuple[Name, ...]) -> str:
    """§9.8: family name, initials; the last after an ampersand."""
    shown = [_name(name) for name in names]
    if len(shown) > MOST_NAMES:
        return f"{', '.join(shown[: MOST_NAMES - 1])}, . . . {shown[-1]}"
    if len(shown) < 2 or all(is_cjk(name) for name in names):
        return ", ".join(shown)
    return f"{', '.join(shown[:-1])}, & {shown[-1]}"


def _name(name: Name) -> str:
    if name.is_body or is_cjk(name):
        return whole(name)
    return ", ".join(filter(None, (name.family, initials(name, point="."), name.suffix)))


def _editors(names: tuple[Name, ...], language: str) -> str:
    if not names:
        return ""
    if all(is_cjk(name) for name in names):
        return f"{people(names)} ({EDITED.get(language[:2], '编')})"
    return f"{people(names)} ({'Ed.' if len(names) == 1 else 'Eds.'})"


def _closed(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _title(work: Work) -> Inlines:
    """§9.19: slanted where the work stands by itself, with edition, volume and number behind."""
    if work.container and work.kind not in ("book", "webpage"):
        return words(work.title)
    told = ", ".join(filter(None, (*_translated(work), _edition(work), _volume(work), work.number)))
    thesis = {"zh": "学位论文", "ja": "学位論文"}.get(work.language[:2], "Thesis")
    kind = f" [{thesis}{f', {work.publisher}' if work.publisher else ''}]"
    tail = (f" ({told})" if told else "") + (kind if work.kind == "thesis" else "")
    return (*emphasized(work.title, work.language), *words(tail))


def _translated(work: Work) -> tuple[str, ...]:
    if not work.translators:
        return ()
    if work.language[:2] in CJK:
        return (f"{people(work.translators)} {TRANSLATED[work.language[:2]]}",)
    names = " & ".join(
        f"{initials(n, point='.')} {n.family}{f', {n.suffix}' if n.suffix else ''}".strip()
        for n in work.translators
    )
    return (f"{names}, Trans.",)


def _edition(work: Work) -> str:
    number = edition_number(work.edition)
    if number == 1 or not work.edition:
        return ""
    if work.language[:2] in ("zh", "ja"):
        return f"第{number}版" if number else work.edition
    return f"{ordinal(work.edition)} ed." if number else work.edition


def _volume(work: Work) -> str:
    if work.kind != "book" or not work.volume:
        return ""
    is_han = work.language[:2] in ("zh", "ja")
    return f"第{work.volume}卷" if is_han else f"Vol. {work.volume}"


def _source(work: Work) -> Inlines:
    """Chapter 9, sources: the journal, the book, the publisher, and the address at the end
    without a full stop."""
    run: list[Inline] = []
    inside = work.kind in ("chapter", "paper-conference")
    if work.container and inside:
        run += _in_book(work)
    elif work.container and work.container != work.title:
        run += (Text(" "), *_in_journal(work), Text("."))
    if work.publisher and work.kind != "thesis" and work.publisher not in _names_of(work):
        run += words(f" {_closed(work.publisher)}")
    address = resolver(work.doi) if work.doi else work.url
    if address:
        run += (Text(" "), *link(address, address))
    return tuple(run)


def _names_of(work: Work) -> set[str]:
    """A publisher that is the author too is not told twice (§9.29)."""
    return {name.family for name in work.authors if name.is_body}


def _in_journal(work: Work) -> Inlines:
    volume = emphasized(work.volume, work.language)
    issue = f"({work.issue})" if work.issue else ""
    pages = f", {work.pages}" if work.pages else ""
    joint = ", " if volume or issue else ""
    return (
        *emphasized(work.container, work.language),
        *words(joint),
        *volume,
        *words(issue + pages),
    )


def _in_book(work: Work) -> Inlines:
    """§9.28: in whose book, which pages."""
    editors = work.container_authors
    is_cjk_book = work.language[:2] in CJK
    see = {"zh": "见", "ja": "", "ko": ""}.get(work.language[:2], "In")
    lead = f" {see} " if see else " "
    if editors and is_cjk_book:
        lead += f"{people(editors)} ({EDITED.get(work.language[:2], '编')}), "
    elif editors:
        shown = [f"{initials(n, point='.')} {n.family}".strip() for n in editors]
        joined = " & ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else shown[0]
        lead += f"{joined} ({'Ed.' if len(editors) == 1 else 'Eds.'}), "
    pages = ""
    if work.pages:
        one = "–" not in work.pages and "," not in work.pages
        pages = f"{'p.' if one else 'pp.'} {work.pages}"
    told = ", ".join(filter(None, (_edition(work), pages)))
    return (
        Text(lead),
        *emphasized(work.container, work.language),
        Text(f" ({told})." if told else "."),
    )
