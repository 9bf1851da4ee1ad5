"""Features of composition, each on a page of its own, large enough to be seen.

docs/figures.md says what each picture was held against.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from keben.model import (
    Alignment,
    Code,
    Dotted,
    Paragraph,
    Publication,
    PullQuote,
    Ruby,
    Span,
    Superscript,
    Table,
    Text,
)
from tests.visual.pages import LARGE, feature, read_aloud

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]

HAN = "翻开一本书读者看见的是字排书的人先看见的却是没有字的地方"


def test_lines_are_stretched(look: Callable[..., None], printing: Printing) -> None:
    """clreq §3.2.2: Han alone, then with word spaces, then with the gaps of Latin words."""
    made = feature(
        (Text(f"{HAN[:15]}，{HAN[15:]}internationalisation，{HAN[:4]}。"),),
        (Text(f"{HAN[:9]}the quick brown{HAN[:2]}internationalisation{HAN[9:14]}。"),),
    )
    asked = {"composition": {"hyphens": "manual"}}
    look("justified", printing(made, **asked, **LARGE), 0)


def test_quotations_and_last_lines(look: Callable[..., None], printing: Printing) -> None:
    """Quotation marks of three ways of writing; none begins or ends a line wrongly, and no last
    line holds one character (clreq §3.1.5, §3.1.7)."""
    made = feature(
        (Text("他说：“木板印过‘几千张’，还清楚。”又道（“未必”）。He said “yes”，就走。"),),
        (Span((Text("他說：「木板印過『幾千張』，還清楚。」又道（「未必」）。"),), "zh-Hant-TW"),),
        (Span((Text("彼は「版木は『何千枚』も刷った。」と言う（「さて」）。"),), "ja"),),
        (Text(f"{HAN[:17]}。"),),
        (Text(f"{HAN[:16]}。"),),
    )
    look("quotes", printing(made, **LARGE), 0)


def test_one_line_pitch(look: Callable[..., None], printing: Printing) -> None:
    """clreq §2.3.4: other faces, marks above and below, code, formulas and rare characters move no
    line."""
    made = feature(
        (
            Text(HAN[:11]),
            Span((Text("한글"),), "ko"),
            Text("与"),
            Span((Text("かな"),), "ja"),
            Text("，E=mc"),
            Superscript((Text("2"),)),
            Text("，"),
            Code("code"),
            *read_aloud("春眠", "chūn mián"),
            Text(HAN[:6]),
            Dotted((Text("着重"),)),
            Text("，☑①ℵ𠮷，"),
            Text(HAN),
        ),
        (Text(HAN),),
    )
    page = {"paper": "a5", "columns": 2, "column_gap": 2}
    look("pitch", printing(made, page=page, type={"size": 14, "pitch": 26}), 0)


def test_words_divided_in_narrow_columns(look: Callable[..., None], printing: Printing) -> None:
    """CSS Text 4, hyphens: in text, in a pull quote, in a table; none in an address."""
    made = feature(
        (
            Text(
                "团队把configuration交给infrastructure automation来维护，开发者只要提交declarative "
                "configuration，剩下的由controller完成。"
            ),
        ),
        (Text("见https://example.org/documentation/configuration，三页。"),),
    )
    quote = PullQuote((Text("真正困难的是internationalization与organization，不是代码。"),))
    cells = ((Text("authorization"),), (Text("依照policies决定permissions与responsibilities"),))
    head = ((Text("名"),), (Text("意思"),))
    table = Table((head,), (cells,), (Alignment.START,) * 2)
    first, second = made.body[0].blocks
    english = Span((Text("Typographical considerations of representations. " * 2),), "en")
    blocks = (first, quote, second, table, Paragraph((english,)))
    page = {"paper": "a5", "columns": 2, "column_gap": 1}
    article = replace(made.body[0], blocks=blocks)
    asked = {"page": page, "type": {"size": 12, "pitch": 20}}
    look("hyphens", printing(replace(made, body=(article,)), **asked), 0)


def test_punctuation_in_columns(look: Callable[..., None], printing: Printing) -> None:
    """clreq §3.1.4: marks turned or moved to the upper right, those of Taiwan in the middle; two
    digits upright in one em, longer numbers and words on their side."""
    made = feature(
        (
            Text(
                "横排，直排；谁先？谁后！“引‘文’”（夹注）《书》〈篇〉——连着……省略·间隔、顿号：好。"
            ),
        ),
        (Span((Text("橫排，直排；誰先？「引『文』」（夾注）《書》——連著……。"),), "zh-Hant-TW"),),
        (Span((Text("横、縦。「引『文』」（注）ーっゃ……どう？　ええ！"),), "ja"),),
        (Text("5月12日，1999年，100页，3.14，50％，InDesign、TeX，ok。"),),
        (Span((Ruby("假名", "かな"), Text("と"), Ruby("漢字", "かんじ"), Text("。")), "ja"),),
    )
    large = {"page": {"paper": "a5", "measure": 24}, "type": {"size": 14, "pitch": 26}}
    look("punctuation-columns", printing(made, vertical=True, **large), 0)


def test_a_later_page_in_columns(
    look: Callable[..., None], printing: Printing, handout: Publication
) -> None:
    """A running head stays level, a pull quote stands over its paragraph."""
    look("running-head-columns", printing(handout, vertical=True), 1)
