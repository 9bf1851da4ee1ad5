"""The printed pages: furniture, notes, bookmarks, faces, and straight edges."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2.raw as c
import pytest

from keben import walk
from keben.composition.characters import CLOSING, is_full_width, is_han
from keben.model import (
    Alignment,
    Anchor,
    Article,
    Block,
    CodeBlock,
    Credit,
    Epigraph,
    Heading,
    Image,
    IndexMark,
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
    Table,
    Text,
)
from keben.typeset.geometry import lay_out

if TYPE_CHECKING:
    from tests.conftest import Line, Print

Printing = Callable[..., "Print"]


ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"]


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


def runs(printed: Print, page: int) -> str:
    return "".join(printed.runs(page, artifacts=True))


def runs_of_content(printed: Print, page: int) -> str:
    return squeezed("".join(printed.runs(page, artifacts=False)))


def test_one_page_has_neither_running_head_nor_folio(
    printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    printed = printing(plain_text(paragraphs=2))
    assert len(printed) == 1
    assert runs(printed, 0) == ""


def test_more_pages_have_both(printing: Printing, handout: Publication) -> None:
    printed = printing(handout)
    assert len(printed) > 2
    assert runs(printed, 0).endswith("— 1 —")
    assert handout.metadata.title not in runs(printed, 0)
    for page in range(1, len(printed)):
        assert f"{page + 1}" in runs(printed, page)
        assert handout.metadata.title in runs(printed, page)


def folio(printed: Print, page: int) -> str:
    """The number that a page bears; empty where it bears none."""
    last = printed.runs(page, artifacts=True)[-1:]
    return last[0].strip() if last and re.fullmatch(r"\s*(\d+|[ivx]+)\s*", last[0]) else ""


def test_the_furniture_is_no_part_of_the_content(printing: Printing, book: Publication) -> None:
    printed = printing(book, "book")
    for page in range(len(printed)):
        if number := folio(printed, page):
            assert number not in printed.runs(page, artifacts=False)


def test_the_furniture_is_told_to_be_pagination(printing: Printing, book: Publication) -> None:
    """ISO 32000-1 table 330: heads and feet of pages, as kinds of artifacts."""
    printed = printing(book, "book")
    with pikepdf.open(printed.artifact.path) as file:
        contents = [page.Contents.read_bytes() for page in file.pages if "/Contents" in page]
    kinds = [
        b"/Artifact <</Type/Pagination/Subtype/%s>> BDC" % kind for kind in (b"Header", b"Footer")
    ]
    assert all(any(kind in data for data in contents) for kind in kinds)


def test_display_pages_are_bare(printing: Printing, book: Publication) -> None:
    """Half-title, the page behind it, title page, colophon, and the pages of parts."""
    printed = printing(book, "book")
    assert [runs(printed, page) for page in range(4)] == [""] * 4
    assert squeezed("".join(printed.runs(0, artifacts=False))) == squeezed(book.metadata.title)
    assert printed.runs(1, artifacts=False) == []
    parts = {walk.plain(item.title) for item in book.body if isinstance(item, Part)}
    shown = [
        page
        for page in range(5, len(printed))
        if squeezed("".join(printed.runs(page, artifacts=False))) in map(squeezed, parts)
    ]
    assert len(shown) == len(parts)
    assert [runs(printed, page) for page in shown] == [""] * len(parts)


def test_folios_are_roman_before_the_text_and_begin_anew_with_it(
    printing: Printing, book: Publication
) -> None:
    printed = printing(book, "book")
    folios = [folio(printed, page) for page in range(len(printed))]
    first = next(page for page, number in enumerate(folios) if number.isdigit())
    start = first + 1 - int(folios[first])
    assert start % 2 == 0, "page 1 is a right-hand page"
    for page, number in enumerate(folios):
        wanted = str(page + 1 - start) if page >= start else ROMAN[page]
        assert number in ("", wanted)
    assert sum(map(bool, folios)) > len(printed) / 2


def test_the_contents_give_the_folios(printing: Printing, book: Publication) -> None:
    printed = printing(book, "book")
    lines = ["".join(line.text.split()) for page in (4, 5) for line in printed.lines(page)]
    for title in ("前言", "纸墨", "后记"):
        (entry,) = (line for line in lines if line.startswith(title))
        opening = next(
            page
            for page in range(5, len(printed))
            if squeezed("".join(printed.runs(page, artifacts=False))).startswith(title)
        )
        assert entry.endswith(f"·{folio(printed, opening)}")


def test_a_chapter_opens_on_a_new_page_without_running_head(
    printing: Printing, book: Publication
) -> None:
    printed = printing(book, "book")
    for title in ("前言", "刀与凿——手上的分寸", "纸墨", "版木のこと", "后记"):
        pages = [
            n
            for n in range(5, len(printed))
            if squeezed("".join(printed.runs(n, artifacts=False))).startswith(title)
        ]
        assert len(pages) == 1, title
        assert runs(printed, pages[0]).strip() == folio(printed, pages[0]) != ""


def test_no_line_of_the_contents_is_nothing_but_dots(printing: Printing) -> None:
    chapters = tuple(
        Article((Text("章" * count),), (Paragraph((Text("文"),)),), f"c{count}", "zh-Hans")
        for count in range(22, 34)
    )
    printed = printing(Publication(Metadata(title="书"), chapters), "book")
    lines = [line.text for page in range(4, 6) for line in printed.lines(page)]
    ends = [line for line in lines if re.fullmatch(r"章*·*[0-9]+", line)]
    assert len(ends) == len(chapters)
    assert all(line.startswith("章章章章") for line in ends)


def test_a_chapter_stands_in_the_contents_with_what_is_below_it(printing: Printing) -> None:
    def article(title: str, slug: str, *children: Article) -> Article:
        return Article((Text(title),), (), slug, "zh-Hans", children=children)

    for count in (11, 12, 13):
        chapters = tuple(article("章", f"c{n}") for n in range(count))
        last = article("末章", "last", article("节", "below"))
        printed = printing(Publication(Metadata(title="书"), (*chapters, last)), "book")
        found = {
            title: page
            for page in range(4, 6)
            for line in printed.lines(page)
            for title in ("末章", "节")
            if re.match(rf"{title}[\s·]*\d", line.text)
        }
        assert found.keys() == {"末章", "节"}
        assert found["末章"] == found["节"], count


def nested(*sections: Block) -> Publication:
    """A book of one chapter and no part, with a section below it."""
    section = Article((Text("节"),), sections, "c02", "zh-Hans")
    chapter = Article(
        (Text("章"),), (Paragraph((Text("前"),)),), "c01", "zh-Hans", children=(section,)
    )
    return Publication(Metadata(title="书"), (chapter,))


def test_a_section_of_the_first_chapter_runs_on_below_it(printing: Printing) -> None:
    printed = printing(nested(Paragraph((Text("后"),))), "book")
    assert runs_of_content(printed, len(printed) - 1) == "章前节后"


def test_a_page_behind_one_on_its_side_opens_no_chapter(printing: Printing) -> None:
    """It has its running head, and its folio goes on."""
    row = tuple((Text(f"a_name_that_is_long_{n}"),) for n in range(12))
    table = Table((row,), (row, row), (Alignment.START,) * 12)
    printed = printing(nested(table, Paragraph((Text("后"),))), "book")
    last = len(printed) - 1
    assert runs_of_content(printed, last) == "后"
    assert runs(printed, last) == "章3"
    assert runs_of_content(printed, last - 1).startswith("节")


def test_with_recto_every_chapter_opens_on_a_right_hand_page(
    printing: Printing, book: Publication
) -> None:
    printed = printing(book, "book", page={"recto": True})
    titles = [a.title for a in walk.articles(book)]
    # The last page for each title: one of the contents may begin with it too.
    openings = {
        walk.plain(title): page
        for page in range(5, len(printed))
        for title in titles
        if squeezed("".join(printed.runs(page, artifacts=False))).startswith(
            squeezed(walk.plain(title))
        )
    }
    assert openings
    assert all(page % 2 == 0 for page in openings.values())


@pytest.mark.parametrize("place", ["verso", "end", "none"])
def test_the_colophon_stands_where_it_is_asked_for(
    printing: Printing, book: Publication, place: str
) -> None:
    printed = printing(book, "book", matter={"colophon": place})
    publisher = squeezed(book.metadata.publisher)
    pages = [
        page
        for page in range(len(printed))
        if publisher in squeezed("".join(printed.runs(page, artifacts=False)))
    ]
    assert pages == {"verso": [2, 3], "end": [2, len(printed) - 1], "none": [2]}[place]


def test_the_labels_of_the_colophon_stand_at_the_left_wherever_it_is(
    printing: Printing, book: Publication
) -> None:
    verso = printing(book, "book", matter={"colophon": "verso"}).lines(3)
    end = printing(book, "book", matter={"colophon": "end"})
    assert [line.left for line in end.lines(len(end) - 1)] == pytest.approx(
        [line.left for line in verso], abs=20
    )
    assert len({round(line.left) for line in verso}) == 1


def test_bookmarks_are_the_heads(printing: Printing, handout: Publication) -> None:
    heads = [b for b in walk.article_blocks(handout.body[0]) if isinstance(b, Heading)]
    assert printing(handout).bookmarks() == [
        (1, handout.metadata.title),
        *((head.level, walk.plain(head.inlines)) for head in heads),
    ]


def test_a_bookmark_holds_nothing_but_words(printing: Printing) -> None:
    """Anchors and marks for the index in a head print nothing."""
    title = (Anchor("old"), IndexMark("木版", anchor="i-1"), Text("木版"))
    head = Heading((Anchor("older"), Text("上墨")), 2, "h-1")
    article = Article(title, (head, Paragraph((Text("文。"),))), "c01")
    printed = printing(Publication(Metadata(title="木版", language="zh-Hans"), (article,)))
    assert printed.bookmarks() == [(1, "木版"), (2, "上墨")]


def test_bookmarks_go_as_deep_as_heads_and_leave_out_those_of_quotations(
    printing: Printing,
) -> None:
    quoted = Quotation((Heading((Text("引文里的"),), 6, "c3-q"), Paragraph((Text("木"),))))
    heads = (Heading((Text("深"),), 6, "c3-h"), Paragraph((Text("木"),)), quoted)
    inner = Article((Text("里"),), heads, "c3", "zh-Hans")
    line = (Paragraph((Text("木"),)),)
    middle = Article((Text("中"),), line, "c2", "zh-Hans", children=(inner,))
    outer = Article((Text("外"),), line, "c1", "zh-Hans", children=(middle,))
    publication = Publication(Metadata(title="木", identifier="urn:uuid:7"), (outer,))
    found = printing(publication, "book").bookmarks()
    assert found[-4:] == [(1, "外"), (2, "中"), (3, "里"), (4, "深")]


def test_a_bookmark_has_no_number_of_a_note(printing: Printing) -> None:
    """Neither of one that its head calls first nor of one that was called before."""
    call = NoteReference("a")
    heads = tuple(Heading((Text(title), call), 2) for title in ("前", "后"))
    note = Note("a", (Paragraph((Text("注。"),)),))
    article = Article((Text("题"), call), heads, "c01", "zh-Hans", notes=(note,))
    publication = Publication(Metadata(title="样", language="zh-Hans"), (article,))
    for theme in ("handout", "book"):
        titles = [title for _, title in printing(publication, theme).bookmarks()]
        assert [title for title in titles if title in "题前后"] == ["题", "前", "后"], theme


@pytest.mark.parametrize("theme", ["handout", "book"])
def test_a_bookmark_is_what_the_list_of_contents_calls_a_chapter(
    printing: Printing, theme: str
) -> None:
    article = Article(
        (Text("木版印刷"),), (Paragraph((Text("正文。"),)),), "c01", "zh-Hans", label="木版"
    )
    publication = Publication(Metadata(title="书"), (article,))
    assert printing(publication, theme).bookmarks()[-1] == (1, "木版")


def test_only_faces_of_the_type_case_are_used(
    printing: Printing, everything: Publication, book: Publication
) -> None:
    for printed in (printing(everything), printing(book, "book")):
        ours = {font.face.name.replace(" ", "") for font in printed.case.fonts}
        for name in printed.fonts():
            plain = name.partition(",")[0].replace("-", "")
            assert any(
                ours_name.startswith(plain) or plain.startswith(ours_name.removesuffix("Regular"))
                for ours_name in ours
            ), name


def test_title_author_and_language_are_stated(
    printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    printed = printing(plain_text("ja"))
    said = printed.document.get_metadata_dict()
    assert (said["Title"], said["Author"]) == ("纸与墨", "甲某")
    assert language_of(printed) == "ja"


def language_of(printed: Print) -> str:
    size = c.FPDFCatalog_GetLanguage(printed.document.raw, None, 0)
    buffer = (c.FPDF_WCHAR * size)()
    c.FPDFCatalog_GetLanguage(printed.document.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def test_the_same_publication_gives_the_same_bytes(
    printing: Printing, everything: Publication
) -> None:
    first, second = (printing(everything, fresh=True).artifact for _ in range(2))
    assert first.sha256 == second.sha256
    assert first.path.read_bytes() == second.path.read_bytes()


def test_notes_stand_at_the_foot_of_the_page_that_calls_them(
    printing: Printing, everything: Publication
) -> None:
    printed = printing(everything)
    lines = printed.lines(0)
    page = lay_out(printed.settings, with_sidebar=False)
    notes = [line for line in lines if line.text.startswith(("[1]书", "[2]第"))]
    assert len(notes) == 2
    for note in notes:
        assert note.baseline < page.height / 3
        assert note.baseline >= page.bottom - 1
    below = [line.baseline for line in lines if line.baseline < notes[0].baseline]
    assert all(baseline >= page.bottom - 1 or baseline < page.bottom - 10 for baseline in below)


def test_a_list_begins_at_its_number(printing: Printing, everything: Publication) -> None:
    numbers = [line.text for line in printing(everything).lines(0) if line.text.endswith("刨平")]
    assert "3.刨平" in numbers
    assert "4.刨平" in numbers


# --- the text ------------------------------------------------------------------------------------


def model_text(publication: Publication) -> str:
    """What the pages of a publication without lists and tables must say, in order."""
    said = [publication.metadata.title, *(p.name for p in publication.metadata.contributors)]
    for article in walk.articles(publication):
        for block in article.blocks:
            match block:
                case PullQuote(repeats=True):
                    continue
                case Epigraph():
                    said += [walk.plain(b.inlines) for b in block.blocks if hasattr(b, "inlines")]
                    said += ["——", walk.plain(block.attribution)]
                case CodeBlock():
                    said.append(block.text)
                case Heading() | Paragraph() | PullQuote() | Credit():
                    said += [walk.plain(run) for run in walk.own_inlines(block)]
    return squeezed("".join(said))


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "ko", "en"])
def test_the_pages_say_what_the_model_says(
    language: str, printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    publication = plain_text(language, paragraphs=9)
    assert printing(publication).text().replace("\u2010", "") == model_text(publication)


def test_rare_characters_are_said_as_themselves(printing: Printing) -> None:
    text = "一个生僻的𠮷字、二ไทย三、𝔊四。"
    blocks = (Paragraph((Text(text),)),)
    publication = Publication(Metadata(title="字"), (Article((Text("字"),), blocks, "c01"),))
    assert printing(publication).text().endswith(squeezed(text))


# --- straight edges ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-Hans", "ja"])
@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_every_line_but_the_last_reaches_the_edge(
    language: str, paper: str, printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    printed = printing(plain_text(language, paragraphs=8), page={"paper": paper})
    page = lay_out(printed.settings, with_sidebar=False)
    size = printed.settings.type.size
    right, seen = page.inner + page.measure, 0
    for lines in map(printed.lines, range(len(printed))):
        for line, follower in pairwise(lines):
            if not is_body(line, page.inner, size) or not is_body(follower, page.inner, size):
                continue
            last = line.glyphs[-1]
            if follower.left > page.inner + size or not is_full_width(last.character):
                continue  # a paragraph's last line, or one whose end is not on the grid
            edge = last.x + (size / 2 if last.character in CLOSING else size)
            assert edge == pytest.approx(right, abs=0.05 * size), line.text
            seen += 1
    assert seen > 10


def is_body(line: Line, inner: float, size: float) -> bool:
    """True for a line of running text: it begins at the edge or at the indent."""
    start = line.left - inner
    opening = -0.55 * size <= start <= 0.05 * size
    return len(line.glyphs) > 3 and (opening or abs(start - 2 * size) < 0.6 * size)


def test_solid_characters_never_overlap(
    printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    """Only marks give up space; Han beside Han is an em apart at least."""
    printed = printing(plain_text(paragraphs=8))
    size = printed.settings.type.size
    inner = lay_out(printed.settings, with_sidebar=False).inner
    for lines in map(printed.lines, range(len(printed))):
        for line in lines:
            for glyph, follower in pairwise(line.glyphs):
                solid = is_han(glyph.character) and is_han(follower.character)
                if solid and is_body(line, inner, size):
                    assert follower.x - glyph.x >= 0.999 * size, line.text


def test_paragraphs_are_indented_by_two_em(
    printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    printed = printing(plain_text(paragraphs=4))
    page = lay_out(printed.settings, with_sidebar=False)
    first = next(line for line in printed.lines(0) if line.text.startswith("雕版"))
    assert first.left == pytest.approx(page.inner + 2 * printed.settings.type.size, abs=0.1)


def test_lines_stand_one_pitch_apart(
    printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    printed = printing(plain_text(paragraphs=4))
    body = [line.baseline for line in printed.lines(0)][2:]
    steps = {round(a - b, 1) for a, b in pairwise(body)}
    assert steps == {printed.settings.type.pitch}


def test_a_head_never_ends_a_page(printing: Printing, book: Publication) -> None:
    printed = printing(book, "book")
    for page in range(len(printed)):
        content = printed.runs(page, artifacts=False)
        assert not content or content[-1] not in ("小引", "余话")


@pytest.mark.parametrize("before", [19, 20, 21, 22])
def test_a_list_lets_what_stands_before_it_fill_the_page(
    before: int, printing: Printing, plain_text: Callable[..., Publication]
) -> None:
    """Where its first item does not fit, or the list in that item, no more than that moves on."""

    def item(text: str, *more: Block) -> ListItem:
        return ListItem((Paragraph((Text(text),)), *more))

    inner = ListBlock((item("内甲"), item("内乙")))
    listed = ListBlock((item("外甲", inner), item("外乙")))
    lines = tuple(Paragraph((Text(f"行{number}。"),)) for number in range(before))
    empty = plain_text(paragraphs=0)
    (article,) = empty.body
    assert isinstance(article, Article)
    made = replace(empty, body=(replace(article, blocks=(*lines, listed)),))
    printed = printing(made, page={"paper": "a5", "lines": 30})
    text = runs_of_content(printed, 0).rstrip("•◦")
    assert text.endswith({19: "内甲", 20: "外甲"}.get(before, f"行{before - 1}。"))


def test_parts_stand_in_the_bookmarks(printing: Printing, book: Publication) -> None:
    parts = [walk.plain(item.title) for item in book.body if isinstance(item, Part)]
    titles = [title for _, title in printing(book, "book").bookmarks()]
    assert [title for title in titles if title in parts] == parts


def test_a_publication_of_nothing_still_prints(printing: Printing) -> None:
    empty = Publication(Metadata(title="空"), (Article((Text("空"),), (), "c01"),))
    assert len(printing(empty)) == 1
    assert len(printing(replace(empty, body=()), "book")) >= 1


def test_viewers_are_told_the_folios(printing: Printing, book: Publication) -> None:
    printed = printing(book, "book")
    shown = [printed.document.get_page_label(page) for page in range(len(printed))]
    start = shown.index("1")
    assert shown[:start] == ROMAN[:start]
    assert shown[start:] == [str(number) for number in range(1, len(printed) - start + 1)]
    for page, label in enumerate(shown):
        assert folio(printed, page) in ("", label)


def test_a_large_drawing_in_a_table_stays_in_its_cell(printing: Printing, tmp_path: Path) -> None:
    path = tmp_path / "large.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1800" '
        'viewBox="0 0 2400 1800"><rect width="2400" height="1800"/></svg>'
    )
    drawing = Image(
        "large.svg", "图", path=path, media_type="image/svg+xml", width=2400, height=1800
    )
    table = Table(
        head=(((Text("图"),), (Text("意"),)),),
        body=tuple(((drawing,), (Text(f"第{number}行"),)) for number in range(3)),
        alignments=(Alignment.START, Alignment.START),
    )
    article = Article((Text("题"),), (table,), "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="题", language="zh-Hans"), (article,)))
    assert len(printed) == 1
