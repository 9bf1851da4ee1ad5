"""A picture that is not the source's, or is not seen, is found in both editions."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image as Pixels

from keben.model import Figure, Image, Text
from tests.proof.test_reading_order import in_pdf, of_kind
from tests.proof.test_round_trip import with_blocks

if TYPE_CHECKING:
    from keben.model import Publication
    from tests.proof.conftest import Prove

Change = Callable[[pikepdf.Pdf], None]
KINDS = ["png", "jpg", "gif"]
MEDIA = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}


@pytest.fixture(params=KINDS)
def pictured(article: Publication, tmp_path: Path, request: pytest.FixtureRequest) -> Publication:
    """The article with two pictures of one kind that differ."""
    kind: str = request.param
    figures = []
    for name, colour in (("红", (200, 30, 30)), ("蓝", (30, 30, 200))):
        path = tmp_path / f"{name}.{kind}"
        Pixels.linear_gradient("L").convert("RGB").resize((60, 40)).save(path)
        with Pixels.open(path) as made:
            tinted = Pixels.blend(made.convert("RGB"), Pixels.new("RGB", made.size, colour), 0.5)
        tinted.save(path)
        image = Image(path.name, name, path=path, media_type=MEDIA[kind], width=60, height=40)
        figures.append(Figure(image, (Text(f"{name}图"),)))
    return with_blocks(article, (*article.body[0].blocks, *figures))


def pictures_of(pdf: pikepdf.Pdf) -> list[tuple[Any, str, Any]]:
    """The resources that name each picture, its name there, and the picture."""
    found: dict[tuple[int, int], tuple[Any, str, Any]] = {}
    for page in pdf.pages:
        for name, item in page.Resources.get("/XObject", {}).items():
            if item.get("/Subtype") == "/Image":
                found[item.objgen] = (page.Resources.XObject, name, item)
    return list(found.values())


def exchange(pdf: pikepdf.Pdf) -> None:
    (one, name, item), (other, title, picture) = pictures_of(pdf)
    one[name], other[title] = picture, item


def change_samples(pdf: pikepdf.Pdf) -> None:
    item = pictures_of(pdf)[0][2]
    is_jpeg = item.Filter == "/DCTDecode"
    data = bytearray(item.read_raw_bytes() if is_jpeg else item.read_bytes())
    data[len(data) // 2] ^= 0x40
    item.write(bytes(data), filter=item.Filter if is_jpeg else None)


def exchange_descriptions(pdf: pikepdf.Pdf) -> None:
    one, other = of_kind(pdf, "/Figure")
    one.Alt, other.Alt = other.Alt, one.Alt


def before_each(operands: list[Any], operator: str) -> Change:
    """Do something before each picture is drawn."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            parts = []
            for each in pikepdf.parse_content_stream(page):
                if str(each.operator) == "Do":
                    parts.append((operands, pikepdf.Operator(operator)))
                parts.append((each.operands, each.operator))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(parts))

    return change


def do_not_draw(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        parts = [
            (each.operands, each.operator)
            for each in pikepdf.parse_content_stream(page)
            if str(each.operator) != "Do"
        ]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(parts))


PRINTED: dict[str, Change] = {
    "exchanged": exchange,
    "changed": change_samples,
    "with exchanged descriptions": exchange_descriptions,
    "not drawn": do_not_draw,
    "mirrored": before_each([-1, 0, 0, 1, 1, 0], "cm"),
    "tiny": before_each([0.001, 0, 0, 0.001, 0, 0], "cm"),
    "beside the page": before_each([1, 0, 0, 1, 99, 0], "cm"),
}


@pytest.mark.parametrize("format", ["pdf", "epub"])
def test_pictures_come_back(prove: Prove, pictured: Publication, format: str) -> None:
    assert prove(pictured, format=format) == []


@pytest.mark.parametrize("change", PRINTED.values(), ids=PRINTED)
def test_a_printed_picture_that_is_another_is_found(
    prove: Prove, pictured: Publication, change: Change
) -> None:
    found = prove(pictured, format="pdf", spoil=in_pdf(change))
    assert {finding.code for finding in found} == {"V004"}


def test_a_picture_that_was_made_again_is_found_in_print(
    prove: Prove, pictured: Publication, tmp_path: Path
) -> None:
    """As where a build takes the file of another."""

    def paint(pdf: Path) -> None:
        for path in tmp_path.glob("红.*"):
            Pixels.new("RGB", (60, 40), (0, 99, 0)).save(path)

    assert {f.code for f in prove(pictured, format="pdf", spoil=paint)} == {"V004"}


def rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            files = {info.filename: package.read(info) for info in package.infolist()}
        change(files)
        with zipfile.ZipFile(path, "w") as package:
            for name, data in files.items():
                package.writestr(name, data)

    return spoil


def change_byte(files: dict[str, bytes]) -> None:
    name = next(name for name in files if "/p01" in name)
    files[name] = files[name][:-3] + b"x" + files[name][-2:]


def exchange_files(files: dict[str, bytes]) -> None:
    one, other = (name for name in files if "/p0" in name)
    files[one], files[other] = files[other], files[one]


def lose_file(files: dict[str, bytes]) -> None:
    del files[next(name for name in files if "/p01" in name)]


def exchange_alternatives(files: dict[str, bytes]) -> None:
    text = files["EPUB/c01.xhtml"].decode()
    for old, new in (('"红"', '"x"'), ('"蓝"', '"红"'), ('"x"', '"蓝"')):
        text = text.replace(old, new)
    files["EPUB/c01.xhtml"] = text.encode()


@pytest.mark.parametrize("change", [change_byte, exchange_files, lose_file, exchange_alternatives])
def test_a_picture_of_an_e_book_that_is_another_is_found(
    prove: Prove, pictured: Publication, change: Callable[[dict[str, bytes]], None]
) -> None:
    found = prove(pictured, format="epub", spoil=rewritten(change))
    assert "V004" in {finding.code for finding in found}
