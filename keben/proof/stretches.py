"""A printed edition → a Reading and what is wrong on its pages, read in stretches.

Stretches of a long file may be read in processes beside each other; how the pages are divided
depends on their number alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from keben.model import Finding
from keben.output import scratch_folder
from keben.pdfium import opened
from keben.pdfobjects import probes
from keben.proof.glyphs import Faces, GlyphProof, IsMeant, Sound, never_meant, wrong_in_print
from keben.proof.pdf import PageReader
from keben.proof.reading import Leaf, Reading, squeeze
from keben.proof.specimen import sound_characters
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
    """A finished file, and what must be known to read it. ``shown`` is its name in findings;
    ``opening`` the destination where its text begins, empty where that is not known. For ``faces``
    see :class:`GlyphProof`, for ``columns`` :class:`PageReader`."""

    file: Path
    shown: Path
    faces: Sequence[Face]
    opening: str = ""
    columns: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    """What each process is given: the file, the page on which its text begins, a copy from which
    the text is read, and the glyphs that are right wherever they are drawn."""

    printed: Printed
    first_page: int
    boxed: Path
    sound: Sound


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
        first_page = pdf.page_of(printed.opening) or 1
    with scratch_folder() as scratch:
        task = _Task(printed, first_page, *_probe(printed, scratch))
        with Workers(_Pages, task, jobs=jobs, folder=scratch) as workers:
            read = workers.begin(divide(pages))

            def finish(is_meant: IsMeant) -> tuple[list[Finding], Reading]:
                stretches = read()
                findings = _findings(stretches, printed.shown, is_meant)
                return findings, _join(stretches, bookmarks)

            yield finish


def _probe(printed: Printed, scratch: Path) -> tuple[Path, Sound]:
    """A copy of the file that is read faster, and what a specimen of its fonts proves."""
    found = probes(printed.file.read_bytes())
    if found is None:
        return printed.file, {}
    boxed = scratch / "boxed.pdf"
    boxed.write_bytes(found.boxed)
    with opened(found.specimen) as specimen:
        sound = sound_characters(specimen, Faces(printed.faces))
    return boxed, {key: right for key, right in sound.items() if key[0] not in found.unshown}


def divide(pages: int) -> list[range]:
    """The numbers of pages, from 1, in stretches of about the same length."""
    count = max(1, min(MOST, pages // SHORTEST))
    ends = [pages * number // count for number in range(count + 1)]
    return [range(first + 1, end + 1) for first, end in pairwise(ends)]


class _Pages:
    """Reads one stretch after another; nothing of one is known in the next, so that it does not
    matter which of them a process reads."""

    def __init__(self, task: _Task) -> None:
        self._task = task

    def __call__(self, pages: range) -> Stretch:
        task, printed = self._task, self._task.printed
        glyphs = GlyphProof(Faces(printed.faces), task.sound, printed.shown)
        reader = PageReader(task.first_page, columns=printed.columns)
        findings: list[Finding] = []
        addresses: set[str] = set()
        around: list[tuple[int, str]] = []
        with opened(task.boxed) as pdf, opened(printed.file) as drawn:
            for page in pages:
                with pdf.sheet(page) as sheet:
                    runs = tuple(sheet.runs())
                    findings += glyphs.prove(
                        page, runs, partial(drawn.sheet, page), unstated=sheet.has_unstated()
                    )
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
