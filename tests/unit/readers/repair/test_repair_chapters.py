"""Chapters are believed together: by how their numbers count on over the whole text."""

from __future__ import annotations

import pytest

from keben.readers.repair.chapters import chapter_level
from keben.readers.repair.chapters_forms import read_number
from keben.readers.repair.passage import Division, Passage, Role
from keben.readers.repair.pipeline import repair

PAGE = (
    "　　船到对岸的时候，雾还没有散，撑船的老人把缆绳系在柳树上，就坐下来抽烟。\n"
    "　　“今天还回去吗？”有人问他。他把烟灰磕在船帮上，看了看天，没有说话。\n"
) * 6
NUMBERS = "一二三四五六七八九十"
DOUBLED = ("柳岸", "石桥", "竹篱", "茶亭", "渡船", "钟楼", "谷仓", "井台", "磨坊", "山门")


def heads(text: str) -> list[tuple[int, str]]:
    return [(p.level, p.text) for p in repair(text).passages if p.role is Role.HEAD]


def names(text: str) -> list[str]:
    return [name for _, name in heads(text)]


@pytest.mark.parametrize(
    ("text", "key", "value", "division"),
    [
        ("第三章　潮", "章", 3, Division.CHAPTER),
        ("第１２章 潮", "章", 12, Division.CHAPTER),
        ("第一百二十回 归", "回", 120, Division.CHAPTER),
        ("正文 第三章 潮", "章", 3, Division.CHAPTER),
        ("【第三章】潮", "章", 3, Division.CHAPTER),
        ("第三十囘 归", "回", 30, Division.CHAPTER),
        ("卷二 山", "卷", 2, Division.PART),
        ("卷之二 山", "卷", 2, Division.PART),
        ("下卷", "卷", 3, Division.PART),
        ("第一部分 总论", "部分", 1, Division.PART),
        ("第2节：水路", "节", 2, Division.SECTION),
        ("Chapter XIV", "Chapter", 14, Division.CHAPTER),
        ("Part 2", "Part", 2, Division.PART),
        ("廿四", "一", 24, Division.CHAPTER),
        ("贰", "一", 2, Division.CHAPTER),
        ("XIV", "I", 14, Division.CHAPTER),
        ("卷一　井台第一", "…第一", 1, Division.CHAPTER),
        ("第一卷 风 第三章 潮", "章", 3, Division.CHAPTER),
    ],
)
def test_a_division_is_told_by_its_number(
    text: str, key: str, value: int, division: Division
) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.key, found.value, found.division) == (key, value, division)


@pytest.mark.parametrize("text", ["上部队来了", "第二次世界大战", "一天早上，", "三十年后的事。"])
def test_a_number_within_words_heads_nothing(text: str) -> None:
    assert read_number(text) is None


def test_a_number_that_reads_on_is_marked_as_such() -> None:
    found = read_number("第四回中既将那人的来历说过，此回便不再提。")
    assert found is not None
    assert found.runs_on


def test_look_alikes_off_the_sequence_stay_text() -> None:
    chapters = [f"第{n}回 {name}话旧 雨里人归迟" for n, name in zip(NUMBERS, DOUBLED, strict=True)]
    text = "夜渡\n\n" + "".join(
        f"{chapter}\n\n　　第九部队出发了。\n　　第四回中既将那人的来历说过，此回便不再提。\n"
        f"{PAGE}第二回\n{PAGE}"
        for chapter in chapters
    )
    assert names(text) == chapters


def test_numbers_alone_in_a_line_are_chapters_when_they_count_from_one() -> None:
    text = "夜渡\n\n" + "".join(f"{n}\n\n{PAGE}\n" for n in NUMBERS)
    assert names(text) == list(NUMBERS)


def test_a_number_alone_that_counts_nothing_stays_text() -> None:
    assert names(f"夜渡\n\n{PAGE}五\n{PAGE}") == []


def test_parts_stand_over_chapters_that_count_anew() -> None:
    text = "夜渡\n\n楔子\n" + PAGE
    for part, one, two in (("上卷", "柳岸", "石桥"), ("下卷", "竹篱", "茶亭")):
        text += f"{part}\n\n第一章 {one}\n\n{PAGE}第二章 {two}\n\n{PAGE}"
    assert heads(text + f"后记\n{PAGE}") == [
        (2, "楔子"),
        (2, "上卷"),
        (3, "第一章 柳岸"),
        (3, "第二章 石桥"),
        (2, "下卷"),
        (3, "第一章 竹篱"),
        (3, "第二章 茶亭"),
        (2, "后记"),
    ]


def test_a_couplet_is_cut_from_the_paragraph_glued_to_it() -> None:
    text = "".join(
        f"第{n}回　{name}话旧客　雨里未归人\n{PAGE}"
        for n, name in zip(NUMBERS[:9], DOUBLED[:9], strict=True)
    )
    repaired = repair(f"{text}第十回　山门话旧客　雨里未归人却说{PAGE.strip()}")
    last = [p for p in repaired.passages if p.role is Role.HEAD][-1]
    assert last.text == "第十回　山门话旧客　雨里未归人"
    assert "R030" in {change.rule.code for change in repaired.report.changes}
    following = repaired.passages[repaired.passages.index(last) + 1]
    assert following.text.startswith("却说")
    assert following.line == last.line


def test_a_title_is_cut_from_a_paragraph_that_a_space_parts_from_it() -> None:
    text = "夜渡\n" + "".join(
        f"第{n}章 {name} {PAGE.strip()}\n" for n, name in zip(NUMBERS, DOUBLED, strict=True)
    )
    wanted = [f"第{n}章 {name}" for n, name in zip(NUMBERS, DOUBLED, strict=True)]
    assert names(text) == wanted


def test_a_head_that_stands_twice_goes_once() -> None:
    text = "夜渡\n" + "".join(
        f"第{n}章 {name}\n　　第{n}章 {name}\n{PAGE}"
        for n, name in zip(NUMBERS, DOUBLED, strict=True)
    )
    assert len(names(text)) == len(NUMBERS)


def test_chapters_named_in_a_contents_are_not_taken_twice() -> None:
    chapters = [f"第{n}章 {name}" for n, name in zip(NUMBERS, DOUBLED, strict=True)]
    listed = "目录\n" + "\n".join(chapters) + "\n\n"
    text = "夜渡\n\n" + listed + "".join(f"{chapter}\n\n{PAGE}\n" for chapter in chapters)
    assert names(text) == chapters


def test_poems_under_an_ornament_stand_below_their_groups() -> None:
    text = "渡口歌\n\n"
    for group, poems in (("水南", ("柳", "桥", "灯")), ("水北", ("霜", "井", "雁"))):
        text += f"{group}\n\n" + "".join(f"    ∷{poem}\n\n{PAGE}\n" for poem in poems)
    assert [level for level, _ in heads(text)] == [2, 3, 3, 3, 2, 3, 3, 3]


def test_a_statute_is_no_book() -> None:
    articles = [Passage(n, f"第{n}条　渡口由村里管理。", role=Role.PARAGRAPH) for n in range(90)]
    chapter = Passage(0, "第一章 总则", role=Role.HEAD, level=2, division=Division.CHAPTER)
    assert chapter_level((chapter, *articles)) is None


def test_chapters_need_text_enough() -> None:
    chapter = Passage(0, "第一章 柳", role=Role.HEAD, level=2, division=Division.CHAPTER)
    short = (chapter, Passage(1, "短。" * 20))
    assert chapter_level(short * 4) is None
    assert chapter_level((chapter, Passage(1, "长。" * 500)) * 4) == 2
