"""One text in several ways of writing Chinese: what changes, what stays, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.errors import ProofError, SettingsError
from keben.model import (
    Article,
    Block,
    Code,
    CodeBlock,
    Contributor,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    Location,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    Ruby,
    Span,
    Text,
)
from keben.proof.pairs import check_converted
from keben.settings import VariantSettings
from keben.transforms.variants import Converted, to_variant
from keben.transforms.variants.engine import WAYS, convert
from keben.transforms.variants.quotes import exchange
from keben.walk import plain

PLACE = Location(Path("a.md"), 7)


def publication(*blocks: Block, language: str = "zh-Hans", **metadata: object) -> Publication:
    article = Article((Text("题"),), blocks, language=language)
    own = replace(Metadata(title="题", language=language), **metadata)  # type: ignore[arg-type]
    return Publication(own, (article,))


def paragraph(*inlines: Inline | str) -> Paragraph:
    run = tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines)
    return Paragraph(run, PLACE)


def converted(
    *blocks: Block, to: str = "zh-Hant-TW", language: str = "zh-Hans", **settings: object
) -> Converted:
    read = publication(*blocks, language=language)
    done = to_variant(read, to, VariantSettings.model_validate(settings))
    check_converted(read, done.publication, done.runs)
    return done


def blocks_of(done: Converted) -> tuple[Block, ...]:
    (article,) = done.publication.body
    assert isinstance(article, Article)
    return article.blocks


def text(*blocks: Block, **settings: object) -> str:
    (block,) = blocks_of(converted(*blocks, **settings))  # type: ignore[arg-type]
    assert isinstance(block, Paragraph)
    return plain(block.inlines)


@pytest.mark.parametrize(
    ("to", "written", "printed"),
    [
        ("zh-Hant-TW", "皇后以后理发，头发里面", "皇后以後理髮，頭髮裡面"),
        ("zh-Hant-HK", "里面的线", "裏面的線"),
        ("zh-Hant-TW", "软件和内存", "軟體和記憶體"),
        ("zh-Hans", "干燥的头发", "干燥的头发"),
    ],
)
def test_phrases_decide_between_characters(to: str, written: str, printed: str) -> None:
    assert text(paragraph(written), to=to) == printed


def test_a_phrase_may_go_on_in_another_face() -> None:
    (block,) = blocks_of(converted(paragraph("头", Emphasis((Text("发"),)), "后")))
    assert block == paragraph("頭", Emphasis((Text("髮"),)), "後")


def test_words_of_a_region_are_left_alone_on_demand() -> None:
    assert text(paragraph("软件"), words=False) == "軟件"


@pytest.mark.parametrize(("source", "target"), sorted(WAYS))
def test_every_character_has_its_outcome(source: str, target: str) -> None:
    written = "头发里的软件与“鼠标”在皇后之后𠮷abc，着急。"
    done = convert(written, (source, target), words=True)
    assert len(done.outcome) == len(written)
    assert "abc，" in "".join(done.outcome)


def test_terms_that_are_kept_do_not_change_and_others_become_what_is_stated() -> None:
    settings = {"keep": ["软件"], "terms": {"后台": "幕後"}}
    assert text(paragraph("软件的后台与后门"), **settings) == "软件的幕後與後門"


def test_code_formulas_addresses_and_other_languages_stay() -> None:
    japanese = Span((Text("国会の会議"),), "ja")
    link = Link((Text("后来"),), "https://example.org/后来")
    done = converted(paragraph(Code("后台"), japanese, link), CodeBlock("后台 = 1"))
    first, code = blocks_of(done)
    assert first == paragraph(Code("后台"), japanese, replace(link, children=(Text("後來"),)))
    assert code == CodeBlock("后台 = 1")


def test_an_unmarked_japanese_clause_stays() -> None:
    assert text(paragraph("他说，国会を開く，然后")) == "他說，国会を開く，然後"
    assert text(paragraph("我の国")) == "我の國"


def test_a_link_to_a_head_goes_on_leading_there() -> None:
    head = Heading((Text("后来"),))
    _, block = blocks_of(converted(head, paragraph(Link((Text("见"),), "#后来"))))
    assert block == paragraph(Link((Text("見"),), "#後來"))
    named = replace(head, anchor="后来")
    _, block = blocks_of(converted(named, paragraph(Link((Text("见"),), "#后来"))))
    assert block == paragraph(Link((Text("見"),), "#后来"))


def test_annotations_pictures_and_notes_are_converted_too() -> None:
    read = publication(
        paragraph(Ruby("发", "fà"), Image("a.png", "头发"), NoteReference("后")),
        Figure(Image("b.png", "里面"), (Text("头发"),)),
    )
    (article,) = read.body
    assert isinstance(article, Article)
    article = replace(article, notes=(Note("后", (paragraph("理发"),)),))
    done = to_variant(replace(read, body=(article,)), "zh-Hant-TW", VariantSettings())
    (made,) = done.publication.body
    assert isinstance(made, Article)
    first, figure = made.blocks
    assert first == paragraph(Ruby("發", "fà"), Image("a.png", "頭髮"), NoteReference("后"))
    assert figure == Figure(Image("b.png", "裡面"), (Text("頭髮"),))
    assert made.notes == (Note("后", (paragraph("理髮"),)),)


@pytest.mark.parametrize(
    ("written", "style", "printed"),
    [
        ("“甲‘乙’丙”", "corner", "「甲『乙』丙」"),
        ("“don’t ‘go’”", "corner", "「don’t 『go』」"),
        ("他说’", "corner", "他说’"),
        ("「甲『乙』」", "curly", "“甲‘乙’”"),
        ("“甲”", "keep", "“甲”"),
    ],
)
def test_quotation_marks_are_exchanged_one_for_one(written: str, style: str, printed: str) -> None:
    assert exchange(written, style) == printed


def test_quotation_marks_follow_the_way_of_writing_or_the_setting() -> None:
    assert text(paragraph("“后”")) == "「後」"
    assert text(paragraph("“后”"), quotes="curly") == "“後”"
    assert text(paragraph("「後」"), to="zh-Hans", language="zh-Hant") == "“后”"
    assert text(paragraph("“甲”"), to="zh-Hans", quotes="corner") == "「甲」"


def test_metadata_language_and_identifier_are_the_editions_own() -> None:
    person = Contributor("张发")
    read = publication(
        paragraph("文"), contributors=(person,), identifier="urn:isbn:1", subjects=("头发",)
    )
    taiwan, hong_kong, own = (
        to_variant(read, tag, VariantSettings()).publication
        for tag in ("zh-Hant-TW", "zh-Hant-HK", "zh-Hans")
    )
    assert taiwan.metadata.title == "題"
    assert taiwan.metadata.contributors == (Contributor("張發"),)
    assert taiwan.metadata.subjects == ("頭髮",)
    assert taiwan.metadata.language == "zh-Hant-TW"
    (article,) = taiwan.body
    assert isinstance(article, Article)
    assert article.language == "zh-Hant-TW"
    identifiers = {p.metadata.identifier for p in (taiwan, hong_kong, own)}
    assert len(identifiers) == 3
    assert own.metadata.identifier == "urn:isbn:1"
    stated = VariantSettings(identifiers={"zh-Hant-TW": "urn:isbn:2"})
    assert to_variant(read, "zh-Hant-TW", stated).publication.metadata.identifier == "urn:isbn:2"


def test_choices_are_told_with_their_places() -> None:
    done = converted(paragraph("皇后以后"), paragraph("软件"))
    told = [(f.code, f.location, f.message) for f in done.publication.findings]
    assert all(place == PLACE for _, place, _ in told)
    messages = {message.split(",")[0]: code for code, _, message in told}
    assert messages == {
        "zh-Hant-TW: 后 is 后 (or 後)": "C010",
        "zh-Hant-TW: 后 is 後 (or 后)": "C010",
        "zh-Hant-TW: 软件 is 軟體": "C011",
    }
    assert [(c.before, c.after, c.around) for c in done.changes] == [
        ("后", "后", "皇后以后"),
        ("后", "後", "皇后以后"),
        ("软件", "軟體", "软件"),
    ]


def test_a_text_that_is_not_chinese_cannot_be_converted() -> None:
    with pytest.raises(SettingsError, match="cannot be written in another Chinese"):
        to_variant(publication(paragraph("text"), language="en"), "zh-Hant", VariantSettings())


def test_an_article_in_another_language_stays() -> None:
    article = Article((Text("国会"),), (paragraph("会議"),), language="ja")
    read = publication(paragraph("头发"))
    read = replace(read, body=(*read.body, article))
    assert to_variant(read, "zh-Hant", VariantSettings()).publication.body[1] == article


def test_a_change_that_is_not_recorded_is_found() -> None:
    read = publication(paragraph("头发很长。"))
    done = to_variant(read, "zh-Hant-TW", VariantSettings())
    for wrong in ("頭髮很長", "頭髮甚長。", "頭髮很長。很長。"):
        (article,) = done.publication.body
        assert isinstance(article, Article)
        bad = replace(done.publication, body=(replace(article, blocks=(paragraph(wrong),)),))
        with pytest.raises(ProofError, match="converted"):
            check_converted(read, bad, done.runs)
    with pytest.raises(ProofError):
        check_converted(read, done.publication, ())


@given(st.text(alphabet="头发里后面干了系着“”‘’ab 1，。の国\n𠮷", max_size=40))
def test_nothing_but_han_and_quotation_marks_changes(written: str) -> None:
    read = publication(paragraph(written))
    for tag in ("zh-Hant-TW", "zh-Hant-HK", "zh-Hans"):
        done = to_variant(read, tag, VariantSettings())
        check_converted(read, done.publication, done.runs)
        assert done == to_variant(read, tag, VariantSettings())
