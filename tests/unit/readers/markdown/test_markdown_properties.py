"""What holds for any text: it is read or refused with a reason, and no letter of it is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keben.errors import PressError
from keben.model import Publication, Source
from keben.readers.markdown import read
from keben.settings import Settings

MARKS = r"""*_~`#>-+=|:.!()[]{}<>^&\/"'$%@;,? """
HTML = ["<b>", "</b>", "<div>", "</div>", "<ruby>", "<rt>", "</ruby>", "<br>", "<!--", "-->"]
HTML += ["<script>", "</script>", "<pre>", "<td>", "<table>", "</table>", "<img src=a>", "<T>"]
BLOCKS = ["\n\n", "\n> ", "\n- ", "\n1. ", "\n# ", "\n::: note\n", "\n:::\n", "\n```\n", "\n    "]
BLOCKS += ["\n: ", "\n| 甲 | 乙 |\n|--|--|\n", "\n---\n", "\n[^1]: ", "[^1]", "\n表：", "\n——"]

words = st.text("汉字漢カなㄅ한글。，「」“”—…　", min_size=1, max_size=6)
any_text = st.lists(
    st.one_of(words, st.sampled_from(list(MARKS)), st.sampled_from(HTML + BLOCKS), st.characters())
).map("".join)
# Without brackets, tags, fences and containers Markdown has nothing that hides letters.
open_text = st.lists(
    st.one_of(words, st.sampled_from([*"*_~#>-+=|.!^&\\/, \n", "\n\n", "\n: ", "\n|-|-|\n"]))
).map("".join)


def read_text(text: str) -> Publication:
    return read(Source(Path("notes.md"), text, "utf-8", Path()), Settings())


def letters(text: str) -> str:
    return "".join(re.findall(r"[一-鿿぀-ヿㄅ가-힣]", text))


def model_letters(publication: Publication) -> str:
    """The letters of the model in its own order: that of the text, where no table has a caption."""
    return letters(repr(publication.body))


@settings(max_examples=300)
@given(any_text)
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    refusal: PressError | None = None
    try:
        read_text(text)
    except PressError as error:
        refusal = error
    assert refusal is None or (refusal.location and refusal.hint)


@settings(max_examples=300)
@given(open_text)
def test_no_letter_is_lost(text: str) -> None:
    assume(not re.search(r"~~~|(表|표)[:：]", text))
    assert Counter(letters(text)) == Counter(model_letters(read_text(text)))


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    forms = [
        "**{}**", "*{}*", "~~{}~~", "[{}](a.md)", "[{}]{{.dots}}", "[{}]{{lang=ja}}", "<b>{}</b>",
        "<ruby>{}<rt>x</rt></ruby>", "<span>{}</span>", "<u>{}</u>", "{}\n", "{}<br>", "![{}](a)",
        "[{}]{{x}}", "`{}`", "<p>{}</p>", "{}  \n",
    ]  # fmt: skip
    return st.builds(str.format, st.sampled_from(forms), inner)


plain_words = st.text("汉字漢かな한글", min_size=1, max_size=5)
lines = st.lists(st.recursive(plain_words, wrapped, max_leaves=4), min_size=1, max_size=4).map(
    lambda parts: "，".join(parts).strip()
)


def block(form: str) -> Callable[[str], str]:
    def make(text: str) -> str:
        first, *others = form.split("{}")
        body = text.replace("\n", "\n" + re.sub(r"[^> ]", " ", first.split("\n")[-1]))
        return first + body + "".join(others)

    return make


FORMS = ["{}", "## {}", "> {}", "- {}", "- [x] {}", "1. {}", "::: note\n{}\n:::", "词\n: {}"]
FORMS += [
    "::: epigraph\n{}\n:::",
    "::: verse\n{}\n:::",
    "::: pull-quote\n{}\n:::",
    "<div>\n{}\n</div>",
]
FORMS += ["| {} |\n|--|\n", "> 甲\n>\n> —— {}", "::: unknown\n{}\n:::", "<ul><li>{}</li></ul>"]


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(FORMS), lines), min_size=1, max_size=5))
def test_marked_up_letters_come_in_order(parts: list[tuple[str, str]]) -> None:
    single = ("## {}", "| {} |\n|--|\n")
    blocks = [
        block(form)(" ".join(text.split()) if form in single else text) for form, text in parts
    ]
    text = "\n\n".join(blocks)
    assume("~~~" not in text and "```" not in text)
    assert model_letters(read_text(text)) == letters(text)
