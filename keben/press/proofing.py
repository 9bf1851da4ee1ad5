"""Finished files and the source that they carry → what is wrong with them, without the original."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from keben import bags, walk
from keben.editions.carried import ASKED, SOURCE, THEMES
from keben.editions.ready import Ready
from keben.errors import PressError, ProofError
from keben.model import Block, Figure, Finding, Image, Inline, Location, Publication
from keben.output import scratch_folder
from keben.places import templates_folder
from keben.press.carried import Asked, lay_down, manuscript_in, read_asked
from keben.press.order import Order
from keben.press.proving import original_of
from keben.press.run import prepare
from keben.proof import round_trip as proof
from keben.proof.archive import PAYLOAD, carried_by, check_bag
from keben.transforms.references import names_pages

UNPACKED = "unpacked"
"""The folder for pictures that come inside a document, or are drawn."""


def prove_by_own_source(
    file: Path, pdf: Path, *, format: str, theme_folders: Sequence[Path]
) -> list[Finding] | None:
    """Compare a file with the source that ``pdf`` carries, which may be the file itself; None where
    it carries none, or cannot be read back in its order.

    Raises ProofError for what cannot be read, and what reading the source raises.
    """
    carried = carried_by(pdf)
    if not any(name != ASKED for name in carried):
        return None
    with scratch_folder() as temporary:
        folder = temporary / SOURCE
        lay_down({name: data for name, data in carried.items() if name != ASKED}, folder)
        asked = read_asked(carried[ASKED], pdf) if ASKED in carried else Asked()
        with named_in(folder, pdf):
            ready = _read(folder, asked, pdf.stem, theme_folders, temporary / UNPACKED)
            found = _compare(file, file, format, ready, pdf)
        return [_renamed(finding, folder, pdf) for finding in found]


def _compare(
    file: Path, shown: Path, format: str, ready: Ready, printed: Path | None
) -> list[Finding]:
    """The round trip. A PDF may carry its texts without their pictures, so what is not there may
    have been there; and an e-reader edition may have been made without the printed one, whose pages
    it names. What fits better is believed."""
    meant = original_of(ready)
    if format == "epub" and printed and names_pages(meant.publication):
        paged = proof.filled_by(meant, printed)
        wrong = [proof.prove(file, each, format=format, shown=shown) for each in (paged, meant)]
        meant = paged if len(wrong[0]) <= len(wrong[1]) else meant
    found = proof.prove(file, meant, format=format, shown=shown)
    if found and any(finding.code == "I007" for finding in ready.publication.findings):
        complete = replace(meant, publication=_with_pictures(meant.publication))
        found = min(found, proof.prove(file, complete, format=format, shown=shown), key=len)
    return found


def prove_archive(file: Path) -> list[Finding]:
    """Everything about an archive: its checksums, the source in its PDF, and both editions against
    the source in it.

    Raises ProofError for what cannot be read, and what reading the source raises.
    """
    with scratch_folder() as temporary:
        bag = bags.unpack(file, temporary / "bag")
        troubles = check_bag(bag, file)
        if troubles:
            return troubles
        payload = bag / PAYLOAD
        found: list[Finding] = []
        with named_in(bag, file):
            ready = _read_archived(bag, file, temporary / UNPACKED)
            printed = next(iter(sorted(payload.glob("*.pdf"))), None)
            for path in sorted(payload.glob("*.pdf")) + sorted(payload.glob("*.epub")):
                name = path.suffix[1:]
                if name == "pdf" and ready.settings.vertical:
                    continue
                found += _compare(path, path, name, ready, printed)
        return [_renamed(finding, bag, file) for finding in found]


def _read_archived(bag: Path, shown: Path, unpacked: Path) -> Ready:
    """The publication of an archive that is unpacked, made ready anew."""
    asked = archived_order(bag, shown)
    folders = (bag / PAYLOAD / THEMES, templates_folder())
    return _read(bag / PAYLOAD / SOURCE, asked, bag.name, folders, unpacked)


def archived_order(bag: Path, shown: Path) -> Asked:
    """What was asked for when an archive was made. Raises ProofError where it does not say."""
    try:
        return read_asked((bag / PAYLOAD / ASKED).read_bytes(), shown)
    except OSError as error:
        raise ProofError(
            f"the archive lacks {ASKED}.",
            location=Location(shown),
            hint="Take another copy.",
        ) from error


def _read(
    folder: Path, asked: Asked, name: str, theme_folders: Sequence[Path], unpacked: Path
) -> Ready:
    """``unpacked`` is a folder for pictures, which lasts as long as they are looked at."""
    unpacked.mkdir()
    manuscript = manuscript_in(folder, asked, name=name)
    order = Order(
        output=Path(),
        layers=asked.layers,
        modified=asked.dated.when if asked.dated else None,
        theme_folders=tuple(theme_folders),
    )
    return prepare(manuscript, order, unpacked=unpacked, enter=lambda stage: None)


def _with_pictures(publication: Publication) -> Publication:
    """The publication as if every picture of the document's folder were there, by the address that
    the author wrote."""

    def shown(image: Image) -> Image:
        local = image.path is None and ":" not in image.address
        return replace(image, path=Path(image.address)) if local else image

    def inline(item: Inline) -> tuple[Inline, ...]:
        return (shown(item),) if isinstance(item, Image) else (item,)

    def block(item: Block) -> tuple[Block, ...]:
        return (replace(item, image=shown(item.image)),) if isinstance(item, Figure) else (item,)

    return walk.map_articles(
        publication,
        lambda article: replace(
            article,
            title=walk.map_inlines(article.title, inline),
            blocks=walk.map_blocks(article.blocks, block, inline),
            notes=tuple(
                replace(note, blocks=walk.map_blocks(note.blocks, block, inline))
                for note in article.notes
            ),
        ),
    )


@contextmanager
def named_in(folder: Path, shown: Path) -> Iterator[None]:
    """Let errors name a place in the file and not in a folder that is gone."""
    try:
        yield
    except PressError as error:
        if error.location:
            error.location = _moved(error.location, folder, shown)
        raise


def _renamed(finding: Finding, folder: Path, shown: Path) -> Finding:
    if finding.location is None:
        return finding
    return replace(finding, location=_moved(finding.location, folder, shown))


def _moved(place: Location, folder: Path, shown: Path) -> Location:
    for known in (folder, folder.resolve()):
        if place.path.is_relative_to(known):
            return replace(place, path=shown / place.path.relative_to(known))
    return place
