"""What tests of more than one folder use: printed editions, opened to be looked at."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest
from hypothesis import settings as hypothesis_settings

from keben import theme as themes
from keben.editions import pdf
from keben.editions.ready import Ready
from keben.mathml import to_mathml
from keben.model import (
    Alignment,
    Article,
    Artifact,
    Aside,
    Blocks,
    Code,
    CodeBlock,
    Contributor,
    Credit,
    Definition,
    DefinitionList,
    Dotted,
    Emphasis,
    Epigraph,
    Formula,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Math,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    SceneBreak,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)
from keben.settings import Layer, Settings, combine
from keben.typecase import TypeCase, fill
from keben.typeset.imprint import words_printed

# How long an example takes hangs on the machine; speed is measured in bench/.
hypothesis_settings.register_profile("keben", deadline=None)
hypothesis_settings.load_profile("keben")

ROOT = Path(__file__).parents[1]
MODIFIED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SAME_LINE = 0.5
"""Baselines less than this many pt apart are one line's."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the expected files anew, then look"
    )


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """True if expected files are to be written, not compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def font_list() -> Path:
    """The fonts.toml of the project."""
    return ROOT / "fonts" / "fonts.toml"


@dataclass(frozen=True)
class Glyph:
    """A character as it was drawn: where its origin stands, pt from the sheet's lower left."""

    character: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """The glyphs on one baseline, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.character for glyph in self.glyphs).strip()

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def baseline(self) -> float:
        return self.glyphs[0].y


class Print:
    """A printed edition, opened."""

    def __init__(
        self, artifact: Artifact, publication: Publication, settings: Settings, case: TypeCase
    ) -> None:
        self.artifact, self.publication = artifact, publication
        self.settings, self.case = settings, case

    @cached_property
    def document(self) -> pdfium.PdfDocument:
        return pdfium.PdfDocument(self.artifact.path)

    def __len__(self) -> int:
        return len(self.document)

    def lines(self, page: int) -> list[Line]:
        """The lines of a page, from top to bottom; a page is numbered from 0."""
        rows: list[list[Glyph]] = []
        for glyph in sorted(_glyphs(self.document[page].get_textpage()), key=lambda g: -g.y):
            if not rows or rows[-1][0].y - glyph.y > SAME_LINE:
                rows.append([])
            rows[-1].append(glyph)
        return [Line(tuple(sorted(row, key=lambda glyph: glyph.x))) for row in rows]

    def runs(self, page: int, *, artifacts: bool) -> list[str]:
        """The text objects of a page in drawing order: the content, or what is only ornament."""
        sheet = self.document[page]
        text = sheet.get_textpage()
        return [
            _text_of(item.raw, text.raw)
            for item in sheet.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT])
            if ("Artifact" in _marks(item.raw)) == artifacts
        ]

    def text(self) -> str:
        """All the content, without white space and marks of no width."""
        return squeezed(
            "".join(run for page in range(len(self)) for run in self.runs(page, artifacts=False))
        )

    def bookmarks(self) -> list[tuple[int, str]]:
        """Depth, from 1, and title."""
        return [(item.level + 1, item.get_title()) for item in self.document.get_toc()]

    def fonts(self) -> set[str]:
        """The names of the fonts drawn with, without the tag of a subset."""
        found = set()
        for page in self.document:
            for item in page.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT]):
                name = ctypes.create_string_buffer(200)
                font = c.FPDFTextObj_GetFont(item.raw)
                c.FPDFFont_GetBaseFontName(font, name, 200)
                found.add(name.value.decode().rpartition("+")[2])
        return found


def squeezed(text: str) -> str:
    """A text without white space and marks of no width, which layout adds and drops."""
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\u2060\ufeff\xad\x02")


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = c.FPDFText_GetUnicode(text.raw, index)
        if c.FPDFText_IsGenerated(text.raw, index) or chr(code).isspace():
            continue
        c.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
        yield Glyph(chr(code), x.value, y.value)


def _text_of(item: object, text: object) -> str:
    size = c.FPDFTextObj_GetText(item, text, None, 0)
    buffer = (c.FPDF_WCHAR * size)()
    c.FPDFTextObj_GetText(item, text, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _marks(item: object) -> set[str]:
    """The names of the marked-content sequences around an object (ISO 32000-1 §14.6)."""
    found = set()
    for number in range(c.FPDFPageObj_CountMarks(item)):
        buffer = (c.FPDF_WCHAR * 64)()
        size = ctypes.c_ulong()
        mark = c.FPDFPageObj_GetMark(item, number)
        c.FPDFPageObjMark_GetName(mark, buffer, 128, ctypes.byref(size))
        found.add(bytes(buffer).decode("utf-16-le").partition("\0")[0])
    return found


@pytest.fixture(scope="session")
def printing(tmp_path_factory: pytest.TempPathFactory, font_list: Path) -> Callable[..., Print]:
    """Prints a publication in a theme, once unless it is to be ``fresh``; other words are tables of
    settings."""
    known: dict[tuple[Publication, str, str], Print] = {}

    def make(
        publication: Publication, theme_name: str = "handout", *, fresh: bool = False, **values: Any
    ) -> Print:
        key = (publication, theme_name, repr(values))
        if fresh or key not in known:
            known[key] = _print(publication, theme_name, tmp_path_factory, font_list, values)
        return known[key]

    return make


def _print(
    publication: Publication,
    theme_name: str,
    folders: pytest.TempPathFactory,
    font_list: Path,
    values: dict[str, Any],
) -> Print:
    theme = themes.load(theme_name, folders=[ROOT / "templates"])
    settings = combine(*theme.layers, Layer(values))
    case, filled = fill(
        publication, settings, lists=[font_list], printed=words_printed(publication.metadata)
    )
    path = folders.mktemp("pdf") / "print.pdf"
    artifact = pdf.write(Ready(filled, theme, settings, case, MODIFIED), path)
    return Print(artifact, filled, settings, case)


@pytest.fixture(autouse=True, scope="session")
def stock_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands under test neither see nor fill the stock of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


# --- publications made by hand, as transforms leave them -----------------------------------------

SENTENCES = {
    "zh-Hans": (
        "雕版的第一步是写样，写工把文稿端端正正地誊在薄纸上。",
        "“一字不误”是行里的规矩，写错一字，整页便要重来。",
        "版木多取梨、枣，锯成板后要浸水数月（去其油性），再阴干、刨平。",
        "刻工先发刀定笔画的边线，再挑去空白；最难的是转折处——手一抖，锋芒就断了。",
        "据《工坊杂记》说，熟手一日可刻100多字，生手不过30来字。",
        "刷印时讲究“墨匀、纸平、手轻”，三者缺一，字口便发毛。",
        "后来有人问：“木板印过几千张，还清楚吗？”老师傅只答：“看你怎样待它……”",
        "今天的排版软件如TeX、InDesign，也还在用那时留下的名字：天头、地脚、版心、鱼尾。",
        "书脊朝左还是朝右，要看文字是横排还是直排，这一点初学者常常弄反。",
        "装订用的线不能太新，新线易松；也不能太旧，旧线易断。",
    ),
    "ja": (
        "版木には山桜の板を使う。木目が細かく、刃が素直に入るからだ。",
        "彫師は「一字でも狂えば、版は捨てるしかない」と言って、朝から刀を研いでいた。",
        "摺りの回数が増えると、線の角は少しずつ丸くなっていく……それもまた味である。",
        "見当（けんとう）は、紙の位置を合わせるための小さな印だ。",
        "今ではDTPソフトの中にも、トンボという名前で残っている。",
        "ページをめくる向きは、縦組みなら右へ、横組みなら左へと決まっている。",
    ),
    "ko": (
        "목판에 글자를 새기는 일은 종이를 고르는 데서 시작한다.",
        "닥나무 껍질을 삶아 두드리고, 물에 풀어 한 장씩 뜬다.",
        "새김장은 “글자 하나가 틀리면 판 전체를 버린다”고 말했다.",
        "먹은 너무 진해도, 너무 묽어도 안 된다.",
    ),
    "en": (
        "A compositor reads the line upside down and from left to right, and soon thinks nothing "
        "of it.",
        "Every letter has a place in the case; the hand finds it without the eye.",
        "When the measure is narrow, justified lines need care, hyphens and good temper.",
        "“Space is not empty,” an old manual says, “it is the silent half of the page.”",
    ),
}
"""Sentences written for these tests."""


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def prose(language: str, first: int, count: int) -> Paragraph:
    """A paragraph of some sentences, the same every time."""
    found = SENTENCES[language]
    chosen = [found[(first + step * 3) % len(found)] for step in range(count)]
    return Paragraph(words((" " if language in ("ko", "en") else "").join(chosen)))


@pytest.fixture(scope="session")
def plain_text() -> Callable[..., Publication]:
    """Paragraphs in one language and nothing else."""

    def make(language: str = "zh-Hans", *, paragraphs: int = 6, sentences: int = 6) -> Publication:
        blocks = tuple(prose(language, number, sentences) for number in range(paragraphs))
        return publication("纸与墨" if language != "en" else "Paper and Ink", blocks, language)

    return make


def publication(title: str, blocks: Blocks, language: str, **more: object) -> Publication:
    metadata = Metadata(
        title=title,
        language=language,
        contributors=(Contributor("甲某"),),
        identifier="urn:uuid:00000000-0000-4000-8000-000000000003",
    )
    article = Article(words(title), blocks, "c01", language)
    return Publication(replace(metadata, **more), (article,))  # type: ignore[arg-type]


def quote(text: str, number: int, *, repeats: bool = False, by: str = "") -> PullQuote:
    return PullQuote(words(text), words(by) if by else (), f"c01-q{number}", repeats)


def head(text: str, number: int, level: int = 2) -> Heading:
    return Heading(words(text), level, f"c01-h{number}")


@pytest.fixture(scope="session")
def handout() -> Publication:
    """An article with an epigraph, heads, pull quotes that are marked or suggested, a credit."""
    return publication(
        "一块木板的旅行——从写样到装订",
        (
            Epigraph((Paragraph(words("字从木上来，书自手中成。")),), words("工坊旧联")),
            prose("zh-Hans", 0, 7),
            prose("zh-Hans", 3, 5),
            head("写样上板——反着看字的本领", 1),
            quote("写错一字，整页便要重来。", 1),
            prose("zh-Hans", 1, 8),
            prose("zh-Hans", 2, 6),
            quote("墨匀、纸平、手轻，三者缺一，字口便发毛。", 2, repeats=True, by="刷印口诀"),
            prose("zh-Hans", 5, 7),
            head("发刀", 2),
            prose("zh-Hans", 6, 8),
            head("挑空", 3, 3),
            prose("zh-Hans", 4, 8),
            prose("zh-Hans", 7, 9),
            head("刷印与装订", 4),
            quote("看你怎样待它……", 3),
            *(prose("zh-Hans", start, 8) for start in range(5)),
            Credit(words("整理自课堂笔记")),
        ),
        "zh-Hans",
        subtitle="一份讲义",
        published="2026-01-02",
    )


TEX = "\\frac{a_1}{2} < \\sqrt{b}"


@pytest.fixture(scope="session")
def everything() -> Publication:
    """An article with every kind of block and inline that needs no picture."""
    inlines = (
        *words("正文里有"),
        Emphasis(words("楷体 emphasis")),
        *words("、"),
        Strong(words("黑体 strong")),
        *words("、"),
        Code("print(1 < 2)"),
        *words("、"),
        Link(words("外链"), "https://example.org/?a=1&b=2"),
        *words("、"),
        Ruby("雕", "diāo"),
        Ruby("版", "bǎn"),
        *words("、"),
        Dotted(words("着重号")),
        *words("、"),
        Strike(words("删去")),
        *words("、E=mc"),
        Superscript(words("2")),
        *words("与H"),
        Subscript(words("2")),
        *words("O、"),
        Math(TEX, to_mathml(TEX, display=False)),
        LineBreak(),
        Span(words("日本語の文"), "ja"),
        *words("，一处注"),
        NoteReference("a", 1, "c01-r1"),
        *words("，再提它一次"),
        NoteReference("a", 1, "c01-r1-2"),
        *words("，还有一处"),
        NoteReference("b", 2, "c01-r2"),
        *words("。"),
    )
    cells = (words("天头"), words("地脚"), words("12.5"))
    item = (Paragraph(words("刨平")),)
    blocks: Blocks = (
        Paragraph(inlines),
        head("排版名词", 1),
        Quotation((prose("zh-Hans", 1, 2),), words("旧抄本")),
        Verse(((words("一刀一刻见工夫，"), words("半寸光阴半寸书。")),), words("佚名")),
        ListBlock((ListItem(item), ListItem((*item, ListBlock((ListItem(item),)))))),
        ListBlock((ListItem(item), ListItem(item)), ordered=True, start=3),
        ListBlock((ListItem(item, True), ListItem(item, False))),
        DefinitionList((Definition(words("版心"), ((Paragraph(words("印字的部分。")),),)),)),
        Table(
            ((words("名"), words("处"), words("毫米")),),
            (cells, cells),
            (Alignment.START, Alignment.CENTER, Alignment.END),
            words("表 1　版面"),
        ),
        CodeBlock("def fit(line):\n    return line.width <= measure\n", "python"),
        CodeBlock(
            "fit(line)  # " + "一行放不下的话，" * 9 + "\n\nnext",
            "python",
            title=words("fit.py"),
            first_line=8,
            marked=(1,),
        ),
        Formula(TEX, to_mathml(TEX, display=True)),
        Aside("note", (prose("zh-Hans", 8, 1),), words("提示")),
        Aside("warning", (Paragraph(words("小心刀口。")),), words("警告")),
        SceneBreak(),
        prose("zh-Hans", 2, 8),
    )
    notes = (
        Note("a", (prose("zh-Hans", 8, 2),), 1, "c01-n1"),
        Note("b", (Paragraph(words("第二条注，")), Paragraph(words("分作两段。"))), 2, "c01-n2"),
    )
    made = publication("样样都有", blocks, "zh-Hans")
    return replace(made, body=(replace(made.body[0], notes=notes),))


@pytest.fixture(scope="session")
def book() -> Publication:
    """A book with parts, a chapter below a chapter, and a chapter in Japanese and in Korean."""

    def chapter(slug: str, title: str, language: str = "zh-Hans", **more: object) -> Article:
        blocks = (
            prose(language, 0, 6),
            Heading(words("小引"), 2, f"{slug}-h1"),
            prose(language, 1, 9),
            prose(language, 2, 9),
            Heading(words("余话"), 2, f"{slug}-h2"),
            *(prose(language, number, 8) for number in range(3)),
        )
        return replace(Article(words(title), blocks, slug, language), **more)  # type: ignore[arg-type]

    return Publication(
        Metadata(
            title="刻书小识",
            subtitle="上手三篇",
            contributors=(Contributor("甲某"), Contributor("乙某", "edt")),
            identifier="urn:uuid:00000000-0000-4000-8000-000000000004",
            published="2026-01",
            publisher="样书坊",
            rights="保留一切权利",
        ),
        front=(chapter("c01", "前言"),),
        body=(
            Part(
                words("上部　工具"),
                (
                    chapter("c02", "刀与凿——手上的分寸"),
                    chapter("c03", "纸墨", children=(chapter("c04", "松烟"),)),
                ),
                "part1",
            ),
            Part(
                words("下部　他山"),
                (chapter("c05", "版木のこと", "ja"), chapter("c06", "목판 이야기", "ko")),
                "part2",
            ),
        ),
        back=(chapter("c07", "后记"),),
    )
