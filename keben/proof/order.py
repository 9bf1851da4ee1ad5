"""A finished file → in what it does not stand in order: folios and sections of a printed edition,
the matter that an e-reader edition adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from keben import walk
from keben.model import Finding, Location, Part, Publication, Severity
from keben.pdfium import Pdf
from keben.proof.added import LEADER
from keben.proof.reading import Kind, Reading, Zone, squeeze

FOLIO = re.compile(r"[—–·\-]*(\d+|[ivxlcdm]+)[—–·\-]*")
"""What stands around the text and is a number by itself."""


PLACES = {"cover": 0, "titlepage": 1, "toc": 2, "": 3, "colophon": 4}
"""The order of the documents of an e-reader edition by what they are; "" is text."""


def check_order(
    pdf: Pdf, begun: Sequence[int], reading: Reading, publication: Publication, shown: Path
) -> list[Finding]:
    """Folios that are not what their page calls itself (ISO 32000-1 §12.4.2), and sections that are
    read before those on earlier pages; ``begun`` are the pages on which they begin."""
    wrong = [
        *_folios(pdf, reading, publication),
        *_listed(pdf, reading, publication),
        *_sections(begun),
    ]
    return [
        Finding("V009", Severity.ERROR, message, Location(shown, page=page))
        for page, message in wrong
    ]


def _folios(pdf: Pdf, reading: Reading, publication: Publication) -> Iterator[tuple[int, str]]:
    """A running head may be a number too, where a title or a name is one."""
    numbers = set(re.findall(r"\d+|[ivxlcdm]+", _words(publication)))
    for page, text in reading.around:
        found = FOLIO.fullmatch(text)
        if not found or found[1] in numbers:
            continue
        if found[1] != (folio := pdf.folio(page)):
            yield page, f'"{found[1]}" is printed on page {folio}.'


def _listed(pdf: Pdf, reading: Reading, publication: Publication) -> Iterator[tuple[int, str]]:
    """Lines of the contents with another number than that of the page with their head. They may
    call an article otherwise than its own title does."""
    folios: dict[str, set[str]] = {}
    for leaf in reading.leaves:
        if leaf.zone is Zone.BODY and leaf.kind is Kind.HEAD:
            folios.setdefault(leaf.text, set()).add(pdf.folio(leaf.page))
    for article in walk.articles(publication):
        label, page = squeeze(article.label), reading.places.get(article.slug, 0)
        if label in folios and page:
            folios[label].add(pdf.folio(page))
    for leaf in reading.leaves if folios else ():
        if leaf.zone is not Zone.FRAME or leaf.kind is Kind.HEAD:
            continue
        # A head may end with a number itself, so every end is tried.
        ends = [end for end in range(1, len(leaf.text)) if leaf.text[:end] in folios]
        found = [(leaf.text[:end], LEADER.fullmatch(leaf.text, end)) for end in ends]
        stated = [(head, match[1]) for head, match in found if match]
        if stated and not any(number in folios[head] for head, number in stated):
            head, number = stated[-1]
            where = ", ".join(sorted(folios[head]))
            yield leaf.page, f'"{head}" stands on page {where} and not on {number}.'


def check_spine(reading: Reading, shown: Path) -> list[Finding]:
    """Documents that an e-reader edition adds, where they do not stand before or after the text as
    they must, or where a landmark names one that is not read."""
    kinds = {kind for _, kind in reading.documents}
    # The contents of a single article stand in the reading system's menu only.
    lost = sorted((reading.landmarks & PLACES.keys()) - kinds - {"toc"})
    placed = [(PLACES[kind], name) for name, kind in reading.documents if kind in PLACES]
    messages = (
        *(f"the {kind} that a landmark names is not read." for kind in lost),
        *(
            f"{name} is read after {before}."
            for (last, before), (place, name) in pairwise(placed)
            if place < last
        ),
    )
    return [Finding("V009", Severity.ERROR, message, Location(shown)) for message in messages]


def _words(publication: Publication) -> str:
    metadata = publication.metadata
    words = [metadata.title, *(person.name for person in metadata.contributors)]
    words += (walk.plain(item.title) for item in publication.body if isinstance(item, Part))
    for article in walk.articles(publication):
        words += (walk.plain(article.title), article.label, article.number)
    return "\n".join(words)


def _sections(begun: Sequence[int]) -> Iterator[tuple[int, str]]:
    for before, page in pairwise(begun):
        if page < before:
            yield page, f"what begins here is read after what begins on page {before}."
