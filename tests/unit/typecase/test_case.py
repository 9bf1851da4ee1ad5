"""A publication is given its faces: the right one for each language, 〓 for what none has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keben import walk
from keben.errors import FontError
from keben.model import (
    Article,
    Code,
    CodeBlock,
    Emphasis,
    Inline,
    Location,
    Metadata,
    Note,
    Paragraph,
    Part,
    Publication,
    Quotation,
    Ruby,
    Severity,
    Span,
    Text,
)
from keben.settings import Layer, Settings, combine
from keben.typecase import TypeCase, faces, fill
from keben.typecase.characters import GETA

Fill = Callable[..., tuple[TypeCase, Publication]]
PRIVATE = "\ue123"
UNKNOWN = "\U0001f7ff"
SETTINGS = combine()


def make(*inlines: Inline, language: str = "zh-Hans", title: str = "题") -> Publication:
    paragraph = Paragraph(inlines, Location(Path("a.md"), 7))
    return Publication(
        Metadata(title=title, language=language),
        (Article((Text(title),), (paragraph,), "c01", language),),
    )


@pytest.fixture(scope="module")
def filled(font_list: Path) -> Fill:
    def run(
        publication: Publication, settings: Settings = SETTINGS
    ) -> tuple[TypeCase, Publication]:
        return fill(publication, settings, lists=[font_list])

    return run


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("zh-Hans", "Noto Serif CJK SC"),
        ("zh-Hant", "Noto Serif CJK TC"),
        ("zh-Hant-TW", "Noto Serif CJK TC"),
        ("zh-Hant-HK", "Noto Serif CJK HK"),
        ("zh-Hant-MO", "Noto Serif CJK TC"),
        ("ja", "Noto Serif CJK JP"),
        ("ko", "Noto Serif CJK KR"),
        ("ko-KR", "Noto Serif CJK KR"),
        ("en", "Noto Serif CJK SC"),
        ("fr", "Noto Serif CJK SC"),
    ],
)
def test_each_language_has_its_face(language: str, family: str, filled: Fill) -> None:
    case, _ = filled(make(Text("骨 bone"), language=language))
    assert case.families["text", language] == (family,)


def test_a_run_in_another_language_has_that_languages_face(filled: Fill) -> None:
    case, _ = filled(make(Text("骨"), Span((Text("骨"),), "ja")))
    assert case.families["text", "zh-Hans"] == ("Noto Serif CJK SC",)
    assert case.families["text", "ja"] == ("Noto Serif CJK JP",)
    assert case.languages() == ("zh-Hans", "ja")


def test_jobs_have_the_faces_that_the_settings_name(filled: Fill) -> None:
    settings = combine(Layer({"faces": {"text": "kai", "code": "serif"}}))
    case, _ = filled(make(Text("字"), Code("x")), settings)
    assert case.families["text", "zh-Hans"] == ("LXGW WenKai",)
    assert case.families["code", "zh-Hans"] == ("Noto Serif CJK SC",)
    assert case.families["title", "zh-Hans"] == ("Noto Sans CJK SC Bold",)


def test_a_rare_character_is_printed_in_a_last_resort_face(filled: Fill) -> None:
    case, same = filled(make(Text("字ไทย𝔊")))
    assert case.families["text", "zh-Hans"][0] == "Noto Serif CJK SC"
    assert "Noto Sans Thai Regular" in case.families["text", "zh-Hans"]
    assert case.missing == frozenset()
    assert same.findings == ()


def test_what_a_jobs_face_lacks_is_printed_in_the_texts_face(filled: Fill) -> None:
    settings = combine(Layer({"faces": {"text": "serif", "code": "thai"}}))
    case, _ = filled(make(Text("字"), Code("字")), settings)
    assert case.families["code", "zh-Hans"] == ("Noto Sans Thai Regular", "Noto Serif CJK SC")


def test_chinese_quotation_marks_are_an_em_wide_in_every_face(filled: Fill) -> None:
    """LXGW WenKai has narrow ones only, so a quotation's marks come from the text's face."""
    quoted = Quotation((Paragraph((Text("“刻”工"),)),))
    case, _ = filled(replace(make(), body=(Article((Text("题"),), (quoted,), language="zh-Hans"),)))
    cut = {font.face.name: font.characters for font in case.fonts}
    assert "刻" in cut["LXGW WenKai"]
    assert "“" not in cut["LXGW WenKai"]
    assert "“" in cut["Noto Serif CJK SC"]


def test_no_face_is_read_after_one_that_has_the_mark(
    filled: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    coverage = faces.coverage

    def noting(face: faces.Face) -> Any:
        asked.add(face.name)
        return coverage(face)

    monkeypatch.setattr(faces, "coverage", noting)
    filled(make(Text("“字”")))
    assert asked == {"Noto Serif CJK SC", "Noto Sans CJK SC Bold", "Noto Sans CJK SC"}


def test_latin_emphasis_is_italic_and_han_emphasis_is_not(filled: Fill) -> None:
    case, _ = filled(make(Emphasis((Text("字ink，"),))))
    assert case.families["emphasis", "zh-Hans"] == ("Noto Serif Italic", "LXGW WenKai")
    italic = next(font for font in case.fonts if font.face.family == "italic")
    assert italic.characters == set("ink")


def test_emphasis_in_the_face_of_what_is_strong_is_never_slanted(filled: Fill) -> None:
    bold = combine(Layer({"emphasis": {"style": "bold"}}))
    case, _ = filled(make(Emphasis((Text("字ink"),))), bold)
    assert case.families["emphasis", "zh-Hans"] == ("Noto Sans CJK SC Bold",)


def test_an_emphasis_without_latin_needs_no_italic(filled: Fill) -> None:
    case, _ = filled(make(Emphasis((Text("字"),))))
    assert case.families["emphasis", "zh-Hans"] == ("LXGW WenKai",)


def test_each_face_is_cut_once_to_what_it_prints(filled: Fill) -> None:
    case, _ = filled(make(Text("春江"), Emphasis((Text("潮"),))))
    names = [font.face.name for font in case.fonts]
    assert len(names) == len(set(names))
    serif = case.fonts[names.index("Noto Serif CJK SC")]
    assert set("春江潮题") <= serif.characters
    assert "水" not in serif.characters


def test_the_same_publication_gives_the_same_bytes(filled: Fill) -> None:
    made = make(Text("春江"), Code("潮水 x"), Emphasis((Text("ink"),)))
    assert filled(made) == filled(made)


@pytest.mark.parametrize(
    ("character", "code", "why"),
    [
        (PRIVATE, "C001", "is for private use"),
        (UNKNOWN, "C002", "has no glyph in any face"),
        ("\ufffd", "C003", "stands where a character was lost before"),
    ],
)
def test_a_character_without_a_glyph_is_printed_as_a_geta_and_reported(
    character: str, code: str, why: str, filled: Fill
) -> None:
    case, changed = filled(make(Text(f"春{character}江")))
    assert case.missing == {character}
    assert walk.plain(changed.body[0].blocks[0].inlines) == f"春{GETA}江"  # type: ignore[union-attr]
    (finding,) = changed.findings
    assert (finding.code, finding.severity) == (code, Severity.WARNING)
    assert finding.location == Location(Path("a.md"), 7)
    assert f"U+{ord(character):04X} {why}" in finding.message
    assert any(GETA in font.characters for font in case.fonts)


def test_a_radical_is_printed_as_written_and_reported_outside_code(filled: Fill) -> None:
    case, changed = filled(make(Text("部首⽂，⺀。"), Code("⼀")))
    assert case.missing == frozenset()
    assert "⽂" in repr(changed.body)
    assert [(f.code, f.message) for f in changed.findings] == [
        ("C004", "U+2E80 is a radical, by which no search finds a character."),
        ("C004", "U+2F42 is a radical, by which no search finds 文."),
    ]
    assert changed.findings[1].location == Location(Path("a.md"), 7)


def test_a_geta_stands_wherever_the_character_stood(filled: Fill) -> None:
    article = Article(
        (Text(PRIVATE),),
        (
            Paragraph((Code(PRIVATE), Ruby(PRIVATE, PRIVATE), Emphasis((Text(PRIVATE),)))),
            CodeBlock(PRIVATE),
        ),
        notes=(Note("a", (Paragraph((Text(PRIVATE),)),)),),
    )
    part = Part((Text(PRIVATE),), (article,))
    _, changed = filled(Publication(Metadata(title=PRIVATE, subtitle=PRIVATE), (part,)))
    assert PRIVATE not in repr(changed)
    assert [finding.code for finding in changed.findings] == ["C001"]


def test_what_is_not_drawn_needs_no_face(filled: Fill) -> None:
    case, changed = filled(make(Text("春\u200b江\u2060\u00ad\u200d")))
    assert case.missing == frozenset()
    assert changed.findings == ()


def test_an_unknown_family_is_named(filled: Fill) -> None:
    settings = combine(Layer({"faces": {"head": "fraktur"}}))
    with pytest.raises(FontError, match=r'faces\.head names "fraktur"') as caught:
        filled(make(Text("字")), settings)
    assert "serif, sans, sans-bold, kai" in caught.value.hint
