"""What was made from a text is that text; what was lost, changed or added on the way is found."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from keben.composition import composer, engine
from keben.editions import pdf
from keben.errors import ProofError
from keben.model import (
    Alignment,
    Blocks,
    Contributor,
    Figure,
    Finding,
    Image,
    Paragraph,
    Publication,
    PullQuote,
    Ruby,
    Severity,
    Table,
    Text,
)
from keben.pdfium import Run, Sheet
from keben.transforms.foreign import mark_passages
from keben.typecase import TypeCase
from keben.typeset import Printed, typeset_print

if TYPE_CHECKING:
    from tests.proof.conftest import Prove

FORMATS = ["pdf", "epub"]


def with_blocks(publication: Publication, blocks: Blocks) -> Publication:
    (body,) = publication.body
    return replace(publication, body=(replace(body, blocks=blocks),))


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def told(findings: list[Finding]) -> list[tuple[str, int | None]]:
    """Each finding's code, and the line of the source that it names."""
    return [(f.code, f.location.line if f.location else None) for f in findings]


# --- nothing wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_an_article_comes_back_whole(prove: Prove, article: Publication, format: str) -> None:
    assert prove(article, format=format) == []


@pytest.mark.parametrize("format", FORMATS)
def test_every_kind_of_node_comes_back(prove: Prove, everything: Publication, format: str) -> None:
    assert prove(everything, format=format) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("theme", ["handout", "book"])
def test_a_book_and_a_long_handout_come_back(
    prove: Prove, book: Publication, handout: Publication, format: str, theme: str
) -> None:
    assert prove(book if theme == "book" else handout, format=format, theme=theme) == []


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "ko", "en"])
@pytest.mark.parametrize("theme", ["handout", "book"])
def test_people_come_back_wherever_they_are_named(
    prove: Prove, article: Publication, theme: str, language: str
) -> None:
    people = (Contributor("甲氏"), Contributor("乙氏"), Contributor("丙氏", "trl"))
    metadata = replace(article.metadata, contributors=people, language=language, source="甲书")
    assert prove(replace(article, metadata=metadata), format="pdf", theme=theme) == []


@pytest.mark.parametrize("placement", ["margin", "column"])
def test_an_annotation_in_a_pull_quote_comes_back(
    prove: Prove, article: Publication, placement: str
) -> None:
    quote = PullQuote((Ruby("刀", "dāo"), Text("不快，手就急。")))
    made = with_blocks(article, (quote, *article.body[0].blocks))
    assert prove(made, format="pdf", sidebar={"placement": placement}) == []


def test_words_divided_at_a_line_end_come_back(
    prove: Prove, plain_text: Callable[..., Publication]
) -> None:
    """The compositor's hyphens are told from the author's."""
    text = "a well-made type-case and an out-of-the-way composing-stick reappear; " * 12
    narrow = {"page": {"measure": 16}, "sidebar": {"placement": "column"}}
    english = plain_text("en", paragraphs=1, sentences=3)
    made = with_blocks(english, (Paragraph((Text(text),)), *english.body[0].blocks))
    assert prove(made, format="pdf", **narrow) == []


def test_a_table_over_several_pages_comes_back_with_its_head_repeated(
    prove: Prove, article: Publication
) -> None:
    first, table = article.body[0].blocks[0], article.body[0].blocks[5]
    assert isinstance(table, Table)
    rows = tuple(((Text(f"第{n}行"),), (Text(str(n)),)) for n in range(120))
    other = replace(table, body=rows[:3], caption=(Text("另一张"),))
    long = with_blocks(article, (first, replace(table, body=rows), other))
    assert prove(long, format="pdf") == []
    lost = with_blocks(article, (first, replace(table, body=(*rows[:70], *rows[71:])), other))
    assert told(prove(lost, long, format="pdf"))[0] == ("V001", 13)


def test_text_and_notes_over_several_pages_come_back(prove: Prove, article: Publication) -> None:
    """A paragraph goes on behind the notes of its page, a note on the page after."""
    (body,) = article.body
    first, *rest = body.blocks
    assert isinstance(first, Paragraph)
    filler = Text("雕版的第一步是写样，写工把文稿誊在薄纸上。" * 30)
    long = replace(first, inlines=(*(filler,) * 3, *first.inlines, *(filler,) * 3))
    (note,) = body.notes
    wide = replace(note, blocks=(Paragraph((filler,) * 3), Paragraph((Text("注的末段。"),))))
    made = replace(article, body=(replace(body, blocks=(long, *rest), notes=(wide,)),))
    assert prove(made, format="pdf") == []
    assert prove(made, format="epub") == []


# --- lost between reading and file ----------------------------------------------------------------


def change(blocks: Blocks, place: int, **values: object) -> Blocks:
    changed = replace(blocks[place], **values)  # type: ignore[arg-type]
    return (*blocks[:place], changed, *blocks[place + 1 :])


def lose_paragraph(blocks: Blocks) -> Blocks:
    return (*blocks[:2], *blocks[3:])


def swap_paragraphs(blocks: Blocks) -> Blocks:
    return (*blocks[:2], blocks[4], blocks[3], blocks[2], *blocks[5:])


def change_character(blocks: Blocks) -> Blocks:
    return change(blocks, 2, inlines=(Text("梨木坚而不燥，枣木细而耐火。"),))


def add_sentence(blocks: Blocks) -> Blocks:
    return (*blocks, Paragraph((Text("多出来的话。"),)))


def double_paragraph(blocks: Blocks) -> Blocks:
    return (*blocks[:3], *blocks[2:])


def turn_sort(blocks: Blocks) -> Blocks:
    """A 〓 that nobody reported."""
    return change(blocks, 2, inlines=(Text("梨木坚而不燥，枣木细而〓久。"),))


def write_radical(blocks: Blocks) -> Blocks:
    return change(blocks, 2, inlines=(Text("梨\u2f4a坚而不燥，枣木细而耐久。"),))


def lose_head(blocks: Blocks) -> Blocks:
    return (*blocks[:1], Paragraph((Text("选木"),)), *blocks[2:])


def lose_link(blocks: Blocks) -> Blocks:
    first = blocks[0]
    assert isinstance(first, Paragraph)
    bare = tuple(i for link in first.inlines for i in getattr(link, "children", (link,)))
    return (replace(first, inlines=bare), *blocks[1:])


def lose_annotation(blocks: Blocks) -> Blocks:
    first = blocks[0]
    assert isinstance(first, Paragraph)
    bare = tuple(Text(i.base) if isinstance(i, Ruby) else i for i in first.inlines)
    return (replace(first, inlines=bare), *blocks[1:])


def change_cell(blocks: Blocks) -> Blocks:
    table = blocks[5]
    assert isinstance(table, Table)
    return change(blocks, 5, body=(table.body[1], table.body[0]))


def lose_line_of_code(blocks: Blocks) -> Blocks:
    return change(blocks, 6, text="line = 1\n    line -= 1\n")


FAULTS: list[tuple[Callable[[Blocks], Blocks], tuple[str, int | None]]] = [
    (lose_paragraph, ("V001", 7)),
    (swap_paragraphs, ("V001", 7)),
    (change_character, ("V001", 7)),
    (add_sentence, ("V001", 27)),
    (double_paragraph, ("V001", 9)),
    (turn_sort, ("V001", 7)),
    (write_radical, ("V001", 7)),
    (lose_head, ("V002", 5)),
    (lose_link, ("V002", 3)),
    (lose_annotation, ("V001", 3)),
    (change_cell, ("V001", 13)),
    (lose_line_of_code, ("V001", 19)),
]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("spoil", "first"), FAULTS, ids=lambda v: getattr(v, "__name__", ""))
def test_what_is_not_as_in_the_source_is_named_with_its_place(
    prove: Prove,
    article: Publication,
    format: str,
    spoil: Callable[[Blocks], Blocks],
    first: tuple[str, int | None],
) -> None:
    spoiled = with_blocks(article, spoil(article.body[0].blocks))
    findings = prove(spoiled, article, format=format)
    assert told(findings)[0] == first
    assert all(finding.severity is Severity.ERROR for finding in findings)
    assert f"a.{format}, " in findings[0].message


@pytest.mark.parametrize("format", FORMATS)
def test_a_note_that_changed_is_found(prove: Prove, article: Publication, format: str) -> None:
    (body,) = article.body
    (note,) = body.notes
    other = replace(note, blocks=(Paragraph((Text("注文不在。"),)),))
    spoiled = replace(article, body=(replace(body, notes=(other,)),))
    assert told(prove(spoiled, article, format=format)) == [("V001", 29)]


@pytest.mark.parametrize("format", FORMATS)
def test_a_note_that_was_lost_is_found(prove: Prove, article: Publication, format: str) -> None:
    """The mark as well, and the mark alone."""
    (body,) = article.body
    first, *rest = body.blocks
    assert isinstance(first, Paragraph)
    bare = replace(first, inlines=tuple(i for i in first.inlines if getattr(i, "number", 0) == 0))
    spoiled = replace(article, body=(replace(body, blocks=(bare, *rest), notes=()),))
    assert ("V001", 29) in told(prove(spoiled, article, format=format))
    unmarked = replace(article, body=(replace(body, blocks=(bare, *rest)),))
    assert ("V001", 3) in told(prove(unmarked, article, format=format))


@pytest.mark.parametrize("format", FORMATS)
def test_a_radical_may_stand_where_it_was_written(
    prove: Prove, article: Publication, format: str
) -> None:
    meant = with_blocks(article, write_radical(article.body[0].blocks))
    assert prove(meant, format=format) == []
    spoiled = prove(meant, article, format=format)
    assert {finding.code for finding in spoiled} == {"V001", "T001"}
    assert any("U+2F4A stands in" in finding.message for finding in spoiled)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("vertical", [False, True])
def test_characters_that_share_a_glyph_are_told_apart(
    prove: Prove, article: Publication, format: str, vertical: bool
) -> None:
    """In Noto Serif CJK each of these pairs is one glyph."""
    words = "走……停⋯⋯；〜与～，①与➀，木与\u2f4a，金与\uf90a，a–b\u2012c。"
    made = with_blocks(article, (Paragraph((Text(words),)), *article.body[0].blocks))
    assert prove(made, format=format, vertical=vertical) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_that_was_lost_is_found(
    prove: Prove, article: Publication, format: str, tmp_path: Path
) -> None:
    path = tmp_path / "dot.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    figure = Figure(Image("dot.svg", "一点", path=path, media_type="image/svg+xml"))
    pictured = with_blocks(article, (*article.body[0].blocks, figure))
    assert prove(pictured, format=format) == []
    assert told(prove(article, pictured, format=format)) == [("V004", None)]


# --- lost between HTML and PDF --------------------------------------------------------------------


def test_a_sentence_that_html_lost_is_found_in_print(
    prove: Prove, article: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(*values: object, **named: object) -> Printed:
        printed = typeset_print(*values, **named)  # type: ignore[arg-type]
        return replace(printed, html=printed.html.replace("手要轻", ""))

    monkeypatch.setattr(pdf, "typeset_print", careless)
    (finding,) = prove(article, format="pdf")
    assert told([finding]) == [("V001", 27)]
    assert "手要轻" in finding.message


@pytest.mark.parametrize("lost", ["\ufffd", "\ue000"], ids=["U+FFFD", "private use"])
def test_a_code_point_that_is_no_text_is_found_in_print(
    prove: Prove, article: Publication, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """As where a face maps a character's glyph to nothing that can be copied."""

    def mistaken(sheet: Sheet) -> Iterator[Run]:
        return (replace(run, text=run.text.replace("匀", lost)) for run in runs(sheet))

    runs = Sheet.runs
    monkeypatch.setattr(Sheet, "runs", mistaken)
    findings = prove(article, format="pdf")
    assert ("V001", 27) in told(findings)
    assert f"U+{ord(lost):04X} stands in the text." in {f.message for f in findings}


def test_a_page_that_was_not_drawn_is_found(
    prove: Prove, handout: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(layout: engine.Layout, **named: bool) -> bytes:
        layout.document.pages[1]._page_box.children = ()
        return draw(layout, **named)

    draw = engine.draw
    monkeypatch.setattr(composer, "draw", careless)
    assert "V001" in {finding.code for finding in prove(handout, format="pdf")}


def swap_outlines(data: bytes, one: str, other: str) -> bytes:
    """A TrueType font in which two characters have each other's outlines; nothing else of it
    changes, its date neither."""
    file = BytesIO()
    with TTFont(BytesIO(data), lazy=False, recalcTimestamp=False, recalcBBoxes=False) as font:
        names = [font.getBestCmap()[ord(character)] for character in (one, other)]
        outlines = font["glyf"].glyphs
        outlines[names[0]], outlines[names[1]] = outlines[names[1]], outlines[names[0]]
        font.save(file)
    return file.getvalue()


def test_a_wrong_glyph_behind_the_right_text_is_found(
    prove: Prove, article: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    swapped = []

    def mistaken(case: TypeCase) -> dict[str, bytes]:
        files = font_files(case)
        (name,) = (name for name in files if "WenKai" in name)
        files[name] = swap_outlines(files[name], "梨", "枣")
        swapped.append(files[name])
        return files

    font_files = pdf.font_files
    monkeypatch.setattr(pdf, "font_files", mistaken)
    findings = prove(article, format="pdf", faces={"text": "kai"})
    assert len(swapped) == 1, "the pages were made without the swapped font"
    assert {finding.code for finding in findings} == {"F002"}
    assert {finding.message[1] for finding in findings} == {"梨", "枣"}
    assert findings[0].location is not None
    assert findings[0].location.page == 1


def test_a_font_that_no_list_names_is_found(prove: Prove, article: Publication) -> None:
    findings = prove(article, format="pdf", known=())
    assert {finding.code for finding in findings} == {"F001"}


# --- changed after the fact -----------------------------------------------------------------------


def rewrite(path: Path, name: str, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        files = {info: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for info, data in files.items():
            changed = data.replace(old.encode(), new.encode())
            assert info.filename != f"EPUB/{name}" or changed != data
            package.writestr(info, changed if info.filename == f"EPUB/{name}" else data)


@pytest.mark.parametrize(
    ("name", "old", "new", "first"),
    [
        ("c01.xhtml", "枣木", "桃木", ("V001", 7)),
        ("c01.xhtml", "墨要匀", "墨要\ufffd", ("V001", 27)),
        ("c01.xhtml", "example.org", "example.com", ("V004", None)),
        ("nav.xhtml", "刷印", "刷版", ("V003", 25)),
    ],
)
def test_an_epub_that_was_changed_is_found_out(
    prove: Prove,
    article: Publication,
    name: str,
    old: str,
    new: str,
    first: tuple[str, int | None],
) -> None:
    findings = prove(article, format="epub", spoil=lambda path: rewrite(path, name, old, new))
    assert told(findings)[0] == first
    assert ("T001" in {f.code for f in findings}) == ("\ufffd" in new)


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_cannot_be_read_is_an_error(
    prove: Prove, article: Publication, format: str
) -> None:
    with pytest.raises(ProofError, match="cannot be read back"):
        prove(article, format=format, spoil=lambda path: path.write_bytes(b"%PDF-1.7\n") and None)


def test_a_document_that_an_epub_lacks_is_an_error(prove: Prove, article: Publication) -> None:
    def lose(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            files = {i: package.read(i) for i in package.infolist() if "c01" not in i.filename}
        with zipfile.ZipFile(path, "w") as package:
            for info, data in files.items():
                package.writestr(info, data)

    with pytest.raises(ProofError, match=r"c01\.xhtml"):
        prove(article, format="epub", spoil=lose)


def test_a_spine_that_names_nothing_is_an_error(prove: Prove, article: Publication) -> None:
    def spoil(path: Path) -> None:
        rewrite(path, "content.opf", 'idref="c01"', 'idref="c99"')

    with pytest.raises(ProofError, match="c99"):
        prove(article, format="epub", spoil=spoil)


def test_columns_are_read_in_the_order_of_their_text(prove: Prove, article: Publication) -> None:
    """PDFium turns the words of a line round where pages follow one another from right to left."""
    paragraph = Paragraph((Text("木版 and ink 1999年，TeX与 InDesign 之名。"), Text("“好”。")))
    (body,) = article.body
    made = replace(article, body=(replace(body, blocks=(*body.blocks, paragraph)),))
    assert not prove(made, format="pdf", vertical=True)


def test_a_word_that_columns_lack_is_found(prove: Prove, article: Publication) -> None:
    made = with_blocks(article, (Paragraph((Text("木版 and ink 之名。"),)),))
    meant = with_blocks(article, (Paragraph((Text("木版 ink and 之名。"),)),))
    assert prove(made, meant, format="pdf", vertical=True)


def test_numbers_and_wide_marks_in_english_are_right(prove: Prove, article: Publication) -> None:
    """Both have proportional forms in the face, which are not their own characters' glyphs."""
    (body,) = article.body
    paragraph = Paragraph((Text("Apple4us, n0vad3v and ２０２４，好。"),))
    english = replace(
        article,
        metadata=replace(article.metadata, language="en"),
        body=(replace(body, language="en", blocks=(paragraph,), notes=()),),
    )
    assert not prove(mark_passages(english), format="pdf")


def test_heads_that_are_repeated_in_the_next_column_of_a_page_are_no_text(
    prove: Prove, article: Publication
) -> None:
    rows = tuple((words(f"第{n}块"), words("梨木")) for n in range(60))
    table = Table(((words("名"), words("木料")),), rows, (Alignment.START,) * 2)
    (body,) = article.body
    made = replace(article, body=(replace(body, blocks=(table,), notes=()),))
    assert not prove(made, format="pdf", page={"columns": 2})
