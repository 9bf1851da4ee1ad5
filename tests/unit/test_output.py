"""A finished file appears whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from keben.errors import OutputError
from keben.output import finished


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "a.pdf"
    with finished(target) as temporary:
        temporary.write_bytes(b"whole")
        assert not target.exists()
        assert temporary.suffix == ".pdf"
    assert target.read_bytes() == b"whole"
    assert names(target.parent) == ["a.pdf"]
    assert target.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("raised", [RuntimeError, KeyboardInterrupt])
def test_an_interrupted_run_leaves_the_old_file_whole(
    tmp_path: Path, raised: type[BaseException]
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail() -> None:
        with finished(target) as temporary:
            temporary.write_bytes(b"half")
            raise raised

    with pytest.raises(raised):
        fail()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_two_builds_of_one_file_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    with finished(target) as one, finished(target) as other:
        assert one != other
        one.write_bytes(b"one")
        other.write_bytes(b"other")
    assert target.read_bytes() == b"one"
    assert names(tmp_path) == ["a.pdf"]


def test_a_full_disk_is_an_output_error_with_a_remedy(tmp_path: Path) -> None:
    def fill() -> None:
        with finished(tmp_path / "a.pdf"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OutputError, match=r"No space left.*Free some space"):
        fill()
    assert names(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("x")
    for folder in (tmp_path / "dist", tmp_path / "dist" / "below"):
        with pytest.raises(OutputError), finished(folder / "a.pdf"):
            pass


def test_a_folder_in_place_of_the_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError, match="a folder has the name"), finished(tmp_path / "a.pdf"):
        pass


def test_a_folder_that_cannot_be_written_is_an_output_error() -> None:
    with pytest.raises(OutputError, match="--output"), finished(Path("/proc/keben/a.pdf")):
        pass


def test_a_name_too_long_is_an_output_error(tmp_path: Path) -> None:
    def write() -> None:
        with finished(tmp_path / f"{'长' * 200}.pdf") as temporary:
            temporary.write_bytes(b"x")

    with pytest.raises(OutputError, match="shorter name"):
        write()
    assert names(tmp_path) == []
