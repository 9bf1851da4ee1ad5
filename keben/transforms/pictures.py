"""A publication → the same with every picture found within its folder, proved harmless, measured.

A picture that cannot be had keeps an empty ``path``: editions print its alternative text and
address in its place.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from keben import walk
from keben.model import (
    Article,
    Block,
    Blocks,
    Figure,
    Finding,
    Image,
    Inline,
    Inlines,
    Location,
    Publication,
    Severity,
)
from keben.pixels import raster
from keben.settings import Settings
from keben.transforms import drawing, embedded
from keben.transforms.rewriting import inlines_of, rewrite
from keben.watching import is_there

LARGEST = 50_000_000
"""Bytes of a picture file."""

LARGEST_DRAWING = 10_000_000
"""Bytes of an SVG, whose every element is looked at."""


FORBIDDEN = ("file", "javascript", "vbscript")
"""Schemes that could bring in what lies outside the document's folder, or that run."""


class _Refused(Exception):
    """Why a picture is not printed: a finding without its place."""

    def __init__(self, code: str, severity: Severity, reason: str) -> None:
        super().__init__(reason)
        self.code, self.severity, self.reason = code, severity, reason


@dataclass(slots=True)
class _Finder:
    """Finds pictures within some roots, each file read once; those that came inside their document
    are written into ``unpacked`` first. Files of the same bytes are one picture, by whatever names,
    so that it is embedded once."""

    roots: tuple[Path, ...]
    read: dict[Path, Image | _Refused]
    unpacked: Path | None = None
    alike: dict[bytes, Image] = field(default_factory=dict)
    tops: tuple[Path, ...] = ()

    def find(self, image: Image, folder: Path) -> Image:
        """The picture that an address names, counted from ``folder``, or holds. Raises _Refused."""
        if embedded.is_embedded(image):
            image = _taken_out(image)
        path = self._unpack(image) if image.data else self._settle(image.address, folder)
        if path not in self.read:
            try:
                measured = _measure(path)
                digest = hashlib.sha256(path.read_bytes()).digest()
                self.read[path] = self.alike.setdefault(digest, measured)
            except _Refused as refused:
                self.read[path] = refused
        known = self.read[path]
        if isinstance(known, _Refused):
            raise known
        return replace(
            image,
            path=known.path,
            media_type=known.media_type,
            width=known.width,
            height=known.height,
            data=b"",
        )

    def _from_top(self, address: str, folder: Path) -> tuple[str, Path]:
        """An address such as ``/images/a.png`` counted from the folder that a website begins at,
        where it names a picture there."""
        for top in self.tops if address.startswith("/") else ():
            named = unquote(address).lstrip("/")
            if folder.is_relative_to(top) and is_there(Path(os.path.normpath(top / named))):
                return address.lstrip("/"), top
        return address, folder

    def _unpack(self, image: Image) -> Path:
        """The file of a picture that came inside its document, named after its content."""
        suffix = PurePosixPath(image.address).suffix.lower()
        if self.unpacked is None or not re.fullmatch(r"\.[a-z]{3,4}", suffix):
            reason = f'"{_short(image.address)}" is of no known kind'
            raise _Refused("I008", Severity.WARNING, reason)
        folder = self.unpacked / hashlib.sha256(image.data).hexdigest()[:16]
        path = folder / PurePosixPath(image.address).name
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(image.data)
        return path

    def _settle(self, address: str, folder: Path) -> Path:
        folder = folder.resolve()
        address, folder = self._from_top(address, folder)
        _refuse_foreign(address)
        within = [root for root in self.roots if folder.is_relative_to(root)]
        root = max(within, key=lambda path: len(path.parts), default=folder)
        for form in (address, unquote(address), re.sub(r"[?#].*", "", unquote(address))):
            if "\0" in form or not form:
                continue
            named = Path(os.path.normpath(folder / form))
            if not named.is_relative_to(root):
                reason = f'"{_short(address)}" climbs out of the document\'s folder'
                raise _Refused("I002", Severity.ERROR, reason)
            if _exists(named):
                return _inside(folder / form, root, address)
        raise _Refused("I007", Severity.WARNING, f'there is no picture "{_short(address)}"')


def resolve(
    publication: Publication,
    roots: Sequence[Path],
    settings: Settings,
    *,
    unpacked: Path | None = None,
    tops: Sequence[Path] = (),
) -> Publication:
    """Find the pictures of every article, and the cover that the settings name.

    Pictures that came inside their document are written into the folder ``unpacked``.

    An address counts from the article's own file, one that begins with ``/`` from that of ``tops``
    which holds the file, the cover's from the first root; none may leave the deepest of ``roots``
    that holds the article. What is refused for safety is an error finding; what is missing, remote
    or broken is a warning.
    """
    within = tuple(root.resolve() for root in roots)
    finder = _Finder(within, {}, unpacked, tops=tuple(top.resolve() for top in tops))
    findings: list[Finding] = []

    def article(item: Article) -> Article:
        found: dict[str, Image] = {}
        folder = item.location.path.parent if item.location else roots[0]
        for image, place in _pictures(item):
            if image.path is None:
                found[image.address] = _find(finder, image, folder, place, findings)
        filling = _Filling(found)
        return rewrite(item, block=filling.block, inline=filling.inline) if found else item

    changed = walk.map_articles(publication, article)
    cover = publication.cover
    if settings.cover:
        place = Location(roots[0] / settings.cover)
        found = _find(
            finder, Image(settings.cover), roots[0], place, findings, "a cover is drawn instead"
        )
        cover = found if found.path else None
    return replace(changed, cover=cover, findings=(*changed.findings, *findings))


def _pictures(article: Article) -> list[tuple[Image, Location | None]]:
    figures = [
        (block.image, block.location or article.location)
        for block in walk.article_blocks(article)
        if isinstance(block, Figure) and block.chart is None
    ]
    return figures + list(inlines_of(article, Image))


def _find(
    finder: _Finder,
    image: Image,
    folder: Path,
    place: Location | None,
    findings: list[Finding],
    instead: str = "its description stands in its place",
) -> Image:
    try:
        return finder.find(image, folder)
    except _Refused as refused:
        message = f"{refused.reason}; {instead}."
        findings.append(Finding(refused.code, refused.severity, message, place))
        return image


@dataclass(frozen=True, slots=True)
class _Filling:
    """Puts found pictures where their addresses stand."""

    found: Mapping[str, Image]

    def inline(self, item: Inline) -> Inlines:
        return (self._filled(item),) if isinstance(item, Image) else (item,)

    def block(self, item: Block) -> Blocks:
        if isinstance(item, Figure):
            return (replace(item, image=self._filled(item.image)),)
        return (item,)

    def _filled(self, image: Image) -> Image:
        known = self.found.get(image.address)
        if known is None or image.path:
            return image
        return replace(
            known, alt=image.alt, title=image.title, data=b"" if known.path else image.data
        )


def _taken_out(image: Image) -> Image:
    try:
        return embedded.taken_out(image)
    except embedded.NoPicture as error:
        raise _Refused(error.code, Severity.WARNING, str(error)) from error


def _refuse_foreign(address: str) -> None:
    shown = f'"{_short(address)}"'
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", address)
    if scheme and scheme[1].lower() in FORBIDDEN:
        reason = f'a picture whose address begins with "{scheme[1]}:" is not read'
        raise _Refused("I004", Severity.ERROR, reason)
    if scheme or address.startswith("//"):
        reason = f"{shown} is remote, and nothing is fetched while building"
        raise _Refused("I006", Severity.WARNING, reason)
    if PurePosixPath(unquote(address)).is_absolute() or re.match(r"[A-Za-z]:|\\", address):
        raise _Refused("I001", Severity.ERROR, f"{shown} is an absolute path")


def _exists(path: Path) -> bool:
    try:
        return is_there(path)
    except OSError:  # a name that no file can have, such as one too long
        return False


def _inside(path: Path, root: Path, address: str) -> Path:
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        reason = f'"{_short(address)}" cannot be reached'
        raise _Refused("I007", Severity.WARNING, reason) from error
    if not real.is_relative_to(root):
        reason = f'"{_short(address)}" is a symbolic link that leads out of the document\'s folder'
        raise _Refused("I003", Severity.ERROR, reason)
    return real


def _measure(path: Path) -> Image:
    """A picture file's kind and size. Raises _Refused."""
    name = f'"{path.name}"'
    drawn = path.suffix.lower() == ".svg"
    if not is_there(path):
        raise _Refused("I007", Severity.WARNING, f"{name} is not a file")
    try:
        if path.stat().st_size > (LARGEST_DRAWING if drawn else LARGEST):
            raise _Refused("I010", Severity.WARNING, f"{name} is too large a file")
        data = path.read_bytes()
        if drawn:
            return Image("", "", "", path, "image/svg+xml", *drawing.measure(data))
        return Image("", "", "", path, *raster.measure(data))
    except drawing.UnsafeDrawing as error:
        raise _Refused("I005", Severity.ERROR, f"{name} is not printed: {error}") from error
    except (drawing.BrokenDrawing, raster.BrokenPicture) as error:
        raise _Refused("I009", Severity.WARNING, f"{name} is broken: {error}") from error
    except (drawing.LargeDrawing, raster.LargePicture) as error:
        raise _Refused("I010", Severity.WARNING, f"{name} is too large: {error}") from error
    except raster.UnknownPicture as error:
        reason = f"{name} is no PNG, JPEG, GIF, WebP or SVG"
        raise _Refused("I008", Severity.WARNING, reason) from error
    except OSError as error:
        reason = f"{name} cannot be read: {error.strerror}"
        raise _Refused("I007", Severity.WARNING, reason) from error


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:57]}…"
