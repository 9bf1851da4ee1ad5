"""A publication → the same with every picture found within its folder, proved harmless, measured.

A picture that cannot be had keeps an empty ``path``: editions print its alternative text and
address in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
)
from keben.settings import Settings
from keben.transforms.picture_files import PictureFiles, Refused
from keben.transforms.rewriting import inlines_of, rewrite


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
    files = PictureFiles(within, {}, unpacked, tops=tuple(top.resolve() for top in tops))
    findings: list[Finding] = []

    def article(item: Article) -> Article:
        found: dict[str, Image] = {}
        folder = item.location.path.parent if item.location else roots[0]
        for image, place in _pictures(item):
            if image.path is None:
                found[image.address] = _find(files, image, folder, place, findings)
        filling = _Filling(found)
        return rewrite(item, block=filling.block, inline=filling.inline) if found else item

    changed = walk.map_articles(publication, article)
    cover = publication.cover
    if settings.cover:
        place = Location(roots[0] / settings.cover)
        found = _find(
            files, Image(settings.cover), roots[0], place, findings, "a cover is drawn instead"
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
    files: PictureFiles,
    image: Image,
    folder: Path,
    place: Location | None,
    findings: list[Finding],
    instead: str = "its description stands in its place",
) -> Image:
    try:
        return files.find(image, folder)
    except Refused as refused:
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
