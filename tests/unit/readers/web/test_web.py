"""A saved page gives its text, its byline and its source; what stands around the text goes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import walk
from keben.decoding import read_source
from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Block,
    CodeBlock,
    Contributor,
    Credit,
    Figure,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Publication,
    Quotation,
    Ruby,
    Source,
    Table,
    Text,
)
from keben.readers.web import read
from keben.settings import Layer, Settings, combine

ONE = "村里有一口老井，没有人说得清楚是哪一年打的，只有井栏上磨出来的十几道绳痕，一道比一道深。"
TWO = "后来通了自来水，井就用石板盖上了，可是每年清明，还是有人来把石板掀开，打一桶水上来。"
MENU = '<nav><a href="/">首页</a> <a href="/n">新闻</a></nav>'
HOT = '<div class="right"><h3>热门</h3><ul><li><a href="/1">另一篇文章的题目</a></li></ul></div>'
FOOT = "<footer>版权所有 城南旧闻网</footer><script>var x = '老井。';</script>"


def page(text: str, head: str = "<title>井边 - 城南旧闻</title>", above: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body>{MENU}<div class='wrap'>"
        f"<div class='left'><h1>井边</h1>{above}<div class='content'>{text}</div></div>{HOT}</div>"
        f"{FOOT}</body></html>"
    )


def published(html: str, **values: object) -> Publication:
    settings = combine(Layer(values)) if values else Settings()
    return read(Source(Path("井.html"), html, "utf-8", Path()), settings)


def article(html: str) -> Article:
    found = published(html).body[0]
    assert isinstance(found, Article)
    return found


def blocks(text: str) -> tuple[Block, ...]:
    return article(page(f"<p>{ONE}</p>{text}<p>{TWO}</p>")).blocks[1:-1]


def words(found: Article) -> str:
    return "".join(
        walk.plain(run) for b in walk.blocks(found.blocks) for run in walk.own_inlines(b)
    )


def test_the_text_is_found_and_what_stands_around_it_goes() -> None:
    made = published(page(f"<p>　　{ONE}</p><p>　　{TWO}</p>"))
    found = made.body[0]
    assert isinstance(found, Article)
    assert words(found) == ONE + TWO
    assert found.title == (Text("井边"),)
    (note,) = made.findings
    assert note.code == "H001"
    assert "1 scripts" in note.message


def test_a_paragraph_left_outside_is_a_warning_with_its_first_words() -> None:
    made = published(
        page(f"<p>{ONE}</p>" * 40).replace(
            "</footer>", "</footer><p>勿忘此井，村里的水还是甜的。</p>"
        )
    )
    (warning,) = [f for f in made.findings if f.code == "H002"]
    assert "勿忘此井" in warning.message


def test_text_divided_over_several_boxes_is_kept_whole() -> None:
    html = page(f"<div><p>{ONE}</p></div><div><p>{TWO}</p></div>")
    assert words(article(html)) == ONE + TWO


def test_the_head_of_the_page_says_who_when_and_whence() -> None:
    head = (
        "<title>井边_城南旧闻</title><meta name='author' content='海边人'>"
        "<meta property='article:published_time' content='2019-03-02T08:30:00+08:00'>"
        "<link rel='canonical' href='https://example.org/jing'>"
    )
    found = published(page(f"<p>{ONE}</p><p>{TWO}</p>", head)).metadata
    assert found.title == "井边"
    assert found.contributors == (Contributor("海边人"),)
    assert (found.published, found.source) == ("2019-03-02", "https://example.org/jing")


def test_a_line_between_title_and_text_says_it_too() -> None:
    above = "<div class='info'><span>2019年3月2日</span> <span>来源：城南旧闻</span></div>"
    found = published(page(f"<p>{ONE}</p><p>{TWO}</p>", above=above)).metadata
    assert (found.published, found.source) == ("2019-03-02", "城南旧闻")


def test_the_address_that_a_browser_noted_is_the_source() -> None:
    saved = "<!-- saved from url=(0024)https://example.org/jing -->"
    assert published(saved + page(f"<p>{ONE}</p>")).metadata.source == "https://example.org/jing"


def test_settings_stand_over_the_page() -> None:
    found = published(page(f"<p>{ONE}</p>"), title="老井", source="村史").metadata
    assert (found.title, found.source) == ("老井", "村史")


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<ul><li>麻绳<li>木桶</ul>", ListBlock),
        ("<blockquote><p>水有源，人有根。</p></blockquote>", Quotation),
        ("<table><tr><th>年<th>深<tr><td>1950<td>三</table>", Table),
        ("<figure><img src='a.jpg' alt='井'><figcaption>老井</figcaption></figure>", Figure),
        ("<p><img src='data:image/gif;base64,x' data-src='a.jpg'></p>", Figure),
        ("<pre>depth = 3\n  rope = 5</pre>", CodeBlock),
        ("<h2>井栏</h2>", Heading),
    ],
)
def test_elements_become_their_blocks(html: str, kind: type[Block]) -> None:
    (found,) = blocks(html)
    assert isinstance(found, kind)


def test_a_picture_loaded_late_has_its_true_address() -> None:
    (found,) = blocks("<p><img src='data:image/gif;base64,x' data-src='a.jpg' alt='井'></p>")
    assert isinstance(found, Figure)
    assert found.image.address == "a.jpg"


def test_ruby_is_kept() -> None:
    (found,) = blocks("<p><ruby>井<rp>(</rp><rt>jǐng</rt><rp>)</rp></ruby>水甜。</p>")
    assert isinstance(found, Paragraph)
    assert found.inlines == (Ruby("井", "jǐng"), Text("水甜。"))


def test_two_line_breaks_or_an_indent_after_one_begin_a_paragraph() -> None:
    found = article(page(f"{ONE}<br><br>　　{TWO}<br>　　{ONE}")).blocks
    assert [walk.plain(walk.own_inlines(block)[0]) for block in found] == [ONE, TWO, ONE]


def test_links_lead_to_addresses_that_a_printed_page_can_name() -> None:
    head = "<title>井边</title><link rel='canonical' href='https://example.org/a/jing'>"
    link = '<p>井水甜，<a href="{}">详见</a>。</p>'
    text = link.format("../b") + link.format("#nowhere") + link.format("javascript:x()")
    found = article(page(f"<p>{ONE}</p>{text}", head)).blocks[1:]
    targets = [
        [
            inline.target
            for inline in walk.inlines(walk.own_inlines(block)[0])
            if isinstance(inline, Link)
        ]
        for block in found
    ]
    assert targets == [["https://example.org/b"], [], []]


def test_bold_paragraphs_are_heads_where_the_page_has_none() -> None:
    text = f"<p><strong>井栏</strong></p><p>{ONE}</p><p><b>井绳</b></p><p>{TWO}</p>"
    found = [b for b in article(page(text)).blocks if isinstance(b, Heading)]
    assert [walk.plain(head.inlines) for head in found] == ["井栏", "井绳"]


def test_credits_at_the_end_are_told() -> None:
    found = article(page(f"<p>{ONE}</p><p>{TWO}</p><p>（责任编辑：灯下客）</p>")).blocks
    assert isinstance(found[-1], Credit)


def test_layout_tables_are_no_tables() -> None:
    html = f"<table><tr><td><p>{ONE}</p><p>{TWO}</p></td></tr></table>"
    assert [type(block) for block in article(page(html)).blocks] == [Paragraph, Paragraph]


@pytest.mark.parametrize("html", ["", "<html></html>", "<script>x</script>", "<body><nav>a</nav>"])
def test_a_page_without_text_is_an_error_with_a_remedy(html: str) -> None:
    with pytest.raises(ManuscriptError, match=r"there is no text in it\. Save the page"):
        published(html)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gbk"), ("big5", "big5"), ("utf-8", "gbk"), ("x-no", "gbk")],
)
def test_a_page_is_decoded_as_it_declares_if_its_bytes_bear_it_out(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    path = tmp_path / "a.html"
    text = ONE if encoding == "gbk" else "村裡有一口老井，沒有人說得清楚是哪一年打的。" * 3
    html = f"<meta charset='{declared}'><p>{text}</p>"
    path.write_bytes(html.encode(encoding))
    assert read_source(path, tmp_path, suffixes=(".html",)).text == html


TAGS = (
    "<p> </p> <div> </div> <b> </b> <a/href='x'> </a> <ul><li> </ul> <table><tr><td> </table> <br> "
    "<h2> </h2> <blockquote> < &amp; <ruby> <rt> </ruby> <!-- --> <pre> </pre> <td> </span> 井 。"
)
soup = st.lists(st.sampled_from(TAGS.split()))


@given(soup)
def test_any_soup_of_tags_is_a_publication_or_a_clear_error(parts: list[str]) -> None:
    html = f"<p>{ONE}</p>" + "".join(parts) + f"<p>{TWO}</p>"
    with suppress(ManuscriptError):
        published(html)


def test_deep_nesting_is_read() -> None:
    found = article("<div>" * 5000 + f"<p>{ONE}</p>" + "</div>" * 5000)
    assert words(found) == ONE
