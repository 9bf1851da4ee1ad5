"""Kobo's spans: around each sentence, numbered by paragraph, and around nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from keben.editions.epub.kobo import add_spans


def page(body: str) -> str:
    return f'<html><head><title>t. u.</title></head><body class="x">{body}</body></html>'


def spans(body: str) -> list[tuple[str, str]]:
    """Each span's number and text."""
    root = ET.fromstring(add_spans(page(body)))
    return [
        ((e.get("id") or "").removeprefix("kobo."), "".join(e.itertext()))
        for e in root.iter("span")
        if e.get("class") == "koboSpan"
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>甲。乙！</p><p>丙</p>", [("1.1", "甲。"), ("1.2", "乙！"), ("2.1", "丙")]),
        ("<p>“甲。”乙</p>", [("1.1", "“甲。”"), ("1.2", "乙")]),
        ("<p>One 3.14 two. Three</p>", [("1.1", "One 3.14 two. "), ("1.2", "Three")]),
        ("<p>甲<em>乙</em>丙</p>", [("1.1", "甲"), ("1.2", "乙"), ("1.3", "丙")]),
        ("<p>甲&amp;乙</p>", [("1.1", "甲&乙")]),
        ("<p><ruby>漢<rt>kàn. x</rt></ruby></p>", [("1.1", "漢")]),
        ("<pre><code>a. b. c</code></pre>", []),
        ('<p>第<span class="upright">12</span>页</p>', [("1.1", "第"), ("1.2", "页")]),
        ('<p>甲</p>\n<figure><img src="a.png"/></figure>', [("1.1", "甲"), ("2.1", "")]),
        ("<p>  </p>", []),
    ],
)
def test_sentences_stand_in_spans(body: str, found: list[tuple[str, str]]) -> None:
    assert spans(body) == found


def test_the_text_stays_and_the_body_is_wrapped() -> None:
    body = "<section><h1>题</h1>\n<p>一句。 Two words. 三<br/>四</p></section>"
    root = ET.fromstring(add_spans(page(body)))
    before = ET.fromstring(page(body))
    assert "".join(root.itertext()) == "".join(before.itertext())
    assert [e.get("id") for e in root.iter("div")] == ["book-columns", "book-inner"]


def test_numbers_are_never_used_twice() -> None:
    html = add_spans(
        page("<ul><li><p>一。二</p></li><li>三</li></ul><table><tr><td>四</td></tr></table>")
    )
    found = re.findall(r'id="(kobo[^"]*)"', html)
    assert len(found) == len(set(found)) == 4
