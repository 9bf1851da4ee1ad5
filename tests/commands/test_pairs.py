"""Editions in pairs from the command line: the files, the proof, the archive, and bad input."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from keben.cli import main

CHINESE = """---
title: 头发
authors: 张发
---

“皇后‘以后’理发。”里面的软件[^1]。

## 后来

`后台`[走](#后来)。

[^1]: 注里的头发。
"""
ENGLISH = """---
title: Hair
language: en
---

The empress will have her hair cut later.[^1]

## Later

Go.

[^1]: Hair in a note.
"""


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def build(*arguments: str) -> int:
    return main([*arguments, "--no-cache", "-j", "1"])


def opf(path: Path) -> ET.Element:
    with zipfile.ZipFile(path) as package:
        return ET.fromstring(package.read("EPUB/content.opf"))


def values(path: Path, name: str) -> list[str]:
    return [e.text or "" for e in opf(path).iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_one_edition_a_variant_beside_each_other(tmp_path: Path) -> None:
    write(tmp_path, a_md=CHINESE)
    assert build("a.md", "--variant", "zh-TW,zh-Hant-HK,zh-Hans", "-o", "out") == 0
    tags = ("zh-Hant-TW", "zh-Hant-HK", "zh-Hans")
    made = {f"a.{tag}.{suffix}" for tag in tags for suffix in ("pdf", "epub")}
    assert {path.name for path in (tmp_path / "out").iterdir()} == made
    files = [tmp_path / "out" / f"a.{tag}.epub" for tag in tags]
    assert [values(file, "language") for file in files] == [[tag] for tag in tags]
    assert [values(file, "title") for file in files] == [["頭髮"], ["頭髮"], ["头发"]]
    assert len({values(file, "identifier")[0] for file in files}) == 3
    with zipfile.ZipFile(files[0]) as package:
        text = package.read("EPUB/c01.xhtml").decode()
    assert "「皇后『以後』理髮。」裡面的軟體" in text
    assert "<code>后台</code>" in text
    assert 'lang="zh-Hant-TW"' in text


def test_settings_may_stand_in_the_front_matter(tmp_path: Path) -> None:
    text = CHINESE.replace("---\n\n", "variants: {to: [zh-Hant], quotes: keep}\n---\n\n", 1)
    write(tmp_path, a_md=text)
    assert build("a.md", "-f", "epub", "-o", "out") == 0
    with zipfile.ZipFile(tmp_path / "out" / "a.zh-Hant.epub") as package:
        assert "“皇后‘以後’理髮。”" in package.read("EPUB/c01.xhtml").decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--variant", "zh-Hant-TW,zh-Hans"),
        ("--annotate", "pinyin", "--set", "annotate.list=words.txt"),
        ("--parallel", "b.md"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_archive_can_be_proved_and_built_again(
    tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, a_md=CHINESE, b_md=ENGLISH, words_txt="皇后 huáng hòu\n")
    assert build("a.md", *arguments, "-f", "pdf,epub,archive", "-o", "out") == 0
    files = sorted(map(str, (tmp_path / "out").iterdir()))
    for name in ("a.md", "b.md", "words.txt"):
        (tmp_path / name).unlink()
    assert main(["proof", *files]) == 0
    told = capsys.readouterr()
    assert told.err.count(", compared with the source") == len(files)
    assert "V00" not in told.out
    for file in files:
        if file.endswith(".zip"):
            assert main(["rebuild", file]) == 0
            assert "the same bytes" in capsys.readouterr().out


def test_an_archive_lists_every_choice(tmp_path: Path) -> None:
    write(tmp_path, a_md=CHINESE)
    assert build("a.md", "--variant", "zh-Hant-TW", "-f", "archive", "-o", "out") == 0
    with zipfile.ZipFile(tmp_path / "out" / "a.zh-Hant-TW.zip") as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("changes.tsv")]
        lines = archive.read(name).decode().splitlines()
    assert "source/a.md:6\t后\t後\t后\t后‘以后’理发" in lines
    assert "source/a.md:6\t软件\t軟體\t\t里面的软件。" in lines


@pytest.mark.parametrize("using", ["pinyin", "zhuyin", "jyutping"])
def test_pages_of_annotated_text_are_named_in_the_e_reader_edition(
    tmp_path: Path, using: str
) -> None:
    text = "壮丽双窗，装潢创狂，庄重撞床。" * 8
    write(tmp_path, a_md="# 文\n\n" + "\n\n".join([text] * 14))
    assert build("a.md", "--annotate", using, "-o", "out") == 0
    with zipfile.ZipFile(tmp_path / "out" / "a.epub") as package:
        page = package.read("EPUB/c01.xhtml").decode()
    assert page.count("pagebreak") > 1
    assert page.count("<rt>") > 1_000


def test_a_text_stands_beside_another_wherever_it_is_named_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    write(folder, a_md=CHINESE, b_md=ENGLISH)
    assert build("texts/a.md", "--parallel", "texts/b.md", "-o", "out") == 0
    with zipfile.ZipFile(tmp_path / "out" / "a.epub") as package:
        text = package.read("EPUB/c01.xhtml").decode()
    rows = text.split('<div class="parallel')[1:]
    assert len(rows) == 4
    assert "后来</h2>" in rows[2]
    assert "Later</h2>" in rows[2]
    assert rows[2].index("后来") < rows[2].index("Later")


def test_rows_of_two_texts_are_divided_at_the_end_of_a_page(tmp_path: Path) -> None:
    """Each side goes on by itself: its paragraphs, tables and notes are read before the other's."""
    lines = range(14)
    table = "| 名 | 木 |\n|---|---|\n" + "".join(f"| 第{n}块 | 梨木 |\n" for n in lines)
    items = "".join(f"- 第{n}块，{'梨木枣木，' * 5}刻字[^n{n}]。\n" for n in lines)
    notes = "".join(f"[^n{n}]: 第{n}条注。\n" for n in lines)
    chinese = f"# 文\n\n{table}\n{items}\n{'一块木板，' * 80}刻完了。\n\n{notes}"
    english = chinese.replace("块", " block ").replace("木", " wood ").replace("注", " note ")
    write(tmp_path, a_md=chinese, b_md=f"---\nlanguage: en\n---\n\n{english}")
    assert build("a.md", "--parallel", "b.md", "--paper", "a5") == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--variant", "zh-Latn"), 3, "is none of zh-Hans"),
        (("--variant", "zh-Hant", "--language", "en"), 3, "cannot be written in another Chinese"),
        (("--annotate", "romaji"), 3, "\"annotate.using\" cannot be 'romaji'"),
        (("--annotate", "furigana"), 3, "no text in Japanese"),
        (("--annotate", "pinyin", "--set", "annotate.list=none.txt"), 3, "there is no such file"),
        (("--annotate", "pinyin", "--set", "annotate.list=bad.txt"), 3, "bad.txt:2: "),
        (("--annotate", "pinyin", "--set", "annotate.list=odd.txt"), 3, "Save it as UTF-8"),
        (("--parallel", "none.md"), 3, "there is no such file"),
        (("--parallel", "../b.md"), 3, "outside of the document's folder"),
        (("--parallel", "a.md"), 3, "the text itself"),
        (("--parallel", "words.pdf"), 3, "is no text that can be read"),
        (("a.md", "--parallel", "b.md"), 2, "--parallel needs one source"),
    ],
)
def test_bad_input_is_met_by_a_clear_error(
    tmp_path: Path,
    arguments: tuple[str, ...],
    code: int,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(tmp_path, a_md=CHINESE, bad_txt="# 表\n银行 yin\n", words_pdf="")
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\x00")
    assert build("a.md", *arguments, "-f", "epub", "-o", "out") == code
    assert message in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_an_edition_never_takes_the_name_of_another_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "a.zh-hant.md").write_text(CHINESE, encoding="utf-8")
    assert build("a.md", "a.zh-hant.md", "--variant", "zh-Hant,zh-Hans", "-o", "out") == 2
    assert 'would be named "a.zh-hant"' in capsys.readouterr().err


def test_several_variants_are_one_too_many_to_compare_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, a_md=CHINESE)
    several = "variants.to=zh-Hant,zh-Hans"
    assert build("a.md", "--set", several, "-f", "epub", "-o", "out") == 0
    file = str(tmp_path / "out" / "a.zh-Hant.epub")
    assert main(["proof", file, "--against", "a.md", "--set", several]) == 3
    assert "--set variants.to=zh-Hant" in capsys.readouterr().err
    assert main(["proof", file, "--against", "a.md", "--set", "variants.to=zh-Hant"]) == 0
