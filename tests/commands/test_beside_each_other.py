"""Documents of different languages, themes and ways of setting lines, made in one process: each is,
to the byte, what it is when it is made alone."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from keben.catalogue import Manuscript
from keben.press import Order, build

BUILD = Path(__file__).parents[2] / "build.py"

DOCUMENTS = {
    "squeezed": """\
language: zh-Hans
theme: handout
composition: {hanging_punctuation: allow-end, list_numbers: chinese}
---
“裁得准，”他说，“才不费纸（量得细）；才不误工。”用TeX排100页，《字》、《纸》。

1. [春]{chūn}江
2. [潮水]{.dots}
""",
    "loose": """\
language: zh-Hant
theme: book
composition: {text_spacing_trim: space-all, text_autospace: no-autospace}
emphasis: {style: dots, position: over}
---
「裁得準，」他說，「才不費紙。」用TeX排100頁，*字字*有著落。[學]{ㄒㄩㄝˊ}[的]{˙ㄉㄜ}。
""",
    "columns": """\
language: ja
theme: book
vertical: true
---
「急ぐと紙に出る」と[祖父]{そふ}は12月3日に言った。[大切]{.dots}なことだ。
""",
    "words": """\
language: ko
composition: {word_break: keep-all}
page: {columns: 2, paper: a5}
---
메주를 띄우는 일은 늦가을에 시작한다. 콩을 삶아 찧고, 네모나게 빚어 볏짚으로 묶는다.
""",
}
FORMATS = ("pdf", "epub")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources, and in ``alone`` what each becomes in a process of its own."""
    found = tmp_path_factory.mktemp("beside")
    for name, text in DOCUMENTS.items():
        head, body = text.split("---\n", 1)
        path = found / f"{name}.md"
        path.write_text(f"---\nproof: false\n{head}---\n\n# 一\n\n{body * 6}", encoding="utf-8")
        os.utime(path, (1_600_000_000, 1_600_000_000))
        command = [sys.executable, str(BUILD), path.name, "-f", ",".join(FORMATS), "-o", "alone"]
        subprocess.run([*command, "--no-cache", "--quiet"], cwd=found, check=True, timeout=300)
    return found


def manuscripts(folder: Path) -> list[Manuscript]:
    return [Manuscript(name, (folder / f"{name}.md",)) for name in DOCUMENTS]


def different(folder: Path, output: Path) -> list[str]:
    """The files that are not as they are when they are made alone."""
    return [
        f"{name}.{suffix}"
        for name in DOCUMENTS
        for suffix in FORMATS
        if (folder / "alone" / f"{name}.{suffix}").read_bytes()
        != (output / f"{name}.{suffix}").read_bytes()
    ]


def test_in_threads_of_one_process(folder: Path, tmp_path: Path) -> None:
    def make(manuscript: Manuscript) -> int:
        return build([manuscript], Order(tmp_path, FORMATS)).exit_code

    with ThreadPoolExecutor(len(DOCUMENTS)) as pool:
        assert list(pool.map(make, manuscripts(folder))) == [0] * len(DOCUMENTS)
    assert different(folder, tmp_path) == []


def test_in_processes_that_make_several_each(folder: Path, tmp_path: Path) -> None:
    assert build(manuscripts(folder), Order(tmp_path, FORMATS), jobs=2).exit_code == 0
    assert different(folder, tmp_path) == []


def test_the_documents_differ_in_how_their_lines_are_set(folder: Path) -> None:
    """Else the others would show nothing."""
    one, other = (folder / "alone" / f"{name}.pdf" for name in ("squeezed", "loose"))
    assert one.read_bytes() != other.read_bytes()
