"""Archives: made, proved from anywhere, built again; and every kind of damage told."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from keben import bags
from keben.cli import main

ROOT = Path(__file__).parents[2]

TEXT = """---
title: 一册
date: 2026-01-02
---

第一段，说的是纸[^1]。

![图一](pictures/one.png)

第二段，说的是墨。

[^1]: 注文。
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the finished files a.pdf, a.epub and a.zip; the source has gone."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        patch.chdir(folder)
        source = folder / "source"
        (source / "pictures").mkdir(parents=True)
        (source / "a.md").write_text(TEXT, encoding="utf-8")
        Image.new("RGB", (40, 30), (140, 47, 27)).save(source / "pictures" / "one.png")
        formats = ("-f", "archive,epub,pdf", "--set", "publisher=书坊")
        assert main([str(source / "a.md"), *formats, "-o", "out", "-j", "1"]) == 0
        shutil.rmtree(source)
    return folder / "out"


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with copies of the finished files."""
    for path in made.iterdir():
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(made.parent / "cache"))
    return tmp_path


def names(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as package:
        return [name.partition("/")[2] for name in package.namelist()]


def read(archive: Path, name: str) -> bytes:
    with zipfile.ZipFile(archive) as package:
        return package.read(f"a/{name}")


def respoken(archive: Path, spoil: Callable[[Path], None]) -> None:
    """Change the payload of an archive and seal it anew, so that every checksum is right."""
    folder = bags.unpack(archive, archive.parent / "opened")
    spoil(folder / "data")
    again = archive.parent / "again" / "a"
    shutil.copytree(folder / "data", again)
    bags.seal(again, {"Bagging-Date": "2026-01-02", "Bag-Software-Agent": "test"})
    bags.pack(again, archive)


def change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def change_in_epub(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        files = {info.filename: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data.replace(old.encode(), new.encode()))


# --- what is in it -------------------------------------------------------------------------------


def test_an_archive_holds_all_that_is_needed_to_keep_and_to_build(here: Path) -> None:
    found = set(names(here / "a.zip"))
    assert {
        *("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt"),
        *("tagmanifest-sha256.txt", "tagmanifest-sha512.txt"),
        *("data/a.pdf", "data/a.epub", "data/source/a.md", "data/source/pictures/one.png"),
        *("data/markdown/a.md", "data/settings.json", "data/keben-settings.json"),
        *("data/theme.json", "data/tools.json", "data/fonts/fonts.json"),
        *("data/fonts/licences/noto-cjk.txt", "data/proof.json", "data/proof.txt"),
    } <= found
    assert read(here / "a.zip", "data/source/a.md").decode() == TEXT
    assert read(here / "a.zip", "data/a.pdf") == (here / "a.pdf").read_bytes()
    assert read(here / "a.zip", "data/a.epub") == (here / "a.epub").read_bytes()
    info = read(here / "a.zip", "bag-info.txt").decode()
    assert "Title: 一册\n" in info
    assert "Bagging-Date: 2026-01-02\n" in info
    tools = json.loads(read(here / "a.zip", "data/tools.json"))
    assert {"keben", "Python", "WeasyPrint", "Pango", "HarfBuzz", "FreeType"} <= tools.keys()
    assert json.loads(read(here / "a.zip", "data/settings.json"))["publisher"] == "书坊"
    report = json.loads(read(here / "a.zip", "data/proof.json"))
    assert [(one["format"], one["proved"]) for one in report] == [("pdf", True), ("epub", True)]


def test_an_archive_tells_nothing_of_the_machine(made: Path) -> None:
    with zipfile.ZipFile(made / "a.zip") as package:
        for name in package.namelist():
            data = package.read(name)
            for secret in (str(made.parent), os.fsencode(made.parent.parent.name).decode()):
                assert secret.encode() not in data, name


def test_an_archive_alone_leaves_only_itself(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "b.txt").write_text("只有一段。\n", encoding="utf-8")
    assert main(["b.txt", "-f", "archive", "--no-cache"]) == 0
    assert [path.name for path in (here / "dist").iterdir()] == ["b.zip"]
    printed = capsys.readouterr()
    assert printed.out == "dist/b.zip\n"
    assert "(the sources' last change)" in printed.err


# --- proved from anywhere ------------------------------------------------------------------------


def test_an_archive_is_proved_without_its_original(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.pdf").unlink()
    assert main(["proof", "a.zip"]) == 0
    assert "a.zip: no findings, compared with the source in it." in capsys.readouterr().err


def proves_to(name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["proof", name])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return code, printed.out + printed.err


def test_a_changed_character_in_the_epub_is_found_though_all_sums_are_right(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    respoken(here / "a.zip", lambda data: change_in_epub(data / "a.epub", "说的是墨", "说的是黑"))
    code, told = proves_to("a.zip", capsys)
    assert code == 8
    assert "a.zip/data/source/a.md:10: error V001: a.epub" in told


def test_a_changed_source_is_found_though_all_sums_are_right(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    respoken(
        here / "a.zip",
        lambda data: change(data / "source" / "a.md", "墨".encode(), "笔".encode()),
    )
    code, told = proves_to("a.zip", capsys)
    assert code == 8
    assert "Z004" in told


def test_a_damaged_pdf_is_found(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    respoken(
        here / "a.zip", lambda data: (data / "a.pdf").write_bytes(b"%PDF-1.7\nbroken") and None
    )
    code, told = proves_to("a.zip", capsys)
    assert code == 8
    assert "keben: a.zip/data/a.pdf: the finished file cannot be read back" in told


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda bag: change(bag / "data" / "proof.txt", b"pdf", b"PDF"),
            "error Z001: data/proof.txt",
        ),
        (lambda bag: (bag / "data" / "a.epub").unlink(), "error Z002: data/a.epub"),
        (lambda bag: (bag / "data" / "x.txt").write_text("x"), "error Z003: data/x.txt"),
    ],
)
def test_damage_is_told_by_file(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], object],
    message: str,
) -> None:
    bag = bags.unpack(here / "a.zip", here / "opened")
    spoil(bag)
    bags.pack(bag, here / "a.zip")
    for command in ("proof", "rebuild"):
        capsys.readouterr()
        assert main([command, "a.zip"]) == 8
        printed = capsys.readouterr()
        assert message.split()[1].rstrip(":") in printed.out + printed.err
    assert message in proves_to("a.zip", capsys)[1]


@pytest.mark.parametrize(
    "asked",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"name": "../../up", "sources": ["a.md"]}',
        b'{"sources": ["../../../a.md"]}',
        b'{"sources": ["/etc/passwd"]}',
        b'{"settings": [1]}',
        b'{"settings": [{"values": {"pape": 1}}]}',
        b'{"date": "yesterday"}',
        b'{"sources": ["gone.md"]}',
    ],
)
@pytest.mark.parametrize("command", ["proof", "rebuild"])
def test_hostile_orders_are_clear_errors(
    here: Path, capsys: pytest.CaptureFixture[str], command: str, asked: bytes
) -> None:
    respoken(
        here / "a.zip", lambda data: (data / "keben-settings.json").write_bytes(asked) and None
    )
    assert main([command, "a.zip"]) in (3, 4, 8)
    assert "keben: " in capsys.readouterr().err
    assert not (here.parent / "up.zip").exists()


# --- built again ---------------------------------------------------------------------------------


def test_an_archive_is_built_again_with_the_same_bytes(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rebuild", "a.zip", "-o", "again"]) == 0
    assert capsys.readouterr().out == "a.zip: built again, the same bytes.\n"
    for name in ("a.pdf", "a.epub", "a.zip"):
        assert (here / "again" / name).read_bytes() == (here / name).read_bytes()


def test_what_is_not_the_same_and_which_tools_changed_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def age(data: Path) -> None:
        change(data / "tools.json", b'"Pango": "', b'"Pango": "0.')
        change(data / "a.pdf", b"%%EOF", b"%%EOF ")

    respoken(here / "a.zip", age)
    assert main(["rebuild", "a.zip", "--json"]) == 8
    told = json.loads(capsys.readouterr().out)
    assert (told["same"], told["differing"]) == (False, ["a.pdf", "tools.json"])
    assert told["versions"]["Pango"]["then"] == "0." + told["versions"]["Pango"]["now"]


def test_other_versions_alone_are_told_and_no_difference(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    respoken(here / "a.zip", lambda data: change(data / "tools.json", b'"zlib": "', b'"zlib": "0.'))
    assert main(["rebuild", "a.zip"]) == 0
    told = capsys.readouterr().out
    assert "the same but for the list of tools" in told
    assert "zlib: then 0." in told


def test_a_book_with_a_theme_fonts_links_and_a_cover_of_its_own_is_built_again(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From one folder in which everything has another name and place."""
    texts = {
        "shelf/book.toml": 'title = "不算"\nencoding = "utf-8"\n',
        "shelf/book/甲 a.md": "# 甲\n\n![图](pic/link.png)\n\n![同](<pic/a b.png>)\n",
        "shelf/book/乙.txt": "乙篇\n\n文字一段。\n",
        "shelf/one.md": "---\ntitle: 单篇\n---\n\nשלום，见[甲](book/甲%20a.md)。\n",
        "shelf/own/fonts.toml": (
            '[[face]]\nfamily = "mine"\nname = "Noto Sans Hebrew"\nfile = "own.ttf"\n'
            'languages = ["*"]\nlicence = "mine"\nsha256 = "%s"\n'
        ),
        "shelf/own/licences/mine.txt": "OFL\n",
        "templates/mine/theme.toml": 'extends = "book"\n[page]\npaper = "a5"\n',
        "templates/mine/print.css": "h2 { color: #123456 }\n",
    }
    font = (ROOT / "fonts" / "NotoSansHebrew-Regular.ttf").read_bytes()
    texts["shelf/own/fonts.toml"] %= hashlib.sha256(font).hexdigest()
    for name, text in texts.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text, encoding="utf-8")
    (here / "shelf" / "own" / "own.ttf").write_bytes(font)
    pictures = here / "shelf" / "book" / "pic"
    pictures.mkdir()
    Image.new("RGB", (30, 20), (20, 80, 140)).save(pictures / "a b.png")
    (pictures / "link.png").symlink_to("a b.png")
    Image.new("RGB", (600, 800), (20, 80, 140)).save(here / "shelf" / "cover.png")
    given = ("-t", "mine", "--set", "cover=cover.png", "--set", 'fonts=["own/fonts.toml"]')
    given += ("--set", "date=2020-05", "-f", "archive", "--no-cache", "-o", "out")
    assert main(["shelf/one.md", "shelf/book", "--bind", "两种", *given]) == 0
    shutil.rmtree(here / "shelf")
    shutil.rmtree(here / "templates")
    (here / "book.toml").write_text('rights = "not for archives"\n')
    assert main(["proof", "out/两种.zip"]) == 0
    capsys.readouterr()
    assert main(["rebuild", "out/两种.zip"]) == 0
    assert capsys.readouterr().out == "out/两种.zip: built again, the same bytes.\n"


# --- a PDF that carries its source ---------------------------------------------------------------


def attach(path: Path, files: dict[str, bytes]) -> None:
    """Let a PDF carry these files, and no others."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    for number in reversed(range(raw.FPDFDoc_GetAttachmentCount(document.raw))):
        assert raw.FPDFDoc_DeleteAttachment(document.raw, number)
    for name, data in files.items():
        wide = (name + "\0").encode("utf-16-le")
        letters = (raw.FPDF_WCHAR * (len(wide) // 2)).from_buffer_copy(wide)
        handle = raw.FPDFDoc_AddAttachment(document.raw, letters)
        assert raw.FPDFAttachment_SetFile(handle, document.raw, data, len(data))
    document.save(path)


ASKED = json.dumps({"settings": {"publisher": "书坊"}, "sources": ["a.md"]}).encode()


def test_a_pdf_is_compared_with_the_source_that_it_carries(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its picture is not attached, and so is taken to have been there."""
    attach(here / "a.pdf", {"a.md": TEXT.encode(), "keben-settings.json": ASKED})
    code, told = proves_to("a.pdf", capsys)
    assert "compared with the source in it." in told
    assert "error" not in told
    assert code == 0
    code, told = proves_to("a.epub", capsys)
    assert (code, "compared with the source in a.pdf." in told) == (0, True)
    change_in_epub(here / "a.epub", "说的是墨", "说的是黑")
    code, told = proves_to("a.epub", capsys)
    assert (code, "a.pdf/a.md:10: error V001" in told) == (8, True)


def test_a_pdf_that_carries_another_text_is_found(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attach(here / "a.pdf", {"a.md": TEXT.replace("墨", "笔").encode()})
    code, told = proves_to("a.pdf", capsys)
    assert (code, "a.pdf/a.md:10: error V001" in told) == (8, True)


def test_an_archive_whose_pdf_carries_another_text_is_found(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    respoken(here / "a.zip", lambda data: attach(data / "a.pdf", {"a.md": b"# other\n"}))
    code, told = proves_to("a.zip", capsys)
    assert (code, "error Z004: a.md is not the same" in told) == (8, True)


@pytest.mark.parametrize("name", ["../up.md", "/up.md", "a\\..\\up.md"])
def test_a_pdf_writes_nothing_outside(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    attach(here / "a.pdf", {name: b"# up\n"})
    code, told = proves_to("a.pdf", capsys)
    assert (code, "no name of a file within the source" in told) == (8, True)
