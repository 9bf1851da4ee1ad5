"""A file for a print shop, built whole: boxes, output intent, inks, marks, and what is told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from keben.cli import main
from keben.editions.prepress import spine_width
from keben.pdfobjects import opened
from keben.pixels.inks import FOGRA39
from keben.proof.round_trip import check_prepress
from keben.settings import Layer, combine
from keben.typeset.geometry import MM

TEXT = """---
title: 付印
author: 甲某
date: 2026-01-02
page:
  paper: 16k
---

# 付印

[红字](https://example.org/)与**黑字**[^1]。

![照片](photo.jpg)

![半透明](clear.png)

![渐变](fade.svg)

[^1]: 注。
"""

FADE = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">
<linearGradient id="g"><stop offset="0" stop-color="#ff0000"/>
<stop offset="0.5" stop-color="#00ff00"/>
<stop offset="1" stop-color="#0000ff" stop-opacity="0.2"/></linearGradient>
<rect width="200" height="60" fill="url(#g)" opacity="0.8"/></svg>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the text, its pictures, and what was built of them."""
    here = tmp_path_factory.mktemp("here")
    (here / "a.md").write_text(TEXT, encoding="utf-8")
    (here / "fade.svg").write_text(FADE, encoding="utf-8")
    gradient = Image.linear_gradient("L").resize((90, 60))
    Image.merge("RGB", (gradient, gradient.rotate(180), gradient)).save(here / "photo.jpg")
    clear = Image.new("RGBA", (1200, 400), (200, 30, 30, 255))
    clear.paste((0, 0, 255, 90), (0, 0, 400, 400))
    clear.save(here / "clear.png")
    return here


@pytest.fixture(scope="module")
def built(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("there")
    options = ("-f", "pdf", "--prepress", "--no-cache", "-j", "1", "-o", str(target))
    assert main([str(folder / "a.md"), *options]) == 0
    return target / "a-prepress.pdf"


def test_the_boxes_are_the_page_its_bleed_and_the_sheet(built: Path) -> None:
    with pikepdf.open(built) as pdf:
        for page in pdf.pages:
            trim = [float(side) for side in page.obj.TrimBox]
            bleed = [float(side) for side in page.obj.BleedBox]
            media = [float(side) for side in page.obj.MediaBox]
            assert trim[2] - trim[0] == pytest.approx(185 * MM, abs=0.01)
            assert trim[3] - trim[1] == pytest.approx(260 * MM, abs=0.01)
            wide = [-3 * MM, -3 * MM, 3 * MM, 3 * MM]
            assert bleed == pytest.approx(
                [t + w for t, w in zip(trim, wide, strict=True)], abs=0.01
            )
            assert media[0] < bleed[0] and media[1] < bleed[1]  # noqa: PT018
            assert media[2] > bleed[2] and media[3] > bleed[3]  # noqa: PT018
            assert "/Annots" not in page.obj


def test_it_says_for_which_press_it_is_made(built: Path) -> None:
    with pikepdf.open(built) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "FOGRA39"
        assert intent.RegistryName == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes() == FOGRA39.read_bytes()
        assert intent.DestOutputProfile.N == 4
        assert pdf.trailer.Info.Trapped == "/False"
        assert pdf.pdf_version == "1.6"
        assert {"/StructTreeRoot", "/Names", "/AF", "/MarkInfo"}.isdisjoint(pdf.Root.keys())
        packet = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in packet
    assert "<pdf:Trapped>False</pdf:Trapped>" in packet
    assert "<xmpMM:DocumentID>uuid:" in packet
    assert "付印</rdf:li>" in packet
    assert "pdfaid:part" not in packet


def contents(pdf: pikepdf.Pdf) -> list[Any]:
    """Every content stream of a file: of pages, forms and patterns."""
    inner = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream)
        and (item.get("/Subtype") == "/Form" or "/PatternType" in item)
    ]
    return [*pdf.pages, *inner]


def test_nothing_is_left_in_red_green_and_blue(built: Path) -> None:
    with pikepdf.open(built) as pdf:
        assert len(contents(pdf)) > len(pdf.pages), "the gradient stands in a form or a pattern"
        for content in contents(pdf):
            found = pikepdf.parse_content_stream(content)
            assert not {"rg", "RG"} & {str(instruction.operator) for instruction in found}
        pictures, shadings = [], 0
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                pictures.append(str(item.ColorSpace))
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and "/ShadingType" in item:
                assert item.ColorSpace in ("/DeviceCMYK", "/DeviceGray")
                shadings += 1
        assert sorted(set(pictures)) == ["/DeviceCMYK", "/DeviceGray"], "and a mask"
        assert shadings
        data = b"".join(
            item.unparse(resolved=True)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary | pikepdf.Array)
        )
        assert b"DeviceRGB" not in data


def test_text_is_black_alone(built: Path) -> None:
    with pikepdf.open(built) as pdf:
        inks = [
            [float(part) for part in instruction.operands]
            for instruction in pikepdf.parse_content_stream(pdf.pages[0])
            if str(instruction.operator) == "k"
        ]
    assert [0, 0, 0, 1] in inks
    assert all(ink[3] == 1 for ink in inks if ink[:3] == [0, 0, 0] and ink[3] > 0.85)


def test_marks_stand_outside_the_bleed_in_every_ink(built: Path) -> None:
    with pikepdf.open(built) as pdf:
        page = pdf.pages[0]
        left, low, right, top = (float(side) for side in page.obj.BleedBox)
        assert page.obj.Resources.ColorSpace.EveryInk[1] == "/All"
        found = list(pikepdf.parse_content_stream(page))
        start = next(n for n, i in enumerate(found) if str(i.operator) == "CS")
        points = [
            (float(i.operands[0]), float(i.operands[1]))
            for i in found[start:]
            if str(i.operator) in ("m", "l")
        ]
    assert len(points) > 20
    assert not [(x, y) for x, y in points if left < x < right and low < y < top]


def test_coarse_pictures_and_the_spine_are_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("-f", "pdf", "--prepress", "--no-cache", "-j", "1", "-o", str(tmp_path))
    sets = ("--set", "figures.least_dpi=72", "--set", "prepress.paper_weight=120")
    assert main([str(folder / "a.md"), *options, *sets]) == 0
    told = capsys.readouterr().err
    assert "O004: PDF/X-4 for FOGRA39: 185 × 260 mm, bleed 3 mm" in told
    assert "on 120 g/m² make a spine of" in told
    assert "O005: page 1: a picture of 90 × 60 px prints at 72 dpi, fewer than 250." in told


def test_the_spine_is_the_leaves_by_their_thickness() -> None:
    assert spine_width(320, weight=80, bulk=1.25) == pytest.approx(16)
    assert spine_width(3, weight=100, bulk=1) == pytest.approx(0.2)


def test_a_profile_of_ones_own_is_used_and_a_wrong_one_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("-f", "pdf", "--prepress", "--no-cache", "-j", "1", "-o", str(tmp_path))
    profile = "prepress.output_profile=own.icc"
    assert main([str(folder / "a.md"), *options, "--set", profile]) == 3
    assert 'there is no file "own.icc"' in capsys.readouterr().err
    (folder / "own.icc").write_bytes(b"nothing")
    assert main([str(folder / "a.md"), *options, "--set", profile]) == 3
    assert "is no profile of a press" in capsys.readouterr().err
    (folder / "own.icc").write_bytes(FOGRA39.read_bytes())
    assert main([str(folder / "a.md"), *options, "--set", profile]) == 0
    with opened((tmp_path / "a-prepress.pdf").read_bytes()) as file:
        assert file.intents() == (("/GTS_PDFX", "Custom", 4),)


@pytest.mark.parametrize(
    "damage", ["rgb", "box", "bleed", "intent", "claim", "text", "space", "pages"]
)
def test_the_proof_finds_a_file_that_no_press_takes(
    built: Path, tmp_path: Path, damage: str
) -> None:
    edition = built.with_name("a.pdf")
    settings = combine(Layer({"page": {"paper": "16k"}, "prepress": {"profile": "pdf/x-4"}}))
    assert not check_prepress(built, edition, settings, built)
    with pikepdf.open(io.BytesIO(built.read_bytes())) as pdf:
        page = pdf.pages[0]
        if damage == "rgb":
            page.contents_add(b"1 0 0 rg 0 0 1 1 re f")
        elif damage == "box":
            del page.obj.BleedBox
        elif damage == "bleed":
            page.obj.BleedBox = page.obj.TrimBox
        elif damage == "intent":
            pdf.Root.OutputIntents[0].S = pikepdf.Name.GTS_PDFA1
        elif damage == "claim":
            pdf.Root.Metadata.write(b"<x/>")
        elif damage == "text":
            page.contents_add(b"1 0 0 1 9 0 cm", prepend=True)
        elif damage == "space":
            page.obj.Resources.ColorSpace.Left = pikepdf.Name.DeviceRGB
        else:
            pdf.pages.append(page)
        pdf.save(tmp_path / "b.pdf")
    found = check_prepress(tmp_path / "b.pdf", edition, settings, tmp_path / "b.pdf")
    assert {finding.code for finding in found} == {"V008"}


def test_a_page_that_stops_at_its_edge_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = tmp_path / "templates" / "dark"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "handout"\n', encoding="utf-8")
    (theme / "print.css").write_text("@page { background: #ddd }\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("# 甲\n\n正文。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["a.md", "-t", "dark", "-f", "pdf", "--prepress", "--no-cache", "-j", "1"]) == 0
    assert "O006: page 1 prints up to its edge" in capsys.readouterr().err
