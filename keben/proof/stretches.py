"""A printed edition → a Reading and what is wrong on its pages, read in stretches.

Stretches of a long file may be read in processes beside each other; how the pages are divided
depends on their number alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from keben.model import Finding
from keben.output import scratch_folder
from keben.pdfium import opened
from keben.proof.glyphs import GlyphProof, IsMeant, never_meant, wrong_in_print
from keben.proof.pdf import PageReader
from keben.proof.reading import Leaf, Reading, squeeze
from keben.typecase.faces import Face
from keben.workers import Workers

SHORTEST = 64
"""Pages; fewer are not worth a process."""

MOST = 8
"""Stretches of a file: enough for every process to have its share, few enough to cost little."""

ONCE = ("F001", "F002")
"""Findings that are told for the first page that has them. A stretch knows of no other."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, and what must be known to read it: see :class:`PageReader` and
    :class:`GlyphProof`. ``shown`` is its name in findings."""

    file: Path
    shown: Path
    faces: Sequence[Face]
    first_page: int = 1
    columns: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some pages as they were read. ``numbers`` are those of tables and lists within them, by what
    tells them apart in the file; ``characters`` are all, each with the first page of it;
    ``around`` is what stands around their text, squeezed, with its page."""

    leaves: Sequence[Leaf]
    pictures: Sequence[str]
    addresses: frozenset[str]
    numbers: Mapping[str, int]
    characters: Mapping[str, int]
    around: Sequence[tuple[int, str]]
    findings: Sequence[Finding]


Finish = Callable[[IsMeant], tuple[list[Finding], Reading]]
"""Waits until all is read, and gives what is wrong, page by page, and the whole Reading."""


def read_pdf(printed: Printed, is_meant: IsMeant = never_meant) -> tuple[list[Finding], Reading]:
    """Read a whole file, and prove its glyphs on the way. Raises UnreadableFile."""
    with begin_reading(printed) as finish:
        return finish(is_meant)


@contextmanager
def begin_reading(printed: Printed, *, jobs: int = 1) -> Iterator[Finish]:
    """Begin to read a whole file in some processes, which end with the block.

    Raises UnreadableFile.
    """
    with opened(printed.file) as pdf:
        pages, bookmarks = len(pdf), pdf.bookmarks()
    with (
        scratch_folder() as scratch,
        Workers(_Pages, printed, jobs=jobs, folder=scratch) as workers,
    ):
        read = workers.begin(divide(pages))

        def finish(is_meant: IsMeant) -> tuple[list[Finding], Reading]:
            stretches = read()
            findings = _findings(stretches, printed.shown, is_meant)
            return findings, _join(stretches, bookmarks)

        yield finish


def divide(pages: int) -> list[range]:
    """The numbers of pages, from 1, in stretches of about the same length."""
    count = max(1, min(MOST, pages // SHORTEST))
    ends = [pages * number // count for number in range(count + 1)]
    return [range(first + 1, end + 1) for first, end in pairwise(ends)]


class _Pages:
    """Reads one stretch after another; nothing of one is known in the next, so that it does not
    matter which of them a process reads."""

    def __init__(self, printed: Printed) -> None:
        self._printed = printed

    def __call__(self, pages: range) -> Stretch:
        printed = self._printed
        glyphs = GlyphProof(printed.faces, printed.shown)
        reader = PageReader(printed.first_page, columns=printed.columns)
        findings: list[Finding] = []
        addresses: set[str] = set()
        around: list[tuple[int, str]] = []
        with opened(printed.file) as pdf:
            for page in pages:
                with pdf.sheet(page) as sheet:
                    runs = tuple(sheet.runs())
                    findings += glyphs.prove(sheet, runs, page)
                    reader.read(page, runs, sheet.tags())
                    addresses.update(sheet.addresses())
                    around += ((page, squeeze(run.text)) for run in runs if run.is_furniture)
        return Stretch(
            reader.leaves,
            reader.pictures,
            frozenset(addresses),
            reader.numbers,
            glyphs.characters,
            around,
            findings,
        )


def _findings(stretches: Sequence[Stretch], shown: Path, is_meant: IsMeant) -> list[Finding]:
    characters: dict[str, int] = {}
    found: list[Finding] = []
    told: set[tuple[str, str]] = set()
    for stretch in stretches:
        for character, page in stretch.characters.items():
            characters.setdefault(character, page)
        for finding in stretch.findings:
            key = (finding.code, finding.message)
            if finding.code not in ONCE or key not in told:
                told.add(key)
                found.append(finding)
    found += wrong_in_print(characters, shown, is_meant)
    return sorted(found, key=_page)


def _page(finding: Finding) -> int:
    return finding.location.page or 0 if finding.location else 0


def _join(stretches: Sequence[Stretch], bookmarks: tuple[str, ...]) -> Reading:
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
    return Reading(tuple(leaves), bookmarks, pictures, addresses, around)
