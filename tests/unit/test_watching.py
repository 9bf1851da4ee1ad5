"""What is opened, listed or looked for while something is made is known afterwards."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pytest

from keben.watching import depend_on, forget, is_there, unwatched, watching


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.txt").write_text("乙", encoding="utf-8")
    return tmp_path


def test_a_file_that_is_read_is_seen_with_its_size(folder: Path) -> None:
    with watching() as seen:
        (folder / "a.txt").read_text(encoding="utf-8")
        (folder / "below" / "b.txt").read_bytes()
    assert {name: size for name, (size, _) in seen.files.items()} == {
        str(folder / "a.txt"): 3,
        str(folder / "below" / "b.txt"): 3,
    }


def test_a_file_that_is_written_is_not_seen(folder: Path) -> None:
    with watching() as seen:
        (folder / "new.txt").write_text("丙", encoding="utf-8")
        os.close(os.open(folder / "a.txt", os.O_RDWR))
    assert not seen.files


def test_a_folder_that_is_listed_is_seen(folder: Path) -> None:
    with watching() as seen:
        list(folder.iterdir())
    assert seen.folders == {str(folder)}


def test_a_module_and_the_folder_in_which_python_looks_for_it_are_not_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the program's, though it may lie below the folder of a document."""
    (folder / "late_module.py").write_text("")
    monkeypatch.syspath_prepend(folder)
    importlib.invalidate_caches()
    with watching() as seen:
        importlib.import_module("late_module")
    monkeypatch.delitem(sys.modules, "late_module")
    assert not seen.folders
    assert not seen.files


def test_what_is_looked_for_in_vain_is_seen(folder: Path) -> None:
    with watching() as seen:
        assert not is_there(folder / "book.toml")
        assert is_there(folder / "a.txt")
        with pytest.raises(FileNotFoundError):
            (folder / "gone.png").read_bytes()
    assert seen.absent == {str(folder / "book.toml"), str(folder / "gone.png")}


def test_a_relative_path_is_seen_by_its_full_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with watching() as seen:
        Path("a.txt").read_bytes()
        depend_on(Path("below/b.txt"))
    assert set(seen.files) == {str(folder / "a.txt"), str(folder / "below" / "b.txt")}


def test_what_is_forgotten_was_never_seen(folder: Path) -> None:
    with watching() as seen:
        (folder / "a.txt").read_bytes()
        (folder / "below" / "b.txt").read_bytes()
        list((folder / "below").iterdir())
        is_there(folder / "below" / "c.txt")
        forget(folder / "below")
    assert (set(seen.files), seen.folders, seen.absent) == ({str(folder / "a.txt")}, set(), set())


def test_what_is_done_unwatched_is_not_seen(folder: Path) -> None:
    with watching() as seen:
        with unwatched():
            list(folder.iterdir())
            (folder / "a.txt").read_bytes()
        (folder / "below" / "b.txt").read_bytes()
    assert (set(seen.files), seen.folders) == ({str(folder / "below" / "b.txt")}, set())


def test_nothing_is_noted_where_nobody_watches(folder: Path) -> None:
    with watching() as seen:
        pass
    (folder / "a.txt").read_bytes()
    is_there(folder / "book.toml")
    depend_on(folder / "a.txt")
    forget(folder)
    assert seen.files == {}
    assert seen.absent == set()


def test_a_part_of_a_run_may_be_watched_by_itself(folder: Path) -> None:
    with watching() as whole:
        (folder / "a.txt").read_bytes()
        with watching() as part:
            (folder / "below" / "b.txt").read_bytes()
    assert set(part.files) == {str(folder / "below" / "b.txt")}
    assert set(whole.files) == {str(folder / "a.txt"), str(folder / "below" / "b.txt")}
