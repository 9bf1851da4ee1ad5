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
