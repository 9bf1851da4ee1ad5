"""Pictures of the source, and those of a finished file → in what they are not the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from zipfile import ZipFile

from keben.model import Finding, Image, Severity
from keben.proof.passages import Expectation
from keben.proof.reading import PrintedPicture, Reading, squeeze

DRAWN = "image/svg+xml"


def check_pictures(
    package: ZipFile, expectation: Expectation, reading: Reading, file: str
) -> Iterator[Finding]:
    """V004 for each picture of an e-reader edition that is not the source's file, byte for byte,
    with its description, in the order of the text. Descriptions that are lost are found elsewhere.
    """
    if Counter(expectation.pictures) != Counter(reading.pictures):
        return
    names = set(package.namelist())

    @cache
    def digest(name: str) -> bytes:
        return sha256(package.read(name)).digest() if name in names else b""

    for image, shown in zip(expectation.images, reading.shown, strict=True):
        if image.alt != shown.description:
            yield _finding(f'{file}: the picture "{image.alt}" does not stand in its place.')
            return
        # A PDF may carry its text without the pictures, which then have no whole path.
        path = image.path if image.path and image.path.is_absolute() else None
        if path and digest(shown.file) != sha256(path.read_bytes()).digest():
            yield _finding(f'{file}: the picture "{image.alt}" is not that of the source.')


def check_formulas(expectation: Expectation, reading: Reading, file: str) -> Iterator[Finding]:
    """V004 for the first formula of an e-reader edition whose MathML is not that of the source."""
    for wanted, found in zip_longest(expectation.formulas, reading.formulas):
        if wanted != found:
            yield _finding(f'{file}: a formula says "{found}" and not "{wanted}".')
            return


def check_printed_pictures(
    expectation: Expectation, reading: Reading, file: str, *, gray: bool
) -> Iterator[Finding]:
    """V004 for each picture of a printed edition that is not seen, or whose samples are those of
    none with its description. Drawings are made of lines, which are not compared; nor are colours
    that were made ``gray``."""
    wanted: dict[str, list[Image]] = {}
    for image in expectation.images:
        wanted.setdefault(squeeze(image.alt), []).append(image)
    digests = cache(_digest)
    for found in reading.printed:
        place = f'{file}, page {found.page}: the picture "{found.description}"'
        images = wanted.get(squeeze(found.description), [])
        if not found.is_seen:
            yield _finding(f"{place} is not seen.")
        elif images and not gray and not _is_one_of(found, images, digests):
            yield _finding(f"{place} is not that of the source.")


def _is_one_of(
    found: PrintedPicture, images: list[Image], digests: Callable[[Path], bytes]
) -> bool:
    for image in images:
        path = image.path
        if path is None or not path.is_absolute():
            return True
        if image.media_type == DRAWN:
            return True
        meant = digests(path)
        if found.digests and (not meant or found.digests == (meant,)):
            return True
    return False


def _digest(path: Path) -> bytes:
    """That of a picture's samples; empty where nothing can be said of them."""
    # Most documents have no picture, and what reads them takes long to load.
    from keben.pixels import raster

    samples = raster.as_printed(path.read_bytes())
    return sha256(samples).digest() if samples else b""


def _finding(message: str) -> Finding:
    return Finding("V004", Severity.ERROR, message)
