"""Which figures may leave their place."""

from __future__ import annotations

from keben.model import Article, Blocks, Figure, Image, Metadata, Paragraph, Publication, Text
from keben.settings import FigureSettings
from keben.typeset.floats import floating

NUMBERED = FigureSettings(numbers="running")


def figure(caption: str) -> Figure:
    return Figure(Image("a.png", "图"), (Text(caption),) if caption else ())


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def found(blocks: Blocks, settings: FigureSettings = NUMBERED) -> list[Figure]:
    article = Article((Text("样"),), blocks)
    return list(floating(Publication(Metadata(title="样"), (article,)), settings))


def test_a_figure_with_a_number_may_float() -> None:
    one, two = figure("图 1"), figure("图 2")
    assert found((one, paragraph("文。"), two)) == [one, two]


def test_a_figure_without_number_or_caption_stays() -> None:
    blocks = (paragraph("文。"), figure("图"))
    assert not found((figure(""),))
    assert not found(blocks, FigureSettings())
    assert not found(blocks, FigureSettings(numbers="running", placement="here"))


def test_a_figure_to_which_a_colon_leads_stays() -> None:
    assert not found((paragraph("如下："), figure("图 1")))


def test_a_figure_whose_caption_was_given_a_number_by_hand_may_float() -> None:
    written, not_numbered = figure("图 4-2：两张表"), figure("图 2 是后来画的。")
    assert found((written, paragraph("文。"), not_numbered), FigureSettings()) == [written]
