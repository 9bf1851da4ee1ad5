"""An e-reader edition → where it breaks the rules of the reading systems that it was made for.

Each rule is a function from the finished package to what breaks it. Sources: Kobo's EPUB
guidelines (github.com/kobolabs/epub-spec), the Kindle Publishing Guidelines, Duokan's guide to
interactive notes.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from keben.model import Finding, Location, Severity
from keben.pdfium import UnreadableFile
from keben.proof.container import parse
from keben.proof.package import Package
from keben.proof.xhtml import EPUB_TYPE, XHTML
from keben.settings import Settings

MEGABYTE = 1_000_000
LARGEST_PICTURE = 5 * MEGABYTE
LARGEST_COVER = 3 * MEGABYTE
LARGEST_KINDLE = 200 * MEGABYTE
COVER = (1600, 2560)
"""px: the least width and height that shops take."""
COVER_SHAPE = 3 / 4
OFF_SHAPE = 0.01
"""How far a cover's proportion may be off."""
KINDLE_LEVELS = 2
KINDLE_PICTURES = frozenset(("image/jpeg", "image/png", "image/gif", "image/svg+xml"))
KINDLE_NEVER = frozenset(
    ("script", "form", "input", "iframe", "object", "audio", "video", "canvas")
)
FONTS = frozenset(("font/ttf", "font/otf", "application/font-sfnt", "application/vnd.ms-opentype"))
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
BODY_GROUND = re.compile(r"(?:^|[},;\s])(?:html|body)\s*(?:,[^{}]*)?\{[^}]*background")


Rule = Callable[[Package], Iterator[str]]


def check_profile(file: Path, settings: Settings, shown: Path) -> list[Finding]:
    """What breaks the rules of ``epub.profile``. Raises UnreadableFile."""
    profile = settings.epub.profile
    try:
        container = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise UnreadableFile(str(error)) from error
    with container:
        package = Package(container, file.stat().st_size)
        return [
            Finding(code, Severity.WARNING, f"{shown.name}: {message}", Location(shown))
            for code in PROFILES[profile]
            for message in RULES[code](package)
        ]


def _large_pictures(package: Package) -> Iterator[str]:
    for item in package.of_kind("image/"):
        size = package.size_of(item)
        if size > LARGEST_PICTURE:
            yield f"the picture {item.name} has {size / MEGABYTE:.1f} MB, more than 5."


def _cover_page(package: Package) -> Iterator[str]:
    first = next(iter(package.pages.values()), None)
    cover = package.cover
    pictures = [] if first is None else list(first.iter(f"{XHTML}img"))
    shown = [posixpath.basename(picture.get("src", "")) for picture in pictures]
    if cover is None or shown != [posixpath.basename(cover.name)]:
        yield "the first document does not show the cover, and nothing else, as an img."


def _cover_picture(package: Package) -> Iterator[str]:
    cover = package.cover
    if cover is None:
        return
    data = package.container.read(cover.name)
    if len(data) > LARGEST_COVER:
        yield f"the cover has {len(data) / MEGABYTE:.1f} MB, more than 3."
    width, height = _measure(data)
    if not height:
        yield "the cover is neither PNG nor JPEG."
    elif width < COVER[0] or height < COVER[1]:
        yield f"the cover measures {width} × {height} px, less than 1600 × 2560."
    elif abs(width / height - COVER_SHAPE) > OFF_SHAPE:
        yield f"the cover measures {width} × {height} px, which is not 3 to 4."


def _measure(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG (§11.2.2) or a JPEG (its SOF segment, ITU T.81 §B.2.2), px; 0, 0 of
    anything else."""
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    place = 2 if data.startswith(b"\xff\xd8") else len(data)
    while place + 9 < len(data) and data[place] == 0xFF:
        marker, size = struct.unpack(">BH", data[place + 1 : place + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + size
    return 0, 0


def _strange_fonts(package: Package) -> Iterator[str]:
    for item in package.items.values():
        if "font" in item.kind and item.kind not in FONTS:
            yield f"the font {item.name} is neither TrueType nor OpenType."


def _grounds(package: Package) -> Iterator[str]:
    for item in package.of_kind("text/css"):
        sheet = package.container.read(item.name).decode("utf-8", "replace")
        if BODY_GROUND.search(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            yield f"{item.name} gives the body a background."


def _inline_styles(package: Package) -> Iterator[str]:
    for name, page in package.pages.items():
        if any(element.get("style") for element in page.iter()):
            yield f"{name} holds style attributes."


def _names(package: Package) -> Iterator[str]:
    for item in package.items.values():
        if not item.name.isascii():
            yield f"the file name {item.name} is not ASCII."


def _spans(package: Package) -> Iterator[str]:
    for name, page in package.pages.items():
        has_text = any("".join(p.itertext()).strip() for p in page.iter(f"{XHTML}p"))
        if has_text and not any(e.get("class") == "koboSpan" for e in page.iter()):
            yield f"{name} has no spans, by which Kobo finds places."


def _deep_contents(package: Package) -> Iterator[str]:
    for item in package.of_kind("application/x-dtbncx+xml"):
        depth = _depth(parse(package.container, item.name).find(f"{NCX}navMap"))
        if depth > KINDLE_LEVELS:
            yield f"{item.name} has {depth} levels, more than 2."


def _depth(element: ET.Element | None) -> int:
    if element is None:
        return 0
    return max((1 + _depth(child) for child in element.findall(f"{NCX}navPoint")), default=0)


def _lost_contents(package: Package) -> Iterator[str]:
    """Contents without a line, or with one that leads nowhere: the commonest refusal."""
    for item in package.of_kind("application/x-dtbncx+xml"):
        points = list(parse(package.container, item.name).iter(f"{NCX}navPoint"))
        if not points:
            yield f"{item.name} has no line."
        for point in points:
            content = point.find(f"{NCX}content")
            address = unquote(content.get("src", "")) if content is not None else ""
            name, _, anchor = address.partition("#")
            page = package.pages.get(posixpath.join(posixpath.dirname(item.name), name))
            if page is None or (anchor and not any(e.get("id") == anchor for e in page.iter())):
                yield f'{item.name} leads to "{address}", which is not there.'


def _size(package: Package) -> Iterator[str]:
    if package.size > LARGEST_KINDLE:
        yield f"the file has {package.size / MEGABYTE:.0f} MB, more than 200."


def _no_cover(package: Package) -> Iterator[str]:
    if package.cover is None:
        yield "there is no cover picture."


def _double_cover(package: Package) -> Iterator[str]:
    for name, page in package.pages.items():
        if any("cover" in e.get(EPUB_TYPE, "").split() for e in page.iter()):
            yield f"{name} shows the cover once more; Kindle adds a page for it."


def _strange_pictures(package: Package) -> Iterator[str]:
    for item in package.of_kind("image/"):
        if item.kind not in KINDLE_PICTURES:
            yield f"Kindle shows no picture of the kind {item.kind}: {item.name}."


def _never(package: Package) -> Iterator[str]:
    for name, page in package.pages.items():
        found = {str(e.tag).removeprefix(XHTML) for e in page.iter()} & KINDLE_NEVER
        for tag in sorted(found):
            yield f"{name} holds <{tag}>, which Kindle leaves out."


def _notes(package: Package) -> Iterator[str]:
    for name, page in package.pages.items():
        lists = (e for e in page.iter(f"{XHTML}ol") if _has_class(e, "duokan-footnote-content"))
        items = {
            item.get("id")
            for found in lists
            for item in found.findall(f"{XHTML}li")
            if _has_class(item, "duokan-footnote-item")
        }
        for link in page.iter(f"{XHTML}a"):
            if "noteref" not in link.get(EPUB_TYPE, "").split():
                continue
            target = link.get("href", "").removeprefix("#")
            if not _has_class(link, "duokan-footnote") or target not in items:
                yield f'the mark of the note "{target}" in {name} opens no Duokan note.'


def _has_class(element: ET.Element, name: str) -> bool:
    return name in element.get("class", "").split()


RULES: Mapping[str, Rule] = {
    "E001": _large_pictures,
    "E002": _cover_page,
    "E003": _cover_picture,
    "E004": _strange_fonts,
    "E005": _grounds,
    "E006": _inline_styles,
    "E007": _names,
    "E008": _spans,
    "E009": _deep_contents,
    "E010": _lost_contents,
    "E011": _size,
    "E012": _no_cover,
    "E013": _double_cover,
    "E014": _strange_pictures,
    "E015": _never,
    "E016": _notes,
}
"""The rules by the codes of their findings (keben/findings.py says what each means)."""

PROFILES: Mapping[str, tuple[str, ...]] = {
    "standard": (),
    "kobo": ("E001", "E002", "E003", "E004", "E005", "E006", "E007", "E008"),
    "kindle": ("E001", "E009", "E010", "E011", "E012", "E013", "E014", "E015"),
    "duokan": ("E002", "E012", "E016"),
}
"""The rules that each profile keeps."""
