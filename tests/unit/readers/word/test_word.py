"""Word documents, made here of their bare parts, become the model."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keben import transforms, walk
from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Block,
    CodeBlock,
    Contributor,
    Credit,
    Dotted,
    Emphasis,
    Epigraph,
    Figure,
    Heading,
    Inlines,
    Link,
    ListBlock,
    NoteReference,
    Paragraph,
    Publication,
    Quotation,
    Ruby,
    Source,
    Strike,
    Strong,
    Superscript,
    Table,
    Text,
)
from keben.readers.word import read
from keben.settings import Settings

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
BODY = "村里有一口老井，没有人说得清楚是哪一年打的，只有井栏上磨出来的十几道绳痕。"
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="节名"/><w:basedOn w:val="2"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="HTML Preformatted"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="toc 1"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="•"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
)


def p(content: str, properties: str = "") -> str:
    """A paragraph of one run, or of the runs given."""
    runs = content if content.startswith("<") else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styled(style: str, text: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def item(text: str, number: int, level: int = 0) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, numbering)


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" + b"\x80" * 6)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def packed(body: str, **parts: str) -> bytes:
    """A .docx with this body; ``footnotes`` and ``core`` are the content of those parts."""
    kinds = {"styles": STYLES, "numbering": NUMBERING, "footnotes": parts.get("footnotes", "")}
    names = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((n, n) for n in kinds))
    )
    relations = "".join(
        f'<Relationship Id="{n}" Type="{OFFICE}/{n}" Target="{n}.xml"/>' for n in kinds
    )
    relations += (
        f'<Relationship Id="pic" Type="{OFFICE}/image" Target="media/image1.png"/>'
        f'<Relationship Id="site" Type="{OFFICE}/hyperlink" Target="https://example.org/"'
        ' TargetMode="External"/>'
        f'<Relationship Id="bad" Type="{OFFICE}/hyperlink" Target="javascript:x"'
        ' TargetMode="External"/>'
    )
    core = parts.get("core", "")
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Override PartName="/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="d" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="c" '
        f'Type="{PACKAGE}/relationships/metadata/core-properties" Target="core.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>',
        **{f"word/{names[n]}.xml": f"<w:{n} {NAMES}>{text}</w:{n}>" for n, text in kinds.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr("word/media/image1.png", png())
    return out.getvalue()


def published(data: bytes) -> Publication:
    path = Path("老井.docx")
    return read(Source(path, "", "", path.parent, data), Settings())


def article(body: str, **parts: str) -> Article:
    found = published(packed(body, **parts)).body[0]
    assert isinstance(found, Article)
    return found


def blocks(*body: str, **parts: str) -> tuple[Block, ...]:
    return article("".join(body), **parts).blocks


def line(content: str) -> Inlines:
    block = blocks(p(f"{r(BODY)}{content}"))[0]
    assert isinstance(block, Paragraph)
    assert block.inlines[0] == Text(BODY) or isinstance(block.inlines[0], Text)
    return block.inlines[1:]


def heads(found: tuple[Block, ...]) -> list[tuple[int, str]]:
    return [(b.level, walk.plain(b.inlines)) for b in found if isinstance(b, Heading)]


def test_heads_are_told_by_their_styles_and_what_those_are_based_on() -> None:
    found = article(
        styled("T", "井边") + styled("1", "井栏") + p(BODY) + styled("own", "绳痕") + p(BODY)
    )
    assert found.title == (Text("井边"),)
    assert heads(found.blocks) == [(2, "井栏"), (3, "绳痕")]


def test_one_head_of_the_first_level_at_the_beginning_is_the_title() -> None:
    found = article(styled("1", "井边") + p(BODY) + styled("2", "井栏") + p(BODY))
    assert found.title == (Text("井边"),)
    assert heads(found.blocks) == [(2, "井栏")]


def test_where_no_style_is_used_heads_are_told_by_their_look() -> None:
    centred = '<w:jc w:val="center"/>'
    found = article(
        p(r("井边", '<w:b/><w:sz w:val="44"/>'), centred)
        + "".join(p(r(name, "<w:b/>")) + p(BODY) * 3 for name in ("井栏", "井绳"))
    )
    assert found.title == (Text("井边"),)
    assert heads(found.blocks) == [(2, "井栏"), (2, "井绳")]


def test_where_the_look_says_nothing_heads_are_found_as_in_raw_text() -> None:
    found = blocks(p("井边"), p("一、井栏"), p(BODY), p("二、井绳"), p(BODY), p("（来源：旧闻）"))
    assert heads(found) == [(2, "一、井栏"), (2, "二、井绳")]
    assert isinstance(found[-1], Credit)


def test_a_head_keeps_the_number_that_word_would_print() -> None:
    numbered = '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    found = blocks(*(p(name, numbered) + p(BODY) for name in ("井栏", "井绳")))
    assert heads(found) == [(2, "第一章 井栏"), (2, "第二章 井绳")]


def test_lists_nest_and_keep_their_count() -> None:
    found = blocks(p(BODY), item("绳", 1), item("麻绳", 1, 1), item("桶", 1), item("打水", 2))
    bullets, numbers = found[1:]
    assert isinstance(bullets, ListBlock)
    assert isinstance(numbers, ListBlock)
    assert [len(i.blocks) for i in bullets.items] == [2, 1]
    assert (numbers.ordered, numbers.start) == (True, 3)


def test_a_table_spreads_merged_cells_and_knows_its_head() -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    row = "<w:tr>{}{}</w:tr>"
    head = row.format(
        "<w:trPr><w:tblHeader/></w:trPr>", cell.format('<w:gridSpan w:val="2"/>', p("井"))
    )
    body = row.format("", cell.format("", p("深")) + cell.format("", p("浅")))
    table = blocks(p(BODY), f"<w:tbl>{head}{body}</w:tbl>", styled("C", "表：水位"))[1]
    assert isinstance(table, Table)
    assert table.head == (((Text("井"),), ()),)
    assert table.body == (((Text("深"),), (Text("浅"),)),)
    assert table.caption == (Text("表：水位"),)


def test_one_cell_is_a_frame_not_a_table() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{p(BODY)}</w:tc></w:tr></w:tbl>"
    assert [type(block) for block in blocks(p(BODY), frame)] == [Paragraph, Paragraph]


def test_what_frames_in_one_another_hold_is_read_once() -> None:
    """Each was read once for every frame around it, and so twice as often as the one before."""
    depth = 40
    nest = "<w:tbl><w:tr><w:tc>" * depth + p(BODY) + "</w:tc></w:tr></w:tbl><w:p/>" * depth
    assert [type(block) for block in blocks(nest)] == [Paragraph]
    table = f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    within = f"<w:tbl><w:tr><w:tc>{p(BODY)}{table}</w:tc></w:tr></w:tbl>"
    assert [type(block) for block in blocks(within)] == [Paragraph, Table]


def test_marks_of_runs_become_marks_of_the_model() -> None:
    assert line(r("井", "<w:b/>")) == (Strong((Text("井"),)),)
    assert line(r("井", "<w:i/>")) == (Emphasis((Text("井"),)),)
    assert line(r("井", '<w:em w:val="dot"/>')) == (Dotted((Text("井"),)),)
    assert line(r("井", "<w:strike/>")) == (Strike((Text("井"),)),)
    assert line(r("2", '<w:vertAlign w:val="superscript"/>')) == (Superscript((Text("2"),)),)
    assert line(r("井", '<w:b w:val="0"/>')) == ()


def test_ruby_is_kept_with_its_base() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('jǐng')}</w:rt><w:rubyBase>{r('井')}</w:rubyBase></w:ruby></w:r>"
    assert line(ruby) == (Ruby("井", "jǐng"),)


def test_links_are_kept_when_they_are_safe() -> None:
    link = '<w:hyperlink r:id="{}">' + r("井") + "</w:hyperlink>"
    assert line(link.format("site")) == (Link((Text("井"),), "https://example.org/"),)
    assert line(link.format("bad")) == ()


def test_a_field_shows_its_result_not_its_instruction() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("七")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    block = blocks(p(f"{r(BODY)}{field}{r('页')}"))[0]
    assert isinstance(block, Paragraph)
    assert walk.plain(block.inlines) == f"{BODY}七页"


def test_a_footnote_keeps_its_place_and_its_text() -> None:
    note = f'<w:footnote w:id="2">{p("在村东。")}</w:footnote>'
    found = article(p(f'{r(BODY)}<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=note)
    assert found.notes[0].note_id == "foo2"
    block = found.blocks[0]
    assert isinstance(block, Paragraph)
    assert block.inlines[-1] == NoteReference("foo2")


def test_quotations_code_and_epigraphs_have_their_own_kind() -> None:
    found = blocks(
        styled("T", "旧井"),
        p("水有源，人有根。"),
        p("——村谚"),
        p(BODY * 3),
        styled("Q", "井水不犯河水。"),
        styled("P", "depth = 3"),
    )
    assert [type(block) for block in found] == [Epigraph, Paragraph, Quotation, CodeBlock]
    quotation = found[2]
    assert isinstance(quotation, Quotation)
    # A style that slants a whole paragraph stresses nothing in it.
    assert walk.own_inlines(quotation.blocks[0]) == ((Text("井水不犯河水。"),),)


def test_author_and_date_come_from_the_text_then_from_the_file() -> None:
    core = "<dc:creator>海边人</dc:creator>"
    body = styled("T", "井边") + p("2019年3月2日") + p(BODY)
    found = published(packed(body, core=core)).metadata
    assert (found.published, found.contributors) == ("2019-03-02", (Contributor("海边人"),))
    assert (
        published(packed(body, core="<dc:creator>微软用户</dc:creator>")).metadata.contributors
        == ()
    )


def test_a_picture_is_unpacked_into_the_folder_of_the_build(tmp_path: Path) -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="井"/><a:blip r:embed="pic"/>'
        "</wp:inline></w:drawing></w:r>"
    )
    made = published(packed(p(BODY) + p(drawing) + styled("C", "图：井")))
    applied = transforms.apply(made, (tmp_path,), Settings(), unpacked=tmp_path / "build")
    (figure,) = [b for a in walk.articles(applied) for b in a.blocks if isinstance(b, Figure)]
    assert figure.image.path is not None
    assert figure.image.path.is_relative_to(tmp_path / "build")
    assert figure.image.path.read_bytes() == png()
    assert (figure.image.width, figure.image.height, figure.image.alt) == (2, 1, "井")
    assert figure.caption == (Text("图：井"),)
    assert not figure.image.data


def test_what_is_not_printed_is_reported() -> None:
    body = (
        p(f"{r(BODY)}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")
        + styled("M", "井栏 3")
        + p(f'{r(BODY)}<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>')
        + p(f'{r(BODY)}<w:r><w:footnoteReference w:id="9"/></w:r>')
    )
    assert [f.code for f in published(packed(body)).findings] == ["W001", "W003", "W005", "W009"]


def test_a_text_box_stands_after_the_paragraph_it_hangs_on() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('框中的话。')}</w:txbxContent></w:pict></w:r>"
    found = blocks(p(f"{r(BODY)}{box}"), p(BODY))
    assert [walk.plain(walk.own_inlines(b)[0]) for b in found] == [BODY, "框中的话。", BODY]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0 an old document", r"Word 97–2003.*save it as \.docx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"PK\x03\x04 cut short", r"no whole Word document"),
        (b"not a package at all", r"no whole Word document"),
        (packed(""), "there is no text in it"),
        (packed(p("x"))[:-400], r"no whole Word document"),
    ],
)
def test_what_cannot_be_read_is_a_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(ManuscriptError, match=message):
        published(data)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 30_000_000)
    with pytest.raises(ManuscriptError, match="unpacks to 30,000,000 bytes"):
        published(out.getvalue())


def test_entities_are_not_expanded() -> None:
    data = packed(p(BODY))
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = bomb + content.replace(BODY.encode(), b"&b;")
            new.writestr(name, content)
    try:
        made = published(out.getvalue())
    except ManuscriptError:
        return
    assert "aaaa" not in str(made.body)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_document_is_a_publication_or_a_clear_error(data: st.DataObject) -> None:
    whole = bytearray(packed(styled("1", "井边") + p(BODY) + item("绳", 1)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    with suppress(ManuscriptError):
        published(bytes(whole))


texts = st.text(alphabet="井水有源，。人村口老第一章（）abc ", min_size=1, max_size=40)


@settings(max_examples=60)
@given(st.lists(texts.filter(lambda text: bool(text.strip())), min_size=1, max_size=8))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    made = published(packed("".join(map(p, paragraphs))))
    ink = "".join("".join(paragraphs).split())
    found = made.metadata.title if made.body else ""
    runs = [
        run
        for a in walk.articles(made)
        for b in walk.blocks(a.blocks)
        for run in walk.own_inlines(b)
    ]
    kept = "".join("".join(walk.plain(run) for run in runs).split())
    named = "".join(c.name for c in made.metadata.contributors)
    title = "".join(walk.plain(next(walk.articles(made)).title).split())
    rest = sorted(ink)
    for character in kept + title + named + found:
        if character in rest:
            rest.remove(character)
    assert set(rest) <= set("：:|/（）《》、 —")
