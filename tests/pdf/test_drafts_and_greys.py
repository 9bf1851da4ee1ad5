"""Drafts and greys as printed: lines numbered beside the text, which stays as it was; no colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pikepdf
import pytest

from keben.model import Publication
from keben.pdfobjects.recolouring import recolour
from keben.pixels.inks import Greys

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]


@pytest.mark.parametrize("vertical", [False, True])
def test_a_draft_numbers_lines_and_changes_no_text(
    printing: Printing, handout: Publication, vertical: bool
) -> None:
    fair = printing(
        handout,
        vertical=vertical,
        page={"outer": 62, "measure": 34},
        sidebar={"placement": "column"},
    )
    draft = printing(handout, vertical=vertical, draft=True)
    assert draft.text() == fair.text()

    def curves(printed: Print) -> int:
        with pikepdf.open(printed.artifact.path) as pdf:
            return sum(
                str(item.operator) == "c" for item in pikepdf.parse_content_stream(pdf.pages[0])
            )

    assert curves(draft) > curves(fair) + 40


def test_greys_hold_no_colour_and_the_same_text(
    printing: Printing, everything: Publication
) -> None:
    coloured, grey = printing(everything), printing(everything, gray=True)
    assert grey.text() == coloured.text()
    with pikepdf.open(grey.artifact.path) as pdf:
        for page in pdf.pages:
            names = {str(item.operator) for item in pikepdf.parse_content_stream(page)}
            assert not names & {"rg", "RG"}
            assert "g" in names


def test_pictures_gradients_and_masks_become_grey() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    picture = pdf.make_stream(bytes((255, 0, 0, 0, 0, 255)))
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 2, 1, 8
    picture.ColorSpace = pikepdf.Name.DeviceRGB
    end = pikepdf.Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1, Range=[0, 1, 0, 1, 0, 1]
    )
    shading = pikepdf.Dictionary(
        ShadingType=2,
        ColorSpace=pikepdf.Name.DeviceRGB,
        Coords=[0, 0, 1, 1],
        Function=pikepdf.Dictionary(
            FunctionType=3, Domain=[0, 1], Functions=[end], Bounds=[], Encode=[0, 1]
        ),
    )
    form = pdf.make_stream(b"1 0 0 RG /X cs 0 1 0 scn 0 0 1 1 re f")
    form.Subtype = pikepdf.Name.Form
    profile = pdf.make_stream(b"")
    profile.N = 3
    form.Resources = pikepdf.Dictionary(
        ColorSpace=pikepdf.Dictionary(X=[pikepdf.Name.ICCBased, profile])
    )
    form.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB)
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(P=picture, F=form), Shading=pikepdf.Dictionary(S=shading)
    )
    page.Contents = pdf.make_stream(b"/P Do /F Do /S sh q /DeviceRGB CS 1 1 1 SC Q")
    recolour(pdf, Greys())
    found = pdf.pages[0].Resources
    assert found.XObject.P.ColorSpace == "/DeviceGray"
    assert found.XObject.P.read_bytes() == bytes((54, 18))
    assert found.Shading.S.ColorSpace == "/DeviceGray"
    assert len(found.Shading.S.Function.Functions[0].C0) == 1
    operators = [str(i.operator) for i in pikepdf.parse_content_stream(found.XObject.F)]
    assert operators == ["G", "g", "g", "re", "f"]
    assert found.XObject.F.Group.CS == "/DeviceGray"
    assert "/X" not in found.XObject.F.Resources.ColorSpace
    assert b" CS" not in pdf.pages[0].Contents.read_bytes()
