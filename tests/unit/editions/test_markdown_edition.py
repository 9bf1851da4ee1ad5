"""What is written as Markdown and read again is the same publication."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keben import model as m
from keben import walk
from keben.editions.markdown import write
from keben.editions.markdown.inlines import Wrapper
from keben.readers.front_matter import split
from keben.readers.markdown import read
from keben.settings import combine

CASES = Path(__file__).parents[1] / "readers" / "markdown" / "cases.md"


def read_text(text: str) -> m.Publication:
    source = m.Source(Path("notes.md"), text, "utf-8", Path())
    layer = split(source).layer
    return read(source, combine(*([layer] if layer else [])))


def bare(publication: m.Publication) -> m.Publication:
    """The publication without places and findings, neighbouring texts made one.

    A quotation right under the title is an epigraph: Markdown has no other way to write it.
    """

    def block(found: m.Block) -> m.Blocks:
        return (replace(found, location=None),)

    def inline(found: m.Inline) -> m.Inlines:
        if isinstance(found, Wrapper):
            return (replace(found, children=merged(found.children)),)
        return (found,)

    def article(found: m.Article) -> m.Article:
        notes = tuple(m.Note(n.note_id, walk.map_blocks(n.blocks, block)) for n in found.notes)
        blocks = walk.map_blocks(found.blocks, block, inline)
        if blocks and isinstance(blocks[0], m.Quotation):
            blocks = (m.Epigraph(blocks[0].blocks, blocks[0].attribution), *blocks[1:])
        return replace(found, blocks=blocks, notes=notes, language="", location=None)

    return replace(walk.map_articles(publication, article), findings=())


def merged(run: m.Inlines) -> m.Inlines:
    return tuple(
        part
        for is_text, group in groupby(run, lambda inline: isinstance(inline, m.Text))
        for part in ([m.Text(walk.plain(tuple(group)))] if is_text else group)
        if part != m.Text("")
    )


def document(*blocks: m.Block, **metadata: object) -> m.Publication:
    article = m.Article((m.Text("题"),), blocks)
    about = replace(m.Metadata(title="题", language=""), **metadata)  # type: ignore[arg-type]
    return m.Publication(about, (article,))


def text(words: str) -> m.Inlines:
    return (m.Text(words),)


def paragraph(words: str) -> m.Paragraph:
    return m.Paragraph(text(words))


@pytest.mark.parametrize(
    "words",
    [
        "# 不是标题", "- 不是列表", "+ 也不是", "1. 不是编号", "2) 不是", "> 不是引文",
        "::: note", ": 不是解释", "*星* _线_ `码` ~~删~~ <b>标签</b> &amp; &#20013; \\ 反斜杠",
        "[链接](a) ![图](b) [^1] ^[注] [字]{zì}", "snake_case_name 与 a*b*c", "---", "===", "***",
        "___", "~~~", "| 甲 | 乙 |", "http://example.org/a_b_c", "{#锚} {.dots}", "`", "\\",
        "《》「」“”——……", "! [x]", "两  格", "#标签", "2019. 那年", "<!-- 话 -->",
    ],
)  # fmt: skip
def test_text_reads_as_itself(words: str) -> None:
    publication = document(paragraph(words), paragraph("下一段。"))
    assert bare(read_text(write(publication))) == publication


BLOCKS: tuple[m.Block, ...] = (
    m.Heading(text("一节"), 2),
    m.Heading(text("C#"), 3, anchor="c-sharp"),
    m.Paragraph((m.Text("一行"), m.LineBreak(), m.Text("- 二行"))),
    m.Epigraph((paragraph("凿户牖以为室。"),), text("老子")),
    m.PullQuote(text("版面省力气。"), text("佚名")),
    m.Quotation((paragraph("甲。"), m.Quotation((paragraph("乙。"),))), text("丙")),
    m.Verse(((text("一行，"), text("- 二行")), (text("三行"),)), text("丁")),
    m.ListBlock((m.ListItem((paragraph("甲"),)), m.ListItem((paragraph("乙"),)))),
    m.ListBlock((m.ListItem((paragraph("丙"),), True), m.ListItem((paragraph("丁"),), False))),
    m.ListBlock(
        (
            m.ListItem((paragraph("一"), m.ListBlock((m.ListItem((paragraph("1"),)),)))),
            m.ListItem((paragraph("二"),)),
        ),
        ordered=True,
        start=3,
    ),
    m.ListBlock((m.ListItem((paragraph("散"), paragraph("开"))),), tight=False),
    m.DefinitionList((m.Definition(text("天头"), ((paragraph("上方。"),),)),)),
    m.DefinitionList(
        (
            m.Definition(
                text("甲"), ((paragraph("一。"),), (paragraph("二。"), paragraph("三。")))
            ),
            m.Definition(text("乙"), ((paragraph("四。"),),)),
        )
    ),
    m.CodeBlock("a = ```\n\n  b\n", "python"),
    m.CodeBlock("a", "py", title=text('a "b" `c` \\ & {d}'), first_line=7, marked=(1, 3, 4)),
    m.CodeBlock("a", title=text("名")),
    m.Formula("a < b\n\n\\frac{1}{2} ``` $$"),
    m.Quotation((m.Paragraph((m.Strong(text("警告")), m.Text("：小心"))),)),
    m.Aside("tab", (paragraph("甲"),), text("乙")),
    m.Table(
        ((text("甲|乙"), text("丙")),),
        ((text("1"), ()), ((m.Code("a|b"),), text("*"))),
        (m.Alignment.CENTER, m.Alignment.END),
        text("两种"),
    ),
    m.Table((), ((text("甲"), text("乙")), (text("丙"), ())), (m.Alignment.START, m.Alignment.END)),
    m.Table(((text("甲"),),), ((text("1"),),), (m.Alignment.START,), text("有名"), anchor="tab-1"),
    m.Figure(m.Image("c.png", "丙"), text("有名"), "fig-1"),
    m.Figure(m.Image("d.png", "丁"), anchor="fig-2"),
    m.Paragraph(
        (
            m.Text("见"),
            m.CrossReference("#fig-1"),
            m.Text("，在"),
            m.CrossReference("b.md#甲", "page"),
            m.Text("；"),
            m.IndexMark("信访", "登记", "xin fang", "来信"),
            m.Text("信访"),
            m.IndexMark("档案"),
        )
    ),
    m.Figure(m.Image("images/a b(1).png", "一[张]图"), text('图"题"')),
    m.Figure(m.Image("b.png"), (m.Text("见"), m.Emphasis(text("此")))),
    m.Figure(m.Image("c.png", "三")),
    m.Aside("note", (paragraph("注意。"),), text("开本")),
    m.Aside("tip", (m.Aside("warning", (paragraph("内。"),)), paragraph("外。"))),
    m.SceneBreak(),
    m.Credit(text("（来源：城南旧闻）")),
)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_every_kind_of_block_comes_back(block: m.Block) -> None:
    publication = document(paragraph("前。"), block, paragraph("后。"))
    assert bare(read_text(write(publication))) == publication


def test_blocks_stay_apart_in_any_order() -> None:
    publication = document(paragraph("前。"), *BLOCKS, *BLOCKS[::-1], paragraph("后。"))
    assert bare(read_text(write(publication))) == publication


INLINES: tuple[m.Inline, ...] = (
    m.Emphasis(text("强")),
    m.Strong(text("“着重”")),
    m.Strong((m.Emphasis(text("又强又重")),)),
    m.Strike(text("删")),
    m.Superscript(text("2")),
    m.Subscript(text("2")),
    m.Dotted(text("点")),
    m.Named(text("沈括")),
    m.Named(text("梦溪笔谈"), "title"),
    m.Span(text("東京"), "ja"),
    m.Code("`a` | b"),
    m.Math("x_1^2 < `y` | \\text{元}"),
    m.Code(" "),
    m.Link(text("某处]"), "https://example.org/a_(b)?c=1&d"),
    m.Link(text("那节"), "#那节"),
    m.Ruby("漢", "かん"),
    m.Ruby("漢字", "かん じ"),
    m.Ruby("A", "a"),
    m.Image("a.png", "图", '题"目"'),
)


@pytest.mark.parametrize("inline", INLINES, ids=lambda inline: type(inline).__name__)
@pytest.mark.parametrize("around", [("前", "后"), ("", "（后）"), ("a", "b"), ("*", "*")])
def test_every_kind_of_inline_comes_back(inline: m.Inline, around: tuple[str, str]) -> None:
    before, after = (text(words) if words else () for words in around)
    publication = document(m.Paragraph((*before, inline, *after)))
    assert bare(read_text(write(publication))) == publication


@settings(max_examples=150)
@given(st.lists(st.sampled_from(INLINES), min_size=2, max_size=5).map(tuple))
def test_inlines_beside_each_other_come_back(run: m.Inlines) -> None:
    publication = document(m.Paragraph((m.Text("前"), *run, m.Text("后"))))
    assert bare(read_text(write(publication))) == publication


@settings(max_examples=300)
@example("按 ++ctrl++ 键，++a+b++")
@given(st.text('汉字。“”—…　 ab1.#*_~`[]<>{}()|!?&;\\^:-=+>$%"', min_size=1).filter(str.strip))
def test_any_text_comes_back(words: str) -> None:
    words = words.strip()
    publication = document(paragraph("前"), paragraph(words))
    assert bare(read_text(write(publication))) == publication


def test_metadata_come_back() -> None:
    publication = document(
        paragraph("文。"),
        subtitle='副题："一"',
        contributors=(m.Contributor("张三"), m.Contributor("李四", "trl", "Li, Si")),
        published="2026-11-23",
        source="《四时》",
        subjects=("散文", "乡村"),
        series=m.Series("丛书", "2"),
        identifier="007",
        description="# 提要\n第二行",
    )
    assert bare(read_text(write(publication))) == publication


def test_notes_come_back_under_names_that_labels_can_have() -> None:
    note = m.Note("a 1", (paragraph("注。"), paragraph("又注。")))
    article = m.Article(
        text("题"), (m.Paragraph((m.Text("文"), m.NoteReference("a 1"))),), notes=(note,)
    )
    publication = m.Publication(m.Metadata(title="题", language=""), (article,))
    found = bare(read_text(write(publication))).body[0]
    assert isinstance(found, m.Article)
    assert found.notes == (replace(note, note_id="ax201"),)
    assert m.NoteReference("ax201") in list(walk.note_references(found.blocks)) or found.blocks


def test_a_book_becomes_a_book_again() -> None:
    def chapter(name: str, *children: m.Article) -> m.Article:
        blocks = (paragraph(f"{name}的话。"), m.Heading(text("一节")), paragraph("文。"))
        return m.Article(text(name), blocks, children=children)

    publication = m.Publication(
        m.Metadata(title="书", language=""),
        front=(m.Article(text("书"), (paragraph("开头。"),)), chapter("前言")),
        body=(
            m.Part(text("上卷"), (chapter("第一章"), chapter("第二章"))),
            m.Part(text("下卷"), (chapter("第三章"),)),
        ),
        back=(chapter("后记"),),
    )
    written = write(publication)
    assert "chapters: 3" in written
    assert bare(read_text(written)) == publication


def cases() -> list[tuple[str, str]]:
    parts = re.split(r"^\.\n", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return list(zip((title.strip() for title in parts[0::3]), parts[1::3], strict=False))


@pytest.mark.parametrize("source", [case[1] for case in cases()], ids=[case[0] for case in cases()])
def test_what_was_read_from_markdown_comes_back(source: str) -> None:
    once = bare(read_text(source))
    assert bare(read_text(write(once))) == once


DATA = """# 报告

::: table totals="1"
来信**与**邮资

```csv
月份,"邮资, 元"
一月,3.5
合计,"1,203.50"
```
:::

::: table totals="0" header="no"
```csv
甲,1.25
```
:::

::: chart line unit="封" alt="我写的"
来信

```csv
月份,来信,答复
一月,3,2
二月,—,"1,000"
```
:::
"""


def test_tables_and_charts_from_data_are_written_with_their_numbers() -> None:
    read = read_text(DATA)
    blocks = read.body[0].blocks  # type: ignore[union-attr]
    assert [type(block) for block in blocks] == [m.Table, m.Table, m.Figure]
    again = read_text(write(read))
    assert bare(again) == bare(read)
