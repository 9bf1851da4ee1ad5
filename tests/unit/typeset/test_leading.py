"""Lines that lead to what follows them."""

from __future__ import annotations

from keben.model import (
    Block,
    CodeBlock,
    Definition,
    DefinitionList,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    Table,
    Text,
)
from keben.typeset.leading import bare_heads, captions_below, heads_of, lead_ins

CODE = CodeBlock("make", "")


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_a_line_that_ends_with_a_colon_leads_to_code_or_a_list() -> None:
    first, last = paragraph("先运行："), paragraph("And then: ")
    items = ListBlock((ListItem((paragraph("一"),)),))
    assert list(lead_ins((first, CODE, last, items))) == [first, last]


def test_a_line_that_ends_with_a_colon_leads_to_terms() -> None:
    line, meaning = paragraph("有三级："), (paragraph("全部"),)
    terms = DefinitionList((Definition((Text("full"),), (meaning,)),))
    assert list(lead_ins((line, terms))) == [line]


def test_a_colon_before_a_paragraph_and_a_stop_before_code_lead_to_nothing() -> None:
    assert list(lead_ins((paragraph("他说："), paragraph("好。"), CODE, paragraph("完：")))) == []


def test_a_head_right_above_one_of_its_level_heads_nothing() -> None:
    heads = [Heading((Text("题"),), level) for level in (2, 3, 3, 2)]
    line = paragraph("文。")
    assert list(bare_heads((*heads, line, heads[0]))) == [heads[1], heads[2]]
    inside = Quotation((heads[3], heads[3], line))
    assert list(bare_heads((inside,))) == [heads[3]]


def test_a_label_stays_with_what_it_names() -> None:
    name, table = paragraph("文件名：src/main.rs"), paragraph("表 B-6　宏与属性")
    long = paragraph("一句没有句号收尾的话写得比标签长得多也就不是标签了")
    run = (name, CODE, paragraph("试试看。"), CODE, table, Table((), (), ()), long, CODE)
    assert list(lead_ins(run)) == [name, table]


def test_a_numbered_caption_stays_with_what_stands_above_it() -> None:
    caption, figure = paragraph("示例 10-9：求最大的数"), paragraph("Figure 3. A page")
    run = (CODE, caption, CODE, paragraph("图 2 是后来画的。"), paragraph("示例 1：没有代码"))
    assert list(captions_below(run)) == [caption]
    assert list(captions_below((ListBlock((ListItem((CODE, figure)),)),))) == [figure]


def test_heads_and_a_short_line_go_with_what_stands_alone_on_a_page() -> None:
    wide, label = Table((), (), ()), paragraph("表 1　各项")
    upper, lower = Heading((Text("上"),), 2), Heading((Text("下"),), 3)

    def found(*run: Block) -> list[Block]:
        return list(heads_of((*run, wide), lambda block: block is wide))

    assert found(paragraph("前。"), upper, lower) == [lower, upper]
    assert found(upper, label) == [upper, label]
    assert found(upper, paragraph("长" * 60 + "：")) == []
    assert found(upper, paragraph("前。")) == found(paragraph("前。"), label) == []
    assert list(heads_of((upper, wide), lambda block: False)) == []


def test_lines_inside_lists_lead_too() -> None:
    inner = paragraph("这样写：")
    items = ListBlock((ListItem((inner, CODE)),))
    assert list(lead_ins((items,))) == [inner]


def test_the_first_line_of_what_another_leads_to_leads_to_nothing() -> None:
    """But a later item does, and so does the list in the first."""
    deepest = ListBlock((ListItem((paragraph("丁"),)),))
    third = ListItem((paragraph("丙："), deepest))
    first = ListItem((paragraph("甲："), ListBlock((third,))))
    later = ListItem((paragraph("乙："), CODE))
    run = (paragraph("如下："), ListBlock((first, later)))
    assert list(lead_ins(run)) == [run[0], third.blocks[0], later.blocks[0]]
