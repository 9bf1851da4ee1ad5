"""Publications made by hand, as transforms leave them, and a book made of each."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image as Pillow

from keben import theme as themes
from keben.editions import epub
from keben.editions.ready import Ready
from keben.model import (
    Alignment,
    Article,
    Artifact,
    Aside,
    Code,
    CodeBlock,
    Contributor,
    Credit,
    Definition,
    DefinitionList,
    Dotted,
    Emphasis,
    Epigraph,
    Figure,
    Heading,
    Image,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
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
    Series,
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

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "fonts" / "fonts.toml"
MODIFIED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40">'
    '<rect x="2" y="2" width="56" height="36" fill="none" stroke="#8c2f1b" stroke-width="3"/>'
    "</svg>"
)


def text(words: str) -> tuple[Text]:
    return (Text(words),)


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image]:
    """One picture of each kind, by suffix."""
    folder = tmp_path_factory.mktemp("pictures")
    found = {}
    for suffix, media_type in (("png", "png"), ("jpg", "jpeg"), ("gif", "gif"), ("webp", "webp")):
        path = folder / f"图 {suffix}.{suffix}"
        Pillow.new("RGB", (60, 40), (140, 47, 27)).save(path)
        found[suffix] = Image(
            path.name, f"一方朱色（{suffix}）", path=path, media_type=f"image/{media_type}",
            width=60, height=40,
        )  # fmt: skip
    drawing = folder / "框.svg"
    drawing.write_text(SVG, encoding="utf-8")
    found["svg"] = Image(
        drawing.name, "一个方框", path=drawing, media_type="image/svg+xml", width=60, height=40
    )
    return found


@pytest.fixture(scope="session")
def article(pictures: dict[str, Image]) -> Publication:
    """A small article: an epigraph, heads, a maxim, a credit."""
    return Publication(
        Metadata(
            title="刻版与印书",
            subtitle="一份短小的讲义",
            contributors=(Contributor("甲某"), Contributor("乙某", "edt")),
            identifier="urn:uuid:00000000-0000-4000-8000-000000000001",
            published="2026-01-02",
            source="本项目的样稿",
        ),
        (
            Article(
                title=text("刻版与印书——从一块木板说起"),
                slug="c01",
                blocks=(
                    Epigraph((paragraph("工欲善其事，必先利其器。"),), text("《论语》")),
                    paragraph("雕版之前，先要写样；写样之后，才谈得上动刀。"),
                    Heading(text("一、写样"), 2, "c01-h1"),
                    PullQuote(text("字要写得稳，刀才下得准。"), anchor="c01-q1"),
                    paragraph("写工把文稿誊在薄纸上，反贴于板面。"),
                    Heading(text("细处"), 3, "c01-h2"),
                    paragraph("横轻直重，刀痕便于下手。"),
                    Heading(text("二、上板"), 2, "c01-h3"),
                    PullQuote(text("反贴于板面"), anchor="c01-q2", repeats=True),
                    paragraph("墨迹留在木上，空白处一一剔去。"),
                    Credit(text("整理自课堂笔记")),
                ),
            ),
        ),
        cover=pictures["png"],
    )


@pytest.fixture(scope="session")
def everything(pictures: dict[str, Image]) -> Publication:
    """An article that holds every kind of block and inline."""
    inlines = (
        *text("正文里有"),
        Emphasis(text("强调")),
        *text("、"),
        Strong(text("加重")),
        *text("、"),
        Code("print(1 < 2)"),
        *text("、"),
        Link(text("外链"), "https://example.org/?a=1&b=2"),
        *text("、"),
        Link(text("内链"), "#c01-h2"),
        *text("、"),
        Ruby("拼音", "pīnyīn"),
        *text("、"),
        Dotted(text("着重")),
        *text("、"),
        Strike(text("删去")),
        *text("、E = mc"),
        Superscript(text("2")),
        *text("、H"),
        Subscript(text("2")),
        *text("O、"),
        pictures["png"],
        LineBreak(),
        Span(text("日本語の文"), "ja"),
        *text("、"),
        Span((Emphasis(text("English words")),), "en"),
        *text("，还有一个罕用字𝔊和一个注"),
        NoteReference("a", 1, "c01-r1"),
        *text("，再一次"),
        NoteReference("a", 1, "c01-r1-2"),
        *text("，又一个"),
        NoteReference("b", 2, "c01-r2"),
        *text("。"),
    )
    cells = (text("甲"), text("乙"), text("丙"))
    lost = Image("https://example.org/lost.png", "不见的图")
    blocks = (
        Epigraph((paragraph("题词一行。"),), text("某书")),
        Paragraph(inlines),
        Heading((*text("二级标题"), NoteReference("c", 3, "c01-r3")), 2, "c01-h1"),
        PullQuote(text("一句立在栏边的话，分作两截。"), text("说话的人"), "c01-q1"),
        paragraph("再一段。"),
        Heading(text("三级标题"), 3, "c01-h2"),
        Quotation((paragraph("引文第一段。"), paragraph("引文第二段。")), text("出处")),
        Verse(((text("第一行"), text("第二行")), (text("第三行"),)), text("诗人")),
        ListBlock((ListItem((paragraph("点一"),)), ListItem((paragraph("点二"),)))),
        ListBlock(
            (ListItem((paragraph("第三"), ListBlock((ListItem((paragraph("内里"),)),)))),),
            ordered=True,
            start=3,
            tight=False,
        ),
        ListBlock((ListItem((paragraph("做完"),), True), ListItem((paragraph("未做"),), False))),
        DefinitionList((Definition(text("版框"), ((paragraph("版面四周的线。"),),)),)),
        CodeBlock("def f(x):\n    return x & 1\n", "python"),
        Table(
            (cells,),
            (cells, cells),
            (Alignment.START, Alignment.CENTER, Alignment.END),
            text("一张表"),
        ),
        *(
            Figure(image, text(f"图的说明（{suffix}）"), f"c01-f{number}", number)
            for number, (suffix, image) in enumerate(pictures.items(), start=1)
        ),
        Figure(lost, text("丢失的图"), "c01-f9"),
        Aside("tip", (paragraph("框中一段。"), paragraph("框中又一段。")), text("提示")),
        Aside("note", (paragraph("没有题目的框。"),)),
        SceneBreak(),
        Heading(text("五级标题"), 5, "c01-h3"),
        paragraph("末段。"),
        Credit(text("来源一行")),
    )
    notes = (
        Note("a", (paragraph("第一注。"),), 1, "c01-n1"),
        Note("b", (paragraph("第二注。"), CodeBlock("x = 1\n")), 2, "c01-n2"),
        Note("c", (paragraph("第三注，"), paragraph("分两段。")), 3, "c01-n3"),
    )
    return Publication(
        Metadata(
            title="样样都有",
            identifier="urn:uuid:00000000-0000-4000-8000-000000000002",
            published="2026",
            source="某处",
        ),
        (Article(text("样样都有"), blocks, "c01", notes=notes),),
        cover=pictures["jpg"],
    )


@pytest.fixture(scope="session")
def book(pictures: dict[str, Image]) -> Publication:
    """A book: front matter, parts, a chapter below a chapter, other languages, back matter."""

    def chapter(slug: str, name: str, **more: object) -> Article:
        blocks = (
            paragraph(f"{name}的正文。"),
            Heading(text(f"{name}一节"), 2, f"{slug}-h1"),
            paragraph("节中文字。"),
            Heading(text(f"{name}细目"), 3, f"{slug}-h2"),
            paragraph("细目文字。"),
        )
        return replace(Article(text(name), blocks, slug), **more)  # type: ignore[arg-type]

    noted = chapter(
        "c02",
        "刀具",
        title=(*text("刀具"), NoteReference("x", 1, "c02-r1")),
        notes=(Note("x", (paragraph("题上之注。"),), 1, "c02-n1"),),
        contributors=(Contributor("丙某"),),
    )
    japanese = Article(
        text("版木のこと"),
        (
            Paragraph((*text("山桜の"), Ruby("版木", "はんぎ"), *text("を使う。"))),
            Paragraph((Dotted(text("大切")), *text("に扱う。"))),
        ),
        "c05",
        "ja",
    )
    korean = Article(text("목판 이야기"), (paragraph("나무를 고르고 글자를 새긴다."),), "c06", "ko")
    parted = replace(chapter("c03", "纸墨"), children=(chapter("c04", "松烟"),))
    return Publication(
        Metadata(
            title="刻书小识",
            subtitle="上手三篇",
            contributors=(Contributor("甲某", "aut", "Jia"), Contributor("乙某", "trl")),
            identifier="urn:isbn:9780000000002",
            published="2026-01",
            publisher="样书坊",
            rights="保留一切权利",
            subjects=("印刷", "书籍"),
            series=Series("小识丛书", "2"),
            description="一本用来试验的书。",
        ),
        front=(chapter("c01", "前言"),),
        body=(
            Part(text("上部　工具"), (noted, parted), "part1"),
            Part(text("下部　他山"), (japanese, korean), "part2"),
        ),
        back=(chapter("c07", "后记"),),
        cover=pictures["png"],
    )


@dataclass(frozen=True)
class Package:
    """An EPUB opened for looking at."""

    path: Path
    artifact: Artifact
    files: dict[str, bytes]

    def tree(self, name: str) -> ET.Element:
        return ET.fromstring(self.files[f"EPUB/{name}"])

    def documents(self) -> dict[str, ET.Element]:
        """Every XHTML document, by name."""
        names = [name.removeprefix("EPUB/") for name in self.files if name.endswith(".xhtml")]
        return {name: self.tree(name) for name in names}

    def statements(self, name: str) -> list[str | None]:
        """The values of one meta property."""
        metas = self.tree("content.opf").iter(f"{OPF}meta")
        return [meta.text for meta in metas if meta.get("property") == name]

    def spine(self) -> dict[str, ET.Element]:
        """The documents of the reading order, by name."""
        package = self.tree("content.opf")
        hrefs = {i.get("id"): i.get("href") or "" for i in package.iter(f"{OPF}item")}
        spine = [hrefs[i.get("idref")] for i in package.iter(f"{OPF}itemref")]
        return {href: self.tree(href) for href in spine}


OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def settings_for(theme: themes.Theme, **values: object) -> Settings:
    return combine(*theme.layers, Layer(values))


def case_for(publication: Publication, settings: Settings) -> tuple[TypeCase, Publication]:
    return fill(publication, settings, lists=[FONTS], printed=words_printed(publication.metadata))


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Package]:
    """Makes an EPUB of a publication and opens it. Without ``fonts`` the type case stays empty,
    which is quicker; other words are settings."""

    def make(
        publication: Publication,
        theme_name: str = "handout",
        *,
        fonts: bool = False,
        modified: datetime = MODIFIED,
        **values: object,
    ) -> Package:
        theme = themes.load(theme_name, folders=[ROOT / "templates"])
        settings = settings_for(theme, **values)
        case = TypeCase((), {}, frozenset())
        if fonts:
            case, publication = case_for(publication, settings)
        path = tmp_path_factory.mktemp("epub") / "book.epub"
        artifact = epub.write(Ready(publication, theme, settings, case, modified), path)
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        return Package(path, artifact, files)

    return make
