"""Publication → Publication: the passes between reading and setting type, in their order.

pictures before numbers, so that figures are known; the language before the titles of boxes and
what is told of charts, which are words of it, and before pull quotes, which are chosen by its
rules; anchors before notes and links, which point at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from keben.model import Publication
from keben.settings import Settings
from keben.transforms import (
    charts,
    citing,
    classroom,
    foreign,
    formulas,
    glossary,
    identify,
    indexing,
    language,
    links,
    notes,
    numbering,
    pictures,
    pull_quotes,
    references,
    titles,
)


def apply(
    publication: Publication,
    roots: Sequence[Path],
    settings: Settings,
    *,
    unpacked: Path | None = None,
    tops: Sequence[Path] = (),
) -> Publication:
    """The publication with every pass applied.

    ``roots`` are the folders within which its texts may name files; ``unpacked`` is one for
    pictures that came inside a document, and must last as long as the publication is used;
    ``tops`` are the folders that absolute addresses count from. Raises
    ManuscriptError where a note has no text or goes in a circle, SettingsError for a file of the
    bibliography that cannot be had.
    """
    publication = pictures.resolve(publication, roots, settings, unpacked=unpacked, tops=tops)
    publication = formulas.understand(publication)
    publication = foreign.mark_passages(language.settle(publication))
    publication = titles.fill(publication)
    publication = charts.describe(publication)
    publication = pull_quotes.choose(publication, settings)
    publication = identify.identify(publication)
    publication = glossary.settle(publication, settings)
    publication = titles.number_captions(publication, settings)
    publication = notes.number(publication)
    publication = links.resolve(indexing.give_anchors(publication), tops)
    # Numbers come after links, which know heads by their words.
    publication = numbering.number_heads(publication, settings)
    publication = citing.cite(publication, roots, settings)
    publication = classroom.number_paragraphs(publication, settings)
    return references.name_places(publication, settings)
