"""The style sheet and the embedded faces."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from keben.model import Publication
from keben.typeset.colour import dark_ground, luminance, on_both_grounds
from keben.typeset.highlight import DEEPEST

Press = Callable[..., Any]


def fonts(package: Any) -> set[str]:
    return {name.split("/")[-1] for name in package.files if "/fonts/" in name}


def style(package: Any) -> str:
    return package.files["EPUB/style.css"].decode()


def test_display_faces_are_embedded_and_the_text_s_is_not(
    press: Press, article: Publication
) -> None:
    package = press(article, fonts=True)
    assert fonts(package) == {"LXGWWenKai.ttf", "NotoSansCJKSCBold.otf"}
    assert not re.search(r"^body \{ font-family", style(package), re.M)


def test_all_faces_are_embedded_when_asked_for(press: Press, article: Publication) -> None:
    package = press(article, fonts=True, epub={"fonts": "all"})
    assert "NotoSerifCJKSC.otf" in fonts(package)
    assert re.search(r'^body \{ font-family: "Noto Serif CJK SC"', style(package), re.M)


def test_no_face_is_embedded_when_none_is_asked_for(press: Press, article: Publication) -> None:
    package = press(article, fonts=True, epub={"fonts": "none"})
    assert fonts(package) == set()
    assert "@font-face" not in style(package)
    assert package.statements("ibooks:specified-fonts") == []


def test_a_rare_character_is_set_in_its_embedded_face(
    press: Press, everything: Publication
) -> None:
    package = press(everything, fonts=True)
    rare = [e for e in package.tree("c01.xhtml").iter() if e.get("class") == "rare"]
    assert [e.text for e in rare] == ["𝔊"]
    (name,) = re.findall(r'\.rare \{ font-family: "([^"]+)"', style(package))
    address = re.search(rf'"{name}";.*?url\("([^"]+)"\)', style(package))
    assert address is not None
    data = package.files[f"EPUB/{address[1]}"]
    assert ord("𝔊") in TTFont(io.BytesIO(data)).getBestCmap()


def test_every_embedded_face_is_declared_and_every_declared_face_is_there(
    press: Press, book: Publication
) -> None:
    package = press(book, "book", fonts=True)
    declared = set(re.findall(r'url\("fonts/([^"]+)"\)', style(package)))
    assert declared == fonts(package)


def test_a_chapter_in_another_language_has_its_own_face(press: Press, book: Publication) -> None:
    sheet = style(press(book, "book", fonts=True))
    assert re.search(r'\[lang="ja"\] h1.*"Noto Sans CJK JP Bold"', sheet)
    assert re.search(r'\[lang="ko"\] h1.*"Noto Sans CJK KR Bold"', sheet)


def test_no_value_is_left_to_be_filled_in(press: Press, article: Publication) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", style(press(article)), flags=re.S)
    assert "var(" not in sheet
    assert "--" not in sheet
    assert "@import" not in sheet


def test_a_line_of_code_goes_on_further_in_than_it_began(
    press: Press, article: Publication
) -> None:
    """By half an em for each blank, in a face whose letters are half an em wide."""
    sheet = style(press(article))
    found = re.findall(r"\.in-(\d+):not\(\.marked\) \{ padding-left: ([\d.]+)em", sheet)
    assert {int(blanks): float(em) for blanks, em in found} == {
        blanks: 2 + blanks / 2 for blanks in range(1, DEEPEST + 1)
    }


def test_colours_of_text_and_ground_are_the_reader_s(press: Press, article: Publication) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", style(press(article)), flags=re.S)
    assert not re.search(r"(?<!-)color:(?!\s*inherit)", sheet)
    assert "background" not in sheet


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#8c2f1b", "#ffe000", "#0000ff"])
def test_an_accent_can_be_told_from_paper_and_from_a_night_screen(colour: str) -> None:
    light = luminance(on_both_grounds(colour))
    assert 1.05 / (light + 0.05) >= 4.5
    assert (light + 0.05) / 0.05 >= 3
    assert 0.9 / (luminance(dark_ground(colour)) + 0.05) >= 3.9


def test_a_dark_ground_stays_as_it_is() -> None:
    assert dark_ground("#8c2f1b") == "#8c2f1b"


def test_lines_are_asked_for_as_they_are_printed(press: Press, article: Publication) -> None:
    sheet = style(press(article))
    for wanted in (
        "line-break: strict",
        "text-spacing-trim: trim-both",
        "text-autospace: normal",
        "hanging-punctuation: none",
        "list-style-type: decimal",
    ):
        assert wanted in sheet
    asked = {"hanging_punctuation": "allow-end", "text_autospace": "no-autospace"}
    sheet = style(press(article, composition={**asked, "list_numbers": "chinese"}))
    assert "hanging-punctuation: allow-end" in sheet
    assert "text-autospace: no-autospace" in sheet
    assert "list-style-type: cjk-ideographic" in sheet


def test_what_is_balanced_in_print_is_balanced_on_a_screen(
    press: Press, article: Publication
) -> None:
    rules = re.findall(r"^([^{}\n]+) \{[^{}]*text-wrap: balance", style(press(article)), re.M)
    balanced = {name for names in rules for name in names.split(", ")}
    assert {"h1", "h6", "caption", "figcaption"} <= balanced


def test_emphasis_is_shown_as_it_is_printed(press: Press, article: Publication) -> None:
    sheet = style(press(article, emphasis={"style": "dots", "position": "over"}))
    assert re.search(r"em:lang\(zh\) \{[^}]* text-emphasis: filled dot", sheet)
    assert re.search(r"^em \{[^}]* text-emphasis-position: over right", sheet, re.M)
    sheet = style(press(article, emphasis={"style": "bold"}))
    assert re.search(r"^em \{ font-weight: bold", sheet, re.M)
    assert re.search(r"em:lang\(ja\), em:lang\(ko\) \{[^}]* text-emphasis: none", sheet)
