"""The reader agrees with the CommonMark specification's own examples.

The examples are under CC BY-SA 4.0 and are not part of this repository: name the specification's
text, version 0.31.2, with ``KEBEN_COMMONMARK`` (``tests/spec/commonmark.txt`` in the source
distribution of marko).
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

_FILE = Path(__file__).with_name("commonmark.py")
_SPEC = importlib.util.spec_from_file_location("commonmark_case", _FILE)
assert _SPEC is not None
assert _SPEC.loader is not None
commonmark = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(commonmark)

RAW = {"HTML blocks", "Raw HTML"}
"""Sections about HTML that passes unchanged: we read HTML into the model."""

EXCEPTIONS = {
    **dict.fromkeys((21, 31, 201, 344, 476, 477, 491, 494, 524, 536, 642, 643), "raw HTML"),
    39: "two line ends written as entities are line ends, and Han has no blank there",
    79: "a head without words is dropped",
    144: "a language that is a mark and no word is dropped",
    200: "a link without a target is its words",
    218: "an empty quotation is dropped",
    239: "an empty quotation is dropped",
    240: "an empty quotation is dropped",
    468: "four underscores or more are a blank to be filled in",
    484: "a link without words is dropped",
    485: "a link without a target is its words",
    486: "a link without a target is its words",
    487: "a link without words is dropped",
    567: "a link without a target is its words",
}


def test_the_reader_agrees_on_all_but_a_short_list() -> None:
    named = os.environ.get("KEBEN_COMMONMARK", "")
    if not named:
        pytest.skip("KEBEN_COMMONMARK names no file with the specification's examples")
    cases = list(commonmark.examples(Path(named).read_text(encoding="utf-8")))
    assert len(cases) == 652
    differing = {
        number
        for number, (section, markdown, html) in enumerate(cases, start=1)
        if section not in RAW and commonmark.ours(markdown) != commonmark.theirs(html)
    }
    assert differing == EXCEPTIONS.keys()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一\n二", "<p>一二</p>"),
        ("one\ntwo", "<p>one two</p>"),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("## 二级 ##", "<h2>二级</h2>"),
        ("标题\n---", "<h2>标题</h2>"),
        ("- a\n- b\n\n- c", "<ul><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ul>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("7) a\n8) b", '<ol start="7"><li>a</li><li>b</li></ol>'),
        ("> a\nb", "<blockquote><p>a b</p></blockquote>"),
        ("> - a\n> - b", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>"),
        ("    x\n\n    y", "<pre><code>x\n\ny\n</code></pre>"),
        ("``` py\nx\n```", '<pre><code class="language-py">x\n</code></pre>'),
        ("***\n", "<hr>"),
        ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
        ("***a***", "<p><em><strong>a</strong></em></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("`` ` ``", "<p><code>`</code></p>"),
        ("[a](/b 'c')", '<p><a href="/b">a</a></p>'),
        ("[a][r]\n\n[r]: /b", '<p><a href="/b">a</a></p>'),
        ("![a *b*](c.png 'd')", '<p><img src="c.png" alt="a b" title="d"></p>'),
        (
            "<https://example.org/>",
            '<p><a href="https://example.org/">https://example.org/</a></p>',
        ),
        ("\\*a\\* &amp; &copy;", "<p>*a* &amp; ©</p>"),
    ],
)
def test_what_commonmark_says_in_small(text: str, html: str) -> None:
    assert commonmark.ours(text) == commonmark.theirs(html)
