"""Words are divided where they may be, and only where a line would be too empty without it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.composition.characters import is_full_width
from keben.composition.cutting import cut
from keben.composition.forme import Rules
from keben.composition.hyphens import Hyphenation, divisions, knows, may_divide, words
from keben.composition.ruby import Span
from keben.composition.run import Neighbours, Run

EM = 10.0
HYPHEN = 3.0
PROSE = {"at_start": True, "indented": False, "justified": True}
CHINESE = Hyphenation("zh-Hans", 6, 2, 3, HYPHEN, share=0.15)


def found(text: str, how: Hyphenation = CHINESE, **beside: str) -> list[str]:
    made = words(text, how, beside.get("before"), beside.get("after"))
    return [text[word.start : word.stop] for word in made]


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("把configuration交给controller。", ["configuration", "controller"]),
        ("（implementation）与“documentation”", ["implementation", "documentation"]),
        ("See (documentation), “please”.", ["documentation", "please"]),
        ("Kubernetes", ["Kubernetes"]),
        ("short words only", []),
        # Addresses, code and what is half a number.
        ("https://example.org/documentation", []),
        ("someone@documentation", []),
        ("configuration_file node.configuration v2configuration", []),
        ("client-server input/output", []),
        # Abbreviations, and names that are not put together of words.
        ("UNESCOORGANISATION PostgreSQL OpenAPISpecification MacOSVersion iPhone", []),
        ("（StoryBuilder）与PostScript", ["StoryBuilder", "PostScript"]),
        # Pinyin is no English.
        ("Zhōnghuá Rénmín", []),
    ],
)
def test_words_are_nothing_but_letters(text: str, divided: list[str]) -> None:
    assert found(text) == divided


def test_a_word_that_goes_on_in_another_run_is_left_whole() -> None:
    assert found("configuration", after="s") == []
    assert found("configuration", before="-") == []
    assert found("configuration", before="把", after="交") == ["configuration"]


def test_patterns_are_those_of_the_language() -> None:
    assert divisions("configuration", CHINESE) == (3, 6, 7, 9)
    german = replace(CHINESE, language="de")
    assert found("Wörterbücher", german) == ["Wörterbücher"]
    assert divisions("Wörterbücher", german) == (3, 6, 8)
    assert found("Wörterbücher") == []
    assert divisions("Wörterbücher", replace(german, language="tlh")) == ()


def test_a_name_is_divided_between_its_words() -> None:
    assert divisions("StoryBuilder", CHINESE) == (5,)
    assert divisions("WorldWithoutLinux", CHINESE) == (5, 12)
    assert divisions("WorldWithoutLinux", replace(CHINESE, before=6, after=6)) == ()


def test_as_many_letters_stay_on_either_side_as_are_asked_for() -> None:
    assert divisions("authorization", CHINESE) == (2, 5, 9)
    assert divisions("authorization", replace(CHINESE, before=3)) == (5, 9)
    assert divisions("authorization", replace(CHINESE, after=5)) == (2, 5)


@pytest.mark.parametrize(
    ("language", "known"),
    [("zh-Hans", True), ("ja", True), ("en-GB", True), ("zh-Latn-pinyin", False), ("", False)],
)
def test_languages_whose_words_can_be_divided(language: str, known: bool) -> None:
    assert knows(language) is known


def test_alphabetic_text_has_addresses_too() -> None:
    text = "a well-known word, documentation; https://example.org/documentation and"
    assert may_divide(text, text.index("tation"))
    assert may_divide(text, text.index("known"))
    assert not may_divide(text, text.rindex("tation"))


# --- lines ----------------------------------------------------------------------------------------


def run(text: str, how: Hyphenation | None = CHINESE, **more: object) -> Run:
    return Run(
        text,
        [EM if is_full_width(c) else EM / 2 for c in text],
        [c in " -/" for c in text],
        em=EM,
        language="zh-Hans",
        rules=Rules(),
        neighbours=Neighbours(),
        hyphenation=how,
        **more,  # type: ignore[arg-type]
    )


def set_lines(made: Run, ems: float, *, justified: bool = True, hyphens: bool = True) -> list[str]:
    shown, start = [], 0
    while start < len(made.text):
        fit = cut(
            made,
            start,
            ems * EM,
            **{**PROSE, "justified": justified},
            whole_line=ems * EM,
            hyphens=hyphens,
        )
        shown.append(made.text[fit.start : fit.end].strip() + ("-" if fit.hyphen else ""))
        assert fit.width <= ems * EM + 1e-6
        start = fit.end
    return shown


def test_a_word_is_divided_rather_than_leave_a_hole() -> None:
    made = run("团队把configuration交给别人去做完")
    assert set_lines(made, 8) == ["团队把configura-", "tion交给别人去", "做完"]
    assert set_lines(run(made.text, None), 8)[0] == "团队把"


def test_a_line_is_shrunk_for_a_part_of_a_word() -> None:
    """The comma gives up its half, or the line would be stretched by a fifth of an em a gap."""
    made = run("书的人先看见的，却是configuration与别人")
    assert set_lines(made, 11.9)[0] == "书的人先看见的，却是con-"
    assert set_lines(made, 11.9, justified=False)[0] == "书的人先看见的，却是"


def test_a_line_of_few_gaps_is_not_stretched_much() -> None:
    """Though less of it would stay empty than may."""
    how = replace(CHINESE, share=0.3)
    assert (
        set_lines(run("configuration与documentation交给别人", how), 10)[0] == "configuration与doc-"
    )


def test_a_hyphen_needs_room_as_well() -> None:
    made = run("团队把一configuration交给别人去做")
    # 4 em, the gap, 7 letters and the hyphen are 8 em.
    assert set_lines(made, 7.99)[0] == "团队把一config-"
    assert set_lines(made, 8)[0] == "团队把一configu-"


def test_what_may_stay_empty_is_not_filled() -> None:
    """A word of six em leaves less than 15 % of a long line empty."""
    han = "翻开一本书读者看见的是字排书的人先看见的却是没有字的地方"
    text = f"{han}{han[:12]}configuration交给别人去做"
    assert len(set_lines(run(text), 45)[0]) == 40
    assert set_lines(run(text, replace(CHINESE, share=0.05)), 45)[0].endswith("configu-") is False
    assert set_lines(run(text, replace(CHINESE, share=0.05)), 45)[0].endswith("-")


def test_ragged_lines_are_filled_too() -> None:
    assert set_lines(run("团队把configuration交给别人"), 8, justified=False)[0].endswith("-")


def test_a_word_longer_than_its_line_is_divided_not_torn() -> None:
    made = run("internationalization")
    assert set_lines(made, 6) == ["internation-", "alization"]
    # And though too many lines end with a hyphen: it would be torn else.
    assert set_lines(made, 6, hyphens=False)[0] == "internation-"


def test_no_third_line_ends_with_a_hyphen() -> None:
    made = run("团队把configuration交给别人去做")
    assert set_lines(made, 8, hyphens=False)[0] == "团队把"


def test_a_paragraph_does_not_end_with_a_part_of_a_word() -> None:
    assert set_lines(run("团队交给configuration。"), 10) == ["团队交给", "configuration。"]


def test_a_word_under_an_annotation_is_left_whole() -> None:
    made = run("团队把configuration交给别人去做", spans=(Span(3, 16, 40.0),))
    assert set_lines(made, 8)[0] == "团队把"


@given(
    text=st.lists(
        st.sampled_from(
            (*"春江潮水连海平", "，", "。”", "（", "configuration", " book ", "documentation")
        ),
        min_size=4,
        max_size=40,
    ).map("".join),
    ems=st.sampled_from((6, 8, 10, 12)),
)
def test_a_hyphen_stands_in_words_only(text: str, ems: int) -> None:
    made, start = run(text), 0
    while start < len(text):
        fit = cut(made, start, ems * EM, **PROSE, whole_line=ems * EM)
        if fit.hyphen:
            assert re.fullmatch("[a-z]{5}", text[fit.end - 2 : fit.end + 3])
        start = fit.end
