"""Figures that stand on the page after their place: both editions hold what the source has."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from keben import pdfium
from keben.cli import main

SIZES = ((1200, 800), (1200, 1100), (900, 1500), (1400, 700))
FIRST, SECOND = "船到对岸的时候，雾还没有散。", "撑船的老人系好缆绳，坐下来抽烟。"


def manuscript() -> str:
    """Long paragraphs with a figure behind each; some with a note, a head or a list below it."""
    parts = ["# 夜渡\n"]
    for number in range(12):
        note = f"[^{number}]" if number % 3 == 0 else ""
        figure = f'![图](f{number % 4}.png "图题{number}"){{#f{number}}}'
        parts += [FIRST * (2 + 3 * number % 11) + f"第{number}段。{note}", figure]
        parts += {1: ["## 小节"], 2: ["- 甲\n- 乙\n- 丙"]}.get(number % 4, [])
        parts += [f"[^{number}]: {SECOND * 3}"] * bool(note)
    return "\n\n".join([*parts, SECOND * 9 + "见第[](#f3){.page}页。"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both editions, proved."""
    folder = tmp_path_factory.mktemp("floating")
    for number, size in enumerate(SIZES):
        Image.new("RGB", size, "#888").save(folder / f"f{number}.png")
    (folder / "a.md").write_text(manuscript(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.chdir(folder)
        told = ["--paper", "32k", "--set", "figures.numbers=running", "--quiet", "--strict"]
        assert main(["a.md", "-o", ".", *told]) == 0
    return folder


def test_figures_float_and_the_proof_finds_both_editions_true(made: Path) -> None:
    with pdfium.opened(made / "a.pdf") as pdf:
        pages = [pdf.page_of(f"f{number}") for number in range(12)]
        identified = []
        for number in range(1, len(pdf) + 1):
            with pdf.sheet(number) as sheet:
                tags = [e for top in sheet.tags() for e in top.content if not isinstance(e, int)]
                inner = [e for tag in tags for e in tag.content if not isinstance(e, int)]
                identified += [e.identifier for e in (*tags, *inner) if e.kind == "Sect"]
    assert pages == sorted(pages)
    assert sum(bool(name) for name in identified) >= 3


def test_a_reference_names_the_page_to_which_a_figure_went(made: Path) -> None:
    with pdfium.opened(made / "a.pdf") as pdf, zipfile.ZipFile(made / "a.epub") as package:
        folio = pdf.folio(pdf.page_of("f3"))
        texts = [package.read(n).decode() for n in package.namelist() if n.endswith(".xhtml")]
    found = re.search(r"见第<a[^>]*>(?:第\s*)?([^<\s]+)", "".join(texts))
    assert found is not None
    assert found[1] == folio
