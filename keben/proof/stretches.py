"""A printed edition → a Reading and what is wrong on its pages, read in stretches.

Stretches of a long file may be read in processes beside each other; how the pages are divided
depends on their number alone. What was read of a stretch is kept under a digest of all that it was
read from; what glyphs are drawn is judged anew each time, by the fonts of the finished file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path

from keben.model import Finding
from keben.output import scratch_folder
from keben.pdfium import Bookmark, Pdf, opened
from keben.pdfobjects import Probes, probes
from keben.proof.glyphs import (
    Drawn,
    Faces,
    GlyphProof,
    IsMeant,
    Sound,
    drawn_on,
    never_meant,
    wrong_in_print,
)
from keben.proof.pdf import PageReader
from keben.proof.reading import Leaf, Line, PrintedPicture, Reading, squeeze
from keben.proof.specimen import sound_characters
from keben.shelf import NOWHERE, Shelf
from keben.typecase.faces import Face
from keben.workers import Workers

LENGTH = 16
"""Pages of a stretch: few enough that a changed page costs little, enough to be worth a file."""

SHARE = 64
"""Pages; fewer are not worth a process."""

ONCE = ("F001", "F002")
"""Findings that are told for the first page that has them."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, and what must be known to read it. ``shown`` is its name in findings;
    ``opening`` the destination where its text begins, empty where that is not known. For ``faces``
    see :class:`GlyphProof`, for ``columns`` and ``language`` :class:`PageReader`."""

    file: Path
    shown: Path
    faces: Sequence[Face]
    opening: str = ""
    columns: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    """What each process is given: a copy of the file from which the text is read, the page on which
    it begins, whether it is in columns, and the language of the book."""

    boxed: Path
    first_page: int
    columns: bool
    language: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some pages as they were read. ``numbers`` are those of tables and lists within them, by what
    tells them apart in the file; ``around`` is what stands around their text, squeezed, with its
    page; ``drawn`` is what each page draws."""

    leaves: Sequence[Leaf]
    pictures: Sequence[PrintedPicture]
    addresses: frozenset[str]
    numbers: Mapping[str, int]
    around: Sequence[tuple[int, str]]
    drawn: Sequence[Drawn]


Finish = Callable[[IsMeant], tuple[list[Finding], Reading]]
"""Waits until all is read, and gives what is wrong, page by page, and the whole Reading."""


def read_pdf(printed: Printed, is_meant: IsMeant = never_meant) -> tuple[list[Finding], Reading]:
    """Read a whole file, and prove its glyphs on the way. Raises UnreadableFile."""
    with begin_reading(printed) as finish:
        return finish(is_meant)


@contextmanager
def begin_reading(printed: Printed, *, jobs: int = 1, shelf: Shelf = NOWHERE) -> Iterator[Finish]:
    """Begin to read a whole file in some processes, which end with the block. What a ``shelf`` has
    of it is not read again.

    Raises UnreadableFile.
    """
    with opened(printed.file) as pdf:
        pages, bookmarks = divide(len(pdf)), pdf.bookmarks()
        first_page = pdf.page_of(printed.opening) or 1
    with scratch_folder() as scratch:
        data = printed.file.read_bytes()
        found = probes(data, with_digests=shelf.ready is not None, shelf=shelf)
        boxed = printed.file
        if found:
            boxed = scratch / "boxed.pdf"
            boxed.write_bytes(found.boxed)
        task = _Task(boxed, first_page, printed.columns, printed.language)
        keys = _keys(pages, task, found.pages if found else None, shelf)
        kept = [shelf.take(key) if key else None for key in keys]
        missing = [part for part, known in zip(pages, kept, strict=True) if known is None]
        with Workers(_Pages, task, jobs=jobs, folder=scratch) as workers:
            read = workers.begin(share(missing, jobs))
            # While others read.
            sound = _sound(printed, found, shelf)

            def finish(is_meant: IsMeant) -> tuple[list[Finding], Reading]:
                stretches = list(_filled(kept, keys, chain.from_iterable(read()), shelf))
                findings = _findings(stretches, printed, sound, is_meant)
                return findings, _join(stretches, bookmarks)

            yield finish


def _sound(printed: Printed, found: Probes | None, shelf: Shelf) -> Sound:
    """What a specimen of a file's fonts proves."""
    if found is None:
        return {}

    def prove() -> Sound:
        with opened(found.specimen) as specimen:
            return sound_characters(specimen, Faces(printed.faces))

    faces = repr([(face.name, face.sha256, face.index) for face in printed.faces])
    parts = (found.fonts, faces.encode()) if found.fonts is not None else ()
    sound = shelf.made("specimen", parts, prove) if parts else prove()
    return {key: right for key, right in sound.items() if key[0] not in found.unshown}


def divide(pages: int) -> list[range]:
    """The numbers of pages, from 1, in stretches of one length, but for the last."""
    return [range(first, min(first + LENGTH, pages + 1)) for first in range(1, pages + 1, LENGTH)]


def share(stretches: Sequence[range], jobs: int) -> list[Sequence[range]]:
    """Stretches in shares of about the same number, in order, for so many processes. Each has one:
    for another it would have to wait until this process is done with something else."""
    count = max(1, min(jobs, sum(map(len, stretches)) // SHARE))
    ends = [len(stretches) * number // count for number in range(count + 1)]
    return [stretches[first:end] for first, end in pairwise(ends) if first < end]


def _keys(
    stretches: Sequence[range], task: _Task, digests: Sequence[bytes] | None, shelf: Shelf
) -> list[str]:
    """The name under which each stretch is kept: all that it is read from, and where it lies.
    Empty names where that is not known."""
    if digests is None:
        return [""] * len(stretches)
    keys = []
    for part in stretches:
        begins = min(max(task.first_page, part.start), part.stop)
        place = repr((part.start, begins, task.columns, task.language)).encode()
        keys.append(shelf.key("pages", (place, *digests[part.start - 1 : part.stop - 1])))
    return keys


def _filled(
    kept: Sequence[Stretch | None], keys: Sequence[str], read: Iterable[Stretch], shelf: Shelf
) -> Iterator[Stretch]:
    """All stretches in their order. Those that were read now are kept."""
    new = iter(read)
    for known, key in zip(kept, keys, strict=True):
        stretch = known or next(new)
        if key and not known:
            shelf.keep(key, stretch)
        yield stretch


class _Pages:
    """Reads one stretch after another; nothing of one is known in the next, so that it does not
    matter which of them a process reads."""

    def __init__(self, task: _Task) -> None:
        self._task = task

    def __call__(self, stretches: Sequence[range]) -> list[Stretch]:
        with opened(self._task.boxed) as pdf:
            return [self._read(pdf, pages) for pages in stretches]

    def _read(self, pdf: Pdf, pages: range) -> Stretch:
        reader = PageReader(
            self._task.first_page, columns=self._task.columns, language=self._task.language
        )
        drawn: list[Drawn] = []
        addresses: set[str] = set()
        around: list[tuple[int, str]] = []
        for page in pages:
            with pdf.sheet(page) as sheet:
                runs = tuple(sheet.runs())
                tags = sheet.tags()
                drawn.append(drawn_on(page, runs, tags, unstated=sheet.has_unstated()))
                reader.read(page, runs, tags, tuple(sheet.drawings()))
                addresses.update(sheet.addresses())
                around += ((page, squeeze(run.text)) for run in runs if run.is_furniture)
        return Stretch(
            reader.leaves,
            reader.pictures,
            frozenset(addresses),
            reader.numbers,
            around,
            drawn,
        )


def _findings(
    stretches: Sequence[Stretch], printed: Printed, sound: Sound, is_meant: IsMeant
) -> list[Finding]:
    glyphs = GlyphProof(Faces(printed.faces), sound, printed.shown)
    found: list[Finding] = []
    told: set[tuple[str, str]] = set()
    with opened(printed.file) as pdf:
        for drawn in (drawn for stretch in stretches for drawn in stretch.drawn):
            for finding in glyphs.prove(drawn, pdf.sheet):
                key = (finding.code, finding.message)
                if finding.code not in ONCE or key not in told:
                    told.add(key)
                    found.append(finding)
    found += wrong_in_print(glyphs.characters, printed.shown, is_meant)
    return sorted(found, key=_page)


def _page(finding: Finding) -> int:
    return finding.location.page or 0 if finding.location else 0


def _join(stretches: Sequence[Stretch], bookmarks: Sequence[Bookmark]) -> Reading:
    """A table or list that goes over the end of a stretch is one."""
    known: dict[str, int] = {}
    leaves: list[Leaf] = []
    for stretch in stretches:
        numbers = {0: 0}
        for key, number in stretch.numbers.items():
            numbers[number] = known.setdefault(key, len(known) + 1)
        if stretch.numbers:
            leaves += (
                replace(leaf, table=numbers[leaf.table], listed=numbers[leaf.listed])
                for leaf in stretch.leaves
            )
        else:
            leaves += stretch.leaves
    pictures = tuple(picture for stretch in stretches for picture in stretch.pictures)
    addresses = frozenset[str]().union(*(stretch.addresses for stretch in stretches))
    around = tuple(piece for stretch in stretches for piece in stretch.around)
    lines = tuple(Line(each.title, each.depth, page=each.page) for each in bookmarks)
    return Reading(tuple(leaves), addresses, around, lines=lines, printed=pictures)
