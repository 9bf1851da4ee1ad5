"""Readings over Han: which, over what, and that nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import walk
from keben.errors import ProofError, SettingsError
from keben.model import (
    Article,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Location,
    Metadata,
    Paragraph,
    Publication,
    Ruby,
    Span,
    Text,
)
from keben.proof.pairs import check_annotated
from keben.settings import AnnotationSettings
from keben.transforms.readings import annotate, read_terms

NOWHERE = None


def publication(*runs: Inlines, language: str = "zh-Hans") -> Publication:
    blocks = tuple(Paragraph(run) for run in runs)
    return Publication(Metadata(language=language), (Article((), blocks, language=language),))


def annotated(
    *runs: str | Inlines, language: str = "zh-Hans", **settings: object
) -> list[tuple[Inline, ...]]:
    asked = AnnotationSettings.model_validate(settings)
    given_runs = [(Text(run),) if isinstance(run, str) else run for run in runs]
    read = publication(*given_runs, language=language)
    terms = read_terms([(line, NOWHERE) for line in asked.words], asked.using)
    done = annotate(read, asked, terms)
    check_annotated(read, done)
    (article,) = done.body
    assert isinstance(article, Article)
    return [block.inlines for block in article.blocks if isinstance(block, Paragraph)]


def over(*runs: str | Inlines, **settings: object) -> str:
    """What stands over each base, as one line."""
    found = annotated(*runs, **settings)  # type: ignore[arg-type]
    rubies = (i for run in found for i in walk.inlines(run) if isinstance(i, Ruby))
    return " ".join(f"{ruby.base}{ruby.text}" for ruby in rubies)


@pytest.mark.parametrize(
    ("using", "written", "readings"),
    [
        ("pinyin", "银行，行走", "银yín 行háng 行xíng 走zǒu"),
        ("pinyin", "銀行長大", "銀yín 行háng 長zhǎng 大dà"),
        ("pinyin", "长大了", "长zhǎng 大dà 了le"),
        ("zhuyin", "好的", "好ㄏㄠˇ 的˙ㄉㄜ"),
        ("jyutping", "銀行裏", "銀ngan4 行hong4 裏leoi5"),
        ("jyutping", "银行里边", "银ngan4 行hong4 里leoi5 边bin1"),
    ],
)
def test_every_character_has_one_reading(using: str, written: str, readings: str) -> None:
    assert over(written, using=using) == readings


def test_furigana_stand_over_the_han_of_a_word_only() -> None:
    assert over("今日は食べ物を買う。", using="furigana", language="ja") == (
        "今日きょう 食た 物もの 買か"
    )


def test_the_text_between_stays() -> None:
    (run,) = annotated("看A，𠮷！", using="pinyin")
    assert run == (Ruby("看", "kàn"), Text("A，𠮷！"))


def test_a_word_is_read_across_faces_and_code_is_not_read() -> None:
    (run,) = annotated((Text("银"), Emphasis((Text("行"),)), Code("行")), using="pinyin")
    assert run == (Ruby("银", "yín"), Emphasis((Ruby("行", "háng"),)), Code("行"))


def test_what_is_annotated_already_stays() -> None:
    (run,) = annotated((Ruby("行", "xìng"), Text("走")), using="pinyin")
    assert run == (Ruby("行", "xìng"), Ruby("走", "zǒu"))


def test_only_text_in_the_language_is_read() -> None:
    japanese = Span((Text("行く"),), "ja")
    assert annotated((japanese, Text("走")), using="pinyin") == [(japanese, Ruby("走", "zǒu"))]
    found = over((Text("走"), japanese), using="furigana", language="zh-Hans")
    assert found == "行い"


def test_the_first_of_each_is_annotated_and_another_reading_is_another() -> None:
    assert over("银行，银行，行走", using="pinyin", over="first") == "银yín 行háng 行xíng 走zǒu"


@pytest.mark.parametrize(
    ("level", "language", "readings"),
    [
        (1, "zh-Hans", "饕tāo 餮tiè 俯fǔ 夯hāng"),
        (2, "zh-Hans", "饕tāo 餮tiè"),
        (3, "zh-Hans", ""),
        (2, "zh-Hant", "夯hāng"),
    ],
)
def test_rare_characters_are_those_beyond_a_level(level: int, language: str, readings: str) -> None:
    found = over(
        "的饕餮俯夯", (Text("的"),), using="pinyin", over="rare", level=level, language=language
    )
    assert found == readings


def test_known_characters_need_no_reading() -> None:
    assert over("饕餮", using="pinyin", over="rare", known="餮") == "饕tāo"


@pytest.mark.parametrize(
    ("using", "word", "readings"),
    [
        ("pinyin", "行走 háng zǒu", "行háng 走zǒu"),
        ("pinyin", "行走 hang2 zou3", "行háng 走zǒu"),
        ("zhuyin", "行走 háng zǒu", "行ㄏㄤˊ 走ㄗㄡˇ"),
        ("jyutping", "行走 hong4 zau2", "行hong4 走zau2"),
    ],
)
def test_corrections_know_better(using: str, word: str, readings: str) -> None:
    assert over("行走", using=using, words=[word]) == readings


def test_a_correction_in_japanese_is_read_as_a_whole() -> None:
    found = over("大人気", using="furigana", language="ja", words=["大人気 おとなげ"])
    assert found == "大人気おとなげ"


def test_a_correction_of_another_length_is_an_error_at_its_line() -> None:
    place = Location(Path("words.txt"), 3)
    with pytest.raises(SettingsError, match='"银行" needs 2 syllables') as caught:
        read_terms([("银行 yínháng  # 一处", place)], "pinyin")
    assert caught.value.location == place


def test_remarks_and_empty_lines_say_nothing() -> None:
    assert not read_terms([("# 说明", NOWHERE), ("  ", NOWHERE)], "pinyin")


def test_a_text_without_the_language_is_an_error() -> None:
    with pytest.raises(SettingsError, match="no text in Japanese"):
        annotated("银行", using="furigana")


def test_a_lost_word_or_annotation_is_found() -> None:
    read = publication((Ruby("行", "xìng"), Text("走")))
    good = publication((Ruby("行", "xìng"), Ruby("走", "zǒu")))
    check_annotated(read, good)
    for bad in (
        publication((Ruby("行", "xíng"), Ruby("走", "zǒu"))),
        publication((Ruby("行", "xìng"),)),
        publication((Ruby("行", "xìng"), Ruby("走", "zǒu"), Text("走"))),
        replace(good, body=()),
    ):
        with pytest.raises(ProofError):
            check_annotated(read, bad)


@given(
    st.lists(st.text(alphabet="银行的𠮷龘A1，“”の食べ \n", max_size=12), min_size=1, max_size=4),
    st.sampled_from(("pinyin", "zhuyin", "jyutping", "furigana")),
    st.sampled_from(("all", "first", "rare")),
)
def test_no_character_is_lost(texts: list[str], using: str, where: str) -> None:
    language = "ja" if using == "furigana" else "zh-Hans"
    runs = (*((Text(text),) for text in texts), (Text("食"),))
    read = publication(*runs, language=language)
    asked = AnnotationSettings.model_validate({"using": using, "over": where})
    check_annotated(read, annotate(read, asked, {}))
