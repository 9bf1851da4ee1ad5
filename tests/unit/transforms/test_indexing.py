"""The index is in the order of its language, under letters, each page named once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import walk
from keben.model import CrossReference, IndexMark, Publication
from keben.transforms.collation import collation
from keben.transforms.references import fill_pages
from tests.unit.transforms.test_references import made


def index(publication: Publication) -> list[str]:
    """The lines of the index."""
    (found,) = (a for a in publication.back if a.role == "index")
    runs = (run for b in walk.article_blocks(found) for run in walk.own_inlines(b))
    return [walk.plain(run) for run in runs]


def anchors(publication: Publication, term: str) -> list[str]:
    return [
        i.anchor
        for a in walk.articles(publication)
        for b in walk.article_blocks(a)
        for run in walk.own_inlines(b)
        for i in walk.inlines(run)
        if isinstance(i, IndexMark) and i.term == term
    ]


@pytest.mark.parametrize(
    ("language", "terms", "wanted"),
    [
        ("zh-Hans", "重庆 银行 安全 API 人行", "A|安全|API|C|重庆|R|人行|Y|银行"),
        ("ja", "かばん がか ほん Web ボタン", "か|がか|かばん|は|ボタン|ほん|W|Web"),
        ("ko", "나무 까치 가방 하늘", "ㄱ|가방|까치|ㄴ|나무|ㅎ|하늘"),
        (
            "zh-Hant",
            "龜 三國 一 丁 Web 𠮷",
            "一畫|一|二畫|丁|三畫|三國|六畫|𠮷|十七畫|龜|W|Web",
        ),
        ("en", "zebra Éclair apple 7up", "A|apple|E|Éclair|Z|zebra|Other|7up"),
    ],
)
def test_terms_are_sorted_as_their_language_does(language: str, terms: str, wanted: str) -> None:
    text = "，".join(f"[{term}]{{.index}}" for term in terms.split())
    found, _ = made(f"# T\n\n{text}\n", language=language)
    lines = [line.split("\u3000")[0] for line in index(found)]
    assert lines == wanted.split("|")


def test_pages_are_named_once_and_joined_where_they_follow() -> None:
    text = "\n\n".join("[信]{.index}" for _ in range(7))
    found, settings = made(f"# 题\n\n{text}\n", language="zh-Hans")
    pages = dict(zip(anchors(found, "信"), ["iv", "1", "1", "2", "3", "7", "8"], strict=True))
    assert index(fill_pages(found, pages, settings)) == ["X", "信\u3000iv，1–3，7，8"]
    assert index(found) == ["X", "信\u3000题"]


def test_entries_below_and_entries_that_send_on() -> None:
    text = (
        '[来信]{.index sub="登记"}，[信访]{.index see="来信"}，'
        '[行]{.index sort="hang"}，[]{.index term="不见"}字'
    )
    found, _ = made(f"# 题\n\n{text}\n", language="zh-Hans")
    assert index(found) == [
        *("B", "不见\u3000题", "H", "行\u3000题", "L", "来信", "登记\u3000题"),
        *("X", "信访\u3000见“来信”"),
    ]
    assert not found.findings


def test_what_cannot_be_placed_or_found_is_reported() -> None:
    text = '[漢字]{.index}と[語]{.index sort="ご" see="無"}[]{.index sub="x"}'
    found, _ = made(f"# T\n\n{text}\n", language="ja")
    codes = sorted(f.code for f in found.findings)
    assert codes == ["M010", "X002", "X003"]
    assert all(f.location and f.location.line == 3 for f in found.findings)


def test_without_marks_there_is_no_index() -> None:
    found, _ = made("# T\n\nText.\n")
    assert found.back == ()


def test_an_order_can_be_asked_for() -> None:
    found, _ = made("# T\n\n[银行]{.index}\n", language="en", index={"order": "pinyin"})
    assert index(found)[0] == "Y"


@given(st.text(max_size=8), st.text(max_size=4))
@pytest.mark.parametrize("order", ["pinyin", "kana", "hangul", "alphabet"])
def test_any_term_has_a_place(order: str, term: str, sort: str) -> None:
    key = collation(order, "zh")
    assert key(term, sort) == key(term, sort)
    assert sorted([key(term, sort), key("甲", ""), key("a", "")])


def test_references_of_the_index_lead_to_the_marks() -> None:
    found, _ = made("# 题\n\n[信]{.index}\n", language="zh-Hans")
    (made_index,) = found.back
    targets = [
        i.target[1:]
        for b in walk.article_blocks(made_index)
        for run in walk.own_inlines(b)
        for i in walk.inlines(run)
        if isinstance(i, CrossReference)
    ]
    assert targets == anchors(found, "信")
