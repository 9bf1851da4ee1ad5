"""A small article with every kind of thing that may be lost, made into both editions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from keben import theme as themes
from keben.editions.ready import Ready
from keben.model import (
    Alignment,
    Article,
    Blocks,
    CodeBlock,
    Contributor,
    Finding,
    Heading,
    Link,
    Location,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    PullQuote,
    Ruby,
    Table,
    Text,
)
from keben.proof import round_trip as proof
from keben.settings import Layer, Settings, combine
from keben.typecase import fill
from keben.typecase.faces import Face
from keben.typeset.imprint import words_printed

ROOT = Path(__file__).parents[2]
MODIFIED = datetime(2026, 1, 2, tzinfo=UTC)
SOURCE = Path("a.md")

Prove = Callable[..., list[Finding]]


def at(line: int) -> Location:
    return Location(SOURCE, line)


def words(text: str) -> tuple[Text]:
    return (Text(text),)


BLOCKS: Blocks = (
    Paragraph(
        (
            *words("开头一段有注"),
            NoteReference("a", 1, "c01-r1"),
            *words("，有"),
            Link(words("外链"), "https://example.org/纸?a=1"),
            *words("，也有"),
            Ruby("雕", "diāo"),
            Ruby("版", "bǎn"),
            *words("二字。"),
        ),
        at(3),
    ),
    Heading(words("选木"), 2, "c01-h1", location=at(5)),
    Paragraph(words("梨木坚而不燥，枣木细而耐久。"), at(7)),
    PullQuote(words("一字不误，方可付印。"), location=at(9)),
    Paragraph(words("锯成板后浸水数月，再阴干刨平。"), at(11)),
    Table(
        ((words("名"), words("尺寸")),),
        ((words("天头"), words("22")), (words("地脚"), words("20"))),
        (Alignment.START, Alignment.END),
        words("版面"),
        at(13),
    ),
    CodeBlock("line = 1\nwhile line:\n    line -= 1\n", "python", at(19)),
    Heading(words("刷印"), 2, "c01-h2", location=at(25)),
    Paragraph(words("墨要匀，纸要平，手要轻。"), at(27)),
)
NOTE = Note("a", (Paragraph(words("注文在此。")),), 1, "c01-n1", at(29))


@pytest.fixture(scope="session")
def article() -> Publication:
    """The article; each block stands at the line that it would have in a source."""
    metadata = Metadata(
        title="一块木板",
        contributors=(Contributor("甲某"),),
        language="zh-Hans",
        identifier="urn:uuid:00000000-0000-4000-8000-000000000009",
        published="2026-01-02",
    )
    body = Article(words("一块木板"), BLOCKS, "c01", "zh-Hans", (NOTE,), location=at(1))
    return Publication(metadata, (body,))


@pytest.fixture(scope="session")
def settings_of() -> Callable[..., Settings]:
    """The settings of a theme, with tables of others over them."""

    def settings(name: str = "handout", **values: object) -> Settings:
        theme = themes.load(name, folders=[ROOT / "templates"])
        return combine(*theme.layers, Layer(values))

    return settings


@pytest.fixture
def prove(tmp_path: Path, font_list: Path, settings_of: Callable[..., Settings]) -> Prove:
    """Makes an edition of one publication and proves it against another, or the same."""

    def make(
        made: Publication,
        meant: Publication | None = None,
        *,
        format: str,
        theme: str = "handout",
        spoil: Callable[[Path], None] | None = None,
        known: Sequence[Face] | None = None,
        **values: object,
    ) -> list[Finding]:
        loaded = themes.load(theme, folders=[ROOT / "templates"])
        settings = settings_of(theme, **values)
        printed = words_printed(made.metadata)
        case, filled = fill(made, settings, lists=[font_list], printed=printed)
        path = tmp_path / f"a.{format}"
        module = import_module(f"keben.editions.{format}")
        module.write(Ready(filled, loaded, settings, case, MODIFIED), path)
        if spoil:
            spoil(path)
        faces = tuple(font.face for font in case.fonts) if known is None else known
        original = proof.Original(meant or filled, settings, faces)
        return proof.prove(path, original, format=format, shown=path)

    return make
