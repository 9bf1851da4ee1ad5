"""Aozora Bunko text (青空文庫の注記付きテキスト) → Publication of one article, or of chapters.

What the annotation manual (注記一覧) defines and the model has a kind for becomes that kind: ruby
``《》`` with ``｜`` or by the rule of character classes, heads, emphasis dots, indents, pictures,
unencoded characters by their place in JIS X 0213 or in Unicode. The legend of marks goes, the
colophon behind ``底本：`` becomes credits; every other annotation goes with a finding.
"""

from __future__ import annotations

from dataclasses import replace

from keben.model import (
    Article,
    Contributor,
    Credit,
    Location,
    Metadata,
    Publication,
    Source,
    Text,
)
from keben.readers import name_of
from keben.readers.aozora.blocks import read_blocks
from keben.readers.aozora.frame import Frame, cut_frame
from keben.readers.aozora.line import LineReader
from keben.readers.aozora.remarks import Remarks
from keben.readers.chapters import divide, plan_by_heads
from keben.settings import Settings

_FEWEST = 2
"""Chapters: heads were marked by an editor and need no further proof."""


def read(source: Source, settings: Settings) -> Publication:
    """The work that a text holds. What the settings state stands over what its first lines say."""
    frame = cut_frame(source.text)
    remarks = Remarks(source.path)
    if frame.legend:
        remarks.drop_legend(*frame.legend)
    reader = LineReader(source.path, remarks)
    blocks = read_blocks(frame.body, reader)
    credits = tuple(
        Credit((Text(line.text),), Location(source.path, line.number)) for line in frame.colophon
    )
    metadata = _metadata(frame, settings, source)
    article = Article(
        title=(Text(frame.title or metadata.title),),
        blocks=(*blocks, *credits),
        language=metadata.language,
        location=Location(source.path, 1),
    )
    publication = Publication(metadata, (article,), findings=remarks.findings())
    plan = plan_by_heads(blocks, fewest=_FEWEST)
    return divide(publication, plan) if plan else publication


def _metadata(frame: Frame, settings: Settings, source: Source) -> Metadata:
    stated = settings.metadata()
    people = tuple(Contributor(person.name, person.role) for person in frame.people)
    return replace(
        stated,
        title=stated.title or frame.title or name_of(source),
        subtitle=stated.subtitle or frame.subtitle,
        contributors=stated.contributors or people,
        language=stated.language or "ja",
        source=stated.source or frame.base,
    )
