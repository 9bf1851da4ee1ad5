"""Bags: the same bytes every time, every damage named, and nothing hostile let in."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from keben import bags
from keben.bags import unpacking
from keben.errors import OutputError, ProofError

INFO = {"Bagging-Date": "2026-01-02", "Bag-Software-Agent": "test", "Title": "一\n二"}
FILES = {"b.txt": "乙", "a/a.txt": "甲", "a/名 字%.md": "丙" * 100}


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return made(tmp_path / "bag")


def made(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    bags.seal(folder, INFO)
    return folder


# --- sealed and packed ---------------------------------------------------------------------------


def test_a_sealed_folder_is_a_valid_bag_of_version_1(bag: Path) -> None:
    assert bagit.Bag(str(bag)).is_valid()
    assert (bag / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")
    lines = (bag / "manifest-sha512.txt").read_text(encoding="utf-8").splitlines()
    assert f"{hashlib.sha512('乙'.encode()).hexdigest()}  data/b.txt" in lines
    assert "Title: 一 二\n" in (bag / "bag-info.txt").read_text(encoding="utf-8")
    assert bags.examine(bag, bag) == ()


def test_the_same_files_give_the_same_bytes(bag: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "elsewhere" / "bag")
    shutil.copystat(tmp_path, other / "data" / "b.txt")
    (other / "data" / "b.txt").chmod(0o600)
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    bags.pack(bag, first)
    bags.pack(other, second)
    assert first.read_bytes() == second.read_bytes()


def test_what_is_packed_is_unpacked(bag: Path, tmp_path: Path) -> None:
    bags.pack(bag, tmp_path / "a.zip")
    found = bags.unpack(tmp_path / "a.zip", tmp_path / "out")
    assert found == tmp_path / "out" / "bag"
    assert bags.examine(found, found) == ()
    assert {p.name for p in (found / "data").rglob("*.*")} == {Path(n).name for n in FILES}


@pytest.mark.parametrize("name", ["a\nb.txt", "a%0Ab.txt", "a%25b.txt", "a\\b.txt"])
def test_a_name_that_manifests_write_in_two_ways_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(OutputError, match="cannot stand in an archive"):
        bags.seal(tmp_path, INFO)


# --- damage --------------------------------------------------------------------------------------


def spoil_file(bag: Path) -> None:
    (bag / "data" / "b.txt").write_text("丁", encoding="utf-8")


def spoil_sum(bag: Path) -> None:
    path = bag / "manifest-sha512.txt"
    text = path.read_text(encoding="utf-8")
    first = "0" if text[0] != "0" else "1"
    path.write_text(first + text[1:], encoding="utf-8")


def lose_file(bag: Path) -> None:
    (bag / "data" / "b.txt").unlink()


def add_file(bag: Path) -> None:
    (bag / "data" / "c.txt").write_text("x")


def add_tag_file(bag: Path) -> None:
    (bag / "notes.txt").write_text("x")


def half_a_manifest(bag: Path) -> None:
    path = bag / "manifest-sha256.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if "b.txt" not in line), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (spoil_file, ("Z001", "data/b.txt")),
        (spoil_sum, ("Z001", "manifest-sha512.txt")),
        (lose_file, ("Z002", "data/b.txt")),
        (add_file, ("Z003", "data/c.txt")),
        (add_tag_file, ("Z003", "notes.txt")),
        (half_a_manifest, ("Z003", "data/b.txt")),
    ],
)
def test_damage_is_named(bag: Path, spoil: Callable[[Path], None], found: tuple[str, str]) -> None:
    spoil(bag)
    assert found in [(trouble.code, trouble.name) for trouble in bags.examine(bag, bag)]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: zlib\n", "bagit.txt"),
        ("bagit.txt", "", "bagit.txt"),
        ("fetch.txt", "https://example.org/x 1 data/x\n", "to be fetched"),
        ("manifest-sha256.txt", "00  ../../../etc/passwd\n", "unsafe"),
        ("manifest-sha256.txt", "00  data/b.txt\n11  data/b.txt\n", "multiple times"),
        ("bag-info.txt", "no colon\n", "invalid tag"),
        ("manifest-md5.txt", "00  data/b.txt\n", "lacks a manifest"),
    ],
)
def test_what_is_no_bag_of_ours_is_an_error(bag: Path, name: str, text: str, message: str) -> None:
    (bag / name).write_text(text)
    with pytest.raises(ProofError, match=message) as error:
        bags.examine(bag, Path("a.zip"))
    assert str(error.value).startswith("a.zip: ")
    assert str(bag) not in str(error.value)


# --- hostile zip files ---------------------------------------------------------------------------


def zipped(path: Path, *names: str, data: bytes = b"x", method: int = 8, mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            entry.compress_type = method
            entry.external_attr = mode << 16
            package.writestr(entry, data)
    return path


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("../up.txt",), "leads out of its folder"),
        (("a/../../up.txt",), "leads out of its folder"),
        (("/root.txt",), "leads out of its folder"),
        (("a//b",), "leads out of its folder"),
        (("C:/x",), "no name of a file"),
        (("a\\..\\x",), "no name of a file"),
        (("a/\x1bx",), "no name of a file"),
        (("a/b/",), "no name of a file"),
        ((f"a/{'x' * 2000}",), "no name of a file"),
        (("a/x", "a/x"), "two of its files have one name"),
        (("a/x", "a/X"), "two of its files have one name"),
        (("a/x", "b/x"), "does not hold one folder"),
        (("x",), "does not hold one folder"),
        ((), "does not hold one folder"),
    ],
)
def test_a_hostile_name_writes_nothing_outside(
    tmp_path: Path, names: tuple[str, ...], message: str
) -> None:
    archive = zipped(tmp_path / "a.zip", *names)
    with pytest.raises(ProofError, match=message):
        bags.unpack(archive, tmp_path / "in" / "to")
    assert not list(tmp_path.glob("up.txt")) + list(tmp_path.glob("in/*.txt"))


def test_a_link_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", "a/x", data=b"/etc/passwd", mode=0o120777)
    with pytest.raises(ProofError, match="is a link or a device"):
        bags.unpack(archive, tmp_path / "to")


def test_a_bomb_is_stopped_before_it_fills_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "ALLOWANCE", 100_000)
    monkeypatch.setattr(unpacking, "CHUNK", 10_000)
    archive = zipped(tmp_path / "a.zip", "a/x", data=bytes(5_000_000))
    with pytest.raises(ProofError, match="far larger than they should be"):
        bags.unpack(archive, tmp_path / "to")
    assert (tmp_path / "to" / "a" / "x").stat().st_size < 1_500_000


def test_too_many_files_are_refused_before_they_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST", 3)
    archive = zipped(tmp_path / "a.zip", *(f"a/{number}" for number in range(4)))
    with pytest.raises(ProofError, match="more than 3 files"):
        bags.unpack(archive, tmp_path / "to")


def test_another_compression_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", "a/x", method=zipfile.ZIP_LZMA)
    with pytest.raises(ProofError, match="in a way that is not read"):
        bags.unpack(archive, tmp_path / "to")


def test_a_zip_file_cut_short_or_changed_is_broken(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", "a/x", data=b"words " * 1000)
    data = archive.read_bytes()
    for spoilt in (b"", data[: len(data) // 2], data[:40] + b"\0\0\0\0" + data[44:]):
        archive.write_bytes(spoilt)
        with pytest.raises(ProofError, match="is not read") as error:
            bags.unpack(archive, tmp_path / "to")
        assert error.value.exit_code == 8
        shutil.rmtree(tmp_path / "to", ignore_errors=True)
