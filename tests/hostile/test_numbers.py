"""Numbers that no one counts with: thousands of digits, which Python refuses, and digits that are
no number to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keben.digits import number_in
from tests.hostile.made import docx, line

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

NUMBERS = ("9" * 5_000, "²", "٣" * 5_000)
LEVELS = (
    '<w:p><w:pPr><w:outlineLvl w:val="{0}"/><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="{0}"/>'
    '</w:numPr></w:pPr><w:r><w:rPr><w:sz w:val="{0}"/></w:rPr><w:t>x</w:t></w:r></w:p>'
)
CITED = "# x\n\n[@k]\n\n::: bibliography\n:::\n"
WORK = "@book{{k, title={{T}}, author={{A B}}, year={{2000}}, month={{{0}}}, edition={{{0}}}}}"
FENCE = '```py startFrom="{0}" hl_lines="{0}-{0}"\na\n```\n'


@pytest.mark.parametrize("number", NUMBERS, ids=["9999", "²", "٣٣٣"])
def test_no_text_is_refused_for_a_number(keben: Run, number: str) -> None:
    files: dict[str, str | bytes] = {
        "code.md": "# x\n\n" + FENCE.format(number),
        "cited.md": CITED,
        "works.bib": WORK.format(number),
        "a.docx": docx(LEVELS.format(number) + line("正文。")),
    }
    sources = ("code.md", "cited.md", "a.docx", "--set", "bibliography.files=works.bib")
    done = keben(*sources, "-f", "epub", files=files)
    assert done.code == 0, done.told


def test_a_head_counted_without_end_is_refused_as_a_word(keben: Run) -> None:
    number = "9" * 5_000
    text = f"第{number}章 甲\n\n内容。\n\n{number}. 丙\n\n1.{number}.1 丁\n\n内容。\n"
    done = keben("a.txt", "-f", "epub", files={"a.txt": text})
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert "a.txt:1: a word of more than 2,000 characters cannot be set." in done.told


@pytest.mark.parametrize("part", ["{0}", "{0}:", ":{0}", "{0}:{0}"])
def test_lines_beyond_count_are_no_part_of_a_file(keben: Run, part: str) -> None:
    book = {
        "b/book.toml": "[book]\n",
        "b/src/SUMMARY.md": "- [a](a.md)\n",
        "b/src/a.md": f"# a\n\n{{{{#include b.md:{part.format('9' * 5_000)}}}}}\n",
        "b/src/b.md": "x\n",
    }
    done = keben("b", "-f", "epub", files=book)
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert "a.md:3: error B007: " in done.told
    assert max(map(len, done.told.splitlines())) < 2_500


def test_digits_of_any_script_are_read() -> None:
    assert [number_in(text, -1) for text in ("12", "１２", "٣", "²", "9" * 10, "-1", "")] == [
        *(12, 12, 3),
        *(-1, -1, -1, -1),
    ]
