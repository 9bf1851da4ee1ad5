"""A printed edition read in stretches is read as it would be in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.editions import pdf
from keben.editions.ready import Ready
from keben.model import (
    Alignment,
    Article,
    ListBlock,
    ListItem,
    Metadata,
    Paragraph,
    Publication,
    Table,
    Text,
)
from keben.proof import stretches
from keben.proof.stretches import Printed, divide, read_pdf
from keben.settings import Layer, combine
from keben.theme import load
from keben.typecase import fill
from tests.conftest import MODIFIED, ROOT

ROWS = 90


def test_pages_are_divided_by_their_number_alone() -> None:
    assert divide(1) == [range(1, 2)]
    assert divide(127) == [range(1, 128)]
    assert divide(128) == [range(1, 65), range(65, 129)]
    assert [page for part in divide(1041) for page in part] == list(range(1, 1042))
    assert len(divide(10_000)) == stretches.MOST


def test_what_goes_over_the_end_of_a_stretch_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = tuple(((Text(f"第{n}行"),), (Text("木" * (n % 7 + 1)),)) for n in range(ROWS))
    table = Table((((Text("号"),), (Text("木"),)),), rows, (Alignment.START,) * 2)
    items = tuple(ListItem((Paragraph((Text(f"第{n}条"),)),)) for n in range(ROWS))
    blocks = (table, ListBlock(items, ordered=True), Paragraph((Text("末了\ufffd。"),)))
    article = Article((Text("长表"),), blocks, "c01", "zh-Hans")
    publication = Publication(Metadata(title="长表", language="zh-Hans"), (article,))
    theme = load("handout", folders=[ROOT / "templates"])
    settings = combine(*theme.layers, Layer({"page": {"paper": "a5"}}))
    case, filled = fill(publication, settings, lists=[ROOT / "fonts" / "fonts.toml"])
    file = tmp_path / "long.pdf"
    pdf.write(Ready(filled, theme, settings, case, MODIFIED), file)
    printed = Printed(file, file, tuple(font.face for font in case.fonts))
    whole = read_pdf(printed)
    monkeypatch.setattr(stretches, "SHORTEST", 1)
    assert read_pdf(printed) == whole
    assert {leaf.table for leaf in whole[1].leaves} == {0, 1}
