"""An article is walked as it is read."""

from __future__ import annotations

from pathlib import Path

from keben import walk
from keben.model import (
    Article,
    Aside,
    Definition,
    DefinitionList,
    Epigraph,
    ListBlock,
    ListItem,
    Location,
    Note,
    Paragraph,
    Quotation,
    Text,
)
from keben.transforms.rewriting import in_reading_order, located, rewrite


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


BLOCKS = (
    Epigraph((paragraph("1"),), attribution=(Text("2"),)),
    Aside("note", (paragraph("4"),), title=(Text("3"),)),
    ListBlock((ListItem((paragraph("5"),)), ListItem((paragraph("6"),)))),
    DefinitionList(
        (
            Definition((Text("7"),), ((paragraph("8"),), (paragraph("9"),))),
            Definition((Text("a"),), ((Quotation((paragraph("b"),)),),)),
        )
    ),
)


def test_runs_come_in_the_order_of_reading() -> None:
    assert "".join(walk.plain(run) for run in in_reading_order(BLOCKS)) == "123456789ab"


def test_a_text_without_a_place_of_its_own_has_its_articles() -> None:
    place = Location(Path("a.md"), 1)
    article = Article((Text("t"),), BLOCKS, location=place)
    assert {where for _, where in located(article)} == {place}


def test_titles_texts_and_notes_are_rewritten() -> None:
    article = Article((Text("a"),), (paragraph("b"),), notes=(Note("1", (paragraph("c"),)),))
    changed = rewrite(
        article, inline=lambda i: (Text(i.text * 2),) if isinstance(i, Text) else (i,)
    )
    assert [walk.plain(run) for run, _ in located(changed)] == ["aa", "bb", "cc"]
