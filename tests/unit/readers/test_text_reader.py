"""Raw text becomes one article, with what its lines say about it in the metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from keben import walk
from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Contributor,
    Credit,
    Epigraph,
    Heading,
    ListBlock,
    Paragraph,
    Publication,
    SceneBreak,
    Severity,
    Source,
    Text,
)
from keben.readers.text import read
from keben.settings import Layer, Settings, combine

BODY = "这口井打在哪一年，村里没有人说得清楚，只有井栏上磨出来的十几道绳痕，一道比一道深。"
MORE = "后来通了自来水，井就用石板盖上了，可是每年清明，还是有人来把石板掀开，打一桶水上来。"


def published(text: str, **values: object) -> Publication:
    path = Path("老井.txt")
    settings = combine(Layer(values)) if values else Settings()
    return read(Source(path, text, "utf-8", path.parent), settings)


def article(text: str, **values: object) -> Article:
    (found,) = published(text, **values).body
    assert isinstance(found, Article)
    return found


def test_the_first_short_line_is_the_title() -> None:
    found = published(f"井边\n{BODY}\n")
    assert found.metadata.title == "井边"
    assert article(f"井边\n{BODY}\n").title == (Text("井边"),)


def test_a_text_without_title_is_named_after_its_file() -> None:
    found = published(f"{BODY}\n{MORE}\n")
    assert found.metadata.title == "老井"
    assert len(article(f"{BODY}\n{MORE}\n").blocks) == 2


def test_a_title_in_the_settings_leaves_the_text_its_own() -> None:
    text = f"井边\n{BODY}\n"
    assert published(text, title="村史").metadata.title == "村史"
    assert article(text, title="村史").title == (Text("井边"),)


def test_every_kind_of_passage_becomes_its_block() -> None:
    text = (
        "井边\n水有源，人有根。\n"
        f"{BODY}{BODY}\n一、井栏\n{BODY}\n* * *\n{MORE}\n"
        f"二、井绳\n要用的东西有这些：\n• 麻绳\n• 木桶\n{MORE}\n来源：城南旧闻\n"
    )
    kinds = [type(block) for block in article(text).blocks]
    assert kinds == [
        Epigraph,
        Paragraph,
        Heading,
        Paragraph,
        SceneBreak,
        Paragraph,
        Heading,
        Paragraph,
        ListBlock,
        Paragraph,
        Credit,
    ]


def test_every_block_knows_its_line() -> None:
    blocks = article(f"井边\n\n{BODY}\n\n一、井栏\n{MORE}\n二、井绳\n{BODY}\n").blocks
    places = [block.location for block in blocks]
    assert [place.line for place in places if place] == [3, 5, 6, 7, 8]


def test_byline_date_and_source_move_to_the_metadata() -> None:
    text = (
        f"井边\n——一口老井的来历\n作者：海边人\n2019年3月2日\n{BODY}\n{MORE}\n（来源：城南旧闻）\n"
    )
    found = published(text).metadata
    assert found.subtitle == "一口老井的来历"
    assert found.contributors == (Contributor("海边人"),)
    assert found.published == "2019-03-02"
    assert found.source == "城南旧闻"
    kinds = [type(block) for block in article(text).blocks]
    assert kinds == [Paragraph, Paragraph, Credit]


def test_a_name_set_to_the_right_under_the_title_is_the_authors() -> None:
    text = f"  우물가\n\n{' ' * 60}바닷가 사람\n\n  {BODY}\n\n  {MORE}\n"
    assert published(text).metadata.contributors == (Contributor("바닷가 사람"),)
    assert [type(block) for block in article(text).blocks] == [Paragraph, Paragraph]
    near = text.replace(" " * 60, " " * 20)
    assert published(near).metadata.contributors == ()


def test_a_line_that_says_otherwise_than_the_settings_is_kept() -> None:
    text = f"井边\n作者：海边人\n{BODY}\n"
    found = published(text, authors=["灯下客"])
    assert found.metadata.contributors == (Contributor("灯下客"),)
    assert isinstance(article(text, authors=["灯下客"]).blocks[0], Credit)


def test_a_line_that_says_the_same_as_the_settings_is_not_repeated() -> None:
    text = f"井边\n作者：海边人\n{BODY}\n"
    assert published(text, authors=["海边人"]).metadata.contributors == (Contributor("海边人"),)
    assert isinstance(article(text, authors=["海边人"]).blocks[0], Paragraph)


def test_lists_keep_their_count_and_begin_anew() -> None:
    text = f"井边\n{BODY}\n1. 打水\n2. 挑水\n{MORE}\n1. 淘井\n2. 盖井\n"
    lists = [block for block in article(text).blocks if isinstance(block, ListBlock)]
    assert [(block.ordered, block.start, len(block.items)) for block in lists] == [
        (True, 1, 2),
        (True, 1, 2),
    ]


def test_an_epigraph_keeps_the_name_under_it() -> None:
    block = article(f"井边\n水有源，人有根。\n——村谚\n{BODY}\n").blocks[0]
    assert isinstance(block, Epigraph)
    assert block.attribution == (Text("村谚"),)


def test_each_kind_of_change_is_one_note_that_names_its_lines() -> None:
    above, below = BODY[:-8], BODY[-8:]
    text = f"井边\n　　{above}\n- 1 -\n{below}\n　　⽤过的绳。\n　　{above}\n- 2 -\n{below}\n"
    found = published(text).findings
    assert {finding.severity for finding in found} == {Severity.NOTE}
    assert [finding.code for finding in found] == ["R002", "R003", "R007"]
    assert "2 (line 3, 7)" in found[1].message
    assert found[1].location is not None
    assert found[1].location.line == 3


@pytest.mark.parametrize("text", ["", "\n\n", " \t　\r\n", "\ufeff\n\x00"])
def test_a_text_without_ink_is_an_error_with_a_remedy(text: str) -> None:
    with pytest.raises(ManuscriptError) as caught:
        published(text)
    assert str(caught.value).startswith("老井.txt: there is no text in it. Write")


@limits(max_examples=100)
@given(
    st.text(alphabet="潮水退了，。！？\n　 1一、第章——（）“”：•abc.*-", min_size=1, max_size=200)
)
def test_any_text_is_a_publication_or_a_clear_error(text: str) -> None:
    try:
        found = published(text)
    except ManuscriptError:
        assert not text.strip()
        return
    assert found.metadata.title
    for part in walk.articles(found):
        assert all(block.location for block in part.blocks)
