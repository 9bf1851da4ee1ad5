"""A long text with chapters becomes a book; nothing of it is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import walk
from keben.model import (
    Article,
    Block,
    Blocks,
    Heading,
    Location,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Part,
    Publication,
    Source,
    Text,
)
from keben.readers.chapters import Plan, divide, is_like_preface, plan_by_heads, text_length
from keben.readers.text import read
from keben.settings import Settings

LONG = "船到对岸的时候，雾还没有散，撑船的老人把缆绳系在柳树上，就坐下来抽烟。" * 40


def head(text: str, level: int = 2) -> Heading:
    return Heading((Text(text),), level, location=Location(Path("a.txt"), 1))


def said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def whole(*blocks: Block, notes: tuple[Note, ...] = ()) -> Publication:
    article = Article((Text("夜渡"),), blocks, notes=notes)
    return Publication(Metadata(title="夜渡"), (article,))


def titles(items: tuple[Article | Part, ...]) -> list[str]:
    return [walk.plain(item.title) for item in items]


def words(publication: Publication) -> str:
    parts = []
    for item in (*publication.front, *publication.body, *publication.back):
        if isinstance(item, Part):
            parts.append(walk.plain(item.title))
        for article in item.articles if isinstance(item, Part) else (item,):
            parts += _words(article)
    return "".join(parts)


def _words(article: Article) -> list[str]:
    runs = (walk.plain(run) for b in article.blocks for run in walk.own_inlines(b))
    below = (word for child in article.children for word in _words(child))
    return [walk.plain(article.title), *runs, *below]


def test_each_chapter_is_an_article_with_its_heads_lifted() -> None:
    made = divide(whole(head("一"), said("甲"), head("甲之一", 3), head("二"), said("乙")), Plan(2))
    assert titles(made.body) == ["一", "二"]
    first = made.body[0]
    assert isinstance(first, Article)
    assert [block.level for block in first.blocks if isinstance(block, Heading)] == [2]


def test_text_before_the_chapters_and_prefaces_stand_in_front() -> None:
    made = divide(whole(said("题词"), head("序"), said("甲"), head("一"), said("乙")), Plan(2))
    assert titles(made.front) == ["夜渡", "序"]
    assert titles(made.body) == ["一"]


PREFACES = (
    *("序", "序言", "自序", "序一", "序（二）", "代序", "代序：渡口", "序章", "前言", "译者序"),
    *("前言与致谢", "再版序言", "序 渡口的人", "はじめに", "Preface"),
)
NO_PREFACES = ("序列", "序列与集合", "序数", "序曲", "前言不搭后语", "引言者", "题记忆的诗", "一")


@pytest.mark.parametrize("title", PREFACES)
def test_a_title_that_begins_with_such_a_word_is_that_of_a_preface(title: str) -> None:
    assert is_like_preface(title)


@pytest.mark.parametrize("title", NO_PREFACES)
def test_a_longer_word_that_begins_like_one_is_not(title: str) -> None:
    assert not is_like_preface(title)


def test_an_afterword_stands_behind_even_below_the_last_part() -> None:
    blocks = (head("上"), head("一", 3), said("甲"), head("下"), head("二", 3), head("后记", 3))
    made = divide(whole(*blocks, said("乙")), Plan(3))
    assert titles(made.body) == ["上", "下"]
    assert titles(made.back) == ["后记"]


def test_a_title_that_begins_with_memory_is_no_afterword() -> None:
    made = divide(whole(head("一"), said("甲"), head("后记忆时代"), said("乙")), Plan(2))
    assert (titles(made.body), titles(made.back)) == (["一", "后记忆时代"], [])


def test_a_part_with_text_of_its_own_is_an_article_over_its_chapters() -> None:
    made = divide(whole(head("上"), said("引言"), head("一", 3), said("甲")), Plan(3))
    part = made.body[0]
    assert isinstance(part, Article)
    assert titles(part.children) == ["一"]


def test_notes_go_with_the_chapter_that_calls_them() -> None:
    called = Paragraph((Text("甲"), NoteReference("n1")))
    notes = (Note("n1", (said("注"),)), Note("n2", (said("无人引"),)))
    made = divide(whole(head("一"), called, head("二"), said("乙"), notes=notes), Plan(2))
    one, two = made.body
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert [note.note_id for note in one.notes] == ["n1"]
    assert [note.note_id for note in two.notes] == ["n2"]


def test_a_short_text_with_heads_stays_one_article() -> None:
    assert plan_by_heads((head("一"), said("甲"), head("二"), said("乙"))) is None


def test_highest_heads_over_much_text_each_begin_chapters() -> None:
    blocks: Blocks = tuple(b for n in range(6) for b in (head(f"第{n}"), said(LONG * 4)))
    assert text_length(blocks) > 20_000
    assert plan_by_heads(blocks) == Plan(2)


def test_a_novel_in_raw_text_becomes_a_book() -> None:
    text = "《夜渡》海边人（清）\n\n"
    for part in "上下":
        text += f"{part}卷\n\n"
        text += "".join(f"第{n}章 柳岸{n}\n\n　　{LONG}\n　　{LONG}\n\n" for n in "一二三四五")
    source = Source(Path("a.txt"), text, "utf-8", Path())
    made = read(source, Settings())
    assert made.metadata.title == "夜渡"
    assert made.metadata.contributors[0].name == "海边人（清）"
    assert titles(made.body) == ["上卷", "下卷"]
    assert len(list(walk.articles(made))) == 10
    assert not made.front


levels = st.lists(st.tuples(st.sampled_from((0, 2, 3, 4)), st.sampled_from("甲乙丙后记序")))


@given(levels.filter(lambda run: any(level == 2 for level, _ in run)))
def test_no_words_are_lost_or_moved_but_what_stands_behind(run: list[tuple[int, str]]) -> None:
    blocks = tuple(head(word, level) if level else said(word) for level, word in run)
    made = divide(whole(*blocks), Plan(3))
    wanted = "".join(word for _, word in run)
    found = words(made)
    lead = "夜渡" if run[0][0] in (0, 4) else ""
    assert sorted(found) == sorted(lead + wanted)
