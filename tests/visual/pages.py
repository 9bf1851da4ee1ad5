"""Publications of a few paragraphs, to be set large enough to be seen."""

from __future__ import annotations

from keben.model import Article, Inlines, Metadata, Paragraph, Publication, Ruby, Text

LARGE = {"page": {"paper": "a5", "measure": 18}, "type": {"size": 18, "pitch": 32}}


def feature(*paragraphs: Inlines, language: str = "zh-Hans", **more: object) -> Publication:
    article = Article((Text("一"),), tuple(map(Paragraph, paragraphs)), "c01", language)
    metadata = Metadata(title="一", language=language, identifier="urn:x", **more)  # type: ignore[arg-type]
    return Publication(metadata, (article,))


def read_aloud(text: str, sounds: str) -> Inlines:
    return tuple(Ruby(c, s) for c, s in zip(text, sounds.split(), strict=True))
