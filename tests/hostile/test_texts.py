"""Texts that were made to do harm end in a file or a clear error, soon and in little memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

WIDE = "\n".join("|".join(part * 5000) for part in ("a", "-", "b"))
SHORT = "|".join("a" * 400) + "\n" + "|".join("-" * 400) + "\n" + "x|\n" * 400

REFUSED = {
    "a bracket, over and over": ("[" * 50_000, "a paragraph with more than 5,000 brackets"),
    "notes in one another": ("^[" * 30_000, "a paragraph with more than 5,000 brackets"),
    "a paragraph without end": ("一段很长的话" * 50_000, "a paragraph of 300,000 characters"),
    "a word without end": ("x" * 1_000_000, "a paragraph of 1,000,000 characters"),
    "long words": (("a" * 2001 + " ") * 9, "a word of more than 2,000 characters"),
    "marks on one character": ("a" + "\u0301" * 20_000, "more than 30 combining marks"),
    "a table of 5,000 columns": (WIDE, "a table of 5,000 columns"),
    "a table of many cells": (SHORT, "a table of "),
    "code without end": ("```\n" + "x\n" * 20_000 + "```", "a block of 20,000 lines of code"),
    "a zero byte": ("a\0b", "the control character U+0000"),
}

MADE = {
    "quotations in one another": "> " * 90 + "x",
    "marks of quotation": ">" * 400,
    "boxes in one another": "::: note\n" * 60,
    "lists in one another": "".join("  " * n + "- x\n" for n in range(300)),
    "emphasis that never ends": "*a " * 5000,
    "signs on signs": "前<sup>" * 200
    + "中"
    + "</sup>" * 200
    + "前<sub>" * 99
    + "中"
    + "</sub>" * 99,
    "comments that never end": "<!--\n" * 2000,
    "a mark twice on one character": "字\u0301\u0301，a" + "\u0301" * 30,
    "controls without shape": "前\x7f后\x85前\x98后\u2028前\ufffb后",
    "letters turned round": "前\u202eabc，后abc\n\n```\nx\u202e = 1\n```",
    "what stands for no letter": "前\u3164后\u115f",
    "a head of several pages": "## " + "甲" * 3_000,
    "variation selectors": "葛\U000e0100城，字\ufe00",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_set_is_refused_with_its_place(keben: Run, text: str, message: str) -> None:
    done = keben("a.md", files={"a.md": f"# 题\n\n{text}\n"})
    assert done.code == 4, done.told
    assert "keben: a.md:3: " in done.told
    assert message in done.told
    assert "Traceback" not in done.told


@pytest.mark.parametrize("text", MADE.values(), ids=MADE)
def test_what_can_be_set_is_made_and_proved(keben: Run, text: str) -> None:
    done = keben("a.md", files={"a.md": f"# 题\n\n{text}\n"})
    assert done.code == 0, done.told


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_megabytes_of_one_character_are_refused(keben: Run, name: str) -> None:
    done = keben(name, files={name: "x" * 8_000_000})
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert f"keben: {name}:1: a line of 8,000,000 characters cannot be read." in done.told


ENDLESS = {
    "one character": ("x" * 45_000_000, "utf-8", "1: a line of more than 5,000,000 characters"),
    "Han": ("汉" * 22_000_000, "gb18030", "1: a line of more than 5,000,000 characters"),
    "a line behind others": ("话\n" * 9 + "汉" * 11_000_000, "utf-16-le", "10: a line of more"),
    "empty lines": ("话" + "\n" * 2_000_000, "utf-8", "1000001: a text of 2,000,001 lines"),
}


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(("text", "encoding", "message"), ENDLESS.values(), ids=ENDLESS)
def test_what_no_encoding_need_be_tried_on_is_refused_at_once(
    keben: Run, name: str, text: str, encoding: str, message: str
) -> None:
    done = keben(name, files={name: text.encode(encoding)}, seconds=8)
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert f"keben: {name}:{message}" in done.told


@pytest.mark.parametrize("name", ["title", "subtitle"])
@pytest.mark.parametrize("piece", ["甲", "a ", "的，"])
def test_a_title_longer_than_its_page_is_made_soon(keben: Run, name: str, piece: str) -> None:
    words = (piece * 299)[:299]
    book = {"b/a.md": "# 甲\n\n正文。\n", "b/b.md": "# 乙\n\n正文。\n"}
    done = keben("b", "--set", f"{name}={words}", "--set", "page.paper=small-32k", files=book)
    assert done.code == 0, done.told
    assert done.seconds < 10


STATED = {
    "a title without end": ("title: " + "甲" * 301, "a title or name of 301 characters"),
    "names without end": (f"authors: [{', '.join(map(str, range(501)))}]", "with 501 names"),
    "rights without end": ("rights: " + "甲，" * 1_001, "rights of 2,002 characters"),
}


@pytest.mark.parametrize(("line", "message"), STATED.values(), ids=STATED)
def test_what_no_title_page_has_room_for_is_refused(keben: Run, line: str, message: str) -> None:
    done = keben("a.md", files={"a.md": f"---\n{line}\n---\n\n# 题\n\n正文。\n"})
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert message in done.told


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u200b"])
def test_a_title_of_blanks_is_none(keben: Run, blank: str) -> None:
    stated = ("--set", f'title="{blank}"', "--set", f'subtitle="{blank}"')
    done = keben("a.md", *stated, files={"a.md": "# 题\n\n正文。\n"})
    assert done.code == 0, done.told


@pytest.mark.parametrize("name", ["authors", "publisher", "source", "rights", "series"])
def test_a_name_that_no_face_can_print_is_reported(keben: Run, name: str) -> None:
    done = keben("a.md", "--set", f"{name}=سلام", files={"a.md": "# 题\n\n正文。\n"})
    assert done.code == 0, done.told
    assert "warning C002: U+0633 has no glyph in any face; printed as 〓." in done.told


def test_an_ornament_that_no_face_can_print_is_refused(keben: Run) -> None:
    done = keben(
        "a.md", "--set", "scene_break=سلام", files={"a.md": "# 题\n\n正文。\n\n***\n\n尾。\n"}
    )
    assert (done.code, "Traceback" in done.told) == (6, False), done.told
    assert "and no face has U+0627. Write it otherwise, or add a face" in done.told
