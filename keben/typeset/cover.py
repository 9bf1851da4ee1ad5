"""Publication, theme, settings → the HTML and CSS of a drawn cover."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

from keben import walk
from keben.crediting import credited
from keben.model import Metadata, Publication
from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase
from keben.typeset.colour import dark_ground
from keben.typeset.fitting import LEADING, fit, measure
from keben.typeset.imprint import MOST
from keben.typeset.page import faces, font_faces
from keben.typeset.printed import FONT_ADDRESS
from keben.typeset.templates import Templates

SHEET = (480, 640)
"""The cover's width and height, pt."""
WIDTH = 368.0
"""The room for a line of the title, pt; its height is less where a subtitle stands below."""
HEIGHT, HEIGHT_OVER_SUBTITLE = 320.0, 256.0
FOOT = 420.0
"""The room for a line of names, pt."""
LARGEST = {"title": 78.0, "subtitle": 16.0, "people": 22.0, "publisher": 14.0}
"""pt, so that a short title does not shout."""
BLOCKS = 1000
"""So many blocks of the text are asked for the words of its title."""


def typeset_cover(
    publication: Publication, theme: Theme, settings: Settings, *, case: TypeCase
) -> tuple[str, str]:
    """The cover as an XHTML document and its style sheet, one page of 480 × 640 pt.

    Sizes follow from the lengths of the texts: the longest stay within the frame.
    """
    metadata = publication.metadata
    words, below = _titles(metadata)
    height = HEIGHT_OVER_SUBTITLE if below else HEIGHT
    text = _beginning(publication)
    title = fit(words, width=WIDTH, height=height, largest=LARGEST["title"], text=text)
    subtitle = fit(below, width=WIDTH, height=42, largest=LARGEST["subtitle"], most=2, text=text)
    people = _people(metadata)
    html = Templates(theme, "print", {}).render(
        "cover.html",
        metadata=metadata,
        title=title.lines,
        subtitle=subtitle.lines if below else (),
        people=people,
    )
    sizes = {
        "title": title.size,
        "subtitle": subtitle.size,
        "people": _size(people, "people"),
        "publisher": _size([metadata.publisher], "publisher"),
    }
    values = "".join(
        f"--{name}-size:{size:.2f}pt;--{name}-pitch:{size * LEADING:.2f}pt;"
        for name, size in sizes.items()
    )
    values += f"--title-lines:{len(title.lines)};"
    colours = f"--ink:{settings.colour.ink};--accent:{dark_ground(settings.colour.accent)};"
    css = (
        font_faces(case, FONT_ADDRESS),
        f":root{{{colours}{values}{faces(case, metadata.language)}}}",
        f"@page{{size:{SHEET[0]}pt {SHEET[1]}pt;margin:0}}",
        theme.style("cover.css"),
    )
    return html, "\n".join(css)


def _beginning(publication: Publication) -> str:
    """Enough of the text to tell which characters of its title belong together."""
    blocks = chain.from_iterable(map(walk.article_blocks, walk.articles(publication)))
    runs = chain.from_iterable(map(walk.own_inlines, islice(blocks, BLOCKS)))
    return "\n".join(map(walk.plain, runs))


def _titles(metadata: Metadata) -> tuple[str, str]:
    """Title and subtitle; what a title says after a dash is set as its subtitle."""
    before, dash, after = metadata.title.partition("——")
    if metadata.subtitle or not (before and after):
        return metadata.title, metadata.subtitle
    return before, dash + after


def _size(lines: Sequence[str], job: str) -> float:
    """The size at which the longest of some lines fits the cover's foot."""
    return min(LARGEST[job], *(FOOT / measure(line) for line in lines), FOOT)


def _people(metadata: Metadata) -> tuple[str, ...]:
    """The authors with the word for it; others only where there is no author."""
    shares = credited(metadata.contributors, metadata.language)
    shares = tuple(share for share in shares if share.role == "aut") or shares
    shown = [share.first(MOST) for share in shares[:MOST]]
    return tuple(  # "by" is not said on a cover
        share.names if share.role == "aut" and share.manner.word_first else share.line
        for share in shown
    )
