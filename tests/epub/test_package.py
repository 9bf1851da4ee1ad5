"""The package: its files, reading order, metadata and bytes."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from keben import theme as themes
from keben.editions import epub
from keben.editions.ready import Ready
from keben.errors import ManuscriptError, OutputError, ThemeError
from keben.model import (
    Contributor,
    Figure,
    Image,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    Ruby,
    Text,
)
from keben.settings import combine
from keben.typecase import TypeCase

Press = Callable[..., Any]
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TEMPLATES = Path(__file__).parents[2] / "templates"
NO_FONTS = TypeCase((), {}, frozenset())
NOON = datetime(2026, 1, 2, 12, tzinfo=timezone(timedelta(hours=8)))


def test_the_mimetype_comes_first_and_is_stored(press: Press, article: Publication) -> None:
    with zipfile.ZipFile(press(article).path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


def test_entries_have_one_time_and_an_ordinary_mode(press: Press, article: Publication) -> None:
    with zipfile.ZipFile(press(article).path) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {stat.filemode(entry.external_attr >> 16) for entry in entries} == {"-rw-r--r--"}


def test_file_names_are_ascii_whatever_a_picture_is_called(
    press: Press, everything: Publication
) -> None:
    files = press(everything).files
    assert all(name.isascii() for name in files)
    assert {name for name in files if "/images/" in name} == {
        "EPUB/images/cover.jpg",
        "EPUB/images/p01.png",
        "EPUB/images/p02.jpg",
        "EPUB/images/p03.gif",
        "EPUB/images/p04.webp",
        "EPUB/images/p05.svg",
    }


def test_the_same_input_gives_the_same_bytes(press: Press, book: Publication) -> None:
    assert press(book, "book").path.read_bytes() == press(book, "book").path.read_bytes()


def test_the_artifact_states_what_was_written(press: Press, article: Publication) -> None:
    package = press(article)
    assert package.artifact.format == "epub"
    assert package.artifact.sha256 == hashlib.sha256(package.path.read_bytes()).hexdigest()


def test_the_time_of_change_is_stated_in_utc(press: Press, article: Publication) -> None:
    package = press(article, modified=NOON)
    assert package.statements("dcterms:modified") == ["2026-01-02T04:00:00Z"]


def test_an_article_is_read_from_its_cover_on_and_its_contents_are_a_menu_only(
    press: Press, article: Publication
) -> None:
    assert list(press(article).spine()) == ["cover.xhtml", "c01.xhtml"]


def test_a_book_opens_with_title_page_and_contents_and_closes_with_a_colophon(
    press: Press, book: Publication
) -> None:
    names = [name.removesuffix(".xhtml") for name in press(book, "book").spine()]
    assert names[:3] == ["cover", "title", "nav"]
    assert names[3:-1] == ["c01", "part1", "c02", "c03", "c04", "part2", "c05", "c06", "c07"]
    assert names[-1] == "colophon"


def test_the_manifest_names_navigation_and_cover(press: Press, article: Publication) -> None:
    items = press(article).tree("content.opf").iter(f"{OPF}item")
    marked = {item.get("href"): item.get("properties") for item in items if item.get("properties")}
    assert marked == {"nav.xhtml": "nav", "images/cover.png": "cover-image"}


def test_metadata_is_stated_in_full(press: Press, book: Publication) -> None:
    package = press(book, "book")
    root = package.tree("content.opf")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"

    def stated(name: str) -> list[str | None]:
        return [element.text for element in root.iter(DC + name)]

    assert stated("title") == ["刻书小识", "上手三篇"]
    assert package.statements("title-type") == ["main", "subtitle"]
    assert (stated("creator"), stated("contributor")) == (["甲某"], ["乙某"])
    assert package.statements("role") == ["aut", "trl"]
    assert package.statements("file-as") == ["Jia"]
    assert stated("identifier") == ["urn:isbn:9780000000002"]
    assert stated("language") == ["zh-Hans"]
    assert stated("date") == ["2026-01"]
    assert stated("publisher") == ["样书坊"]
    assert stated("rights") == ["保留一切权利"]
    assert stated("subject") == ["印刷", "书籍"]
    assert stated("description") == ["一本用来试验的书。"]
    assert package.statements("belongs-to-collection") == ["小识丛书"]
    assert package.statements("group-position") == ["2"]


def test_every_refinement_names_a_statement(press: Press, book: Publication) -> None:
    root = press(book, "book").tree("content.opf")
    ids = {f"#{element.get('id')}" for element in root.iter() if element.get("id")}
    assert {meta.get("refines") for meta in root.iter(f"{OPF}meta")} - {None} <= ids


def test_characters_that_xml_forbids_are_left_out(press: Press, article: Publication) -> None:
    metadata = replace(article.metadata, title="刻\x0b版\ufffe", subjects=("\x00", "书"))
    package = press(replace(article, metadata=metadata))
    root = package.tree("content.opf")
    assert next(root.iter(f"{DC}title")).text == "刻版"
    assert [subject.text for subject in root.iter(f"{DC}subject")] == ["书"]


def test_accessibility_is_told_from_the_content(press: Press, book: Publication) -> None:
    package = press(book, "book")
    assert package.statements("schema:accessMode") == ["textual"]
    assert package.statements("schema:accessModeSufficient") == ["textual"]
    assert "rubyAnnotations" in package.statements("schema:accessibilityFeature")
    assert "alternativeText" not in package.statements("schema:accessibilityFeature")
    assert package.statements("schema:accessibilityHazard") == ["none"]


@pytest.mark.parametrize("is_annotated", [False, True])
def test_annotations_in_a_note_alone_are_told_of(
    press: Press, article: Publication, *, is_annotated: bool
) -> None:
    word = Ruby("刻", "kè") if is_annotated else Text("刻")
    note = Note("n", (Paragraph((word,)),), number=1, anchor="fn-1")
    call = Paragraph((Text("木"), NoteReference("n", number=1, anchor="call-1")))
    chapter = replace(article.body[0], blocks=(call,), notes=(note,))
    package = press(replace(article, body=(chapter,)))
    features = package.statements("schema:accessibilityFeature")
    assert ("rubyAnnotations" in features) is is_annotated


def test_pictures_with_alternative_texts_can_be_read_as_text(
    press: Press, everything: Publication
) -> None:
    package = press(everything)
    assert package.statements("schema:accessMode") == ["textual", "visual"]
    assert package.statements("schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" in package.statements("schema:accessibilityFeature")
    # A GIF may be animated, and may flash.
    assert package.statements("schema:accessibilityHazard") == ["unknown"]


def test_a_picture_without_alternative_text_is_admitted(
    press: Press, article: Publication, pictures: dict[str, Image]
) -> None:
    chapter = article.body[0]
    shown = replace(chapter, blocks=(Figure(replace(pictures["png"], alt="")),))
    package = press(replace(article, body=(shown,)))
    assert package.statements("schema:accessModeSufficient") == ["textual,visual"]
    assert "没有文字说明" in package.statements("schema:accessibilitySummary")[0]


def test_an_article_without_authors_or_date_states_none(press: Press, article: Publication) -> None:
    metadata = Metadata(title="无名", identifier="urn:uuid:0", language="en")
    root = press(replace(article, metadata=metadata)).tree("content.opf")
    assert not [e for name in ("creator", "date", "publisher") for e in root.iter(DC + name)]


def test_those_who_did_not_write_are_contributors(press: Press, article: Publication) -> None:
    people = (Contributor("甲", "edt"), Contributor("乙", "ill"))
    metadata = replace(article.metadata, contributors=people)
    root = press(replace(article, metadata=metadata)).tree("content.opf")
    assert [e.text for e in root.iter(f"{DC}contributor")] == ["甲", "乙"]
    assert not list(root.iter(f"{DC}creator"))


def write(publication: Publication, path: Path, theme: themes.Theme | None = None) -> None:
    theme = theme or themes.load("handout", folders=[TEMPLATES])
    settings = combine(*theme.layers)
    epub.write(Ready(publication, theme, settings, NO_FONTS, NOON), path)


def test_a_path_that_cannot_be_written_is_an_output_error(
    article: Publication, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match=r"missing.*book\.epub: cannot be written"):
        write(article, tmp_path / "missing" / "book.epub")


def test_a_picture_that_has_gone_is_named(article: Publication, tmp_path: Path) -> None:
    gone = Image("gone.png", "x", path=tmp_path / "gone.png", media_type="image/png")
    with pytest.raises(ManuscriptError, match=r"gone\.png: the picture can no longer be read"):
        write(replace(article, cover=gone), tmp_path / "book.epub")


def test_a_theme_that_leaves_an_element_open_is_named(article: Publication, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "theme.toml").write_text('extends = "handout"\n', encoding="utf-8")
    (broken / "nodes.html").write_text(
        "{% macro paragraph(node) %}<p>{{ inlines(node.inlines) }}{% endmacro %}", encoding="utf-8"
    )
    theme = themes.load("broken", folders=[tmp_path, TEMPLATES])
    with pytest.raises(ThemeError, match='theme "broken" makes no well-formed XHTML'):
        write(article, tmp_path / "book.epub", theme)


def test_no_standard_is_claimed_unless_somebody_says_so(press: Press, article: Publication) -> None:
    assert press(article).statements("dcterms:conformsTo") == []
    claim = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    asked = press(article, epub={"conforms_to": claim, "certified_by": "甲某"})
    assert asked.statements("dcterms:conformsTo") == [claim]
    assert asked.statements("a11y:certifiedBy") == ["甲某"]


def test_kobo_s_file_has_spans_and_the_standard_one_none(
    press: Press, article: Publication
) -> None:
    for profile, spans in (("standard", False), ("kobo", True)):
        package = press(article, epub={"profile": profile})
        assert (b"koboSpan" in package.files["EPUB/c01.xhtml"]) is spans
        assert (b"book-inner" in package.files["EPUB/style.css"]) is spans
