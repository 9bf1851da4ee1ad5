"""Aozora Bunko's notation becomes ruby, heads, dots and characters; its frame becomes metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import readers, walk
from keben.model import (
    Article,
    Contributor,
    Credit,
    Dotted,
    Figure,
    Heading,
    Inlines,
    Paragraph,
    Publication,
    Quotation,
    Ruby,
    SceneBreak,
    Source,
    Strong,
    Text,
)
from keben.settings import Layer, Settings, combine

RULE = "-" * 55
HEAD = (
    f"渡し場の灯\n海辺 一郎\n\n{RULE}\n【テキスト中に現れる記号について】\n\n"
    f"《》：ルビ\n（例）渡《わた》し\n{RULE}\n\n"
)
TAIL = "\n\n\n底本：「渡し場」海辺文庫\n　　　2001（平成13）年1月1日発行\n入力：山野\n"


def read(text: str, **values: object) -> Publication:
    settings = combine(Layer(values)) if values else Settings()
    return readers.read(Source(Path("a.txt"), text, "shift_jis", Path()), settings)


def article(body: str) -> Article:
    found = read(HEAD + body + TAIL).body[0]
    assert isinstance(found, Article)
    return found


def line(body: str) -> Inlines:
    block = article(body).blocks[0]
    assert isinstance(block, Paragraph)
    return block.inlines


def test_title_author_and_source_come_from_the_frame() -> None:
    found = read(f"{HEAD}　霧が出た。{TAIL}")
    assert found.metadata.title == "渡し場の灯"
    assert found.metadata.contributors == (Contributor("海辺 一郎"),)
    assert found.metadata.source == "「渡し場」海辺文庫"
    assert found.metadata.language == "ja"


def test_a_translator_is_told_by_the_word_behind_the_name() -> None:
    head = HEAD.replace("海辺 一郎", "A・B・C\n海辺 一郎訳")
    people = read(f"{head}　霧。{TAIL}").metadata.contributors
    assert people == (Contributor("A・B・C"), Contributor("海辺 一郎", "trl"))


def test_settings_stand_over_the_frame() -> None:
    found = read(f"{HEAD}　霧。{TAIL}", title="灯", authors=["誰か"]).metadata
    assert (found.title, found.contributors) == ("灯", (Contributor("誰か"),))


def test_the_colophon_becomes_credits_and_the_legend_goes_with_a_finding() -> None:
    found = read(f"{HEAD}　霧が出た。{TAIL}")
    blocks = next(walk.articles(found)).blocks
    credits = [walk.plain(b.inlines) for b in blocks if isinstance(b, Credit)]
    assert credits[0] == "底本：「渡し場」海辺文庫"
    assert credits[-1] == "入力：山野"
    assert "記号について" not in "".join(walk.plain(r) for b in blocks for r in walk.own_inlines(b))
    assert [finding.code for finding in found.findings] == ["A001"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渡《わた》し", (Ruby("渡", "わた"), Text("し"))),
        ("光る粒《つぶ》", (Text("光る"), Ruby("粒", "つぶ"))),
        ("一人｜麦藁帽《ぼう》", (Text("一人"), Ruby("麦藁帽", "ぼう"))),
        ("｜いわし雲《ぐも》", (Ruby("いわし雲", "ぐも"),)),
        ("人々《ひとびと》", (Ruby("人々", "ひとびと"),)),
        ("ＡＢＣ《エー》", (Ruby("ＡＢＣ", "エー"),)),
        ("一ヶ月《いっかげつ》", (Ruby("一ヶ月", "いっかげつ"),)),
        ("ランプ《lamp》", (Ruby("ランプ", "lamp"),)),
    ],
)  # fmt: skip
def test_ruby_finds_its_base_by_a_bar_or_by_the_class_of_characters(
    text: str, expected: Inlines
) -> None:
    assert line(text) == expected


def test_emphasis_dots_are_set_over_the_words_named() -> None:
    assert line("霧が出た［＃「霧」に傍点］。")[0] == Dotted((Text("霧"),))


def test_marks_may_open_and_close_around_words() -> None:
    run = line("霧が［＃傍点］深く［＃傍点終わり］なった")
    assert run == (Text("霧が"), Dotted((Text("深く"),)), Text("なった"))
    assert line("［＃太字］霧［＃太字終わり］")[0] == Strong((Text("霧"),))


def test_ruby_under_dots_is_kept() -> None:
    assert line("霧《きり》が出た［＃「霧」に傍点］")[0] == Dotted((Ruby("霧", "きり"),))


def test_heads_have_levels_in_their_order_without_gaps() -> None:
    blocks = article(
        "［＃２字下げ］上［＃「上」は大見出し］\n\n［＃４字下げ］一［＃「一」は小見出し］\n\n　霧。"
    ).blocks
    assert [(b.level, walk.plain(b.inlines)) for b in blocks if isinstance(b, Heading)] == [
        (2, "上"),
        (3, "一"),
    ]


def test_a_head_may_span_lines() -> None:
    blocks = article("［＃ここから中見出し］\n霧\n［＃ここで中見出し終わり］\n　本文。").blocks
    assert [type(block) for block in blocks[:2]] == [Heading, Paragraph]


def test_indented_lines_are_a_quotation() -> None:
    blocks = article(
        "　前。\n［＃ここから２字下げ］\n手紙の一。\n手紙の二。\n［＃ここで字下げ終わり］\n　後。"
    ).blocks
    assert [type(block) for block in blocks[:3]] == [Paragraph, Quotation, Paragraph]
    quotation = blocks[1]
    assert isinstance(quotation, Quotation)
    assert len(quotation.blocks) == 2


def test_a_blank_line_between_paragraphs_is_a_break() -> None:
    kinds = [type(block) for block in article("　前。\n\n　後。\n").blocks[:3]]
    assert kinds == [Paragraph, SceneBreak, Paragraph]


def test_a_picture_is_a_figure() -> None:
    block = article("［＃渡し場の図（fig1_01.png、横320×縦240）入る］").blocks[0]
    assert isinstance(block, Figure)
    assert block.image.address == "fig1_01.png"


@pytest.mark.parametrize(
    ("description", "character"),
    [
        ("「てへん＋劣」、第3水準1-84-77", "挘"),
        ("「目＋匡」、第3水準1-88-81", "眶"),
        ("「てへん＋丑」、第4水準2-12-93", "扭"),
        ("「口＋世」、U+546D、12-3", "呭"),
        ("ローマ数字2、1-13-22", "Ⅱ"),
        ("小書き平仮名ん、168-12", "ん"),
    ],
)
def test_a_described_character_is_found(description: str, character: str) -> None:
    assert line(f"その※［＃{description}］") == (Text(f"その{character}"),)


def test_a_described_character_can_bear_ruby_and_dots() -> None:
    assert line("※［＃「目＋匡」、第3水準1-88-81］《まぶた》")[0] == Ruby("眶", "まぶた")


def test_a_character_that_cannot_be_had_is_reported() -> None:
    found = read(f"{HEAD}　※［＃「火＋霧」、12-3］{TAIL}")
    assert "A002" in [finding.code for finding in found.findings]
    first = next(walk.articles(found)).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.inlines == (Text("〓"),)


def test_remarks_on_the_text_go_with_a_finding_at_their_line() -> None:
    found = read(f"{HEAD}　霧［＃「霧」は底本では「露」］が出た。{TAIL}")
    (remark,) = [finding for finding in found.findings if finding.code == "A003"]
    assert remark.location is not None
    assert remark.location.line == 11
    assert "底本では" in remark.message


def test_an_ordinary_text_is_not_taken_for_aozora() -> None:
    text = "旧渡\n来源｜某某《旧渡口》\n船到对岸的时候，雾还没有散。\n"
    assert read(text).metadata.language == ""


def test_a_long_work_with_heads_is_a_book() -> None:
    body = "".join(
        f"［＃３字下げ］{n}［＃「{n}」は中見出し］\n\n{'　霧が深くなった。' * 400}\n\n"
        for n in "一二三四五六七"
    )
    assert len(read(HEAD + body + TAIL).body) == 7


WHOLE = ("霧", "《きり》", "｜", "［＃「霧」に傍点］", "［＃傍点］", "［＃傍点終わり］", "\n", "。")
BROKEN = (
    *WHOLE,
    "《",
    "》",
    "［＃",
    "］",
    "※",
    "［＃ここから２字下げ］",
    "［＃ここで字下げ終わり］",
)


@given(st.lists(st.sampled_from(WHOLE)))
def test_marks_in_any_order_lose_no_words(parts: list[str]) -> None:
    found = read(HEAD + "".join(parts) + "終")
    runs = [run for b in next(walk.articles(found)).blocks for run in _runs(b)]
    kept = "".join(walk.plain(run) for run in runs)
    assert kept.count("霧") == sum(part == "霧" for part in parts)


@given(st.lists(st.sampled_from(BROKEN)))
def test_broken_marks_are_read_all_the_same(parts: list[str]) -> None:
    assert read(HEAD + "".join(parts) + "終").body


def _runs(block: object) -> list[Inlines]:
    return [run for b in walk.blocks([block]) for run in walk.own_inlines(b)]  # type: ignore[list-item]
