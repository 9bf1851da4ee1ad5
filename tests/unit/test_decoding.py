"""Bytes are proved to be text before they are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from keben.decoding import LARGEST, read_source
from keben.errors import ManuscriptError
from keben.model import Source


def read(path: Path) -> Source:
    return read_source(path, path.parent, suffixes=(".md", ".txt"))


def written(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_utf_8_and_marked_utf_16_and_32_are_read(tmp_path: Path, encoding: str, told: str) -> None:
    source = read(written(tmp_path, "信访\r\n一封信".encode(encoding)))
    assert (source.text, source.encoding, source.root) == ("信访\r\n一封信", told, tmp_path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"%PDF-1.7\n", "this is a PDF, not text"),
        (b"PK\x03\x04....", "this is a ZIP archive"),
        (b"\x89PNG\r\n", "this is a PNG picture"),
        (b"{\\rtf1 x}", "rich text"),
        (b"one\ntwo\x00three", r"a\.txt:2: this is no text: character 8 is the control"),
        (
            b"one\n\xff\xfe\xfd",
            r"a\.txt:2: no known encoding explains.*: bytes FF FE FD at offset 4",
        ),
        ("信访工作\n".encode() + b"\xff", r"a\.txt:2: not UTF-8: bytes FF at offset 13"),
        ("信访工作\n".encode("gbk") + b"\xff\n", r"a\.txt:2: not GB18030: bytes FF 0A at offset 9"),
        (b"\xff\xfea\0\x00\xd8", "not UTF-16-LE: bytes 00 D8 at offset 4"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ManuscriptError, match=message) as caught:
        read(written(tmp_path, data))
    assert caught.value.hint


def test_a_missing_file_is_reported_with_the_name_that_was_meant(tmp_path: Path) -> None:
    written(tmp_path, b"x", "notes.txt")
    with pytest.raises(ManuscriptError, match=r'no such file.*Did you mean ".*notes\.txt"'):
        read(tmp_path / "note.txt")
    with pytest.raises(ManuscriptError, match=r"There is no folder"):
        read(tmp_path / "gone" / "note.txt")


def test_an_unknown_suffix_is_reported_with_the_known(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match=r'end in "\.docx" are not read.*\.md, \.txt'):
        read(written(tmp_path, b"x", "a.docx"))


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"")
    os.truncate(path, LARGEST + 1)
    with pytest.raises(ManuscriptError, match="too large: 50,000,001 bytes"):
        read(path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ManuscriptError, match="this is a pipe"):
        read(tmp_path / "a.txt")


def test_a_device_is_refused() -> None:
    with pytest.raises(ManuscriptError, match="this is a device"):
        read(Path(os.devnull))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_file_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path, b"x")
    path.chmod(0)
    with pytest.raises(ManuscriptError, match="cannot be read"):
        read(path)
