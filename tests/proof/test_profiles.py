"""Every rule of a reading system is seen to be broken where it is, and kept by what keben makes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from keben.model import Publication
from keben.proof import profiles
from keben.proof.profiles import PROFILES, RULES, check_profile
from keben.settings import Layer, combine

Change = Callable[[str, bytes], bytes]


@pytest.fixture
def made(tmp_path: Path, prove: Any, article: Publication) -> Callable[[str], Path]:
    """An e-reader edition for a profile, with no finding."""

    def make(profile: str) -> Path:
        kept = tmp_path / "kept.epub"
        findings = prove(
            article,
            format="epub",
            epub={"profile": profile},
            spoil=lambda path: kept.write_bytes(path.read_bytes()),
        )
        assert findings == []
        return kept

    return make


def codes(file: Path, profile: str) -> list[str]:
    settings = combine(Layer({"epub": {"profile": profile}}))
    return [finding.code for finding in check_profile(file, settings, file)]


def change(file: Path, alter: Change, *, renamed: tuple[str, str] = ("", "")) -> Path:
    """A copy with every file altered; ``renamed`` replaces a word in names and in the manifest."""
    path = file.with_name("spoiled.epub")
    old, new = renamed
    with zipfile.ZipFile(file) as one, zipfile.ZipFile(path, "w") as other:
        for name in one.namelist():
            data = alter(name, one.read(name))
            if old and name.endswith(("opf", "xhtml", "css")):
                data = data.replace(old.encode(), new.encode())
            other.writestr(name.replace(old, new) if old else name, data)
    return path


def swap(suffix: str, old: str, new: str) -> Change:
    """Replace words in files whose name ends so."""

    def alter(name: str, data: bytes) -> bytes:
        if not name.endswith(suffix):
            return data
        assert not suffix.endswith(("opf", "css", "ncx")) or old.encode() in data
        return data.replace(old.encode(), new.encode())

    return alter


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Pillow.new("L", (width, height)).save(file, kind)
    return file.getvalue()


def put_cover(data: bytes) -> Change:
    return lambda name, old: data if name.endswith("cover.png") else old


NOTHING: Change = lambda name, data: data  # noqa: E731
DEEP = "<navPoint><navPoint/></navPoint>"
BROKEN: list[tuple[str, str, Change]] = [
    ("E001", "kobo", put_cover(picture(1920, 2560) + bytes(5_000_001))),
    ("E002", "kobo", swap("cover.xhtml", "<img", "<object")),
    ("E002", "duokan", swap("cover.xhtml", "images/cover.png", "images/other.png")),
    ("E003", "kobo", put_cover(picture(1200, 1600))),
    ("E003", "kobo", put_cover(picture(1600, 2560, "JPEG"))),
    ("E003", "kobo", put_cover(picture(1920, 2560) + bytes(3_000_001))),
    ("E003", "kobo", put_cover(b"GIF89a")),
    ("E004", "kobo", swap("content.opf", "font/otf", "font/woff2")),
    ("E005", "kobo", swap("style.css", "body {", "html, body { background: white }\nbody {")),
    ("E006", "kobo", swap("c01.xhtml", "<h1", '<h1 style="color: red"')),
    ("E008", "kobo", swap("c01.xhtml", "koboSpan", "span")),
    (
        "E009",
        "kindle",
        swap("toc.ncx", "</navPoint>", f"{DEEP}</navPoint>"),
    ),
    ("E010", "kindle", swap("toc.ncx", "c01-h1", "c01-h99")),
    ("E010", "kindle", swap("toc.ncx", "c01.xhtml", "c02.xhtml")),
    ("E012", "kindle", swap("content.opf", 'properties="cover-image"', "")),
    ("E013", "kindle", swap("c01.xhtml", 'epub:type="chapter"', 'epub:type="cover"')),
    ("E014", "kindle", swap("content.opf", "image/png", "image/webp")),
    ("E015", "kindle", swap("c01.xhtml", "<header>", "<header><iframe></iframe>")),
    ("E016", "duokan", swap("c01.xhtml", "duokan-footnote-item", "item")),
    ("E016", "duokan", swap("c01.xhtml", "noteref duokan-footnote", "noteref")),
]


@pytest.mark.parametrize(("code", "profile", "alter"), BROKEN, ids=lambda value: str(value)[:8])
def test_a_broken_rule_is_found(
    made: Callable[[str], Path], code: str, profile: str, alter: Change
) -> None:
    assert code in codes(change(made(profile), alter), profile)


def test_a_name_that_is_not_ascii_is_found(made: Callable[[str], Path]) -> None:
    file = change(made("kobo"), NOTHING, renamed=("c01.xhtml", "章.xhtml"))
    assert "E007" in codes(file, "kobo")


def test_a_file_that_is_too_large_is_found(
    made: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made("kindle")
    monkeypatch.setattr(profiles, "LARGEST_KINDLE", 1000)
    assert codes(file, "kindle") == ["E011"]


def test_the_standard_profile_has_no_rules_and_no_rule_is_without_profile() -> None:
    assert PROFILES["standard"] == ()
    assert {code for rules in PROFILES.values() for code in rules} == set(RULES)


def test_a_jpeg_is_measured_behind_its_other_segments() -> None:
    data = picture(1920, 2560, "JPEG")
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"abcd"
    assert profiles._measure(data[:2] + comment + data[2:]) == (1920, 2560)
    assert profiles._measure(data[:20]) == (0, 0)


def test_notes_are_a_list_for_duokan_only(made: Callable[[str], Path]) -> None:
    texts = {}
    for profile in ("standard", "duokan"):
        with zipfile.ZipFile(made(profile)) as package:
            texts[profile] = package.read("EPUB/c01.xhtml").decode()
    assert '<li class="duokan-footnote-item" id="c01-n1">' in texts["duokan"]
    assert "<li class" not in texts["standard"]
    assert 'id="c01-n1"' in texts["standard"]
    assert 'role="doc-footnote"' in texts["duokan"]


def test_the_cover_stands_first_but_for_kindle(made: Callable[[str], Path]) -> None:
    with zipfile.ZipFile(made("standard")) as package:
        assert "EPUB/cover.xhtml" in package.namelist()
    with zipfile.ZipFile(made("kindle")) as package:
        assert "EPUB/cover.xhtml" not in package.namelist()
        assert b"cover.xhtml" not in package.read("EPUB/nav.xhtml")
