"""Finished files are kept by what they were made from, and taken only while all of it is so."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from keben.errors import OutputError
from keben.model import Artifact, Finding, Location, Severity
from keben.press.stock import Kept, Stock
from keben.watching import Seen, is_there, watching

FINDING = Finding("Q001", Severity.NOTE, "一句箴言", Location(Path("a.txt"), 3))


def artifact(path: Path, text: str) -> Artifact:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Artifact(path, "pdf", hashlib.sha256(text.encode()).hexdigest(), 2)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / "a.txt"
    path.parent.mkdir()
    path.write_text("正文。", encoding="utf-8")
    return path


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    return Stock(tmp_path / "stock")


@pytest.fixture
def seen(source: Path) -> Seen:
    """What making a.txt opens: itself, its folder, and a book.toml that is not there."""
    with watching() as seen:
        source.read_bytes()
        list(source.parent.iterdir())
        is_there(source.parent.parent / "book.toml")
    return seen


@pytest.fixture
def kept(tmp_path: Path, stock: Stock, seen: Seen) -> Kept:
    kept = Kept((artifact(tmp_path / "dist" / "a.pdf", "页"),), (FINDING,))
    stock.keep("slip", kept, seen)
    return kept


def test_what_was_kept_is_given_back_whole(tmp_path: Path, stock: Stock, kept: Kept) -> None:
    elsewhere = tmp_path / "elsewhere"
    taken = stock.take("slip", elsewhere)
    assert taken is not None
    assert taken.findings == kept.findings
    (file,) = taken.artifacts
    assert (file.path, file.pages) == (elsewhere / "a.pdf", 2)
    assert file.path.read_text(encoding="utf-8") == "页"


def test_a_file_that_is_in_place_is_left_alone(tmp_path: Path, stock: Stock, kept: Kept) -> None:
    path = kept.artifacts[0].path
    os.utime(path, (1, 1))
    assert stock.take("slip", path.parent)
    assert path.stat().st_mtime == 1


def test_a_file_that_was_changed_by_hand_is_put_back(stock: Stock, kept: Kept) -> None:
    path = kept.artifacts[0].path
    path.write_text("涂改", encoding="utf-8")
    assert stock.take("slip", path.parent)
    assert path.read_text(encoding="utf-8") == "页"


def change(source: Path) -> None:
    source.write_text("另文。", encoding="utf-8")


def lengthen(source: Path) -> None:
    source.write_text("正文加长。", encoding="utf-8")


def remove(source: Path) -> None:
    source.unlink()


def add_beside(source: Path) -> None:
    source.with_name("b.txt").write_text("又一篇。", encoding="utf-8")


def add_missing(source: Path) -> None:
    (source.parent.parent / "book.toml").write_text("", encoding="utf-8")


@pytest.mark.parametrize("deed", [change, lengthen, remove, add_beside, add_missing])
def test_nothing_is_taken_once_something_is_not_as_it_was(
    deed: Callable[[Path], None], source: Path, tmp_path: Path, stock: Stock, kept: Kept
) -> None:
    deed(source)
    assert stock.take("slip", tmp_path / "dist") is None


def test_a_source_that_was_only_touched_is_the_same(
    source: Path, tmp_path: Path, stock: Stock, kept: Kept
) -> None:
    os.utime(source, (1, 1))
    assert stock.take("slip", tmp_path / "dist")


def test_nothing_is_kept_where_a_source_changed_meanwhile(
    source: Path, tmp_path: Path, stock: Stock, seen: Seen
) -> None:
    source.write_text("边排边改。", encoding="utf-8")
    stock.keep("slip", Kept((artifact(tmp_path / "dist" / "a.pdf", "页"),), ()), seen)
    assert stock.take("slip", tmp_path / "dist") is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"seen": 3}'])
def test_a_broken_slip_counts_as_none(
    damage: str, tmp_path: Path, stock: Stock, kept: Kept
) -> None:
    (slip,) = (stock.folder / "slips").iterdir()
    slip.write_text(damage, encoding="utf-8")
    assert stock.take("slip", tmp_path / "dist") is None


def test_a_broken_file_is_not_given_out(tmp_path: Path, stock: Stock, kept: Kept) -> None:
    (file,) = (stock.folder / "files").iterdir()
    file.write_text("虫蛀", encoding="utf-8")
    assert stock.take("slip", tmp_path / "elsewhere") is None
    assert not (tmp_path / "elsewhere").exists()


def test_what_was_used_longest_ago_goes_first(tmp_path: Path, seen: Seen) -> None:
    stock = Stock(tmp_path / "stock", largest=6000)
    for number, name in enumerate(("old", "used", "new")):
        file = artifact(tmp_path / "dist" / f"{name}.pdf", name[0] * 2000)
        stock.keep(name, Kept((file,), ()), seen)
        for path in stock.folder.glob("*/*"):
            if path.stat().st_mtime > 1000:
                os.utime(path, (number, number))
        if name == "used":
            assert stock.take("old", tmp_path / "dist")
    left = {name for name in ("old", "used", "new") if stock.take(name, tmp_path / "dist")}
    assert left < {"old", "used", "new"}
    assert "new" in left
    assert sum(path.stat().st_size for path in stock.folder.glob("*/*")) <= 6000


def test_a_stock_that_cannot_be_written_is_none(tmp_path: Path, kept: Kept, seen: Seen) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    stock = Stock(tmp_path / "file")
    stock.keep("slip", kept, seen)
    assert stock.take("slip", tmp_path / "dist") is None


def test_a_folder_that_cannot_be_written_is_an_error(
    tmp_path: Path, stock: Stock, kept: Kept
) -> None:
    (tmp_path / "blocked").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="file"):
        stock.take("slip", tmp_path / "blocked")
