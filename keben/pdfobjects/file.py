"""The bytes of a PDF → its objects, open for change → bytes again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import pikepdf

from keben.pdfobjects import auditing, embedding, imposing, prepress, recolouring, sections, targets
from keben.pdfobjects.deflating import all_deflated
from keben.pdfobjects.embedding import Embedded
from keben.pdfobjects.imposing import Side
from keben.pdfobjects.prepress import Intent
from keben.pdfobjects.recolouring import Inks
from keben.shelf import NOWHERE, Shelf


class BrokenFile(Exception):
    """The bytes are no PDF that can be opened; the message says why."""


class ObjectFile:
    """A PDF, open. Use :func:`opened`. ``version`` is the one that it is written in, at least."""

    def __init__(self, pdf: pikepdf.Pdf, *, version: str = "") -> None:
        self._pdf = pdf
        self._version = version

    def describe(self, packet: bytes, facts: Mapping[str, str]) -> None:
        """State what the file is: an XMP packet (ISO 16684-1), and the older dictionary of facts
        (ISO 32000-1 table 317); the latter goes where there are none."""
        stream = self._pdf.make_stream(packet)
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        self._pdf.Root.Metadata = stream
        if facts:
            entries = {f"/{name}": pikepdf.String(text) for name, text in facts.items()}
            self._pdf.trailer.Info = self._pdf.make_indirect(pikepdf.Dictionary(entries))
        elif "/Info" in self._pdf.trailer:
            del self._pdf.trailer.Info

    @property
    def packet(self) -> bytes:
        """The XMP packet; empty where there is none."""
        found = self._pdf.Root.get("/Metadata")
        return found.read_bytes() if isinstance(found, pikepdf.Stream) else b""

    @property
    def facts(self) -> dict[str, str]:
        """The dictionary of facts."""
        found = self._pdf.trailer.get("/Info", pikepdf.Dictionary())
        return {name.removeprefix("/"): str(value) for name, value in found.items()}

    @property
    def language(self) -> str:
        """The language in which the file says that it is; empty where it says none."""
        return str(self._pdf.Root.get("/Lang", ""))

    def first_pages(self) -> tuple[int, ...]:
        """The page, from 1, on which each of the topmost sections begins; those without content are
        left out. Raises BrokenFile."""
        with _read():
            return sections.first_pages(self._pdf)

    def link_targets(self, first_page: int) -> tuple[str, ...]:
        """For each link within the file, from a page on (from 1), the name of the place to which it
        leads: see :mod:`keben.pdfobjects.targets`. Raises BrokenFile."""
        with _read():
            return tuple(targets.link_targets(self._pdf, first_page))

    def oddities(self) -> tuple[str, ...]:
        """What is shown beside the text, or hidden of it, in words. Raises BrokenFile."""
        with _read():
            return tuple(targets.oddities(self._pdf))

    def embed(self, files: Sequence[Embedded], moment: datetime) -> None:
        """Let the file carry others. ``moment`` is stated as the time of each."""
        embedding.embed(self._pdf, files, moment)

    def embedded(self) -> tuple[Embedded, ...]:
        """The files that it carries, in the order in which they are associated with it."""
        return embedding.read(self._pdf)

    def keep_pixels(self) -> None:
        """Ask no reader to smooth pictures, which PDF/A forbids (ISO 19005-3 §6.2.8)."""
        for item in self._pdf.objects:
            if isinstance(item, pikepdf.Stream) and "/Interpolate" in item:
                del item["/Interpolate"]

    def page_sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of every page, trimmed, as it is seen, pt."""
        return imposing.page_sizes(self._pdf)

    def impose(self, sides: Sequence[Side], *, short_edge: bool | None) -> None:
        """Put the pages on the sides of sheets: see :func:`keben.pdfobjects.imposing.impose`."""
        imposing.impose(self._pdf, sides, short_edge=short_edge)

    def recolour(self, inks: Inks) -> None:
        """Put everything that is painted into other inks. Raises UnknownColours."""
        recolouring.recolour(self._pdf, inks)

    def bleed_and_mark(self, *, bleed: float, crop: bool, registration: bool) -> None:
        """Widen every page by ``bleed`` pt and by room for marks, and draw them."""
        prepress.bleed_and_mark(self._pdf, bleed=bleed, crop=crop, registration=registration)

    def state_intent(self, intent: Intent) -> None:
        """Say for which press the file is made, and drop what a press has no use for."""
        prepress.state_intent(self._pdf, intent)

    def pictures(self) -> tuple[auditing.PrintedPicture, ...]:
        """The pictures in pixels that pages show."""
        return tuple(auditing.pictures(self._pdf))

    def rgb_left(self) -> tuple[str, ...]:
        """Where red, green and blue are used, in words."""
        return tuple(dict.fromkeys(auditing.rgb_left(self._pdf)))

    def boxes(self) -> tuple[dict[str, tuple[float, ...]], ...]:
        """Of every page the boxes that it states: ``MediaBox``, ``BleedBox``, ``TrimBox``, pt."""
        return tuple(prepress.boxes(page) for page in self._pdf.pages)

    def intents(self) -> tuple[tuple[str, str, int], ...]:
        """The output intents: kind, condition, and the number of inks of the profile."""
        return tuple(prepress.intents(self._pdf))

    def written(self, *, version: str = "", jobs: int = 1, shelf: Shelf = NOWHERE) -> bytes:
        """The whole file. The same objects make the same bytes; its second identifier is made from
        them, its first stays. ``version`` is that of PDF, where it must be another; what was
        deflated before may come from a ``shelf``."""
        self._deflate(jobs, shelf)
        target = io.BytesIO()
        self._pdf.save(
            target,
            min_version=self._version,
            deterministic_id=True,
            force_version=version,
            fix_metadata_version=False,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return target.getvalue()

    def _deflate(self, jobs: int, shelf: Shelf) -> None:
        """What is still as it was written; qpdf would leave a twentieth more."""
        # By their numbers, because qpdf names some of them twice.
        plain = {
            item.objgen: item
            for item in self._pdf.objects
            if isinstance(item, pikepdf.Stream)
            and "/Filter" not in item
            and item.get("/Type") != pikepdf.Name.Metadata
        }
        streams = [item.read_raw_bytes() for item in plain.values()]
        for item, data in zip(plain.values(), all_deflated(streams, jobs, shelf), strict=True):
            item.write(data, filter=pikepdf.Name.FlateDecode)


@contextmanager
def _read() -> Iterator[None]:
    """Raise BrokenFile where objects are not what they must be."""
    try:
        yield
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError) as error:
        raise BrokenFile(str(error)) from error


@contextmanager
def opened(data: bytes) -> Iterator[ObjectFile]:
    """A PDF, open as long as the block lasts. Raises BrokenFile."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        raise BrokenFile(str(error)) from error
    with pdf:
        yield ObjectFile(pdf)
