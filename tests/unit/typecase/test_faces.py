"""The list of faces is read and proved; a cut face holds what it is for and nothing else."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from keben.errors import FontError
from keben.typecase import faces, files
from keben.typecase.faces import Face

FACE = """
[[face]]
family = "serif"
name = "Test Serif"
file = "{file}"
languages = ["zh-Hans"]
sha256 = "{sha256}"
"""


@pytest.fixture(scope="module")
def listed(font_list: Path) -> dict[str, Face]:
    return {face.name: face for face in faces.read_faces([font_list])}


@pytest.fixture
def write_list(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str) -> Path:
        path = tmp_path / "fonts.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_faces_come_in_the_order_of_their_lists(
    font_list: Path, write_list: Callable[..., Path]
) -> None:
    more = write_list(FACE.format(file="own.ttf", sha256="00"))
    found = faces.read_faces([font_list, more])
    assert found[0].name == "Noto Serif CJK SC"
    assert found[-1].name == "Test Serif"
    assert found[-1].path == more.with_name("own.ttf")
    assert (found[-1].index, found[-1].last_resort, found[-1].scripts) == (0, False, "")


def test_a_face_serves_its_languages_or_every_one(listed: dict[str, Face]) -> None:
    assert listed["Noto Serif CJK TC"].serves("zh-Hant-TW")
    assert not listed["Noto Serif CJK TC"].serves("zh-Hans")
    assert listed["LXGW WenKai"].serves("ko")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("[[face]\n", "cannot be read"),
        ('[[face]]\nfamily = "serif"\n', "lacks or mistakes 'name'"),
        ("face = 3\n", "lacks or mistakes"),
        ('face = ["x"]\n', "lacks or mistakes"),
        (FACE.format(file="a\\u0000b", sha256="00"), "mistakes file"),
        (FACE.format(file="a", sha256="00").replace('"Test', "3 #"), "mistakes name"),
        (FACE.format(file="a", sha256="00").replace("Test", "'); x"), "mistakes name"),
        (FACE.format(file="a", sha256="00").replace('["zh-Hans"]', '"ja"'), "languages"),
        (FACE.format(file="a", sha256="00") + 'scripts = "greek"', "mistakes scripts"),
    ],
)
def test_a_broken_list_is_named(text: str, trouble: str, write_list: Callable[..., Path]) -> None:
    path = write_list(text)
    with pytest.raises(FontError, match=trouble) as caught:
        faces.read_faces([path])
    assert str(caught.value).startswith(str(path))
    assert caught.value.hint


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"gone\.toml: the list of fonts cannot be read"):
        faces.read_faces([tmp_path / "gone.toml"])


def test_a_font_that_was_changed_is_refused(tmp_path: Path, listed: dict[str, Face]) -> None:
    path = tmp_path / "other.ttf"
    path.write_bytes(b"not the same")
    with pytest.raises(FontError, match="not the one that") as caught:
        files.check(path, listed["LXGW WenKai"].sha256)
    assert caught.value.exit_code == 6
    assert caught.value.location is not None
    assert caught.value.location.path == path


def test_a_font_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"gone\.ttf: the font cannot be read: No such file"):
        files.check(tmp_path / "gone.ttf", "00")


def test_a_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no.ttf"
    path.write_bytes(b"no font")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(FontError, match="it is no font"):
        faces.coverage(Face("x", "No Font", path, 0, ("*",), digest))


def without(tag: str) -> Callable[[TTFont], None]:
    return lambda font: font.__delitem__(tag)


def stating(bits: int) -> Callable[[TTFont], None]:
    return lambda font: setattr(font["OS/2"], "fsType", bits)


def packed(font: TTFont) -> None:
    font.flavor = "woff"


UNFIT = {
    "no outlines": (without("glyf"), "lacks glyf with loca, or CFF"),
    "no advances": (without("hmtx"), "lacks hmtx"),
    "no characters": (without("cmap"), "lacks cmap"),
    "no em": (lambda font: setattr(font["head"], "unitsPerEm", 0), "has 0 units to the em"),
    "for websites": (packed, "packed for websites"),
    "restricted": (stating(0x2), "must not be embedded"),
    "whole": (stating(0x104), "must not be cut"),
    "bitmaps": (stating(0x200), "as outlines"),
}


@pytest.mark.parametrize(("change", "trouble"), UNFIT.values(), ids=UNFIT)
def test_a_font_that_is_broken_or_may_not_be_embedded_is_named(
    change: Callable[[TTFont], None], trouble: str, tmp_path: Path, listed: dict[str, Face]
) -> None:
    path = changed(listed["Noto Sans Hebrew Regular"], change, tmp_path)
    with pytest.raises(FontError, match=trouble) as caught:
        faces.loaded(path)
    assert caught.value.location is not None
    assert caught.value.location.path == path.path


def test_a_milder_licence_counts(tmp_path: Path, listed: dict[str, Face]) -> None:
    """Before version 3 of the table several bits could be set (OpenType, OS/2 fsType)."""
    face = changed(listed["Noto Sans Hebrew Regular"], stating(0x6), tmp_path)
    assert faces.coverage(face)


def changed(face: Face, change: Callable[[TTFont], None], folder: Path) -> Face:
    with TTFont(face.path) as font:
        change(font)
        path = folder / "changed.ttf"
        font.save(path)
    return replace(face, path=path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_face_covers_what_it_has_glyphs_for(listed: dict[str, Face]) -> None:
    serif = faces.coverage(listed["Noto Serif CJK SC"])
    assert all(ord(character) in serif for character in "字a。〓")
    assert ord("\ue000") not in serif


def test_a_latin_face_leaves_shared_marks_to_han(listed: dict[str, Face]) -> None:
    italic = faces.coverage(listed["Noto Serif Italic"])
    assert all(ord(character) in italic for character in "aéЖẞ?")
    assert not any(ord(character) in italic for character in "“”—…· ×÷")


@pytest.fixture(scope="module")
def cut_serif(listed: dict[str, Face]) -> TTFont:
    return TTFont(io.BytesIO(faces.cut(listed["Noto Serif CJK SC"], "字a，。“").data))


def test_a_cut_face_holds_its_characters_and_no_other(cut_serif: TTFont) -> None:
    wanted = "字a，。“" + faces.SPACES
    assert set(cut_serif.getBestCmap()) == {ord(character) for character in wanted}


def test_layout_features_are_kept(cut_serif: TTFont) -> None:
    kept = {record.FeatureTag for record in cut_serif["GPOS"].table.FeatureList.FeatureRecord}
    assert {"halt", "palt"} <= kept


def test_a_cut_face_is_small_and_the_same_every_time(listed: dict[str, Face]) -> None:
    first = faces.cut(listed["Noto Serif CJK SC"], "字样")
    assert len(first.data) < 20_000
    assert first == faces.cut(listed["Noto Serif CJK SC"], ["样", "字", "字"])
    assert first.characters == {"字", "样"}


@pytest.mark.parametrize(("name", "suffix"), [("Noto Serif CJK SC", "otf"), ("LXGW WenKai", "ttf")])
def test_the_suffix_tells_the_kind_of_outlines(
    name: str, suffix: str, listed: dict[str, Face]
) -> None:
    font = faces.cut(listed[name], "字")
    assert (font.suffix, font.media_type) == (suffix, f"font/{suffix}")


@pytest.mark.parametrize("name", ["Noto Serif CJK JP", "Noto Sans CJK HK", "Noto Serif CJK KR"])
def test_each_language_of_a_collection_is_a_face_of_its_own(
    name: str, listed: dict[str, Face]
) -> None:
    font = TTFont(io.BytesIO(faces.cut(listed[name], "骨").data))
    assert font["name"].getDebugName(4) == name
