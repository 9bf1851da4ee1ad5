"""A printed edition, and what it was made from → what is wrong with it.

What it tells at once is looked at while other processes read its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from keben import walk
from keben.model import Finding, Heading, Location, Publication, Severity
from keben.pdfium import Pdf, opened
from keben.pdfobjects import opened as opened_objects
from keben.proof.expected import Expectation, expected
from keben.proof.glyphs import Meant
from keben.proof.order import check_order
from keben.proof.page_list import Openings, open_pages
from keben.proof.pictures import check_printed_pictures
from keben.proof.reader_edition import compare_text
from keben.proof.stated import check_printed
from keben.proof.stretches import Finish, Printed, begin_reading
from keben.settings import Settings
from keben.shelf import Shelf
from keben.transforms.references import anchors_named, fill_pages
from keben.typecase.faces import Face


@dataclass(frozen=True, slots=True)
class Original:
    """What a file was made from: the publication as it was typeset, its settings, its faces."""

    publication: Publication
    settings: Settings
    faces: Sequence[Face]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a file tells before its pages are read: on which of them its topmost sections begin, and
    what contents name; where its links lead; and what is wrong with what it says of itself.
    ``original`` has the pages that it names as they are in the file."""

    original: Original
    must: Expectation
    begun: tuple[int, ...]
    places: Mapping[str, int]
    targets: tuple[str, ...]
    findings: tuple[Finding, ...]


@contextmanager
def proving_pages(
    file: Path,
    original: Original,
    shown: Path,
    openings: Openings | None,
    *,
    jobs: int,
    shelf: Shelf,
) -> Iterator[Callable[[], list[Finding]]]:
    """Begin to prove the file, with so many processes; what is given ends it, and fills
    ``openings``. Raises UnreadableFile and BrokenFile."""
    publication = original.publication
    printed = Printed(
        file,
        shown,
        original.faces,
        _first_anchor(publication),
        original.settings.page.columns > 1,
        publication.metadata.language,
    )
    with begin_reading(printed, jobs=jobs, shelf=shelf) as finish:
        looked = _look(file, original, shown)
        yield partial(_compare, file, looked, shown, openings, finish)


def _look(file: Path, original: Original, shown: Path) -> _Looked:
    publication = original.publication
    with opened(file) as pdf, opened_objects(file.read_bytes()) as objects:
        filled = fill(original, pdf)
        first = pdf.page_of(_first_anchor(publication)) or 1
        odd = (
            Finding("V005", Severity.ERROR, message, Location(shown))
            for message in objects.oddities()
        )
        return _Looked(
            filled,
            expected(filled.publication),
            objects.first_pages(),
            {anchor: pdf.page_of(anchor) for anchor in _anchors(publication)},
            objects.link_targets(first),
            (*check_printed(objects, publication.metadata, shown), *odd),
        )


def _compare(
    file: Path, looked: _Looked, shown: Path, openings: Openings | None, finish: Finish
) -> list[Finding]:
    publication, settings = looked.original.publication, looked.original.settings
    findings, read = finish(Meant(publication))
    reading = replace(read, targets=looked.targets, places=looked.places)
    with opened(file) as pdf:
        if openings is not None:
            openings.update(open_pages(reading, len(pdf)))
        ordered = check_order(pdf, looked.begun, reading, publication, shown)
    compared = compare_text(looked.must, reading, publication, settings, shown.name)
    pictures = check_printed_pictures(looked.must, reading, shown.name, gray=settings.gray)
    return [*compared, *pictures, *findings, *ordered, *looked.findings]


def fill(original: Original, pdf: Pdf) -> Original:
    """The original with the pages that it names as a file of it has them: each must be the one to
    which the reference leads there."""
    pages = {anchor: pdf.page_of(anchor) for anchor in anchors_named(original.publication)}
    folios = {anchor: pdf.folio(page) for anchor, page in pages.items() if page}
    publication = fill_pages(original.publication, folios, original.settings)
    return replace(original, publication=publication)


def _anchors(publication: Publication) -> Iterator[str]:
    """Those of what contents name."""
    yield from (item.slug for item in publication.body)
    for article in walk.articles(publication):
        yield article.slug
        heads = (b for b in walk.article_blocks(article) if isinstance(b, Heading))
        yield from (head.anchor for head in heads)


def _first_anchor(publication: Publication) -> str:
    items = (*publication.front, *publication.body, *publication.back)
    return items[0].slug if items else ""
