"""What cases cannot show: errors, metadata, stray characters, the depths."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import walk
from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Figure,
    Heading,
    Image,
    Location,
    Paragraph,
    Publication,
    Severity,
    Source,
    Text,
)
from keben.readers.markdown import read
from keben.readers.markdown.findings import Trouble
from keben.settings import Layer, Settings, combine


def read_text(text: str, name: str = "notes.md", **values: object) -> Publication:
    return read(Source(Path(name), text, "utf-8", Path()), combine(Layer(values)))


def article(publication: Publication) -> Article:
    (found,) = publication.body
    assert isinstance(found, Article)
    return found


def words(publication: Publication) -> str:
    """Every word of the text, in order."""
    blocks = walk.article_blocks(article(publication))
    return "".join(walk.plain(run) for block in blocks for run in walk.own_inlines(block))


def test_a_note_without_text_is_reported_at_its_line() -> None:
    with pytest.raises(ManuscriptError) as caught:
        read_text("甲\n\n乙\n丙[^3]")
    assert str(caught.value) == 'notes.md:4: note "3" has no text. Add "[^3]: …".'
    assert caught.value.exit_code == 4


def test_the_first_of_several_notes_without_text_is_named() -> None:
    with pytest.raises(ManuscriptError, match=r'notes\.md:1: note "b"'):
        read_text("甲[^b]\n\n> 乙[^a]\n\n> ——丙[^c]")


def test_an_escaped_note_mark_is_text() -> None:
    assert words(read_text(r"\[^a]")) == "[^a]"


def test_front_matter_shifts_the_line_of_an_error() -> None:
    with pytest.raises(ManuscriptError, match=r"notes\.md:5:"):
        read_text("---\ntitle: 一\n---\n\n甲[^1]")


def test_the_metadata_are_those_of_the_settings() -> None:
    found = read_text("正文", title="书", authors="甲", language="ja", cover="cover.png")
    assert (
        found.metadata
        == Settings.model_validate({"title": "书", "authors": "甲", "language": "ja"}).metadata()
    )
    assert found.cover == Image("cover.png")


def test_the_language_stays_open_where_none_is_set() -> None:
    assert read_text("正文").metadata.language == ""


def test_the_title_in_the_metadata_has_no_marks() -> None:
    assert read_text("# [漢]{かん}**字** `x`\n之书[^1]\n===\n\n[^1]: 注").metadata.title == "漢字 x"
    assert read_text("[漢]{かん}字\n之书[^1]\n===\n\n[^1]: 注").metadata.title == "漢字之书"


def test_the_files_name_is_the_last_title() -> None:
    assert read_text("正文", name="my-first_notes.md").metadata.title == "my first notes"


def test_an_empty_text_is_an_empty_article() -> None:
    assert article(read_text("")).blocks == ()


def test_windows_line_ends_are_line_ends() -> None:
    found = read_text("甲\r\n乙\r\n\r\n丙")
    assert words(found) == "甲乙丙"
    assert [b.location for b in article(found).blocks if hasattr(b, "location")] == [
        Location(Path("notes.md"), 1),
        Location(Path("notes.md"), 4),
    ]


def test_control_characters_are_dropped_and_counted() -> None:
    found = read_text("甲\n乙\x01丙\x0c\ufffe\ud800")
    assert words(found) == "甲乙丙"
    (finding,) = found.findings
    assert str(finding) == "notes.md:2: warning M001: control characters left out (4 times)."


def test_the_same_trouble_again_raises_the_count_only() -> None:
    found = read_text("<div>甲</div>\n\n<div>乙</div>\n\n<aside>丙</aside>")
    assert [str(finding) for finding in found.findings] == [
        "notes.md:1: warning M002: tag <div> left out, its text kept (2 times).",
        "notes.md:5: warning M002: tag <aside> left out, its text kept.",
    ]


def test_codes_are_unique() -> None:
    codes = [trouble.value[0] for trouble in Trouble]
    assert len(set(codes)) == len(codes)
    assert all(trouble.value[1] is not Severity.ERROR for trouble in Trouble)


def test_a_long_quotation_under_the_title_is_no_epigraph() -> None:
    blocks = article(read_text("# 题\n\n> " + "字" * 121)).blocks
    assert [type(block).__name__ for block in blocks] == ["Quotation"]


@pytest.mark.parametrize(
    "text",
    [
        ">" * 1000 + " 字",
        "- " * 1000 + "字",
        "\n".join("  " * depth + "- 一" for depth in range(200)) + "字",
        "::: note\n" * 1000 + "字",
        "[^a]: " * 500 + "字",
        "[" * 1000 + "字" + "]" * 1000,
        "[" * 1000 + "字" + "](a)" * 1000,
        "[" * 1000 + "字" + "]{か}" * 1000,
        "^[" * 500 + "字" + "]" * 500,
        "**" * 1500 + "字" + "**" * 1500,
        "<b>" * 1000 + "字" + "</b>" * 1000,
        "<div>" * 1000 + "字",
        "<blockquote>" * 1000 + "字",
        "<table><tr><td>" * 300 + "字",
        "<ruby>" * 500 + "字",
        "<script>" * 1000 + "字",
        "<!--\n" * 1000 + "字",
    ],
    ids=lambda text: text[:12].strip(),
)
def test_a_thousand_levels_lose_nothing(text: str) -> None:
    assert "字" in words(read_text(text))


def test_pictures_in_pictures_keep_their_words() -> None:
    (picture,) = walk.images(article(read_text("![" * 500 + "字" + "](a)" * 500)).blocks)
    assert "字" in picture.alt


def test_a_million_characters_in_one_line_are_a_paragraph() -> None:
    assert words(read_text("字" * 1_000_000)) == "字" * 1_000_000


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("姓名：____，班级：____。", "姓名：____，班级：____。"),
        ("____是首都，____是港口。", "____是首都，____是港口。"),
        ("It is ____, or ______.", "It is ____, or ______."),
        ("____ 与 ____", "____ 与 ____"),
    ],
)
def test_blanks_to_be_filled_in_keep_their_length(text: str, kept: str) -> None:
    (block,) = article(read_text(text)).blocks
    assert block == Paragraph((Text(kept),), Location(Path("notes.md"), 1))


@pytest.mark.parametrize("text", ["__要紧__", "____strong____", "__a__ and __b__"])
def test_underscores_around_words_are_still_emphasis(text: str) -> None:
    (block,) = article(read_text(text)).blocks
    assert isinstance(block, Paragraph)
    assert "_" not in walk.plain(block.inlines)


def test_a_qr_code_is_a_figure_with_its_address_below() -> None:
    (figure,) = article(read_text("::: qr https://example.org/a\n:::")).blocks
    assert isinstance(figure, Figure)
    assert figure.image.alt == "QR: https://example.org/a"
    assert walk.plain(figure.caption) == "https://example.org/a"
    (named,) = article(read_text("::: qr https://example.org/a\n地图\n:::")).blocks
    assert isinstance(named, Figure)
    assert walk.plain(named.caption) == "地图"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("::: qr\n:::", "1 to 1,000 characters", 1),
        (f"::: qr https://example.org/{'a' * 1000}\n:::", "1 to 1,000 characters", 1),
        ("::: qr https://example.org\n地图\n\n又\n:::", "a caption and nothing else", 4),
        ("::: qr https://example.org\n- 项\n:::", "a caption and nothing else", 2),
    ],
)
def test_a_qr_code_that_cannot_be_made_names_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(ManuscriptError, match=message) as raised:
        read_text(text)
    assert raised.value.location is not None
    assert raised.value.location.line == line


@pytest.mark.parametrize(
    "text", ["[信]{index}旧称。", '[信]{index term="来信"}', '[]{index term="信"}']
)
def test_index_in_braces_is_a_mark_and_no_reading(text: str) -> None:
    dotted = text.replace("{index", "{.index")
    assert read_text(text).body == read_text(dotted).body
    assert "IndexMark" in repr(read_text(text).body)


@pytest.mark.parametrize(
    ("written", "anchor"),
    [("{.unlisted}", ""), ("{-}", ""), ("{.a .b #c}", "c"), ("{: .a }", ""), ("{#c .a}", "c")],
)
def test_classes_behind_a_head_are_no_words_of_it(written: str, anchor: str) -> None:
    (head,) = article(read_text(f"# 题\n\n## 节 {written}\n")).blocks
    assert isinstance(head, Heading)
    assert (walk.plain(head.inlines), head.anchor) == ("节", anchor)


@pytest.mark.parametrize("text", ["集合{-}", "用 {-1}", "记号 [信]{.dots}"])
def test_other_braces_at_the_end_of_a_head_stay(text: str) -> None:
    (head,) = article(read_text(f"# 题\n\n## {text}\n")).blocks
    assert isinstance(head, Heading)
    assert walk.plain(head.inlines) == text.replace("[信]{.dots}", "信")


def test_a_paragraph_in_a_span_for_captions_is_the_caption_of_the_picture_above() -> None:
    span = '<span class="caption">图 4-1：**内存**里的样子</span>'
    pictured = article(read_text(f'# 题\n\n<img src="a.svg" alt="图" />\n\n{span}\n\n文。\n'))
    figure, after = pictured.blocks
    assert isinstance(figure, Figure)
    assert walk.plain(figure.caption) == "图 4-1：内存里的样子"
    assert isinstance(after, Paragraph)
    other = article(read_text(f"# 题\n\n```\na\n```\n\n{span}\n"))
    assert isinstance(other.blocks[-1], Paragraph)


def test_a_figure_whose_parts_stand_apart_has_its_caption() -> None:
    parts = ("<figure>", '<img src="a.svg" alt="图" />', "<figcaption>图 1：`a`</figcaption>")
    text = "\n\n".join(("# 题", *parts, "</figure>", "文。"))
    figure, after = article(read_text(text)).blocks
    assert isinstance(figure, Figure)
    assert walk.plain(figure.caption) == "图 1：a"
    assert isinstance(after, Paragraph)
