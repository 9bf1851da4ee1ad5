"""``::: table`` and ``::: chart``: from a file or a fence to a table or a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import walk
from keben.errors import ManuscriptError
from keben.model import (
    Alignment,
    Aside,
    Block,
    ChartKind,
    Figure,
    Finding,
    Paragraph,
    Publication,
    Source,
    Table,
)
from keben.readers.markdown import read
from keben.readers.markdown.data import read_asked
from keben.settings import Settings, combine

DATA = "月份,来信,邮资,备注\n1月,1200,3.5,\n2月,900,12.25,迟\n3月,—,4,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document's folder with data."""
    (tmp_path / "a.csv").write_text(DATA, encoding="utf-8")
    return tmp_path


def publication(folder: Path, text: str, settings: Settings | None = None) -> Publication:
    source = Source(folder / "a.md", text, "utf-8", folder)
    return read(source, settings or combine())


def first(folder: Path, text: str) -> Block:
    return publication(folder, text).body[0].blocks[0]  # type: ignore[union-attr]


def table(folder: Path, asked: str) -> Table:
    found = first(folder, f"::: table a.csv {asked}\n:::\n")
    assert isinstance(found, Table)
    return found


def figure(folder: Path, asked: str) -> Figure:
    found = first(folder, f"::: chart a.csv {asked}\n:::\n")
    assert isinstance(found, Figure)
    return found


def words(rows: tuple[tuple[object, ...], ...]) -> list[list[str]]:
    return [[walk.plain(cell) for cell in row] for row in rows]  # type: ignore[arg-type]


def findings(folder: Path, text: str) -> list[Finding]:
    return list(publication(folder, text).findings)


def test_what_stands_behind_the_name_is_parted() -> None:
    asked = read_asked("\"a b.csv\" bar x='月 份' y=“甲，乙” rows=3 total_label=计")
    assert (asked.file, asked.words) == ("a b.csv", ("bar",))
    assert asked.given == {"x": "月 份", "y": "甲，乙", "rows": "3", "total-label": "计"}


def test_a_table_is_made_of_a_file(folder: Path) -> None:
    found = table(folder, 'caption="来信"')
    assert words(found.head) == [["月份", "来信", "邮资", "备注"]]
    assert words(found.body)[1] == ["2月", "900", "12.25", "迟"]
    assert found.alignments == (Alignment.START, Alignment.END, Alignment.POINT, Alignment.START)
    assert found.places == (0, 0, 2, 0)
    assert walk.plain(found.caption) == "来信"
    assert found.location
    assert found.location.line == 1


def test_the_caption_may_be_a_paragraph_with_marks(folder: Path) -> None:
    found = first(folder, "::: table a.csv\n**来信**与邮资\n:::\n")
    assert isinstance(found, Table)
    assert walk.plain(found.caption) == "来信与邮资"


def test_sums_numbers_of_decimals_and_groups(folder: Path) -> None:
    found = table(
        folder, 'total="来信，邮资" decimals="邮资:1" thousands="yes" columns="月份，来信，邮资"'
    )
    assert words(found.body) == [
        ["1月", "1,200", "3.5"],
        ["2月", "900", "12.2"],
        ["3月", "—", "4.0"],
        ["合计", "2,100", "19.7"],
    ]
    assert found.totals == 1


def test_the_word_before_sums_is_the_language_s_or_the_author_s(folder: Path) -> None:
    text = '::: table a.csv total="来信"\n:::\n'
    found = publication(folder, text, combine().model_copy(update={"language": "en"}))
    (block,) = found.body[0].blocks  # type: ignore[union-attr]
    assert isinstance(block, Table)
    assert words(block.body)[-1][0] == "Total"
    assert words(table(folder, 'total="来信" total-label="总计"').body)[-1][0] == "总计"


def test_data_may_stand_in_the_text(folder: Path) -> None:
    found = first(folder, '::: table totals="1"\n\n```csv\n甲,乙\n一,1\n计,1\n```\n\n:::\n')
    assert isinstance(found, Table)
    assert found.totals == 1


@pytest.mark.parametrize(("kind", "word"), [("bar", "bar"), ("pie", "kind=pie"), ("line", "")])
def test_a_chart_keeps_its_kind_and_columns(folder: Path, kind: str, word: str) -> None:
    found = figure(folder, f'{word} y="来信" unit="封" caption="来信"')
    assert found.chart is not None
    assert (found.chart.kind, found.chart.unit) == (ChartKind(kind), "封")
    assert words(found.chart.data.head) == [["月份", "来信"]]
    assert walk.plain(found.caption) == "来信"


def test_without_y_every_column_of_numbers_is_drawn(folder: Path) -> None:
    found = figure(folder, "line")
    assert found.chart
    assert words(found.chart.data.head) == [["月份", "来信", "邮资"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("::: table a.csv rows=2\n:::\n", "D002"),
        ('::: table a.csv columns="月份，备注，来信" total="来信"\n:::\n', ""),
        ('::: table total="乙"\n```csv\n甲,乙\n一,1\n二,多\n```\n:::\n', "D003"),
        ("::: table\n```csv\n甲,乙\n一,1,2\n```\n:::\n", "D004"),
        ('::: chart a.csv y="来信"\n:::\n', "D005"),
        ("::: table a.csv colour=red\n:::\n", "M010"),
    ],
)
def test_what_is_left_out_is_a_finding_at_its_line(folder: Path, text: str, code: str) -> None:
    found = findings(folder, "前文。\n\n" + text)
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.location and finding.location.line == 3 for finding in found)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("::: table b.csv\n:::", 'no file "b.csv"'),
        ("::: table ../a.csv\n:::", "climbs out"),
        ('::: table a.csv columns="没有"\n:::', 'no column "没有"'),
        ('::: table a.csv total="备注"\n:::', "no numbers to sum"),
        ("::: table a.csv rows=多\n:::", "is no number"),
        ("::: table a.csv decimals=x\n:::", "cannot be understood"),
        ("::: table a.csv totals=9\n:::", "not the number of the last rows"),
        ("::: table a.csv sheet=甲\n:::", "no sheets"),
        ("::: table a.csv\n- 项\n:::", "its caption and nothing else"),
        ("::: chart\n:::", "no data are named"),
        ("::: chart a.csv kind=cake\n:::", "no kind of chart"),
        ('::: chart a.csv y="备注"\n:::', "has no numbers"),
        ('::: chart a.csv x="来信" y="备注"\n:::', "has no numbers"),
        ("::: chart\n```csv\n甲,乙\n一,二\n```\n:::", "no column of numbers"),
        ("::: chart pie\n```csv\n甲,乙\n一,-2\n二,3\n```\n:::", "no parts of a whole"),
        ("::: chart pie\n```csv\n甲,乙\n" + "一,2\n" * 9 + "```\n:::", "cannot be read"),
        ("::: chart bar\n```csv\n甲,a,b,c,d,e\n一,1,2,3,4,5\n```\n:::", "cannot be told apart"),
    ],
)
def test_what_cannot_be_had_is_an_error_at_its_line_with_a_remedy(
    folder: Path, text: str, trouble: str
) -> None:
    with pytest.raises(ManuscriptError, match=trouble) as caught:
        publication(folder, f"前文。\n\n{text}\n")
    assert caught.value.location
    assert caught.value.location.line in (3, 4)
    assert caught.value.hint


def test_a_table_that_is_too_large_is_an_error(folder: Path) -> None:
    (folder / "big.csv").write_text("甲,乙\n" + "一,1\n" * 5_001, encoding="utf-8")
    with pytest.raises(ManuscriptError, match="5,001 rows") as caught:
        publication(folder, "::: table big.csv\n:::\n")
    assert "rows=" in caught.value.hint


def test_another_block_that_is_called_a_table_keeps_its_text(folder: Path) -> None:
    text = "::: table\n某某\n:::\n"
    found = publication(folder, text)
    assert isinstance(found.body[0].blocks[0], Paragraph)  # type: ignore[union-attr]
    assert [finding.code for finding in found.findings] == ["M006"]


@pytest.mark.parametrize(("name", "kind"), [("summary", "abstract"), ("key-points", "points")])
def test_a_summary_is_a_box_of_its_kind(folder: Path, name: str, kind: str) -> None:
    found = first(folder, f"::: {name}\n来信多了。\n:::\n")
    assert isinstance(found, Aside)
    assert found.kind == kind
