"""Pages on sheets for a printer: where each stands, how the file is turned, and what the proof of
it finds."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from keben.cli import main
from keben.editions.imposed.laying import Plan, plan
from keben.errors import SettingsError
from keben.pdfobjects import opened
from keben.proof.round_trip import check_imposed
from keben.settings import Layer, Settings, combine
from keben.typeset.geometry import MM

A4, A5 = (210 * MM, 297 * MM), (148 * MM, 210 * MM)
FONT = b"BT /F 40 Tf 100 %d Td (%s) Tj ET"


def settings(**impose: object) -> Settings:
    return combine(Layer({"impose": impose, "vertical": impose.pop("vertical", False)}))


def numbered(path: Path, sizes: list[tuple[float, float]]) -> Path:
    """A PDF whose pages bear their numbers at the upper left, between letters."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number, (width, height) in enumerate(sizes, 1):
        page = pdf.add_blank_page(page_size=(width, height))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(FONT % (int(height) - 60, b"p%dq" % number))
    pdf.save(path)
    return path


def imposed(source: Path, target: Path, asked: Settings) -> Plan:
    with opened(source.read_bytes()) as file:
        laid = plan(asked, file.page_sizes())
        file.impose(laid.sides, short_edge=laid.short_edge)
        target.write_bytes(file.written())
    return laid


def halves(path: Path) -> list[tuple[int, int]]:
    """The numbers in the left and the right half of every side; 0 where there is none."""
    found = []
    for page in pdfium.PdfDocument(path):
        width, height = page.get_size()
        text = page.get_textpage()
        pair = []
        for left in (0.0, width / 2):
            words = text.get_text_bounded(left=left, right=left + width / 2, bottom=0, top=height)
            number = re.search(r"p(\d+)q", words)
            pair.append(int(number[1]) if number else 0)
        found.append((pair[0], pair[1]))
    return found


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("pages", [4, 5, 16, 30, 64])
def test_a_booklet_can_be_searched_where_folding_asks_for_its_pages(
    tmp_path: Path, pages: int, vertical: bool
) -> None:
    source = numbered(tmp_path / "a.pdf", [A5] * pages)
    imposed(source, tmp_path / "b.pdf", settings(form="booklet", vertical=vertical))
    sides = halves(tmp_path / "b.pdf")
    count = len(sides) // 2
    for number in range(count):
        low, high = 2 * number + 1, 4 * count - 2 * number
        front, back = (high, low), (low + 1, high - 1)
        if vertical:
            front, back = front[::-1], back[::-1]
        assert sides[2 * number] == tuple(p if p <= pages else 0 for p in front)
        assert sides[2 * number + 1] == tuple(p if p <= pages else 0 for p in back)


def test_the_sheet_says_how_it_is_turned_and_claims_nothing(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", [A5] * 8)
    imposed(source, tmp_path / "b.pdf", settings(form="booklet"))
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        width, height = (float(side) for side in pdf.pages[0].mediabox.as_list()[2:])
        assert (width, height) == (pytest.approx(A4[1], abs=0.01), pytest.approx(A4[0], abs=0.01))


def test_a_printer_that_turns_the_other_edge_gets_its_backs_on_their_head() -> None:
    pages = [A5] * 8
    usual = plan(settings(form="booklet"), pages)
    other = plan(settings(form="booklet", duplex="long"), pages)
    assert (usual.short_edge, other.short_edge) == (True, False)
    assert usual.sides[0] == other.sides[0]
    (one, two), (first, second) = usual.sides[1].placed, other.sides[1].placed
    assert (one.page, two.page) == (first.page, second.page)
    # What stood at the left stands at the right, upside down.
    assert first.matrix[0] == pytest.approx(-1)
    assert first.matrix[4] == pytest.approx(A4[1] - one.matrix[4])
    assert second.matrix[4] == pytest.approx(A4[1] - two.matrix[4])


def test_inner_sheets_move_nearer_to_the_fold() -> None:
    laid = plan(settings(form="booklet", creep=0.2), [A5] * 12)
    fold = A4[1] / 2
    for depth in range(3):
        left, right = laid.sides[2 * depth].placed
        assert left.matrix[4] + A5[0] == pytest.approx(fold + depth * 0.2 * MM)
        assert right.matrix[4] == pytest.approx(fold - depth * 0.2 * MM)


@pytest.mark.parametrize(
    ("form", "size", "landscape", "scale"),
    [
        ("booklet", A5, True, 1),
        ("booklet", A4, True, 0.707),
        ("2up", A4, True, 0.707),
        ("2up", A4[::-1], False, 0.707),
        ("4up", A4, False, 0.5),
        ("9up", A4, False, 1 / 3),
        ("cutstack", A5, True, 1),
    ],
)
def test_the_sheet_lies_so_that_pages_are_largest(
    form: str, size: tuple[float, float], landscape: bool, scale: float
) -> None:
    laid = plan(settings(form=form), [size] * 8)
    assert (laid.landscape, laid.scale) == (landscape, pytest.approx(scale, abs=0.002))


def test_a_page_on_its_side_is_turned_into_its_place(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", [A5, A5[::-1], A5, A5])
    laid = imposed(source, tmp_path / "b.pdf", settings(form="booklet"))
    place = next(p for side in laid.sides for p in side.placed if p.page == 2)
    assert place.matrix[:4] == (0, pytest.approx(1), pytest.approx(-1), 0)
    assert not check_imposed(tmp_path / "b.pdf", source, settings(form="booklet"), tmp_path)


def test_rules_stand_between_pages_and_beside_a_booklet_with_room() -> None:
    assert len(plan(settings(form="4up", rules=True), [A4] * 4).sides[0].rules) == 2
    assert not plan(settings(form="4up"), [A4] * 4).sides[0].rules
    assert not plan(settings(form="booklet", rules=True), [A5] * 4).sides[0].rules
    small = plan(settings(form="booklet", rules=True), [(130 * MM, 184 * MM)] * 4).sides[0]
    assert len(small.rules) == 10
    for x, y, to_x, to_y in small.rules:
        assert min(x, to_x) >= 0
        assert max(x, to_x) <= small.width
        assert min(y, to_y) >= 0
        assert max(y, to_y) <= small.height


def test_a_booklet_on_one_side_is_refused() -> None:
    with pytest.raises(SettingsError, match="both sides"):
        plan(settings(form="booklet", duplex="none"), [A5] * 4)
    assert plan(settings(form="2up", duplex="none"), [A5] * 4).short_edge is None


@pytest.mark.parametrize("damage", ["lost", "twice", "moved", "other", "picture", "short"])
def test_the_proof_finds_sheets_that_are_not_the_edition(tmp_path: Path, damage: str) -> None:
    asked = settings(form="booklet")
    source = numbered(tmp_path / "a.pdf", [A5] * 6)
    sheets = tmp_path / "b.pdf"
    imposed(source, sheets, asked)
    assert not check_imposed(sheets, source, asked, tmp_path / "b.pdf")
    with pikepdf.open(io.BytesIO(sheets.read_bytes())) as pdf:
        content = pdf.pages[1].Contents.read_bytes()
        lines = content.splitlines()
        if damage == "lost":
            lines = lines[1:]
        elif damage == "twice":
            lines.append(b"q 1 0 0 1 20 -90 cm " + lines[0] + b" Q")
        elif damage == "moved":
            lines[0] = b"1 0 0 1 3 0 cm " + lines[0]
        elif damage == "other":
            name = pikepdf.Name(next(k for k in pdf.pages[1].Resources.XObject))
            other = pdf.pages[0].Resources.XObject
            pdf.pages[1].Resources.XObject[name] = other[next(iter(other))]
        elif damage == "picture":
            lines.append(b"0.5 g 20 20 100 100 re f")
        else:
            del pdf.pages[-1]
        if damage != "short":
            pdf.pages[1].Contents = pdf.make_stream(b"\n".join(lines))
        pdf.save(sheets)
    found = check_imposed(sheets, source, asked, tmp_path / "b.pdf")
    assert {finding.code for finding in found} == {"V007"}


def test_the_command_makes_the_sheets_beside_the_edition(tmp_path: Path) -> None:
    text = tmp_path / "纸.md"
    text.write_text("---\nimpose:\n  form: 2up\n---\n\n# 纸\n\n正文。\n", encoding="utf-8")
    command = [sys.executable, "build.py", str(text), "-f", "pdf", "-o", str(tmp_path / "out")]
    run = subprocess.run(
        [*command, "--no-cache", "--impose", "booklet", "--paper", "a5"],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert [Path(line).name for line in run.stdout.split()] == ["纸.pdf", "纸-booklet.pdf"]
    assert "O001" in run.stderr
    assert "turned about the short edge" in run.stderr
    with opened((tmp_path / "out" / "纸-booklet.pdf").read_bytes()) as file:
        packet = file.packet.decode()
    assert "纸</rdf:li>" in packet
    assert "pdfuaid:part" not in packet
    assert "pdfaid:part" not in packet


def test_sheets_without_a_printed_edition_are_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "a.md"
    text.write_text("# 甲\n\n正文。\n", encoding="utf-8")
    assert main([str(text), "-f", "epub", "--impose", "booklet", "-o", str(tmp_path)]) == 2
    assert "--impose" in capsys.readouterr().err
