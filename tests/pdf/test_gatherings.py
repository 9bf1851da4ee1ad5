"""A book of several gatherings: the same bytes however it was made, and nothing made twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from keben import theme as themes
from keben.composition import composer
from keben.editions import pdf
from keben.editions.ready import Ready
from keben.editions.workshop import ALONE, Workshop
from keben.model import Article, Artifact, Metadata, Paragraph, Publication, PullQuote, Text
from keben.settings import Layer, combine
from keben.shelf import Shelf
from keben.typecase import fill
from keben.typeset.imprint import words_printed
from tests.conftest import MODIFIED, ROOT

CHAPTERS = 4
QUOTE = "留白处的话"
NEW = "鐫鏤之工"
SENTENCE = "刻工先发刀定笔画的边线，再挑去空白；最难的是转折处，手一抖，锋芒就断了。"


def chapter(number: int, *, extra: str = "", quote: bool = False) -> Article:
    blocks = [Paragraph((Text(f"{number}、{SENTENCE * 9}"),)) for _ in range(20 + number)]
    quotes = [PullQuote((Text(QUOTE),), anchor=f"c{number}-q")] if quote else []
    last = Paragraph((Text(extra or SENTENCE),))
    return Article((Text(f"第{number}章"),), (*quotes, *blocks, last), f"c{number}", "zh-Hans")


def book(*chapters: Article) -> Publication:
    return Publication(Metadata(title="刀与纸", identifier="urn:uuid:5"), chapters)


@pytest.fixture(scope="module")
def small() -> Publication:
    return book(*(chapter(number) for number in range(1, CHAPTERS + 1)))


def printed(
    publication: Publication, path: Path, workshop: Workshop = ALONE, **values: object
) -> Artifact:
    theme = themes.load("book", folders=[ROOT / "templates"])
    settings = combine(*theme.layers, Layer({"page": {"paper": "b5"}, **values}))
    lists = [ROOT / "fonts" / "fonts.toml"]
    case, filled = fill(
        publication, settings, lists=lists, printed=words_printed(publication.metadata)
    )
    return pdf.write(Ready(filled, theme, settings, case, MODIFIED, workshop=workshop), path)


def test_the_bytes_do_not_depend_on_processes_or_on_what_was_kept(
    small: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    alone = printed(small, tmp_path / "1.pdf")
    several = printed(small, tmp_path / "2.pdf", Workshop(2, Shelf(kept)))
    assert several.sha256 == alone.sha256
    made = {path.name for path in kept.iterdir()}
    assert len(made) >= CHAPTERS

    composed: list[str] = []
    original = composer.Composer.compose

    def compose(self: composer.Composer, html: str, *, on_left: bool = False) -> object:
        composed.append(html)
        return original(self, html, on_left=on_left)

    monkeypatch.setattr(composer.Composer, "compose", compose)
    assert printed(small, tmp_path / "3.pdf", Workshop(1, Shelf(kept))).sha256 == alone.sha256
    assert composed == []

    changed = book(*small.body[:1], chapter(2, extra=SENTENCE[:20]), *small.body[2:])  # type: ignore[arg-type]
    printed(changed, tmp_path / "4.pdf", Workshop(1, Shelf(kept)))
    assert len(composed) == 1
    assert SENTENCE[:20] in composed[0]

    composed.clear()
    fresh = book(*small.body[:2], chapter(3, extra=NEW), *small.body[3:])  # type: ignore[arg-type]
    renewed = printed(fresh, tmp_path / "6.pdf", Workshop(1, Shelf(kept)))
    assert [NEW in html for html in composed] == [True], "other characters, one gathering"
    assert renewed.sha256 == printed(fresh, tmp_path / "7.pdf").sha256

    composed.clear()
    for broken in (kept / name for name in made):
        broken.write_bytes(broken.read_bytes()[:-1])
    assert printed(small, tmp_path / "5.pdf", Workshop(1, Shelf(kept))).sha256 == alone.sha256
    assert len(composed) >= CHAPTERS


def test_a_process_that_is_killed_costs_one_retry_and_nothing_else(
    small: Publication, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            for process in multiprocessing.active_children()[:1]:
                killed.append(process.pid or 0)
                os.kill(killed[0], signal.SIGKILL)
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        made = printed(small, tmp_path / "1.pdf", Workshop(2))
    finally:
        killed.append(0)
        killer.join()
    assert killed[0]
    assert made.sha256 == printed(small, tmp_path / "2.pdf").sha256


def test_pages_follow_one_another_as_in_a_book_of_one_piece(
    small: Publication, tmp_path: Path
) -> None:
    document = pdfium.PdfDocument(printed(small, tmp_path / "book.pdf").path)
    titles = [item.get_title() for item in document.get_toc()]
    assert titles == [f"第{number}章" for number in range(1, CHAPTERS + 1)]
    first = next(n for n in range(len(document)) if document.get_page_label(n) == "1")
    labels = [document.get_page_label(number) for number in range(first, len(document))]
    assert labels == [str(number + 1) for number in range(len(labels))]
    assert first % 2 == 0


def test_what_hangs_on_its_side_is_laid_out_on_the_side_where_it_begins(tmp_path: Path) -> None:
    """Pull quotes stand in the outer margin of right pages and of left ones."""
    quoted = book(*(chapter(number, quote=True) for number in range(1, CHAPTERS + 1)))
    made = printed(
        quoted, tmp_path / "quoted.pdf", page={"paper": "a4"}, sidebar={"placement": "margin"}
    )
    document = pdfium.PdfDocument(made.path)
    starts = [item.get_dest().get_index() for item in document.get_toc()]
    assert {start % 2 for start in starts} == {0, 1}, "chapters begin on both sides"
    for start in starts:
        words = document[start].get_textpage()
        found = words.search(QUOTE).get_next()
        assert found is not None
        place = words.get_charbox(found[0])[0] / document[start].get_width()
        assert place > 0.7 if start % 2 == 0 else place < 0.2
