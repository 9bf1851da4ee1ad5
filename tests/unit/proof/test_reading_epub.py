"""What an e-reader edition from anyone may do to its reader: nothing but an error."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from keben.pdfium import UnreadableFile
from keben.proof import container, epub

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf"/></rootfiles></container>'
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "{}">{}]><package>&z;</package>'.format(
    "ha" * 500,
    "".join(
        f'<!ENTITY {new} "{f"&{old};" * 40}">'
        for old, new in zip("abcdefgh", "bcdefghz", strict=True)
    ),
)


def package(path: Path, opf: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("META-INF/container.xml", CONTAINER)
        file.writestr("a.opf", opf)
    return path


def test_a_document_beyond_all_size_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "LARGEST", 10_000)
    path = package(tmp_path / "a.epub", f"<package>{' ' * 20_000}</package>")
    with pytest.raises(UnreadableFile, match="is larger than 10,000 bytes"):
        epub.read_epub(path)


def test_entities_do_not_multiply(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.opf is broken"):
        epub.read_epub(package(tmp_path / "a.epub", LAUGHS))
