"""Pages drawn and compared with pictures that a person has looked at.

``--update-golden`` writes the pictures anew: look at every one before you keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from keben.model import (
    Alignment,
    Code,
    Contributor,
    Dotted,
    Emphasis,
    Heading,
    ListBlock,
    ListItem,
    Named,
    Paragraph,
    Publication,
    Ruby,
    Span,
    Table,
    Text,
    Verse,
)
from tests.visual.conftest import TOLERANCE, difference
from tests.visual.pages import LARGE, feature, read_aloud

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]


def test_a_handout_with_its_sidebar(
    look: Callable[..., None], printing: Printing, handout: Publication
) -> None:
    look("handout", printing(handout), 0)


def test_a_chapter_opening(
    look: Callable[..., None], printing: Printing, book: Publication
) -> None:
    printed = printing(book, "book")
    look("chapter", printed, page_that_begins(printed, "刀与凿"))


def test_the_contents(look: Callable[..., None], printing: Printing, book: Publication) -> None:
    look("contents", printing(book, "book"), 4)


def test_notes_a_table_lists_and_code(
    look: Callable[..., None], printing: Printing, everything: Publication
) -> None:
    look("everything", printing(everything), 0)


def test_a_page_in_japanese(
    look: Callable[..., None], printing: Printing, book: Publication
) -> None:
    printed = printing(book, "book")
    look("japanese", printed, page_that_begins(printed, "版木のこと"))


def test_a_page_in_korean(look: Callable[..., None], printing: Printing, book: Publication) -> None:
    printed = printing(book, "book")
    look("korean", printed, page_that_begins(printed, "목판"))


def test_a_page_in_english(
    look: Callable[..., None], printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    look("english", printing(plain_text("en", paragraphs=4)), 0)


def test_annotations(look: Callable[..., None], printing: Printing) -> None:
    """clreq §3.3, jlreq §3.3: pinyin a character each, a group, kana, a word, zhuyin."""
    japanese = (Ruby("東京", "とうきょう"), Text("で"), Ruby("承", "うけたまわ"), Text("る"))
    made = feature(
        (*read_aloud("春眠不觉晓", "chūn mián bù jué xiǎo"), Text("，处处闻啼鸟。夜来风雨声。")),
        (Text("开"), Ruby("人工智能", "artificial intelligence"), Text("之先声。")),
        (Span((*japanese, Ruby("紫陽花", "あじさい"), Text("の花。")), "ja"),),
        (Span((Text("この"), Ruby("CPU", "シーピーユー"), Text("は速い。")), "ja"),),
        (
            *(Span(read_aloud("學而時習之", "ㄒㄩㄝˊ ㄦˊ ㄕˊ ㄒㄧˊ ㄓ"), "zh-Hant-TW"),),
            *(
                Span(
                    (Text("，"), *read_aloud("爸爸過力", "ㄅㄚˋ ˙ㄅㄚ ˙ㄍㄨㄛ ㄌㄧㆻ")),
                    "zh-Hant-TW",
                ),
            ),
        ),
    )
    look("annotations", printing(made, **LARGE), 0)


def test_marks_along_text(look: Callable[..., None], printing: Printing) -> None:
    """clreq §3.4: dots under characters and not under marks, names, titles; jlreq §3.3.9."""
    made = feature(
        (
            Text("空白不是剩下的，"),
            Dotted((Text("是留出来的，谁都知道"),)),
            Text("。字距均匀，行末齐整。"),
        ),
        (
            Named((Text("屈原"),)),
            Named((Text("宋玉"),)),
            Text("作"),
            Named((Text("离骚"),), "title"),
            Named((Text("九辩"),), "title"),
            Text("，"),
            Named((Text("司马"), Ruby("迁", "qiān")), "name"),
            Text("作传。"),
        ),
        (Span((Text("ここが"), Dotted((Text("大切な所、特に"),)), Text("です。")), "ja"),),
        (Emphasis((Text("着重"),)), Text("与don’t和“ok”，"), Dotted((Named((Text("屈原"),)),))),
    )
    look("marks", printing(made, emphasis={"style": "dots"}, **LARGE), 0)


def test_annotations_and_marks_in_columns(look: Callable[..., None], printing: Printing) -> None:
    """At the right of their column: ruby, zhuyin, dots, in Japanese drops; names at the left of
    theirs (clreq §3.3, §3.4, jlreq §3.3.9)."""
    made = feature(
        (*read_aloud("春眠不觉晓", "chūn mián bù jué xiǎo"), Text("，处处闻啼鸟。")),
        (Text("空白"), Dotted((Text("是留出来的，谁都知道"),)), Text("。1999年12月TeX")),
        (Named((Text("屈原"),)), Text("作"), Named((Text("离骚"),), "title"), Text("，在汉口。")),
        (Span((Ruby("東京", "とうきょう"), Text("で"), Dotted((Text("大切な所"),))), "ja"),),
        (Span(read_aloud("學而時習", "ㄒㄩㄝˊ ㄦˊ ㄕˊ ㄒㄧˊ"), "zh-Hant-TW"),),
    )
    large = {"page": {"paper": "a5", "measure": 18}, "type": {"size": 18, "pitch": 34}}
    look("marks-columns", printing(made, vertical=True, **large), 0)


def test_lines_shrunk_and_stretched(look: Callable[..., None], printing: Printing) -> None:
    """clreq §3.1.6, §3.2: pairs share a half em, marks give it up at either end of a line, spaces
    between Han and Latin, then marks, give way; a typed space beside a mark adds nothing."""
    made = feature(
        (Text("“一字不误”，（写样）、《工坊》——“纸匀”。用TeX排100页，再校3遍；墨 ， 纸，刀。"),),
        (Text("裁得准，才不费纸；量得细，才不误工，刻得深，才印得清，“一行十八字”，字字有着落。"),),
        language="zh-Hans",
    )
    look("spacing", printing(made, **LARGE), 0)


def test_openings_and_numbers(look: Callable[..., None], printing: Printing) -> None:
    items = tuple(ListItem((Paragraph((Text(text),)),)) for text in ("定纸张", "定字号", "定行距"))
    made = feature(
        (Text("翻开一本书，读者看见的是字；排书的人先看见的，却是没有字的地方。页边留多宽？"),),
        contributors=(Contributor("甲某"), Contributor("乙某某")),
    )
    article = replace(made.body[0], blocks=(*made.body[0].blocks, ListBlock(items, ordered=True)))
    asked = {"drop_cap": 2, "list_numbers": "chinese", "even_names": True}
    look("openings", printing(replace(made, body=(article,)), composition=asked, **LARGE), 0)


def test_marks_that_hang_and_words_kept_whole(
    look: Callable[..., None], printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    """Hanging commas and stops, and marks that keep their space at the ends of lines."""
    sixteen = "老师傅量过纸张算过行数写下尺寸字"
    made = feature((Text(f"{sixteen}，“裁得准，”他说，“才不费纸。”{sixteen[:9]}，{sixteen}。"),))
    ends = {"hanging_punctuation": "allow-end", "text_spacing_trim": "normal"}
    look("hanging", printing(made, composition=ends, **LARGE), 0)
    words = plain_text("ko", paragraphs=2, sentences=4)
    look("korean-words", printing(words, composition={"word_break": "keep-all"}, **LARGE), 0)


def test_text_in_two_columns_with_wide_spaces(
    look: Callable[..., None], printing: Printing
) -> None:
    """clreq §2.2.3: columns of a whole number of em; a wide space in a head and in verse is kept,
    one beside a mark in prose is not."""
    made = feature(
        *((Text("翻开一本书，　读者看见的是字；排书的人先看见的，却是没有字的地方。" * 2),),) * 2,
    )
    blocks = made.body[0].blocks
    heading = Heading((Text("（一）　纸张"),), 2, "c01-h1")
    verse = Verse((((Text("一刀一刻，　半寸光阴，"),), (Text("一行一页，　半寸书香。"),)),))
    article = replace(made.body[0], blocks=(blocks[0], heading, verse, blocks[1]))
    page = {"paper": "a5", "columns": 2, "column_gap": 1}
    small = {"page": page, "type": {"size": 14, "pitch": 24}}
    look("text-columns", printing(replace(made, body=(article,)), **small), 0)


def test_addresses_and_code_in_lines(look: Callable[..., None], printing: Printing) -> None:
    """An address is parted after its points, then anywhere; an option keeps its hyphens; no line is
    ragged (Chicago Manual of Style §14.18, UAX #14 LB20a)."""
    made = feature(
        (Text("全文见https://example.org/composition/narrow-columns?language=chinese，共三页。"),),
        (
            Text("先运行"),
            Code("keben.composition.addresses"),
            Text("，再加选项"),
            Code("--no-cache"),
            Text("与"),
            Code("/etc/fonts/local.conf"),
            Text("两处，重排一遍。"),
        ),
    )
    look("addresses", printing(made, **LARGE), 0)


def test_a_wide_table_across_two_columns(look: Callable[..., None], printing: Printing) -> None:
    """What is too wide for a column stands across both; a short cell is not divided, and a line
    that ends with a colon stays with its list."""
    text = "翻开一本书，读者看见的是字；排书的人先看见的，却是没有字的地方。"
    wide = tuple((Code(word),) for word in ("configuration_file", "implementation", "language"))
    row = (*wide, (Text("排书的人先看见的是空白"),))
    head = tuple((Text(word),) for word in ("文件", "实现", "语言", "意思"))
    start = (Alignment.START,) * 4
    narrow = Table(
        (((Text("选项"),), (Text("默认"),), (Text("意思"),)),),
        (((Text("甲"),), (Text("否"),), (Text(text),)),),
        start[:3],
    )
    items = tuple(ListItem((Paragraph((Text(word),)),)) for word in ("定纸张", "定字号"))
    made = feature((Text(text * 2),), (Text("先做两件事："),))
    blocks = (*made.body[0].blocks, ListBlock(items), narrow, Table((head,), (row, row), start))
    article = replace(made.body[0], blocks=(*blocks, *made.body[0].blocks[:1]))
    page = {"paper": "a5", "columns": 2, "column_gap": 1}
    small = {"page": page, "type": {"size": 12, "pitch": 20}}
    look("table-across", printing(replace(made, body=(article,)), **small), 0)


def page_that_begins(printed: Print, words: str) -> int:
    """The last such page: one of the contents may begin with a title too."""
    pages = reversed(range(len(printed)))
    return next(n for n in pages if "".join(printed.runs(n, artifacts=False)).startswith(words))


def test_a_line_that_moves_is_seen() -> None:
    page = Image.new("L", (200, 300), 255)
    page.paste(0, (20, 100, 180, 106))
    moved = Image.new("L", (200, 300), 255)
    moved.paste(0, (20, 104, 180, 110))
    assert difference(page, page.copy()) == 0
    assert difference(page, moved) > TOLERANCE
    assert difference(page, page.crop((0, 0, 200, 299))) == 1


def test_a_handout_in_columns(
    look: Callable[..., None], printing: Printing, handout: Publication
) -> None:
    look("handout-columns", printing(handout, vertical=True), 0)


def test_notes_a_table_lists_and_code_in_columns(
    look: Callable[..., None], printing: Printing, everything: Publication
) -> None:
    look("everything-columns", printing(everything, vertical=True), 0)


def test_a_chapter_in_japanese_in_columns(
    look: Callable[..., None], printing: Printing, book: Publication
) -> None:
    printed = printing(book, "book", vertical=True)
    look("japanese-columns", printed, page_that_begins(printed, "版木のこと"))


def test_the_contents_in_columns(
    look: Callable[..., None], printing: Printing, book: Publication
) -> None:
    look("contents-columns", printing(book, "book", vertical=True), 4)
