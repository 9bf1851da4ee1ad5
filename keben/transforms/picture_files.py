"""Addresses of pictures → files within a document's folder, proved harmless, and measured."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from keben.model import Image, Severity
from keben.transforms import embedded
from keben.watching import is_there

LARGEST = 50_000_000
"""Bytes of a picture file."""

LARGEST_DRAWING = 10_000_000
"""Bytes of an SVG, whose every element is looked at."""


FORBIDDEN = ("file", "javascript", "vbscript")
"""Schemes that could bring in what lies outside the document's folder, or that run."""


class Refused(Exception):
    """Why a picture is not printed: a finding without its place."""

    def __init__(self, code: str, severity: Severity, reason: str) -> None:
        super().__init__(reason)
        self.code, self.severity, self.reason = code, severity, reason


@dataclass(slots=True)
class PictureFiles:
    """Finds pictures within some roots, each file read once; those that came inside their document
    are written into ``unpacked`` first. Files of the same bytes are one picture, by whatever names,
    so that it is embedded once."""

    roots: tuple[Path, ...]
    read: dict[Path, Image | Refused]
    unpacked: Path | None = None
    alike: dict[bytes, Image] = field(default_factory=dict)
    tops: tuple[Path, ...] = ()

    def find(self, image: Image, folder: Path) -> Image:
        """The picture that an address names, counted from ``folder``, or holds. Raises Refused."""
        if embedded.is_embedded(image):
            image = _taken_out(image)
        path = self._unpack(image) if image.data else self._settle(image.address, folder)
        if path not in self.read:
            try:
                measured, digest = _measure(path)
                self.read[path] = self.alike.setdefault(digest, measured)
            except Refused as refused:
                self.read[path] = refused
        known = self.read[path]
        if isinstance(known, Refused):
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
            raise Refused("I008", Severity.WARNING, reason)
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
                raise Refused("I002", Severity.ERROR, reason)
            if _exists(named):
                return _inside(folder / form, root, address)
        raise Refused("I007", Severity.WARNING, f'there is no picture "{_short(address)}"')


def _taken_out(image: Image) -> Image:
    try:
        return embedded.taken_out(image)
    except embedded.NoPicture as error:
        raise Refused(error.code, Severity.WARNING, str(error)) from error


def _refuse_foreign(address: str) -> None:
    shown = f'"{_short(address)}"'
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", address)
    if scheme and scheme[1].lower() in FORBIDDEN:
        reason = f'a picture whose address begins with "{scheme[1]}:" is not read'
        raise Refused("I004", Severity.ERROR, reason)
    if scheme or address.startswith("//"):
        reason = f"{shown} is remote, and nothing is fetched while building"
        raise Refused("I006", Severity.WARNING, reason)
    if PurePosixPath(unquote(address)).is_absolute() or re.match(r"[A-Za-z]:|\\", address):
        raise Refused("I001", Severity.ERROR, f"{shown} is an absolute path")


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
        raise Refused("I007", Severity.WARNING, reason) from error
    if not real.is_relative_to(root):
        reason = f'"{_short(address)}" is a symbolic link that leads out of the document\'s folder'
        raise Refused("I003", Severity.ERROR, reason)
    return real


def _measure(path: Path) -> tuple[Image, bytes]:
    """A picture file's kind and size, and the SHA-256 of its bytes. Raises Refused."""
    # Most documents have no picture, and what reads them takes longer to load than such a document.
    from keben.pixels import raster
    from keben.transforms import drawing

    name = f'"{path.name}"'
    drawn = path.suffix.lower() == ".svg"
    if not is_there(path):
        raise Refused("I007", Severity.WARNING, f"{name} is not a file")
    try:
        if path.stat().st_size > (LARGEST_DRAWING if drawn else LARGEST):
            raise Refused("I010", Severity.WARNING, f"{name} is too large a file")
        data = path.read_bytes()
        found = ("image/svg+xml", *drawing.measure(data)) if drawn else raster.measure(data)
        return Image("", "", "", path, *found), hashlib.sha256(data).digest()
    except drawing.UnsafeDrawing as error:
        raise Refused("I005", Severity.ERROR, f"{name} is not printed: {error}") from error
    except (drawing.BrokenDrawing, raster.BrokenPicture) as error:
        raise Refused("I009", Severity.WARNING, f"{name} is broken: {error}") from error
    except (drawing.LargeDrawing, raster.LargePicture) as error:
        raise Refused("I010", Severity.WARNING, f"{name} is too large: {error}") from error
    except raster.UnknownPicture as error:
        reason = f"{name} is no PNG, JPEG, GIF, WebP or SVG"
        raise Refused("I008", Severity.WARNING, reason) from error
    except OSError as error:
        reason = f"{name} cannot be read: {error.strerror}"
        raise Refused("I007", Severity.WARNING, reason) from error


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:57]}…"
