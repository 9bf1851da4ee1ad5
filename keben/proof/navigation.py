"""An e-reader edition → where its package leads a reader otherwise than its text stands.

Reading systems go by what no page shows: landmarks, the older contents (NCX), the list of pages,
the spine and the cover (EPUB 3.3 §5.7, §7; OPF 2.0.1 §2.4.1, §2.6).
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from keben import walk
from keben.model import Publication
from keben.proof.container import OPF, parse
from keben.proof.order import PLACES
from keben.proof.package import Package
from keben.proof.page_list import listed
from keben.proof.reading import Reading, squeeze
from keben.proof.xhtml import XHTML, anchor_of, is_unseen, landmarks, types_of
from keben.settings import Settings

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
NCX_LEVELS = 2
"""The NCX has no more levels; Kindle shows no more."""

OF_A_BOOK = ("titlepage", "toc", "colophon")
"""The matter that every book has."""

GUIDES = {"cover": "cover", "toc": "toc", "title-page": "titlepage", "text": "", "start": ""}
"""The kinds of an older guide (OPF 2.0.1 §2.6), and of the documents that they name."""

WHOLE = re.compile(r"(?:^|[,\s>+~])(?:\*|html|body|p|h[1-6]|li|d[td]|t[dh]|rt|ruby|img|span|div)$")
"""A selector of elements that hold the text, whatever their class."""

PNG = b"\x89PNG\r\n\x1a\n"


def misled(
    package: Package, reading: Reading, publication: Publication, settings: Settings
) -> Iterator[str]:
    """A message for each trouble. Raises UnreadableFile."""
    yield from _spine(package, settings)
    yield from _matter(package, reading, publication, settings)
    pages = list(listed(package.container, package.opf_at, package.opf))
    yield from _older_contents(package, reading, pages)
    yield from _pages(package, reading, pages)
    yield from _cover(package, publication)
    yield from _files(package, reading)
    yield from _ways(reading)
    yield from _hiding(package, reading)


def _spine(package: Package, settings: Settings) -> Iterator[str]:
    for ref in package.opf.iter(f"{OPF}itemref"):
        if ref.get("linear", "yes") != "yes" or ref.get("properties"):
            yield f'the spine does not read "{ref.get("idref")}" in its place, page by page.'
    spine = package.opf.find(f"{OPF}spine")
    stated = "ltr" if spine is None else spine.get("page-progression-direction", "ltr")
    if (stated == "rtl") != settings.vertical:
        yield f"its pages follow one another in the direction {stated}."
    for meta in package.opf.iter(f"{OPF}meta"):
        if meta.get("property", "").startswith("rendition:"):
            yield f"it states {meta.get('property')}, which no text of ours has."


def _matter(
    package: Package, reading: Reading, publication: Publication, settings: Settings
) -> Iterator[str]:
    """Every document that the edition adds has its landmark, and the text one where it begins."""
    kinds = dict(reading.documents)
    has_cover = settings.epub.profile != "kindle"
    needed = {"cover"} if has_cover else set()
    needed |= set(OF_A_BOOK) if walk.is_book(publication) else set()
    found: dict[str, str] = {}
    for item in package.items.values():
        if "nav" in item.properties:
            for link in landmarks(parse(package.container, item.name)):
                name = _within(item.name, link.get("href", "")).partition("#")[0]
                found |= dict.fromkeys(types_of(link), name)
    for kind in sorted(needed | found.keys() | {"bodymatter"}):
        name = found.get(kind, "")
        if name and kind in PLACES and kind not in ("toc", *kinds.values()):
            continue  # which is told where the spine is looked at
        if kind == "bodymatter":
            is_right = name in kinds and anchor_of(name) == _first_of_body(publication)
        else:
            is_right = kinds.get(name) == kind
        if not is_right:
            yield f'the landmark "{kind}" leads to {name or "nothing"}.'
    for each in package.opf.iter(f"{OPF}reference"):
        kind = each.get("type", "")
        name = _within(package.opf_at, each.get("href", "")).partition("#")[0]
        if kinds.get(name, "none") != GUIDES.get(kind, kind):
            yield f'the guide leads to {name} for "{kind}".'


def _first_of_body(publication: Publication) -> str:
    """The anchor with which the text begins, after the front matter if there is more."""
    items = (*publication.body, *publication.front, *publication.back)
    return items[0].slug if items else ""


def _older_contents(
    package: Package, reading: Reading, pages: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """The NCX against the contents and the list of pages."""
    spine = package.opf.find(f"{OPF}spine")
    item = package.items.get("" if spine is None else spine.get("toc", ""))
    if item is None:
        yield "the spine names no contents for older readers (NCX)."
        return
    root = parse(package.container, item.name)
    points = [
        (squeeze(_text(point)), anchor_of(_source(point))) for point in root.iter(f"{NCX}navPoint")
    ]
    lines = [
        (squeeze(line.title), line.anchor) for line in reading.lines if line.depth <= NCX_LEVELS
    ]
    if points != lines:
        missing = next((a for a, b in zip([*lines, None], [*points, None], strict=False) if a != b))
        yield f'{item.name} differs from the contents at "{missing[0] if missing else "its end"}".'
    targets = [
        (_text(target), _within(item.name, _source(target)))
        for target in root.iter(f"{NCX}pageTarget")
    ]
    if targets != pages:
        yield f"{item.name} lists other pages than the list of pages."
    identifier = next((m.get("content") for m in root.iter(f"{NCX}meta")), "")
    if identifier != package.identifier:
        yield f'{item.name} is of the book "{identifier}".'


def _text(element: ET.Element) -> str:
    label = element.find(f"{NCX}navLabel/{NCX}text")
    return (label.text or "") if label is not None else ""


def _source(element: ET.Element) -> str:
    content = element.find(f"{NCX}content")
    return content.get("src", "") if content is not None else ""


def _pages(package: Package, reading: Reading, pages: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Marks of pages, their list and the statement of the edition whose pages they are."""
    stated = package.stated("pageBreakSource")
    if bool(reading.marked_pages) != bool(pages) or bool(pages) != bool(stated):
        yield (
            f"{reading.marked_pages} pages are marked, {len(pages)} listed, "
            f"of the edition {', '.join(stated) or 'that it does not name'}."
        )


def _cover(package: Package, publication: Publication) -> Iterator[str]:
    cover = package.cover
    if cover is None or cover.name not in package.container.namelist():
        yield "it has no cover picture."
        return
    data = package.container.read(cover.name)
    own = publication.cover
    if own is not None and own.path is not None:
        if sha256(data).digest() != sha256(own.path.read_bytes()).digest():
            yield "its cover is not the picture that was given."
    elif not _is_whole(data):
        yield "its cover is broken."
    named = [m.get("content") for m in package.opf.iter(f"{OPF}meta") if m.get("name") == "cover"]
    if named != [cover.id]:
        yield "older readers are told of another cover."
    for name, page in package.documents_of("cover"):
        shown = [_within(name, image.get("src", "")) for image in page.iter(f"{XHTML}img")]
        if shown != [cover.name]:
            yield f"{name} does not show the cover."


def _is_whole(data: bytes) -> bool:
    """True for a PNG of which every chunk has its checksum (PNG §5.3)."""
    place = len(PNG)
    while data.startswith(PNG) and place + 12 <= len(data):
        end = place + 8 + int.from_bytes(data[place : place + 4])
        if zlib.crc32(data[place + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        if data[place + 4 : place + 8] == b"IEND":
            return True
        place = end + 4
    return False


def _files(package: Package, reading: Reading) -> Iterator[str]:
    names = set(package.container.namelist())
    listed_names = {item.name for item in package.items.values()}
    for name in sorted({each.file for each in reading.shown} - listed_names):
        yield f"{name} is shown, and no file of the package."
    for item in package.items.values():
        if item.name not in names:
            yield f"it lacks {item.name}."
        elif not package.size_of(item):
            yield f"{item.name} is empty."


def _ways(reading: Reading) -> Iterator[str]:
    known = reading.places.keys() | {anchor_of(name) for name, _ in reading.documents}
    for anchor in sorted(reading.ways - known):
        yield f'a link leads to "{anchor}", which is not there.'


def _hiding(package: Package, reading: Reading) -> Iterator[str]:
    """Style sheets that hide the text as a whole, and documents that may change it."""
    for item in package.of_kind("text/css"):
        sheet = package.container.read(item.name).decode("utf-8", "replace")
        for selectors, body in re.findall(
            r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
        ):
            selector = " ".join(selectors.split())
            if is_unseen(body) and any(WHOLE.search(each.strip()) for each in selector.split(",")):
                yield f'{item.name} hides "{selector}".'
    for name in reading.programs:
        yield f"{name} has a script or a style sheet of its own."


def _within(base: str, address: str) -> str:
    """An address, from a file of the package, as one from its top."""
    target = posixpath.join(posixpath.dirname(base), unquote(address))
    return posixpath.normpath(target) if not address.startswith("#") else base + address
