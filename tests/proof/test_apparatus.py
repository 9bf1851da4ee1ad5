"""A book that names its own places: both editions, their pages, and what the proof says of wrong
ones."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from keben import pdfium
from keben.cli import main
from keben.pdfium import Element

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "tests" / "documents" / "apparatus"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's archive and both its editions."""
    folder = tmp_path_factory.mktemp("apparatus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.chdir(folder)
        assert main([str(BOOK), "-o", "out", "-f", "archive,epub,pdf", "--strict", "--quiet"]) == 0
    return folder / "out"


def reader_text(made: Path, *names: str) -> str:
    with zipfile.ZipFile(made / "apparatus.epub") as package:
        found = [n for n in package.namelist() if n.endswith(".xhtml")]
        wanted = (n for n in found if not names or any(name in n for name in names))
        return "\n".join(package.read(name).decode() for name in wanted)


def test_the_printed_index_names_pages_and_leads_to_them(made: Path) -> None:
    with pdfium.opened(made / "apparatus.pdf") as pdf:
        text = reader_text(made, "apx-index")
        found = re.findall(r'<a class="reference folio" href="[^"#]*#([^"]+)">([^<]+)</a>', text)
        assert len(found) > 5
        for anchor, folio in found:
            assert pdf.folio(pdf.page_of(anchor)) == folio
        assert "<p>编号\u3000" in text
        assert "–" in text


def test_both_editions_say_the_same_page(made: Path) -> None:
    pages = re.findall(r"第 (\d+) 页</a>", reader_text(made))
    assert len(pages) == 3
    with pdfium.opened(made / "apparatus.pdf") as pdf:
        for anchor in ("tab-count", "fig-flow"):
            assert pdf.folio(pdf.page_of(anchor)) in pages


def test_the_index_is_an_index_for_readers_who_listen(made: Path) -> None:
    assert 'epub:type="index"' in reader_text(made, "apx-index")
    assert 'role="doc-index"' in reader_text(made, "apx-index")
    with pdfium.opened(made / "apparatus.pdf") as pdf, pdf.sheet(len(pdf)) as sheet:
        kinds = {kind for element in sheet.tags() for kind in _kinds(element)}
    assert "Index" in kinds


def test_works_and_terms_lead_both_ways(made: Path) -> None:
    """In print each number is a link to its entry, and each entry leads back."""
    text = reader_text(made)
    works = re.findall(r'href="apx-bibliography.xhtml#(apx-work-\d)"', text)
    assert works
    backs = re.findall(r'class="back"[^>]*href="[^"#]+#([^"]+)"', reader_text(made, "apx-bibl"))
    assert len(backs) == 2
    (term,) = set(re.findall(r'role="doc-glossref" href="#([^"]+g1)"', text))
    with pdfium.opened(made / "apparatus.pdf") as pdf:
        listed = pdf.page_of("apx-work-1")
        cited = pdf.page_of(backs[0])
        assert pdf.folio(cited) == pdf.folio(pdf.page_of(term))
        assert int(pdf.folio(listed)) == int(pdf.folio(cited)) + 1
        with pdf.sheet(listed) as sheet:
            kinds = {kind for element in sheet.tags() for kind in _kinds(element)}
    assert "BibEntry" in kinds
    assert "unused" not in text


def test_the_files_of_the_bibliography_are_carried(made: Path) -> None:
    with zipfile.ZipFile(made / "apparatus.zip") as packed:
        names = packed.namelist()
    assert "apparatus/data/source/refs.bib" in names
    assert main(["rebuild", str(made / "apparatus.zip")]) == 0


def _kinds(element: Element) -> set[str]:
    below = (_kinds(kid) for kid in element.content if isinstance(kid, Element))
    return {element.kind}.union(*below)


@pytest.mark.parametrize("name", ["apparatus.pdf", "apparatus.epub", "apparatus.zip"])
def test_finished_files_are_proved_from_what_they_carry(made: Path, name: str) -> None:
    assert main(["proof", str(made / name)]) == 0


def test_a_page_that_is_named_wrongly_is_found(made: Path, tmp_path: Path) -> None:
    """An e-reader edition in which one page is another, beside the printed one."""
    shutil.copy(made / "apparatus.pdf", tmp_path)
    wrong = tmp_path / "apparatus.epub"
    with zipfile.ZipFile(made / "apparatus.epub") as old, zipfile.ZipFile(wrong, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith(".xhtml"):
                data = re.sub("第 \\d+ 页</a>".encode(), "第 99 页</a>".encode(), data)
            new.writestr(item, data)
    assert main(["proof", str(wrong)]) == 8


def test_alone_an_e_reader_edition_names_chapters(tmp_path: Path) -> None:
    asked = ("-f", "epub", "--set", "epub.page_list=false", "--no-cache", "--quiet")
    assert main([str(BOOK), "-o", str(tmp_path), *asked]) == 0
    text = reader_text(tmp_path)
    assert not re.search(r"第 \d+ 页</a>", text)
    assert '<a class="reference page"' in text
