"""A finished PDF → the document, its pages one at a time, its bookmarks and names."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from keben.pdfium.picture import Picture
from keben.pdfium.sheet import Sheet

LONGEST_TAG = 36
"""Characters of the longest language tag that must be supported (RFC 5646 §4.4.1)."""

DEEPEST = 1_000
"""Levels of bookmarks that are read; the reader stops at fifteen where it is not told."""

MOST_ATTACHMENTS = 20_000
SOURCES = ("Source", "Unspecified", "")
LARGEST_ATTACHMENTS = 500_000_000
"""Bytes of all files that a PDF carries."""

STRIP = 256
"""px of the height of what is drawn at once."""


class UnreadableFile(Exception):
    """The bytes are no PDF that PDFium can open; the message says why."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """``depth`` counts from 1; ``page`` is that to which it leads, 0 for none."""

    title: str
    depth: int
    page: int


class Pdf:
    """A document, open. Use :func:`opened`."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._copy: pypdfium2.PdfDocument | None = None

    def close(self) -> None:
        """Let the file go; nothing can be asked any more."""
        if self._copy is not None:
            self._copy.close()
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    @contextmanager
    def sheet(self, number: int) -> Iterator[Sheet]:
        """Page ``number``, for as long as the block lasts."""
        page = self._load(self._document, number)
        drawn = page if self._drawn is self._document else self._load(self._drawn, number)
        text = raw.FPDFText_LoadPage(drawn)
        try:
            yield Sheet(self._document.raw, page, drawn, text)
        finally:
            raw.FPDFText_ClosePage(text)
            if drawn is not page:
                raw.FPDF_ClosePage(drawn)
            raw.FPDF_ClosePage(page)

    def _load(self, document: pypdfium2.PdfDocument, number: int) -> Any:
        page = raw.FPDF_LoadPage(document.raw, number - 1)
        if not page:
            raise UnreadableFile(f"page {number} is broken")
        return page

    @cached_property
    def _drawn(self) -> pypdfium2.PdfDocument:
        """The document of which text is read. Where pages follow one another from right to left
        (ISO 32000-1 §12.2), PDFium takes the words of every line to run that way too and changes
        their order; then it is a copy of the pages in one that states no direction."""
        if not _turns_to_the_left(self._document):
            return self._document
        self._copy = pypdfium2.PdfDocument.new()
        if not raw.FPDF_ImportPages(self._copy.raw, self._document.raw, None, 0):
            raise UnreadableFile("its pages cannot be copied")
        return self._copy

    @property
    def language(self) -> str:
        """The document's language, a BCP 47 tag; empty where it states none."""
        buffer = (raw.FPDF_WCHAR * LONGEST_TAG)()
        size = raw.FPDFCatalog_GetLanguage(self._document.raw, buffer, 2 * LONGEST_TAG)
        return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The bookmarks in reading order."""
        found = []
        for item in self._document.get_toc(max_depth=DEEPEST):
            end = item.get_dest()
            page = None if end is None else end.get_index()
            number = 0 if page is None else page + 1
            found.append(Bookmark(str(item.get_title()), item.level + 1, number))
        return tuple(found)

    def page_of(self, anchor: str) -> int:
        """The page on which a named destination lies; 0 where there is no such name."""
        found = raw.FPDF_GetNamedDestByName(self._document.raw, anchor.encode())
        if not found:
            return 0
        return int(raw.FPDFDest_GetDestPageIndex(self._document.raw, found)) + 1

    def folio(self, number: int) -> str:
        """What page ``number`` calls itself (ISO 32000-1 §12.4.2); its number where it does not
        say."""
        size = raw.FPDF_GetPageLabel(self._document.raw, number - 1, None, 0)
        buffer = ctypes.create_string_buffer(max(size, 2))
        raw.FPDF_GetPageLabel(self._document.raw, number - 1, buffer, len(buffer))
        return buffer.raw.decode("utf-16-le", "replace").rstrip("\0") or str(number)

    def attachments(self) -> dict[str, bytes]:
        """The files attached as the source, or as nobody says what (ISO 32000-2 §7.11.3), by their
        names. Raises UnreadableFile where they are too many or too large."""
        found: dict[str, bytes] = {}
        room = LARGEST_ATTACHMENTS
        count = raw.FPDFDoc_GetAttachmentCount(self._document.raw)
        if count > MOST_ATTACHMENTS:
            raise UnreadableFile(f"it carries more than {MOST_ATTACHMENTS} files")
        for index in range(count):
            handle = raw.FPDFDoc_GetAttachment(self._document.raw, index)
            kind = _words(raw.FPDFAttachment_GetAFRelationship, handle)
            if kind not in SOURCES:
                continue
            name = _words(raw.FPDFAttachment_GetName, handle)
            size = ctypes.c_ulong()
            raw.FPDFAttachment_GetFile(handle, None, 0, size)
            room -= size.value
            if room < 0:
                raise UnreadableFile(f"it carries more than {LARGEST_ATTACHMENTS:,} bytes")
            buffer = ctypes.create_string_buffer(size.value)
            if not raw.FPDFAttachment_GetFile(handle, buffer, size.value, size):
                raise UnreadableFile(f'the file "{name}" that it carries is broken')
            found[name] = buffer.raw[: size.value]
        return found

    def draw(self, *, width: int) -> Any:
        """The first page as a Pillow picture in RGB of ``width`` px, its height in proportion."""
        page = self._document[0]
        # With the bytes in the order that Pillow wants, it need not turn them round.
        return page.render(scale=width / page.get_width(), rev_byteorder=True).to_pil()

    def strips(self, *, width: int, height: int) -> Iterator[bytes]:
        """The first page in strips of its whole width, one below another, with four bytes to the
        pixel: red, green, blue and 255. What is drawn at once stays in the processor's cache."""
        page = self._document[0]
        order = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
        for top in range(0, height, STRIP):
            strip = pypdfium2.PdfBitmap.new_native(
                width, min(STRIP, height - top), raw.FPDFBitmap_BGRx, rev_byteorder=True
            )
            strip.fill_rect((255, 255, 255, 255), 0, 0, width, strip.height)
            raw.FPDF_RenderPageBitmap(strip.raw, page.raw, 0, -top, width, height, 0, order)
            yield bytes(strip.buffer)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of page ``number`` as it is seen, pt."""
        width, height = self._document.get_page_size(number - 1)
        return float(width), float(height)

    def picture(self, number: int, *, scale: float) -> Picture:
        """Page ``number`` in greys, ``scale`` px to the pt."""
        drawn = self._document[number - 1].render(scale=scale, grayscale=True)
        return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))


def _words(ask: Callable[..., int], handle: Any) -> str:
    """The answer to a question about an attachment."""
    buffer = (raw.FPDF_WCHAR * (ask(handle, None, 0) // 2))()
    ask(handle, buffer, ctypes.sizeof(buffer))
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


@contextmanager
def opened(file: Path | bytes) -> Iterator[Pdf]:
    """A PDF, open for as long as the block lasts. Raises UnreadableFile."""
    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, FileNotFoundError) as error:
        raise UnreadableFile(str(error)) from error
    with closing(Pdf(document)) as pdf:
        yield pdf


def _turns_to_the_left(document: pypdfium2.PdfDocument) -> bool:
    """True where the viewer's preferences say that pages follow one another from right to left."""
    buffer = ctypes.create_string_buffer(8)
    size = raw.FPDF_VIEWERREF_GetName(document.raw, b"Direction", buffer, len(buffer))
    return bool(size) and buffer.value == b"R2L"
