"""A publication read from a text of several files → the same, its places as they were written."""

from __future__ import annotations

from dataclasses import replace

from keben import walk
from keben.model import Article, Block, Blocks, Location, Publication, Source


def restore_places(publication: Publication, source: Source) -> Publication:
    """Turn the lines of a text that was put together into those of its files.

    An article stays in its own file, from which its links and pictures count.
    """

    def place(found: Location | None) -> Location | None:
        return restore_place(found, source)

    def block(item: Block) -> Blocks:
        return (replace(item, location=place(item.location)),)

    def article(item: Article) -> Article:
        where = place(item.location)
        if where is not None and where.path != source.path:
            where = Location(source.path)
        return replace(
            item,
            blocks=walk.map_blocks(item.blocks, block),
            notes=tuple(
                replace(
                    note,
                    blocks=walk.map_blocks(note.blocks, block),
                    location=place(note.location),
                )
                for note in item.notes
            ),
            location=where,
        )

    findings = tuple(replace(f, location=place(f.location)) for f in publication.findings)
    return replace(walk.map_articles(publication, article), findings=findings)


def restore_place(found: Location | None, source: Source) -> Location | None:
    """The place that an error names, as it was written."""
    if found is None or found.line is None or found.path != source.path:
        return found
    return source.place(found.line)
