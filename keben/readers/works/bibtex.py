"""BibTeX or BibLaTeX → works. The only module that imports bibtexparser.

A broken entry is left out and reported at its line; the others are read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    NameParts,
    SeparateCoAuthors,
    SplitNameParts,
)
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from keben.digits import number_in
from keben.model import Finding, Location, Severity, Source
from keben.readers.works.work import Date, Found, Name, Work, bare_doi, language_of, read_date

KINDS = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inreference": "chapter",
    "suppbook": "chapter",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "conference": "paper-conference",
    "inproceedings": "paper-conference",
    "proceedings": "proceedings",
    "mvproceedings": "proceedings",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "patent": "patent",
    "standard": "standard",
    "newspaper": "article-newspaper",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "software": "software",
    "dataset": "dataset",
    "map": "map",
    "archive": "manuscript",
    "unpublished": "manuscript",
}
"""Types of BibTeX and BibLaTeX, with those that are in use in China; any other is a document."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PEOPLE = ("author", "editor", "translator", "bookauthor")
_BODY = re.compile(r"\{.*\}", re.DOTALL)


def read_bibtex(source: Source) -> Iterator[Found]:
    """Every entry of a file."""
    # What the library tells of broken entries is told here, with the line.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    bodies = _bodies(source.text)
    library = parse_string(
        source.text,
        append_middleware=[LatexDecodingMiddleware(), SeparateCoAuthors(), SplitNameParts()],
    )
    for block in library.blocks:
        place = Location(source.path, (block.start_line or 0) + 1)
        if isinstance(block, Entry):
            yield _work(block, bodies, place)
        elif isinstance(block, DuplicateBlockKeyBlock):
            if isinstance(block.ignore_error_block, Entry):
                yield _work(block.ignore_error_block, bodies, place)
        elif isinstance(block, ParsingFailedBlock):
            first = block.raw.strip().partition("\n")[0][:40] if block.raw else ""
            message = f'the entry "{first}" cannot be read; it is left out.'
            yield Finding("Y003", Severity.WARNING, message, place)


def _bodies(text: str) -> frozenset[str]:
    """The names that stand in braces as a whole: of bodies, not of persons."""
    return frozenset(
        re.sub(r"\s+", " ", found[1]).strip()
        for found in re.finditer(r"(?:=\s*\{|=\s*\"|\band\s+)\s*\{([^{}]+)\}", text)
    )


def _work(entry: Entry, bodies: frozenset[str], place: Location) -> Work:
    fields = {field.key.lower(): field.value for field in entry.fields}
    people = {kind: _names(fields.get(kind), bodies) for kind in _PEOPLE}
    given = {k: _plain(v) for k, v in fields.items() if isinstance(v, str)}

    def first(*names: str) -> str:
        return next((given[name] for name in names if given.get(name)), "")

    kind = KINDS.get(entry.entry_type.lower(), "document")
    if kind == "article-journal" and first("entrysubtype") == "newspaper":
        kind = "article-newspaper"
    if kind == "document" and first("url") and not first("publisher", "howpublished"):
        kind = "webpage"
    title, subtitle = first("title"), first("subtitle")
    container = first("journaltitle", "journal", "booktitle", "maintitle")
    url = first("url") or _address(first("howpublished"))
    inside = kind in ("chapter", "paper-conference")
    return Work(
        key=entry.key,
        kind=kind,
        title=f"{title}: {subtitle}" if subtitle else title,
        language=language_of(first("langid", "language"), title, container),
        authors=people["author"],
        editors=() if inside else people["editor"],
        translators=people["translator"],
        container=container,
        container_authors=people["bookauthor"] or (people["editor"] if inside else ()),
        publisher=first("publisher", "school", "institution", "organization"),
        place=first("location", "address"),
        issued=_issued(given),
        accessed=read_date(first("urldate")),
        edition=first("edition"),
        volume=first("volume"),
        issue=first("number", "issue") if kind.startswith("article") else "",
        pages=re.sub(r"\s*(?:-{1,3}|–|—)\s*", "–", first("pages", "eid")),
        number=first("number", "type") if not kind.startswith("article") else "",
        series=first("series"),
        doi=bare_doi(first("doi")),
        url=url,
        is_online=kind == "webpage" or bool(url or first("doi")),
        location=place,
    )


def _plain(text: str) -> str:
    """A value in one line, without the braces that only protect capitals."""
    return re.sub(r"\s+", " ", re.sub(r"[{}]", "", text)).strip()


def _names(value: object, bodies: frozenset[str]) -> tuple[Name, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(_name(parts, bodies) for parts in value if isinstance(parts, NameParts))


def _name(parts: NameParts, bodies: frozenset[str]) -> Name:
    family = _plain(" ".join((*parts.von, *parts.last)))
    given = _plain(" ".join(parts.first))
    whole = f"{given} {family}".strip()
    if whole in bodies or family in bodies:
        return Name(whole, is_body=True)
    return Name(family, given, _plain(" ".join(parts.jr)))


def _issued(given: Mapping[str, str]) -> Date | None:
    if date := read_date(given.get("date", "")):
        return date
    date = read_date(given.get("year", ""))
    month = given.get("month", "").lower()
    if date is None or date.month or not month:
        return date
    named = (number for number, name in enumerate(MONTHS, 1) if month.startswith(name))
    number = number_in(month) or next(named, 0)
    return Date(date.year, number if number <= 12 else 0, number_in(given.get("day", "")))


def _address(text: str) -> str:
    found = re.search(r"https?://[^\s{}]+", text)
    return found[0] if found else ""
