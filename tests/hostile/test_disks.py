"""Where nothing may be written, or there is no room, old files stay whole and no litter is left."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

TEXT = "# 信\n\n" + "一段话，说了又说。" * 40 + "\n\n![图](p.svg)\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
FILES: dict[str, str | bytes] = {"a.md": TEXT, "p.svg": PICTURE}
OLD = ("a.pdf", "a.epub", "a.zip", "a-2up.pdf")
ALL = ("-f", "pdf,epub,archive", "--impose", "2up")

needs_permissions = pytest.mark.skipif(
    sys.platform != "linux" and os.geteuid() == 0,
    reason="root can lay down its powers on Linux only",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The working folder, with finished files from before."""
    dist = tmp_path / "w" / "dist"
    dist.mkdir(parents=True)
    for name in OLD:
        (dist / name).write_text("old")
    return dist.parent


@pytest.fixture
def closed(folder: Path) -> Iterator[list[Path]]:
    """Folders that are given back to their owner at the end."""
    paths: list[Path] = []
    yield paths
    for path in paths:
        path.chmod(0o755)


def close(path: Path, closed: list[Path]) -> None:
    path.mkdir(exist_ok=True)
    path.chmod(0o555)
    closed.append(path)


def left_in(folder: Path) -> list[str]:
    """What an unfinished run would leave: hidden files beside finished ones, temporary folders."""
    return [path.name for path in (*folder.rglob(".*"), *(folder.parent / "tmp").iterdir())]


@needs_permissions
def test_a_folder_that_may_not_be_written_keeps_what_it_has(
    keben: Run, folder: Path, closed: list[Path]
) -> None:
    close(folder / "dist", closed)
    done = keben("a.md", *ALL, files=FILES, powerless=True)
    assert (done.code, "Traceback" in done.told) == (7, False), done.told
    assert "keben: dist/a.pdf: cannot be written: Permission denied. Name a folder" in done.told
    assert {path.read_text() for path in (folder / "dist").iterdir()} == {"old"}
    assert left_in(folder) == []


@needs_permissions
def test_texts_and_a_cache_that_may_only_be_read_are_enough(
    keben: Run, folder: Path, closed: list[Path]
) -> None:
    for name, data in FILES.items():
        (folder / name).write_text(str(data))
    close(folder.parent / "cache", closed)
    close(folder, closed)
    done = keben("a.md", "-f", "epub", "-o", "../out", cached=True, powerless=True)
    assert done.code == 0, done.told
    assert [path.name for path in (folder.parent / "out").iterdir()] == ["a.epub"]
    assert left_in(folder) == []


@needs_permissions
def test_without_a_place_for_what_is_temporary_the_folder_is_named(
    keben: Run, folder: Path, closed: list[Path]
) -> None:
    close(folder.parent / "tmp", closed)
    done = keben("a.md", "-f", "epub", files=FILES, powerless=True)
    assert (done.code, "Traceback" in done.told) == (7, False), done.told
    assert f"{folder.parent / 'tmp'}: cannot be written: Permission denied" in done.told


@needs_permissions
def test_a_text_that_may_not_be_read_is_told(keben: Run, folder: Path) -> None:
    (folder / "a.md").write_text(TEXT)
    (folder / "a.md").chmod(0)
    done = keben("a.md", "-f", "epub", powerless=True)
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert "keben: a.md: the file cannot be read: Permission denied." in done.told


@pytest.mark.parametrize("formats", [("-f", "pdf"), ("-f", "epub"), ALL])
@pytest.mark.parametrize("largest", [400, 5_000, 40_000])
def test_wherever_the_disk_is_full_old_files_stay(
    keben: Run, folder: Path, formats: tuple[str, ...], largest: int
) -> None:
    """A limit on the size of files stands for a disk that is full at one moment or another: when a
    picture is copied, a gathering is laid out, an edition is packed, or a file is kept. (What is
    told is a file too.)"""
    done = keben("a.md", *formats, "--quiet", files=FILES, cached=True, largest=largest)
    assert (done.code, "Traceback" in done.told) == (7, False), done.told
    assert "File too large" in done.told
    whole = {path.name for path in (folder / "dist").iterdir()}
    assert whole == set(OLD)
    for path in (folder / "dist").iterdir():
        data = path.read_bytes()
        assert data == b"old" or len(data) <= largest, path.name
    assert left_in(folder) == []


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="there is no device here that is always full"
)
@pytest.mark.parametrize("arguments", [("a.md", "-f", "epub"), ("a.md", "--json")])
def test_where_nothing_can_be_told_the_run_ends_without_a_traceback(
    keben: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    done = keben(*arguments, files=FILES, cached=True, silent=True)
    assert (done.code, "Traceback" in done.told) == (7, False), done.told
    assert "keben: what is told cannot be written: No space left on device." in done.told
