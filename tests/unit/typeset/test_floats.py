"""Which figures and tables may leave their place."""

from __future__ import annotations

from keben.model import (
    Article,
    Blocks,
    Figure,
    Image,
    Metadata,
    Paragraph,
    Publication,
    Table,
    Text,
)
from keben.settings import FigureSettings, Settings, TableSettings
from keben.typeset.floats import floating

NUMBERED = Settings(
    figures=FigureSettings(numbers="running"), tables=TableSettings(numbers="running")
)


def figure(caption: str) -> Figure:
    return Figure(Image("a.png", "图"), (Text(caption),) if caption else ())


def table(caption: str) -> Table:
    return Table((), (), (((Text("甲"),),),), caption=(Text(caption),) if caption else ())


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def found(blocks: Blocks, settings: Settings = NUMBERED) -> list[Figure | Table]:
    article = Article((Text("样"),), blocks)
    return list(floating(Publication(Metadata(title="样"), (article,)), settings))


def test_a_figure_with_a_number_may_float() -> None:
    one, two = figure("图 1"), figure("图 2")
    assert found((one, paragraph("文。"), two)) == [one, two]


def test_a_figure_without_number_or_caption_stays() -> None:
    blocks = (paragraph("文。"), figure("图"))
    assert not found((figure(""),))
    assert not found(blocks, Settings())
    here = FigureSettings(numbers="running", placement="here")
    assert not found(blocks, Settings(figures=here))


def test_a_figure_to_which_a_colon_leads_stays() -> None:
    assert not found((paragraph("如下："), figure("图 1")))


def test_a_figure_whose_caption_was_given_a_number_by_hand_may_float() -> None:
    written, not_numbered = figure("图 4-2：两张表"), figure("图 2 是后来画的。")
    assert found((written, paragraph("文。"), not_numbered), Settings()) == [written]


def test_of_tables_the_same_is_true() -> None:
    one, written = table("朝代"), table("表 3-1：朝代")
    assert found((one, paragraph("文。"), written)) == [one, written]
    assert found((one, written, table("")), Settings()) == [written]
    assert not found((paragraph("如下："), table("朝代")))
    assert not found((one,), Settings(tables=TableSettings(numbers="running", placement="here")))
