"""The pages of a PDF → the same as a print shop takes them: boxes, marks, output intent.

Lengths are in pt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from keben.pdfobjects.imposing import HAIRLINE, clear_catalogue

MARK = 14.17
"""5 mm: how long a mark is."""

TARGET = 4.25
"""1.5 mm: the radius of a target on which the inks must meet."""

CIRCLE = 0.5523
"""What the handles of a quarter circle measure, of its radius."""

REGISTRY = "http://www.color.org"


@dataclass(frozen=True, slots=True)
class Intent:
    """The press: its ICC profile, the name of its printing condition in the ICC's registry (empty
    where it has none there), and in words."""

    profile: bytes
    condition: str
    description: str


def bleed_and_mark(pdf: pikepdf.Pdf, *, bleed: float, crop: bool, registration: bool) -> None:
    """Widen every page by its bleed, and by room for marks, and draw them (ISO 32000-1 §14.11.2).

    Content stays where it is, so that patterns do too and what a theme sets beyond the edge of a
    page is seen in the bleed.
    """
    room = room_around(bleed, marked=crop or registration)
    every = _every_ink(pdf) if room > bleed else None
    for page in pdf.pages:
        trim = tuple(float(side) for side in page.trimbox.as_list())
        marks = "".join(_marks(trim, bleed, crop=crop, registration=registration))
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ\n{marks}".encode())
        if every is not None:
            spaces = page.obj.Resources.get("/ColorSpace")
            if not isinstance(spaces, Dictionary):
                page.obj.Resources.ColorSpace = Dictionary()
            page.obj.Resources.ColorSpace[Name.EveryInk] = every
        page.obj.MediaBox = _box(trim, room)
        page.obj.TrimBox = _box(trim, 0)
        page.obj.BleedBox = _box(trim, bleed)
        for key in ("/CropBox", "/ArtBox", "/Annots", "/StructParents", "/Tabs", "/AA"):
            if key in page.obj:
                del page.obj[key]


def room_around(bleed: float, *, marked: bool) -> float:
    """From the trimmed page to the edge of the sheet."""
    return bleed + (2 * MARK if marked else 0.0)


def state_intent(pdf: pikepdf.Pdf, intent: Intent) -> None:
    """Say for which press the file is made (ISO 15930-7 §6.2.2), and drop from the catalogue what a
    press has no use for."""
    clear_catalogue(pdf)
    stream = pdf.make_stream(intent.profile)
    stream.N = 4
    stated = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(intent.condition or "Custom"),
        Info=String(intent.description),
        DestOutputProfile=stream,
    )
    if intent.condition:
        stated.RegistryName = String(REGISTRY)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(stated)])
    if "/Info" in pdf.trailer:
        pdf.trailer.Info.Trapped = Name("/False")


Box = tuple[float, ...]
"""Left, low, right, top."""


def _box(trim: Box, wider: float) -> Array:
    left, low, right, top = trim
    sides = (left - wider, low - wider, right + wider, top + wider)
    return Array([round(side, 3) for side in sides])


def _every_ink(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The space in which a mark is printed by every ink (ISO 32000-1 §8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def _marks(trim: Box, bleed: float, *, crop: bool, registration: bool) -> Iterator[str]:
    if not (crop or registration):
        return
    yield f"q /EveryInk CS 1 SCN {HAIRLINE} w\n"
    left, low, right, top = trim
    if crop:
        start = bleed + MARK / 4
        for x, out in ((left, -1), (right, 1)):
            for y, up in ((low, -1), (top, 1)):
                yield _line(x + out * start, y, x + out * (start + MARK), y)
                yield _line(x, y + up * start, x, y + up * (start + MARK))
    if registration:
        away = bleed + MARK  # in the middle between the bleed and the sheet's edge
        x, y = (left + right) / 2, (low + top) / 2
        yield from _target(left - away, y)
        yield from _target(right + away, y)
        yield from _target(x, low - away)
        yield from _target(x, top + away)
    yield "Q\n"


def _target(x: float, y: float) -> Iterator[str]:
    yield _line(x - 1.8 * TARGET, y, x + 1.8 * TARGET, y)
    yield _line(x, y - 1.8 * TARGET, x, y + 1.8 * TARGET)
    r, h = TARGET, TARGET * CIRCLE
    path = [f"{x:.3f} {y + r:.3f} m"]
    for a, b, c, d, e, f in (
        (h, r, r, h, r, 0), (r, -h, h, -r, 0, -r), (-h, -r, -r, -h, -r, 0), (-r, h, -h, r, 0, r),
    ):  # fmt: skip
        points = ((x + a, y + b), (x + c, y + d), (x + e, y + f))
        path.append(" ".join(f"{px:.3f} {py:.3f}" for px, py in points) + " c")
    yield " ".join(path) + " S\n"


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S\n"


def boxes(page: pikepdf.Page) -> dict[str, tuple[float, ...]]:
    """The boxes that a page states, pt."""
    names = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
    found = {name: page.obj.get(f"/{name}") for name in names}
    return {
        name: tuple(float(side) for side in box.as_list())
        for name, box in found.items()
        if isinstance(box, Array)
    }


def intents(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str, int]]:
    """The output intents: kind, condition, and the number of inks of the profile."""
    for intent in pdf.Root.get("/OutputIntents", Array()):
        profile = intent.get("/DestOutputProfile", Dictionary())
        inks = int(profile.get("/N", 0))
        yield str(intent.S), str(intent.get("/OutputConditionIdentifier", "")), inks
