"""Web pages that were made to do harm end in a file or a clear error, soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

PAGE = "<!DOCTYPE html><title>题</title><article><h1>题</h1><p>正文一段，说了又说。</p>{}"
MANY = 6_000
SPANS = "".join(
    f'<tr><td {name}="{value}">甲</td><td>乙</td></tr>'
    for name in ("colspan", "rowspan")
    for value in ("1000000000", "0", "-1", "1e9", "９", "9" * 5000)
)

MADE = {
    "cells as wide as the world": f"<table><tr><th>头</th></tr>{SPANS}</table>",
    "a number of a list": f'<ol start="1{"0" * 30}"><li value="-{"9" * 5000}">甲</li></ol>',
    "tables in one another": "<table>" * MANY + "话。",
    "boxes in one another": "<div><b><blockquote>" * (MANY // 3) + "话。",
    "attributes": f"<p {' '.join(f'a{n}=x' for n in range(20_000))}>话。</p>",
    "characters that are none": f"<p>话&#{'9' * 5000};&#x110000;&#xD800;&#{'0' * 5000}65;。</p>",
    "an attribute of such": f'<p><img alt="&#{"9" * 5000};"></p>',
    "tags never ended": "<a " * 3 * MANY,
}
REFUSED = {
    "entities": ("<p>" + "&amp;" * 300_000, "a paragraph of 300,000 characters"),
    "rows that span all": (
        "<table><tr><th>头" + ("<tr>" + "<td rowspan=60000>话" * 3) * 1000 + "</table>",
        "a table of ",
    ),
}


@pytest.mark.parametrize("body", MADE.values(), ids=MADE)
def test_what_can_be_read_is_made_and_proved(keben: Run, body: str) -> None:
    done = keben("a.html", "-f", "epub", files={"a.html": PAGE.format(body)})
    assert done.code == 0, done.told


@pytest.mark.parametrize(("body", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_set_is_refused_with_its_place(keben: Run, body: str, message: str) -> None:
    done = keben("a.html", "-f", "epub", files={"a.html": PAGE.format(body)})
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert f"keben: a.html:1: {message}" in done.told


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_a_picture_in_its_own_address_is_not_printed_as_letters(keben: Run, name: str) -> None:
    body = f'<p><img alt="图" src="data:image/png;base64,{"A" * 1_000_000}"></p>'
    text = PAGE.format(body) if name == "a.html" else f"# 题\n\n正文。\n\n{body}\n"
    done = keben(name, "-f", "pdf,epub", files={name: text})
    assert (done.code, "Traceback" in done.told) == (0, False), done.told
    assert "warning I008" in done.told
    assert "AAAA" not in done.told
