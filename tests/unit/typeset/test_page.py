"""What theme.toml declares becomes style rules."""

from __future__ import annotations

import pytest

from keben.settings import Layer, combine
from keben.typecase import CutFont, TypeCase
from keben.typecase.faces import Face
from keben.typeset.geometry import lay_out
from keben.typeset.page import faces, file_stem, font_faces, page_rules, variables

FAMILIES = {
    ("text", "zh-Hans"): ("Noto Serif CJK SC",),
    ("head", "zh-Hans"): ("Noto Sans CJK SC Bold",),
    ("text", "ja"): ("Noto Serif CJK JP", "Symbola"),
}
CASE = TypeCase((), FAMILIES, frozenset())


def rules(**values: object) -> str:
    settings = combine(Layer(values))
    return page_rules(settings, lay_out(settings, with_sidebar=False))


def test_settings_become_custom_properties() -> None:
    settings = combine(Layer({"type": {"heads": [14, 12]}, "scene_break": 'a"\\b\nc'}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    assert "--size:10.5pt;" in css
    assert "--head-2:14pt;--head-3:12pt;--head-4:12pt;" in css
    assert "--accent:#8c2f1b;" in css
    assert r'--scene-break:"a\"\\b\a c";' in css
    assert css.startswith(":root{")


@pytest.mark.parametrize(("small", "pitch"), [(8.5, "13.5pt"), (16, "23.2pt")])
def test_lines_of_notes_keep_their_distance_however_large_they_are(
    small: float, pitch: str
) -> None:
    settings = combine(Layer({"type": {"small": small}}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    assert f"--note-pitch:{pitch};" in css


def test_a_passage_in_the_books_language_keeps_its_faces_within_another() -> None:
    settings = combine(Layer({}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    assert '[lang="zh-Hans"]{' in css
    assert '[lang="ja"]{' in css


def test_one_size_of_head_serves_all_levels() -> None:
    settings = combine(Layer({"type": {"heads": [14]}}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    assert "--head-2:14pt;--head-3:14pt;--head-4:14pt;" in css


def test_a_job_without_characters_of_its_own_has_the_texts_face() -> None:
    css = faces(CASE, "zh-Hans")
    assert '--face-head:"Noto Sans CJK SC Bold",sans-serif;' in css
    assert '--face-quote:"Noto Serif CJK SC",serif;' in css


def test_another_language_has_faces_of_its_own() -> None:
    settings = combine()
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    assert '[lang="ja"]{--face-text:"Noto Serif CJK JP","Symbola",serif;' in css


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("kai", ("--dots:dot under;--em-mark:none;", "--dots:dot over;--em-mark:dot over;")),
        ("dots", ("--em-mark:dot under;", "--em-mark:dot over;")),
        ("bold", ("--em-mark:none;", "--em-mark:none;")),
    ],
)
def test_emphasis_is_marked_as_the_theme_asks(style: str, expected: tuple[str, str]) -> None:
    settings = combine(Layer({"emphasis": {"style": style}}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    root, japanese = css.splitlines()[:2]
    assert expected[0] in root
    assert expected[1] in japanese


def test_a_drop_cap_fills_its_lines_and_whole_characters() -> None:
    settings = combine(Layer({"composition": {"drop_cap": 2}}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    assert "--drop-size:28.5pt;" in css
    assert "--drop-width:31.5pt;" in css


def test_cut_fonts_are_named_to_the_engine() -> None:
    face = Face("serif", "Noto Serif CJK SC", None, 0, ("*",), "")  # type: ignore[arg-type]
    case = TypeCase((CutFont(face, b"", "otf"),), {}, frozenset())
    assert font_faces(case, "x/{name}.{suffix}") == (
        '@font-face{font-family:"Noto Serif CJK SC";src:url(x/NotoSerifCJKSC.otf)}'
    )
    assert file_stem("Noto Serif CJK SC") == "NotoSerifCJKSC"


def test_the_margins_of_left_pages_mirror_those_of_right_ones() -> None:
    css = rules(page={"two_sided": True, "inner": 20, "outer": 30})
    left = css.split("@page:left{")[1].split("}")[0]
    right = css.split("@page:right{")[1].split("}")[0]
    assert left.split(";")[0].removeprefix("margin-left:") == right.split(";")[1].removeprefix(
        "margin-right:"
    )


@pytest.mark.parametrize(
    ("language", "indent"), [("zh-Hans", "2em"), ("en", "2em"), ("ja", "1em"), ("ko", "1em")]
)
def test_japanese_and_korean_are_set_in_by_half_as_much(language: str, indent: str) -> None:
    """jlreq §3.5.1, klreq: by one em, where Chinese paragraphs begin two em further in."""
    settings = combine(Layer({}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, language)
    assert f"--indent:{indent};" in css.splitlines()[0]


def test_words_are_divided_in_narrow_lines_of_han_and_in_all_lines_of_letters() -> None:
    asked = {"hyphens": "manual", "hyphenate_limit_chars": [8, 3, 3], "hyphenate_limit_zone": 0.1}
    settings = combine(Layer({"composition": asked}))
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "zh-Hans")
    assert "--hyphens:manual;" in css
    assert "hyphenate-limit-chars:8 3 3;hyphenate-limit-zone:10%;" in css
    css = variables(settings, lay_out(settings, with_sidebar=False), CASE, "en")
    assert "hyphenate-limit-chars:8 3 3;hyphenate-limit-zone:0%;" in css.splitlines()[0]
