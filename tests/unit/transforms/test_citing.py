"""Citations print what their style asks for, and lead to entries that lead back."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import walk
from keben.model import (
    Bibliography,
    Citation,
    Heading,
    Link,
    Publication,
    Source,
    Span,
    Superscript,
)
from keben.proof.kept import check_kept
from keben.readers.markdown import read
from keben.readers.works import Date, Name, Work
from keben.settings import Layer, combine
from keben.transforms import apply
from keben.transforms.citing import apa, gb7714

BIB = """\
@book{zhang, author = {张秀民}, title = {中国印刷史}, address = {上海},
  publisher = {上海人民出版社}, year = {1989}}
@article{knuth, author = {Knuth, D. E. and Plass, M. F.}, title = {Breaking Paragraphs},
  journal = {SPE}, year = {1981}, volume = {11}, number = {11}, pages = {1119--1184}}
@book{li, author = {李一 and 王二 and 赵三 and 孙四}, title = {字体}, year = {2001}}
@book{li2, author = {李一 and 周五 and 吴六}, title = {字号}, year = {2001}}
@book{unused, title = {无人引用}}
"""


def made(folder: Path, text: str, **values: object) -> Publication:
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    values = {"language": "zh-Hans", "bibliography": "refs.bib", **values}
    settings = combine(Layer(values, "test"))
    source = Source(folder / "text.md", text, "utf-8", folder)
    found = read(source, settings)
    ready = apply(found, (folder,), settings)
    check_kept(found, ready)
    return ready


def runs(publication: Publication) -> list[str]:
    return [
        walk.plain(run)
        for article in walk.articles(publication)
        for block in walk.article_blocks(article)
        for run in walk.own_inlines(block)
    ]


def listed(publication: Publication) -> Bibliography:
    (found,) = (
        block
        for article in walk.articles(publication)
        for block in article.blocks
        if isinstance(block, Bibliography)
    )
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("见[@zhang]。", "见[1]。"),
        ("见[@zhang, 第 3 页]。", "见[1]3。"),
        ("见[@zhang, pp. 3-5]。", "见[1]3-5。"),
        ("见[@knuth; @zhang; @li]。", "见[1-3]。"),
        ("[@zhang]、[@knuth]、[@li]，[@li; @zhang]。", "[1]、[2]、[3]，[1,3]。"),
        ("见 [参见 @zhang]。", "见参见[1]。"),
        (
            "@zhang 认为，@knuth 认为，@li 认为。",
            "张秀民[1]认为，Knuth and Plass[2]认为，李一等[3]认为。",
        ),
        ("@knuth [p. 7] 认为。", "Knuth and Plass[1]7认为。"),
        ("@{zhang}认为。", "张秀民[1]认为。"),
        ("见[@zhang; @nobody]。", "见[1][@nobody]。"),
        ("a@zhang.cn，`@zhang`，\\@zhang，[@zhang](#x)", "a@zhang.cn，@zhang，@zhang，@zhang"),
    ],
)
def test_numbers_stand_in_the_order_of_citing(tmp_path: Path, text: str, wanted: str) -> None:
    assert runs(made(tmp_path, f"# 题\n\n{text}\n"))[0] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("见[@zhang, 第 3 页; @knuth]。", "见（张秀民，1989，第 3 页；Knuth & Plass，1981）。"),
        ("@knuth 认为。", "Knuth and Plass（1981）认为。"),
        ("张氏[-@zhang]。", "张氏（1989）。"),
        ("[@li; @li2]", "（李一等，2001a；李一等，2001b）"),
    ],
)
def test_authors_and_years(tmp_path: Path, text: str, wanted: str) -> None:
    found = made(
        tmp_path, f"# 题\n\n{text}\n", bibliography={"files": ["refs.bib"], "style": "apa"}
    )
    assert runs(found)[0] == wanted


def test_authors_and_years_in_english(tmp_path: Path) -> None:
    values = {"bibliography": {"files": ["refs.bib"], "style": "apa"}, "language": "en"}
    found = made(tmp_path, "# T\n\nAs told [@knuth, pp. 3-5].\n", **values)
    assert runs(found)[0] == "As told (Knuth & Plass, 1981, pp. 3–5)."


def test_without_a_bibliography_a_name_is_text(tmp_path: Path) -> None:
    found = made(tmp_path, "# 题\n\n见[@zhang]和@knuth。\n", bibliography={})
    assert runs(found) == ["见[@zhang]和@knuth。"]


def test_only_cited_works_are_listed_and_lead_back(tmp_path: Path) -> None:
    found = made(tmp_path, "# 题\n\n甲[@knuth]，乙[@zhang]，丙[@knuth]。\n\n::: credit\n尾\n:::\n")
    (article,) = walk.articles(found)
    assert [type(block).__name__ for block in article.blocks] == [
        "Paragraph",
        "Heading",
        "Bibliography",
        "Credit",
    ]
    works = listed(found)
    assert [work.key for work in works.works] == ["knuth", "zhang"]
    assert works.is_numbered
    citations = list(walk.inlines(walk.own_inlines(article.blocks[0])[0]))
    anchors = {i.anchor for i in citations if isinstance(i, Citation)}
    forth = {i.target for i in citations if isinstance(i, Link)}
    assert forth == {f"#{work.anchor}" for work in works.works}
    for work in works.works:
        back = work.inlines[0]
        assert isinstance(back, Link)
        assert back.target[1:] in anchors


def test_entries_in_another_language_say_so(tmp_path: Path) -> None:
    works = listed(made(tmp_path, "# 题\n\n[@knuth; @zhang]\n")).works
    assert isinstance(works[0].inlines[1], Span)
    assert works[0].inlines[1].language == "en"
    assert not any(isinstance(inline, Span) for inline in works[1].inlines)


def test_the_list_stands_where_it_is_asked_for(tmp_path: Path) -> None:
    text = "# 题\n\n[@zhang]\n\n::: bibliography\n:::\n\n后文。\n\n::: bibliography\n:::\n"
    found = made(tmp_path, text)
    (article,) = walk.articles(found)
    kinds = [type(block).__name__ for block in article.blocks]
    assert kinds == ["Paragraph", "Bibliography", "Paragraph"]
    (finding,) = found.findings
    assert (finding.code, finding.location and finding.location.line) == ("Y004", 10)


def test_each_chapter_that_asks_for_it_has_a_list_of_its_own(tmp_path: Path) -> None:
    here = "::: bibliography\n:::\n"
    first, second, third = "## 一\n\n[@zhang][@knuth]", "## 二\n\n[@knuth]", "## 三\n\n[@zhang]"
    text = f"# 题\n\n{first}\n\n{here}\n{second}\n\n{here}\n{third}\n"
    found = made(tmp_path, text, chapters=2)
    lists = [
        [(work.key, work.anchor) for work in block.works]
        for article in walk.articles(found)
        for block in article.blocks
        if isinstance(block, Bibliography)
    ]
    assert [[key for key, _ in each] for each in lists] == [
        ["zhang", "knuth"],
        ["knuth"],
        ["zhang"],
    ]
    anchors = [anchor for each in lists for _, anchor in each]
    assert len(set(anchors)) == len(anchors)
    assert [article.role for article in found.back] == ["bibliography"]
    assert found.findings == ()


def test_a_chapter_that_cites_nothing_asks_for_the_list_of_all(tmp_path: Path) -> None:
    here = "::: bibliography\n:::\n"
    text = f"# 题\n\n## 一\n\n[@zhang]\n\n{here}\n## 二\n\n{here}\n## 三\n\n[@knuth]\n"
    found = made(tmp_path, text, chapters=2)
    lists = [
        [work.key for work in block.works]
        for article in walk.articles(found)
        for block in article.blocks
        if isinstance(block, Bibliography)
    ]
    assert lists == [["zhang", "knuth"]]


def test_a_book_has_a_chapter_of_works_before_the_index(tmp_path: Path) -> None:
    text = "# 题\n\n## 一\n\n[甲]{.index}[@zhang]\n\n## 二\n\n[@knuth]\n"
    found = made(tmp_path, text, chapters=2)
    assert [article.role for article in found.back] == ["bibliography", "index"]


def test_a_work_in_a_note_is_numbered_where_the_note_is_called(tmp_path: Path) -> None:
    found = made(tmp_path, "# 题\n\n甲[^a]，乙[@zhang]。\n\n[^a]: 注[@knuth]。\n")
    assert [work.key for work in listed(found).works] == ["knuth", "zhang"]


def test_an_unknown_work_is_reported_with_its_line_and_near_names(tmp_path: Path) -> None:
    found = made(tmp_path, "# 题\n\n文。\n\n见[@knuht]。\n")
    assert runs(found)[-1] == "见[@knuht]。"
    (finding,) = found.findings
    assert finding.code == "Y001"
    assert finding.location is not None
    assert finding.location.line == 5
    assert "@knuth" in finding.message


def test_a_repeated_sentence_cites_once(tmp_path: Path) -> None:
    text = "# 题\n\n" + "甲乙丙丁戊己庚辛壬癸，" * 3 + "见此[@zhang]。\n\n" + "文。" * 80 + "\n"
    found = made(tmp_path, text, pull_quotes="suggest")
    citations = [
        inline
        for article in walk.articles(found)
        for block in walk.article_blocks(article)
        for run in walk.own_inlines(block)
        for inline in walk.inlines(run)
        if isinstance(inline, Citation)
    ]
    assert len(citations) == 1


def test_numbers_are_raised_and_prefixes_are_not(tmp_path: Path) -> None:
    found = made(tmp_path, "# 题\n\n甲[@zhang]，乙[参见 @zhang]。\n")
    (article,) = walk.articles(found)
    raised = list(walk.inlines(walk.own_inlines(article.blocks[0])[0]))
    first = [i.children[0] for i in raised if isinstance(i, Citation)]
    assert [isinstance(child, Superscript) for child in first] == [True, False]
    assert sum(isinstance(i, Superscript) for i in raised) == 2


def named(*names: str) -> tuple[Name, ...]:
    """``Knuth, Donald E.`` or 张三."""
    return tuple(Name(*name.split(", ")) for name in names)


def of(kind: str, **values: object) -> Work:
    return Work("key", kind, **{"language": "en", **values})  # type: ignore[arg-type]


GB = [
    (
        of("book", authors=named("陈登原"), title="国史旧闻", volume="1", place="北京",
           publisher="中华书局", issued=Date("2000"), pages="29", language="zh"),
        "陈登原. 国史旧闻: 第1卷[M]. 北京: 中华书局, 2000: 29.",
    ),
    (
        of("book", authors=named("哈里森", "沃尔德伦"), title="经济数学与金融数学",
           translators=named("谢远涛"), place="北京", publisher="中国人民大学出版社",
           issued=Date("2012"), pages="235–236", language="zh"),
        "哈里森, 沃尔德伦. 经济数学与金融数学[M]. 谢远涛, 译. 北京: 中国人民大学出版社, "
        "2012: 235-236.",
    ),
    (
        of("article-journal", authors=named("袁训来", "陈哲", "肖书海", "万斌"),
           title="蓝田生物群", container="科学通报", volume="55", issue="34",
           issued=Date("2012"), pages="3219", language="zh"),
        "袁训来, 陈哲, 肖书海, 等. 蓝田生物群[J]. 科学通报, 2012, 55(34): 3219.",
    ),
    (
        of("article-journal", authors=named("Kanamori, H.", "Peebles, P. Z., Jr", "A, B", "C, D"),
           title="Shaking without quaking", container="Science", volume="279", issue="5359",
           issued=Date("1998"), pages="2063"),
        "KANAMORI H, PEEBLES P Z, Jr, A B, et al. Shaking without quaking[J]. Science, 1998, "
        "279(5359): 2063.",
    ),
    (
        of("chapter", authors=named("周易外传"), title="卷5", container="船山全书",
           container_authors=named("王夫之"), edition="2", place="长沙", publisher="岳麓书社",
           issued=Date("2011"), pages="1109", language="zh"),
        "周易外传. 卷5[M]//王夫之. 船山全书. 2版. 长沙: 岳麓书社, 2011: 1109.",
    ),
    (
        of("article-newspaper", authors=named("丁文详"), title="数字革命与竞争国际化",
           container="中国青年报", issued=Date("2000", 11, 20), pages="15", language="zh"),
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
    ),
    (
        of("patent", authors=named("邓一刚"), title="全智能节电器", number="200610171314.3",
           issued=Date("2006", 12, 13), language="zh"),
        "邓一刚. 全智能节电器: 200610171314.3[P]. 2006-12-13.",
    ),
    (
        of("thesis", authors=named("Calms, R. B."), title="Infrared spectroscopic studies",
           place="Berkeley", publisher="Univ. of California", issued=Date("1965")),
        "CALMS R B. Infrared spectroscopic studies[D]. Berkeley: Univ. of California, 1965.",
    ),
    (
        of("webpage", authors=named("萧钰"), title="出版业信息化迈入快车道",
           issued=Date("2001", 12, 19), accessed=Date("2002", 4, 15),
           url="http://www.creader.com/news/1.html", is_online=True, language="zh"),
        "萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. "
        "http://www.creader.com/news/1.html.",
    ),
    (
        of("book", title="无名", issued=Date("1990"), language="zh"),
        "无名[M]. [出版地不详]: [出版者不详], 1990.",
    ),
    (
        of("book", title="Nameless", edition="third", issued=Date("1990")),
        "Nameless[M]. 3rd ed. [S.l.]: [s.n.], 1990.",
    ),
    (
        of("article-journal", authors=named("李炳穆"), title="韩国图书馆法",
           container="图书情报工作", volume="52", issue="6", issued=Date("2008"), pages="6–12",
           accessed=Date("2013", 10, 25),
           doi="10.1/abc", url="https://doi.org/10.1/ABC", is_online=True, language="zh"),
        "李炳穆. 韩国图书馆法[J/OL]. 图书情报工作, 2008, 52(6): 6-12[2013-10-25]. DOI: 10.1/abc.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("work", "wanted"), GB, ids=[work.title for work, _ in GB])
def test_entries_after_gb_t_7714(work: Work, wanted: str) -> None:
    assert walk.plain(gb7714.entry(work)) == wanted


APA = [
    (
        of("article-journal", authors=named("Knuth, D. E.", "Plass, Michael"), container="SPE",
           title="Breaking paragraphs", volume="11", issue="11", pages="1119–1184",
           issued=Date("1981"), doi="10.1/a"),
        "Knuth, D. E., & Plass, M. (1981). Breaking paragraphs. SPE, 11(11), 1119–1184. "
        "https://doi.org/10.1/a",
    ),
    (
        of("book", authors=named("Jackson, L. M."), title="The psychology of prejudice",
           edition="2", publisher="American Psychological Association", issued=Date("2019")),
        "Jackson, L. M. (2019). The psychology of prejudice (2nd ed.). American Psychological "
        "Association.",
    ),
    (
        of("chapter", authors=named("Aron, L."), title="To hold", container="Relational",
           container_authors=named("Barsness, R. E.", "Low, Ann"), pages="23–41",
           publisher="Routledge", issued=Date("2018")),
        "Aron, L. (2018). To hold. In R. E. Barsness & A. Low (Eds.), Relational (pp. 23–41). "
        "Routledge.",
    ),
    (
        of("book", authors=named("张三", "李四"), title="论排版", edition="2", publisher="北大社",
           issued=Date("2015"), language="zh"),
        "张三, 李四. (2015). 论排版 (第2版). 北大社.",
    ),
    (
        of("webpage", title="Nobody wrote this", url="https://a.org/x", is_online=True),
        "Nobody wrote this. (n.d.). https://a.org/x",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("work", "wanted"), APA, ids=[work.title for work, _ in APA])
def test_entries_after_apa(work: Work, wanted: str) -> None:
    assert walk.plain(apa.entry(work, "", "")) == wanted


def test_a_heading_of_the_author_stays_his(tmp_path: Path) -> None:
    found = made(tmp_path, "# 题\n\n[@zhang]\n\n## 参考文献\n\n::: bibliography\n:::\n")
    heads = [b for a in walk.articles(found) for b in a.blocks if isinstance(b, Heading)]
    assert len(heads) == 1
