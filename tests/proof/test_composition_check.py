"""How lines are set, measured in finished pages: each fault under its code, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keben.composition import engine
from keben.composition.forme import Rules
from keben.model import Alignment, Article, Code, Metadata, Paragraph, Publication, Table, Text
from keben.pdfium import opened
from keben.proof import round_trip as proof
from keben.proof.lines import text_blocks
from keben.typecase import faces

if TYPE_CHECKING:
    from tests.conftest import Print

PAGE = '<html lang="zh-Hans"><head><title>页</title></head><body>{}</body></html>'
STYLE = (
    "@font-face{font-family:T;src:url(keben:t)} @page{size:300pt 400pt;margin:30pt}"
    "body{margin:0;font:10pt/18pt T;text-align:justify} p{margin:0}"
)
TEXT = "雕版的第一步是写样，写工把文稿端端正正地誊在薄纸上。“一字不误”是行里的规矩（写错一字）。"


@pytest.fixture
def check(tmp_path: Path, font_list: Path) -> Callable[..., list[str]]:
    """Sets a body with or without the compositor and gives the codes of what is wrong."""

    def run(
        body: str, *, composed: bool = True, style: str = "", in_columns: bool = False
    ) -> list[str]:
        serif = faces.read_faces([font_list])[0]
        data = faces.cut(serif, set(body) | set("abcxyz")).data
        rules = Rules() if composed else None
        layout = engine.lay_out(
            PAGE.format(body), STYLE + style, files={"keben:t": data}, rules=rules
        )
        path = tmp_path / "a.pdf"
        path.write_bytes(engine.draw(layout, on_its_side=in_columns))
        return [finding.code for finding in proof.check_pages(path)]

    return run


def test_what_keben_sets_is_well_set(
    printing: Callable[..., Print], handout: Publication, everything: Publication
) -> None:
    for publication in (handout, everything):
        assert proof.check_pages(printing(publication).artifact.path) == []


def test_lines_without_a_compositor_are_ragged_and_loose(check: Callable[..., list[str]]) -> None:
    found = check(f"<p>{TEXT * 12}</p>", composed=False)
    assert {"J001", "S001"} <= set(found)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"<p>{TEXT}<br/>，接着说。</p>", "K001"),
        (f"<p>{TEXT}“<br/>接着说”。</p>", "K002"),
        ("<p>写样——<br/>——接着说。</p>", "K001"),
    ],
)
def test_a_mark_at_the_wrong_end_of_a_line_is_found(
    check: Callable[..., list[str]], body: str, code: str
) -> None:
    assert check(body) == [code]


@pytest.mark.parametrize(
    ("body", "composed", "codes"),
    [
        (f"<p>{TEXT * 12}</p>", True, set()),
        (f"<p>{TEXT * 12}</p>", False, {"J001", "S001"}),
        (f"<p>{TEXT}<br/>，接着说。</p>", True, {"K001"}),
        (f"<p>{TEXT}“<br/>接着说”。</p>", True, {"K002"}),
        (
            "<p>用<i style='margin:0 2pt'>TeX</i>排版。</p>" * 5 + "<p>用TeX排版。</p>",
            False,
            {"G001"},
        ),
        (
            f"<p>{TEXT * 6}</p><p>{TEXT}<span style='line-height:25pt'>高</span>{TEXT}</p>",
            True,
            {"P001"},
        ),
    ],
)
def test_columns_are_measured_as_lines(
    check: Callable[..., list[str]], body: str, composed: bool, codes: set[str]
) -> None:
    assert set(check(body, composed=composed, in_columns=True)) == codes


def test_what_keben_sets_in_columns_is_well_set(
    printing: Callable[..., Print], handout: Publication, everything: Publication
) -> None:
    for publication in (handout, everything):
        assert proof.check_pages(printing(publication, vertical=True).artifact.path) == []


def test_marks_in_the_middle_of_their_em_are_not_loose(check: Callable[..., list[str]]) -> None:
    """The face says where they stand, not the language: the one for all languages has them at the
    left in Traditional Chinese too, and they are squeezed there."""
    loose = "<p>“一字不误”，“写样”。（写错一字），《刀》、《木》。</p>"
    assert "S001" in check(loose, composed=False)
    assert check(f"<div lang='zh-Hant'>{loose}</div>") == []


def test_han_and_latin_that_touch_are_found_where_most_stand_apart(
    check: Callable[..., list[str]],
) -> None:
    apart = "<p>用<i style='margin:0 2pt'>TeX</i>排版。</p>" * 5
    assert check(apart + "<p>用TeX排版。</p>", composed=False) == ["G001", "G001"]
    assert check("<p>用TeX排版。</p>" * 5, composed=False) == []


def test_a_typed_space_is_the_authors(check: Callable[..., list[str]]) -> None:
    apart = "<p>用<i style='margin:0 2pt'>TeX</i>排版。</p>" * 5
    wide = "<p>用\u00a0\u00a0\u00a0TeX\u00a0\u00a0\u00a0排版。</p>"
    assert check(apart + wide, composed=False) == []


def test_a_line_off_the_pitch_is_found(check: Callable[..., list[str]]) -> None:
    tall = "<span style='line-height:25pt'>高</span>"
    assert "P001" in check(f"<p>{TEXT * 6}</p><p>{TEXT}{tall}{TEXT}</p>")


def test_a_paragraph_in_two_columns_is_two_blocks(printing: Callable[..., Print]) -> None:
    """One for each column, with its lines right under each other."""
    paragraphs = tuple(Paragraph((Text(TEXT * 5),)) for _ in range(9))
    article = Article((Text("一"),), paragraphs, "c01", "zh-Hans")
    made = Publication(Metadata(title="一", language="zh-Hans"), (article,))
    printed = printing(made, page={"paper": "a4", "columns": 2})
    with opened(printed.artifact.path) as pdf, pdf.sheet(1) as sheet:
        blocks = [block for block in text_blocks(sheet) if block.kind == "P"]
    assert len({round(block.left) for block in blocks}) == 2
    for block in blocks:
        gaps = (one.y - two.y for one, two in zip(block.lines, block.lines[1:], strict=False))
        assert {round(gap) for gap in gaps} == {18}


def test_a_paragraph_with_much_code_is_held_to_the_pitch_of_paragraphs(
    printing: Callable[..., Print],
) -> None:
    """It was taken for code, like cells of a table, whose lines stand closer."""
    names = tuple(Code(f"page.measure_{number}") for number in range(30))
    mixed = tuple(part for name in names for part in (name, Text("、")))
    row = ((Code("page.measure " * 8),), (Code("page.measure " * 8),))
    table = Table((), (row,) * 12, (Alignment.START,) * 2)
    article = Article((Text("页"),), (Paragraph((Text("有"), *mixed)), table), "c01", "zh-Hans")
    metadata = Metadata(title="页", language="zh-Hans", identifier="urn:uuid:" + "0" * 32)
    path = printing(Publication(metadata, (article,))).artifact.path
    assert "P001" not in [finding.code for finding in proof.check_pages(path)]


def test_lines_that_an_author_breaks_are_not_ragged(check: Callable[..., list[str]]) -> None:
    """Verse, and a line of an address, end where they end."""
    verse = "<p>一刀一刻见工夫，<br/>半寸光阴半寸书。<br/>字从木上来。</p>"
    assert check(f"<p>{TEXT * 8}</p>" + verse) == []


def test_a_paragraph_of_one_line_says_nothing_of_the_edge_of_verse(
    check: Callable[..., list[str]],
) -> None:
    lines = "卧龙南阳睡未醒，又添列曜下舒城。<br/>苍天既已生公瑾，尘世何须出孔明！"
    verse = f"<p style='margin-left:20pt'>{lines}</p>"
    short = "<p style='text-indent:20pt'>鲁肃设宴款待孔明。宴罢，孔明辞回。</p>"
    assert check(f"{verse * 3}<div style='break-before:page'>{verse}{short}</div>") == []


def test_text_set_to_the_left_is_not_ragged(check: Callable[..., list[str]]) -> None:
    text = "薄纸 ab xyz 写样，abc yz 木板 " * 9
    left = f"<p style='margin-left:20pt;text-align:left'>{text}</p>"
    assert check(left, composed=False).count("J001") == 0


def test_finding_names_its_page(tmp_path: Path, check: Callable[..., list[str]]) -> None:
    check(f"<p>{TEXT}</p><p style='break-before:page'>{TEXT}<br/>，接着说。</p>")
    (finding,) = proof.check_pages(tmp_path / "a.pdf")
    assert str(finding).startswith(f"{tmp_path / 'a.pdf'}:page 2: warning K001: ")


def test_a_hyphen_fills_its_line_though_it_is_no_text(printing: Callable[..., Print]) -> None:
    text = "翻开一本书，读者看见的是字；排书的人先看见的，却是configuration与infrastructure的空白。"
    article = Article((Text("一"),), (Paragraph((Text(text * 8),)),), "c01", "zh-Hans")
    made = Publication(Metadata(title="一", language="zh-Hans"), (article,))
    printed = printing(made, page={"paper": "a5", "columns": 2}, type={"size": 12, "pitch": 20})
    runs = (run for page in range(len(printed)) for run in printed.runs(page, artifacts=True))
    assert sum(run.strip() in ("-", "\x02") for run in runs) >= 2
    found = proof.check_pages(printed.artifact.path)
    assert "J001" not in {finding.code for finding in found}
