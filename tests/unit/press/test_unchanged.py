"""A document is made again only where something that it is made from has changed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from keben.catalogue import Manuscript
from keben.press import Order, Result, build, slips
from keben.press.stock import Stock
from keben.settings import assignment

EDITION = '''
"""An edition that writes the text alone, and a line each time into a diary."""
import hashlib
from pathlib import Path
from keben.errors import OutputError
from keben.model import Artifact

def write(ready, path):
    title = ready.publication.metadata.title
    with Path(__file__).with_name("diary").open("a", encoding="utf-8") as diary:
        diary.write(title + "\\n")
    if title == "fail":
        raise OutputError("it cannot be made.", hint="Try another.")
    path.write_text(title + ready.settings.page.paper, encoding="utf-8")
    return Artifact(path, "fake", hashlib.sha256(path.read_bytes()).hexdigest(), 1)
'''


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "diary").touch()
    (folder / "noting_edition.py").write_text(EDITION, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "noting_edition", raising=False)
    return folder


@pytest.fixture
def order(tmp_path: Path, modules: Path) -> Order:
    return Order(
        output=tmp_path / "dist",
        formats=("fake",),
        editions={"fake": "noting_edition"},
        stock=Stock(tmp_path / "stock"),
    )


@pytest.fixture
def made(modules: Path) -> Callable[[], list[str]]:
    """The titles that were made since it was asked last."""

    def read() -> list[str]:
        titles = (modules / "diary").read_text(encoding="utf-8").split()
        (modules / "diary").write_text("", encoding="utf-8")
        return sorted(titles)

    return read


def titled(folder: Path, *titles: str) -> list[Manuscript]:
    for title in titles:
        text = f"# {title}\n\n![图](gone.png)\n"
        (folder / f"{title}.md").write_text(text, encoding="utf-8")
    return [Manuscript(title, (folder / f"{title}.md",)) for title in titles]


def kept(result: Result) -> list[bool]:
    return [outcome.kept for outcome in result.outcomes]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_has_not_changed_is_not_made_again(
    jobs: int, tmp_path: Path, order: Order, made: Callable[[], list[str]]
) -> None:
    manuscripts = titled(tmp_path, "a", "b", "c")
    first = build(manuscripts, order, jobs=jobs)
    assert made() == ["a", "b", "c"]
    (tmp_path / "b.md").write_text("# b\n\n改过。\n", encoding="utf-8")
    second = build(manuscripts, order, jobs=jobs)
    assert made() == ["b"]
    assert kept(second) == [True, False, True]
    assert second.outcomes[0].artifacts == first.outcomes[0].artifacts
    assert second.outcomes[0].findings == first.outcomes[0].findings != ()


def test_a_document_in_a_repository_is_not_made_again(tmp_path: Path, order: Order) -> None:
    """Its folder .git is no file that came since."""
    (tmp_path / ".git" / "logs").mkdir(parents=True)
    for name in ("HEAD", "logs/HEAD"):
        (tmp_path / ".git" / name).write_text("ref: refs/heads/main\n", encoding="utf-8")
    manuscripts = titled(tmp_path, "a")
    build(manuscripts, order)
    assert kept(build(manuscripts, order)) == [True]


def test_a_document_beside_a_repository_does_not_depend_on_it(tmp_path: Path, order: Order) -> None:
    (tmp_path / "here" / ".git").mkdir(parents=True)
    (tmp_path / "here" / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (tmp_path / "there").mkdir()
    manuscripts = titled(tmp_path / "here" / ".." / "there", "a")
    build(manuscripts, order)
    (tmp_path / "here" / ".git" / "HEAD").write_text("ref: refs/heads/b\n", encoding="utf-8")
    assert kept(build(manuscripts, order)) == [True]


def test_a_document_that_fails_is_tried_again(
    tmp_path: Path, order: Order, made: Callable[[], list[str]]
) -> None:
    for _ in range(2):
        assert build(titled(tmp_path, "fail"), order).exit_code == 7
        assert made() == ["fail"]


def test_a_picture_that_was_missing_and_has_come_is_a_change(tmp_path: Path, order: Order) -> None:
    manuscripts = titled(tmp_path, "a")
    build(manuscripts, order)
    (tmp_path / "gone.png").write_bytes(b"no picture, but there")
    assert kept(build(manuscripts, order)) == [False]


def test_a_new_chapter_in_a_folder_is_a_change(tmp_path: Path, order: Order) -> None:
    book = tmp_path / "book"
    book.mkdir()
    titled(book, "a")
    manuscript = Manuscript("book", (book,))
    build([manuscript], order)
    assert kept(build([manuscript], order)) == [True]
    titled(book, "b")
    assert kept(build([manuscript], order)) == [False]


def test_whoever_asks_for_it_gets_it_made_again(
    tmp_path: Path, order: Order, made: Callable[[], list[str]]
) -> None:
    manuscripts = titled(tmp_path, "a")
    build(manuscripts, order)
    build(manuscripts, replace(order, renew=True))
    build(manuscripts, replace(order, stock=None))
    assert made() == ["a", "a", "a"]


def test_an_output_folder_that_cannot_be_written_is_reported(tmp_path: Path, order: Order) -> None:
    manuscripts = titled(tmp_path, "a")
    build(manuscripts, order)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert build(manuscripts, replace(order, output=tmp_path / "file")).exit_code == 7


def theme_in(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "themes" / "own"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text(text, encoding="utf-8")
    slips._ground.cache_clear()  # a run of its own
    return folder.parent


def test_a_slip_tells_apart_what_gives_other_files(
    tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings, formats, names, places, themes and dates."""
    (manuscript,) = titled(tmp_path, "a")
    monkeypatch.chdir(tmp_path)
    beside = replace(manuscript, paths=(Path("a.md"),))
    written = {
        slips.slip(manuscript, order),
        slips.slip(replace(manuscript, name="b"), order),
        slips.slip(beside, order),
        slips.slip(manuscript, replace(order, layers=(assignment("page.paper=a5"),))),
        slips.slip(manuscript, replace(order, formats=("fake", "fake2"))),
    }
    for text in ("", "[page]\npaper = 'a5'\n"):
        themes = (theme_in(tmp_path, text), *order.theme_folders)
        written.add(slips.slip(manuscript, replace(order, theme_folders=themes)))
    lists = (tmp_path / "fonts.toml",)
    written.add(slips.slip(manuscript, replace(order, font_lists=lists)))
    (tmp_path / "fonts.toml").write_text('[[face]]\nfile = "x.ttf"\n', encoding="utf-8")
    slips._ground.cache_clear()
    written.add(slips.slip(manuscript, replace(order, font_lists=lists)))
    monkeypatch.chdir("/")
    written.add(slips.slip(beside, order))
    assert len(written) == 10
    assert slips.slip(manuscript, order) in written
