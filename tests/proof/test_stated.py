"""What a finished file states of its work is held against the text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from keben.model import Publication


def in_pdf(change: Callable[[pikepdf.Pdf], None]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(path)

    return spoil


def in_package(name: str) -> Callable[[Path], None]:
    """Another text in the first statement of a name."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            files = {item.filename: package.read(item) for item in package.infolist()}
        (address,) = (known for known in files if known.endswith(".opf"))
        opf = files[address].decode()
        start = opf.index(">", opf.index(f"<dc:{name}")) + 1
        files[address] = (opf[:start] + "xx" + opf[opf.index("<", start) :]).encode()
        with zipfile.ZipFile(path, "w") as package:
            for known, data in files.items():
                package.writestr(known, data)

    return spoil


def rename(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "xx"


def rename_in_packet(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
        packet["dc:title"] = "xx"


def speak_another_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("fr")


FAULTS = {
    "facts": ("pdf", in_pdf(rename), "title"),
    "packet": ("pdf", in_pdf(rename_in_packet), "title"),
    "language of pages": ("pdf", in_pdf(speak_another_language), "language"),
    "title": ("epub", in_package("title"), "title"),
    "creator": ("epub", in_package("creator"), "author"),
    "language": ("epub", in_package("language"), "language"),
}


@pytest.mark.parametrize(("format", "spoil", "what"), FAULTS.values(), ids=FAULTS)
def test_another_statement_is_found(
    prove: Any, article: Publication, format: str, spoil: Callable[[Path], None], what: str
) -> None:
    found = [
        (finding.code, finding.message) for finding in prove(article, format=format, spoil=spoil)
    ]
    assert {code for code, _ in found} == {"V010"}
    assert all(f" as its {what}, the source " in message for _, message in found)
