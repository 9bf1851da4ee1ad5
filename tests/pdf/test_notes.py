"""Notes at the foot of printed pages, in lines and in columns, beside pull quotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from keben.model import (
    Article,
    Heading,
    Inlines,
    ListBlock,
    ListItem,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    PullQuote,
    Quotation,
    Text,
    Verse,
)
from keben.pdfobjects import binding
from tests.conftest import squeezed

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]
SENTENCE = "刻工日日磨刀，不敢懈怠；板平如镜，方可落墨。"


class Writer:
    """Writes text with notes, numbered as they come."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def call(self, sentences: int = 1, paragraphs: int = 1) -> NoteReference:
        number = len(self.notes) + 1
        blocks = tuple(Paragraph((Text(SENTENCE * sentences),)) for _ in range(paragraphs - 1))
        first = Paragraph((Text(f"此为第{number}条。" + SENTENCE * sentences),))
        self.notes.append(Note(str(number), (first, *blocks), number, f"c01-n{number}"))
        return NoteReference(str(number), number, f"c01-r{number}")

    def words(self, phrases: int, every: int = 2, sentences: int = 1) -> Inlines:
        found: list[Text | NoteReference] = []
        for index in range(phrases):
            found.append(Text(SENTENCE))
            if index % every == 0:
                found.append(self.call(sentences))
        return tuple(found)


@pytest.fixture(scope="module")
def noted() -> Publication:
    """Notes in paragraphs, a head, a list, a quotation and verse, many in one line, long ones."""
    writer = Writer()
    blocks = (
        *(Paragraph(writer.words(5 + index)) for index in range(4)),
        PullQuote((Text("慢工出细活，急刀无好字。"),), (), "c01-q1", False),
        Heading((Text("磨刀"), writer.call()), 2, "c01-h1"),
        Paragraph(writer.words(6, 1)),
        ListBlock(tuple(ListItem((Paragraph(writer.words(2)),)) for _ in range(6))),
        Quotation((Paragraph(writer.words(6, 3)),), ()),
        Verse((((Text("一刀一刻见工夫，"), writer.call()), (Text("半寸光阴半寸书。"),)),), ()),
        Paragraph((Text("一行多注"), *(writer.call() for _ in range(7)), Text("，止于此。"))),
        Paragraph((Text(SENTENCE), writer.call(4, 3), *writer.words(4, 1))),
        *(Paragraph(writer.words(7, 3, 2)) for _ in range(4)),
        Paragraph((Text(SENTENCE), writer.call(90))),
        Paragraph(writer.words(8, 4)),
    )
    article = Article((Text("刀"),), blocks, "c01", "zh-Hans")
    return Publication(
        Metadata(title="刀", language="zh-Hans"), (replace(article, notes=tuple(writer.notes)),)
    )


@pytest.fixture(params=[{}, {"vertical": True}, {"page": {"paper": "32k"}}], ids=str)
def printed(
    request: pytest.FixtureRequest,
    printing: Printing,
    noted: Publication,
    monkeypatch: pytest.MonkeyPatch,
) -> Print:
    # PDFium exchanges words of pages that go from right to left.
    monkeypatch.setattr(binding, "DIRECTION", "/L2R")
    return printing(noted, fresh="vertical" in request.param, **request.param)


def test_every_note_is_there_once_and_in_order(printed: Print) -> None:
    text = printed.text()
    expected = [str(note.number) for note in printed.publication.body[0].notes]  # type: ignore[union-attr]
    assert re.findall("此为第([0-9]+)条", text) == expected


def test_no_word_of_a_note_is_lost(printed: Print) -> None:
    assert printed.text().count("镜") == repr(printed.publication).count("镜")


def test_a_note_begins_on_the_page_that_calls_it(printed: Print) -> None:
    """All but one that is called where a note longer than a page is going on."""
    waiting: set[str] = set()
    late = 0
    for page in range(len(printed)):
        content = squeezed("".join(printed.runs(page, artifacts=False)))
        begun = set(re.findall(r"\[([0-9]+)\]此为第\1条", content))
        late += len(begun & waiting)
        waiting |= set(re.findall(r"\[([0-9]+)\](?!此为第)", content))
        assert begun <= waiting
        waiting -= begun
    assert not waiting
    assert late <= 1
