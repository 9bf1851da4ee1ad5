"""Charts drawn: harmless SVG, the same bytes each time, told apart without colour."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from keben.model import (
    Alignment,
    Article,
    Chart,
    ChartKind,
    Figure,
    Image,
    Metadata,
    Publication,
    Table,
    Text,
)
from keben.settings import combine
from keben.transforms import drawing
from keben.typecase import fill
from keben.typeset.charts import draw_charts, plot_of
from keben.typeset.figures import at_point

ROOT = Path(__file__).parents[3]
LISTS = (ROOT / "fonts" / "fonts.toml",)


def publication(kind: ChartKind, rows: list[tuple[str, ...]], unit: str = "封") -> Publication:
    head, *body = (tuple((Text(cell),) for cell in row) for row in rows)
    table = Table((head,), tuple(body), (Alignment.START,) * len(head))
    figure = Figure(Image("", "说明"), chart=Chart(kind, table, unit))
    article = Article((Text("样"),), (figure,), "c01", "zh-Hans")
    return Publication(Metadata(title="样", language="zh-Hans"), (article,))


def drawn(kind: ChartKind, rows: list[tuple[str, ...]], folder: Path) -> Image:
    read = publication(kind, rows)
    settings = combine()
    case, read = fill(read, settings, lists=LISTS)
    (block,) = draw_charts(read, settings, case, folder).body[0].blocks  # type: ignore[union-attr]
    assert isinstance(block, Figure)
    return block.image


def rows_of(kind: ChartKind) -> list[tuple[str, ...]]:
    if kind is ChartKind.PIE:
        return [("事", "数"), ("甲", "3"), ("乙", "1"), ("丙", "0")]
    return [("月", "信", "答"), ("1", "2", "1.5"), ("2", "—", "-4"), ("3", "6", "2")]


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> dict[ChartKind, Image]:
    """A drawing of each kind."""
    folder = tmp_path_factory.mktemp("drawn")
    return {kind: drawn(kind, rows_of(kind), folder) for kind in ChartKind}


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_drawing_is_harmless_and_holds_no_type(
    images: dict[ChartKind, Image], kind: ChartKind
) -> None:
    image = images[kind]
    assert image.path
    data = image.path.read_bytes()
    assert drawing.measure(data) == (image.width, image.height)
    assert min(image.width, image.height) > 100
    assert image.alt == "说明"
    root = ET.fromstring(data)
    assert not list(root.iter(f"{drawing.SVG}text"))
    assert all(path.get("d") for path in root.iter(f"{drawing.SVG}path"))
    assert b"DOCTYPE" not in data
    assert b"metadata" not in data
    assert not re.search(rb"202\d-\d\d-\d\d", data)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_nothing_is_told_by_hue(images: dict[ChartKind, Image], kind: ChartKind) -> None:
    assert images[kind].path
    data = images[kind].path.read_text(encoding="utf-8")  # type: ignore[union-attr]
    for red, green, blue in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", data):
        assert red == green == blue


def test_series_are_told_apart(images: dict[ChartKind, Image]) -> None:
    line, bar = (images[kind].path for kind in (ChartKind.LINE, ChartKind.BAR))
    assert line
    assert bar
    assert "stroke-dasharray" in line.read_text(encoding="utf-8")
    assert "<pattern" in bar.read_text(encoding="utf-8")


def test_the_same_numbers_are_the_same_bytes_in_another_process(
    images: dict[ChartKind, Image], tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from test_charts import drawn, rows_of; from keben.model import ChartKind;"
        "print(drawn(ChartKind.BAR, rows_of(ChartKind.BAR), Path(sys.argv[2])).address)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "HOME": str(tmp_path)},
    )
    assert run.stdout.strip() == images[ChartKind.BAR].address
    assert not (tmp_path / ".config").exists()
    assert not (tmp_path / ".cache" / "matplotlib").exists()


def test_long_names_of_bars_stand_beside_them(tmp_path: Path) -> None:
    rows = [("事", "数"), *((f"很长很长的一个名字之{n}", str(n)) for n in range(9))]
    lying, standing = (drawn(ChartKind.BAR, each, tmp_path) for each in (rows, rows[:2]))
    assert lying.address != standing.address
    assert lying.height != standing.height


def test_a_number_below_its_bar_stands_off_the_axis(tmp_path: Path) -> None:
    image = drawn(ChartKind.BAR, [("月", "信"), ("一", "2"), ("二", "-4"), ("三", "6")], tmp_path)
    assert image.path
    root = ET.fromstring(image.path.read_bytes())
    (axes,) = (group for group in root.iter(f"{drawing.SVG}g") if group.get("id") == "axes_1")
    numbers = [group for group in axes if group.get("id", "").startswith("text_")][:3]
    feet = [
        float(found[1])
        for group in numbers
        for inner in group.iter(f"{drawing.SVG}g")
        if (found := re.match(r"translate\([\d.]+ ([\d.]+)", inner.get("transform", "")))
    ]
    (across,) = (group for group in axes if group.get("id") == "matplotlib.axis_1")
    axis = {float(tick.get("y", "")) for tick in across.iter(f"{drawing.SVG}use") if tick.get("y")}
    assert len(feet) == 3
    assert len(axis) == 1
    assert min(axis) - max(feet) > 6  # pt, of which letters have about 8


def test_a_publication_without_charts_is_left_alone(tmp_path: Path) -> None:
    read = Publication(Metadata(), (Article((), ()),))
    case, _ = fill(read, combine(), lists=LISTS)
    assert draw_charts(read, combine(), case, tmp_path) is read
    assert not list(tmp_path.iterdir())


def test_gaps_stay_gaps_and_lost_characters_are_shown() -> None:
    rows = [("月", "信"), ("一\ue000", "2"), ("二", "—")]
    (block,) = publication(ChartKind.LINE, rows).body[0].blocks  # type: ignore[union-attr]
    assert isinstance(block, Figure)
    assert block.chart
    found = plot_of(block.chart, frozenset("\ue000"))
    assert found.places == ("一〓", "二")
    assert found.curves[0].values == (2.0, None)


def test_a_cell_is_parted_at_its_point() -> None:
    assert at_point((Text("12.50"),)) == ((Text("12"),), (Text(".50"),))
    assert at_point((Text("12"),)) == ((Text("12"),), ())
    assert at_point((Text("—"),)) == ((Text("—"),), ())
    assert at_point(()) == ((), ())
