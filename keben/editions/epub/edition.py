"""Publication, theme, settings, type case → an EPUB 3.3 file for e-readers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from keben import walk
from keben.editions.epub.cover import drawing_cover
from keben.editions.epub.faces import embed, rare_characters
from keben.editions.epub.kobo import STYLE as KOBO_STYLE
from keben.editions.epub.kobo import add_spans
from keben.editions.epub.metadata import (
    describe,
    describe_access,
    describe_claim,
    describe_pages,
)
from keben.editions.epub.ncx import write_ncx
from keben.editions.epub.package import NCX, File, Statement, write_package
from keben.editions.epub.xhtml import bare, encode
from keben.editions.ready import Ready
from keben.errors import ManuscriptError
from keben.labels import labels
from keben.model import Artifact, Image, Location, Publication
from keben.picture_kinds import SUFFIXES
from keben.theme import Theme
from keben.transforms.page_breaks import mark_pages
from keben.typecase import TypeCase
from keben.typeset.page import file_stem
from keben.typeset.reader import CONTENTS, Leaf, ReaderEdition, typeset_reader
from keben.typeset.reader_style import jobs_used, reader_style

XHTML = "application/xhtml+xml"
STYLE = "style.css"
FONT_ADDRESS = "fonts/{name}.{suffix}"
COVER_ID = "cover-image"
PREFIXES = ("ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/",)


@contextmanager
def beginning(ready: Ready) -> Iterator[None]:
    """Begin what need not wait for printed pages, until the block ends: the drawn cover.

    Raises ThemeError, FontError.
    """
    metadata = bare(ready.publication.metadata)
    with _cover(replace(ready.publication, metadata=metadata), ready):
        yield


def write(ready: Ready, path: Path) -> Artifact:
    """Write the e-reader edition to ``path``: the same arguments give the same bytes.

    Raises OutputError where the file cannot be written, ManuscriptError where a picture has gone,
    ThemeError where the theme's templates make no XHTML.
    """
    metadata = bare(ready.publication.metadata)
    publication = replace(ready.publication, metadata=metadata)
    embedded = embed(ready.case, ready.settings.epub.fonts, jobs=jobs_used(ready.theme))
    with _cover(publication, ready) as cover:
        edition, files = _set(publication, ready, embedded, cover)
    write_package(
        path,
        files=files,
        spine=[leaf.name for leaf in edition.leaves if leaf.in_spine],
        statements=tuple(_statements(ready, publication, embedded, edition)),
        prefixes=PREFIXES if embedded.fonts else (),
        identifier=metadata.identifier,
        language=metadata.language,
        modified=ready.modified,
        direction="rtl" if ready.settings.vertical else "",
    )
    return Artifact(path, "epub", hashlib.sha256(path.read_bytes()).hexdigest())


def _set(
    publication: Publication, ready: Ready, embedded: TypeCase, cover: _Cover
) -> tuple[ReaderEdition, Sequence[File]]:
    """The documents of the edition, and all files of its package."""
    theme, settings, metadata = ready.theme, ready.settings, publication.metadata
    profile = settings.epub.profile
    pictures = _pictures(publication)
    edition = typeset_reader(
        publication,
        theme,
        pictures={str(image.path): address for address, image in pictures.items()},
        # Kindle adds a page for the cover by itself, and refuses another.
        cover="" if profile == "kindle" else cover.address,
        rare=rare_characters(embedded),
        upright_numbers=settings.vertical and settings.composition.vertical_numbers != "none",
        pages=mark_pages(publication, ready.printed.starts) if ready.printed else None,
        listed_notes=profile == "duokan",
        highlight=settings.code.highlight,
        tell=lambda chapter, of: ready.tell("chapter", chapter, of),
    )
    style = reader_style(theme, settings, embedded, language=metadata.language, fonts=FONT_ADDRESS)
    style += KOBO_STYLE if profile == "kobo" else ""
    ncx = write_ncx(
        edition.points,
        title=metadata.title,
        identifier=metadata.identifier,
        language=metadata.language,
        pages=edition.pages,
    )
    return edition, (
        *(_page(leaf, theme, profile) for leaf in edition.leaves),
        File(NCX, "toc.ncx", "application/x-dtbncx+xml", ncx),
        File("style", STYLE, "text/css", style.encode()),
        cover.file(),
        *(_picture(address, image) for address, image in pictures.items()),
        *_fonts(embedded),
    )


def _statements(
    ready: Ready, publication: Publication, embedded: TypeCase, edition: ReaderEdition
) -> Iterator[Statement]:
    metadata, settings = publication.metadata, ready.settings
    images = [i for i in _images(publication) if i.path]
    yield from describe(
        metadata,
        cover_id=COVER_ID,
        specified_fonts=bool(embedded.fonts),
        vertical=settings.vertical,
    )
    yield from describe_pages(ready.printed)
    yield from describe_claim(settings.epub.conforms_to, settings.epub.certified_by)
    yield from describe_access(
        alternatives=[image.alt for image in images],
        animated=any(image.media_type == "image/gif" for image in images),
        has_ruby=any("<ruby" in leaf.html for leaf in edition.leaves),
        has_pages=ready.printed is not None,
        words=labels(metadata.language),
    )


def _page(leaf: Leaf, theme: Theme, profile: str) -> File:
    if profile == "kobo" and leaf.kind not in ("cover", "contents"):
        leaf = replace(leaf, html=add_spans(leaf.html))
    data, properties = encode(leaf, theme)
    if leaf.name == CONTENTS:
        properties = ("nav", *properties)
    return File(leaf.name, f"{leaf.name}.xhtml", XHTML, data, properties)


def _images(publication: Publication) -> Iterator[Image]:
    """Every picture in reading order."""
    for article in walk.articles(publication):
        yield from (i for i in walk.inlines(article.title) if isinstance(i, Image))
        yield from walk.images(article.blocks)
        for note in article.notes:
            yield from walk.images(note.blocks)


def _pictures(publication: Publication) -> Mapping[str, Image]:
    """The pictures by their addresses in the package, one for each file."""
    found: dict[Path, Image] = {}
    for image in _images(publication):
        if image.path is not None:
            found.setdefault(image.path, image)
    width = max(2, len(str(len(found))))
    return {
        f"images/p{number:0{width}}{SUFFIXES[image.media_type]}": image
        for number, image in enumerate(found.values(), start=1)
    }


def _picture(address: str, image: Image) -> File:
    name = address.removeprefix("images/").partition(".")[0]
    return File(name, address, image.media_type, _read(image))


@dataclass(frozen=True, slots=True)
class _Cover:
    """The address of a cover; its bytes may be on their way."""

    address: str
    media_type: str
    data: Callable[[], bytes]

    def file(self) -> File:
        return File(COVER_ID, self.address, self.media_type, self.data(), ("cover-image",))


@contextmanager
def _cover(publication: Publication, ready: Ready) -> Iterator[_Cover]:
    own = publication.cover
    if own is not None and own.path is not None:
        address = f"images/cover{SUFFIXES[own.media_type]}"
        yield _Cover(address, own.media_type, partial(_read, own))
        return
    with drawing_cover(
        publication, ready.theme, ready.settings, case=ready.case, workshop=ready.workshop
    ) as drawn:
        yield _Cover("images/cover.png", "image/png", drawn)


def _read(image: Image) -> bytes:
    assert image.path is not None  # only pictures that were found come here
    try:
        return image.path.read_bytes()
    except OSError as error:
        raise ManuscriptError(
            f"the picture can no longer be read: {error.strerror or error}.",
            location=Location(image.path),
            hint="Leave the file in its place while building.",
        ) from error


def _fonts(case: TypeCase) -> Iterator[File]:
    for font in case.fonts:
        stem = file_stem(font.face.name)
        address = FONT_ADDRESS.format(name=stem, suffix=font.suffix)
        yield File(f"font-{stem}", address, font.media_type, font.data)
